/* cpx-coding-history.h: who decided what about one coding, when and why, as the audit log says it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

/* Why a decision differs from a proposal or stands in spite of a rule. */
typedef struct
{
  char *rule;    /* (nullable): the id of the rule that was overridden; NULL: a code was, or the coding was reopened */
  char *about;   /* "HHFA016 → HMFC004"; of a rule, the acts: "HMFC004, LHCA900"; "" if it is about the whole */
  char *motive;  /* (nullable): a token of the act's kind */
  char *reason;
} CpxCodingReason;

/* One decision. Immutable. */
typedef struct
{
  gint64     time_us;
  char      *action;     /* "coding.drafted" (the first time only), ".validated", ".locked", ".reopened" */
  char      *user_id;    /* (nullable) */
  char      *user_name;  /* (nullable): of a user that this vault does not know */
  CpxRoles   roles;      /* that they had then */
  char      *codes;      /* of the acts, parted by spaces; "" if it says none */
  GPtrArray *reasons;    /* (element-type CpxCodingReason) */
} CpxCodingEvent;

void       cpx_coding_event_free                    (CpxCodingEvent       *self);

/* The newest first. */
GPtrArray *cpx_practice_list_coding_history         (CpxPractice          *practice,
                                                     const char           *coding_id,
                                                     GError              **error);
void       cpx_practice_list_coding_history_async   (CpxPractice          *practice,
                                                     const char           *coding_id,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
GPtrArray *cpx_practice_list_coding_history_finish  (CpxPractice          *practice,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS

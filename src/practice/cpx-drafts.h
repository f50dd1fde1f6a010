/* cpx-drafts.h: what someone was typing when the practice was locked: theirs alone, on this post alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

/* One unfinished form. Immutable. */
typedef struct
{
  char      *id;        /* where it was typed; one draft a record */
  gint64     saved_us;
  CpxRecord *base;      /* (nullable): the record that was being edited, as it was then; NULL for a new one */
  CpxRecord *record;    /* what had been typed; need not be valid */
  gboolean   added;     /* of a new one: it was added since, and the program ended before it forgot the draft */
} CpxFormDraft;

void       cpx_form_draft_free               (CpxFormDraft         *self);
char      *cpx_form_draft_dup_place          (CpxRecord            *record);

gboolean   cpx_practice_save_draft           (CpxPractice          *practice,
                                              CpxRecord            *base,
                                              CpxRecord            *record,
                                              GError              **error);
void       cpx_practice_save_draft_async     (CpxPractice          *practice,
                                              CpxRecord            *base,
                                              CpxRecord            *record,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean   cpx_practice_save_draft_finish    (CpxPractice          *practice,
                                              GAsyncResult         *result,
                                              GError              **error);
GPtrArray *cpx_practice_list_drafts          (CpxPractice          *practice,
                                              GError              **error);
void       cpx_practice_list_drafts_async    (CpxPractice          *practice,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GPtrArray *cpx_practice_list_drafts_finish   (CpxPractice          *practice,
                                              GAsyncResult         *result,
                                              GError              **error);
gboolean   cpx_practice_discard_draft        (CpxPractice          *practice,
                                              const char           *draft_id,
                                              GError              **error);
void       cpx_practice_discard_draft_async  (CpxPractice          *practice,
                                              const char           *draft_id,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean   cpx_practice_discard_draft_finish (CpxPractice          *practice,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS

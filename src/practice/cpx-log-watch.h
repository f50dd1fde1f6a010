/* cpx-log-watch.h: what a post does by itself for its log while someone works: verifies its end after the unlock,
 * seals it at midnight, keeps the seal in the second place and brings it to the anchors.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

/* What is known; all zeros until the first round is over. */
typedef struct
{
  gboolean  is_known;
  char     *fault;          /* (owned) (nullable): what is wrong with the log, to be told loudly */
  guint64   n_entries;
  guint64   sealed_size;    /* how many of them the last seal is of; 0: no seal yet */
  gint64    sealed_us;      /* when it was set */
  char     *code;           /* (owned) (nullable): of the last seal */
  char     *note;           /* (owned) (nullable): the last seal itself */
  char     *folder;         /* (owned) (nullable): the second place */
  char     *place;          /* (owned) (nullable): what became of it */
  char     *place_warning;  /* (owned) (nullable): why it is not outside enough */
  gboolean  place_is_away;  /* it is tried again by itself */
} CpxLogState;

void               cpx_log_state_clear     (CpxLogState *self);

#define CPX_TYPE_LOG_WATCH (cpx_log_watch_get_type ())
G_DECLARE_FINAL_TYPE (CpxLogWatch, cpx_log_watch, CPX, LOG_WATCH, GObject)

CpxLogWatch       *cpx_log_watch_get       (CpxPractice *practice);
void               cpx_log_watch_begin     (CpxLogWatch *self);
void               cpx_log_watch_look      (CpxLogWatch *self);
const CpxLogState *cpx_log_watch_get_state (CpxLogWatch *self);

gboolean           cpx_log_round           (CpxPractice *practice,
                                            CpxLogState *out_state,
                                            GError     **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxLogState, cpx_log_state_clear)

G_END_DECLS

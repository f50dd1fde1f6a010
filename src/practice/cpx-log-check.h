/* cpx-log-check.h: the whole log verified for a screen: with progress, and without keeping it waiting.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-screen-progress.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean  sound;
  guint64   n_entries;    /* gone through */
  guint     n_seals;      /* that the log came to */
  guint64   sealed_size;  /* how many entries the last of them is of; 0: none */
  guint64   first_bad;    /* the index of the first entry that may be bad, from 0 */
  gint64    checked_us;   /* when */
  char     *sentence;     /* (owned) (nullable): what is wrong and where; NULL if the log is sound */
  char     *remark;       /* (owned) (nullable): what could not be compared, which is no fault of the log */
} CpxLogCheck;

void         cpx_log_check_free            (CpxLogCheck            *self);

void         cpx_practice_check_log_async  (CpxPractice            *practice,
                                            GCancellable           *cancellable,
                                            CpxScreenProgressFunc   progress,
                                            gpointer                progress_data,
                                            GDestroyNotify          free_progress_data,
                                            GAsyncReadyCallback     callback,
                                            gpointer                user_data);
CpxLogCheck *cpx_practice_check_log_finish (CpxPractice            *practice,
                                            GAsyncResult           *result,
                                            GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxLogCheck, cpx_log_check_free)

G_END_DECLS

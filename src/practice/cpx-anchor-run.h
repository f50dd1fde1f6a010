/* cpx-anchor-run.h: brings the last seal to the anchors that do not have it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

/* What a run came to. */
typedef struct
{
  guint   n_anchored;
  guint   n_failed;
  gint64  due_us;   /* when the next is due; 0: none is waited for */
  char   *problem;  /* (owned) (nullable): the first that failed */
} CpxAnchorRun;

void              cpx_anchor_run_free               (CpxAnchorRun         *self);

CpxAnchorRun     *cpx_practice_run_anchors          (CpxPractice          *practice,
                                                     gboolean              at_once,
                                                     GCancellable         *cancellable,
                                                     GError              **error);
void              cpx_practice_run_anchors_async    (CpxPractice          *practice,
                                                     gboolean              at_once,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
CpxAnchorRun     *cpx_practice_run_anchors_finish   (CpxPractice          *practice,
                                                     GAsyncResult         *result,
                                                     GError              **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxAnchorRun, cpx_anchor_run_free)

G_END_DECLS

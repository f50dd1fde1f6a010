/* cpx-screen-progress.h: how far a thread got, told to a screen at the screen's own pace.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Called in the main context of who made the progress. */
typedef void (*CpxScreenProgressFunc) (guint64  n_done,
                                       guint64  n_all,
                                       gpointer user_data);

typedef struct _CpxScreenProgress CpxScreenProgress;

CpxScreenProgress *cpx_screen_progress_new   (CpxScreenProgressFunc  func,
                                              gpointer               user_data,
                                              GDestroyNotify         free_user_data);
CpxScreenProgress *cpx_screen_progress_ref   (CpxScreenProgress     *self);
void               cpx_screen_progress_unref (CpxScreenProgress     *self);
void               cpx_screen_progress_tell  (guint64                n_done,
                                              guint64                n_all,
                                              gpointer               self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxScreenProgress, cpx_screen_progress_unref)

G_END_DECLS

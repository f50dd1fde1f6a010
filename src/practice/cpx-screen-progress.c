/* cpx-screen-progress.c: how far a thread got, told to a screen at the screen's own pace.
 *
 *   thread: cpx_screen_progress_tell() ──at most one on its way──▶ main: func
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-screen-progress.h"

struct _CpxScreenProgress
{
  gatomicrefcount        ref_count;
  GMainContext          *context;         /* (owned) */
  CpxScreenProgressFunc  func;            /* (nullable) */
  gpointer               user_data;
  GDestroyNotify         free_user_data;  /* (nullable) */
  GMutex                 lock;
  guint64                n_done;          /* guarded by lock, as all below */
  guint64                n_all;
  gboolean               is_told;         /* the screen has not seen the last one yet */
};

/**
 * cpx_screen_progress_new:
 * @func: (nullable): told how far it got
 * @user_data: for @func
 * @free_user_data: (nullable): frees @user_data once nothing more is told, in the same context
 *
 * Returns: (transfer full): a progress that is told in the thread-default main context of the caller
 */
CpxScreenProgress *
cpx_screen_progress_new (CpxScreenProgressFunc  func,
                         gpointer               user_data,
                         GDestroyNotify         free_user_data)
{
  CpxScreenProgress *self = g_new0 (CpxScreenProgress, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->context = g_main_context_ref_thread_default ();
  self->func = func;
  self->user_data = user_data;
  self->free_user_data = free_user_data;
  g_mutex_init (&self->lock);

  return self;
}

/**
 * cpx_screen_progress_ref:
 * @self: a progress
 *
 * Returns: (transfer full): @self
 */
CpxScreenProgress *
cpx_screen_progress_ref (CpxScreenProgress *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/* What the screen gave is often a widget, which no other thread may drop. */
static gboolean
free_cb (gpointer user_data)
{
  CpxScreenProgress *self = user_data;

  if (self->free_user_data != NULL)
    self->free_user_data (self->user_data);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self);

  return G_SOURCE_REMOVE;
}

/**
 * cpx_screen_progress_unref:
 * @self: (transfer full): a progress
 */
void
cpx_screen_progress_unref (CpxScreenProgress *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, free_cb, self, NULL);
}

static gboolean
tell_cb (gpointer user_data)
{
  CpxScreenProgress *self = user_data;
  guint64 n_done, n_all;

  g_mutex_lock (&self->lock);
  self->is_told = FALSE;
  n_done = self->n_done;
  n_all = self->n_all;
  g_mutex_unlock (&self->lock);
  self->func (n_done, n_all, self->user_data);

  return G_SOURCE_REMOVE;
}

/**
 * cpx_screen_progress_tell:
 * @n_done: how much is done
 * @n_all: of how much
 * @self: a #CpxScreenProgress
 *
 * Has the screen told, from any thread; a #CpxLogProgress and a #CpxBundleProgress.
 */
void
cpx_screen_progress_tell (guint64  n_done,
                          guint64  n_all,
                          gpointer self)
{
  CpxScreenProgress *progress = self;
  gboolean was_told;

  if (progress->func == NULL)
    return;
  g_mutex_lock (&progress->lock);
  progress->n_done = n_done;
  progress->n_all = n_all;
  was_told = progress->is_told;
  progress->is_told = TRUE;
  g_mutex_unlock (&progress->lock);
  if (!was_told)
    g_main_context_invoke_full (progress->context, G_PRIORITY_DEFAULT, tell_cb, cpx_screen_progress_ref (progress),
                                (GDestroyNotify) cpx_screen_progress_unref);
}

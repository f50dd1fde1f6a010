/* cpx-log-check.c: the whole log verified for a screen.
 *
 *   main: check_log_async() ──▶ thread: cpx_practice_verify_log() ──CpxScreenProgress──▶ main
 *                                          └──▶ main: callback
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-check.h"

#include "cpx-note-verified.h"
#include "cpx-verify-index.h"

#include <cpx-clock.h>

/**
 * cpx_log_check_free:
 * @self: (transfer full): what a verification found
 */
void
cpx_log_check_free (CpxLogCheck *self)
{
  g_free (self->sentence);
  g_free (self->remark);
  g_free (self);
}

static CpxLogCheck *
make_check (const CpxLogReport *report)
{
  CpxLogCheck *check = g_new0 (CpxLogCheck, 1);

  check->sound = report->sound;
  check->n_entries = report->n_entries;
  check->n_seals = report->n_seals;
  check->sealed_size = report->sealed_size;
  check->first_bad = report->verdict.first;
  check->checked_us = cpx_clock_now_us ();
  check->sentence = g_strdup (report->sentence);
  check->remark = g_strdup (report->remark);

  return check;
}

/* A GTaskThreadFunc. */
static void
check_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr(CpxLogReport) report = cpx_practice_verify_log (source, NULL, NULL, cpx_screen_progress_tell,
                                                            task_data, cancellable, &error);

  if (report != NULL && !cpx_practice_verify_log_index (source, report, cancellable, &error))
    g_clear_pointer (&report, cpx_log_report_free);
  if (report != NULL)
    cpx_practice_note_verified (source, report, NULL);   /* a vault that is only read is verified all the same */
  if (report != NULL)
    g_task_return_pointer (task, make_check (report), (GDestroyNotify) cpx_log_check_free);
  else
    g_task_return_error (task, error);
}

/**
 * cpx_practice_check_log_async:
 * @practice: a practice
 * @cancellable: (nullable): to give up
 * @progress: (nullable): told how far it got
 * @progress_data: for @progress
 * @free_progress_data: (nullable): frees @progress_data once nothing more is told
 * @callback: called when done
 * @user_data: for @callback
 *
 * Goes through all logs of the vault, this post's first, and their index, on a thread of its own.
 */
void
cpx_practice_check_log_async (CpxPractice           *practice,
                              GCancellable          *cancellable,
                              CpxScreenProgressFunc  progress,
                              gpointer               progress_data,
                              GDestroyNotify         free_progress_data,
                              GAsyncReadyCallback    callback,
                              gpointer               user_data)
{
  g_autoptr(GTask) task = g_task_new (practice, cancellable, callback, user_data);

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  g_task_set_source_tag (task, cpx_practice_check_log_async);
  g_task_set_task_data (task, cpx_screen_progress_new (progress, progress_data, free_progress_data),
                        (GDestroyNotify) cpx_screen_progress_unref);
  g_task_run_in_thread (task, check_in_thread);
}

/**
 * cpx_practice_check_log_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what was found
 */
CpxLogCheck *
cpx_practice_check_log_finish (CpxPractice   *practice,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

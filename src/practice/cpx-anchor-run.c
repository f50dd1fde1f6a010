/* cpx-anchor-run.c: the queue, of one seal for each anchor.
 *
 *   has the last seal ──a new seal──▶ due ──anchored──▶ has the last seal
 *                                      │ ▲
 *                                failed▼ │its delay is over, or somebody asks
 *                                     waits
 *
 * Only the last seal waits: it is of every entry before it, so a month without a network is made up for in one go. The
 * network is asked on no thread of the store and in no transaction: a dead authority keeps nobody waiting.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-anchor-run.h"

#include "cpx-anchor-kind.h"
#include "cpx-anchors-private.h"
#include "cpx-journal.h"
#include "cpx-practice-private.h"

#include <cpx-clock.h>

#define MAX_DELAY_US G_TIME_SPAN_DAY

void
cpx_anchor_run_free (CpxAnchorRun *self)
{
  g_free (self->problem);
  g_free (self);
}

/* What became of one try. */
typedef struct
{
  const CpxStoredAnchor *anchor;
  guint64                size;
  gint64                 tried_us;
  gint64                 made_us;
  GBytes                *receipt;  /* (nullable): it failed */
  const char            *problem;  /* (nullable) */
} Try;

/* A CpxDeedFunc: nobody's permission, the program does it for whoever works. */
static gpointer
keep_receipt (CpxJournal  *journal,
              gpointer     data,
              GError     **error)
{
  const Try *try = data;
  g_autoptr(json_t) details =
    json_pack ("{s:I, s:s, s:s, s:I, s:I}", "anchor", (json_int_t) try->anchor->number, "kind", try->anchor->kind,
               "target", try->anchor->target, "entries", (json_int_t) try->size, "time_us", (json_int_t) try->made_us);

  if (!cpx_anchor_table_succeed (cpx_journal_get_txn (journal), try->anchor->number, try->tried_us, try->size,
                                 try->made_us, try->receipt, error))
    return NULL;

  return cpx_journal_note (journal, NULL, "log.anchored", NULL, details, error);
}

/* A CpxDeedFunc: each try of each night is not worth an entry. */
static gpointer
keep_problem (CpxJournal  *journal,
              gpointer     data,
              GError     **error)
{
  Try *try = data;
  gint64 due_us = try->tried_us + cpx_anchor_delay_us (try->anchor->failures + 1);

  return cpx_anchor_table_fail (cpx_journal_get_txn (journal), try->anchor->number, try->tried_us, due_us,
                                try->problem, error) ? data : NULL;
}

static void
wait_until (CpxAnchorRun *run,
            gint64        due_us)
{
  if (run->due_us == 0 || due_us < run->due_us)
    run->due_us = due_us;
}

static gboolean
keep_try (CpxPractice   *practice,
          Try           *try,
          CpxAnchorRun  *run,
          GError       **error)
{
  g_autoptr(CpxReceipt) receipt = NULL;

  if (try->receipt != NULL)
    {
      receipt = cpx_practice_perform (practice, keep_receipt, try, g_object_unref, error);
      run->n_anchored += receipt != NULL ? 1 : 0;
      return receipt != NULL;
    }
  run->n_failed++;
  if (run->problem == NULL)
    run->problem = g_strdup_printf ("%s: %s", try->anchor->target, try->problem);
  wait_until (run, try->tried_us + cpx_anchor_delay_us (try->anchor->failures + 1));

  return cpx_practice_perform (practice, keep_problem, try, NULL, error) != NULL;
}

static gboolean
try_anchor (CpxPractice            *practice,
            const CpxStoredAnchor  *anchor,
            const CpxAuditSeal     *seal,
            CpxAnchorRun           *run,
            GCancellable           *cancellable,
            GError                **error)
{
  const CpxAnchorKind *kind = cpx_anchor_kinds_find (anchor->kind);
  CpxAnchorOrder order = { anchor->target, anchor->proof, cpx_practice_get_device_id (practice), seal->note,
                           seal->size };
  Try try = { .anchor = anchor, .size = seal->size, .tried_us = cpx_clock_now_us () };
  g_autoptr(GBytes) receipt = NULL;
  g_autoptr(GError) failure = NULL;

  if (kind == NULL)   /* of a newer program */
    return TRUE;
  receipt = kind->anchor (&order, &try.made_us, cancellable, &failure);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  try.receipt = receipt;
  try.problem = failure != NULL ? failure->message : NULL;

  return keep_try (practice, &try, run, error);
}

/* A wait of more than a day is one of a clock that was set back since. */
static gboolean
is_due (const CpxStoredAnchor *anchor,
        gint64                 now_us)
{
  return anchor->due_us <= now_us || anchor->due_us - now_us > MAX_DELAY_US;
}

/**
 * cpx_practice_run_anchors:
 * @practice: a practice
 * @at_once: also those that wait for their delay to be over
 * @cancellable: (nullable): to give up
 * @error: where the fault goes; that an anchor does not answer is none, and kept with it
 *
 * Gives each anchor that does not have it the last seal; what one try came to and could not be kept keeps no other from
 * its own. Waits for the network: not for the main thread.
 *
 * Returns: (transfer full) (nullable): what it came to
 */
CpxAnchorRun *
cpx_practice_run_anchors (CpxPractice   *practice,
                          gboolean       at_once,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autoptr(CpxAnchorRun) run = g_new0 (CpxAnchorRun, 1);
  g_autoptr(CpxAnchorQueue) queue = NULL;
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  queue = cpx_practice_look (practice, NULL, cpx_anchor_queue_look, NULL, (GDestroyNotify) cpx_anchor_queue_free,
                             error);
  if (queue == NULL)
    return NULL;
  for (guint i = 0; i < queue->anchors->len; i++)
    {
      const CpxStoredAnchor *anchor = g_ptr_array_index (queue->anchors, i);

      if (cpx_anchor_is_current (anchor, queue->last))
        continue;
      if (!at_once && !is_due (anchor, cpx_clock_now_us ()))
        wait_until (run, anchor->due_us);
      else if (!try_anchor (practice, anchor, queue->last, run, cancellable, failure == NULL ? &failure : NULL) &&
               g_cancellable_is_cancelled (cancellable))
        break;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&run);
}

/* A GTaskThreadFunc. */
static void
run_in_thread (GTask        *task,
               gpointer      source,
               gpointer      at_once,
               GCancellable *cancellable)
{
  GError *error = NULL;
  CpxAnchorRun *run = cpx_practice_run_anchors (source, GPOINTER_TO_INT (at_once), cancellable, &error);

  if (run == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, run, (GDestroyNotify) cpx_anchor_run_free);
}

/**
 * cpx_practice_run_anchors_async:
 * @practice: a practice
 * @at_once: also those that wait for their delay to be over
 * @cancellable: (nullable): to give up
 * @callback: called when each was tried
 * @user_data: for @callback
 *
 * Does cpx_practice_run_anchors() on a thread.
 */
void
cpx_practice_run_anchors_async (CpxPractice         *practice,
                                gboolean             at_once,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (practice, cancellable, callback, user_data);

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  g_task_set_source_tag (task, cpx_practice_run_anchors_async);
  g_task_set_task_data (task, GINT_TO_POINTER (at_once), NULL);
  g_task_run_in_thread (task, run_in_thread);
}

/**
 * cpx_practice_run_anchors_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): what it came to
 */
CpxAnchorRun *
cpx_practice_run_anchors_finish (CpxPractice   *practice,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

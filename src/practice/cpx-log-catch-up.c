/* cpx-log-catch-up.c: asks the store for one step of the index after the other, until it is whole.
 *
 *   begin() ─▶ look ──whole──▶ idle          step ──whole──▶ idle
 *                └──not──▶ step ◀──REST_MS── step ──lock, fault, no step forward──▶ idle
 *
 * A step is a transaction of some ten milliseconds on the writer's thread, and the next is only asked for when it is
 * done: whoever saves something meanwhile waits for one step at most. What was entered stays when the program ends, and
 * the next unlock goes on from there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-catch-up.h"

#include "cpx-practice-private.h"

#include <cpx-log-fill.h>

#define REST_MS   5   /* between two steps: others have the processor and the disk too */
#define MAX_STUCK 3   /* the first step tells what the look told; the disk is full, say */

struct _CpxLogCatchUp
{
  GObject          parent_instance;

  CpxPractice     *practice;   /* (unowned): its owner */
  CpxCatchUpState  state;
  guint64          n_done;       /* entries, when it was looked last */
  guint            n_stuck;      /* looks since then that found no more */
  GCancellable    *cancellable;  /* (owned) (nullable): until the lock; NULL before it began */
  guint            source_id;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxLogCatchUp, cpx_log_catch_up, G_TYPE_OBJECT)

/* A CpxTxnFunc. */
static gpointer
look (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  g_autofree CpxLogFillState *state = g_new0 (CpxLogFillState, 1);

  return cpx_log_fill_look (txn, state, error) ? g_steal_pointer (&state) : NULL;
}

/* A CpxTxnFunc: what there was before it; the step comes after it. */
static gpointer
step (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  cpx_log_fill_ask (txn);

  return look (txn, data, error);
}

static void
set_state (CpxLogCatchUp   *self,
           CpxCatchUpState  state)
{
  gboolean changed = state.is_known != self->state.is_known || state.is_running != self->state.is_running ||
                     state.is_whole != self->state.is_whole || state.percent != self->state.percent;

  self->state = state;
  if (changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
stop (CpxLogCatchUp *self)
{
  CpxCatchUpState state = self->state;

  state.is_running = FALSE;
  set_state (self, state);
}

static void take_step (CpxLogCatchUp *self);

/* A GSourceFunc. */
static gboolean
rested_cb (gpointer user_data)
{
  CpxLogCatchUp *self = user_data;

  self->source_id = 0;
  take_step (self);

  return G_SOURCE_REMOVE;
}

static void
take_answer (CpxLogCatchUp         *self,
             const CpxLogFillState *found)
{
  CpxCatchUpState state = { .is_known = TRUE, .is_whole = found->is_whole };

  self->n_stuck = found->n_done > self->n_done ? 0 : self->n_stuck + 1;
  self->n_done = found->n_done;
  state.is_running = !found->is_whole && self->n_stuck < MAX_STUCK;
  state.percent = found->n_total > 0 ? (guint) (found->n_done * 100 / found->n_total) : 100;
  set_state (self, state);
  if (state.is_running && self->source_id == 0 && !g_cancellable_is_cancelled (self->cancellable))
    self->source_id = g_timeout_add_full (G_PRIORITY_LOW, REST_MS, rested_cb, self, NULL);
}

/* Of the look and of each step. */
static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CpxLogCatchUp) self = user_data;   /* the reference taken by the call */
  g_autofree CpxLogFillState *found = g_task_propagate_pointer (G_TASK (result), NULL);

  if (found != NULL && !cpx_practice_is_locked (CPX_PRACTICE (source)))
    take_answer (self, found);
  else
    stop (self);
}

static void
take_step (CpxLogCatchUp *self)
{
  g_autoptr(GTask) task = NULL;

  if (cpx_practice_is_locked (self->practice))
    return;
  task = g_task_new (self->practice, self->cancellable, answered_cb, g_object_ref (self));
  g_task_set_source_tag (task, take_step);
  cpx_store_run (cpx_practice_get_store (self->practice), g_steal_pointer (&task), step, g_free);
}

static void
locked_cb (CpxLogCatchUp *self)
{
  g_clear_handle_id (&self->source_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  stop (self);
}

static void
cpx_log_catch_up_dispose (GObject *object)
{
  CpxLogCatchUp *self = CPX_LOG_CATCH_UP (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (cpx_log_catch_up_parent_class)->dispose (object);
}

static void
cpx_log_catch_up_class_init (CpxLogCatchUpClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_log_catch_up_dispose;

  /**
   * CpxLogCatchUp::changed:
   * @self: what completes the index
   *
   * Emitted on the main thread when a percent more is done, and at the end.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CPX_TYPE_LOG_CATCH_UP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
cpx_log_catch_up_init (CpxLogCatchUp *self)
{
}

/**
 * cpx_log_catch_up_get:
 * @practice: an unlocked practice
 *
 * Returns: (transfer none): what completes the index of its log; lives as long as @practice
 */
CpxLogCatchUp *
cpx_log_catch_up_get (CpxPractice *practice)
{
  CpxLogCatchUp *self = g_object_get_data (G_OBJECT (practice), "cpx-log-catch-up");

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (self == NULL)
    {
      self = g_object_new (CPX_TYPE_LOG_CATCH_UP, NULL);
      self->practice = practice;
      g_object_set_data_full (G_OBJECT (practice), "cpx-log-catch-up", self, g_object_unref);
    }

  return self;
}

/**
 * cpx_log_catch_up_begin:
 * @self: what completes the index
 *
 * Looks what is missing, and goes on until nothing is, or the practice is locked. Once: asking again does nothing.
 */
void
cpx_log_catch_up_begin (CpxLogCatchUp *self)
{
  if (self->cancellable != NULL || cpx_practice_is_locked (self->practice))
    return;
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (self->practice, "locked", G_CALLBACK (locked_cb), self, G_CONNECT_SWAPPED);
  cpx_practice_look_async (self->practice, NULL, look, NULL, NULL, g_free, self->cancellable, answered_cb,
                           g_object_ref (self));
}

/**
 * cpx_log_catch_up_get_state:
 * @self: what completes the index
 *
 * Returns: how far it is
 */
CpxCatchUpState
cpx_log_catch_up_get_state (CpxLogCatchUp *self)
{
  return self->state;
}

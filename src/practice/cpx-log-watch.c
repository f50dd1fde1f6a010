/* cpx-log-watch.c: a round on a thread of its own after the unlock, at each new day, and while something is to be tried
 * again.
 *
 *   idle ──unlock, midnight, look()──▶ round on a thread ──round_cb()──▶ anchors on a thread ──anchored_cb()──▶ idle
 *
 * Both ends are told by "changed": what is found wrong does not wait for a slow authority.
 *
 * The clock is asked every minute instead of once at a reckoned midnight: a machine sleeps, and clocks are set. Nothing
 * here keeps a person waiting, and nothing that fails here stops work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-watch.h"

#include "cpx-anchor-run.h"
#include "cpx-audit-seal-private.h"
#include "cpx-log-catch-up.h"
#include "cpx-log-door.h"
#include "cpx-outside-folder.h"
#include "cpx-seal-day.h"
#include "cpx-second-place.h"

#include <cpx-clock.h>

#define LOOK_S 60

struct _CpxLogWatch
{
  GObject       parent_instance;

  CpxPractice  *practice;   /* (unowned): its owner */
  CpxLogState   state;
  guint         source_id;
  gint64        looked_us;  /* when the last round began */
  gboolean      is_round;   /* one is under way */
  gboolean      again;      /* asked for meanwhile */

  GCancellable *cancellable;  /* (owned): of what is asked over the network */
  gboolean      is_anchoring;
  gint64        due_us;       /* when an anchor is tried again; 0: none is waited for */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxLogWatch, cpx_log_watch, G_TYPE_OBJECT)

/**
 * cpx_log_state_clear:
 * @self: a state
 *
 * Frees what it holds.
 */
void
cpx_log_state_clear (CpxLogState *self)
{
  g_free (self->fault);
  g_free (self->code);
  g_free (self->note);
  g_free (self->folder);
  g_free (self->place);
  g_free (self->place_warning);
  *self = (CpxLogState) { 0 };
}

static void
state_free (CpxLogState *self)
{
  cpx_log_state_clear (self);
  g_free (self);
}

/* The round */

/* What cannot be read is told as what was altered is; that the practice was locked meanwhile is nothing. */
static gboolean
tell_error (CpxLogState  *state,
            GError       *failure,
            GError      **error)
{
  if (g_error_matches (failure, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED))
    {
      if (state->fault == NULL)
        state->fault = g_strdup (failure->message);
      g_error_free (failure);
      return TRUE;
    }
  g_propagate_error (error, failure);

  return FALSE;
}

/* A disk that is full, or a vault that is only read, is told elsewhere. */
static gboolean
seal (CpxPractice  *practice,
      CpxLogState  *state,
      GError      **error)
{
  GError *failure = NULL;
  gboolean sealed;

  if (state->fault != NULL || cpx_practice_seal_day (practice, &sealed, &failure) ||
      g_error_matches (failure, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_IO))
    {
      g_clear_error (&failure);
      return TRUE;
    }

  return tell_error (state, failure, error);
}

static gboolean
tell_seal (CpxPractice  *practice,
           CpxLogState  *state,
           GError      **error)
{
  GError *failure = NULL;
  g_autoptr(CpxAuditSeal) last = cpx_audit_seal_find_last (practice, &failure);

  if (failure != NULL)
    return tell_error (state, failure, error);
  if (last == NULL)
    return TRUE;
  state->sealed_size = last->size;
  state->sealed_us = last->made_us;
  state->code = g_steal_pointer (&last->code);
  state->note = g_steal_pointer (&last->note);

  return TRUE;
}

static gboolean
keep_copy (CpxPractice  *practice,
           CpxLogState  *state,
           GError      **error)
{
  GError *failure = NULL;
  g_autoptr(CpxSecondPlaceReport) report = cpx_practice_keep_second_place (practice, &failure);

  if (report == NULL)
    return tell_error (state, failure, error);
  state->folder = g_steal_pointer (&report->folder);
  state->place = g_steal_pointer (&report->sentence);
  state->place_warning = state->folder != NULL ? cpx_outside_folder_dup_warning (practice, state->folder) : NULL;
  state->place_is_away = report->state == CPX_SECOND_PLACE_AWAY || report->state == CPX_SECOND_PLACE_FULL;
  if (state->fault == NULL &&
      (report->state == CPX_SECOND_PLACE_AHEAD || report->state == CPX_SECOND_PLACE_UNREADABLE))
    state->fault = g_strdup (state->place);

  return TRUE;
}

/**
 * cpx_log_round:
 * @practice: a practice
 * @out_state: (out caller-allocates): what is known then; empty on error
 * @error: where the fault goes: the practice was locked meanwhile
 *
 * Verifies the end of the log, seals the day that is over, and keeps the seal in the second place. Waits for all of it:
 * not for the main thread.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_log_round (CpxPractice  *practice,
               CpxLogState  *out_state,
               GError      **error)
{
  g_auto(CpxLogState) state = { 0 };

  *out_state = state;
  if (!cpx_log_door_verify (practice, &state.n_entries, &state.fault, error) || !seal (practice, &state, error) ||
      !tell_seal (practice, &state, error) || !keep_copy (practice, &state, error))
    return FALSE;
  state.is_known = TRUE;
  *out_state = state;
  state = (CpxLogState) { 0 };

  return TRUE;
}

/* A GTaskThreadFunc. */
static void
round_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  CpxLogState *state = g_new0 (CpxLogState, 1);
  GError *error = NULL;

  if (cpx_log_round (source, state, &error))
    {
      g_task_return_pointer (task, state, (GDestroyNotify) state_free);
      return;
    }
  state_free (state);
  g_task_return_error (task, error);
}

static void
anchored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CpxLogWatch) self = user_data;   /* the reference taken by the call */
  g_autoptr(CpxAnchorRun) run = cpx_practice_run_anchors_finish (CPX_PRACTICE (source), result, NULL);

  self->is_anchoring = FALSE;
  self->due_us = run != NULL ? run->due_us : 0;
  if (run != NULL && (run->n_anchored > 0 || run->n_failed > 0))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
run_anchors (CpxLogWatch *self)
{
  if (self->is_anchoring || cpx_practice_is_locked (self->practice))
    return;
  self->is_anchoring = TRUE;
  cpx_practice_run_anchors_async (self->practice, FALSE, self->cancellable, anchored_cb, g_object_ref (self));
}

static void
round_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxLogWatch) self = user_data;   /* the reference taken by the call */
  CpxLogState *state = g_task_propagate_pointer (G_TASK (result), NULL);

  self->is_round = FALSE;
  if (state != NULL)
    {
      cpx_log_state_clear (&self->state);
      self->state = *state;
      g_free (state);
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
      run_anchors (self);
    }
  if (self->again)
    cpx_log_watch_look (self);
}

/**
 * cpx_log_watch_look:
 * @self: a watch
 *
 * Begins a round now, or another one after that which is under way. Signal `changed` tells what came of it.
 */
void
cpx_log_watch_look (CpxLogWatch *self)
{
  g_autoptr(GTask) task = NULL;

  self->again = self->is_round;
  if (self->is_round || cpx_practice_is_locked (self->practice))
    return;
  self->is_round = TRUE;
  self->looked_us = cpx_clock_now_us ();
  task = g_task_new (self->practice, NULL, round_cb, g_object_ref (self));
  g_task_set_source_tag (task, cpx_log_watch_look);
  g_task_run_in_thread (task, round_in_thread);
}

/* A GSourceFunc. */
static gboolean
minute_cb (gpointer user_data)
{
  CpxLogWatch *self = user_data;

  if (!self->is_round &&
      (cpx_seal_day_is_another (self->looked_us, cpx_clock_now_us ()) || self->state.place_is_away))
    cpx_log_watch_look (self);
  else if (self->due_us != 0 && self->due_us <= cpx_clock_now_us ())
    run_anchors (self);

  return G_SOURCE_CONTINUE;
}

static void
locked_cb (CpxLogWatch *self)
{
  g_clear_handle_id (&self->source_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

static void
cpx_log_watch_dispose (GObject *object)
{
  CpxLogWatch *self = CPX_LOG_WATCH (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  g_clear_object (&self->cancellable);
  cpx_log_state_clear (&self->state);

  G_OBJECT_CLASS (cpx_log_watch_parent_class)->dispose (object);
}

static void
cpx_log_watch_class_init (CpxLogWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_log_watch_dispose;

  /**
   * CpxLogWatch::changed:
   * @self: the watch
   *
   * Emitted on the main thread when a round is over, and when anchors were tried.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CPX_TYPE_LOG_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
cpx_log_watch_init (CpxLogWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * cpx_log_watch_get:
 * @practice: an unlocked practice
 *
 * Returns: (transfer none): who watches over its log; lives as long as @practice
 */
CpxLogWatch *
cpx_log_watch_get (CpxPractice *practice)
{
  CpxLogWatch *self = g_object_get_data (G_OBJECT (practice), "cpx-log-watch");

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (self == NULL)
    {
      self = g_object_new (CPX_TYPE_LOG_WATCH, NULL);
      self->practice = practice;
      g_object_set_data_full (G_OBJECT (practice), "cpx-log-watch", self, g_object_unref);
    }

  return self;
}

/**
 * cpx_log_watch_begin:
 * @self: a watch
 *
 * Begins the first round, and looks at the clock from then on until the practice is locked. What the index of the log
 * misses is entered meanwhile.
 */
void
cpx_log_watch_begin (CpxLogWatch *self)
{
  if (self->source_id != 0 || cpx_practice_is_locked (self->practice))
    return;
  g_signal_connect_object (self->practice, "locked", G_CALLBACK (locked_cb), self, G_CONNECT_SWAPPED);
  self->source_id = g_timeout_add_seconds (LOOK_S, minute_cb, self);
  cpx_log_watch_look (self);
  cpx_log_catch_up_begin (cpx_log_catch_up_get (self->practice));
}

/**
 * cpx_log_watch_get_state:
 * @self: a watch
 *
 * Returns: (transfer none): what is known; changes with signal `changed`
 */
const CpxLogState *
cpx_log_watch_get_state (CpxLogWatch *self)
{
  return &self->state;
}

/* cpx-worker.c: a thread that does one job after another and gives each back where it came from.
 *
 * Who waits for a job anyway does it himself, on his own thread, when there is nothing before it: two threads that hand
 * a job over and back cost as much CPU as a short transaction. Whoever does a job has the turn, one at a time, and what
 * a job did happens before the next one begins; so what belongs to the worker is used like a single thread's.
 *
 * The last reference of a task goes back through an idle source of the task's own context: dropped on the worker, it
 * could dispose the practice there, which would wait for that very thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-worker.h"

#include <glib/gi18n-lib.h>

#define REST_AFTER_US (G_USEC_PER_SEC / 2)

struct _CpxWorker
{
  const char        *name;
  CpxWorkerFunc      func;
  CpxWorkerRestFunc  rest;
  gpointer           owner;    /* (unowned) */
  GThread           *thread;   /* (owned) (nullable) */
  GMutex             lock;     /* guards all that follows */
  GCond              changed;
  GQueue             jobs;     /* (element-type CpxJob) */
  gboolean           is_open;
  GThread           *turn;     /* (unowned) (nullable) whose turn it is: that thread does a job now */
  guint              n_turns;  /* how many there were */
  gboolean           rests;    /* nothing was done since rest() */
};

/**
 * cpx_worker_new:
 * @name: of its thread
 * @func: does one job
 * @rest: (nullable): called when there is nothing to do
 * @owner: for both; has to outlive the worker
 *
 * Returns: (transfer full): a worker that takes jobs once started
 */
CpxWorker *
cpx_worker_new (const char        *name,
                CpxWorkerFunc      func,
                CpxWorkerRestFunc  rest,
                gpointer           owner)
{
  CpxWorker *self = g_new0 (CpxWorker, 1);

  self->name = name;
  self->func = func;
  self->rest = rest;
  self->owner = owner;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->jobs);

  return self;
}

void
cpx_worker_free (CpxWorker *self)
{
  g_assert (self->thread == NULL);

  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

/**
 * cpx_job_drop_result:
 * @self: a job
 *
 * Frees what the job gave, because nobody takes it.
 */
void
cpx_job_drop_result (CpxJob *self)
{
  if (self->result != NULL && self->free_result != NULL)
    self->free_result (self->result);
  self->result = NULL;
}

/* Runs a function once in a context, as soon as things of its priority run there. */
void
cpx_worker_attach (GMainContext   *context,
                   int             priority,
                   GSourceFunc     func,
                   gpointer        data,
                   GDestroyNotify  free_data)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, priority);
  g_source_set_callback (source, func, data, free_data);
  g_source_attach (source, context);
}

static gboolean
drop_task_cb (gpointer data)
{
  return G_SOURCE_REMOVE;
}

static void
return_task (CpxJob *job)
{
  GTask *task = job->task;
  GMainContext *context = g_task_get_context (task);

  if (job->error != NULL)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (task, job->result, job->free_result);
  cpx_worker_attach (context, G_PRIORITY_DEFAULT_IDLE, drop_task_cb, task, g_object_unref);
  g_free (job);
}

/* A function that returns NULL sets an error; one that forgot must not look like a success. */
static void
expect_result (CpxJob *job)
{
  if (job->result == NULL && job->error == NULL)
    g_set_error_literal (&job->error, CPX_STORE_ERROR, CPX_STORE_ERROR_DAMAGED, _("Nothing came of it"));
}

static void
give_back (CpxWorker *self,
           CpxJob    *job)
{
  expect_result (job);
  if (job->task != NULL)
    {
      return_task (job);
      return;
    }

  g_mutex_lock (&self->lock);
  job->is_done = TRUE;
  g_mutex_unlock (&self->lock);
  g_cond_broadcast (&self->changed);  /* after, so that nobody wakes up to wait for the lock */
}

/* All with the lock held. */

static void
begin_turn (CpxWorker *self)
{
  self->turn = g_thread_self ();
  self->n_turns++;
}

static void
end_turn (CpxWorker *self)
{
  self->turn = NULL;
  if (self->rests || !self->is_open || !g_queue_is_empty (&self->jobs))
    g_cond_broadcast (&self->changed);
  self->rests = FALSE;
}

static gboolean
has_job (CpxWorker *self)
{
  return self->turn == NULL && !g_queue_is_empty (&self->jobs);
}

static gboolean
is_over (CpxWorker *self)
{
  return !self->is_open && self->turn == NULL && g_queue_is_empty (&self->jobs);
}

/* Rests once nothing was done for a while, here or by who did it himself. */
static void
wait_for_change (CpxWorker *self)
{
  guint n_turns = self->n_turns;

  if (self->rests || self->turn != NULL)
    {
      g_cond_wait (&self->changed, &self->lock);
      return;
    }
  if (g_cond_wait_until (&self->changed, &self->lock, g_get_monotonic_time () + REST_AFTER_US)
      || self->turn != NULL || self->n_turns != n_turns)
    return;

  begin_turn (self);
  g_mutex_unlock (&self->lock);
  self->rest (self->owner);
  g_mutex_lock (&self->lock);
  end_turn (self);
  self->rests = TRUE;
}

/* The next job, and the turn; NULL once closed and nothing is left to do. */
static CpxJob *
wait_for_job (CpxWorker *self)
{
  CpxJob *job = NULL;

  g_mutex_lock (&self->lock);
  while (!has_job (self) && !is_over (self))
    wait_for_change (self);
  if (has_job (self))
    {
      job = g_queue_pop_head (&self->jobs);
      begin_turn (self);
    }
  g_mutex_unlock (&self->lock);

  return job;
}

static void
give_turn_back (CpxWorker *self)
{
  g_mutex_lock (&self->lock);
  end_turn (self);
  g_mutex_unlock (&self->lock);
}

static gpointer
work (gpointer data)
{
  CpxWorker *self = data;
  CpxJob *job;

  while ((job = wait_for_job (self)) != NULL)
    {
      GCancellable *cancellable = job->task != NULL ? g_task_get_cancellable (job->task) : NULL;

      if (!g_cancellable_set_error_if_cancelled (cancellable, &job->error))
        self->func (job, self->owner);
      give_back (self, job);  /* in the order in which jobs were done, hence before the turn */
      give_turn_back (self);
    }

  return NULL;
}

/**
 * cpx_worker_start:
 * @self: a worker
 *
 * Starts its thread, which ends with cpx_worker_end().
 */
void
cpx_worker_start (CpxWorker *self)
{
  self->is_open = TRUE;
  self->thread = g_thread_new (self->name, work, self);
}

/**
 * cpx_worker_end:
 * @self: a worker
 *
 * Takes no more jobs, waits until those it has are done, and ends the thread.
 */
void
cpx_worker_end (CpxWorker *self)
{
  g_assert (g_thread_self () != self->thread);

  g_mutex_lock (&self->lock);
  g_assert (self->turn != g_thread_self ());
  self->is_open = FALSE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&self->thread, g_thread_join);
}

static void
fail_closed (CpxJob *job)
{
  g_set_error_literal (&job->error, CPX_STORE_ERROR, CPX_STORE_ERROR_CLOSED, _("The practice is locked"));
}

static gboolean
push (CpxWorker *self,
      CpxJob    *job)
{
  gboolean is_open;

  g_mutex_lock (&self->lock);
  is_open = self->is_open;
  if (is_open)
    g_queue_push_tail (&self->jobs, job);
  g_mutex_unlock (&self->lock);
  g_cond_broadcast (&self->changed);
  if (!is_open)
    fail_closed (job);

  return is_open;
}

/* The turn, if nobody has it and nobody asked for it before. */
static gboolean
take_turn (CpxWorker *self)
{
  gboolean taken;

  g_mutex_lock (&self->lock);
  g_assert (self->turn != g_thread_self ());
  taken = self->is_open && self->turn == NULL && g_queue_is_empty (&self->jobs);
  if (taken)
    begin_turn (self);
  g_mutex_unlock (&self->lock);

  return taken;
}

/**
 * cpx_worker_queue:
 * @self: a worker
 * @task: (transfer full): returns what becomes of the job
 * @func: what to do, with the data of @task
 * @free_result: (nullable): frees the result
 *
 * Has a job done after those before it.
 */
void
cpx_worker_queue (CpxWorker      *self,
                  GTask          *task,
                  CpxTxnFunc      func,
                  GDestroyNotify  free_result)
{
  CpxJob *job = g_new0 (CpxJob, 1);

  job->task = task;
  job->func = func;
  job->data = g_task_get_task_data (task);
  job->free_result = free_result;
  if (!push (self, job))
    return_task (job);
}

static void
wait_until_done (CpxWorker *self,
                 CpxJob    *job)
{
  g_mutex_lock (&self->lock);
  while (!job->is_done)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
}

/**
 * cpx_worker_wait:
 * @self: a worker
 * @func: what to do
 * @data: for @func
 * @free_result: (nullable): frees the result
 * @error: where to put what is wrong
 *
 * Has a job done after those before it, and waits; if there are none, does it.
 *
 * Returns: (transfer full) (nullable): its result
 */
gpointer
cpx_worker_wait (CpxWorker       *self,
                 CpxTxnFunc       func,
                 gpointer         data,
                 GDestroyNotify   free_result,
                 GError         **error)
{
  CpxJob job = { .func = func, .data = data, .free_result = free_result };

  if (take_turn (self))
    {
      self->func (&job, self->owner);
      give_turn_back (self);
      expect_result (&job);
    }
  else if (push (self, &job))
    {
      wait_until_done (self, &job);
    }
  if (job.error != NULL)
    g_propagate_error (error, job.error);

  return job.result;
}

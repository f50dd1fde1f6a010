/* cpx-worker.c: a thread that does one job after another and gives each back where it came from.
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
};

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

static void
give_back (CpxWorker *self,
           CpxJob    *job)
{
  /* A function that returns NULL sets an error; one that forgot must not look like a success. */
  if (job->result == NULL && job->error == NULL)
    g_set_error_literal (&job->error, CPX_STORE_ERROR, CPX_STORE_ERROR_DAMAGED, _("Nothing came of it"));
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

/* Whether there is a job, or will be none, before the time is over. */
static gboolean
is_needed_until (CpxWorker *self,
                 gint64     end_us)
{
  while (g_queue_is_empty (&self->jobs) && self->is_open)
    {
      if (!g_cond_wait_until (&self->changed, &self->lock, end_us))
        return FALSE;
    }

  return TRUE;
}

/* The next job; NULL once closed and nothing is left to do. */
static CpxJob *
wait_for_job (CpxWorker *self)
{
  CpxJob *job;

  g_mutex_lock (&self->lock);
  if (!is_needed_until (self, g_get_monotonic_time () + REST_AFTER_US))
    {
      g_mutex_unlock (&self->lock);
      self->rest (self->owner);
      g_mutex_lock (&self->lock);
    }
  while ((job = g_queue_pop_head (&self->jobs)) == NULL && self->is_open)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);

  return job;
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
      give_back (self, job);
    }

  return NULL;
}

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
  self->is_open = FALSE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&self->thread, g_thread_join);
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
    g_set_error_literal (&job->error, CPX_STORE_ERROR, CPX_STORE_ERROR_CLOSED, _("The practice is locked"));

  return is_open;
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

/**
 * cpx_worker_wait:
 * @self: a worker
 * @func: what to do
 * @data: for @func
 * @free_result: (nullable): frees the result
 * @error: where to put what is wrong
 *
 * Has a job done after those before it, and waits.
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

  g_assert (g_thread_self () != self->thread);

  if (push (self, &job))
    {
      g_mutex_lock (&self->lock);
      while (!job.is_done)
        g_cond_wait (&self->changed, &self->lock);
      g_mutex_unlock (&self->lock);
    }
  if (job.error != NULL)
    g_propagate_error (error, job.error);

  return job.result;
}

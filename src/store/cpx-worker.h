/* cpx-worker.h: a thread that does one job after another and gives each back where it came from. For this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-store.h"

G_BEGIN_DECLS

/* What is to be done: for a task, or for a caller who waits. */
typedef struct
{
  GTask          *task;         /* (owned) (nullable) */
  CpxTxnFunc      func;
  gpointer        data;
  GDestroyNotify  free_result;  /* (nullable) */

  gpointer        result;
  GError         *error;
  gboolean        is_done;      /* for who waits; guarded by the worker */
} CpxJob;

/* Does a job: sets its result or its error. */
typedef void (*CpxWorkerFunc)        (CpxJob         *job,
                                      gpointer        owner);

/* There was nothing to do for a while. */
typedef void (*CpxWorkerRestFunc)    (gpointer        owner);

typedef struct _CpxWorker CpxWorker;

CpxWorker    *cpx_worker_new         (const char      *name,
                                      CpxWorkerFunc    func,
                                      CpxWorkerRestFunc rest,
                                      gpointer         owner);
void          cpx_worker_free        (CpxWorker       *self);
void          cpx_worker_start       (CpxWorker       *self);
void          cpx_worker_end         (CpxWorker       *self);
void          cpx_worker_queue       (CpxWorker       *self,
                                      GTask           *task,
                                      CpxTxnFunc       func,
                                      GDestroyNotify   free_result);
gpointer      cpx_worker_wait        (CpxWorker       *self,
                                      CpxTxnFunc       func,
                                      gpointer         data,
                                      GDestroyNotify   free_result,
                                      GError         **error);

void          cpx_job_drop_result    (CpxJob          *self);
void          cpx_worker_attach      (GMainContext    *context,
                                      int              priority,
                                      GSourceFunc      func,
                                      gpointer         data,
                                      GDestroyNotify   free_data);

G_END_DECLS

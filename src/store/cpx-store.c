/* cpx-store.c: a practice's records behind two threads.
 *
 *   caller ── job ──▶ queue ──▶ writer: BEGIN IMMEDIATE, function, COMMIT ──▶ changed (main), task (its context)
 *                     queue ──▶ reader: BEGIN, function, end              ──▶ task (its context)
 *
 *  1. Only who has the writer's turn touches the connection that writes, only who has the reader's the other: the two
 *     threads, or a caller who would wait for one that has nothing to do (cpx-worker.c).
 *  2. A task returns after its commit, never before; on any error nothing of its transaction stays.
 *  3. One job, one transaction, one sync: jobs are never put together behind their callers' backs.
 *  4. What follows from a commit outside the database is done after it, before its task returns: a task that says it
 *     failed is then about that part alone, and a transaction of its own has noted it.
 *  5. The last reference of a task goes back through its own context (cpx-worker.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-store.h"

#include "cpx-audit-log-private.h"
#include "cpx-audit-tree-private.h"
#include "cpx-log-blocks-private.h"
#include "cpx-log-fill.h"
#include "cpx-store-shape.h"
#include "cpx-txn-private.h"
#include "cpx-worker.h"

#include <glib/gi18n-lib.h>

#define ABOUT_BATCH  512   /* see cpx-audit-log.c */
#define BLOCKS_BATCH 8     /* see cpx-log-blocks.c */

struct _CpxStore
{
  GObject              parent_instance;

  CpxVault            *vault;    /* (owned) */
  GMainContext        *context;  /* (owned): that of who opened the store */
  CpxStoreShape        shape;
  CpxLogState          logs;     /* the writer's alone */
  guint64              index_at; /* likewise: with how many entries the log is worth indexing again */
  guint64              n_new;    /* likewise: entries of the last commit */
  gint64               about_from;  /* likewise: before it no entry enters the table by patient, a page is bad */
  CpxDb               *writing;  /* (owned) (nullable): the writer's; NULL for a vault that is only read */
  CpxDb               *reading;  /* (owned) (nullable): the reader's */
  CpxWorker           *writer;   /* (owned) */
  CpxWorker           *reader;   /* (owned) */
  gboolean             is_open;
  CpxStoreChangedFunc  changed;  /* the opening context's alone */
  gpointer             changed_data;
  int                  is_watched;   /* atomic: a program without a main loop keeps no queue of what nobody reads */
};

G_DEFINE_QUARK (cpx-store-error-quark, cpx_store_error)

G_DEFINE_FINAL_TYPE (CpxStore, cpx_store, G_TYPE_OBJECT)

static void
free_change (gpointer data)
{
  CpxStoreChange *change = data;

  g_clear_object (&change->record);
  g_free (change->patient_id);
  g_free (change);
}

static void
txn_init (CpxTxn   *txn,
          CpxStore *self,
          CpxDb    *db,
          gboolean  writes)
{
  *txn = (CpxTxn) { .db = db, .shape = &self->shape, .is_writable = writes };
  if (!writes)
    return;
  txn->logs = self->logs;
  txn->changes = g_ptr_array_new_with_free_func (free_change);
  txn->patient_updates = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_patient_update_free);
}

static void
txn_clear (CpxTxn *txn)
{
  g_clear_pointer (&txn->changes, g_ptr_array_unref);
  g_clear_pointer (&txn->patient_updates, g_ptr_array_unref);
  if (txn->sequel.free_data != NULL)
    txn->sequel.free_data (txn->sequel.data);
  txn->sequel = (CpxTxnSequel) { NULL };
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxTxn, txn_clear)

typedef struct
{
  CpxStore  *store;    /* (owned) */
  GPtrArray *changes;  /* (owned) */
} Announcement;

static void
free_announcement (gpointer data)
{
  Announcement *announcement = data;

  g_object_unref (announcement->store);
  g_ptr_array_unref (announcement->changes);
  g_free (announcement);
}

static gboolean
announce_cb (gpointer data)
{
  Announcement *announcement = data;
  CpxStore *self = announcement->store;

  if (self->changed != NULL)
    self->changed (self, announcement->changes, self->changed_data);

  return G_SOURCE_REMOVE;
}

static void
announce (CpxStore *self,
          CpxTxn   *txn)
{
  Announcement *announcement;

  cpx_patient_index_apply (self->shape.patients, txn->patient_updates);
  if (txn->changes->len == 0 || !g_atomic_int_get (&self->is_watched))
    return;
  announcement = g_new (Announcement, 1);
  announcement->store = g_object_ref (self);
  announcement->changes = g_steal_pointer (&txn->changes);
  cpx_worker_attach (self->context, G_PRIORITY_DEFAULT, announce_cb, announcement, free_announcement);
}

static void
undo (CpxStore *self,
      CpxTxn   *txn)
{
  cpx_db_rollback (txn->db);
  if (txn->loaded_patients)
    cpx_patient_index_reset (self->shape.patients);
}

static void write_job (CpxJob   *job,
                       gpointer  owner);

/* The failure is what is told, whether or not it could be noted: the disk that refused one may refuse the other. */
static void
do_sequel (CpxStore           *self,
           const CpxTxnSequel *sequel,
           CpxJob             *job)
{
  CpxJob note = { .func = sequel->note, .data = sequel->data };

  if (sequel->func (sequel->data, &job->error))
    return;
  cpx_job_drop_result (job);
  if (sequel->note != NULL)
    write_job (&note, self);
  g_clear_error (&note.error);
}

/* A CpxLogFillRun. */
static gboolean
run_index (gpointer        store,
           gboolean        writes,
           CpxLogFillFunc  func,
           gpointer        data)
{
  CpxStore *self = store;
  g_auto(CpxTxn) txn = { NULL };

  if (!(writes ? cpx_db_begin_immediate : cpx_db_begin) (self->writing, NULL))
    return FALSE;
  txn_init (&txn, self, self->writing, writes);
  txn.logs = self->logs;
  if (func (&txn, data) && writes && cpx_db_commit (self->writing, NULL))
    {
      self->logs = txn.logs;
      return TRUE;
    }
  cpx_db_rollback (self->writing);

  return FALSE;
}

/* As many steps as keep up with the commit. Where none succeeds, the next batch tries again. */
static void
enter_about (CpxStore *self,
             gint64    next_place)
{
  gint64 before = self->logs.first_not_about;

  for (guint64 n = 0; n <= self->n_new; n += CPX_LOG_ABOUT_MOST)
    cpx_log_fill_step_about (run_index, self);
  if (self->logs.first_not_about != before)
    return;
  self->about_from = next_place;
  self->logs.about_is_behind = FALSE;
}

/* The index only makes looking quicker: that it cannot be written, or an old entry not be read, is no failure of what
 * was just committed. The commit itself only counts what waits: one that read it would be undone by a bad page. */
static void
index_log (CpxStore *self,
           gboolean  asked,
           gint64    next_place)
{
  if (asked || self->logs.about_is_behind ||
      next_place - MAX (self->logs.first_not_about, self->about_from) >= ABOUT_BATCH)
    enter_about (self, next_place);
  if (!asked && self->logs.tree.size < self->index_at)
    return;
  cpx_log_fill_step_blocks (run_index, self, BLOCKS_BATCH + (guint) (self->n_new >> CPX_LOG_BLOCK_BITS));
  self->index_at = self->logs.tree.size + BLOCKS_BATCH * CPX_LOG_BLOCK_SIZE;
}

static void
write_job (CpxJob   *job,
           gpointer  owner)
{
  CpxStore *self = owner;
  g_auto(CpxTxn) txn = { NULL };

  if (self->writing == NULL)
    {
      g_set_error (&job->error, CPX_STORE_ERROR, CPX_STORE_ERROR_READ_ONLY,
                   _("“%s” is open to be read only, nothing can be saved: make the file and its folder writable and "
                     "make room on the disk, then open it again"),
                   cpx_vault_get_path (self->vault));
      return;
    }
  if (!cpx_db_begin_immediate (self->writing, &job->error))
    return;

  txn_init (&txn, self, self->writing, TRUE);
  job->result = job->func (&txn, job->data, &job->error);
  self->n_new = txn.logs.tree.size - self->logs.tree.size;
  if (job->result == NULL || !cpx_db_commit (txn.db, &job->error))
    {
      undo (self, &txn);
      cpx_job_drop_result (job);
      return;
    }

  self->logs = txn.logs;
  /* A reader may hold it back; the closing then does it. */
  if (txn.has_erased)
    cpx_db_checkpoint (txn.db, TRUE, NULL);
  index_log (self, txn.asks_index, cpx_audit_log_get_next_place (&txn));
  announce (self, &txn);
  if (txn.sequel.func != NULL)
    do_sequel (self, &txn.sequel, job);
}

static void
look_job (CpxJob   *job,
          gpointer  owner)
{
  CpxStore *self = owner;
  g_auto(CpxTxn) txn = { NULL };

  if (!cpx_db_begin (self->reading, &job->error))
    return;
  txn_init (&txn, self, self->reading, FALSE);
  job->result = job->func (&txn, job->data, &job->error);
  cpx_db_rollback (self->reading);
}

static void
rest_writing (gpointer owner)
{
  CpxStore *self = owner;

  if (self->writing != NULL)
    cpx_db_rest (self->writing);
}

static void
rest_reading (gpointer owner)
{
  CpxStore *self = owner;

  cpx_db_rest (self->reading);
}

static void
cpx_store_dispose (GObject *object)
{
  cpx_store_close (CPX_STORE (object));

  G_OBJECT_CLASS (cpx_store_parent_class)->dispose (object);
}

static void
cpx_store_finalize (GObject *object)
{
  CpxStore *self = CPX_STORE (object);

  cpx_store_shape_clear (&self->shape);
  cpx_worker_free (self->writer);
  cpx_worker_free (self->reader);
  g_clear_object (&self->vault);
  g_clear_pointer (&self->context, g_main_context_unref);

  G_OBJECT_CLASS (cpx_store_parent_class)->finalize (object);
}

static void
cpx_store_class_init (CpxStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cpx_store_dispose;
  object_class->finalize = cpx_store_finalize;
}

static void
cpx_store_init (CpxStore *self)
{
  self->writer = cpx_worker_new ("cpx-writer", write_job, rest_writing, self);
  self->reader = cpx_worker_new ("cpx-reader", look_job, rest_reading, self);
  cpx_store_shape_init (&self->shape);
}

static gboolean
ensure_tree (CpxStore *self,
             GError  **error)
{
  g_auto(CpxTxn) txn = { NULL };

  txn_init (&txn, self, self->writing, TRUE);

  return cpx_audit_tree_ensure (&txn, error);
}

static gboolean
read_index_state (CpxStore  *self,
                  CpxTxn    *txn,
                  GError   **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(GArray) extents = cpx_log_blocks_list_extents (txn, &failure);

  /* Where the end of the log cannot be read nothing can be written that would be entered. */
  if (extents == NULL && cpx_store_error_is_damage (failure))
    {
      self->index_at = G_MAXUINT64;
      return TRUE;
    }
  for (guint i = 0; extents != NULL && i < extents->len; i++)
    {
      const CpxLogExtent *extent = &g_array_index (extents, CpxLogExtent, i);

      if (extent->number == self->shape.device_number)
        self->index_at = (extent->n_blocks + BLOCKS_BATCH) << CPX_LOG_BLOCK_BITS;
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return extents != NULL;
}

static gboolean
open_dbs (CpxStore *self,
          GError  **error)
{
  g_auto(CpxTxn) txn = { NULL };

  if (!cpx_vault_is_read_only (self->vault))
    {
      self->writing = cpx_vault_open_writer (self->vault, 0, error);
      if (self->writing == NULL)
        return FALSE;
    }
  if (self->writing != NULL &&
      (!cpx_store_shape_prepare (&self->shape, self->vault, self->writing, error) || !ensure_tree (self, error)))
    return FALSE;

  self->reading = cpx_vault_open_reader (self->vault, 0, error);
  if (self->reading == NULL)
    return FALSE;
  if (self->writing == NULL && !cpx_store_shape_prepare (&self->shape, self->vault, self->reading, error))
    return FALSE;

  txn_init (&txn, self, self->reading, TRUE);
  if (!cpx_audit_log_read_state (&txn, error))
    return FALSE;
  self->logs = txn.logs;

  return read_index_state (self, &txn, error);
}

static void
close_dbs (CpxStore *self)
{
  if (self->reading != NULL)
    cpx_db_close (self->reading, NULL);
  self->reading = NULL;
  if (self->writing != NULL)
    cpx_db_close (self->writing, NULL);
  self->writing = NULL;
}

/**
 * cpx_store_open:
 * @vault: an unlocked vault of which no other connection is open
 * @error: where to put what is wrong
 *
 * Opens the records of a practice: brings the tables to the shape this program needs, then starts the two threads.
 *
 * The calling thread's main context is the one told of changes.
 *
 * Returns: (transfer full) (nullable): the store; CPX_VAULT_ERROR_NEWER_SCHEMA if a newer program wrote it
 */
CpxStore *
cpx_store_open (CpxVault  *vault,
                GError   **error)
{
  g_autoptr(CpxStore) self = g_object_new (CPX_TYPE_STORE, NULL);

  self->vault = g_object_ref (vault);
  self->context = g_main_context_ref_thread_default ();
  if (!open_dbs (self, error))
    {
      close_dbs (self);
      return NULL;
    }
  self->is_open = TRUE;
  cpx_worker_start (self->writer);
  cpx_worker_start (self->reader);

  return g_steal_pointer (&self);
}

/**
 * cpx_store_close:
 * @self: a store
 *
 * Closes: what was asked before is still done, what is asked afterwards fails with CPX_STORE_ERROR_CLOSED.
 *
 * Waits for the two threads. The vault may be closed afterwards. To be called in the thread that opened the store.
 */
void
cpx_store_close (CpxStore *self)
{
  if (!self->is_open)
    return;
  self->is_open = FALSE;
  cpx_worker_end (self->writer);
  cpx_worker_end (self->reader);
  close_dbs (self);
  cpx_patient_index_reset (self->shape.patients);
}

/**
 * cpx_store_is_open:
 * @self: a store
 *
 * Returns: `FALSE` once it was closed
 */
gboolean
cpx_store_is_open (CpxStore *self)
{
  return self->is_open;
}

/* Whether a bad page was met while it was opened, and read around. */
gboolean
cpx_store_is_damaged (CpxStore *self)
{
  return self->shape.is_damaged;
}

/**
 * cpx_store_get_device:
 * @self: a store
 *
 * Returns: the identity of this post in this practice
 */
const CpxId *
cpx_store_get_device (CpxStore *self)
{
  return &self->shape.device;
}

/**
 * cpx_store_set_changed_func:
 * @self: a store
 * @func: (nullable): who is told of each commit, before the task that made it returns
 * @user_data: for @func
 *
 * Says who is told. To be called in the main context that opened the store.
 */
void
cpx_store_set_changed_func (CpxStore            *self,
                            CpxStoreChangedFunc  func,
                            gpointer             user_data)
{
  self->changed = func;
  self->changed_data = user_data;
  g_atomic_int_set (&self->is_watched, func != NULL);
}

/**
 * cpx_store_run:
 * @self: a store
 * @task: (transfer full): a task whose data goes to @func; it returns the pointer that @func returned
 * @func: does one thing
 * @free_result: (nullable): frees the result if nobody takes it
 *
 * Runs a function on the writer's thread, in a transaction that is committed before @task returns.
 */
void
cpx_store_run (CpxStore       *self,
               GTask          *task,
               CpxTxnFunc      func,
               GDestroyNotify  free_result)
{
  cpx_worker_queue (self->writer, task, func, free_result);
}

/**
 * cpx_store_look:
 * @self: a store
 * @task: (transfer full): a task whose data goes to @func; it returns the pointer that @func returned
 * @func: looks; it cannot write
 * @free_result: (nullable): frees the result if nobody takes it
 *
 * Runs a function on the reader's thread, in a transaction that sees the practice at one moment.
 */
void
cpx_store_look (CpxStore       *self,
                GTask          *task,
                CpxTxnFunc      func,
                GDestroyNotify  free_result)
{
  cpx_worker_queue (self->reader, task, func, free_result);
}

/**
 * cpx_store_run_sync:
 * @self: a store
 * @func: does one thing
 * @data: for @func
 * @free_result: (nullable): frees the result if the commit fails
 * @error: where to put what is wrong
 *
 * Does as cpx_store_run() and waits; for programs without a main loop and for tests. @func may run in this thread.
 *
 * Returns: (transfer full) (nullable): what @func returned, committed
 */
gpointer
cpx_store_run_sync (CpxStore        *self,
                    CpxTxnFunc       func,
                    gpointer         data,
                    GDestroyNotify   free_result,
                    GError         **error)
{
  return cpx_worker_wait (self->writer, func, data, free_result, error);
}

/**
 * cpx_store_look_sync:
 * @self: a store
 * @func: looks
 * @data: for @func
 * @free_result: (nullable): frees the result
 * @error: where to put what is wrong
 *
 * Does as cpx_store_look() and waits. @func may run in this thread.
 *
 * Returns: (transfer full) (nullable): what @func returned
 */
gpointer
cpx_store_look_sync (CpxStore        *self,
                     CpxTxnFunc       func,
                     gpointer         data,
                     GDestroyNotify   free_result,
                     GError         **error)
{
  return cpx_worker_wait (self->reader, func, data, free_result, error);
}

/**
 * cpx_txn_set_sequel:
 * @txn: a transaction that writes
 * @sequel: (transfer full): what follows from it
 *
 * Has something done on the writer's thread once the transaction is durable, and only then. If that fails, the task
 * fails with its error although the transaction stays.
 */
void
cpx_txn_set_sequel (CpxTxn       *txn,
                    CpxTxnSequel  sequel)
{
  g_return_if_fail (txn->is_writable && txn->sequel.func == NULL);

  txn->sequel = sequel;
}

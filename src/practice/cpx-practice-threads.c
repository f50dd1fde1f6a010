/* cpx-practice-threads.c: the two ways into an unlocked practice, and the way out.
 *
 *   perform: writer thread, one transaction, a CpxJournal      look: reader thread, no writing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-seal-private.h"
#include "cpx-clock-watch.h"
#include "cpx-journal-private.h"
#include "cpx-practice-private.h"

#include <cpx-record-rescue.h>
#include <cpx-user.h>
#include <glib/gi18n-lib.h>

/* One call of cpx_practice_perform(). */
typedef struct
{
  CpxPractice    *practice;
  CpxRecord      *user;
  CpxDeedFunc     func;
  gpointer        data;
  GDestroyNotify  free_data;
  GDestroyNotify  free_result;
} Deed;

/* One call of cpx_practice_look(). */
typedef struct
{
  CpxTxnFunc      func;
  gpointer        data;
  GDestroyNotify  free_data;
} Look;

/* One record to load. */
typedef struct
{
  CpxPractice   *practice;
  const CpxKind *kind;
  char          *id;
} Wanted;

static Deed *
deed_new (CpxPractice    *practice,
          CpxDeedFunc     func,
          gpointer        data,
          GDestroyNotify  free_data,
          GDestroyNotify  free_result)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->practice = g_object_ref (practice);
  deed->user = g_object_ref (cpx_practice_get_user (practice));
  deed->func = func;
  deed->data = data;
  deed->free_data = free_data;
  deed->free_result = free_result;

  return deed;
}

static void
deed_free (Deed *self)
{
  if (self->free_data != NULL)
    self->free_data (self->data);
  g_object_unref (self->user);
  g_object_unref (self->practice);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_free)

static void
look_free (Look *self)
{
  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self);
}

static void
wanted_free (Wanted *self)
{
  g_object_unref (self->practice);
  g_free (self->id);
  g_free (self);
}

/* A CpxTxnFunc. */
static gpointer
run_deed (CpxTxn    *txn,
          gpointer   data,
          GError   **error)
{
  Deed *deed = data;
  CpxJournal journal = {
    .practice = deed->practice,
    .txn = txn,
    .actor = { .user_id = cpx_record_get_id (deed->user), .roles = cpx_user_get_roles (deed->user) },
  };
  gpointer result = NULL;

  if (cpx_clock_watch_note (&journal, error) &&
      cpx_postponed_write (cpx_practice_get_postponed (deed->practice), &journal, error))
    result = deed->func (&journal, deed->data, error);
  if (result != NULL && !cpx_file_number_keep (&journal.file_number, txn, error))
    {
      if (deed->free_result != NULL)
        deed->free_result (result);
      result = NULL;
    }
  g_clear_pointer (&journal.known, g_hash_table_unref);
  if (result == NULL)
    cpx_practice_error_translate (error);

  return result;
}

/* A CpxTxnFunc. */
static gpointer
run_look (CpxTxn    *txn,
          gpointer   data,
          GError   **error)
{
  Look *look = data;
  gpointer result = look->func (txn, look->data, error);

  if (result == NULL)
    cpx_practice_error_translate (error);

  return result;
}

static gboolean
check_open (CpxPractice  *self,
            GError      **error)
{
  if (!cpx_practice_is_locked (self))
    return TRUE;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_LOCKED,
               _("The practice is locked: unlock it and try again."));

  return FALSE;
}

static gboolean
check_look (CpxPractice  *self,
            const char   *permission,
            GError      **error)
{
  return check_open (self, error) &&
         (permission == NULL || cpx_access_check (cpx_practice_get_roles (self), permission, error));
}

/**
 * cpx_practice_perform:
 * @self: a practice
 * @func: what to do
 * @data: for @func
 * @free_result: (nullable): frees what @func gave, if the commit fails
 * @error: where the fault goes
 *
 * Does one thing in one transaction on the writer thread and waits until it is durable.
 *
 * Returns: (transfer full) (nullable): what @func gave; `NULL` if nothing was written
 */
gpointer
cpx_practice_perform (CpxPractice     *self,
                      CpxDeedFunc      func,
                      gpointer         data,
                      GDestroyNotify   free_result,
                      GError         **error)
{
  g_autoptr(Deed) deed = NULL;
  gpointer result;

  g_return_val_if_fail (CPX_IS_PRACTICE (self), NULL);

  if (!check_open (self, error))
    return NULL;
  deed = deed_new (self, func, data, NULL, free_result);
  result = cpx_store_run_sync (cpx_practice_get_store (self), run_deed, deed, free_result, error);
  if (result == NULL)
    cpx_practice_error_translate (error);

  return result;
}

/**
 * cpx_practice_perform_last:
 * @self: a practice that is not closed yet, also one that is locked already
 * @func: what to do
 * @data: for @func
 * @free_result: (nullable): frees what @func gave, if the commit fails
 * @error: where the fault goes
 *
 * Does one thing in one transaction for the program itself, also where nobody else may any more: the practice is being
 * closed, or it was closed meanwhile.
 *
 * Returns: (transfer full) (nullable): what @func gave
 */
gpointer
cpx_practice_perform_last (CpxPractice     *self,
                           CpxDeedFunc      func,
                           gpointer         data,
                           GDestroyNotify   free_result,
                           GError         **error)
{
  g_autoptr(Deed) deed = deed_new (self, func, data, NULL, free_result);
  gpointer result = cpx_store_run_sync (cpx_practice_get_store (self), run_deed, deed, free_result, error);

  if (result == NULL)
    cpx_practice_error_translate (error);

  return result;
}

/**
 * cpx_practice_perform_async:
 * @self: a practice
 * @func: what to do
 * @data: (transfer full): for @func
 * @free_data: (nullable): frees @data
 * @free_result: (nullable): frees what @func gave, if the commit fails or nobody takes it
 * @cancellable: (nullable): writes usually take none: closing a page does not undo a decision
 * @callback: called when durable, or when it failed
 * @user_data: for @callback
 *
 * Does one thing in one transaction on the writer thread.
 */
void
cpx_practice_perform_async (CpxPractice         *self,
                            CpxDeedFunc          func,
                            gpointer             data,
                            GDestroyNotify       free_data,
                            GDestroyNotify       free_result,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;

  g_return_if_fail (CPX_IS_PRACTICE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, func);
  g_task_set_task_data (task, deed_new (self, func, data, free_data, free_result), (GDestroyNotify) deed_free);
  if (!check_open (self, &error))
    g_task_return_error (task, error);
  else
    cpx_store_run (cpx_practice_get_store (self), g_steal_pointer (&task), run_deed, free_result);
}

/**
 * cpx_practice_perform_finish:
 * @self: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): what the function gave
 */
gpointer
cpx_practice_perform_finish (CpxPractice   *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  gpointer given;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  given = g_task_propagate_pointer (G_TASK (result), error);
  if (given == NULL)
    cpx_practice_error_translate (error);

  return given;
}

/**
 * cpx_practice_look:
 * @self: a practice
 * @permission: (nullable): what is asked of the user
 * @func: what to read
 * @data: for @func
 * @free_result: (nullable): frees what @func gave, if nobody takes it
 * @error: where the fault goes
 *
 * Reads on the reader thread and waits.
 *
 * Returns: (transfer full) (nullable): what @func gave
 */
gpointer
cpx_practice_look (CpxPractice     *self,
                   const char      *permission,
                   CpxTxnFunc       func,
                   gpointer         data,
                   GDestroyNotify   free_result,
                   GError         **error)
{
  Look look = { .func = func, .data = data };
  gpointer result;

  if (!check_look (self, permission, error))
    return NULL;
  result = cpx_store_look_sync (cpx_practice_get_store (self), run_look, &look, free_result, error);
  if (result == NULL)
    cpx_practice_error_translate (error);

  return result;
}

/**
 * cpx_practice_look_async:
 * @self: a practice
 * @permission: (nullable): what is asked of the user
 * @func: what to read
 * @data: (transfer full): for @func
 * @free_data: (nullable): frees @data
 * @free_result: (nullable): frees what @func gave, if nobody takes it
 * @cancellable: (nullable): cancelled when nobody looks any more
 * @callback: called when done; takes the result by cpx_practice_perform_finish()
 * @user_data: for @callback
 *
 * Reads on the reader thread.
 */
void
cpx_practice_look_async (CpxPractice         *self,
                         const char          *permission,
                         CpxTxnFunc           func,
                         gpointer             data,
                         GDestroyNotify       free_data,
                         GDestroyNotify       free_result,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Look *look = g_new0 (Look, 1);
  GError *error = NULL;

  look->func = func;
  look->data = data;
  look->free_data = free_data;
  g_task_set_source_tag (task, func);
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);
  if (!check_look (self, permission, &error))
    g_task_return_error (task, error);
  else
    cpx_store_look (cpx_practice_get_store (self), g_steal_pointer (&task), run_look, free_result);
}

/**
 * cpx_practice_check_record:
 * @self: a practice
 * @record: a record that was read
 * @error: where the refusal goes
 *
 * Nobody asks who may know the rooms and the directory; what says something of a patient is asked for, and may be read
 * while that patient's file is open by break-glass.
 *
 * Returns: `TRUE` if who unlocked it may see @record
 */
gboolean
cpx_practice_check_record (CpxPractice  *self,
                           CpxRecord    *record,
                           GError      **error)
{
  const char *patient_id = cpx_record_get_patient_id (record);

  if (cpx_record_get_kind (record)->patient_field == CPX_KIND_NO_PATIENT ||
      (patient_id != NULL && cpx_practice_may_read_file (self, patient_id)))
    return TRUE;

  return cpx_access_check (cpx_practice_get_roles (self), "patient:read", error);
}

/* A CpxTxnFunc. */
static gpointer
load (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  Wanted *wanted = data;
  g_autoptr(CpxRescue) rescue = NULL;
  g_autoptr(CpxRecord) record = cpx_rescue_get (&rescue, txn, wanted->kind, wanted->id, error);

  if (record == NULL || !cpx_practice_check_record (wanted->practice, record, error))
    return NULL;

  return g_steal_pointer (&record);
}

/**
 * cpx_practice_load:
 * @self: a practice
 * @kind: a kind of record
 * @id: which one
 * @error: where the fault goes
 *
 * Reads one record. A patient's file is opened by cpx_practice_open_patient(), which notes that it was.
 *
 * Returns: (transfer full) (nullable): the record
 */
CpxRecord *
cpx_practice_load (CpxPractice    *self,
                   const CpxKind  *kind,
                   const char     *id,
                   GError        **error)
{
  Wanted wanted = { self, kind, (char *) id };

  return cpx_practice_look (self, NULL, load, &wanted, g_object_unref, error);
}

/**
 * cpx_practice_load_async:
 * @self: a practice
 * @kind: a kind of record
 * @id: which one
 * @cancellable: (nullable): cancelled when nobody looks any more
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads one record.
 */
void
cpx_practice_load_async (CpxPractice         *self,
                         const CpxKind       *kind,
                         const char          *id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  g_return_if_fail (CPX_IS_PRACTICE (self));

  wanted->practice = g_object_ref (self);
  wanted->kind = kind;
  wanted->id = g_strdup (id);
  cpx_practice_look_async (self, NULL, load, wanted, (GDestroyNotify) wanted_free, g_object_unref, cancellable,
                           callback, user_data);
}

/**
 * cpx_practice_load_finish:
 * @self: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the record
 */
CpxRecord *
cpx_practice_load_finish (CpxPractice   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return cpx_practice_perform_finish (self, result, error);
}

/* A GTaskThreadFunc. */
static void
close_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  GError *error = NULL;

  cpx_audit_seal_in_time (source, CPX_SEAL_CLOSING, NULL);   /* made up for after the next unlock */
  if (cpx_practice_close (source, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * cpx_practice_close_async:
 * @self: a practice
 * @callback: called when done
 * @user_data: for @callback
 *
 * Locks the practice: emits CpxPractice::locked at once, seals its log, then closes as cpx_practice_close() does.
 * Programs that do one thing and go, which close without this function, call cpx_log_door_leave().
 */
void
cpx_practice_close_async (CpxPractice         *self,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CPX_IS_PRACTICE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, cpx_practice_close_async);
  cpx_practice_lock (self);
  g_task_run_in_thread (task, close_in_thread);
}

/**
 * cpx_practice_close_finish:
 * @self: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: `TRUE` if the file was closed without a fault
 */
gboolean
cpx_practice_close_finish (CpxPractice   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

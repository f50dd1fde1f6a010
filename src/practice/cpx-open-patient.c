/* cpx-open-patient.c: who opened which file, and when, is written before the file is shown.
 *
 * A full or read-only disk must not stand between a surgeon and an allergy: then the file opens all the same, with a
 * warning, and the opening waits in CpxPostponed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-open-patient-private.h"

#include "cpx-journal.h"
#include "cpx-practice-private.h"

#include <cpx-legal-basis.h>
#include <cpx-patient-keys.h>
#include <cpx-patient.h>
#include <cpx-record-rescue.h>
#include <glib/gi18n-lib.h>

/* What is to be opened, and what was read before noting failed. */
typedef struct
{
  CpxPractice *practice;
  char        *patient_id;
  gboolean     is_damaged;
} Request;

static void
request_free (Request *self)
{
  g_object_unref (self->practice);
  g_free (self->patient_id);
  g_free (self);
}

/**
 * cpx_patient_file_free:
 * @self: (transfer full): a file
 */
void
cpx_patient_file_free (CpxPatientFile *self)
{
  g_clear_object (&self->patient);
  g_clear_object (&self->merged);
  g_free (self->warning);
  g_free (self);
}

/* What is left of an erased file is worth more than that there is none. */
static void
say_erased (CpxTxn      *txn,
            const char  *patient_id,
            GError     **error)
{
  g_autoptr(CpxErasure) erasure = cpx_patient_keys_erasure (txn, patient_id, NULL);
  g_autoptr(GDateTime) when = NULL;
  g_autofree char *day = NULL, *basis = NULL;

  if (erasure == NULL)
    return;
  basis = cpx_legal_basis_dup_display (erasure->legal_basis);
  when = g_date_time_new_from_unix_local (erasure->erased_us / G_USEC_PER_SEC);
  day = g_date_time_format (when, _("%d/%m/%Y"));
  g_clear_error (error);
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
               _("This file was erased on %s. Legal basis: %s"), day, basis);
}

/**
 * cpx_patient_file_read:
 * @txn: a transaction
 * @patient_id: whose file
 * @error: where the fault goes
 *
 * Reads a file, or the one it was merged into; nothing is asked or noted here.
 *
 * Returns: (transfer full) (nullable): the file
 */
CpxPatientFile *
cpx_patient_file_read (CpxTxn      *txn,
                       const char  *patient_id,
                       GError     **error)
{
  g_autoptr(CpxPatientFile) file = g_new0 (CpxPatientFile, 1);
  g_autoptr(CpxRescue) rescue = NULL;
  g_autoptr(CpxRecord) asked = cpx_rescue_get (&rescue, txn, &cpx_patient_kind, patient_id, error);

  if (asked == NULL)
    {
      say_erased (txn, patient_id, error);
      return NULL;
    }
  file->patient = cpx_record_has (asked, CPX_PATIENT_MERGED_INTO)
                    ? cpx_txn_get_final (txn, &cpx_patient_kind, patient_id, error) : g_object_ref (asked);
  if (file->patient == NULL)
    return NULL;
  if (!g_str_equal (cpx_record_get_id (file->patient), cpx_record_get_id (asked)))
    file->merged = g_steal_pointer (&asked);

  return g_steal_pointer (&file);
}

/* Who may break the glass is told so. */
static gboolean
check_role (CpxRoles   roles,
            GError   **error)
{
  g_autofree char *label = cpx_roles_dup_label (roles);

  if (cpx_access_may (roles, "patient:read") || !cpx_access_may (roles, "patient:break-glass"))
    return cpx_access_check (roles, "patient:read", error);
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED,
               _("Your role (%s) does not open files; in an emergency it opens one by break-glass, for a stated "
                 "reason."), label);

  return FALSE;
}

/* A CpxDeedFunc. */
static gpointer
open_noted (CpxJournal  *journal,
            gpointer     data,
            GError     **error)
{
  Request *request = data;
  g_autoptr(CpxPatientFile) file = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!check_role (cpx_journal_get_roles (journal), error))
    return NULL;
  file = cpx_patient_file_read (cpx_journal_get_txn (journal), request->patient_id, error);
  if (file == NULL)
    return NULL;
  receipt = cpx_journal_note (journal, "patient:read", "patient.opened", file->patient, NULL, error);
  if (receipt == NULL)
    return NULL;
  file->noted = TRUE;

  return g_steal_pointer (&file);
}

/* A CpxTxnFunc. */
static gpointer
open_unnoted (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  Request *request = data;
  CpxPatientFile *file = cpx_patient_file_read (txn, request->patient_id, error);

  if (file == NULL)
    return NULL;
  cpx_postponed_add (cpx_practice_get_postponed (request->practice), cpx_record_get_id (file->patient));
  file->warning = g_strdup (request->is_damaged
                              ? _("This file was opened, but a damaged page of the vault keeps the opening from being "
                                  "noted, and may keep what you type from being saved: restore the last sound backup.")
                              : _("This file was opened, but the disk cannot be written and the opening is not noted "
                                  "yet: make room on the disk or make it writable. Nothing you type now can be kept."));

  return file;
}

static gboolean
is_damage (const GError *error)
{
  return g_error_matches (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED);
}

/* Worth opening unnoted: the disk refuses writing, which says nothing against reading; or a page that writing needs is
 * damaged, the file perhaps not. */
static gboolean
is_write_trouble (const GError *error)
{
  return g_error_matches (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_IO) || is_damage (error);
}

/**
 * cpx_practice_open_patient:
 * @practice: a practice
 * @patient_id: whose file
 * @error: where the refusal goes
 *
 * Opens a patient's file and notes it in the audit log. A file that was merged opens the one it was merged into.
 *
 * Returns: (transfer full) (nullable): the file
 */
CpxPatientFile *
cpx_practice_open_patient (CpxPractice  *practice,
                           const char   *patient_id,
                           GError      **error)
{
  Request request = { practice, (char *) patient_id, FALSE };
  g_autoptr(GError) local_error = NULL;
  CpxPatientFile *file = cpx_practice_perform (practice, open_noted, &request,
                                               (GDestroyNotify) cpx_patient_file_free, &local_error);

  if (file == NULL && is_write_trouble (local_error))
    {
      request.is_damaged = is_damage (local_error);
      g_clear_error (&local_error);
      file = cpx_practice_look (practice, "patient:read", open_unnoted, &request,
                                (GDestroyNotify) cpx_patient_file_free, &local_error);
    }
  if (file == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return file;
}

static void
unnoted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  CpxPatientFile *file = cpx_practice_perform_finish (CPX_PRACTICE (source), result, &error);

  if (file == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, file, (GDestroyNotify) cpx_patient_file_free);
}

static Request *
request_new (CpxPractice *practice,
             const char  *patient_id,
             gboolean     is_damaged)
{
  Request *request = g_new0 (Request, 1);

  request->practice = g_object_ref (practice);
  request->patient_id = g_strdup (patient_id);
  request->is_damaged = is_damaged;

  return request;
}

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  CpxPractice *practice = CPX_PRACTICE (source);
  CpxPatientFile *file = cpx_practice_perform_finish (practice, result, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) cpx_patient_file_free);
  else if (is_write_trouble (error))
    cpx_practice_look_async (practice, "patient:read", open_unnoted,
                             request_new (practice, g_task_get_task_data (task), is_damage (error)),
                             (GDestroyNotify) request_free, (GDestroyNotify) cpx_patient_file_free,
                             g_task_get_cancellable (task), unnoted_cb, g_object_ref (task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * cpx_practice_open_patient_async:
 * @practice: a practice
 * @patient_id: whose file
 * @cancellable: (nullable): cancelled when nobody wants to see it any more
 * @callback: called with the file or the refusal
 * @user_data: for @callback
 *
 * Does what cpx_practice_open_patient() does.
 */
void
cpx_practice_open_patient_async (CpxPractice         *practice,
                                 const char          *patient_id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CPX_IS_PRACTICE (practice));
  g_return_if_fail (patient_id != NULL);

  task = g_task_new (practice, cancellable, callback, user_data);
  g_task_set_source_tag (task, cpx_practice_open_patient_async);
  g_task_set_task_data (task, g_strdup (patient_id), g_free);
  cpx_practice_perform_async (practice, open_noted, request_new (practice, patient_id, FALSE),
                              (GDestroyNotify) request_free, (GDestroyNotify) cpx_patient_file_free, cancellable,
                              noted_cb, g_steal_pointer (&task));
}

/**
 * cpx_practice_open_patient_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): the file
 */
CpxPatientFile *
cpx_practice_open_patient_finish (CpxPractice   *practice,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

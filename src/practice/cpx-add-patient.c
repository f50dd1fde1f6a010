/* cpx-add-patient.c: a new patient file, numbered by year: "2026-0412".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-add-patient.h"

#include "cpx-journal-private.h"

#include <cpx-patient.h>
#include <glib/gi18n-lib.h>

/* A practice that comes from elsewhere keeps the numbers on its shelves. */
static CpxRecord *
number (CpxJournal  *journal,
        CpxRecord   *patient,
        GError     **error)
{
  CpxTxn *txn = cpx_journal_get_txn (journal);
  const char *brought = cpx_record_get_text (patient, CPX_PATIENT_FILE_NUMBER);
  g_autofree char *file_number = NULL;

  if (brought != NULL)
    return cpx_file_number_see (&journal->file_number, txn, brought, error) ? g_object_ref (patient) : NULL;
  file_number = cpx_file_number_next (&journal->file_number, txn, error);

  return file_number != NULL ? cpx_record_with_text (patient, CPX_PATIENT_FILE_NUMBER, file_number) : NULL;
}

/**
 * cpx_add_patient:
 * @journal: the journal of a transaction
 * @patient: the patient as typed
 * @error: where the refusal goes
 *
 * Opens a new file and gives it the next number of the year, unless it has one. Likely duplicates are for the screen
 * to ask about beforehand, see cpx_practice_find_duplicates(): two people may well share every trait.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_add_patient (CpxJournal  *journal,
                 CpxRecord   *patient,
                 GError     **error)
{
  g_autoptr(CpxRecord) numbered = NULL;

  if (!cpx_journal_check (journal, "patient:write", error))
    return NULL;
  if (cpx_record_has (patient, CPX_PATIENT_MERGED_INTO))
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID, _("A new file cannot be merged already."));
      return NULL;
    }
  numbered = number (journal, patient, error);
  if (numbered == NULL)
    return NULL;

  return cpx_journal_save (journal, NULL, numbered, NULL, "patient.created", NULL, error);
}

/* A CpxDeedFunc. */
static gpointer
add (CpxJournal  *journal,
     gpointer     data,
     GError     **error)
{
  return cpx_add_patient (journal, data, error);
}

/**
 * cpx_practice_add_patient_async:
 * @practice: a practice
 * @patient: the patient as typed
 * @cancellable: (nullable): usually `NULL`
 * @callback: called when it is durable, or refused
 * @user_data: for @callback
 *
 * Does cpx_add_patient().
 */
void
cpx_practice_add_patient_async (CpxPractice         *practice,
                                CpxRecord           *patient,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));
  g_return_if_fail (CPX_IS_RECORD (patient));

  cpx_practice_perform_async (practice, add, g_object_ref (patient), g_object_unref, g_object_unref, cancellable,
                              callback, user_data);
}

/**
 * cpx_practice_add_patient_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_add_patient_finish (CpxPractice   *practice,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

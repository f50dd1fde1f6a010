/* cpx-allergy-rules.c: "no known allergy" beside a noted allergy would be read as the truth by who is in a hurry.
 *
 * Who states it while allergies are noted is refused; who notes one takes the statement back, in the same transaction:
 * once the allergy is removed the statement must be made anew, by somebody who asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-allergy-rules.h"

#include <cpx-allergy.h>
#include <cpx-patient.h>
#include <cpx-query.h>
#include <cpx-record-builder.h>

#include <glib/gi18n-lib.h>

static gboolean
is_new_statement (CpxRecord *base,
                  CpxRecord *record)
{
  if (cpx_record_get_kind (record) != &cpx_patient_kind || !cpx_record_has (record, CPX_PATIENT_ALLERGIES_STATEMENT))
    return FALSE;

  return base != NULL && !cpx_record_has (base, CPX_PATIENT_ALLERGIES_STATEMENT);
}

/* One allergy of the patient, if there is any. */
static GPtrArray *
find_allergy (CpxJournal  *journal,
              const char  *patient_id,
              GError     **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_allergy_kind);

  cpx_query_where (query, CPX_ALLERGY_PATIENT, patient_id);
  cpx_query_set_limit (query, 1);

  return cpx_txn_list (cpx_journal_get_txn (journal), query, error);
}

/**
 * cpx_allergy_rules_check_save:
 * @journal: the journal of a transaction
 * @base: (nullable): the record as its author read it
 * @record: the record as they want it
 * @error: where the refusal goes
 *
 * Refuses the statement that no allergy is known while one is noted. A new patient has none.
 *
 * Returns: `TRUE` if @record may be saved
 */
gboolean
cpx_allergy_rules_check_save (CpxJournal  *journal,
                              CpxRecord   *base,
                              CpxRecord   *record,
                              GError     **error)
{
  g_autoptr(GPtrArray) found = NULL;

  if (!is_new_statement (base, record))
    return TRUE;
  found = find_allergy (journal, cpx_record_get_id (record), error);
  if (found == NULL)
    return FALSE;
  if (found->len == 0)
    return TRUE;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
               _("Allergies: this file has “%s”. Remove it first if it was noted by mistake."),
               cpx_record_get_text (g_ptr_array_index (found, 0), CPX_ALLERGY_SUBSTANCE));

  return FALSE;
}

static CpxRecord *
clear_statement (CpxRecord *patient)
{
  CpxRecordBuilder *builder = cpx_record_builder_new_from (patient);

  cpx_record_builder_clear (builder, CPX_PATIENT_ALLERGIES_STATEMENT);

  return cpx_record_builder_end (builder);
}

/**
 * cpx_allergy_rules_settle:
 * @journal: the journal of a transaction
 * @patient: a file as it would be written
 * @holder_id: whose allergies count: that file, or another that becomes part of it
 * @error: where the fault goes
 *
 * Takes the statement that no allergy is known out of what comes from elsewhere, where one is noted: for merging and
 * importing, where nobody can be asked.
 *
 * Returns: (transfer full) (nullable): @patient, or the same without the statement
 */
CpxRecord *
cpx_allergy_rules_settle (CpxJournal  *journal,
                          CpxRecord   *patient,
                          const char  *holder_id,
                          GError     **error)
{
  g_autoptr(GPtrArray) found = NULL;

  if (!cpx_record_has (patient, CPX_PATIENT_ALLERGIES_STATEMENT))
    return g_object_ref (patient);
  found = find_allergy (journal, holder_id, error);
  if (found == NULL)
    return NULL;

  return found->len > 0 ? clear_statement (patient) : g_object_ref (patient);
}

/**
 * cpx_allergy_rules_take_statement_back:
 * @journal: the journal of a transaction
 * @record: a new record
 * @permission: (nullable): what allows it; `NULL`: that of editing the file
 * @out_done: (out) (optional): whether there was a statement
 * @error: where the fault goes
 *
 * If @record is an allergy, clears the statement of its patient that none is known.
 *
 * Returns: `TRUE` unless that failed
 */
gboolean
cpx_allergy_rules_take_statement_back (CpxJournal  *journal,
                                       CpxRecord   *record,
                                       const char  *permission,
                                       gboolean    *out_done,
                                       GError     **error)
{
  const char *patient_id = cpx_record_get_kind (record) == &cpx_allergy_kind
                             ? cpx_record_get_text (record, CPX_ALLERGY_PATIENT) : NULL;
  g_autoptr(CpxRecord) patient = NULL;
  g_autoptr(CpxRecord) silent = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  if (out_done != NULL)
    *out_done = FALSE;
  if (patient_id == NULL)
    return TRUE;
  patient = cpx_journal_read (journal, &cpx_patient_kind, patient_id, NULL);
  if (patient == NULL || !cpx_record_has (patient, CPX_PATIENT_ALLERGIES_STATEMENT))
    return TRUE;   /* a patient who is not there is told when the allergy is written */
  silent = clear_statement (patient);
  receipt = cpx_journal_save (journal, patient, silent, permission, "patient.edited", NULL, error);
  if (out_done != NULL)
    *out_done = receipt != NULL;

  return receipt != NULL;
}

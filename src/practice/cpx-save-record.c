/* cpx-save-record.c: one deed for every kind: what is particular to patients and users is asked here first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-save-record.h"

#include "cpx-add-patient.h"
#include "cpx-allergy-rules.h"
#include "cpx-coding-rules.h"
#include "cpx-journal-private.h"
#include "cpx-user-rules.h"

#include <cpx-patient.h>
#include <cpx-user.h>
#include <glib/gi18n-lib.h>

/* What is to be saved, and what its author had read. */
typedef struct
{
  CpxRecord *base;    /* (nullable) */
  CpxRecord *record;
} Request;

static void
request_free (Request *self)
{
  g_clear_object (&self->base);
  g_object_unref (self->record);
  g_free (self);
}

/* Numbers, archiving and merging have deeds of their own. */
static gboolean
check_read_only (CpxRecord  *base,
                 CpxRecord  *record,
                 GError    **error)
{
  const CpxKind *kind = cpx_record_get_kind (record);
  CpxFieldSet changed = cpx_record_diff (base, record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      if ((kind->fields[i].flags & CPX_FIELD_READ_ONLY) == 0 || (changed & CPX_FIELD_BIT (i)) == 0)
        continue;
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                   _("%s: this is set by the program and cannot be edited."), cpx_field_get_label (&kind->fields[i]));
      return FALSE;
    }

  return TRUE;
}

/* Archiving is more than editing, whichever way it is asked for. */
static gboolean
check_archiving (CpxJournal  *journal,
                 CpxRecord   *base,
                 CpxRecord   *record,
                 GError     **error)
{
  if (cpx_record_get_kind (record) != &cpx_patient_kind ||
      cpx_record_get_boolean (base, CPX_PATIENT_ARCHIVED) == cpx_record_get_boolean (record, CPX_PATIENT_ARCHIVED))
    return TRUE;

  return cpx_journal_check (journal, "patient:archive", error);
}

/* A number typed into a file is never given again, though another file may bear it: the shelves decide. */
static gboolean
see_number (CpxJournal  *journal,
            CpxRecord   *base,
            CpxRecord   *record,
            GError     **error)
{
  const char *number;

  if (cpx_record_get_kind (record) != &cpx_patient_kind ||
      (cpx_record_diff (base, record) & CPX_FIELD_BIT (CPX_PATIENT_FILE_NUMBER)) == 0)
    return TRUE;
  number = cpx_record_get_text (record, CPX_PATIENT_FILE_NUMBER);

  return number == NULL || cpx_file_number_see (&journal->file_number, cpx_journal_get_txn (journal), number, error);
}

static CpxReceipt *
save_new (CpxJournal  *journal,
          CpxRecord   *record,
          GError     **error)
{
  const CpxKind *kind = cpx_record_get_kind (record);
  g_autofree char *action = g_strconcat (kind->name, ".created", NULL);

  if (kind == &cpx_patient_kind)
    return cpx_add_patient (journal, record, error);
  if (kind == &cpx_user_kind)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                   _("A user is added with a first passphrase, from the list of users."));
      return NULL;
    }
  if (!cpx_coding_rules_check_save (journal, NULL, record, error) ||
      !cpx_allergy_rules_take_statement_back (journal, record, NULL, NULL, error))
    return NULL;

  return cpx_journal_save (journal, NULL, record, NULL, action, NULL, error);
}

/**
 * cpx_save_record:
 * @journal: the journal of a transaction
 * @base: (nullable): the record as its author read it; `NULL` for a new one
 * @record: the record as they want it
 * @error: where the refusal goes
 *
 * Keeps a new or edited record of any kind.
 *
 * Only fields that differ between @base and @record are written. If someone else changed one of those meanwhile,
 * nothing is: %CPX_PRACTICE_ERROR_CONFLICT names the field.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_save_record (CpxJournal  *journal,
                 CpxRecord   *base,
                 CpxRecord   *record,
                 GError     **error)
{
  const CpxKind *kind = cpx_record_get_kind (record);
  g_autofree char *action = g_strconcat (kind->name, ".edited", NULL);
  g_autoptr(CpxRecord) stamped = cpx_coding_rules_stamp (base, record);

  if (base == NULL)
    return save_new (journal, stamped, error);
  if (!check_read_only (base, record, error) || !check_archiving (journal, base, record, error))
    return NULL;
  if (kind == &cpx_user_kind && !cpx_user_rules_check (journal, base, record, error))
    return NULL;
  if (!cpx_coding_rules_check_save (journal, base, record, error) ||
      !cpx_allergy_rules_check_save (journal, base, record, error) || !see_number (journal, base, record, error))
    return NULL;

  return cpx_journal_save (journal, base, stamped, NULL, action, NULL, error);
}

/* A CpxDeedFunc. */
static gpointer
save (CpxJournal  *journal,
      gpointer     data,
      GError     **error)
{
  Request *request = data;

  return cpx_save_record (journal, request->base, request->record, error);
}

/**
 * cpx_practice_save_record:
 * @practice: a practice
 * @base: (nullable): the record as its author read it; `NULL` for a new one
 * @record: the record as they want it
 * @error: where the refusal goes
 *
 * Does cpx_save_record() and waits until it is durable.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_save_record (CpxPractice  *practice,
                          CpxRecord    *base,
                          CpxRecord    *record,
                          GError      **error)
{
  Request request = { base, record };

  return cpx_practice_perform (practice, save, &request, g_object_unref, error);
}

/**
 * cpx_practice_save_record_async:
 * @practice: a practice
 * @base: (nullable): the record as its author read it; `NULL` for a new one
 * @record: the record as they want it
 * @cancellable: (nullable): usually `NULL`: closing a page does not undo a decision
 * @callback: called when it is durable, or refused
 * @user_data: for @callback
 *
 * Does cpx_save_record().
 */
void
cpx_practice_save_record_async (CpxPractice         *practice,
                                CpxRecord           *base,
                                CpxRecord           *record,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  Request *request = g_new0 (Request, 1);

  g_return_if_fail (CPX_IS_PRACTICE (practice));
  g_return_if_fail (CPX_IS_RECORD (record));

  g_set_object (&request->base, base);
  request->record = g_object_ref (record);
  cpx_practice_perform_async (practice, save, request, (GDestroyNotify) request_free, g_object_unref, cancellable,
                              callback, user_data);
}

/**
 * cpx_practice_save_record_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_save_record_finish (CpxPractice   *practice,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/* cpx-merge-patients.c: an alias, never a re-pointing: the other file keeps its children and names the one it became.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-merge-patients.h"

#include "cpx-allergy-rules.h"
#include "cpx-journal.h"
#include "cpx-practice-private.h"

#include <cpx-change-log.h>
#include <cpx-merge.h>
#include <cpx-patient.h>
#include <glib/gi18n-lib.h>

/* Which files, and which values of the other are kept. */
typedef struct
{
  char        *kept_id;
  char        *other_id;
  CpxFieldSet  from_other;
} Request;

static void
request_free (Request *self)
{
  g_free (self->kept_id);
  g_free (self->other_id);
  g_free (self);
}

/**
 * cpx_merge_choose:
 * @kept: the patient that stays
 * @other: the patient that becomes an alias
 * @from_other: the fields whose value comes from @other
 *
 * Fields that the program sets (number, archiving, alias) always stay those of @kept.
 *
 * Returns: (transfer full): @kept with the values chosen
 */
CpxRecord *
cpx_merge_choose (CpxRecord   *kept,
                  CpxRecord   *other,
                  CpxFieldSet  from_other)
{
  const CpxKind *kind = cpx_record_get_kind (kept);
  g_autoptr(json_t) patch = json_object ();

  for (guint i = 0; i < kind->n_fields; i++)
    {
      json_t *value;

      if ((from_other & CPX_FIELD_BIT (i)) == 0 || (kind->fields[i].flags & CPX_FIELD_READ_ONLY) != 0)
        continue;
      value = cpx_record_get_json (other, (int) i);
      json_object_set_new (patch, kind->fields[i].name, value != NULL ? value : json_null ());
    }

  return cpx_record_merge_json (kept, patch, CPX_RECORD_FROM_STORE, NULL);
}

static gboolean
check_mergeable (CpxRecord  *kept,
                 CpxRecord  *other,
                 GError    **error)
{
  if (g_str_equal (cpx_record_get_id (kept), cpx_record_get_id (other)))
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                 _("A file cannot be merged with itself: choose two files."));
  else if (cpx_record_has (kept, CPX_PATIENT_MERGED_INTO) || cpx_record_has (other, CPX_PATIENT_MERGED_INTO))
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                 _("One of these files was merged already: open the file that it became."));
  else
    return TRUE;

  return FALSE;
}

/* One file that says that no allergy is known, made one with another that has some, would go on saying so. */
static CpxRecord *
choose_values (CpxJournal   *journal,
               CpxRecord    *kept,
               CpxRecord    *other,
               CpxFieldSet   from_other,
               GError      **error)
{
  g_autoptr(CpxRecord) chosen = cpx_merge_choose (kept, other, from_other);
  g_autoptr(CpxRecord) settled = cpx_allergy_rules_settle (journal, chosen, cpx_record_get_id (kept), error);

  return settled != NULL ? cpx_allergy_rules_settle (journal, settled, cpx_record_get_id (other), error) : NULL;
}

/**
 * cpx_merge_patients:
 * @journal: the journal of a transaction
 * @kept_id: the file that stays
 * @other_id: the file that becomes its alias
 * @from_other: the fields of the patient whose value comes from the other file
 * @error: where the refusal goes
 *
 * Makes one file of two. Histories, allergies and all the rest of both are shown in the one that stays.
 *
 * Returns: (transfer full) (nullable): what it left behind, its record being the patient that stays
 */
CpxReceipt *
cpx_merge_patients (CpxJournal   *journal,
                    const char   *kept_id,
                    const char   *other_id,
                    CpxFieldSet   from_other,
                    GError      **error)
{
  g_autoptr(CpxRecord) kept = cpx_journal_read (journal, &cpx_patient_kind, kept_id, error);
  g_autoptr(CpxRecord) other = kept != NULL ? cpx_journal_read (journal, &cpx_patient_kind, other_id, error) : NULL;
  g_autoptr(CpxRecord) chosen = NULL;
  g_autoptr(CpxRecord) alias = NULL;
  g_autoptr(CpxReceipt) chosen_receipt = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  if (other == NULL || !check_mergeable (kept, other, error))
    return NULL;

  chosen = choose_values (journal, kept, other, from_other, error);
  if (chosen == NULL)
    return NULL;
  chosen_receipt = cpx_journal_save (journal, kept, chosen, "patient:merge", "patient.values-chosen", NULL, error);
  if (chosen_receipt == NULL)
    return NULL;
  alias = cpx_record_with_text (other, CPX_PATIENT_MERGED_INTO, kept_id);
  receipt = cpx_journal_save_with (journal, other, alias, "patient:merge", "patient.merged", chosen_receipt, error);
  if (receipt == NULL)
    return NULL;

  return cpx_receipt_new (chosen, cpx_receipt_get_change_id (receipt), cpx_receipt_get_audit_index (receipt), NULL);
}

/* The change by which @other became an alias: of the merges there were, the last. */
static CpxChange *
find_alias_change (GPtrArray *changes)
{
  const char *name = cpx_patient_kind.fields[CPX_PATIENT_MERGED_INTO].name;
  CpxChangeField field;

  for (guint i = 0; i < changes->len; i++)
    {
      if (cpx_change_find_field (g_ptr_array_index (changes, i), name, &field))
        return g_ptr_array_index (changes, i);
    }

  return NULL;
}

/* The change that brought the chosen values: the alias names it. */
static CpxChange *
find_chosen_change (GPtrArray *changes,
                    CpxChange *alias)
{
  const char *follows = cpx_change_get_head (alias)->follows;
  CpxId id;

  if (follows == NULL || !cpx_id_parse (follows, &id))
    return NULL;
  for (guint i = 0; i < changes->len; i++)
    {
      if (cpx_id_equal (&cpx_change_get_head (g_ptr_array_index (changes, i))->id, &id))
        return g_ptr_array_index (changes, i);
    }

  return NULL;
}

/* The state folded from @changes without @left_out. */
static json_t *
fold_without (GPtrArray *changes,
              CpxChange *left_out)
{
  g_autoptr(CpxVersions) versions = cpx_versions_new ();
  json_t *state = json_object ();

  for (guint i = 0; i < changes->len; i++)
    {
      if (g_ptr_array_index (changes, i) != left_out)
        g_ptr_array_unref (cpx_merge_change (state, versions, g_ptr_array_index (changes, i)));
    }

  return state;
}

static gboolean
is_nothing (json_t *value)
{
  return value == NULL || json_is_null (value);
}

/* Nobody has edited it since. */
static gboolean
is_still (json_t *now,
          json_t *brought)
{
  return is_nothing (now) ? is_nothing (brought) : json_equal (now, brought);
}

/* What undoes @chosen, for the fields that nobody has edited since. */
static json_t *
make_undo_patch (CpxRecord *kept,
                 GPtrArray *changes,
                 CpxChange *chosen)
{
  g_autoptr(json_t) without = fold_without (changes, chosen);
  json_t *patch = json_object ();

  for (guint i = 0; i < cpx_change_get_n_fields (chosen); i++)
    {
      CpxChangeField brought = cpx_change_get_field (chosen, i);
      int field = cpx_kind_find_field (&cpx_patient_kind, brought.name);
      json_t *old = json_object_get (without, brought.name);
      g_autoptr(json_t) now = field >= 0 ? cpx_record_get_json (kept, field) : NULL;

      if (field >= 0 && is_still (now, brought.value))
        json_object_set_new (patch, brought.name, old != NULL ? json_incref (old) : json_null ());
    }

  return patch;
}

static gboolean
undo_chosen (CpxJournal  *journal,
             const char  *kept_id,
             CpxChange   *alias,
             GError     **error)
{
  g_autoptr(CpxRecord) kept = cpx_journal_read (journal, &cpx_patient_kind, kept_id, error);
  g_autoptr(GPtrArray) changes = NULL;
  g_autoptr(json_t) patch = NULL;
  g_autoptr(CpxRecord) undone = NULL;
  g_autoptr(CpxRecord) settled = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;
  CpxChange *chosen;

  if (kept == NULL)
    return FALSE;
  changes = cpx_change_log_list_about (cpx_journal_get_txn (journal), &cpx_patient_kind, kept_id, error);
  if (changes == NULL)
    return FALSE;
  chosen = find_chosen_change (changes, alias);
  if (chosen == NULL)
    return TRUE;

  patch = make_undo_patch (kept, changes, chosen);
  undone = cpx_record_merge_json (kept, patch, CPX_RECORD_FROM_STORE, error);
  if (undone != NULL)   /* an allergy may have been noted since */
    settled = cpx_allergy_rules_settle (journal, undone, kept_id, error);
  if (settled != NULL)
    receipt = cpx_journal_save (journal, kept, settled, "patient:merge", "patient.edited", NULL, error);

  return receipt != NULL;
}

/**
 * cpx_unmerge_patients:
 * @journal: the journal of a transaction
 * @other_id: the file that had become an alias
 * @error: where the refusal goes
 *
 * Makes two files of one again. Values that the merge took from the other file go back to what they were, unless
 * someone has edited them since.
 *
 * Returns: (transfer full) (nullable): what it left behind, its record being the file that stands alone again
 */
CpxReceipt *
cpx_unmerge_patients (CpxJournal  *journal,
                      const char  *other_id,
                      GError     **error)
{
  g_autoptr(CpxRecord) other = cpx_journal_read (journal, &cpx_patient_kind, other_id, error);
  g_autoptr(CpxRecord) alone = NULL;
  g_autoptr(GPtrArray) changes = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;
  CpxChange *alias;

  if (other == NULL)
    return NULL;
  if (!cpx_record_has (other, CPX_PATIENT_MERGED_INTO))
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED, _("This file was not merged into another."));
      return NULL;
    }
  changes = cpx_change_log_list_about (cpx_journal_get_txn (journal), &cpx_patient_kind, other_id, error);
  if (changes == NULL)
    return NULL;
  alias = find_alias_change (changes);
  alone = cpx_record_without (other, CPX_PATIENT_MERGED_INTO);
  receipt = cpx_journal_save (journal, other, alone, "patient:merge", "patient.unmerged", NULL, error);
  if (receipt == NULL)
    return NULL;
  /* Now that the allergies of the other are its own again. */
  if (alias != NULL && !undo_chosen (journal, cpx_record_get_text (other, CPX_PATIENT_MERGED_INTO), alias, error))
    return NULL;

  return g_steal_pointer (&receipt);
}

/* A CpxDeedFunc. */
static gpointer
merge (CpxJournal  *journal,
       gpointer     data,
       GError     **error)
{
  Request *request = data;

  return cpx_merge_patients (journal, request->kept_id, request->other_id, request->from_other, error);
}

/* A CpxDeedFunc. */
static gpointer
unmerge (CpxJournal  *journal,
         gpointer     data,
         GError     **error)
{
  Request *request = data;

  return cpx_unmerge_patients (journal, request->other_id, error);
}

static Request *
request_new (const char  *kept_id,
             const char  *other_id,
             CpxFieldSet  from_other)
{
  Request *request = g_new0 (Request, 1);

  request->kept_id = g_strdup (kept_id);
  request->other_id = g_strdup (other_id);
  request->from_other = from_other;

  return request;
}

/**
 * cpx_practice_merge_patients_async:
 * @practice: a practice
 * @kept_id: the file that stays
 * @other_id: the file that becomes its alias
 * @from_other: the fields of the patient whose value comes from the other file
 * @callback: called when it is durable, or refused
 * @user_data: for @callback
 *
 * Does cpx_merge_patients().
 */
void
cpx_practice_merge_patients_async (CpxPractice         *practice,
                                   const char          *kept_id,
                                   const char          *other_id,
                                   CpxFieldSet          from_other,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_perform_async (practice, merge, request_new (kept_id, other_id, from_other),
                              (GDestroyNotify) request_free, g_object_unref, NULL, callback, user_data);
}

/**
 * cpx_practice_merge_patients_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_merge_patients_finish (CpxPractice   *practice,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/**
 * cpx_practice_unmerge_patients_async:
 * @practice: a practice
 * @other_id: the file that had become an alias
 * @callback: called when it is durable, or refused
 * @user_data: for @callback
 *
 * Does cpx_unmerge_patients().
 */
void
cpx_practice_unmerge_patients_async (CpxPractice         *practice,
                                     const char          *other_id,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_perform_async (practice, unmerge, request_new (NULL, other_id, 0), (GDestroyNotify) request_free,
                              g_object_unref, NULL, callback, user_data);
}

/**
 * cpx_practice_unmerge_patients_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_unmerge_patients_finish (CpxPractice   *practice,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/* A CpxTxnFunc. */
static gpointer
list_merged (CpxTxn    *txn,
             gpointer   kept_id,
             GError   **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_patient_kind);

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  cpx_query_where (query, CPX_PATIENT_MERGED_INTO, kept_id);

  return cpx_txn_list (txn, query, error);
}

/**
 * cpx_practice_list_merged_async:
 * @practice: a practice
 * @kept_id: a file
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Looks which files were merged into a file, each of which can be separated again.
 */
void
cpx_practice_list_merged_async (CpxPractice         *practice,
                                const char          *kept_id,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_look_async (practice, "patient:read", list_merged, g_strdup (kept_id), g_free,
                           (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * cpx_practice_list_merged_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable) (element-type CpxRecord): the patients of these files
 */
GPtrArray *
cpx_practice_list_merged_finish (CpxPractice   *practice,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

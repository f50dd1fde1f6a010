/* cpx-import-patients.c: one transaction for the whole table; a trial is the same one, undone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-import-patients.h"

#include "cpx-add-patient.h"
#include "cpx-column-map.h"
#include "cpx-csv.h"
#include "cpx-journal.h"

#include <cpx-duplicates.h>
#include <cpx-patient.h>
#include <cpx-search.h>

#include <glib/gi18n-lib.h>

#define MAX_CANDIDATES 50

/* One import under way. */
typedef struct
{
  CpxCsv          *table;
  CpxColumnMap    *map;
  gboolean         trial;
  GHashTable      *seen;    /* (element-type utf8 CpxImportedRow): earlier rows by the keys that duplicates share */
  CpxImportReport *report;
} Import;

static void
row_free (CpxImportedRow *row)
{
  g_clear_object (&row->patient);
  g_clear_object (&row->receipt);
  g_clear_pointer (&row->findings, g_ptr_array_unref);
  g_clear_object (&row->like_kept);
  g_free (row->refusal);
  g_free (row->duplicate);
  g_free (row);
}

/* What a person can set right in the table; anything else (disk, damage, permission) ends the import. */
static gboolean
is_refusal (const GError *error)
{
  CpxPracticeError code = cpx_practice_error_get_code (error);

  return code == CPX_PRACTICE_ERROR_INVALID || code == CPX_PRACTICE_ERROR_REFUSED;
}

static char *
explain (CpxRecord *patient,
         CpxRecord *other)
{
  CpxDuplicateScore score = cpx_duplicates_score (patient, other);

  return score.score >= CPX_DUPLICATE_LIKELY ? cpx_duplicate_score_explain (score) : NULL;
}

static void
look_among_files (CpxImportedRow *row,
                  GPtrArray      *files)
{
  for (guint i = 0; row->duplicate == NULL && i < files->len; i++)
    {
      CpxRecord *file = g_ptr_array_index (files, i);
      g_autofree char *reasons = explain (row->patient, file);
      g_autofree char *summary = reasons != NULL ? cpx_record_summarize (file) : NULL;
      const char *number = cpx_record_get_text (file, CPX_PATIENT_FILE_NUMBER);

      if (reasons == NULL)
        continue;
      row->like_kept = g_object_ref (file);
      row->duplicate = g_strdup_printf (_("May be the same person as %s (file %s): %s"), summary,
                                        number != NULL ? number : "?", reasons);
    }
}

/* Search knows the files that are kept; rows of this table are not yet. */
static void
look_among_rows (Import         *import,
                 CpxImportedRow *row)
{
  g_auto(GStrv) keys = cpx_record_list_keys (row->patient);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      CpxImportedRow *earlier = g_hash_table_lookup (import->seen, keys[i]);
      g_autofree char *reasons = earlier != NULL && row->duplicate == NULL ? explain (row->patient, earlier->patient)
                                 : NULL;

      if (earlier == NULL)
        g_hash_table_insert (import->seen, g_strdup (keys[i]), row);
      if (reasons == NULL)
        continue;
      row->like_row = earlier;
      row->duplicate = g_strdup_printf (_("May be the same person as line %u of this table: %s"), earlier->line,
                                        reasons);
    }
}

static gboolean
look_for_duplicates (Import          *import,
                     CpxJournal      *journal,
                     CpxImportedRow  *row,
                     GError         **error)
{
  g_autoptr(GPtrArray) files = cpx_search_duplicates (cpx_journal_get_txn (journal), row->patient, MAX_CANDIDATES,
                                                      error);

  if (files == NULL)
    return FALSE;
  look_among_files (row, files);
  look_among_rows (import, row);
  if (row->duplicate != NULL)
    import->report->n_duplicates++;

  return TRUE;
}

static gboolean
add_patient (Import          *import,
             CpxJournal      *journal,
             char           **values,
             CpxImportedRow  *row,
             GError         **error)
{
  row->patient = cpx_column_map_make_patient (import->map, values, error);
  if (row->patient == NULL || !look_for_duplicates (import, journal, row, error))
    return FALSE;
  row->receipt = cpx_add_patient (journal, row->patient, error);
  if (row->receipt != NULL)
    g_set_object (&row->patient, cpx_receipt_get_record (row->receipt));

  return row->receipt != NULL;
}

/* What is told of a row beside its fate; validation is pure, so that asking it again costs nothing but time. */
static void
collect_findings (CpxImportReport *report,
                  CpxImportedRow  *row)
{
  GPtrArray *told = row->receipt != NULL ? cpx_receipt_get_findings (row->receipt) : NULL;

  if (told != NULL)
    row->findings = g_ptr_array_ref (told);
  else if (row->patient != NULL)
    row->findings = cpx_record_validate (row->patient);
  if (row->receipt != NULL && row->findings != NULL && row->findings->len > 0)
    report->n_warned++;
}

/* A spreadsheet may end in thousands of them: neighbours are one row of the report. */
static void
pass_over (CpxImportReport *report,
           guint            line)
{
  CpxImportedRow *last = report->rows->len > 0 ? g_ptr_array_index (report->rows, report->rows->len - 1) : NULL;

  report->n_empty++;
  if (last == NULL || last->last_line == 0)
    {
      last = g_new0 (CpxImportedRow, 1);
      last->line = line;
      g_ptr_array_add (report->rows, last);
    }
  last->last_line = line;
}

static gboolean
take_row (Import       *import,
          CpxJournal   *journal,
          char        **values,
          guint         line,
          GError      **error)
{
  CpxImportReport *report = import->report;
  CpxImportedRow *row = g_new0 (CpxImportedRow, 1);
  g_autoptr(GError) local_error = NULL;

  row->line = line;
  g_ptr_array_add (report->rows, row);
  report->n_rows++;
  if (add_patient (import, journal, values, row, &local_error) || is_refusal (local_error))
    collect_findings (report, row);
  if (local_error == NULL)
    return TRUE;
  if (!is_refusal (local_error))
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&local_error), _("Line %u: "), line);
      return FALSE;
    }
  row->refusal = g_strdup (local_error->message);
  report->n_refused++;

  return TRUE;
}

static gboolean
take_rows (Import      *import,
           CpxJournal  *journal,
           GError     **error)
{
  for (;;)
    {
      g_auto(GStrv) values = NULL;
      guint line;

      if (!cpx_csv_next (import->table, &values, &line, error))
        return FALSE;
      if (values == NULL)
        return TRUE;
      if (cpx_csv_is_blank (values))
        pass_over (import->report, line);
      else if (!take_row (import, journal, values, line, error))
        return FALSE;
    }
}

/* A CpxDeedFunc. An undone import ends with no error of its own: the report tells. */
static gpointer
import_rows (CpxJournal  *journal,
             gpointer     data,
             GError     **error)
{
  Import *import = data;

  if (!cpx_journal_check (journal, "patient:import", error) || !take_rows (import, journal, error))
    return NULL;
  import->report->kept = !import->trial && import->report->n_refused == 0;
  if (import->report->kept)
    return import->report;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "undone on purpose");

  return NULL;
}

static CpxImportReport *
report_new (CpxColumnMap       *map,
            const char * const *header)
{
  CpxImportReport *self = g_new0 (CpxImportReport, 1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->unused = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; header[i] != NULL; i++)
    {
      if (cpx_column_map_get_field (map, i) < 0)
        g_ptr_array_add (self->unused, g_strdup (header[i]));
    }

  return self;
}

static gboolean
run (CpxPractice  *practice,
     Import       *import,
     GError      **error)
{
  g_autoptr(GError) local_error = NULL;

  if (cpx_practice_perform (practice, import_rows, import, NULL, &local_error) != NULL ||
      g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/**
 * cpx_practice_import_patients:
 * @practice: a practice
 * @table: comma, semicolon or tab separated values; the first line names the columns
 * @wishes: (array zero-terminated=1) (nullable): `COLUMN=FIELD` each; other columns are guessed by their names
 * @trial: whether to undo it all and only tell
 * @error: where the refusal of the table as a whole goes
 *
 * Adds a patient for each row, all of them in one transaction. If one row is refused, none is kept, and the report
 * says what is wrong with each.
 *
 * Returns: (transfer full) (nullable): what became of each row
 */
CpxImportReport *
cpx_practice_import_patients (CpxPractice         *practice,
                              GBytes              *table,
                              const char * const  *wishes,
                              gboolean             trial,
                              GError             **error)
{
  g_autoptr(CpxCsv) csv = cpx_csv_new (table, error);
  g_autoptr(CpxColumnMap) map = csv != NULL ? cpx_column_map_new (cpx_csv_get_header (csv), wishes, error) : NULL;
  g_autoptr(CpxImportReport) report = NULL;
  g_autoptr(GHashTable) seen = NULL;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (map == NULL)
    return NULL;
  report = report_new (map, cpx_csv_get_header (csv));
  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!run (practice, &(Import) { csv, map, trial, seen, report }, error))
    return NULL;

  return g_steal_pointer (&report);
}

/**
 * cpx_import_report_free:
 * @self: (transfer full): a report
 */
void
cpx_import_report_free (CpxImportReport *self)
{
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->unused);
  g_free (self);
}

/* cpx-cli-patient.c: one patient at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"
#include "cpx-cli-duplicates.h"
#include "cpx-cli-fields.h"
#include "cpx-cli-patient-batch.h"

#include <cpx-add-patient.h>
#include <cpx-archive-patient.h>
#include <cpx-batch.h>
#include <cpx-break-glass.h>
#include <cpx-find-duplicates.h>
#include <cpx-find-records.h>
#include <cpx-journal.h>
#include <cpx-merge-patients.h>
#include <cpx-open-patient.h>
#include <cpx-patient.h>
#include <cpx-save-record.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define PAGE 500

/* An act on one or two files. */
typedef struct
{
  const char  *patient_id;
  const char  *other_id;
  gboolean     archived;
  CpxFieldSet  from_other;
} Act;

static char *batch_file;
static int per_commit = CPX_BATCH_PER_COMMIT;
static gboolean archived;
static int limit;
static char *after_id;
static char *from_other;
static char *glass_reason;

static const GOptionEntry add_options[] = {
  CPX_CLI_FIELDS_OPTION,
  { "batch", 0, 0, G_OPTION_ARG_FILENAME, &batch_file,
    N_("Add many: one JSON object a line (“-”: standard input)"), N_("FILE") },
  { "per-commit", 0, 0, G_OPTION_ARG_INT, &per_commit, N_("How many of a batch are written at once (1000)"), "N" },
  { NULL }
};

static const GOptionEntry edit_options[] = {
  CPX_CLI_FIELDS_OPTION,
  { NULL }
};

static const GOptionEntry list_options[] = {
  { "archived", 0, 0, G_OPTION_ARG_NONE, &archived, N_("The archived files"), NULL },
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("At most so many"), "N" },
  { "after", 0, 0, G_OPTION_ARG_FILENAME, &after_id, N_("Only what comes after this file"), N_("ID") },
  { NULL }
};

static const GOptionEntry show_options[] = {
  { "break-glass", 0, 0, G_OPTION_ARG_FILENAME, &glass_reason,
    N_("Open the file although your role does not, for this reason (20 characters), loudly noted"), N_("REASON") },
  { NULL }
};

static const GOptionEntry merge_options[] = {
  { "from-other", 0, 0, G_OPTION_ARG_FILENAME, &from_other,
    N_("Fields to take from the other file, separated by commas"), N_("FIELDS") },
  { NULL }
};

/* A CpxDeedFunc. */
static gpointer
add_patient (CpxJournal  *journal,
             gpointer     patient,
             GError     **error)
{
  return cpx_add_patient (journal, patient, error);
}

/* A CpxDeedFunc. */
static gpointer
archive (CpxJournal  *journal,
         gpointer     data,
         GError     **error)
{
  Act *act = data;

  return cpx_archive_patient (journal, act->patient_id, act->archived, error);
}

/* A CpxDeedFunc. */
static gpointer
merge (CpxJournal  *journal,
       gpointer     data,
       GError     **error)
{
  Act *act = data;

  return cpx_merge_patients (journal, act->patient_id, act->other_id, act->from_other, error);
}

/* A CpxDeedFunc. */
static gpointer
unmerge (CpxJournal  *journal,
         gpointer     data,
         GError     **error)
{
  Act *act = data;

  return cpx_unmerge_patients (journal, act->patient_id, error);
}

static gboolean
perform (CpxCli       *cli,
         CpxDeedFunc   func,
         gpointer      data,
         const char   *sentence,
         GError      **error)
{
  g_autoptr(CpxReceipt) receipt = cpx_practice_perform (cli->practice, func, data, g_object_unref, error);

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, sentence, error);
}

static gboolean
add_one (CpxCli  *cli,
         char   **arguments,
         GError **error)
{
  g_autoptr(json_t) fields = NULL;
  g_autoptr(CpxRecord) patient = NULL;
  g_autoptr(GPtrArray) found = NULL;

  if (cpx_cli_fields_json_file == NULL && !cpx_cli_check_arguments (arguments, 1, G_MAXUINT, error))
    return FALSE;
  if (cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  fields = cpx_cli_fields_read (&cpx_patient_kind, arguments, error);
  if (fields == NULL)
    return FALSE;
  patient = cpx_record_from_json (&cpx_patient_kind, NULL, fields, CPX_RECORD_FROM_INPUT, error);

  found = patient != NULL ? cpx_practice_find_duplicates (cli->practice, patient, error) : NULL;
  if (found == NULL || !perform (cli, add_patient, patient, _("Patient added."), error))
    return FALSE;
  cpx_cli_warn_of_duplicates (NULL, found);

  return TRUE;
}

static gboolean
add (CpxCli  *cli,
     char   **arguments,
     GError **error)
{
  if (batch_file == NULL)
    return add_one (cli, arguments, error);

  return cpx_cli_check_arguments (arguments, 0, 0, error) &&
         cpx_cli_patient_add_batch (cli, batch_file, per_commit, error);
}

static gboolean
show_children_of (CpxCli         *cli,
                  const CpxKind  *kind,
                  const char     *patient_id,
                  guint          *n_unreadable,
                  GError        **error)
{
  CpxRecordsWanted wanted = { .kind = kind, .patient_id = patient_id };
  guint n_gap;
  g_autoptr(GPtrArray) records = cpx_practice_list_readable_records (cli->practice, &wanted, &n_gap, error);

  *n_unreadable += n_gap;
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      if ((!cli->json && !cpx_cli_output_text (error, "%s:", cpx_kind_get_label (kind))) ||
          !cpx_cli_show_record (cli, g_ptr_array_index (records, i), error))
        return FALSE;
    }

  return records != NULL;
}

static gboolean
show_children (CpxCli      *cli,
               const char  *patient_id,
               GError     **error)
{
  guint n_kinds;
  const CpxKind * const *kinds = cpx_kinds_list (&n_kinds);
  guint n_unreadable = 0;

  for (guint i = 0; i < n_kinds; i++)
    {
      if (kinds[i]->patient_field >= 0 && !show_children_of (cli, kinds[i], patient_id, &n_unreadable, error))
        return FALSE;
    }

  return cpx_cli_check_gap (n_unreadable, error);
}

static gboolean
show_fields (CpxRecord  *record,
             GError    **error)
{
  const CpxKind *kind = cpx_record_get_kind (record);

  if (!cpx_cli_output_text (error, "%s", cpx_record_get_id (record)))
    return FALSE;
  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *value = NULL;

      if (!cpx_record_has (record, (int) i))
        continue;
      value = cpx_record_dup_display (record, (int) i);
      if (!cpx_cli_output_text (error, _("%s: %s"), cpx_field_get_label (&kind->fields[i]), value))
        return FALSE;
    }

  return TRUE;
}

static CpxPatientFile *
break_glass (CpxCli      *cli,
             const char  *number,
             GError     **error)
{
  CpxGlassTarget target = { .number = number };
  CpxPatientFile *file = cpx_practice_break_glass (cli->practice, &target, glass_reason, error);

  if (file != NULL)
    cpx_cli_output_complain ("%s", _("Break-glass: this opening and its reason stand in the audit log."));

  return file;
}

static CpxPatientFile *
open_file (CpxCli      *cli,
           const char  *id_or_number,
           GError     **error)
{
  g_autofree char *id = NULL;

  if (glass_reason != NULL)
    return break_glass (cli, id_or_number, error);
  id = cpx_practice_find_patient_id (cli->practice, id_or_number, error);

  return id != NULL ? cpx_practice_open_patient (cli->practice, id, error) : NULL;
}

static gboolean
show (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  g_autoptr(CpxPatientFile) file = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || !cpx_cli_check_option (glass_reason, error) ||
      cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  file = open_file (cli, arguments[0], error);
  if (file == NULL)
    return FALSE;
  if (file->warning != NULL)
    cpx_cli_output_complain ("%s", file->warning);
  if (file->merged != NULL)
    cpx_cli_output_complain (_("This file was merged into another one, which is shown."));

  return (cli->json ? cpx_cli_show_record (cli, file->patient, error) : show_fields (file->patient, error)) &&
         show_children (cli, cpx_record_get_id (file->patient), error);
}

static gboolean
show_page (CpxCli     *cli,
           GPtrArray  *records,
           GError    **error)
{
  for (guint i = 0; i < records->len; i++)
    {
      if (!cpx_cli_show_record (cli, g_ptr_array_index (records, i), error))
        return FALSE;
    }

  return cpx_cli_signals_check (error);
}

static gboolean
show_pages (CpxCli     *cli,
            CpxRecord  *after,
            GError    **error)
{
  g_autoptr(GArray) ids = cpx_practice_list_patient_ids (cli->practice, archived, after, error);
  guint n_wanted = ids == NULL ? 0 : limit > 0 ? MIN ((guint) limit, ids->len) : ids->len;
  guint n_unreadable = 0;

  for (guint from = 0; from < n_wanted; from += PAGE)
    {
      const CpxId *some = &g_array_index (ids, CpxId, from);
      g_autoptr(GPtrArray) page = cpx_practice_load_patients (cli->practice, some, MIN (PAGE, n_wanted - from),
                                                              &n_unreadable, error);

      if (page == NULL || !show_page (cli, page, error))
        return FALSE;
    }

  return ids != NULL && cpx_cli_check_gap (n_unreadable, error);
}

static gboolean
list (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  g_autoptr(CpxRecord) after = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  after = after_id != NULL ? cpx_practice_load (cli->practice, &cpx_patient_kind, after_id, error) : NULL;
  if (after_id != NULL && after == NULL)
    return FALSE;

  return show_pages (cli, after, error);
}

static gboolean
search (CpxCli  *cli,
        char   **arguments,
        GError **error)
{
  g_autofree char *text = g_strjoinv (" ", arguments);
  g_autoptr(GPtrArray) found = NULL;
  guint n_unreadable;

  if (!cpx_cli_check_arguments (arguments, 1, G_MAXUINT, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  found = cpx_practice_search_patients (cli->practice, text, archived, limit > 0 ? (guint) limit : 50,
                                        &n_unreadable, error);

  return found != NULL && show_page (cli, found, error) && cpx_cli_check_gap (n_unreadable, error);
}

/* The edit stands all the same: it waits in the file that “patient unmerge” gives back. */
static void
warn_of_merge (CpxCli     *cli,
               CpxRecord  *patient)
{
  g_autoptr(CpxRecord) kept = NULL;
  g_autofree char *summary = NULL;
  const char *number;

  if (!cpx_record_has (patient, CPX_PATIENT_MERGED_INTO))
    return;
  kept = cpx_practice_load (cli->practice, &cpx_patient_kind, cpx_record_get_text (patient, CPX_PATIENT_MERGED_INTO),
                            NULL);
  summary = kept != NULL ? cpx_record_summarize (kept) : NULL;
  number = kept != NULL ? cpx_record_get_text (kept, CPX_PATIENT_FILE_NUMBER) : NULL;
  cpx_cli_output_complain (_("This file was merged into %s, file %s, which shows nothing of this change: edit that "
                             "one, or make two files again (patient unmerge)."),
                           summary != NULL ? summary : "?", number != NULL ? number : "?");
}

/* Two files may stand under one number, on two shelves; who typed it should know. */
static void
warn_of_number (CpxCli     *cli,
                CpxRecord  *before,
                CpxRecord  *after)
{
  const char *number = cpx_record_get_text (after, CPX_PATIENT_FILE_NUMBER);
  g_autofree char *id = NULL;
  g_autoptr(GError) shared = NULL;

  if (number == NULL || g_strcmp0 (number, cpx_record_get_text (before, CPX_PATIENT_FILE_NUMBER)) == 0)
    return;
  id = cpx_practice_find_patient_id (cli->practice, number, &shared);
  if (id == NULL)
    cpx_cli_output_complain ("%s", shared->message);
}

static gboolean
edit (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  g_autoptr(json_t) fields = NULL;
  g_autofree char *id = NULL;
  g_autoptr(CpxRecord) before = NULL;
  g_autoptr(CpxRecord) after = NULL;
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_cli_check_arguments (arguments, cpx_cli_fields_json_file != NULL ? 1 : 2, G_MAXUINT, error) ||
      cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  id = cpx_practice_find_patient_id (cli->practice, arguments[0], error);
  fields = id != NULL ? cpx_cli_fields_read (&cpx_patient_kind, arguments + 1, error) : NULL;
  before = fields != NULL ? cpx_practice_load (cli->practice, &cpx_patient_kind, id, error) : NULL;
  after = before != NULL ? cpx_record_merge_json (before, fields, CPX_RECORD_FROM_INPUT, error) : NULL;
  found = after != NULL ? cpx_practice_find_duplicates (cli->practice, after, error) : NULL;
  receipt = found != NULL ? cpx_practice_save_record (cli->practice, before, after, error) : NULL;
  if (receipt == NULL || !cpx_cli_show_receipt (cli, receipt, _("Patient changed."), error))
    return FALSE;
  cpx_cli_warn_of_duplicates (before, found);
  warn_of_merge (cli, before);
  warn_of_number (cli, before, after);

  return TRUE;
}

static gboolean
set_archived (CpxCli      *cli,
              char       **arguments,
              gboolean     value,
              const char  *sentence,
              GError     **error)
{
  g_autofree char *id = NULL;
  Act act = { .archived = value };

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  act.patient_id = id = cpx_practice_find_patient_id (cli->practice, arguments[0], error);

  return id != NULL && perform (cli, archive, &act, sentence, error);
}

static gboolean
archive_patient (CpxCli  *cli,
                 char   **arguments,
                 GError **error)
{
  return set_archived (cli, arguments, TRUE, _("File archived."), error);
}

static gboolean
unarchive_patient (CpxCli  *cli,
                   char   **arguments,
                   GError **error)
{
  return set_archived (cli, arguments, FALSE, _("File back in the list."), error);
}

static gboolean
parse_fields (const char   *names,
              CpxFieldSet  *out_fields,
              GError      **error)
{
  g_auto(GStrv) list_of_names = g_strsplit (names != NULL ? names : "", ",", -1);

  *out_fields = 0;
  for (guint i = 0; list_of_names[i] != NULL; i++)
    {
      int field = cpx_kind_find_field (&cpx_patient_kind, g_strstrip (list_of_names[i]));

      if (field < 0)
        {
          g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID, _("A patient has no field “%s”."),
                       list_of_names[i]);
          return FALSE;
        }
      *out_fields |= CPX_FIELD_BIT (field);
    }

  return TRUE;
}

static gboolean
merge_files (CpxCli  *cli,
             char   **arguments,
             GError **error)
{
  g_autofree char *kept = NULL;
  g_autofree char *other = NULL;
  Act act = { NULL };

  if (!cpx_cli_check_arguments (arguments, 2, 2, error) || !parse_fields (from_other, &act.from_other, error) ||
      cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  act.patient_id = kept = cpx_practice_find_patient_id (cli->practice, arguments[0], error);
  if (kept == NULL)
    return FALSE;
  act.other_id = other = cpx_practice_find_patient_id (cli->practice, arguments[1], error);

  return other != NULL && perform (cli, merge, &act, _("Files merged; “patient unmerge” undoes it."), error);
}

static gboolean
unmerge_file (CpxCli  *cli,
              char   **arguments,
              GError **error)
{
  g_autofree char *id = NULL;
  Act act = { NULL };

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  act.patient_id = id = cpx_practice_find_patient_id (cli->practice, arguments[0], error);

  return id != NULL && perform (cli, unmerge, &act, _("Two files again."), error);
}

const CpxCliCommand cpx_cli_patient_commands[] = {
  { "patient add", N_("FIELD=VALUE…"), N_("Open a patient's file"),
    N_("“cpxctl record fields patient” lists the fields. Example:\n"
       "  cpxctl patient add birth_name=LEFEVRE birth_first_names=Élodie sex=F birth_date=1984-03-12"),
    add_options, add },
  { "patient show", N_("PATIENT"), N_("Show a file; the audit log notes that it was opened"),
    N_("PATIENT is an identifier or a file number."), show_options, show },
  { "patient list", NULL, N_("List the files by name"), NULL, list_options, list },
  { "patient search", N_("TEXT…"), N_("Find files by name, birth date, NIR, phone or number"), NULL, list_options,
    search },
  { "patient edit", N_("PATIENT FIELD=VALUE…"), N_("Change fields of a file; FIELD= clears one"), NULL, edit_options,
    edit },
  { "patient archive", N_("PATIENT"), N_("Take a file out of the daily list"), NULL, NULL, archive_patient },
  { "patient unarchive", N_("PATIENT"), N_("Put an archived file back"), NULL, NULL, unarchive_patient },
  { "patient merge", N_("KEPT OTHER"), N_("Make one file of two of the same person"), NULL, merge_options,
    merge_files },
  { "patient unmerge", N_("OTHER"), N_("Make two files again of a merged one"), NULL, NULL, unmerge_file },
  { NULL }
};

/* cpx-cli-import.c: patients from a table, with a report by line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"
#include "cpx-cli-fields.h"

#include <cpx-import-patients.h>
#include <cpx-patient.h>

#include <glib/gi18n-lib.h>

static char **wishes;
static gboolean trial;

static const GOptionEntry options[] = {
  { "map", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &wishes, N_("Which column fills which field; may be given again"),
    N_("COLUMN=FIELD") },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &trial, N_("Only say what would become of each line"), NULL },
  { NULL }
};

static GBytes *
read_table (const char  *path,
            GError     **error)
{
  g_autoptr(GInputStream) stream = cpx_cli_fields_open (path, error);
  g_autoptr(GOutputStream) bytes = g_memory_output_stream_new_resizable ();

  if (stream == NULL || g_output_stream_splice (bytes, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                                cpx_cli_signals_get_cancellable (), error) < 0)
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (bytes));
}

static const char *
get_state (const CpxImportedRow *row)
{
  if (row->last_line > 0)
    return "empty";

  return row->refusal != NULL ? "refused" : row->duplicate != NULL ? "duplicate" : "ok";
}

static const char *
get_id (CpxRecord *record)
{
  return record != NULL ? cpx_record_get_id (record) : NULL;
}

static json_t *
make_row (const CpxImportReport *report,
          const CpxImportedRow  *row)
{
  g_autofree char *name = row->patient != NULL ? cpx_record_summarize (row->patient) : NULL;
  gboolean created = report->kept && row->receipt != NULL;
  json_t *object = json_pack ("{s:i, s:s, s:b, s:s*, s:s*, s:s*, s:s*, s:s*, s:s*}", "line", (int) row->line,
                              "state", get_state (row), "created", created, "name", name, "refusal", row->refusal,
                              "duplicate", row->duplicate, "duplicate_of", get_id (row->like_kept),
                              "id", created ? get_id (row->patient) : NULL, "file_number",
                              created ? cpx_record_get_text (row->patient, CPX_PATIENT_FILE_NUMBER) : NULL);

  if (row->last_line > 0)
    json_object_set_new (object, "last_line", json_integer (row->last_line));
  if (row->like_row != NULL)
    json_object_set_new (object, "duplicate_of_line", json_integer (row->like_row->line));
  if (row->findings != NULL && row->findings->len > 0)
    json_object_set_new (object, "findings", cpx_cli_make_findings (row->findings));

  return object;
}

static gboolean
show_row_json (const CpxImportReport  *report,
               const CpxImportedRow   *row,
               GError                **error)
{
  g_autoptr(json_t) object = make_row (report, row);

  return cpx_cli_output_json (object, error);
}

static gboolean
show_empty (const CpxImportedRow  *row,
            GError               **error)
{
  if (row->line == row->last_line)
    return cpx_cli_output_text (error, _("Line %u: empty, passed over"), row->line);

  return cpx_cli_output_text (error, _("Lines %u to %u: empty, passed over"), row->line, row->last_line);
}

/* One reason a line, each with the number of the row, so that lines may be sorted and searched. */
static gboolean
show_refusal (const CpxImportedRow  *row,
              GError               **error)
{
  g_auto(GStrv) reasons = g_strsplit (row->refusal, "\n", -1);

  for (guint i = 0; reasons[i] != NULL; i++)
    {
      if (!cpx_cli_output_text (error, _("Line %u: refused: %s"), row->line, reasons[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
show_patient (const CpxImportReport  *report,
              const CpxImportedRow   *row,
              GError                **error)
{
  g_autofree char *name = cpx_record_summarize (row->patient);

  if (report->kept)
    return cpx_cli_output_text (error, _("Line %u: created: %s, file %s"), row->line, name,
                                cpx_record_get_text (row->patient, CPX_PATIENT_FILE_NUMBER));

  return cpx_cli_output_text (error, _("Line %u: would be created: %s"), row->line, name);
}

/* A refused row is told what refuses it; what is only worth knowing can wait until it is set right. */
static gboolean
show_warnings (const CpxImportedRow  *row,
               GError               **error)
{
  for (guint i = 0; row->receipt != NULL && row->findings != NULL && i < row->findings->len; i++)
    {
      const CpxFinding *finding = g_ptr_array_index (row->findings, i);

      if (!cpx_cli_output_text (error, _("Line %u: warning: %s"), row->line, finding->sentence))
        return FALSE;
    }

  return row->duplicate == NULL || cpx_cli_output_text (error, _("Line %u: warning: %s"), row->line, row->duplicate);
}

static gboolean
show_row_text (const CpxImportReport  *report,
               const CpxImportedRow   *row,
               GError                **error)
{
  if (row->last_line > 0)
    return show_empty (row, error);

  return (row->refusal != NULL ? show_refusal (row, error) : show_patient (report, row, error)) &&
         show_warnings (row, error);
}

static gboolean
show_row (CpxCli                 *cli,
          const CpxImportReport  *report,
          const CpxImportedRow   *row,
          GError                **error)
{
  if (report->kept && row->receipt != NULL && !cpx_cli_acknowledge (cli, row->receipt, error))
    return FALSE;

  return cli->json ? show_row_json (report, row, error) : show_row_text (report, row, error);
}

static const char *
get_outcome (const CpxImportReport *report)
{
  if (report->n_rows == 0)
    return _("below its header the table holds no patient.");

  return report->kept ? _("all are kept.") : _("nothing was written.");
}

/* "3 lines read, 0 lines refused, …"; what did not happen is said of refusals alone. */
static char *
dup_counts (const CpxImportReport *report)
{
  g_autoptr(GString) counts = g_string_new (NULL);

  g_string_append_printf (counts, g_dngettext (GETTEXT_PACKAGE, "%u line read", "%u lines read", report->n_rows),
                          report->n_rows);
  g_string_append (counts, ", ");
  g_string_append_printf (counts, g_dngettext (GETTEXT_PACKAGE, "%u line refused", "%u lines refused",
                                               report->n_refused), report->n_refused);
  g_string_append (counts, ", ");
  g_string_append_printf (counts, g_dngettext (GETTEXT_PACKAGE, "%u line with warnings", "%u lines with warnings",
                                               report->n_warned), report->n_warned);
  g_string_append (counts, ", ");
  g_string_append_printf (counts, g_dngettext (GETTEXT_PACKAGE, "%u possible duplicate", "%u possible duplicates",
                                               report->n_duplicates), report->n_duplicates);
  g_string_append (counts, ", ");
  g_string_append_printf (counts, g_dngettext (GETTEXT_PACKAGE, "%u empty line", "%u empty lines",
                                               report->n_empty), report->n_empty);

  return g_string_free (g_steal_pointer (&counts), FALSE);
}

static gboolean
show_counts (const CpxImportReport  *report,
             GError                **error)
{
  g_autofree char *counts = dup_counts (report);

  return cpx_cli_output_text (error, _("%s; %s"), counts, get_outcome (report));
}

static gboolean
show_total (CpxCli                 *cli,
            const CpxImportReport  *report,
            GError                **error)
{
  g_autoptr(json_t) object = NULL;

  if (!cli->json)
    return show_counts (report, error);
  object = json_pack ("{s:i, s:i, s:i, s:i, s:i, s:b, s:[]}", "rows", (int) report->n_rows,
                      "refused", (int) report->n_refused, "warned", (int) report->n_warned,
                      "duplicates", (int) report->n_duplicates, "empty", (int) report->n_empty,
                      "kept", report->kept, "unused_columns");
  for (guint i = 0; i < report->unused->len; i++)
    json_array_append_new (json_object_get (object, "unused_columns"),
                           json_string (g_ptr_array_index (report->unused, i)));

  return cpx_cli_output_json (object, error);
}

static gboolean
show_report (CpxCli                 *cli,
             const CpxImportReport  *report,
             GError                **error)
{
  for (guint i = 0; !cli->json && i < report->unused->len; i++)
    {
      if (!cpx_cli_output_text (error, _("Column “%s” is not used."),
                                (const char *) g_ptr_array_index (report->unused, i)))
        return FALSE;
    }
  for (guint i = 0; i < report->rows->len; i++)
    {
      if (!show_row (cli, report, g_ptr_array_index (report->rows, i), error))
        return FALSE;
    }

  return show_total (cli, report, error);
}

static gboolean
import_patients (CpxCli  *cli,
                 char   **arguments,
                 GError **error)
{
  g_autoptr(GBytes) table = NULL;
  g_autoptr(CpxImportReport) report = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  table = read_table (arguments[0], error);
  if (table == NULL)
    return FALSE;
  report = cpx_practice_import_patients (cli->practice, table, (const char * const *) wishes, trial, error);
  if (report == NULL)
    {
      g_prefix_error (error, "%s: ", arguments[0]);
      return FALSE;
    }
  if (!show_report (cli, report, error))
    return FALSE;
  if (report->n_refused == 0)
    return TRUE;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
               g_dngettext (GETTEXT_PACKAGE, "“%s”: %u line is refused, so none was kept: correct it and import again.",
                            "“%s”: %u lines are refused, so none was kept: correct them and import again.",
                            report->n_refused),
               arguments[0], report->n_refused);

  return FALSE;
}

const CpxCliCommand cpx_cli_import_commands[] = {
  { "patient import", N_("FILE.csv"), N_("Add the patients of a table: all of them, or none and the reasons"),
    N_("The first line names the columns; French names are recognized (Nom, Prénom, Date de naissance, Sexe…), others\n"
       "are said with --map. Comma, semicolon or tab; UTF-8, Windows or UTF-16. Each line is told: created (or it\n"
       "would be), with its warnings and whom it may duplicate; refused, with the field and the reason; or empty."),
    options, import_patients },
  { NULL }
};

/* cpx-cli-import.c: patients from a table, with a report by line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"
#include "cpx-cli-fields.h"

#include <cpx-import-patients.h>

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
  return row->refusal != NULL ? "refused" : row->duplicate != NULL ? "duplicate" : "ok";
}

static gboolean
show_row_json (const CpxImportReport  *report,
               const CpxImportedRow   *row,
               GError                **error)
{
  CpxRecord *patient = report->kept ? cpx_receipt_get_record (row->receipt) : NULL;
  g_autoptr(json_t) object = json_pack ("{s:i, s:s, s:s*, s:s*, s:s*}", "line", (int) row->line, "state",
                                        get_state (row),
                                        "refusal", row->refusal, "duplicate", row->duplicate,
                                        "id", patient != NULL ? cpx_record_get_id (patient) : NULL);

  return cpx_cli_output_json (object, error);
}

static gboolean
show_row (CpxCli                 *cli,
          const CpxImportReport  *report,
          const CpxImportedRow   *row,
          GError                **error)
{
  if (report->kept && !cpx_cli_acknowledge (cli, row->receipt, error))
    return FALSE;
  if (cli->json)
    return show_row_json (report, row, error);
  if (row->refusal != NULL)
    return cpx_cli_output_text (error, _("Line %u: refused: %s"), row->line, row->refusal);
  if (row->duplicate != NULL)
    return cpx_cli_output_text (error, _("Line %u: %s"), row->line, row->duplicate);

  return TRUE;
}

static gboolean
show_counts (const CpxImportReport  *report,
             GError                **error)
{
  g_autofree char *read = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u line read", "%u lines read",
                                                        report->n_rows), report->n_rows);
  g_autofree char *refused = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u line refused", "%u lines refused",
                                                           report->n_refused), report->n_refused);
  g_autofree char *alike = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u possible duplicate",
                                                         "%u possible duplicates", report->n_duplicates),
                                            report->n_duplicates);

  return cpx_cli_output_text (error, _("%s, %s, %s; %s"), read, refused, alike,
                              report->kept ? _("all are kept.") : _("nothing was written."));
}

static gboolean
show_total (CpxCli                 *cli,
            const CpxImportReport  *report,
            GError                **error)
{
  g_autoptr(json_t) object = NULL;

  if (!cli->json)
    return show_counts (report, error);
  object = json_pack ("{s:i, s:i, s:i, s:b, s:[]}", "rows", (int) report->n_rows, "refused", (int) report->n_refused,
                      "duplicates", (int) report->n_duplicates, "kept", report->kept, "unused_columns");
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
       "are said with --map. Comma, semicolon or tab; UTF-8, Windows or UTF-16."), options, import_patients },
  { NULL }
};

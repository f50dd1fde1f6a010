/* cpx-cli-export.c: everything out, and in again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"

#include <cpx-export.h>
#include <cpx-import.h>

#include <glib/gi18n-lib.h>

static gboolean with_changes;

static const GOptionEntry export_options[] = {
  { "with-changes", 0, 0, G_OPTION_ARG_NONE, &with_changes, N_("Every change ever made too, as changes.jsonl"), NULL },
  { NULL }
};

#define MAX_NAMED 3   /* on standard error; all are named in the archive */

static char *
name_missing (const CpxExportGaps *gaps)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < MIN (gaps->missing->len, MAX_NAMED); i++)
    g_string_append_printf (names, i > 0 ? ", %s" : "%s", (const char *) g_ptr_array_index (gaps->missing, i));
  if (gaps->missing->len > MAX_NAMED)
    g_string_append (names, "…");

  return g_string_free (names, FALSE);
}

/* The archive is there and is good for what it holds: the status says that it does not hold all. */
static gboolean
tell_gaps (const char           *path,
           const CpxExportGaps  *gaps,
           GError              **error)
{
  g_autofree char *names = NULL;

  if (gaps == NULL)
    return TRUE;
  if (gaps->missing->len == 0)
    {
      cpx_cli_output_complain ("%s", _("The audit log is damaged: this export is not noted in it. Restore the last "
                                       "sound backup."));
      return TRUE;
    }
  names = name_missing (gaps);
  g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_DAMAGE,
               g_dngettext (GETTEXT_PACKAGE,
                            "%u record lies on a damaged page and is missing from “%s” (%s): “missing.jsonl” in it "
                            "names it. Look for it in the last sound backup.",
                            "%u records lie on damaged pages and are missing from “%s” (%s): “missing.jsonl” in it "
                            "names them. Look for them in the last sound backup.", gaps->missing->len),
               gaps->missing->len, path, names);

  return FALSE;
}

static gboolean
show_export (CpxCli               *cli,
             const char           *path,
             gint64                n_records,
             const CpxExportGaps  *gaps,
             GError              **error)
{
  g_autoptr(json_t) object = NULL;

  if (!cli->json)
    return cpx_cli_output_text (error, _("%ld records are in “%s”, which is not encrypted: guard it."),
                                (glong) n_records, path);
  object = json_pack ("{s:s, s:I, s:I}", "export", path, "records", (json_int_t) n_records,
                      "missing", (json_int_t) (gaps != NULL ? gaps->missing->len : 0));

  return cpx_cli_output_json (object, error);
}

static gboolean
export (CpxCli  *cli,
        char   **arguments,
        GError **error)
{
  g_autoptr(CpxExportGaps) gaps = NULL;
  gint64 n_records;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  n_records = cpx_practice_export (cli->practice, arguments[0], with_changes, &gaps,
                                   cpx_cli_signals_get_cancellable (), error);

  return n_records >= 0 && show_export (cli, arguments[0], n_records, gaps, error) &&
         tell_gaps (arguments[0], gaps, error);
}

static gboolean
show_summary (CpxCli                  *cli,
              const CpxImportSummary  *summary,
              GError                 **error)
{
  g_autoptr(json_t) object = json_pack ("{s:I, s:I, s:[]}", "added", (json_int_t) summary->n_added,
                                        "same", (json_int_t) summary->n_same, "notices");

  for (guint i = 0; i < summary->notices->len; i++)
    {
      const char *notice = g_ptr_array_index (summary->notices, i);

      json_array_append_new (json_object_get (object, "notices"), json_string (notice));
      if (!cli->json && !cpx_cli_output_text (error, "%s", notice))
        return FALSE;
    }
  if (cli->json)
    return cpx_cli_output_json (object, error);

  return cpx_cli_output_text (error,
                              _("%lu records came in, %lu were here already."),
                              (gulong) summary->n_added, (gulong) summary->n_same);
}

static gboolean
import (CpxCli  *cli,
        char   **arguments,
        GError **error)
{
  g_autoptr(CpxImportSummary) summary = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  summary = cpx_practice_import (cli->practice, arguments[0], cpx_cli_signals_get_cancellable (), error);

  return summary != NULL && show_summary (cli, summary, error);
}

const CpxCliCommand cpx_cli_export_commands[] = {
  { "export", N_("FILE.zip"), N_("Write everything the practice owns as JSON lines with their schema"), NULL,
    export_options, export },
  { "import", N_("FILE.zip"), N_("Take in what “export” wrote: all of it or nothing"), NULL, NULL, import },
  { NULL }
};

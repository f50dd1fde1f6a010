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

static gboolean
export (CpxCli  *cli,
        char   **arguments,
        GError **error)
{
  gint64 n_records;
  g_autoptr(json_t) object = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  n_records = cpx_practice_export (cli->practice, arguments[0], with_changes, cpx_cli_signals_get_cancellable (),
                                   error);
  if (n_records < 0)
    return FALSE;
  if (!cli->json)
    return cpx_cli_output_text (error, _("%ld records are in “%s”, which is not encrypted: guard it."),
                                (glong) n_records, arguments[0]);
  object = json_pack ("{s:s, s:I}", "export", arguments[0], "records", (json_int_t) n_records);

  return cpx_cli_output_json (object, error);
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

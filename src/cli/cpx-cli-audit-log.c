/* cpx-cli-audit-log.c: the audit log read on a terminal, and written out for others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"
#include "cpx-cli-log-filter.h"

#include <cpx-export-audit.h>
#include <cpx-log-entry-json.h>
#include <cpx-log-page.h>
#include <cpx-note-log-read.h>

#include <glib/gi18n-lib.h>

#define DEFAULT_LIMIT 50
#define MAX_LIMIT     G_MAXINT

static char *bundle_path;
static char *csv_path;
static char *jsonl_path;
static gboolean open_details;
static int limit = DEFAULT_LIMIT;

static const GOptionEntry log_options[] = {
  CPX_CLI_LOG_FILTER_OPTIONS,
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("Show as many at most (50 if not given, 0 for all)"), N_("N") },
  { NULL }
};

static const GOptionEntry export_options[] = {
  CPX_CLI_LOG_FILTER_OPTIONS,
  { "bundle", 0, 0, G_OPTION_ARG_FILENAME, &bundle_path,
    N_("As a zip archive that anyone verifies without the vault (audit verify --bundle)"), N_("FILE") },
  { "csv", 0, 0, G_OPTION_ARG_FILENAME, &csv_path, N_("As a table for a spreadsheet, which proves nothing"),
    N_("FILE") },
  { "jsonl", 0, 0, G_OPTION_ARG_FILENAME, &jsonl_path, N_("As JSON lines, which prove nothing"), N_("FILE") },
  { "open-details", 0, 0, G_OPTION_ARG_NONE, &open_details,
    N_("With what was written in files, in clear: guard the file"), NULL },
  { NULL }
};

/* A listing under way. */
typedef struct
{
  CpxCli  *cli;
  int      n_left;   /* -1: all */
  gboolean has_shown;
} Listing;

static char *
format_time (const CpxLogFacts *facts)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (facts->time_us / G_USEC_PER_SEC);

  return time != NULL && facts->action != NULL ? g_date_time_format (time, "%F %T") : g_strdup ("-");
}

/* Whose file. */
static const char *
get_patient (const CpxLogFacts *facts)
{
  if (facts->erased_us != 0)
    return _("erased file");

  return facts->patient_name != NULL ? facts->patient_name : "-";
}

static gboolean
show_line (CpxLogEntry  *entry,
           GError      **error)
{
  const CpxLogFacts *facts = cpx_log_entry_get (entry);
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, facts->index + 1);
  g_autofree char *time = format_time (facts);
  const char *post = facts->device_name != NULL ? facts->device_name : facts->device_id;

  return cpx_cli_output_text (error, "%s\t%s\t%s\t%s\t%s%s%s", number, time, post != NULL ? post : "-",
                              facts->sentence, get_patient (facts), facts->reason != NULL ? "\t" : "",
                              facts->reason != NULL ? facts->reason : "");
}

/* A CpxLogWalkFunc. */
static gboolean
show_entry (CpxLogEntry  *entry,
            gpointer      user_data,
            GError      **error)
{
  Listing *self = user_data;

  if (self->n_left == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "enough");
      return FALSE;
    }
  if (self->n_left > 0)
    self->n_left--;
  self->has_shown = TRUE;
  if (self->cli->json)
    {
      g_autoptr(json_t) object = cpx_log_entry_to_json (entry, TRUE);

      return cpx_cli_output_json (object, error);
    }

  return show_line (entry, error);
}

static gboolean
list (CpxCli              *cli,
      const CpxLogFilter  *filter,
      GError             **error)
{
  g_autoptr(GError) fault = NULL;
  Listing listing = { .cli = cli, .n_left = limit > 0 ? limit : -1 };

  if (cpx_practice_walk_log (cli->practice, filter, show_entry, &listing, cpx_cli_signals_get_cancellable (), &fault) ||
      (listing.n_left == 0 && g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
       cpx_cli_signals_check (NULL)))
    {
      if (!listing.has_shown && !cli->json)
        cpx_cli_output_complain ("%s", _("No entry of the log is what you ask for."));
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&fault));

  return FALSE;
}

/* A disk that takes nothing keeps nobody from reading, but says so. */
static gboolean
note_reading (CpxCli              *cli,
              const CpxLogFilter  *filter,
              GError             **error)
{
  g_autoptr(GError) fault = NULL;

  if (cpx_practice_note_log_read (cli->practice, filter, &fault))
    return TRUE;
  if (!g_error_matches (fault, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_IO))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  cpx_cli_output_complain (_("The disk cannot be written: that you read the log is not noted (%s)."), fault->message);

  return TRUE;
}

static gboolean
show_log (CpxCli  *cli,
          char   **arguments,
          GError **error)
{
  g_auto(CpxLogFilter) filter = { 0 };

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || !cpx_cli_log_filter_check (error))
    return FALSE;
  if (limit < 0)
    {
      g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("--limit takes a number from 0 to %d."), MAX_LIMIT);
      return FALSE;
    }
  if (cpx_cli_unlock (cli, error) == NULL || !cpx_cli_log_filter_read (cli, &filter, error) ||
      !note_reading (cli, &filter, error))
    return FALSE;

  return list (cli, &filter, error);
}

static gboolean
choose_format (CpxLogExport  *export,
               GError       **error)
{
  guint n_given = (bundle_path != NULL) + (csv_path != NULL) + (jsonl_path != NULL);

  if (n_given != 1)
    {
      g_set_error_literal (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE,
                           _("Say what to write: --bundle FILE, --csv FILE or --jsonl FILE, one of them."));
      return FALSE;
    }
  export->format = bundle_path != NULL ? CPX_LOG_EXPORT_BUNDLE : csv_path != NULL ? CPX_LOG_EXPORT_CSV
                                                                                  : CPX_LOG_EXPORT_JSONL;
  export->path = bundle_path != NULL ? bundle_path : csv_path != NULL ? csv_path : jsonl_path;
  export->open_details = open_details;

  return TRUE;
}

static gboolean
show_json (const CpxLogExport        *export,
           const CpxLogExportResult  *result,
           GError                   **error)
{
  g_autofree char *shown = g_filename_display_name (export->path);
  g_autoptr(json_t) object = json_pack ("{s:s, s:I, s:I, s:I}", "export", shown,
                                        "entries", (json_int_t) result->n_entries,
                                        "opened", (json_int_t) result->n_opened,
                                        "erased", (json_int_t) result->n_erased);

  if (export->format == CPX_LOG_EXPORT_BUNDLE)
    {
      json_object_set_new (object, "sealed_entries", json_integer ((json_int_t) result->size));
      json_object_set_new (object, "code", json_string (result->code));
      json_object_set_new (object, "elsewhere", json_integer ((json_int_t) result->n_elsewhere));
      json_object_set_new (object, "erasures_added", json_integer ((json_int_t) result->n_erasures));
      json_object_set_new (object, "unsealed", json_integer ((json_int_t) result->n_unsealed));
    }

  if (result->problem != NULL)
    json_object_set_new (object, "problem", json_string (result->problem));

  return cpx_cli_output_json (object, error);
}

static gulong
plural (guint64 n)
{
  return (gulong) MIN (n, G_MAXINT32);
}

/* What a reader might think is in the bundle, and is not. */
static void
warn (const CpxLogExportResult *result)
{
  g_autofree char *elsewhere = g_strdup_printf ("%" G_GUINT64_FORMAT, result->n_elsewhere);
  g_autofree char *unsealed = g_strdup_printf ("%" G_GUINT64_FORMAT, result->n_unsealed);
  g_autofree char *erasures = g_strdup_printf ("%" G_GUINT64_FORMAT, result->n_erasures);

  if (result->n_erasures > 0)
    cpx_cli_output_complain (_("Entries of erasures that were added, because others are erased by them: %s."),
                             erasures);
  if (result->n_elsewhere > 0)
    cpx_cli_output_complain (g_dngettext (GETTEXT_PACKAGE,
                                          "%s more entry is in the log of another post: a bundle is of one post, see "
                                          "--device.",
                                          "%s more entries are in the logs of other posts: a bundle is of one post, "
                                          "see --device.", plural (result->n_elsewhere)), elsewhere);
  if (result->n_unsealed > 0)
    cpx_cli_output_complain (g_dngettext (GETTEXT_PACKAGE,
                                          "%s entry is younger than the last seal of that post, and was left out.",
                                          "%s entries are younger than the last seal of that post, and were left out.",
                                          plural (result->n_unsealed)), unsealed);
}

static gboolean
show_exported (const CpxLogExport        *export,
               const CpxLogExportResult  *result,
               GError                   **error)
{
  g_autofree char *n_entries = g_strdup_printf ("%" G_GUINT64_FORMAT, result->n_entries);
  g_autofree char *size = g_strdup_printf ("%" G_GUINT64_FORMAT, result->size);
  g_autofree char *shown = g_filename_display_name (export->path);
  gboolean told;

  warn (result);
  if (result->code != NULL)
    told = cpx_cli_output_text (error, g_dngettext (GETTEXT_PACKAGE,
                                                    "%s entry is in “%s”, sealed on %s entries, code %s.",
                                                    "%s entries are in “%s”, sealed on %s entries, code %s.",
                                                    plural (result->n_entries)), n_entries, shown, size, result->code);
  else
    told = cpx_cli_output_text (error, g_dngettext (GETTEXT_PACKAGE, "%s entry is in “%s”.", "%s entries are in “%s”.",
                                                    plural (result->n_entries)), n_entries, shown);
  if (!told)
    return FALSE;

  return !export->open_details ||
         cpx_cli_output_text (error, _("It holds what was written in files, in clear: guard it."));
}

static gboolean
export_log (CpxCli  *cli,
            char   **arguments,
            GError **error)
{
  g_auto(CpxLogFilter) filter = { 0 };
  g_autoptr(CpxLogExportResult) result = NULL;
  CpxLogExport export = { .filter = &filter };

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || !choose_format (&export, error) ||
      !cpx_cli_log_filter_check (error) || cpx_cli_unlock (cli, error) == NULL ||
      !cpx_cli_log_filter_read (cli, &filter, error))
    return FALSE;
  result = cpx_practice_export_log (cli->practice, &export, NULL, NULL, cpx_cli_signals_get_cancellable (), error);
  if (result == NULL ||
      !(cli->json ? show_json (&export, result, error) : show_exported (&export, result, error)))
    return FALSE;
  if (result->problem != NULL)
    g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_DAMAGE,
                 _("What was written shows a log that is not in order: %s"), result->problem);

  return result->problem == NULL;
}

const CpxCliCommand cpx_cli_audit_log_commands[] = {
  { "audit log", NULL, N_("Show who did what, the newest first"),
    N_("All options together choose the entries. Reading the log is an entry of it. Entries are counted from 1 in each "
       "post’s log (“entry” in JSON, the first column here and in tables); “index” in JSON is the same counted from 0, "
       "as in bundles and proofs (RFC 9162)."), log_options, show_log },
  { "audit export", NULL, N_("Write entries of the log into a file, as a bundle that anyone verifies"),
    N_("Without filters it is the whole log of this post. The export is an entry of the log, and the log is sealed "
       "first, so that the bundle is of it. A log that is not in order is not sealed again: what is under its last "
       "seal leaves as it is, which is said, and the exit status is 4."),
    export_options, export_log },
  { NULL }
};

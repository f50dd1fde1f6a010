/* cpx-cli-ccam.c: the versions of the CCAM: imported, listed, compared, one act shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-ccam-act.h"
#include "cpx-cli-commands.h"

#include <cpx-import-nomenclature.h>
#include <cpx-nomenclature-diff.h>
#include <cpx-nomenclature-record.h>
#include <cpx-nomenclatures.h>

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define N_FREQUENT 30

static char *version;
static gboolean accepts_smaller;
static char *codes;
static char *date;

static const GOptionEntry import_options[] = {
  { "version", 0, 0, G_OPTION_ARG_FILENAME, &version, N_("Its number, if the names of the files do not say it"),
    N_("NUMBER") },
  { "smaller", 0, 0, G_OPTION_ARG_NONE, &accepts_smaller,
    N_("Import it though it has far fewer acts than the version in force"), NULL },
  { "codes", 0, 0, G_OPTION_ARG_FILENAME, &codes, N_("Tell what changes for these acts, not for the most frequent"),
    N_("CODE,CODE…") },
  { NULL }
};

static const GOptionEntry diff_options[] = {
  { "codes", 0, 0, G_OPTION_ARG_FILENAME, &codes, N_("Tell what changes for these acts, not for the most frequent"),
    N_("CODE,CODE…") },
  { NULL }
};

static const GOptionEntry show_options[] = {
  { "date", 0, 0, G_OPTION_ARG_FILENAME, &date, N_("As on this day"), N_("DATE") },
  { NULL }
};

static char **
list_codes (CpxCli  *cli,
            GError **error)
{
  return codes != NULL ? g_strsplit_set (codes, ", ", -1)
                       : cpx_practice_list_frequent_codes (cli->practice, N_FREQUENT, error);
}

static gboolean
show_change (CpxCli               *cli,
             const CpxCcamChange  *change,
             GError              **error)
{
  char activity[2] = { change->activity, '\0' };
  g_autofree char *sentence = NULL;
  g_autoptr(json_t) object = NULL;

  if (!cli->json)
    {
      sentence = cpx_ccam_change_dup_sentence (change);
      return cpx_cli_output_text (error, "%s", sentence);
    }
  object = json_pack ("{s:s, s:s, s:s, s:s}", "change", cpx_ccam_change_get_token (change), "code", change->code,
                      "before", change->before, "after", change->after);
  if (change->activity != 0)
    json_object_set_new (object, "activity", json_string (activity));
  if (change->type == CPX_CCAM_CHANGE_PRICE || change->type == CPX_CCAM_CHANGE_ACTIVITY)
    json_object_set_new (object, "phase", json_integer (change->phase));
  if (change->type == CPX_CCAM_CHANGE_PRICE)
    json_object_set_new (object, "grid", json_integer (change->grid));

  return cpx_cli_output_json (object, error);
}

/* The newer one is asked on the day it takes effect, if that is still to come. */
static gboolean
show_changes (CpxCli           *cli,
              CpxNomenclature  *before,
              CpxNomenclature  *after,
              GError          **error)
{
  g_auto(GStrv) wanted = list_codes (cli, error);
  CpxDay today = cpx_day_today ();
  CpxDay day = MAX (today, cpx_nomenclature_get_effect (after));
  g_autoptr(GPtrArray) changes = NULL;
  g_autofree char *names = NULL;

  if (wanted == NULL)
    return FALSE;
  if (wanted[0] == NULL)
    return cli->json || cpx_cli_output_text (error, "%s", _("No act is recorded here yet: name some with --codes to "
                                                            "compare."));
  names = g_strjoinv (", ", wanted);
  changes = cpx_nomenclature_diff (before, today, after, day, (const char * const *) wanted);
  if (!cli->json && !cpx_cli_output_text (error, _("What changes from %s to %s for %s:"),
                                          cpx_nomenclature_get_version (before), cpx_nomenclature_get_version (after),
                                          names))
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    {
      if (!show_change (cli, g_ptr_array_index (changes, i), error))
        return FALSE;
    }

  return changes->len > 0 || cli->json || cpx_cli_output_text (error, _("Nothing."));
}

/* A CpxImportProgress: on one line of a terminal, nowhere else. */
static void
show_progress (double   fraction,
               guint64  n_records,
               gpointer data)
{
  gint64 *last = data;
  gint64 now = g_get_monotonic_time ();

  if (now - *last < G_USEC_PER_SEC / 10)
    return;
  *last = now;
  fprintf (stderr, "\r%3.0f %%  %" G_GUINT64_FORMAT "  ", fraction * 100, n_records);
}

static gboolean
show_imported (CpxCli                         *cli,
               const CpxImportedNomenclature  *imported,
               GError                        **error)
{
  const char *number = cpx_nomenclature_get_version (imported->imported);
  g_autofree char *effect = cpx_day_format_iso (cpx_nomenclature_get_effect (imported->imported));
  g_autofree char *n_records = g_strdup_printf ("%" G_GUINT64_FORMAT, imported->n_records);
  g_autoptr(json_t) object = NULL;

  if (imported->receipt != NULL && !cpx_cli_acknowledge (cli, imported->receipt, error))
    return FALSE;
  if (!cli->json && !imported->is_new)
    return cpx_cli_output_text (error, _("Version %s was imported already: nothing changed."), number);
  if (!cli->json)
    return cpx_cli_output_text (error, _("Version %s imported: %u acts, in force from %s (%s records read)."), number,
                                cpx_nomenclature_get_n_acts (imported->imported), effect, n_records);
  object = json_pack ("{s:s, s:s, s:s, s:s, s:i, s:I, s:b}", "id", cpx_record_get_id (imported->record), "version",
                      number, "effect", effect, "hash", cpx_nomenclatures_get_hash (imported->imported), "acts",
                      (int) cpx_nomenclature_get_n_acts (imported->imported), "records",
                      (json_int_t) imported->n_records, "new", imported->is_new);

  return cpx_cli_output_json (object, error);
}

static gboolean
import (CpxCli  *cli,
        char   **arguments,
        GError **error)
{
  gint64 last = g_get_monotonic_time ();
  gboolean shows = isatty (STDERR_FILENO) && !cli->json;
  g_autoptr(CpxImportedNomenclature) imported = NULL;
  g_autofree char *warning = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, G_MAXUINT, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  imported = cpx_practice_import_nomenclature (cli->practice, (const char * const *) arguments, version,
                                               accepts_smaller, shows ? show_progress : NULL, &last,
                                               cpx_cli_signals_get_cancellable (), error);
  if (shows)
    fputs ("\r\033[K", stderr);

  warning = imported != NULL ? cpx_imported_nomenclature_dup_warning (imported) : NULL;
  if (warning != NULL)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                   _("%s With --smaller it is imported all the same."), warning);
      return FALSE;
    }

  return imported != NULL && show_imported (cli, imported, error) &&
         (!imported->is_new || show_changes (cli, imported->before, imported->imported, error));
}

static gboolean
show_version (CpxCli     *cli,
              CpxRecord  *record,
              GError    **error)
{
  g_autoptr(json_t) object = NULL;

  if (!cli->json)
    return cpx_cli_output_text (error, "%s\t%s\t%s\t%s", cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_VERSION),
                                cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_EFFECT),
                                cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_IMPORTED),
                                cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_HASH));
  object = json_pack ("{s:s, s:s, s:s, s:s, s:s*, s:s*, s:s, s:I, s:b}", "id", cpx_record_get_id (record), "version",
                      cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_VERSION), "effect",
                      cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_EFFECT), "imported",
                      cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_IMPORTED), "source",
                      cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_SOURCE), "files",
                      cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_FILES), "hash",
                      cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_HASH), "acts",
                      (json_int_t) cpx_record_get_integer (record, CPX_NOMENCLATURE_RECORD_N_ACTS), "starter", FALSE);

  return cpx_cli_output_json (object, error);
}

static gboolean
show_starter (CpxCli  *cli,
              GError **error)
{
  g_autoptr(CpxNomenclature) starter = cpx_practice_open_nomenclature (cli->practice, cpx_day_today (), error);
  g_autoptr(json_t) object = NULL;
  g_autofree char *effect = NULL;

  if (starter == NULL)
    return FALSE;
  if (!cli->json)
    return cpx_cli_output_text (error, _("No official version is imported: the starter serves (%u everyday acts, "
                                         "version %s). Download the CCAM from ameli.fr and use “cpxctl ccam import”."),
                                cpx_nomenclature_get_n_acts (starter), cpx_nomenclature_get_version (starter));
  effect = cpx_day_format_iso (cpx_nomenclature_get_effect (starter));
  object = json_pack ("{s:s, s:s, s:s, s:s, s:i, s:b}", "version", cpx_nomenclature_get_version (starter), "effect",
                      effect, "source", cpx_nomenclature_get_source (starter), "hash",
                      cpx_nomenclatures_get_hash (starter), "acts", (int) cpx_nomenclature_get_n_acts (starter),
                      "starter", TRUE);

  return cpx_cli_output_json (object, error);
}

static gboolean
list_versions (CpxCli  *cli,
               char   **arguments,
               GError **error)
{
  g_autoptr(GPtrArray) records = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  records = cpx_practice_list_nomenclatures (cli->practice, error);
  if (records == NULL)
    return FALSE;
  if (records->len == 0)
    return show_starter (cli, error);
  for (guint i = 0; i < records->len; i++)
    {
      if (!show_version (cli, g_ptr_array_index (records, i), error))
        return FALSE;
    }

  return TRUE;
}

/* By its number or the beginning of its hash; of several of one number, the newest. */
static CpxNomenclature *
find_version (CpxCli      *cli,
              const char  *name,
              GError     **error)
{
  g_autoptr(GPtrArray) records = cpx_practice_list_nomenclatures (cli->practice, error);

  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      CpxRecord *record = g_ptr_array_index (records, i);
      const char *hash = cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_HASH);

      if (g_strcmp0 (cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_VERSION), name) == 0 ||
          (strlen (name) >= 6 && hash != NULL && g_str_has_prefix (hash, name)))
        return cpx_practice_load_nomenclature (cli->practice, record, error);
    }
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
               _("There is no version “%s”: “cpxctl ccam versions” lists them."), name);

  return NULL;
}

static gboolean
diff (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  g_autoptr(CpxNomenclature) before = NULL;
  g_autoptr(CpxNomenclature) after = NULL;

  if (!cpx_cli_check_arguments (arguments, 2, 2, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  before = find_version (cli, arguments[0], error);
  after = before != NULL ? find_version (cli, arguments[1], error) : NULL;

  return after != NULL && show_changes (cli, before, after, error);
}

static gboolean
parse_day (CpxDay  *out_day,
           GError **error)
{
  g_autofree char *fault = NULL;

  *out_day = cpx_day_today ();
  if (date == NULL || cpx_day_parse (date, out_day))
    return TRUE;
  fault = cpx_day_dup_fault ("--date", date);
  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID, fault);

  return FALSE;
}

/* Before its first version an act has no price, no activity and no rule to show. */
static gboolean
check_day (CpxNomenclature  *nomenclature,
           guint             act,
           CpxDay            day,
           GError          **error)
{
  CpxCcamRange versions = cpx_nomenclature_list_versions (nomenclature, act);
  CpxCcamVersion now;
  g_autofree char *first = NULL;

  if (cpx_nomenclature_find_act_version (nomenclature, act, day, &now))
    return TRUE;
  if (versions.n == 0)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
                   _("No version of %s found on the day wanted"), cpx_nomenclature_get_code (nomenclature, act));
      return FALSE;
    }
  first = cpx_day_format_french (cpx_nomenclature_get_act_version (nomenclature, versions.first).span.first);
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
               _("No version found on the day wanted: the first one here is of %s"), first);

  return FALSE;
}

static gboolean
show (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  g_autoptr(CpxNomenclature) nomenclature = NULL;
  CpxDay day;
  guint act;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || !parse_day (&day, error) ||
      cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  nomenclature = cpx_practice_open_nomenclature (cli->practice, day, error);
  if (nomenclature == NULL)
    return FALSE;
  act = cpx_nomenclature_find_act (nomenclature, arguments[0]);
  if (act != CPX_CCAM_NONE)
    return check_day (nomenclature, act, day, error) && cpx_cli_show_ccam_act (cli, nomenclature, act, day, error);
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND, _("Version %s has no act “%s”."),
               cpx_nomenclature_get_version (nomenclature), arguments[0]);

  return FALSE;
}

const CpxCliCommand cpx_cli_ccam_commands[] = {
  { "ccam import", N_("PATH…"), N_("Import a version of the CCAM: all of it, or the row that is wrong"),
    N_("PATH: the three archives of ameli.fr, a folder of archives or of tables, or one archive. Versions are kept\n"
       "side by side; an act is priced with the one in force on the day it was done."), import_options, import },
  { "ccam versions", NULL, N_("List the versions of the CCAM"), NULL, NULL, list_versions },
  { "ccam diff", N_("VERSION VERSION"), N_("Tell what changes for the most frequent acts from one version to another"),
    NULL, diff_options, diff },
  { "ccam show", N_("CODE"), N_("Show an act of the CCAM as on a day"), NULL, show_options, show },
  { NULL }
};

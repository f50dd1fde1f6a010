/* cpx-cli-vault.c: the file as a whole: copies of it, new keys for it, what it says of itself, whether it is sound.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"

#include <cpx-backup.h>
#include <cpx-check.h>
#include <cpx-rekey.h>
#include <cpx-restore.h>
#include <cpx-unlock.h>
#include <cpx-vault-summary.h>

#include <glib/gi18n-lib.h>

static gboolean other_practice;

static const GOptionEntry restore_options[] = {
  { "other-practice", 0, 0, G_OPTION_ARG_NONE, &other_practice,
    N_("Replace the file of another practice; it is kept aside too"), NULL },
  { NULL }
};

static gboolean
show_path (CpxCli      *cli,
           const char  *name,
           const char  *sentence,
           const char  *path,
           GError     **error)
{
  g_autoptr(json_t) object = NULL;

  if (!cli->json)
    return cpx_cli_output_text (error, "%s%s", sentence, path);
  object = json_pack ("{s:s}", name, path);

  return cpx_cli_output_json (object, error);
}

static gboolean
backup (CpxCli  *cli,
        char   **arguments,
        GError **error)
{
  g_autofree char *path = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  path = cpx_practice_backup (cli->practice, arguments[0], cpx_cli_signals_get_cancellable (), error);

  return path != NULL && show_path (cli, "backup", _("Backup made and verified: "), path, error);
}

static gboolean
show_backup (CpxCli               *cli,
             const CpxBackupInfo  *info,
             GError              **error)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (info->made_us / G_USEC_PER_SEC);
  g_autofree char *made = g_date_time_format_iso8601 (utc);
  g_autoptr(json_t) object = NULL;

  if (!cli->json)
    return cpx_cli_output_text (error, "%s\t%" G_GUINT64_FORMAT "\t%s", made, info->size_bytes, info->path);
  object = json_pack ("{s:s, s:s, s:I}", "path", info->path, "made", made, "size_bytes", (json_int_t) info->size_bytes);

  return cpx_cli_output_json (object, error);
}

static gboolean
say_no_backup (const char  *vault,
               GError     **error)
{
  g_autofree char *folder = cpx_practice_dup_backup_folder (vault);

  return cpx_cli_output_text (error, _("No backup in “%s”: “cpxctl backup” makes one."), folder);
}

static gboolean
list_backups (CpxCli  *cli,
              char   **arguments,
              GError **error)
{
  g_autoptr(GPtrArray) found = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error))
    return FALSE;
  found = cpx_practice_list_backups (cpx_cli_get_vault (cli));
  if (found->len == 0)
    return cli->json || say_no_backup (cpx_cli_get_vault (cli), error);
  for (guint i = 0; i < found->len; i++)
    {
      if (!show_backup (cli, g_ptr_array_index (found, i), error))
        return FALSE;
    }

  return TRUE;
}

/* Whose passphrase it is: the copy's own first user, for the file it replaces may be lost. */
static gboolean
choose_user_of_copy (CpxCli      *cli,
                     const char  *path,
                     GError     **error)
{
  g_auto(GStrv) logins = NULL;

  if (cli->user != NULL)
    return TRUE;
  logins = cpx_practice_list_logins (path, error);
  if (logins == NULL)
    return FALSE;
  if (logins[0] == NULL)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND, _("“%s” has no user."), path);
      return FALSE;
    }
  cli->user = g_strdup (logins[0]);

  return TRUE;
}

static gboolean
show_restored (CpxCli             *cli,
               const CpxRestored  *restored,
               GError            **error)
{
  g_autoptr(GDateTime) last = g_date_time_new_from_unix_local (restored->origin.last_us / G_USEC_PER_SEC);
  g_autofree char *iso = g_date_time_format_iso8601 (last);
  g_autofree char *time = g_date_time_format (last, _("%d/%m/%Y at %H:%M"));
  g_autoptr(json_t) object = json_pack ("{s:s, s:s, s:s, s:s*, s:s*}", "vault", cpx_cli_get_vault (cli),
                                        "practice", restored->origin.practice_name, "as_of", iso,
                                        "kept_aside", restored->replaced_path, "old_log", restored->old_log);
  const char *reminder = cpx_restored_get_reminder (restored);

  if (reminder != NULL)
    cpx_cli_output_complain ("%s", reminder);
  if (cli->json)
    return cpx_cli_output_json (object, error);
  if (restored->replaced_path == NULL)
    return cpx_cli_output_text (error, _("Restored to “%s”: “%s” as it was on %s."), cpx_cli_get_vault (cli),
                                restored->origin.practice_name, time);

  return cpx_cli_output_text (error,
                              _("Restored to “%s”: “%s” as it was on %s; the file that was there is kept as “%s”."),
                              cpx_cli_get_vault (cli), restored->origin.practice_name, time, restored->replaced_path);
}

/* The file of another practice is replaced on purpose only. */
static void
say_how_on_purpose (GError **error)
{
  g_autofree char *message = NULL;

  if (error == NULL || !g_error_matches (*error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_CONFLICT))
    return;
  message = g_steal_pointer (&(*error)->message);
  (*error)->message = g_strdup_printf ("%s %s", message, _("With --other-practice it takes its place all the same."));
}

static gboolean
restore (CpxCli  *cli,
         char   **arguments,
         GError **error)
{
  g_autoptr(CpxSecret) passphrase = NULL;
  g_autoptr(CpxSecret) code = NULL;
  g_autoptr(CpxRestored) restored = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || !choose_user_of_copy (cli, arguments[0], error))
    return FALSE;
  passphrase = cpx_cli_read_passphrase (cli, error);
  if (passphrase == NULL || !cpx_cli_read_code (cli, &code, error))
    return FALSE;
  restored = cpx_practice_restore (cpx_cli_get_vault (cli), arguments[0], cli->user, cpx_secret_get_text (passphrase),
                                   code != NULL ? cpx_secret_get_text (code) : NULL, other_practice,
                                   cpx_cli_signals_get_cancellable (), error);
  if (restored == NULL)
    say_how_on_purpose (error);

  return restored != NULL && show_restored (cli, restored, error);
}

static gboolean
show_report (CpxCli                *cli,
             const CpxCheckReport  *report,
             GError               **error)
{
  g_autoptr(json_t) object = json_pack ("{s:b, s:b, s:I, s:I, s:I, s:[]}", "sound", report->sound,
                                        "noted", report->not_noted == NULL,
                                        "records", (json_int_t) report->n_records,
                                        "changes", (json_int_t) report->n_changes,
                                        "audit_entries", (json_int_t) report->n_audit_entries, "problems");

  for (guint i = 0; i < report->problems->len; i++)
    {
      const char *problem = g_ptr_array_index (report->problems, i);

      json_array_append_new (json_object_get (object, "problems"), json_string (problem));
      if (!cli->json && !cpx_cli_output_text (error, "%s", problem))
        return FALSE;
    }
  if (cli->json)
    return cpx_cli_output_json (object, error);

  return cpx_cli_output_text (error, _("%lu records, %lu changes, %lu audit entries read."), (gulong) report->n_records,
                              (gulong) report->n_changes, (gulong) report->n_audit_entries);
}

/* A disk that takes no more leaves the check what it is: only its trace is missing. */
static gboolean
note_check (CpxCli          *cli,
            CpxCheckReport  *report,
            GError         **error)
{
  g_autoptr(GError) failure = NULL;

  if (cpx_cli_unlock_again (cli, &failure) != NULL)
    {
      cpx_practice_note_check (cli->practice, report);
      return TRUE;
    }
  if (cpx_practice_error_get_code (failure) != CPX_PRACTICE_ERROR_IO)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_free (report->not_noted);
  report->not_noted = g_strdup (failure->message);

  return TRUE;
}

static gboolean
tell_sound (CpxCli                *cli,
            const CpxCheckReport  *report,
            GError               **error)
{
  if (!cli->json && !cpx_cli_output_text (error, _("Nothing wrong was found.")))
    return FALSE;
  cli->told = report->not_noted != NULL;
  if (cli->told)
    cpx_cli_output_complain (_("The check is complete. Only its entry in the audit log could not be written: %s"),
                             report->not_noted);

  return TRUE;
}

/* Nothing is written before the file is known to be sound: in a damaged one that could spoil what is left. */
static gboolean
check (CpxCli  *cli,
       char   **arguments,
       GError **error)
{
  g_autoptr(CpxCheckReport) report = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock_to_read (cli, error) == NULL)
    return FALSE;
  report = cpx_practice_check (cli->practice, cpx_cli_signals_get_cancellable (), error);
  if (report == NULL || (report->sound && !note_check (cli, report, error)) || !show_report (cli, report, error))
    return FALSE;
  if (report->sound)
    return tell_sound (cli, report, error);
  g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_DAMAGE,
               _("Damage was found in “%s”: what can still be read stays readable; restore the last sound backup."),
               cpx_cli_get_vault (cli));

  return FALSE;
}

static gboolean
rekey (CpxCli  *cli,
       char   **arguments,
       GError **error)
{
  g_autoptr(CpxSecret) passphrase = NULL;
  g_autoptr(CpxSecret) code = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || !cpx_cli_choose_user (cli, error))
    return FALSE;
  passphrase = cpx_cli_read_passphrase (cli, error);
  if (passphrase == NULL || !cpx_cli_read_code (cli, &code, error))
    return FALSE;

  return cpx_practice_rekey (cpx_cli_get_vault (cli), cli->user, cpx_secret_get_text (passphrase),
                             code != NULL ? cpx_secret_get_text (code) : NULL, cpx_cli_signals_get_cancellable (),
                             error) &&
         show_path (cli, "vault", _("Under new keys: "), cpx_cli_get_vault (cli), error);
}

static json_t *
make_summary (CpxCli                 *cli,
              const CpxVaultSummary  *summary)
{
  json_t *object = json_pack ("{s:s, s:s, s:i, s:s, s:i, s:I, s:b, s:b, s:[]}", "vault", cpx_cli_get_vault (cli),
                              "id", summary->id, "format", (int) summary->format_version, "cipher", summary->cipher,
                              "page_size", (int) summary->page_size, "pages", (json_int_t) summary->n_pages,
                              "header_damaged", summary->header_damaged, "recovery_code", summary->has_recovery,
                              "logins");

  for (guint i = 0; summary->logins[i] != NULL; i++)
    json_array_append_new (json_object_get (object, "logins"), json_string (summary->logins[i]));

  return object;
}

static void
add_contents (CpxCli                   *cli,
              const CpxContentSummary  *contents,
              json_t                   *object)
{
  json_t *records = json_object ();

  for (guint i = 0; i < contents->kinds->len; i++)
    {
      const CpxKindCount *count = &g_array_index (contents->kinds, CpxKindCount, i);

      json_object_set_new (records, count->kind->name, json_integer ((json_int_t) count->n_records));
    }
  json_object_set_new (object, "practice", json_string (cpx_practice_get_name (cli->practice)));
  json_object_set_new (object, "demonstration", json_boolean (cpx_practice_is_demonstration (cli->practice)));
  json_object_set_new (object, "records", records);
  json_object_set_new (object, "changes", json_integer ((json_int_t) contents->n_changes));
  json_object_set_new (object, "audit_entries", json_integer ((json_int_t) contents->n_audit_entries));
}

/* The same facts for a person: a name and a value a line. */
static gboolean
show_object (json_t  *object,
             GError **error)
{
  const char *name;
  json_t *value;

  json_object_foreach (object, name, value)
    {
      g_autofree char *text = json_is_string (value) ? g_strdup (json_string_value (value)) : cpx_json_print (value);

      if (!cpx_cli_output_text (error, "%-16s %s", name, text))
        return FALSE;
    }

  return TRUE;
}

static gboolean
info (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  g_autoptr(CpxVaultSummary) summary = NULL;
  g_autoptr(CpxContentSummary) contents = NULL;
  g_autoptr(json_t) object = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error))
    return FALSE;
  summary = cpx_vault_summary_new (cpx_cli_get_vault (cli), error);
  if (summary == NULL)
    return FALSE;
  object = make_summary (cli, summary);
  if (cli->passphrase_file != NULL)
    {
      contents = cpx_cli_unlock (cli, error) != NULL ? cpx_practice_count_contents (cli->practice, error) : NULL;
      if (contents == NULL)
        return FALSE;
      add_contents (cli, contents, object);
    }

  return cli->json ? cpx_cli_output_json (object, error) : show_object (object, error);
}

const CpxCliCommand cpx_cli_vault_commands[] = {
  { "backup", N_("[FILE]"), N_("Copy the vault while it is in use, and verify the copy"),
    N_("Without FILE it goes to the backups beside the vault; 30 daily ones are kept."), NULL, backup },
  { "backup list", NULL, N_("List the backups beside the vault"), NULL, NULL, list_backups },
  { "restore", N_("FILE"), N_("Put a backup in the vault's place; the replaced file is kept aside"), NULL,
    restore_options, restore },
  { "check", NULL, N_("Read the whole vault and say what is wrong"), NULL, NULL, check },
  { "rekey", NULL, N_("Write the vault anew under new keys"), NULL, NULL, rekey },
  { "info", NULL, N_("Say what a vault is; with --passphrase-file also what it holds"), NULL, NULL, info },
  { NULL }
};

/* cpx-cli-user.c: who may unlock the practice, and with what.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"

#include <cpx-find-records.h>
#include <cpx-record-builder.h>
#include <cpx-second-factor.h>
#include <cpx-slots.h>
#include <cpx-add-user.h>
#include <cpx-change-passphrase.h>
#include <cpx-disable-user.h>
#include <cpx-set-roles.h>
#include <cpx-user.h>

#include <glib/gi18n-lib.h>

static char *user_name;
static char *rpps;
static char *roles_text;
static char *secret_file;
static char *code_file;

static const GOptionEntry add_options[] = {
  { "name", 0, 0, G_OPTION_ARG_FILENAME, &user_name, N_("Their name"), N_("NAME") },
  { "roles", 0, 0, G_OPTION_ARG_FILENAME, &roles_text,
    N_("surgeon, locum, nurse, secretary, coder, admin, separated by commas"), N_("ROLES") },
  { "rpps", 0, 0, G_OPTION_ARG_FILENAME, &rpps, N_("Their RPPS number"), N_("NUMBER") },
  { NULL }
};

static const GOptionEntry enrol_options[] = {
  { "secret-file", 0, 0, G_OPTION_ARG_FILENAME, &secret_file, N_("Where the secret of “user totp new” is"),
    N_("FILE") },
  { "code-file", 0, 0, G_OPTION_ARG_FILENAME, &code_file, N_("Where the six digits that prove it are"), N_("FILE") },
  { NULL }
};

static gboolean
add (CpxCli  *cli,
     char   **arguments,
     GError **error)
{
  CpxRoles roles = 0;
  g_autoptr(CpxRecord) draft = NULL;
  g_autoptr(CpxRecord) user = NULL;
  g_autoptr(CpxSecret) passphrase = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) ||
      !cpx_roles_parse (roles_text != NULL ? roles_text : "secretary", &roles, error) ||
      cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  draft = cpx_record_new_with_texts (&cpx_user_kind, NULL, CPX_USER_LOGIN, arguments[0],
                                     CPX_USER_NAME, user_name != NULL ? user_name : arguments[0],
                                     CPX_USER_RPPS, rpps, -1);
  user = cpx_user_with_roles (draft, roles);
  passphrase = cpx_cli_read_new (cli, error);
  if (passphrase == NULL)
    return FALSE;
  receipt = cpx_practice_add_user (cli->practice, user, cpx_secret_get_text (passphrase), error);

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, _("User added."), error);
}

static gboolean
show_user (CpxCli     *cli,
           CpxRecord  *user,
           GError    **error)
{
  g_autofree char *roles = cpx_roles_format (cpx_user_get_roles (user));

  if (cli->json)
    return cpx_cli_show_record (cli, user, error);

  return cpx_cli_output_text (error, "%s\t%s\t%s%s", cpx_record_get_text (user, CPX_USER_LOGIN),
                              cpx_record_get_text (user, CPX_USER_NAME), roles,
                              cpx_record_get_boolean (user, CPX_USER_DISABLED) ? _("\tdisabled") : "");
}

static gboolean
list (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  const CpxRecordsWanted wanted = { .kind = &cpx_user_kind };
  g_autoptr(GPtrArray) users = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  users = cpx_practice_list_records (cli->practice, &wanted, error);
  for (guint i = 0; users != NULL && i < users->len; i++)
    {
      if (!show_user (cli, g_ptr_array_index (users, i), error))
        return FALSE;
    }

  return users != NULL;
}

static gboolean
passwd (CpxCli  *cli,
        char   **arguments,
        GError **error)
{
  g_autoptr(CpxSecret) passphrase = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;
  const char *login;
  gboolean own;

  if (!cpx_cli_check_arguments (arguments, 0, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  login = arguments[0] != NULL ? arguments[0] : cli->user;
  own = g_str_equal (login, cli->user);
  passphrase = cpx_cli_read_new (cli, error);
  if (passphrase == NULL)
    return FALSE;
  receipt = cpx_practice_change_passphrase (cli->practice, login, own ? cpx_secret_get_text (cli->passphrase) : NULL,
                                            cpx_secret_get_text (passphrase), error);

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, _("The new passphrase is set."), error);
}

static gboolean
disable (CpxCli  *cli,
         char   **arguments,
         GError **error)
{
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  receipt = cpx_practice_disable_user (cli->practice, arguments[0], error);

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, _("User disabled."), error);
}

static gboolean
set_roles (CpxCli  *cli,
           char   **arguments,
           GError **error)
{
  CpxRoles roles = 0;
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_cli_check_arguments (arguments, 2, 2, error) || !cpx_roles_parse (arguments[1], &roles, error) ||
      cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  receipt = cpx_practice_set_roles (cli->practice, arguments[0], roles, error);

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, _("Roles set."), error);
}

/* Nothing is kept yet: enrolment needs a code as proof that the telephone has the secret. */
static gboolean
new_totp (CpxCli  *cli,
          char   **arguments,
          GError **error)
{
  g_autofree char *secret = NULL;
  g_autofree char *uri = NULL;
  g_autoptr(json_t) object = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  secret = cpx_second_factor_new_secret ();
  uri = cpx_second_factor_make_uri (secret, arguments[0], cpx_practice_get_name (cli->practice));
  object = json_pack ("{s:s, s:s}", "secret", secret, "uri", uri);

  return cli->json ? cpx_cli_output_json (object, error) : cpx_cli_output_text (error, "%s\n%s", secret, uri);
}

static CpxSecret *
read_or_ask (const char  *path,
             const char  *question,
             GError     **error)
{
  return path != NULL ? cpx_cli_secret_read (path, error) : cpx_cli_secret_ask (question, error);
}

static gboolean
enrol_totp (CpxCli  *cli,
            char   **arguments,
            GError **error)
{
  g_autoptr(CpxSecret) secret = NULL;
  g_autoptr(CpxSecret) code = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  secret = read_or_ask (secret_file, _("Secret"), error);
  code = secret != NULL ? read_or_ask (code_file, _("Code shown by the telephone"), error) : NULL;
  if (code == NULL)
    return FALSE;
  receipt = cpx_practice_enrol_code (cli->practice, arguments[0], cpx_secret_get_text (secret),
                                     cpx_secret_get_text (code), error);

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, _("A one-time code is asked from now on."), error);
}

static gboolean
remove_totp (CpxCli  *cli,
             char   **arguments,
             GError **error)
{
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  receipt = cpx_practice_remove_code (cli->practice, arguments[0], error);

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, _("No one-time code is asked any more."), error);
}

static gboolean
show_slot (CpxCli             *cli,
           const CpxSlotInfo  *slot,
           GError            **error)
{
  g_autofree char *memory = cpx_slot_info_dup_memory (slot);
  g_autofree char *cost = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                        "Each guess costs %s of memory, %u pass (Argon2id)",
                                                        "Each guess costs %s of memory, %u passes (Argon2id)",
                                                        slot->kdf_passes), memory, (guint) slot->kdf_passes);
  g_autoptr(json_t) object = NULL;

  if (!cli->json)
    return cpx_cli_output_text (error, "%s\t%s", slot->login != NULL ? slot->login : _("(recovery code)"), cost);
  object = json_pack ("{s:s?, s:b, s:I, s:I}", "login", slot->login, "recovery", slot->login == NULL,
                      "argon2id_passes", (json_int_t) slot->kdf_passes, "argon2id_bytes", (json_int_t) slot->kdf_bytes);

  return cpx_cli_output_json (object, error);
}

static gboolean
list_slots (CpxCli  *cli,
            char   **arguments,
            GError **error)
{
  g_autoptr(GPtrArray) slots = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  slots = cpx_practice_list_slots (cli->practice, error);
  for (guint i = 0; slots != NULL && i < slots->len; i++)
    {
      if (!show_slot (cli, g_ptr_array_index (slots, i), error))
        return FALSE;
    }

  return slots != NULL;
}

static gboolean
revoke_slot (CpxCli  *cli,
             char   **arguments,
             GError **error)
{
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  receipt = cpx_practice_revoke_slot (cli->practice, arguments[0], error);

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, _("The slot is revoked."), error);
}

const CpxCliCommand cpx_cli_user_commands[] = {
  { "user add", N_("LOGIN"), N_("Add a user with a first passphrase (--new-passphrase-file)"), NULL, add_options, add },
  { "user list", NULL, N_("List the users and their roles"), NULL, NULL, list },
  { "user passwd", N_("[LOGIN]"), N_("Set a passphrase: one's own, or as an administrator another's"),
    N_("--passphrase-file unlocks, --new-passphrase-file is set. A disabled user is let in again."), NULL, passwd },
  { "user disable", N_("LOGIN"), N_("Take a user's key away"), NULL, NULL, disable },
  { "user roles", N_("LOGIN ROLES"), N_("Set all the roles of a user"), NULL, NULL, set_roles },
  { "user totp new", N_("LOGIN"), N_("Make the secret of a second factor; nothing is kept yet"), NULL, NULL, new_totp },
  { "user totp enrol", N_("LOGIN"), N_("Ask for a one-time code from now on"), NULL, enrol_options, enrol_totp },
  { "user totp remove", N_("LOGIN"), N_("Ask for no one-time code any more"), NULL, NULL, remove_totp },
  { "slot list", NULL, N_("List the key slots of the vault"), NULL, NULL, list_slots },
  { "slot revoke", N_("LOGIN"), N_("Take a key slot away; never the last"), NULL, NULL, revoke_slot },
  { NULL }
};

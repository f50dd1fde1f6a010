/* cpx-cli-init.c: a new practice, and the code that is printed once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"
#include "cpx-cli-recovery.h"

#include <cpx-create-practice.h>

#include <glib/gi18n-lib.h>

#define FIRST_LOGIN "admin"

static char *practice_name;
static char *user_name;
static char *rpps;
static char *roles_text;
static gboolean strong;

static const GOptionEntry options[] = {
  { "practice", 0, 0, G_OPTION_ARG_FILENAME, &practice_name, N_("The practice's name"), N_("NAME") },
  { "name", 0, 0, G_OPTION_ARG_FILENAME, &user_name, N_("The first user's name"), N_("NAME") },
  { "roles", 0, 0, G_OPTION_ARG_FILENAME, &roles_text,
    N_("Their roles beside administrator: surgeon, locum, nurse, secretary, coder (default: surgeon)"), N_("ROLES") },
  { "rpps", 0, 0, G_OPTION_ARG_FILENAME, &rpps, N_("Their RPPS number"), N_("NUMBER") },
  { "strong", 0, 0, G_OPTION_ARG_NONE, &strong,
    N_("Make guessing the passphrase still slower (several seconds, 1 GiB)"), NULL },
  { NULL }
};

static gboolean
init (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  g_autoptr(CpxSecret) passphrase = NULL;
  g_autofree char *code = NULL;
  CpxPracticeSetup setup = {
    .practice_name = practice_name != NULL ? practice_name : _("Surgical practice"),
    .login = cli->user != NULL ? cli->user : FIRST_LOGIN,
    .user_name = user_name,
    .rpps = rpps,
    .kdf_cost = strong ? CPX_KDF_COST_STRONG : CPX_KDF_COST_USUAL,
  };

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) ||
      (roles_text != NULL && !cpx_roles_parse (roles_text, &setup.roles, error)))
    return FALSE;
  setup.user_name = user_name != NULL ? user_name : setup.login;
  passphrase = cpx_cli_read_first (cli, error);
  if (passphrase == NULL || !cpx_cli_recovery_prepare (cli, error))
    return FALSE;
  setup.passphrase = cpx_secret_get_text (passphrase);
  cli->practice = cpx_practice_create (cpx_cli_get_vault (cli), &setup, &code, error);
  if (cli->practice == NULL)
    cpx_cli_recovery_give_up (cli);

  return cli->practice != NULL && cpx_cli_recovery_hand_over (cli, code, error);
}

const CpxCliCommand cpx_cli_init_commands[] = {
  { "init", NULL, N_("Make a new practice with its first user, an administrator"),
    N_("--vault says where, --user the login (“admin” if not given), --new-passphrase-file the passphrase. The\n"
       "recovery code is printed once, or written to --recovery-file: keep it on paper, away from the machine."),
    options, init },
  { NULL }
};

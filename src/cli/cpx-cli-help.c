/* cpx-cli-help.c: what cpxctl can do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"

#include <glib/gi18n-lib.h>

static gboolean
show_all (GError **error)
{
  g_autofree char *list = cpx_cli_commands_list ();

  return cpx_cli_output_text (error, "%s\n\n%s\n%s\n%s",
                              _("Usage: cpxctl [--vault FILE] [--user LOGIN] [--json] [--ack] COMMAND …"),
                              _("Every job of a surgical practice, from a terminal. Commands:"), list,
                              _("“cpxctl help COMMAND” says more of one. Exit status: 0 done, 1 refused by a rule or "
                                "bad input, 2 usage, 3 wrong passphrase, 4 damage found, 5 disk or output fault, "
                                "6 conflict, 7 held by another process, 8 network, 9 not allowed for this role."));
}

static gboolean
help (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  const CpxCliCommand *command;
  g_autofree char *text = NULL;
  guint n_words = 0;

  if (arguments[0] == NULL)
    return show_all (error);
  command = cpx_cli_commands_find (arguments, &n_words);
  text = command != NULL ? cpx_cli_commands_describe (command, cli) : cpx_cli_commands_describe_group (arguments);
  if (text == NULL)
    {
      g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE,
                   _("There is no command “%s”: “cpxctl help” lists them."), arguments[0]);
      return FALSE;
    }

  return cpx_cli_output_text (error, "%s", text);
}

const CpxCliCommand cpx_cli_help_commands[] = {
  { "help", N_("[COMMAND]"), N_("Say what a command does"), NULL, NULL, help },
  { NULL }
};

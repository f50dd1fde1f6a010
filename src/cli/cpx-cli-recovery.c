/* cpx-cli-recovery.c: makes a new code, or sets an administrator's passphrase with the one on paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-recovery.h"

#include "cpx-cli-commands.h"

#include <cpx-recovery.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/**
 * cpx_cli_recovery_prepare:
 * @self: what the command line asked for
 * @error: where the fault goes
 *
 * Makes the file of --recovery-file, if there is to be one, before the code.
 *
 * Returns: `TRUE` if a code would not be lost
 */
gboolean
cpx_cli_recovery_prepare (CpxCli  *self,
                          GError **error)
{
  return self->recovery_file == NULL || cpx_cli_secret_reserve (self->recovery_file, error);
}

/**
 * cpx_cli_recovery_give_up:
 * @self: what the command line asked for
 *
 * Takes the file of cpx_cli_recovery_prepare() away again: no code was made.
 */
void
cpx_cli_recovery_give_up (CpxCli *self)
{
  if (self->recovery_file != NULL)
    g_unlink (self->recovery_file);
}

/**
 * cpx_cli_recovery_hand_over:
 * @self: what the command line asked for
 * @code: a recovery code that is kept nowhere
 * @error: where the fault goes
 *
 * Writes the code to the file of --recovery-file, or prints it.
 *
 * Returns: `TRUE` if the caller has it
 */
gboolean
cpx_cli_recovery_hand_over (CpxCli      *self,
                            const char  *code,
                            GError     **error)
{
  g_autoptr(json_t) object = json_object ();

  if (self->recovery_file != NULL && !cpx_cli_secret_write (self->recovery_file, code, error))
    return FALSE;
  json_object_set_new (object, "vault", json_string (cpx_cli_get_vault (self)));
  if (self->recovery_file == NULL)
    json_object_set_new (object, "recovery_code", json_string (code));
  if (self->json)
    return cpx_cli_output_json (object, error) && cpx_cli_output_flush (error);
  if (self->recovery_file != NULL)
    return cpx_cli_output_text (error, _("The recovery code is in “%s”: print it, then delete the file."),
                                self->recovery_file);

  return cpx_cli_output_text (error, _("Recovery code, shown this once; write it down:")) &&
         cpx_cli_output_text (error, "%s", code) &&
         cpx_cli_output_flush (error);
}

static gboolean
renew_code (CpxCli  *cli,
            char   **arguments,
            GError **error)
{
  g_autofree char *code = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL ||
      !cpx_cli_recovery_prepare (cli, error))
    return FALSE;
  code = cpx_practice_renew_recovery (cli->practice, error);
  if (code == NULL)
    cpx_cli_recovery_give_up (cli);

  return code != NULL && cpx_cli_recovery_hand_over (cli, code, error);
}

static CpxSecret *
read_recovery_code (CpxCli  *cli,
                    GError **error)
{
  if (cli->recovery_file != NULL)
    return cpx_cli_secret_read (cli->recovery_file, error);

  return cpx_cli_secret_ask (_("Recovery code"), error);
}

static gboolean
use_code (CpxCli  *cli,
          char   **arguments,
          GError **error)
{
  g_autoptr(CpxSecret) code = NULL;
  g_autoptr(CpxSecret) passphrase = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error))
    return FALSE;
  code = read_recovery_code (cli, error);
  passphrase = code != NULL ? cpx_cli_read_new (cli, error) : NULL;

  return passphrase != NULL &&
         cpx_practice_recover (cpx_cli_get_vault (cli), cpx_secret_get_text (code), cli->user,
                               cpx_secret_get_text (passphrase), error) &&
         cpx_cli_output_text (error, _("The new passphrase is set."));
}

/* With a code at hand it is used, without one a new one is made. */
static gboolean
recovery (CpxCli  *cli,
          char   **arguments,
          GError **error)
{
  return cli->recovery_file != NULL ? use_code (cli, arguments, error) : renew_code (cli, arguments, error);
}

const CpxCliCommand cpx_cli_recovery_commands[] = {
  { "recovery", NULL, N_("“recovery use” with --recovery-file, else “recovery renew”"), NULL, NULL, recovery },
  { "recovery renew", NULL, N_("Make a new recovery code; the old one opens nothing any more"), NULL, NULL,
    renew_code },
  { "recovery use", NULL, N_("Set an administrator's new passphrase with the recovery code"),
    N_("--recovery-file holds the code, --new-passphrase-file the passphrase, --user says whose (the first\n"
       "administrator's if not given)."),
    NULL, use_code },
  { NULL }
};

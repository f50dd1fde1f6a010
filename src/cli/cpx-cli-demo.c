/* cpx-cli-demo.c: a believable practice of people who do not exist.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"
#include "cpx-cli-recovery.h"

#include <cpx-demo.h>

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#define USUAL_PATIENTS 1000
#define USUAL_SEED     1
#define USUAL_LOGIN    "demo"

static int n_patients = USUAL_PATIENTS;
static gint64 seed = USUAL_SEED;

static const GOptionEntry options[] = {
  { "patients", 0, 0, G_OPTION_ARG_INT, &n_patients, N_("How many patients (1000)"), "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_("The same number makes the same people (1)"), "S" },
  { NULL }
};

/* A CpxDemoProgress, for who sits at a terminal. */
static gboolean
show_progress (guint      n_done,
               guint      n_total,
               gpointer   user_data,
               GError   **error)
{
  if (isatty (STDERR_FILENO))
    fprintf (stderr, "\r%u / %u%s", n_done, n_total, n_done == n_total ? "\n" : "");

  return cpx_cli_signals_check (error);
}

static gboolean
demo (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  g_autoptr(CpxSecret) passphrase = NULL;
  g_autofree char *code = NULL;
  CpxDemoSetup setup = { .login = cli->user != NULL ? cli->user : USUAL_LOGIN, .seed = (guint64) seed };

  if (!cpx_cli_check_arguments (arguments, 0, 0, error))
    return FALSE;
  if (n_patients < 0 || n_patients > CPX_DEMO_MAX_PATIENTS)
    {
      g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("--patients takes a number from 0 to %d."),
                   CPX_DEMO_MAX_PATIENTS);
      return FALSE;
    }
  passphrase = cpx_cli_read_first (cli, error);
  if (passphrase == NULL || !cpx_cli_recovery_prepare (cli, error))
    return FALSE;
  setup.passphrase = cpx_secret_get_text (passphrase);
  setup.n_patients = (guint) n_patients;
  cli->practice = cpx_demo_create (cpx_cli_get_vault (cli), &setup, show_progress, NULL, &code, error);
  if (cli->practice == NULL)
    cpx_cli_recovery_give_up (cli);

  return cli->practice != NULL && cpx_cli_recovery_hand_over (cli, code, error);
}

const CpxCliCommand cpx_cli_demo_commands[] = {
  { "demo", NULL, N_("Make a new practice of invented patients, marked as a demonstration"),
    N_("Its first user (--user, “demo” if not given) is a surgeon and administrator with the passphrase of\n"
       "--passphrase-file. Their social security numbers cannot be anybody's."),
    options, demo },
  { NULL }
};

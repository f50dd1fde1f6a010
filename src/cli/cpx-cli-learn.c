/* cpx-cli-learn.c: what this practice taught the suggestions: shown, or forgotten.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"

#include <cpx-json.h>
#include <cpx-learning.h>

#include <glib/gi18n-lib.h>
#include <string.h>

static char *out_path;
static char *practitioner;
static char *reason;

static const GOptionEntry export_options[] = {
  { "out", 0, 0, G_OPTION_ARG_FILENAME, &out_path, N_("Write it into a file"), N_("FILE") },
  { NULL }
};

static const GOptionEntry reset_options[] = {
  { "practitioner", 0, 0, G_OPTION_ARG_FILENAME, &practitioner, N_("Only the habits of this practitioner"), N_("ID") },
  { "reason", 0, 0, G_OPTION_ARG_FILENAME, &reason, N_("Why"), N_("TEXT") },
  { NULL }
};

static gboolean
export (CpxCli  *cli,
        char   **arguments,
        GError **error)
{
  g_autoptr(CpxPracticePrior) prior = NULL;
  g_autoptr(json_t) object = NULL;
  g_autofree char *text = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  prior = cpx_practice_learn (cli->practice, error);
  if (prior == NULL)
    return FALSE;
  object = cpx_practice_prior_to_json (prior);
  if (out_path == NULL)
    return cpx_cli_output_json (object, error);
  text = cpx_json_print (object);

  return g_file_set_contents_full (out_path, text, (gssize) strlen (text), G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
reset (CpxCli  *cli,
       char   **arguments,
       GError **error)
{
  g_autoptr(CpxPracticePrior) prior = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;
  g_autofree char *sentence = NULL;
  guint n_cases;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || !cpx_cli_check_option (practitioner, error) ||
      !cpx_cli_check_option (reason, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  prior = cpx_practice_learn (cli->practice, error);
  if (prior == NULL)
    return FALSE;
  n_cases = cpx_practice_prior_n_cases (prior);
  sentence = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                           "What was learnt is forgotten (%u case was known); the acts stay.",
                                           "What was learnt is forgotten (%u cases were known); the acts stay.",
                                           n_cases),
                              n_cases);
  receipt = cpx_practice_reset_learning (cli->practice, practitioner, reason, error);

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, sentence, error);
}

static gboolean
undo_reset (CpxCli  *cli,
            char   **arguments,
            GError **error)
{
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  receipt = cpx_practice_undo_learning_reset (cli->practice, arguments[0], error);

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, _("What was learnt before counts again."), error);
}

const CpxCliCommand cpx_cli_learn_commands[] = {
  { "ccam learn export", NULL, N_("Show what this practice taught the suggestions, as JSON without patients"), NULL,
    export_options, export },
  { "ccam learn reset", NULL, N_("Forget what was learnt so far; the acts stay"), NULL, reset_options, reset },
  { "ccam learn undo-reset", N_("ID"), N_("Let count again what a reset had forgotten"), NULL, NULL, undo_reset },
  { NULL }
};

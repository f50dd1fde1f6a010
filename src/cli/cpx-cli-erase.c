/* cpx-cli-erase.c: a file that may no longer be kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"
#include "cpx-cli-output.h"

#include <cpx-erase-patient.h>
#include <cpx-find-records.h>

#include <glib/gi18n-lib.h>

static char *legal_basis;

static const GOptionEntry erase_options[] = {
  { "legal-basis", 0, 0, G_OPTION_ARG_FILENAME, &legal_basis,
    N_("Why the file may no longer be kept, in 20 characters at least"), N_("TEXT") },
  { NULL }
};

/* Nothing brings it back, and the backups still hold it. */
static gboolean
tell (CpxCli      *cli,
      CpxReceipt  *receipt,
      GError     **error)
{
  return cpx_cli_show_receipt (cli, receipt, _("File erased for good."), error) &&
         (cli->json || cpx_cli_output_text (error, "%s", _("The backups made until now still hold it: the last of the "
                                                           "daily ones goes after 30 more days with a backup; delete "
                                                           "those kept elsewhere.")));
}

static gboolean
erase (CpxCli  *cli,
       char   **arguments,
       GError **error)
{
  g_autofree char *id = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || !cpx_cli_check_option (legal_basis, error))
    return FALSE;
  if (legal_basis == NULL)
    {
      g_set_error_literal (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE,
                           _("Say why the file may no longer be kept: --legal-basis TEXT."));
      return FALSE;
    }
  if (cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  id = cpx_practice_find_patient_id (cli->practice, arguments[0], error);
  if (id != NULL)
    receipt = cpx_practice_erase_patient (cli->practice, id, legal_basis, error);

  return receipt != NULL && tell (cli, receipt, error);
}

const CpxCliCommand cpx_cli_erase_commands[] = {
  { "patient erase", N_("PATIENT"), N_("Erase a file for good, on a legal basis; the audit log proves what it proved"),
    N_("Files are kept for twenty years (art. R. 1112-7 CSP). Nothing brings an erased one back."), erase_options,
    erase },
  { NULL }
};

/* cpx-recovery-sheet.c: the sheet of paper that goes to the safe: whose code, the code, what it is for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-recovery-sheet.h"

#include "cpx-code-sheet.h"

#include <glib/gi18n-lib.h>

static char *
dup_title (const char *practice_name)
{
  return g_strdup_printf (_("Recovery code of %s"), practice_name);
}

static CpxCodeSheet
make_sheet (const char *title,
            const char *code)
{
  return (CpxCodeSheet) {
    .job_name = _("Recovery code"),
    .title = title,
    .code = code,
    .text = _("Keep this sheet in a safe, away from the computers.\n"
              "Who holds it can set the new passphrase of an administrator."),
  };
}

/**
 * cpx_recovery_sheet_dup_text:
 * @practice_name: whose code it is
 * @code: the recovery code
 *
 * Returns: (transfer full): the sheet as plain text
 */
char *
cpx_recovery_sheet_dup_text (const char *practice_name,
                             const char *code)
{
  g_autofree char *title = dup_title (practice_name);
  CpxCodeSheet sheet = make_sheet (title, code);

  return cpx_code_sheet_dup_text (&sheet);
}

/**
 * cpx_recovery_sheet_new_print:
 * @practice_name: whose code it is
 * @code: the recovery code
 *
 * Makes the operation that prints the sheet, one page.
 *
 * Returns: (transfer full): the operation, not yet run
 */
GtkPrintOperation *
cpx_recovery_sheet_new_print (const char *practice_name,
                              const char *code)
{
  g_autofree char *title = dup_title (practice_name);
  CpxCodeSheet sheet = make_sheet (title, code);

  return cpx_code_sheet_new_print (&sheet);
}

/* cpx-vault-error.c: the domain of the vault's errors.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-vault-error.h"

G_DEFINE_QUARK (cpx-vault-error-quark, cpx_vault_error)

/**
 * cpx_vault_error_rename_file:
 * @error: (inout) (nullable): where an error may have been put
 * @from: a file that only we know of, being made under another name
 * @to: the file that was asked for
 *
 * Has the sentence name the file that its reader knows.
 */
void
cpx_vault_error_rename_file (GError     **error,
                             const char  *from,
                             const char  *to)
{
  g_auto(GStrv) parts = NULL;

  if (error == NULL || *error == NULL)
    return;
  parts = g_strsplit ((*error)->message, from, -1);
  g_free ((*error)->message);
  (*error)->message = g_strjoinv (to, parts);
}

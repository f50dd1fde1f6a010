/* cpx-unlock-probe.c: what can be known before anyone unlocks: where the vault is, and who may.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-unlock.h"

#include "cpx-practice-private.h"

#include <glib/gi18n-lib.h>

/**
 * cpx_practice_prepare_folder:
 * @path: where a vault is about to be made
 * @error: where the refusal goes
 *
 * Makes the folder of the default vault where it is not there yet, and no other: a path with a slip of the keyboard in
 * it would leave folders, and a vault that nobody finds.
 *
 * Returns: `TRUE` if there is a folder, or making the vault is to say why not
 */
gboolean
cpx_practice_prepare_folder (const char  *path,
                             GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *default_path = cpx_practice_dup_default_path ();
  g_autofree char *default_folder = g_path_get_dirname (default_path);

  if (g_file_test (folder, G_FILE_TEST_EXISTS))
    return TRUE;
  if (g_str_equal (folder, default_folder))
    {
      g_mkdir_with_parents (folder, 0700);
      return TRUE;
    }
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
               _("The folder “%s” does not exist. Make it first, or correct the path of the vault."), folder);

  return FALSE;
}

/**
 * cpx_practice_dup_default_path:
 *
 * Returns: (transfer full): where the vault of this user of the machine is, unless another is named
 */
char *
cpx_practice_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "chirurgieprox", "practice.cpx", NULL);
}

/**
 * cpx_practice_list_logins:
 * @path: a vault
 * @error: where the fault goes: no such file, no vault, a newer format, a damaged header
 *
 * Reads, without any key, who may unlock a vault.
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): their logins, in the order of their slots
 */
char **
cpx_practice_list_logins (const char  *path,
                          GError     **error)
{
  g_autoptr(CpxVaultInfo) info = cpx_vault_probe (path, error);
  g_autoptr(GStrvBuilder) logins = g_strv_builder_new ();

  if (info == NULL)
    {
      cpx_practice_error_translate (error);
      return NULL;
    }
  for (guint i = 0; i < info->n_slots; i++)
    {
      if (info->slots[i].kind == CPX_VAULT_SLOT_USER)
        g_strv_builder_add (logins, info->slots[i].login);
    }

  return g_strv_builder_end (logins);
}

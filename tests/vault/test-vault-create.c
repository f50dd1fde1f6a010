/* test-vault-create.c: a new vault is where its path says, however that path is written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "vault-fixture.h"

#include <glib/gstdio.h>
#include <unistd.h>

static void
make_and_open (VaultFixture *self,
               const char   *path)
{
  g_autoptr(CpxSecret) passphrase = vault_fixture_secret ("un crayon dans la poche");
  g_autoptr(GError) error = NULL;
  CpxVault *vault = cpx_vault_create (path, NULL, "martin", passphrase, &CPX_PASSWORD_COST_CHEAP, &error);

  g_assert_no_error (error);
  vault_fixture_close (vault);
  g_assert_true (g_file_test (self->path, G_FILE_TEST_IS_REGULAR));

  vault = cpx_vault_unlock (path, "martin", passphrase, CPX_VAULT_OPEN_DEFAULT, &error);
  g_assert_no_error (error);
  vault_fixture_close (vault);
}

static void
test_relative (VaultFixture  *self,
               gconstpointer  data)
{
  g_autofree char *before = g_get_current_dir ();
  g_autofree char *name = g_path_get_basename (self->path);

  g_assert_cmpint (g_chdir (self->folder), ==, 0);
  make_and_open (self, name);
  g_assert_cmpint (g_chdir (before), ==, 0);
}

static void
test_linked_folder (VaultFixture  *self,
                    gconstpointer  data)
{
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *link = g_build_filename (self->folder, "link", NULL);
  g_autofree char *path = g_build_filename (link, name, NULL);

  g_assert_cmpint (symlink (self->folder, link), ==, 0);
  make_and_open (self, path);
  g_assert_cmpint (g_unlink (link), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/vault-create/relative", VaultFixture, NULL, vault_fixture_set_up, test_relative,
              vault_fixture_tear_down);
  g_test_add ("/vault-create/linked-folder", VaultFixture, NULL, vault_fixture_set_up, test_linked_folder,
              vault_fixture_tear_down);

  return g_test_run ();
}

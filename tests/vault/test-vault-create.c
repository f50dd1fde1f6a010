/* test-vault-create.c: a new vault is where its path says, however that path is written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-vault-copy.h"
#include "cpx-vault-private.h"
#include "vault-fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/syscall.h>
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

/* This program's own: what a file system refuses. */
static gboolean has_no_links;
static gboolean has_no_exclusive_rename;

int
link (const char *from,
      const char *to)
{
  if (!has_no_links)
    return linkat (AT_FDCWD, from, AT_FDCWD, to, 0);
  errno = EPERM;

  return -1;
}

int
renameat2 (int           from_folder,
           const char   *from,
           int           to_folder,
           const char   *to,
           unsigned int  flags)
{
  if (!has_no_exclusive_rename)
    return (int) syscall (SYS_renameat2, from_folder, from, to_folder, to, flags);
  errno = EINVAL;

  return -1;
}

/* O1: where there are no links either, a name is taken whole, and a name that is taken is refused. */
static void
test_no_links (VaultFixture  *self,
               gconstpointer  data)
{
  g_autoptr(CpxSecret) passphrase = vault_fixture_secret ("un crayon dans la poche");
  g_autofree char *copy = vault_fixture_beside (self, ".copy");
  g_autoptr(GError) error = NULL;
  CpxVault *vault;

  has_no_links = TRUE;
  has_no_exclusive_rename = GPOINTER_TO_INT (data);
  make_and_open (self, self->path);
  vault = cpx_vault_unlock (self->path, "martin", passphrase, CPX_VAULT_OPEN_DEFAULT, NULL);
  g_assert_true (g_file_set_contents (copy, "taken", -1, NULL));
  g_assert_false (cpx_vault_give_name (self->path, copy, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_EXISTS);
  g_assert_true (g_file_test (self->path, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpint (g_unlink (copy), ==, 0);
  g_assert_true (cpx_vault_backup (vault, copy, NULL, NULL, NULL, NULL));
  vault_fixture_close (vault);
  has_no_links = FALSE;
  has_no_exclusive_rename = FALSE;
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
  g_test_add ("/vault-create/no-links", VaultFixture, GINT_TO_POINTER (FALSE), vault_fixture_set_up, test_no_links,
              vault_fixture_tear_down);
  g_test_add ("/vault-create/no-exclusive-rename", VaultFixture, GINT_TO_POINTER (TRUE), vault_fixture_set_up,
              test_no_links, vault_fixture_tear_down);

  return g_test_run ();
}

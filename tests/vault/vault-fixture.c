/* vault-fixture.c: a folder of its own and a cheap vault for each test.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "vault-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

void
vault_fixture_set_up (VaultFixture  *self,
                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("cpx-vault-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "practice.cpx", NULL);
}

void
vault_fixture_tear_down (VaultFixture  *self,
                         gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->path);
}

CpxSecret *
vault_fixture_secret (const char *text)
{
  return cpx_secret_new_from_text (text);
}

CpxVault *
vault_fixture_create (VaultFixture         *self,
                      const CpxVaultParams *params)
{
  g_autoptr(CpxSecret) passphrase = vault_fixture_secret ("passphrase");
  g_autoptr(GError) error = NULL;
  CpxVault *vault = cpx_vault_create (self->path, params, "alice", passphrase, &CPX_PASSWORD_COST_CHEAP, &error);

  g_assert_no_error (error);
  g_assert_nonnull (vault);

  return vault;
}

CpxVault *
vault_fixture_try (VaultFixture       *self,
                   CpxVaultOpenFlags   flags,
                   GError            **error)
{
  g_autoptr(CpxSecret) passphrase = vault_fixture_secret ("passphrase");

  return cpx_vault_unlock (self->path, "alice", passphrase, flags, error);
}

CpxVault *
vault_fixture_open (VaultFixture *self)
{
  g_autoptr(GError) error = NULL;
  CpxVault *vault = vault_fixture_try (self, CPX_VAULT_OPEN_DEFAULT, &error);

  g_assert_no_error (error);

  return vault;
}

void
vault_fixture_close (CpxVault *vault)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (cpx_vault_close (vault, &error));
  g_assert_no_error (error);
  g_object_unref (vault);
}

char *
vault_fixture_beside (VaultFixture *self,
                      const char   *suffix)
{
  return g_strconcat (self->path, suffix, NULL);
}

/* Without G_FILE_SET_CONTENTS_CONSISTENT, which syncs, GLib 2.74 leaves the end of a file that was longer: a journal
 * of another day behind an empty one is a journal that SQLite plays back. */
void
vault_fixture_put (const char *path,
                   const char *bytes,
                   gsize       n_bytes)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents_full (path, bytes, (gssize) n_bytes, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  g_assert_cmpint (truncate (path, (off_t) n_bytes), ==, 0);
}

void
vault_fixture_copy (const char *from,
                    const char *to)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize n_bytes;

  if (!g_file_test (from, G_FILE_TEST_EXISTS))
    {
      g_unlink (to);
      return;
    }
  g_file_get_contents (from, &bytes, &n_bytes, &error);
  g_assert_no_error (error);
  vault_fixture_put (to, bytes, n_bytes);
}

static gboolean
file_contains (const char *path,
               const char *text)
{
  g_autofree char *bytes = NULL;
  gsize n_bytes;

  return g_file_get_contents (path, &bytes, &n_bytes, NULL) && memmem (bytes, n_bytes, text, strlen (text)) != NULL;
}

gboolean
vault_fixture_contains (const char *folder,
                        const char *text)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean found = FALSE;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      found |= file_contains (path, text);
    }

  return found;
}

CpxDb *
vault_fixture_writer (CpxVault *vault)
{
  g_autoptr(GError) error = NULL;
  CpxDb *db = cpx_vault_open_writer (vault, 0, &error);

  g_assert_no_error (error);

  return db;
}

void
vault_fixture_exec (CpxDb      *db,
                    const char *sql)
{
  g_autoptr(GError) error = NULL;

  cpx_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

gint64
vault_fixture_int64 (CpxDb      *db,
                     const char *sql)
{
  g_autoptr(GError) error = NULL;
  gint64 value;

  cpx_db_query_int64 (db, sql, -1, &value, &error);
  g_assert_no_error (error);

  return value;
}

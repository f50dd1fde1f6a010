/* test-vault-copy.c: backups while work goes on, new keys, and the check that names what is bad.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-vault-copy.h"
#include "cpx-vault-private.h"
#include "vault-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MARKER "SECRET-Garnier-1540275001233"

static void
fill (CpxDb *db,
      int    n_rows)
{
  g_autofree char *sql = g_strdup_printf ("CREATE TABLE IF NOT EXISTS person (id INTEGER PRIMARY KEY, name TEXT);"
                                          "WITH RECURSIVE n (i) AS"
                                          " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
                                          "INSERT INTO person (name) SELECT '" MARKER " ' || i || hex (zeroblob (90)) "
                                          "FROM n", n_rows);

  vault_fixture_exec (db, sql);
}

static void
flip (const char *path,
      gsize       at)
{
  int fd = open (path, O_RDWR);
  guint8 byte;

  g_assert_cmpint (pread (fd, &byte, 1, (off_t) at), ==, 1);
  byte ^= 1;
  g_assert_cmpint (pwrite (fd, &byte, 1, (off_t) at), ==, 1);
  close (fd);
}

static gint64
count_in (const char *path,
          const char *login,
          const char *text)
{
  g_autoptr(CpxSecret) passphrase = vault_fixture_secret (text);
  g_autoptr(GError) error = NULL;
  CpxVault *vault = cpx_vault_unlock (path, login, passphrase, CPX_VAULT_OPEN_DEFAULT, &error);
  CpxDb *db;
  gint64 n;

  g_assert_no_error (error);
  db = vault_fixture_writer (vault);
  n = vault_fixture_int64 (db, "SELECT count(*) FROM person");
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM pragma_integrity_check "
                                            "WHERE integrity_check <> 'ok'"), ==, 0);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);

  return n;
}

static void
assert_no_leftovers (VaultFixture *self,
                     const char   *other)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (g_strcmp0 (name, other) != 0)
        g_assert_cmpstr (name, ==, "practice.cpx");
    }
}

typedef struct
{
  CpxDb *writer;
  guint  n_calls;
} Work;

static void
write_meanwhile_cb (guint64  n_done,
                    guint64  n_total,
                    gpointer user_data)
{
  Work *work = user_data;

  g_assert_cmpint (n_done, <=, n_total);
  work->n_calls++;
  if (work->writer != NULL)
    {
      fill (work->writer, 100);
      g_assert_true (cpx_db_checkpoint (work->writer, FALSE, NULL));
    }
}

static void
test_backup (VaultFixture  *self,
             gconstpointer  data)
{
  g_autofree char *copy = g_build_filename (self->folder, "copy.cpx", NULL);
  const CpxVaultParams params = { data != NULL ? CPX_CIPHER_XCHACHA20_POLY1305 : CPX_CIPHER_AES_256_GCM,
                                  data != NULL ? 8192 : 4096 };
  CpxVault *vault = vault_fixture_create (self, &params);
  g_autoptr(GError) error = NULL;
  Work work = { vault_fixture_writer (vault), 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before;
  gsize n_after;

  fill (work.writer, 20000);
  g_assert_true (cpx_vault_backup (vault, copy, write_meanwhile_cb, &work, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (work.n_calls, >, 1);
  g_assert_cmpint (vault_fixture_int64 (work.writer, "SELECT count(*) FROM person"), ==, 20000 + 100 * work.n_calls);
  g_assert_false (vault_fixture_contains (self->folder, MARKER));

  g_assert_true (g_file_get_contents (copy, &before, &n_before, NULL));
  g_assert_false (cpx_vault_backup (vault, copy, NULL, NULL, NULL, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (copy, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
  g_assert_true (cpx_db_close (work.writer, NULL));
  vault_fixture_close (vault);
  assert_no_leftovers (self, "copy.cpx");

  /* The copy is of the moment the backup began, under the same passphrase. */
  g_assert_cmpint (count_in (copy, "alice", "passphrase"), ==, 20000);
}

static void
cancel_cb (guint64  n_done,
           guint64  n_total,
           gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_backup_cancelled (VaultFixture  *self,
                       gconstpointer  data)
{
  g_autofree char *copy = g_build_filename (self->folder, "copy.cpx", NULL);
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  fill (db, 20000);
  g_assert_false (cpx_vault_backup (vault, copy, cancel_cb, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
  assert_no_leftovers (self, NULL);
}

/* B1: what cannot be read is not copied, and no half copy stays. */
static void
test_backup_of_damage (VaultFixture  *self,
                       gconstpointer  data)
{
  g_autofree char *copy = g_build_filename (self->folder, "copy.cpx", NULL);
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);
  g_autoptr(GError) error = NULL;

  fill (db, 2000);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
  flip (self->path, CPX_HEADER_REGION_SIZE + 5 * 4096 + 9);
  vault = vault_fixture_open (self);
  g_assert_false (cpx_vault_backup (vault, copy, NULL, NULL, NULL, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "6"));
  vault_fixture_close (vault);
  assert_no_leftovers (self, NULL);
}

/* Paths as a person types them on a command line. */
static void
test_relative_paths (VaultFixture  *self,
                     gconstpointer  data)
{
  g_autoptr(CpxSecret) passphrase = vault_fixture_secret ("passphrase");
  g_autofree char *before = g_get_current_dir ();
  g_autoptr(GError) error = NULL;
  CpxVault *vault;
  CpxDb *db;

  g_assert_cmpint (g_chdir (self->folder), ==, 0);
  vault = cpx_vault_create ("practice.cpx", NULL, "alice", passphrase, &CPX_PASSWORD_COST_CHEAP, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cpx_vault_get_path (vault), ==, self->path);
  db = vault_fixture_writer (vault);
  fill (db, 10);
  g_assert_true (cpx_vault_backup (vault, "./copy.cpx", NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
  g_assert_true (cpx_vault_rekey ("practice.cpx", "alice", passphrase, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_in ("practice.cpx", "alice", "passphrase"), ==, 10);
  g_assert_cmpint (count_in ("copy.cpx", "alice", "passphrase"), ==, 10);
  g_assert_cmpint (g_chdir (before), ==, 0);
  assert_no_leftovers (self, "copy.cpx");
}

static void
test_rekey (VaultFixture  *self,
            gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);
  g_autoptr(CpxSecret) passphrase = vault_fixture_secret ("passphrase");
  g_autoptr(CpxSecret) second = vault_fixture_secret ("second");
  g_autoptr(CpxSecret) code = NULL;
  g_autoptr(CpxSecret) old_key = cpx_secret_ref (cpx_vault_get_data_key (vault));
  g_autoptr(CpxVaultInfo) before = cpx_vault_dup_info (vault);
  g_autoptr(CpxVaultInfo) after = NULL;
  g_autoptr(GError) error = NULL;

  fill (db, 3000);
  g_assert_true (cpx_vault_add_slot (vault, "bob", second, &CPX_PASSWORD_COST_CHEAP, NULL));
  code = cpx_vault_renew_recovery (vault, &CPX_PASSWORD_COST_CHEAP, NULL);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);

  g_assert_false (cpx_vault_rekey (self->path, "alice", second, NULL, NULL, NULL, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BAD_PASSPHRASE);
  g_clear_error (&error);
  g_assert_true (cpx_vault_rekey (self->path, "alice", passphrase, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_no_leftovers (self, NULL);

  after = cpx_vault_probe (self->path, NULL);
  g_assert_cmpmem (before->id, sizeof before->id, after->id, sizeof after->id);
  g_assert_cmpint (count_in (self->path, "alice", "passphrase"), ==, 3000);
  g_assert_cmpint (count_in (self->path, "bob", "second"), ==, 3000);
  vault = cpx_vault_unlock_recovery (self->path, code, CPX_VAULT_OPEN_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_false (cpx_secret_equal (old_key, cpx_vault_get_data_key (vault)));
  vault_fixture_close (vault);

  /* the old key opens nothing any more */
  g_assert_null (cpx_vault_open_with_key (self->path, old_key, CPX_VAULT_OPEN_DEFAULT, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_DAMAGED);
}

/* B2: not while someone has it, and then nothing has changed. */
static void
test_rekey_held (VaultFixture  *self,
                 gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  g_autoptr(CpxSecret) passphrase = vault_fixture_secret ("passphrase");
  g_autoptr(GError) error = NULL;

  g_assert_false (cpx_vault_rekey (self->path, "alice", passphrase, NULL, NULL, NULL, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_HELD);
  vault_fixture_close (vault);
  assert_no_leftovers (self, NULL);
}

static void
test_check (VaultFixture  *self,
            gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxVaultReport) report = NULL;
  Work work = { NULL, 0 };

  fill (db, 3000);
  g_assert_true (cpx_db_checkpoint (db, FALSE, NULL));
  report = cpx_vault_check (vault, write_meanwhile_cb, &work, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cpx_vault_report_is_clean (report));
  g_assert_cmpint (report->n_pages, ==, vault_fixture_int64 (db, "PRAGMA page_count"));
  g_assert_cmpint (work.n_calls, >=, 1);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
  cpx_vault_report_free (g_steal_pointer (&report));

  flip (self->path, 5000);
  flip (self->path, CPX_HEADER_REGION_SIZE + 7 * 4096 + 100);
  flip (self->path, CPX_HEADER_REGION_SIZE + 9 * 4096 + 4090);
  vault = vault_fixture_try (self, CPX_VAULT_OPEN_READ_ONLY, &error);
  g_assert_no_error (error);
  report = cpx_vault_check (vault, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->bad_pages->len, ==, 2);
  g_assert_cmpint (g_array_index (report->bad_pages, guint32, 0), ==, 8);
  g_assert_cmpint (g_array_index (report->bad_pages, guint32, 1), ==, 10);
  g_assert_cmpint (report->problems->len, >=, 2);  /* the copy of the header, and what SQLite met */
  vault_fixture_close (vault);
}

#define ADD(path, data, function) \
  g_test_add (path, VaultFixture, data, vault_fixture_set_up, function, vault_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/copy/backup/aes-4k", NULL, test_backup);
  ADD ("/copy/backup/xchacha-8k", "x", test_backup);
  ADD ("/copy/backup/cancelled", NULL, test_backup_cancelled);
  ADD ("/copy/backup/B1-of-damage", NULL, test_backup_of_damage);
  ADD ("/copy/relative-paths", NULL, test_relative_paths);
  ADD ("/copy/rekey", NULL, test_rekey);
  ADD ("/copy/B2-rekey-held", NULL, test_rekey_held);
  ADD ("/copy/check", NULL, test_check);

  return g_test_run ();
}

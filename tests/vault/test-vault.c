/* test-vault.c: making, opening, sharing and refusing a vault.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-crypto.h"
#include "vault-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ADD(path, function) \
  g_test_add (path, VaultFixture, NULL, vault_fixture_set_up, function, vault_fixture_tear_down)

#define MARKER "SECRET-Dupont-1650775001234"

typedef struct
{
  const char     *name;
  CpxVaultParams  params;
} FormatCase;

static const FormatCase format_cases[] = {
  { "aes-4k", { CPX_CIPHER_AES_256_GCM, 4096 } },
  { "aes-8k", { CPX_CIPHER_AES_256_GCM, 8192 } },
  { "xchacha-4k", { CPX_CIPHER_XCHACHA20_POLY1305, 4096 } },
  { "xchacha-8k", { CPX_CIPHER_XCHACHA20_POLY1305, 8192 } },
};

static void
fill (CpxDb *db)
{
  vault_fixture_exec (db, "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT);"
                          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                          "INSERT INTO person SELECT i, '" MARKER " ' || i FROM n");
}

static void
test_round_trip (VaultFixture  *self,
                 gconstpointer  data)
{
  const FormatCase *format = data;
  CpxVault *vault = vault_fixture_create (self, &format->params);
  CpxDb *db = vault_fixture_writer (vault);
  g_autoptr(CpxVaultInfo) info = NULL;
  g_autofree char *wal = vault_fixture_beside (self, "-wal");
  g_autofree char *lock = vault_fixture_beside (self, "-lock");

  fill (db);
  g_assert_false (vault_fixture_contains (self->folder, MARKER));
  g_assert_false (vault_fixture_contains (self->folder, "CREATE TABLE"));
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));
  g_assert_true (cpx_db_close (db, NULL));
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  vault_fixture_close (vault);
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
  g_assert_false (vault_fixture_contains (self->folder, MARKER));

  vault = vault_fixture_open (self);
  info = cpx_vault_dup_info (vault);
  g_assert_cmpint (info->cipher, ==, format->params.cipher);
  g_assert_cmpint (info->page_size, ==, format->params.page_size);
  db = vault_fixture_writer (vault);
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM person WHERE name LIKE '" MARKER "%'"), ==, 2000);
  g_assert_cmpint (vault_fixture_int64 (db, "PRAGMA page_size"), ==, format->params.page_size);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
}

static void
test_wrong_passphrase (VaultFixture  *self,
                       gconstpointer  data)
{
  g_autoptr(CpxSecret) wrong = vault_fixture_secret ("passphrase ");
  g_autoptr(CpxSecret) right = vault_fixture_secret ("passphrase");
  g_autoptr(GError) error = NULL;

  vault_fixture_close (vault_fixture_create (self, NULL));

  g_assert_null (cpx_vault_unlock (self->path, "alice", wrong, CPX_VAULT_OPEN_DEFAULT, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BAD_PASSPHRASE);
  g_clear_error (&error);
  g_assert_null (cpx_vault_unlock (self->path, "bob", right, CPX_VAULT_OPEN_DEFAULT, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BAD_PASSPHRASE);
}

static void
test_slots (VaultFixture  *self,
            gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  g_autoptr(CpxSecret) first = vault_fixture_secret ("passphrase");
  g_autoptr(CpxSecret) second = vault_fixture_secret ("autre phrase");
  g_autoptr(CpxSecret) third = vault_fixture_secret ("troisième");
  g_autoptr(GError) error = NULL;

  g_assert_false (cpx_vault_revoke_slot (vault, "alice", &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_LAST_SLOT);
  g_clear_error (&error);
  g_assert_true (cpx_vault_add_slot (vault, "bob", second, &CPX_PASSWORD_COST_CHEAP, &error));
  g_assert_false (cpx_vault_add_slot (vault, "bob", second, &CPX_PASSWORD_COST_CHEAP, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_SLOT_EXISTS);
  g_clear_error (&error);
  g_assert_true (cpx_vault_check_passphrase (vault, "bob", second, NULL));
  g_assert_false (cpx_vault_check_passphrase (vault, "bob", first, NULL));
  vault_fixture_close (vault);

  vault = cpx_vault_unlock (self->path, "bob", second, CPX_VAULT_OPEN_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cpx_vault_get_login (vault), ==, "bob");
  g_assert_true (cpx_vault_change_slot (vault, "bob", third, &CPX_PASSWORD_COST_CHEAP, &error));
  g_assert_true (cpx_vault_revoke_slot (vault, "alice", &error));
  vault_fixture_close (vault);

  g_assert_null (cpx_vault_unlock (self->path, "alice", first, CPX_VAULT_OPEN_DEFAULT, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BAD_PASSPHRASE);
  g_clear_error (&error);
  g_assert_null (cpx_vault_unlock (self->path, "bob", second, CPX_VAULT_OPEN_DEFAULT, &error));
  g_clear_error (&error);
  vault = cpx_vault_unlock (self->path, "bob", third, CPX_VAULT_OPEN_DEFAULT, &error);
  g_assert_no_error (error);
  vault_fixture_close (vault);
}

static void
test_slots_full (VaultFixture  *self,
                 gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  g_autoptr(CpxSecret) passphrase = vault_fixture_secret ("x");
  g_autoptr(CpxVaultInfo) info = NULL;
  g_autoptr(GError) error = NULL;

  for (int i = 1; i < CPX_VAULT_SLOTS_MAX; i++)
    {
      g_autofree char *login = g_strdup_printf ("user-%d", i);

      g_assert_true (cpx_vault_add_slot (vault, login, passphrase, &CPX_PASSWORD_COST_CHEAP, NULL));
    }
  g_assert_false (cpx_vault_add_slot (vault, "one too many", passphrase, &CPX_PASSWORD_COST_CHEAP, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_SLOTS_FULL);
  info = cpx_vault_dup_info (vault);
  g_assert_cmpint (info->n_slots, ==, CPX_VAULT_SLOTS_MAX);
  vault_fixture_close (vault);
}

static const char *const bad_logins[] = {
  "", "a\nb", "a\tb", "\xff", "0123456789012345678901234567890123456789012345678901234567890123x",
};

static void
test_bad_login (VaultFixture  *self,
                gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  g_autoptr(CpxSecret) passphrase = vault_fixture_secret ("x");

  for (gsize i = 0; i < G_N_ELEMENTS (bad_logins); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (cpx_vault_add_slot (vault, bad_logins[i], passphrase, &CPX_PASSWORD_COST_CHEAP, &error));
      g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BAD_LOGIN);
    }
  vault_fixture_close (vault);
}

static void
test_recovery (VaultFixture  *self,
               gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  g_autoptr(CpxSecret) first = cpx_vault_renew_recovery (vault, &CPX_PASSWORD_COST_CHEAP, NULL);
  g_autoptr(CpxSecret) second = cpx_vault_renew_recovery (vault, &CPX_PASSWORD_COST_CHEAP, NULL);
  g_autoptr(CpxSecret) typo = cpx_secret_new_from_text (cpx_secret_get_text (second));
  g_autoptr(GError) error = NULL;
  guint8 *letter = cpx_secret_get_writable (typo);

  vault_fixture_close (vault);

  *letter = *letter == 'A' ? 'B' : 'A';
  g_assert_null (cpx_vault_unlock_recovery (self->path, typo, CPX_VAULT_OPEN_DEFAULT, &error));
  g_assert_error (error, CPX_CRYPTO_ERROR, CPX_CRYPTO_ERROR_TYPO);
  g_clear_error (&error);
  g_assert_null (cpx_vault_unlock_recovery (self->path, first, CPX_VAULT_OPEN_DEFAULT, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BAD_RECOVERY_CODE);
  g_clear_error (&error);
  vault = cpx_vault_unlock_recovery (self->path, second, CPX_VAULT_OPEN_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_true (cpx_vault_is_recovery (vault));
  vault_fixture_close (vault);
}

static void
test_held_in_process (VaultFixture  *self,
                      gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (vault_fixture_try (self, CPX_VAULT_OPEN_DEFAULT, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_HELD);
  g_clear_error (&error);
  g_assert_null (vault_fixture_try (self, CPX_VAULT_OPEN_READ_ONLY, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_HELD);
  vault_fixture_close (vault);
  vault_fixture_close (vault_fixture_open (self));
}

/* Readers share; a writer waits for the last of them, since it would change pages under them. */
static void
test_held_by_readers (VaultFixture  *self,
                      gconstpointer  data)
{
  g_autofree char *lock = vault_fixture_beside (self, "-lock");
  g_autoptr(GError) error = NULL;
  CpxVault *first;
  CpxVault *second;

  vault_fixture_close (vault_fixture_create (self, NULL));
  first = vault_fixture_try (self, CPX_VAULT_OPEN_READ_ONLY, &error);
  second = vault_fixture_try (self, CPX_VAULT_OPEN_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_null (vault_fixture_try (self, CPX_VAULT_OPEN_DEFAULT, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_HELD);
  g_clear_error (&error);
  vault_fixture_close (first);
  g_assert_null (vault_fixture_try (self, CPX_VAULT_OPEN_DEFAULT, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_HELD);
  vault_fixture_close (second);
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
  vault_fixture_close (vault_fixture_open (self));
}

/* Another process is told which one has it: number, machine and user. */
static void
test_held_by_process (VaultFixture  *self,
                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *number = NULL;
  int ready[2];
  int done[2];
  char byte = 0;
  pid_t child;

  vault_fixture_close (vault_fixture_create (self, NULL));
  g_assert_cmpint (pipe (ready), ==, 0);
  g_assert_cmpint (pipe (done), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      CpxVault *vault = vault_fixture_open (self);

      close (done[1]);
      (void) !write (ready[1], "r", 1);
      (void) !read (done[0], &byte, 1);
      g_assert_nonnull (vault);
      _exit (0);  /* as if killed: nothing is closed */
    }
  close (done[0]);
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);

  g_assert_null (vault_fixture_try (self, CPX_VAULT_OPEN_DEFAULT, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_HELD);
  number = g_strdup_printf ("%d", child);
  g_assert_nonnull (strstr (error->message, number));
  g_assert_nonnull (strstr (error->message, g_get_host_name ()));
  g_assert_nonnull (strstr (error->message, "alice"));

  close (done[1]);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  vault_fixture_close (vault_fixture_open (self));
}

static void
test_refused_files (VaultFixture  *self,
                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *junk = g_malloc0 (100000);
  g_autofree char *lock = vault_fixture_beside (self, "-lock");

  g_assert_null (vault_fixture_try (self, CPX_VAULT_OPEN_DEFAULT, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  memcpy (junk, "SQLite format 3", 16);
  for (gsize n = 0; n <= 100000; n += 50000)
    {
      g_assert_true (g_file_set_contents (self->path, junk, (gssize) n, NULL));
      g_assert_null (vault_fixture_try (self, CPX_VAULT_OPEN_DEFAULT, &error));
      g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_NOT_A_VAULT);
      g_clear_error (&error);
      g_assert_null (cpx_vault_probe (self->path, &error));
      g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_NOT_A_VAULT);
      g_clear_error (&error);
      g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
    }
}

static void
test_never_overwrites (VaultFixture  *self,
                       gconstpointer  data)
{
  g_autoptr(CpxSecret) passphrase = vault_fixture_secret ("x");
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GDir) dir = NULL;
  const char *name;

  g_assert_true (g_file_set_contents (self->path, "a letter", -1, NULL));
  g_assert_null (cpx_vault_create (self->path, NULL, "alice", passphrase, &CPX_PASSWORD_COST_CHEAP, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (self->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "a letter");

  /* and leaves nothing else behind */
  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_cmpstr (name, ==, "practice.cpx");
}

static void
test_read_only (VaultFixture  *self,
                gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *wal = vault_fixture_beside (self, "-wal");
  gsize n_before;
  gsize n_after;

  fill (db);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);

  g_assert_true (g_file_get_contents (self->path, &before, &n_before, NULL));
  vault = vault_fixture_try (self, CPX_VAULT_OPEN_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_null (cpx_vault_open_writer (vault, 0, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_READ_ONLY);
  g_clear_error (&error);
  db = cpx_vault_open_reader (vault, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM person"), ==, 2000);
  g_assert_false (cpx_db_exec (db, "DELETE FROM person", &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_READ_ONLY);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
  g_assert_true (g_file_get_contents (self->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
}

static void
test_busy_close (VaultFixture  *self,
                 gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);
  g_autoptr(GError) error = NULL;

  g_assert_null (cpx_vault_open_writer (vault, 0, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (cpx_vault_close (vault, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BUSY);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
}

/* What is committed and not in the main file survives a process that dies. */
static void
test_killed (VaultFixture  *self,
             gconstpointer  data)
{
  pid_t child;
  int status;
  CpxVault *vault;
  CpxDb *db;

  vault_fixture_close (vault_fixture_create (self, NULL));
  child = fork ();
  if (child == 0)
    {
      vault = vault_fixture_open (self);
      db = vault_fixture_writer (vault);
      fill (db);
      vault_fixture_exec (db, "UPDATE person SET name = 'x' WHERE id <= 10");
      vault_fixture_exec (db, "BEGIN; DELETE FROM person");
      _exit (7);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (WEXITSTATUS (status), ==, 7);

  vault = vault_fixture_open (self);
  db = vault_fixture_writer (vault);
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM person"), ==, 2000);
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM person WHERE name = 'x'"), ==, 10);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (format_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/vault/round-trip/", format_cases[i].name, NULL);

      g_test_add (path, VaultFixture, &format_cases[i], vault_fixture_set_up, test_round_trip,
                  vault_fixture_tear_down);
    }
  ADD ("/vault/O2-wrong-passphrase", test_wrong_passphrase);
  ADD ("/vault/slots", test_slots);
  ADD ("/vault/slots-full", test_slots_full);
  ADD ("/vault/bad-login", test_bad_login);
  ADD ("/vault/recovery", test_recovery);
  ADD ("/vault/L1-held-in-process", test_held_in_process);
  ADD ("/vault/L1-held-by-process", test_held_by_process);
  ADD ("/vault/L1-held-by-readers", test_held_by_readers);
  ADD ("/vault/refused-files", test_refused_files);
  ADD ("/vault/O1-never-overwrites", test_never_overwrites);
  ADD ("/vault/V7-read-only", test_read_only);
  ADD ("/vault/busy-close", test_busy_close);
  ADD ("/vault/O3-killed", test_killed);

  return g_test_run ();
}

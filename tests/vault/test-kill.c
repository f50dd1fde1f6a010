/* test-kill.c: processes killed at any moment; every commit they acknowledged is found again.
 *
 * A child commits and writes one byte to a pipe after each commit that returned; the parent kills it at a random
 * moment, counts the bytes, opens the vault and compares.  Every third child is killed while it still opens the vault
 * and recovers what the one before left; the others have acknowledged one commit at least.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "vault-fixture.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_KILLS 60
#define LONGEST_US 60000

static void
work_until_killed (VaultFixture *self,
                   int           out)
{
  CpxVault *vault = vault_fixture_open (self);
  CpxDb *db = vault_fixture_writer (vault);
  gint64 n = vault_fixture_int64 (db, "SELECT max (id) FROM entry");

  vault_fixture_exec (db, "PRAGMA wal_autocheckpoint=30; PRAGMA cache_size=10");
  for (;;)
    {
      g_autofree char *sql = NULL;

      n++;
      sql = g_strdup_printf ("BEGIN IMMEDIATE; INSERT INTO entry VALUES (%d, hex (zeroblob (%d)));"
                             "UPDATE filler SET text = hex (randomblob (150)) WHERE id %% 5 = %d; COMMIT", (int) n,
                             (int) (n % 40) * 100, (int) n % 5);

      vault_fixture_exec (db, sql);
      if (n % 37 == 0)
        g_assert_true (cpx_db_checkpoint (db, TRUE, NULL));
      if (write (out, "a", 1) != 1)
        _exit (1);
    }
}

static gint64
run_and_kill (VaultFixture *self,
              gboolean      young,
              gulong        after_us)
{
  char acknowledgements[4096];
  gint64 n = 0;
  ssize_t got;
  int ends[2];
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      close (ends[0]);
      work_until_killed (self, ends[1]);
    }
  close (ends[1]);
  if (!young)
    {
      g_assert_cmpint (read (ends[0], acknowledgements, 1), ==, 1);
      n = 1;
    }
  g_usleep (after_us);
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  while ((got = read (ends[0], acknowledgements, sizeof acknowledgements)) > 0)
    n += got;
  close (ends[0]);

  return n;
}

static void
test_killed (VaultFixture  *self,
             gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);
  gint64 n_before = 0;
  gint64 n_acknowledged = 0;

  vault_fixture_exec (db, "CREATE TABLE entry (id INTEGER PRIMARY KEY, text TEXT); INSERT INTO entry VALUES (0, '');"
                          "CREATE TABLE filler (id INTEGER PRIMARY KEY, text TEXT);"
                          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
                          "INSERT INTO filler SELECT i, hex (randomblob (150)) FROM n");
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);

  for (int i = 0; i < N_KILLS; i++)
    {
      gboolean young = i % 3 == 0;
      gint64 n = run_and_kill (self, young, (gulong) g_test_rand_int_range (0, young ? 6000 : LONGEST_US));

      vault = vault_fixture_open (self);
      db = cpx_vault_open_reader (vault, 0, NULL);
      g_assert_cmpint (vault_fixture_int64 (db, "SELECT max (id) FROM entry"), >=, n_before + n);
      g_assert_cmpint (vault_fixture_int64 (db, "SELECT max (id) FROM entry"), <=, n_before + n + 1);
      g_assert_cmpint (vault_fixture_int64 (db, "SELECT max (id) + 1 - count(*) FROM entry"), ==, 0);
      g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM pragma_integrity_check "
                                                "WHERE integrity_check <> 'ok'"), ==, 0);
      n_before = vault_fixture_int64 (db, "SELECT max (id) FROM entry");
      n_acknowledged += n;
      g_assert_true (cpx_db_close (db, NULL));
      vault_fixture_close (vault);
    }
  g_assert_cmpint (n_acknowledged, >=, N_KILLS / 3 * 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/kill/M1-W4-acknowledged", VaultFixture, NULL, vault_fixture_set_up, test_killed,
              vault_fixture_tear_down);

  return g_test_run ();
}

/* test-journal-file.c: a rollback journal that should be gone and is there again.
 *
 * The numbers are the invariants of cpx-journal-file.c. Journals that are damaged or missing are in test-damage.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "vault-fixture.h"

/* One transaction larger than the page cache, and what its journal was in the middle of it. */
static void
change (VaultFixture *self,
        CpxDb        *db,
        const char   *kept,
        const char   *end)
{
  g_autofree char *journal = vault_fixture_beside (self, "-journal");

  vault_fixture_exec (db, "BEGIN IMMEDIATE; UPDATE person SET n = n + 1;"
                          "UPDATE filler SET text = hex (randomblob (200))");
  vault_fixture_copy (journal, kept);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  vault_fixture_exec (db, end);
}

/* J5: what a power cut does to a deletion that nobody synced. */
static void
test_comes_back (VaultFixture  *self,
                 gconstpointer  end)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);
  g_autofree char *journal = vault_fixture_beside (self, "-journal");
  g_autofree char *kept = vault_fixture_beside (self, ".kept");
  gint64 expected;

  vault_fixture_exec (db, "PRAGMA journal_mode=DELETE; PRAGMA cache_size=2; CREATE TABLE person (n);"
                          "CREATE TABLE filler (text); INSERT INTO person VALUES (0);"
                          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150)"
                          "INSERT INTO filler SELECT hex (randomblob (200)) FROM n");
  change (self, db, kept, end);
  expected = vault_fixture_int64 (db, "SELECT n FROM person");
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
  vault_fixture_copy (kept, journal);

  vault = vault_fixture_open (self);
  db = vault_fixture_writer (vault);
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT n FROM person"), ==, expected);
  vault_fixture_exec (db, "PRAGMA integrity_check");
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/journal-file/J5-after-a-commit", VaultFixture, "COMMIT", vault_fixture_set_up, test_comes_back,
              vault_fixture_tear_down);
  g_test_add ("/journal-file/J5-after-a-rollback", VaultFixture, "ROLLBACK", vault_fixture_set_up, test_comes_back,
              vault_fixture_tear_down);

  return g_test_run ();
}

/* test-commit-size.c: transactions of every length in pages are kept; the log writes several frames at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "vault-fixture.h"

#define MAX_PAGES 140  /* several times what the log writes at once */

static void
test_every_length (VaultFixture  *self,
                   gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);

  vault_fixture_exec (db, "CREATE TABLE letter (n INTEGER PRIMARY KEY, body BLOB)");
  for (int n = 1; n <= MAX_PAGES; n++)
    {
      g_autofree char *insert = g_strdup_printf ("INSERT INTO letter VALUES (%d, randomblob (%d))", n, n * 4000);
      g_autofree char *look = g_strdup_printf ("SELECT length (body) FROM letter WHERE n = %d", n);

      vault_fixture_exec (db, insert);
      g_assert_cmpint (vault_fixture_int64 (db, look), ==, n * 4000);
      vault_fixture_exec (db, "DELETE FROM letter");
    }
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/commit-size/every-length", VaultFixture, NULL, vault_fixture_set_up, test_every_length,
              vault_fixture_tear_down);

  return g_test_run ();
}

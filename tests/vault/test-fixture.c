/* test-fixture.c: the vault kept since the first release of format 1 still opens, by each of its keys.
 *
 * `test-fixture --make FILE` makes such a vault anew and prints its recovery code; it is not to be used again for
 * format 1: the point of fixture-v1.cpx is that it stays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-vault-copy.h"
#include "vault-fixture.h"

#include <string.h>

#define RECOVERY_CODE "JCWM-1P6S-D0D0-ZEM3-D690-GYN4-1V13"
#define N_ROWS 25

static void
make (const char *path)
{
  g_autoptr(CpxSecret) first = vault_fixture_secret ("agrafe correcte cheval pile");
  g_autoptr(CpxSecret) second = vault_fixture_secret ("deuxième phrase");
  g_autoptr(CpxSecret) code = NULL;
  const CpxVaultParams params = { CPX_CIPHER_AES_256_GCM, 4096 };
  CpxVault *vault = cpx_vault_create (path, &params, "chirurgien", first, &CPX_PASSWORD_COST_CHEAP, NULL);
  CpxDb *db = vault_fixture_writer (vault);

  g_assert_true (cpx_vault_add_slot (vault, "Élodie", second, &CPX_PASSWORD_COST_CHEAP, NULL));
  code = cpx_vault_renew_recovery (vault, &CPX_PASSWORD_COST_CHEAP, NULL);
  vault_fixture_exec (db, "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, photo BLOB);"
                          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25)"
                          "INSERT INTO person SELECT i, 'Zoé n°' || i, zeroblob (i * 100) FROM n;"
                          "CREATE VIRTUAL TABLE word USING fts5 (text); INSERT INTO word VALUES ('appendicectomie')");
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
  g_print ("%s\n", cpx_secret_get_text (code));
}

static void
check_content (CpxVault *vault)
{
  CpxDb *db = vault_fixture_writer (vault);
  g_autoptr(CpxVaultReport) report = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM person WHERE name = 'Zoé n°' || id "
                                            "AND length (photo) = id * 100"), ==, N_ROWS);
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM word WHERE word MATCH 'appendicectomie'"), ==, 1);
  vault_fixture_exec (db, "INSERT INTO person (name) VALUES ('one more')");
  report = cpx_vault_check (vault, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cpx_vault_report_is_clean (report));
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
}

static void
take_copy (VaultFixture *self)
{
  g_autofree char *kept = g_test_build_filename (G_TEST_DIST, "vault", "fixture-v1.cpx", NULL);

  vault_fixture_copy (kept, self->path);
}

static void
test_by_passphrase (VaultFixture  *self,
                    gconstpointer  data)
{
  static const char *const users[][2] = {
    { "chirurgien", "agrafe correcte cheval pile" },
    { "Élodie", "deuxième phrase" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (users); i++)
    {
      g_autoptr(CpxSecret) passphrase = vault_fixture_secret (users[i][1]);
      g_autoptr(GError) error = NULL;
      CpxVault *vault;

      take_copy (self);
      vault = cpx_vault_unlock (self->path, users[i][0], passphrase, CPX_VAULT_OPEN_DEFAULT, &error);
      g_assert_no_error (error);
      check_content (vault);
    }
}

static void
test_by_recovery_code (VaultFixture  *self,
                       gconstpointer  data)
{
  g_autoptr(CpxSecret) code = vault_fixture_secret (RECOVERY_CODE);
  g_autoptr(GError) error = NULL;
  CpxVault *vault;

  take_copy (self);
  vault = cpx_vault_unlock_recovery (self->path, code, CPX_VAULT_OPEN_DEFAULT, &error);
  g_assert_no_error (error);
  check_content (vault);
}

static void
test_probe (VaultFixture  *self,
            gconstpointer  data)
{
  g_autofree char *kept = g_test_build_filename (G_TEST_DIST, "vault", "fixture-v1.cpx", NULL);
  g_autoptr(CpxVaultInfo) info = cpx_vault_probe (kept, NULL);

  g_assert_nonnull (info);
  g_assert_cmpint (info->format_version, ==, 1);
  g_assert_cmpint (info->cipher, ==, CPX_CIPHER_AES_256_GCM);
  g_assert_cmpint (info->page_size, ==, 4096);
  g_assert_cmpint (info->n_slots, ==, 3);
  g_assert_cmpstr (info->slots[0].login, ==, "chirurgien");
  g_assert_cmpstr (info->slots[1].login, ==, "Élodie");
  g_assert_cmpint (info->slots[2].kind, ==, CPX_VAULT_SLOT_RECOVERY);
}

#define ADD(path, function) \
  g_test_add (path, VaultFixture, NULL, vault_fixture_set_up, function, vault_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--make") == 0)
    {
      make (argv[2]);
      return 0;
    }
  g_test_init (&argc, &argv, NULL);

  ADD ("/fixture-v1/by-passphrase", test_by_passphrase);
  ADD ("/fixture-v1/by-recovery-code", test_by_recovery_code);
  ADD ("/fixture-v1/probe", test_probe);

  return g_test_run ();
}

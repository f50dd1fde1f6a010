/* bench-engine-vault.c: the vault under the scenario of the other engines, through the same calls of SQLite.
 *
 * Through the private header of vault/, so that only the storage differs between engines.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bench-engine.h"

#include <cpx-db-private.h>
#include <cpx-vault.h>

#include <stdlib.h>

static CpxVault *vault;
static CpxDb *connection;

static void
expect (gboolean      good,
        const GError *error)
{
  if (good)
    return;
  g_printerr ("bench: %s\n", error->message);
  exit (1);
}

sqlite3 *
bench_engine_open (const char *path,
                   int         cache_kib)
{
  g_autoptr(CpxSecret) passphrase = cpx_secret_new_from_text ("mesure des moteurs");
  g_autoptr(GError) error = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    vault = cpx_vault_unlock (path, "bench", passphrase, CPX_VAULT_OPEN_DEFAULT, &error);
  else
    vault = cpx_vault_create (path, NULL, "bench", passphrase, &CPX_PASSWORD_COST_CHEAP, &error);
  expect (vault != NULL, error);

  connection = cpx_vault_open_writer (vault, (gsize) cache_kib * 1024, &error);
  expect (connection != NULL, error);
  return cpx_db_get_handle (connection);
}

void
bench_engine_close (sqlite3 *db)
{
  g_autoptr(GError) error = NULL;

  expect (cpx_db_close (connection, &error), error);
  expect (cpx_vault_close (vault, &error), error);
  g_clear_object (&vault);
}

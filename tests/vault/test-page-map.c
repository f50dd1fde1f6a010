/* test-page-map.c: pages deciphered where the system keeps them: bad ones, ones that are gone, a file that grows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-header.h"
#include "vault-fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define PAGE_SIZE 4096
#define N_ROWS 300

/* A row a page and some: each is on a page of its own. */
static void
add_rows (CpxDb *db,
          int    first)
{
  g_autofree char *sql = g_strdup_printf ("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, a TEXT);"
                                          "WITH RECURSIVE n (i) AS (SELECT %d UNION ALL SELECT i + 1 FROM n "
                                          "WHERE i < %d) INSERT INTO t SELECT i, hex (zeroblob (1500)) FROM n",
                                          first, first + N_ROWS - 1);

  vault_fixture_exec (db, sql);
  g_assert_true (cpx_db_checkpoint (db, TRUE, NULL));
}

/* Rows that can be read, one query each; @out_error is the last refusal. */
static int
count_readable (CpxDb   *db,
                int      n_rows,
                GError **out_error)
{
  g_autoptr(CpxStatement) statement = cpx_db_prepare (db, "SELECT length (a) FROM t WHERE id = ?", NULL);
  int n = 0;

  for (int id = 1; id <= n_rows; id++)
    {
      g_autoptr(GError) error = NULL;

      cpx_statement_bind_int64 (statement, 1, id);
      if (cpx_statement_step (statement, &error) == CPX_STEP_ROW && cpx_statement_get_int64 (statement, 0) == 3000)
        n++;
      else
        {
          g_assert_nonnull (error);
          g_clear_error (out_error);
          *out_error = g_steal_pointer (&error);
        }
      cpx_statement_reset (statement);
    }

  return n;
}

/* How much of a file this process maps. */
static gsize
count_mapped (const char *path)
{
  g_autofree char *maps = NULL;
  g_auto(GStrv) lines = NULL;
  gsize n_bytes = 0;

  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      char *end;

      if (!g_str_has_suffix (lines[i], path))
        continue;
      n_bytes -= g_ascii_strtoull (lines[i], &end, 16);
      n_bytes += g_ascii_strtoull (end + 1, NULL, 16);
    }

  return n_bytes;
}

static CpxDb *
open_small_reader (CpxVault *vault)
{
  CpxDb *db = cpx_vault_open_reader (vault, 64 * 1024, NULL);

  g_assert_nonnull (db);

  return db;
}

static void
test_rest (VaultFixture  *self,
           gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);
  CpxDb *reader = open_small_reader (vault);
  GError *error = NULL;

  add_rows (db, 1);
  g_assert_cmpint (count_readable (reader, N_ROWS, &error), ==, N_ROWS);
  g_assert_cmpint (count_mapped (self->path), >=, (N_ROWS - 1) * PAGE_SIZE);
  cpx_db_rest (reader);
  cpx_db_rest (db);
  g_assert_cmpint (count_mapped (self->path), ==, 0);
  g_assert_cmpint (count_readable (reader, N_ROWS, &error), ==, N_ROWS);
  g_assert_no_error (error);
  g_assert_true (cpx_db_close (reader, NULL));
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
}

/* The file grows by more than a quarter, then VACUUM cuts it, while a reader has it mapped. */
static void
test_growth_and_cut (VaultFixture  *self,
                     gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);
  CpxDb *reader = open_small_reader (vault);
  GError *error = NULL;
  gsize n_before;

  add_rows (db, 1);
  g_assert_cmpint (count_readable (reader, N_ROWS, &error), ==, N_ROWS);
  n_before = count_mapped (self->path);
  add_rows (db, 1 + N_ROWS);
  g_assert_cmpint (count_readable (reader, 2 * N_ROWS, &error), ==, 2 * N_ROWS);
  g_assert_cmpint (count_mapped (self->path), >, n_before);
  vault_fixture_exec (db, "DELETE FROM t WHERE id > 20; VACUUM");
  g_assert_true (cpx_db_checkpoint (db, TRUE, NULL));
  g_assert_cmpint (count_readable (reader, 20, &error), ==, 20);
  add_rows (db, 21);
  g_assert_cmpint (count_readable (reader, 20 + N_ROWS, &error), ==, 20 + N_ROWS);
  g_assert_no_error (error);
  g_assert_true (cpx_db_close (reader, NULL));
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
}

/* G1, P1: damage while the page is mapped is found and named, the other rows stay readable. */
static void
test_bad_page (VaultFixture  *self,
               gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);
  CpxDb *reader = open_small_reader (vault);
  g_autoptr(GError) error = NULL;
  int fd = open (self->path, O_RDWR);

  add_rows (db, 1);
  g_assert_cmpint (count_readable (reader, N_ROWS, &error), ==, N_ROWS);
  g_assert_cmpint (pwrite (fd, "damage", 6, CPX_HEADER_REGION_SIZE + 99 * PAGE_SIZE + 100), ==, 6);
  g_assert_cmpint (count_readable (reader, N_ROWS, &error), ==, N_ROWS - 1);
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "100"));
  close (fd);
  g_assert_true (cpx_db_close (reader, NULL));
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
}

/* G2: another program cuts the file; what is gone is an error, no signal ends the process. */
static void
test_file_cut (VaultFixture  *self,
               gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);
  CpxDb *reader = open_small_reader (vault);
  g_autoptr(GError) error = NULL;
  int n;

  add_rows (db, 1);
  g_assert_cmpint (count_readable (reader, N_ROWS, &error), ==, N_ROWS);
  g_assert_cmpint (truncate (self->path, CPX_HEADER_REGION_SIZE + 150 * PAGE_SIZE), ==, 0);
  n = count_readable (reader, N_ROWS, &error);
  g_assert_cmpint (n, >, 100);
  g_assert_cmpint (n, <, 170);
  g_assert_nonnull (error);
  g_assert_cmpint (count_readable (reader, 100, &error), ==, 100);
  g_assert_true (cpx_db_close (reader, NULL));
  (void) cpx_db_close (db, NULL);
  vault_fixture_close (vault);
}

/* G2: a fault at an address that is none of ours ends the process as it would have without us. */
static void
test_other_bus_error (VaultFixture  *self,
                      gconstpointer  data)
{
  if (g_test_subprocess ())
    {
      CpxVault *vault = vault_fixture_create (self, NULL);
      CpxDb *db = vault_fixture_writer (vault);

      add_rows (db, 1);
      raise (SIGBUS);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
}

#define ADD(path, function) \
  g_test_add (path, VaultFixture, NULL, vault_fixture_set_up, function, vault_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/page-map/G5-rest", test_rest);
  ADD ("/page-map/growth-and-cut", test_growth_and_cut);
  ADD ("/page-map/G1-bad-page", test_bad_page);
  ADD ("/page-map/G2-file-cut", test_file_cut);
  ADD ("/page-map/G2-other-bus-error", test_other_bus_error);

  return g_test_run ();
}

/* test-db.c: statements, transactions, values, errors, migrations, functions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-migration.h"
#include "vault-fixture.h"

#include <string.h>

typedef struct
{
  VaultFixture  fixture;
  CpxVault     *vault;
  CpxDb        *db;
} DbFixture;

static void
set_up (DbFixture     *self,
        gconstpointer  data)
{
  vault_fixture_set_up (&self->fixture, NULL);
  self->vault = vault_fixture_create (&self->fixture, NULL);
  self->db = vault_fixture_writer (self->vault);
  vault_fixture_exec (self->db, "CREATE TABLE t (id INTEGER PRIMARY KEY, v, name TEXT UNIQUE)");
}

static void
tear_down (DbFixture     *self,
           gconstpointer  data)
{
  g_assert_true (cpx_db_close (self->db, NULL));
  vault_fixture_close (self->vault);
  vault_fixture_tear_down (&self->fixture, NULL);
}

static void
test_values (DbFixture     *self,
             gconstpointer  data)
{
  g_autoptr(CpxStatement) insert = cpx_db_prepare (self->db, "INSERT INTO t (v) VALUES (?)", NULL);
  g_autoptr(CpxStatement) select = cpx_db_prepare (self->db, "SELECT v FROM t ORDER BY id", NULL);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("x\0y", 3);
  g_autoptr(GBytes) read = NULL;
  g_autofree char *text = NULL;
  gsize size;

  cpx_statement_bind_int64 (insert, 1, G_MININT64);
  g_assert_true (cpx_statement_run (insert, NULL));
  cpx_statement_bind_double (insert, 1, 0.5);
  g_assert_true (cpx_statement_run (insert, NULL));
  cpx_statement_bind_text (insert, 1, "Œuf");
  g_assert_true (cpx_statement_run (insert, NULL));
  cpx_statement_bind_bytes (insert, 1, bytes);
  g_assert_true (cpx_statement_run (insert, NULL));
  cpx_statement_bind_blob (insert, 1, NULL, 0);
  g_assert_true (cpx_statement_run (insert, NULL));
  cpx_statement_bind_text (insert, 1, NULL);
  g_assert_true (cpx_statement_run (insert, NULL));
  g_assert_cmpint (cpx_db_get_last_rowid (self->db), ==, 6);
  g_assert_cmpint (cpx_db_get_changes (self->db), ==, 1);

  g_assert_cmpint (cpx_statement_step (select, NULL), ==, CPX_STEP_ROW);
  g_assert_cmpint (cpx_statement_get_type (select, 0), ==, CPX_COLUMN_INT64);
  g_assert_cmpint (cpx_statement_get_int64 (select, 0), ==, G_MININT64);
  g_assert_cmpint (cpx_statement_step (select, NULL), ==, CPX_STEP_ROW);
  g_assert_cmpfloat (cpx_statement_get_double (select, 0), ==, 0.5);
  g_assert_cmpint (cpx_statement_step (select, NULL), ==, CPX_STEP_ROW);
  text = cpx_statement_dup_text (select, 0);
  g_assert_cmpstr (text, ==, "Œuf");
  g_assert_cmpint (cpx_statement_step (select, NULL), ==, CPX_STEP_ROW);
  read = cpx_statement_dup_bytes (select, 0);
  g_assert_true (g_bytes_equal (read, bytes));
  g_assert_cmpint (cpx_statement_step (select, NULL), ==, CPX_STEP_ROW);
  g_assert_cmpint (cpx_statement_get_type (select, 0), ==, CPX_COLUMN_BLOB);
  cpx_statement_get_blob (select, 0, &size);
  g_assert_cmpint (size, ==, 0);
  g_assert_cmpint (cpx_statement_step (select, NULL), ==, CPX_STEP_ROW);
  g_assert_true (cpx_statement_is_null (select, 0));
  g_assert_null (cpx_statement_get_text (select, 0));
  g_assert_cmpint (cpx_statement_step (select, NULL), ==, CPX_STEP_DONE);
  g_assert_cmpint (cpx_statement_get_n_columns (select), ==, 1);
  g_assert_cmpstr (cpx_statement_get_column_name (select, 0), ==, "v");
}

/* The same text gives the same statement, clean; while it is in use, another. */
static void
test_cache (DbFixture     *self,
            gconstpointer  data)
{
  static const char sql[] = "SELECT ?1";
  CpxStatement *first = cpx_db_prepare (self->db, sql, NULL);
  CpxStatement *second = cpx_db_prepare (self->db, sql, NULL);
  CpxStatement *again;

  g_assert_true (first != second);
  cpx_statement_bind_int64 (first, 1, 7);
  g_assert_cmpint (cpx_statement_step (first, NULL), ==, CPX_STEP_ROW);
  cpx_statement_release (first);
  cpx_statement_release (second);
  again = cpx_db_prepare (self->db, sql, NULL);
  g_assert_true (again == first);
  g_assert_cmpint (cpx_statement_step (again, NULL), ==, CPX_STEP_ROW);
  g_assert_true (cpx_statement_is_null (again, 0));
  cpx_statement_release (again);
  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *different = g_strdup_printf ("SELECT %d", i);
      gint64 value;

      g_assert_true (cpx_db_query_int64 (self->db, different, -1, &value, NULL));
      g_assert_cmpint (value, ==, i);
    }
}

typedef struct
{
  const char *sql;
  int         code;
} ErrorCase;

static const ErrorCase error_cases[] = {
  { "INSERT INTO t (name) VALUES ('a'), ('a')", CPX_VAULT_ERROR_CONSTRAINT },
  { "CREATE TABLE c (x NOT NULL, FOREIGN KEY (x) REFERENCES t (id)); INSERT INTO c VALUES (99)",
    CPX_VAULT_ERROR_CONSTRAINT },
  { "CREATE TABLE d (x NOT NULL); INSERT INTO d VALUES (NULL)", CPX_VAULT_ERROR_CONSTRAINT },
  { "SELEKT", CPX_VAULT_ERROR_SQL },
  { "SELECT * FROM nowhere", CPX_VAULT_ERROR_SQL },
};

static void
test_errors (DbFixture     *self,
             gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (error_cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (cpx_db_exec (self->db, error_cases[i].sql, &error));
      g_assert_error (error, CPX_VAULT_ERROR, error_cases[i].code);
    }
  g_assert_null (cpx_db_prepare (self->db, "SELEKT", NULL));
}

static void
test_transactions (DbFixture     *self,
                   gconstpointer  data)
{
  g_assert_true (cpx_db_begin_immediate (self->db, NULL));
  g_assert_true (cpx_db_in_transaction (self->db));
  vault_fixture_exec (self->db, "INSERT INTO t (v) VALUES (1)");
  g_assert_true (cpx_db_savepoint (self->db, "a \"b\"", NULL));
  vault_fixture_exec (self->db, "INSERT INTO t (v) VALUES (2)");
  g_assert_true (cpx_db_rollback_to (self->db, "a \"b\"", NULL));
  g_assert_true (cpx_db_release (self->db, "a \"b\"", NULL));
  g_assert_true (cpx_db_commit (self->db, NULL));
  g_assert_cmpint (vault_fixture_int64 (self->db, "SELECT sum (v) FROM t"), ==, 1);
  g_assert_true (cpx_db_begin_immediate (self->db, NULL));
  vault_fixture_exec (self->db, "DELETE FROM t");
  cpx_db_rollback (self->db);
  cpx_db_rollback (self->db);
  g_assert_false (cpx_db_in_transaction (self->db));
  g_assert_cmpint (vault_fixture_int64 (self->db, "SELECT count(*) FROM t"), ==, 1);
}

static gpointer
interrupt_cb (gpointer data)
{
  g_usleep (50000);
  cpx_db_interrupt (data);

  return NULL;
}

static void
test_interrupt (DbFixture     *self,
                gconstpointer  data)
{
  GThread *thread = g_thread_new ("interrupt", interrupt_cb, self->db);
  g_autoptr(GError) error = NULL;

  g_assert_false (cpx_db_exec (self->db, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                                         "SELECT sum (i) FROM n", &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_INTERRUPTED);
  g_thread_join (thread);
  g_assert_cmpint (vault_fixture_int64 (self->db, "SELECT 5"), ==, 5);
}

static int
compare_backwards (const char *a,
                   gsize       n_a,
                   const char *b,
                   gsize       n_b)
{
  int order = memcmp (b, a, MIN (n_a, n_b));

  return order != 0 ? order : (int) n_b - (int) n_a;
}

static char *
shout (const char *text)
{
  return g_utf8_strup (text, -1);
}

static void
test_functions (DbFixture     *self,
                gconstpointer  data)
{
  g_assert_true (cpx_db_add_collation (self->db, "backwards", compare_backwards, NULL));
  g_assert_true (cpx_db_add_text_function (self->db, "shout", shout, NULL));
  vault_fixture_exec (self->db, "INSERT INTO t (id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c')");
  g_assert_cmpint (vault_fixture_int64 (self->db, "SELECT id FROM t ORDER BY name COLLATE backwards"), ==, 3);
  g_assert_cmpint (vault_fixture_int64 (self->db, "SELECT shout ('été') = 'ÉTÉ' AND shout (NULL) IS NULL"), ==, 1);
}

static const char *const steps[] = {
  "CREATE TABLE one (a)",
  "CREATE TABLE two (b); INSERT INTO one VALUES (1)",
  "CREATE TABLE three (c); SELECT broken FROM nowhere",
  "ALTER TABLE two ADD COLUMN d",
};

static void
test_migration (DbFixture     *self,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  const char *repaired[] = { steps[0], steps[1], steps[3] };
  guint version;

  g_assert_true (cpx_migration_run (self->db, steps, 1, NULL));
  g_assert_true (cpx_migration_run (self->db, steps, 1, NULL));

  /* all steps or none */
  g_assert_false (cpx_migration_run (self->db, steps, 3, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_SQL);
  g_clear_error (&error);
  g_assert_true (cpx_migration_get_version (self->db, &version, NULL));
  g_assert_cmpint (version, ==, 1);
  g_assert_cmpint (vault_fixture_int64 (self->db, "SELECT count(*) FROM sqlite_schema WHERE name = 'two'"), ==, 0);

  g_assert_true (cpx_migration_run (self->db, repaired, 3, NULL));
  g_assert_cmpint (vault_fixture_int64 (self->db, "SELECT a FROM one"), ==, 1);
  g_assert_false (cpx_migration_run (self->db, repaired, 2, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_NEWER_SCHEMA);
}

#define ADD(path, function) g_test_add (path, DbFixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/db/values", test_values);
  ADD ("/db/cache", test_cache);
  ADD ("/db/errors", test_errors);
  ADD ("/db/transactions", test_transactions);
  ADD ("/db/interrupt", test_interrupt);
  ADD ("/db/functions", test_functions);
  ADD ("/db/migration", test_migration);

  return g_test_run ();
}

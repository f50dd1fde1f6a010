/* test-vfs.c: what SQLite can do on a plain file it does on a vault, and nothing of it is readable on the disk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "vault-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define MARKER "SECRET-Lefebvre-2860175056003"

typedef struct
{
  const char     *name;
  const char     *journal_mode;
  CpxVaultParams  params;
} ModeCase;

static const ModeCase mode_cases[] = {
  { "wal-aes-4k", "WAL", { CPX_CIPHER_AES_256_GCM, 4096 } },
  { "wal-aes-8k", "WAL", { CPX_CIPHER_AES_256_GCM, 8192 } },
  { "wal-xchacha-4k", "WAL", { CPX_CIPHER_XCHACHA20_POLY1305, 4096 } },
  { "wal-xchacha-8k", "WAL", { CPX_CIPHER_XCHACHA20_POLY1305, 8192 } },
  { "delete-aes-4k", "DELETE", { CPX_CIPHER_AES_256_GCM, 4096 } },
  { "truncate-xchacha-8k", "TRUNCATE", { CPX_CIPHER_XCHACHA20_POLY1305, 8192 } },
  { "persist-aes-8k", "PERSIST", { CPX_CIPHER_AES_256_GCM, 8192 } },
};

static void
set_mode (CpxDb      *db,
          const char *mode)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA journal_mode=%s", mode);
  g_autoptr(CpxStatement) statement = cpx_db_prepare (db, sql, NULL);

  g_assert_cmpint (cpx_statement_step (statement, NULL), ==, CPX_STEP_ROW);
  g_assert_cmpint (g_ascii_strcasecmp (cpx_statement_get_text (statement, 0), mode), ==, 0);
}

static void
assert_sound (CpxDb *db)
{
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM pragma_integrity_check "
                                            "WHERE integrity_check <> 'ok'"), ==, 0);
}

static void
fill (CpxDb *db)
{
  vault_fixture_exec (db, "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, note BLOB);"
                          "CREATE INDEX person_name ON person (name);"
                          "CREATE VIRTUAL TABLE word USING fts5 (text, tokenize='unicode61 remove_diacritics 2');"
                          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
                          "INSERT INTO person SELECT i, '" MARKER " ' || i, hex (zeroblob (i % 700)) FROM n;"
                          "INSERT INTO word SELECT 'Élodie " MARKER " ' || id FROM person");
}

/* More than the page cache holds, given up, given up in part, then kept: pages go out and come back. */
static void
work_in_spilled_transactions (CpxDb *db)
{
  vault_fixture_exec (db, "PRAGMA cache_size=8");
  vault_fixture_exec (db, "BEGIN IMMEDIATE; UPDATE person SET name = name || ' one'; DELETE FROM word; ROLLBACK");
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM person WHERE name LIKE '% one'"), ==, 0);
  vault_fixture_exec (db, "BEGIN IMMEDIATE; UPDATE person SET name = name || ' two' WHERE id <= 2000;"
                          "SAVEPOINT s; UPDATE person SET name = name || ' three'; ROLLBACK TO s; RELEASE s;"
                          "UPDATE person SET name = name || ' four' WHERE id > 1000; COMMIT");
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM person WHERE name LIKE '% two'"), ==, 1000);
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM person WHERE name LIKE '% two four'"), ==, 1000);
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM person WHERE name LIKE '%three%'"), ==, 0);
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM word WHERE word MATCH 'elodie'"), ==, 3000);
  assert_sound (db);
}

static void
read_and_write_blob (CpxDb *db)
{
  gsize size = 1000000;
  g_autofree guint8 *bytes = g_malloc (size);
  g_autofree guint8 *again = g_malloc (size);
  g_autoptr(CpxStatement) insert = cpx_db_prepare (db, "INSERT INTO person (id, note) VALUES (10000, ?)", NULL);
  g_autoptr(CpxDbBlob) blob = NULL;
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) (i * 7 + i / 4096);
  cpx_statement_bind_zeroblob (insert, 1, size);
  g_assert_true (cpx_statement_run (insert, &error));
  blob = cpx_db_blob_open (db, "person", "note", 10000, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (cpx_db_blob_get_size (blob), ==, size);
  for (gsize at = 0; at < size; at += 30000)
    g_assert_true (cpx_db_blob_write (blob, at, bytes + at, MIN (30000, size - at), &error));
  g_assert_true (cpx_db_blob_read (blob, 0, again, size, &error));
  g_assert_cmpmem (bytes, size, again, size);
}

static void
test_mode (VaultFixture  *self,
           gconstpointer  data)
{
  const ModeCase *mode = data;
  CpxVault *vault = vault_fixture_create (self, &mode->params);
  CpxDb *db = vault_fixture_writer (vault);

  set_mode (db, mode->journal_mode);
  fill (db);
  work_in_spilled_transactions (db);
  read_and_write_blob (db);
  g_assert_false (vault_fixture_contains (self->folder, MARKER));
  vault_fixture_exec (db, "DELETE FROM person WHERE id % 3 = 0");
  vault_fixture_exec (db, "VACUUM");
  assert_sound (db);
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM person"), ==, 2001);
  g_assert_false (vault_fixture_contains (self->folder, MARKER));
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);

  vault = vault_fixture_open (self);
  db = vault_fixture_writer (vault);
  assert_sound (db);
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT sum (length (note)) FROM person WHERE id = 10000"), ==, 1000000);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
}

/* V1, V2 and D-habits: what would put plain text beside the vault, or a file of another shape, is refused. */
static const char *const refused_sql[] = {
  "ATTACH 'file.db' AS other",
  "VACUUM INTO 'plain.db'",
  "PRAGMA journal_mode=OFF",
  "PRAGMA page_size=1024; PRAGMA journal_mode=DELETE; VACUUM",
};

static void
test_refused_sql (VaultFixture  *self,
                  gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);
  g_autofree char *before = g_get_current_dir ();

  fill (db);
  g_assert_cmpint (g_chdir (self->folder), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (refused_sql); i++)
    {
      gboolean done = cpx_db_exec (db, refused_sql[i], NULL);

      if (g_str_has_prefix (refused_sql[i], "PRAGMA journal_mode"))
        g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM pragma_journal_mode "
                                                  "WHERE journal_mode = 'off'"), ==, 0);
      else if (g_str_has_prefix (refused_sql[i], "PRAGMA page_size"))
        g_assert_cmpint (vault_fixture_int64 (db, "PRAGMA page_size"), ==, 4096);
      else
        g_assert_false (done);
      g_assert_false (vault_fixture_contains (self->folder, MARKER));
    }
  g_assert_cmpint (g_chdir (before), ==, 0);
  g_assert_cmpint (vault_fixture_int64 (db, "PRAGMA mmap_size=1000000"), ==, 0);
  assert_sound (db);
  (void) cpx_db_close (db, NULL);
  vault_fixture_close (vault);
}

/* V2: a connection that forgot temp_store=MEMORY leaks nothing. */
static void
test_temporary_files (VaultFixture  *self,
                      gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);

  fill (db);
  vault_fixture_exec (db, "PRAGMA temp_store=1; PRAGMA cache_size=8");
  vault_fixture_exec (db, "CREATE TEMP TABLE copy AS SELECT * FROM person; CREATE INDEX temp.copy_name ON copy (name)");
  vault_fixture_exec (db, "PRAGMA temp.cache_size=8; UPDATE copy SET name = name || 'x'; BEGIN; SAVEPOINT s;"
                          "UPDATE copy SET name = name || 'y'; UPDATE person SET name = name || 'z'; ROLLBACK TO s;"
                          "COMMIT");
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(DISTINCT name) FROM copy"), ==, 3000);
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM (SELECT name || random() AS x FROM copy ORDER BY x)"),
                   ==, 3000);
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM copy WHERE name LIKE '%x'"), ==, 3000);
  assert_sound (db);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
}

/* Readers see one moment each while the writer commits and checkpoints. */
static void
test_readers (VaultFixture  *self,
              gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *writer = vault_fixture_writer (vault);
  CpxDb *reader = cpx_vault_open_reader (vault, 0, NULL);
  CpxDb *late = NULL;

  fill (writer);
  g_assert_true (cpx_db_begin (reader, NULL));
  g_assert_cmpint (vault_fixture_int64 (reader, "SELECT count(*) FROM person"), ==, 3000);
  vault_fixture_exec (writer, "DELETE FROM person WHERE id <= 1000");
  g_assert_true (cpx_db_checkpoint (writer, FALSE, NULL));
  late = cpx_vault_open_reader (vault, 0, NULL);
  g_assert_cmpint (vault_fixture_int64 (late, "SELECT count(*) FROM person"), ==, 2000);
  g_assert_cmpint (vault_fixture_int64 (reader, "SELECT count(*) FROM person"), ==, 3000);
  assert_sound (reader);
  g_assert_true (cpx_db_commit (reader, NULL));
  g_assert_cmpint (vault_fixture_int64 (reader, "SELECT count(*) FROM person"), ==, 2000);
  g_assert_true (cpx_db_checkpoint (writer, TRUE, NULL));
  vault_fixture_exec (writer, "DELETE FROM person WHERE id <= 2000");
  g_assert_cmpint (vault_fixture_int64 (late, "SELECT count(*) FROM person"), ==, 1000);
  g_assert_true (cpx_db_close (late, NULL));
  g_assert_true (cpx_db_close (writer, NULL));
  g_assert_cmpint (vault_fixture_int64 (reader, "SELECT count(*) FROM person"), ==, 1000);
  g_assert_true (cpx_db_close (reader, NULL));
  vault_fixture_close (vault);
}

typedef struct
{
  CpxVault *vault;
  gint      stop;
  gint      n_reads;
} Crowd;

static gpointer
read_cb (gpointer data)
{
  Crowd *crowd = data;
  CpxDb *db = cpx_vault_open_reader (crowd->vault, 256 * 1024, NULL);

  g_assert_nonnull (db);
  do
    {
      g_autoptr(GError) error = NULL;
      gint64 difference;

      cpx_db_query_int64 (db, "SELECT (SELECT sum (n) FROM account) - (SELECT count(*) FROM account)", -1, &difference,
                          &error);
      g_assert_no_error (error);
      g_assert_cmpint (difference, ==, 0);
      g_atomic_int_inc (&crowd->n_reads);
    }
  while (g_atomic_int_get (&crowd->stop) == 0);
  g_assert_true (cpx_db_close (db, NULL));

  return NULL;
}

/* Several threads read while one moves units between rows and checkpoints: the sum never changes. */
static void
test_threads (VaultFixture  *self,
              gconstpointer  data)
{
  Crowd crowd = { vault_fixture_create (self, NULL), 0, 0 };
  CpxDb *db = vault_fixture_writer (crowd.vault);
  GThread *threads[3];

  vault_fixture_exec (db, "CREATE TABLE account (id INTEGER PRIMARY KEY, n INTEGER, pad TEXT);"
                          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                          "INSERT INTO account SELECT i, 1, hex (zeroblob (200)) FROM n; PRAGMA wal_autocheckpoint=40");
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_cb, &crowd);
  for (int i = 0; i < 400; i++)
    {
      g_autofree char *sql = g_strdup_printf ("BEGIN IMMEDIATE; UPDATE account SET n = n - 5 WHERE id = %d;"
                                              "UPDATE account SET n = n + 5 WHERE id = %d; COMMIT", i % 500 + 1,
                                              (i * 37) % 500 + 1);

      vault_fixture_exec (db, sql);
    }
  g_atomic_int_set (&crowd.stop, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (crowd.n_reads, >, 3);
  assert_sound (db);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (crowd.vault);
}

/* A transaction of many times the shim's buffer, and one read back before its commit. */
static void
test_large_transaction (VaultFixture  *self,
                        gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);

  vault_fixture_exec (db, "CREATE TABLE t (a BLOB); PRAGMA cache_size=10; BEGIN IMMEDIATE;"
                          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)"
                          "INSERT INTO t SELECT randomblob (1000) FROM n");
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT sum (length (a)) FROM t"), ==, 4000000);
  vault_fixture_exec (db, "COMMIT");
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT sum (length (a)) FROM t"), ==, 4000000);
  assert_sound (db);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
}

/* The writer's checkpoint does not ask the disk for frames it just wrote: a log spoilt meanwhile costs nothing. */
static void
test_remembered_log (VaultFixture  *self,
                     gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);
  g_autofree char *log = vault_fixture_beside (self, "-wal");
  g_autofree char *bytes = NULL;
  gsize n_bytes;

  fill (db);
  g_assert_true (cpx_db_checkpoint (db, TRUE, NULL));
  for (int i = 0; i < 20; i++)
    vault_fixture_exec (db, "UPDATE person SET name = name || '.' WHERE id = 7");
  g_assert_true (g_file_get_contents (log, &bytes, &n_bytes, NULL));
  g_assert_cmpint (n_bytes, >, 20 * 4096);
  memset (bytes, 0x55, n_bytes);
  vault_fixture_put (log, bytes, n_bytes);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);

  vault = vault_fixture_open (self);
  db = vault_fixture_writer (vault);
  assert_sound (db);
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM person WHERE name LIKE '% 7....................'"),
                   ==, 1);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
}

#define ADD(path, function) \
  g_test_add (path, VaultFixture, NULL, vault_fixture_set_up, function, vault_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (mode_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/vfs/mode/", mode_cases[i].name, NULL);

      g_test_add (path, VaultFixture, &mode_cases[i], vault_fixture_set_up, test_mode, vault_fixture_tear_down);
    }
  ADD ("/vfs/V1-V3-refused-sql", test_refused_sql);
  ADD ("/vfs/V2-J3-temporary-files", test_temporary_files);
  ADD ("/vfs/D1-readers", test_readers);
  ADD ("/vfs/X2-threads", test_threads);
  ADD ("/vfs/W5-large-transaction", test_large_transaction);
  ADD ("/vfs/W6-remembered-log", test_remembered_log);

  return g_test_run ();
}

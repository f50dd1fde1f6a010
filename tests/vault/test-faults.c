/* test-faults.c: the n-th write, sync, read or opening fails, for every n of a scripted day.
 *
 * After each: what was acknowledged is there, what was not is there whole or not at all, the file is sound, and
 * work goes on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-system-file.h"
#include "fault-vfs.h"
#include "vault-fixture.h"

#include <glib/gstdio.h>

#define ROWS_A_COMMIT 3
#define N_COMMITS 12
#define N_ROUNDS 2  /* of power cuts where each write is lost or not */

typedef struct
{
  const char *name;
  const char *journal_mode;
  FaultKind   kind;
  FaultClass  classes;
  guint       step;     /* between one n and the next */
} FaultCase;

static const FaultCase fault_cases[] = {
  { "wal/write-fails-once", "WAL", FAULT_ERROR_ONCE, FAULT_ON_WRITE, 1 },
  { "wal/V6-sync-fails-once", "WAL", FAULT_ERROR_ONCE, FAULT_ON_SYNC, 1 },
  { "wal/read-fails-once", "WAL", FAULT_ERROR_ONCE, FAULT_ON_READ, 1 },
  { "wal/open-fails-once", "WAL", FAULT_ERROR_ONCE, FAULT_ON_OPEN, 1 },
  { "wal/disk-full-once", "WAL", FAULT_FULL_ONCE, FAULT_ON_WRITE, 1 },
  { "wal/disk-full-forever", "WAL", FAULT_FULL_FOREVER, FAULT_ON_WRITE, 1 },
  { "wal/M1-death", "WAL", FAULT_DEATH, FAULT_ON_WRITE | FAULT_ON_SYNC, 1 },
  { "wal/W1-torn-death", "WAL", FAULT_TORN_DEATH, FAULT_ON_WRITE, 1 },
  { "wal/M2-power-cut", "WAL", FAULT_POWER_CUT, FAULT_ON_WRITE | FAULT_ON_SYNC, 1 },
  { "wal/M3-power-cut-some", "WAL", FAULT_POWER_CUT_SOME, FAULT_ON_WRITE | FAULT_ON_SYNC, 1 },
  { "delete/J2-write-fails-once", "DELETE", FAULT_ERROR_ONCE, FAULT_ON_WRITE, 3 },
  { "delete/J2-death", "DELETE", FAULT_DEATH, FAULT_ON_WRITE | FAULT_ON_SYNC, 1 },
  { "delete/J1-torn-death", "DELETE", FAULT_TORN_DEATH, FAULT_ON_WRITE, 1 },
  { "delete/J2-power-cut", "DELETE", FAULT_POWER_CUT, FAULT_ON_WRITE | FAULT_ON_SYNC, 1 },
  { "delete/J2-power-cut-some", "DELETE", FAULT_POWER_CUT_SOME, FAULT_ON_WRITE | FAULT_ON_SYNC, 1 },
  { "truncate/J2-power-cut", "TRUNCATE", FAULT_POWER_CUT, FAULT_ON_WRITE | FAULT_ON_SYNC, 2 },
  { "persist/J1-death", "PERSIST", FAULT_DEATH, FAULT_ON_WRITE | FAULT_ON_SYNC, 1 },
  { "persist/J4-power-cut", "PERSIST", FAULT_POWER_CUT, FAULT_ON_WRITE | FAULT_ON_SYNC, 2 },
};

/* The last commit that was acknowledged, and the one that was asked for. */
typedef struct
{
  gint64 acknowledged;
  gint64 asked;
} Day;

static gboolean
commit_one (CpxDb *db,
            Day   *day)
{
  g_autofree char *sql = NULL;

  day->asked++;
  sql = g_strdup_printf ("BEGIN IMMEDIATE;"
                         "INSERT INTO entry (batch, text) VALUES (%1$" G_GINT64_FORMAT ", hex (zeroblob (40))),"
                         "(%1$" G_GINT64_FORMAT ", hex (zeroblob (3000))), (%1$" G_GINT64_FORMAT ", 'c');"
                         "UPDATE total SET n = %1$" G_GINT64_FORMAT "; COMMIT", day->asked);
  if (!cpx_db_exec (db, sql, NULL))
    {
      cpx_db_rollback (db);
      return FALSE;
    }
  day->acknowledged = day->asked;

  return TRUE;
}

/* A transaction larger than the page cache: pages go to the log before the commit, some of them twice. */
static gboolean
spill (CpxDb *db)
{
  gboolean done = cpx_db_exec (db, "PRAGMA cache_size=5; BEGIN IMMEDIATE; SAVEPOINT a;"
                                   "UPDATE filler SET text = hex (randomblob (300)); ROLLBACK TO a;"
                                   "UPDATE filler SET text = hex (randomblob (200));"
                                   "UPDATE filler SET text = text || 'x'; RELEASE a; COMMIT", NULL);

  if (!done)
    cpx_db_rollback (db);

  return done;
}

static void
live_a_day (VaultFixture *self,
            const char   *journal_mode,
            Day          *day)
{
  g_autoptr(CpxVault) vault = vault_fixture_try (self, CPX_VAULT_OPEN_DEFAULT, NULL);
  g_autoptr(CpxSecret) passphrase = vault_fixture_secret ("b");
  g_autofree char *mode = g_strdup_printf ("PRAGMA journal_mode=%s", journal_mode);
  CpxDb *db = vault != NULL ? cpx_vault_open_writer (vault, 0, NULL) : NULL;

  if (db == NULL)
    return;

  (void) cpx_db_exec (db, mode, NULL);
  for (int i = 0; i < N_COMMITS; i++)
    {
      (void) commit_one (db, day);
      if (i == 3)
        (void) cpx_db_checkpoint (db, FALSE, NULL);
      if (i == 5)
        (void) spill (db);
      if (i == 7)
        (void) cpx_db_checkpoint (db, TRUE, NULL);
      if (i == 9 && !cpx_vault_add_slot (vault, "bob", passphrase, &CPX_PASSWORD_COST_CHEAP, NULL))
        continue;
    }
  (void) cpx_db_close (db, NULL);
}

static void
prepare (VaultFixture *self)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);

  vault_fixture_exec (db, "CREATE TABLE entry (id INTEGER PRIMARY KEY, batch INTEGER, text TEXT);"
                          "CREATE INDEX entry_batch ON entry (batch);"
                          "CREATE TABLE total (n INTEGER); INSERT INTO total VALUES (0);"
                          "CREATE TABLE filler (id INTEGER PRIMARY KEY, text TEXT);"
                          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)"
                          "INSERT INTO filler SELECT i, hex (randomblob (200)) FROM n");
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
}

static gint64
ask (CpxDb      *db,
     const char *sql,
     const char *context)
{
  g_autoptr(GError) error = NULL;
  gint64 value;

  if (!cpx_db_query_int64 (db, sql, -1, &value, &error))
    g_error ("%s: %s: %s", context, sql, error->message);

  return value;
}

static void
check_day (VaultFixture *self,
           const Day    *day,
           const char   *context)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxVault) vault = vault_fixture_try (self, CPX_VAULT_OPEN_DEFAULT, &error);
  gint64 total;
  CpxDb *db;

  if (error != NULL)
    g_error ("%s: %s", context, error->message);
  db = cpx_vault_open_writer (vault, 0, &error);
  if (error != NULL)
    g_error ("%s: %s", context, error->message);

  total = ask (db, "SELECT n FROM total", context);
  if (total < day->acknowledged || total > day->asked)
    g_error ("%s: %d commits found, %d acknowledged, %d asked for", context, (int) total, (int) day->acknowledged,
             (int) day->asked);
  if (ask (db, "SELECT count(*) FROM (SELECT 1 FROM entry GROUP BY batch HAVING count(*) <> 3)", context) != 0)
    g_error ("%s: a commit is there by halves", context);
  if (ask (db, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'", context) != 0)
    g_error ("%s: the file is not sound", context);
  vault_fixture_exec (db, "INSERT INTO filler (text) VALUES ('work goes on')");
  g_assert_true (cpx_db_close (db, NULL));
}

static void
keep (VaultFixture *self,
      const char   *word)
{
  static const char *const suffixes[] = { "", "-wal", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = vault_fixture_beside (self, suffixes[i]);
      g_autofree char *to = g_strdup_printf ("%s.%s%s", self->path, word, suffixes[i]);

      vault_fixture_copy (from, to);
    }
}

static void
put_back (VaultFixture *self,
          const char   *word)
{
  static const char *const suffixes[] = { "", "-wal", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *to = vault_fixture_beside (self, suffixes[i]);
      g_autofree char *from = g_strdup_printf ("%s.%s%s", self->path, word, suffixes[i]);

      vault_fixture_copy (from, to);
    }
}

static guint
fault_all_day (VaultFixture    *self,
               const FaultCase *fault,
               guint            round)
{
  guint n_struck = 0;

  for (guint at = 1;; at += fault->step)
    {
      g_autofree char *context = g_strdup_printf ("%s at %u, round %u", fault->name, at, round);
      Day day = { 0, 0 };
      gboolean struck;

      put_back (self, "kept");
      fault_vfs_arm (fault->kind, fault->classes, at, round);
      live_a_day (self, fault->journal_mode, &day);
      struck = fault_vfs_has_struck ();
      fault_vfs_disarm ();
      check_day (self, &day, context);
      n_struck += struck;
      if (!struck)
        return n_struck;
    }
}

static void
test_fault (VaultFixture  *self,
            gconstpointer  data)
{
  const FaultCase *fault = data;
  guint n_rounds = fault->kind == FAULT_POWER_CUT_SOME ? N_ROUNDS : 1;

  prepare (self);
  keep (self, "kept");
  for (guint round = 0; round < n_rounds; round++)
    g_assert_cmpint (fault_all_day (self, fault, round), >, 1);
}

/* Faults of each kind in turn while the vault is opened after a day that ended with a power cut. */
static void
fault_recovery (VaultFixture *self,
                const char   *journal_mode,
                const Day    *day,
                guint         at,
                guint         round)
{
  static const FaultKind kinds[] = { FAULT_ERROR_ONCE, FAULT_TORN_DEATH, FAULT_POWER_CUT, FAULT_POWER_CUT_SOME };
  gboolean struck = TRUE;

  for (guint again = 1; struck && again <= 61; again++)
    {
      FaultKind kind = kinds[again % G_N_ELEMENTS (kinds)];
      g_autofree char *context = g_strdup_printf ("%s at %u, then %u, round %u", journal_mode, at, again, round);
      Day next = *day;

      put_back (self, "crashed");
      fault_vfs_arm (kind, FAULT_ON_WRITE | FAULT_ON_SYNC | FAULT_ON_READ | FAULT_ON_OPEN, again, round);
      live_a_day (self, journal_mode, &next);
      struck = fault_vfs_has_struck ();
      fault_vfs_disarm ();
      check_day (self, &next, context);
    }
}

static void
test_fault_in_recovery (VaultFixture  *self,
                        gconstpointer  data)
{
  const char *journal_mode = data;

  prepare (self);
  keep (self, "kept");
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      gboolean struck = TRUE;

      for (guint at = 5 + 16 * round; struck; at += 37)
        {
          Day day = { 0, 0 };

          put_back (self, "kept");
          fault_vfs_arm (FAULT_POWER_CUT_SOME, FAULT_ON_WRITE | FAULT_ON_SYNC, at, round);
          live_a_day (self, journal_mode, &day);
          struck = fault_vfs_has_struck ();
          fault_vfs_disarm ();
          keep (self, "crashed");
          if (struck)
            fault_recovery (self, journal_mode, &day, at, round);
        }
    }
}

/* What the other tests stand on: the files put back are those that were kept, and nothing behind them. */
static void
test_put_back (VaultFixture  *self,
               gconstpointer  data)
{
  g_autofree char *journal = vault_fixture_beside (self, "-journal");
  g_autofree char *bytes = NULL;
  gsize n_bytes;

  vault_fixture_put (self->path, "vault", 5);
  vault_fixture_put (journal, "", 0);
  keep (self, "kept");
  vault_fixture_put (journal, "of another day", 14);
  keep (self, "crashed");
  put_back (self, "kept");
  g_assert_true (g_file_get_contents (journal, &bytes, &n_bytes, NULL));
  g_assert_cmpint (n_bytes, ==, 0);

  keep (self, "crashed");
  put_back (self, "crashed");
  g_clear_pointer (&bytes, g_free);
  g_assert_true (g_file_get_contents (journal, &bytes, &n_bytes, NULL));
  g_assert_cmpint (n_bytes, ==, 0);
}

/* A disk that is full from the first write on: the commit is refused, and the vault's file is as it was. */
static void
test_full_disk (VaultFixture  *self,
                gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before;
  gsize n_after;
  Day day = { 0, 0 };

  prepare (self);
  g_assert_true (g_file_get_contents (self->path, &before, &n_before, NULL));
  fault_vfs_arm (FAULT_FULL_FOREVER, FAULT_ON_WRITE, 1, 0);
  live_a_day (self, "WAL", &day);
  g_assert_true (fault_vfs_has_struck ());
  fault_vfs_disarm ();
  g_assert_cmpint (day.acknowledged, ==, 0);
  g_assert_true (g_file_get_contents (self->path, &after, &n_after, NULL));
  g_assert_cmpmem (after, n_after, before, n_before);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cpx_system_file_set_vfs (fault_vfs_install ());

  for (gsize i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/", fault_cases[i].name, NULL);

      g_test_add (path, VaultFixture, &fault_cases[i], vault_fixture_set_up, test_fault, vault_fixture_tear_down);
    }
  g_test_add ("/faults/put-back", VaultFixture, NULL, vault_fixture_set_up, test_put_back, vault_fixture_tear_down);
  g_test_add ("/faults/full-disk", VaultFixture, NULL, vault_fixture_set_up, test_full_disk,
              vault_fixture_tear_down);
  g_test_add ("/faults/recovery/wal", VaultFixture, "WAL", vault_fixture_set_up, test_fault_in_recovery,
              vault_fixture_tear_down);
  g_test_add ("/faults/recovery/delete", VaultFixture, "DELETE", vault_fixture_set_up, test_fault_in_recovery,
              vault_fixture_tear_down);

  return g_test_run ();
}

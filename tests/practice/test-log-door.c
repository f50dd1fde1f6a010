/* test-log-door.c: what a command does for the log as it comes and goes, and what is read again before a seal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-audit-seal.h"
#include "cpx-export-audit.h"
#include "cpx-log-door.h"
#include "cpx-log-watch.h"
#include "cpx-practice-error.h"
#include "cpx-verify-bundle.h"

#include <cpx-clock.h>
#include <cpx-vault.h>

#include <glib/gstdio.h>
#include <string.h>

typedef PracticeFixture Fixture;

#define OF_PATIENT " WHERE CAST (leaf AS TEXT) LIKE '{\"action\":\"patient.c%ated\"%'"

/* The entry of a new file is altered, the hash that is kept of it left; and the other way round. */
#define ALTER_LEAF \
  "UPDATE log SET leaf = CAST (replace (CAST (leaf AS TEXT), 'patient.created', 'patient.cleated') AS BLOB)" OF_PATIENT
#define ALTER_HASH "UPDATE log SET hash = zeroblob (32)" OF_PATIENT

/* What somebody does who has the passphrase and knows SQL. */
static void
alter (Fixture    *fixture,
       const char *sql)
{
  g_autoptr(CpxSecret) passphrase = cpx_secret_new_from_text (FIXTURE_PASSPHRASE);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxVault) vault = NULL;
  CpxDb *db;

  practice_fixture_close (fixture);
  vault = cpx_vault_unlock (fixture->path, FIXTURE_LOGIN, passphrase, CPX_VAULT_OPEN_DEFAULT, &error);
  g_assert_no_error (error);
  db = cpx_vault_open_writer (vault, 0, &error);
  g_assert_no_error (error);
  cpx_db_exec (db, sql, &error);
  g_assert_no_error (error);
  cpx_db_close (db, &error);
  cpx_vault_close (vault, &error);
  g_assert_no_error (error);
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
}

static void
add_patient (Fixture    *fixture,
             const char *name)
{
  g_object_unref (practice_fixture_add_patient (fixture, name, "Jean", "1958-03-14"));
}

static guint64
sealed_size (Fixture *fixture)
{
  g_autoptr(CpxAuditSeal) last = cpx_practice_find_last_seal (fixture->practice, NULL);

  return last != NULL ? last->size : 0;
}

static void
assert_in_order (char *fault)
{
  g_autofree char *owned = fault;

  g_assert_cmpstr (owned, ==, NULL);
}

static void
assert_told (char       *fault,
             const char *word)
{
  g_autofree char *owned = fault;

  g_assert_nonnull (owned);
  g_assert_nonnull (strstr (owned, word));
  g_assert_nonnull (strstr (owned, "audit verify"));
}

/* Who only reads leaves no seal; who writes leaves one, of all that was written. */
static void
test_leave (Fixture       *fixture,
            gconstpointer  data)
{
  assert_in_order (cpx_log_door_enter (fixture->practice));
  assert_in_order (cpx_log_door_leave (fixture->practice));
  g_assert_cmpuint (sealed_size (fixture), ==, 0);

  add_patient (fixture, "DURAND");
  assert_in_order (cpx_log_door_leave (fixture->practice));
  g_assert_cmpuint (sealed_size (fixture), ==, practice_fixture_count_audit (fixture));
  g_assert_cmpuint (sealed_size (fixture), >, 0);

  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  assert_in_order (cpx_log_door_enter (fixture->practice));
  assert_in_order (cpx_log_door_leave (fixture->practice));
  g_assert_cmpuint (sealed_size (fixture), ==, practice_fixture_count_audit (fixture) - 1);
}

/* Nobody came in by this door: nothing is sealed as they go. */
static void
test_other_door (Fixture       *fixture,
                 gconstpointer  data)
{
  add_patient (fixture, "DURAND");
  assert_in_order (cpx_log_door_leave (fixture->practice));
  g_assert_cmpuint (sealed_size (fixture), ==, 0);
}

/* A day went by without a seal: it is made up for, once. */
static void
test_yesterday (Fixture       *fixture,
                gconstpointer  data)
{
  gint64 now_us = cpx_clock_now_us ();
  guint64 size;

  add_patient (fixture, "DURAND");
  assert_in_order (cpx_log_door_enter (fixture->practice));
  g_assert_cmpuint (sealed_size (fixture), ==, 0);

  cpx_clock_stop (now_us + 36 * G_TIME_SPAN_HOUR);
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  assert_in_order (cpx_log_door_enter (fixture->practice));
  size = sealed_size (fixture);
  g_assert_cmpuint (size, ==, practice_fixture_count_audit (fixture));
  assert_in_order (cpx_log_door_leave (fixture->practice));
  assert_in_order (cpx_log_door_enter (fixture->practice));
  g_assert_cmpuint (sealed_size (fixture), ==, size);
  cpx_clock_resume ();
}

/* The stored hashes are not those that were sealed: told as one comes in, and nothing is sealed. */
static void
test_enter_broken (Fixture       *fixture,
                   gconstpointer  data)
{
  guint64 size;

  assert_in_order (cpx_log_door_enter (fixture->practice));
  add_patient (fixture, "DURAND");
  assert_in_order (cpx_log_door_leave (fixture->practice));
  size = sealed_size (fixture);

  alter (fixture, ALTER_HASH);
  assert_told (cpx_log_door_enter (fixture->practice), "Break");
  add_patient (fixture, "MARTIN");
  assert_in_order (cpx_log_door_leave (fixture->practice));
  g_assert_cmpuint (sealed_size (fixture), ==, size);
}

/* The stored hashes agree with the seal, an entry not with its own: found as it is read again, by whatever seals. */
static void
test_leaf_sealed (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxAuditSeal) seal = NULL;
  guint64 size;

  assert_in_order (cpx_log_door_enter (fixture->practice));
  add_patient (fixture, "DURAND");
  assert_in_order (cpx_log_door_leave (fixture->practice));
  size = sealed_size (fixture);

  alter (fixture, ALTER_LEAF);
  assert_in_order (cpx_log_door_enter (fixture->practice));   /* quick: the end alone */
  seal = cpx_practice_seal_log (fixture->practice, CPX_SEAL_ASKED, &error);
  g_assert_null (seal);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "Break at entry"));
  add_patient (fixture, "MARTIN");
  assert_told (cpx_log_door_leave (fixture->practice), "an entry was changed");
  g_assert_cmpuint (sealed_size (fixture), ==, size);
}

/* Nor is an entry sealed that was altered before its first seal. */
static void
test_leaf_unsealed (Fixture       *fixture,
                    gconstpointer  data)
{
  add_patient (fixture, "DURAND");
  alter (fixture, ALTER_LEAF);
  assert_in_order (cpx_log_door_enter (fixture->practice));
  add_patient (fixture, "MARTIN");
  assert_told (cpx_log_door_leave (fixture->practice), "an entry was changed");
  g_assert_cmpuint (sealed_size (fixture), ==, 0);
}

/* More than a tile is read and its root compared: nothing is wrong, until one is altered. */
static void
test_tiles (Fixture       *fixture,
            gconstpointer  data)
{
  assert_in_order (cpx_log_door_enter (fixture->practice));
  for (guint i = 0; i < 600; i++)
    {
      g_autofree char *name = g_strdup_printf ("NOM%c%c%c", 'A' + i / 26 / 26, 'A' + i / 26 % 26, 'A' + i % 26);

      add_patient (fixture, name);
      if (i % 200 == 0)
        assert_in_order (cpx_log_door_leave (fixture->practice));
    }
  assert_in_order (cpx_log_door_leave (fixture->practice));
  g_assert_cmpuint (sealed_size (fixture), ==, practice_fixture_count_audit (fixture));

  alter (fixture, "UPDATE log_tree SET hash = randomblob (32) WHERE level = 8");
  assert_told (cpx_log_door_enter (fixture->practice), "Break");
}

static CpxLogExportResult *
export_to (Fixture             *fixture,
           CpxLogExportFormat   format,
           const char          *path,
           const CpxLogFilter  *filter)
{
  const CpxLogExport export = { .format = format, .path = path, .filter = filter };
  g_autoptr(GError) error = NULL;
  CpxLogExportResult *result = cpx_practice_export_log (fixture->practice, &export, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return result;
}

/* A whole bundle, a selection, a table of a broken log: each leaves, each result says what is wrong, the bundle too. */
static void
test_export (Fixture       *fixture,
             gconstpointer  data)
{
  const char *const actions[] = { "patient.created", "patient.cleated", NULL };
  g_auto(CpxLogFilter) filter = { 0 };
  g_autofree char *whole_path = g_build_filename (fixture->folder, "whole.zip", NULL);
  g_autofree char *some_path = g_build_filename (fixture->folder, "some.zip", NULL);
  g_autofree char *table_path = g_build_filename (fixture->folder, "table.csv", NULL);
  g_autoptr(CpxLogExportResult) whole = NULL, some = NULL, table = NULL;
  g_autoptr(CpxBundleReport) report = NULL;

  cpx_log_filter_init (&filter);
  filter.actions = g_strdupv ((char **) actions);
  assert_in_order (cpx_log_door_enter (fixture->practice));
  add_patient (fixture, "DURAND");
  assert_in_order (cpx_log_door_leave (fixture->practice));
  alter (fixture, ALTER_LEAF);

  whole = export_to (fixture, CPX_LOG_EXPORT_BUNDLE, whole_path, NULL);
  g_assert_nonnull (whole->problem);
  g_assert_nonnull (strstr (whole->problem, "an entry was changed"));
  g_assert_cmpuint (whole->size, ==, sealed_size (fixture));
  report = cpx_verify_bundle (whole_path, NULL, NULL, NULL, NULL, NULL, NULL);
  g_assert_nonnull (report);
  g_assert_false (report->sound);

  some = export_to (fixture, CPX_LOG_EXPORT_BUNDLE, some_path, &filter);
  g_assert_nonnull (some->problem);
  table = export_to (fixture, CPX_LOG_EXPORT_CSV, table_path, NULL);
  g_assert_cmpstr (table->problem, ==, NULL);   /* the end of the log is as it was sealed */

  g_clear_pointer (&table, cpx_log_export_result_free);
  alter (fixture, ALTER_HASH);
  g_unlink (table_path);
  table = export_to (fixture, CPX_LOG_EXPORT_CSV, table_path, NULL);
  g_assert_nonnull (table->problem);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  FIXTURE_TEST ("/log-door/leave", test_leave);
  FIXTURE_TEST ("/log-door/other-door", test_other_door);
  FIXTURE_TEST ("/log-door/yesterday", test_yesterday);
  FIXTURE_TEST ("/log-door/enter-broken", test_enter_broken);
  FIXTURE_TEST ("/log-door/leaf-sealed", test_leaf_sealed);
  FIXTURE_TEST ("/log-door/leaf-unsealed", test_leaf_unsealed);
  FIXTURE_TEST ("/log-door/tiles", test_tiles);
  FIXTURE_TEST ("/log-door/export", test_export);

  return g_test_run ();
}

/* test-follow-log.c: a log whose end is on a bad page, or has a hole: work goes on in a new log that follows it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-audit-seal.h"
#include "cpx-practice-error.h"
#include "cpx-practice-private.h"
#include "cpx-prove-log.h"
#include "cpx-save-record.h"
#include "cpx-verify-log.h"

#include <cpx-device.h>
#include <cpx-patient.h>
#include <cpx-vault.h>

#include <glib/gstdio.h>
#include <string.h>

#define N_PATIENTS   60
#define HEADER_BYTES 65536
#define PAGE_BYTES   4096

typedef PracticeFixture Fixture;

static void
add_patients (Fixture *fixture,
              char     first)
{
  for (guint i = 0; i < N_PATIENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%cNOM%c%c", first, 'A' + i / 26, 'A' + i % 26);

      g_object_unref (practice_fixture_add_patient (fixture, name, "Jean", "1958-03-14"));
    }
}

static CpxVault *
open_vault (Fixture *fixture)
{
  g_autoptr(CpxSecret) passphrase = cpx_secret_new_from_text (FIXTURE_PASSPHRASE);
  g_autoptr(GError) error = NULL;
  CpxVault *vault = cpx_vault_unlock (fixture->path, FIXTURE_LOGIN, passphrase, CPX_VAULT_OPEN_DEFAULT, &error);

  g_assert_no_error (error);

  return vault;
}

/* The leaf page of a table, counted from its end; and the most that may be asked for. */
static gsize
find_page (Fixture *fixture,
           guint    from_end)
{
  g_autoptr(CpxVault) vault = open_vault (fixture);
  g_autoptr(GError) error = NULL;
  CpxDb *db = cpx_vault_open_writer (vault, 0, &error);
  g_autofree char *sql = g_strdup_printf ("SELECT pageno FROM dbstat WHERE name = 'log' AND pagetype = 'leaf'"
                                          " ORDER BY path DESC LIMIT 1 OFFSET %u", from_end);
  gint64 page = 0;

  g_assert_no_error (error);
  cpx_db_query_int64 (db, sql, 0, &page, &error);
  g_assert_no_error (error);
  g_assert_cmpint (page, >, 1);
  cpx_db_close (db, &error);
  cpx_vault_close (vault, &error);
  g_assert_no_error (error);

  return (gsize) page;
}

/* Flips a byte of a page on the disk. */
static void
damage (Fixture *fixture,
        guint    from_end)
{
  g_autofree char *bytes = NULL;
  gsize size, page;

  practice_fixture_close (fixture);
  page = find_page (fixture, from_end);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  g_assert_cmpuint (size, >=, HEADER_BYTES + page * PAGE_BYTES);
  bytes[HEADER_BYTES + (page - 1) * PAGE_BYTES + 1234] ^= 4;
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) size, NULL));
}

static void
run_sql (Fixture    *fixture,
         const char *sql)
{
  g_autoptr(CpxVault) vault = NULL;
  g_autoptr(GError) error = NULL;
  CpxDb *db;

  practice_fixture_close (fixture);
  vault = open_vault (fixture);
  db = cpx_vault_open_writer (vault, 0, &error);
  g_assert_no_error (error);
  cpx_db_exec (db, sql, &error);
  g_assert_no_error (error);
  cpx_db_close (db, &error);
  cpx_vault_close (vault, &error);
  g_assert_no_error (error);
}

static CpxAuditSeal *
seal (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  CpxAuditSeal *seal = cpx_practice_seal_log (fixture->practice, CPX_SEAL_CLOSING, &error);

  g_assert_no_error (error);

  return seal;
}

static void
assert_followed (Fixture    *fixture,
                 const char *old_device)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxRecord) device = cpx_practice_load (fixture->practice, &cpx_device_kind,
                                                   cpx_practice_get_device_id (fixture->practice), &error);
  g_auto(GStrv) actions = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (cpx_practice_get_device_id (fixture->practice), !=, old_device);
  g_assert_true (g_str_has_prefix (cpx_record_get_text (device, CPX_DEVICE_RESTORED_FROM), old_device));
  actions = practice_fixture_list_actions (fixture);
  g_assert_cmpstr (actions[0], ==, "log.followed");
  g_assert_cmpstr (actions[1], ==, "practice.unlocked");
  g_assert_nonnull (cpx_practice_get_notice (fixture->practice));
}

/* Work goes on, the new log is sealed and proved, and the verification says what became of the old one. */
static void
assert_works (Fixture     *fixture,
              const char  *old_device,
              CpxLogFault  fault)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxAuditSeal) sealed = NULL;
  g_autoptr(CpxTlogProof) proof = NULL;
  g_autoptr(CpxLogReport) quick = NULL, whole = NULL;

  add_patients (fixture, 'B');
  sealed = seal (fixture);
  proof = cpx_practice_prove_entry (fixture->practice, NULL, 1, &error);
  g_assert_no_error (error);
  quick = cpx_practice_verify_log_end (fixture->practice, &error);
  g_assert_no_error (error);
  g_assert_true (quick->sound);
  whole = cpx_practice_verify_log (fixture->practice, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%s", whole->sentence);
  g_assert_false (whole->sound);
  g_assert_cmpstr (whole->device_id, ==, old_device);
  g_assert_cmpint (whole->verdict.fault, ==, fault);
}

static void
test_bad_page (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *old_device = g_strdup (cpx_practice_get_device_id (fixture->practice));
  g_autofree char *new_device = NULL;

  add_patients (fixture, 'A');
  g_clear_pointer (&(CpxAuditSeal *) { seal (fixture) }, cpx_audit_seal_free);
  damage (fixture, GPOINTER_TO_UINT (data));
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  assert_followed (fixture, old_device);
  assert_works (fixture, old_device, CPX_LOG_FAULT_UNREADABLE);

  /* Once: the next unlock goes on in the same log. */
  new_device = g_strdup (cpx_practice_get_device_id (fixture->practice));
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_cmpstr (cpx_practice_get_device_id (fixture->practice), ==, new_device);
  g_assert_cmpint (practice_fixture_count (fixture, &cpx_patient_kind), ==, 2 * N_PATIENTS);
}

/* What was altered since the seal is proved to nobody, the rest still is. */
static void
assert_proved (Fixture    *fixture,
               const char *device,
               guint64     index,
               gboolean    proved)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxTlogProof) proof = cpx_practice_prove_entry (fixture->practice, device, index, &error);

  if (proved)
    g_assert_no_error (error);
  g_assert_cmpint (proof != NULL, ==, proved);
  if (!proved)
    g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED);
}

/* Who takes an entry away keeps nobody from working either. */
static void
test_hole (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *old_device = g_strdup (cpx_practice_get_device_id (fixture->practice));

  add_patients (fixture, 'A');
  g_clear_pointer (&(CpxAuditSeal *) { seal (fixture) }, cpx_audit_seal_free);
  run_sql (fixture, "DELETE FROM log WHERE place = (1 << 40) + 30");
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  assert_followed (fixture, old_device);
  assert_proved (fixture, old_device, 30, FALSE);
  assert_works (fixture, old_device, CPX_LOG_FAULT_REMOVED);
}

static void
test_altered_not_proved (Fixture       *fixture,
                         gconstpointer  data)
{
  add_patients (fixture, 'A');
  g_clear_pointer (&(CpxAuditSeal *) { seal (fixture) }, cpx_audit_seal_free);
  run_sql (fixture, "UPDATE log SET leaf = X'7b' WHERE place = (1 << 40) + 5");
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  assert_proved (fixture, NULL, 5, FALSE);
  assert_proved (fixture, NULL, 6, TRUE);
}

/* The last entry is none any more: it says so, and the log goes on. */
static void
test_last_entry_altered (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *old_device = g_strdup (cpx_practice_get_device_id (fixture->practice));
  g_autoptr(CpxLogReport) report = NULL;
  g_autoptr(GError) error = NULL;

  add_patients (fixture, 'A');
  run_sql (fixture, "UPDATE log SET leaf = X'7b' WHERE place = (SELECT max (place) FROM log)");
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_cmpstr (cpx_practice_get_device_id (fixture->practice), ==, old_device);
  report = cpx_practice_verify_log (fixture->practice, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->verdict.fault, ==, CPX_LOG_FAULT_CHANGED);
}

/* The program ended between the two transactions. */
static void
test_half_followed (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *old_device = g_strdup (cpx_practice_get_device_id (fixture->practice));
  g_autofree char *sql = g_strdup_printf ("DELETE FROM setting WHERE key = 'device'; INSERT INTO setting VALUES"
                                          " ('log-follows', CAST ('%s 30 -' AS BLOB))", old_device);

  add_patients (fixture, 'A');
  run_sql (fixture, sql);
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  assert_followed (fixture, old_device);
  assert_works (fixture, old_device, CPX_LOG_FAULT_INSERTED);
}

/* The page that every new entry goes to: nothing can be written, everything else is read, and that is said. */
static void
test_last_page (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_make_patient ("DURAND", "Anne", "F", "1970-01-01");
  g_autoptr(CpxReceipt) receipt = NULL;
  g_autoptr(CpxLogReport) report = NULL;
  g_autoptr(GError) error = NULL;

  add_patients (fixture, 'A');
  damage (fixture, 0);
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_nonnull (cpx_practice_get_notice (fixture->practice));
  g_assert_cmpint (practice_fixture_count (fixture, &cpx_patient_kind), ==, N_PATIENTS);
  receipt = cpx_practice_save_record (fixture->practice, NULL, patient, &error);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED);
  g_assert_null (receipt);
  g_clear_error (&error);
  report = cpx_practice_verify_log (fixture->practice, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->verdict.fault, ==, CPX_LOG_FAULT_UNREADABLE);
}

/* A copy of the header is bad as well: its repair is told although the log has its own notice. */
static void
test_last_page_and_header (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autofree char *bytes = NULL;
  g_auto(GStrv) notices = NULL;
  gsize size;

  damage (fixture, 0);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  bytes[HEADER_BYTES / 4 + 40] ^= 1;
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) size, NULL));
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  notices = g_strsplit (cpx_practice_get_notice (fixture->practice), "\n", -1);
  g_assert_cmpuint (g_strv_length (notices), ==, 2);
  g_assert_nonnull (strstr (notices[0], "header"));
  g_assert_null (strstr (notices[1], "header"));
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);

#define ADD(name, func, data) \
  g_test_add ("/follow-log/" name, Fixture, GUINT_TO_POINTER (data), practice_fixture_set_up, func, \
              practice_fixture_tear_down)
  ADD ("second-last-page", test_bad_page, 1);
  ADD ("page-before", test_bad_page, 4);
  ADD ("hole", test_hole, 0);
  ADD ("altered-not-proved", test_altered_not_proved, 0);
  ADD ("last-entry-altered", test_last_entry_altered, 0);
  ADD ("half-followed", test_half_followed, 0);
  ADD ("last-page", test_last_page, 0);
  ADD ("last-page-and-header", test_last_page_and_header, 0);
#undef ADD

  return g_test_run ();
}

/* test-two-logs.c: the logs of two posts in one vault, after a restore: each verified, a fault in one named with it;
 * and posts that somebody made up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-anchors.h"
#include "cpx-audit-seal.h"
#include "cpx-backup.h"
#include "cpx-device-identity.h"
#include "cpx-log-origin-private.h"
#include "cpx-practice-error.h"
#include "cpx-practice-private.h"
#include "cpx-restore.h"
#include "cpx-second-place.h"
#include "cpx-verify-log.h"

#include <cpx-audit-log.h>
#include <cpx-log-leave.h>
#include <cpx-setting-table.h>
#include <cpx-vault.h>

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define N_PATIENTS 20

/* Where device 1 and device 2 have their entry of an index. */
#define OLD(index) "(1 << 40) + " #index
#define NEW(index) "(2 << 40) + " #index

typedef struct
{
  PracticeFixture  practice;
  char            *old_device;
  char            *old_seal;   /* kept outside, of the log that was left */
  guint64          old_size;   /* of that log */
} Fixture;

static void
add_patients (Fixture *fixture,
              guint    first)
{
  for (guint i = first; i < first + N_PATIENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("NOM%c%c", 'A' + i / 26, 'A' + i % 26);

      g_object_unref (practice_fixture_add_patient (&fixture->practice, name, "Jean", "1958-03-14"));
    }
}

static CpxAuditSeal *
seal (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  CpxAuditSeal *seal = cpx_practice_seal_log (fixture->practice.practice, CPX_SEAL_CLOSING, &error);

  g_assert_no_error (error);

  return seal;
}

/* "device, number of entries, hash of the last" */
static void
read_old_log (Fixture    *fixture,
              const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  g_assert_cmpstr (words[0], ==, fixture->old_device);
  fixture->old_size = g_ascii_strtoull (words[1], NULL, 10);
}

static void
restore (Fixture *fixture)
{
  g_autofree char *copy = g_build_filename (fixture->practice.folder, "backup.cpx", NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *made = cpx_practice_backup (fixture->practice.practice, copy, NULL, &error);
  g_autoptr(CpxRestored) restored = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (made);
  practice_fixture_close (&fixture->practice);
  restored = cpx_practice_restore (fixture->practice.path, copy, FIXTURE_LOGIN, FIXTURE_PASSPHRASE,
                                   NULL, FALSE, NULL, &error);
  g_assert_no_error (error);
  read_old_log (fixture, restored->old_log);
  practice_fixture_reopen (&fixture->practice, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(CpxAuditSeal) first = NULL, second = NULL;

  practice_fixture_set_up (&fixture->practice, NULL);
  fixture->old_device = g_strdup (cpx_practice_get_device_id (fixture->practice.practice));
  add_patients (fixture, 0);
  first = seal (fixture);
  fixture->old_seal = g_strdup (first->note);
  g_object_unref (practice_fixture_add_patient (&fixture->practice, "DURAND", "Anne", "1970-01-01"));
  g_object_unref (practice_fixture_add_patient (&fixture->practice, "PETIT", "Jean", "1971-01-01"));
  restore (fixture);
  add_patients (fixture, N_PATIENTS);
  second = seal (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  practice_fixture_tear_down (&fixture->practice, NULL);
  g_free (fixture->old_device);
  g_free (fixture->old_seal);
}

static CpxLogReport *
verify (Fixture *fixture)
{
  g_autoptr(GPtrArray) outside = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_signed_note_unref);
  g_autoptr(GError) error = NULL;
  CpxLogReport *report;

  g_ptr_array_add (outside, cpx_signed_note_parse (fixture->old_seal, strlen (fixture->old_seal), NULL));
  report = cpx_practice_verify_log (fixture->practice.practice, NULL, outside, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return report;
}

static char *
keep_there (const char *folder,
            const char *device_id,
            const char *note)
{
  char *path = cpx_second_place_dup_seal_path (folder, device_id);

  g_assert_true (g_file_set_contents (path, note, -1, NULL));

  return path;
}

/* What the second place kept of the post before the restore is still a witness of its log. */
static void
test_former_place (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *folder = g_dir_make_tmp ("cpx-second-XXXXXX", NULL);
  g_autofree char *former = NULL, *stranger = NULL, *remove = g_strconcat ("rm -r ", folder, NULL);
  g_autoptr(CpxReceipt) chosen = cpx_practice_set_second_place (fixture->practice.practice, folder, NULL);
  g_autoptr(CpxLogReport) sound = NULL, told = NULL, spoiled = NULL;

  g_assert_nonnull (chosen);
  former = keep_there (folder, fixture->old_device, fixture->old_seal);
  sound = verify (fixture);
  g_assert_cmpstr (sound->sentence, ==, NULL);
  g_assert_cmpstr (sound->remark, ==, NULL);
  stranger = keep_there (folder, "018f3a1c-0000-7000-8000-000000000009", fixture->old_seal);
  told = verify (fixture);
  g_assert_true (told->sound);
  g_assert_nonnull (strstr (told->remark, "a post whose log is not in this database"));
  for (guint length = 0; length < 40; length += 39)   /* empty, cut short */
    {
      g_clear_pointer (&spoiled, cpx_log_report_free);
      g_assert_true (g_file_set_contents (former, fixture->old_seal, (gssize) length, NULL));
      spoiled = verify (fixture);
      g_assert_false (spoiled->sound);
      g_assert_cmpstr (spoiled->device_id, ==, fixture->old_device);
      g_assert_nonnull (strstr (spoiled->sentence, "in the second place is spoiled"));
    }
  g_assert_true (g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL));
}

/* The folder of an anchor tells of the same: among many other files too. */
static void
assert_anchored_too (Fixture            *fixture,
                     const CpxAuditSeal *later)
{
  g_autofree char *folder = g_dir_make_tmp ("cpx-anchor-XXXXXX", NULL), *remove = g_strconcat ("rm -r ", folder, NULL);
  g_autofree char *path = g_strdup_printf ("%s/chirurgieprox-%s-%" G_GUINT64_FORMAT ".sceau", folder,
                                           fixture->old_device, later->size);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) added = cpx_practice_add_anchor (fixture->practice.practice, "folder", folder, NULL, &error);
  g_autoptr(CpxLogReport) before = NULL, after = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (added);
  for (guint i = 0; i < 6000; i++)
    {
      g_autofree char *other = g_strdup_printf ("%s/%u", folder, i);

      g_assert_cmpint (symlink ("nowhere", other), ==, 0);
    }
  before = cpx_practice_verify_log (fixture->practice.practice, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (before->remark, ==, NULL);
  g_assert_true (g_file_set_contents (path, later->note, -1, NULL));
  after = cpx_practice_verify_log (fixture->practice.practice, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (after->sound);
  g_test_message ("%s", after->remark);
  g_assert_nonnull (strstr (after->remark, "The folder of an anchor holds a seal of the post"));
  g_assert_true (g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL));
}

/* The backup is older than what it replaces: entries are missing, which is told, and no fault. */
static void
test_older_backup (void)
{
  Fixture fixture = { 0 };
  g_autofree char *folder = g_dir_make_tmp ("cpx-second-XXXXXX", NULL), *copy = NULL, *former = NULL;
  g_autofree char *remove = g_strconcat ("rm -r ", folder, NULL);
  g_autoptr(CpxAuditSeal) later = NULL;
  g_autoptr(CpxRestored) restored = NULL;
  g_autoptr(CpxReceipt) chosen = NULL;
  g_autoptr(CpxLogReport) report = NULL;
  g_autoptr(GError) error = NULL;

  practice_fixture_set_up (&fixture.practice, NULL);
  fixture.old_device = g_strdup (cpx_practice_get_device_id (fixture.practice.practice));
  copy = g_build_filename (fixture.practice.folder, "backup.cpx", NULL);
  g_free (cpx_practice_backup (fixture.practice.practice, copy, NULL, &error));
  g_assert_no_error (error);
  add_patients (&fixture, 0);
  later = seal (&fixture);
  practice_fixture_close (&fixture.practice);
  restored = cpx_practice_restore (fixture.practice.path, copy, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, FALSE, NULL,
                                   &error);
  g_assert_no_error (error);
  practice_fixture_reopen (&fixture.practice, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  chosen = cpx_practice_set_second_place (fixture.practice.practice, folder, &error);
  g_assert_no_error (error);
  former = keep_there (folder, fixture.old_device, later->note);
  report = cpx_practice_verify_log (fixture.practice.practice, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (report->sound);
  g_assert_nonnull (strstr (report->remark, "younger than the backup"));
  g_assert_cmpint (g_unlink (former), ==, 0);
  assert_anchored_too (&fixture, later);
  tear_down (&fixture, NULL);
  g_assert_true (g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL));
}

static void
alter (Fixture    *fixture,
       const char *sql)
{
  g_autoptr(CpxSecret) passphrase = cpx_secret_new_from_text (FIXTURE_PASSPHRASE);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxVault) vault = NULL;
  CpxDb *db;

  practice_fixture_close (&fixture->practice);
  vault = cpx_vault_unlock (fixture->practice.path, FIXTURE_LOGIN, passphrase, CPX_VAULT_OPEN_DEFAULT, &error);
  g_assert_no_error (error);
  db = cpx_vault_open_writer (vault, 0, &error);
  g_assert_no_error (error);
  cpx_db_exec (db, sql, &error);
  g_assert_no_error (error);
  cpx_db_close (db, &error);
  cpx_vault_close (vault, &error);
  g_assert_no_error (error);
  practice_fixture_reopen (&fixture->practice, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
}

static void
test_sound (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(CpxLogReport) report = verify (fixture);

  g_assert_cmpstr (report->sentence, ==, NULL);
  g_assert_true (report->sound);
  /* Of the old log: those up to the backup, and its seal twice, inside and outside. */
  g_assert_cmpuint (report->n_entries, >, fixture->old_size + N_PATIENTS);
  g_assert_cmpuint (report->n_seals, >=, 3);
  g_assert_cmpstr (report->device_id, ==, NULL);
}

static void
assert_fault (Fixture     *fixture,
              CpxLogFault  fault,
              guint64      first,
              guint64      last,
              gboolean     in_old)
{
  g_autoptr(CpxLogReport) report = verify (fixture);
  const char *own = cpx_practice_get_device_id (fixture->practice.practice);

  g_test_message ("%s", report->sentence);
  g_assert_false (report->sound);
  g_assert_cmpint (report->verdict.fault, ==, fault);
  g_assert_cmpuint (report->verdict.first, ==, first);
  g_assert_cmpuint (report->verdict.last, ==, last);
  g_assert_cmpstr (report->device_id, ==, in_old ? fixture->old_device : own);
  g_assert_true (g_str_has_prefix (report->sentence, "Log of the post") == in_old);
}

static void
test_old_changed (Fixture       *fixture,
                  gconstpointer  data)
{
  alter (fixture, "UPDATE log SET leaf = CAST (leaf || ' ' AS BLOB) WHERE place = " OLD (7));
  assert_fault (fixture, CPX_LOG_FAULT_CHANGED, 7, 7, TRUE);
}

static void
test_new_changed (Fixture       *fixture,
                  gconstpointer  data)
{
  alter (fixture, "UPDATE log SET leaf = CAST (leaf || ' ' AS BLOB) WHERE place = " NEW (7));
  assert_fault (fixture, CPX_LOG_FAULT_CHANGED, 7, 7, FALSE);
}

/* This post's log is told of first. */
static void
test_both_changed (Fixture       *fixture,
                   gconstpointer  data)
{
  alter (fixture, "UPDATE log SET leaf = CAST (leaf || ' ' AS BLOB) WHERE place IN (" OLD (3) ", " NEW (9) ")");
  assert_fault (fixture, CPX_LOG_FAULT_CHANGED, 9, 9, FALSE);
}

/* Beyond its last seal the old log is held by what the new one says of it. */
static void
test_old_cut_off (Fixture       *fixture,
                  gconstpointer  data)
{
  guint64 last = fixture->old_size - 1;

  alter (fixture, "DELETE FROM log WHERE place = (SELECT max (place) FROM log WHERE place < 2 << 40)");
  assert_fault (fixture, CPX_LOG_FAULT_TRUNCATED, last, last, TRUE);
}

static void
test_old_continued (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO log SELECT (1 << 40) + %" G_GUINT64_FORMAT ", hlc, previous,"
                                          " record, patient, leaf, hash FROM log WHERE place = " OLD (7),
                                          fixture->old_size);

  alter (fixture, sql);
  assert_fault (fixture, CPX_LOG_FAULT_INSERTED, fixture->old_size, fixture->old_size, TRUE);
}

/* Its end was made anew, hash and all: no seal is of it, but the log that follows knows the root. */
static void
test_old_end_changed (Fixture       *fixture,
                      gconstpointer  data)
{
  guint64 last = fixture->old_size - 1;
  g_autofree char *sql = g_strdup_printf ("UPDATE log SET (leaf, hash) = (SELECT leaf, hash FROM log WHERE place = "
                                          OLD (7) ") WHERE place = (1 << 40) + %" G_GUINT64_FORMAT, last);

  alter (fixture, sql);
  assert_fault (fixture, CPX_LOG_FAULT_ALTERED, last - 1, last, TRUE);
}

static void
test_old_gone (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(CpxLogReport) report = NULL;

  alter (fixture, "DELETE FROM log WHERE place < 2 << 40; DELETE FROM log_checkpoint WHERE place < 2 << 40");
  report = verify (fixture);
  g_assert_false (report->sound);
  g_assert_cmpint (report->verdict.fault, ==, CPX_LOG_FAULT_TRUNCATED);
}

static CpxLogReport *
verify_alone (const Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  CpxLogReport *report = cpx_practice_verify_log (fixture->practice.practice, NULL, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return report;
}

/* And what the record of the post says of it: the first entry of the new log still tells that there was one. */
static void
test_old_gone_and_denied (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(CpxLogReport) report = NULL;

  alter (fixture, "DELETE FROM log WHERE place < 2 << 40; DELETE FROM log_checkpoint WHERE place < 2 << 40;"
                  "DELETE FROM log_tree WHERE place < 2 << 40;"
                  "UPDATE r_device SET json = json_remove (json, '$.restored_from')");
  report = verify_alone (fixture);
  g_test_message ("%s", report->sentence);
  g_assert_false (report->sound);
}

static void
test_denied (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(CpxLogReport) before = verify_alone (fixture), after = NULL;

  g_assert_true (before->sound);
  alter (fixture, "UPDATE r_device SET json = json_remove (json, '$.restored_from')");
  after = verify_alone (fixture);
  g_assert_nonnull (strstr (after->sentence, "is not what the first entry says"));
}

static void
test_outside_seal_of_nobody (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr(GPtrArray) outside = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_signed_note_unref);
  g_autoptr(CpxSecret) seed = cpx_signature_seed_new ();
  g_autoptr(CpxNoteKey) key = NULL;
  g_autoptr(GError) error = NULL;
  guint8 public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE];

  cpx_signature_get_public_key (seed, public_key);
  key = cpx_note_key_new ("somebody-else", CPX_NOTE_KEY_SIGNATURE, public_key);
  g_ptr_array_add (outside, cpx_signed_note_new ("somebody-else\n1\n"
                                                 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", key, seed));
  g_assert_null (cpx_practice_verify_log (fixture->practice.practice, key, outside, NULL, NULL, NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED);
}

/* An entry that is neither the last of the old log nor under a seal is held by the root that the new one says. */
static void
test_old_end_rewritten (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE log SET (leaf, hash) = (SELECT leaf, hash FROM log WHERE place = "
                                          OLD (7) ") WHERE place = (1 << 40) + %" G_GUINT64_FORMAT,
                                          fixture->old_size - 2);
  g_autoptr(CpxLogReport) report = NULL;

  alter (fixture, sql);
  report = verify (fixture);
  g_test_message ("%s", report->sentence);
  g_assert_false (report->sound);
  g_assert_cmpstr (report->device_id, ==, fixture->old_device);
  g_assert_cmpuint (report->verdict.first, <=, fixture->old_size - 2);
  g_assert_cmpuint (report->verdict.last, >=, fixture->old_size - 2);
}

/* What is said of a post that somebody made up, at unlock and by the whole verification. */
static void
assert_made_up (Fixture    *fixture,
                const char *says)
{
  g_autoptr(CpxLogReport) whole = verify_alone (fixture), quick = NULL;
  g_autoptr(GError) error = NULL;

  g_test_message ("%s", whole->sentence);
  g_assert_false (whole->sound);
  g_assert_nonnull (strstr (whole->sentence, says));
  quick = cpx_practice_verify_log_end (fixture->practice.practice, &error);
  g_assert_no_error (error);
  g_assert_false (quick->sound);
  g_assert_nonnull (strstr (quick->sentence, says));
}

#define COPY_ROWS "INSERT INTO log SELECT place + (6 << 40), hlc, previous, record, patient, leaf, hash FROM log" \
                  " WHERE place >> 40 = 1;"
#define MAKE_POST "INSERT INTO device (number, id) VALUES (7, X'018F3A1C000070008000000000000009');"
#define MADE_UP   "018f3a1c-0000-7000-8000-000000000009"

static void
test_made_up_no_post (Fixture       *fixture,
                      gconstpointer  data)
{
  alter (fixture, COPY_ROWS);
  assert_made_up (fixture, "under a post that does not exist");
}

static void
test_made_up_no_record (Fixture       *fixture,
                        gconstpointer  data)
{
  alter (fixture, COPY_ROWS MAKE_POST);
  assert_made_up (fixture, "it has no record");
}

static void
test_made_up_no_key (Fixture       *fixture,
                     gconstpointer  data)
{
  alter (fixture, COPY_ROWS MAKE_POST
                  "CREATE TEMP TABLE made AS SELECT * FROM r_device LIMIT 1;"
                  "UPDATE made SET row = 4711, id = X'018F3A1C000070008000000000000009',"
                  "  json = json_remove (json, '$.public_key'); INSERT INTO r_device SELECT * FROM made");
  assert_made_up (fixture, "no key that can be read");
}

/* All that a post has, but for another post that tells of it. */
static void
test_made_up_whole (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *sql =
    g_strdup_printf (COPY_ROWS MAKE_POST
                     "UPDATE log SET leaf = CAST (replace (CAST (leaf AS TEXT), '%s', '" MADE_UP "') AS BLOB)"
                     "  WHERE place >> 40 = 7;"
                     "CREATE TEMP TABLE made AS SELECT * FROM r_device ORDER BY row LIMIT 1;"
                     "UPDATE made SET row = 4711, id = X'018F3A1C000070008000000000000009';"
                     "INSERT INTO r_device SELECT * FROM made", fixture->old_device);
  g_autoptr(CpxLogReport) quick = NULL;
  g_autoptr(GError) error = NULL;

  alter (fixture, sql);
  quick = cpx_practice_verify_log_end (fixture->practice.practice, &error);
  g_assert_no_error (error);
  g_test_message ("%s", quick->sentence);
  g_assert_false (quick->sound);
  g_assert_cmpstr (quick->device_id, ==, MADE_UP);
  g_assert_nonnull (strstr (quick->sentence, "No entry of another post leads"));
}

static void
test_copied_here (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *sql =
    g_strdup ("INSERT INTO log SELECT (SELECT max (place) + 1 FROM log), (SELECT max (hlc) + 1 FROM log), NULL, record,"
              " patient, leaf, hash FROM log WHERE place = " OLD (7));
  g_autoptr(CpxLogReport) report = NULL;

  alter (fixture, sql);
  report = verify_alone (fixture);
  g_test_message ("%s", report->sentence);
  g_assert_cmpint (report->verdict.fault, ==, CPX_LOG_FAULT_FOREIGN);
  g_assert_cmpstr (report->device_id, ==, cpx_practice_get_device_id (fixture->practice.practice));
}

/* A CpxTxnFunc: as a restore did before it noted the root. */
static gpointer
leave_as_before (CpxTxn    *txn,
                 gpointer   device_id,
                 GError   **error)
{
  gint64 n_entries = cpx_audit_log_count (txn, NULL, error);
  g_autofree char *whole = cpx_log_origin_print (txn, device_id, (guint64) n_entries);
  g_auto(GStrv) words = g_strsplit (whole, " ", -1);

  g_assert_cmpuint (g_strv_length (words), ==, 5);
  if (!cpx_setting_table_set (txn, CPX_DEVICE_SETTING, NULL, error))
    return NULL;

  return g_strjoin (" ", words[0], words[1], words[2], NULL);
}

/* A CpxDeedFunc. */
static gpointer
found_as_before (CpxJournal  *journal,
                 gpointer     old_log,
                 GError     **error)
{
  CpxStore *store = cpx_practice_get_store (cpx_journal_get_practice (journal));
  gboolean done = cpx_device_identity_create (journal, cpx_store_get_device (store), CPX_DEVICE_RESTORED, old_log,
                                              error);

  return GINT_TO_POINTER (done);
}

/* A vault in which a log was left when only the hash of its last entry was noted. */
static void
test_before_the_root (Fixture       *fixture,
                      gconstpointer  data)
{
  CpxPractice *practice = fixture->practice.practice;
  g_autofree char *device_id = g_strdup (cpx_practice_get_device_id (practice));
  g_autofree char *old_log = NULL;
  g_autoptr(CpxLogReport) sound = NULL, quick = NULL;
  g_autoptr(GError) error = NULL;

  add_patients (fixture, 2 * N_PATIENTS);
  old_log = cpx_store_run_sync (cpx_practice_get_store (practice), leave_as_before, device_id, g_free, &error);
  g_assert_no_error (error);
  g_assert_true (cpx_practice_renew_device (practice, &error));
  cpx_practice_perform (practice, found_as_before, old_log, NULL, &error);
  g_assert_no_error (error);
  sound = verify (fixture);
  g_assert_cmpstr (sound->sentence, ==, NULL);
  quick = cpx_practice_verify_log_end (practice, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (quick->sentence, ==, NULL);
}

static void
test_origin_text (void)
{
  static const struct { const char *text; gboolean is_one; guint64 size, root_size; gboolean has_last; } rows[] = {
    { "", FALSE, 0, 0, FALSE },
    { "post 12", FALSE, 0, 0, FALSE },
    { "post douze 00ff", FALSE, 0, 0, FALSE },
    { "post 12 -", TRUE, 12, 0, FALSE },
    { "post 12 00ff", TRUE, 12, 0, TRUE },
    { "post 12 00ff 9", TRUE, 12, 0, TRUE },
    { "post 12 00ff 9 AAAA", TRUE, 12, 0, TRUE },
    { "post 12 - 9 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", TRUE, 12, 9, FALSE },
    { "post 12 00ff 0 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", TRUE, 12, 0, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(CpxLogOrigin) origin = { NULL };

      g_assert_cmpint (cpx_log_origin_parse (rows[i].text, &origin), ==, rows[i].is_one);
      if (!rows[i].is_one)
        continue;
      g_assert_cmpstr (origin.device_id, ==, "post");
      g_assert_cmpuint (origin.size, ==, rows[i].size);
      g_assert_cmpuint (origin.root_size, ==, rows[i].root_size);
      g_assert_cmpint (origin.has_last, ==, rows[i].has_last);
    }
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/two-logs/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("sound", test_sound);
  ADD ("old-changed", test_old_changed);
  ADD ("new-changed", test_new_changed);
  ADD ("both-changed", test_both_changed);
  ADD ("old-cut-off", test_old_cut_off);
  ADD ("old-continued", test_old_continued);
  ADD ("old-end-changed", test_old_end_changed);
  ADD ("old-gone", test_old_gone);
  ADD ("old-gone-and-denied", test_old_gone_and_denied);
  ADD ("denied", test_denied);
  ADD ("outside-seal-of-nobody", test_outside_seal_of_nobody);
  ADD ("former-place", test_former_place);
  ADD ("old-end-rewritten", test_old_end_rewritten);
  ADD ("made-up/no-post", test_made_up_no_post);
  ADD ("made-up/no-record", test_made_up_no_record);
  ADD ("made-up/no-key", test_made_up_no_key);
  ADD ("made-up/whole", test_made_up_whole);
  ADD ("copied-here", test_copied_here);
  ADD ("before-the-root", test_before_the_root);
#undef ADD
  g_test_add_func ("/two-logs/older-backup", test_older_backup);
  g_test_add_func ("/two-logs/origin-text", test_origin_text);

  return g_test_run ();
}

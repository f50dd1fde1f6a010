/* test-second-place.c: the seal of the day, its copy where the vault is not, and what the copy tells. Numbers are
 * those of cpx-second-place.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-audit-seal.h"
#include "cpx-log-watch.h"
#include "cpx-seal-day.h"
#include "cpx-second-place.h"
#include "cpx-unlock.h"
#include "cpx-verify-log.h"

#include <cpx-clock.h>
#include <cpx-role.h>
#include <glib/gstdio.h>
#include <string.h>

typedef PracticeFixture Fixture;

/* Days */

static const struct
{
  const char *name;
  const char *zone;
  const char *a;
  const char *b;
  gboolean    is_another;
} days[] = {
  { "same-day", "Europe/Paris", "2026-11-22T00:00:00", "2026-11-22T23:59:59", FALSE },
  { "midnight", "Europe/Paris", "2026-11-22T23:59:59", "2026-11-23T00:00:00", TRUE },
  { "year", "Europe/Paris", "2026-12-31T23:59:59", "2027-01-01T00:00:00", TRUE },
  { "same-day-of-another-year", "Europe/Paris", "2025-11-22T12:00:00", "2026-11-22T12:00:00", TRUE },
  { "clock-set-back-within-the-day", "Europe/Paris", "2026-11-22T12:00:00", "2026-11-22T09:00:00", FALSE },
  { "clock-set-back-to-another-day", "Europe/Paris", "2035-01-01T12:00:00", "2026-11-22T09:00:00", TRUE },
  { "day-of-23-hours", "Europe/Paris", "2026-03-29T00:00:00", "2026-03-29T23:59:59", FALSE },
  { "after-23-hours", "Europe/Paris", "2026-03-29T23:59:59", "2026-03-30T00:00:00", TRUE },
  { "day-of-25-hours", "Europe/Paris", "2026-10-25T00:00:00", "2026-10-25T23:59:59", FALSE },
  { "no-midnight", "America/Asuncion", "2023-09-30T23:59:59", "2023-10-01T01:00:00", TRUE },
};

static gint64
to_us (const char *local)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (local, zone);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static void
test_day (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *zone = g_strdup (g_getenv ("TZ"));

  g_setenv ("TZ", days[i].zone, TRUE);
  g_assert_cmpint (cpx_seal_day_is_another (to_us (days[i].a), to_us (days[i].b)), ==, days[i].is_another);
  if (zone != NULL)
    g_setenv ("TZ", zone, TRUE);
  else
    g_unsetenv ("TZ");
}

/* The seal of the day */

static guint
count_action (Fixture    *fixture,
              const char *action)
{
  g_auto(GStrv) actions = practice_fixture_list_actions (fixture);
  guint n = 0;

  for (guint i = 0; actions[i] != NULL; i++)
    n += g_str_equal (actions[i], action);

  return n;
}

static guint
count_seals (Fixture *fixture)
{
  return count_action (fixture, "log.sealed");
}

static gboolean
seal_day (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  gboolean sealed;

  cpx_practice_seal_day (fixture->practice, &sealed, &error);
  g_assert_no_error (error);

  return sealed;
}

static void
test_midnight (Fixture       *fixture,
               gconstpointer  data)
{
  gint64 evening_us = cpx_clock_now_us ();

  g_assert_false (seal_day (fixture));   /* today's entries wait for the evening */
  cpx_clock_stop (evening_us + 36 * G_TIME_SPAN_HOUR);
  g_assert_true (seal_day (fixture));
  g_assert_false (seal_day (fixture));   /* nothing since */
  g_object_unref (practice_fixture_add_patient (fixture, "DURAND", "Anne", "1970-01-01"));
  g_assert_false (seal_day (fixture));
  cpx_clock_stop (evening_us + 72 * G_TIME_SPAN_HOUR);
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_true (seal_day (fixture));    /* off for two midnights: one seal */
  g_assert_false (seal_day (fixture));
  cpx_clock_stop (evening_us);           /* set back: the entry since is of "another day" */
  g_object_unref (practice_fixture_add_patient (fixture, "PETIT", "Luc", "1980-01-01"));
  g_assert_false (seal_day (fixture));
  cpx_clock_stop (evening_us + 36 * G_TIME_SPAN_HOUR);
  g_assert_true (seal_day (fixture));
  g_assert_cmpuint (count_seals (fixture), ==, 3);
  cpx_clock_resume ();
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (cpx_practice_close_finish (CPX_PRACTICE (source), result, &error));
  *(gboolean *) user_data = TRUE;
}

static void
close_as_the_screen_does (Fixture *fixture)
{
  gboolean closed = FALSE;

  cpx_practice_close_async (fixture->practice, closed_cb, &closed);
  while (!closed)
    g_main_context_iteration (NULL, TRUE);
  practice_fixture_close (fixture);
}

static void
test_closing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(CpxAuditSeal) last = NULL;
  gint64 n_entries = practice_fixture_count_audit (fixture);

  close_as_the_screen_does (fixture);
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  last = cpx_practice_find_last_seal (fixture->practice, NULL);
  g_assert_nonnull (last);
  g_assert_cmpuint (last->size, ==, n_entries + 1);
  g_assert_false (seal_day (fixture));
}

/* The second place */

static char *
make_place (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp ("cpx-stick-XXXXXX", &error);

  g_assert_no_error (error);

  return folder;
}

static void
remove_place (char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

static void
choose (Fixture    *fixture,
        const char *folder)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_set_second_place (fixture->practice, folder, &error);

  g_assert_no_error (error);
  g_assert_nonnull (receipt);
}

static CpxSecondPlaceReport *
keep (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  CpxSecondPlaceReport *report = cpx_practice_keep_second_place (fixture->practice, &error);

  g_assert_no_error (error);

  return report;
}

static void
assert_state (Fixture             *fixture,
              CpxSecondPlaceState  state)
{
  g_autoptr(CpxSecondPlaceReport) report = keep (fixture);

  g_assert_cmpint (report->state, ==, state);
}

static CpxAuditSeal *
seal (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  CpxAuditSeal *made = cpx_practice_seal_log (fixture->practice, CPX_SEAL_ASKED, &error);

  g_assert_no_error (error);

  return made;
}

static char *
read_copy (Fixture    *fixture,
           const char *folder)
{
  g_autofree char *path = cpx_second_place_dup_seal_path (folder, cpx_practice_get_device_id (fixture->practice));
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);

  return text;
}

static CpxLogReport *
verify_whole (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  CpxLogReport *report = cpx_practice_verify_log (fixture->practice, NULL, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return report;
}

static void
assert_sound (Fixture *fixture)
{
  g_autoptr(CpxLogReport) report = verify_whole (fixture);

  g_assert_cmpstr (report->sentence, ==, NULL);
  g_assert_true (report->sound);
  g_assert_cmpstr (report->remark, ==, NULL);
}

/* A witness that was spoiled: a fault, also on the page; but the log can be sealed, and the file is left alone. */
static void
assert_spoiled (Fixture *fixture)
{
  g_autoptr(CpxSecondPlaceReport) kept = keep (fixture);
  g_autoptr(CpxLogReport) report = verify_whole (fixture);
  g_auto(CpxLogState) state = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (kept->state, ==, CPX_SECOND_PLACE_UNREADABLE);
  g_assert_nonnull (strstr (kept->sentence, "choose the second place anew"));
  g_assert_false (report->sound);
  g_assert_cmpstr (report->sentence, ==, kept->sentence);
  g_assert_true (cpx_log_round (fixture->practice, &state, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (state.fault, ==, kept->sentence);
}

/* The log is verified as not sound, in the words of the second place, and is not sealed. */
static void
assert_behind (Fixture       *fixture,
               CpxLogFault    fault,
               const char    *sentence)
{
  g_autoptr(CpxLogReport) report = verify_whole (fixture);
  g_autoptr(GError) error = NULL;
  guint n_seals = count_seals (fixture);

  g_assert_false (report->sound);
  g_assert_cmpint (report->verdict.fault, ==, fault);
  g_assert_cmpstr (report->sentence, ==, sentence);
  g_assert_null (cpx_practice_seal_log (fixture->practice, CPX_SEAL_ASKED, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED);
  g_assert_cmpstr (error->message, ==, sentence);
  g_assert_cmpuint (count_seals (fixture), ==, n_seals);
}

static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  char *folder = make_place (fixture);
  g_autofree char *book_path = cpx_second_place_dup_book_path (folder, cpx_practice_get_device_id (fixture->practice));
  g_autoptr(CpxAuditSeal) first = NULL, second = NULL;
  g_autofree char *book = NULL, *copy = NULL;
  g_auto(GStrv) lines = NULL;

  assert_state (fixture, CPX_SECOND_PLACE_NONE);
  choose (fixture, folder);
  first = seal (fixture);
  assert_state (fixture, CPX_SECOND_PLACE_KEPT);
  assert_state (fixture, CPX_SECOND_PLACE_KEPT);
  g_object_unref (practice_fixture_add_patient (fixture, "DURAND", "Anne", "1970-01-01"));
  second = seal (fixture);
  assert_state (fixture, CPX_SECOND_PLACE_KEPT);
  copy = read_copy (fixture, folder);
  g_assert_cmpstr (copy, ==, second->note);
  assert_sound (fixture);
  g_assert_true (g_file_get_contents (book_path, &book, NULL, NULL));
  lines = g_strsplit (book, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_true (g_str_has_suffix (lines[0], first->code));
  g_assert_true (g_str_has_suffix (lines[1], second->code));
  remove_place (folder);
}

/* 3, and closing writes there too. */
static void
test_away (Fixture       *fixture,
           gconstpointer  data)
{
  char *folder = make_place (fixture);
  g_autoptr(CpxAuditSeal) last = NULL;
  g_autofree char *copy = NULL;

  choose (fixture, folder);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_clear_pointer (&last, cpx_audit_seal_free);
  last = seal (fixture);
  assert_state (fixture, CPX_SECOND_PLACE_AWAY);
  assert_sound (fixture);
  close_as_the_screen_does (fixture);
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  assert_state (fixture, CPX_SECOND_PLACE_AWAY);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  assert_state (fixture, CPX_SECOND_PLACE_KEPT);
  close_as_the_screen_does (fixture);
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_clear_pointer (&last, cpx_audit_seal_free);
  last = cpx_practice_find_last_seal (fixture->practice, NULL);
  copy = read_copy (fixture, folder);
  g_assert_cmpstr (copy, ==, last->note);
  remove_place (folder);
}

static void
copy_file (const char *from,
           const char *to)
{
  g_autoptr(GFile) a = g_file_new_for_path (from);
  g_autoptr(GFile) b = g_file_new_for_path (to);
  g_autoptr(GError) error = NULL;

  g_file_copy (a, b, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* A vault as it was once, while a copy of a later seal is in the second place. */
static void
put_back_old_file (Fixture *fixture)
{
  g_autofree char *old = g_strconcat (fixture->path, ".old", NULL);

  practice_fixture_close (fixture);
  copy_file (fixture->path, old);
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  for (guint i = 0; i < 20; i++)
    g_object_unref (practice_fixture_add_patient (fixture, "DURAND", "Anne", "1970-01-01"));
  cpx_audit_seal_free (seal (fixture));
  assert_state (fixture, CPX_SECOND_PLACE_KEPT);
  practice_fixture_close (fixture);
  copy_file (old, fixture->path);
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
}

/* A log that is behind is not sealed by itself either: at closing, with the copy there or seen before; at midnight. */
static void
test_not_sealed (Fixture       *fixture,
                 gconstpointer  data)
{
  char *folder = make_place (fixture);
  g_autofree char *away = g_strconcat (folder, "-away", NULL);
  gint64 evening_us = cpx_clock_now_us ();
  g_auto(CpxLogState) state = { 0 };
  g_autoptr(GError) error = NULL;
  gboolean sealed;
  guint n_seals;

  choose (fixture, folder);
  cpx_audit_seal_free (seal (fixture));
  put_back_old_file (fixture);
  n_seals = count_seals (fixture);

  close_as_the_screen_does (fixture);
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_cmpuint (count_seals (fixture), ==, n_seals);

  cpx_clock_stop (evening_us + 36 * G_TIME_SPAN_HOUR);
  g_assert_false (cpx_practice_seal_day (fixture->practice, &sealed, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED);
  g_assert_false (sealed);
  g_assert_true (cpx_log_round (fixture->practice, &state, NULL));
  g_assert_nonnull (state.fault);
  g_assert_cmpuint (count_seals (fixture), ==, n_seals);

  g_assert_cmpint (g_rename (folder, away), ==, 0);   /* the stick is pulled out before closing */
  close_as_the_screen_does (fixture);
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_cmpuint (count_seals (fixture), ==, n_seals);
  cpx_clock_resume ();

  g_assert_cmpint (g_rename (away, folder), ==, 0);
  choose (fixture, folder);   /* an administrator settles it */
  close_as_the_screen_does (fixture);
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_cmpuint (count_seals (fixture), ==, n_seals + 1);
  remove_place (folder);
}

/* 4: closing leaves it to the next round, which says and notes it, once. */
static void
test_taken_away (Fixture       *fixture,
                 gconstpointer  data)
{
  char *folder = make_place (fixture);
  g_autofree char *path = cpx_second_place_dup_seal_path (folder, cpx_practice_get_device_id (fixture->practice));
  g_autofree char *copy = NULL;

  choose (fixture, folder);
  cpx_audit_seal_free (seal (fixture));
  assert_state (fixture, CPX_SECOND_PLACE_KEPT);
  g_assert_cmpuint (count_action (fixture, "second-place.rewritten"), ==, 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
  close_as_the_screen_does (fixture);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr(CpxSecondPlaceReport) report = keep (fixture);

      g_assert_cmpint (report->state, ==, CPX_SECOND_PLACE_KEPT);
      g_assert_cmpint (strstr (report->sentence, "had gone") != NULL, ==, round == 0);
      g_assert_cmpuint (count_action (fixture, "second-place.rewritten"), ==, 1);
    }
  copy = read_copy (fixture, folder);
  g_assert_nonnull (copy);
  remove_place (folder);
}

/* An old vault file put back: the log ends before the seal. 2 */
static void
test_put_back (Fixture       *fixture,
               gconstpointer  data)
{
  char *folder = make_place (fixture);
  g_autofree char *old = g_strconcat (fixture->path, ".old", NULL);
  g_autoptr(CpxAuditSeal) last = NULL;
  g_autoptr(CpxSecondPlaceReport) report = NULL, other = NULL;
  g_auto(CpxLogState) state = { 0 };
  g_autofree char *copy = NULL, *after = NULL, *n_sealed = NULL;
  g_autoptr(GError) error = NULL;

  choose (fixture, folder);
  cpx_audit_seal_free (seal (fixture));
  practice_fixture_close (fixture);
  copy_file (fixture->path, old);
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  for (guint i = 0; i < 20; i++)
    g_object_unref (practice_fixture_add_patient (fixture, "DURAND", "Anne", "1970-01-01"));
  last = seal (fixture);
  assert_state (fixture, CPX_SECOND_PLACE_KEPT);
  copy = read_copy (fixture, folder);
  practice_fixture_close (fixture);
  copy_file (old, fixture->path);
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);

  report = keep (fixture);
  g_assert_cmpint (report->state, ==, CPX_SECOND_PLACE_AHEAD);
  n_sealed = g_strdup_printf ("%" G_GUINT64_FORMAT, last->size);
  g_assert_nonnull (strstr (report->sentence, n_sealed));
  assert_behind (fixture, CPX_LOG_FAULT_TRUNCATED, report->sentence);
  g_assert_true (cpx_log_round (fixture->practice, &state, &error));
  g_assert_cmpstr (state.fault, ==, report->sentence);
  close_as_the_screen_does (fixture);   /* which leaves the copy as it is */
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  after = read_copy (fixture, folder);
  g_assert_cmpstr (after, ==, copy);

  /* Work goes on beyond the number that was sealed: other entries. */
  for (guint i = 0; i < 40; i++)
    g_object_unref (practice_fixture_add_patient (fixture, "MARTIN", "Paul", "1971-01-01"));
  other = keep (fixture);
  g_assert_cmpint (other->state, ==, CPX_SECOND_PLACE_AHEAD);
  assert_behind (fixture, CPX_LOG_FAULT_ALTERED, other->sentence);

  /* An administrator who chooses the place anew has it put aside. */
  choose (fixture, folder);
  assert_state (fixture, CPX_SECOND_PLACE_KEPT);
  assert_sound (fixture);
  cpx_audit_seal_free (seal (fixture));
  remove_place (folder);
}

static void
test_garbage (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const texts[] = { "", "n’importe quoi", "a\n1\nAAAA\n\n— b AAAA\n" };
  char *folder = make_place (fixture);
  g_autofree char *path = cpx_second_place_dup_seal_path (folder, cpx_practice_get_device_id (fixture->practice));
  g_autofree char *whole = NULL, *altered = NULL;

  choose (fixture, folder);
  cpx_audit_seal_free (seal (fixture));
  assert_state (fixture, CPX_SECOND_PLACE_KEPT);
  whole = read_copy (fixture, folder);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      assert_spoiled (fixture);
    }
  g_assert_true (g_file_set_contents (path, whole, (gssize) strlen (whole) - 5, NULL));
  assert_spoiled (fixture);
  altered = g_strdup (whole);
  altered[strlen (altered) - 10] ^= 1;   /* of the signature: a note all the same */
  g_assert_true (g_file_set_contents (path, altered, -1, NULL));
  assert_spoiled (fixture);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);   /* root reads everything, but no folder */
  assert_spoiled (fixture);
  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_assert_true (g_file_set_contents (path, whole, -1, NULL));
  assert_state (fixture, CPX_SECOND_PLACE_KEPT);
  assert_sound (fixture);
  remove_place (folder);
}

/* 2: what is spoiled is put aside once the place is chosen anew; and a seal may be set meanwhile. */
static void
test_garbage_put_aside (Fixture       *fixture,
                        gconstpointer  data)
{
  char *folder = make_place (fixture);
  g_autofree char *path = cpx_second_place_dup_seal_path (folder, cpx_practice_get_device_id (fixture->practice));
  g_autoptr(CpxAuditSeal) last = NULL;
  g_autofree char *copy = NULL;

  choose (fixture, folder);
  cpx_audit_seal_free (seal (fixture));
  assert_state (fixture, CPX_SECOND_PLACE_KEPT);
  g_assert_true (g_file_set_contents (path, "abc", -1, NULL));
  cpx_audit_seal_free (seal (fixture));
  assert_spoiled (fixture);
  choose (fixture, folder);
  last = seal (fixture);
  assert_state (fixture, CPX_SECOND_PLACE_KEPT);
  assert_sound (fixture);
  copy = read_copy (fixture, folder);
  g_assert_cmpstr (copy, ==, last->note);
  remove_place (folder);
}

/* 1: a place that cannot be written keeps what it had. */
static void
test_full (Fixture       *fixture,
           gconstpointer  data)
{
  char *folder = make_place (fixture);
  g_autofree char *book = cpx_second_place_dup_book_path (folder, cpx_practice_get_device_id (fixture->practice));
  g_autofree char *before = NULL, *after = NULL;

  choose (fixture, folder);
  cpx_audit_seal_free (seal (fixture));
  assert_state (fixture, CPX_SECOND_PLACE_KEPT);
  before = read_copy (fixture, folder);
  g_unlink (book);
  g_assert_cmpint (g_mkdir (book, 0700), ==, 0);   /* root writes everywhere, but not into a folder */
  g_object_unref (practice_fixture_add_patient (fixture, "DURAND", "Anne", "1970-01-01"));
  cpx_audit_seal_free (seal (fixture));
  assert_state (fixture, CPX_SECOND_PLACE_FULL);
  after = read_copy (fixture, folder);
  g_assert_cmpstr (after, ==, before);
  g_rmdir (book);
  assert_state (fixture, CPX_SECOND_PLACE_KEPT);
  remove_place (folder);
}

static void
assert_refused (Fixture          *fixture,
                const char       *folder,
                CpxPracticeError  code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (cpx_practice_set_second_place (fixture->practice, folder, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, (int) code);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  char *folder = make_place (fixture);

  assert_refused (fixture, "relative", CPX_PRACTICE_ERROR_INVALID);
  assert_refused (fixture, "/nowhere/at/all", CPX_PRACTICE_ERROR_INVALID);
  assert_refused (fixture, fixture->path, CPX_PRACTICE_ERROR_INVALID);
  assert_refused (fixture, fixture->folder, CPX_PRACTICE_ERROR_INVALID);
  practice_fixture_add_user (fixture, "lea", CPX_ROLE_SECRETARY);
  practice_fixture_reopen (fixture, "lea", FIXTURE_PASSPHRASE);
  assert_refused (fixture, folder, CPX_PRACTICE_ERROR_NOT_ALLOWED);
  assert_refused (fixture, NULL, CPX_PRACTICE_ERROR_NOT_ALLOWED);
  assert_state (fixture, CPX_SECOND_PLACE_NONE);   /* she has the seals kept all the same */
  remove_place (folder);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *path = g_strconcat ("/second-place/day/", days[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_day);
    }
  FIXTURE_TEST ("/second-place/midnight", test_midnight);
  FIXTURE_TEST ("/second-place/closing", test_closing);
  FIXTURE_TEST ("/second-place/kept", test_kept);
  FIXTURE_TEST ("/second-place/3/away", test_away);
  FIXTURE_TEST ("/second-place/2/put-back", test_put_back);
  FIXTURE_TEST ("/second-place/2/not-sealed", test_not_sealed);
  FIXTURE_TEST ("/second-place/4/taken-away", test_taken_away);
  FIXTURE_TEST ("/second-place/3/garbage", test_garbage);
  FIXTURE_TEST ("/second-place/2/garbage-put-aside", test_garbage_put_aside);
  FIXTURE_TEST ("/second-place/1/full", test_full);
  FIXTURE_TEST ("/second-place/refused", test_refused);

  return g_test_run ();
}

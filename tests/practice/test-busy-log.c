/* test-busy-log.c: the log while work goes on: verified while it grows, and where a page of what it is found by is bad.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-audit-seal.h"
#include "cpx-erase-patient.h"
#include "cpx-journal.h"
#include "cpx-practice-private.h"
#include "cpx-verify-index.h"
#include "cpx-verify-log.h"

#include <cpx-vault.h>

#include <string.h>

#define HEADER_BYTES 65536   /* DESIGN: eight keyslots, each twice */
#define PAGE_BYTES   4096
#define PIECE        8192    /* entries that are verified in one look */

typedef PracticeFixture Fixture;

/* A CpxDeedFunc. */
static gpointer
note_some (CpxJournal  *journal,
           gpointer     data,
           GError     **error)
{
  for (int i = 0; i < GPOINTER_TO_INT (data); i++)
    {
      g_autoptr(CpxReceipt) receipt = cpx_journal_note (journal, NULL, "document.printed", NULL, NULL, error);

      if (receipt == NULL)
        return NULL;
    }

  return data;
}

static void
note (Fixture *fixture,
      guint    n)
{
  g_autoptr(GError) error = NULL;

  cpx_practice_perform (fixture->practice, note_some, GUINT_TO_POINTER (n), NULL, &error);
  g_assert_no_error (error);
}

/* What is done while the log is verified. */
typedef struct
{
  Fixture *fixture;
  char    *patient_id;   /* (nullable): erased then */
  guint    n_called;
} Meanwhile;

/* A CpxLogProgress: between two pieces. */
static void
go_on_working (guint64  n_done,
               guint64  n_entries,
               gpointer user_data)
{
  Meanwhile *self = user_data;
  CpxPractice *practice = self->fixture->practice;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) erased = NULL;
  g_autoptr(CpxAuditSeal) seal = NULL;

  if (self->n_called++ > 0)
    return;
  if (self->patient_id != NULL)
    erased = cpx_practice_erase_patient (practice, self->patient_id, "Demande écrite du patient, article 17", &error);
  g_assert_no_error (error);
  note (self->fixture, 1);
  seal = cpx_practice_seal_log (practice, CPX_SEAL_ASKED, &error);
  g_assert_no_error (error);
  note (self->fixture, 1);
}

static void
assert_sound (Fixture   *fixture,
              Meanwhile *meanwhile)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxLogReport) report =
    cpx_practice_verify_log (fixture->practice, NULL, NULL, meanwhile != NULL ? go_on_working : NULL, meanwhile, NULL,
                             &error);

  g_assert_no_error (error);
  g_assert_cmpstr (report->sentence, ==, NULL);
  g_assert_true (report->sound);
}

/* A seal that is set meanwhile has its entry, and no place among the seals that were read before. */
static void
test_sealed_meanwhile (Fixture       *fixture,
                       gconstpointer  data)
{
  Meanwhile meanwhile = { .fixture = fixture };

  note (fixture, PIECE + 100);
  assert_sound (fixture, &meanwhile);
  g_assert_cmpint (meanwhile.n_called, >, 1);
  assert_sound (fixture, NULL);
}

static void
test_erased_meanwhile (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (fixture, "Durand", "Anne", "1970-01-01");
  g_autofree char *id = g_strdup (cpx_record_get_id (patient));
  Meanwhile meanwhile = { .fixture = fixture, .patient_id = id };

  note (fixture, PIECE + 100);
  assert_sound (fixture, &meanwhile);
  g_assert_cmpint (meanwhile.n_called, >, 1);
  assert_sound (fixture, NULL);
}

static gint64
find_page (Fixture    *fixture,
           const char *sql)
{
  g_autoptr(CpxSecret) passphrase = cpx_secret_new_from_text (FIXTURE_PASSPHRASE);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxVault) vault =
    cpx_vault_unlock (fixture->path, FIXTURE_LOGIN, passphrase, CPX_VAULT_OPEN_DEFAULT, &error);
  CpxDb *db = cpx_vault_open_writer (vault, 0, &error);
  gint64 page = 0;

  g_assert_no_error (error);
  cpx_db_query_int64 (db, sql, 0, &page, &error);
  g_assert_no_error (error);
  g_assert_cmpint (page, >, 1);
  cpx_db_close (db, &error);
  cpx_vault_close (vault, &error);
  g_assert_no_error (error);

  return page;
}

/* Flips a byte of the page that @sql finds, and opens the practice again. */
static void
damage (Fixture    *fixture,
        const char *sql)
{
  g_autofree char *bytes = NULL;
  gint64 page;
  gsize size;

  practice_fixture_close (fixture);
  page = find_page (fixture, sql);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  bytes[HEADER_BYTES + (page - 1) * PAGE_BYTES + 1234] ^= 4;
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) size, NULL));
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
}

/* More than wait for the table by patient: it is tried, more than once. */
static void
assert_writes (Fixture *fixture)
{
  for (guint i = 0; i < 1200; i++)
    note (fixture, 1);
}

/* A bad page among the entries that wait: what is new is saved all the same. */
static void
test_bad_page_among_waiting (Fixture       *fixture,
                             gconstpointer  data)
{
  note (fixture, 1000);
  for (guint i = 0; i < 480; i++)
    note (fixture, 1);
  damage (fixture, "SELECT pageno FROM dbstat WHERE name = 'log' AND pagetype = 'leaf' ORDER BY path DESC"
                   " LIMIT 1 OFFSET 32");
  assert_writes (fixture);
}

/* Entries about patients, so that the table has leaves that are written to again. */
static void
add_patients (Fixture *fixture,
              guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(CpxRecord) patient = practice_fixture_add_patient (fixture, "Durand", "Anne", "1970-01-01");
    }
}

/* A bad page of the table itself: what is new is saved, and the log is told sound but for its index. */
static void
test_bad_page_of_index (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxLogReport) report = NULL;

  add_patients (fixture, 300);
  note (fixture, 3000);
  damage (fixture, "SELECT pageno FROM dbstat WHERE name = 'log_about' AND pagetype = 'leaf' ORDER BY path DESC"
                   " LIMIT 1");
  report = cpx_practice_verify_log (fixture->practice, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (report->sound);
  g_assert_true (cpx_practice_verify_log_index (fixture->practice, report, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (report->sound);
  g_assert_nonnull (strstr (report->sentence, "intact"));
  add_patients (fixture, 600);
  assert_writes (fixture);
}

/* A bad page that hides the record of a post accuses nobody of having made that post up. */
static void
test_bad_page_of_posts (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *sql = g_strdup_printf ("SELECT pageno FROM dbstat WHERE name = '%s' LIMIT 1", (const char *) data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxLogReport) quick = NULL, whole = NULL;

  note (fixture, 100);
  damage (fixture, sql);
  quick = cpx_practice_verify_log_end (fixture->practice, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (quick->sentence, ==, NULL);
  whole = cpx_practice_verify_log (fixture->practice, NULL, NULL, NULL, NULL, NULL, &error);
  g_test_message ("%s", whole != NULL ? whole->sentence : error->message);
  g_assert_true (whole == NULL || whole->sentence == NULL || strstr (whole->sentence, "who has the key") == NULL);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);

  FIXTURE_TEST ("/busy-log/sealed-meanwhile", test_sealed_meanwhile);
  FIXTURE_TEST ("/busy-log/erased-meanwhile", test_erased_meanwhile);
  FIXTURE_TEST ("/busy-log/bad-page-among-waiting", test_bad_page_among_waiting);
  FIXTURE_TEST ("/busy-log/bad-page-of-index", test_bad_page_of_index);
  g_test_add ("/busy-log/bad-page-of-posts", Fixture, "r_device", practice_fixture_set_up, test_bad_page_of_posts,
              practice_fixture_tear_down);
  g_test_add ("/busy-log/bad-page-of-posts-index", Fixture, "sqlite_autoindex_r_device_1", practice_fixture_set_up,
              test_bad_page_of_posts, practice_fixture_tear_down);

  return g_test_run ();
}

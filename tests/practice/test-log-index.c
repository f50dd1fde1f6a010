/* test-log-index.c: what entries of the log are found by, altered by SQL: found by the verification, and made anew.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-journal.h"
#include "cpx-practice-private.h"
#include "cpx-verify-index.h"

#include <cpx-audit-log-private.h>
#include <cpx-patient.h>
#include <cpx-role.h>

#include <string.h>

#define N_ENTRIES 1700   /* three blocks of 512, and entries that wait */

typedef PracticeFixture Fixture;

/* Of the table by patient, one row; "about" counts from the first. */
#define ABOUT(n) "(SELECT place FROM log_about ORDER BY place LIMIT 1 OFFSET " #n ")"

static const struct
{
  const char  *name;
  const char  *sql;
  CpxLogFault  fault;
} alterations[] = {
  { "entry-hidden", "DELETE FROM log_about WHERE place = " ABOUT (3), CPX_LOG_FAULT_UNINDEXED },
  { "entry-of-another", "UPDATE log_about SET owner = randomblob (16) WHERE place = " ABOUT (5),
    CPX_LOG_FAULT_UNINDEXED },
  { "owners-exchanged", "UPDATE log_about SET owner = (SELECT owner FROM log_about AS o WHERE o.place ="
    " " ABOUT (0) " + " ABOUT (9) " - log_about.place) WHERE place IN (" ABOUT (0) ", " ABOUT (9) ")",
    CPX_LOG_FAULT_UNINDEXED },
  { "owner-a-text", "UPDATE log_about SET owner = CAST (owner AS TEXT) WHERE place = " ABOUT (2),
    CPX_LOG_FAULT_UNINDEXED },
  { "one-too-many", "INSERT INTO log_about SELECT randomblob (16), " ABOUT (1), CPX_LOG_FAULT_UNINDEXED },
  { "said-to-be-entered", "UPDATE setting SET value = CAST ((SELECT max (place) + 1 FROM log) AS TEXT)"
    " WHERE key = 'log-about'", CPX_LOG_FAULT_UNINDEXED },
  { "day-hidden", "UPDATE log_block SET first_us = first_us + 1 WHERE block = (SELECT min (block) FROM log_block)",
    CPX_LOG_FAULT_UNINDEXED },
  { "block-gone", "DELETE FROM log_block WHERE block = (SELECT min (block) FROM log_block)",
    CPX_LOG_FAULT_UNINDEXED },
  { "bit-gone", "UPDATE log_facet_block SET members = zeroblob (64) WHERE facet = (SELECT max (facet) FROM"
    " log_facet_block)", CPX_LOG_FAULT_UNINDEXED },
  { "user-gone", "DELETE FROM log_facet_block WHERE facet = (SELECT number FROM log_facet WHERE sort = 0 LIMIT 1)",
    CPX_LOG_FAULT_UNINDEXED },
  { "action-renamed", "UPDATE log_facet SET value = value || 'x' WHERE sort = 1 AND value = 'document.printed'",
    CPX_LOG_FAULT_UNINDEXED },
  { "one-action-more", "INSERT INTO log_facet (sort, value) VALUES (1, 'made.up'); INSERT INTO log_facet_block SELECT"
    " max (number), (SELECT min (block) FROM log_block), zeroblob (64) FROM log_facet", CPX_LOG_FAULT_UNINDEXED },
  { "order-altered", "UPDATE log_facet_block SET members = zeroblob (4096) WHERE facet = (SELECT number FROM log_facet"
    " WHERE sort = 2)", CPX_LOG_FAULT_UNINDEXED },
  { "filed-elsewhere", "UPDATE log SET patient = randomblob (16) WHERE place = " ABOUT (4), CPX_LOG_FAULT_MISFILED },
  { "filed-nowhere", "UPDATE log SET patient = NULL, record = NULL; DELETE FROM log_about", CPX_LOG_FAULT_MISFILED },
};

/* A CpxTxnFunc: what somebody does who has the passphrase and knows SQL. */
static gpointer
exec_func (CpxTxn    *txn,
           gpointer   sql,
           GError   **error)
{
  return cpx_db_exec (txn->db, sql, error) ? sql : NULL;
}

static void
run_sql (Fixture    *fixture,
         const char *sql)
{
  g_autoptr(GError) error = NULL;

  cpx_store_run_sync (cpx_practice_get_store (fixture->practice), exec_func, (gpointer) sql, NULL, &error);
  g_assert_no_error (error);
}

/* A CpxTxnFunc. */
static gpointer
count_func (CpxTxn    *txn,
            gpointer   sql,
            GError   **error)
{
  gint64 *count = g_new0 (gint64, 1);

  g_assert_true (cpx_db_query_int64 (txn->db, sql, 0, count, NULL));

  return count;
}

static gint64
count (Fixture    *fixture,
       const char *sql)
{
  g_autofree gint64 *found = cpx_practice_look (fixture->practice, NULL, count_func, (gpointer) sql, g_free, NULL);

  g_assert_nonnull (found);

  return *found;
}

/* A CpxDeedFunc. */
static gpointer
note_many (CpxJournal  *journal,
           gpointer     data,
           GError     **error)
{
  for (gint64 n = cpx_audit_log_count (cpx_journal_get_txn (journal), NULL, error); n < N_ENTRIES; n++)
    {
      g_autoptr(CpxReceipt) receipt = cpx_journal_note (journal, NULL, n % 7 == 0 ? "seal.printed" : "document.printed",
                                                        n % 3 == 0 ? data : NULL, NULL, error);

      if (receipt == NULL)
        return NULL;
    }

  return data;
}

static guint
count_about (Fixture   *fixture,
             CpxRecord *patient)
{
  g_autofree char *hex = g_strdup (cpx_record_get_id (patient)), *sql = NULL;
  g_auto(GStrv) parts = g_strsplit (hex, "-", -1);
  g_autofree char *bytes = g_strjoinv ("", parts);

  sql = g_strdup_printf ("SELECT count (*) FROM log_about WHERE owner = X'%s'", bytes);

  return (guint) count (fixture, sql);
}

static CpxLogReport *
verify (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  CpxLogReport *report = cpx_practice_verify_log (fixture->practice, NULL, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  cpx_practice_verify_log_index (fixture->practice, report, NULL, &error);
  g_assert_no_error (error);

  return report;
}

static void
assert_sound (Fixture *fixture)
{
  g_autoptr(CpxLogReport) report = verify (fixture);

  g_assert_cmpstr (report->sentence, ==, NULL);
  g_assert_true (report->sound);
}

static void
assert_fault (Fixture     *fixture,
              const char  *name,
              CpxLogFault  fault)
{
  g_autoptr(CpxLogReport) report = verify (fixture);

  if (report->sound || report->verdict.fault != fault)
    g_error ("%s: fault %d: %s", name, report->verdict.fault, report->sentence);
  g_assert_cmpstr (report->device_id, ==, cpx_practice_get_device_id (fixture->practice));
  g_assert_nonnull (strstr (report->sentence, "audit reindex"));
  g_assert_cmpuint (report->verdict.last, <, N_ENTRIES + 512);
}

static guint64
remake (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  guint64 n_filed = 0;
  g_autoptr(CpxReceipt) receipt = cpx_practice_remake_log_index (fixture->practice, &n_filed, &error);

  g_assert_no_error (error);
  g_assert_nonnull (receipt);

  return n_filed;
}

static CpxRecord *
grow (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  CpxRecord *patient = practice_fixture_add_patient (fixture, "DURAND", "Anne", "1970-01-01");

  cpx_practice_perform (fixture->practice, note_many, patient, NULL, &error);
  g_assert_no_error (error);

  return patient;
}

/* Whatever is altered is found, and making the index anew mends it: the log is then as it was before. */
static void
test_alterations (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(CpxRecord) patient = grow (fixture);
  guint n_about;

  assert_sound (fixture);
  g_assert_cmpuint (remake (fixture), ==, 0);
  assert_sound (fixture);
  n_about = count_about (fixture, patient);
  g_assert_cmpuint (n_about, >, 500);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM log_block"), ==, N_ENTRIES / 512);
  for (guint i = 0; i < G_N_ELEMENTS (alterations); i++)
    {
      /* One entry waits to be entered by patient. */
      g_object_unref (practice_fixture_add_patient (fixture, "PETIT", "Luc", "1980-01-01"));
      run_sql (fixture, alterations[i].sql);
      assert_fault (fixture, alterations[i].name, alterations[i].fault);
      g_assert_cmpint (remake (fixture) > 0, ==, alterations[i].fault == CPX_LOG_FAULT_MISFILED);
      assert_sound (fixture);
      g_assert_cmpuint (count_about (fixture, patient), ==, n_about);
    }
}

/* A receipt of an anchor says how many entries there were. */
static void
test_receipt (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(CpxLogReport) report = NULL;

  run_sql (fixture, "INSERT INTO anchor (number, kind, target) VALUES (1, 'rfc3161', 'http://127.0.0.1:9/tsr')");
  run_sql (fixture, "INSERT INTO anchor_receipt SELECT 1, max (place), 1, X'00' FROM log");
  assert_sound (fixture);
  run_sql (fixture, "INSERT INTO anchor_receipt SELECT 1, max (place) + 11, 1, X'00' FROM log");
  report = verify (fixture);
  g_assert_false (report->sound);
  g_assert_cmpint (report->verdict.fault, ==, CPX_LOG_FAULT_TRUNCATED);
  g_assert_cmpuint (report->verdict.last, ==, report->n_entries + 9);
}

/* Nothing of it is left where it may not be done. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  guint64 n_filed = 0;
  gint64 n_blocks;

  g_object_unref (grow (fixture));
  n_blocks = count (fixture, "SELECT count (*) FROM log_block");
  practice_fixture_add_user (fixture, "lea", CPX_ROLE_SECRETARY);
  practice_fixture_reopen (fixture, "lea", FIXTURE_PASSPHRASE);
  g_assert_null (cpx_practice_remake_log_index (fixture->practice, &n_filed, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM log_block"), >=, n_blocks);
  assert_sound (fixture);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  FIXTURE_TEST ("/log-index/alterations", test_alterations);
  FIXTURE_TEST ("/log-index/refused", test_refused);
  FIXTURE_TEST ("/log-index/receipt", test_receipt);

  return g_test_run ();
}

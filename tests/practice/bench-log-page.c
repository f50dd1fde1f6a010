/* bench-log-page.c: the first page of the journal with filters, in a log of as many entries as one says.
 *
 *   bench-log-page N: prints the milliseconds of each question, the best of five
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "log-maker.h"
#include "practice-fixture.h"

#include "cpx-journal.h"
#include "cpx-log-page.h"

#include <cpx-patient.h>

#define N_PATIENTS 200
#define PIECE      20000
#define PAGE       64

typedef struct
{
  GPtrArray *patients;
  guint      first;
  guint      n;
} Making;

static gpointer
make (CpxJournal  *journal,
      gpointer     data,
      GError     **error)
{
  Making *making = data;

  return log_maker_add (cpx_journal_get_txn (journal), making->n, making->first,
                        (const char *const *) making->patients->pdata, error)
           ? making : NULL;
}

static void
fill (PracticeFixture *fixture,
      GPtrArray       *patients,
      guint            n)
{
  for (guint i = 0; i < n; i += PIECE)
    {
      Making making = { patients, i, MIN (PIECE, n - i) };

      g_assert_nonnull (cpx_practice_perform (fixture->practice, make, &making, NULL, NULL));
    }
}

static void
ask (PracticeFixture    *fixture,
     const char         *name,
     const CpxLogFilter *filter)
{
  gint64 best_us = G_MAXINT64;
  guint n_found = 0;

  for (guint i = 0; i < 5; i++)
    {
      gint64 start_us = g_get_monotonic_time ();
      g_autoptr(GArray) places = cpx_practice_find_log (fixture->practice, filter, NULL, NULL);
      g_autoptr(GPtrArray) page = cpx_practice_read_log (fixture->practice, (const gint64 *) (gpointer) places->data,
                                                         MIN (PAGE, places->len), NULL);
      gint64 taken_us = g_get_monotonic_time () - start_us;

      g_assert_cmpuint (page->len, ==, MIN (PAGE, places->len));
      if (i == 0)
        g_print ("%-24s first %7.2f ms", name, (double) taken_us / 1000);
      best_us = MIN (best_us, taken_us);
      n_found = places->len;
    }
  g_print ("  best %7.2f ms  %u entries\n", (double) best_us / 1000, n_found);
}

int
main (int    argc,
      char **argv)
{
  guint n = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100000;
  PracticeFixture fixture = { NULL };
  g_autoptr(GPtrArray) patients = g_ptr_array_new_with_free_func (g_free);
  const char *actions[] = { "patient.edited", "coding.", NULL };
  CpxLogFilter filter;

  practice_fixture_init (&argc, &argv);
  practice_fixture_set_up (&fixture, NULL);
  for (guint i = 0; i < N_PATIENTS; i++)
    {
      g_autoptr(CpxRecord) patient = practice_fixture_add_patient (&fixture, "Moreau", "Ève", "1980-02-29");

      g_ptr_array_add (patients, g_strdup (cpx_record_get_id (patient)));
    }
  g_ptr_array_add (patients, NULL);
  fill (&fixture, patients, n);
  practice_fixture_reopen (&fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);

  cpx_log_filter_init (&filter);
  ask (&fixture, "everything", &filter);
  filter.user_id = log_maker_dup_user (3);
  ask (&fixture, "a user", &filter);
  filter.actions = g_strdupv ((char **) actions);
  ask (&fixture, "+ actions", &filter);
  filter.from_us = LOG_MAKER_FIRST_US + n / 4 * LOG_MAKER_STEP_US;
  filter.until_us = LOG_MAKER_FIRST_US + n / 2 * LOG_MAKER_STEP_US;
  ask (&fixture, "+ a period", &filter);
  filter.patient_id = g_strdup (g_ptr_array_index (patients, 7));
  ask (&fixture, "+ a patient", &filter);
  cpx_log_filter_clear (&filter);
  filter.patient_id = g_strdup (g_ptr_array_index (patients, 7));
  ask (&fixture, "a patient", &filter);
  cpx_log_filter_clear (&filter);
  practice_fixture_tear_down (&fixture, NULL);

  return 0;
}

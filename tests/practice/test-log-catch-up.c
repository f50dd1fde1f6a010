/* test-log-catch-up.c: a vault older than the index of its log: what is found stays the same while it is filled.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "log-maker.h"
#include "practice-fixture.h"

#include "cpx-log-catch-up.h"
#include "cpx-log-page.h"
#include "cpx-practice-private.h"

#include <cpx-db.h>
#include <cpx-txn-private.h>

#define N_ENTRIES 9000
#define N_PATIENTS 3
#define N_FILTERS 5

typedef struct
{
  PracticeFixture  base;
  char            *patients[N_PATIENTS + 1];
  char            *user;
  char            *action[2];
  CpxLogFilter     filters[N_FILTERS];
  GArray          *expected[N_FILTERS];   /* (owned): places, from the whole index */
} Fixture;

/* A CpxTxnFunc. */
static gpointer
make (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  return log_maker_add (txn, N_ENTRIES, 0, data, error) ? data : NULL;
}

/* A CpxTxnFunc. */
static gpointer
drop_index (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  const char *sql = "DELETE FROM log_block; DELETE FROM log_facet_block; DELETE FROM log_facet; DELETE FROM log_about;"
                    "DELETE FROM setting WHERE key = 'log-about'";

  return cpx_db_exec (txn->db, sql, error) ? txn : NULL;
}

static GArray *
find (Fixture            *self,
      const CpxLogFilter *filter)
{
  g_autoptr(GError) error = NULL;
  GArray *places = cpx_practice_find_log (self->base.practice, filter, NULL, &error);

  g_assert_no_error (error);

  return places;
}

/* Entries that came since are the newest: the rest is what it was. */
static void
check_filters (Fixture *self)
{
  for (guint i = 0; i < N_FILTERS; i++)
    {
      g_autoptr(GArray) found = find (self, &self->filters[i]);
      guint n = self->expected[i]->len;

      g_assert_cmpuint (found->len, >=, n);
      g_assert_cmpmem (&g_array_index (found, gint64, found->len - n), n * sizeof (gint64), self->expected[i]->data,
                       n * sizeof (gint64));
    }
}

static void
make_filters (Fixture *self)
{
  for (guint i = 0; i < N_FILTERS; i++)
    cpx_log_filter_init (&self->filters[i]);
  self->filters[0].user_id = self->user = log_maker_dup_user (2);
  self->action[0] = (char *) "coding.";
  self->filters[1].actions = self->action;
  self->filters[2].patient_id = self->patients[0];
  self->filters[3].from_us = LOG_MAKER_FIRST_US + 1000 * LOG_MAKER_STEP_US;
  self->filters[3].until_us = LOG_MAKER_FIRST_US + 5000 * LOG_MAKER_STEP_US;
  for (guint i = 0; i < N_FILTERS; i++)
    self->expected[i] = find (self, &self->filters[i]);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  practice_fixture_set_up (&self->base, NULL);
  for (guint i = 0; i < N_PATIENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("NOM%c", 'A' + i);
      g_autoptr(CpxRecord) patient = practice_fixture_add_patient (&self->base, name, "Jean", "1958-03-14");

      self->patients[i] = g_strdup (cpx_record_get_id (patient));
    }
  g_assert_nonnull (cpx_store_run_sync (cpx_practice_get_store (self->base.practice), make, self->patients, NULL,
                                        &error));
  make_filters (self);
  g_assert_nonnull (cpx_store_run_sync (cpx_practice_get_store (self->base.practice), drop_index, NULL, NULL, &error));
  practice_fixture_reopen (&self->base, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  for (guint i = 0; i < N_PATIENTS; i++)
    g_free (self->patients[i]);
  for (guint i = 0; i < N_FILTERS; i++)
    g_array_unref (self->expected[i]);
  g_free (self->user);
  practice_fixture_tear_down (&self->base, NULL);
}

static CpxLogCatchUp *
begin (Fixture *self)
{
  CpxLogCatchUp *catch_up = cpx_log_catch_up_get (self->base.practice);

  cpx_log_catch_up_begin (catch_up);

  return catch_up;
}

/* What is found before, between the steps while somebody works, and afterwards. */
static void
test_filters (Fixture       *self,
              gconstpointer  data)
{
  CpxLogCatchUp *catch_up;
  CpxCatchUpState state = { FALSE };
  guint last_percent = 0, n_seen = 0;

  check_filters (self);
  catch_up = begin (self);
  g_assert_false (cpx_log_catch_up_get_state (catch_up).is_known);
  while (!state.is_known || state.is_running)
    {
      g_main_context_iteration (NULL, TRUE);
      state = cpx_log_catch_up_get_state (catch_up);
      if (state.percent == last_percent)
        continue;
      g_assert_cmpuint (state.percent, >, last_percent);
      last_percent = state.percent;
      n_seen++;
      check_filters (self);
      g_object_unref (practice_fixture_add_patient (&self->base, "MOREAU", "Ève", "1980-02-29"));
    }
  g_assert_true (state.is_whole);
  g_assert_cmpuint (n_seen, >=, 3);
  check_filters (self);
}

/* The lock ends it between two steps; the next unlock goes on where it was. */
static void
test_locked (Fixture       *self,
             gconstpointer  data)
{
  CpxLogCatchUp *catch_up = begin (self);
  guint percent;

  while (cpx_log_catch_up_get_state (catch_up).percent < 20)
    g_main_context_iteration (NULL, TRUE);
  percent = cpx_log_catch_up_get_state (catch_up).percent;
  g_assert_false (cpx_log_catch_up_get_state (catch_up).is_whole);
  cpx_practice_lock (self->base.practice);
  g_assert_false (cpx_log_catch_up_get_state (catch_up).is_running);
  practice_fixture_reopen (&self->base, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  catch_up = begin (self);
  while (!cpx_log_catch_up_get_state (catch_up).is_known)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (cpx_log_catch_up_get_state (catch_up).percent, >=, percent - 1);   /* the unlock is an entry too */
  while (cpx_log_catch_up_get_state (catch_up).is_running)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (cpx_log_catch_up_get_state (catch_up).is_whole);
  check_filters (self);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  g_test_add ("/log-catch-up/filters", Fixture, NULL, set_up, test_filters, tear_down);
  g_test_add ("/log-catch-up/locked", Fixture, NULL, set_up, test_locked, tear_down);

  return g_test_run ();
}

/* test-log-list.c: the journal as a list: its rows come once looked at, a search by words keeps up with what happens.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-log-check.h"
#include "cpx-log-list.h"
#include "cpx-open-patient.h"

#include <cpx-patient.h>

static guint
get_n (CpxLogList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static gboolean
is_at_rest (CpxLogList *list)
{
  return !cpx_log_list_get_loading (list) && !cpx_log_list_get_search (list).searching;
}

static CpxLogRow *
read_row (CpxLogList *list,
          guint       position)
{
  CpxLogRow *row = g_list_model_get_item (G_LIST_MODEL (list), position);

  ITERATE_UNTIL (cpx_log_row_get_entry (row) != NULL);

  return row;
}

static void
assert_action (CpxLogList *list,
               guint       position,
               const char *action)
{
  g_autoptr(CpxLogRow) row = read_row (list, position);

  g_assert_cmpstr (cpx_log_entry_get (cpx_log_row_get_entry (row))->action, ==, action);
}

static void
ask (CpxLogList *list,
     const char *action,
     const char *text)
{
  g_auto(CpxLogFilter) filter = { NULL };

  cpx_log_filter_init (&filter);
  if (action != NULL)
    filter.actions = g_strdupv ((char *[]) { (char *) action, NULL });
  filter.text = g_strdup (text);
  cpx_log_list_set_filter (list, &filter);
  g_assert_true (cpx_log_filter_equal (cpx_log_list_get_filter (list), &filter));
  ITERATE_UNTIL (is_at_rest (list));
}

static void
add_patient (PracticeFixture *self,
             const char      *name)
{
  g_object_unref (practice_fixture_add_patient (self, name, "Ève", "1980-02-29"));
}

/* Nothing is asked until somebody wants something; then the newest come first, and a change is followed. */
static void
test_rows (PracticeFixture *self,
           gconstpointer    data)
{
  g_autoptr(CpxLogList) list = cpx_log_list_new (self->practice);
  g_autoptr(CpxLogRow) first = NULL;
  g_autoptr(CpxLogRow) second = NULL;
  guint n;

  add_patient (self, "Moreau");
  add_patient (self, "Adam");
  g_assert_cmpuint (get_n (list), ==, 0);
  cpx_log_list_refresh (list);
  ITERATE_UNTIL (is_at_rest (list));
  n = get_n (list);
  g_assert_cmpuint (n, >, 2);
  g_assert_null (cpx_log_list_get_error (list));
  assert_action (list, 0, "patient.created");

  first = read_row (list, 0);
  second = read_row (list, 1);
  g_assert_true (cpx_log_row_begins_day (first));
  g_assert_false (cpx_log_row_begins_day (second));

  /* The day begins at the row that is now above. */
  add_patient (self, "Zola");
  ITERATE_UNTIL (get_n (list) == n + 1);
  assert_action (list, 0, "patient.created");
  g_object_unref (read_row (list, 1));
  ITERATE_UNTIL (!cpx_log_row_begins_day (first));
}

static void
test_filter (PracticeFixture *self,
             gconstpointer    data)
{
  g_autoptr(CpxLogList) list = cpx_log_list_new (self->practice);

  add_patient (self, "Moreau");
  add_patient (self, "Adam");
  ask (list, "patient.created", NULL);
  g_assert_cmpuint (get_n (list), ==, 2);
  ask (list, "patient.erased", NULL);
  g_assert_cmpuint (get_n (list), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 0));
}

/* What came since is looked through as well, and stands above what was found before. */
static void
test_words (PracticeFixture *self,
            gconstpointer    data)
{
  g_autoptr(CpxLogList) list = cpx_log_list_new (self->practice);
  g_autoptr(CpxLogRow) before = NULL;
  g_autoptr(CpxLogRow) now = NULL;
  CpxLogSearch search;

  add_patient (self, "Moreau");
  add_patient (self, "Adam");
  ask (list, NULL, "moreau");
  g_assert_cmpuint (get_n (list), ==, 1);
  search = cpx_log_list_get_search (list);
  g_assert_false (search.paused);
  g_assert_cmpuint (search.n_looked, ==, search.n_to_look);
  before = read_row (list, 0);

  add_patient (self, "Zola");
  add_patient (self, "Moreau");
  ITERATE_UNTIL (get_n (list) == 2);
  now = g_list_model_get_item (G_LIST_MODEL (list), 1);
  g_assert_true (now == before);
  cpx_log_list_search_on (list);   /* there is no more to look at */
  ITERATE_UNTIL (is_at_rest (list));
  g_assert_cmpuint (get_n (list), ==, 2);
  ask (list, NULL, "nobody of that name");
  g_assert_cmpuint (get_n (list), ==, 0);
}

/* More entries than one look searches through: it goes on until enough are found, and on when asked. */
static void
test_long_search (PracticeFixture *self,
                  gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  g_autoptr(CpxLogList) list = cpx_log_list_new (self->practice);

  for (int i = 0; i < 700; i++)
    {
      g_autoptr(CpxPatientFile) file = cpx_practice_open_patient (self->practice, cpx_record_get_id (patient), NULL);

      g_assert_nonnull (file);
    }
  ask (list, "patient.opened", "moreau");
  g_assert_true (cpx_log_list_get_search (list).paused);
  g_assert_cmpuint (get_n (list), ==, 256);
  cpx_log_list_search_on (list);
  g_assert_true (cpx_log_list_get_search (list).searching);
  ITERATE_UNTIL (is_at_rest (list));
  cpx_log_list_search_on (list);
  ITERATE_UNTIL (is_at_rest (list));
  g_assert_cmpuint (get_n (list), ==, 700);
  g_assert_false (cpx_log_list_get_search (list).paused);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  CpxLogCheck **check = user_data;

  *check = cpx_practice_check_log_finish (CPX_PRACTICE (source), result, &error);
  g_assert_no_error (error);
}

/* A CpxScreenProgressFunc. */
static void
progress_cb (guint64  n_done,
             guint64  n_entries,
             gpointer user_data)
{
  g_assert_cmpuint (n_done, <=, n_entries);
}

static void
test_check (PracticeFixture *self,
            gconstpointer    data)
{
  g_autoptr(CpxLogCheck) check = NULL;

  add_patient (self, "Moreau");
  cpx_practice_check_log_async (self->practice, NULL, progress_cb, NULL, NULL, checked_cb, &check);
  ITERATE_UNTIL (check != NULL);
  g_assert_true (check->sound);
  g_assert_null (check->sentence);
  g_assert_cmpuint (check->n_entries, >, 1);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  FIXTURE_TEST ("/log-list/rows", test_rows);
  FIXTURE_TEST ("/log-list/filter", test_filter);
  FIXTURE_TEST ("/log-list/words", test_words);
  FIXTURE_TEST ("/log-list/long-search", test_long_search);
  FIXTURE_TEST ("/log-list/check", test_check);

  return g_test_run ();
}

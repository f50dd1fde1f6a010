/* test-live-list.c: the invariants that cpx-live-list.c and cpx-paged-list.c number, with reads that can be held up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-paged-list-private.h"
#include "cpx-practice-private.h"

#include <cpx-patient.h>
#include <string.h>

/* A read waits on the reader thread until the gate is opened. */
static GMutex gate;
static gboolean refuses;  /* the next reads fail */
static int n_reads;       /* begun; atomic */

static gboolean
pass_gate (GError **error)
{
  g_atomic_int_inc (&n_reads);
  g_mutex_lock (&gate);
  g_mutex_unlock (&gate);
  if (!refuses)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "refused");

  return FALSE;
}

/* The patients of the practice, and what was asked. */
#define TEST_TYPE_PATIENTS (test_patients_get_type ())
G_DECLARE_FINAL_TYPE (TestPatients, test_patients, TEST, PATIENTS, CpxLiveList)

struct _TestPatients
{
  CpxLiveList    parent_instance;

  CpxLiveEffect  effect;    /* of each change */
  guint          n_asked;
  guint          n_taken;
  guint          n_changes;
};

G_DEFINE_FINAL_TYPE (TestPatients, test_patients, CPX_TYPE_LIVE_LIST)

/* A CpxTxnFunc. */
static gpointer
read_patients (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_patient_kind);

  return pass_gate (error) ? cpx_txn_list (txn, query, error) : NULL;
}

static void
test_patients_ask (CpxLiveList         *list,
                GCancellable        *until,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  TEST_PATIENTS (list)->n_asked++;
  cpx_practice_look_async (cpx_live_list_get_practice (list), NULL, read_patients, NULL, NULL,
                           (GDestroyNotify) g_ptr_array_unref, until, callback, user_data);
}

static void
test_patients_take (CpxLiveList *list,
                 gpointer     content)
{
  TEST_PATIENTS (list)->n_taken++;
  cpx_live_list_take_items (list, content, NULL);
}

static CpxLiveEffect
test_patients_apply (CpxLiveList      *list,
                  const CpxChanged *changed)
{
  TEST_PATIENTS (list)->n_changes++;

  return TEST_PATIENTS (list)->effect;
}

static void
test_patients_class_init (TestPatientsClass *klass)
{
  CPX_LIVE_LIST_CLASS (klass)->ask = test_patients_ask;
  CPX_LIVE_LIST_CLASS (klass)->take = test_patients_take;
  CPX_LIVE_LIST_CLASS (klass)->apply = test_patients_apply;
}

static void
test_patients_init (TestPatients *self)
{
}

static guint
get_n (gpointer list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static gboolean
is_at_rest (gpointer list)
{
  return !cpx_live_list_get_loading (list);
}

static void
add_patient (PracticeFixture *self)
{
  g_object_unref (practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29"));
}

static void
read_again (gpointer list)
{
  cpx_live_list_refresh (list);
  ITERATE_UNTIL (is_at_rest (list));
}

static TestPatients *
patients_new (PracticeFixture *self)
{
  TestPatients *patients = g_object_new (TEST_TYPE_PATIENTS, "practice", self->practice, NULL);

  refuses = FALSE;
  read_again (patients);
  patients->n_asked = 0;
  patients->n_taken = 0;

  return patients;
}

/* One reader: what was on its way before has been answered after this. */
static void
read_later (PracticeFixture *self)
{
  g_object_unref (patients_new (self));
}

/* Has a read of @list wait at the gate. */
static void
hold_up (gpointer list)
{
  int n_before = g_atomic_int_get (&n_reads);

  g_mutex_lock (&gate);
  cpx_live_list_refresh (list);
  g_assert_true (cpx_live_list_get_loading (list));
  ITERATE_UNTIL (g_atomic_int_get (&n_reads) == n_before + 1);
}

/* 1. However often it is asked meanwhile, one read more. */
static void
test_once (PracticeFixture *self,
           gconstpointer    data)
{
  g_autoptr(TestPatients) patients = patients_new (self);

  hold_up (patients);
  for (int i = 0; i < 5; i++)
    cpx_live_list_refresh (CPX_LIVE_LIST (patients));
  g_assert_cmpuint (patients->n_asked, ==, 1);
  g_mutex_unlock (&gate);
  ITERATE_UNTIL (is_at_rest (patients));
  g_assert_cmpuint (patients->n_asked, ==, 2);
  g_assert_cmpuint (patients->n_taken, ==, 2);
}

/* 2. What changes during a read is not lost, whether the list has applied it or not. */
static void
test_changed_meanwhile (PracticeFixture *self,
                        gconstpointer    data)
{
  static const struct { CpxLiveEffect effect; guint n_asked; guint n_seen; } effects[] = {
    { CPX_LIVE_STALE, 2, 1 }, { CPX_LIVE_APPLIED, 2, 1 }, { CPX_LIVE_UNTOUCHED, 1, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (effects); i++)
    {
      g_autoptr(TestPatients) patients = patients_new (self);
      guint n_before = get_n (patients);

      patients->effect = effects[i].effect;
      hold_up (patients);
      add_patient (self);
      ITERATE_UNTIL (patients->n_changes > 0);   /* told before the answer is let through */
      g_mutex_unlock (&gate);
      ITERATE_UNTIL (is_at_rest (patients));
      g_assert_cmpuint (patients->n_asked, ==, effects[i].n_asked);
      g_assert_cmpuint (get_n (patients), >=, n_before + effects[i].n_seen);
    }
}

/* At rest, what a list has applied is not read again. */
static void
test_changed_at_rest (PracticeFixture *self,
                      gconstpointer    data)
{
  g_autoptr(TestPatients) patients = patients_new (self);
  g_autoptr(TestPatients) stale = patients_new (self);

  patients->effect = CPX_LIVE_APPLIED;
  stale->effect = CPX_LIVE_STALE;
  add_patient (self);
  ITERATE_UNTIL (stale->n_taken == 1 && is_at_rest (stale));
  g_assert_cmpuint (patients->n_asked, ==, 0);
  g_assert_cmpuint (get_n (stale), ==, 1);
}

/* 3. The answer to what was asked before is not taken. */
static void
test_asked_anew (PracticeFixture *self,
                 gconstpointer    data)
{
  g_autoptr(TestPatients) patients = patients_new (self);

  hold_up (patients);
  cpx_live_list_ask_anew (CPX_LIVE_LIST (patients));
  g_assert_cmpuint (patients->n_asked, ==, 2);
  g_mutex_unlock (&gate);
  ITERATE_UNTIL (is_at_rest (patients));
  g_assert_cmpuint (patients->n_taken, ==, 1);
  g_assert_null (cpx_live_list_get_error (CPX_LIVE_LIST (patients)));
}

/* 3. A read does not keep its list alive. */
static void
test_dropped (PracticeFixture *self,
              gconstpointer    data)
{
  TestPatients *patients = patients_new (self);

  hold_up (patients);
  g_assert_finalize_object (patients);
  g_mutex_unlock (&gate);
  read_later (self);
}

/* 3. Once locked, nothing is shown, taken or asked any more. */
static void
test_locked (PracticeFixture *self,
             gconstpointer    data)
{
  g_autoptr(TestPatients) patients = patients_new (self);

  add_patient (self);
  read_again (patients);
  g_assert_cmpuint (get_n (patients), ==, 1);
  patients->n_taken = 0;
  hold_up (patients);
  g_signal_emit_by_name (self->practice, "locked");
  g_assert_cmpuint (get_n (patients), ==, 0);
  g_assert_true (is_at_rest (patients));
  g_mutex_unlock (&gate);
  cpx_live_list_refresh (CPX_LIVE_LIST (patients));
  cpx_live_list_ask_anew (CPX_LIVE_LIST (patients));
  g_assert_true (is_at_rest (patients));
  read_later (self);
  g_assert_cmpuint (get_n (patients), ==, 0);
  g_assert_cmpuint (patients->n_taken, ==, 0);
}

/* 4. A failure says why; what is shown stays if it answers the same question. */
static void
test_failed (PracticeFixture *self,
             gconstpointer    data)
{
  g_autoptr(TestPatients) patients = patients_new (self);
  CpxLiveList *list = CPX_LIVE_LIST (patients);

  add_patient (self);
  read_again (list);
  refuses = TRUE;
  read_again (list);
  g_assert_nonnull (cpx_live_list_get_error (list));
  g_assert_cmpuint (get_n (list), ==, 1);
  cpx_live_list_ask_anew (list);
  ITERATE_UNTIL (is_at_rest (list));
  g_assert_cmpuint (get_n (list), ==, 0);
  refuses = FALSE;
  read_again (list);
  g_assert_null (cpx_live_list_get_error (list));
  g_assert_cmpuint (get_n (list), ==, 1);
}

#define N_NUMBERS  1000
#define PAGE       64
#define UNREADABLE 7     /* a number that no read gives */

/* A number as an object: its rows and its values. */
#define TEST_TYPE_NUMBER (test_number_get_type ())
G_DECLARE_FINAL_TYPE (TestNumber, test_number, TEST, NUMBER, GObject)

struct _TestNumber
{
  GObject   parent_instance;

  gint64    number;
  gboolean  is_old;   /* read before a change */
  gboolean  filled;
};

G_DEFINE_FINAL_TYPE (TestNumber, test_number, G_TYPE_OBJECT)

static void
test_number_class_init (TestNumberClass *klass)
{
}

static void
test_number_init (TestNumber *self)
{
}

static gpointer
test_number_new (gconstpointer key)
{
  TestNumber *self = g_object_new (TEST_TYPE_NUMBER, NULL);

  self->number = *(const gint64 *) key;

  return self;
}

/* All numbers from 0 on. */
#define TEST_TYPE_NUMBERS (test_numbers_get_type ())
G_DECLARE_FINAL_TYPE (TestNumbers, test_numbers, TEST, NUMBERS, CpxPagedList)

struct _TestNumbers
{
  CpxPagedList  parent_instance;

  guint         n_asked[N_NUMBERS];  /* how often each was */
  guint         n_pages;
};

G_DEFINE_FINAL_TYPE (TestNumbers, test_numbers, CPX_TYPE_PAGED_LIST)

/* A CpxTxnFunc. */
static gpointer
read_numbers (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  GArray *keys = data;
  g_autoptr(GPtrArray) numbers = g_ptr_array_new_with_free_func (g_object_unref);

  if (!pass_gate (error))
    return NULL;
  for (guint i = 0; i < keys->len; i++)
    {
      TestNumber *number = test_number_new (&g_array_index (keys, gint64, i));

      number->is_old = TRUE;
      if (number->number != UNREADABLE)
        g_ptr_array_add (numbers, number);
      else
        g_object_unref (number);
    }

  return g_steal_pointer (&numbers);
}

static void
test_numbers_ask_page (CpxPagedList        *list,
                       GArray              *keys,
                       GCancellable        *until,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  TestNumbers *self = TEST_NUMBERS (list);

  self->n_pages++;
  for (guint i = 0; i < keys->len; i++)
    self->n_asked[g_array_index (keys, gint64, i)]++;
  cpx_practice_look_async (cpx_live_list_get_practice (CPX_LIVE_LIST (list)), NULL, read_numbers, keys,
                           (GDestroyNotify) g_array_unref, (GDestroyNotify) g_ptr_array_unref, until, callback,
                           user_data);
}

static void
test_numbers_get_key (gpointer value,
                      gpointer out_key)
{
  *(gint64 *) out_key = TEST_NUMBER (value)->number;
}

static void
test_numbers_fill_row (gpointer row,
                       gpointer value)
{
  TEST_NUMBER (row)->filled = TRUE;
  TEST_NUMBER (row)->is_old = TEST_NUMBER (value)->is_old;
}

static void
test_numbers_class_init (TestNumbersClass *klass)
{
  CpxPagedListClass *paged_class = CPX_PAGED_LIST_CLASS (klass);

  paged_class->key_bytes = sizeof (gint64);
  paged_class->key_hash = g_int64_hash;
  paged_class->key_equal = g_int64_equal;
  paged_class->ask_page = test_numbers_ask_page;
  paged_class->get_key = test_numbers_get_key;
  paged_class->make_row = test_number_new;
  paged_class->fill_row = test_numbers_fill_row;
}

static void
test_numbers_init (TestNumbers *self)
{
}

static TestNumbers *
numbers_new (PracticeFixture *self)
{
  TestNumbers *numbers = g_object_new (TEST_TYPE_NUMBERS, "practice", self->practice, NULL);
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  refuses = FALSE;
  for (gint64 i = 0; i < N_NUMBERS; i++)
    g_array_append_val (keys, i);
  cpx_paged_list_take_keys (CPX_PAGED_LIST (numbers), keys);

  return numbers;
}

static TestNumber *
get_number (TestNumbers *numbers,
            guint        position)
{
  return g_list_model_get_item (G_LIST_MODEL (numbers), position);
}

/* 2 and 3. Rows come and go while pages are read: each number is asked for once, in two reads. */
static void
test_pages (PracticeFixture *self,
            gconstpointer    data)
{
  g_autoptr(TestNumbers) numbers = numbers_new (self);
  g_autoptr(TestNumber) first = get_number (numbers, 0);
  g_autoptr(TestNumber) lost = get_number (numbers, UNREADABLE);
  g_autoptr(TestNumber) last = NULL;

  g_assert_false (first->filled);
  g_mutex_lock (&gate);
  ITERATE_UNTIL (numbers->n_pages == 1);
  for (guint i = 0; i < 3 * PAGE; i++)
    g_object_unref (get_number (numbers, i));
  last = get_number (numbers, 3 * PAGE - 1);
  g_mutex_unlock (&gate);
  ITERATE_UNTIL (first->filled && last->filled);
  for (guint i = 0; i < 3 * PAGE; i++)
    g_object_unref (get_number (numbers, i));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (guint i = 0; i < N_NUMBERS; i++)
    g_assert_cmpuint (numbers->n_asked[i], ==, i < 3 * PAGE ? 1 : 0);
  g_assert_cmpuint (numbers->n_pages, ==, 2);
  g_assert_false (lost->filled);
}

/* 2. A page that could not be read may be asked for again. */
static void
test_page_failed (PracticeFixture *self,
                  gconstpointer    data)
{
  g_autoptr(TestNumbers) numbers = numbers_new (self);
  g_autoptr(TestNumber) row = NULL;

  refuses = TRUE;
  g_object_unref (get_number (numbers, 0));
  ITERATE_UNTIL (cpx_live_list_get_error (CPX_LIVE_LIST (numbers)) != NULL);
  refuses = FALSE;
  row = get_number (numbers, 0);
  ITERATE_UNTIL (row->filled);
}

/* 4. What came with a change is newer than what a page brings. */
static void
test_page_older (PracticeFixture *self,
                 gconstpointer    data)
{
  g_autoptr(TestNumbers) numbers = numbers_new (self);
  g_autoptr(TestNumber) row = get_number (numbers, 0);
  g_autoptr(TestNumber) neighbour = get_number (numbers, 1);
  g_autoptr(TestNumber) newer = test_number_new (&(gint64) { 0 });

  g_mutex_lock (&gate);
  ITERATE_UNTIL (numbers->n_pages == 1);
  cpx_paged_list_keep (CPX_PAGED_LIST (numbers), newer);
  g_mutex_unlock (&gate);
  ITERATE_UNTIL (neighbour->filled);
  g_assert_true (row->filled);
  g_assert_false (row->is_old);
  g_assert_true (cpx_paged_list_peek_value (CPX_PAGED_LIST (numbers), 0) == newer);
}

/* 3 of the live list: a page does not keep its list alive, and rows may outlive it. */
static void
test_page_dropped (PracticeFixture *self,
                   gconstpointer    data)
{
  TestNumbers *numbers = numbers_new (self);
  g_autoptr(TestNumber) row = get_number (numbers, 0);

  g_mutex_lock (&gate);
  ITERATE_UNTIL (numbers->n_pages == 1);
  g_assert_finalize_object (numbers);
  g_mutex_unlock (&gate);
  read_later (self);
  g_assert_false (row->filled);
}

static const struct
{
  const char *name;
  const char *before;
  const char *now;
  guint       position, n_removed, n_added;
} differences[] = {
  { "nothing",       "",     "",      0, 0, 0 },
  { "same",          "abc",  "abc",   3, 0, 0 },
  { "from-nothing",  "",     "ab",    0, 0, 2 },
  { "to-nothing",    "ab",   "",      0, 2, 0 },
  { "first",         "bc",   "abc",   0, 0, 1 },
  { "last",          "ab",   "abc",   2, 0, 1 },
  { "middle",        "abc",  "axc",   1, 1, 1 },
  { "taken-out",     "abcd", "ad",    1, 2, 0 },
  { "moved",         "abcd", "acbd",  1, 2, 2 },
  { "repeated",      "aa",   "aaa",   2, 0, 1 },
  { "all-different", "ab",   "cde",   0, 2, 3 },
};

/* A CpxSameEntry. */
static gboolean
same_letter (gpointer before,
             guint    i,
             gpointer now,
             guint    j)
{
  return ((const char *) before)[i] == ((const char *) now)[j];
}

static void
test_difference (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  gpointer before = (gpointer) differences[i].before;
  gpointer now = (gpointer) differences[i].now;
  guint n_before = (guint) strlen (before);
  guint n_now = (guint) strlen (now);
  CpxListDifference some = cpx_list_difference (before, n_before, now, n_now, same_letter);
  CpxListDifference all = cpx_list_difference (before, n_before, now, n_now, NULL);

  g_assert_cmpuint (some.position, ==, differences[i].position);
  g_assert_cmpuint (some.n_removed, ==, differences[i].n_removed);
  g_assert_cmpuint (some.n_added, ==, differences[i].n_added);
  g_assert_cmpuint (all.position, ==, 0);
  g_assert_cmpuint (all.n_removed, ==, n_before);
  g_assert_cmpuint (all.n_added, ==, n_now);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  FIXTURE_TEST ("/live-list/once", test_once);
  FIXTURE_TEST ("/live-list/changed-meanwhile", test_changed_meanwhile);
  FIXTURE_TEST ("/live-list/changed-at-rest", test_changed_at_rest);
  FIXTURE_TEST ("/live-list/asked-anew", test_asked_anew);
  FIXTURE_TEST ("/live-list/dropped", test_dropped);
  FIXTURE_TEST ("/live-list/locked", test_locked);
  FIXTURE_TEST ("/live-list/failed", test_failed);
  FIXTURE_TEST ("/paged-list/pages", test_pages);
  FIXTURE_TEST ("/paged-list/page-failed", test_page_failed);
  FIXTURE_TEST ("/paged-list/page-older", test_page_older);
  FIXTURE_TEST ("/paged-list/page-dropped", test_page_dropped);
  for (gsize i = 0; i < G_N_ELEMENTS (differences); i++)
    {
      g_autofree char *path = g_strconcat ("/list-difference/", differences[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_difference);
    }

  return g_test_run ();
}

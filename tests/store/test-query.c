/* test-query.c: what a query gives is what reading everything and thinking would give.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store-fixture.h"

#include "cpx-allergy.h"
#include "cpx-establishment.h"
#include "cpx-fold.h"
#include "cpx-practitioner.h"
#include "cpx-user.h"

#include <string.h>

#define N_PRACTITIONERS 60

typedef StoreFixture Fixture;

static const char *const names[] = { "Martin", "martin", "Éloi", "Eloi", "Œuvrard", "Zola", "Abel", "de la Tour" };

typedef struct
{
  GPtrArray *all;  /* (owned) (element-type CpxRecord): in order of creation */
} Practitioners;

static gpointer
fill_func (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  GPtrArray *all = data;

  for (guint i = 0; i < N_PRACTITIONERS; i++)
    {
      g_autofree char *rpps = g_strdup_printf ("1%010u", i * 7919 % 1000);
      CpxRecord *record = cpx_record_new_with_texts (&cpx_practitioner_kind, NULL,
                                                     CPX_PRACTITIONER_NAME, names[i * 5 % G_N_ELEMENTS (names)],
                                                     CPX_PRACTITIONER_RPPS, i % 4 == 0 ? NULL : rpps, -1);
      CpxWrite write = { .after = record, .action = "test.created" };

      g_ptr_array_add (all, record);
      if (!cpx_txn_write (txn, &write, NULL, NULL, error))
        return NULL;
    }

  return all;
}

static GPtrArray *
fill (Fixture *fixture)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;

  cpx_store_run_sync (fixture->store, fill_func, all, NULL, &error);
  g_assert_no_error (error);

  return all;
}

static char *
get_key (CpxRecord *record,
         int        field)
{
  const char *text = cpx_record_get_text (record, field);

  return field == CPX_PRACTITIONER_NAME ? cpx_fold (text) : g_strdup (text != NULL ? text : "");
}

static int
compare_by (gconstpointer a,
            gconstpointer b,
            gpointer      data)
{
  CpxRecord *record_a = *(CpxRecord *const *) a;
  CpxRecord *record_b = *(CpxRecord *const *) b;
  g_autofree char *key_a = get_key (record_a, GPOINTER_TO_INT (data));
  g_autofree char *key_b = get_key (record_b, GPOINTER_TO_INT (data));
  int order = strcmp (key_a, key_b);

  /* Identifiers are in order of creation. */
  return order != 0 ? order : strcmp (cpx_record_get_id (record_a), cpx_record_get_id (record_b));
}

static void
assert_same_order (GPtrArray *found,
                   GPtrArray *expected,
                   gboolean   reversed)
{
  g_assert_cmpuint (found->len, ==, expected->len);
  for (guint i = 0; i < found->len; i++)
    g_assert_cmpstr (cpx_record_get_id (g_ptr_array_index (found, i)), ==,
                     cpx_record_get_id (g_ptr_array_index (expected, reversed ? expected->len - 1 - i : i)));
}

static GPtrArray *
list_in_pages (Fixture  *fixture,
               CpxQuery *query,
               guint     page_size)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);

  cpx_query_set_limit (query, page_size);
  for (;;)
    {
      g_autoptr(GPtrArray) page = store_fixture_list (fixture, query);

      for (guint i = 0; i < page->len; i++)
        g_ptr_array_add (all, g_object_ref (g_ptr_array_index (page, i)));
      if (page->len < page_size)
        return all;
      cpx_query_set_after (query, g_ptr_array_index (page, page->len - 1));
    }
}

static void
test_paging (Fixture       *fixture,
             gconstpointer  data)
{
  static const int orders[] = { CPX_PRACTITIONER_NAME, CPX_PRACTITIONER_RPPS };
  g_autoptr(GPtrArray) all = fill (fixture);

  for (guint order = 0; order < G_N_ELEMENTS (orders); order++)
    {
      g_ptr_array_sort_with_data (all, compare_by, GINT_TO_POINTER (orders[order]));
      for (guint page_size = 1; page_size <= N_PRACTITIONERS + 1; page_size += 7)
        {
          for (int descending = 0; descending < 2; descending++)
            {
              g_autoptr(CpxQuery) query = cpx_query_new (&cpx_practitioner_kind);
              g_autoptr(GPtrArray) found = NULL;

              cpx_query_set_order (query, orders[order], descending);
              found = list_in_pages (fixture, query, page_size);
              assert_same_order (found, all, descending);
            }
        }
    }
}

static void
test_creation_order (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(GPtrArray) all = fill (fixture);
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_practitioner_kind);
  g_autoptr(GPtrArray) found = list_in_pages (fixture, query, 11);

  assert_same_order (found, all, FALSE);
}

typedef struct
{
  const char *from;
  const char *until;
} Range;

static void
test_ranges (Fixture       *fixture,
             gconstpointer  data)
{
  static const Range ranges[] = {
    { NULL, NULL }, { "10000000300", NULL }, { NULL, "10000000300" }, { "10000000200", "10000000700" },
    { "2", NULL }, { "10000000700", "10000000200" },
  };
  g_autoptr(GPtrArray) all = fill (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_autoptr(CpxQuery) query = cpx_query_new (&cpx_practitioner_kind);
      g_autoptr(GPtrArray) found = NULL;
      guint n_expected = 0;

      for (guint j = 0; j < all->len; j++)
        {
          const char *rpps = cpx_record_get_text (g_ptr_array_index (all, j), CPX_PRACTITIONER_RPPS);

          n_expected += rpps != NULL && (ranges[i].from == NULL || strcmp (rpps, ranges[i].from) >= 0) &&
                        (ranges[i].until == NULL || strcmp (rpps, ranges[i].until) < 0);
        }
      cpx_query_where_range (query, CPX_PRACTITIONER_RPPS, ranges[i].from, ranges[i].until);
      found = store_fixture_list (fixture, query);
      g_assert_cmpuint (found->len, ==, n_expected);
    }
}

static guint
count_where (Fixture       *fixture,
             const CpxKind *kind,
             int            field,
             const char    *value)
{
  g_autoptr(CpxQuery) query = cpx_query_new (kind);
  g_autoptr(GPtrArray) found = NULL;

  cpx_query_where (query, field, value);
  found = store_fixture_list (fixture, query);

  return found->len;
}

static void
test_where (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) all = fill (fixture);

  g_assert_cmpuint (count_where (fixture, &cpx_practitioner_kind, CPX_PRACTITIONER_RPPS, NULL), ==,
                    N_PRACTITIONERS / 4);
  g_assert_cmpuint (count_where (fixture, &cpx_practitioner_kind, CPX_PRACTITIONER_RPPS, "10000000919"), ==, 1);
  /* A field without an index: compared row by row, and exactly. */
  g_assert_cmpuint (count_where (fixture, &cpx_practitioner_kind, CPX_PRACTITIONER_NAME, "martin"), ==, 7);
  g_assert_cmpuint (count_where (fixture, &cpx_practitioner_kind, CPX_PRACTITIONER_NAME, "Martin"), ==, 8);
  g_assert_cmpuint (count_where (fixture, &cpx_practitioner_kind, CPX_PRACTITIONER_NAME, "x' OR 1 --"), ==, 0);
}

static void
test_where_patient_fields (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr(CpxRecord) made = store_fixture_patient ("Martin", "Jean", "1958-03-14");
  g_autoptr(CpxRecord) tall = cpx_record_with_integer (made, CPX_PATIENT_HEIGHT_CM, 190);
  g_autoptr(CpxRecord) secret = cpx_record_with_boolean (tall, CPX_PATIENT_CONFIDENTIAL, TRUE);
  g_autoptr(CpxRecord) other = store_fixture_patient ("Durand", "Anne", "1990");
  g_autoptr(CpxRecord) stored = store_fixture_write (fixture, NULL, secret);
  g_autoptr(CpxRecord) stored_other = store_fixture_write (fixture, NULL, other);

  g_assert_cmpuint (count_where (fixture, &cpx_patient_kind, CPX_PATIENT_HEIGHT_CM, "190"), ==, 1);
  g_assert_cmpuint (count_where (fixture, &cpx_patient_kind, CPX_PATIENT_HEIGHT_CM, NULL), ==, 1);
  g_assert_cmpuint (count_where (fixture, &cpx_patient_kind, CPX_PATIENT_CONFIDENTIAL, "1"), ==, 1);
  g_assert_cmpuint (count_where (fixture, &cpx_patient_kind, CPX_PATIENT_CONFIDENTIAL, "0"), ==, 1);
  g_assert_cmpuint (count_where (fixture, &cpx_patient_kind, CPX_PATIENT_BIRTH_DATE, "1990"), ==, 1);
  g_assert_cmpuint (count_where (fixture, &cpx_patient_kind, CPX_PATIENT_MERGED_INTO, NULL), ==, 2);
}

static guint
count_scope (Fixture       *fixture,
             CpxQueryScope  scope)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_patient_kind);
  g_autoptr(GPtrArray) found = NULL;

  cpx_query_set_scope (query, scope);
  cpx_query_set_order (query, CPX_QUERY_BY_NAME, FALSE);
  found = store_fixture_list (fixture, query);

  return found->len;
}

static void
test_scopes (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(CpxRecord) live = store_fixture_patient ("A", "A", "1958");
  g_autoptr(CpxRecord) made = store_fixture_patient ("B", "B", "1958");
  g_autoptr(CpxRecord) archived = cpx_record_with_boolean (made, CPX_PATIENT_ARCHIVED, TRUE);
  g_autoptr(CpxRecord) twin = store_fixture_patient ("C", "C", "1958");
  g_autoptr(CpxRecord) merged = cpx_record_with_text (twin, CPX_PATIENT_MERGED_INTO, cpx_record_get_id (live));
  g_autoptr(CpxRecord) gone = store_fixture_patient ("D", "D", "1958");
  CpxRecord *all[] = { live, archived, merged, gone };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_object_unref (store_fixture_write (fixture, NULL, all[i]));
  g_assert_null (store_fixture_write (fixture, gone, NULL));

  g_assert_cmpuint (count_scope (fixture, CPX_QUERY_LIVE), ==, 1);
  g_assert_cmpuint (count_scope (fixture, CPX_QUERY_ARCHIVED), ==, 1);
  g_assert_cmpuint (count_scope (fixture, CPX_QUERY_ALL), ==, 3);
}

#define add(path, func) \
  g_test_add (path, Fixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/query/paging", test_paging);
  add ("/query/creation-order", test_creation_order);
  add ("/query/ranges", test_ranges);
  add ("/query/where", test_where);
  add ("/query/where-patient-fields", test_where_patient_fields);
  add ("/query/scopes", test_scopes);

  return g_test_run ();
}

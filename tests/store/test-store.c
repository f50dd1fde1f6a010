/* test-store.c: what is written is there, after closing too; what fails leaves nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store-fixture.h"

#include "cpx-allergy.h"
#include "cpx-room.h"
#include "cpx-user.h"

#include <string.h>

typedef StoreFixture Fixture;

static void
test_survives_closing (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(CpxRecord) patient = store_fixture_patient ("Œuvrard", "Zoé", "1958-03");
  g_autoptr(CpxRecord) stored = store_fixture_write (fixture, NULL, patient);
  g_autoptr(CpxRecord) found = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (cpx_record_equal (patient, stored));
  store_fixture_close (fixture);
  store_fixture_open (fixture);

  found = store_fixture_get (fixture, &cpx_patient_kind, cpx_record_get_id (patient), &error);
  g_assert_no_error (error);
  g_assert_true (cpx_record_equal (patient, found));
}

static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(CpxRecord) patient = store_fixture_patient ("Martin", "Jean", "1958-03-14");
  g_autoptr(CpxRecord) created = store_fixture_write (fixture, NULL, patient);
  g_autoptr(CpxRecord) phone = cpx_record_with_text (created, CPX_PATIENT_MOBILE, "06 12 34 56 78");
  g_autoptr(CpxRecord) name = cpx_record_with_text (created, CPX_PATIENT_USED_NAME, "Durand");
  g_autoptr(CpxRecord) first = store_fixture_write (fixture, created, phone);
  g_autoptr(CpxRecord) second = store_fixture_write (fixture, created, name);   /* read before the first edit */
  CpxWritten written;
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (cpx_record_get_text (second, CPX_PATIENT_MOBILE), ==, "06 12 34 56 78");
  g_assert_cmpstr (cpx_record_get_text (second, CPX_PATIENT_USED_NAME), ==, "Durand");

  /* Nothing differs: nothing is written. */
  g_assert_true (store_fixture_try (fixture, second, second, &written, &error));
  g_assert_false (written.changed);
}

static void
test_stale (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(CpxRecord) patient = store_fixture_patient ("Martin", "Jean", "1958-03-14");
  g_autoptr(CpxRecord) created = store_fixture_write (fixture, NULL, patient);
  g_autoptr(CpxRecord) mine = cpx_record_with_text (created, CPX_PATIENT_CITY, "Lyon");
  g_autoptr(CpxRecord) theirs = cpx_record_with_text (created, CPX_PATIENT_CITY, "Nice");
  g_autoptr(CpxRecord) first = store_fixture_write (fixture, created, mine);
  g_autoptr(CpxRecord) found = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (store_fixture_try (fixture, created, theirs, NULL, &error));
  g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_STALE);

  found = store_fixture_get (fixture, &cpx_patient_kind, cpx_record_get_id (patient), NULL);
  g_assert_cmpstr (cpx_record_get_text (found, CPX_PATIENT_CITY), ==, "Lyon");
}

static void
test_delete_and_back (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(CpxRecord) room = cpx_record_new_with_texts (&cpx_room_kind, NULL, CPX_ROOM_NAME, "Salle 1", -1);
  g_autoptr(CpxRecord) created = store_fixture_write (fixture, NULL, room);
  g_autoptr(CpxRecord) back = NULL;
  g_autoptr(CpxRecord) found = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (store_fixture_write (fixture, created, NULL));
  g_assert_null (store_fixture_get (fixture, &cpx_room_kind, cpx_record_get_id (room), &error));
  g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (store_fixture_try (fixture, created, NULL, NULL, &error));
  g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  back = store_fixture_write (fixture, NULL, created);
  found = store_fixture_get (fixture, &cpx_room_kind, cpx_record_get_id (room), &error);
  g_assert_no_error (error);
  g_assert_true (cpx_record_equal (found, room));
}

static void
test_taken (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(CpxRecord) user = cpx_record_new_with_texts (&cpx_user_kind, NULL, CPX_USER_LOGIN, "alice", -1);
  g_autoptr(CpxRecord) same_login = cpx_record_new_with_texts (&cpx_user_kind, NULL, CPX_USER_LOGIN, "alice", -1);
  g_autoptr(CpxRecord) other = cpx_record_new_with_texts (&cpx_user_kind, NULL, CPX_USER_LOGIN, "bob", -1);
  g_autoptr(CpxRecord) renamed = cpx_record_with_text (other, CPX_USER_LOGIN, "alice");
  g_autoptr(CpxRecord) created = store_fixture_write (fixture, NULL, user);
  g_autoptr(CpxRecord) created_other = store_fixture_write (fixture, NULL, other);
  g_autoptr(GError) error = NULL;

  g_assert_false (store_fixture_try (fixture, NULL, same_login, NULL, &error));
  g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_TAKEN);
  g_clear_error (&error);
  g_assert_false (store_fixture_try (fixture, NULL, user, NULL, &error));   /* the same id */
  g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_TAKEN);
  g_clear_error (&error);
  g_assert_false (store_fixture_try (fixture, other, renamed, NULL, &error));
  g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_TAKEN);
  g_clear_error (&error);

  /* A login is free again once its user is deleted. */
  g_assert_null (store_fixture_write (fixture, created, NULL));
  g_assert_true (store_fixture_try (fixture, NULL, same_login, NULL, &error));
  g_assert_no_error (error);
}

static void
test_unknown_fields (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(CpxRecord) made = store_fixture_patient ("Martin", "Jean", "1958-03-14");
  g_autoptr(json_t) patch = json_pack ("{s:{s:[i,n,s]}}", "from_the_future", "deep", 1, "é");
  g_autoptr(CpxRecord) patient = cpx_record_merge_json (made, patch, CPX_RECORD_FROM_STORE, NULL);
  g_autoptr(CpxRecord) created = store_fixture_write (fixture, NULL, patient);
  g_autoptr(CpxRecord) edited = cpx_record_with_text (created, CPX_PATIENT_CITY, "Lyon");
  g_autoptr(CpxRecord) stored = store_fixture_write (fixture, created, edited);
  g_autoptr(CpxRecord) found = store_fixture_get (fixture, &cpx_patient_kind, cpx_record_get_id (made), NULL);
  g_autoptr(json_t) values = cpx_record_to_json (found, CPX_RECORD_FIELDS_ONLY);

  g_assert_true (json_equal (json_object_get (values, "from_the_future"), json_object_get (patch, "from_the_future")));
  g_assert_cmpstr (json_string_value (json_object_get (values, "city")), ==, "Lyon");
}

static void
test_child_needs_patient (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(CpxRecord) orphan =
    cpx_record_new_with_texts (&cpx_allergy_kind, NULL, CPX_ALLERGY_PATIENT, "018f3a1c-0000-7000-8000-00000000ffff",
                               CPX_ALLERGY_SUBSTANCE, "latex", -1);
  g_autoptr(CpxRecord) nobody = cpx_record_new_with_texts (&cpx_allergy_kind, NULL, CPX_ALLERGY_SUBSTANCE, "latex", -1);
  g_autoptr(GError) error = NULL;

  g_assert_false (store_fixture_try (fixture, NULL, orphan, NULL, &error));
  g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (store_fixture_try (fixture, NULL, nobody, NULL, &error));
  g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND);
}

static CpxRecord *
add_allergy (Fixture    *fixture,
             CpxRecord  *patient,
             const char *substance)
{
  g_autoptr(CpxRecord) allergy =
    cpx_record_new_with_texts (&cpx_allergy_kind, NULL, CPX_ALLERGY_PATIENT, cpx_record_get_id (patient),
                               CPX_ALLERGY_SUBSTANCE, substance, -1);

  return store_fixture_write (fixture, NULL, allergy);
}

static void
test_merged_files (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(CpxRecord) kept = store_fixture_patient ("Martin", "Jean", "1958-03-14");
  g_autoptr(CpxRecord) double_file = store_fixture_patient ("Martin", "Jean", "1958-03-14");
  g_autoptr(CpxRecord) stored_kept = store_fixture_write (fixture, NULL, kept);
  g_autoptr(CpxRecord) stored_double = store_fixture_write (fixture, NULL, double_file);
  g_autoptr(CpxRecord) merged = cpx_record_with_text (double_file, CPX_PATIENT_MERGED_INTO, cpx_record_get_id (kept));
  g_autoptr(CpxRecord) first = add_allergy (fixture, kept, "latex");
  g_autoptr(CpxRecord) second = add_allergy (fixture, double_file, "iode");
  g_autoptr(CpxRecord) stored_merged = store_fixture_write (fixture, double_file, merged);
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_allergy_kind);
  g_autoptr(CpxQuery) patients = cpx_query_new (&cpx_patient_kind);
  g_autoptr(GPtrArray) allergies = NULL;
  g_autoptr(GPtrArray) listed = NULL;

  cpx_query_where (query, CPX_ALLERGY_PATIENT, cpx_record_get_id (kept));
  allergies = store_fixture_list (fixture, query);
  g_assert_cmpuint (allergies->len, ==, 2);
  g_assert_cmpstr (cpx_record_get_text (g_ptr_array_index (allergies, 1), CPX_ALLERGY_PATIENT), ==,
                   cpx_record_get_id (double_file));

  listed = store_fixture_list (fixture, patients);
  g_assert_cmpuint (listed->len, ==, 1);
  g_assert_cmpstr (cpx_record_get_id (g_ptr_array_index (listed, 0)), ==, cpx_record_get_id (kept));
}

static gpointer
write_two_func (CpxTxn    *txn,
                gpointer   data,
                GError   **error)
{
  CpxRecord **records = data;
  CpxWrite first = { .after = records[0], .action = "test.created" };
  CpxWrite second = { .after = records[1], .action = "test.created" };

  return GINT_TO_POINTER (cpx_txn_write (txn, &first, NULL, NULL, error) &&
                          cpx_txn_write (txn, &second, NULL, NULL, error));
}

static void
test_all_or_none (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(CpxRecord) patient = store_fixture_patient ("Martin", "Jean", "1958-03-14");
  CpxRecord *records[] = { patient, patient };
  g_autoptr(GError) error = NULL;
  CpxWritten written;

  g_assert_null (cpx_store_run_sync (fixture->store, write_two_func, records, NULL, &error));
  g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_TAKEN);
  g_clear_error (&error);
  g_assert_null (store_fixture_get (fixture, &cpx_patient_kind, cpx_record_get_id (patient), &error));
  g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* The audit log did not keep a hole. */
  g_assert_true (store_fixture_try (fixture, NULL, patient, &written, &error));
  g_assert_cmpuint (written.audit_index, ==, 0);
}

#define add(path, func) \
  g_test_add (path, Fixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/store/survives-closing", test_survives_closing);
  add ("/store/edit", test_edit);
  add ("/store/stale", test_stale);
  add ("/store/delete-and-back", test_delete_and_back);
  add ("/store/taken", test_taken);
  add ("/store/unknown-fields", test_unknown_fields);
  add ("/store/child-needs-patient", test_child_needs_patient);
  add ("/store/merged-files", test_merged_files);
  add ("/store/all-or-none", test_all_or_none);

  return g_test_run ();
}

/* test-shape.c: tables of another program: brought to shape, or refused; a bad row is named and stays alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store-fixture.h"

#include "cpx-allergy.h"
#include "cpx-audit-log.h"
#include "cpx-db.h"
#include "cpx-search.h"
#include "cpx-user.h"

#include <string.h>

typedef StoreFixture Fixture;

static CpxVault *
unlock (Fixture           *fixture,
        CpxVaultOpenFlags  flags)
{
  g_autoptr(CpxSecret) passphrase = cpx_secret_new_from_text ("a cheap passphrase");
  g_autoptr(GError) error = NULL;
  CpxVault *vault = cpx_vault_unlock (fixture->path, "alice", passphrase, flags, &error);

  g_assert_no_error (error);

  return vault;
}

/* Changes the tables behind the store's back. */
static void
exec_between (Fixture    *fixture,
              const char *sql)
{
  g_autoptr(GError) error = NULL;
  CpxDb *db;

  store_fixture_close (fixture);
  fixture->vault = unlock (fixture, CPX_VAULT_OPEN_DEFAULT);
  db = cpx_vault_open_writer (fixture->vault, 0, &error);
  g_assert_no_error (error);
  g_assert_true (cpx_db_exec (db, sql, &error));
  g_assert_no_error (error);
  g_assert_true (cpx_db_close (db, &error));
  g_assert_true (cpx_vault_close (fixture->vault, &error));
  g_clear_object (&fixture->vault);
}

static gpointer
search_func (CpxTxn    *txn,
             gpointer   data,
             GError   **error)
{
  return cpx_search_patients (txn, data, CPX_QUERY_LIVE, 0, error);
}

static gpointer
open_all_func (CpxTxn    *txn,
               gpointer   data,
               GError   **error)
{
  g_autoptr(GPtrArray) entries = cpx_audit_log_list (txn, NULL, 0, 1000, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      CpxAuditLogEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr(CpxAuditLeaf) leaf = cpx_audit_leaf_parse (entry->leaf, error);
      g_autofree char *details = leaf != NULL ? cpx_audit_log_open_details (txn, leaf, error) : NULL;

      if (details == NULL)
        return NULL;
    }

  return entries != NULL ? GUINT_TO_POINTER (entries->len) : NULL;
}

/* As when a newer program declares a kind otherwise: the table is made anew from what is not derived. */
static void
test_remade (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(CpxRecord) made = store_fixture_patient ("Œuvrard", "Zoé", "1958-03-14");
  g_autoptr(CpxRecord) patient = store_fixture_write (fixture, NULL, made);
  g_autoptr(CpxRecord) deleted = store_fixture_patient ("Parti", "Jean", "1958");
  g_autoptr(CpxRecord) allergy = cpx_record_new_with_texts (&cpx_allergy_kind, NULL, CPX_ALLERGY_PATIENT,
                                                            cpx_record_get_id (made), CPX_ALLERGY_SUBSTANCE, "latex",
                                                            -1);
  g_autoptr(CpxRecord) user = cpx_record_new_with_texts (&cpx_user_kind, NULL, CPX_USER_LOGIN, "alice", -1);
  g_autoptr(CpxRecord) same_login = cpx_record_new_with_texts (&cpx_user_kind, NULL, CPX_USER_LOGIN, "alice", -1);
  g_autoptr(CpxRecord) found = NULL;
  g_autoptr(CpxRecord) after = NULL;
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_allergy_kind);
  g_autoptr(GPtrArray) allergies = NULL;
  g_autoptr(GArray) hits = NULL;
  g_autoptr(GError) error = NULL;

  g_object_unref (store_fixture_write (fixture, NULL, allergy));
  g_object_unref (store_fixture_write (fixture, NULL, user));
  g_object_unref (store_fixture_write (fixture, NULL, deleted));
  g_assert_null (store_fixture_write (fixture, deleted, NULL));
  exec_between (fixture, "UPDATE kind SET shape = 'of another time';"
                         "UPDATE r_patient SET name = 'wrong', state = 1 WHERE state = 0;"
                         "UPDATE r_allergy SET patient = NULL; UPDATE r_user SET f_login = 'bob'");
  store_fixture_open (fixture);

  found = store_fixture_get (fixture, &cpx_patient_kind, cpx_record_get_id (made), &error);
  g_assert_no_error (error);
  g_assert_true (cpx_record_equal (found, made));
  hits = cpx_store_look_sync (fixture->store, search_func, (gpointer) "", NULL, NULL);
  g_assert_cmpuint (hits->len, ==, 1);
  g_array_unref (hits);
  hits = cpx_store_look_sync (fixture->store, search_func, (gpointer) "oeuvr", NULL, NULL);
  g_assert_cmpuint (hits->len, ==, 1);
  cpx_query_where (query, CPX_ALLERGY_PATIENT, cpx_record_get_id (made));
  allergies = store_fixture_list (fixture, query);
  g_assert_cmpuint (allergies->len, ==, 1);
  g_assert_false (store_fixture_try (fixture, NULL, same_login, NULL, &error));
  g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_TAKEN);
  g_clear_error (&error);

  /* The key is not derived: what was sealed opens, and more is sealed. */
  after = cpx_record_with_text (found, CPX_PATIENT_CITY, "Lyon");
  g_assert_true (store_fixture_try (fixture, found, after, NULL, &error));
  g_assert_nonnull (cpx_store_look_sync (fixture->store, open_all_func, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
test_newer (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  exec_between (fixture, "PRAGMA user_version = 99");
  fixture->vault = unlock (fixture, CPX_VAULT_OPEN_DEFAULT);
  g_assert_null (cpx_store_open (fixture->vault, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_NEWER_SCHEMA);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_true (cpx_vault_close (fixture->vault, NULL));
  g_clear_object (&fixture->vault);
}

static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(CpxRecord) made = store_fixture_patient ("Martin", "Jean", "1958");
  g_autoptr(CpxRecord) stored = store_fixture_write (fixture, NULL, made);
  g_autoptr(CpxRecord) other = store_fixture_patient ("Durand", "Jean", "1958");
  g_autoptr(CpxRecord) found = NULL;
  g_autoptr(GError) error = NULL;

  store_fixture_close (fixture);
  fixture->vault = unlock (fixture, CPX_VAULT_OPEN_READ_ONLY);
  fixture->store = cpx_store_open (fixture->vault, &error);
  g_assert_no_error (error);

  found = store_fixture_get (fixture, &cpx_patient_kind, cpx_record_get_id (made), &error);
  g_assert_no_error (error);
  g_assert_true (cpx_record_equal (found, made));
  g_assert_false (store_fixture_try (fixture, NULL, other, NULL, &error));
  g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_READ_ONLY);
}

/* One row that is not what a store writes. */
static void
test_bad_row (Fixture       *fixture,
              gconstpointer  data)
{
  const char *sql = data;
  g_autoptr(CpxRecord) bad = store_fixture_patient ("Mauvais", "Jean", "1958");
  g_autoptr(CpxRecord) good = store_fixture_patient ("Bon", "Jean", "1958");
  g_autoptr(CpxRecord) found = NULL;
  g_autoptr(GError) error = NULL;

  g_object_unref (store_fixture_write (fixture, NULL, bad));
  g_object_unref (store_fixture_write (fixture, NULL, good));
  exec_between (fixture, sql);
  store_fixture_open (fixture);

  g_assert_null (store_fixture_get (fixture, &cpx_patient_kind, cpx_record_get_id (bad), &error));
  g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, cpx_record_get_id (bad)));
  g_clear_error (&error);
  found = store_fixture_get (fixture, &cpx_patient_kind, cpx_record_get_id (good), &error);
  g_assert_no_error (error);
  g_assert_true (cpx_record_equal (found, good));
}

#define add(path, func) \
  g_test_add (path, Fixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)
#define add_bad_row(name, sql) \
  g_test_add ("/shape/bad-row/" name, Fixture, "UPDATE r_patient SET " sql " WHERE row = 1", store_fixture_set_up, \
              test_bad_row, store_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/shape/remade", test_remade);
  add ("/shape/newer", test_newer);
  add ("/shape/read-only", test_read_only);
  add_bad_row ("json", "json = '{'");
  add_bad_row ("json-no-object", "json = '[]'");
  add_bad_row ("versions", "versions = x'00'");
  add_bad_row ("key", "key = x'00'");

  return g_test_run ();
}

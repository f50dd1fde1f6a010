/* test-tables.c: settings, drafts, second factors and contents; and that hostile text comes back as it went in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store-fixture.h"

#include "cpx-blob-table.h"
#include "cpx-draft-table.h"
#include "cpx-record-builder.h"
#include "cpx-search.h"
#include "cpx-setting-table.h"
#include "cpx-user-secret-table.h"

#include <string.h>

typedef StoreFixture Fixture;

static void
run (Fixture    *fixture,
     CpxTxnFunc  func,
     gpointer    data)
{
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (cpx_store_run_sync (fixture->store, func, data, NULL, &error));
  g_assert_no_error (error);
}

static gpointer
settings_func (CpxTxn    *txn,
               gpointer   data,
               GError   **error)
{
  g_autofree char *none = cpx_setting_table_get_text (txn, "a", error);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *gone = NULL;

  g_assert_null (none);
  g_assert_true (cpx_setting_table_set_text (txn, "a", "é'\"", error));
  first = cpx_setting_table_get_text (txn, "a", error);
  g_assert_cmpstr (first, ==, "é'\"");
  g_assert_true (cpx_setting_table_set_text (txn, "a", "", error));
  second = cpx_setting_table_get_text (txn, "a", error);
  g_assert_cmpstr (second, ==, "");
  g_assert_true (cpx_setting_table_set_text (txn, "a", NULL, error));
  gone = cpx_setting_table_get_text (txn, "a", error);
  g_assert_null (gone);

  return GINT_TO_POINTER (TRUE);
}

static void
test_settings (Fixture       *fixture,
               gconstpointer  data)
{
  run (fixture, settings_func, NULL);
}

static gpointer
drafts_func (CpxTxn    *txn,
             gpointer   data,
             GError   **error)
{
  g_autoptr(CpxDraft) first = NULL;
  g_autoptr(CpxDraft) other = NULL;
  g_autoptr(GPtrArray) mine = NULL;
  g_autoptr(CpxDraft) gone = NULL;

  g_assert_true (cpx_draft_table_save (txn, "alice", "patient/new", "one", error));
  g_assert_true (cpx_draft_table_save (txn, "alice", "patient/new", "two", error));
  g_assert_true (cpx_draft_table_save (txn, "alice", "patient/1", "three", error));
  g_assert_true (cpx_draft_table_save (txn, "bob", "patient/2", "four", error));
  first = cpx_draft_table_load (txn, "alice", "patient/new", error);
  g_assert_cmpstr (first->text, ==, "two");
  other = cpx_draft_table_load (txn, "alice", "patient/2", error);
  g_assert_null (other);
  mine = cpx_draft_table_list (txn, "alice", error);
  g_assert_cmpuint (mine->len, ==, 2);
  g_assert_true (cpx_draft_table_remove (txn, "alice", "patient/new", error));
  gone = cpx_draft_table_load (txn, "alice", "patient/new", error);
  g_assert_null (gone);

  return GINT_TO_POINTER (TRUE);
}

static void
test_drafts (Fixture       *fixture,
             gconstpointer  data)
{
  run (fixture, drafts_func, NULL);
}

static gpointer
secrets_func (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  g_autoptr(GBytes) secret = g_bytes_new_static ("12345678901234567890", 20);
  g_autoptr(GBytes) none = cpx_user_secret_table_get (txn, "alice", NULL, error);
  g_autoptr(GBytes) found = NULL;
  g_autoptr(GError) used = NULL;
  gint64 last;

  g_assert_null (none);
  g_assert_true (cpx_user_secret_table_set (txn, "alice", secret, error));
  found = cpx_user_secret_table_get (txn, "alice", &last, error);
  g_assert_true (g_bytes_equal (found, secret));
  g_assert_cmpint (last, ==, -1);
  g_assert_true (cpx_user_secret_table_use (txn, "alice", 7, error));
  g_assert_false (cpx_user_secret_table_use (txn, "alice", 7, &used));
  g_assert_error (used, CPX_STORE_ERROR, CPX_STORE_ERROR_STALE);
  g_clear_error (&used);
  g_assert_false (cpx_user_secret_table_use (txn, "alice", 6, NULL));
  g_assert_true (cpx_user_secret_table_use (txn, "alice", 8, error));
  g_assert_true (cpx_user_secret_table_set (txn, "alice", NULL, error));
  g_assert_false (cpx_user_secret_table_use (txn, "alice", 9, NULL));

  return GINT_TO_POINTER (TRUE);
}

static void
test_secrets (Fixture       *fixture,
              gconstpointer  data)
{
  run (fixture, secrets_func, NULL);
}

static gpointer
blob_func (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  gsize size = GPOINTER_TO_SIZE (data) - 1;
  guint8 *content = g_malloc (size + 1);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) found = NULL;
  guint8 hash[CPX_BLOB_HASH_SIZE], again[CPX_BLOB_HASH_SIZE];

  for (gsize i = 0; i < size; i++)
    content[i] = (guint8) (i * 2654435761u >> 13);
  bytes = g_bytes_new_take (content, size);
  g_assert_true (cpx_blob_table_add (txn, bytes, hash, error));
  g_assert_true (cpx_blob_table_add (txn, bytes, again, error));
  g_assert_cmpmem (hash, sizeof hash, again, sizeof again);
  found = cpx_blob_table_get (txn, hash, error);
  g_assert_true (g_bytes_equal (bytes, found));
  g_assert_true (cpx_blob_table_has (txn, hash));

  hash[0] ^= 1;
  g_assert_false (cpx_blob_table_has (txn, hash));
  g_assert_null (cpx_blob_table_get (txn, hash, NULL));
  g_assert_true (cpx_blob_table_remove (txn, again, error));
  g_assert_false (cpx_blob_table_has (txn, again));

  return GINT_TO_POINTER (TRUE);
}

static void
test_blobs (Fixture       *fixture,
            gconstpointer  data)
{
  static const gsize sizes[] = { 0, 1, 4096, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1, 5 * 1024 * 1024 + 7 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    run (fixture, blob_func, GSIZE_TO_POINTER (sizes[i] + 1));
}

static json_t *
load_naughty (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("CPX_SHARED") != NULL ? g_getenv ("CPX_SHARED") : "", "vectors",
                                            "naughty-strings", "blns.json", NULL);

  return json_load_file (path, 0, NULL);
}

static gpointer
find_texts_func (CpxTxn    *txn,
                 gpointer   data,
                 GError   **error)
{
  g_autoptr(GPtrArray) texts = cpx_search_texts (txn, data, NULL, 10, error);
  g_autoptr(GArray) patients = texts != NULL ? cpx_search_patients (txn, data, CPX_QUERY_ALL, 10, error) : NULL;

  return patients != NULL ? GINT_TO_POINTER (TRUE) : NULL;
}

static CpxRecord *
make_hostile (const char *text)
{
  CpxRecordBuilder *builder = cpx_record_builder_new (&cpx_patient_kind, NULL);

  cpx_record_builder_set_text (builder, CPX_PATIENT_BIRTH_NAME, text);
  cpx_record_builder_set_text (builder, CPX_PATIENT_FILE_NUMBER, text);
  cpx_record_builder_set_text (builder, CPX_PATIENT_NOTES, text);

  return cpx_record_builder_end (builder);
}

static void
test_naughty (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(json_t) naughty = load_naughty ();
  gsize i;
  json_t *string;

  if (naughty == NULL)
    {
      g_test_skip ("$CPX_SHARED/vectors/naughty-strings is not there");
      return;
    }
  json_array_foreach (naughty, i, string)
    {
      const char *text = json_string_value (string);
      g_autoptr(CpxRecord) patient = make_hostile (text);
      g_autoptr(CpxRecord) stored = store_fixture_write (fixture, NULL, patient);
      g_autoptr(CpxRecord) found = store_fixture_get (fixture, &cpx_patient_kind, cpx_record_get_id (patient), NULL);
      g_autoptr(GError) error = NULL;

      g_assert_true (cpx_record_equal (patient, found));
      g_assert_nonnull (cpx_store_look_sync (fixture->store, find_texts_func, (gpointer) text, NULL, &error));
      g_assert_no_error (error);
      /* Taken out of the index of texts as it went in. */
      g_assert_null (store_fixture_write (fixture, stored, NULL));
    }
}

static gpointer
texts_func (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  return cpx_search_texts (txn, data, NULL, 10, error);
}

static guint
count_texts (Fixture    *fixture,
             const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) hits = cpx_store_look_sync (fixture->store, texts_func, (gpointer) text, NULL, &error);

  g_assert_no_error (error);

  return hits->len;
}

static void
test_texts (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(CpxRecord) made = store_fixture_patient ("Martin", "Jean", "1958");
  g_autoptr(CpxRecord) noted = cpx_record_with_text (made, CPX_PATIENT_NOTES, "Œdème du genou ; opéré à Lyon");
  g_autoptr(CpxRecord) stored = store_fixture_write (fixture, NULL, noted);
  g_autoptr(CpxRecord) other = cpx_record_with_text (stored, CPX_PATIENT_NOTES, "Rien");
  g_autoptr(CpxRecord) edited = NULL;

  g_assert_cmpuint (count_texts (fixture, "oedeme"), ==, 1);
  g_assert_cmpuint (count_texts (fixture, "GENOU oper"), ==, 1);
  g_assert_cmpuint (count_texts (fixture, "oper genou"), ==, 0);   /* only the last word may be a beginning */
  g_assert_cmpuint (count_texts (fixture, "epaule"), ==, 0);
  g_assert_cmpuint (count_texts (fixture, ""), ==, 0);
  edited = store_fixture_write (fixture, stored, other);
  g_assert_cmpuint (count_texts (fixture, "genou"), ==, 0);
  g_assert_cmpuint (count_texts (fixture, "rien"), ==, 1);
  g_assert_null (store_fixture_write (fixture, edited, NULL));
  g_assert_cmpuint (count_texts (fixture, "rien"), ==, 0);
}

static void
test_large (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *text = g_strnfill (1024 * 1024, 'x');
  g_autoptr(CpxRecord) patient = make_hostile (text);
  g_autoptr(CpxRecord) stored = store_fixture_write (fixture, NULL, patient);
  g_autoptr(CpxRecord) found = store_fixture_get (fixture, &cpx_patient_kind, cpx_record_get_id (patient), NULL);

  g_assert_true (cpx_record_equal (patient, found));
}

#define add(path, func) \
  g_test_add (path, Fixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/tables/settings", test_settings);
  add ("/tables/drafts", test_drafts);
  add ("/tables/secrets", test_secrets);
  add ("/tables/blobs", test_blobs);
  add ("/tables/texts", test_texts);
  add ("/tables/naughty", test_naughty);
  add ("/tables/large", test_large);

  return g_test_run ();
}

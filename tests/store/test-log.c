/* test-log.c: each write leaves one entry, sealed, whose hash outlives an erasure; and the change can be read in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store-fixture.h"

#include "cpx-allergy.h"
#include "cpx-audit-log.h"
#include "cpx-change-log.h"
#include "cpx-clock.h"
#include "cpx-patient-keys.h"
#include "cpx-room.h"
#include "cpx-search.h"

#include <string.h>

typedef StoreFixture Fixture;

typedef struct
{
  const CpxKind *kind;
  const char    *id;
  gint64         number;
} Wanted;

static gpointer
look (Fixture    *fixture,
      CpxTxnFunc  func,
      gpointer    data)
{
  g_autoptr(GError) error = NULL;
  gpointer result = cpx_store_look_sync (fixture->store, func, data, NULL, &error);

  g_assert_no_error (error);

  return result;
}

static gpointer
list_log_func (CpxTxn    *txn,
               gpointer   data,
               GError   **error)
{
  return cpx_audit_log_list (txn, NULL, 0, 10000, error);
}

static gpointer
list_about_func (CpxTxn    *txn,
                 gpointer   data,
                 GError   **error)
{
  return cpx_audit_log_list_about (txn, data, -1, 10000, error);
}

static gpointer
list_changes_func (CpxTxn    *txn,
                   gpointer   data,
                   GError   **error)
{
  Wanted *wanted = data;

  return cpx_change_log_list_about (txn, wanted->kind, wanted->id, error);
}

static gpointer
open_func (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  return cpx_audit_log_open_details (txn, data, error);
}

/* Every stored hash is that of its stored leaf, and the leaves are in order. */
static GPtrArray *
check_log (Fixture *fixture)
{
  GPtrArray *entries = look (fixture, list_log_func, NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      CpxAuditLogEntry *entry = g_ptr_array_index (entries, i);
      guint8 hash[CPX_AUDIT_LEAF_HASH_SIZE];

      g_assert_cmpuint (entry->index, ==, i);
      cpx_audit_leaf_hash (g_bytes_get_data (entry->leaf, NULL), g_bytes_get_size (entry->leaf), hash);
      g_assert_cmpmem (hash, sizeof hash, entry->hash, sizeof entry->hash);
    }

  return entries;
}

static CpxAuditLeaf *
parse_entry (GPtrArray *entries,
             guint      index)
{
  g_autoptr(GError) error = NULL;
  CpxAuditLeaf *leaf = cpx_audit_leaf_parse (((CpxAuditLogEntry *) g_ptr_array_index (entries, index))->leaf, &error);

  g_assert_no_error (error);

  return leaf;
}

static CpxRecord *
add_patient (Fixture    *fixture,
             const char *name)
{
  g_autoptr(CpxRecord) patient = store_fixture_patient (name, "Jean", "1958-03-14");

  return store_fixture_write (fixture, NULL, patient);
}

static void
test_entries (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(CpxRecord) patient = add_patient (fixture, "Martin");
  g_autoptr(CpxRecord) after = cpx_record_with_text (patient, CPX_PATIENT_CITY, "Lyon");
  CpxWritten written;
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(CpxAuditLeaf) leaf = NULL;
  const CpxAuditEntry *entry;
  g_autofree char *details = NULL;
  g_autoptr(json_t) object = NULL;

  g_assert_true (store_fixture_try (fixture, patient, after, &written, NULL));
  g_assert_cmpuint (written.audit_index, ==, 1);
  entries = check_log (fixture);
  g_assert_cmpuint (entries->len, ==, 2);
  leaf = parse_entry (entries, 1);
  entry = cpx_audit_leaf_get_entry (leaf);
  g_assert_cmpstr (entry->action, ==, "test.edited");
  g_assert_cmpstr (entry->user_id, ==, STORE_FIXTURE_USER);
  g_assert_cmpstr (entry->id, ==, cpx_record_get_id (patient));
  g_assert_cmpstr (entry->patient_id, ==, cpx_record_get_id (patient));

  details = look (fixture, open_func, leaf);
  object = cpx_json_parse (details, -1, NULL);
  g_assert_cmpstr (json_string_value (json_object_get (json_object_get (object, "after"), "city")), ==, "Lyon");
  g_assert_null (json_object_get (json_object_get (object, "before"), "city"));
}

static void
test_sealed (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(CpxRecord) patient = add_patient (fixture, "Tartempion");
  g_autoptr(CpxRecord) room = cpx_record_new_with_texts (&cpx_room_kind, NULL, CPX_ROOM_NAME, "Tartempion", -1);
  g_autoptr(CpxRecord) stored = store_fixture_write (fixture, NULL, room);
  g_autoptr(GPtrArray) entries = check_log (fixture);

  for (guint i = 0; i < entries->len; i++)
    {
      GBytes *leaf = ((CpxAuditLogEntry *) g_ptr_array_index (entries, i))->leaf;
      g_autoptr(CpxAuditLeaf) parsed = parse_entry (entries, i);
      g_autofree char *details = look (fixture, open_func, parsed);

      g_assert_null (memmem (g_bytes_get_data (leaf, NULL), g_bytes_get_size (leaf), "Tartempion", 10));
      g_assert_nonnull (strstr (details, "Tartempion"));
    }
}

static void
test_history (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(CpxRecord) patient = add_patient (fixture, "Martin");
  g_autoptr(CpxRecord) other = add_patient (fixture, "Durand");
  g_autoptr(CpxRecord) lyon = cpx_record_with_text (patient, CPX_PATIENT_CITY, "Lyon");
  g_autoptr(CpxRecord) first = store_fixture_write (fixture, patient, lyon);
  g_autoptr(CpxRecord) nowhere = cpx_record_without (first, CPX_PATIENT_CITY);
  g_autoptr(CpxRecord) second = store_fixture_write (fixture, first, nowhere);
  Wanted wanted = { &cpx_patient_kind, cpx_record_get_id (patient) };
  g_autoptr(GPtrArray) changes = look (fixture, list_changes_func, &wanted);
  CpxChangeField field, before;

  g_assert_cmpuint (changes->len, ==, 3);
  g_assert_true (cpx_change_is_creation (g_ptr_array_index (changes, 2)));
  g_assert_true (cpx_change_find_field (g_ptr_array_index (changes, 2), "birth_name", &field));
  g_assert_cmpstr (json_string_value (field.value), ==, "Martin");

  /* The city had no value before, yet who set it had seen the creation. */
  g_assert_true (cpx_change_find_field (g_ptr_array_index (changes, 1), "city", &before));
  g_assert_true (cpx_id_equal (before.base, &cpx_change_get_head (g_ptr_array_index (changes, 2))->id));
  g_assert_true (cpx_change_find_field (g_ptr_array_index (changes, 0), "city", &field));
  g_assert_null (field.value);
  g_assert_true (cpx_id_equal (field.base, &cpx_change_get_head (g_ptr_array_index (changes, 1))->id));
  g_assert_cmpuint (cpx_change_get_head (g_ptr_array_index (changes, 0))->hlc, >,
                    cpx_change_get_head (g_ptr_array_index (changes, 1))->hlc);
}

static gpointer
list_all_changes_func (CpxTxn    *txn,
                       gpointer   data,
                       GError   **error)
{
  g_autoptr(GPtrArray) first = NULL;
  guint64 next;
  GPtrArray *rest;

  /* By pages, over an entry that is no change. */
  first = cpx_change_log_list (txn, NULL, 0, 2, &next, error);
  rest = cpx_change_log_list (txn, NULL, next, 100, &next, error);
  for (guint i = 0; i < first->len; i++)
    g_ptr_array_insert (rest, (int) i, cpx_change_ref (g_ptr_array_index (first, i)));

  return rest;
}

static gpointer
note_func (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  g_autoptr(json_t) details = json_pack ("{s:s}", "why", "look");
  CpxNote note = { .action = "patient.opened", .kind = "patient", .id = data, .patient_id = data, .details = details };

  return GINT_TO_POINTER (cpx_txn_note (txn, &note, NULL, error));
}

static void
test_list_changes (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(CpxRecord) a = add_patient (fixture, "A");
  g_autoptr(CpxRecord) b = add_patient (fixture, "B");
  g_autoptr(CpxRecord) c = NULL;
  g_autoptr(GPtrArray) changes = NULL;

  g_assert_nonnull (cpx_store_run_sync (fixture->store, note_func, (gpointer) cpx_record_get_id (a), NULL, NULL));
  c = add_patient (fixture, "C");
  changes = look (fixture, list_all_changes_func, NULL);
  g_assert_cmpuint (changes->len, ==, 3);
  g_assert_cmpstr (cpx_change_get_head (g_ptr_array_index (changes, 2))->record_id, ==, cpx_record_get_id (c));
}

typedef struct
{
  const char *patient_id;
  int         n;
} Notes;

static gpointer
notes_func (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  Notes *notes = data;

  for (int i = 0; i < notes->n; i++)
    {
      if (note_func (txn, (gpointer) notes->patient_id, error) == NULL)
        return NULL;
    }

  return notes;
}

/* Found whether they entered the table by patient or wait for it, before and after the store is opened again. */
static void
test_about (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(CpxRecord) patient = add_patient (fixture, "Martin");
  g_autoptr(CpxRecord) other = add_patient (fixture, "Durand");
  guint n_expected = 1;
  static const int batches[] = { 3, 600, 5, 511, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (batches); i++)
    {
      Notes notes = { cpx_record_get_id (i % 2 == 0 ? patient : other), batches[i] };
      g_autoptr(GPtrArray) entries = NULL;

      g_assert_nonnull (cpx_store_run_sync (fixture->store, notes_func, &notes, NULL, NULL));
      n_expected += i % 2 == 0 ? (guint) batches[i] : 0;
      if (i % 2 == 1)
        {
          store_fixture_close (fixture);
          store_fixture_open (fixture);
        }
      entries = look (fixture, list_about_func, (gpointer) cpx_record_get_id (patient));
      g_assert_cmpuint (entries->len, ==, n_expected);
      for (guint j = 1; j < entries->len; j++)
        g_assert_cmpint (((CpxAuditLogEntry *) g_ptr_array_index (entries, j - 1))->place, >,
                         ((CpxAuditLogEntry *) g_ptr_array_index (entries, j))->place);
    }
}

static void
test_clock_back (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(CpxRecord) a = NULL;
  g_autoptr(CpxRecord) b = NULL;
  g_autoptr(CpxRecord) c = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  static const CpxAuditClock expected[] = { CPX_AUDIT_CLOCK_OK, CPX_AUDIT_CLOCK_BACK, CPX_AUDIT_CLOCK_OK };

  cpx_clock_stop (G_GINT64_CONSTANT (1764000000000000));
  a = add_patient (fixture, "A");
  cpx_clock_stop (G_GINT64_CONSTANT (1763000000000000));
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  b = add_patient (fixture, "B");
  c = add_patient (fixture, "C");
  cpx_clock_resume ();

  entries = check_log (fixture);
  for (guint i = 0; i < entries->len; i++)
    {
      g_autoptr(CpxAuditLeaf) leaf = parse_entry (entries, i);

      g_assert_cmpint (cpx_audit_leaf_get_entry (leaf)->clock, ==, expected[i]);
    }
}

static gpointer
erase_func (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  CpxActor actor = { STORE_FIXTURE_USER, CPX_ROLE_ADMIN };

  return GINT_TO_POINTER (cpx_txn_erase (txn, &actor, data, "RGPD, article 17", NULL, error));
}

static gpointer
erasure_func (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  return cpx_patient_keys_erasure (txn, data, error);
}

static gpointer
search_func (CpxTxn    *txn,
             gpointer   data,
             GError   **error)
{
  return cpx_search_patients (txn, data, CPX_QUERY_ALL, 0, error);
}

static gpointer
text_func (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  return cpx_search_texts (txn, data, NULL, 10, error);
}

static void
test_erase (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(CpxRecord) made = store_fixture_patient ("Effacé", "Jean", "1958-03-14");
  g_autoptr(CpxRecord) noted = cpx_record_with_text (made, CPX_PATIENT_NOTES, "souvenir précis");
  g_autoptr(CpxRecord) patient = store_fixture_write (fixture, NULL, noted);
  g_autoptr(CpxRecord) kept = add_patient (fixture, "Gardé");
  const char *id = cpx_record_get_id (patient);
  g_autoptr(CpxRecord) allergy = cpx_record_new_with_texts (&cpx_allergy_kind, NULL, CPX_ALLERGY_PATIENT, id,
                                                            CPX_ALLERGY_SUBSTANCE, "latex", CPX_ALLERGY_NOTES,
                                                            "souvenir vague", -1);
  g_autoptr(CpxRecord) stored = store_fixture_write (fixture, NULL, allergy);
  g_autoptr(GPtrArray) before = check_log (fixture);
  g_autoptr(GPtrArray) after = NULL;
  g_autoptr(GPtrArray) texts = look (fixture, text_func, (gpointer) "souvenir");
  g_autoptr(GArray) hits = look (fixture, search_func, (gpointer) "efface");
  g_autoptr(CpxErasure) erasure = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (texts->len, ==, 2);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_nonnull (cpx_store_run_sync (fixture->store, erase_func, (gpointer) id, NULL, &error));
  g_assert_no_error (error);

  /* Gone from rows and from search, */
  g_assert_null (store_fixture_get (fixture, &cpx_patient_kind, id, &error));
  g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (store_fixture_get (fixture, &cpx_allergy_kind, cpx_record_get_id (allergy), &error));
  g_clear_error (&error);
  g_ptr_array_unref (texts);
  texts = look (fixture, text_func, (gpointer) "souvenir");
  g_assert_cmpuint (texts->len, ==, 0);
  g_array_unref (hits);
  hits = look (fixture, search_func, (gpointer) "efface");
  g_assert_cmpuint (hits->len, ==, 0);

  /* the log as it was and one entry longer, */
  after = check_log (fixture);
  g_assert_cmpuint (after->len, ==, before->len + 1);
  for (guint i = 0; i < before->len; i++)
    {
      g_autoptr(CpxAuditLeaf) leaf = parse_entry (after, i);
      gboolean about = g_strcmp0 (cpx_audit_leaf_get_entry (leaf)->patient_id, id) == 0;
      g_autofree char *details = NULL;

      g_assert_true (g_bytes_equal (((CpxAuditLogEntry *) g_ptr_array_index (before, i))->leaf,
                                    ((CpxAuditLogEntry *) g_ptr_array_index (after, i))->leaf));
      details = cpx_store_look_sync (fixture->store, open_func, leaf, NULL, &error);
      g_assert_cmpint (details == NULL, ==, about);
      if (about)
        g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_ERASED);
      g_clear_error (&error);
    }

  /* and it says why; who comes back under the same id does not. */
  erasure = look (fixture, erasure_func, (gpointer) id);
  g_assert_cmpstr (erasure->legal_basis, ==, "RGPD, article 17");
  g_assert_false (store_fixture_try (fixture, NULL, patient, NULL, &error));
  g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_ERASED);
}

#define add(path, func) \
  g_test_add (path, Fixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/log/entries", test_entries);
  add ("/log/sealed", test_sealed);
  add ("/log/history", test_history);
  add ("/log/list-changes", test_list_changes);
  add ("/log/about", test_about);
  add ("/log/clock-back", test_clock_back);
  add ("/log/erase", test_erase);

  return g_test_run ();
}

/* test-export-audit.c: the audit log leaves: who may take it, what is in it, and that nothing stays half done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-audit-seal.h"
#include "cpx-backup.h"
#include "cpx-erase-patient.h"
#include "cpx-export-audit.h"
#include "cpx-export-proof.h"
#include "cpx-note-log-read.h"
#include "cpx-practice-private.h"
#include "cpx-restore.h"
#include "cpx-verify-bundle.h"
#include "cpx-zip-reader.h"

#include <cpx-audit-log.h>
#include <cpx-device.h>
#include <cpx-json.h>
#include <cpx-patient.h>
#include <cpx-tlog-proof.h>

#include <glib/gstdio.h>
#include <string.h>

typedef PracticeFixture Fixture;

static char *
path_of (Fixture    *fixture,
         const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static CpxLogExportResult *
export_to (Fixture             *fixture,
           CpxLogExportFormat   format,
           const char          *path,
           const CpxLogFilter  *filter,
           gboolean             opened)
{
  const CpxLogExport export = { .format = format, .path = path, .filter = filter, .open_details = opened };
  g_autoptr(GError) error = NULL;
  CpxLogExportResult *result = cpx_practice_export_log (fixture->practice, &export, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return result;
}

static CpxBundleReport *
verify (const char *path,
        CpxNoteKey *key)
{
  g_autoptr(GError) error = NULL;
  CpxBundleReport *report = cpx_verify_bundle (path, key, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (report->sentence, ==, NULL);
  g_assert_true (report->sound);

  return report;
}

static char *
read_member (const char *path,
             const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) stream = cpx_zip_reader_open (path, name, &error);
  char *text = g_malloc0 (1 << 20);
  gsize n_bytes;

  g_assert_no_error (error);
  g_input_stream_read_all (stream, text, (1 << 20) - 1, &n_bytes, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
test_whole (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (fixture, "DURAND", "Anne", "1970-01-01");
  g_autofree char *sealed_path = path_of (fixture, "sealed.zip"), *opened_path = path_of (fixture, "opened.zip");
  g_autoptr(CpxLogExportResult) sealed = export_to (fixture, CPX_LOG_EXPORT_BUNDLE, sealed_path, NULL, FALSE);
  g_autoptr(CpxLogExportResult) opened = export_to (fixture, CPX_LOG_EXPORT_BUNDLE, opened_path, NULL, TRUE);
  g_autoptr(CpxNoteKey) key = cpx_practice_load_log_key (fixture->practice, NULL);
  g_autoptr(CpxBundleReport) first = verify (sealed_path, key), second = verify (opened_path, key);
  g_autofree char *hidden = read_member (sealed_path, "entries.jsonl"), *shown = read_member (opened_path,
                                                                                              "entries.jsonl");

  g_assert_true (first->whole && second->whole);
  g_assert_cmpuint (first->n_entries, ==, sealed->n_entries);
  g_assert_cmpuint (sealed->size, ==, sealed->n_entries);
  g_assert_cmpstr (first->code, ==, sealed->code);
  g_assert_cmpuint (sealed->n_opened, ==, 0);
  g_assert_cmpuint (second->n_opened, ==, opened->n_opened);
  g_assert_cmpuint (opened->n_opened, >, 1);
  g_assert_null (strstr (hidden, "DURAND"));
  g_assert_nonnull (strstr (shown, "DURAND"));
}

static void
test_selection (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(CpxRecord) one = practice_fixture_add_patient (fixture, "DURAND", "Anne", "1970-01-01");
  g_autoptr(CpxRecord) other = practice_fixture_add_patient (fixture, "MARTIN", "Paul", "1960-01-01");
  g_autofree char *path = path_of (fixture, "one.zip");
  g_auto(CpxLogFilter) filter = { 0 };
  g_autoptr(CpxLogExportResult) result = NULL;
  g_autoptr(CpxBundleReport) report = NULL;

  cpx_log_filter_init (&filter);
  filter.patient_id = g_strdup (cpx_record_get_id (one));
  result = export_to (fixture, CPX_LOG_EXPORT_BUNDLE, path, &filter, FALSE);
  report = verify (path, NULL);
  g_assert_cmpuint (result->n_entries, ==, 1);
  g_assert_false (report->whole);
  g_assert_cmpuint (report->n_proofs, ==, 1);
  g_assert_cmpuint (report->size, >, 1);
}

/* The proof stays, the details nobody reads again; the line says since when and why. */
static void
test_erased (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (fixture, "DURAND", "Anne", "1970-01-01");
  g_autofree char *path = path_of (fixture, "erased.zip"), *shown = NULL;
  g_autoptr(CpxLogExportResult) result = NULL;
  g_autoptr(CpxBundleReport) report = NULL;
  g_autoptr(CpxReceipt) erased = NULL;
  g_autoptr(GError) error = NULL;

  erased = cpx_practice_erase_patient (fixture->practice, cpx_record_get_id (patient),
                                       "article R. 1112-7 du code de la santé publique", &error);
  g_assert_no_error (error);
  result = export_to (fixture, CPX_LOG_EXPORT_BUNDLE, path, NULL, TRUE);
  report = verify (path, NULL);
  shown = read_member (path, "entries.jsonl");
  g_assert_cmpuint (result->n_erased, >=, 1);
  g_assert_cmpuint (report->n_opened, ==, result->n_opened);
  g_assert_null (strstr (shown, "DURAND"));
  g_assert_nonnull (strstr (shown, "\"erased_on\":\"2"));
  g_assert_nonnull (strstr (shown, "\"erased_basis\":\"article R. 1112-7"));
}

typedef struct
{
  const char *login;
  CpxRoles    roles;
  gboolean    sealed;  /* may export with details sealed */
  gboolean    opened;
} RoleCase;

static const RoleCase role_cases[] = {
  { "odile", CPX_ROLE_SECRETARY, FALSE, FALSE },
  { "nadia", CPX_ROLE_NURSE, FALSE, FALSE },
  { "serge", CPX_ROLE_SURGEON, FALSE, FALSE },
  { "alice", CPX_ROLE_ADMIN, TRUE, FALSE },
  { "bruno", CPX_ROLE_ADMIN | CPX_ROLE_SURGEON, TRUE, TRUE },
};

static void
assert_allowed (Fixture  *fixture,
                gboolean  opened,
                gboolean  allowed)
{
  g_autofree char *path = path_of (fixture, "role.jsonl");
  const CpxLogExport export = { .format = CPX_LOG_EXPORT_JSONL, .path = path, .open_details = opened };
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxLogExportResult) result = cpx_practice_export_log (fixture->practice, &export, NULL, NULL, NULL, &error);

  g_assert_cmpint (result != NULL, ==, allowed);
  g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, allowed);
  if (!allowed)
    g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
  g_unlink (path);
}

static void
test_roles (Fixture       *fixture,
            gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (role_cases); i++)
    practice_fixture_add_user (fixture, role_cases[i].login, role_cases[i].roles);
  for (gsize i = 0; i < G_N_ELEMENTS (role_cases); i++)
    {
      practice_fixture_close (fixture);
      practice_fixture_reopen (fixture, role_cases[i].login, FIXTURE_PASSPHRASE);
      assert_allowed (fixture, FALSE, role_cases[i].sealed);
      assert_allowed (fixture, TRUE, role_cases[i].opened);
    }
}

/* Noted before a byte leaves: the entry is in what left. Where nothing can be written nothing is noted. */
static void
test_noted (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = path_of (fixture, "noted.jsonl"), *text = NULL;
  const CpxLogExport again = { .format = CPX_LOG_EXPORT_JSONL, .path = path };
  g_autoptr(CpxLogExportResult) result = export_to (fixture, CPX_LOG_EXPORT_JSONL, path, NULL, TRUE);
  g_autoptr(GError) error = NULL;
  gint64 n_entries = practice_fixture_count_audit (fixture);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"action\":\"log.exported\""));
  g_assert_null (strstr (text, "noted.jsonl"));
  g_assert_null (cpx_practice_export_log (fixture->practice, &again, NULL, NULL, NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED);
  g_assert_cmpint (practice_fixture_count_audit (fixture), ==, n_entries);
}

/* People search by name: the log keeps that words were asked for, not which, for no erasure would reach them. */
static void
test_words_not_noted (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *some = path_of (fixture, "some.jsonl"), *all = path_of (fixture, "all.jsonl"), *text = NULL;
  g_autoptr(CpxLogExportResult) some_result = NULL, all_result = NULL;
  g_auto(CpxLogFilter) filter = { 0 };
  g_autoptr(GError) error = NULL;

  cpx_log_filter_init (&filter);
  filter.text = g_strdup ("Quenelline");
  g_assert_true (cpx_practice_note_log_read (fixture->practice, &filter, &error));
  g_assert_no_error (error);
  some_result = export_to (fixture, CPX_LOG_EXPORT_JSONL, some, &filter, TRUE);
  all_result = export_to (fixture, CPX_LOG_EXPORT_JSONL, all, NULL, TRUE);
  g_assert_true (g_file_get_contents (all, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"action\":\"log.read\""));
  g_assert_nonnull (strstr (text, "\"filter\":{\"text\":true}"));
  g_assert_null (strstr (text, "Quenelline"));
}

typedef struct
{
  GAsyncResult *result;
  guint64       n_done;
  guint64       n_total;
  guint         n_calls;
  GCancellable *cancellable;  /* (nullable): cancelled at the first call */
} Wait;

static void
keep_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  ((Wait *) user_data)->result = g_object_ref (result);
}

static void
progress_cb (guint64   n_done,
             guint64   n_total,
             gpointer  user_data)
{
  Wait *wait = user_data;

  g_assert_null (wait->result);
  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  g_assert_cmpuint (n_done, >=, wait->n_done);
  g_assert_cmpuint (n_done, <=, n_total);
  wait->n_done = n_done;
  wait->n_total = n_total;
  wait->n_calls++;
  if (wait->cancellable != NULL)
    g_cancellable_cancel (wait->cancellable);
}

static CpxLogExportResult *
export_async (Fixture             *fixture,
              const CpxLogExport  *export,
              Wait                *wait,
              GError             **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  cpx_practice_export_log_async (fixture->practice, export, progress_cb, wait, wait->cancellable, keep_cb, wait);
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  result = g_steal_pointer (&wait->result);

  return cpx_practice_export_log_finish (fixture->practice, result, error);
}

static void
test_async (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = path_of (fixture, "async.zip");
  const CpxLogExport export = { .format = CPX_LOG_EXPORT_BUNDLE, .path = path, .replace = TRUE };
  g_autoptr(CpxLogExportResult) first = NULL, second = NULL;
  g_autoptr(CpxBundleReport) report = NULL;
  g_autoptr(GError) error = NULL;
  Wait one = { 0 }, two = { 0 };

  first = export_async (fixture, &export, &one, &error);
  g_assert_no_error (error);
  /* what is there is replaced, as the file chooser asked already */
  second = export_async (fixture, &export, &two, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->n_entries, >, first->n_entries);
  report = verify (path, NULL);
  g_assert_cmpuint (report->n_entries, ==, second->n_entries);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  const CpxLogExportFormat formats[] = { CPX_LOG_EXPORT_BUNDLE, CPX_LOG_EXPORT_CSV, CPX_LOG_EXPORT_JSONL };

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = path_of (fixture, "cancelled"), *partial = path_of (fixture, "cancelled.partial");
      const CpxLogExport export = { .format = formats[i], .path = path };
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(CpxLogExportResult) result = NULL;
      g_autoptr(GError) error = NULL;
      Wait wait = { .cancellable = cancellable };

      g_cancellable_cancel (cancellable);
      result = export_async (fixture, &export, &wait, &error);
      g_assert_null (result);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (wait.n_calls, ==, 0);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      g_assert_false (g_file_test (partial, G_FILE_TEST_EXISTS));
    }
}

static void
assert_proof_refused (Fixture    *fixture,
                      const char *device_id,
                      guint64     index,
                      const char *path,
                      int         code)
{
  const CpxProofExport export = { device_id, index, path, FALSE };
  gint64 n = practice_fixture_count_audit (fixture);
  g_autofree char *partial = g_strconcat (path, ".partial", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (cpx_practice_export_proof (fixture->practice, &export, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, code);
  g_assert_cmpint (practice_fixture_count_audit (fixture), ==, n);
  g_assert_false (g_file_test (partial, G_FILE_TEST_EXISTS));
}

/* The hash of an entry of a log, from the vault. */
typedef struct
{
  CpxId          device;
  guint64        index;
  CpxMerkleHash  hash;
} Leaf;

/* A CpxTxnFunc. */
static gpointer
look_leaf (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  Leaf *leaf = data;
  g_autoptr(GPtrArray) entries = cpx_audit_log_list (txn, &leaf->device, leaf->index, 1, error);

  g_assert_cmpuint (entries->len, ==, 1);
  memcpy (&leaf->hash, ((CpxAuditLogEntry *) g_ptr_array_index (entries, 0))->hash, sizeof leaf->hash);

  return leaf;
}

/* What the post before sealed is proved with its own key; what it had not sealed by nobody; nothing where it is bad. */
static void
assert_old_entries_proved (Fixture    *fixture,
                           const char *old_post,
                           CpxNoteKey *old_key,
                           guint64     n_sealed)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();
  g_autofree char *path = path_of (fixture, "old.tlog-proof");
  const CpxProofExport export = { old_post, n_sealed - 1, path, FALSE };
  g_autoptr(CpxTlogProof) proof = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  Leaf leaf = { .index = n_sealed - 1 };

  g_ptr_array_add (keys, old_key);
  g_assert_true (cpx_practice_export_proof (fixture->practice, &export, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  proof = cpx_tlog_proof_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_true (cpx_id_parse (old_post, &leaf.device));
  cpx_practice_look (fixture->practice, NULL, look_leaf, &leaf, NULL, &error);
  g_assert_true (cpx_tlog_proof_check (proof, &leaf.hash, keys, &error));
  g_assert_no_error (error);
  g_unlink (path);
  assert_proof_refused (fixture, old_post, n_sealed, path, CPX_PRACTICE_ERROR_NOT_FOUND);
  assert_proof_refused (fixture, old_post, 100000, path, CPX_PRACTICE_ERROR_NOT_FOUND);
}

/* After a restore the vault has the log of the post that was, which only its own last seal proves, and a new one. */
static void
test_two_posts (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *copy = path_of (fixture, "copy.cpx"), *old_post = NULL;
  g_autofree char *old_path = path_of (fixture, "old.zip"), *new_path = path_of (fixture, "new.zip");
  g_autoptr(CpxLogExportResult) old_result = NULL, new_result = NULL;
  g_autoptr(CpxBundleReport) old_report = NULL, new_report = NULL;
  g_autoptr(CpxNoteKey) old_key = NULL, new_key = NULL;
  g_autoptr(CpxAuditSeal) old_seal = NULL;
  g_autoptr(CpxRestored) restored = NULL;
  g_auto(CpxLogFilter) filter = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *made = NULL;

  g_object_unref (practice_fixture_add_patient (fixture, "DURAND", "Anne", "1970-01-01"));
  old_post = g_strdup (cpx_practice_get_device_id (fixture->practice));
  old_key = cpx_practice_load_log_key (fixture->practice, &error);
  old_seal = cpx_practice_seal_log (fixture->practice, CPX_SEAL_ASKED, &error);
  g_assert_no_error (error);
  g_object_unref (practice_fixture_add_patient (fixture, "MARTIN", "Paul", "1960-01-01"));
  made = cpx_practice_backup (fixture->practice, copy, NULL, &error);
  g_assert_no_error (error);
  practice_fixture_close (fixture);
  restored = cpx_practice_restore (fixture->path, copy, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, FALSE, NULL, &error);
  g_assert_no_error (error);
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_object_unref (practice_fixture_add_patient (fixture, "PETIT", "Luc", "1950-01-01"));

  cpx_log_filter_init (&filter);
  filter.actions = g_strsplit ("patient.created", " ", -1);
  new_result = export_to (fixture, CPX_LOG_EXPORT_BUNDLE, new_path, &filter, FALSE);
  new_key = cpx_practice_load_log_key (fixture->practice, &error);
  new_report = verify (new_path, new_key);
  g_assert_cmpuint (new_report->n_entries, ==, 1);
  g_assert_cmpuint (new_result->n_elsewhere, ==, 2);

  filter.device_id = g_strdup (old_post);
  old_result = export_to (fixture, CPX_LOG_EXPORT_BUNDLE, old_path, &filter, FALSE);
  old_report = verify (old_path, old_key);
  g_assert_cmpuint (old_report->n_entries, ==, 1);
  g_assert_cmpuint (old_result->n_unsealed, ==, 1);
  assert_old_entries_proved (fixture, old_post, old_key, old_seal->size);
  g_unlink (restored->replaced_path);
  g_unlink (copy);
}

/* The proof of an entry: where nothing can leave nothing is noted, sealed or overwritten. */
static void
test_proof_refused (Fixture       *fixture,
                    gconstpointer  data)
{
  const char *own = cpx_practice_get_device_id (fixture->practice);
  g_autofree char *path = path_of (fixture, "proof.tlog-proof"), *nowhere = path_of (fixture, "no/such/folder");
  g_autofree char *other = g_strdup ("01890000-0000-7000-8000-00000000ffff");
  g_autofree char *text = NULL;

  assert_proof_refused (fixture, other, 0, path, CPX_PRACTICE_ERROR_NOT_FOUND);
  assert_proof_refused (fixture, "poste", 0, path, CPX_PRACTICE_ERROR_NOT_FOUND);
  assert_proof_refused (fixture, NULL, 0, path, CPX_PRACTICE_ERROR_REFUSED);
  assert_proof_refused (fixture, own, 100000, path, CPX_PRACTICE_ERROR_NOT_FOUND);
  assert_proof_refused (fixture, own, 0, nowhere, CPX_PRACTICE_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  assert_proof_refused (fixture, own, 0, path, CPX_PRACTICE_ERROR_REFUSED);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
  practice_fixture_add_user (fixture, "accueil", CPX_ROLE_SECRETARY);
  practice_fixture_reopen (fixture, "accueil", FIXTURE_PASSPHRASE);
  own = cpx_practice_get_device_id (fixture->practice);
  assert_proof_refused (fixture, own, 0, nowhere, CPX_PRACTICE_ERROR_NOT_ALLOWED);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);

  FIXTURE_TEST ("/export-audit/whole", test_whole);
  FIXTURE_TEST ("/export-audit/selection", test_selection);
  FIXTURE_TEST ("/export-audit/erased", test_erased);
  FIXTURE_TEST ("/export-audit/roles", test_roles);
  FIXTURE_TEST ("/export-audit/noted", test_noted);
  FIXTURE_TEST ("/export-audit/words-not-noted", test_words_not_noted);
  FIXTURE_TEST ("/export-audit/async", test_async);
  FIXTURE_TEST ("/export-audit/cancelled", test_cancelled);
  FIXTURE_TEST ("/export-audit/two-posts", test_two_posts);
  FIXTURE_TEST ("/export-audit/proof-refused", test_proof_refused);

  return g_test_run ();
}

/* test-verify-log.c: seals and proofs of a practice's log, and what becomes of who alters it with the right passphrase.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-audit-seal.h"
#include "cpx-erase-patient.h"
#include "cpx-practice-error.h"
#include "cpx-practice-private.h"
#include "cpx-prove-log.h"
#include "cpx-verify-log.h"

#include <cpx-audit-log.h>
#include <cpx-base64.h>
#include <cpx-merkle-proof.h>
#include <cpx-store.h>
#include <cpx-vault.h>

#include <string.h>

#define N_PATIENTS 300

typedef PracticeFixture Fixture;

static CpxAuditSeal *
seal (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  CpxAuditSeal *seal = cpx_practice_seal_log (fixture->practice, CPX_SEAL_CLOSING, &error);

  g_assert_no_error (error);

  return seal;
}

static CpxLogReport *
verify (Fixture    *fixture,
        const char *outside)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_signed_note_unref);
  g_autoptr(GError) error = NULL;
  CpxLogReport *report;

  if (outside != NULL)
    g_ptr_array_add (notes, cpx_signed_note_parse (outside, strlen (outside), NULL));
  report = cpx_practice_verify_log (fixture->practice, NULL, notes, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return report;
}

/* What somebody does who has the passphrase and knows SQL. */
static void
alter (Fixture    *fixture,
       const char *sql)
{
  g_autoptr(CpxSecret) passphrase = cpx_secret_new_from_text (FIXTURE_PASSPHRASE);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxVault) vault = NULL;
  CpxDb *db;

  practice_fixture_close (fixture);
  vault = cpx_vault_unlock (fixture->path, FIXTURE_LOGIN, passphrase, CPX_VAULT_OPEN_DEFAULT, &error);
  g_assert_no_error (error);
  db = cpx_vault_open_writer (vault, 0, &error);
  g_assert_no_error (error);
  cpx_db_exec (db, sql, &error);
  g_assert_no_error (error);
  cpx_db_close (db, &error);
  cpx_vault_close (vault, &error);
  g_assert_no_error (error);
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
}

static void
fill (Fixture *fixture)
{
  for (guint i = 0; i < N_PATIENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("NOM%c%c%c", 'A' + i / 26 / 26, 'A' + i / 26 % 26, 'A' + i % 26);
      g_autoptr(CpxRecord) patient = practice_fixture_add_patient (fixture, name, "Jean", "1958-03-14");
    }
}

static void
test_sound (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(CpxAuditSeal) first = NULL, second = NULL, again = NULL;
  g_autoptr(CpxLogReport) report = NULL, end = NULL;
  g_autoptr(GError) error = NULL;

  fill (fixture);
  first = seal (fixture);
  again = seal (fixture);
  g_assert_cmpstr (again->note, ==, first->note);
  g_object_unref (practice_fixture_add_patient (fixture, "DURAND", "Anne", "1970-01-01"));
  second = seal (fixture);
  g_assert_cmpuint (second->size, ==, first->size + 2);
  g_assert_cmpstr (second->code, !=, first->code);

  report = verify (fixture, first->note);
  g_assert_true (report->sound);
  g_assert_cmpuint (report->n_entries, ==, second->size);
  g_assert_cmpuint (report->n_seals, ==, 3);
  g_assert_cmpuint (report->sealed_size, ==, second->size);
  end = cpx_practice_verify_log_end (fixture->practice, &error);
  g_assert_no_error (error);
  g_assert_true (end->sound);
}

static void
assert_broken (Fixture     *fixture,
               const char  *outside,
               CpxLogFault  fault,
               guint64      first,
               guint64      last)
{
  g_autoptr(CpxLogReport) report = verify (fixture, outside);

  g_assert_false (report->sound);
  g_assert_nonnull (report->sentence);
  g_assert_cmpint (report->verdict.fault, ==, fault);
  g_assert_cmpuint (report->verdict.first, ==, first);
  g_assert_cmpuint (report->verdict.last, ==, last);
}

static void
test_altered (Fixture       *fixture,
              gconstpointer  data)
{
  fill (fixture);
  alter (fixture, "UPDATE log SET leaf = CAST (replace (CAST (leaf AS TEXT), 'patient', 'Patient') AS BLOB)"
                  " WHERE place % 1024 = 100");
  assert_broken (fixture, NULL, CPX_LOG_FAULT_CHANGED, 100, 100);
}

static void
test_removed (Fixture       *fixture,
              gconstpointer  data)
{
  fill (fixture);
  alter (fixture, "DELETE FROM log WHERE place % 1024 = 100");
  assert_broken (fixture, NULL, CPX_LOG_FAULT_REMOVED, 100, 100);
}

static void
test_swapped (Fixture       *fixture,
              gconstpointer  data)
{
  fill (fixture);
  alter (fixture, "UPDATE log SET place = -1 WHERE place % 1024 = 100;"
                  "UPDATE log SET place = place - 1 WHERE place % 1024 = 101;"
                  "UPDATE log SET place = (SELECT place + 1 FROM log WHERE place % 1024 = 100) WHERE place = -1");
  assert_broken (fixture, NULL, CPX_LOG_FAULT_REORDERED, 100, 101);
}

/* The end is cut off, the seals that are of it too: only the one kept outside tells. */
static void
test_truncated (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(CpxAuditSeal) kept = NULL;
  g_autoptr(CpxLogReport) inside = NULL;

  fill (fixture);
  kept = seal (fixture);
  alter (fixture, "DELETE FROM log WHERE place % 1024 > 280; DELETE FROM log_checkpoint");
  inside = verify (fixture, NULL);
  g_assert_true (inside->sound);
  assert_broken (fixture, kept->note, CPX_LOG_FAULT_TRUNCATED, 0, kept->size - 1);
}

/* With the seal left in the vault the quick look finds it too. */
static void
test_truncated_under_seal (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr(CpxAuditSeal) kept = NULL;
  g_autoptr(CpxLogReport) end = NULL;
  g_autoptr(GError) error = NULL;

  fill (fixture);
  kept = seal (fixture);
  alter (fixture, "DELETE FROM log WHERE place % 1024 > 280");
  end = cpx_practice_verify_log_end (fixture->practice, &error);
  g_assert_no_error (error);
  g_assert_false (end->sound);
  g_assert_cmpint (end->verdict.fault, ==, CPX_LOG_FAULT_TRUNCATED);
  assert_broken (fixture, NULL, CPX_LOG_FAULT_TRUNCATED, 0, kept->size - 1);
}

static void
test_false_seal (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(CpxAuditSeal) kept = NULL;
  g_autoptr(CpxLogReport) report = NULL, end = NULL;

  fill (fixture);
  kept = seal (fixture);
  alter (fixture, "UPDATE log_checkpoint SET note = replace (note, substr (note, 70, 4), 'AAAA')");
  report = verify (fixture, NULL);
  g_assert_false (report->sound);
  g_assert_cmpint (report->verdict.fault, ==, CPX_LOG_FAULT_NONE);
  g_assert_nonnull (report->sentence);
  end = cpx_practice_verify_log_end (fixture->practice, NULL);
  g_assert_false (end->sound);
}

/* The key that is trusted is another one: a vault cannot vouch for itself. */
static void
test_other_key (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(CpxSecret) seed = cpx_signature_seed_new ();
  g_autoptr(CpxNoteKey) own = cpx_practice_load_log_key (fixture->practice, NULL);
  g_autoptr(CpxNoteKey) other = NULL;
  g_autoptr(CpxAuditSeal) kept = seal (fixture);
  g_autoptr(CpxLogReport) report = NULL;
  g_autoptr(GError) error = NULL;
  guint8 public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE];

  cpx_signature_get_public_key (seed, public_key);
  other = cpx_note_key_new (cpx_note_key_get_name (own), CPX_NOTE_KEY_SIGNATURE, public_key);
  report = cpx_practice_verify_log (fixture->practice, other, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (report->sound);
}

/* A CpxTxnFunc. */
static gpointer
look_leaf (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  g_autoptr(GPtrArray) entries = cpx_audit_log_list (txn, NULL, 200, 1, error);
  const CpxAuditLogEntry *entry = g_ptr_array_index (entries, 0);

  cpx_merkle_hash_leaf (g_bytes_get_data (entry->leaf, NULL), g_bytes_get_size (entry->leaf), data);

  return data;
}

/* A key that no log of the vault is verified with: of another practice, or the log was made up under a new post. */
static void
test_foreign_key (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(CpxNoteKey) own = cpx_practice_load_log_key (fixture->practice, NULL);
  g_autoptr(CpxNoteKey) foreign = NULL, wrong = NULL;
  g_autoptr(CpxSecret) seed = cpx_signature_seed_new ();
  g_autoptr(GError) error = NULL;
  guint8 public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE];

  cpx_signature_get_public_key (seed, public_key);
  foreign = cpx_note_key_new ("chirurgieprox/journal/018f3a1c-0000-7000-8000-000000000001", CPX_NOTE_KEY_SIGNATURE,
                              public_key);
  wrong = cpx_note_key_new (cpx_note_key_get_name (own), CPX_NOTE_KEY_SIGNATURE, public_key);
  for (guint i = 0; i < 3; i++)   /* without any seal that the key could have signed */
    {
      CpxNoteKey *keys[] = { own, foreign, wrong };
      g_autoptr(CpxLogReport) report = cpx_practice_verify_log (fixture->practice, keys[i], NULL, NULL, NULL, NULL,
                                                                &error);

      g_assert_no_error (error);
      g_assert_cmpint (report->sound, ==, i == 0);
      if (i > 0)
        g_assert_nonnull (strstr (report->sentence, "The key that you gave"));
    }
}

static void
test_entry_proved (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_note_key_unref);
  g_autoptr(CpxTlogProof) proof = NULL, beyond = NULL, again = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *file = NULL;
  CpxMerkleHash wrong = { { 0 } }, right;

  fill (fixture);
  g_ptr_array_add (keys, cpx_practice_load_log_key (fixture->practice, NULL));
  proof = cpx_practice_prove_entry (fixture->practice, NULL, 200, &error);
  g_assert_no_error (error);
  file = cpx_tlog_proof_print (proof);
  again = cpx_tlog_proof_parse (file, strlen (file), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cpx_tlog_proof_get_index (again), ==, 200);
  g_assert_false (cpx_tlog_proof_check (again, &wrong, keys, NULL));
  cpx_practice_look (fixture->practice, NULL, look_leaf, &right, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cpx_tlog_proof_check (again, &right, keys, NULL));
  beyond = cpx_practice_prove_entry (fixture->practice, NULL, 100000, &error);
  g_assert_null (beyond);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND);
}

static CpxMerkleHash
hash_of (json_t     *object,
         const char *name)
{
  CpxMerkleHash hash;

  g_assert_true (cpx_base64_decode_exact (json_string_value (json_object_get (object, name)), -1, &hash, sizeof hash));

  return hash;
}

static void
test_growth_proved (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(GArray) proof = g_array_new (FALSE, FALSE, sizeof (CpxMerkleHash));
  g_autoptr(GError) error = NULL;
  g_autoptr(json_t) object = NULL, backwards = NULL;
  CpxMerkleHash old_root, root;
  json_t *list;

  fill (fixture);
  object = cpx_practice_prove_growth (fixture->practice, NULL, 77, 290, &error);
  g_assert_no_error (error);
  list = json_object_get (object, "proof");
  for (gsize i = 0; i < json_array_size (list); i++)
    {
      CpxMerkleHash hash;

      g_assert_true (cpx_base64_decode_exact (json_string_value (json_array_get (list, i)), -1, &hash, sizeof hash));
      g_array_append_val (proof, hash);
    }
  old_root = hash_of (object, "old_root");
  root = hash_of (object, "root");
  g_assert_true (cpx_merkle_check_consistency (77, 290, (CpxMerkleHash *) proof->data, proof->len, &old_root, &root));
  backwards = cpx_practice_prove_growth (fixture->practice, NULL, 290, 77, &error);
  g_assert_null (backwards);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED);
}

static void
test_not_allowed (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(CpxAuditSeal) kept = NULL;
  g_autoptr(GError) error = NULL;

  practice_fixture_add_user (fixture, "odile", CPX_ROLE_SECRETARY);
  practice_fixture_close (fixture);
  practice_fixture_reopen (fixture, "odile", FIXTURE_PASSPHRASE);
  /* Whoever closes the practice seals it; who may not read the log does not verify it. */
  kept = seal (fixture);
  g_assert_null (cpx_practice_verify_log (fixture->practice, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
}

/* The screens read from the vault's list when and why a file was erased; the entry is what is signed. */
static void
test_erasures (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct
  {
    const char *sql;
    const char *words;   /* of the sentence */
  } cases[] = {
    { "UPDATE erasure SET legal_basis = 'Aucune, par jeu, ce jour-là'", "that was altered" },
    { "UPDATE erasure SET legal_basis = ''", "that was altered" },
    { "UPDATE erasure SET erased_us = erased_us - 86400000000", "that was altered" },
    { "DELETE FROM erasure", "that was removed" },
    { "INSERT INTO erasure SELECT id, 5, 'Un mensonge de vingt lettres' FROM r_patient", "that was added" },
    { "UPDATE erasure SET patient = zeroblob (16)", "that was added" },
  };
  g_autoptr(CpxRecord) erased = practice_fixture_add_patient (fixture, "DURAND", "Anne", "1970-01-01");
  g_autoptr(CpxRecord) left = practice_fixture_add_patient (fixture, "PETIT", "Luc", "1980-01-01");
  g_autoptr(CpxReceipt) receipt = NULL;
  g_autoptr(CpxLogReport) sound = NULL;
  g_autoptr(GError) error = NULL;

  receipt = cpx_practice_erase_patient (fixture->practice, cpx_record_get_id (erased),
                                        "Article 17 du RGPD, demande du 12 mai", &error);
  g_assert_no_error (error);
  sound = verify (fixture, NULL);
  g_assert_true (sound->sound);
  alter (fixture, "CREATE TABLE kept AS SELECT * FROM erasure");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(CpxLogReport) report = NULL;

      alter (fixture, cases[i].sql);
      report = verify (fixture, NULL);
      g_assert_false (report->sound);
      g_assert_nonnull (strstr (report->sentence, cases[i].words));
      alter (fixture, "DELETE FROM erasure; INSERT INTO erasure SELECT * FROM kept");
    }
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (cpx_practice_verify_log (fixture->practice, NULL, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);

  FIXTURE_TEST ("/verify-log/sound", test_sound);
  FIXTURE_TEST ("/verify-log/altered", test_altered);
  FIXTURE_TEST ("/verify-log/removed", test_removed);
  FIXTURE_TEST ("/verify-log/swapped", test_swapped);
  FIXTURE_TEST ("/verify-log/truncated", test_truncated);
  FIXTURE_TEST ("/verify-log/truncated-under-seal", test_truncated_under_seal);
  FIXTURE_TEST ("/verify-log/false-seal", test_false_seal);
  FIXTURE_TEST ("/verify-log/other-key", test_other_key);
  FIXTURE_TEST ("/verify-log/foreign-key", test_foreign_key);
  FIXTURE_TEST ("/verify-log/entry-proved", test_entry_proved);
  FIXTURE_TEST ("/verify-log/growth-proved", test_growth_proved);
  FIXTURE_TEST ("/verify-log/not-allowed", test_not_allowed);
  FIXTURE_TEST ("/verify-log/erasures", test_erasures);
  FIXTURE_TEST ("/verify-log/cancelled", test_cancelled);

  return g_test_run ();
}

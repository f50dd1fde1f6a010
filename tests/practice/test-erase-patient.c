/* test-erase-patient.c: after an erasure every proof holds, and what was said of the patient nobody reads any more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "audit-fixture.h"

#include "cpx-audit-seal.h"
#include "cpx-drafts.h"
#include "cpx-erase-patient.h"
#include "cpx-merge-patients.h"
#include "cpx-open-patient.h"
#include "cpx-practice-private.h"
#include "cpx-prove-log.h"
#include "cpx-verify-log.h"

#include <cpx-allergy.h>
#include <cpx-audit-log.h>
#include <cpx-patient.h>

#define BASIS "Fin du délai de conservation de vingt ans (art. R. 1112-7 CSP)"

static void
assert_sound (PracticeFixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxLogReport) report = cpx_practice_verify_log (self->practice, NULL, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_null (report->sentence);
  g_assert_true (report->sound);
  g_assert_cmpint ((gint64) report->n_entries, ==, practice_fixture_count_audit (self));
}

static char *
prove (PracticeFixture *self,
       guint64          index)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxTlogProof) proof = cpx_practice_prove_entry (self->practice, NULL, index, &error);

  g_assert_no_error (error);

  return cpx_tlog_proof_print (proof);
}

/* A CpxTxnFunc: the details of an entry; NULL with an error if they do not open. */
static gpointer
open_details (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  g_autoptr(GPtrArray) stored = cpx_audit_log_list (txn, NULL, *(guint64 *) data, 1, error);
  const CpxAuditLogEntry *entry = g_ptr_array_index (stored, 0);
  g_autoptr(CpxAuditLeaf) leaf = cpx_audit_leaf_parse (entry->leaf, error);

  g_assert_nonnull (leaf);
  g_assert_true (cpx_audit_leaf_has_details (leaf));

  return cpx_audit_log_open_details (txn, leaf, error);
}

static void
assert_sealed_for_good (PracticeFixture *self,
                        guint64          index)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *details = cpx_practice_look (self->practice, NULL, open_details, &index, g_free, &error);

  g_assert_null (details);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED);
}

static void
erase (PracticeFixture *self,
       CpxRecord       *patient)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_erase_patient (self->practice, cpx_record_get_id (patient), BASIS,
                                                              &error);

  g_assert_no_error (error);
  g_assert_cmpint ((gint64) cpx_receipt_get_audit_index (receipt), ==, practice_fixture_count_audit (self) - 1);
}

static void
assert_tells_erased (PracticeFixture *self,
                     CpxRecord       *patient)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (cpx_practice_open_patient (self->practice, cpx_record_get_id (patient), &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, BASIS));
}

static void
test_whole (PracticeFixture *self,
            gconstpointer    data)
{
  guint64 n = (guint64) practice_fixture_count_audit (self);
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1964-03-12");
  g_autoptr(CpxRecord) made = practice_fixture_make_child (&cpx_allergy_kind, patient, CPX_ALLERGY_SUBSTANCE, "Latex");
  g_autoptr(CpxRecord) allergy = practice_fixture_save (self, NULL, made);
  g_autoptr(CpxAuditSeal) before = cpx_practice_seal_log (self->practice, CPX_SEAL_ASKED, NULL);
  g_autofree char *proof = prove (self, n + 1);
  g_autofree char *proof_after = NULL;
  g_autoptr(AuditedEntry) erased = NULL;

  g_assert_nonnull (allergy);
  g_assert_nonnull (before);
  erase (self, patient);
  proof_after = prove (self, n + 1);
  g_assert_cmpstr (proof, ==, proof_after);
  assert_sealed_for_good (self, n);
  assert_sealed_for_good (self, n + 1);
  assert_tells_erased (self, patient);
  g_assert_cmpint (practice_fixture_count (self, &cpx_patient_kind), ==, 0);
  g_assert_cmpint (practice_fixture_count (self, &cpx_allergy_kind), ==, 0);
  erased = audit_fixture_read (self, (guint64) practice_fixture_count_audit (self) - 1);
  g_assert_cmpstr (erased->entry->action, ==, "patient.erased");
  g_assert_cmpstr (erased->entry->reason, ==, BASIS);
  g_assert_cmpstr (erased->entry->patient_id, ==, cpx_record_get_id (patient));
  assert_sound (self);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  assert_sound (self);
  assert_sealed_for_good (self, n);
}

/* What was typed about the patient and not kept goes too; what was typed about others stays. */
static void
test_drafts (PracticeFixture *self,
             gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1964-03-12");
  g_autoptr(CpxRecord) other = practice_fixture_add_patient (self, "Durand", "Luc", "1971-01-02");
  g_autoptr(CpxRecord) renamed = cpx_record_with_text (patient, CPX_PATIENT_BIRTH_NAME, "Morel");
  g_autoptr(CpxRecord) other_renamed = cpx_record_with_text (other, CPX_PATIENT_BIRTH_NAME, "Durant");
  g_autoptr(CpxRecord) allergy =
    practice_fixture_make_child (&cpx_allergy_kind, patient, CPX_ALLERGY_SUBSTANCE, "Latex");
  g_autoptr(GPtrArray) left = NULL;

  g_assert_true (cpx_practice_save_draft (self->practice, patient, renamed, NULL));
  g_assert_true (cpx_practice_save_draft (self->practice, other, other_renamed, NULL));
  g_assert_true (cpx_practice_save_draft (self->practice, NULL, allergy, NULL));
  erase (self, patient);
  left = cpx_practice_list_drafts (self->practice, NULL);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (cpx_record_get_id (((CpxFormDraft *) left->pdata[0])->record), ==, cpx_record_get_id (other));
}

/* A CpxDeedFunc. */
static gpointer
merge (CpxJournal  *journal,
       gpointer     data,
       GError     **error)
{
  CpxRecord **pair = data;

  return cpx_merge_patients (journal, cpx_record_get_id (pair[0]), cpx_record_get_id (pair[1]), 0, error);
}

/* Files merged into it are the same person's. */
static void
test_merged (PracticeFixture *self,
             gconstpointer    data)
{
  g_autoptr(CpxRecord) kept = practice_fixture_add_patient (self, "Moreau", "Ève", "1964-03-12");
  guint64 n = (guint64) practice_fixture_count_audit (self);
  g_autoptr(CpxRecord) other = practice_fixture_add_patient (self, "Moreau", "Eve", "1964-03-12");
  CpxRecord *pair[] = { kept, other };
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) merged = cpx_practice_perform (self->practice, merge, pair, g_object_unref, &error);

  g_assert_no_error (error);
  g_assert_nonnull (merged);
  g_assert_null (cpx_practice_erase_patient (self->practice, cpx_record_get_id (other), BASIS, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED);
  erase (self, kept);
  assert_sealed_for_good (self, n);
  assert_tells_erased (self, kept);
  assert_tells_erased (self, other);
  g_assert_cmpint (practice_fixture_count (self, &cpx_patient_kind), ==, 0);
  assert_sound (self);
}

static void
assert_not_erased (PracticeFixture *self,
                   const char      *id,
                   const char      *basis,
                   int              code)
{
  gint64 n = practice_fixture_count_audit (self);
  g_autoptr(GError) error = NULL;

  g_assert_null (cpx_practice_erase_patient (self->practice, id, basis, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, code);
  g_assert_cmpint (practice_fixture_count_audit (self), ==, n);
}

static void
test_refused (PracticeFixture *self,
              gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1964-03-12");
  const char *id = cpx_record_get_id (patient);

  assert_not_erased (self, id, NULL, CPX_PRACTICE_ERROR_INVALID);
  assert_not_erased (self, id, "RGPD", CPX_PRACTICE_ERROR_INVALID);
  assert_not_erased (self, "01890000-0000-7000-8000-00000000ffff", BASIS, CPX_PRACTICE_ERROR_NOT_FOUND);
  assert_not_erased (self, "x", BASIS, CPX_PRACTICE_ERROR_NOT_FOUND);
  practice_fixture_add_user (self, "accueil", CPX_ROLE_SECRETARY | CPX_ROLE_ADMIN);
  practice_fixture_reopen (self, "accueil", FIXTURE_PASSPHRASE);
  assert_not_erased (self, id, BASIS, CPX_PRACTICE_ERROR_NOT_ALLOWED);
  g_assert_cmpint (practice_fixture_count (self, &cpx_patient_kind), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  FIXTURE_TEST ("/erase-patient/whole", test_whole);
  FIXTURE_TEST ("/erase-patient/drafts", test_drafts);
  FIXTURE_TEST ("/erase-patient/merged", test_merged);
  FIXTURE_TEST ("/erase-patient/refused", test_refused);

  return g_test_run ();
}

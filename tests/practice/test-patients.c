/* test-patients.c: what a secretary does with files: numbers, opening, archiving, removing, duplicates, merging.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-archive-patient.h"
#include "cpx-drafts.h"
#include "cpx-export.h"
#include "cpx-find-duplicates.h"
#include "cpx-find-records.h"
#include "cpx-import.h"
#include "cpx-journal.h"
#include "cpx-merge-patients.h"
#include "cpx-open-patient.h"
#include "cpx-remove-record.h"
#include "cpx-save-record.h"
#include "cpx-zip.h"

#include <cpx-allergy.h>
#include <cpx-clock.h>
#include <cpx-patient.h>
#include <cpx-record-builder.h>
#include <cpx-user.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

/* A deed of these tests. */
typedef struct
{
  const char    *id;
  const char    *other_id;
  gboolean       flag;
  CpxFieldSet    fields;
  const CpxKind *kind;
} Deed;

static gpointer
do_archive (CpxJournal *journal, gpointer data, GError **error)
{
  Deed *deed = data;

  return cpx_archive_patient (journal, deed->id, deed->flag, error);
}

static gpointer
do_merge (CpxJournal *journal, gpointer data, GError **error)
{
  Deed *deed = data;

  return cpx_merge_patients (journal, deed->id, deed->other_id, deed->fields, error);
}

static gpointer
do_unmerge (CpxJournal *journal, gpointer data, GError **error)
{
  return cpx_unmerge_patients (journal, ((Deed *) data)->id, error);
}

static gpointer
do_remove (CpxJournal *journal, gpointer data, GError **error)
{
  Deed *deed = data;

  return cpx_remove_record (journal, deed->kind, deed->id, error);
}

static gpointer
do_restore (CpxJournal *journal, gpointer data, GError **error)
{
  Deed *deed = data;

  return cpx_restore_record (journal, deed->kind, deed->id, error);
}

static CpxReceipt *
perform (PracticeFixture *self,
         CpxDeedFunc      func,
         Deed             deed)
{
  g_autoptr(GError) error = NULL;
  CpxReceipt *receipt = cpx_practice_perform (self->practice, func, &deed, g_object_unref, &error);

  g_assert_no_error (error);
  g_assert_nonnull (receipt);

  return receipt;
}

static void
assert_refused (PracticeFixture  *self,
                CpxDeedFunc       func,
                Deed              deed,
                CpxPracticeError  code)
{
  g_autoptr(GError) error = NULL;
  gint64 n_audit = practice_fixture_count_audit (self);

  g_assert_null (cpx_practice_perform (self->practice, func, &deed, g_object_unref, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, (int) code);
  g_assert_cmpint (practice_fixture_count_audit (self), ==, n_audit);
}

static CpxRecord *
load (PracticeFixture *self,
      CpxRecord       *record)
{
  g_autoptr(GError) error = NULL;
  CpxRecord *now = cpx_practice_load (self->practice, cpx_record_get_kind (record), cpx_record_get_id (record), &error);

  g_assert_no_error (error);

  return now;
}

static void
test_numbers (PracticeFixture *self,
              gconstpointer    data)
{
  g_autoptr(CpxRecord) first = NULL;
  g_autoptr(CpxRecord) second = NULL;
  g_autoptr(CpxRecord) plain = practice_fixture_make_patient ("Petit", "Léa", "F", "1970-01-01");
  g_autoptr(CpxRecord) brought = cpx_record_with_text (plain, CPX_PATIENT_FILE_NUMBER, "2027-00041");
  g_autoptr(CpxRecord) kept = NULL;
  g_autoptr(CpxRecord) next = NULL;
  g_autoptr(CpxRecord) renumbered = NULL;
  g_autoptr(CpxRecord) after = NULL;
  g_autoptr(CpxRecord) slip = NULL;
  g_autoptr(CpxRecord) last = NULL;

  cpx_clock_stop (G_GINT64_CONSTANT (1800000000) * G_USEC_PER_SEC);  /* January 2027 */
  first = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  second = practice_fixture_add_patient (self, "Durand", "Luc", "1970-01-01");
  g_assert_cmpstr (cpx_record_get_text (first, CPX_PATIENT_FILE_NUMBER), ==, "2027-00001");
  g_assert_cmpstr (cpx_record_get_text (second, CPX_PATIENT_FILE_NUMBER), ==, "2027-00002");
  kept = practice_fixture_save (self, NULL, brought);
  g_assert_cmpstr (cpx_record_get_text (kept, CPX_PATIENT_FILE_NUMBER), ==, "2027-00041");
  next = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  g_assert_cmpstr (cpx_record_get_text (next, CPX_PATIENT_FILE_NUMBER), ==, "2027-00042");
  renumbered = cpx_record_with_text (second, CPX_PATIENT_FILE_NUMBER, "2027-00050");
  g_object_unref (practice_fixture_save (self, second, renumbered));
  after = practice_fixture_add_patient (self, "Roux", "Ali", "1980-02-29");
  g_assert_cmpstr (cpx_record_get_text (after, CPX_PATIENT_FILE_NUMBER), ==, "2027-00051");
  slip = cpx_record_with_text (after, CPX_PATIENT_FILE_NUMBER, "2027-99999999");
  g_object_unref (practice_fixture_save (self, after, slip));
  last = practice_fixture_add_patient (self, "Blanc", "Inès", "1980-02-29");
  g_assert_cmpstr (cpx_record_get_text (last, CPX_PATIENT_FILE_NUMBER), ==, "2027-00052");
  cpx_clock_resume ();
}

/* Next year's numbers are given from where the other program has come; further years are slips. */
static void
test_numbers_of_next_year (PracticeFixture *self,
                           gconstpointer    data)
{
  static const char *const brought[] = { "2028-00007", "2028-00003", "2029-00500", "2028-99999999", "2026-00900" };
  g_autoptr(CpxRecord) this_year = NULL;
  g_autoptr(CpxRecord) next_year = NULL;
  g_autoptr(CpxRecord) after = NULL;

  cpx_clock_stop (G_GINT64_CONSTANT (1800000000) * G_USEC_PER_SEC);  /* January 2027 */
  for (gsize i = 0; i < G_N_ELEMENTS (brought); i++)
    {
      g_autoptr(CpxRecord) plain = practice_fixture_make_patient ("Petit", "Léa", "F", "1970-01-01");
      g_autoptr(CpxRecord) numbered = cpx_record_with_text (plain, CPX_PATIENT_FILE_NUMBER, brought[i]);

      g_object_unref (practice_fixture_save (self, NULL, numbered));
    }
  this_year = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  g_assert_cmpstr (cpx_record_get_text (this_year, CPX_PATIENT_FILE_NUMBER), ==, "2027-00001");
  cpx_clock_stop (G_GINT64_CONSTANT (1832000000) * G_USEC_PER_SEC);  /* January 2028 */
  next_year = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  g_assert_cmpstr (cpx_record_get_text (next_year, CPX_PATIENT_FILE_NUMBER), ==, "2028-00008");
  after = practice_fixture_add_patient (self, "Roux", "Ali", "1980-02-29");
  g_assert_cmpstr (cpx_record_get_text (after, CPX_PATIENT_FILE_NUMBER), ==, "2028-00009");
  cpx_clock_resume ();
}

static void
test_open (PracticeFixture *self,
           gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  gint64 n_audit = practice_fixture_count_audit (self);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPatientFile) file = cpx_practice_open_patient (self->practice, cpx_record_get_id (patient), &error);
  g_auto(GStrv) actions = practice_fixture_list_actions (self);

  g_assert_no_error (error);
  g_assert_true (cpx_record_equal (file->patient, patient));
  g_assert_true (file->noted);
  g_assert_null (file->warning);
  g_assert_null (file->merged);
  g_assert_cmpint (practice_fixture_count_audit (self), ==, n_audit + 1);
  g_assert_cmpstr (actions[n_audit], ==, "patient.opened");
}

static void
test_open_refused (PracticeFixture *self,
                   gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  g_autoptr(GError) error = NULL;

  g_assert_null (cpx_practice_open_patient (self->practice, "01890000-0000-7000-8000-000000000001", &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  practice_fixture_add_user (self, "manager", CPX_ROLE_ADMIN);
  practice_fixture_reopen (self, "manager", FIXTURE_PASSPHRASE);
  g_assert_null (cpx_practice_open_patient (self->practice, cpx_record_get_id (patient), &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
}

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Nothing can be written any more: the file opens, loudly, and is noted when it can be. */
static void
test_open_on_full_disk (PracticeFixture *self,
                        gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  g_autoptr(CpxRecord) moved = cpx_record_with_text (patient, CPX_PATIENT_CITY, "Nantes");
  gint64 n_audit = practice_fixture_count_audit (self);
  g_autoptr(CpxPatientFile) file = NULL;
  g_autoptr(CpxReceipt) refused = NULL;
  g_autoptr(CpxRecord) saved = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) actions = NULL;

  signal (SIGXFSZ, SIG_IGN);
  limit_files (1);
  file = cpx_practice_open_patient (self->practice, cpx_record_get_id (patient), &error);
  refused = cpx_practice_save_record (self->practice, patient, moved, NULL);
  limit_files (RLIM_INFINITY);

  g_assert_no_error (error);
  g_assert_true (cpx_record_equal (file->patient, patient));
  g_assert_false (file->noted);
  g_assert_nonnull (file->warning);
  g_assert_null (refused);
  g_assert_cmpint (practice_fixture_count_audit (self), ==, n_audit);

  saved = practice_fixture_save (self, patient, moved);
  actions = practice_fixture_list_actions (self);
  g_assert_cmpuint (g_strv_length (actions), ==, (guint) n_audit + 2);
  g_assert_cmpstr (actions[n_audit], ==, "patient.opened");
  g_assert_cmpstr (actions[n_audit + 1], ==, "patient.edited");
  g_clear_object (&patient);
  patient = practice_fixture_add_patient (self, "Durand", "Luc", "1970-01-01");
  g_assert_cmpint (practice_fixture_count_audit (self), ==, n_audit + 3);
}

static void
test_archive (PracticeFixture *self,
              gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  const char *id = cpx_record_get_id (patient);
  g_autoptr(CpxReceipt) archived = perform (self, do_archive, (Deed) { .id = id, .flag = TRUE });
  g_autoptr(CpxReceipt) again = perform (self, do_archive, (Deed) { .id = id, .flag = TRUE });
  g_autoptr(CpxReceipt) undone = perform (self, do_archive, (Deed) { .id = id, .flag = FALSE });
  g_autoptr(CpxRecord) now = load (self, patient);

  g_assert_true (cpx_record_get_boolean (cpx_receipt_get_record (archived), CPX_PATIENT_ARCHIVED));
  g_assert_true (cpx_receipt_is_empty (again));
  g_assert_true (cpx_record_equal (now, patient));
  g_assert_false (cpx_receipt_is_empty (undone));
}

static void
test_nurse_archives_not (PracticeFixture *self,
                         gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  g_autoptr(CpxRecord) archived = cpx_record_with_boolean (patient, CPX_PATIENT_ARCHIVED, TRUE);
  g_autoptr(GError) error = NULL;

  practice_fixture_add_user (self, "nora", CPX_ROLE_NURSE);
  practice_fixture_reopen (self, "nora", FIXTURE_PASSPHRASE);
  assert_refused (self, do_archive, (Deed) { .id = cpx_record_get_id (patient), .flag = TRUE },
                  CPX_PRACTICE_ERROR_NOT_ALLOWED);
  /* Nor by the side door. */
  g_assert_null (cpx_practice_save_record (self->practice, patient, archived, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
}

static void
test_remove (PracticeFixture *self,
             gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  g_autoptr(CpxRecord) made = practice_fixture_make_child (&cpx_allergy_kind, patient, CPX_ALLERGY_SUBSTANCE, "Latex");
  g_autoptr(CpxRecord) added = practice_fixture_save (self, NULL, made);
  g_autoptr(CpxRecord) severe = cpx_record_with_text (added, CPX_ALLERGY_SEVERITY, "severe");
  g_autoptr(CpxRecord) allergy = practice_fixture_save (self, added, severe);
  Deed deed = { .id = cpx_record_get_id (allergy), .kind = &cpx_allergy_kind };
  g_autoptr(CpxReceipt) removed = NULL;
  g_autoptr(CpxReceipt) restored = NULL;
  g_autoptr(CpxRecord) now = NULL;

  assert_refused (self, do_remove, (Deed) { .id = cpx_record_get_id (patient), .kind = &cpx_patient_kind },
                  CPX_PRACTICE_ERROR_REFUSED);
  assert_refused (self, do_restore, deed, CPX_PRACTICE_ERROR_REFUSED);
  removed = perform (self, do_remove, deed);
  g_assert_null (cpx_receipt_get_record (removed));
  g_assert_cmpint (practice_fixture_count (self, &cpx_allergy_kind), ==, 0);
  assert_refused (self, do_remove, deed, CPX_PRACTICE_ERROR_NOT_FOUND);
  restored = perform (self, do_restore, deed);
  now = load (self, allergy);
  g_assert_true (cpx_record_equal (now, allergy));
}

static void
test_remove_refused (PracticeFixture *self,
                     gconstpointer    data)
{
  CpxRecord *user = cpx_practice_get_user (self->practice);
  CpxRecord *practice = cpx_practice_get_record (self->practice);

  assert_refused (self, do_remove, (Deed) { .id = cpx_record_get_id (user), .kind = &cpx_user_kind },
                  CPX_PRACTICE_ERROR_REFUSED);
  assert_refused (self, do_remove,
                  (Deed) { .id = cpx_record_get_id (practice), .kind = cpx_record_get_kind (practice) },
                  CPX_PRACTICE_ERROR_REFUSED);
  assert_refused (self, do_restore,
                  (Deed) { .id = "01890000-0000-7000-8000-000000000001", .kind = &cpx_allergy_kind },
                  CPX_PRACTICE_ERROR_NOT_FOUND);
}

static void
test_duplicates (PracticeFixture *self,
                 gconstpointer    data)
{
  g_autoptr(CpxRecord) kept = practice_fixture_add_patient (self, "Lefèvre", "Chloé", "1980-03-14");
  g_autoptr(CpxRecord) stranger = practice_fixture_add_patient (self, "Bernard", "Luc", "1955-11-30");
  g_autoptr(CpxRecord) draft = practice_fixture_make_patient ("LEFEVRE", "Chloe", "F", "1980-03-14");
  g_autoptr(CpxRecord) second = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = cpx_practice_find_duplicates (self->practice, draft, &error);
  g_autoptr(GPtrArray) pairs = NULL;
  CpxDuplicate *duplicate;
  CpxDuplicatePair *pair;

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  duplicate = g_ptr_array_index (found, 0);
  g_assert_cmpstr (cpx_record_get_id (duplicate->patient), ==, cpx_record_get_id (kept));
  g_assert_cmpint (duplicate->score.score, >=, CPX_DUPLICATE_LIKELY);

  second = practice_fixture_save (self, NULL, draft);
  pairs = cpx_practice_list_duplicate_pairs (self->practice, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pairs->len, ==, 1);
  pair = g_ptr_array_index (pairs, 0);
  g_assert_cmpstr (cpx_record_get_id (pair->a), !=, cpx_record_get_id (pair->b));
  g_assert_cmpstr (cpx_record_get_id (pair->a), !=, cpx_record_get_id (stranger));
}

/* Two files of one person: the first lacks the city that the second has. */
static void
add_pair (PracticeFixture  *self,
          CpxRecord       **out_kept,
          CpxRecord       **out_other,
          CpxRecord       **out_allergy)
{
  g_autoptr(CpxRecord) plain = practice_fixture_make_patient ("LEFEVRE", "Chloe", "F", "1980-03-14");
  g_autoptr(CpxRecord) with_city = cpx_record_with_text (plain, CPX_PATIENT_CITY, "Nantes");
  g_autoptr(CpxRecord) allergy = NULL;

  *out_kept = practice_fixture_add_patient (self, "Lefèvre", "Chloé", "1980-03-14");
  *out_other = practice_fixture_save (self, NULL, with_city);
  allergy = practice_fixture_make_child (&cpx_allergy_kind, *out_other, CPX_ALLERGY_SUBSTANCE, "Latex");
  *out_allergy = practice_fixture_save (self, NULL, allergy);
}

static void
test_merge (PracticeFixture *self,
            gconstpointer    data)
{
  g_autoptr(CpxRecord) kept = NULL;
  g_autoptr(CpxRecord) other = NULL;
  g_autoptr(CpxRecord) allergy = NULL;
  g_autoptr(CpxReceipt) merged = NULL;
  g_autoptr(CpxReceipt) unmerged = NULL;
  g_autoptr(CpxRecord) now = NULL;
  g_autoptr(CpxRecord) kept_again = NULL;
  g_autoptr(CpxRecord) other_again = NULL;
  g_autoptr(CpxRecord) allergy_again = NULL;
  g_autoptr(CpxPatientFile) file = NULL;
  g_autoptr(GError) error = NULL;
  Deed deed;

  add_pair (self, &kept, &other, &allergy);
  deed = (Deed) { .id = cpx_record_get_id (kept), .other_id = cpx_record_get_id (other),
                  .fields = CPX_FIELD_BIT (CPX_PATIENT_CITY) };
  merged = perform (self, do_merge, deed);
  now = load (self, kept);
  g_assert_cmpstr (cpx_record_get_text (now, CPX_PATIENT_CITY), ==, "Nantes");
  g_assert_cmpstr (cpx_record_get_text (now, CPX_PATIENT_BIRTH_NAME), ==, "Lefèvre");
  assert_refused (self, do_merge, deed, CPX_PRACTICE_ERROR_REFUSED);

  /* Who asks for the other file gets the one it became, and children stay where they are. */
  file = cpx_practice_open_patient (self->practice, cpx_record_get_id (other), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cpx_record_get_id (file->patient), ==, cpx_record_get_id (kept));
  g_assert_cmpstr (cpx_record_get_id (file->merged), ==, cpx_record_get_id (other));

  unmerged = perform (self, do_unmerge, (Deed) { .id = cpx_record_get_id (other) });
  kept_again = load (self, kept);
  other_again = load (self, other);
  allergy_again = load (self, allergy);
  g_assert_true (cpx_record_equal (kept_again, kept));
  g_assert_true (cpx_record_equal (other_again, other));
  g_assert_true (cpx_record_equal (allergy_again, allergy));
  assert_refused (self, do_unmerge, (Deed) { .id = cpx_record_get_id (other) }, CPX_PRACTICE_ERROR_REFUSED);
}

/* Duplicates brought from a program that gave one number twice: merged, they are one file that bears it. */
static void
test_merged_number (PracticeFixture *self,
                    gconstpointer    data)
{
  g_autoptr(CpxRecord) kept = practice_fixture_add_patient (self, "Testa", "Ana", "1980-02-29");
  g_autoptr(CpxRecord) other = practice_fixture_add_patient (self, "Testa", "Anna", "1980-02-29");
  g_autoptr(CpxRecord) renumbered = cpx_record_with_text (other, CPX_PATIENT_FILE_NUMBER,
                                                          cpx_record_get_text (kept, CPX_PATIENT_FILE_NUMBER));
  g_autoptr(CpxReceipt) saved = NULL;
  g_autoptr(CpxReceipt) merged = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *of_two = NULL;
  g_autofree char *of_one = NULL;
  const char *number = cpx_record_get_text (kept, CPX_PATIENT_FILE_NUMBER);

  saved = cpx_practice_save_record (self->practice, other, renumbered, &error);
  g_assert_no_error (error);
  of_two = cpx_practice_find_patient_id (self->practice, number, &error);
  g_assert_null (of_two);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  merged = perform (self, do_merge, (Deed) { .id = cpx_record_get_id (kept), .other_id = cpx_record_get_id (other) });
  of_one = cpx_practice_find_patient_id (self->practice, number, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (of_one, ==, cpx_record_get_id (kept));
}

static guint
count_found (PracticeFixture *self,
             const char      *text,
             const char      *id)
{
  guint n_unreadable;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = cpx_practice_search_patients (self->practice, text, FALSE, 10, &n_unreadable, &error);

  g_assert_no_error (error);
  for (guint i = 0; id != NULL && i < found->len; i++)
    g_assert_cmpstr (cpx_record_get_id (g_ptr_array_index (found, i)), ==, id);

  return found->len;
}

/* A name that was not kept leads to the file that was, once, so that nobody makes it a second time. */
static void
test_merged_name (PracticeFixture *self,
                  gconstpointer    data)
{
  g_autoptr(CpxRecord) kept = practice_fixture_add_patient (self, "Lemère", "Anne", "1980-02-29");
  g_autoptr(CpxRecord) other = practice_fixture_add_patient (self, "Lemaire", "Anne", "1980-02-29");
  Deed deed = { .id = cpx_record_get_id (kept), .other_id = cpx_record_get_id (other) };
  g_autoptr(CpxReceipt) merged = NULL;
  g_autoptr(CpxReceipt) unmerged = NULL;

  g_assert_cmpuint (count_found (self, "lemaire", deed.other_id), ==, 1);
  merged = perform (self, do_merge, deed);
  g_assert_cmpuint (count_found (self, "lemaire", deed.id), ==, 1);
  g_assert_cmpuint (count_found (self, "lemere", deed.id), ==, 1);
  g_assert_cmpuint (count_found (self, "anne", deed.id), ==, 1);
  g_assert_cmpuint (count_found (self, "", deed.id), ==, 1);
  unmerged = perform (self, do_unmerge, (Deed) { .id = deed.other_id });
  g_assert_cmpuint (count_found (self, "anne", NULL), ==, 2);
}

/* What somebody typed after the merge is not undone with it. */
static void
test_unmerge_keeps_later_edits (PracticeFixture *self,
                                gconstpointer    data)
{
  g_autoptr(CpxRecord) kept = NULL;
  g_autoptr(CpxRecord) other = NULL;
  g_autoptr(CpxRecord) allergy = NULL;
  g_autoptr(CpxReceipt) merged = NULL;
  g_autoptr(CpxReceipt) unmerged = NULL;
  g_autoptr(CpxRecord) now = NULL;
  g_autoptr(CpxRecord) moved = NULL;
  g_autoptr(CpxRecord) saved = NULL;
  g_autoptr(CpxRecord) end = NULL;

  add_pair (self, &kept, &other, &allergy);
  merged = perform (self, do_merge, (Deed) { .id = cpx_record_get_id (kept), .other_id = cpx_record_get_id (other),
                                             .fields = CPX_FIELD_BIT (CPX_PATIENT_CITY) });
  now = load (self, kept);
  moved = cpx_record_with_text (now, CPX_PATIENT_CITY, "Vannes");
  saved = practice_fixture_save (self, now, moved);
  unmerged = perform (self, do_unmerge, (Deed) { .id = cpx_record_get_id (other) });
  end = load (self, kept);
  g_assert_cmpstr (cpx_record_get_text (end, CPX_PATIENT_CITY), ==, "Vannes");
}

/* Each merge is undone with its own values, however fast one follows another: here no time passes at all. */
static void
test_unmerge_the_last (PracticeFixture *self,
                       gconstpointer    data)
{
  g_autoptr(CpxRecord) kept = NULL;
  g_autoptr(CpxRecord) other = NULL;
  g_autoptr(CpxRecord) allergy = NULL;
  g_autoptr(CpxRecord) alone = NULL;
  g_autoptr(CpxRecord) typed = NULL;
  g_autoptr(CpxRecord) saved = NULL;
  g_autoptr(CpxRecord) end = NULL;
  CpxFieldSet chosen[] = { CPX_FIELD_BIT (CPX_PATIENT_CITY), 0, CPX_FIELD_BIT (CPX_PATIENT_BIRTH_NAME) };

  cpx_clock_stop (cpx_clock_now_us ());
  add_pair (self, &kept, &other, &allergy);
  for (gsize i = 0; i < G_N_ELEMENTS (chosen); i++)
    {
      Deed deed = { .id = cpx_record_get_id (kept), .other_id = cpx_record_get_id (other), .fields = chosen[i] };
      g_autoptr(CpxReceipt) merged = perform (self, do_merge, deed);
      g_autoptr(CpxReceipt) unmerged = perform (self, do_unmerge, (Deed) { .id = deed.other_id });

      if (i > 0)
        continue;
      /* What the first merge had taken from the other file, somebody now types. */
      alone = load (self, kept);
      g_assert_true (cpx_record_equal (alone, kept));
      typed = cpx_record_with_text (alone, CPX_PATIENT_CITY, "Nantes");
      saved = practice_fixture_save (self, alone, typed);
    }
  end = load (self, kept);
  g_assert_true (cpx_record_equal (end, typed));
  cpx_clock_resume ();
}

static void
test_merge_refused (PracticeFixture *self,
                    gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  const char *id = cpx_record_get_id (patient);

  assert_refused (self, do_merge, (Deed) { .id = id, .other_id = id }, CPX_PRACTICE_ERROR_REFUSED);
  assert_refused (self, do_merge, (Deed) { .id = id, .other_id = "01890000-0000-7000-8000-000000000001" },
                  CPX_PRACTICE_ERROR_NOT_FOUND);
}

static void
test_drafts (PracticeFixture *self,
             gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  g_autoptr(CpxRecord) typed = cpx_record_with_text (patient, CPX_PATIENT_CITY, "Nan");
  g_autoptr(CpxRecord) more = cpx_record_with_text (patient, CPX_PATIENT_CITY, "Nantes");
  g_autoptr(CpxRecord) fresh = practice_fixture_make_patient ("Inachevé", NULL, NULL, "1980-99-99");
  gint64 n_audit = practice_fixture_count_audit (self);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) drafts = NULL;
  g_autoptr(GPtrArray) others = NULL;
  g_autoptr(GPtrArray) left = NULL;

  g_assert_true (cpx_practice_save_draft (self->practice, patient, typed, &error));
  g_assert_true (cpx_practice_save_draft (self->practice, patient, more, &error));
  g_assert_true (cpx_practice_save_draft (self->practice, NULL, fresh, &error));
  g_assert_no_error (error);
  g_assert_cmpint (practice_fixture_count_audit (self), ==, n_audit);

  practice_fixture_add_user (self, "sylvie", CPX_ROLE_SECRETARY);
  practice_fixture_reopen (self, "sylvie", FIXTURE_PASSPHRASE);
  others = cpx_practice_list_drafts (self->practice, &error);
  g_assert_cmpuint (others->len, ==, 0);

  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  drafts = cpx_practice_list_drafts (self->practice, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (drafts->len, ==, 2);
  for (guint i = 0; i < drafts->len; i++)
    {
      CpxFormDraft *draft = g_ptr_array_index (drafts, i);

      g_assert_true (cpx_record_equal (draft->record, draft->base != NULL ? more : fresh));
      if (draft->base != NULL)
        g_assert_true (cpx_record_equal (draft->base, patient));
      g_assert_true (cpx_practice_discard_draft (self->practice, draft->id, &error));
    }
  left = cpx_practice_list_drafts (self->practice, &error);
  g_assert_cmpuint (left->len, ==, 0);
}

static CpxRecord *
state_no_allergy (CpxRecord *patient)
{
  CpxRecordBuilder *builder = cpx_record_builder_new_from (patient);

  cpx_record_builder_set_text (builder, CPX_PATIENT_ALLERGIES_STATEMENT, "none_known");

  return cpx_record_builder_end (builder);
}

/* "No known allergy" never stands beside an allergy: it is taken back by one, and refused while one is noted. */
static void
test_allergy_statement (PracticeFixture *self,
                        gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Dupont", "Jeanne", "1958-03-14");
  g_autoptr(CpxRecord) stating = state_no_allergy (patient);
  g_autoptr(CpxRecord) stated = practice_fixture_save (self, patient, stating);
  g_autoptr(CpxRecord) latex = practice_fixture_make_child (&cpx_allergy_kind, stated, CPX_ALLERGY_SUBSTANCE, "Latex");
  g_autoptr(CpxRecord) saved = practice_fixture_save (self, NULL, latex);
  g_autoptr(CpxRecord) silent = load (self, patient);
  g_autoptr(CpxRecord) again = state_no_allergy (silent);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) refused = NULL;

  g_assert_nonnull (saved);
  g_assert_false (cpx_record_has (silent, CPX_PATIENT_ALLERGIES_STATEMENT));
  refused = cpx_practice_save_record (self->practice, silent, again, &error);
  g_assert_null (refused);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "Latex"));
}

static CpxRecord *
add_allergic (PracticeFixture *self)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Dupond", "Jeanne", "1958-03-14");
  g_autoptr(CpxRecord) latex = practice_fixture_make_child (&cpx_allergy_kind, patient, CPX_ALLERGY_SUBSTANCE, "Latex");
  g_autoptr(CpxRecord) saved = practice_fixture_save (self, NULL, latex);

  g_assert_nonnull (saved);

  return g_steal_pointer (&patient);
}

/* A file without known allergies, made one with another that has some, does not go on saying so; alone again it does,
 * unless one was noted in it meanwhile. */
static void
test_allergy_merge (PracticeFixture *self,
                    gconstpointer    data)
{
  gboolean noted_since = GPOINTER_TO_INT (data);
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Dupont", "Jeanne", "1958-03-14");
  g_autoptr(CpxRecord) stating = state_no_allergy (patient);
  g_autoptr(CpxRecord) stated = practice_fixture_save (self, patient, stating);
  g_autoptr(CpxRecord) other = add_allergic (self);
  g_autoptr(CpxReceipt) merged = NULL;
  g_autoptr(CpxReceipt) unmerged = NULL;
  g_autoptr(CpxRecord) silent = NULL;
  g_autoptr(CpxRecord) alone = NULL;

  merged = perform (self, do_merge, (Deed) { .id = cpx_record_get_id (stated), .other_id = cpx_record_get_id (other) });
  silent = load (self, patient);
  g_assert_false (cpx_record_has (silent, CPX_PATIENT_ALLERGIES_STATEMENT));
  if (noted_since)
    {
      g_autoptr(CpxRecord) iodine =
        practice_fixture_make_child (&cpx_allergy_kind, silent, CPX_ALLERGY_SUBSTANCE, "Iode");

      g_object_unref (practice_fixture_save (self, NULL, iodine));
    }
  unmerged = perform (self, do_unmerge, (Deed) { .id = cpx_record_get_id (other) });
  alone = load (self, patient);
  g_assert_cmpint (cpx_record_has (alone, CPX_PATIENT_ALLERGIES_STATEMENT), ==, !noted_since);
}

static void
copy_entry (CpxZipWriter *writer,
            const char   *archive,
            const char   *name,
            const char   *first_member)
{
  g_autoptr(GBytes) bytes = NULL;
  const char *text;

  g_assert_true (cpx_zip_read (archive, name, &bytes, NULL));
  text = g_bytes_get_data (bytes, NULL);
  g_assert_true (cpx_zip_writer_begin (writer, name, NULL));
  g_assert_true (cpx_zip_writer_put (writer, "{", 1, NULL));
  g_assert_true (cpx_zip_writer_put (writer, first_member, strlen (first_member), NULL));
  g_assert_true (cpx_zip_writer_put (writer, text + 1, g_bytes_get_size (bytes) - 1, NULL));
}

/* An archive in which one patient is said to have no known allergy and has one. */
static char *
make_contradiction (PracticeFixture *self)
{
  g_autofree char *honest = g_build_filename (self->folder, "honest.zip", NULL);
  char *path = g_build_filename (self->folder, "contradiction.zip", NULL);
  g_autoptr(CpxRecord) patient = add_allergic (self);
  g_autoptr(CpxZipWriter) writer = NULL;

  g_assert_cmpint (cpx_practice_export (self->practice, honest, FALSE, NULL, NULL, NULL), >, 0);
  writer = cpx_zip_writer_new (path, FALSE, NULL);
  copy_entry (writer, honest, "manifest.json", "");
  copy_entry (writer, honest, "patient.jsonl", "\"allergies_statement\":\"none_known\",");
  copy_entry (writer, honest, "allergy.jsonl", "");
  g_assert_true (cpx_zip_writer_finish (writer, NULL));

  return path;
}

/* It comes in: the allergy is believed, its line is named, and coming in again changes nothing. */
static void
test_allergy_import (PracticeFixture *self,
                     gconstpointer    data)
{
  g_autofree char *archive = make_contradiction (self);
  PracticeFixture elsewhere = { 0 };
  g_autoptr(GPtrArray) patients = NULL;
  guint n_unreadable;

  practice_fixture_set_up (&elsewhere, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CpxImportSummary) summary = cpx_practice_import (elsewhere.practice, archive, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (summary->n_added, ==, i == 0 ? 2 : 0);
      g_assert_cmpuint (summary->n_same, ==, i == 0 ? 0 : 2);
      g_assert_cmpuint (summary->notices->len, ==, i == 0 ? 1 : 0);
      if (i == 0)
        g_assert_true (g_str_has_prefix (g_ptr_array_index (summary->notices, 0), "allergy.jsonl, line 1: "));
    }
  patients = cpx_practice_search_patients (elsewhere.practice, "dupond", FALSE, 2, &n_unreadable, NULL);
  g_assert_cmpuint (patients->len, ==, 1);
  g_assert_false (cpx_record_has (g_ptr_array_index (patients, 0), CPX_PATIENT_ALLERGIES_STATEMENT));
  practice_fixture_tear_down (&elsewhere, NULL);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  FIXTURE_TEST ("/patients/numbers", test_numbers);
  FIXTURE_TEST ("/patients/numbers-of-next-year", test_numbers_of_next_year);
  FIXTURE_TEST ("/patients/open", test_open);
  FIXTURE_TEST ("/patients/open-refused", test_open_refused);
  FIXTURE_TEST ("/patients/open-on-full-disk", test_open_on_full_disk);
  FIXTURE_TEST ("/patients/archive", test_archive);
  FIXTURE_TEST ("/patients/nurse-archives-not", test_nurse_archives_not);
  FIXTURE_TEST ("/patients/remove", test_remove);
  FIXTURE_TEST ("/patients/remove-refused", test_remove_refused);
  FIXTURE_TEST ("/patients/duplicates", test_duplicates);
  FIXTURE_TEST ("/patients/merge", test_merge);
  FIXTURE_TEST ("/patients/merged-number", test_merged_number);
  FIXTURE_TEST ("/patients/merged-name", test_merged_name);
  FIXTURE_TEST ("/patients/unmerge-keeps-later-edits", test_unmerge_keeps_later_edits);
  FIXTURE_TEST ("/patients/unmerge-the-last", test_unmerge_the_last);
  FIXTURE_TEST ("/patients/merge-refused", test_merge_refused);
  FIXTURE_TEST ("/patients/drafts", test_drafts);
  FIXTURE_TEST ("/patients/allergy-statement", test_allergy_statement);
  FIXTURE_TEST ("/patients/allergy-merge", test_allergy_merge);
  g_test_add ("/patients/allergy-merge-noted-since", PracticeFixture, GINT_TO_POINTER (TRUE), practice_fixture_set_up,
              test_allergy_merge, practice_fixture_tear_down);
  FIXTURE_TEST ("/patients/allergy-import", test_allergy_import);

  return g_test_run ();
}

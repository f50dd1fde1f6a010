/* test-journal.c: the one door: what is refused leaves nothing behind. Numbers are those of cpx-journal.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-add-patient.h"
#include "cpx-journal.h"
#include "cpx-save-record.h"

#include <cpx-allergy.h>
#include <cpx-change-log.h>
#include <cpx-correspondent.h>
#include <cpx-patient.h>
#include <cpx-practitioner.h>
#include <cpx-room.h>
#include <string.h>

/* What must be the same before and after a refusal. */
typedef struct
{
  gint64 n_patients;
  gint64 n_allergies;
  gint64 n_rooms;
  gint64 n_audit;
} Counts;

static Counts
count (PracticeFixture *self)
{
  return (Counts) { practice_fixture_count (self, &cpx_patient_kind), practice_fixture_count (self, &cpx_allergy_kind),
                    practice_fixture_count (self, &cpx_room_kind), practice_fixture_count_audit (self) };
}

static void
assert_refused (PracticeFixture  *self,
                CpxRecord        *base,
                CpxRecord        *record,
                CpxPracticeError  code,
                const char       *named)
{
  Counts before = count (self);
  Counts after;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record (self->practice, base, record, &error);

  g_assert_null (receipt);
  g_assert_error (error, CPX_PRACTICE_ERROR, (int) code);
  if (named != NULL)
    g_assert_nonnull (strstr (error->message, named));
  after = count (self);
  g_assert_cmpmem (&before, sizeof before, &after, sizeof after);
}

static void
test_saved (PracticeFixture *self,
            gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_make_patient ("Dupont", "Zoé", "F", "1980-02-29");
  Counts before = count (self);
  Counts after;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record (self->practice, NULL, patient, &error);
  g_autoptr(CpxRecord) read = NULL;

  g_assert_no_error (error);
  after = count (self);
  g_assert_cmpint (after.n_patients, ==, before.n_patients + 1);
  g_assert_cmpint (after.n_audit, ==, before.n_audit + 1);
  g_assert_cmpuint (cpx_receipt_get_audit_index (receipt), ==, (guint64) before.n_audit);
  g_assert_nonnull (cpx_receipt_get_change_id (receipt));
  read = cpx_practice_load (self->practice, &cpx_patient_kind, cpx_record_get_id (patient), &error);
  g_assert_no_error (error);
  g_assert_true (cpx_record_equal (read, cpx_receipt_get_record (receipt)));
}

static void
test_nothing_differs (PracticeFixture *self,
                      gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  gint64 n_audit = practice_fixture_count_audit (self);
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record (self->practice, patient, patient, NULL);

  g_assert_nonnull (receipt);
  g_assert_true (cpx_receipt_is_empty (receipt));
  g_assert_cmpint (practice_fixture_count_audit (self), ==, n_audit);
}

/* 1 */
static void
test_not_allowed (PracticeFixture *self,
                  gconstpointer    data)
{
  g_autoptr(CpxRecord) room = NULL;
  g_autoptr(CpxRecord) patient = practice_fixture_make_patient ("Dupont", "Zoé", "F", "1980-02-29");

  practice_fixture_add_user (self, "sylvie", CPX_ROLE_SECRETARY);
  practice_fixture_add_user (self, "manager", CPX_ROLE_ADMIN);
  room = cpx_record_new_with_texts (&cpx_room_kind, "01890000-0000-7000-8000-000000000001", CPX_ROOM_NAME, "Bloc 1",
                                    -1);

  practice_fixture_reopen (self, "sylvie", FIXTURE_PASSPHRASE);
  assert_refused (self, NULL, room, CPX_PRACTICE_ERROR_NOT_ALLOWED, "room:write");
  practice_fixture_reopen (self, "manager", FIXTURE_PASSPHRASE);
  assert_refused (self, NULL, patient, CPX_PRACTICE_ERROR_NOT_ALLOWED, "patient:write");
}

/* 2 */
static void
test_invalid (PracticeFixture *self,
              gconstpointer    data)
{
  static const struct
  {
    const char *name;
    const char *birth_date;
    int         field;
    const char *value;
  } cases[] = {
    { "Dupont", "1980-02-30", -1, NULL },
    { "Dupont", "2999-01-01", -1, NULL },
    { "Dupont", "1980-01-01", CPX_PATIENT_NIR, "180017500100199" },
    { "Dupont", "1980-01-01", CPX_PATIENT_SEX, "X" },
    { "Dupont", "1980-01-01", CPX_PATIENT_IDENTITY_STATUS, "qualified" },
    { "Du\001pont", "1980-01-01", -1, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(CpxRecord) plain = practice_fixture_make_patient (cases[i].name, "Zoé", "F", cases[i].birth_date);
      g_autoptr(CpxRecord) patient = cases[i].field >= 0
                                     ? cpx_record_with_text (plain, cases[i].field, cases[i].value)
                                     : g_object_ref (plain);

      assert_refused (self, NULL, patient, CPX_PRACTICE_ERROR_INVALID, NULL);
    }
}

static void
test_missing (PracticeFixture *self,
              gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_make_patient (NULL, "Zoé", "F", "1980-02-29");

  assert_refused (self, NULL, patient, CPX_PRACTICE_ERROR_INVALID,
                  cpx_field_get_label (&cpx_patient_kind.fields[CPX_PATIENT_BIRTH_NAME]));
}

/* 3 */
static void
test_reference (PracticeFixture *self,
                gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  g_autoptr(CpxRecord) nobody = practice_fixture_make_patient ("Personne", "Jean", "M", "1980-02-29");
  g_autoptr(CpxRecord) orphan = practice_fixture_make_child (&cpx_allergy_kind, nobody, CPX_ALLERGY_SUBSTANCE, "Latex");
  g_autoptr(CpxRecord) plain = practice_fixture_make_child (&cpx_correspondent_kind, patient, CPX_CORRESPONDENT_ROLE,
                                                            "treating");
  g_autoptr(CpxRecord) wrong_kind = cpx_record_with_text (plain, CPX_CORRESPONDENT_PRACTITIONER,
                                                          cpx_record_get_id (patient));

  assert_refused (self, NULL, orphan, CPX_PRACTICE_ERROR_INVALID, cpx_record_get_id (nobody));
  assert_refused (self, NULL, wrong_kind, CPX_PRACTICE_ERROR_INVALID, cpx_record_get_id (patient));
}

static void
test_read_only_fields (PracticeFixture *self,
                       gconstpointer    data)
{
  g_autoptr(CpxRecord) kept = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  g_autoptr(CpxRecord) other = practice_fixture_add_patient (self, "Durand", "Luc", "1970-01-01");
  g_autoptr(CpxRecord) merged = cpx_record_with_text (other, CPX_PATIENT_MERGED_INTO, cpx_record_get_id (kept));

  assert_refused (self, other, merged, CPX_PRACTICE_ERROR_INVALID,
                  cpx_field_get_label (&cpx_patient_kind.fields[CPX_PATIENT_MERGED_INTO]));
}

/* A CpxDeedFunc: two good writes, then one that is refused. */
static gpointer
write_three (CpxJournal  *journal,
             gpointer     data,
             GError     **error)
{
  CpxRecord **patients = data;

  for (int i = 0; i < 3; i++)
    {
      g_autoptr(CpxReceipt) receipt = cpx_add_patient (journal, patients[i], error);

      if (receipt == NULL)
        return NULL;
    }

  return GINT_TO_POINTER (TRUE);
}

/* 4 */
static void
test_all_or_none (PracticeFixture *self,
                  gconstpointer    data)
{
  g_autoptr(CpxRecord) a = practice_fixture_make_patient ("Dupont", "Zoé", "F", "1980-02-29");
  g_autoptr(CpxRecord) b = practice_fixture_make_patient ("Durand", "Luc", "M", "1970-01-01");
  g_autoptr(CpxRecord) c = practice_fixture_make_patient ("Petit", "Léa", "F", "1970-13-01");
  CpxRecord *patients[] = { a, b, c };
  Counts before = count (self);
  Counts after;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxRecord) next = NULL;

  g_assert_null (cpx_practice_perform (self->practice, write_three, patients, NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID);
  after = count (self);
  g_assert_cmpmem (&before, sizeof before, &after, sizeof after);
  /* The file numbers of what was undone are given again. */
  next = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  g_assert_true (g_str_has_suffix (cpx_record_get_text (next, CPX_PATIENT_FILE_NUMBER), "-00001"));
}

/* Fields that someone else changed meanwhile stay; the same field changed twice is a conflict. */
static void
test_stale (PracticeFixture *self,
            gconstpointer    data)
{
  g_autoptr(CpxRecord) read = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  g_autoptr(CpxRecord) with_city = cpx_record_with_text (read, CPX_PATIENT_CITY, "Nantes");
  g_autoptr(CpxRecord) with_phone = cpx_record_with_text (read, CPX_PATIENT_MOBILE, "06 39 98 00 01");
  g_autoptr(CpxRecord) with_other_city = cpx_record_with_text (read, CPX_PATIENT_CITY, "Rezé");
  g_autoptr(CpxRecord) first = practice_fixture_save (self, read, with_city);
  g_autoptr(CpxRecord) second = practice_fixture_save (self, read, with_phone);

  g_assert_cmpstr (cpx_record_get_text (first, CPX_PATIENT_CITY), ==, "Nantes");
  g_assert_cmpstr (cpx_record_get_text (second, CPX_PATIENT_CITY), ==, "Nantes");
  g_assert_cmpstr (cpx_record_get_text (second, CPX_PATIENT_MOBILE), ==, "06 39 98 00 01");
  assert_refused (self, read, with_other_city, CPX_PRACTICE_ERROR_CONFLICT,
                  cpx_field_get_label (&cpx_patient_kind.fields[CPX_PATIENT_CITY]));
}

static void
test_after_close (PracticeFixture *self,
                  gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_make_patient ("Dupont", "Zoé", "F", "1980-02-29");
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  g_assert_true (cpx_practice_close (self->practice, &error));
  receipt = cpx_practice_save_record (self->practice, NULL, patient, &error);
  g_assert_null (receipt);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_LOCKED);
  g_assert_true (cpx_practice_close (self->practice, NULL));
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  FIXTURE_TEST ("/journal/saved", test_saved);
  FIXTURE_TEST ("/journal/nothing-differs", test_nothing_differs);
  FIXTURE_TEST ("/journal/1-not-allowed", test_not_allowed);
  FIXTURE_TEST ("/journal/2-invalid", test_invalid);
  FIXTURE_TEST ("/journal/2-missing", test_missing);
  FIXTURE_TEST ("/journal/3-reference", test_reference);
  FIXTURE_TEST ("/journal/4-all-or-none", test_all_or_none);
  FIXTURE_TEST ("/journal/read-only-fields", test_read_only_fields);
  FIXTURE_TEST ("/journal/stale", test_stale);
  FIXTURE_TEST ("/journal/after-close", test_after_close);

  return g_test_run ();
}

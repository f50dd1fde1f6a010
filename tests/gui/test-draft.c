/* test-draft.c: what is typed is never lost, and kept when it can be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-draft.h"

#include <cpx-patient.h>

#include <string.h>

#define ID "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"

typedef struct
{
  const char *name;
  int         field;
  const char *typed;
  const char *shown_after;   /* how it reads once kept; NULL if it cannot be */
} TypeCase;

static const TypeCase type_cases[] = {
  { "date-slashes", CPX_PATIENT_BIRTH_DATE, "14/03/1958", "14/03/1958" },
  { "date-dense", CPX_PATIENT_BIRTH_DATE, "14031958", "14/03/1958" },
  { "date-year", CPX_PATIENT_BIRTH_DATE, "1958", "1958" },
  { "date-no-day", CPX_PATIENT_BIRTH_DATE, "31/02/1958", NULL },
  { "date-words", CPX_PATIENT_BIRTH_DATE, "en mars", NULL },
  { "weight-comma", CPX_PATIENT_WEIGHT_G, "72,5", "72.5" },
  { "weight-point", CPX_PATIENT_WEIGHT_G, "72.50", "72.5" },
  { "weight-words", CPX_PATIENT_WEIGHT_G, "lourd", NULL },
  { "height", CPX_PATIENT_HEIGHT_CM, "172", "172" },
  { "height-half", CPX_PATIENT_HEIGHT_CM, "172,5", NULL },
  { "boolean", CPX_PATIENT_CONFIDENTIAL, "true", "true" },
  { "statement", CPX_PATIENT_ALLERGIES_STATEMENT, "none_known", "none_known" },
  { "text", CPX_PATIENT_PROFESSION, "Maçon", "Maçon" },
  { "right-to-left", CPX_PATIENT_PROFESSION, "طبيب", "طبيب" },
  { "control", CPX_PATIENT_PROFESSION, "ma\x01" "çon", NULL },
};

static CpxRecord *
make_patient (void)
{
  return cpx_record_new_with_texts (&cpx_patient_kind, ID,
                                    CPX_PATIENT_BIRTH_NAME, "DUPONT",
                                    CPX_PATIENT_BIRTH_FIRST_NAMES, "Jean",
                                    CPX_PATIENT_SEX, "M",
                                    CPX_PATIENT_BIRTH_DATE, "1960-01-02",
                                    CPX_PATIENT_BIRTH_PLACE_INSEE, "75056",
                                    -1);
}

static void
test_type (gconstpointer data)
{
  const TypeCase *expected = data;
  g_autoptr(CpxRecord) patient = make_patient ();
  g_autoptr(CpxDraft) draft = cpx_draft_new (patient, FALSE);
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(CpxRecord) made = NULL;

  cpx_draft_set_text (draft, expected->field, expected->typed);
  g_assert_cmpstr (cpx_draft_get_state (draft, expected->field).text, ==, expected->typed);
  made = cpx_draft_make_record (draft, &findings);
  if (expected->shown_after == NULL)
    {
      g_assert_nonnull (cpx_draft_get_state (draft, expected->field).sentence);
      g_assert_cmpint (cpx_draft_get_state (draft, expected->field).level, ==, CPX_FINDING_BLOCKING);
    }
  cpx_draft_set_kept (draft, made);
  g_assert_cmpstr (cpx_draft_get_state (draft, expected->field).text, ==,
                   expected->shown_after != NULL ? expected->shown_after : expected->typed);
  g_assert_cmpint (cpx_draft_is_changed (draft), ==, expected->shown_after == NULL);
}

/* A date there is not is called so; a date nobody can read is answered with how to write one. */
static void
test_date_faults (void)
{
  static const struct
  {
    const char *typed;
    const char *said;
  } faults[] = { { "31/02/1958", "the date 31/02/1958 does not exist" }, { "en mars", "write a date such as" } };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(CpxRecord) patient = make_patient ();
      g_autoptr(CpxDraft) draft = cpx_draft_new (patient, FALSE);

      cpx_draft_set_text (draft, CPX_PATIENT_BIRTH_DATE, faults[i].typed);
      cpx_draft_settle_all (draft);
      g_assert_nonnull (strstr (cpx_draft_get_state (draft, CPX_PATIENT_BIRTH_DATE).sentence, faults[i].said));
    }
}

/* 4. What can be kept is kept. */
static void
test_neighbours (void)
{
  g_autoptr(CpxRecord) patient = make_patient ();
  g_autoptr(CpxDraft) draft = cpx_draft_new (patient, FALSE);
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(CpxRecord) made = NULL;

  cpx_draft_set_text (draft, CPX_PATIENT_BIRTH_DATE, "demain");
  cpx_draft_set_text (draft, CPX_PATIENT_PROFESSION, "Maçon");
  made = cpx_draft_make_record (draft, &findings);
  g_assert_false (cpx_findings_are_blocking (findings));
  g_assert_cmpstr (cpx_record_get_text (made, CPX_PATIENT_PROFESSION), ==, "Maçon");
  g_assert_cmpstr (cpx_record_get_text (made, CPX_PATIENT_BIRTH_DATE), ==, "1960-01-02");
}

/* 2. Untouched fields follow the kept record, touched ones stay. */
static void
test_follow (void)
{
  g_autoptr(CpxRecord) patient = make_patient ();
  g_autoptr(CpxRecord) elsewhere = cpx_record_with_text (patient, CPX_PATIENT_CITY, "Lyon");
  g_autoptr(CpxDraft) draft = cpx_draft_new (patient, FALSE);

  cpx_draft_set_text (draft, CPX_PATIENT_PROFESSION, "Maçon");
  cpx_draft_set_kept (draft, elsewhere);
  g_assert_cmpstr (cpx_draft_get_state (draft, CPX_PATIENT_CITY).text, ==, "Lyon");
  g_assert_cmpstr (cpx_draft_get_state (draft, CPX_PATIENT_PROFESSION).text, ==, "Maçon");
  g_assert_true (cpx_draft_get_state (draft, CPX_PATIENT_PROFESSION).changed);
}

/* 3. A new record is blamed for a missing field only once it is asked to be kept. */
static void
test_blame (void)
{
  g_autoptr(CpxRecord) empty = cpx_record_new (&cpx_patient_kind, ID);
  g_autoptr(CpxDraft) draft = cpx_draft_new (empty, TRUE);
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(CpxRecord) made = cpx_draft_make_record (draft, &findings);

  g_assert_true (cpx_findings_are_blocking (findings));
  g_assert_null (cpx_draft_get_state (draft, CPX_PATIENT_BIRTH_NAME).sentence);
  cpx_draft_settle_all (draft);
  g_assert_nonnull (cpx_draft_get_state (draft, CPX_PATIENT_BIRTH_NAME).sentence);
}

/* 1. The lock keeps what was typed, readable or not. */
static void
test_lock (gconstpointer data)
{
  const TypeCase *expected = data;
  g_autoptr(CpxRecord) patient = make_patient ();
  g_autoptr(CpxDraft) before = cpx_draft_new (patient, FALSE);
  g_autoptr(CpxDraft) after = cpx_draft_new (patient, FALSE);
  g_autoptr(CpxRecord) unfinished = NULL;
  g_autoptr(CpxRecord) stored = NULL;
  g_autofree char *json = NULL;

  cpx_draft_set_text (before, expected->field, expected->typed);
  unfinished = cpx_draft_make_unfinished (before);
  json = cpx_record_print_json (unfinished, CPX_RECORD_FIELDS_ONLY);
  stored = cpx_record_parse_json (&cpx_patient_kind, ID, json, -1, CPX_RECORD_FROM_STORE, NULL);
  g_assert_nonnull (stored);
  g_assert_true (cpx_draft_restore (after, patient, stored));
  g_assert_cmpstr (cpx_draft_get_state (after, expected->field).text, ==,
                   expected->shown_after != NULL ? expected->shown_after : expected->typed);
}

static void
count_cb (CpxDraft *draft,
          guint    *count)
{
  (*count)++;
}

static void
test_quiet (void)
{
  g_autoptr(CpxRecord) patient = make_patient ();
  g_autoptr(CpxDraft) draft = cpx_draft_new (patient, FALSE);
  guint count = 0;

  g_signal_connect (draft, "changed", G_CALLBACK (count_cb), &count);
  cpx_draft_set_text (draft, CPX_PATIENT_BIRTH_NAME, "DUPONT");
  g_assert_cmpuint (count, ==, 0);
  cpx_draft_set_text (draft, CPX_PATIENT_BIRTH_NAME, "DUPOND");
  g_assert_cmpuint (count, ==, 1);
  cpx_draft_set_text (draft, CPX_PATIENT_BIRTH_NAME, "DUPONT");
  g_assert_cmpuint (count, ==, 2);
  g_assert_false (cpx_draft_is_changed (draft));
}

/* What the store says of a number is shown as long as the number stands, behind what is wrong with it. */
static void
test_remark (void)
{
  g_autoptr(CpxRecord) patient = make_patient ();
  g_autoptr(CpxDraft) draft = cpx_draft_new (patient, FALSE);
  CpxFieldState state;

  cpx_draft_set_text (draft, CPX_PATIENT_FILE_NUMBER, "2026-00001");
  cpx_draft_set_remark (draft, CPX_PATIENT_FILE_NUMBER, "2026-00001", "of another");
  state = cpx_draft_get_state (draft, CPX_PATIENT_FILE_NUMBER);
  g_assert_cmpstr (state.sentence, ==, "of another");
  g_assert_cmpint (state.level, ==, CPX_FINDING_TO_KNOW);
  g_assert_null (cpx_draft_get_state (draft, CPX_PATIENT_PROFESSION).sentence);

  cpx_draft_set_text (draft, CPX_PATIENT_FILE_NUMBER, "2026-00002");
  g_assert_null (cpx_draft_get_state (draft, CPX_PATIENT_FILE_NUMBER).sentence);
  cpx_draft_set_remark (draft, CPX_PATIENT_FILE_NUMBER, "2026-00001", "too late");
  g_assert_null (cpx_draft_get_state (draft, CPX_PATIENT_FILE_NUMBER).sentence);
  cpx_draft_set_remark (draft, CPX_PATIENT_FILE_NUMBER, "2026-00002", NULL);
  g_assert_null (cpx_draft_get_state (draft, CPX_PATIENT_FILE_NUMBER).sentence);

  cpx_draft_set_text (draft, CPX_PATIENT_FILE_NUMBER, "2026\x01");
  cpx_draft_set_remark (draft, CPX_PATIENT_FILE_NUMBER, "2026\x01", "of another");
  g_assert_cmpint (cpx_draft_get_state (draft, CPX_PATIENT_FILE_NUMBER).level, ==, CPX_FINDING_BLOCKING);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (type_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/draft/type/", type_cases[i].name, NULL);
      g_autofree char *lock_path = g_strconcat ("/draft/lock/", type_cases[i].name, NULL);

      g_test_add_data_func (path, &type_cases[i], test_type);
      g_test_add_data_func (lock_path, &type_cases[i], test_lock);
    }
  g_test_add_func ("/draft/date-faults", test_date_faults);
  g_test_add_func ("/draft/neighbours", test_neighbours);
  g_test_add_func ("/draft/follow", test_follow);
  g_test_add_func ("/draft/blame", test_blame);
  g_test_add_func ("/draft/quiet", test_quiet);
  g_test_add_func ("/draft/remark", test_remark);

  return g_test_run ();
}

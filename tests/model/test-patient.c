/* test-patient.c: names and ages as papers have them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient.h"
#include "cpx-practitioner.h"
#include "cpx-role.h"
#include "cpx-rpps.h"

typedef struct
{
  const char *name;
  const char *birth_name;
  const char *first_names;
  const char *first;
  const char *used_name;
  const char *used_first;
  const char *sex;
  const char *short_name;
  const char *full_name;
} NameCase;

static const NameCase name_cases[] = {
  { "birth", "Dupont", "Jean Pierre", NULL, NULL, NULL, "M", "DUPONT Jean", "DUPONT Jean" },
  { "comma", "Dupont", "Jean, Pierre", NULL, NULL, NULL, "M", "DUPONT Jean", "DUPONT Jean" },
  { "composed", "Dupont", "Jean-Pierre Marie", NULL, NULL, NULL, "M", "DUPONT Jean-Pierre", "DUPONT Jean-Pierre" },
  { "first", "Dupont", "Marie France", "Marie France", NULL, NULL, "F", "DUPONT Marie France",
    "DUPONT Marie France" },
  { "married", "Martin", "Jeanne", NULL, "Durand", NULL, "F", "DURAND Jeanne", "DURAND Jeanne, born MARTIN" },
  { "same-used", "Martin", "Jeanne", NULL, "Martin", NULL, "F", "MARTIN Jeanne", "MARTIN Jeanne" },
  { "same-capitals", "Martin", "Jeanne", NULL, "MARTIN", NULL, "F", "MARTIN Jeanne", "MARTIN Jeanne" },
  { "used-first", "Lefèvre", "Jean Paul", NULL, NULL, "Paul", "M", "LEFÈVRE Paul", "LEFÈVRE Paul" },
  { "no-first", "Dupont", NULL, NULL, NULL, NULL, "M", "DUPONT", "DUPONT" },
  { "nobody", NULL, NULL, NULL, NULL, NULL, NULL, "?", "?" },
};

static void
test_name (gconstpointer data)
{
  const NameCase *expected = data;
  g_autoptr(CpxRecord) patient = cpx_record_new_with_texts (&cpx_patient_kind, NULL,
                                                            CPX_PATIENT_BIRTH_NAME, expected->birth_name,
                                                            CPX_PATIENT_BIRTH_FIRST_NAMES, expected->first_names,
                                                            CPX_PATIENT_FIRST_BIRTH_FIRST_NAME, expected->first,
                                                            CPX_PATIENT_USED_NAME, expected->used_name,
                                                            CPX_PATIENT_USED_FIRST_NAME, expected->used_first,
                                                            CPX_PATIENT_SEX, expected->sex, -1);
  g_autofree char *short_name = cpx_patient_dup_name (patient);
  g_autofree char *full_name = cpx_patient_dup_full_name (patient);

  g_assert_cmpstr (short_name, ==, expected->short_name);
  g_assert_cmpstr (full_name, ==, expected->full_name);
}

typedef struct
{
  const char *name;
  const char *birth;
  const char *deceased;
  const char *age;
} AgeCase;

static const AgeCase age_cases[] = {
  { "adult", "1958-03-14", NULL, "68 years" },
  { "year-only", "1958", NULL, "68 years" },
  { "one-month", "2026-04-20", NULL, "1 month" },
  { "newborn", "2026-05-20", NULL, "0 months" },
  { "infant", "2024-06-02", NULL, "23 months" },
  { "two", "2024-06-01", NULL, "2 years" },
  { "this-year", "2026", NULL, "0 years" },
  { "dead", "1958-03-14", "2020", "" },
  { "unknown", NULL, NULL, "" },
  { "future", "2026-06-02", NULL, "" },
};

static void
test_age (gconstpointer data)
{
  const AgeCase *expected = data;
  const CpxPartialDate on = { 2026, 6, 1 };
  g_autoptr(CpxRecord) patient = cpx_record_new_with_texts (&cpx_patient_kind, NULL,
                                                            CPX_PATIENT_BIRTH_DATE, expected->birth,
                                                            CPX_PATIENT_DECEASED_ON, expected->deceased, -1);
  g_autofree char *age = cpx_patient_dup_age (patient, on);

  g_assert_cmpstr (age, ==, expected->age);
}

static void
test_practitioner (void)
{
  g_autoptr(CpxRecord) known = cpx_record_new_with_texts (&cpx_practitioner_kind, NULL,
                                                          CPX_PRACTITIONER_CIVILITY, "dr",
                                                          CPX_PRACTITIONER_NAME, "Martin",
                                                          CPX_PRACTITIONER_FIRST_NAME, "Anne",
                                                          CPX_PRACTITIONER_SPECIALTY, "Orthopédie", -1);
  g_autofree char *name = cpx_practitioner_dup_name (known);
  g_autofree char *summary = cpx_record_summarize (known);

  g_assert_cmpstr (name, ==, "Dr Anne MARTIN");
  g_assert_cmpstr (summary, ==, "Dr Anne MARTIN, Orthopédie");
}

typedef struct
{
  const char *text;
  gboolean    valid;
} RppsCase;

/* Luhn: 79927398713 is the worked example of ISO/IEC 7812-1. */
static const RppsCase rpps_cases[] = {
  { "79927398713", TRUE }, { "10003456786", TRUE }, { "79927398710", FALSE }, { "79927398731", FALSE },
  { "7992739871", FALSE }, { "799273987130", FALSE }, { "7992739871X", FALSE }, { "", FALSE },
};

static void
test_rpps (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rpps_cases); i++)
    g_assert_cmpint (cpx_rpps_is_valid (rpps_cases[i].text), ==, rpps_cases[i].valid);
}

static void
test_roles (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = cpx_roles_format (CPX_ROLE_ADMIN | CPX_ROLE_SURGEON);
  g_autofree char *label = cpx_roles_dup_label (CPX_ROLE_ADMIN | CPX_ROLE_SURGEON);
  CpxRoles roles;

  g_assert_cmpstr (text, ==, "surgeon,admin");
  g_assert_cmpstr (label, ==, "Surgeon, Administrator");
  g_assert_true (cpx_roles_parse (" admin , surgeon", &roles, NULL));
  g_assert_cmpuint (roles, ==, CPX_ROLE_ADMIN | CPX_ROLE_SURGEON);
  g_assert_true (cpx_roles_parse ("", &roles, NULL));
  g_assert_cmpuint (roles, ==, 0);
  g_assert_false (cpx_roles_parse ("surgeon,king", &roles, &error));
  g_assert_error (error, CPX_RECORD_ERROR, CPX_RECORD_ERROR_BAD_VALUE);
  g_assert_null (cpx_role_get_token ((CpxRole) 1024));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("LANGUAGE", "C", TRUE);
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (name_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/patient/name/", name_cases[i].name, NULL);

      g_test_add_data_func (path, &name_cases[i], test_name);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (age_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/patient/age/", age_cases[i].name, NULL);

      g_test_add_data_func (path, &age_cases[i], test_age);
    }
  g_test_add_func ("/patient/practitioner", test_practitioner);
  g_test_add_func ("/patient/rpps", test_rpps);
  g_test_add_func ("/patient/roles", test_roles);

  return g_test_run ();
}

/* test-told-patient.c: age and sex read in a note, ages read in labels.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-ages.h"
#include "cpx-told-patient.h"

typedef struct
{
  const char *name;
  const char *text;
  int         age_years;
  CpxSex      sex;
} PatientCase;

static const PatientCase patient_cases[] = {
  { "woman", "Patiente de 62 ans, cholécystite.", 62, CPX_SEX_WOMAN },
  { "man", "Il s’agit d’un homme âgé de 45 ans", 45, CPX_SEX_MAN },
  { "patient-may-be-any", "Patient de 30 ans", 30, CPX_SEX_UNKNOWN },
  { "mrs", "Mme D. est opérée ce jour", CPX_AGE_UNKNOWN, CPX_SEX_WOMAN },
  { "boy", "Garçon de 4 ans, phimosis", 4, CPX_SEX_MAN },
  { "girl-months", "fillette de 18 mois", 1, CPX_SEX_WOMAN },
  { "days", "bébé de 12 jours", 0, CPX_SEX_UNKNOWN },
  { "infant", "nourrisson vomisseur", 1, CPX_SEX_UNKNOWN },
  { "newborn", "Nouveau-né de 3200 g", 0, CPX_SEX_UNKNOWN },
  { "born-child-is-no-patient", "Extraction d’un garçon de 3500 g", CPX_AGE_UNKNOWN, CPX_SEX_UNKNOWN },
  { "years-ago", "opérée il y a dix ans, recul de 5 ans", CPX_AGE_UNKNOWN, CPX_SEX_UNKNOWN },
  { "too-far", "Femme. Le suivi a duré 12 ans", CPX_AGE_UNKNOWN, CPX_SEX_UNKNOWN },
  { "too-old", "patient de 350 ans", CPX_AGE_UNKNOWN, CPX_SEX_UNKNOWN },
  { "no-number", "patient de 12345678901234567890 ans", CPX_AGE_UNKNOWN, CPX_SEX_UNKNOWN },
  { "nothing", "cholécystectomie", CPX_AGE_UNKNOWN, CPX_SEX_UNKNOWN },
  { "empty", "", CPX_AGE_UNKNOWN, CPX_SEX_UNKNOWN },
};

static void
test_patient (gconstpointer data)
{
  const PatientCase *expected = data;
  g_autoptr(CpxNoteText) text = cpx_note_text_new (expected->text);
  CpxToldPatient told = cpx_told_patient_read (text);

  g_assert_cmpint (told.age_years, ==, expected->age_years);
  g_assert_cmpint (told.sex, ==, expected->sex);
}

typedef struct
{
  const char *name;
  const char *label;
  int         age_years;
  gboolean    holds;
  gboolean    any;
} AgesCase;

static const AgesCase ages_cases[] = {
  { "after", "Cure de hernie après l'âge de 16 ans, par abord direct", 16, TRUE, FALSE },
  { "not-yet", "Cure de hernie après l'âge de 16 ans, par abord direct", 15, FALSE, FALSE },
  { "before", "Cure de hernie avant l'âge de 16 ans", 15, TRUE, FALSE },
  { "past", "Cure de hernie avant l'âge de 16 ans", 16, FALSE, FALSE },
  { "child", "Injection chez l'enfant", 40, FALSE, FALSE },
  { "adult", "Exérèse d'un kyste du cordon spermatique chez l'adulte", 8, FALSE, FALSE },
  { "newborn", "Exsanguinotransfusion chez le nouveau-né", 0, TRUE, FALSE },
  { "both", "Érythraphérèse chez l'adulte ou à 40 ml/kg chez le nouveau-né", 30, TRUE, TRUE },
  { "any", "Cholécystectomie, par coelioscopie", 90, TRUE, TRUE },
  { "no-age", "Suture de plaie de plus de 10 cm", 3, TRUE, TRUE },
};

static void
test_ages (gconstpointer data)
{
  const AgesCase *expected = data;
  CpxActAges ages = cpx_act_ages_read (expected->label);

  g_assert_cmpint (cpx_act_ages_hold (&ages, expected->age_years), ==, expected->holds);
  g_assert_cmpint (cpx_act_ages_are_any (&ages), ==, expected->any);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (patient_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/told-patient/patient/", patient_cases[i].name, NULL);

      g_test_add_data_func (path, &patient_cases[i], test_patient);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (ages_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/told-patient/ages/", ages_cases[i].name, NULL);

      g_test_add_data_func (path, &ages_cases[i], test_ages);
    }

  return g_test_run ();
}

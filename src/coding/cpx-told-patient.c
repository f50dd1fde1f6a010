/* cpx-told-patient.c: reads "Patiente de 62 ans", "garçon âgé de 4 ans", "Mme D." near the beginning of a text.
 *
 * An age is one only beside a word for a person: "il y a dix ans" is none, and the child that a mother is delivered of
 * ("extraction d'un garçon de 3500 g") is not the patient.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-told-patient.h"

#include <stdlib.h>
#include <string.h>

#define MAX_TOKENS 120      /* further on, it is the story */
#define MAX_BETWEEN 5       /* words between the person and the age */
#define MAX_DIGITS 3
#define MONTHS_A_YEAR 12
#define OLDEST 120

/* What a word says of a person. */
typedef struct
{
  const char *word;
  CpxSex      sex;
  int         age_years;    /* told by the word itself */
  gboolean    alone;        /* a patient even without an age beside it */
} Person;

static const Person persons[] = {
  { "bebe", CPX_SEX_UNKNOWN, 0, FALSE },         { "enfant", CPX_SEX_UNKNOWN, CPX_AGE_UNKNOWN, FALSE },
  { "femme", CPX_SEX_WOMAN, CPX_AGE_UNKNOWN, FALSE }, { "fille", CPX_SEX_WOMAN, CPX_AGE_UNKNOWN, FALSE },
  { "fillette", CPX_SEX_WOMAN, CPX_AGE_UNKNOWN, FALSE }, { "garcon", CPX_SEX_MAN, CPX_AGE_UNKNOWN, FALSE },
  { "garconnet", CPX_SEX_MAN, CPX_AGE_UNKNOWN, FALSE }, { "homme", CPX_SEX_MAN, CPX_AGE_UNKNOWN, FALSE },
  { "madame", CPX_SEX_WOMAN, CPX_AGE_UNKNOWN, TRUE }, { "mme", CPX_SEX_WOMAN, CPX_AGE_UNKNOWN, TRUE },
  { "monsieur", CPX_SEX_MAN, CPX_AGE_UNKNOWN, TRUE }, { "mr", CPX_SEX_MAN, CPX_AGE_UNKNOWN, TRUE },
  { "nourrisson", CPX_SEX_UNKNOWN, 1, TRUE },    { "parturiente", CPX_SEX_WOMAN, CPX_AGE_UNKNOWN, TRUE },
  { "patient", CPX_SEX_UNKNOWN, CPX_AGE_UNKNOWN, FALSE }, { "patiente", CPX_SEX_WOMAN, CPX_AGE_UNKNOWN, TRUE },
};

static int
compare_persons (gconstpointer word,
                 gconstpointer person)
{
  return strcmp (word, ((const Person *) person)->word);
}

static const Person *
find_person (const char *word)
{
  return bsearch (word, persons, G_N_ELEMENTS (persons), sizeof *persons, compare_persons);
}

static gboolean
is_one_of (const char         *word,
           const char * const *words)
{
  return g_strv_contains (words, word);
}

/* The age that the token and the one after it tell, in years. */
static int
read_age (const CpxNoteToken *tokens,
          guint               i,
          guint               n)
{
  static const char * const years[] = { "ans", "an", NULL };
  static const char * const less[] = { "mois", "jours", "jour", "semaines", "semaine", NULL };
  int number;

  if (i + 1 >= n || !g_ascii_isdigit (*tokens[i].word) || strlen (tokens[i].word) > MAX_DIGITS)
    return CPX_AGE_UNKNOWN;
  number = atoi (tokens[i].word);
  if (is_one_of (tokens[i + 1].word, years))
    return number <= OLDEST ? number : CPX_AGE_UNKNOWN;
  if (is_one_of (tokens[i + 1].word, less))
    return g_str_equal (tokens[i + 1].word, "mois") ? number / MONTHS_A_YEAR : 0;

  return CPX_AGE_UNKNOWN;
}

static int
find_age (const CpxNoteToken *tokens,
          guint               from,
          guint               n)
{
  for (guint i = from + 1; i < n && i <= from + MAX_BETWEEN && tokens[i].sentence == tokens[from].sentence; i++)
    {
      int age = read_age (tokens, i, n);

      if (age != CPX_AGE_UNKNOWN)
        return age;
    }

  return CPX_AGE_UNKNOWN;
}

/* "Nouveau-né" is cut in two. */
static gboolean
is_newborn (const CpxNoteToken *tokens,
            guint               i,
            guint               n)
{
  return i + 1 < n && g_str_equal (tokens[i].word, "nouveau") && g_str_has_prefix (tokens[i + 1].word, "ne") &&
         strlen (tokens[i + 1].word) <= 3;
}

/**
 * cpx_told_patient_read:
 * @text: a note
 *
 * Returns: what is told of the first person that is the patient
 */
CpxToldPatient
cpx_told_patient_read (const CpxNoteText *text)
{
  CpxToldPatient told = { CPX_AGE_UNKNOWN, CPX_SEX_UNKNOWN };
  guint n;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (text, &n);

  n = MIN (n, MAX_TOKENS);
  for (guint i = 0; i < n; i++)
    {
      const Person *person = find_person (tokens[i].word);
      int age = person != NULL ? find_age (tokens, i, n) : CPX_AGE_UNKNOWN;

      if (is_newborn (tokens, i, n))
        return (CpxToldPatient) { 0, CPX_SEX_UNKNOWN };
      if (person == NULL || (!person->alone && age == CPX_AGE_UNKNOWN))
        continue;
      told.sex = person->sex;
      told.age_years = age != CPX_AGE_UNKNOWN ? age : person->age_years;
      break;
    }

  return told;
}

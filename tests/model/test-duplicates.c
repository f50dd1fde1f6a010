/* test-duplicates.c: pairs of files that are one person, and pairs that look like it and are not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-duplicates.h"
#include "cpx-record-builder.h"

#include <string.h>

typedef enum
{
  LIKELY,
  HOMONYM,
  APART,
} Verdict;

typedef struct
{
  const char *name;       /* birth name */
  const char *used;       /* name in use */
  const char *first;      /* birth first names */
  const char *birth;
  const char *sex;
  const char *nir;
  const char *mobile;
} Person;

typedef struct
{
  const char         *name;
  Person              a;
  Person              b;
  Verdict             verdict;
  CpxDuplicateReason  reason;  /* which must be among the reasons */
} PairCase;

#define JEAN "DUPONT", NULL, "Jean", "1958-03-14", "M"

static const PairCase pair_cases[] = {
  { "same-traits", { JEAN }, { JEAN }, LIKELY, CPX_DUPLICATE_SAME_TRAITS },
  { "case-and-accents", { "LEFÈVRE", NULL, "Hélène", "1970-01-02", "F" },
    { "Lefevre", NULL, "HELENE", "1970-01-02", "F" }, LIKELY, CPX_DUPLICATE_SAME_TRAITS },
  { "ligature", { "LŒUIL", NULL, "Anne", "1970-01-02", "F" }, { "Loeuil", NULL, "Anne", "1970-01-02", "F" }, LIKELY,
    CPX_DUPLICATE_SAME_TRAITS },
  { "hyphen", { "MARTIN", NULL, "Jean-Pierre", "1970-01-02", "M" },
    { "MARTIN", NULL, "Jean‐Pierre", "1970-01-02", "M" }, LIKELY, CPX_DUPLICATE_SAME_FIRST_NAME },
  { "first-of-composed", { "MARTIN", NULL, "Jean-Pierre", "1970-01-02", "M" },
    { "MARTIN", NULL, "Jean", "1970-01-02", "M" }, LIKELY, CPX_DUPLICATE_CLOSE_FIRST_NAME },
  { "more-first-names", { "MARTIN", NULL, "Jean Paul Marie", "1970-01-02", "M" },
    { "MARTIN", NULL, "Jean", "1970-01-02", "M" }, LIKELY, CPX_DUPLICATE_SAME_TRAITS },
  { "letter-changed", { JEAN }, { "DUPOND", NULL, "Jean", "1958-03-14", "M" }, LIKELY, CPX_DUPLICATE_CLOSE_NAME },
  { "letter-missing", { JEAN }, { "DUPNT", NULL, "Jean", "1958-03-14", "M" }, LIKELY, CPX_DUPLICATE_CLOSE_NAME },
  { "letter-added", { JEAN }, { "DUPPONT", NULL, "Jean", "1958-03-14", "M" }, LIKELY, CPX_DUPLICATE_CLOSE_NAME },
  { "letters-swapped", { JEAN }, { "DUPOTN", NULL, "Jean", "1958-03-14", "M" }, LIKELY, CPX_DUPLICATE_CLOSE_NAME },
  { "space-in-name", { "LE GOFF", NULL, "Yann", "1958-03-14", "M" }, { "LEGOFF", NULL, "Yann", "1958-03-14", "M" },
    LIKELY, CPX_DUPLICATE_CLOSE_NAME },
  { "by-ear", { "LEMÈRE", NULL, "Anne", "1970-01-02", "F" }, { "Lemaire", NULL, "Anne", "1970-01-02", "F" }, LIKELY,
    CPX_DUPLICATE_NAME_BY_EAR },
  { "by-ear-in-use", { "MARTIN", "GUÉRIN", "Anne", "1970-01-02", "F" }, { "GUERRAIN", NULL, "Anne", "1970-01-02", "F" },
    LIKELY, CPX_DUPLICATE_NAME_BY_EAR },
  { "by-ear-other-date", { "LEMÈRE", NULL, "Anne", "1970-01-02", "F" }, { "LEMAIRE", NULL, "Anne", "1983-11-20", "F" },
    APART, CPX_DUPLICATE_OTHER_NAME },
  { "by-ear-other-first-name", { "LEMÈRE", NULL, "Anne", "1970-01-02", "F" },
    { "LEMAIRE", NULL, "Lucie", "1970-01-02", "F" }, APART, CPX_DUPLICATE_OTHER_NAME },
  { "by-ear-too-far", { "MAUREAU", NULL, "Anne", "1970-01-02", "F" }, { "MARIE", NULL, "Anne", "1970-01-02", "F" },
    APART, CPX_DUPLICATE_OTHER_NAME },
  { "two-letters-not-by-ear", { "BARTIN", NULL, "Anne", "1970-01-02", "F" },
    { "MARTON", NULL, "Anne", "1970-01-02", "F" }, APART, CPX_DUPLICATE_OTHER_NAME },
  { "first-name-slip", { "MARTIN", NULL, "Sylvie", "1970-01-02", "F" }, { "MARTIN", NULL, "Silvie", "1970-01-02", "F" },
    LIKELY, CPX_DUPLICATE_CLOSE_FIRST_NAME },
  { "names-swapped", { "MARTIN", NULL, "Alain", "1970-01-02", "M" }, { "ALAIN", NULL, "Martin", "1970-01-02", "M" },
    LIKELY, CPX_DUPLICATE_SWAPPED_NAMES },
  { "married", { "MARTIN", "DURAND", "Anne", "1970-01-02", "F" }, { "DURAND", NULL, "Anne", "1970-01-02", "F" }, LIKELY,
    CPX_DUPLICATE_USED_IS_BIRTH_NAME },
  { "day-month-typed-wrong", { "DUPONT", NULL, "Jean", "1958-03-04", "M" },
    { "DUPONT", NULL, "Jean", "1958-04-03", "M" }, LIKELY, CPX_DUPLICATE_CLOSE_BIRTH_DATE },
  { "date-digit-wrong", { JEAN }, { "DUPONT", NULL, "Jean", "1958-03-15", "M" }, LIKELY,
    CPX_DUPLICATE_CLOSE_BIRTH_DATE },
  { "date-partial", { JEAN }, { "DUPONT", NULL, "Jean", "1958", "M" }, LIKELY, CPX_DUPLICATE_CLOSE_BIRTH_DATE },
  { "nir-after-marriage", { "MARTIN", NULL, "Anne", "1970-01-02", "F", "2700175056012" },
    { "DURAND", NULL, "Anne", "1970-01-02", "F", "270017505601287" }, LIKELY, CPX_DUPLICATE_SAME_NIR },
  { "sex-typed-wrong", { JEAN }, { "DUPONT", NULL, "Jean", "1958-03-14", "F" }, LIKELY, CPX_DUPLICATE_OTHER_SEX },

  { "twins", { "MARTIN", NULL, "Paul", "1990-06-07", "M" }, { "MARTIN", NULL, "Jacques", "1990-06-07", "M" }, HOMONYM,
    CPX_DUPLICATE_OTHER_FIRST_NAME },
  { "twins-phone", { "MARTIN", NULL, "Paul", "1990-06-07", "M", NULL, "06 12 34 56 78" },
    { "MARTIN", NULL, "Jacques", "1990-06-07", "M", NULL, "+33612345678" }, HOMONYM, CPX_DUPLICATE_SAME_PHONE },
  { "twins-numbered", { "MARTIN", NULL, "Paul", "1990-06-07", "M", "1900675056012" },
    { "MARTIN", NULL, "Jacques", "1990-06-07", "M", "1900675056013" }, APART, CPX_DUPLICATE_OTHER_NIR },
  { "twins-brother-sister", { "MARTIN", NULL, "Paul", "1990-06-07", "M" },
    { "MARTIN", NULL, "Claire", "1990-06-07", "F" }, APART, CPX_DUPLICATE_OTHER_SEX },
  { "father-and-son", { "MARTIN", NULL, "Paul", "1960-06-07", "M" }, { "MARTIN", NULL, "Paul", "1990-08-09", "M" },
    APART, CPX_DUPLICATE_OTHER_BIRTH_DATE },
  { "father-and-son-at-home", { "MARTIN", NULL, "Paul", "1960-06-07", "M", NULL, "0145678901" },
    { "MARTIN", NULL, "Paul", "1990-08-09", "M", NULL, "0145678901" }, APART, CPX_DUPLICATE_SAME_PHONE },
  { "child-under-mother", { "MARTIN", NULL, "Anne", "1970-01-02", "F", "2700175056012" },
    { "DURAND", NULL, "Tom", "2015-03-04", "M", "2700175056012" }, APART, CPX_DUPLICATE_SAME_NIR },
  { "daughter-under-mother", { "MARTIN", NULL, "Anne", "1970-01-02", "F", "2700175056012" },
    { "MARTIN", NULL, "Lucie", "2015-03-04", "F", "2700175056012" }, APART, CPX_DUPLICATE_SAME_NIR },
  { "born-the-same-day", { "MARTIN", NULL, "Paul", "1990-06-07", "M" }, { "BERNARD", NULL, "Paul", "1990-06-07", "M" },
    APART, CPX_DUPLICATE_OTHER_NAME },
  { "couple", { "MARTIN", NULL, "Paul", "1960-06-07", "M", NULL, "0145678901" },
    { "DURAND", "MARTIN", "Anne", "1962-01-02", "F", NULL, "0145678901" }, APART, CPX_DUPLICATE_SAME_PHONE },
  { "short-names", { "LI", NULL, "Wei", "1990-06-07", "M" }, { "LU", NULL, "Wei", "1990-06-07", "M" }, APART,
    CPX_DUPLICATE_OTHER_NAME },
  { "jean-and-jeanne", { "MARTIN", NULL, "Jean", "1990-06-07", "M" }, { "MARTIN", NULL, "Jeanne", "1990-06-07", "F" },
    APART, CPX_DUPLICATE_OTHER_FIRST_NAME },
  { "strangers", { JEAN }, { "BERNARD", NULL, "Lucie", "2001-09-10", "F" }, APART, CPX_DUPLICATE_OTHER_NAME },
};

static CpxRecord *
make_patient (const Person *person)
{
  return cpx_record_new_with_texts (&cpx_patient_kind, NULL,
                                    CPX_PATIENT_BIRTH_NAME, person->name,
                                    CPX_PATIENT_USED_NAME, person->used,
                                    CPX_PATIENT_BIRTH_FIRST_NAMES, person->first,
                                    CPX_PATIENT_BIRTH_DATE, person->birth,
                                    CPX_PATIENT_SEX, person->sex,
                                    CPX_PATIENT_NIR, person->nir,
                                    CPX_PATIENT_MOBILE, person->mobile, -1);
}

static gboolean
share_a_key (CpxRecord *a,
             CpxRecord *b)
{
  g_auto(GStrv) keys_a = cpx_record_list_keys (a);
  g_auto(GStrv) keys_b = cpx_record_list_keys (b);

  for (guint i = 0; keys_a[i] != NULL; i++)
    {
      if (g_strv_contains ((const char *const *) keys_b, keys_a[i]))
        return TRUE;
    }

  return FALSE;
}

static Verdict
judge (int score)
{
  return score >= CPX_DUPLICATE_LIKELY ? LIKELY : score >= CPX_DUPLICATE_HOMONYM ? HOMONYM : APART;
}

static void
test_pair (gconstpointer data)
{
  const PairCase *expected = data;
  g_autoptr(CpxRecord) a = make_patient (&expected->a);
  g_autoptr(CpxRecord) b = make_patient (&expected->b);
  CpxDuplicateScore score = cpx_duplicates_score (a, b);
  CpxDuplicateScore mirrored = cpx_duplicates_score (b, a);
  g_autofree char *words = cpx_duplicate_score_explain (score);

  g_assert_cmpint (judge (score.score), ==, expected->verdict);
  g_assert_cmphex (score.reasons & 1u << expected->reason, !=, 0);
  g_assert_nonnull (strstr (words, cpx_duplicate_reason_get_label (expected->reason)));
  g_assert_cmpint (mirrored.score, ==, score.score);
  g_assert_cmphex (mirrored.reasons, ==, score.reasons);
  if (expected->verdict != APART)
    g_assert_true (share_a_key (a, b));
}

/* A file of which little is known is no duplicate of everything. */
static void
test_empty (void)
{
  g_autoptr(CpxRecord) a = cpx_record_new (&cpx_patient_kind, NULL);
  g_autoptr(CpxRecord) b = cpx_record_new (&cpx_patient_kind, NULL);
  g_auto(GStrv) keys = cpx_record_list_keys (a);

  g_assert_cmpint (cpx_duplicates_score (a, b).score, ==, 0);
  g_assert_cmpuint (g_strv_length (keys), ==, 0);
}

static void
test_keys (void)
{
  const Person person = { "Dupond", "Lefèvre", "Jeanne Marie", "1958-03-14", "F", "258037505601250", NULL };
  const char *const expected[] = { "n:2580375056012", "d:19580314", "y:1958:jeanne:d", "t:1958:dupond jeanne",
                                   "p:dpn:j", "p:lfvr:j", NULL };
  g_autoptr(CpxRecord) patient = make_patient (&person);
  g_auto(GStrv) keys = cpx_record_list_keys (patient);

  g_assert_cmpstrv (keys, expected);
}

static void
test_reasons (void)
{
  for (guint i = 0; i < CPX_N_DUPLICATE_REASONS; i++)
    {
      g_assert_nonnull (cpx_duplicate_reason_get_id ((CpxDuplicateReason) i));
      g_assert_nonnull (cpx_duplicate_reason_get_label ((CpxDuplicateReason) i));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (pair_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/duplicates/pair/", pair_cases[i].name, NULL);

      g_test_add_data_func (path, &pair_cases[i], test_pair);
    }
  g_test_add_func ("/duplicates/empty", test_empty);
  g_test_add_func ("/duplicates/keys", test_keys);
  g_test_add_func ("/duplicates/reasons", test_reasons);

  return g_test_run ();
}

/* test-nir.c: numbers with right and wrong keys, Corsica, months, and what they say of their bearer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-nir.h"

typedef struct
{
  const char  *name;
  const char  *typed;
  CpxNirFault  fault;
  const char  *formatted;
} CheckCase;

/* Keys worked out by hand: 97 - (number mod 97). */
static const CheckCase check_cases[] = {
  { "man", "1 58 03 75 056 012 35", CPX_NIR_OK, "1 58 03 75 056 012 35" },
  { "woman", "269054958815780", CPX_NIR_OK, "2 69 05 49 588 157 80" },
  { "without-key", "2690549588157", CPX_NIR_OK, "2 69 05 49 588 157" },
  { "corsica-2a", "1 58 03 2a 004 012 03", CPX_NIR_OK, "1 58 03 2A 004 012 03" },
  { "corsica-2b", "1.58.03.2B.033.012.33", CPX_NIR_OK, "1 58 03 2B 033 012 33" },
  { "corsica-wrong-key", "158032A00401204", CPX_NIR_BAD_KEY, NULL },
  { "no-break-spaces", "2\xc2\xa0" "69\xe2\x80\xaf" "05 49 588 157 80", CPX_NIR_OK, "2 69 05 49 588 157 80" },
  { "key-one-off", "269054958815781", CPX_NIR_BAD_KEY, NULL },
  { "digits-swapped", "269054985815780", CPX_NIR_BAD_KEY, NULL },
  { "key-00", "269054958815700", CPX_NIR_BAD_KEY, NULL },
  { "short", "26905495881578", CPX_NIR_BAD_LENGTH, NULL },
  { "long", "2690549588157800", CPX_NIR_BAD_LENGTH, NULL },
  { "empty", "", CPX_NIR_BAD_LENGTH, NULL },
  { "letter", "2690549588157A0", CPX_NIR_BAD_CHARACTER, NULL },
  { "corsican-3a", "158033A00401203", CPX_NIR_BAD_CHARACTER, NULL },
  { "corsican-2c", "158032C00401203", CPX_NIR_BAD_CHARACTER, NULL },
  { "sex-0", "0580375056012", CPX_NIR_BAD_SEX, NULL },
  { "sex-5", "5580375056012", CPX_NIR_BAD_SEX, NULL },
  { "sex-9", "9580375056012", CPX_NIR_BAD_SEX, NULL },
  { "sex-3", "3580375056012", CPX_NIR_OK, NULL },
  { "sex-7", "7580375056012", CPX_NIR_OK, NULL },
  { "month-00", "1580075056012", CPX_NIR_BAD_MONTH, NULL },
  { "month-12", "1581275056012", CPX_NIR_OK, NULL },
  { "month-13", "1581375056012", CPX_NIR_BAD_MONTH, NULL },
  { "month-19", "1581975056012", CPX_NIR_BAD_MONTH, NULL },
  { "month-20", "1582075056012", CPX_NIR_OK, NULL },
  { "month-42", "1584275056012", CPX_NIR_OK, NULL },
  { "month-43", "1584375056012", CPX_NIR_BAD_MONTH, NULL },
  { "month-49", "1584975056012", CPX_NIR_BAD_MONTH, NULL },
  { "month-50", "1585075056012", CPX_NIR_OK, NULL },
  { "month-99", "1589975056012", CPX_NIR_OK, NULL },
  { "department-00", "1580300056012", CPX_NIR_BAD_DEPARTMENT, NULL },
  { "abroad", "1580399351012", CPX_NIR_OK, NULL },
  { "thirteen-bytes-of-accents", "ééééééa", CPX_NIR_BAD_CHARACTER, NULL },
};

static void
test_check (gconstpointer data)
{
  const CheckCase *expected = data;
  g_autofree char *nir = cpx_nir_normalize (expected->typed);
  g_autofree char *formatted = cpx_nir_format (nir);

  g_assert_cmpint (cpx_nir_check (nir), ==, expected->fault);
  if (expected->formatted != NULL)
    g_assert_cmpstr (formatted, ==, expected->formatted);
}

/* Every wrong digit changes the key, whatever the digit: 97 is prime and no weight is a multiple of it. */
static void
test_every_slip (void)
{
  char nir[] = "158037505601235";

  for (int i = 0; i < 15; i++)
    {
      char right = nir[i];

      for (char wrong = '0'; wrong <= '9'; wrong++)
        {
          nir[i] = wrong;
          g_assert_cmpint (cpx_nir_check (nir) == CPX_NIR_OK, ==, wrong == right);
        }
      nir[i] = right;
    }
}

typedef struct
{
  const char *name;
  const char *nir;
  const char *birth;
  char        sex;
  gboolean    matches;
} BirthCase;

static const BirthCase birth_cases[] = {
  { "same", "1580375056012", "1958-03-14", 'M', TRUE },
  { "other-century", "1580375056012", "2058-03-14", 'M', TRUE },
  { "other-year", "1580375056012", "1959-03-14", 'M', FALSE },
  { "other-month", "1580375056012", "1958-04-14", 'M', FALSE },
  { "month-unknown-to-us", "1580375056012", "1958", 'M', TRUE },
  { "month-unknown-to-it", "2582075056012", "1958-04-14", 'F', TRUE },
  { "being-registered", "4580375056012", "1958-03", 'F', TRUE },
  { "provisional", "8580375056012", "1958-03", 'F', TRUE },
};

static void
test_birth (gconstpointer data)
{
  const BirthCase *expected = data;
  CpxPartialDate birth;

  g_assert_true (cpx_partial_date_parse_iso (expected->birth, &birth));
  g_assert_cmpint (cpx_nir_get_sex (expected->nir), ==, expected->sex);
  g_assert_cmpint (cpx_nir_matches_birth (expected->nir, birth), ==, expected->matches);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (check_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/nir/check/", check_cases[i].name, NULL);

      g_test_add_data_func (path, &check_cases[i], test_check);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (birth_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/nir/birth/", birth_cases[i].name, NULL);

      g_test_add_data_func (path, &birth_cases[i], test_birth);
    }
  g_test_add_func ("/nir/every-slip", test_every_slip);

  return g_test_run ();
}

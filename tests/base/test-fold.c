/* test-fold.c: texts that a person takes for the same fold to the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-fold.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *folded;
} FoldCase;

static const FoldCase fold_cases[] = {
  { "ascii", "DUPONT", "dupont" },
  { "accents", "Éléonore Çà", "eleonore ca" },
  { "decomposed", "E\xcc\x81le\xcc\x81onore", "eleonore" },
  { "hyphen", "Jean-Pierre", "jean pierre" },
  { "apostrophe", "D'Artagnan", "d artagnan" },
  { "curly-apostrophe", "D’Artagnan", "d artagnan" },
  { "spaces", "  Le   Goff\t", "le goff" },
  { "no-break-space", "Le\xc2\xa0Goff", "le goff" },
  { "oe", "Œuvré œil", "oeuvre oeil" },
  { "ae", "Lætitia ÆTHER", "laetitia aether" },
  { "sharp-s", "Groß STRAẞE", "gross strasse" },
  { "barred", "Łukasz Søren Đorđe", "lukasz soren dorde" },
  { "turkish", "İbrahim Yılmaz", "ibrahim yilmaz" },
  { "vietnamese", "Nguyễn Thị", "nguyen thi" },
  { "russian", "Фёдор", "федор" },
  { "greek-sigma", "Νίκος", "νικοσ" },
  { "ligature", "ﬁnesse", "finesse" },
  { "full-width", "ＤＵＰＯＮＴ１", "dupont1" },
  { "roman-numeral", "Louis Ⅳ", "louis iv" },
  { "digits", "12, rue du 8-Mai", "12 rue du 8 mai" },
  { "soft-hyphen", "Du\xc2\xadpont", "dupont" },
  { "zero-width", "Du\xe2\x80\x8bpont", "du pont" },
  { "emoji", "😀 Jean", "jean" },
  { "hebrew", "שָׁלוֹם", "שלום" },
  { "chinese", "李 小龙", "李 小龙" },
  { "nothing", "-- '' ..", "" },
  { "empty", "", "" },
  { "not-utf8", "Du\xffpont", "du pont" },
};

static void
test_fold (gconstpointer data)
{
  const FoldCase *expected = data;
  g_autofree char *folded = cpx_fold (expected->text);
  g_autofree char *again = cpx_fold (folded);

  g_assert_cmpstr (folded, ==, expected->folded);
  g_assert_cmpstr (again, ==, folded);
}

static void
test_tokens (void)
{
  g_auto(GStrv) words = cpx_fold_tokens (" Jean-Pierre d’Œuf ");
  g_auto(GStrv) none = cpx_fold_tokens (" - ");
  const char *const expected[] = { "jean", "pierre", "d", "oeuf", NULL };

  g_assert_cmpstrv (words, expected);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static void
test_digits (void)
{
  g_autofree char *digits = cpx_fold_digits ("+33 (0)6-12.34 ٥٦");

  g_assert_cmpstr (digits, ==, "33061234");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (fold_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/fold/text/", fold_cases[i].name, NULL);

      g_test_add_data_func (path, &fold_cases[i], test_fold);
    }
  g_test_add_func ("/fold/tokens", test_tokens);
  g_test_add_func ("/fold/digits", test_digits);

  return g_test_run ();
}

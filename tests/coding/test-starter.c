/* test-starter.c: the starter nomenclature is well formed, and each act of it is as the official one says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-starter.h"

#include <cpx-ccam-code.h>
#include <string.h>

static CpxNomenclature *
load (void)
{
  g_autoptr(GError) error = NULL;
  CpxNomenclature *starter = cpx_starter_load (&error);

  g_assert_no_error (error);

  return starter;
}

static void
test_whole (void)
{
  g_autoptr(CpxNomenclature) starter = load ();

  g_assert_true (cpx_nomenclature_is_starter (starter));
  g_assert_cmpstr (cpx_nomenclature_get_version (starter), ==, "78.10");
  g_assert_nonnull (strstr (cpx_nomenclature_get_source (starter), "Licence Ouverte 2.0"));
  g_assert_cmpuint (cpx_nomenclature_get_n_acts (starter), >=, 250);
  g_assert_cmpuint (cpx_nomenclature_get_n_menus (starter), >=, 11);
  for (guint act = 0; act < cpx_nomenclature_get_n_acts (starter); act++)
    {
      CpxCcamAct row = cpx_nomenclature_get_act (starter, act);
      guint activity = cpx_nomenclature_find_activity (starter, act, '1');
      guint phase = cpx_nomenclature_find_phase (starter, activity, 0);
      CpxCcamPrice price;

      g_assert_true (cpx_ccam_code_is_valid (row.code));
      g_assert_cmpuint (row.menu, !=, CPX_CCAM_NONE);
      g_assert_cmpint (cpx_nomenclature_find_price (starter, phase, 3, 20261122, &price), ==, CPX_CCAM_PRICE_KNOWN);
      g_assert_cmpint (price.cents, >, 0);
      g_assert_cmpint (cpx_nomenclature_find_price (starter, phase, 4, 20261122, &price), ==, CPX_CCAM_PRICE_UNKNOWN);
      g_assert_cmpint (cpx_nomenclature_allows_modifier (starter, activity, 'J', 20261122), ==, CPX_CCAM_UNKNOWN);
    }
}

typedef struct
{
  const char *name;
  const char *text;
} BadCase;

#define HEAD "@version\t1\n@effect\t2025-01-01\n@source\tx\n@grid\t3\ts1\n"

static const BadCase bad_cases[] = {
  { "no-head", "Digestif\tHHFA016\t0\t0\t14\tADC\t191.86\tAppendicectomie\n" },
  { "bad-code", HEAD "Digestif\tHHFA16\t0\t0\t14\tADC\t191.86\tAppendicectomie\n" },
  { "bad-price", HEAD "Digestif\tHHFA016\t0\t0\t14\tADC\t191,86\tAppendicectomie\n" },
  { "no-activity", HEAD "Digestif\tHHFA016\t0\t0\t\tADC\t191.86\tAppendicectomie\n" },
  { "no-label", HEAD "Digestif\tHHFA016\t0\t0\t14\tADC\t191.86\t\n" },
  { "bad-kind", HEAD "Digestif\tHHFA016\t3\t0\t14\tADC\t191.86\tAppendicectomie\n" },
  { "short", HEAD "Digestif\tHHFA016\n" },
  { "twice", HEAD "A\tHHFA016\t0\t0\t1\tADC\t191.86\tx\nA\tHHFA016\t0\t0\t1\tADC\t191.86\tx\n" },
  { "bad-rate", HEAD "@association\t2\t1001\n" },
  { "no-rate", HEAD "@association\t2\n" },
  { "bad-day", "@version\t1\n@effect\t2025-02-30\n@source\tx\n" },
};

static void
test_bad (gconstpointer data)
{
  const BadCase *expected = data;
  g_autoptr(GError) error = NULL;

  g_assert_null (cpx_starter_parse (expected->text, &error));
  g_assert_error (error, CPX_NOMENCLATURE_ERROR, CPX_NOMENCLATURE_ERROR_INVALID);
}

/* code, label_short, label_long, act_type, sex… of ../shared/ccam/data/acts.tsv */
static void
test_official (void)
{
  g_autoptr(CpxNomenclature) starter = load ();
  g_autofree char *path = g_build_filename (g_getenv ("CPX_SHARED"), "ccam", "data", "acts.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  guint n_found = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("no official data beside this repository");
      return;
    }
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto(GStrv) columns = g_strsplit (lines[i], "\t", 8);
      guint act = cpx_nomenclature_find_act (starter, columns[0]);
      CpxCcamAct row;

      if (act == CPX_CCAM_NONE)
        continue;
      n_found++;
      row = cpx_nomenclature_get_act (starter, act);
      g_assert_cmpstr (row.long_label, ==, columns[2]);
      g_assert_cmpint (row.kind, ==, columns[3][0] - '0');
      g_assert_cmpint (row.sex, ==, columns[4][0] - '0');
      g_assert_cmpstr (columns[6], ==, "");
    }
  g_assert_cmpuint (n_found, ==, cpx_nomenclature_get_n_acts (starter));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/starter/whole", test_whole);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/starter/bad/", bad_cases[i].name, NULL);

      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }
  g_test_add_func ("/starter/official", test_official);

  return g_test_run ();
}

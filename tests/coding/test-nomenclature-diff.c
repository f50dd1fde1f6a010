/* test-nomenclature-diff.c: what changes from one version to the next, and what is only not known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-nomenclature-diff.h"
#include "cpx-starter.h"
#include "dbf-fixture.h"

#define ROWS(...) ((const char * const[]) { __VA_ARGS__, NULL })

static CpxNomenclature *
load (GHashTable *tables)
{
  CpxTableSource source = { .load = dbf_load, .data = tables };
  CpxCompileCounts counts = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = cpx_nomenclature_compile (&source, "1", &counts, &error);
  CpxNomenclature *nomenclature;

  g_assert_no_error (error);
  nomenclature = cpx_nomenclature_new_from_bytes (bytes, &error);
  g_assert_no_error (error);

  return nomenclature;
}

static void
assert_changes (GPtrArray          *changes,
                const char * const *expected)
{
  guint n = g_strv_length ((char **) expected);

  for (guint i = 0; i < MIN (changes->len, n); i++)
    {
      const CpxCcamChange *change = g_ptr_array_index (changes, i);
      g_autofree char *sentence = cpx_ccam_change_dup_sentence (change);
      g_autofree char *line = g_strdup_printf ("%s %s %u: %s > %s", change->code, cpx_ccam_change_get_token (change),
                                               change->grid, change->before, change->after);

      g_assert_cmpstr (line, ==, expected[i]);
      g_assert_nonnull (g_strstr_len (sentence, -1, change->code));
    }
  g_assert_cmpuint (changes->len, ==, n);
}

static void
test_same (void)
{
  g_autoptr(GHashTable) tables = dbf_distribution ();
  g_autoptr(CpxNomenclature) before = load (tables);
  g_autoptr(CpxNomenclature) after = load (tables);
  g_autoptr(GPtrArray) changes = cpx_nomenclature_diff (before, 20250101, after, 20250101,
                                                        ROWS ("HHFA016", "AHQJ021", "ZZZZ999"));

  assert_changes (changes, ROWS (NULL));
}

/* The same nomenclature on two days: the version that takes effect between them. */
static void
test_days (void)
{
  g_autoptr(GHashTable) tables = dbf_distribution ();
  g_autoptr(CpxNomenclature) nomenclature = load (tables);
  g_autoptr(GPtrArray) changes = cpx_nomenclature_diff (nomenclature, 20241231, nomenclature, 20250101,
                                                        ROWS ("HHFA016"));

  assert_changes (changes, ROWS ("HHFA016 prior_agreement 0: O > N", "HHFA016 price 3: 187.89 > 191.86",
                                 "HHFA016 price 7: 187.89 > "));
}

static void
test_changes (void)
{
  g_autoptr(GHashTable) tables = dbf_distribution ();
  g_autoptr(CpxNomenclature) before = load (tables);
  g_autoptr(CpxNomenclature) after = NULL;
  g_autoptr(GPtrArray) changes = NULL;

  dbf_set (tables, "R_PU_BASE", "AAP_COD C16, GRILLE_COD N3, PU_BASE N7.2, APDT_MODIF D",
           ROWS ("HHFA01610|3|200.00|20241104", "AHQJ02110|3|0.00|20241104"));
  dbf_set (tables, "R_ACTIVITE_MODIFICATEUR", "AA_CODE C14, AADT_MODIF D, MODIFI_COD C1",
           ROWS ("HHFA0161|20241104|J", "HHFA0161|20241104|P"));
  after = load (tables);
  changes = cpx_nomenclature_diff (before, 20250101, after, 20250101, ROWS ("HHFA016", "AHQJ021"));
  assert_changes (changes, ROWS ("HHFA016 price 3: 191.86 > 200.00", "HHFA016 modifiers 0: JU > JP"));
}

/* A starter knows few acts and one grid: what it does not hold does not change. */
static void
test_starter (void)
{
  g_autoptr(GHashTable) tables = dbf_distribution ();
  g_autoptr(CpxNomenclature) starter = cpx_starter_load (NULL);
  g_autoptr(CpxNomenclature) after = load (tables);
  g_autoptr(GPtrArray) changes = cpx_nomenclature_diff (starter, 20250101, after, 20250101,
                                                        ROWS ("AHQJ021", "NEKA020"));

  assert_changes (changes, ROWS ("NEKA020 removed 0: 1 > "));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/nomenclature-diff/same", test_same);
  g_test_add_func ("/nomenclature-diff/days", test_days);
  g_test_add_func ("/nomenclature-diff/changes", test_changes);
  g_test_add_func ("/nomenclature-diff/starter", test_starter);

  return g_test_run ();
}

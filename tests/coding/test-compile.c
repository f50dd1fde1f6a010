/* test-compile.c: from tables to a nomenclature: which day gets which version, and which row is named when it is wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "dbf-fixture.h"

#include <string.h>

#define ROWS(...) ((const char * const[]) { __VA_ARGS__, NULL })

static GBytes *
compile (GHashTable  *tables,
         GError     **error)
{
  CpxTableSource source = { .load = dbf_load, .data = tables };
  CpxCompileCounts counts = { 0 };

  return cpx_nomenclature_compile (&source, "78.10", &counts, error);
}

static CpxNomenclature *
load (GHashTable *tables)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = compile (tables, &error);
  CpxNomenclature *nomenclature;

  g_assert_no_error (error);
  nomenclature = cpx_nomenclature_new_from_bytes (bytes, &error);
  g_assert_no_error (error);

  return nomenclature;
}

typedef struct
{
  const char        *name;
  const char        *code;
  guint              grid;
  CpxDay             day;
  CpxCcamPriceState  state;
  int                cents;
} PriceCase;

static const PriceCase price_cases[] = {
  { "effect", "HHFA016", 3, 20250101, CPX_CCAM_PRICE_KNOWN, 19186 },
  { "decided-not-in-effect", "HHFA016", 3, 20241231, CPX_CCAM_PRICE_KNOWN, 18789 },
  { "first-day", "HHFA016", 3, 20220401, CPX_CCAM_PRICE_KNOWN, 18789 },
  { "before-the-first-version", "HHFA016", 3, 20220331, CPX_CCAM_PRICE_UNKNOWN, 0 },
  { "grid-was-open", "HHFA016", 7, 20241231, CPX_CCAM_PRICE_KNOWN, 18789 },
  { "grid-closed", "HHFA016", 7, 20250101, CPX_CCAM_PRICE_CLOSED, 0 },
  { "zero", "AHQJ021", 3, 20250101, CPX_CCAM_PRICE_KNOWN, 0 },
};

static void
test_price (gconstpointer data)
{
  const PriceCase *expected = data;
  g_autoptr(GHashTable) tables = dbf_distribution ();
  g_autoptr(CpxNomenclature) nomenclature = load (tables);
  guint act = cpx_nomenclature_find_act (nomenclature, expected->code);
  guint phase = cpx_nomenclature_find_phase (nomenclature, cpx_nomenclature_find_activity (nomenclature, act, '1'), 0);
  CpxCcamPrice price;

  g_assert_cmpint (cpx_nomenclature_find_price (nomenclature, phase, expected->grid, expected->day, &price), ==,
                   expected->state);
  g_assert_cmpint (price.cents, ==, expected->cents);
}

/* A later decision for an earlier day; two decisions for one day. */
static void
test_effect_order (void)
{
  g_autoptr(GHashTable) tables = dbf_distribution ();
  g_autoptr(CpxNomenclature) nomenclature = NULL;
  CpxCcamVersion version;
  guint act;

  dbf_set (tables, "R_ACTE",
           "COD_ACTE C13, DT_MODIF D, MENU_COD N6, FRAIDP_COD C1, REMBOU_COD N1, TYPE_COD N1, NOM_COURT C70, "
           "NOM_LONG C16, SEXE N1, DT_CREATIO D, DT_FIN D, ENTENTE C1, DT_EFFET D, DT_JO D, MFIC_PLACE N13.6",
           ROWS ("HHFA016|20241104|3|N|1|0|a|first|0|20050301||N|20250101||",
                 "HHFA016|20241120|3|N|2|0|a|second|0|20050301||N|20241201||",
                 "HHFA016|20220303|3|N|1|0|a|old|0|20050301||N|20220401||",
                 "HHFA016|20241201|3|N|3|0|a|third|0|20050301||N|20250101||",
                 "AHQJ021|20241104|3|||2|s|g|0|20200101||N|20250101||"));
  nomenclature = load (tables);
  act = cpx_nomenclature_find_act (nomenclature, "HHFA016");
  g_assert_cmpstr (cpx_nomenclature_get_long_label (nomenclature, act), ==, "third");
  g_assert_cmpuint (cpx_nomenclature_list_versions (nomenclature, act).n, ==, 3);
  g_assert_true (cpx_nomenclature_find_act_version (nomenclature, act, 20241130, &version));
  g_assert_cmpint (version.refund, ==, CPX_CCAM_REFUND_YES);
  g_assert_true (cpx_nomenclature_find_act_version (nomenclature, act, 20241231, &version));
  g_assert_cmpint (version.refund, ==, CPX_CCAM_REFUND_NO);
  g_assert_true (cpx_nomenclature_find_act_version (nomenclature, act, 20250101, &version));
  g_assert_cmpint (version.refund, ==, CPX_CCAM_REFUND_CONDITIONAL);
}

static void
test_texts (void)
{
  g_autoptr(GHashTable) tables = dbf_distribution ();
  g_autoptr(CpxNomenclature) nomenclature = load (tables);
  guint act = cpx_nomenclature_find_act (nomenclature, "HHFA016");
  guint other = cpx_nomenclature_find_act (nomenclature, "AHQJ021");
  CpxCcamRange notes = cpx_nomenclature_list_notes (nomenclature, CPX_CCAM_NOTE_OF_ACT, act);
  CpxCcamMenu menu = cpx_nomenclature_get_menu (nomenclature, cpx_nomenclature_get_act (nomenclature, act).menu);

  g_assert_cmpstr (cpx_nomenclature_get_long_label (nomenclature, act), ==, "Appendicectomie, par coelio");
  g_assert_cmpstr (cpx_nomenclature_get_long_label (nomenclature, other), ==, "Guidage bioproth. valve");
  g_assert_cmpuint (notes.n, ==, 2);
  g_assert_cmpstr (cpx_nomenclature_get_note (nomenclature, notes.first).text, ==,
                   "l'avis\n- 12345678901234567890123 AHQJ021");
  g_assert_cmpstr (cpx_nomenclature_get_note (nomenclature, notes.first + 1).text, ==, "seconde");
  g_assert_cmpuint (cpx_nomenclature_list_note_links (nomenclature, notes.first).n, ==, 1);
  g_assert_cmpstr (menu.number, ==, "07.02");
}

static void
test_links (void)
{
  g_autoptr(GHashTable) tables = dbf_distribution ();
  g_autoptr(CpxNomenclature) nomenclature = load (tables);
  guint act = cpx_nomenclature_find_act (nomenclature, "HHFA016");
  guint other = cpx_nomenclature_find_act (nomenclature, "AHQJ021");
  guint activity = cpx_nomenclature_find_activity (nomenclature, act, '1');
  guint other_activity = cpx_nomenclature_find_activity (nomenclature, other, '1');
  CpxCcamAssociation association;
  CpxCcamIncompatibility pair;
  CpxCcamVersion version;
  CpxCcamModifierRule rule;

  g_assert_cmpint (cpx_nomenclature_allows_modifier (nomenclature, activity, 'J', 20250101), ==, CPX_CCAM_YES);
  g_assert_cmpint (cpx_nomenclature_allows_modifier (nomenclature, activity, 'Z', 20250101), ==, CPX_CCAM_NO);
  g_assert_cmpint (cpx_nomenclature_allows_modifier (nomenclature, activity, 'J', 20241231), ==, CPX_CCAM_UNKNOWN);
  g_assert_true (cpx_nomenclature_find_association (nomenclature, activity, other_activity, 20250101, &association));
  g_assert_false (cpx_nomenclature_find_association (nomenclature, activity, other_activity, 20241231, &association));
  g_assert_false (cpx_nomenclature_find_incompatibility (nomenclature, act, other, 20250101, NULL));
  g_assert_true (cpx_nomenclature_was_incompatible (nomenclature, act, other, &pair));
  g_assert_true (cpx_nomenclature_find_act_version (nomenclature, act, 20250101, &version));
  g_assert_cmpuint (version.exemptions, ==, 1 << 1);
  g_assert_true (cpx_nomenclature_find_modifier_rule (nomenclature, 'U', 20250101, &rule));
  g_assert_false (rule.may_repeat);
  g_assert_cmpuint (cpx_nomenclature_get_effect (nomenclature), ==, 20250101);
}

typedef struct
{
  const char *name;
  const char *table;
  const char *columns;   /* NULL: the table is not there */
  const char *rows[4];
  const char *says[3];   /* words of the sentence */
} BadCase;

#define PRICES "AAP_COD C16, GRILLE_COD N3, PU_BASE N7.2, APDT_MODIF D"
#define ACTIVITIES "COD_AA C14, DT_MODIF D, ACTE_COD C13, ACDT_MODIF D, ACTIV_COD C1, REGROU_COD C3, CATMED_COD C2"

static const BadCase bad_cases[] = {
  { "missing", "R_PU_BASE", NULL, { NULL }, { "R_PU_BASE" } },
  { "wrong-table", "R_PU_BASE", "COD_MENU N6, LIBELLE C10", { "1|x" }, { "R_PU_BASE", "AAP_COD" } },
  { "no-parent", "R_PU_BASE", PRICES, { "HHFA01610|3|1.00|20241104", "ZZZZ99910|3|1.00|20241104" },
    { "R_PU_BASE", "2", "ZZZZ99910" } },
  { "no-version", "R_PU_BASE", PRICES, { "HHFA01610|3|1.00|20230101" }, { "R_PU_BASE", "1", "2023-01-01" } },
  { "twice", "R_PU_BASE", PRICES, { "HHFA01610|3|1.00|20241104", "HHFA01610|7|1.00|20241104",
    "HHFA01610|3|2.00|20241104" },
    { "R_PU_BASE", "3", "1" } },
  { "no-number", "R_PU_BASE", PRICES, { "HHFA01610|3|1,0x|20241104" }, { "R_PU_BASE", "1", "PU_BASE" } },
  { "no-date", "R_PU_BASE", PRICES, { "HHFA01610|3|1.00|20241304" }, { "R_PU_BASE", "1", "APDT_MODIF" } },
  { "no-act", "R_ACTE_IVITE", ACTIVITIES, { "ZZZZ9991|20241104|ZZZZ999|20241104|1|ADC|99" },
    { "R_ACTE_IVITE", "1", "ZZZZ999" } },
  { "modifier-of-nothing", "R_ACTIVITE_MODIFICATEUR", "AA_CODE C14, AADT_MODIF D, MODIFI_COD C1",
    { "ZZZZ9991|20241104|J" }, { "R_ACTIVITE_MODIFICATEUR", "1", "ZZZZ9991" } },
  { "chapter-of-nothing", "R_MENU", "COD_MENU N6, RANG N6, LIBELLE C254, COD_PERE N6", { "3|2|Appendice|2" },
    { "R_MENU", "1", "2" } },
  { "chapter-ring", "R_MENU", "COD_MENU N6, RANG N6, LIBELLE C254, COD_PERE N6", { "3|2|a|2", "2|1|b|3" },
    { "R_MENU" } },
  { "value-twice", "R_TB19", "DT_DEBUT D, NB_MODIFIC N1, DT_FIN D", { "20050325|4|", "20050325|3|" }, { "R_TB19",
    "2" } },
};

static void
test_bad (gconstpointer data)
{
  const BadCase *expected = data;
  g_autoptr(GHashTable) tables = dbf_distribution ();
  g_autoptr(GError) error = NULL;

  if (expected->columns == NULL)
    g_hash_table_remove (tables, expected->table);
  else
    dbf_set (tables, expected->table, expected->columns, expected->rows);
  g_assert_null (compile (tables, &error));
  g_assert_error (error, CPX_NOMENCLATURE_ERROR, CPX_NOMENCLATURE_ERROR_INVALID);
  for (guint i = 0; i < G_N_ELEMENTS (expected->says) && expected->says[i] != NULL; i++)
    g_assert_nonnull (strstr (error->message, expected->says[i]));
}

/* Each table cut at each length: an error, or, beyond its rows, the end mark alone. */
static void
test_cut (void)
{
  g_autoptr(GHashTable) whole = dbf_distribution ();
  GHashTableIter iter;
  gpointer name, bytes;

  g_hash_table_iter_init (&iter, whole);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      gsize size = g_bytes_get_size (bytes);

      for (gsize length = 0; length + 1 < size; length += 7)
        {
          g_autoptr(GHashTable) tables = dbf_distribution ();
          g_autoptr(GError) error = NULL;

          g_hash_table_replace (tables, g_strdup (name), g_bytes_new_from_bytes (bytes, 0, length));
          g_assert_null (compile (tables, &error));
          g_assert_nonnull (strstr (error->message, name));
        }
    }
}

static void
test_cancel (void)
{
  g_autoptr(GHashTable) tables = dbf_distribution ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  CpxTableSource source = { .load = dbf_load, .data = tables, .cancellable = cancellable };
  CpxCompileCounts counts;

  g_cancellable_cancel (cancellable);
  g_assert_null (cpx_nomenclature_compile (&source, NULL, &counts, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (price_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/compile/price/", price_cases[i].name, NULL);

      g_test_add_data_func (path, &price_cases[i], test_price);
    }
  g_test_add_func ("/compile/effect-order", test_effect_order);
  g_test_add_func ("/compile/texts", test_texts);
  g_test_add_func ("/compile/links", test_links);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/compile/bad/", bad_cases[i].name, NULL);

      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }
  g_test_add_func ("/compile/cut", test_cut);
  g_test_add_func ("/compile/cancel", test_cancel);

  return g_test_run ();
}

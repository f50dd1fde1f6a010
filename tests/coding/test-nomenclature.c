/* test-nomenclature.c: a small nomenclature filled by hand: what is asked at a day, what is not known, damaged bytes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-nomenclature-builder.h"

#include <string.h>

#define ADD(name, ...) cpx_nomenclature_builder_add_##name (builder, __VA_ARGS__)

/* Two versions of an appendicectomy, decided before they take effect; a supplement; a closed act. */
static void
add_appendix (CpxNomenclatureBuilder *builder,
              guint                   menu)
{
  guint act = ADD (act, &(CpxCcamAct) { .code = "HHFA016", .short_label = "appendicectomie",
                                        .long_label = "Appendicectomie, par cœlioscopie", .creation = 20050301,
                                        .effect = 20250101, .menu = menu, .place = 2 });
  guint surgeon = ADD (activity, &(CpxCcamActivity) { act, '1' });
  guint phase = ADD (phase, &(CpxCcamPhase) { surgeon, 0 });
  guint anaesthetist = ADD (activity, &(CpxCcamActivity) { act, '4' });
  guint other = ADD (act, &(CpxCcamAct) { .code = "AAAA001", .menu = menu, .place = 1, .closing = 20200101 });

  ADD (version, &(CpxCcamVersion) { act, { 20250101, 0 }, .modified = 20241104, .refund = CPX_CCAM_REFUND_YES });
  ADD (version, &(CpxCcamVersion) { act, { 20220401, 20241231 }, .modified = 20220303, .exemptions = 1 << 2 });
  ADD (activity_state, &(CpxCcamActivityState) { surgeon, { 20220401, 0 }, "ADC", "99" });
  ADD (phase_state, &(CpxCcamPhaseState) { phase, { 20220401, 20241231 } });
  ADD (phase_state, &(CpxCcamPhaseState) { phase, { 20250101, 0 } });
  ADD (price, &(CpxCcamPrice) { phase, 3, { 20250101, 0 }, 19186 });
  ADD (price, &(CpxCcamPrice) { phase, 3, { 20220401, 20241231 }, 18789 });
  ADD (price, &(CpxCcamPrice) { phase, 7, { 20220401, 20241231 }, 0 });
  ADD (allowed_modifier, &(CpxCcamAllowedModifier) { surgeon, 'J', { 20250101, 0 } });
  ADD (association, &(CpxCcamAssociation) { surgeon, anaesthetist, { 20250101, 0 }, '6' });
  ADD (incompatibility, &(CpxCcamIncompatibility) { other, act, { 20050325, 20050831 } });
  ADD (note, &(CpxCcamNote) { CPX_CCAM_NOTE_OF_ACT, act, 1,
                              "À l'exclusion de : AAAA001, (ZZZZ999) XAAAA001\nHHFA016" });
  ADD (note, &(CpxCcamNote) { CPX_CCAM_NOTE_OF_MENU, menu, 4, "Par abord, on entend" });
}

static GBytes *
build (void)
{
  g_autoptr(CpxNomenclatureBuilder) builder = cpx_nomenclature_builder_new ("78.10", 20250101, "by hand");
  g_autoptr(GError) error = NULL;
  guint root = ADD (menu, &(CpxCcamMenu) { .id = 1, .parent = CPX_CCAM_NONE, .label = "ARBORESCENCE CCAM" });
  guint second = ADD (menu, &(CpxCcamMenu) { .id = 9, .parent = root, .rank = 7, .label = "DIGESTIF" });
  GBytes *bytes;

  ADD (menu, &(CpxCcamMenu) { .id = 2, .parent = root, .rank = 1, .label = "NERVEUX" });
  add_appendix (builder, ADD (menu, &(CpxCcamMenu) { .id = 784, .parent = second, .rank = 3, .label = "Appendice" }));
  ADD (modifier_value, &(CpxCcamModifierValue) { 'J', 0, { 20050901, 20141231 }, 1065, 0, "Par cœlioscopie" });
  ADD (modifier_value, &(CpxCcamModifierValue) { 'U', 3, { 20150101, 0 }, 1000, 2515, "Nuit" });
  ADD (modifier_pair, &(CpxCcamModifierPair) { 'J', 'U', { 20050325, 0 } });
  ADD (holiday, &(CpxCcamHoliday) { 1225, 0, { 20050325, 0 }, 'F' });
  ADD (holiday, &(CpxCcamHoliday) { 1226, 571, { 20050325, 0 }, 'F' });
  ADD (modifier_limit, &(CpxCcamModifierLimit) { { 20050325, 0 }, 4 });
  ADD (label, &(CpxCcamLabel) { CPX_CCAM_LABELS_PHASE, "0", "Phase unique" });
  ADD (label, &(CpxCcamLabel) { CPX_CCAM_LABELS_ACTIVITY, "1", "Chirurgie" });
  bytes = cpx_nomenclature_builder_build (builder, &error);
  g_assert_no_error (error);

  return bytes;
}

static CpxNomenclature *
load (void)
{
  g_autoptr(GBytes) bytes = build ();
  g_autoptr(GError) error = NULL;
  CpxNomenclature *nomenclature = cpx_nomenclature_new_from_bytes (bytes, &error);

  g_assert_no_error (error);

  return nomenclature;
}

static void
test_acts (void)
{
  g_autoptr(CpxNomenclature) nomenclature = load ();
  guint act = cpx_nomenclature_find_act (nomenclature, "hhfa016");
  CpxCcamVersion version;

  g_assert_cmpstr (cpx_nomenclature_get_version (nomenclature), ==, "78.10");
  g_assert_cmpstr (cpx_nomenclature_get_source (nomenclature), ==, "by hand");
  g_assert_cmpuint (cpx_nomenclature_get_effect (nomenclature), ==, 20250101);
  g_assert_false (cpx_nomenclature_is_starter (nomenclature));
  g_assert_cmpuint (cpx_nomenclature_get_n_acts (nomenclature), ==, 2);
  g_assert_cmpuint (act, ==, 1);
  g_assert_cmpstr (cpx_nomenclature_get_code (nomenclature, 0), ==, "AAAA001");
  g_assert_cmpstr (cpx_nomenclature_get_long_label (nomenclature, act), ==, "Appendicectomie, par cœlioscopie");
  g_assert_cmpuint (cpx_nomenclature_find_act (nomenclature, "HHFA017"), ==, CPX_CCAM_NONE);
  g_assert_cmpuint (cpx_nomenclature_list_versions (nomenclature, act).n, ==, 2);
  g_assert_true (cpx_nomenclature_find_act_version (nomenclature, act, 20241231, &version));
  g_assert_cmpuint (version.modified, ==, 20220303);
  g_assert_cmpuint (version.exemptions, ==, 1 << 2);
  g_assert_true (cpx_nomenclature_find_act_version (nomenclature, act, 20250101, &version));
  g_assert_cmpuint (version.modified, ==, 20241104);
  g_assert_false (cpx_nomenclature_find_act_version (nomenclature, act, 20220331, &version));
}

typedef struct
{
  const char        *name;
  guint              grid;
  CpxDay             day;
  CpxCcamPriceState  state;
  int                cents;
} PriceCase;

static const PriceCase price_cases[] = {
  { "today", 3, 20261122, CPX_CCAM_PRICE_KNOWN, 19186 },
  { "effect", 3, 20250101, CPX_CCAM_PRICE_KNOWN, 19186 },
  { "decided-not-in-effect", 3, 20241231, CPX_CCAM_PRICE_KNOWN, 18789 },
  { "zero-is-known", 7, 20241231, CPX_CCAM_PRICE_KNOWN, 0 },
  { "grid-closed", 7, 20250101, CPX_CCAM_PRICE_CLOSED, 0 },
  { "version-not-held", 3, 20220331, CPX_CCAM_PRICE_UNKNOWN, 0 },
  { "not-created", 3, 20050228, CPX_CCAM_PRICE_CLOSED, 0 },
};

static void
test_price (gconstpointer data)
{
  const PriceCase *expected = data;
  g_autoptr(CpxNomenclature) nomenclature = load ();
  guint activity = cpx_nomenclature_find_activity (nomenclature, 1, '1');
  guint phase = cpx_nomenclature_find_phase (nomenclature, activity, 0);
  CpxCcamPrice price;

  g_assert_cmpint (cpx_nomenclature_find_price (nomenclature, phase, expected->grid, expected->day, &price), ==,
                   expected->state);
  g_assert_cmpint (price.cents, ==, expected->cents);
}

static void
test_modifiers (void)
{
  g_autoptr(CpxNomenclature) nomenclature = load ();
  guint activity = cpx_nomenclature_find_activity (nomenclature, 1, '1');
  CpxCcamModifierValue value;

  g_assert_cmpint (cpx_nomenclature_allows_modifier (nomenclature, activity, 'J', 20250101), ==, CPX_CCAM_YES);
  g_assert_cmpint (cpx_nomenclature_allows_modifier (nomenclature, activity, 'U', 20250101), ==, CPX_CCAM_NO);
  g_assert_cmpint (cpx_nomenclature_allows_modifier (nomenclature, activity, 'J', 20241231), ==, CPX_CCAM_UNKNOWN);
  g_assert_cmpint (cpx_nomenclature_allows_modifier (nomenclature, activity, 'J', 20200101), ==, CPX_CCAM_UNKNOWN);
  g_assert_true (cpx_nomenclature_find_modifier_value (nomenclature, 'J', 3, 20141231, &value));
  g_assert_cmpuint (value.coefficient, ==, 1065);
  g_assert_false (cpx_nomenclature_find_modifier_value (nomenclature, 'J', 3, 20150101, &value));
  g_assert_true (cpx_nomenclature_find_modifier_value (nomenclature, 'U', 3, 20150101, &value));
  g_assert_cmpint (value.flat_cents, ==, 2515);
  g_assert_false (cpx_nomenclature_find_modifier_value (nomenclature, 'U', 4, 20150101, &value));
  g_assert_cmpstr (cpx_nomenclature_get_modifier_label (nomenclature, 'J'), ==, "Par cœlioscopie");
  g_assert_null (cpx_nomenclature_get_modifier_label (nomenclature, 'Z'));
  g_assert_cmpint (cpx_nomenclature_may_combine (nomenclature, 'U', 'J', 20250101), ==, CPX_CCAM_YES);
  g_assert_cmpint (cpx_nomenclature_may_combine (nomenclature, 'U', 'U', 20250101), ==, CPX_CCAM_NO);
  g_assert_cmpint (cpx_nomenclature_may_combine (nomenclature, 'U', 'J', 20050101), ==, CPX_CCAM_UNKNOWN);
  g_assert_cmpuint (cpx_nomenclature_get_max_modifiers (nomenclature, 20250101), ==, 4);
  g_assert_cmpuint (cpx_nomenclature_get_max_modifiers (nomenclature, 20050101), ==, 0);
}

static void
test_together (void)
{
  g_autoptr(CpxNomenclature) nomenclature = load ();
  guint surgeon = cpx_nomenclature_find_activity (nomenclature, 1, '1');
  guint anaesthetist = cpx_nomenclature_find_activity (nomenclature, 1, '4');
  g_autoptr(GArray) then = cpx_nomenclature_list_incompatible_acts (nomenclature, 1, 20050601);
  g_autoptr(GArray) now = cpx_nomenclature_list_incompatible_acts (nomenclature, 1, 20250101);
  CpxCcamAssociation association;
  CpxCcamIncompatibility pair;

  g_assert_true (cpx_nomenclature_find_association (nomenclature, surgeon, anaesthetist, 20250101, &association));
  g_assert_cmpint (association.rule, ==, '6');
  g_assert_false (cpx_nomenclature_find_association (nomenclature, anaesthetist, surgeon, 20250101, &association));
  g_assert_false (cpx_nomenclature_find_incompatibility (nomenclature, 1, 0, 20250101, NULL));
  g_assert_true (cpx_nomenclature_find_incompatibility (nomenclature, 1, 0, 20050601, &pair));
  g_assert_true (cpx_nomenclature_was_incompatible (nomenclature, 0, 1, &pair));
  g_assert_cmpuint (pair.span.last, ==, 20050831);
  g_assert_cmpuint (then->len, ==, 1);
  g_assert_cmpuint (now->len, ==, 0);
  g_assert_true (cpx_nomenclature_find_holiday (nomenclature, 20261225, 0, NULL));
  g_assert_true (cpx_nomenclature_find_holiday (nomenclature, 20261225, 571, NULL));
  g_assert_true (cpx_nomenclature_find_holiday (nomenclature, 20261226, 571, NULL));
  g_assert_false (cpx_nomenclature_find_holiday (nomenclature, 20261226, 0, NULL));
}

static void
test_book (void)
{
  g_autoptr(CpxNomenclature) nomenclature = load ();
  CpxCcamAct act = cpx_nomenclature_get_act (nomenclature, 1);
  CpxCcamMenu menu = cpx_nomenclature_get_menu (nomenclature, act.menu);
  CpxCcamRange notes = cpx_nomenclature_list_notes (nomenclature, CPX_CCAM_NOTE_OF_ACT, 1);
  CpxCcamRange links = cpx_nomenclature_list_note_links (nomenclature, notes.first);
  CpxCcamRange acts = cpx_nomenclature_list_menu_acts (nomenclature, act.menu);
  CpxCcamNoteLink link;

  g_assert_cmpuint (cpx_nomenclature_get_n_menus (nomenclature), ==, 4);
  g_assert_cmpstr (menu.number, ==, "07.03");
  g_assert_cmpuint (menu.depth, ==, 2);
  g_assert_cmpuint (menu.parent, ==, 2);
  g_assert_cmpstr (cpx_nomenclature_get_menu (nomenclature, 1).label, ==, "NERVEUX");
  g_assert_cmpuint (cpx_nomenclature_get_menu (nomenclature, 0).end, ==, 4);
  g_assert_cmpuint (cpx_nomenclature_get_menu (nomenclature, 1).end, ==, 2);
  g_assert_cmpuint (acts.n, ==, 2);
  g_assert_cmpuint (cpx_nomenclature_get_menu_act (nomenclature, acts.first).act, ==, 0);
  g_assert_cmpuint (notes.n, ==, 1);
  g_assert_cmpuint (links.n, ==, 2);
  link = cpx_nomenclature_get_note_link (nomenclature, links.first);
  g_assert_cmpuint (link.act, ==, 0);
  g_assert_cmpuint (link.start, ==, strlen ("À l'exclusion de : "));
  g_assert_cmpuint (cpx_nomenclature_list_notes (nomenclature, CPX_CCAM_NOTE_OF_MENU, act.menu).n, ==, 1);
  g_assert_cmpstr (cpx_nomenclature_get_label (nomenclature, CPX_CCAM_LABELS_ACTIVITY, "1"), ==, "Chirurgie");
  g_assert_null (cpx_nomenclature_get_label (nomenclature, CPX_CCAM_LABELS_ACTIVITY, "2"));
}

/* The same rows give the same bytes; a code that is there twice is refused. */
static void
test_build (void)
{
  g_autoptr(GBytes) once = build ();
  g_autoptr(GBytes) again = build ();
  g_autoptr(CpxNomenclatureBuilder) builder = cpx_nomenclature_builder_new ("1", 20250101, "");
  g_autoptr(GError) error = NULL;

  g_assert_true (g_bytes_equal (once, again));
  ADD (act, &(CpxCcamAct) { .code = "HHFA016", .menu = CPX_CCAM_NONE });
  ADD (act, &(CpxCcamAct) { .code = "HHFA016", .menu = CPX_CCAM_NONE });
  g_assert_null (cpx_nomenclature_builder_build (builder, &error));
  g_assert_error (error, CPX_NOMENCLATURE_ERROR, CPX_NOMENCLATURE_ERROR_INVALID);
}

/* Reads whatever a damaged nomenclature that was taken still says. */
static void
read_all (CpxNomenclature *nomenclature)
{
  for (guint act = 0; act < cpx_nomenclature_get_n_acts (nomenclature); act++)
    {
      CpxCcamRange activities = cpx_nomenclature_list_activities (nomenclature, act);

      g_assert_true (g_utf8_validate (cpx_nomenclature_get_long_label (nomenclature, act), -1, NULL));
      for (guint i = activities.first; i < activities.first + activities.n; i++)
        {
          CpxCcamPrice price;
          guint phase = cpx_nomenclature_find_phase (nomenclature, i, 0);

          if (phase != CPX_CCAM_NONE)
            cpx_nomenclature_find_price (nomenclature, phase, 3, 20250101, &price);
        }
    }
}

/* Each byte changed in turn, then each length: an error, or a nomenclature that can be read. */
static void
test_damage (void)
{
  g_autoptr(GBytes) whole = build ();
  gsize size;
  const guint8 *data = g_bytes_get_data (whole, &size);

  for (gsize i = 0; i < 2 * size; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(CpxNomenclature) nomenclature = NULL;
      g_autoptr(GError) error = NULL;

      if (i < size)
        copy[i] ^= 0x81;
      bytes = g_bytes_new (copy, i < size ? size : i - size);
      nomenclature = cpx_nomenclature_new_from_bytes (bytes, &error);
      g_assert_true ((nomenclature == NULL) == (error != NULL));
      if (nomenclature != NULL)
        read_all (nomenclature);
      g_assert_true (i < size || nomenclature == NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/nomenclature/acts", test_acts);
  for (gsize i = 0; i < G_N_ELEMENTS (price_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/nomenclature/price/", price_cases[i].name, NULL);

      g_test_add_data_func (path, &price_cases[i], test_price);
    }
  g_test_add_func ("/nomenclature/modifiers", test_modifiers);
  g_test_add_func ("/nomenclature/together", test_together);
  g_test_add_func ("/nomenclature/book", test_book);
  g_test_add_func ("/nomenclature/build", test_build);
  g_test_add_func ("/nomenclature/damage", test_damage);

  return g_test_run ();
}

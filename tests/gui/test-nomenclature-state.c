/* test-nomenclature-state.c: what the page of the CCAM shows, without a display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nomenclature-fixture.h"

#include "cpx-act-sheet.h"
#include "cpx-ccam-list-state.h"
#include "cpx-ccam-search-state.h"
#include "cpx-ccam-text.h"
#include "cpx-page-state.h"

#include <cpx-starter.h>
#include <string.h>

#define TODAY 20261122

static CpxCcamSheet *
open_sheet (CpxNomenclature *nomenclature,
            const char      *code,
            CpxDay           day)
{
  guint act = cpx_nomenclature_find_act (nomenclature, code);

  g_assert_cmpuint (act, !=, CPX_CCAM_NONE);

  return cpx_act_sheet_compute (nomenclature, act, day, 4);
}

/* All of a section in one line: "caption|markup|value; …". */
static char *
print_section (const CpxCcamSheet *sheet,
               const char         *id)
{
  const CpxSheetSection *section = cpx_ccam_sheet_find (sheet, id);
  GString *text = g_string_new (section == NULL ? "(none)" : NULL);

  for (guint i = 0; section != NULL && i < section->rows->len; i++)
    {
      const CpxSheetRow *row = g_ptr_array_index (section->rows, i);

      g_string_append_printf (text, "%s%s|%s|%s", i > 0 ? "; " : "", row->caption != NULL ? row->caption : "",
                              row->markup, row->value != NULL ? row->value : "");
    }

  return g_string_free (text, FALSE);
}

/* Which section of which act on which day holds what, and what it does not. */
static const struct
{
  const char *name;
  const char *code;
  CpxDay      day;
  const char *section;
  const char *holds;
} sections[] = {
  { "note-link", "HMFC004", TODAY, "notes", "<a href=\"act:LMMC002\">LMMC002</a>" },
  { "note-other-link", "HMFC004", TODAY, "notes", "(<a href=\"act:ZCJA002\">ZCJA002</a>)" },
  { "note-escaped", "HMFC004", TODAY, "notes", "&lt;i&gt;" },
  { "note-type", "HMFC004", TODAY, "notes", "À l'exclusion de|" },
  { "activity", "HMFC004", TODAY, "activities", "Activity 1|Chirurgie, médecine\nBilled as ADC · Actes de chirurgie" },
  { "phase", "HMFC004", TODAY, "activities", "Phase 0, 2 sessions, cabinet charges 12.50 €" },
  { "modifier-rate", "HMFC004", TODAY, "modifiers", "Activity 1|<b>J</b>  Majoration de chirurgie|× 1.065" },
  { "modifier-flat", "HMFC004", TODAY, "modifiers", "Activities 1, 4|<b>U</b>  Urgence de nuit|+ 25.15 €" },
  { "modifier-unknown", "HMFC004", TODAY, "modifiers", "Activity 1|<b>K</b>  |unknown" },
  { "modifier-none", "LMMC002", TODAY, "modifiers", "|None|" },
  { "association", "HMFC004", TODAY, "associations", "act:LMMC002\">LMMC002</a>  Cure de hernie inguinale|1 + 1" },
  { "complementary", "HMFC004", TODAY, "complementary", "act:ZCJA002" },
  { "hostile-label", "HMFC004", TODAY, "complementary", "&lt;b&gt;&amp;amp;" },
  { "supplement", "HMFC004", TODAY, "supplements", "act:YYYY145" },
  { "incompatible-then", "HMFC004", 20240601, "incompatible", "act:LMMC002" },
  { "incompatible-now", "HMFC004", TODAY, "incompatible", "None in force on that day" },
  { "refund", "LMMC002", TODAY, "care", "Refund|Refunded exceptionally|" },
  { "agreement", "HMFC004", TODAY, "care", "Prior agreement|Required|" },
  { "agreement-unknown", "ZCJA002", TODAY, "care", "Prior agreement|Unknown in this version|" },
  { "exemption", "HMFC004", TODAY, "care", "Acte exonérant" },
  { "history-now", "HMFC004", TODAY, "history", "<b>Since 01/01/2025</b>|275.82 €" },
  { "history-then", "HMFC004", TODAY, "history", "<a href=\"day:2020-01-01\">From 01/01/2020 to 31/12/2024</a>" },
  { "created", "HMFC004", TODAY, "history", "Created|01/03/2005" },
  { "closed", "HHFA001", TODAY, "history", "Closed|01/01/2021" },
  { "no-relations-before", "HMFC004", 20100101, "associations", "(none)" },
};

static void
test_section (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(CpxNomenclature) nomenclature = nomenclature_fixture_new ();
  g_autoptr(CpxCcamSheet) sheet = open_sheet (nomenclature, sections[i].code, sections[i].day);
  g_autofree char *text = print_section (sheet, sections[i].section);

  if (strstr (text, sections[i].holds) == NULL)
    g_error ("%s: %s", sections[i].name, text);
}

/* What is said above an act. */
static const struct
{
  const char *name;
  const char *code;
  CpxDay      day;
  const char *notice;  /* (nullable) */
  const char *tags;
} heads[] = {
  { "in-force", "HMFC004", TODAY, NULL, "Isolated act · Refunded · Prior agreement" },
  { "before", "HMFC004", 20241231, NULL, "Isolated act · Refunded" },
  { "too-early", "HMFC004", 20100101, "No version found on the day wanted: the first one here is of 01/01/2020",
    "Isolated act" },
  { "closed", "HHFA001", TODAY, "Closed since 01/01/2021: it is not to be coded any more on that day",
    "Isolated act · Refunded" },
  { "last-day", "HHFA001", 20201231, NULL, "Isolated act · Refunded" },
  { "unknown-refund", "YYYY145", TODAY, NULL, "Complementary act · Refund unknown" },
};

static void
test_head (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(CpxNomenclature) nomenclature = nomenclature_fixture_new ();
  g_autoptr(CpxCcamSheet) sheet = open_sheet (nomenclature, heads[i].code, heads[i].day);
  g_autofree char *tags = NULL;

  g_assert_cmpstr (sheet->notice, ==, heads[i].notice);
  g_ptr_array_add (sheet->tags, NULL);
  tags = g_strjoinv (" · ", (char **) sheet->tags->pdata);
  g_assert_cmpstr (tags, ==, heads[i].tags);
}

static char *
print_prices (const CpxCcamSheet *sheet)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sheet->prices.columns->len; i++)
    g_string_append_printf (text, "[%s]", (char *) g_ptr_array_index (sheet->prices.columns, i));
  for (guint i = 0; i < sheet->prices.rows->len; i++)
    {
      const CpxSheetPrices *row = g_ptr_array_index (sheet->prices.rows, i);

      g_string_append_printf (text, " %s%u", row->own ? "*" : "", row->grid);
      for (guint j = 0; j < sheet->prices.columns->len; j++)
        g_string_append_printf (text, " %s%s%s", row->cells[j].text, row->cells[j].since != NULL ? " " : "",
                                row->cells[j].since != NULL ? row->cells[j].since : "");
    }

  return g_string_free (text, FALSE);
}

/* Prices by grid and day; 4 is one's own. */
static const struct
{
  const char *name;
  const char *code;
  CpxDay      day;
  const char *table;
  const char *hint;
} prices[] = {
  { "now", "HMFC004", TODAY, "[Activity 1][Activity 4] *4 275.82 € since 01/01/2020 – 3 1,293.94 € 149.37 €",
    "Since 01/01/2025 unless told otherwise, version 78.10" },
  { "day-before", "HMFC004", 20241231, "[Activity 1][Activity 4] *4 275.82 € unknown 3 287.85 € unknown",
    "Since 01/01/2020 unless told otherwise, version 78.10" },
  { "unknown", "LMMC002", TODAY, "[Activity 1] *4 unknown", "Version 78.10 holds no price of this act: unknown" },
  { "no-version", "HMFC004", 20100101, "", NULL },
};

static void
test_prices (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(CpxNomenclature) nomenclature = nomenclature_fixture_new ();
  g_autoptr(CpxCcamSheet) sheet = open_sheet (nomenclature, prices[i].code, prices[i].day);
  g_autofree char *table = print_prices (sheet);

  g_assert_cmpstr (table, ==, prices[i].table);
  g_assert_cmpstr (sheet->prices.hint, ==, prices[i].hint);
}

static void
test_menu (void)
{
  g_autoptr(CpxNomenclature) nomenclature = nomenclature_fixture_new ();
  guint menu = cpx_page_state_find_menu (nomenclature, "menu:70");
  g_autoptr(CpxCcamSheet) sheet = NULL;
  g_autoptr(CpxCcamSheet) act = open_sheet (nomenclature, "HMFC004", TODAY);
  g_autofree char *acts = NULL;
  g_autofree char *chapters = NULL;
  g_autofree char *notes = NULL;

  g_assert_cmpuint (menu, !=, CPX_CCAM_NONE);
  sheet = cpx_menu_sheet_compute (nomenclature, menu, TODAY);
  acts = print_section (sheet, "acts");
  chapters = print_section (sheet, "chapters");
  notes = print_section (sheet, "notes");
  g_assert_nonnull (strstr (acts, "act:LMMC002"));
  g_assert_null (strstr (acts, "HHFA001"));   /* closed */
  g_assert_nonnull (strstr (chapters, "<a href=\"menu:71\">07.04  Voies &lt;biliaires&gt;</a>"));
  g_assert_nonnull (strstr (notes, "act:HMFC004"));
  g_assert_cmpstr (act->path, ==,
                   "<a href=\"menu:70\">DIGESTIF</a> › <a href=\"menu:71\">Voies &lt;biliaires&gt;</a>");
}

static void
test_starter_sheet (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxNomenclature) starter = cpx_starter_load (&error);
  g_autoptr(CpxCcamSheet) sheet = open_sheet (starter, "HMFC004", TODAY);
  g_autofree char *modifiers = print_section (sheet, "modifiers");
  g_autofree char *incompatible = print_section (sheet, "incompatible");

  g_assert_no_error (error);
  g_assert_nonnull (strstr (modifiers, "Unknown: this version does not hold them"));
  g_assert_nonnull (strstr (incompatible, "Unknown: the starter nomenclature"));
}

/* What is typed and asked, and the codes that answer. */
static const struct
{
  const char    *name;
  const char    *typed;
  CpxDay         day;
  CpxCcamFilter  filter;
  const char    *codes;
  guint          n_unknown;
} searches[] = {
  { "code", "hmfc004", TODAY, { 0 }, "HMFC004", 0 },
  { "code-begun", "hmf", TODAY, { 0 }, "HMFC004", 0 },
  { "word", "hernie", TODAY, { 0 }, "LMMC002", 0 },
  { "typo", "cholecistectomie", TODAY, { 0 }, "HMFC004", 0 },
  { "closed-by-code", "HHFA001", TODAY, { 0 }, "HHFA001", 0 },
  { "closed-by-word", "appendicectomie", TODAY, { 0 }, "", 0 },
  { "open-then", "appendicectomie", 20200601, { 0 }, "HHFA001", 0 },
  { "nothing", "zzzzzz", TODAY, { 0 }, "", 0 },
  { "one-word-of-two", "hernie zzzzzz", TODAY, { 0 }, "LMMC002", 0 },
  { "hostile", "<script>%n%s</script> \xff", TODAY, { 0 }, "", 0 },
  { "blank", "   ", TODAY, { .kind = CPX_CCAM_KIND_COMPLEMENTARY + 1 }, "YYYY145 ZCJA002", 0 },
  { "activity", "", TODAY, { .activity = '4' }, "HMFC004", 0 },
  { "refund", "", TODAY, { .refund = CPX_CCAM_REFUND_NO }, "ZCJA002", 1 },
  { "agreement", "", TODAY, { .agreement = 'O' }, "HMFC004", 2 },
  { "agreement-then", "", 20240601, { .agreement = 'O' }, "", 2 },
  { "both", "hernie", TODAY, { .refund = CPX_CCAM_REFUND_CONDITIONAL, .activity = '1' }, "LMMC002", 0 },
  { "none-fits", "hernie", TODAY, { .activity = '5' }, "", 0 },
};

static void
test_search (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(CpxNomenclature) nomenclature = nomenclature_fixture_new ();
  g_autoptr(CpxSuggester) suggester = cpx_suggester_new (nomenclature, NULL, NULL);
  g_auto(CpxCcamFound) found =
    cpx_ccam_search_compute (nomenclature, suggester, searches[i].typed, searches[i].day, &searches[i].filter);
  g_autoptr(GString) codes = g_string_new (NULL);

  for (guint j = 0; j < found.acts->len; j++)
    g_string_append_printf (codes, "%s%s", j > 0 ? " " : "",
                            cpx_nomenclature_get_code (nomenclature, g_array_index (found.acts, guint, j)));
  g_assert_cmpstr (codes->str, ==, searches[i].codes);
  g_assert_cmpuint (found.n_found, ==, found.acts->len);
  g_assert_cmpuint (found.n_unknown, ==, searches[i].n_unknown);
}

/* A whole report pasted into the search is cut, not searched for minutes. */
static void
test_search_long (void)
{
  g_autoptr(CpxNomenclature) nomenclature = nomenclature_fixture_new ();
  g_autoptr(CpxSuggester) suggester = cpx_suggester_new (nomenclature, NULL, NULL);
  g_autofree char *report = g_strnfill (1000000, 'x');
  g_auto(CpxCcamFound) found =
    cpx_ccam_search_compute (nomenclature, suggester, report, TODAY, &(CpxCcamFilter) { 0 });

  g_assert_cmpuint (found.n_found, ==, 0);
}

static void
test_choices (void)
{
  g_autoptr(CpxNomenclature) nomenclature = nomenclature_fixture_new ();
  g_autoptr(CpxNomenclature) starter = cpx_starter_load (NULL);
  CpxCcamFilterChoices all = cpx_ccam_filter_get_choices (nomenclature, TODAY);
  CpxCcamFilterChoices few = cpx_ccam_filter_get_choices (starter, TODAY);

  g_assert_true (all.has_refund && all.has_agreement);
  g_assert_false (few.has_refund || few.has_agreement);
}

/* What stands at the left. */
static const struct
{
  const char       *name;
  CpxCcamListInput  input;
  const char       *page;
  const char       *title;  /* (nullable) */
  const char       *foot;   /* (nullable) */
  gboolean          shelves;
} lists[] = {
  { "loading", { .loading = TRUE, .typed = "" }, "loading", NULL, NULL, FALSE },
  { "failure", { .loading = TRUE, .failure = "damaged", .typed = "" }, "nothing", "The CCAM could not be opened", NULL,
    FALSE },
  { "chapters", { .typed = "", .n_acts = 5 }, "chapters", NULL, "5 acts", TRUE },
  { "favourites", { .typed = "", .shelf = CPX_CCAM_SHELF_FAVOURITES, .n_favourites = 1 }, "favourites", NULL,
    "1 favourite", TRUE },
  { "no-favourites", { .typed = "", .shelf = CPX_CCAM_SHELF_FAVOURITES }, "nothing", "No favourites yet", NULL, TRUE },
  { "used", { .typed = "", .shelf = CPX_CCAM_SHELF_USED, .used = CPX_USED_ACTS_PRACTICE }, "used", NULL,
    "As recorded in this practice", TRUE },
  { "used-own", { .typed = "", .shelf = CPX_CCAM_SHELF_USED, .used = CPX_USED_ACTS_OWN }, "used", NULL,
    "As you recorded them", TRUE },
  { "used-volumes", { .typed = "", .shelf = CPX_CCAM_SHELF_USED, .used = CPX_USED_ACTS_VOLUMES }, "used", NULL,
    "As the imported volumes count them", TRUE },
  { "used-nobody", { .typed = "", .shelf = CPX_CCAM_SHELF_USED }, "nothing", "Nothing counted yet", NULL, TRUE },
  { "results", { .typed = "x", .n_found = 2, .n_shown = 2 }, "results", NULL, "2 acts", FALSE },
  { "many", { .typed = "x", .n_found = 900, .n_shown = 200 }, "results", NULL, "900 acts, the first 200 shown", FALSE },
  { "left-out", { .typed = "", .filtered = TRUE, .n_found = 1, .n_shown = 1, .n_unknown = 3 }, "results", NULL,
    "1 act, 3 left out: this version does not tell", FALSE },
  { "unheard", { .typed = "x", .n_found = 1, .n_shown = 1, .unheard = "foo, bar" }, "results", NULL,
    "1 act; no act has “foo, bar”", FALSE },
  { "no-hit-unheard", { .typed = "x", .unheard = "x" }, "nothing", "No act found", "0 acts", FALSE },
  { "no-hit", { .typed = "x" }, "nothing", "No act found", "0 acts", FALSE },
  { "blank-is-nothing", { .typed = "  ", .n_acts = 1 }, "chapters", NULL, "1 act", TRUE },
};

static void
test_list (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_auto(CpxCcamListState) state = cpx_ccam_list_state_compute (&lists[i].input);

  g_assert_cmpstr (state.page, ==, lists[i].page);
  g_assert_cmpstr (state.title, ==, lists[i].title);
  g_assert_cmpstr (state.foot, ==, lists[i].foot);
  g_assert_cmpint (state.shelves, ==, lists[i].shelves);
}

/* Where a link leads. */
static const struct
{
  const char *name;
  const char *place;
  const char *page;
  const char *title;  /* (nullable) */
} places[] = {
  { "act", "act:HMFC004", "sheet", NULL },
  { "menu", "menu:71", "sheet", NULL },
  { "unknown-act", "act:ZZZZ999", "nothing", "No version of ZZZZ999 found on the day wanted" },
  { "unknown-menu", "menu:999", "nothing", "No such chapter in this version" },
  { "no-number", "menu:x", "nothing", "No such chapter in this version" },
  { "hostile", "javascript:alert(1)", "nothing", "No such chapter in this version" },
  { "nowhere", NULL, "nothing", "No act open" },
};

static void
test_place (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(CpxNomenclature) nomenclature = nomenclature_fixture_new ();
  CpxPageInput input = { nomenclature, places[i].place, TODAY };
  g_auto(CpxPageState) state = cpx_page_state_compute (&input);

  g_assert_cmpstr (state.page, ==, places[i].page);
  if (g_str_equal (state.page, "nothing"))
    g_assert_cmpstr (state.title, ==, places[i].title);
  else
    g_assert_true (state.act != CPX_CCAM_NONE || state.menu != CPX_CCAM_NONE);
  g_assert_null (state.starter);
}

static void
test_starter_place (void)
{
  g_autoptr(CpxNomenclature) starter = cpx_starter_load (NULL);
  CpxPageInput input = { starter, NULL, TODAY };
  g_auto(CpxPageState) state = cpx_page_state_compute (&input);

  g_assert_nonnull (strstr (state.starter, "Import the official CCAM"));
}

static void
test_texts (void)
{
  static const struct { int cents; const char *text; } amounts[] = {
    { 0, "0.00 €" }, { 5, "0.05 €" }, { 29394, "293.94 €" }, { 100000, "1,000.00 €" }, { 12345678, "123,456.78 €" },
  };
  CpxDay day;

  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autofree char *text = cpx_ccam_text_dup_amount (amounts[i].cents);

      g_assert_cmpstr (text, ==, amounts[i].text);
    }
  g_assert_true (cpx_page_state_parse_day ("day:2020-01-01", &day));
  g_assert_cmpuint (day, ==, 20200101);
  g_assert_false (cpx_page_state_parse_day ("day:2020-13-01", &day));
  g_assert_false (cpx_page_state_parse_day ("act:HMFC004", &day));
}

#define ADD_TABLE(table, folder, func) \
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) \
    { \
      g_autofree char *path = g_strdup_printf ("/nomenclature-state/" folder "/%s", table[i].name); \
 \
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), func); \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_TABLE (sections, "section", test_section);
  ADD_TABLE (heads, "head", test_head);
  ADD_TABLE (prices, "prices", test_prices);
  ADD_TABLE (searches, "search", test_search);
  ADD_TABLE (lists, "list", test_list);
  ADD_TABLE (places, "place", test_place);
  g_test_add_func ("/nomenclature-state/menu", test_menu);
  g_test_add_func ("/nomenclature-state/starter-sheet", test_starter_sheet);
  g_test_add_func ("/nomenclature-state/starter-place", test_starter_place);
  g_test_add_func ("/nomenclature-state/search-long", test_search_long);
  g_test_add_func ("/nomenclature-state/choices", test_choices);
  g_test_add_func ("/nomenclature-state/texts", test_texts);

  return g_test_run ();
}

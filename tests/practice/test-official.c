/* test-official.c: rules and prices against the whole official distribution, where it is at hand: $CPX_SHARED/ccam.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-table-files.h"

#include <cpx-coding-check.h>
#include <cpx-nomenclature-compile.h>

#include <string.h>

#define ARCHIVES "ccam/dbf/zip"
#define HISTORY  "ccam/data/tariffs_history.tsv.gz"

static char *
find_shared (const char *name)
{
  const char *folder = g_getenv ("CPX_SHARED");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  return path != NULL && g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

static GBytes *
load_table (const char  *table,
            gpointer     files,
            GError     **error)
{
  return cpx_table_files_load (files, table, error);
}

/* Compiled once; NULL and a test that is skipped by name when the files are not there. */
static CpxNomenclature *
get_official (void)
{
  static CpxNomenclature *official;
  g_autofree char *path = find_shared (ARCHIVES);
  const char *paths[] = { path, NULL };
  g_autoptr(CpxTableFiles) files = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  CpxCompileCounts counts;

  if (path == NULL)
    g_test_skip ("no " ARCHIVES " in CPX_SHARED");
  if (path == NULL || official != NULL)
    return official;
  files = cpx_table_files_new (paths, &error);
  g_assert_no_error (error);
  bytes = cpx_nomenclature_compile (&(CpxTableSource) { .load = load_table, .data = files }, "78.10", &counts, &error);
  g_assert_no_error (error);
  official = cpx_nomenclature_new_from_bytes (bytes, &error);
  g_assert_no_error (error);

  return official;
}

static CpxCodingContext
make_context (CpxDay day)
{
  CpxCodingContext context;

  cpx_coding_context_init (&context, day);
  context.minute = 10 * 60;
  context.age_months = 45 * 12;
  context.sex = CPX_SEX_WOMAN;

  return context;
}

static CpxCodingResult *
check (CpxNomenclature *nomenclature,
       CpxDay           day,
       const char      *first,
       const char      *second)
{
  CpxCodingContext context = make_context (day);
  CpxCodingLine lines[2];
  g_autoptr(CpxCodingDraft) draft = NULL;

  cpx_coding_line_init (&lines[0], first);
  cpx_coding_line_init (&lines[1], second != NULL ? second : "");
  draft = cpx_coding_draft_new (&context, lines, second != NULL ? 2 : 1);

  return cpx_coding_check (draft, nomenclature);
}

/* RULES 5: 293.94 + 95.93 on the prices of V78.10; the year before, the older prices. */
static void
test_example (void)
{
  CpxNomenclature *official = get_official ();
  g_autoptr(CpxCodingResult) now = NULL;
  g_autoptr(CpxCodingResult) before = NULL;

  if (official == NULL)
    return;
  now = check (official, 20250101, "HMFC004", "HHFA016");
  g_assert_cmpint (cpx_coding_result_get_total (now, 0)->base_cents, ==, 38987);
  g_assert_false (cpx_coding_result_is_blocked (now));
  before = check (official, 20241231, "HHFA016", NULL);
  g_assert_cmpint (cpx_coding_result_get_total (before, 0)->base_cents, ==, 18789);
}

/* The values that changed since 2014 are not in this distribution: unknown, not guessed. */
static void
test_unknown_values (void)
{
  static const char letters[] = "JKTO";
  CpxNomenclature *official = get_official ();

  for (guint i = 0; official != NULL && letters[i] != '\0'; i++)
    {
      CpxCodingContext context = make_context (20250304);
      CpxCodingLine line;
      g_autoptr(CpxCodingDraft) draft = NULL;
      g_autoptr(CpxCodingResult) result = NULL;

      cpx_coding_line_init (&line, "HHFA016");
      line.modifiers[0] = letters[i];
      draft = cpx_coding_draft_new (&context, &line, 1);
      result = cpx_coding_check (draft, official);
      g_assert_cmpint (cpx_coding_result_get_line (result, 0)->gap, ==, CPX_PRICE_NO_MODIFIER_VALUE);
      g_assert_false (cpx_coding_result_get_total (result, 0)->is_known);
    }
}

static const char *
find_grid_label (CpxNomenclature *nomenclature,
                 int              grid)
{
  CpxCcamRange range = cpx_nomenclature_list_grids (nomenclature);

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamGrid row = cpx_nomenclature_get_grid (nomenclature, i);

      if (row.grid == (guint) grid)
        return row.label;
    }

  return NULL;
}

/* Our table against the labels of R_TB23. */
static void
test_grid_labels (void)
{
  static const char * const words[CPX_N_SPECIALTIES] = {
    [CPX_SPECIALTY_SURGEON] = "Spé chir", [CPX_SPECIALTY_ANAESTHETIST] = "Anesthésistes",
    [CPX_SPECIALTY_GENERAL_PRACTITIONER] = "Généralistes", [CPX_SPECIALTY_PAEDIATRICIAN] = "Pédiatres",
    [CPX_SPECIALTY_DENTIST] = "dentistes", [CPX_SPECIALTY_MIDWIFE] = "Sages-femmes", [CPX_SPECIALTY_OTHER] = "Autres",
  };
  CpxNomenclature *official = get_official ();
  gsize n_rules;
  const CpxGridRule *rules = cpx_grid_rule_list (&n_rules);

  for (gsize i = 0; official != NULL && i < n_rules; i++)
    {
      const char *label = find_grid_label (official, rules[i].grid);

      g_assert_nonnull (label);
      if (rules[i].sure)
        g_assert_nonnull (strstr (label, words[rules[i].specialty]));
      if (rules[i].conventions == 1u << CPX_CONVENTION_NONE)
        g_assert_nonnull (strstr (label, "non conventionné"));
    }
}

/* No act brings the rules down, and an act that can be billed has a price. */
static void
test_all_acts (void)
{
  CpxNomenclature *official = get_official ();
  guint n_known = 0;

  for (guint act = 0; official != NULL && act < cpx_nomenclature_get_n_acts (official); act++)
    {
      g_autoptr(CpxCodingResult) result = check (official, 20250304, cpx_nomenclature_get_code (official, act),
                                                 "HMFC004");

      n_known += cpx_coding_result_get_line (result, 0)->gap == CPX_PRICE_KNOWN;
    }
  if (official != NULL)
    g_assert_cmpuint (n_known, >, 8000);
}

/* By line: splitting the whole text takes the sanitizers' checks of strings minutes. */
static GStrv
read_compressed_lines (const char *path)
{
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GInputStream) raw = G_INPUT_STREAM (g_file_read (file, NULL, NULL));
  g_autoptr(GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr(GInputStream) plain = g_converter_input_stream_new (raw, converter);
  g_autoptr(GDataInputStream) stream = g_data_input_stream_new (plain);
  g_autoptr(GError) error = NULL;
  char *line;

  while ((line = g_data_input_stream_read_line (stream, NULL, NULL, &error)) != NULL)
    {
      g_strv_builder_add (lines, line);
      g_free (line);
    }
  g_assert_no_error (error);

  return g_strv_builder_end (lines);
}

static gint64
to_cents (const char *euros)
{
  g_auto(GStrv) parts = g_strsplit (euros, ".", 2);

  return g_ascii_strtoll (parts[0], NULL, 10) * 100 + (parts[1] != NULL ? g_ascii_strtoll (parts[1], NULL, 10) : 0);
}

/* Trap 1: on each day a price changed, and on the day before, for the acts whose versions are all there. */
static void
test_history (void)
{
  CpxNomenclature *official = get_official ();
  g_autofree char *path = find_shared (HISTORY);
  g_auto(GStrv) rows = official != NULL && path != NULL ? read_compressed_lines (path) : NULL;
  guint n_rows = rows != NULL ? g_strv_length (rows) : 0;
  guint n_compared = 0;

  for (guint i = 1; i + 1 < n_rows; i++)
    {
      g_auto(GStrv) row = g_strsplit (rows[i], "\t", 6);
      g_auto(GStrv) next = g_strsplit (rows[i + 1], "\t", 6);
      CpxDay day;

      if (g_strv_length (next) < 6 || strcmp (row[3], "3") != 0 || strcmp (next[3], "3") != 0 || *row[5] == '\0'
          || strcmp (row[1], "1") != 0 || strcmp (row[2], "0") != 0 || strcmp (row[0], next[0]) != 0
          || strcmp (next[1], "1") != 0 || strcmp (next[2], "0") != 0 || !cpx_day_parse_iso (next[4], &day)
          || cpx_nomenclature_find_act (official, row[0]) == CPX_CCAM_NONE)
        continue;
      {
        g_autoptr(CpxCodingResult) before = check (official, cpx_day_add (day, -1), row[0], NULL);
        const CpxPricedLine *price = cpx_coding_result_get_line (before, 0);

        if (price->gap != CPX_PRICE_KNOWN)   /* one version alone is supplied of most acts */
          continue;
        g_assert_cmpint (price->base_cents, ==, to_cents (row[5]));
        n_compared++;
      }
    }
  if (rows != NULL)
    g_assert_cmpuint (n_compared, >, 500);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/official/example", test_example);
  g_test_add_func ("/official/unknown-values", test_unknown_values);
  g_test_add_func ("/official/grid-labels", test_grid_labels);
  g_test_add_func ("/official/all-acts", test_all_acts);
  g_test_add_func ("/official/history", test_history);

  return g_test_run ();
}

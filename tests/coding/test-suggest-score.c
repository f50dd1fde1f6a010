/* test-suggest-score.c: the development cases of ../shared, so that a change that spoils the ranking is seen.
 *
 * The thresholds lie well below what was reached: they guard, they are no aim. Skipped by name where the cases are not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ccam-tables.h"
#include "cpx-act-search.h"

#include <string.h>

#define N_BINS 10

/* What was counted over a file of cases. */
typedef struct
{
  guint  n;
  guint  n_titles;
  guint  first;
  guint  first_of_titles;
  guint  in_five;
  guint  in_five_of_titles;
  double right[N_BINS];
  double said[N_BINS];
} Score;

static gboolean
is_good (char      **fields,
         const char *code)
{
  g_auto(GStrv) codes = g_strsplit (fields[2], "|", -1);
  gboolean several = strstr (fields[4], "multi-act") != NULL;

  for (guint i = 0; codes[i] != NULL && (i == 0 || !several); i++)
    {
      if (g_str_equal (codes[i], code))
        return TRUE;
    }

  return FALSE;
}

static guint
find_rank (char     **fields,
           GPtrArray *suggestions)
{
  guint rank = 0;

  while (rank < suggestions->len &&
         !is_good (fields, cpx_suggestion_get_fields (g_ptr_array_index (suggestions, rank))->code))
    rank++;

  return rank < suggestions->len ? rank : G_MAXUINT;
}

static void
score_case (CpxSuggester  *suggester,
            char         **fields,
            Score         *score)
{
  CpxSuggestContext context = { .specialty = fields[3], .day = 20261122 };
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, fields[1], &context, 5);
  guint rank = find_rank (fields, suggestions);
  gboolean title = strstr (fields[4], "title") != NULL;
  double p = suggestions->len > 0 ? cpx_suggestion_get_fields (g_ptr_array_index (suggestions, 0))->probability : 0;
  guint bin = MIN ((guint) (p * N_BINS), N_BINS - 1);

  score->n++;
  score->n_titles += title;
  score->first += rank == 0;
  score->first_of_titles += title && rank == 0;
  score->in_five += rank < 5;
  score->in_five_of_titles += title && rank < 5;
  score->right[bin] += rank == 0;
  score->said[bin] += p;
}

static void
score_file (CpxSuggester *suggester,
            const char   *name,
            Score        *score)
{
  g_autofree char *path = ccam_tables_path (name);
  g_auto(GStrv) lines = ccam_tables_read_lines (path);

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i], "\t", -1);

      if (g_strv_length (fields) >= 5)
        score_case (suggester, fields, score);
    }
}

static double
calibration_error (const Score *score)
{
  double sum = 0;

  for (guint i = 0; i < N_BINS; i++)
    sum += ABS (score->right[i] - score->said[i]);

  return sum / MAX (score->n, 1);
}

static void
test_score (gconstpointer data)
{
  gboolean with_volumes = GPOINTER_TO_INT (data);
  g_autofree char *cases = ccam_tables_path ("eval/dev.tsv");
  g_autoptr(CcamTables) tables = NULL;
  g_autoptr(CpxActVolumes) volumes = NULL;
  g_autoptr(CpxSuggester) suggester = NULL;
  const CpxActText *acts;
  guint n_acts;
  Score score = { 0 };

  if (!ccam_tables_are_there () || !g_file_test (cases, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the development cases are not here (CPX_SHARED)");
      return;
    }
  tables = ccam_tables_load ();
  volumes = with_volumes ? ccam_tables_load_volumes () : NULL;
  acts = ccam_tables_get_acts (tables, &n_acts);
  suggester = cpx_suggester_new_for_acts (acts, n_acts, volumes, NULL);
  score_file (suggester, "eval/dev.tsv", &score);
  score_file (suggester, "eval/composed_dev.tsv", &score);
  g_test_message ("%u cases: first %u, in five %u; %u titles: first %u, in five %u; calibration error %.3f", score.n,
                  score.first, score.in_five, score.n_titles, score.first_of_titles, score.in_five_of_titles,
                  calibration_error (&score));
  g_assert_cmpuint (score.first * 100, >=, score.n * 72);
  g_assert_cmpuint (score.in_five * 100, >=, score.n * 87);
  g_assert_cmpuint (score.first_of_titles * 100, >=, score.n_titles * 83);
  g_assert_cmpuint (score.in_five_of_titles * 100, >=, score.n_titles * 93);
  g_assert_cmpfloat (calibration_error (&score), <, 0.06);
}

static void
check_codes (const CpxActIndex *index,
             const char        *codes,
             guint              line)
{
  g_auto(GStrv) all = g_strsplit (codes, "|", -1);
  guint act;

  for (guint i = 0; all[i] != NULL; i++)
    {
      if (!cpx_act_index_find (index, all[i], &act))
        g_error ("line %u of the made cases names no act: %s", line, all[i]);
    }
}

/* Counts the texts of a column, parted by "|", whose first answer is one of the codes. */
static void
score_made (CpxSuggester *suggester,
            char        **fields,
            guint         column,
            guint        *n,
            guint        *first)
{
  CpxSuggestContext context = { .specialty = fields[1], .day = 20261122 };
  g_auto(GStrv) texts = g_strsplit (fields[column], "|", -1);
  g_auto(GStrv) codes = g_strsplit (fields[0], "|", -1);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, texts[i], &context, 1);

      *n += 1;
      *first += suggestions->len > 0 &&
        g_strv_contains ((const char * const *) codes,
                         cpx_suggestion_get_fields (g_ptr_array_index (suggestions, 0))->code);
    }
}

typedef struct
{
  const char *file;
  guint       n_fields;
  guint       column;     /* of the texts */
  guint       at_least;   /* per cent whose first answer is right */
  gboolean    further;    /* the third column holds the codes of further acts */
} MadeFile;

static const MadeFile made_files[] = {
  { "made-gestures.tsv", 6, 2, 80 }, { "made-gestures.tsv", 6, 3, 80 }, { "made-sentences.tsv", 3, 2, 60 },
  { "made-notes.tsv", 4, 3, 55, TRUE },
};

/* What the model is fitted on: each line names acts that exist, and most are answered. */
static void
test_made (gconstpointer data)
{
  const MadeFile *made = data;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "coding", made->file, NULL);
  g_auto(GStrv) lines = ccam_tables_read_lines (path);
  g_autoptr(CcamTables) tables = NULL;
  g_autoptr(CpxSuggester) suggester = NULL;
  const CpxActText *acts;
  guint n_acts;
  guint n = 0;
  guint first = 0;

  if (!ccam_tables_are_there ())
    {
      g_test_skip ("the full nomenclature is not here (CPX_SHARED)");
      return;
    }
  tables = ccam_tables_load ();
  acts = ccam_tables_get_acts (tables, &n_acts);
  suggester = cpx_suggester_new_for_acts (acts, n_acts, NULL, NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i], "\t", -1);

      if (*lines[i] == '#' || *lines[i] == '\0')
        continue;
      g_assert_cmpuint (g_strv_length (fields), ==, made->n_fields);
      check_codes (cpx_suggester_get_index (suggester), fields[0], i + 1);
      if (made->further && *fields[2] != '\0')
        check_codes (cpx_suggester_get_index (suggester), fields[2], i + 1);
      score_made (suggester, fields, made->column, &n, &first);
    }
  g_test_message ("%s: %u of %u first", made->file, first, n);
  g_assert_cmpuint (first * 100, >=, n * made->at_least);
}

/* Whether the first answer is none, or not enough evidence. */
static gboolean
abstains (CpxSuggester *suggester,
          const char   *text,
          const char   *specialty)
{
  CpxSuggestContext context = { .specialty = specialty, .day = 20261122 };
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, text, &context, 1);

  return suggestions->len == 0 ||
         cpx_suggestion_get_fields (g_ptr_array_index (suggestions, 0))->probability < CPX_SUGGESTION_ENOUGH;
}

static CpxSuggester *
make_suggester (void)
{
  g_autoptr(CcamTables) tables = ccam_tables_load ();
  g_autoptr(CpxActVolumes) volumes = ccam_tables_load_volumes ();
  guint n_acts;
  const CpxActText *acts = ccam_tables_get_acts (tables, &n_acts);

  return cpx_suggester_new_for_acts (acts, n_acts, volumes, NULL);
}

/* Texts that tell no gesture. */
static void
test_nothing (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "coding", "made-nothing.tsv", NULL);
  g_auto(GStrv) lines = ccam_tables_read_lines (path);
  g_autoptr(CpxSuggester) suggester = NULL;
  guint n = 0;
  guint none = 0;

  if (!ccam_tables_are_there ())
    {
      g_test_skip ("the full nomenclature is not here (CPX_SHARED)");
      return;
    }
  suggester = make_suggester ();
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] == '#' || *lines[i] == '\0')
        continue;
      n++;
      none += abstains (suggester, lines[i], NULL);
    }
  g_test_message ("made-nothing.tsv: %u of %u without enough evidence", none, n);
  g_assert_cmpuint (none * 100, >=, n * 80);
}

/* Titles whose gesture was not done. */
static void
test_denied (gconstpointer data)
{
  const char *format = data;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "coding", "made-gestures.tsv", NULL);
  g_auto(GStrv) lines = ccam_tables_read_lines (path);
  g_auto(GStrv) words = g_strsplit (format, "{}", 2);
  g_autoptr(CpxSuggester) suggester = NULL;
  guint n = 0;
  guint none = 0;

  if (!ccam_tables_are_there ())
    {
      g_test_skip ("the full nomenclature is not here (CPX_SHARED)");
      return;
    }
  suggester = make_suggester ();
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i], "\t", -1);
      g_autofree char *text = NULL;

      if (*lines[i] == '#' || g_strv_length (fields) < 4)
        continue;
      text = g_strconcat (words[0], fields[3], words[1], NULL);
      n++;
      none += abstains (suggester, text, fields[1]);
    }
  g_test_message ("“%s”: %u of %u without enough evidence", format, none, n);
  g_assert_cmpuint (none * 100, >=, n * 85);
}

static const char * const denials[] = {
  "{} n’a pas été réalisée", "On renonce à {}.", "Pas d’indication à {}", "{} : non",
};

typedef struct
{
  const char *typed;
  const char *code;
} SearchCase;

/* The act looked for is among the first five. */
static const SearchCase search_cases[] = {
  { "HMFC004", "HMFC004" }, { "hmfc", "HMFC004" }, { "cholecystectomie", "HMFC004" }, { "cholecys", "HMFC004" },
  { "cholecistectomie coelio", "HMFC004" }, { "appendicectomie coelioscopie", "HHFA016" }, { "pth", "NEKA020" },
  { "canal carpien", "AHPA009" }, { "posthec", "JHFA009" }, { "canaux carpiens", "AHPA009" },
  { "pth de hanche droite xyzzyqw", "NEKA020" },
};

static void
test_search (void)
{
  g_autoptr(CcamTables) tables = NULL;
  g_autoptr(CpxActVolumes) volumes = NULL;
  g_autoptr(CpxSuggester) suggester = NULL;
  const CpxActText *acts;
  guint n_acts;

  if (!ccam_tables_are_there ())
    {
      g_test_skip ("the full nomenclature is not here (CPX_SHARED)");
      return;
    }
  tables = ccam_tables_load ();
  volumes = ccam_tables_load_volumes ();
  acts = ccam_tables_get_acts (tables, &n_acts);
  suggester = cpx_suggester_new_for_acts (acts, n_acts, volumes, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (search_cases); i++)
    {
      g_autoptr(GArray) found = cpx_act_search (suggester, search_cases[i].typed, 20261122, 5, NULL);
      gboolean there = FALSE;

      for (guint j = 0; j < found->len; j++)
        there = there || g_str_equal (cpx_act_index_get_code (cpx_suggester_get_index (suggester),
                                                              g_array_index (found, CpxActFound, j).act),
                                      search_cases[i].code);
      if (!there)
        g_error ("“%s” does not find %s", search_cases[i].typed, search_cases[i].code);
    }
}

static void
test_search_nothing (void)
{
  static const CpxActText acts[] = { { "HMFC004", "Cholécystectomie, par coelioscopie", NULL, NULL, 0, 0 } };
  static const char * const typed[] = { "", " ", "zzzzzz", "\xff", "de", "%s", "AAAA" };
  g_autoptr(CpxSuggester) suggester = cpx_suggester_new_for_acts (acts, G_N_ELEMENTS (acts), NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr(GArray) found = cpx_act_search (suggester, typed[i], 20261122, 5, NULL);

      g_assert_cmpuint (found->len, <=, 1);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/suggest-score/with-volumes", GINT_TO_POINTER (TRUE), test_score);
  g_test_add_data_func ("/suggest-score/without-volumes", GINT_TO_POINTER (FALSE), test_score);
  for (gsize i = 0; i < G_N_ELEMENTS (made_files); i++)
    {
      g_autofree char *name = g_strdup_printf ("/suggest-score/made/%s/%u", made_files[i].file, made_files[i].column);

      g_test_add_data_func (name, &made_files[i], test_made);
    }
  g_test_add_func ("/suggest-score/nothing", test_nothing);
  for (gsize i = 0; i < G_N_ELEMENTS (denials); i++)
    {
      g_autofree char *name = g_strdup_printf ("/suggest-score/denied/%" G_GSIZE_FORMAT, i);

      g_test_add_data_func (name, denials[i], test_denied);
    }
  g_test_add_func ("/suggest-score/search", test_search);
  g_test_add_func ("/suggest-score/search-nothing", test_search_nothing);

  return g_test_run ();
}

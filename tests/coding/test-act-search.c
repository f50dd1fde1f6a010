/* test-act-search.c: acts found by codes and words, among those that each practice has.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-search.h"

#include "ccam-tables.h"
#include "cpx-starter.h"

#include <string.h>

#define DAY   20260309
#define LIMIT 30

typedef struct
{
  const char *name;
  const char *typed;
  const char *first;   /* NULL: none is found */
  const char *unheard; /* words that no act has */
} SearchCase;

static const SearchCase search_cases[] = {
  { "code", "HMFC004", "HMFC004", "" },
  { "code-begun", "hmfc00", "HMFC004", "" },
  { "word", "appendicectomie", "HHFA016", "" },
  { "word-begun", "appendic", "HHFA016", "" },
  { "unaccented", "cholecystectomie par coelioscopie", "HMFC004", "" },
  { "spaces", "  appendicectomie  ", "HHFA016", "" },
  { "misspelt", "appendicectomei", "HHFA016", "" },
  { "plural-oux", "prothese totale des genoux", "NFKA007", "" },
  { "plural-aux", "canaux carpiens", "AHPA009", "" },
  { "plural-begun", "canaux carp", "AHPA009", "" },
  { "no-word", "xyzzyqw", NULL, "xyzzyqw" },
  { "one-word-of-two", "appendicectomie xyzzyqw", "HHFA016", "xyzzyqw" },
  { "first-of-two", "xyzzyqw appendicectomie", "HHFA016", "xyzzyqw" },
  { "two-of-three", "Qwjk appendicectomie Ébqpé", "HHFA016", "Qwjk Ébqpé" },
  { "more-words-first", "cholecystectomie carpien coelioscopie", "HMFC004", "" },
  { "letter-after-nonsense", "xyzzyqw s", NULL, "xyzzyqw" },
  { "letter-after-word", "appendicectomie s", "HHFA016", "" },
  { "many-words", "b1 b2 c3 d4 e5 f6 g7 h8 i9 j10 k11 l12 m13 appendicectomie", NULL,
    "b1 b2 c3 d4 e5 f6 g7 h8 i9 j10 k11 l12" },
  { "empty", "", NULL, "" },
  { "blank", " \t\n ", NULL, "" },
  { "signs", "%_*?\\'\"()", NULL, "" },
  { "no-utf8", "\xff\xfe\xff", NULL, "" },
};

static CpxSuggester *
make_suggester (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxNomenclature) starter = cpx_starter_load (&error);

  g_assert_no_error (error);

  return cpx_suggester_new (starter, NULL, NULL);
}

static void
test_search (gconstpointer data)
{
  const SearchCase *expected = data;
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  g_auto(GStrv) unheard = NULL;
  g_autoptr(GArray) found = cpx_act_search (suggester, expected->typed, DAY, LIMIT, &unheard);
  g_autofree char *words = g_strjoinv (" ", unheard);

  g_assert_cmpstr (words, ==, expected->unheard);
  if (expected->first == NULL)
    {
      g_assert_cmpuint (found->len, ==, 0);
      return;
    }
  g_assert_cmpuint (found->len, >, 0);
  g_assert_cmpstr (cpx_act_index_get_code (cpx_suggester_get_index (suggester),
                                           g_array_index (found, CpxActFound, 0).act), ==, expected->first);
}

/* At most as many as wanted, the best first, each an act and once. */
static void
check_found (const CpxSuggester *suggester,
             const char         *typed,
             guint               limit)
{
  g_autoptr(GArray) found = cpx_act_search (suggester, typed, DAY, limit, NULL);
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_assert_cmpuint (found->len, <=, limit);
  for (guint i = 0; i < found->len; i++)
    {
      const CpxActFound *one = &g_array_index (found, CpxActFound, i);

      g_assert_true (g_hash_table_add (seen, GUINT_TO_POINTER (one->act + 1)));
      g_assert_cmpuint (strlen (cpx_act_index_get_code (cpx_suggester_get_index (suggester), one->act)), ==, 7);
      if (i > 0)
        g_assert_cmpfloat (one->score, <=, g_array_index (found, CpxActFound, i - 1).score);
    }
}

static void
test_limit (void)
{
  g_autoptr(CpxSuggester) suggester = make_suggester ();

  check_found (suggester, "de", 1);
  check_found (suggester, "prothese", 3);
  check_found (suggester, "a", 300);
}

/* Spans lie within the text, between characters, in order; probabilities are some. */
static void
check_suggestion (const CpxSuggestionFields *fields,
                  const char                *text)
{
  g_assert_cmpfloat (fields->probability, >=, 0);
  g_assert_cmpfloat (fields->probability, <=, 1);
  for (guint i = 0; i < fields->n_spans; i++)
    {
      CpxTextSpan span = fields->spans[i];

      g_assert_cmpuint (span.start, <, span.end);
      g_assert_cmpuint (span.end, <=, strlen (text));
      g_assert_true (g_utf8_validate (text + span.start, (gssize) (span.end - span.start), NULL));
    }
}

static void
check_suggestions (const CpxSuggester *suggester,
                   const char         *text)
{
  CpxSuggestContext context = { .day = DAY, .specialty = text, .operation = text, .practitioner = text };
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, text, &context, LIMIT);
  json_t *array = cpx_suggestions_to_json (suggestions);

  g_assert_cmpuint (suggestions->len, <=, LIMIT);
  g_assert_cmpuint (json_array_size (array), ==, suggestions->len);
  json_decref (array);
  for (guint i = 0; i < suggestions->len; i++)
    check_suggestion (cpx_suggestion_get_fields (g_ptr_array_index (suggestions, i)), text);
}

/* Alone, and around words that bring acts up. */
static void
check_hostile (const CpxSuggester *suggester,
               const char         *text)
{
  g_autofree char *around = g_strdup_printf ("%s cholécystectomie %s coelioscopie %s", text, text, text);
  g_autofree char *within = g_strdup_printf ("cholé%scystectomie", text);

  check_found (suggester, text, LIMIT);
  check_found (suggester, around, LIMIT);
  check_found (suggester, within, LIMIT);
  check_suggestions (suggester, text);
  check_suggestions (suggester, around);
  check_suggestions (suggester, within);
}

static void
test_naughty_strings (void)
{
  g_autofree char *path = ccam_tables_path ("vectors/naughty-strings/blns.txt");
  g_autoptr(CpxSuggester) suggester = NULL;
  g_auto(GStrv) lines = NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no naughty-strings below $CPX_SHARED/vectors");
      return;
    }
  suggester = make_suggester ();
  lines = ccam_tables_read_lines (path);
  for (guint i = 0; lines[i] != NULL; i++)
    check_hostile (suggester, lines[i]);
  g_assert_cmpuint (g_strv_length (lines), >, 500);
}

static void
test_long (void)
{
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  g_autofree char *word = g_strnfill (1 << 20, 'a');
  g_autoptr(GString) words = g_string_new (NULL);

  while (words->len < 1 << 20)
    g_string_append (words, "hernie \xff ");
  check_found (suggester, word, LIMIT);
  check_found (suggester, words->str, LIMIT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (search_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/act-search/first/", search_cases[i].name, NULL);

      g_test_add_data_func (path, &search_cases[i], test_search);
    }
  g_test_add_func ("/act-search/limit", test_limit);
  g_test_add_func ("/act-search/naughty-strings", test_naughty_strings);
  g_test_add_func ("/act-search/long", test_long);

  return g_test_run ();
}

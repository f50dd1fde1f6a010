/* test-suggest-other-day.c: what is planned, past, another person's, counted, or names nothing, on the full CCAM.
 *
 * Skipped by name where the nomenclature is not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ccam-tables.h"

#include <string.h>

static CpxSuggester *
make_suggester (void)
{
  g_autoptr(CcamTables) tables = ccam_tables_load ();
  g_autoptr(CpxActVolumes) volumes = ccam_tables_load_volumes ();
  guint n_acts;
  const CpxActText *acts = ccam_tables_get_acts (tables, &n_acts);

  return cpx_suggester_new_for_acts (acts, n_acts, volumes, NULL);
}

static gboolean
are_missing (void)
{
  if (ccam_tables_are_there ())
    return FALSE;
  g_test_skip ("the full nomenclature is not here (CPX_SHARED)");

  return TRUE;
}

/* Its first answer; none if there is not enough evidence. */
static char *
dup_first (const CpxSuggester *suggester,
           const char         *text)
{
  CpxSuggestContext context = { .day = 20261122 };
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, text, &context, 1);
  const CpxSuggestionFields *first = suggestions->len == 0 ? NULL :
    cpx_suggestion_get_fields (g_ptr_array_index (suggestions, 0));

  return first != NULL && first->probability >= CPX_SUGGESTION_ENOUGH ? g_strdup (first->code) : NULL;
}

static void
check_line (const CpxSuggester *suggester,
            const char         *line)
{
  g_auto(GStrv) fields = g_strsplit (line, "\t", 2);
  g_auto(GStrv) codes = g_strsplit (fields[0], "|", -1);
  g_autofree char *code = NULL;

  g_assert_cmpuint (g_strv_length (fields), ==, 2);
  code = dup_first (suggester, fields[1]);
  g_test_message ("%s: %s", fields[1], code != NULL ? code : "-");
  g_assert_true (g_strv_contains ((const char * const *) codes, code != NULL ? code : "-"));
}

static void
test_made (gconstpointer file)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "coding", file, NULL);
  g_auto(GStrv) lines = ccam_tables_read_lines (path);
  g_autoptr(CpxSuggester) suggester = NULL;

  if (are_missing ())
    return;
  suggester = make_suggester ();
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] != '\0' && *lines[i] != '#')
        check_line (suggester, lines[i]);
    }
}

static void
check_general (const CpxSuggester    *suggester,
               const CpxLexiconEntry *entry)
{
  static const char * const frames[] = { "%s", "%s d'anesthésie", "%s à droite", NULL };

  for (guint i = 0; entry->phrases[i] != NULL; i++)
    {
      for (guint j = 0; frames[j] != NULL; j++)
        {
          g_auto(GStrv) parts = g_strsplit (frames[j], "%s", 2);
          g_autofree char *text = g_strconcat (parts[0], entry->phrases[i], parts[1], NULL);
          g_autofree char *code = dup_first (suggester, text);

          g_test_message ("%s: %s", text, code != NULL ? code : "-");
          g_assert_null (code);
        }
    }
}

/* A nickname's general word carries no act, however rare it is in the nomenclature. */
static void
test_general (void)
{
  g_autoptr(CpxLexicon) lexicon = cpx_lexicon_new_builtin ();
  g_autoptr(CpxSuggester) suggester = NULL;
  guint n = 0;

  if (are_missing ())
    return;
  suggester = make_suggester ();
  for (guint i = 0; i < cpx_lexicon_n_entries (lexicon); i++)
    {
      const CpxLexiconEntry *entry = cpx_lexicon_get_entry (lexicon, i);

      if (!cpx_lexicon_entry_is_general (entry))
        continue;
      check_general (suggester, entry);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/suggest-other-day/made", "made-other-day.tsv", test_made);
  g_test_add_data_func ("/suggest-other-day/counts", "made-counts.tsv", test_made);
  g_test_add_func ("/suggest-other-day/general", test_general);

  return g_test_run ();
}

/* test-lexicon.c: the format of the lexicon, and that what it names exists in the nomenclature.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ccam-tables.h"
#include "cpx-note-text.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  int         n_entries;   /* -1: refused */
} FormatCase;

static const FormatCase format_cases[] = {
  { "empty", "", 0 },
  { "comment", "# nothing\n\n", 0 },
  { "act", "pth | hanche\tact\tNEKA020\n", 1 },
  { "quiet-without-target", "patient\tquiet\n", 1 },
  { "remark", "pth\tact\tNEKA020\tseen in theatre\n", 1 },
  { "carriage-returns", "pth\tact\tNEKA020\r\nptg\tact\tNFKA007\r\n", 2 },
  { "no-kind", "pth\n", -1 },
  { "unknown-kind", "pth\tsaying\tNEKA020\n", -1 },
  { "no-target", "pth\tact\n", -1 },
};

static void
test_format (gconstpointer data)
{
  const FormatCase *expected = data;
  g_autoptr(GBytes) text = g_bytes_new_static (expected->text, strlen (expected->text));
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxLexicon) lexicon = cpx_lexicon_new (text, &error);

  if (expected->n_entries < 0)
    {
      g_assert_error (error, CPX_LEXICON_ERROR, CPX_LEXICON_ERROR_LINE);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (cpx_lexicon_n_entries (lexicon), ==, expected->n_entries);
}

static void
test_entry (void)
{
  static const char line[] = "# head\n pth | prothèse de hanche \tact\t NEKA020  NEKA012 \n";
  g_autoptr(GBytes) text = g_bytes_new_static (line, strlen (line));
  g_autoptr(CpxLexicon) lexicon = cpx_lexicon_new (text, NULL);
  const CpxLexiconEntry *entry = cpx_lexicon_get_entry (lexicon, 0);

  g_assert_cmpint (entry->kind, ==, CPX_LEXICON_ACT);
  g_assert_cmpuint (entry->line, ==, 2);
  g_assert_cmpuint (g_strv_length (entry->phrases), ==, 2);
  g_assert_cmpstr (entry->phrases[1], ==, "prothèse de hanche");
  g_assert_cmpuint (g_strv_length (entry->targets), ==, 2);
  g_assert_cmpstr (entry->targets[1], ==, "NEKA012");
}

static CpxLexicon *
read_text (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(GError) error = NULL;
  CpxLexicon *lexicon = cpx_lexicon_new (bytes, &error);

  g_assert_no_error (error);

  return lexicon;
}

static void
test_columns (void)
{
  g_autoptr(CpxLexicon) lexicon =
    read_text ("lca\tword\tligament croise\tdu genou\torthopaedics\n"
               "ptg\tact\tNFKA007\t\t\n");
  const CpxLexiconEntry *full = cpx_lexicon_get_entry (lexicon, 0);
  const CpxLexiconEntry *bare = cpx_lexicon_get_entry (lexicon, 1);

  g_assert_cmpstr (full->remark, ==, "du genou");
  g_assert_cmpstr (full->specialty, ==, "orthopaedics");
  g_assert_cmpstr (cpx_lexicon_get_kind (full), ==, "word");
  g_assert_null (bare->remark);
  g_assert_null (bare->specialty);
}

typedef struct
{
  const char *name;
  const char *base;
  const char *own;
  const char *phrases;   /* what is left of the phrases of the base's first entry, with bars between */
} MergeCase;

static const MergeCase merge_cases[] = {
  { "nothing-in-common", "pth | ptg\tact\tNEKA020\n", "lca\tword\tligament\n", "pth|ptg" },
  { "the-practice-wins", "pth | ptg\tact\tNEKA020\n", "PTH\tact\tNEKA012\n", "ptg" },
  { "whatever-the-kind", "pth | ptg\tquiet\n", "pth\tact\tNEKA012\n", "ptg" },
  { "accents-and-small-words", "prothèse de la hanche\tact\tNEKA020\n", "Prothese hanche\tact\tNEKA012\n", "" },
  { "a-longer-phrase-is-another", "pth\tact\tNEKA020\n", "pth cimentée\tact\tNEKA012\n", "pth" },
  { "labels-keep-their-names", "rotule\tsame\tpatella\n", "rotule\tact\tNEKA012\n", "rotule" },
  { "an-empty-one", "pth\tact\tNEKA020\n", "", "pth" },
};

static void
test_merge (gconstpointer data)
{
  const MergeCase *expected = data;
  g_autoptr(CpxLexicon) base = read_text (expected->base);
  g_autoptr(CpxLexicon) own = read_text (expected->own);
  g_autoptr(CpxLexicon) merged = cpx_lexicon_merge (base, own);
  guint n_own = cpx_lexicon_n_entries (own);
  const CpxLexiconEntry *entry = cpx_lexicon_get_entry (merged, n_own);
  g_autofree char *phrases = g_strjoinv ("|", entry->phrases);

  g_assert_cmpuint (cpx_lexicon_n_entries (merged), ==, n_own + cpx_lexicon_n_entries (base));
  g_assert_cmpstr (phrases, ==, expected->phrases);
  g_assert_cmpuint (entry->line, ==, 1);
  for (guint i = 0; i < n_own; i++)
    g_assert_cmpuint (cpx_lexicon_get_entry (merged, i)->line, >=, CPX_LEXICON_OWN_LINE);
}

/* All words of all labels, synonyms and chapters, folded. */
static GHashTable *
collect_words (const CpxActText *acts,
               guint             n_acts)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n_acts; i++)
    {
      g_autofree char *all = g_strdup_printf ("%s %s %s", acts[i].label, acts[i].path,
                                              acts[i].synonyms != NULL ? acts[i].synonyms : "");
      g_autoptr(CpxNoteText) note = cpx_note_text_new (all);
      guint n;
      const CpxNoteToken *tokens = cpx_note_text_get_tokens (note, &n);

      for (guint j = 0; j < n; j++)
        g_hash_table_add (words, g_strdup (tokens[j].word));
    }

  return words;
}

static void
check_entry (const CpxLexiconEntry *entry,
             GHashTable            *codes,
             GHashTable            *words)
{
  for (guint i = 0; entry->targets[i] != NULL; i++)
    {
      if (entry->kind == CPX_LEXICON_ACT && !g_hash_table_contains (codes, entry->targets[i]))
        g_error ("line %u of the lexicon names no open act: %s", entry->line, entry->targets[i]);
      if (entry->kind == CPX_LEXICON_WORD || entry->kind == CPX_LEXICON_ROOT)
        {
          if (!g_hash_table_contains (words, entry->targets[i]))
            g_error ("line %u of the lexicon names no word of the nomenclature: %s", entry->line, entry->targets[i]);
        }
    }
}

static void
test_targets_exist (void)
{
  g_autoptr(CpxLexicon) lexicon = cpx_lexicon_new_builtin ();
  g_autoptr(GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) words = NULL;
  g_autoptr(CcamTables) tables = NULL;
  const CpxActText *acts;
  guint n_acts;

  if (!ccam_tables_are_there ())
    {
      g_test_skip ("the full nomenclature is not here (CPX_SHARED)");
      return;
    }
  tables = ccam_tables_load ();
  acts = ccam_tables_get_acts (tables, &n_acts);
  words = collect_words (acts, n_acts);
  for (guint i = 0; i < n_acts; i++)
    {
      if (acts[i].end == CPX_DAY_NONE)
        g_hash_table_add (codes, (gpointer) acts[i].code);
    }
  g_assert_cmpuint (cpx_lexicon_n_entries (lexicon), >, 500);
  for (guint i = 0; i < cpx_lexicon_n_entries (lexicon); i++)
    check_entry (cpx_lexicon_get_entry (lexicon, i), codes, words);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (format_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/lexicon/format/", format_cases[i].name, NULL);

      g_test_add_data_func (path, &format_cases[i], test_format);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (merge_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/lexicon/merge/", merge_cases[i].name, NULL);

      g_test_add_data_func (path, &merge_cases[i], test_merge);
    }
  g_test_add_func ("/lexicon/entry", test_entry);
  g_test_add_func ("/lexicon/columns", test_columns);
  g_test_add_func ("/lexicon/targets-exist", test_targets_exist);

  return g_test_run ();
}

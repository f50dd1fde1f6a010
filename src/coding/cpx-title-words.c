/* cpx-title-words.c: a word stays because it is known, never because it looks harmless.
 *
 * People type a name, a birth date or a phone into the title of an operation. So a title is de-identified first, then
 * only the words stay that the labels of the acts, their everyday names and the lexicon hold; of numbers, a digit that
 * stands alone ("2 étages"). A family name that is such a word too ("Petit") stays unless it is told whose names they
 * are: who has the patient at hand says so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-title-words.h"

#include "cpx-act-text.h"
#include "cpx-deidentify.h"
#include "cpx-note-text.h"
#include "cpx-report-words.h"

#include <string.h>

struct _CpxTitleWords
{
  gatomicrefcount  ref_count;
  GHashTable      *words;   /* (owned): folded */
};

static void
add_words (GHashTable *words,
           const char *text)
{
  g_autoptr(CpxNoteText) read = cpx_note_text_new (text);
  guint n;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (read, &n);

  for (guint i = 0; i < n; i++)
    {
      if (!g_hash_table_contains (words, tokens[i].word))
        g_hash_table_add (words, g_strdup (tokens[i].word));
    }
}

/**
 * cpx_title_words_new:
 * @nomenclature: (nullable): the version whose labels and everyday names are known besides the lexicon
 *
 * Gathers the words of gestures. They are public knowledge, nothing of a practice.
 *
 * Returns: (transfer full): the words
 */
CpxTitleWords *
cpx_title_words_new (CpxNomenclature *nomenclature)
{
  CpxTitleWords *self = g_new0 (CpxTitleWords, 1);
  guint n_acts = nomenclature != NULL ? cpx_nomenclature_get_n_acts (nomenclature) : 0;
  g_autoptr(GStringChunk) strings = g_string_chunk_new (4096);

  g_atomic_ref_count_init (&self->ref_count);
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n_acts; i++)
    {
      CpxActText act = cpx_act_text_read (nomenclature, i, strings);

      add_words (self->words, act.label);
      if (act.synonyms != NULL)
        add_words (self->words, act.synonyms);
      g_string_chunk_clear (strings);
    }

  return self;
}

CpxTitleWords *
cpx_title_words_ref (CpxTitleWords *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
cpx_title_words_unref (CpxTitleWords *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->words);
  g_free (self);
}

static gboolean
is_number (const char *word)
{
  return strspn (word, "0123456789") == strlen (word);
}

static gboolean
is_known (const CpxTitleWords *self,
          const char          *word)
{
  return cpx_report_words_have (word) || (self != NULL && g_hash_table_contains (self->words, word));
}

/* "2 étages" stays; "6 5 1944" may be a day. */
static gboolean
is_lone_digit (const CpxNoteToken *tokens,
               guint               n,
               guint               i)
{
  return strlen (tokens[i].word) == 1 && (i == 0 || !g_ascii_isdigit (*tokens[i - 1].word)) &&
         (i + 1 == n || !g_ascii_isdigit (*tokens[i + 1].word));
}

static gboolean
may_stay (const CpxTitleWords *self,
          const CpxNoteToken  *tokens,
          guint                n,
          guint                i,
          GHashTable          *names)
{
  const char *word = tokens[i].word;

  if (is_number (word))
    return is_lone_digit (tokens, n, i);

  return strlen (word) > 1 && is_known (self, word) && (names == NULL || !g_hash_table_contains (names, word));
}

static gboolean
is_too_long (const char *title,
             guint       max_words)
{
  g_autoptr(CpxNoteText) read = cpx_note_text_new (title);
  guint n_words = 0;
  guint n;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (read, &n);

  for (guint i = 0; i < n && n_words <= max_words; i++)
    n_words += !cpx_note_word_is_empty (tokens[i].word);

  return n_words > max_words;
}

/**
 * cpx_title_words_pick:
 * @self: (nullable): the words of gestures; `NULL`: those of the lexicon and the starter alone
 * @title: a title, or a short note; any bytes
 * @names: (nullable) (element-type utf8 utf8): words, folded, that name its people
 * @max_words: longer than that it is nothing
 *
 * Leaves of a title what tells the gesture and not whose it was.
 *
 * Returns: (transfer full) (nullable): the words that stay, folded, in their order, parted by spaces; `NULL` if @title
 *   is too long or cannot be read to its end
 */
char *
cpx_title_words_pick (const CpxTitleWords *self,
                      const char          *title,
                      GHashTable          *names,
                      guint                max_words)
{
  g_autofree char *bare = !is_too_long (title, max_words) ? cpx_deidentify_leave_out (title) : NULL;
  g_autoptr(CpxNoteText) read = bare != NULL ? cpx_note_text_new (bare) : NULL;
  GString *picked;
  const CpxNoteToken *tokens;
  guint n;

  if (read == NULL)
    return NULL;
  tokens = cpx_note_text_get_tokens (read, &n);
  picked = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    {
      if (may_stay (self, tokens, n, i, names))
        g_string_append_printf (picked, "%s%s", picked->len > 0 ? " " : "", tokens[i].word);
    }

  return g_string_free (picked, FALSE);
}

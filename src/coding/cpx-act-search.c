/* cpx-act-search.c: the beginning of a code, else words and beginnings of words, with everyday names and misspellings.
 *
 * The last word is taken for the beginning of one; the others are whole. Acts whose names hold most of the words typed
 * are found; of these, those whose names hold little else come first. A word that is in no name is left out, and told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-search.h"

#include "cpx-act-index-private.h"
#include "cpx-note-text.h"

#include <string.h>

#define CODE_LENGTH 7
#define MAX_WORDS 12

/* How much of what was typed each act has. */
typedef struct
{
  const CpxActIndex *index;
  guint16           *words;     /* (owned): by form, a bit for each word that it has */
  float             *score;     /* (owned): by form */
  guint16            heard;     /* words that an act open on that day has */
  guint              most;      /* words that one act has at once */
} Search;

static int
compare_found (gconstpointer a,
               gconstpointer b)
{
  const CpxActFound *x = a;
  const CpxActFound *y = b;

  if (x->score != y->score)
    return x->score < y->score ? 1 : -1;

  return x->act < y->act ? -1 : x->act > y->act;
}

static gboolean
looks_like_code (const char *typed)
{
  gsize length = strlen (typed);

  if (length < 3 || length > CODE_LENGTH)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (i < 4 ? !g_ascii_isalpha (typed[i]) : !g_ascii_isdigit (typed[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_open (const CpxActEntry *act,
         CpxDay             day)
{
  return act->end == CPX_DAY_NONE || act->end > day;
}

static void
add_codes (const CpxSuggester *suggester,
           const char         *typed,
           CpxDay              day,
           GArray             *found)
{
  const CpxActIndex *index = cpx_suggester_get_index (suggester);
  gsize length = strlen (typed);

  for (guint i = 0; i < index->acts->len; i++)
    {
      const CpxActEntry *act = cpx_act_index_act (index, i);
      CpxActFound one = { .act = i, .score = 100 + cpx_suggester_get_volume (suggester, i) };

      if (g_ascii_strncasecmp (act->code, typed, length) == 0 && is_open (act, day))
        g_array_append_val (found, one);
    }
}

/* A form counts a word once, however many of its concepts begin with it. */
static void
mark_concept (Search *self,
              guint   concept,
              guint   word,
              float   share)
{
  const CpxActIndex *index = self->index;
  guint16 bit = (guint16) (1u << word);

  for (guint32 i = index->postings_at[concept]; i < index->postings_at[concept + 1]; i++)
    {
      const CpxPosting *posting = &index->postings[i];

      if (self->words[posting->form] & bit)
        continue;
      self->words[posting->form] |= bit;
      self->score[posting->form] += share * cpx_act_index_term (index, posting->term)->match;
    }
}

static void
mark_word (Search     *self,
           const char *typed,
           guint       word,
           gboolean    last)
{
  guint concept = cpx_vocabulary_find (self->index->vocabulary, typed);

  if (concept != CPX_NO_CONCEPT)
    mark_concept (self, concept, word, 1);
  if (last)
    {
      g_autoptr(GArray) begun = cpx_vocabulary_list_begun (self->index->vocabulary, typed);

      for (guint i = 0; i < begun->len; i++)
        mark_concept (self, g_array_index (begun, guint, i), word, 0.9f);
      if (begun->len > 0)
        return;
    }
  if (concept == CPX_NO_CONCEPT)
    {
      concept = cpx_vocabulary_find_near (self->index->vocabulary, typed);
      if (concept != CPX_NO_CONCEPT)
        mark_concept (self, concept, word, 0.7f);
    }
}

static gboolean
is_open_form (const Search  *self,
              const CpxForm *form,
              CpxDay         day)
{
  return is_open (cpx_act_index_act (self->index, form->act), day);
}

static void
count_words (Search *self,
             CpxDay  day)
{
  for (guint i = 0; i < self->index->forms->len; i++)
    {
      if (self->words[i] == 0 || !is_open_form (self, cpx_act_index_form (self->index, i), day))
        continue;
      self->heard |= self->words[i];
      self->most = MAX (self->most, (guint) __builtin_popcount (self->words[i]));
    }
}

/* A letter that some word begins with finds nothing beside words that no act has. */
static gboolean
found_more_than_a_letter (const Search *self,
                          const char   *last,
                          guint         n_words)
{
  gboolean only_last = n_words > 1 && self->heard == (1u << (n_words - 1));

  return self->most > 0 && !(only_last && g_utf8_strlen (last, 2) == 1);
}

static void
gather (const CpxSuggester *suggester,
        Search             *search,
        CpxDay              day,
        GArray             *found)
{
  g_autofree float *best = g_new0 (float, search->index->acts->len + 1);

  for (guint i = 0; i < search->index->forms->len; i++)
    {
      const CpxForm *form = cpx_act_index_form (search->index, i);
      float score = search->score[i] / (1 + 0.05f * form->need) + cpx_suggester_get_volume (suggester, form->act);

      if ((guint) __builtin_popcount (search->words[i]) == search->most && is_open_form (search, form, day))
        best[form->act] = MAX (best[form->act], score / (1 + 0.1f * form->rank));
    }
  for (guint i = 0; i < search->index->acts->len; i++)
    {
      CpxActFound one = { .act = i, .score = best[i] };

      if (best[i] > 0)
        g_array_append_val (found, one);
    }
}

/* The words as they were typed, in their order. */
static char **
list_unheard (const Search       *search,
              const CpxNoteText  *note,
              const guint        *tokens_of_words,
              guint               n_words)
{
  g_autoptr(GStrvBuilder) unheard = g_strv_builder_new ();
  guint n_tokens;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (note, &n_tokens);

  for (guint i = 0; i < n_words; i++)
    {
      const CpxNoteToken *token = tokens + tokens_of_words[i];
      g_autofree char *typed = g_strndup (cpx_note_text_get_text (note) + token->start, token->end - token->start);

      if (!(search->heard & (1u << i)))
        g_strv_builder_add (unheard, typed);
    }

  return g_strv_builder_end (unheard);
}

static char **
add_words (const CpxSuggester *suggester,
           const char         *typed,
           CpxDay              day,
           GArray             *found)
{
  g_autoptr(CpxNoteText) note = cpx_note_text_new (typed);
  Search search = { .index = cpx_suggester_get_index (suggester) };
  guint words[MAX_WORDS];
  guint n_tokens;
  guint n_words = 0;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (note, &n_tokens);

  search.words = g_new0 (guint16, search.index->forms->len + 1);
  search.score = g_new0 (float, search.index->forms->len + 1);
  for (guint i = 0; i < n_tokens && n_words < MAX_WORDS; i++)
    {
      if (cpx_note_word_is_empty (tokens[i].word) && i + 1 < n_tokens)
        continue;
      mark_word (&search, tokens[i].word, n_words, i + 1 == n_tokens);
      words[n_words++] = i;
    }
  count_words (&search, day);
  if (found_more_than_a_letter (&search, n_words > 0 ? tokens[words[n_words - 1]].word : "", n_words))
    gather (suggester, &search, day, found);
  g_free (search.words);
  g_free (search.score);

  return list_unheard (&search, note, words, n_words);
}

/**
 * cpx_act_search:
 * @suggester: what knows the acts
 * @typed: the beginning of a code, or words
 * @day: acts closed then are left out
 * @limit: how many at most
 * @out_unheard: (out) (optional) (transfer full): the words that no act's names hold; none if acts were found by code
 *
 * Returns: (transfer full) (element-type CpxActFound): acts, those that fit best first
 */
GArray *
cpx_act_search (const CpxSuggester   *suggester,
                const char           *typed,
                CpxDay                day,
                guint                 limit,
                char               ***out_unheard)
{
  g_autofree char *trimmed = g_strstrip (g_utf8_make_valid (typed, -1));
  GArray *found = g_array_new (FALSE, FALSE, sizeof (CpxActFound));
  g_auto(GStrv) unheard = NULL;
  guint n_by_code;

  if (looks_like_code (trimmed))
    add_codes (suggester, trimmed, day, found);
  n_by_code = found->len;
  unheard = add_words (suggester, trimmed, day, found);
  if (out_unheard != NULL)
    *out_unheard = n_by_code > 0 ? g_new0 (char *, 1) : g_steal_pointer (&unheard);
  g_array_sort (found, compare_found);
  if (found->len > limit)
    g_array_set_size (found, limit);

  return found;
}

/* cpx-phrase-book.c: finds the longest phrase of the lexicon that stands at a word of a text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-phrase-book.h"

#include "cpx-act-index.h"

#include <string.h>

/* One beginning or end of learned words. */
typedef struct
{
  char    *part;       /* (owned): folded */
  gsize    length;
  GArray  *concepts;   /* (owned): guint32 */
} Root;

struct _CpxPhraseBook
{
  GPtrArray  *phrases;     /* (owned): CpxPhrase */
  GHashTable *by_concept;  /* (owned): first concept → GPtrArray of CpxPhrase, longest first */
  GPtrArray  *roots;       /* (owned): Root */
};

static const struct
{
  const char *name;
  guint       access;
} access_names[] = {
  { "open", CPX_ACCESS_OPEN },   { "scope", CPX_ACCESS_SCOPE },     { "endo", CPX_ACCESS_ENDO },
  { "skin", CPX_ACCESS_SKIN },   { "vessel", CPX_ACCESS_VESSEL },   { "orifice", CPX_ACCESS_ORIFICE },
  { "closed", CPX_ACCESS_CLOSED },
};

static void
phrase_free (gpointer data)
{
  CpxPhrase *phrase = data;

  g_free (phrase->concepts);
  g_free (phrase->targets);
  g_free (phrase);
}

static void
root_free (gpointer data)
{
  Root *root = data;

  g_free (root->part);
  g_array_unref (root->concepts);
  g_free (root);
}

/* Concepts of the words that name something, added to the vocabulary. */
static GArray *
add_concepts (CpxVocabulary *vocabulary,
              const char    *text)
{
  g_autoptr(CpxNoteText) note = cpx_note_text_new_label (text);
  GArray *concepts = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (note, &n);

  for (guint i = 0; i < n; i++)
    {
      guint32 concept;

      if (cpx_note_word_is_empty (tokens[i].word))
        continue;
      concept = cpx_vocabulary_add (vocabulary, tokens[i].word);
      g_array_append_val (concepts, concept);
    }

  return concepts;
}

static guint
read_access (char **targets)
{
  guint access = 0;

  for (guint i = 0; targets[i] != NULL; i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (access_names); j++)
        {
          if (g_str_equal (targets[i], access_names[j].name))
            access |= access_names[j].access;
        }
    }

  return access;
}

static CpxNoteCue
read_cue (char **targets)
{
  if (g_strv_contains ((const char * const *) targets, "done"))
    return CPX_NOTE_CUE_DONE;
  if (g_strv_contains ((const char * const *) targets, "same"))
    return CPX_NOTE_CUE_SAME;

  return g_strv_contains ((const char * const *) targets, "also") ? CPX_NOTE_CUE_ALSO : CPX_NOTE_CUE_TOLD;
}

static CpxNotePart
read_part (char **targets)
{
  static const char * const names[] = { "", "title", "done", "told" };

  for (guint i = CPX_NOTE_PART_TITLE; i < G_N_ELEMENTS (names); i++)
    {
      if (g_strv_contains ((const char * const *) targets, names[i]))
        return (CpxNotePart) i;
    }

  return CPX_NOTE_PART_PLAIN;
}

/* The longest first; a heading, which is one only where it stands as one, before what the same words mean elsewhere. */
static gboolean
goes_before (const CpxPhrase *filed,
             const CpxPhrase *phrase)
{
  return filed->n_concepts > phrase->n_concepts ||
         (filed->n_concepts == phrase->n_concepts && phrase->kind != CPX_LEXICON_PART);
}

static void
file_phrase (CpxPhraseBook *self,
             CpxPhrase     *phrase)
{
  gpointer first = GUINT_TO_POINTER (phrase->concepts[0]);
  GPtrArray *same = g_hash_table_lookup (self->by_concept, first);
  guint at = 0;

  if (same == NULL)
    {
      same = g_ptr_array_new ();
      g_hash_table_insert (self->by_concept, first, same);
    }
  while (at < same->len && goes_before (g_ptr_array_index (same, at), phrase))
    at++;
  g_ptr_array_insert (same, at, phrase);
  g_ptr_array_add (self->phrases, phrase);
}

/* What is looked for in a text. */
static gboolean
is_phrase (const CpxLexiconEntry *entry)
{
  return entry->kind != CPX_LEXICON_SAME && entry->kind != CPX_LEXICON_ACT && entry->kind != CPX_LEXICON_EITHER &&
         !cpx_lexicon_entry_is_general (entry);
}

static void
add_phrase (CpxPhraseBook         *self,
            CpxVocabulary         *vocabulary,
            const CpxLexiconEntry *entry,
            const char            *text)
{
  g_autoptr(GArray) concepts = add_concepts (vocabulary, text);
  g_autofree char *meaning = g_strjoinv (" ", entry->targets);
  g_autoptr(GArray) targets = NULL;
  CpxPhrase *phrase;

  if (concepts->len == 0)
    return;
  phrase = g_new0 (CpxPhrase, 1);
  phrase->kind = entry->kind;
  phrase->n_concepts = concepts->len;
  phrase->concepts = g_memdup2 (concepts->data, concepts->len * sizeof (guint32));
  if (entry->kind == CPX_LEXICON_WORD)
    {
      targets = add_concepts (vocabulary, meaning);
      phrase->n_targets = targets->len;
      phrase->targets = g_memdup2 (targets->data, targets->len * sizeof (guint32));
    }
  phrase->access = entry->kind == CPX_LEXICON_ACCESS ? read_access (entry->targets) : 0;
  phrase->cue = read_cue (entry->targets);
  phrase->in_notes = entry->kind == CPX_LEXICON_QUIET &&
                     g_strv_contains ((const char * const *) entry->targets, "note");
  phrase->starts = (entry->kind == CPX_LEXICON_QUIET || entry->kind == CPX_LEXICON_ACCESS) &&
                   g_strv_contains ((const char * const *) entry->targets, "start");
  phrase->instead = entry->kind == CPX_LEXICON_ACCESS &&
                    g_strv_contains ((const char * const *) entry->targets, "instead");
  phrase->weak = entry->kind == CPX_LEXICON_QUIET &&
                 (phrase->in_notes || g_strv_contains ((const char * const *) entry->targets, "weak"));
  phrase->part = entry->kind == CPX_LEXICON_PART ? read_part (entry->targets) : CPX_NOTE_PART_PLAIN;
  file_phrase (self, phrase);
}

static void
add_root (CpxPhraseBook         *self,
          CpxVocabulary         *vocabulary,
          const CpxLexiconEntry *entry,
          const char            *part)
{
  g_autofree char *meaning = g_strjoinv (" ", entry->targets);
  Root *root = g_new0 (Root, 1);

  root->part = g_strdup (part);
  root->length = strlen (part);
  root->concepts = add_concepts (vocabulary, meaning);
  g_ptr_array_add (self->roots, root);
}

/**
 * cpx_phrase_book_new:
 * @lexicon: what people say
 * @vocabulary: to which the words of the phrases are added; its "same" words are joined first
 *
 * Returns: (transfer full): the phrases that are no name of an act
 */
CpxPhraseBook *
cpx_phrase_book_new (const CpxLexicon *lexicon,
                     CpxVocabulary    *vocabulary)
{
  CpxPhraseBook *self = g_new0 (CpxPhraseBook, 1);

  self->phrases = g_ptr_array_new_with_free_func (phrase_free);
  self->by_concept = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->roots = g_ptr_array_new_with_free_func (root_free);
  for (guint i = 0; i < cpx_lexicon_n_entries (lexicon); i++)
    {
      const CpxLexiconEntry *entry = cpx_lexicon_get_entry (lexicon, i);

      for (guint j = 0; entry->kind == CPX_LEXICON_SAME && entry->phrases[j] != NULL; j++)
        cpx_vocabulary_join (vocabulary, entry->phrases[j], entry->targets[0]);
    }
  for (guint i = 0; i < cpx_lexicon_n_entries (lexicon); i++)
    {
      const CpxLexiconEntry *entry = cpx_lexicon_get_entry (lexicon, i);

      for (guint j = 0; entry->phrases[j] != NULL; j++)
        {
          if (entry->kind == CPX_LEXICON_ROOT)
            add_root (self, vocabulary, entry, entry->phrases[j]);
          else if (is_phrase (entry))
            add_phrase (self, vocabulary, entry, entry->phrases[j]);
        }
    }

  return self;
}

void
cpx_phrase_book_free (CpxPhraseBook *self)
{
  g_ptr_array_unref (self->phrases);
  g_hash_table_unref (self->by_concept);
  g_ptr_array_unref (self->roots);
  g_free (self);
}

/* A heading begins its clause, and a colon or the end of the line follows. */
static gboolean
is_heading (const CpxNoteToken   *tokens,
            const CpxContentWord *words,
            guint                 n_words)
{
  guint first = words[0].token;

  return (tokens[words[n_words - 1].token].flags & CPX_NOTE_TOKEN_HEAD) != 0 &&
         (first == 0 || tokens[first - 1].clause != tokens[first].clause);
}

static gboolean
stands_here (const CpxPhrase      *phrase,
             const CpxNoteToken   *tokens,
             const CpxContentWord *words,
             guint                 n_words)
{
  if (phrase->n_concepts > n_words)
    return FALSE;

  for (guint i = 0; i < phrase->n_concepts; i++)
    {
      if (words[i].concept != phrase->concepts[i] || tokens[words[i].token].clause != tokens[words[0].token].clause)
        return FALSE;
    }

  return phrase->kind != CPX_LEXICON_PART || is_heading (tokens, words, phrase->n_concepts);
}

/**
 * cpx_phrase_book_match:
 * @self: phrases
 * @tokens: all the tokens of a text
 * @words: (array length=n_words): its content words from some place on
 * @n_words: how many follow, at least one
 * @in_note: the text has several sentences
 *
 * Returns: (transfer none) (nullable): the longest phrase that begins with the first of @words
 */
const CpxPhrase *
cpx_phrase_book_match (const CpxPhraseBook  *self,
                       const CpxNoteToken   *tokens,
                       const CpxContentWord *words,
                       guint                 n_words,
                       gboolean              in_note)
{
  const GPtrArray *candidates = words[0].concept == CPX_NO_CONCEPT ? NULL :
    g_hash_table_lookup (self->by_concept, GUINT_TO_POINTER (words[0].concept));

  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      const CpxPhrase *phrase = g_ptr_array_index (candidates, i);

      if ((in_note || !phrase->in_notes) && stands_here (phrase, tokens, words, n_words))
        return phrase;
    }

  return NULL;
}

static const Root *
find_root (const CpxPhraseBook *self,
           const char          *at)
{
  const Root *best = NULL;

  for (guint i = 0; i < self->roots->len; i++)
    {
      const Root *root = g_ptr_array_index (self->roots, i);

      if (strncmp (root->part, at, root->length) == 0 && (best == NULL || root->length > best->length))
        best = root;
    }

  return best;
}

/**
 * cpx_phrase_book_read_words:
 * @self: phrases
 * @word: a learned word that no vocabulary holds
 * @out_concepts: (array length=max): where its parts go
 * @max: room there
 *
 * Takes a word such as "cholédocojéjunostomie" apart.
 *
 * Returns: how many concepts were found; 0 unless two parts and most of the word were understood
 */
guint
cpx_phrase_book_read_words (const CpxPhraseBook *self,
                            const char          *word,
                            guint32             *out_concepts,
                            guint                max)
{
  guint n = 0;
  guint parts = 0;
  gsize understood = 0;
  gsize length = strlen (word);

  for (const char *at = word; *at != '\0';)
    {
      const Root *root = find_root (self, at);

      if (root == NULL)
        {
          at++;
          continue;
        }
      for (guint i = 0; i < root->concepts->len && n < max; i++)
        out_concepts[n++] = g_array_index (root->concepts, guint32, i);
      parts++;
      understood += root->length;
      at += root->length;
    }

  return parts >= 2 && understood * 4 >= length * 3 ? n : 0;
}

/**
 * cpx_content_words:
 * @text: a text
 * @vocabulary: what words mean
 *
 * Returns: (transfer full) (element-type CpxContentWord): the words of @text that name something, known or not
 */
GArray *
cpx_content_words (const CpxNoteText   *text,
                   const CpxVocabulary *vocabulary)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (CpxContentWord));
  guint n;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (text, &n);

  for (guint i = 0; i < n; i++)
    {
      CpxContentWord word = { .token = i };

      if (cpx_note_word_is_empty (tokens[i].word))
        continue;
      word.concept = cpx_vocabulary_find (vocabulary, tokens[i].word);
      g_array_append_val (words, word);
    }

  return words;
}

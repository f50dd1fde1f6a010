/* cpx-note-text.c: words, sentences, clauses, and what is said not to be done.
 *
 * Labels of the nomenclature and notes of surgeons pass through the same knife, so that "sans pose de prothèse" in
 * one meets "sans prothèse" in the other.
 *
 * Invariants, which the tests carry by number:
 *  1. Spans are in order, do not overlap, and begin and end between characters of the text.
 *  2. Any bytes are accepted; what is not UTF-8 parts words.
 *  3. The cost is linear in the text's length.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-note-text.h"

#include "cpx-note-denial.h"
#include "cpx-note-time.h"

#include <cpx-fold.h>

#include <string.h>

#define MAX_WORD_BYTES 64      /* longer is no word: the rest is left out */

struct _CpxNoteText
{
  char         *text;       /* (owned): valid UTF-8 */
  GStringChunk *words;      /* (owned) */
  GArray       *tokens;     /* (owned): CpxNoteToken */
  guint         n_sentences;
};

/* Where the knife stands. */
typedef struct
{
  CpxNoteText *note;
  guint        sentence;
  guint        clause;
  guint        brackets;
  gboolean     sentence_used;
  gboolean     clause_used;
} Knife;

/* Words that carry no evidence of a gesture by themselves. */
static const char * const empty_words[] = {
  "a", "afin", "ai", "ainsi", "alors", "apres", "as", "au", "aucun", "aucune", "aussi", "aux", "avec", "avoir",
  "avons", "ayant", "c", "ce", "cela", "ces", "cet", "cette", "chez", "comme", "d", "dans", "de", "des", "doit",
  "doivent", "donc", "dont", "du", "elle", "en", "encore", "ensuite", "entre", "est", "et", "etait", "ete", "etre",
  "eu", "fait", "faite", "il", "ils", "je", "jusqu", "l", "la", "le", "les", "leur", "lors", "lui", "m", "mais",
  "meme", "mme", "mr", "n", "ne", "ni", "non", "nos", "notre", "nous", "on", "ont", "ou", "par", "pas", "peut",
  "peuvent", "plus", "pour", "pu", "puis", "qu", "que", "qui", "s", "sa", "sans", "se", "ses", "si", "soit", "son",
  "sont", "sous", "sur", "t", "tout", "toute", "tres", "un", "une", "vers", "via", "voie", "y",
};

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/**
 * cpx_note_word_is_empty:
 * @word: a folded word
 *
 * Returns: `TRUE` if it is one of the small words of French that name nothing
 */
gboolean
cpx_note_word_is_empty (const char *word)
{
  return bsearch (&word, empty_words, G_N_ELEMENTS (empty_words), sizeof *empty_words, compare_words) != NULL;
}

static gboolean
is_word_char (gunichar letter)
{
  if (letter < 0x80)
    return g_ascii_isalnum (letter);

  return g_unichar_isalnum (letter) || g_unichar_ismark (letter) || letter == 0x00ad;
}

static const char *
fold_slice (CpxNoteText *self,
            const char  *start,
            gsize        length)
{
  char small[MAX_WORD_BYTES + 1];
  gboolean ascii = TRUE;

  for (gsize i = 0; i < length; i++)
    {
      small[i] = g_ascii_tolower (start[i]);
      ascii = ascii && (start[i] & 0x80) == 0;
    }
  small[length] = '\0';
  if (!ascii)
    {
      g_autofree char *folded = cpx_fold (small);

      return g_string_chunk_insert_const (self->words, folded);
    }

  return g_string_chunk_insert_const (self->words, small);
}

static void
end_clause (Knife *knife)
{
  if (knife->clause_used)
    knife->clause++;
  knife->clause_used = FALSE;
}

static void
end_sentence (Knife *knife)
{
  end_clause (knife);
  if (knife->sentence_used)
    knife->sentence++;
  knife->sentence_used = FALSE;
  knife->brackets = 0;
}

static void
mark_head (Knife *knife)
{
  GArray *tokens = knife->note->tokens;

  if (tokens->len > 0)
    g_array_index (tokens, CpxNoteToken, tokens->len - 1).flags |= CPX_NOTE_TOKEN_HEAD;
}

static void
read_mark (Knife      *knife,
           const char *at,
           gunichar    mark)
{
  switch (mark)
    {
    case '.':
      if (!g_ascii_isdigit (at[1]))
        end_sentence (knife);
      break;
    case '\n': case '\r':
      mark_head (knife);
      end_sentence (knife);
      break;
    case ';': case '!': case '?': case 0x2022: case 0x00b6:
      end_sentence (knife);
      break;
    case ':': case 0x2013: case 0x2014:
      mark_head (knife);
      end_clause (knife);
      break;
    case ',': case '+':
      end_clause (knife);
      break;
    case '(': case '[':
      knife->brackets++;
      break;
    case ')': case ']':
      knife->brackets -= knife->brackets > 0;
      break;
    default:
      break;
    }
}

static void
add_token (Knife      *knife,
           const char *start,
           const char *end)
{
  CpxNoteText *self = knife->note;
  const char *cut = end - start > MAX_WORD_BYTES ? g_utf8_find_prev_char (start, start + MAX_WORD_BYTES) : end;
  CpxNoteToken token = {
    .word = fold_slice (self, start, cut - start),
    .start = start - self->text,
    .end = end - self->text,
    .sentence = knife->sentence,
    .clause = knife->clause,
    .flags = knife->brackets > 0 ? CPX_NOTE_TOKEN_BRACKET : 0,
  };

  if (*token.word == '\0')
    return;
  g_array_append_val (self->tokens, token);
  knife->sentence_used = knife->clause_used = TRUE;
}

static void
cut_words (Knife *knife)
{
  const char *at = knife->note->text;

  while (*at != '\0')
    {
      gunichar letter = g_utf8_get_char (at);
      const char *start = at;

      if (!is_word_char (letter))
        {
          read_mark (knife, at, letter);
          at = g_utf8_next_char (at);
          continue;
        }
      while (*at != '\0' && is_word_char (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
      add_token (knife, start, at);
    }
}

static CpxNoteToken *
get_token (CpxNoteText *self,
           guint        i)
{
  return &g_array_index (self->tokens, CpxNoteToken, i);
}

/* The nearest word that names something, on one side of "ou". */
static void
mark_choice (CpxNoteText *self,
             guint        i,
             int          step)
{
  for (int j = (int) i + step; j >= 0 && j < (int) self->tokens->len; j += step)
    {
      CpxNoteToken *token = get_token (self, j);

      if (cpx_note_word_is_empty (token->word))
        continue;
      token->flags |= CPX_NOTE_TOKEN_OR;
      break;
    }
}

static void
mark_choices (CpxNoteText *self)
{
  for (guint i = 0; i < self->tokens->len; i++)
    {
      const char *before = i > 0 ? get_token (self, i - 1)->word : "";

      if (g_str_equal (get_token (self, i)->word, "ou") && !g_str_equal (before, "avec"))
        {
          mark_choice (self, i, -1);
          mark_choice (self, i, 1);
        }
    }
}

/**
 * cpx_note_text_new_label:
 * @text: a label or a phrase, which tells of no day and of nobody; any bytes
 *
 * Cuts a text. Spans count bytes of cpx_note_text_get_text(), which is @text where that is UTF-8.
 *
 * Returns: (transfer full): the words of @text
 */
CpxNoteText *
cpx_note_text_new_label (const char *text)
{
  CpxNoteText *self = g_new0 (CpxNoteText, 1);
  Knife knife = { .note = self };

  g_return_val_if_fail (text != NULL, NULL);

  self->text = g_utf8_make_valid (text, -1);
  self->words = g_string_chunk_new (512);
  self->tokens = g_array_new (FALSE, FALSE, sizeof (CpxNoteToken));
  cut_words (&knife);
  cpx_note_denial_mark (self->tokens);
  mark_choices (self);
  if (self->tokens->len > 0)
    self->n_sentences = get_token (self, self->tokens->len - 1)->sentence + 1;

  return self;
}

/**
 * cpx_note_text_new:
 * @text: a title, a sentence or a note; any bytes
 *
 * The same, and what is told of another day or another person is marked.
 *
 * Returns: (transfer full): the words of @text
 */
CpxNoteText *
cpx_note_text_new (const char *text)
{
  CpxNoteText *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = cpx_note_text_new_label (text);
  cpx_note_time_mark (self->tokens);

  return self;
}

void
cpx_note_text_free (CpxNoteText *self)
{
  g_free (self->text);
  g_string_chunk_free (self->words);
  g_array_unref (self->tokens);
  g_free (self);
}

/**
 * cpx_note_text_get_text:
 * @self: a note
 *
 * Returns: (transfer none): the text it was cut from
 */
const char *
cpx_note_text_get_text (const CpxNoteText *self)
{
  return self->text;
}

/**
 * cpx_note_text_get_tokens:
 * @self: a note
 * @out_n: (out): how many
 *
 * Returns: (transfer none) (array length=out_n): its words, in order
 */
const CpxNoteToken *
cpx_note_text_get_tokens (const CpxNoteText *self,
                          guint             *out_n)
{
  *out_n = self->tokens->len;

  return (const CpxNoteToken *) (gpointer) self->tokens->data;
}

/**
 * cpx_note_text_n_sentences:
 * @self: a note
 *
 * Returns: how many sentences it was cut into
 */
guint
cpx_note_text_n_sentences (const CpxNoteText *self)
{
  return self->n_sentences;
}

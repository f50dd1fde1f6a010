/* cpx-known-traits.c: names are found as words, numbers as their letters and digits whatever stands between.
 *
 * A name of several words is found whole ("de la Tour", "DELATOUR", "D E L A T O U R") and by each word that can be a
 * name alone ("Tour"). A name that is a small word of French, or has fewer than three letters ("Le", "An"), is found
 * with a capital only: without one, every sentence would be full of it. That is the one trait that may stay.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-known-traits.h"

#include "cpx-report-words.h"

#include <cpx-fold.h>
#include <stdlib.h>
#include <string.h>

#define MIN_NAME_LETTERS 3
#define MAX_PIECES       40    /* of one name, by changes of case */
#define MIN_NUMBER       5     /* characters; fewer would be found in sizes */
#define GAP              " -'’.\n"

/* Words that follow one another. */
typedef struct
{
  CpxTraitKind  kind;
  char        **words;   /* folded */
  guint         n_words;
} Name;

/* Letters and digits, whatever stands between them. */
typedef struct
{
  CpxTraitMark  mark;
  char         *digits;   /* folded, nothing between */
  gboolean      is_whole; /* begins and ends where a word does */
} Number;

struct _CpxKnownTraits
{
  GHashTable *names;    /* (owned): first word → GPtrArray of Name */
  GPtrArray  *numbers;  /* (owned): Number */
};

static void
name_free (gpointer data)
{
  Name *self = data;

  g_strfreev (self->words);
  g_free (self);
}

static void
number_free (gpointer data)
{
  Number *self = data;

  g_free (self->digits);
  g_free (self);
}

CpxKnownTraits *
cpx_known_traits_new (void)
{
  CpxKnownTraits *self = g_new0 (CpxKnownTraits, 1);

  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->numbers = g_ptr_array_new_with_free_func (number_free);

  return self;
}

void
cpx_known_traits_free (CpxKnownTraits *self)
{
  g_hash_table_unref (self->names);
  g_ptr_array_unref (self->numbers);
  g_free (self);
}

/* @words: (transfer full) */
static void
add_words (CpxKnownTraits *self,
           CpxTraitKind    kind,
           char          **words)
{
  Name *name = g_new0 (Name, 1);
  GPtrArray *found;

  name->kind = kind;
  name->words = words;
  name->n_words = g_strv_length (words);
  found = g_hash_table_lookup (self->names, words[0]);
  if (found == NULL)
    {
      found = g_ptr_array_new_with_free_func (name_free);
      g_hash_table_insert (self->names, g_strdup (words[0]), found);
    }
  g_ptr_array_add (found, name);
}

static void
add_word (CpxKnownTraits *self,
          CpxTraitKind    kind,
          const char     *word)
{
  const char *words[] = { word, NULL };

  add_words (self, kind, g_strdupv ((char **) words));
}

static gboolean
is_weak (const char *word)
{
  return g_utf8_strlen (word, -1) < MIN_NAME_LETTERS || cpx_report_words_is_particle (word);
}

/* "Jean-Pierre": "jean pierre", "jeanpierre", "jean", "pierre". */
static void
add_name (CpxKnownTraits      *self,
          CpxTraitKind         kind,
          const CpxTraitToken *tokens,
          guint                n)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *glued = NULL;
  char **words;

  for (guint i = 0; i < n; i++)
    {
      g_strv_builder_add (builder, tokens[i].word);
      if (n > 1 && tokens[i].letters != CPX_LETTERS_NONE && !is_weak (tokens[i].word))
        add_word (self, kind, tokens[i].word);
    }
  words = g_strv_builder_end (builder);
  glued = g_strjoinv ("", words);
  add_words (self, kind, words);
  if (n > 1)
    add_word (self, kind, glued);
}

/* "12 rue des Lilas" is found without its number too. */
static void
add_street (CpxKnownTraits      *self,
            const CpxTraitToken *tokens,
            guint                n)
{
  while (n >= 2)
    {
      g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

      for (guint i = 0; i < n; i++)
        g_strv_builder_add (builder, tokens[i].word);
      add_words (self, CPX_TRAIT_STREET, g_strv_builder_end (builder));
      if (tokens[0].letters != CPX_LETTERS_NONE && g_utf8_strlen (tokens[0].word, -1) > 1)
        break;
      tokens++;
      n--;
    }
}

static void
add_number (CpxKnownTraits *self,
            CpxTraitMark    mark,
            const char     *trait,
            gboolean        is_whole)
{
  g_autofree char *folded = cpx_fold (trait);
  g_auto(GStrv) parts = g_strsplit (folded, " ", -1);
  g_autofree char *digits = g_strjoinv ("", parts);
  Number *number;

  if (strlen (digits) < MIN_NUMBER)
    return;
  number = g_new0 (Number, 1);
  number->mark = mark;
  number->digits = g_steal_pointer (&digits);
  number->is_whole = is_whole;
  g_ptr_array_add (self->numbers, number);
}

/* Without the 0 or the +33 before it: it is found after either. */
static void
add_phone (CpxKnownTraits *self,
           const char     *trait)
{
  g_autofree char *digits = cpx_fold_digits (trait);
  const char *rest = digits;

  if (g_str_has_prefix (rest, "0033"))
    rest += 4;
  else if (*trait == '+' && g_str_has_prefix (rest, "33"))
    rest += 2;
  if (*rest == '0')
    rest++;
  add_number (self, CPX_TRAIT_MARK_PHONE, rest, FALSE);
}

static void
add_date_forms (CpxKnownTraits *self,
                int             year,
                int             month,
                int             day)
{
  g_autofree char *french = g_strdup_printf ("%02d%02d%04d", day, month, year);
  g_autofree char *iso = g_strdup_printf ("%04d%02d%02d", year, month, day);
  g_autofree char *brief = g_strdup_printf ("%02d%02d%02d", day, month, year % 100);
  g_autofree char *bare = g_strdup_printf ("%d%d%04d", day, month, year);

  add_number (self, CPX_TRAIT_MARK_DATE, french, TRUE);
  add_number (self, CPX_TRAIT_MARK_DATE, iso, TRUE);
  add_number (self, CPX_TRAIT_MARK_DATE, brief, TRUE);
  add_number (self, CPX_TRAIT_MARK_DATE, bare, TRUE);
}

/* Dates in words, with points or strokes are dates to everybody (cpx-trait-patterns.c); here are those that are not. */
static void
add_date (CpxKnownTraits *self,
          const char     *trait)
{
  g_auto(GStrv) parts = g_strsplit (trait, "-", 3);
  guint n = g_strv_length (parts);

  if (n > 0 && strlen (parts[0]) == 4)
    add_word (self, CPX_TRAIT_DATE, parts[0]);
  if (n == 3)
    add_date_forms (self, atoi (parts[0]), atoi (parts[1]), atoi (parts[2]));
}

static void
add_named (CpxKnownTraits *self,
           CpxTraitKind    kind,
           const char     *trait)
{
  g_autoptr(CpxTraitText) text = cpx_trait_text_new (trait);
  guint n;
  const CpxTraitToken *tokens = cpx_trait_text_get_tokens (text, &n);

  if (n == 0)
    return;
  if (kind == CPX_TRAIT_STREET)
    add_street (self, tokens, n);
  else
    add_name (self, kind, tokens, n);
}

/**
 * cpx_known_traits_add:
 * @self: traits
 * @kind: what it is
 * @trait: (nullable): as it stands in a record; `NULL` and what holds neither letter nor digit are nothing
 *
 * Adds one trait that no text may keep.
 */
void
cpx_known_traits_add (CpxKnownTraits *self,
                      CpxTraitKind    kind,
                      const char     *trait)
{
  if (trait == NULL)
    return;
  switch (kind)
    {
    case CPX_TRAIT_PATIENT_NAME:
    case CPX_TRAIT_NAME:
    case CPX_TRAIT_DIRECTORY_NAME:
    case CPX_TRAIT_PLACE:
    case CPX_TRAIT_STREET:
      add_named (self, kind, trait);
      break;
    case CPX_TRAIT_DATE:
      add_date (self, trait);
      break;
    case CPX_TRAIT_PHONE:
      add_phone (self, trait);
      break;
    case CPX_TRAIT_NIR:
      add_number (self, CPX_TRAIT_MARK_NIR, trait, FALSE);
      break;
    case CPX_TRAIT_EMAIL:
      add_number (self, CPX_TRAIT_MARK_EMAIL, trait, TRUE);
      break;
    case CPX_TRAIT_NUMBER:
    default:
      add_number (self, CPX_TRAIT_MARK_NUMBER, trait, TRUE);
      break;
    }
}

/* Names */

static CpxTraitMark
get_mark (CpxTraitKind kind)
{
  return kind == CPX_TRAIT_PLACE    ? CPX_TRAIT_MARK_PLACE
         : kind == CPX_TRAIT_STREET ? CPX_TRAIT_MARK_ADDRESS
         : kind == CPX_TRAIT_DATE   ? CPX_TRAIT_MARK_DATE
                                    : CPX_TRAIT_MARK_NAME;
}

/* Whether a word, found as a whole name, is one here. */
static gboolean
is_meant (const Name *name,
          CpxLetters  letters)
{
  const char *word = name->words[0];
  gboolean is_small = letters == CPX_LETTERS_SMALL;

  if (name->n_words > 1 && name->kind != CPX_TRAIT_DIRECTORY_NAME)
    return TRUE;
  switch (name->kind)
    {
    case CPX_TRAIT_PATIENT_NAME:
      return !is_small || !is_weak (word);
    case CPX_TRAIT_NAME:
    case CPX_TRAIT_PLACE:
      return !is_small || (!is_weak (word) && !cpx_report_words_have (word));
    case CPX_TRAIT_DIRECTORY_NAME:
      return !is_weak (word) && ((name->n_words > 1 && !is_small) || !cpx_report_words_have (word));
    case CPX_TRAIT_STREET:
    case CPX_TRAIT_DATE:
    case CPX_TRAIT_PHONE:
    case CPX_TRAIT_NIR:
    case CPX_TRAIT_EMAIL:
    case CPX_TRAIT_NUMBER:
    default:
      return TRUE;
    }
}

static gboolean
stands_at (const Name          *name,
           const CpxTraitText  *text,
           guint                at)
{
  guint n;
  const CpxTraitToken *tokens = cpx_trait_text_get_tokens (text, &n);

  if (at + name->n_words > n)
    return FALSE;
  for (guint i = 0; i < name->n_words; i++)
    {
      if (!g_str_equal (tokens[at + i].word, name->words[i]) ||
          (i > 0 && !cpx_trait_text_gap_is (text, at + i - 1, GAP ",")))
        return FALSE;
    }

  return TRUE;
}

static void
add_span (GArray       *spans,
          guint         start,
          guint         end,
          CpxTraitMark  mark)
{
  CpxTraitSpan span = { start, end, mark };

  g_array_append_val (spans, span);
}

static void
find_names_at (const CpxKnownTraits *self,
               const CpxTraitText   *text,
               guint                 at,
               GArray               *spans)
{
  guint n;
  const CpxTraitToken *tokens = cpx_trait_text_get_tokens (text, &n);
  GPtrArray *names = g_hash_table_lookup (self->names, tokens[at].word);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const Name *name = g_ptr_array_index (names, i);

      if (is_meant (name, tokens[at].letters) && stands_at (name, text, at))
        add_span (spans, tokens[at].start, tokens[at + name->n_words - 1].end, get_mark (name->kind));
    }
}

static gboolean
is_letter (const CpxTraitToken *token)
{
  return token->letters != CPX_LETTERS_NONE && g_utf8_strlen (token->word, -1) == 1;
}

/* "D U P O N T": the letters from @at on that stand apart; returns how many. */
static guint
find_spaced_name_at (const CpxKnownTraits *self,
                     const CpxTraitText   *text,
                     guint                 at,
                     GArray               *spans)
{
  guint n;
  const CpxTraitToken *tokens = cpx_trait_text_get_tokens (text, &n);
  g_autoptr(GString) letters = g_string_new (NULL);
  GPtrArray *names;
  guint end = at;

  while (end < n && is_letter (&tokens[end]) && (end == at || cpx_trait_text_gap_is (text, end - 1, GAP)))
    g_string_append (letters, tokens[end++].word);
  names = end - at >= MIN_NAME_LETTERS ? g_hash_table_lookup (self->names, letters->str) : NULL;
  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const Name *name = g_ptr_array_index (names, i);

      if (name->n_words == 1 && is_meant (name, CPX_LETTERS_CAPITALS))
        add_span (spans, tokens[at].start, tokens[end - 1].end, get_mark (name->kind));
    }

  return MAX (end, at + 1) - at;
}

/* "DuPoNt": the pieces from @at on that a change of case parts, and nothing else. */
static void
find_parted_name_at (const CpxKnownTraits *self,
                     const CpxTraitText   *text,
                     guint                 at,
                     GArray               *spans)
{
  guint n;
  const CpxTraitToken *tokens = cpx_trait_text_get_tokens (text, &n);
  g_autoptr(GString) word = g_string_new (tokens[at].word);

  for (guint i = at + 1; i < n && i < at + MAX_PIECES && tokens[i].start == tokens[i - 1].end; i++)
    {
      GPtrArray *names;

      if (tokens[i].letters == CPX_LETTERS_NONE)
        return;
      g_string_append (word, tokens[i].word);
      names = word->len >= MIN_NAME_LETTERS ? g_hash_table_lookup (self->names, word->str) : NULL;
      for (guint j = 0; names != NULL && j < names->len; j++)
        {
          const Name *name = g_ptr_array_index (names, j);

          if (name->n_words == 1 && is_meant (name, CPX_LETTERS_CAPITAL))
            add_span (spans, tokens[at].start, tokens[i].end, get_mark (name->kind));
        }
    }
}

/* Numbers */

/* All letters and digits of a text, each with the word that it is of. */
typedef struct
{
  GString *stream;
  GArray  *token_of;   /* guint, one a byte of the stream */
} Stream;

static Stream
make_stream (const CpxTraitText *text)
{
  guint n;
  const CpxTraitToken *tokens = cpx_trait_text_get_tokens (text, &n);
  Stream self = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (guint)) };

  for (guint i = 0; i < n; i++)
    {
      g_string_append (self.stream, tokens[i].word);
      while (self.token_of->len < self.stream->len)
        g_array_append_val (self.token_of, i);
    }

  return self;
}

static void
clear_stream (Stream *self)
{
  g_string_free (self->stream, TRUE);
  g_array_unref (self->token_of);
}

static void
find_number (const Number       *number,
             const CpxTraitText *text,
             const Stream       *stream,
             GArray             *spans)
{
  guint n;
  const CpxTraitToken *tokens = cpx_trait_text_get_tokens (text, &n);
  gsize length = strlen (number->digits);

  for (const char *at = stream->stream->str; (at = strstr (at, number->digits)) != NULL; at++)
    {
      gsize first = (gsize) (at - stream->stream->str);
      guint from = g_array_index (stream->token_of, guint, first);
      guint to = g_array_index (stream->token_of, guint, first + length - 1);
      gboolean begins = first == 0 || g_array_index (stream->token_of, guint, first - 1) != from;
      gboolean ends = first + length == stream->token_of->len ||
                      g_array_index (stream->token_of, guint, first + length) != to;

      if (!number->is_whole || (begins && ends))
        add_span (spans, tokens[from].start, tokens[to].end, number->mark);
    }
}

/**
 * cpx_known_traits_find:
 * @self: traits
 * @text: a text
 * @spans: (element-type CpxTraitSpan): where what is found is added
 *
 * Finds each place where a trait stands, in whatever way it is written.
 */
void
cpx_known_traits_find (const CpxKnownTraits *self,
                       const CpxTraitText   *text,
                       GArray               *spans)
{
  Stream stream = make_stream (text);
  guint n;

  cpx_trait_text_get_tokens (text, &n);
  for (guint i = 0; i < n; i++)
    {
      find_names_at (self, text, i, spans);
      find_parted_name_at (self, text, i, spans);
    }
  for (guint i = 0; i < n;)
    i += find_spaced_name_at (self, text, i, spans);
  for (guint i = 0; i < self->numbers->len; i++)
    find_number (g_ptr_array_index (self->numbers, i), text, &stream, spans);
  clear_stream (&stream);
}

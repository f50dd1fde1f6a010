/* cpx-note-count.c: reads numbers in figures and words, lists of ordinals and levels of the spine.
 *
 * A number counts the next word that names something, unless that is a unit, a month, or no word of the nomenclature:
 * "3 cm", "12 mars" and "45 ans" count nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-note-count.h"

#include <stdlib.h>
#include <string.h>

#define MOST_COUNTED 30     /* larger numbers are no numbers of things */
#define MAX_TO_THING 3      /* tokens from a number to what it counts */
#define MAX_TO_MORE 5       /* tokens from it to "ou plus" */

typedef struct
{
  const CpxNoteToken  *tokens;
  guint                n;
  const CpxVocabulary *vocabulary;
  GArray              *counts;      /* (not owned): CpxCount */
} Reader;

static const char *
get_word (const Reader *self,
          guint         i)
{
  return i < self->n ? self->tokens[i].word : "";
}

static gboolean
is_one_of (const char         *word,
           const char * const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == *word && g_str_equal (words[i], word))
        return TRUE;
    }

  return FALSE;
}

/* 0 if it is no number. */
static guint
read_number (const char *word)
{
  static const char * const words[] = { "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf",
                                        "dix", "onze", "douze", NULL };
  static const char * const times[] = { "double", "triple", "quadruple", NULL };
  char *end;
  gulong number = strtoul (word, &end, 10);

  if (end != word)
    return *end == '\0' && number <= MOST_COUNTED ? (guint) number : 0;
  if (strchr ("ucdhnoqst", *word) == NULL)
    return 0;
  for (guint i = 1; words[i] != NULL; i++)
    {
      if (*word == *words[i] && g_str_equal (word, words[i]))
        return i;
    }
  for (guint i = 0; times[i] != NULL; i++)
    {
      if (*word == *times[i] && g_str_equal (word, times[i]))
        return i + 2;
    }

  return g_str_equal (word, "une") ? 1 : 0;
}

static gboolean
counts_no_thing (const char *word)
{
  static const char * const others[] = {
    "cm", "cm2", "mm", "m", "ml", "cc", "l", "mg", "g", "kg", "h", "heure", "heures", "min", "minute", "minutes", "an",
    "ans", "annee", "annees", "mois", "semaine", "semaines", "jour", "jours", "fois", "temps", "degre", "degres", "ch",
    "french", "dioptrie", "dioptries", "joule", "joules", "watt", "watts", "o", "janvier", "fevrier", "mars", "avril",
    "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre", NULL };

  return is_one_of (word, others) || g_ascii_isdigit (*word);
}

/* The token of the thing counted from token @i on; @i less one if none is. */
static guint
find_thing (const Reader *self,
            guint         i,
            guint         sentence)
{
  for (guint at = i; at < MIN (self->n, i + MAX_TO_THING) && self->tokens[at].sentence == sentence; at++)
    {
      if (counts_no_thing (self->tokens[at].word))
        break;
      if (!cpx_note_word_is_empty (self->tokens[at].word))
        return at;
    }

  return i - 1;
}

/* What the nomenclature counts for what people do. */
static const struct
{
  const char *thing;     /* how the word begins */
  const char *counted;
  guint       more;      /* each level of the spine more is a vertebra more */
} aliases[] = {
  { "tumeur", "zone", 0 }, { "lesion", "zone", 0 }, { "naevus", "zone", 0 }, { "carcinome", "zone", 0 },
  { "metacarpien", "os", 0 }, { "phalange", "os", 0 }, { "metatarsien", "os", 0 }, { "doigt", "rayon", 0 },
  { "niveau", "vertebre", 1 }, { "etage", "vertebre", 1 }, { "disque", "vertebre", 1 }, { "sagesse", "molaire", 0 },
};

static void
add (Reader     *self,
     guint       token,
     const char *thing,
     guint       least,
     guint       most)
{
  CpxCount count = { .token = token, .least = least, .most = most };

  count.concept = cpx_vocabulary_find (self->vocabulary, thing);
  if (count.concept != CPX_NO_CONCEPT)
    g_array_append_val (self->counts, count);
}

/* What stands before @end counts the thing that follows, by its own name and by that of the nomenclature. */
static void
count_thing (Reader *self,
             guint   first,
             guint   end,
             guint   least,
             guint   most)
{
  guint at = find_thing (self, end, self->tokens[first].sentence);

  if (at < end)
    return;
  add (self, first, self->tokens[at].word, least, most);
  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    {
      if (g_str_has_prefix (self->tokens[at].word, aliases[i].thing))
        add (self, first, aliases[i].counted, least + aliases[i].more, most + aliases[i].more);
    }
}

/* "3 anastomoses distales ou plus". */
static gboolean
is_open (const Reader *self,
         guint         i)
{
  for (guint at = i; at + 1 < MIN (self->n, i + MAX_TO_MORE) &&
       self->tokens[at].sentence == self->tokens[i].sentence; at++)
    {
      if ((g_str_equal (self->tokens[at].word, "ou") || g_str_equal (self->tokens[at].word, "et")) &&
          g_str_equal (get_word (self, at + 1), "plus"))
        return TRUE;
    }

  return FALSE;
}

/* "2 à 5 zones", "un ou deux abords", "plus de 5 zones"; returns the token after the numbers. */
static guint
read_counted (Reader *self,
              guint   i)
{
  static const char * const to[] = { "a", "ou", NULL };
  const char *before = i > 0 ? get_word (self, i - 1) : "";
  guint least = read_number (self->tokens[i].word);
  guint most = least;
  guint end = i + 1;

  if (is_one_of (get_word (self, end), to) && read_number (get_word (self, end + 1)) > least)
    {
      most = read_number (get_word (self, end + 1));
      end += 2;
    }
  else if (g_str_equal (get_word (self, end), "ou") && g_str_equal (get_word (self, end + 1), "plusieurs"))
    {
      most = CPX_COUNT_MANY;
      end += 2;
    }
  if (i > 1 && g_str_equal (before, "de") && g_str_equal (get_word (self, i - 2), "plus"))
    least++, most = CPX_COUNT_MANY;
  else if (is_open (self, end))
    most = CPX_COUNT_MANY;
  count_thing (self, i, end, least, most);

  return end;
}

/* "4e", "2ème", "1er". */
static gboolean
is_ordinal (const char *word)
{
  static const char * const ends[] = { "e", "eme", "er", "ere", "ieme", NULL };
  static const char * const words[] = { "premier", "premiere", "deuxieme", "second", "seconde", "troisieme",
                                        "quatrieme", "cinquieme", NULL };

  if (!g_ascii_isdigit (*word) && strchr ("pcdqst", *word) == NULL)
    return FALSE;

  return is_one_of (word, words) || (g_ascii_isdigit (*word) && is_one_of (word + strspn (word, "0123456789"), ends));
}

/* "4e et 5e rayons"; returns the token after them. */
static guint
read_ordinals (Reader *self,
               guint   i)
{
  static const char * const joins[] = { "et", "le", "la", "les", "du", "des", "de", NULL };
  guint n = 0;
  guint end = i;

  for (guint at = i; at < self->n && self->tokens[at].sentence == self->tokens[i].sentence; at++)
    {
      if (is_ordinal (self->tokens[at].word))
        n++, end = at + 1;
      else if (!is_one_of (self->tokens[at].word, joins))
        break;
    }
  if (n > 1)
    count_thing (self, i, end, n, n);

  return end;
}

/* "L4L5": a level of the spine. */
static gboolean
is_level (const char *word)
{
  gsize length = strlen (word);
  gsize at = 1;

  if (length < 4 || strchr ("ctls", *word) == NULL || !g_ascii_isdigit (word[1]))
    return FALSE;
  at += strspn (word + at, "0123456789");

  return word[at] != '\0' && strchr ("ctls", word[at]) != NULL && g_ascii_isdigit (word[at + 1]) &&
         word[at + 1 + strspn (word + at + 1, "0123456789")] == '\0';
}

/* Each level more is a vertebra more. */
static void
read_levels (Reader *self)
{
  guint first = 0;
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    {
      if (!is_level (self->tokens[i].word))
        continue;
      first = n == 0 ? i : first;
      n++;
    }
  if (n > 0)
    add (self, first, "vertebre", n + 1, n + 1);
}

/**
 * cpx_note_count_read:
 * @text: a text or a label
 * @vocabulary: the words that may be counted
 *
 * Returns: (transfer full) (element-type CpxCount): what it counts, in order
 */
GArray *
cpx_note_count_read (const CpxNoteText   *text,
                     const CpxVocabulary *vocabulary)
{
  Reader self = { .vocabulary = vocabulary };

  self.counts = g_array_new (FALSE, FALSE, sizeof (CpxCount));
  self.tokens = cpx_note_text_get_tokens (text, &self.n);
  for (guint i = 0; i < self.n;)
    {
      const char *word = self.tokens[i].word;

      if (is_ordinal (word))
        {
          i = read_ordinals (&self, i);
          continue;
        }
      if (read_number (word) > 0)
        {
          i = read_counted (&self, i);
          continue;
        }
      if (g_str_equal (word, "plusieurs") || g_str_equal (word, "multiples"))
        count_thing (&self, i, i + 1, 2, CPX_COUNT_MANY);
      i++;
    }
  read_levels (&self);

  return self.counts;
}

/**
 * cpx_count_holds:
 * @counted: what a label counts
 * @told: what a text counts
 *
 * Returns: `TRUE` if some number that the text may mean is one that the label allows
 */
gboolean
cpx_count_holds (const CpxCount *counted,
                 const CpxCount *told)
{
  return told->least <= counted->most && counted->least <= told->most;
}

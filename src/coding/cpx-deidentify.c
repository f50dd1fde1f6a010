/* cpx-deidentify.c: what is found is replaced by a word that says what stood there; the rest is left as it is.
 *
 * Three ways find it: what is known (cpx-known-traits.c), what its form tells (cpx-trait-patterns.c), what the word
 * before it tells (cpx-name-cues.c). When in doubt it is replaced: a model that reads "[NOM]" loses little.
 *
 * Not found: a single name of a third person that nothing announces and that no record knows, hours, ages, rare
 * histories. What is left is no anonymous text in the sense of the law; it is one that does not say who it is about.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-deidentify.h"

#include "cpx-name-cues.h"
#include "cpx-trait-patterns.h"

#include <string.h>

/* In French, as the text around them. */
static const char * const placeholders[] = {
  [CPX_TRAIT_MARK_NAME] = "[NOM]",
  [CPX_TRAIT_MARK_DATE] = "[DATE]",
  [CPX_TRAIT_MARK_PHONE] = "[TÉLÉPHONE]",
  [CPX_TRAIT_MARK_NIR] = "[NIR]",
  [CPX_TRAIT_MARK_NUMBER] = "[NUMÉRO]",
  [CPX_TRAIT_MARK_EMAIL] = "[COURRIEL]",
  [CPX_TRAIT_MARK_ADDRESS] = "[ADRESSE]",
  [CPX_TRAIT_MARK_PLACE] = "[LIEU]",
};

/* A GCompareFunc: by place, the longer first. */
static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  const CpxTraitSpan *first = a;
  const CpxTraitSpan *second = b;

  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;

  return first->end == second->end ? 0 : first->end > second->end ? -1 : 1;
}

/* "Jean", "DUPONT" are one name; "12 rue X", "75002 Paris" one address. */
static gboolean
are_one (const char         *text,
         const CpxTraitSpan *first,
         const CpxTraitSpan *second)
{
  if (second->start <= first->end)
    return second->start < first->end || second->mark == first->mark;

  return (first->mark == CPX_TRAIT_MARK_NAME || first->mark == CPX_TRAIT_MARK_ADDRESS) &&
         first->mark == second->mark && second->start - first->end <= 3 &&
         strspn (text + first->end, " .,-'") >= second->start - first->end;
}

static CpxTraitMark
get_longer (const CpxTraitSpan *first,
            const CpxTraitSpan *second)
{
  return second->end - second->start > first->end - first->start ? second->mark : first->mark;
}

/* The spans in order, none beside another of its kind. */
static GArray *
join (const char *text,
      GArray     *spans)
{
  GArray *joined = g_array_new (FALSE, FALSE, sizeof (CpxTraitSpan));

  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len; i++)
    {
      const CpxTraitSpan *span = &g_array_index (spans, CpxTraitSpan, i);
      CpxTraitSpan *last = joined->len > 0 ? &g_array_index (joined, CpxTraitSpan, joined->len - 1) : NULL;

      if (last == NULL || !are_one (text, last, span))
        {
          g_array_append_val (joined, *span);
          continue;
        }
      last->mark = get_longer (last, span);
      last->end = MAX (last->end, span->end);
    }

  return joined;
}

/* A capital alone with a point or a hyphen; "M." is a title, which stays. */
static gboolean
is_initial (const CpxTraitText  *text,
            const CpxTraitToken *token)
{
  char next = cpx_trait_text_get_text (text)[token->end];

  return token->letters == CPX_LETTERS_CAPITALS && strlen (token->word) == 1 && (next == '.' || next == '-') &&
         !(next == '.' && *token->word == 'm');
}

/* "J." of "J. Dupont", "J-P." of "J-P. Dupont". */
static guint
find_initials (const CpxTraitText *text,
               guint               start)
{
  guint n;
  const CpxTraitToken *tokens = cpx_trait_text_get_tokens (text, &n);
  guint i = 0;

  while (i < n && tokens[i].start < start)
    i++;
  while (i > 0 && is_initial (text, &tokens[i - 1]) && (i == n || cpx_trait_text_gap_is (text, i - 1, " .-")))
    start = tokens[--i].start;

  return start;
}

static void
add_initials (const CpxTraitText *text,
              GArray             *spans)
{
  for (guint i = 0; i < spans->len; i++)
    {
      CpxTraitSpan *span = &g_array_index (spans, CpxTraitSpan, i);

      if (span->mark == CPX_TRAIT_MARK_NAME)
        span->start = find_initials (text, span->start);
    }
}

/* @words: (nullable): what is told of each kind; `NULL`: it is left out */
static char *
replace (const char         *text,
         GArray             *spans,
         const char * const *words)
{
  GString *out = g_string_sized_new (strlen (text));
  guint at = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const CpxTraitSpan *span = &g_array_index (spans, CpxTraitSpan, i);

      g_string_append_len (out, text + at, span->start - at);
      g_string_append (out, words != NULL ? words[span->mark] : " ");
      at = span->end;
    }
  g_string_append (out, text + at);

  return g_string_free (out, FALSE);
}

/* Whether @span is within a placeholder, which may be the namesake of somebody. */
static gboolean
is_placeholder (const char         *text,
                const CpxTraitSpan *span)
{
  for (gsize i = 0; i < G_N_ELEMENTS (placeholders); i++)
    {
      gsize length = strlen (placeholders[i]);

      if (span->start > 0 && strncmp (text + span->start - 1, placeholders[i], length) == 0 &&
          span->end + 2 == span->start + length)
        return TRUE;
    }

  return FALSE;
}

/* A second look at what is about to leave. */
static gboolean
is_clean (const char           *text,
          const CpxKnownTraits *traits)
{
  g_autoptr(CpxTraitText) read = cpx_trait_text_new (text);
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (CpxTraitSpan));

  cpx_known_traits_find (traits, read, spans);
  for (guint i = 0; i < spans->len; i++)
    {
      if (!is_placeholder (cpx_trait_text_get_text (read), &g_array_index (spans, CpxTraitSpan, i)))
        return FALSE;
    }

  return TRUE;
}

/* What tells who @read is about, none beside another of its kind; `NULL` if it cannot be sure. */
static GArray *
find (const CpxTraitText   *read,
      const CpxKnownTraits *traits)
{
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (CpxTraitSpan));

  if (traits != NULL)
    cpx_known_traits_find (traits, read, spans);
  cpx_name_cues_find (read, spans);
  if (!cpx_trait_patterns_find (read, spans))
    return NULL;
  add_initials (read, spans);

  return join (cpx_trait_text_get_text (read), spans);
}

/**
 * cpx_deidentify:
 * @text: a report; any bytes
 * @traits: (nullable): what is known of its people
 *
 * Replaces what tells who a report is about: what is known of them, and what looks like a name, a date, a number, a
 * phone, an address of somebody. Sizes, sides, levels and eponyms stay.
 *
 * Returns: (transfer full) (nullable): what is left, in Unicode's composed form; `NULL` if it cannot be sure: then
 *   nothing is to leave
 */
char *
cpx_deidentify (const char           *text,
                const CpxKnownTraits *traits)
{
  g_autoptr(CpxTraitText) read = NULL;
  g_autoptr(GArray) spans = NULL;
  g_autofree char *replaced = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  read = cpx_trait_text_new (text);
  spans = find (read, traits);
  if (spans == NULL)
    return NULL;
  replaced = replace (cpx_trait_text_get_text (read), spans, placeholders);

  return traits == NULL || is_clean (replaced, traits) ? g_steal_pointer (&replaced) : NULL;
}

/**
 * cpx_deidentify_leave_out:
 * @text: a title; any bytes
 *
 * Does what cpx_deidentify() does of people of whom nothing is known, and says nothing of what stood there.
 *
 * Returns: (transfer full) (nullable): what is left; `NULL` if it cannot be sure
 */
char *
cpx_deidentify_leave_out (const char *text)
{
  g_autoptr(CpxTraitText) read = NULL;
  g_autoptr(GArray) spans = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  read = cpx_trait_text_new (text);
  spans = find (read, NULL);

  return spans != NULL ? replace (cpx_trait_text_get_text (read), spans, NULL) : NULL;
}

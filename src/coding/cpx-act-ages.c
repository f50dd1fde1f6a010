/* cpx-act-ages.c: reads "après l'âge de 16 ans", "chez l'enfant de moins de 6 ans", "chez le nouveau-né" in labels.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-ages.h"

#include "cpx-note-text.h"

#include <stdlib.h>
#include <string.h>

#define OLDEST 150
#define LAST_CHILD_YEAR 17     /* an "enfant" of the CCAM may be an adolescent */
#define FIRST_ADULT_YEAR 15
#define LAST_INFANT_YEAR 2
#define MAX_BETWEEN 4          /* words between "après" and the number */

static gboolean
is_word (const CpxNoteToken *tokens,
         guint               i,
         guint               n,
         const char         *word)
{
  return i < n && g_str_equal (tokens[i].word, word);
}

/* The number of years that follows soon, or -1. */
static int
find_years (const CpxNoteToken *tokens,
            guint               from,
            guint               n)
{
  for (guint i = from + 1; i < n && i <= from + MAX_BETWEEN; i++)
    {
      if (g_ascii_isdigit (*tokens[i].word))
        return is_word (tokens, i + 1, n, "ans") || is_word (tokens, i + 1, n, "an") ? atoi (tokens[i].word) : -1;
    }

  return -1;
}

static void
keep_from (CpxActAges *ages,
           int         from)
{
  ages->from = MAX (ages->from, from);
}

static void
keep_to (CpxActAges *ages,
         int         to)
{
  ages->to = MIN (ages->to, to);
}

static void
read_bound (CpxActAges         *ages,
            const CpxNoteToken *tokens,
            guint               i,
            guint               n)
{
  gboolean less = is_word (tokens, i, n, "avant") || is_word (tokens, i, n, "moins");
  gboolean more = is_word (tokens, i, n, "apres") || is_word (tokens, i, n, "plus");
  int years = less || more ? find_years (tokens, i, n) : -1;

  if (years < 0)
    return;
  if (less)
    keep_to (ages, years - 1);
  else
    keep_from (ages, years);
}

/* "Chez" and the person. */
static void
read_person (CpxActAges         *ages,
             const CpxNoteToken *tokens,
             guint               i,
             guint               n)
{
  guint person = i + 2;   /* an article stands between */

  if (!is_word (tokens, i, n, "chez"))
    return;
  if (is_word (tokens, person, n, "enfant"))
    keep_to (ages, LAST_CHILD_YEAR);
  else if (is_word (tokens, person, n, "adulte"))
    keep_from (ages, FIRST_ADULT_YEAR);
  else if (is_word (tokens, person, n, "nourrisson"))
    keep_to (ages, LAST_INFANT_YEAR);
  else if (is_word (tokens, person, n, "nouveau") || is_word (tokens, person, n, "premature"))
    keep_to (ages, 0);
}

/**
 * cpx_act_ages_read:
 * @label: the label of an act
 *
 * Returns: the ages that it names, all of them if it names none
 */
CpxActAges
cpx_act_ages_read (const char *label)
{
  CpxActAges ages = { 0, OLDEST };
  g_autoptr(CpxNoteText) text = NULL;
  guint n;
  const CpxNoteToken *tokens;

  if (strstr (label, " ans") == NULL && strstr (label, "chez ") == NULL)
    return ages;
  text = cpx_note_text_new (label);
  tokens = cpx_note_text_get_tokens (text, &n);
  for (guint i = 0; i < n; i++)
    {
      read_bound (&ages, tokens, i, n);
      read_person (&ages, tokens, i, n);
    }
  if (ages.from > ages.to)   /* "chez l'adulte ou ... chez le nouveau-né" */
    return (CpxActAges) { 0, OLDEST };

  return ages;
}

/**
 * cpx_act_ages_are_any:
 * @self: the ages of an act
 *
 * Returns: `TRUE` if they leave nobody out
 */
gboolean
cpx_act_ages_are_any (const CpxActAges *self)
{
  return self->from <= 0 && self->to >= OLDEST;
}

/**
 * cpx_act_ages_hold:
 * @self: the ages of an act
 * @age_years: of a patient, on the day of the act
 *
 * Returns: `TRUE` if the act is done at that age, both ends counted
 */
gboolean
cpx_act_ages_hold (const CpxActAges *self,
                   int               age_years)
{
  return age_years >= self->from && age_years <= self->to;
}

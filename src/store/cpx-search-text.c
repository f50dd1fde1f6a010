/* cpx-search-text.c: what a person typed to find a patient, and whether a word answers it.
 *
 *   dupon jean 1958      words in any order, each the beginning of a word of the patient
 *   14/03/1958, 03/1958  a date, as its ISO digits: 19580314 and what begins with 195803
 *   06 12 34, +33 6 12   numbers that stand together are also tried as one: phones and NIRs are typed in groups
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-search-text.h"

#include <cpx-fold.h>
#include <cpx-partial-date.h>

#include <string.h>

#define MAX_WORDS        12
#define MIN_TYPO_LETTERS 3

static void
free_group (CpxSearchGroup *group)
{
  g_ptr_array_unref (group->words);
  g_free (group->joined);
  g_free (group);
}

static int
digit_of (char c)
{
  if (g_ascii_isdigit (c))
    return c - '0';
  if (c == 'a' || c == 'b')   /* NIRs of Corsica: 2A, 2B */
    return 10 + c - 'a';

  return -1;
}

/**
 * cpx_search_text_number:
 * @text: a folded word
 * @out_first: (out): the number it is
 * @out_last: (out): the last number that begins with it
 *
 * Puts a word of up to 15 digits (the first 0 to 9, the others also a or b) on a line on which all that begins with it
 * lies between two marks: four bits a digit, from the left, one more than the digit so that 0 is not nothing.
 *
 * Returns: `FALSE` if it is no such word
 */
gboolean
cpx_search_text_number (const char *text,
                        guint64    *out_first,
                        guint64    *out_last)
{
  guint64 number = 0;
  guint n_digits = 0;
  guint free_bits;

  if (!g_ascii_isdigit (*text))
    return FALSE;

  for (; text[n_digits] != '\0'; n_digits++)
    {
      int digit = digit_of (text[n_digits]);

      if (digit < 0 || n_digits == CPX_SEARCH_NUMBER_DIGITS)
        return FALSE;
      number = number << 4 | (guint64) (digit + 1);
    }
  free_bits = 4 * (CPX_SEARCH_NUMBER_DIGITS - n_digits);
  *out_first = number << free_bits;
  *out_last = *out_first | ((G_GUINT64_CONSTANT (1) << free_bits) - 1);

  return TRUE;
}

static gboolean
is_number (const char *word)
{
  guint64 first, last;

  return cpx_search_text_number (word, &first, &last);
}

/* What follows a slip begins with what was typed, or is it? */
static gboolean
goes_on (const char     *typed,
         const char     *word,
         CpxSearchMatch  match)
{
  while (*typed != '\0' && *typed == *word)
    {
      typed++;
      word++;
    }

  return *typed == '\0' && (match == CPX_SEARCH_NEAR || *word == '\0');
}

/**
 * cpx_search_text_matches:
 * @typed: a folded word that was typed
 * @word: a folded word of a patient
 * @match: how strictly
 *
 * Tells whether some beginning of @word is what was typed, or the word itself (CPX_SEARCH_NEAR_WORD) or some beginning
 * of it (CPX_SEARCH_NEAR) is within one slip of it. Slips are of bytes: after folding, French and most European letters
 * are one each.
 *
 * Returns: `TRUE` if so
 */
gboolean
cpx_search_text_matches (const char     *typed,
                         const char     *word,
                         CpxSearchMatch  match)
{
  gsize i = 0;

  while (typed[i] != '\0' && typed[i] == word[i])
    i++;
  if (typed[i] == '\0')
    return TRUE;
  if (match == CPX_SEARCH_EXACT)
    return FALSE;

  typed += i;
  word += i;
  if (goes_on (typed + 1, word, match))   /* a letter too many */
    return TRUE;
  if (*word == '\0')
    return FALSE;
  if (goes_on (typed + 1, word + 1, match) || goes_on (typed, word + 1, match))   /* another letter; one left out */
    return TRUE;

  return typed[0] == word[1] && typed[1] == word[0] && goes_on (typed + 2, word + 2, match);   /* two exchanged */
}

/**
 * cpx_search_text_allows_typo:
 * @typed: a folded word that was typed
 *
 * Returns: `TRUE` if it is long enough, and letters: one digit wrong is another number
 */
gboolean
cpx_search_text_allows_typo (const char *typed)
{
  return strlen (typed) >= MIN_TYPO_LETTERS && !is_number (typed);
}

static char *
read_date (const char *chunk)
{
  g_autofree char *iso = NULL;
  CpxPartialDate date;

  if (!g_ascii_isdigit (*chunk) || strpbrk (chunk, "/-.") == NULL || !cpx_partial_date_parse (chunk, &date))
    return NULL;
  iso = cpx_partial_date_format_iso (date);

  return cpx_fold_digits (iso);
}

/* Day, month and year typed without anything between. */
static char *
turn_date (const char *word)
{
  g_autofree char *iso = NULL;
  CpxPartialDate date;

  if (strlen (word) != 8 || strspn (word, "0123456789") != 8)
    return NULL;
  iso = g_strdup_printf ("%.4s-%.2s-%.2s", word + 4, word + 2, word);
  if (!cpx_partial_date_parse_iso (iso, &date))
    return NULL;

  return cpx_fold_digits (iso);
}

/* The words of what was typed, a date as one word, an international prefix as the national one. */
static GPtrArray *
list_words (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) chunks = g_strsplit_set (text, " \t\n\r", -1);

  for (guint i = 0; chunks[i] != NULL && words->len < MAX_WORDS; i++)
    {
      g_autofree char *date = read_date (chunks[i]);
      g_autofree char *national = g_str_has_prefix (chunks[i], "+33") ? g_strconcat ("0", chunks[i] + 3, NULL) : NULL;
      g_auto(GStrv) folded = NULL;

      if (date != NULL)
        {
          g_ptr_array_add (words, g_steal_pointer (&date));
          continue;
        }
      folded = cpx_fold_tokens (national != NULL ? national : chunks[i]);
      for (guint j = 0; folded[j] != NULL && words->len < MAX_WORDS; j++)
        g_ptr_array_add (words, g_strdup (folded[j]));
    }

  return words;
}

static void
join (CpxSearchGroup *group)
{
  g_autofree char *joined = NULL;

  if (group->words->len == 1)
    {
      group->joined = turn_date (g_ptr_array_index (group->words, 0));
      return;
    }
  g_ptr_array_add (group->words, NULL);
  joined = g_strjoinv ("", (char **) group->words->pdata);
  g_ptr_array_set_size (group->words, (int) group->words->len - 1);
  if (is_number (joined))
    group->joined = g_steal_pointer (&joined);
}

/**
 * cpx_search_text_parse:
 * @text: what was typed
 *
 * Reads what was typed. At most 12 words count.
 *
 * Returns: (transfer full) (element-type CpxSearchGroup): what a patient must answer; empty: everyone does
 */
GPtrArray *
cpx_search_text_parse (const char *text)
{
  g_autoptr(GPtrArray) words = list_words (text);
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) free_group);
  gboolean after_number = FALSE;

  for (guint i = 0; i < words->len; i++)
    {
      char *word = g_ptr_array_index (words, i);
      gboolean number = is_number (word);
      CpxSearchGroup *group;

      if (!(number && after_number))
        {
          group = g_new0 (CpxSearchGroup, 1);
          group->words = g_ptr_array_new_with_free_func (g_free);
          g_ptr_array_add (groups, group);
        }
      group = g_ptr_array_index (groups, groups->len - 1);
      g_ptr_array_add (group->words, g_strdup (word));
      after_number = number;
    }
  for (guint i = 0; i < groups->len; i++)
    join (g_ptr_array_index (groups, i));

  return groups;
}

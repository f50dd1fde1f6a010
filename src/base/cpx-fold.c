/* cpx-fold.c: "Œuvré-L'Éçole" becomes "oeuvre l ecole".
 *
 * Compatibility decomposition, marks dropped, small letters, ligatures and barred letters spelt out, everything
 * that is no letter and no digit turned into one space. Letters of other scripts stay as they are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-fold.h"

#include "cpx-normalize.h"

#include <string.h>

/* Letters that Unicode does not decompose, in small form. */
static const struct
{
  gunichar    letter;
  const char *spelt;
} spellings[] = {
  { 0x00df, "ss" },  /* ß */
  { 0x00e6, "ae" },  /* æ */
  { 0x00f0, "d" },   /* ð */
  { 0x00f8, "o" },   /* ø */
  { 0x00fe, "th" },  /* þ */
  { 0x0111, "d" },   /* đ */
  { 0x0127, "h" },   /* ħ */
  { 0x0131, "i" },   /* ı */
  { 0x0142, "l" },   /* ł */
  { 0x014b, "n" },   /* ŋ */
  { 0x0153, "oe" },  /* œ */
  { 0x0167, "t" },   /* ŧ */
  { 0x03c2, "σ" },   /* final sigma */
};

static void
append_letter (GString *out,
               gunichar letter)
{
  for (gsize i = 0; letter >= 0x80 && i < G_N_ELEMENTS (spellings); i++)
    {
      if (spellings[i].letter == letter)
        {
          g_string_append (out, spellings[i].spelt);
          return;
        }
    }
  g_string_append_unichar (out, letter);
}

static void
append_space (GString *out)
{
  if (out->len > 0 && out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
}

/* Decomposed text, well formed. */
static char *
decompose (const char *text)
{
  g_autofree char *valid = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);

  return cpx_normalize (text, G_NORMALIZE_ALL);
}

static gboolean
is_ascii (const char *text)
{
  while (*text != '\0')
    {
      if (*text++ & 0x80)
        return FALSE;
    }

  return TRUE;
}

/* What the letters of cpx_fold() come to where all are ASCII, as most are. */
static char *
fold_ascii (const char *text)
{
  char *folded = g_malloc (strlen (text) + 1);
  char *end = folded;

  for (; *text != '\0'; text++)
    {
      if (g_ascii_isalnum (*text))
        *end++ = (char) (g_ascii_isupper (*text) ? *text | 0x20 : *text);
      else if (end > folded && end[-1] != ' ')
        *end++ = ' ';
    }
  if (end > folded && end[-1] == ' ')
    end--;
  *end = '\0';

  return folded;
}

/**
 * cpx_fold:
 * @text: any text; bytes that are not UTF-8 count as separators
 *
 * Gives the form under which texts that a person takes for the same are the same.
 *
 * Returns: (transfer full): words separated by one space, none at the ends
 */
char *
cpx_fold (const char *text)
{
  g_autofree char *decomposed = NULL;
  GString *out;

  g_return_val_if_fail (text != NULL, NULL);

  if (is_ascii (text))
    return fold_ascii (text);

  text = decomposed = decompose (text);
  out = g_string_sized_new (strlen (text));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (g_unichar_isalnum (letter))
        append_letter (out, g_unichar_tolower (letter));
      else if (!g_unichar_ismark (letter) && letter != 0x00ad)
        append_space (out);
    }
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);

  return g_string_free (out, FALSE);
}

/**
 * cpx_fold_tokens:
 * @text: any text
 *
 * Returns: (transfer full): the words of cpx_fold(), in order
 */
char **
cpx_fold_tokens (const char *text)
{
  g_autofree char *folded = cpx_fold (text);
  char **words;

  if (strchr (folded, ' ') != NULL)
    return g_strsplit (folded, " ", -1);

  words = g_new0 (char *, 2);
  words[0] = *folded != '\0' ? g_steal_pointer (&folded) : NULL;

  return words;
}

/**
 * cpx_fold_digits:
 * @text: any text, for example a phone number
 *
 * Returns: (transfer full): its ASCII digits alone
 */
char *
cpx_fold_digits (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (g_ascii_isdigit (*text))
        g_string_append_c (out, *text);
    }

  return g_string_free (out, FALSE);
}

/* cpx-normalize.c: Unicode normal forms of texts of any length.
 *
 * g_utf8_normalize() moves the whole rest of the text for each pair that it composes, and sorts marks by exchange: a
 * million accents pasted into a note would take minutes.  So a text is normalised in runs: whatever stands before a
 * letter or a digit that never joins what precedes it (UAX #15, section 9) may be done by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-normalize.h"

#define RUN_BYTES     256
#define MAX_RUN_BYTES 4096   /* no script needs as much in a row; marks heaped beyond are not sorted across the cut */

/* Only marks and Hangul vowels and finals join what precedes them; these are none of them. */
static gboolean
begins_anew (gunichar character)
{
  GUnicodeType type = g_unichar_type (character);

  return character < 0x80 || type == G_UNICODE_UPPERCASE_LETTER || type == G_UNICODE_LOWERCASE_LETTER ||
         type == G_UNICODE_TITLECASE_LETTER || type == G_UNICODE_DECIMAL_NUMBER;
}

static const char *
find_run_end (const char *start)
{
  const char *at = start;

  while (*at != '\0' && at - start < MAX_RUN_BYTES &&
         (at - start < RUN_BYTES || !begins_anew (g_utf8_get_char (at))))
    at = g_utf8_next_char (at);

  return at;
}

/**
 * cpx_normalize:
 * @text: valid UTF-8
 * @mode: which form
 *
 * Does as g_utf8_normalize(), in a time that grows with the length alone.
 *
 * Returns: (transfer full): the text in that form
 */
char *
cpx_normalize (const char     *text,
               GNormalizeMode  mode)
{
  const char *first_end = find_run_end (text);
  GString *out;

  if (*first_end == '\0')   /* nearly always */
    return g_utf8_normalize (text, first_end - text, mode);
  out = g_string_new (NULL);
  while (*text != '\0')
    {
      const char *end = find_run_end (text);
      g_autofree char *run = g_utf8_normalize (text, end - text, mode);

      g_assert (run != NULL);  /* the text is valid, and cut between characters */
      g_string_append (out, run);
      text = end;
    }

  return g_string_free (out, FALSE);
}

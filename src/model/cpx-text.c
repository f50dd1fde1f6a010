/* cpx-text.c: text is composed (NFC) and trimmed when it comes in, and never changed otherwise.
 *
 * What cannot be kept and shown intact is refused, not repaired: bytes that are not UTF-8, control characters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-text.h"

#include <cpx-normalize.h>

#include <string.h>

#define QUOTED_LENGTH 40

static gboolean
is_plain (const char *text)
{
  for (; *text != '\0'; text++)
    {
      if ((*text & 0x80) != 0 || *text == '\r')
        return FALSE;
    }

  return TRUE;
}

static const char *
skip_spaces (const char *text)
{
  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  return text;
}

static char *
trim (const char *text)
{
  const char *start = skip_spaces (text);
  const char *end = start + strlen (start);

  while (end > start)
    {
      const char *last = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        break;
      end = last;
    }

  return g_strndup (start, (gsize) (end - start));
}

/* CR LF and CR become LF. */
static void
unify_lines (char *text)
{
  char *out = text;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (at[0] == '\r' && at[1] == '\n')
        continue;
      *out++ = *at == '\r' ? '\n' : *at;
    }
  *out = '\0';
}

/**
 * cpx_text_clean:
 * @text: text as it was typed or read
 * @several_lines: whether lines end with a newline, whatever ended them before
 *
 * Composes and trims a text; one that is not UTF-8 stays as it is, for cpx_text_find_fault() to refuse.
 *
 * Returns: (transfer full): the text as it is kept
 */
char *
cpx_text_clean (const char *text,
                gboolean    several_lines)
{
  g_autofree char *composed = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (is_plain (text))
    return trim (text);
  if (!g_utf8_validate (text, -1, NULL))
    return g_strdup (text);

  composed = cpx_normalize (text, G_NORMALIZE_NFC);
  if (several_lines)
    unify_lines (composed);

  return trim (composed);
}

/**
 * cpx_text_squeeze:
 * @text: a number or a code as typed, for example a NIR in groups
 *
 * Returns: (transfer full): @text without spaces, dots and dashes, in capitals
 */
char *
cpx_text_squeeze (const char *text)
{
  GString *out;

  if (!g_utf8_validate (text, -1, NULL))
    return g_strdup (text);

  out = g_string_new (NULL);
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (!g_unichar_isspace (character) && character != '.' && character != '-')
        g_string_append_unichar (out, g_unichar_toupper (character));
    }

  return g_string_free (out, FALSE);
}

/**
 * cpx_text_shorten:
 * @text: what someone typed, of any length
 *
 * Returns: (transfer full): its beginning, fit to be quoted in a sentence
 */
char *
cpx_text_shorten (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (valid, -1) <= QUOTED_LENGTH)
    return g_steal_pointer (&valid);
  start = g_utf8_substring (valid, 0, QUOTED_LENGTH);

  return g_strconcat (start, "…", NULL);
}

static CpxTextFault
find_character_fault (gunichar character,
                      gboolean several_lines)
{
  gboolean line = character == '\n' || character == 0x2028 || character == 0x2029;

  if (several_lines && (line || character == '\t'))
    return CPX_TEXT_OK;
  if (line)
    return CPX_TEXT_LINES;

  return g_unichar_iscntrl (character) ? CPX_TEXT_CONTROL : CPX_TEXT_OK;
}

/* Most texts: letters, digits and signs of ASCII. */
static gboolean
is_printable_ascii (const char *text,
                    guint      *out_length)
{
  const char *at = text;

  while (*at >= 0x20 && *at < 0x7f)
    at++;
  *out_length = (guint) (at - text);

  return *at == '\0';
}

/* Gives the faulty character, or how many there are. */
static CpxTextFault
look_at_each (const char *text,
              gboolean    several_lines,
              guint      *out_position)
{
  CpxTextFault fault = CPX_TEXT_OK;
  guint position = 0;
  const char *end;

  if (!g_utf8_validate (text, -1, &end))
    {
      fault = CPX_TEXT_NOT_UTF8;
      position = (guint) g_utf8_strlen (text, end - text) + 1;
    }
  for (const char *at = text; fault == CPX_TEXT_OK && *at != '\0'; at = g_utf8_next_char (at))
    {
      position++;
      fault = find_character_fault (g_utf8_get_char (at), several_lines);
    }
  *out_position = position;

  return fault;
}

/**
 * cpx_text_add_part:
 * @line: a line under way, "Cholécystectomie · 18/11/2026"
 * @part: (nullable): what follows; nothing is added of what is empty
 *
 * Adds a part to a line whose parts stand between points.
 */
void
cpx_text_add_part (GString    *line,
                   const char *part)
{
  if (part == NULL || *part == '\0')
    return;

  if (line->len > 0)
    g_string_append (line, " · ");
  g_string_append (line, part);
}

/**
 * cpx_text_find_fault:
 * @text: a text
 * @several_lines: whether it may have several lines
 * @max_length: the most characters it may have
 * @out_position: (out) (optional): the faulty character, counted from 1; for a text too long, its length
 *
 * Looks for the first reason not to keep a text.
 *
 * Returns: the reason, or %CPX_TEXT_OK
 */
CpxTextFault
cpx_text_find_fault (const char *text,
                     gboolean    several_lines,
                     guint       max_length,
                     guint      *out_position)
{
  CpxTextFault fault = CPX_TEXT_OK;
  guint position;

  if (!is_printable_ascii (text, &position))
    fault = look_at_each (text, several_lines, &position);
  if (fault == CPX_TEXT_OK && position > max_length)
    fault = CPX_TEXT_TOO_LONG;
  if (out_position != NULL)
    *out_position = position;

  return fault;
}

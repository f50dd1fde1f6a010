/* cpx-trait-text.c: one form for what people and machines write in many.
 *
 * Full-width and decomposed letters, digits of other scripts, invisible marks inside words (a soft hyphen of a PDF, a
 * zero-width space), words cut at the end of a line: all would hide a name from who looks for its letters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-trait-text.h"

#include <cpx-fold.h>
#include <cpx-normalize.h>
#include <string.h>

struct _CpxTraitText
{
  char   *text;    /* (owned) */
  GArray *tokens;  /* (owned): CpxTraitToken */
};

static void
append_character (GString *out,
                  gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  if (c == '\n' || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR)
    g_string_append_c (out, '\n');
  else if (c == '\t' || type == G_UNICODE_SPACE_SEPARATOR)
    g_string_append_c (out, ' ');
  else if (g_unichar_isdigit (c))
    g_string_append_c (out, (char) ('0' + g_unichar_digit_value (c)));
  else if (c >= 0x2010 && c <= 0x2015)   /* the hyphens and dashes */
    g_string_append_c (out, '-');
  else if (c == 0x2018 || c == 0x2019 || c == 0x02bc)
    g_string_append (out, "’");
  else if (type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT && type != G_UNICODE_PRIVATE_USE &&
           type != G_UNICODE_UNASSIGNED && type != G_UNICODE_SURROGATE)
    g_string_append_unichar (out, c);
}

static char *
clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *composed = cpx_normalize (valid, G_NORMALIZE_ALL_COMPOSE);
  GString *out = g_string_sized_new (strlen (composed));

  for (const char *at = composed; *at != '\0'; at = g_utf8_next_char (at))
    append_character (out, g_utf8_get_char (at));

  return g_string_free (out, FALSE);
}

/* Where the word goes on after a hyphen, a line end and perhaps spaces; NULL if this is no cut word. */
static const char *
find_rest (const char *start,
           const char *hyphen)
{
  const char *rest = hyphen + 1;
  gunichar before;
  gunichar after;

  while (*rest == ' ')
    rest++;
  if (*rest != '\n' || hyphen == start)
    return NULL;
  while (*rest == ' ' || *rest == '\n')
    rest++;
  before = g_utf8_get_char (g_utf8_prev_char (hyphen));
  after = g_utf8_get_char (rest);

  return g_unichar_isalpha (before) && g_unichar_isalpha (after) &&
                 (g_unichar_islower (after) || g_unichar_isupper (before))
         ? rest
         : NULL;
}

static char *
join_cut_words (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));

  for (const char *at = text; *at != '\0';)
    {
      const char *rest = *at == '-' ? find_rest (text, at) : NULL;
      const char *next = g_utf8_next_char (at);

      if (rest != NULL)
        next = rest;
      else
        g_string_append_len (out, at, next - at);
      at = next;
    }

  return g_string_free (out, FALSE);
}

/* Whether @next goes on with the run that ends with @last. */
static gboolean
goes_on (gunichar last,
         gunichar next)
{
  if (g_unichar_ismark (next))
    return TRUE;
  if (!g_unichar_isalnum (next) || g_unichar_isdigit (last) != g_unichar_isdigit (next))
    return FALSE;

  return !(g_unichar_islower (last) && g_unichar_isupper (next));
}

static CpxLetters
get_letters (const char *start,
             const char *end)
{
  gunichar first = g_utf8_get_char (start);

  if (g_unichar_isdigit (first))
    return CPX_LETTERS_NONE;
  if (!g_unichar_isupper (first))
    return CPX_LETTERS_SMALL;
  for (const char *at = start; at < end; at = g_utf8_next_char (at))
    {
      if (g_unichar_islower (g_utf8_get_char (at)))
        return CPX_LETTERS_CAPITAL;
    }

  return CPX_LETTERS_CAPITALS;
}

static const char *
find_end (const char *start)
{
  gunichar last = g_utf8_get_char (start);
  const char *end = g_utf8_next_char (start);

  while (*end != '\0' && goes_on (last, g_utf8_get_char (end)))
    {
      if (!g_unichar_ismark (g_utf8_get_char (end)))
        last = g_utf8_get_char (end);
      end = g_utf8_next_char (end);
    }

  return end;
}

static void
cut (CpxTraitText *self)
{
  for (const char *at = self->text; *at != '\0';)
    {
      const char *end = g_utf8_next_char (at);

      if (g_unichar_isalnum (g_utf8_get_char (at)))
        {
          g_autofree char *written = NULL;
          CpxTraitToken token = { .start = (guint) (at - self->text) };

          end = find_end (at);
          written = g_strndup (at, (gsize) (end - at));
          token.word = cpx_fold (written);
          token.end = (guint) (end - self->text);
          token.letters = get_letters (at, end);
          g_array_append_val (self->tokens, token);
        }
      at = end;
    }
}

static void
clear_token (gpointer data)
{
  g_free (((CpxTraitToken *) data)->word);
}

/**
 * cpx_trait_text_new:
 * @text: any bytes
 *
 * Returns: (transfer full): @text in one form, and its words
 */
CpxTraitText *
cpx_trait_text_new (const char *text)
{
  CpxTraitText *self = g_new0 (CpxTraitText, 1);
  g_autofree char *cleaned = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  cleaned = clean (text);
  self->text = join_cut_words (cleaned);
  self->tokens = g_array_new (FALSE, FALSE, sizeof (CpxTraitToken));
  g_array_set_clear_func (self->tokens, clear_token);
  cut (self);

  return self;
}

void
cpx_trait_text_free (CpxTraitText *self)
{
  g_array_unref (self->tokens);
  g_free (self->text);
  g_free (self);
}

/**
 * cpx_trait_text_get_text:
 * @self: a text
 *
 * Returns: (transfer none): the text in the form in which it was cut; spans are bytes of it
 */
const char *
cpx_trait_text_get_text (const CpxTraitText *self)
{
  return self->text;
}

/**
 * cpx_trait_text_get_tokens:
 * @self: a text
 * @out_n: (out): how many
 *
 * Returns: (transfer none) (array length=out_n): its words
 */
const CpxTraitToken *
cpx_trait_text_get_tokens (const CpxTraitText *self,
                           guint              *out_n)
{
  *out_n = self->tokens->len;

  return (const CpxTraitToken *) (gpointer) self->tokens->data;
}

/**
 * cpx_trait_text_gap_is:
 * @self: a text
 * @token: a word that is not the last
 * @allowed: characters
 *
 * Returns: whether nothing but up to three of @allowed stands between that word and the next
 */
gboolean
cpx_trait_text_gap_is (const CpxTraitText *self,
                       guint               token,
                       const char         *allowed)
{
  const CpxTraitToken *tokens = (const CpxTraitToken *) (gpointer) self->tokens->data;
  const char *at = self->text + tokens[token].end;
  const char *end = self->text + tokens[token + 1].start;

  if (g_utf8_pointer_to_offset (at, end) > 3)
    return FALSE;
  for (; at < end; at = g_utf8_next_char (at))
    {
      if (g_utf8_strchr (allowed, -1, g_utf8_get_char (at)) == NULL)
        return FALSE;
    }

  return TRUE;
}

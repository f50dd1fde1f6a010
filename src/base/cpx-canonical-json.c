/* cpx-canonical-json.c: RFC 8785: one value, one text.
 *
 * Keys sorted by UTF-16 code units, no spaces, the escapes and the numbers of ECMAScript. Numbers are doubles: an
 * integer outside ±2^53 is written as ECMAScript writes the double nearest to it, so 64-bit numbers travel as strings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-canonical-json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SAFE_INTEGER G_GINT64_CONSTANT (9007199254740991)
#define MAX_DIGITS       17

/* Lead bytes of U+E000 to U+FFFF sort after those of the supplementary planes, whose surrogates are smaller. */
static int
utf16_rank (guchar byte)
{
  return byte == 0xee || byte == 0xef ? byte + 0x10 : byte;
}

static int
compare_keys (const void *a,
              const void *b)
{
  const guchar *key_a = *(const guchar *const *) a;
  const guchar *key_b = *(const guchar *const *) b;

  while (*key_a != '\0' && *key_a == *key_b)
    {
      key_a++;
      key_b++;
    }

  return utf16_rank (*key_a) - utf16_rank (*key_b);
}

/**
 * cpx_canonical_json_list_keys:
 * @object: an object
 * @out_n: (out): how many keys it has
 *
 * Returns: (transfer container): its keys, in their canonical order
 */
const char **
cpx_canonical_json_list_keys (json_t *object,
                              gsize  *out_n)
{
  const char **keys = g_new (const char *, json_object_size (object) + 1);
  gsize n_keys = 0;
  const char *key;
  json_t *value;

  json_object_foreach (object, key, value)
    keys[n_keys++] = key;
  if (n_keys > 1)
    qsort (keys, n_keys, sizeof *keys, compare_keys);
  *out_n = n_keys;

  return keys;
}

static void
append_object (json_t  *object,
               GString *out)
{
  gsize n_keys;
  g_autofree const char **keys = cpx_canonical_json_list_keys (object, &n_keys);

  g_string_append_c (out, '{');
  for (gsize i = 0; i < n_keys; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      cpx_canonical_json_append_text (keys[i], out);
      g_string_append_c (out, ':');
      cpx_canonical_json_append (json_object_get (object, keys[i]), out);
    }
  g_string_append_c (out, '}');
}

static void
append_array (json_t  *array,
              GString *out)
{
  g_string_append_c (out, '[');
  for (gsize i = 0; i < json_array_size (array); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      cpx_canonical_json_append (json_array_get (array, i), out);
    }
  g_string_append_c (out, ']');
}

static void
append_integer (json_int_t  value,
                GString    *out)
{
  if (value > MAX_SAFE_INTEGER || value < -MAX_SAFE_INTEGER)
    cpx_canonical_json_append_real ((double) value, out);
  else
    g_string_append_printf (out, "%" JSON_INTEGER_FORMAT, value);
}

/* The text "d.ddde±xx" becomes its digits and the power of ten of the first. */
static int
split_scientific (const char *text,
                  char        digits[MAX_DIGITS + 2])
{
  gsize n_digits = 0;

  for (; *text != 'e'; text++)
    {
      if (g_ascii_isdigit (*text))
        digits[n_digits++] = *text;
    }
  digits[n_digits] = '\0';

  return atoi (text + 1);
}

static gboolean
reads_back (const char *digits,
            int         exponent,
            double      value)
{
  g_autofree char *text = g_strdup_printf ("%c.%se%d", digits[0], digits + 1, exponent);

  return g_ascii_strtod (text, NULL) == value;
}

/* Adds one to the last digit; FALSE if that would carry, in which case a shorter text did as well. */
static gboolean
bump (char *digits)
{
  char *last = digits + strlen (digits) - 1;

  if (*last == '9')
    return FALSE;
  (*last)++;

  return TRUE;
}

/* The fewest digits that read back as @value; among those, the nearest. Below a power of two the neighbours are twice
 * as close as above, so that the nearest text of some length may miss where the one after it does not. */
static int
find_shortest (double value,
               char   digits[MAX_DIGITS + 2])
{
  char buffer[64];
  int exponent = 0;

  for (int precision = 0; precision < MAX_DIGITS; precision++)
    {
      char format[] = "%.00e";

      format[2] = (char) ('0' + precision / 10);
      format[3] = (char) ('0' + precision % 10);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      exponent = split_scientific (buffer, digits);
      if (reads_back (digits, exponent, value) || (bump (digits) && reads_back (digits, exponent, value)))
        break;
    }

  return exponent;
}

static void
append_zeros (GString *out,
              int      n_zeros)
{
  while (n_zeros-- > 0)
    g_string_append_c (out, '0');
}

/**
 * cpx_canonical_json_append_real:
 * @value: a finite number
 * @out: where its text goes
 *
 * Writes a number as ECMAScript does (Number::toString, ECMA-262 §6.1.6.1.20).
 */
void
cpx_canonical_json_append_real (double   value,
                                GString *out)
{
  char digits[MAX_DIGITS + 2];
  int n_digits, point;

  g_return_if_fail (isfinite (value));

  if (value == 0)
    {
      g_string_append_c (out, '0');
      return;
    }
  if (value < 0)
    g_string_append_c (out, '-');

  point = find_shortest (fabs (value), digits) + 1;
  n_digits = (int) strlen (digits);

  if (n_digits <= point && point <= 21)
    {
      g_string_append (out, digits);
      append_zeros (out, point - n_digits);
    }
  else if (0 < point && point <= 21)
    {
      g_string_append_len (out, digits, point);
      g_string_append_c (out, '.');
      g_string_append (out, digits + point);
    }
  else if (-6 < point && point <= 0)
    {
      g_string_append (out, "0.");
      append_zeros (out, -point);
      g_string_append (out, digits);
    }
  else
    {
      g_string_append_c (out, digits[0]);
      if (n_digits > 1)
        g_string_append_printf (out, ".%s", digits + 1);
      g_string_append_printf (out, "e%+d", point - 1);
    }
}

/* How far a text needs no escape; to its end, nearly always. */
static gsize
measure_plain (const char *text)
{
  const char *at = text;

  while ((guchar) *at >= 0x20 && *at != '"' && *at != '\\')
    at++;

  return (gsize) (at - text);
}

static void
append_quoted (GString    *out,
               const char *text,
               gsize       length)
{
  gsize at = out->len;

  g_string_set_size (out, at + length + 2);
  out->str[at] = '"';
  memcpy (out->str + at + 1, text, length);
  out->str[at + 1 + length] = '"';
}

/**
 * cpx_canonical_json_append_text:
 * @text: UTF-8
 * @out: where it goes, between quotes
 *
 * Writes a string with the escapes of ECMAScript's JSON.stringify().
 */
void
cpx_canonical_json_append_text (const char *text,
                                GString    *out)
{
  static const char short_escapes[] = "\bb\tt\nn\ff\rr\"\"\\\\";
  gsize n_plain = measure_plain (text);
  const char *plain = text;

  if (text[n_plain] == '\0')
    {
      append_quoted (out, text, n_plain);
      return;
    }

  g_string_append_c (out, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      const char *escape;

      if ((guchar) *at >= 0x20 && *at != '"' && *at != '\\')
        continue;

      g_string_append_len (out, plain, at - plain);
      plain = at + 1;
      for (escape = short_escapes; *escape != '\0' && *escape != *at; escape += 2)
        ;
      if (*escape != '\0')
        g_string_append_printf (out, "\\%c", escape[1]);
      else
        g_string_append_printf (out, "\\u%04x", (guchar) *at);
    }
  g_string_append (out, plain);
  g_string_append_c (out, '"');
}

/**
 * cpx_canonical_json_append_uint64:
 * @value: a number
 * @out: where it goes, in decimal, between quotes
 *
 * Writes a number of 64 bits, which does not fit a JSON number, as the texts that hold such numbers do.
 */
void
cpx_canonical_json_append_uint64 (guint64  value,
                                  GString *out)
{
  char digits[20];
  char *at = digits + sizeof digits;

  do
    *--at = (char) ('0' + value % 10);
  while ((value /= 10) > 0);
  append_quoted (out, at, (gsize) (digits + sizeof digits - at));
}

/**
 * cpx_canonical_json_append:
 * @value: a value
 * @out: where its canonical text goes
 *
 * Writes the one text of a value.
 */
void
cpx_canonical_json_append (json_t  *value,
                           GString *out)
{
  switch (json_typeof (value))
    {
    case JSON_OBJECT:
      append_object (value, out);
      break;
    case JSON_ARRAY:
      append_array (value, out);
      break;
    case JSON_STRING:
      cpx_canonical_json_append_text (json_string_value (value), out);
      break;
    case JSON_INTEGER:
      append_integer (json_integer_value (value), out);
      break;
    case JSON_REAL:
      cpx_canonical_json_append_real (json_real_value (value), out);
      break;
    case JSON_TRUE:
      g_string_append (out, "true");
      break;
    case JSON_FALSE:
      g_string_append (out, "false");
      break;
    case JSON_NULL:
      g_string_append (out, "null");
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * cpx_canonical_json_print:
 * @value: a value
 *
 * Returns: (transfer full): its canonical text
 */
char *
cpx_canonical_json_print (json_t *value)
{
  GString *out = g_string_new (NULL);

  cpx_canonical_json_append (value, out);

  return g_string_free (out, FALSE);
}

/* cpx-field-text.c: a field as a person types it, and back: French dates, kilograms, a comma for decimals.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-field-text.h"

#include <cpx-partial-date.h>

#include <math.h>
#include <string.h>

static gboolean
parse_number (const char *text,
              double      unit,
              gint64     *out_value)
{
  g_autofree char *plain = g_strdelimit (g_strdup (text), ",", '.');
  char *end = NULL;
  double value;

  g_strstrip (plain);
  value = g_ascii_strtod (plain, &end) * unit;
  if (*plain == '\0' || *end != '\0' || !isfinite (value) || fabs (value) > 1e12)
    return FALSE;

  *out_value = (gint64) (value < 0 ? value - 0.5 : value + 0.5);

  return unit > 1 || (double) *out_value == value;
}

static char *
format_date (const char *iso)
{
  CpxPartialDate date;

  return iso != NULL && cpx_partial_date_parse_iso (iso, &date) ? cpx_partial_date_format_french (date)
                                                                : g_strdup (iso != NULL ? iso : "");
}

static gboolean
set_date (CpxRecordBuilder *builder,
          int               field,
          const char       *text)
{
  g_autofree char *iso = NULL;
  CpxPartialDate date;

  if (!cpx_partial_date_parse (text, &date))
    return FALSE;

  iso = cpx_partial_date_format_iso (date);
  cpx_record_builder_set_text (builder, field, iso);

  return TRUE;
}

static gboolean
set_integer (CpxRecordBuilder *builder,
             const CpxField   *declared,
             int               field,
             const char       *text)
{
  gint64 value;

  if (!parse_number (text, cpx_field_is_weight (declared) ? 1000 : 1, &value))
    return FALSE;

  cpx_record_builder_set_integer (builder, field, value);

  return TRUE;
}

/**
 * cpx_field_text_put:
 * @builder: a record being made
 * @declared: the declaration of the field
 * @field: the field
 * @typed: what was typed; blank for no value
 *
 * Reads what was typed as the field's type.
 *
 * Returns: `FALSE` if it cannot be read; the record is as it was
 */
gboolean
cpx_field_text_put (CpxRecordBuilder *builder,
                    const CpxField   *declared,
                    int               field,
                    const char       *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));

  if (*text == '\0')
    {
      cpx_record_builder_clear (builder, field);
      return TRUE;
    }

  switch (declared->type)
    {
    case CPX_FIELD_DATE:
      return set_date (builder, field, text);
    case CPX_FIELD_INTEGER:
      return set_integer (builder, declared, field, text);
    case CPX_FIELD_BOOLEAN:
      cpx_record_builder_set_boolean (builder, field, g_str_equal (text, "true"));
      return TRUE;
    case CPX_FIELD_TEXT:
    case CPX_FIELD_LONG_TEXT:
    case CPX_FIELD_ENUM:
    case CPX_FIELD_REFERENCE:
    default:
      cpx_record_builder_set_text (builder, field, text);
      return TRUE;
    }
}

/**
 * cpx_field_text_format:
 * @record: a record
 * @field: a field of its kind
 *
 * Writes a field as a person would type it: a French date, kilograms, a token, "true" or nothing.
 *
 * Returns: (transfer full): the text, empty if the field has no value
 */
char *
cpx_field_text_format (CpxRecord *record,
                       int        field)
{
  const CpxField *declared = &cpx_record_get_kind (record)->fields[field];
  const char *text;
  gint64 number;

  if (!cpx_record_has (record, field))
    return g_strdup ("");

  switch (declared->type)
    {
    case CPX_FIELD_BOOLEAN:
      return g_strdup (cpx_record_get_boolean (record, field) ? "true" : "");
    case CPX_FIELD_INTEGER:
      number = cpx_record_get_integer (record, field);
      return cpx_field_is_weight (declared) ? cpx_weight_format (number)
                                            : g_strdup_printf ("%" G_GINT64_FORMAT, number);
    case CPX_FIELD_DATE:
      return format_date (cpx_record_get_text (record, field));
    case CPX_FIELD_TEXT:
    case CPX_FIELD_LONG_TEXT:
    case CPX_FIELD_ENUM:
    case CPX_FIELD_REFERENCE:
    default:
      text = cpx_record_get_text (record, field);
      return g_strdup (text != NULL ? text : "");
    }
}

/**
 * cpx_field_text_compare:
 * @before: a text
 * @after: another
 *
 * Finds the one stretch in which the two differ, in whole characters.
 *
 * Returns: the change, which points into @after
 */
CpxTextChange
cpx_field_text_compare (const char *before,
                        const char *after)
{
  CpxTextChange change = { 0 };
  const char *before_end = before + strlen (before);
  const char *after_end = after + strlen (after);

  while (*before != '\0' && g_utf8_get_char (before) == g_utf8_get_char (after))
    {
      before = g_utf8_next_char (before);
      after = g_utf8_next_char (after);
      change.start++;
    }
  while (before_end > before && after_end > after &&
         g_utf8_get_char (g_utf8_prev_char (before_end)) == g_utf8_get_char (g_utf8_prev_char (after_end)))
    {
      before_end = g_utf8_prev_char (before_end);
      after_end = g_utf8_prev_char (after_end);
    }
  change.n_removed = (gulong) g_utf8_strlen (before, before_end - before);
  change.added = after;
  change.added_bytes = (gsize) (after_end - after);

  return change;
}

/* Embeddings, overrides and isolates: they make a text read in another order than it is written in. */
static gboolean
turns_reading (gunichar character)
{
  return (character >= 0x202a && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069);
}

/* What stands for a character in a text of several lines: itself, a new line, or (0) nothing. */
static gunichar
replace_control (gunichar character,
                 gunichar next)
{
  switch (character)
    {
    case '\r':
      return next == '\n' ? 0 : '\n';
    case '\f':
    case '\v':
    case 0x85:    /* next line */
      return '\n';
    case '\n':
    case '\t':
      return character;
    default:
      return g_unichar_iscntrl (character) || turns_reading (character) ? 0 : character;
    }
}

/**
 * cpx_field_text_clean:
 * @text: a piece of text of several lines, valid UTF-8, as typed or pasted
 * @length: its bytes, or -1
 *
 * Turns the ends of lines and pages of other programs into new lines, and leaves out characters that nobody sees and
 * that control a machine or the direction of reading.
 *
 * Returns: (transfer full) (nullable): the text without them; `NULL` if it has none
 */
char *
cpx_field_text_clean (const char *text,
                      int         length)
{
  const char *end = length < 0 ? text + strlen (text) : text + length;
  GString *clean = g_string_sized_new ((gsize) (end - text));
  gboolean differs = FALSE;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      const char *following = g_utf8_next_char (p);
      gunichar character = g_utf8_get_char (p);
      gunichar kept = replace_control (character, following < end ? g_utf8_get_char (following) : 0);

      differs |= kept != character;
      if (kept != 0)
        g_string_append_unichar (clean, kept);
    }

  return g_string_free (clean, !differs);
}

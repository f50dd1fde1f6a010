/* cpx-record-display.c: a record in words: its values on the screen, its line in lists, the words that find it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-record-private.h"

#include "cpx-nir.h"

#include <cpx-fold.h>
#include <cpx-partial-date.h>

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
display_date (const char *text)
{
  CpxPartialDate date;

  return cpx_partial_date_parse_iso (text, &date) ? cpx_partial_date_format_french (date) : g_strdup (text);
}

/* Social security numbers are read in groups. */
static char *
display_text (const CpxField *field,
              const char     *text)
{
  return field->clean == cpx_nir_normalize ? cpx_nir_format (text) : g_strdup (text);
}

/**
 * cpx_field_is_weight:
 * @self: a field
 *
 * Returns: `TRUE` if it holds grams, which people read and type as kilograms
 */
gboolean
cpx_field_is_weight (const CpxField *self)
{
  return self->type == CPX_FIELD_INTEGER && g_str_has_suffix (self->name, "_g");
}

/**
 * cpx_field_get_unit:
 * @self: a field
 *
 * Returns: (transfer none) (nullable): the unit of the whole number that is kept, which its name ends with
 */
const char *
cpx_field_get_unit (const CpxField *self)
{
  static const char * const units[] = { "g", "cm", "min" };

  for (gsize i = 0; self->type == CPX_FIELD_INTEGER && i < G_N_ELEMENTS (units); i++)
    {
      g_autofree char *end = g_strconcat ("_", units[i], NULL);

      if (g_str_has_suffix (self->name, end))
        return units[i];
    }

  return NULL;
}

/**
 * cpx_weight_format:
 * @grams: a weight
 *
 * Returns: (transfer full): it in kilograms, without more decimals than it has: `72,5`
 */
char *
cpx_weight_format (gint64 grams)
{
  char *text = g_strdup_printf ("%" G_GINT64_FORMAT ".%03d", grams / 1000, (int) (grams % 1000));
  gsize length = strlen (text);

  while (text[length - 1] == '0')
    text[--length] = '\0';
  if (text[length - 1] == '.')
    text[--length] = '\0';

  return g_strdelimit (text, ".", *C_("decimal separator", "."));
}

static char *
display_integer (const CpxField *field,
                 gint64          value)
{
  g_autofree char *weight = cpx_field_is_weight (field) ? cpx_weight_format (value) : NULL;

  if (weight != NULL)
    return g_strdup_printf (_("%s kg"), weight);
  if (g_str_has_suffix (field->name, "_cm"))
    return g_strdup_printf (_("%d cm"), (int) value);

  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static char *
display_token (const CpxField *field,
               const char     *token)
{
  const char *label = cpx_field_get_token_label (field, token);

  return g_strdup (label != NULL ? label : token);
}

/**
 * cpx_record_dup_display:
 * @self: a record
 * @field: a field of its kind
 *
 * Writes a value as the screen shows it: dates the French way, enumerations by their label, measures with their unit.
 *
 * Returns: (transfer full): the text, empty if the field has no value
 */
char *
cpx_record_dup_display (CpxRecord *self,
                        int        field)
{
  const CpxField *declared = &cpx_record_get_kind (self)->fields[field];

  if (!cpx_record_has (self, field))
    return g_strdup ("");

  switch (declared->type)
    {
    case CPX_FIELD_DATE:
      return display_date (cpx_record_get_text (self, field));
    case CPX_FIELD_ENUM:
      return display_token (declared, cpx_record_get_text (self, field));
    case CPX_FIELD_BOOLEAN:
      return g_strdup (_("Yes"));
    case CPX_FIELD_INTEGER:
      return display_integer (declared, cpx_record_get_integer (self, field));
    case CPX_FIELD_TEXT:
    case CPX_FIELD_LONG_TEXT:
    case CPX_FIELD_REFERENCE:
    default:
      return display_text (declared, cpx_record_get_text (self, field));
    }
}

/**
 * cpx_record_dup_display_inside:
 * @self: a record
 * @field: a field of its kind
 *
 * Does cpx_record_dup_display() for a place inside a line, where the label of an enumeration has no capital: `rhesus
 * positive`. Abbreviations keep theirs.
 *
 * Returns: (transfer full): the text, empty if the field has no value
 */
char *
cpx_record_dup_display_inside (CpxRecord *self,
                               int        field)
{
  g_autofree char *text = cpx_record_dup_display (self, field);
  const char *rest = *text != '\0' ? g_utf8_next_char (text) : text;
  gunichar second = g_utf8_get_char (rest);
  char small[7] = { 0 };

  if (cpx_record_get_kind (self)->fields[field].type != CPX_FIELD_ENUM || !g_unichar_islower (second))
    return g_steal_pointer (&text);

  g_unichar_to_utf8 (g_unichar_tolower (g_utf8_get_char (text)), small);

  return g_strconcat (small, rest, NULL);
}

/* The first field that has a text a person wrote. */
static char *
summarize_plainly (CpxRecord *record)
{
  const CpxKind *kind = cpx_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      if (kind->fields[i].type == CPX_FIELD_TEXT && cpx_record_has (record, (int) i))
        return cpx_record_dup_display (record, (int) i);
    }

  return g_strdup (cpx_kind_get_label (kind));
}

/**
 * cpx_record_summarize:
 * @self: a record
 *
 * Says in one line what the record is, for lists, the timeline and the audit log.
 *
 * Returns: (transfer full): the line
 */
char *
cpx_record_summarize (CpxRecord *self)
{
  const CpxKind *kind = cpx_record_get_kind (self);

  return kind->summarize != NULL ? kind->summarize (self) : summarize_plainly (self);
}

static void
take_all (GPtrArray  *terms,
          char      **more)
{
  for (char **term = more; *term != NULL; term++)
    g_ptr_array_add (terms, *term);
  g_free (more);
}

static void
take_field_terms (GPtrArray      *terms,
                  const CpxField *declared,
                  CpxRecordValue  value)
{
  if (declared->type == CPX_FIELD_DATE)
    g_ptr_array_add (terms, cpx_fold_digits (value.text));
  else if (cpx_field_is_text (declared))
    take_all (terms, cpx_fold_tokens (value.text));
}

/**
 * cpx_record_list_terms:
 * @self: a record
 *
 * Lists the words by which search finds the record, folded as cpx_fold() does: those of its searchable fields (a date
 * as `19580314`), then those its kind adds. A word may come twice.
 *
 * Returns: (transfer full): the words
 */
char **
cpx_record_list_terms (CpxRecord *self)
{
  const CpxRecordPrivate *priv = cpx_record_get_private (self);
  const CpxKind *kind = priv->kind;
  GPtrArray *terms = g_ptr_array_sized_new (16);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      if ((priv->present & CPX_FIELD_BIT (i)) != 0 && (kind->fields[i].flags & CPX_FIELD_SEARCHABLE) != 0)
        take_field_terms (terms, &kind->fields[i], priv->values[i]);
    }
  if (kind->list_terms != NULL)
    take_all (terms, kind->list_terms (self));

  g_ptr_array_add (terms, NULL);

  return (char **) g_ptr_array_free (terms, FALSE);
}

/**
 * cpx_record_list_keys:
 * @self: a record
 *
 * Lists the keys under which possible duplicates meet: two records that share none are not worth comparing.
 *
 * Returns: (transfer full): the keys, none for most kinds
 */
char **
cpx_record_list_keys (CpxRecord *self)
{
  const CpxKind *kind = cpx_record_get_kind (self);

  return kind->list_keys != NULL ? kind->list_keys (self) : g_new0 (char *, 1);
}

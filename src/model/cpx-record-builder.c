/* cpx-record-builder.c: a record that nobody else has seen yet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-record-builder.h"

#include "cpx-record-private.h"

#include <cpx-fold.h>

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CpxRecordBuilder
{
  CpxRecord *record;  /* (owned): not shared */
};

static CpxRecordBuilder *
builder_new (CpxRecord *record)
{
  CpxRecordBuilder *self = g_new (CpxRecordBuilder, 1);

  self->record = record;

  return self;
}

static const CpxField *
get_field (CpxRecordBuilder *self,
           int               field)
{
  const CpxKind *kind = cpx_record_get_kind (self->record);

  g_assert (field >= 0 && (guint) field < kind->n_fields);

  return &kind->fields[field];
}

/**
 * cpx_record_builder_new:
 * @kind: a kind
 * @id: (nullable): the record's id as text, or `NULL` to make one
 *
 * Returns: (transfer full): a builder without any value
 */
CpxRecordBuilder *
cpx_record_builder_new (const CpxKind *kind,
                        const char    *id)
{
  return builder_new (cpx_record_new (kind, id));
}

/**
 * cpx_record_builder_new_from:
 * @record: a record, which stays as it is
 *
 * Returns: (transfer full): a builder with the id and the values of @record
 */
CpxRecordBuilder *
cpx_record_builder_new_from (CpxRecord *record)
{
  return builder_new (cpx_record_copy (record, cpx_record_get_id (record)));
}

/**
 * cpx_record_builder_set_text:
 * @self: a builder
 * @field: a field kept as text
 * @text: (nullable): its value as typed
 *
 * Gives a field its value: trimmed, composed (NFC), dates in ISO form, spaces out of numbers such as the NIR.
 *
 * What is left empty has no value. What makes no sense is kept for cpx_record_validate() to name.
 */
void
cpx_record_builder_set_text (CpxRecordBuilder *self,
                             int               field,
                             const char       *text)
{
  g_return_if_fail (cpx_field_is_text (get_field (self, field)));

  cpx_record_put_typed (self->record, field, text != NULL ? text : "");
}

/**
 * cpx_record_builder_set_boolean:
 * @self: a builder
 * @field: a field that is true or false
 * @value: its value
 */
void
cpx_record_builder_set_boolean (CpxRecordBuilder *self,
                                int               field,
                                gboolean          value)
{
  g_return_if_fail (get_field (self, field)->type == CPX_FIELD_BOOLEAN);

  cpx_record_put_integer (self->record, field, value ? 1 : 0);
}

/**
 * cpx_record_builder_set_integer:
 * @self: a builder
 * @field: a field that holds a number
 * @value: its value
 */
void
cpx_record_builder_set_integer (CpxRecordBuilder *self,
                                int               field,
                                gint64            value)
{
  g_return_if_fail (get_field (self, field)->type == CPX_FIELD_INTEGER);

  cpx_record_put_integer (self->record, field, value);
}

static gboolean
parse_boolean (CpxRecordBuilder *self,
               int               field,
               const char       *typed)
{
  static const char *const yes[] = { "1", "true", "yes", "oui", "o", "vrai", "x", NULL };
  static const char *const no[] = { "", "0", "false", "no", "non", "n", "faux", NULL };
  g_autofree char *folded = cpx_fold (typed);
  gboolean value = g_strv_contains (yes, folded);

  if (!value && !g_strv_contains (no, folded))
    return FALSE;
  cpx_record_put_integer (self->record, field, value);

  return TRUE;
}

static gboolean
parse_integer (CpxRecordBuilder *self,
               int               field,
               const char       *typed)
{
  g_autofree char *stripped = g_strstrip (g_strdup (typed));
  gint64 value;

  if (*stripped == '\0')
    cpx_record_drop (self->record, field);
  else if (g_ascii_string_to_signed (stripped, 10, G_MININT64, G_MAXINT64, &value, NULL))
    cpx_record_put_integer (self->record, field, value);
  else
    return FALSE;

  return TRUE;
}

static gboolean
parse_token (CpxRecordBuilder *self,
             int               field,
             const char       *typed)
{
  g_autofree char *folded = cpx_fold (typed);
  const CpxToken *token = cpx_field_find_token (get_field (self, field), typed);

  if (*folded == '\0')
    cpx_record_drop (self->record, field);
  else if (token != NULL)
    cpx_record_put_text (self->record, field, token->token);
  else
    return FALSE;

  return TRUE;
}

/**
 * cpx_record_builder_parse:
 * @self: a builder
 * @field: a field of any type
 * @typed: its value as a person writes it: "oui", "170", "Féminin", "14/03/1958"; empty for none
 * @error: return location for an error
 *
 * Gives a field its value out of text, as the command line and CSV files have it.
 *
 * Returns: `FALSE` if the field cannot hold it; the value is then as it was
 */
gboolean
cpx_record_builder_parse (CpxRecordBuilder  *self,
                          int                field,
                          const char        *typed,
                          GError           **error)
{
  const CpxField *declared = get_field (self, field);
  gboolean understood = TRUE;

  if (declared->type == CPX_FIELD_BOOLEAN)
    understood = parse_boolean (self, field, typed);
  else if (declared->type == CPX_FIELD_INTEGER)
    understood = parse_integer (self, field, typed);
  else if (declared->type == CPX_FIELD_ENUM)
    understood = parse_token (self, field, typed);
  else
    cpx_record_put_typed (self->record, field, typed);

  if (!understood)
    g_set_error (error, CPX_RECORD_ERROR, CPX_RECORD_ERROR_BAD_VALUE,
                 _("“%s” (%s): this value is not one it can have"), cpx_field_get_label (declared), declared->name);

  return understood;
}

void
cpx_record_builder_clear (CpxRecordBuilder *self,
                          int               field)
{
  g_assert (get_field (self, field) != NULL);

  cpx_record_drop (self->record, field);
}

/**
 * cpx_record_builder_end:
 * @self: (transfer full): a builder
 *
 * Returns: (transfer full): the record, which no longer changes
 */
CpxRecord *
cpx_record_builder_end (CpxRecordBuilder *self)
{
  CpxRecord *record = g_steal_pointer (&self->record);

  cpx_record_builder_free (self);

  return record;
}

void
cpx_record_builder_free (CpxRecordBuilder *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->record);
  g_free (self);
}

/**
 * cpx_record_with_text:
 * @self: a record
 * @field: a field kept as text
 * @text: (nullable): its value as typed
 *
 * Returns: (transfer full): a record that differs by this field, as cpx_record_builder_set_text() sets it
 */
CpxRecord *
cpx_record_with_text (CpxRecord  *self,
                      int         field,
                      const char *text)
{
  CpxRecordBuilder *builder = cpx_record_builder_new_from (self);

  cpx_record_builder_set_text (builder, field, text);

  return cpx_record_builder_end (builder);
}

CpxRecord *
cpx_record_with_boolean (CpxRecord *self,
                         int        field,
                         gboolean   value)
{
  CpxRecordBuilder *builder = cpx_record_builder_new_from (self);

  cpx_record_builder_set_boolean (builder, field, value);

  return cpx_record_builder_end (builder);
}

CpxRecord *
cpx_record_with_integer (CpxRecord *self,
                         int        field,
                         gint64     value)
{
  CpxRecordBuilder *builder = cpx_record_builder_new_from (self);

  cpx_record_builder_set_integer (builder, field, value);

  return cpx_record_builder_end (builder);
}

/**
 * cpx_record_without:
 * @self: a record
 * @field: a field
 *
 * Returns: (transfer full): a record in which @field has no value
 */
CpxRecord *
cpx_record_without (CpxRecord *self,
                    int        field)
{
  CpxRecordBuilder *builder = cpx_record_builder_new_from (self);

  cpx_record_builder_clear (builder, field);

  return cpx_record_builder_end (builder);
}

/**
 * cpx_record_with_id:
 * @self: a record
 * @id: (nullable): another id, or `NULL` to make one
 *
 * Returns: (transfer full): a record with the same values under another id
 */
CpxRecord *
cpx_record_with_id (CpxRecord  *self,
                    const char *id)
{
  return cpx_record_copy (self, id);
}

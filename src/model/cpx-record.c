/* cpx-record.c: the values of one record.
 *
 * Invariants:
 *  1. A record that someone else has seen never changes; `put` and `drop` are called on fresh copies only.
 *  2. A field is present, or it has no value: an empty text and FALSE are never present.
 *  3. A name is a field's or in `extra`, not both with a value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-record-builder.h"
#include "cpx-record-private.h"
#include "cpx-text.h"

#include <cpx-id.h>
#include <cpx-partial-date.h>

#include <string.h>

enum
{
  PROP_ID = 1,
  PROP_SUMMARY,
  PROP_FIRST_FIELD
};

G_DEFINE_QUARK (cpx-record-error-quark, cpx_record_error)

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CpxRecord, cpx_record, G_TYPE_OBJECT)

CpxRecordPrivate *
cpx_record_get_private (CpxRecord *self)
{
  return cpx_record_get_instance_private (self);
}

static const CpxField *
get_field (CpxRecord *self,
           int        field)
{
  return &cpx_record_get_private (self)->kind->fields[field];
}

static gboolean
has_field (CpxRecord *self,
           int        field)
{
  return field >= 0 && (guint) field < cpx_record_get_private (self)->kind->n_fields;
}

/* What a newer program wrote under @name is replaced by what this one knows. */
static void
forget_extra (CpxRecord  *self,
              const char *name)
{
  CpxRecordPrivate *priv = cpx_record_get_private (self);
  json_t *rest;

  if (priv->extra == NULL || json_object_get (priv->extra, name) == NULL)
    return;

  rest = json_copy (priv->extra);
  json_object_del (rest, name);
  json_decref (priv->extra);
  priv->extra = json_object_size (rest) > 0 ? rest : NULL;
  if (priv->extra == NULL)
    json_decref (rest);
}

void
cpx_record_drop (CpxRecord *self,
                 int        field)
{
  CpxRecordPrivate *priv = cpx_record_get_private (self);

  if ((priv->present & CPX_FIELD_BIT (field)) != 0 && cpx_field_is_text (get_field (self, field)))
    g_ref_string_release (priv->values[field].text);
  priv->present &= ~CPX_FIELD_BIT (field);
  priv->values[field].integer = 0;
  forget_extra (self, get_field (self, field)->name);
}

/* Keeps @text as it is. */
void
cpx_record_put_text (CpxRecord  *self,
                     int         field,
                     const char *text)
{
  CpxRecordPrivate *priv = cpx_record_get_private (self);

  cpx_record_drop (self, field);
  if (*text == '\0')
    return;
  priv->values[field].text = g_ref_string_new (text);
  priv->present |= CPX_FIELD_BIT (field);
}

static char *
clean (const CpxField *field,
       const char     *typed)
{
  g_autofree char *text = cpx_text_clean (typed, field->type == CPX_FIELD_LONG_TEXT);
  CpxPartialDate date;

  if (field->type == CPX_FIELD_DATE && cpx_partial_date_parse (text, &date))
    return cpx_partial_date_format_iso (date);
  if (field->clean != NULL)
    return field->clean (text);

  return g_steal_pointer (&text);
}

/* Keeps what was typed in the form the field has; what makes no sense stays as typed, for validation to name. */
void
cpx_record_put_typed (CpxRecord  *self,
                      int         field,
                      const char *typed)
{
  g_autofree char *text = clean (get_field (self, field), typed);

  cpx_record_put_text (self, field, text);
}

void
cpx_record_put_integer (CpxRecord *self,
                        int        field,
                        gint64     value)
{
  CpxRecordPrivate *priv = cpx_record_get_private (self);

  cpx_record_drop (self, field);
  if (value == 0 && get_field (self, field)->type == CPX_FIELD_BOOLEAN)
    return;
  priv->values[field].integer = value;
  priv->present |= CPX_FIELD_BIT (field);
}

/* Keeps aside a value this program does not understand; `NULL` forgets it. */
void
cpx_record_put_extra (CpxRecord  *self,
                      const char *name,
                      json_t     *value)
{
  CpxRecordPrivate *priv = cpx_record_get_private (self);
  json_t *extra;

  forget_extra (self, name);
  if (value == NULL)
    return;

  extra = priv->extra != NULL ? json_copy (priv->extra) : json_object ();
  json_object_set_new (extra, name, json_deep_copy (value));
  json_decref (priv->extra);
  priv->extra = extra;
}

static void
cpx_record_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  CpxRecord *self = CPX_RECORD (object);
  int field = (int) id - PROP_FIRST_FIELD;

  if (id == PROP_ID)
    g_value_set_string (value, cpx_record_get_id (self));
  else if (id == PROP_SUMMARY)
    g_value_take_string (value, cpx_record_summarize (self));
  else if (!has_field (self, field))
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (cpx_field_is_text (get_field (self, field)))
    g_value_set_string (value, cpx_record_get_text (self, field));
  else if (get_field (self, field)->type == CPX_FIELD_BOOLEAN)
    g_value_set_boolean (value, cpx_record_get_boolean (self, field));
  else
    g_value_set_int64 (value, cpx_record_get_integer (self, field));
}

static void
cpx_record_finalize (GObject *object)
{
  CpxRecord *self = CPX_RECORD (object);
  CpxRecordPrivate *priv = cpx_record_get_private (self);

  for (guint i = 0; priv->kind != NULL && i < priv->kind->n_fields; i++)
    {
      if ((priv->present & CPX_FIELD_BIT (i)) != 0 && cpx_field_is_text (&priv->kind->fields[i]))
        g_ref_string_release (priv->values[i].text);
    }
  g_free (priv->values);
  g_free (priv->id);
  json_decref (priv->extra);

  G_OBJECT_CLASS (cpx_record_parent_class)->finalize (object);
}

/* Here and not in init, where the class is still that of the parent. */
static void
cpx_record_constructed (GObject *object)
{
  CpxRecordPrivate *priv = cpx_record_get_private (CPX_RECORD (object));

  G_OBJECT_CLASS (cpx_record_parent_class)->constructed (object);

  priv->kind = CPX_RECORD_GET_CLASS (object)->kind;
  priv->values = g_new0 (CpxRecordValue, priv->kind->n_fields);
}

static void
cpx_record_class_init (CpxRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->constructed = cpx_record_constructed;
  object_class->get_property = cpx_record_get_property;
  object_class->finalize = cpx_record_finalize;

  g_object_class_install_property (object_class, PROP_ID, g_param_spec_string ("id", NULL, NULL, NULL, flags));
  g_object_class_install_property (object_class, PROP_SUMMARY,
                                   g_param_spec_string ("summary", NULL, NULL, NULL, flags));
}

static void
cpx_record_init (CpxRecord *self)
{
}

static GParamSpec *
make_property (const CpxField *field)
{
  if (field->type == CPX_FIELD_BOOLEAN)
    return g_param_spec_boolean (field->name, NULL, NULL, FALSE, G_PARAM_READABLE);
  if (field->type == CPX_FIELD_INTEGER)
    return g_param_spec_int64 (field->name, NULL, NULL, G_MININT64, G_MAXINT64, 0, G_PARAM_READABLE);

  return g_param_spec_string (field->name, NULL, NULL, NULL, G_PARAM_READABLE);
}

/**
 * cpx_record_class_install_kind:
 * @klass: the class of a kind
 * @kind: its declaration
 *
 * Gives the class its kind and one read-only property for each field.
 */
void
cpx_record_class_install_kind (CpxRecordClass *klass,
                               const CpxKind  *kind)
{
  g_assert (kind->n_fields <= CPX_MAX_FIELDS);

  klass->kind = kind;
  G_OBJECT_CLASS (klass)->get_property = cpx_record_get_property;  /* is not inherited */
  for (guint i = 0; i < kind->n_fields; i++)
    g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_FIRST_FIELD + i, make_property (&kind->fields[i]));
}

/**
 * cpx_record_new:
 * @kind: a kind
 * @id: (nullable): the record's id as text, or `NULL` to make one
 *
 * Returns: (transfer full): a record without any value
 */
CpxRecord *
cpx_record_new (const CpxKind *kind,
                const char    *id)
{
  CpxRecord *self;

  g_return_val_if_fail (kind != NULL, NULL);

  self = g_object_new (kind->get_type (), NULL);
  if (id != NULL)
    {
      cpx_record_get_private (self)->id = g_strdup (id);
    }
  else
    {
      CpxId made = cpx_id_new ();

      cpx_record_get_private (self)->id = cpx_id_dup_text (&made);
    }

  return self;
}

/**
 * cpx_record_new_with_texts:
 * @kind: a kind
 * @id: (nullable): the record's id as text, or `NULL` to make one
 * @first_field: a field kept as text (not BOOLEAN, not INTEGER), or -1
 * @...: its text or `NULL`, then further fields and texts, ended by -1
 *
 * Returns: (transfer full): a record with these values, cleaned as cpx_record_builder_set_text() does
 */
CpxRecord *
cpx_record_new_with_texts (const CpxKind *kind,
                           const char    *id,
                           int            first_field,
                           ...)
{
  g_autoptr(CpxRecordBuilder) builder = cpx_record_builder_new (kind, id);
  va_list args;

  va_start (args, first_field);
  for (int field = first_field; field >= 0; field = va_arg (args, int))
    cpx_record_builder_set_text (builder, field, va_arg (args, const char *));
  va_end (args);

  return cpx_record_builder_end (g_steal_pointer (&builder));
}

/* A record that may still be changed, with the values of @self. */
CpxRecord *
cpx_record_copy (CpxRecord  *self,
                 const char *id)
{
  CpxRecordPrivate *from = cpx_record_get_private (self);
  CpxRecord *copy = cpx_record_new (from->kind, id);
  CpxRecordPrivate *to = cpx_record_get_private (copy);

  to->present = from->present;
  to->extra = json_incref (from->extra);
  memcpy (to->values, from->values, from->kind->n_fields * sizeof *to->values);
  for (guint i = 0; i < from->kind->n_fields; i++)
    {
      if ((to->present & CPX_FIELD_BIT (i)) != 0 && cpx_field_is_text (&from->kind->fields[i]))
        g_ref_string_acquire (to->values[i].text);
    }

  return copy;
}

/**
 * cpx_record_get_kind:
 * @self: a record
 *
 * Returns: the declaration of what it is
 */
const CpxKind *
cpx_record_get_kind (CpxRecord *self)
{
  g_return_val_if_fail (CPX_IS_RECORD (self), NULL);

  return cpx_record_get_private (self)->kind;
}

/**
 * cpx_record_get_id:
 * @self: a record
 *
 * Returns: its id as text
 */
const char *
cpx_record_get_id (CpxRecord *self)
{
  g_return_val_if_fail (CPX_IS_RECORD (self), NULL);

  return cpx_record_get_private (self)->id;
}

/**
 * cpx_record_get_patient_id:
 * @self: a record
 *
 * Returns: (nullable): the id of the patient it says something of, under whose key it is sealed
 */
const char *
cpx_record_get_patient_id (CpxRecord *self)
{
  const CpxKind *kind = cpx_record_get_kind (self);

  if (kind->patient_field == CPX_KIND_IS_PATIENT)
    return cpx_record_get_id (self);
  if (kind->patient_field == CPX_KIND_NO_PATIENT)
    return NULL;

  return cpx_record_get_text (self, kind->patient_field);
}

/**
 * cpx_record_has:
 * @self: a record
 * @field: a field of its kind
 *
 * Returns: `TRUE` if the field has a value
 */
gboolean
cpx_record_has (CpxRecord *self,
                int        field)
{
  g_return_val_if_fail (CPX_IS_RECORD (self), FALSE);
  g_return_val_if_fail (has_field (self, field), FALSE);

  return (cpx_record_get_private (self)->present & CPX_FIELD_BIT (field)) != 0;
}

/**
 * cpx_record_get_text:
 * @self: a record
 * @field: a field of its kind kept as text
 *
 * Returns: (nullable): its value; never empty
 */
const char *
cpx_record_get_text (CpxRecord *self,
                     int        field)
{
  CpxRecordPrivate *priv;

  g_return_val_if_fail (CPX_IS_RECORD (self), NULL);
  priv = cpx_record_get_private (self);
  g_return_val_if_fail (field >= 0 && (guint) field < priv->kind->n_fields, NULL);
  g_return_val_if_fail (cpx_field_is_text (&priv->kind->fields[field]), NULL);

  return priv->values[field].text;
}

/**
 * cpx_record_get_boolean:
 * @self: a record
 * @field: a boolean of its kind
 *
 * Returns: its value
 */
gboolean
cpx_record_get_boolean (CpxRecord *self,
                        int        field)
{
  g_return_val_if_fail (CPX_IS_RECORD (self), FALSE);
  g_return_val_if_fail (has_field (self, field) && get_field (self, field)->type == CPX_FIELD_BOOLEAN, FALSE);

  return cpx_record_get_private (self)->values[field].integer != 0;
}

/**
 * cpx_record_get_integer:
 * @self: a record
 * @field: an integer of its kind
 *
 * Returns: its value, 0 if it has none
 */
gint64
cpx_record_get_integer (CpxRecord *self,
                        int        field)
{
  g_return_val_if_fail (CPX_IS_RECORD (self), 0);
  g_return_val_if_fail (has_field (self, field) && get_field (self, field)->type == CPX_FIELD_INTEGER, 0);

  return cpx_record_get_private (self)->values[field].integer;
}

/* Of a field that both have. */
static gboolean
same_value (const CpxRecordPrivate *a,
            const CpxRecordPrivate *b,
            guint                   field)
{
  const CpxRecordValue *value_a = &a->values[field];
  const CpxRecordValue *value_b = &b->values[field];

  if (!cpx_field_is_text (&a->kind->fields[field]))
    return value_a->integer == value_b->integer;

  return value_a->text == value_b->text || strcmp (value_a->text, value_b->text) == 0;
}

/**
 * cpx_record_diff:
 * @before: (nullable): a record, or `NULL` for one without values
 * @after: a record of the same kind
 *
 * Returns: the fields whose values differ
 */
CpxFieldSet
cpx_record_diff (CpxRecord *before,
                 CpxRecord *after)
{
  const CpxRecordPrivate *old = before != NULL ? cpx_record_get_private (before) : NULL;
  const CpxRecordPrivate *new = cpx_record_get_private (after);
  CpxFieldSet changed;
  CpxFieldSet both;

  if (old == NULL)
    return new->present;

  g_return_val_if_fail (old->kind == new->kind, 0);

  changed = old->present ^ new->present;
  both = old->present & new->present;
  for (guint i = 0; i < new->kind->n_fields; i++)
    {
      if ((both & CPX_FIELD_BIT (i)) != 0 && !same_value (old, new, i))
        changed |= CPX_FIELD_BIT (i);
    }

  return changed;
}

/**
 * cpx_record_equal:
 * @a: a record
 * @b: another
 *
 * Returns: `TRUE` if kind, id and values are the same, those kept for newer programs included
 */
gboolean
cpx_record_equal (CpxRecord *a,
                  CpxRecord *b)
{
  CpxRecordPrivate *priv_a = cpx_record_get_private (a);
  CpxRecordPrivate *priv_b = cpx_record_get_private (b);

  return priv_a->kind == priv_b->kind
         && strcmp (priv_a->id, priv_b->id) == 0
         && cpx_record_diff (a, b) == 0
         && (priv_a->extra == priv_b->extra || json_equal (priv_a->extra, priv_b->extra));
}

/* cpx-change.c: one change of one record.
 *
 * Its JSON form, version 1 (hlc as text: RFC 8785 numbers hold 53 bits):
 *
 *   {"v":1,"id":…,"device":…,"hlc":"…","user":…,"kind":…,"record":…,"patient":…,"action":…,
 *    "follows":"<change>","fields":{"birth_name":{"base":"<change>","new":"DUPONT"},"nir":{"base":"<change>"}}}
 *
 * A field without "new" was cleared. Fields unknown to this program are kept as they came.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-change.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FORMAT 1

typedef struct
{
  char     *name;   /* (owned) */
  json_t   *value;  /* (owned) (nullable) */
  CpxId     base;
  gboolean  has_base;
} Field;

struct _CpxChange
{
  gatomicrefcount  ref_count;
  CpxChangeHead    head;    /* its texts are owned */
  GArray          *fields;  /* (owned) (element-type Field) */
};

G_DEFINE_QUARK (cpx-change-error-quark, cpx_change_error)

static void
clear_field (gpointer data)
{
  Field *field = data;

  g_free (field->name);
  json_decref (field->value);
}

static gboolean
fail (GError     **error,
      const char  *what)
{
  g_set_error (error, CPX_CHANGE_ERROR, CPX_CHANGE_ERROR_FORMAT, _("This is not a change: “%s” is missing or wrong"),
               what);
  return FALSE;
}

/**
 * cpx_change_new:
 * @head: everything but the fields; copied
 *
 * Begins a change; once its maker has added the fields it is not changed again.
 *
 * Returns: (transfer full): a change without fields
 */
CpxChange *
cpx_change_new (const CpxChangeHead *head)
{
  CpxChange *self = g_new0 (CpxChange, 1);

  g_assert (head->kind != NULL && head->record_id != NULL && head->action != NULL);
  g_atomic_ref_count_init (&self->ref_count);
  self->head = *head;
  self->head.user_id = g_strdup (head->user_id);
  self->head.kind = g_strdup (head->kind);
  self->head.record_id = g_strdup (head->record_id);
  self->head.patient_id = g_strdup (head->patient_id);
  self->head.action = g_strdup (head->action);
  self->head.follows = g_strdup (head->follows);
  self->fields = g_array_new (FALSE, FALSE, sizeof (Field));
  g_array_set_clear_func (self->fields, clear_field);

  return self;
}

/**
 * cpx_change_add_field:
 * @self: a change that its maker still builds
 * @name: the field
 * @value: (nullable) (transfer none): its new value, not changed afterwards; NULL clears it
 * @base: (nullable): the change whose value is replaced
 *
 * Adds one field.
 */
void
cpx_change_add_field (CpxChange   *self,
                      const char  *name,
                      json_t      *value,
                      const CpxId *base)
{
  Field field = { g_strdup (name), json_incref (value), .has_base = base != NULL };

  if (base != NULL)
    field.base = *base;
  g_array_append_val (self->fields, field);
}

CpxChange *
cpx_change_ref (CpxChange *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
cpx_change_unref (CpxChange *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free ((char *) self->head.user_id);
  g_free ((char *) self->head.kind);
  g_free ((char *) self->head.record_id);
  g_free ((char *) self->head.patient_id);
  g_free ((char *) self->head.action);
  g_free ((char *) self->head.follows);
  g_array_unref (self->fields);
  g_free (self);
}

/**
 * cpx_change_get_head:
 * @self: a change
 *
 * Returns: (transfer none): what, by whom, where and when
 */
const CpxChangeHead *
cpx_change_get_head (CpxChange *self)
{
  return &self->head;
}

/**
 * cpx_change_is_creation:
 * @self: a change
 *
 * Tells whether the change makes its record: none of its fields replaces anything.
 *
 * A later change always names a base, if only the creation, for a field that the creation left empty.
 *
 * Returns: `TRUE` if it is a creation
 */
gboolean
cpx_change_is_creation (CpxChange *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      if (g_array_index (self->fields, Field, i).has_base)
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_change_get_n_fields:
 * @self: a change
 *
 * Returns: how many fields it changes
 */
guint
cpx_change_get_n_fields (CpxChange *self)
{
  return self->fields->len;
}

/**
 * cpx_change_get_field:
 * @self: a change
 * @index: less than cpx_change_get_n_fields()
 *
 * Returns: the field, its value and the change that it replaces; all belong to @self
 */
CpxChangeField
cpx_change_get_field (CpxChange *self,
                      guint      index)
{
  const Field *field = &g_array_index (self->fields, Field, index);

  g_assert (index < self->fields->len);

  return (CpxChangeField) { field->name, field->value, field->has_base ? &field->base : NULL };
}

/**
 * cpx_change_find_field:
 * @self: a change
 * @name: of a field
 * @out_field: (out): as cpx_change_get_field() gives it
 *
 * Returns: `TRUE` if the change is of that field
 */
gboolean
cpx_change_find_field (CpxChange      *self,
                       const char     *name,
                       CpxChangeField *out_field)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      if (strcmp (g_array_index (self->fields, Field, i).name, name) == 0)
        {
          *out_field = cpx_change_get_field (self, i);
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
read_fields (CpxChange  *self,
             json_t     *fields,
             GError    **error)
{
  const char *name;
  json_t *field;

  if (!json_is_object (fields))
    return fail (error, "fields");

  json_object_foreach (fields, name, field)
    {
      json_t *base = json_object_get (field, "base");
      CpxId base_id;

      if (!json_is_object (field) || (base != NULL && !json_is_string (base)) ||
          (base != NULL && !cpx_id_parse (json_string_value (base), &base_id)))
        return fail (error, name);
      cpx_change_add_field (self, name, json_object_get (field, "new"), base != NULL ? &base_id : NULL);
    }

  return TRUE;
}

static json_t *
id_to_json (const CpxId *id)
{
  char text[CPX_ID_TEXT_LENGTH + 1];

  cpx_id_format (id, text);

  return json_stringn_nocheck (text, CPX_ID_TEXT_LENGTH);
}

static json_t *
fields_to_json (CpxChange *self)
{
  json_t *fields = json_object ();

  for (guint i = 0; i < self->fields->len; i++)
    {
      const Field *field = &g_array_index (self->fields, Field, i);
      json_t *object = json_object ();

      if (field->has_base)
        json_object_set_new (object, "base", id_to_json (&field->base));
      if (field->value != NULL)
        json_object_set (object, "new", field->value);
      json_object_set_new (fields, field->name, object);
    }

  return fields;
}

/**
 * cpx_change_to_json:
 * @self: a change
 *
 * Returns: (transfer full): its JSON form, as written at the top of this file
 */
json_t *
cpx_change_to_json (CpxChange *self)
{
  g_autofree char *hlc = g_strdup_printf ("%" G_GUINT64_FORMAT, self->head.hlc);
  json_t *object = json_object ();

  json_object_set_new (object, "v", json_integer (FORMAT));
  json_object_set_new (object, "id", id_to_json (&self->head.id));
  json_object_set_new (object, "device", id_to_json (&self->head.device));
  json_object_set_new (object, "hlc", json_string (hlc));
  if (self->head.user_id != NULL)
    json_object_set_new (object, "user", json_string (self->head.user_id));
  json_object_set_new (object, "kind", json_string (self->head.kind));
  json_object_set_new (object, "record", json_string (self->head.record_id));
  if (self->head.patient_id != NULL)
    json_object_set_new (object, "patient", json_string (self->head.patient_id));
  json_object_set_new (object, "action", json_string (self->head.action));
  if (self->head.follows != NULL)
    json_object_set_new (object, "follows", json_string (self->head.follows));
  json_object_set_new (object, "fields", fields_to_json (self));

  return object;
}

static gboolean
read_id (json_t      *object,
         const char  *name,
         CpxId       *out_id,
         GError     **error)
{
  const char *text = json_string_value (json_object_get (object, name));

  return (text != NULL && cpx_id_parse (text, out_id)) || fail (error, name);
}

static gboolean
read_text (json_t      *object,
           const char  *name,
           gboolean     required,
           const char **out_text,
           GError     **error)
{
  json_t *value = json_object_get (object, name);

  *out_text = json_string_value (value);

  return *out_text != NULL || (value == NULL && !required) || fail (error, name);
}

static gboolean
read_head (json_t         *object,
           CpxChangeHead  *out_head,
           GError        **error)
{
  const char *hlc;

  if (json_integer_value (json_object_get (object, "v")) != FORMAT)
    return fail (error, "v");

  return read_id (object, "id", &out_head->id, error) &&
         read_id (object, "device", &out_head->device, error) &&
         read_text (object, "hlc", TRUE, &hlc, error) &&
         (g_ascii_string_to_unsigned (hlc, 10, 0, G_MAXUINT64, &out_head->hlc, NULL) || fail (error, "hlc")) &&
         read_text (object, "user", FALSE, &out_head->user_id, error) &&
         read_text (object, "kind", TRUE, &out_head->kind, error) &&
         read_text (object, "record", TRUE, &out_head->record_id, error) &&
         read_text (object, "patient", FALSE, &out_head->patient_id, error) &&
         read_text (object, "action", TRUE, &out_head->action, error) &&
         read_text (object, "follows", FALSE, &out_head->follows, error);
}

/**
 * cpx_change_from_json:
 * @object: what cpx_change_to_json() made, here or elsewhere
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable): the change
 */
CpxChange *
cpx_change_from_json (json_t  *object,
                      GError **error)
{
  g_autoptr(CpxChange) self = NULL;
  CpxChangeHead head = { 0 };

  if (!read_head (object, &head, error))
    return NULL;

  self = cpx_change_new (&head);
  if (!read_fields (self, json_object_get (object, "fields"), error))
    return NULL;

  return g_steal_pointer (&self);
}

/* cpx-record-json.c: a record as JSON: one object, field names as keys, what has no value left out.
 *
 * Written by hand into text, because the store does it for each of 100,000 records. Read through jansson, whose
 * strictness input needs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-record-private.h"
#include "cpx-text.h"

#include <cpx-canonical-json.h>
#include <cpx-id.h>

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_identity (const char *name)
{
  return strcmp (name, "id") == 0 || strcmp (name, "kind") == 0;
}

/* FALSE if the field has another type than @value. */
static gboolean
put_value (CpxRecord          *record,
           int                 field,
           json_t             *value,
           CpxRecordReadFlags  flags)
{
  const CpxField *declared = &cpx_record_get_kind (record)->fields[field];

  if (json_is_null (value))
    cpx_record_drop (record, field);
  else if (declared->type == CPX_FIELD_BOOLEAN && json_is_boolean (value))
    cpx_record_put_integer (record, field, json_is_true (value));
  else if (declared->type == CPX_FIELD_INTEGER && json_is_integer (value))
    cpx_record_put_integer (record, field, json_integer_value (value));
  else if (!cpx_field_is_text (declared) || !json_is_string (value))
    return FALSE;
  else if ((flags & CPX_RECORD_FROM_INPUT) != 0)
    cpx_record_put_typed (record, field, json_string_value (value));
  else
    cpx_record_put_text (record, field, json_string_value (value));

  return TRUE;
}

static const char *
describe_type (const CpxField *field)
{
  if (field->type == CPX_FIELD_BOOLEAN)
    return _("true or false");
  if (field->type == CPX_FIELD_INTEGER)
    return _("a whole number");

  return _("text");
}

/* Puts a member into a known field. A newer program may give a field another type: the store keeps it aside. */
static gboolean
put_field (CpxRecord           *record,
           int                  field,
           json_t              *value,
           CpxRecordReadFlags   flags,
           GError             **error)
{
  const CpxField *declared = &cpx_record_get_kind (record)->fields[field];

  if (put_value (record, field, value, flags))
    return TRUE;

  if ((flags & CPX_RECORD_FROM_INPUT) != 0)
    {
      g_set_error (error, CPX_RECORD_ERROR, CPX_RECORD_ERROR_BAD_VALUE, _("“%s” (%s) must be %s"),
                   cpx_field_get_label (declared), declared->name, describe_type (declared));
      return FALSE;
    }
  cpx_record_drop (record, field);
  cpx_record_put_extra (record, declared->name, value);

  return TRUE;
}

static gboolean
put_unknown (CpxRecord           *record,
             const char          *name,
             json_t              *value,
             CpxRecordReadFlags   flags,
             GError             **error)
{
  if ((flags & CPX_RECORD_FROM_INPUT) != 0)
    {
      g_autofree char *quoted = cpx_text_shorten (name);

      g_set_error (error, CPX_RECORD_ERROR, CPX_RECORD_ERROR_UNKNOWN_FIELD, _("“%s” is not a field of “%s”"),
                   quoted, cpx_record_get_kind (record)->name);
      return FALSE;
    }
  cpx_record_put_extra (record, name, json_is_null (value) ? NULL : value);

  return TRUE;
}

/* Asks the object for each field rather than the kind for each member: both ends are then one hash look-up. */
static gsize
put_known_fields (CpxRecord           *record,
                  json_t              *object,
                  CpxRecordReadFlags   flags,
                  GError             **error)
{
  const CpxKind *kind = cpx_record_get_kind (record);
  gsize n_known = 0;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      json_t *value = json_object_get (object, kind->fields[i].name);

      if (value == NULL)
        continue;
      if (!put_field (record, (int) i, value, flags, error))
        return G_MAXSIZE;
      n_known++;
    }

  return n_known;
}

static gboolean
put_members (CpxRecord           *record,
             json_t              *object,
             CpxRecordReadFlags   flags,
             GError             **error)
{
  gsize n_known = put_known_fields (record, object, flags, error);
  const char *name;
  json_t *value;

  if (n_known == G_MAXSIZE)
    return FALSE;
  if (n_known == json_object_size (object))
    return TRUE;

  json_object_foreach (object, name, value)
    {
      if (!is_identity (name)
          && cpx_kind_find_field (cpx_record_get_kind (record), name) < 0
          && !put_unknown (record, name, value, flags, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_object (const CpxKind  *kind,
              json_t         *object,
              GError        **error)
{
  const char *named = json_string_value (json_object_get (object, "kind"));

  if (!json_is_object (object))
    {
      g_set_error (error, CPX_RECORD_ERROR, CPX_RECORD_ERROR_BAD_VALUE,
                   _("A record must be a JSON object with one member for each field"));
      return FALSE;
    }
  if (named != NULL && strcmp (named, kind->name) != 0)
    {
      g_autofree char *quoted = cpx_text_shorten (named);

      g_set_error (error, CPX_RECORD_ERROR, CPX_RECORD_ERROR_BAD_VALUE,
                   _("This record is of kind “%s”, where “%s” was expected"), quoted, kind->name);
      return FALSE;
    }

  return TRUE;
}

/* The id given by the caller, else the object's, else none. */
static gboolean
find_id (const char  *id,
         json_t      *object,
         const char **out_id,
         GError     **error)
{
  json_t *member = json_object_get (object, "id");
  CpxId parsed;

  *out_id = id;
  if (id != NULL || member == NULL)
    return TRUE;

  *out_id = json_string_value (member);
  if (*out_id == NULL || !cpx_id_parse (*out_id, &parsed))
    {
      g_set_error (error, CPX_RECORD_ERROR, CPX_RECORD_ERROR_BAD_VALUE, _("“id” must be an identifier (UUID)"));
      return FALSE;
    }

  return TRUE;
}

/**
 * cpx_record_from_json:
 * @kind: a kind
 * @id: (nullable): the record's id; `NULL` takes the member "id", and makes one if there is none
 * @object: one member for each field; `null` is no value; a member "kind" must be @kind's name
 * @flags: where it comes from
 * @error: return location for an error
 *
 * Reads a record. Values are not validated: cpx_record_validate() does that.
 *
 * Returns: (transfer full): the record
 */
CpxRecord *
cpx_record_from_json (const CpxKind       *kind,
                      const char          *id,
                      json_t              *object,
                      CpxRecordReadFlags   flags,
                      GError             **error)
{
  g_autoptr(CpxRecord) record = NULL;

  if (!check_object (kind, object, error) || !find_id (id, object, &id, error))
    return NULL;

  record = cpx_record_new (kind, id);
  if (!put_members (record, object, flags, error))
    return NULL;

  return g_steal_pointer (&record);
}

/**
 * cpx_record_parse_json:
 * @kind: a kind
 * @id: (nullable): as for cpx_record_from_json()
 * @text: a JSON object
 * @length: its length in bytes, or -1 if it ends with NUL
 * @flags: where it comes from
 * @error: return location for an error
 *
 * Reads a record from text; cpx_json_parse() says what text is refused.
 *
 * Returns: (transfer full): the record
 */
CpxRecord *
cpx_record_parse_json (const CpxKind       *kind,
                       const char          *id,
                       const char          *text,
                       gssize               length,
                       CpxRecordReadFlags   flags,
                       GError             **error)
{
  g_autoptr(json_t) object = cpx_json_parse (text, length, error);

  return object != NULL ? cpx_record_from_json (kind, id, object, flags, error) : NULL;
}

/**
 * cpx_record_merge_json:
 * @self: a record
 * @patch: one member for each field that changes; `null` clears
 * @flags: where the patch comes from
 * @error: return location for an error
 *
 * Applies a patch as cpx_record_make_patch() makes them.
 *
 * Returns: (transfer full): the changed record
 */
CpxRecord *
cpx_record_merge_json (CpxRecord           *self,
                       json_t              *patch,
                       CpxRecordReadFlags   flags,
                       GError             **error)
{
  g_autoptr(CpxRecord) merged = NULL;

  if (!check_object (cpx_record_get_kind (self), patch, error))
    return NULL;

  merged = cpx_record_copy (self, cpx_record_get_id (self));
  if (!put_members (merged, patch, flags, error))
    return NULL;

  return g_steal_pointer (&merged);
}

/* JSON has no bytes that are not UTF-8; validation refuses them, and a record that was not validated can be shown. */
static json_t *
make_string (const char *text)
{
  g_autofree char *valid = NULL;
  json_t *string = json_string (text);

  if (string != NULL)
    return string;
  valid = g_utf8_make_valid (text, -1);

  return json_string (valid);
}

/**
 * cpx_record_get_json:
 * @self: a record
 * @field: a field of its kind
 *
 * Returns: (transfer full): its value: a string, an integer, `true`, or `null` if it has none
 */
json_t *
cpx_record_get_json (CpxRecord *self,
                     int        field)
{
  const CpxField *declared = &cpx_record_get_kind (self)->fields[field];

  if (!cpx_record_has (self, field))
    return json_null ();
  if (declared->type == CPX_FIELD_BOOLEAN)
    return json_true ();
  if (declared->type == CPX_FIELD_INTEGER)
    return json_integer (cpx_record_get_integer (self, field));

  return make_string (cpx_record_get_text (self, field));
}

/**
 * cpx_record_to_json:
 * @self: a record
 * @flags: whether its kind and id come with it
 *
 * Returns: (transfer full): an object of the fields that have a value, in the order of the table
 */
json_t *
cpx_record_to_json (CpxRecord           *self,
                    CpxRecordWriteFlags  flags)
{
  CpxRecordPrivate *priv = cpx_record_get_private (self);
  json_t *object = json_object ();
  const char *name;
  json_t *value;

  if ((flags & CPX_RECORD_WITH_ID) != 0)
    {
      json_object_set_new (object, "kind", json_string (priv->kind->name));
      json_object_set_new (object, "id", make_string (priv->id));
    }
  for (guint i = 0; i < priv->kind->n_fields; i++)
    {
      if ((priv->present & CPX_FIELD_BIT (i)) != 0)
        json_object_set_new (object, priv->kind->fields[i].name, cpx_record_get_json (self, (int) i));
    }
  json_object_foreach (priv->extra, name, value)
    json_object_set_new (object, name, json_deep_copy (value));

  return object;
}

static void
append_member (GString    *out,
               const char *name)
{
  if (out->len > 1)
    g_string_append_c (out, ',');
  cpx_canonical_json_append_text (name, out);
  g_string_append_c (out, ':');
}

static void
append_text (GString    *out,
             const char *text)
{
  g_autofree char *valid = g_utf8_validate (text, -1, NULL) ? NULL : g_utf8_make_valid (text, -1);

  cpx_canonical_json_append_text (valid != NULL ? valid : text, out);
}

static void
append_value (GString                *out,
              const CpxRecordPrivate *priv,
              guint                   field)
{
  const CpxField *declared = &priv->kind->fields[field];

  append_member (out, declared->name);
  if (declared->type == CPX_FIELD_BOOLEAN)
    g_string_append (out, "true");
  else if (declared->type == CPX_FIELD_INTEGER)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, priv->values[field].integer);
  else
    append_text (out, priv->values[field].text);
}

/**
 * cpx_record_print_json:
 * @self: a record
 * @flags: whether its kind and id come with it
 *
 * Writes what cpx_record_to_json() holds on one line.
 *
 * Returns: (transfer full): the text
 */
char *
cpx_record_print_json (CpxRecord           *self,
                       CpxRecordWriteFlags  flags)
{
  CpxRecordPrivate *priv = cpx_record_get_private (self);
  GString *out = g_string_sized_new (512);
  const char *name;
  json_t *value;

  g_string_append_c (out, '{');
  if ((flags & CPX_RECORD_WITH_ID) != 0)
    {
      append_member (out, "kind");
      append_text (out, priv->kind->name);
      append_member (out, "id");
      append_text (out, priv->id);
    }
  for (guint i = 0; i < priv->kind->n_fields; i++)
    {
      if ((priv->present & CPX_FIELD_BIT (i)) != 0)
        append_value (out, priv, i);
    }
  json_object_foreach (priv->extra, name, value)
    {
      append_member (out, name);
      cpx_canonical_json_append (value, out);
    }
  g_string_append_c (out, '}');

  return g_string_free (out, FALSE);
}

static void
patch_extra (json_t    *patch,
             CpxRecord *before,
             CpxRecord *after)
{
  json_t *old = before != NULL ? cpx_record_get_private (before)->extra : NULL;
  json_t *new = cpx_record_get_private (after)->extra;
  const char *name;
  json_t *value;

  json_object_foreach (new, name, value)
    {
      if (!json_equal (json_object_get (old, name), value))
        json_object_set_new (patch, name, json_deep_copy (value));
    }
  /* A name that became a field's has its new value in the patch already. */
  json_object_foreach (old, name, value)
    {
      if (json_object_get (new, name) == NULL && json_object_get (patch, name) == NULL)
        json_object_set_new (patch, name, json_null ());
    }
}

/**
 * cpx_record_make_patch:
 * @before: (nullable): a record, or `NULL` for one without values
 * @after: a record of the same kind
 *
 * Makes what cpx_record_merge_json() turns @before into @after with.
 *
 * Returns: (transfer full): an object with the fields that differ, `null` for those cleared
 */
json_t *
cpx_record_make_patch (CpxRecord *before,
                       CpxRecord *after)
{
  const CpxKind *kind = cpx_record_get_kind (after);
  CpxFieldSet changed = cpx_record_diff (before, after);
  json_t *patch = json_object ();

  for (guint i = 0; i < kind->n_fields; i++)
    {
      if ((changed & CPX_FIELD_BIT (i)) != 0)
        json_object_set_new (patch, kind->fields[i].name, cpx_record_get_json (after, (int) i));
    }
  patch_extra (patch, before, after);

  return patch;
}

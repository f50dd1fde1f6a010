/* cpx-change-details.c: the details of an audit entry that goes with a change.
 *
 *   {"after":{"city":"Lyon"},"base":{"city":"<change>"},"before":{"city":"Nice"},"change":"<id>","hlc":"…","more":{…}}
 *
 * "after" has what the fields became; a field that is only in "base" was cleared. "base" names the change that each
 * value replaced; a record's first change has none. "before" is for those who read the audit: what the fields were,
 * everything when the record is deleted. "more" is what the caller added; "follows" in it is the change that this one
 * completes. Entries without a change have only "more".
 *
 * Together with what the entry says in clear this is the whole change: values are sealed and stored once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-change-details.h"

#include <cpx-canonical-json.h>

#include <string.h>

/* The fields of a patch in their canonical order. */
typedef struct
{
  json_t      *patch;  /* (unowned) */
  const char **names;  /* (owned) */
  gsize        n;
} Fields;

static void
append_name (GString    *out,
             const char *name,
             gsize       n_before)
{
  if (n_before > 0)
    g_string_append_c (out, ',');
  cpx_canonical_json_append_text (name, out);
  g_string_append_c (out, ':');
}

static void
append_id (GString     *out,
           const CpxId *id)
{
  char text[CPX_ID_TEXT_LENGTH + 1];

  cpx_id_format (id, text);
  g_string_append_c (out, '"');
  g_string_append_len (out, text, CPX_ID_TEXT_LENGTH);
  g_string_append_c (out, '"');
}

static void
append_after (GString      *out,
              const Fields *fields)
{
  gsize n = 0;

  g_string_append (out, "{\"after\":{");
  for (gsize i = 0; i < fields->n; i++)
    {
      json_t *value = json_object_get (fields->patch, fields->names[i]);

      if (json_is_null (value))
        continue;
      append_name (out, fields->names[i], n++);
      cpx_canonical_json_append (value, out);
    }
  g_string_append_c (out, '}');
}

static void
append_base (GString           *out,
             const Fields      *fields,
             const CpxVersions *bases)
{
  gsize n = 0;

  g_string_append (out, ",\"base\":{");
  for (gsize i = 0; i < fields->n; i++)
    {
      const CpxVersion *version = cpx_versions_find (bases, fields->names[i]);

      if (version == NULL)
        continue;
      append_name (out, fields->names[i], n++);
      append_id (out, &version->change);
    }
  g_string_append_c (out, '}');
}

/**
 * cpx_change_details_print:
 * @version: the change
 * @patch: what changes; null clears a field
 * @bases: (nullable): where the values that are replaced come from; NULL for a record's first change
 * @before: (nullable): what the fields were
 * @more: (nullable): what the caller adds
 *
 * Returns: (transfer full): the details, canonical
 */
char *
cpx_change_details_print (const CpxVersion  *version,
                          json_t            *patch,
                          const CpxVersions *bases,
                          json_t            *before,
                          json_t            *more)
{
  GString *out = g_string_sized_new (1024);
  Fields fields = { .patch = patch };

  fields.names = cpx_canonical_json_list_keys (patch, &fields.n);
  append_after (out, &fields);
  if (bases != NULL)
    append_base (out, &fields, bases);
  g_free (fields.names);
  if (before != NULL)
    {
      g_string_append (out, ",\"before\":");
      cpx_canonical_json_append (before, out);
    }
  g_string_append (out, ",\"change\":");
  append_id (out, &version->change);
  g_string_append (out, ",\"hlc\":");
  cpx_canonical_json_append_uint64 (version->hlc, out);
  if (more != NULL)
    {
      g_string_append (out, ",\"more\":");
      cpx_canonical_json_append (more, out);
    }
  g_string_append_c (out, '}');

  return g_string_free (out, FALSE);
}

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, CPX_CHANGE_ERROR, CPX_CHANGE_ERROR_FORMAT, "these details hold no change");
  return FALSE;
}

static gboolean
read_head (const CpxAuditEntry  *entry,
           json_t               *details,
           CpxChangeHead        *out_head,
           GError              **error)
{
  const char *id = json_string_value (json_object_get (details, "change"));
  const char *hlc = json_string_value (json_object_get (details, "hlc"));

  if (id == NULL || hlc == NULL || entry->kind == NULL || entry->id == NULL || !cpx_id_parse (id, &out_head->id) ||
      !cpx_id_parse (entry->device_id, &out_head->device) ||
      !g_ascii_string_to_unsigned (hlc, 10, 0, G_MAXUINT64, &out_head->hlc, NULL))
    return fail (error);

  out_head->user_id = entry->user_id;
  out_head->kind = entry->kind;
  out_head->record_id = entry->id;
  out_head->patient_id = entry->patient_id;
  out_head->action = entry->action;
  out_head->follows = json_string_value (json_object_get (json_object_get (details, "more"), "follows"));

  return TRUE;
}

static gboolean
read_fields (CpxChange  *change,
             json_t     *after,
             json_t     *base,
             GError    **error)
{
  const char *name;
  json_t *value;
  CpxId id;

  json_object_foreach (base, name, value)
    {
      if (!json_is_string (value) || !cpx_id_parse (json_string_value (value), &id))
        return fail (error);
      cpx_change_add_field (change, name, json_object_get (after, name), &id);
    }
  json_object_foreach (after, name, value)
    {
      if (json_object_get (base, name) == NULL)
        cpx_change_add_field (change, name, value, NULL);
    }

  return TRUE;
}

/**
 * cpx_change_details_read:
 * @entry: what the entry says in clear
 * @details: its details
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable): the change that goes with the entry
 */
CpxChange *
cpx_change_details_read (const CpxAuditEntry  *entry,
                         const char           *details,
                         GError              **error)
{
  g_autoptr(json_t) object = cpx_json_parse (details, -1, error);
  g_autoptr(CpxChange) change = NULL;
  CpxChangeHead head = { 0 };

  if (object == NULL || !read_head (entry, object, &head, error))
    return NULL;
  change = cpx_change_new (&head);
  if (!read_fields (change, json_object_get (object, "after"), json_object_get (object, "base"), error))
    return NULL;

  return g_steal_pointer (&change);
}

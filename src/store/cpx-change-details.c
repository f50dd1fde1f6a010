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

static gboolean
has_null (json_t *values)
{
  const char *name;
  json_t *value;

  json_object_foreach (values, name, value)
    {
      if (json_is_null (value))
        return TRUE;
    }

  return FALSE;
}

static void
append_after (GString *out,
              json_t  *patch)
{
  g_autoptr(json_t) values = NULL;
  const char *name;
  json_t *value;

  g_string_append (out, "{\"after\":");
  if (!has_null (patch))
    {
      cpx_canonical_json_append (patch, out);
      return;
    }

  values = json_object ();
  json_object_foreach (patch, name, value)
    {
      if (!json_is_null (value))
        json_object_set (values, name, value);
    }
  cpx_canonical_json_append (values, out);
}

static void
append_base (GString           *out,
             json_t            *patch,
             const CpxVersions *bases)
{
  g_autoptr(json_t) base = json_object ();
  const char *name;
  json_t *value;

  json_object_foreach (patch, name, value)
    {
      const CpxVersion *version = cpx_versions_find (bases, name);
      char text[CPX_ID_TEXT_LENGTH + 1];

      if (version == NULL)
        continue;
      cpx_id_format (&version->change, text);
      json_object_set_new (base, name, json_stringn_nocheck (text, CPX_ID_TEXT_LENGTH));
    }
  g_string_append (out, ",\"base\":");
  cpx_canonical_json_append (base, out);
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
  char change[CPX_ID_TEXT_LENGTH + 1];

  cpx_id_format (&version->change, change);
  append_after (out, patch);
  if (bases != NULL)
    append_base (out, patch, bases);
  if (before != NULL)
    {
      g_string_append (out, ",\"before\":");
      cpx_canonical_json_append (before, out);
    }
  g_string_append_printf (out, ",\"change\":\"%s\",\"hlc\":\"%" G_GUINT64_FORMAT "\"", change, version->hlc);
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

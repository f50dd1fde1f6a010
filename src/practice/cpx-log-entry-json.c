/* cpx-log-entry-json.c: an entry of the audit log as JSON, for other programs.
 *
 * Sealed, it says what the leaf says in clear: the sentence and the names come from what is sealed, or from files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-entry-json.h"

static void
set_text (json_t     *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_new (object, name, json_string (text));
}

static void
set_time (json_t     *object,
          const char *name,
          gint64      time_us)
{
  g_autoptr(GDateTime) seconds = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autoptr(GDateTime) time = seconds != NULL ? g_date_time_add (seconds, time_us % G_USEC_PER_SEC) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  set_text (object, name, text);
}

static json_t *
roles_to_json (CpxRoles roles)
{
  json_t *list = json_array ();

  for (guint i = 0; i < CPX_N_ROLES; i++)
    {
      if ((roles & 1u << i) != 0)
        json_array_append_new (list, json_string (cpx_role_get_token (1u << i)));
    }

  return list;
}

static void
add_opened (json_t            *object,
            const CpxLogFacts *facts)
{
  set_text (object, "patient_name", facts->patient_name);
  set_text (object, "sentence", facts->sentence);
  if (facts->details_state == CPX_LOG_DETAILS_OPEN && facts->details != NULL)
    json_object_set (object, "details", facts->details);
  if (facts->details_state == CPX_LOG_DETAILS_ERASED)
    {
      set_time (object, "erased_on", facts->erased_us);
      set_text (object, "erased_basis", facts->legal_basis);
    }
}

/**
 * cpx_log_entry_to_json:
 * @entry: an entry
 * @opened: whether with what is sealed in it, as far as the user may read it
 *
 * Returns: (transfer full): an object; its "entry" counts from 1, as the screens do, its "index" from 0, as bundles and
 * proofs do (RFC 9162)
 */
json_t *
cpx_log_entry_to_json (CpxLogEntry *entry,
                       gboolean     opened)
{
  const CpxLogFacts *facts = cpx_log_entry_get (entry);
  g_autofree char *hash = cpx_log_entry_dup_hash (entry);
  json_t *object = json_pack ("{s:I, s:I}", "entry", (json_int_t) facts->index + 1,
                               "index", (json_int_t) facts->index);

  set_text (object, "device", facts->device_id);
  set_text (object, "device_name", facts->device_name);
  if (facts->action != NULL)
    {
      set_time (object, "time", facts->time_us);
      json_object_set_new (object, "clock_back", json_boolean (facts->clock_back));
      json_object_set_new (object, "roles", roles_to_json (facts->roles));
    }
  set_text (object, "user", facts->user_id);
  set_text (object, "user_name", facts->user_name);
  set_text (object, "action", facts->action);
  set_text (object, "kind", facts->kind);
  set_text (object, "record", facts->record_id);
  set_text (object, "patient", facts->patient_id);
  set_text (object, "reason", facts->reason);
  set_text (object, "hash", hash);
  json_object_set_new (object, "readable", json_boolean (facts->action != NULL));
  if (opened)
    add_opened (object, facts);

  return object;
}

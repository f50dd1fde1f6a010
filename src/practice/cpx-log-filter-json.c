/* cpx-log-filter-json.c: what somebody asked the audit log for, as the details of an entry have it.
 *
 * Not the words: people search by name, and an entry of whoever reads the log is about no patient, so that no erasure
 * would ever make it unreadable. That words were asked for is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-filter-json.h"

static json_t *
time_to_json (gint64 time_us)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  return text != NULL ? json_string (text) : NULL;
}

static void
set_text (json_t     *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_new (object, name, json_string (text));
}

/**
 * cpx_log_filter_to_json:
 * @filter: a filter
 *
 * Returns: (transfer full): an object with what it asks for, but not the words; times in UTC
 */
json_t *
cpx_log_filter_to_json (const CpxLogFilter *filter)
{
  json_t *object = json_object ();

  set_text (object, "user", filter->user_id);
  set_text (object, "patient", filter->patient_id);
  set_text (object, "record", filter->record_id);
  set_text (object, "device", filter->device_id);
  if (cpx_log_filter_has_text (filter))
    json_object_set_new (object, "text", json_true ());
  for (guint i = 0; filter->actions != NULL && filter->actions[i] != NULL; i++)
    {
      if (i == 0)
        json_object_set_new (object, "actions", json_array ());
      json_array_append_new (json_object_get (object, "actions"), json_string (filter->actions[i]));
    }
  if (filter->from_us != G_MININT64)
    json_object_set_new (object, "from", time_to_json (filter->from_us));
  if (filter->until_us != G_MAXINT64)
    json_object_set_new (object, "until", time_to_json (filter->until_us));

  return object;
}

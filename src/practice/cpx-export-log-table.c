/* cpx-export-log-table.c: entries of the audit log for reading: a table for a spreadsheet, or JSON lines.
 *
 * The table is what a French spreadsheet opens at once: UTF-8 with its mark, semicolons, lines ended as RFC 4180 has
 * it. A text that a spreadsheet would reckon as a formula gets an apostrophe before it: what somebody typed into a file
 * does nothing on the auditor's machine.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-export-audit-private.h"

#include "cpx-audit-action.h"
#include "cpx-log-entry-json.h"
#include "cpx-log-page.h"
#include "cpx-partial-file.h"

#include <cpx-canonical-json.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define MARK          "\xef\xbb\xbf"
#define BUFFER_BYTES  (64 * 1024)
#define PROGRESS_STEP 256

typedef struct
{
  CpxLogExportJob *job;
  CpxPartialFile  *file;     /* (owned) */
  GString         *pending;  /* (owned) */
  guint64          n_total;
} Table;

static void
table_clear (Table *self)
{
  g_clear_pointer (&self->file, cpx_partial_file_free);
  if (self->pending != NULL)
    g_string_free (g_steal_pointer (&self->pending), TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

static gboolean
flush (Table   *self,
       gsize    at_least,
       GError **error)
{
  gboolean put = self->pending->len < at_least ||
                 cpx_partial_file_put (self->file, self->pending->str, self->pending->len, error);

  if (self->pending->len >= at_least)
    g_string_truncate (self->pending, 0);

  return put;
}

/* Always quoted. */
static void
append_cell (GString    *out,
             const char *text)
{
  if (out->len > 0 && out->str[out->len - 1] == '"')
    g_string_append_c (out, ';');
  g_string_append_c (out, '"');
  if (text != NULL && *text != '\0' && strchr ("=+-@\t\r", *text) != NULL)
    g_string_append_c (out, '\'');
  for (const char *at = text; at != NULL && *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *at);
    }
  g_string_append_c (out, '"');
}

static void
append_number (GString *out,
               guint64  number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, number);

  append_cell (out, text);
}

static void
append_time (GString           *out,
             const CpxLogFacts *facts)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (facts->time_us / G_USEC_PER_SEC);
  g_autofree char *text = time != NULL && facts->action != NULL ? g_date_time_format (time, "%F %T %z") : NULL;

  append_cell (out, text);
}

static void
append_json (GString *out,
             json_t  *value)
{
  g_autofree char *text = value != NULL ? cpx_canonical_json_print (value) : NULL;

  append_cell (out, text);
}

/* The fields by name: of what they became, or were. */
static void
append_fields (GString *out,
               json_t  *details)
{
  json_t *fields = json_object_get (details, "after");
  GString *names = g_string_new (NULL);
  const char *name;
  json_t *value;

  if (json_object_size (fields) == 0)
    fields = json_object_get (details, "before");
  json_object_foreach (fields, name, value)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
  append_cell (out, names->str);
  g_string_free (names, TRUE);
}

/* More than before and after: what an entry without a change says, and who was erased. */
static void
append_opened (GString           *out,
               const CpxLogFacts *facts)
{
  json_t *details = facts->details_state == CPX_LOG_DETAILS_OPEN ? facts->details : NULL;

  append_cell (out, facts->patient_name);
  append_cell (out, facts->sentence);
  append_fields (out, details);
  append_json (out, json_object_get (details, "before"));
  append_json (out, json_object_get (details, "after"));
  append_json (out, json_object_get (details, "more"));
  append_cell (out, facts->details_state == CPX_LOG_DETAILS_ERASED ? facts->legal_basis : NULL);
}

static void
append_heads (GString            *out,
              const char *const  *heads)
{
  for (guint i = 0; heads[i] != NULL; i++)
    append_cell (out, g_dgettext (GETTEXT_PACKAGE, heads[i]));
}

static void
append_header (Table *self)
{
  const char *const heads[] = {
    N_("Entry"), N_("Post"), N_("Date and time"), N_("User"), N_("Roles"), N_("Action"), N_("Kind of record"),
    N_("Record"), N_("Patient"), N_("Reason"), N_("Hash"), NULL
  };
  const char *const opened_heads[] = {
    N_("Patient’s name"), N_("What happened"), N_("Fields"), N_("Values before"), N_("Values after"), N_("More"),
    N_("Erased because of"), NULL
  };

  g_string_append (self->pending, MARK);
  append_heads (self->pending, heads);
  if (self->job->export->open_details)
    append_heads (self->pending, opened_heads);
  g_string_append (self->pending, "\r\n");
}

static void
append_row (Table       *self,
            CpxLogEntry *entry)
{
  const CpxLogFacts *facts = cpx_log_entry_get (entry);
  g_autofree char *roles = cpx_roles_dup_label (facts->roles);
  g_autofree char *hash = cpx_log_entry_dup_hash (entry);
  g_autofree char *action = facts->action != NULL ? cpx_audit_action_dup_label (facts->action) : NULL;
  GString *out = self->pending;

  append_number (out, facts->index + 1);
  append_cell (out, facts->device_name != NULL ? facts->device_name : facts->device_id);
  append_time (out, facts);
  append_cell (out, facts->user_name != NULL ? facts->user_name : facts->user_id);
  append_cell (out, roles);
  append_cell (out, action);
  append_cell (out, facts->kind);
  append_cell (out, facts->record_id);
  append_cell (out, facts->patient_id);
  append_cell (out, facts->reason);
  append_cell (out, hash);
  if (self->job->export->open_details)
    append_opened (out, facts);
  g_string_append (out, "\r\n");
}

static void
append_line (Table       *self,
             CpxLogEntry *entry)
{
  g_autoptr(json_t) object = cpx_log_entry_to_json (entry, self->job->export->open_details);
  g_autofree char *text = cpx_json_print (object);

  g_string_append (self->pending, text);
  g_string_append_c (self->pending, '\n');
}

static void
count (Table       *self,
       CpxLogEntry *entry)
{
  CpxLogExportResult *result = self->job->result;
  CpxLogDetails state = cpx_log_entry_get (entry)->details_state;

  result->n_entries++;
  if (self->job->export->open_details && state == CPX_LOG_DETAILS_OPEN)
    result->n_opened++;
  if (state == CPX_LOG_DETAILS_ERASED)
    result->n_erased++;
  if (self->job->progress != NULL && result->n_entries % PROGRESS_STEP == 0)
    self->job->progress (result->n_entries, MAX (self->n_total, self->n_total > 0 ? result->n_entries : 0),
                         self->job->progress_data);
}

/* A CpxLogWalkFunc. */
static gboolean
put_entry (CpxLogEntry  *entry,
           gpointer      user_data,
           GError      **error)
{
  Table *self = user_data;

  if (self->job->export->format == CPX_LOG_EXPORT_CSV)
    append_row (self, entry);
  else
    append_line (self, entry);
  count (self, entry);

  return flush (self, BUFFER_BYTES, error);
}

/* How many there will be, where that is known before the entries are opened. */
static gboolean
foresee (Table   *self,
         GError **error)
{
  g_autoptr(GArray) places = NULL;

  if (self->job->progress == NULL || cpx_log_filter_has_text (self->job->filter))
    return TRUE;
  places = cpx_practice_find_log (self->job->practice, self->job->filter, self->job->cancellable, error);
  self->n_total = places != NULL ? places->len : 0;

  return places != NULL;
}

/**
 * cpx_log_export_write_table:
 * @job: an export that was noted
 * @error: where the fault goes
 *
 * Writes what the filter lets through, the newest first.
 *
 * Returns: `TRUE` if the file is whole
 */
gboolean
cpx_log_export_write_table (CpxLogExportJob  *job,
                            GError          **error)
{
  g_auto(Table) self = { .job = job, .pending = g_string_new (NULL) };

  self.file = cpx_partial_file_new (job->export->path, job->export->replace, error);
  if (self.file == NULL || !foresee (&self, error))
    return FALSE;
  if (job->export->format == CPX_LOG_EXPORT_CSV)
    append_header (&self);

  return cpx_practice_walk_log (job->practice, job->filter, put_entry, &self, job->cancellable, error) &&
         flush (&self, 0, error) && cpx_partial_file_finish (self.file, error);
}

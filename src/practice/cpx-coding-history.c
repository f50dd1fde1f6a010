/* cpx-coding-history.c: the entries of the audit log about one coding, with what was sealed in them.
 *
 * What was erased, or does not open, leaves the entry without its reasons: who and when are told all the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-history.h"

#include "cpx-practice-private.h"

#include <cpx-audit-log.h>
#include <cpx-coding.h>
#include <cpx-json.h>
#include <cpx-user.h>

#define PAGE 200

static void
reason_free (CpxCodingReason *self)
{
  g_free (self->rule);
  g_free (self->about);
  g_free (self->motive);
  g_free (self->reason);
  g_free (self);
}

/**
 * cpx_coding_event_free:
 * @self: (transfer full): an event
 */
void
cpx_coding_event_free (CpxCodingEvent *self)
{
  g_free (self->action);
  g_free (self->user_id);
  g_free (self->user_name);
  g_free (self->codes);
  g_ptr_array_unref (self->reasons);
  g_free (self);
}

static void
add_reason (CpxCodingEvent *event,
            const char     *rule,
            char           *about,
            const char     *motive,
            const char     *text)
{
  CpxCodingReason *reason = g_new0 (CpxCodingReason, 1);

  reason->rule = g_strdup (rule);
  reason->about = about;
  reason->motive = g_strdup (motive);
  reason->reason = g_strdup (text != NULL ? text : "");
  g_ptr_array_add (event->reasons, reason);
}

static const char *
get_text (json_t     *object,
          const char *name)
{
  return json_string_value (json_object_get (object, name));
}

/* A choice that was written by cpx-save-coding.c. */
static void
add_choice (CpxCodingEvent *event,
            json_t         *choice)
{
  const char *kept = get_text (choice, "kept");
  const char *proposed = get_text (choice, "proposed");
  char *codes = g_strjoin (*event->codes != '\0' ? " " : "", event->codes, kept != NULL ? kept : "", NULL);

  g_free (event->codes);
  event->codes = codes;
  if (kept != NULL && proposed != NULL && !g_str_equal (kept, proposed))
    add_reason (event, NULL, g_strconcat (proposed, " → ", kept, NULL), get_text (choice, "motive"),
                get_text (choice, "reason"));
}

static char *
dup_codes (json_t *override)
{
  GString *codes = g_string_new (NULL);
  gsize i;
  json_t *code;

  json_array_foreach (json_object_get (override, "codes"), i, code)
    {
      /* "HHFA016#2": the second of them. */
      g_auto(GStrv) parts = g_strsplit (json_is_string (code) ? json_string_value (code) : "", "#", 2);

      g_string_append_printf (codes, "%s%s", i > 0 ? ", " : "", parts[0] != NULL ? parts[0] : "");
      if (parts[0] != NULL && parts[1] != NULL)
        g_string_append_printf (codes, " (%s)", parts[1]);
    }

  return g_string_free (codes, FALSE);
}

static void
read_details (CpxCodingEvent *event,
              json_t         *details)
{
  json_t *more = json_object_get (details, "more");
  const char *reopening = get_text (json_object_get (details, "after"), "reopening_reason");
  gsize i;
  json_t *item;

  json_array_foreach (json_object_get (more, "choices"), i, item)
    {
      add_choice (event, item);
    }
  json_array_foreach (json_object_get (more, "overrides"), i, item)
    {
      add_reason (event, get_text (item, "rule"), dup_codes (item), get_text (item, "motive"),
                  get_text (item, "reason"));
    }
  if (g_str_equal (event->action, "coding.reopened") && reopening != NULL)
    add_reason (event, NULL, g_strdup (""), NULL, reopening);
}

static CpxCodingEvent *
make_event (CpxTxn              *txn,
            CpxAuditLeaf        *leaf,
            const CpxAuditEntry *entry)
{
  CpxCodingEvent *event = g_new0 (CpxCodingEvent, 1);
  g_autoptr(CpxRecord) user = entry->user_id != NULL ? cpx_txn_get (txn, &cpx_user_kind, entry->user_id, NULL) : NULL;
  g_autofree char *text = cpx_audit_log_open_details (txn, leaf, NULL);
  g_autoptr(json_t) details = text != NULL ? cpx_json_parse (text, -1, NULL) : NULL;

  event->time_us = entry->time_us;
  event->action = g_strdup (entry->action);
  event->user_id = g_strdup (entry->user_id);
  event->user_name = g_strdup (user != NULL ? cpx_record_get_text (user, CPX_USER_NAME) : NULL);
  event->roles = entry->roles;
  event->codes = g_strdup ("");
  event->reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) reason_free);
  if (details != NULL)
    read_details (event, details);

  return event;
}

/* A coding is saved many times while it is a draft: the first time says who began it, the others nothing more. */
static void
drop_later_drafts (GPtrArray *events)
{
  for (guint i = events->len; i > 0; i--)
    {
      const CpxCodingEvent *event = g_ptr_array_index (events, i - 1);

      if (i < events->len && g_str_equal (event->action, "coding.drafted"))
        g_ptr_array_remove_index (events, i - 1);
    }
}

static gboolean
add_page (CpxTxn      *txn,
          const char  *coding_id,
          GPtrArray   *page,
          GPtrArray   *events,
          GError     **error)
{
  for (guint i = 0; i < page->len; i++)
    {
      const CpxAuditLogEntry *stored = g_ptr_array_index (page, i);
      g_autoptr(CpxAuditLeaf) leaf = cpx_audit_leaf_parse (stored->leaf, error);

      if (leaf == NULL)
        return FALSE;
      if (g_strcmp0 (cpx_audit_leaf_get_entry (leaf)->id, coding_id) == 0)
        g_ptr_array_add (events, make_event (txn, leaf, cpx_audit_leaf_get_entry (leaf)));
    }

  return TRUE;
}

/* A CpxTxnFunc. */
static gpointer
list_history (CpxTxn    *txn,
              gpointer   coding_id,
              GError   **error)
{
  g_autoptr(CpxRecord) coding = cpx_txn_get (txn, &cpx_coding_kind, coding_id, error);
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_coding_event_free);
  gint64 before_place = G_MAXINT64;
  guint n_read = PAGE;

  if (coding == NULL)
    return NULL;
  while (n_read == PAGE)
    {
      g_autoptr(GPtrArray) page =
        cpx_audit_log_list_about (txn, cpx_record_get_patient_id (coding), before_place, PAGE, error);

      if (page == NULL || !add_page (txn, coding_id, page, events, error))
        return NULL;
      n_read = page->len;
      if (n_read > 0)
        before_place = ((CpxAuditLogEntry *) page->pdata[n_read - 1])->place;
    }
  drop_later_drafts (events);

  return g_steal_pointer (&events);
}

/**
 * cpx_practice_list_coding_history:
 * @practice: a practice
 * @coding_id: a coding
 * @error: where the fault goes
 *
 * Reads the decisions about a coding, and waits.
 *
 * Returns: (transfer full) (element-type CpxCodingEvent) (nullable): the newest first
 */
GPtrArray *
cpx_practice_list_coding_history (CpxPractice  *practice,
                                  const char   *coding_id,
                                  GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, "patient:read", list_history, (gpointer) coding_id,
                            (GDestroyNotify) g_ptr_array_unref, error);
}

/**
 * cpx_practice_list_coding_history_async:
 * @practice: a practice
 * @coding_id: a coding
 * @cancellable: (nullable): the page's
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads the decisions about a coding.
 */
void
cpx_practice_list_coding_history_async (CpxPractice         *practice,
                                        const char          *coding_id,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_look_async (practice, "patient:read", list_history, g_strdup (coding_id), g_free,
                           (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * cpx_practice_list_coding_history_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (element-type CpxCodingEvent) (nullable): the newest first
 */
GPtrArray *
cpx_practice_list_coding_history_finish (CpxPractice   *practice,
                                         GAsyncResult  *result,
                                         GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

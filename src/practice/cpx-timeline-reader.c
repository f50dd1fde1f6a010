/* cpx-timeline-reader.c: the entries about a patient and about the files merged into theirs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-timeline-reader.h"

#include "cpx-timeline-entry.h"
#include "cpx-timeline-sentence.h"

#include <cpx-audit-log.h>
#include <cpx-json.h>
#include <cpx-patient.h>
#include <cpx-user.h>

/**
 * cpx_timeline_page_free:
 * @self: (transfer full): a page
 */
void
cpx_timeline_page_free (CpxTimelinePage *self)
{
  g_free (self->patient_id);
  g_free (self);
}

static const char *
find_user_name (CpxTxn     *txn,
                const char *user_id,
                GHashTable *names)
{
  g_autoptr(CpxRecord) user = NULL;
  const char *name;

  if (user_id == NULL)
    return NULL;
  if (g_hash_table_lookup_extended (names, user_id, NULL, (gpointer *) &name))
    return name;
  user = cpx_txn_get (txn, &cpx_user_kind, user_id, NULL);
  name = user != NULL ? cpx_record_get_text (user, CPX_USER_NAME) : NULL;
  g_hash_table_replace (names, g_strdup (user_id), g_strdup (name));

  return g_hash_table_lookup (names, user_id);
}

/* Details that were erased, or that do not open, leave the sentence without its fields. */
static json_t *
open_details (CpxTxn       *txn,
              CpxAuditLeaf *leaf)
{
  g_autofree char *details = cpx_audit_log_open_details (txn, leaf, NULL);

  return details != NULL ? cpx_json_parse (details, -1, NULL) : NULL;
}

static CpxTimelineEntry *
make_entry (CpxTxn                 *txn,
            const CpxAuditLogEntry *stored,
            GHashTable             *names,
            GError                **error)
{
  g_autoptr(CpxAuditLeaf) leaf = cpx_audit_leaf_parse (stored->leaf, error);
  g_autoptr(json_t) details = NULL;
  g_autoptr(CpxRecord) partner = NULL;
  g_autofree char *sentence = NULL;
  const CpxAuditEntry *entry;
  CpxTimelineFacts facts;

  if (leaf == NULL)
    return NULL;
  entry = cpx_audit_leaf_get_entry (leaf);
  details = open_details (txn, leaf);
  facts.time_us = entry->time_us;
  facts.index = stored->index;
  facts.place = stored->place;
  facts.user_name = find_user_name (txn, entry->user_id, names);
  facts.action = entry->action;
  facts.kind = entry->kind;
  facts.record_id = entry->id;
  partner = cpx_timeline_sentence_find_partner (txn, entry->kind, details);
  sentence = cpx_timeline_sentence_tell (
    &(CpxSentenceFacts) { facts.user_name, entry->action, entry->kind, NULL, details, partner });
  facts.sentence = sentence;

  return cpx_timeline_entry_new (&facts);
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  gint64 place_a = (*(CpxAuditLogEntry * const *) a)->place;
  gint64 place_b = (*(CpxAuditLogEntry * const *) b)->place;

  return place_a < place_b ? 1 : place_a > place_b ? -1 : 0;
}

static gboolean
add_entries (CpxTxn      *txn,
             const char  *patient_id,
             gint64       before_place,
             GPtrArray   *entries,
             GError     **error)
{
  g_autoptr(GPtrArray) found = cpx_audit_log_list_about (txn, patient_id, before_place, CPX_TIMELINE_PAGE, error);

  if (found == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (entries, g_steal_pointer (&found));

  return TRUE;
}

/* Both histories are kept by a merge, and both are told. */
static GPtrArray *
collect (CpxTxn           *txn,
         CpxTimelinePage  *page,
         GError          **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_patient_kind);
  g_autoptr(GPtrArray) aliases = NULL;
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_audit_log_entry_free);

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  cpx_query_where (query, CPX_PATIENT_MERGED_INTO, page->patient_id);
  aliases = cpx_txn_list (txn, query, error);
  if (aliases == NULL || !add_entries (txn, page->patient_id, page->before_place, entries, error))
    return NULL;
  for (guint i = 0; i < aliases->len; i++)
    {
      if (!add_entries (txn, cpx_record_get_id (g_ptr_array_index (aliases, i)), page->before_place, entries, error))
        return NULL;
    }
  g_ptr_array_sort (entries, compare_newest_first);
  if (entries->len > CPX_TIMELINE_PAGE)
    g_ptr_array_set_size (entries, CPX_TIMELINE_PAGE);

  return g_steal_pointer (&entries);
}

/**
 * cpx_timeline_page_read:
 * @txn: a transaction
 * @page: a CpxTimelinePage
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable) (type GPtrArray) (element-type CpxTimelineEntry): the page, the newest first
 */
gpointer
cpx_timeline_page_read (CpxTxn    *txn,
                        gpointer   page,
                        GError   **error)
{
  g_autoptr(GPtrArray) stored = collect (txn, page, error);
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  if (stored == NULL)
    return NULL;
  for (guint i = 0; i < stored->len; i++)
    {
      CpxTimelineEntry *entry = make_entry (txn, g_ptr_array_index (stored, i), names, error);

      if (entry == NULL)
        return NULL;
      g_ptr_array_add (entries, entry);
    }

  return g_steal_pointer (&entries);
}

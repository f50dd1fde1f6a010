/* cpx-log-reader.c: entries of the audit log made ready to be shown: names looked up, details opened, a sentence made.
 *
 * An entry that cannot be read is an entry all the same: it says so. Who reads the log for an auditor must see that
 * there is something wrong, and where, and go on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-reader.h"

#include "cpx-timeline-sentence.h"

#include <cpx-audit-log.h>
#include <cpx-device.h>
#include <cpx-legal-basis.h>
#include <cpx-log-find.h>
#include <cpx-patient-keys.h>
#include <cpx-patient.h>
#include <cpx-store.h>
#include <cpx-user.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define INDEX_MASK ((G_GINT64_CONSTANT (1) << 40) - 1)

struct _CpxLogReader
{
  CpxTxn      *txn;
  CpxPractice *practice;
  GHashTable  *names;  /* (owned): id → name, "" if there is none; of users, posts and patients */
};

/**
 * cpx_log_reader_new:
 * @txn: a transaction, which has to outlive the reader
 * @practice: whose user reads
 *
 * Returns: (transfer full): a reader, which looks each name up once
 */
CpxLogReader *
cpx_log_reader_new (CpxTxn      *txn,
                    CpxPractice *practice)
{
  CpxLogReader *self = g_new0 (CpxLogReader, 1);

  self->txn = txn;
  self->practice = practice;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
cpx_log_reader_free (CpxLogReader *self)
{
  g_hash_table_unref (self->names);
  g_free (self);
}

static char *
make_name (CpxRecord *record)
{
  const CpxKind *kind = cpx_record_get_kind (record);

  if (kind == &cpx_patient_kind)
    return cpx_patient_dup_name (record);
  if (kind == &cpx_user_kind)
    return g_strdup (cpx_record_get_text (record, CPX_USER_NAME));

  return cpx_record_summarize (record);
}

static const char *
find_name (CpxLogReader  *self,
           const CpxKind *kind,
           const char    *id)
{
  g_autoptr(CpxRecord) record = NULL;
  const char *name;
  char *made;

  if (id == NULL)
    return NULL;
  name = g_hash_table_lookup (self->names, id);
  if (name == NULL)
    {
      record = cpx_txn_get (self->txn, kind, id, NULL);
      made = record != NULL ? make_name (record) : NULL;
      name = made != NULL ? made : (made = g_strdup (""));
      g_hash_table_insert (self->names, g_strdup (id), made);
    }

  return *name != '\0' ? name : NULL;
}

static gboolean
may_read (CpxLogReader *self,
          const char   *patient_id)
{
  return patient_id == NULL || cpx_practice_may (self->practice, "patient:read") ||
         cpx_practice_may_read_file (self->practice, patient_id);
}

static void
open_details (CpxLogReader *self,
              CpxAuditLeaf *leaf,
              CpxLogFacts  *facts)
{
  g_autoptr(GError) failure = NULL;
  g_autofree char *text = NULL;

  if (!may_read (self, facts->patient_id))
    {
      facts->details_state = CPX_LOG_DETAILS_WITHHELD;
      return;
    }
  text = cpx_audit_log_open_details (self->txn, leaf, &failure);
  facts->details = text != NULL ? cpx_json_parse (text, -1, NULL) : NULL;
  if (facts->details != NULL)
    facts->details_state = CPX_LOG_DETAILS_OPEN;
  else if (g_error_matches (failure, CPX_STORE_ERROR, CPX_STORE_ERROR_ERASED))
    facts->details_state = CPX_LOG_DETAILS_ERASED;
  else
    facts->details_state = CPX_LOG_DETAILS_UNREADABLE;
}

static void
fill_facts (CpxLogReader *self,
            CpxAuditLeaf *leaf,
            CpxLogFacts  *facts)
{
  const CpxAuditEntry *entry = cpx_audit_leaf_get_entry (leaf);

  facts->time_us = entry->time_us;
  facts->clock_back = entry->clock == CPX_AUDIT_CLOCK_BACK;
  facts->user_id = entry->user_id;
  facts->user_name = find_name (self, &cpx_user_kind, entry->user_id);
  facts->roles = entry->roles;
  facts->device_id = entry->device_id;
  facts->device_name = find_name (self, &cpx_device_kind, entry->device_id);
  facts->action = entry->action;
  facts->kind = entry->kind;
  facts->record_id = entry->id;
  facts->patient_id = entry->patient_id;
  if (may_read (self, facts->patient_id))
    facts->patient_name = find_name (self, &cpx_patient_kind, entry->patient_id);
  facts->reason = entry->reason;
  if (cpx_audit_leaf_has_details (leaf))
    open_details (self, leaf, facts);
}

static CpxLogEntry *
make_unreadable (gint64        place,
                 const GError *why)
{
  CpxLogFacts facts = { .place = place, .index = (guint64) (place & INDEX_MASK),
                        .details_state = CPX_LOG_DETAILS_UNREADABLE };

  facts.sentence = g_error_matches (why, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND)
                     ? _("This entry is missing from the audit log")
                     : _("This entry of the audit log cannot be read");

  return cpx_log_entry_new (&facts);
}

/* The line in lists of what the entry is about, as it is now; a patient stands beside the sentence anyway. */
static char *
find_subject (CpxLogReader      *self,
              const CpxLogFacts *facts)
{
  const CpxKind *kind = facts->kind != NULL ? cpx_kinds_find (facts->kind) : NULL;
  g_autoptr(CpxRecord) record =
    kind != NULL && facts->record_id != NULL ? cpx_txn_get (self->txn, kind, facts->record_id, NULL) : NULL;

  return record != NULL ? cpx_record_summarize (record) : NULL;
}

static CpxLogEntry *
make_entry (CpxLogReader           *self,
            const CpxAuditLogEntry *stored,
            CpxAuditLeaf           *leaf)
{
  CpxLogFacts facts = { .place = stored->place, .index = stored->index, .leaf = stored->leaf, .hash = stored->hash };
  g_autoptr(CpxErasure) erasure = NULL;
  g_autoptr(json_t) details = NULL;
  g_autofree char *subject = NULL, *reason = NULL, *basis = NULL;
  g_autoptr(CpxRecord) partner = NULL;
  g_autofree char *sentence = NULL;

  fill_facts (self, leaf, &facts);
  details = facts.details;
  if (g_strcmp0 (facts.action, "patient.erased") == 0 && facts.reason != NULL)
    facts.reason = reason = cpx_legal_basis_dup_display (facts.reason);
  if (facts.patient_id != NULL)
    erasure = cpx_patient_keys_erasure (self->txn, facts.patient_id, NULL);
  if (erasure != NULL)
    {
      facts.erased_us = erasure->erased_us;
      facts.legal_basis = basis = cpx_legal_basis_dup_display (erasure->legal_basis);
    }
  subject = may_read (self, facts.patient_id) ? find_subject (self, &facts) : NULL;
  partner = cpx_timeline_sentence_find_partner (self->txn, facts.kind, details);
  sentence = cpx_timeline_sentence_tell (
    &(CpxSentenceFacts) { facts.user_name, facts.action, facts.kind, subject, details, partner });
  facts.sentence = sentence;

  return cpx_log_entry_new (&facts);
}

/**
 * cpx_log_reader_read:
 * @self: a reader
 * @place: where an entry lies among the logs of all posts
 *
 * Returns: (transfer full): the entry, which says so if it cannot be read
 */
CpxLogEntry *
cpx_log_reader_read (CpxLogReader *self,
                     gint64        place)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(CpxAuditLogEntry) stored = cpx_audit_log_get (self->txn, place, &failure);
  g_autoptr(CpxAuditLeaf) leaf = stored != NULL ? cpx_audit_leaf_parse (stored->leaf, &failure) : NULL;

  return leaf != NULL ? make_entry (self, stored, leaf) : make_unreadable (place, failure);
}

/* An id that is none finds nothing. */
static const CpxId *
read_id (const char *text,
         CpxId      *id)
{
  if (text == NULL)
    return NULL;
  if (!cpx_id_parse (text, id))
    memset (id, 0xff, sizeof *id);

  return id;
}

/* A patient's entries are those of the files merged into theirs as well, as in the timeline. */
static GArray *
list_owners (CpxTxn      *txn,
             const char  *patient_id,
             GError     **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_patient_kind);
  g_autoptr(GArray) aliases = NULL;
  CpxId id;

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  cpx_query_where (query, CPX_PATIENT_MERGED_INTO, patient_id);
  aliases = cpx_txn_list_ids (txn, query, error);
  if (aliases == NULL)
    return NULL;
  read_id (patient_id, &id);
  g_array_append_val (aliases, id);

  return g_steal_pointer (&aliases);
}

/**
 * cpx_log_reader_find:
 * @txn: a transaction
 * @filter: what is wanted; its text is left to who opens the entries
 * @cancellable: (nullable): when nobody waits any more
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the places of the entries, the newest first
 */
GArray *
cpx_log_reader_find (CpxTxn              *txn,
                     const CpxLogFilter  *filter,
                     GCancellable        *cancellable,
                     GError             **error)
{
  g_autoptr(GArray) owners = NULL;
  CpxId record, device;
  CpxLogWanted wanted = {
    .user_id = filter->user_id,
    .actions = (const char *const *) filter->actions,
    .record = read_id (filter->record_id, &record),
    .device = read_id (filter->device_id, &device),
    .from_us = filter->from_us,
    .until_us = filter->until_us,
  };

  if (filter->patient_id != NULL)
    {
      owners = list_owners (txn, filter->patient_id, error);
      if (owners == NULL)
        return NULL;
      wanted.n_owners = owners->len;
      wanted.owners = (const CpxId *) (gpointer) owners->data;
    }

  return cpx_log_find (txn, &wanted, cancellable, error);
}

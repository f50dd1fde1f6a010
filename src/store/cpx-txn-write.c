/* cpx-txn-write.c: the one way to write: row, change, audit entry and indexes, all of them or none.
 *
 *  1. What is stored is what differs between `before` and `after`, brought to the record as it is now: fields that
 *     their author did not touch keep what others wrote meanwhile.
 *  2. A field that its author did touch must still be as they read it, else CPX_STORE_ERROR_STALE and nothing happens.
 *  3. Every write has a change and an audit entry; a write that changes nothing has neither.
 *  4. A failure inside a write leaves traces; whoever gets one must let the transaction fail. (It does by itself when
 *     its function returns NULL.)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-log-private.h"
#include "cpx-change-details.h"
#include "cpx-patient-keys-private.h"
#include "cpx-draft-table.h"
#include "cpx-store.h"
#include "cpx-text-index.h"
#include "cpx-txn-private.h"

#include <cpx-canonical-json.h>
#include <cpx-crypto.h>
#include <cpx-patient.h>

#include <glib/gi18n-lib.h>
#include <string.h>

/* A write under way. */
typedef struct
{
  const CpxWrite       *write;
  const CpxRecordTable *table;
  CpxRow               *row;         /* (owned): what is there; a row of no place for a new record */
  CpxRecord            *was;         /* (owned) (nullable): the record there, NULL if none or deleted */
  CpxRecord            *result;      /* (owned): the record as it will be, also under a tombstone */
  json_t               *was_values;  /* (owned) (nullable): what the fields that change were; all if it is deleted */
  json_t               *patch;       /* (owned): what changes; null: cleared */
  const char           *patient_id;  /* (nullable) */
  guint8                key[CPX_PATIENT_KEY_SIZE];
  CpxVersion            version;     /* of the change */
} Work;

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->row, cpx_row_free);
  g_clear_object (&work->was);
  g_clear_object (&work->result);
  g_clear_pointer (&work->was_values, json_decref);
  g_clear_pointer (&work->patch, json_decref);
  cpx_crypto_wipe (work->key, sizeof work->key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static gboolean
fail_taken (const CpxKind  *kind,
            GError        **error)
{
  g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_TAKEN, _("This %s exists already"), cpx_kind_get_label (kind));
  return FALSE;
}

static gboolean
fail_gone (const CpxKind  *kind,
           GError        **error)
{
  g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND, _("This %s was deleted"), cpx_kind_get_label (kind));
  return FALSE;
}

/* Finds the row. A new record may take the place of its own tombstone: that is how a deletion is undone. */
static gboolean
find_row (CpxTxn  *txn,
          Work    *work,
          GError **error)
{
  const CpxWrite *write = work->write;
  CpxRecord *named = write->after != NULL ? write->after : write->before;
  const CpxKind *kind = cpx_record_get_kind (named);
  g_autoptr(GError) failure = NULL;

  work->table = cpx_txn_get_table (txn, kind);
  work->row = cpx_record_table_find (work->table, txn->db, cpx_record_get_id (named), write->before, &failure);
  if (work->row == NULL)
    {
      if (write->before != NULL || !g_error_matches (failure, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      work->row = cpx_row_new (write->after);
      return TRUE;
    }

  if (work->row->state == CPX_ROW_DELETED)
    return write->before == NULL || fail_gone (kind, error);
  if (write->before == NULL)
    return fail_taken (kind, error);
  work->was = g_object_ref (work->row->record);

  return TRUE;
}

static gboolean
same_value (json_t *a,
            json_t *b)
{
  return a == b || (a != NULL && b != NULL && json_equal (a, b));
}

/* Those of a record's values that a patch changes. */
static json_t *
pick_values (CpxRecord *record,
             json_t    *patch)
{
  const CpxKind *kind = cpx_record_get_kind (record);
  g_autoptr(json_t) all = NULL;
  json_t *values = json_object ();
  const char *name;
  json_t *unused;

  json_object_foreach (patch, name, unused)
    {
      int field = cpx_kind_find_field (kind, name);

      if (field >= 0 && cpx_record_has (record, field))
        {
          json_object_set_new (values, name, cpx_record_get_json (record, field));
          continue;
        }
      /* A newer program's, or a value of another type. */
      if (all == NULL)
        all = cpx_record_to_json (record, CPX_RECORD_FIELDS_ONLY);
      if (json_object_get (all, name) != NULL)
        json_object_set (values, name, json_object_get (all, name));
    }

  return values;
}

static gboolean
check_stale (Work    *work,
             GError **error)
{
  const CpxKind *kind = cpx_record_get_kind (work->was);
  g_autoptr(json_t) read = NULL;
  const char *name;
  json_t *unused;

  read = pick_values (work->write->before, work->patch);
  json_object_foreach (work->patch, name, unused)
    {
      int field = cpx_kind_find_field (kind, name);

      if (same_value (json_object_get (read, name), json_object_get (work->was_values, name)))
        continue;
      g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_STALE,
                   _("Someone changed “%s” meanwhile; look at it again before you save"),
                   field >= 0 ? cpx_field_get_label (&kind->fields[field]) : name);
      return FALSE;
    }

  return TRUE;
}

/* What an edit becomes on the record as it is now. */
static gboolean
plan_edit (Work    *work,
           GError **error)
{
  work->patch = cpx_record_make_patch (work->write->before, work->write->after);
  work->was_values = pick_values (work->was, work->patch);
  if (work->write->before == work->was)
    {
      work->result = g_object_ref (work->write->after);
      return TRUE;
    }
  if (!check_stale (work, error))
    return FALSE;
  work->result = cpx_record_merge_json (work->was, work->patch, CPX_RECORD_FROM_STORE, error);

  return work->result != NULL;
}

/* A new record, or one that comes back from under its tombstone. */
static void
plan_creation (Work *work)
{
  gboolean is_back = work->row->state == CPX_ROW_DELETED;

  work->patch = cpx_record_make_patch (is_back ? work->row->record : NULL, work->write->after);
  if (is_back)
    json_object_set_new (work->patch, CPX_CHANGE_DELETED, json_null ());
  work->result = g_object_ref (work->write->after);
}

static void
plan_deletion (Work *work)
{
  work->was_values = cpx_record_to_json (work->was, CPX_RECORD_FIELDS_ONLY);
  work->patch = json_object ();
  json_object_set_new (work->patch, CPX_CHANGE_DELETED, json_true ());
  work->result = g_object_ref (work->was);
}

static gboolean
plan (Work    *work,
      GError **error)
{
  if (work->write->after == NULL)
    plan_deletion (work);
  else if (work->was != NULL)
    return plan_edit (work, error);
  else
    plan_creation (work);

  return TRUE;
}

static gboolean
is_deleted (const Work *work)
{
  return work->write->after == NULL;
}

static gboolean
find_key (CpxTxn  *txn,
          Work    *work,
          GError **error)
{
  const CpxKind *kind = cpx_record_get_kind (work->result);

  work->patient_id = cpx_record_get_patient_id (work->result);
  if (kind->patient_field >= 0 && work->patient_id == NULL)
    {
      g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND, _("This %s names no patient"),
                   cpx_kind_get_label (kind));
      return FALSE;
    }
  if (kind != &cpx_patient_kind)
    return cpx_patient_keys_get (txn, work->patient_id, work->key, error);
  if (work->row->row == 0 && !cpx_patient_keys_make (txn, work->patient_id, work->row->key, error))
    return FALSE;
  memcpy (work->key, work->row->key, sizeof work->key);

  return TRUE;
}

static void
make_version (CpxTxn *txn,
              Work   *work)
{
  work->version = (CpxVersion) { cpx_id_new (), txn->shape->device, cpx_hlc_now (&txn->logs.hlc) };
}

static void
raise_versions (Work *work)
{
  const char *name;
  json_t *unused;

  if (work->row->row == 0)
    {
      cpx_versions_set (work->row->versions, NULL, &work->version);
      return;
    }
  json_object_foreach (work->patch, name, unused)
    {
      cpx_versions_set (work->row->versions, name, &work->version);
    }
}

/* Entry and change are one; the row then points to it. */
static gboolean
log_change (CpxTxn  *txn,
            Work    *work,
            GError **error)
{
  const CpxWrite *write = work->write;
  g_autofree char *details =
    cpx_change_details_print (&work->version, work->patch, work->row->row > 0 ? work->row->versions : NULL,
                              work->was_values, write->details);
  CpxAuditEntry entry = { .user_id = write->actor.user_id, .roles = write->actor.roles, .action = write->action,
                          .kind = cpx_record_get_kind (work->result)->name, .id = cpx_record_get_id (work->result),
                          .reason = write->reason, .patient_id = work->patient_id };
  CpxLogChange change = { work->version.hlc, work->row->last_change };

  work->row->last_change = cpx_audit_log_get_next_place (txn);

  return cpx_audit_log_append (txn, &entry, &change, details, work->key, error);
}

static gboolean
put_row (CpxTxn  *txn,
         Work    *work,
         GError **error)
{
  CpxRowState state = cpx_row_compute_state (work->result, is_deleted (work));

  raise_versions (work);
  if (work->row->row > 0)
    return cpx_record_table_update (work->table, txn->db, work->row, work->result, state, error);
  work->row->state = state;

  return cpx_record_table_insert (work->table, txn->db, work->row, error);
}

static void
note_for_others (CpxTxn           *txn,
                 Work             *work,
                 const CpxWritten *written)
{
  CpxStoreChange *change = g_new0 (CpxStoreChange, 1);
  const char *id = cpx_record_get_id (work->result);

  change->kind = cpx_record_get_kind (work->result);
  cpx_id_parse (id, &change->id);
  change->record = is_deleted (work) ? NULL : g_object_ref (work->result);
  change->patient_id = g_strdup (work->patient_id);
  change->change_id = written->change_id;
  change->audit_index = written->audit_index;
  g_ptr_array_add (txn->changes, change);
  if (change->kind == &cpx_patient_kind)
    g_ptr_array_add (txn->patient_updates, cpx_patient_update_new (id, work->row->state, work->row->name));
}

static gboolean
do_write (CpxTxn      *txn,
          Work        *work,
          CpxWritten  *out_written,
          GError     **error)
{
  if (!find_key (txn, work, error))
    return FALSE;
  make_version (txn, work);
  out_written->changed = TRUE;
  out_written->change_id = work->version.change;
  out_written->audit_index = txn->logs.tree.size;
  if (!log_change (txn, work, error) || !put_row (txn, work, error) ||
      !cpx_text_index_update (txn, work->table, work->row->row, work->was, is_deleted (work) ? NULL : work->result,
                              error))
    return FALSE;
  note_for_others (txn, work, out_written);

  return TRUE;
}

/**
 * cpx_txn_write:
 * @txn: a transaction that writes
 * @write: one decision about one record
 * @out_record: (out) (optional) (nullable) (transfer full): the record as it is now; NULL once deleted
 * @out_written: (out) (optional): what the write became
 * @error: where to put what is wrong
 *
 * Makes a record, changes it, deletes it or, given one that was deleted as a new one, brings it back.
 *
 * Returns: `FALSE` on error, among them CPX_STORE_ERROR_STALE, _TAKEN, _NOT_FOUND and _ERASED; the transaction must
 *   then fail as a whole
 */
gboolean
cpx_txn_write (CpxTxn          *txn,
               const CpxWrite  *write,
               CpxRecord      **out_record,
               CpxWritten      *out_written,
               GError         **error)
{
  g_auto(Work) work = { .write = write };
  CpxWritten written = { 0 };

  g_return_val_if_fail (txn->is_writable, FALSE);
  g_return_val_if_fail (write->before != NULL || write->after != NULL, FALSE);
  g_return_val_if_fail (write->action != NULL, FALSE);

  if (!find_row (txn, &work, error) || !plan (&work, error))
    return FALSE;
  /* A new record is one even when all of its fields are empty. */
  if ((json_object_size (work.patch) > 0 || work.row->row == 0) && !do_write (txn, &work, &written, error))
    return FALSE;

  if (out_written != NULL)
    *out_written = written;
  if (out_record != NULL)
    *out_record = is_deleted (&work) ? NULL : g_object_ref (work.result);

  return TRUE;
}

/**
 * cpx_txn_note:
 * @txn: a transaction that writes
 * @note: what happened
 * @out_audit_index: (out) (optional): the index of its entry
 * @error: where to put what is wrong
 *
 * Adds an entry to the audit log that no change goes with.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_txn_note (CpxTxn         *txn,
              const CpxNote  *note,
              guint64        *out_audit_index,
              GError        **error)
{
  g_autofree char *more = note->details != NULL ? cpx_canonical_json_print (note->details) : NULL;
  g_autofree char *details = more != NULL ? g_strconcat ("{\"more\":", more, "}", NULL) : NULL;
  CpxAuditEntry entry = { .time_us = note->time_us, .user_id = note->actor.user_id, .roles = note->actor.roles,
                          .action = note->action, .kind = note->kind, .id = note->id, .reason = note->reason,
                          .patient_id = note->patient_id };
  guint8 key[CPX_PATIENT_KEY_SIZE];
  guint64 index = txn->logs.tree.size;
  gboolean done;

  g_return_val_if_fail (txn->is_writable, FALSE);

  if (details != NULL && !cpx_patient_keys_get (txn, note->patient_id, key, error))
    return FALSE;
  done = cpx_audit_log_append (txn, &entry, NULL, details, details != NULL ? key : NULL, error);
  cpx_crypto_wipe (key, sizeof key);
  if (done && out_audit_index != NULL)
    *out_audit_index = index;

  return done;
}

static gboolean
purge (CpxTxn      *txn,
       const char  *patient_id,
       GError     **error)
{
  CpxId id;

  cpx_id_parse (patient_id, &id);
  for (guint i = 0; i < txn->shape->n_tables; i++)
    {
      const CpxRecordTable *table = txn->shape->tables[i];
      const CpxKind *kind = cpx_record_table_get_kind (table);

      if (kind->patient_field == CPX_KIND_NO_PATIENT)
        continue;
      if (!cpx_text_index_purge (txn, table, patient_id, error) ||
          !cpx_record_table_purge (table, txn->db, &id, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
forget_conflicts (CpxTxn      *txn,
                  const CpxId *patient,
                  GError     **error)
{
  g_autoptr(CpxStatement) statement = cpx_txn_prepare_write (txn, "DELETE FROM conflict WHERE patient = ?1", error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_blob (statement, 1, patient->bytes, sizeof patient->bytes);

  return cpx_statement_run (statement, error);
}

/**
 * cpx_txn_erase:
 * @txn: a transaction that writes
 * @actor: who does it
 * @patient_id: who is erased
 * @legal_basis: why, as the law names it; kept in clear in the audit log
 * @out_audit_index: (out) (optional): the index of its entry
 * @error: where to put what is wrong
 *
 * Erases a patient: rows and indexes are purged, the key destroyed; what the logs hold of them stays, proves what it
 * proved, and can never be read again.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_txn_erase (CpxTxn          *txn,
               const CpxActor  *actor,
               const char      *patient_id,
               const char      *legal_basis,
               guint64         *out_audit_index,
               GError         **error)
{
  g_autoptr(CpxRow) row = cpx_record_table_find (cpx_txn_get_table (txn, &cpx_patient_kind), txn->db, patient_id,
                                                 NULL, error);
  CpxNote note = { .actor = *actor, .action = "patient.erased", .kind = cpx_patient_kind.name, .id = patient_id,
                   .patient_id = patient_id, .reason = legal_basis };
  CpxStoreChange *change;
  guint64 index;
  CpxId id;

  g_return_val_if_fail (txn->is_writable, FALSE);

  if (row == NULL || !cpx_id_parse (patient_id, &id) || !purge (txn, patient_id, error) ||
      !cpx_text_index_settle (txn, error) || !forget_conflicts (txn, &id, error) ||
      !cpx_draft_table_remove_about (txn, patient_id, error) ||
      !cpx_patient_keys_bury (txn, patient_id, legal_basis, error) || !cpx_txn_note (txn, &note, &index, error))
    return FALSE;

  txn->has_erased = TRUE;
  change = g_new0 (CpxStoreChange, 1);
  change->kind = &cpx_patient_kind;
  change->id = id;
  change->patient_id = g_strdup (patient_id);
  change->audit_index = index;
  g_ptr_array_add (txn->changes, change);
  g_ptr_array_add (txn->patient_updates, cpx_patient_update_new (patient_id, CPX_ROW_DELETED, ""));
  if (out_audit_index != NULL)
    *out_audit_index = index;

  return TRUE;
}

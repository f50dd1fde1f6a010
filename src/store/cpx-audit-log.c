/* cpx-audit-log.c: the logs of this device and of those it met.
 *
 * Which entries are about a patient is found through the table log_about. An index of the log itself would cost
 * each commit a page somewhere in the middle of it; so entries enter that table a batch at a time, when 512 are
 * waiting, and those that wait are looked through one by one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-log-private.h"

#include "cpx-audit-tree-private.h"
#include "cpx-setting-table.h"
#include "cpx-store.h"

#include <cpx-clock.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define INDEX_BITS    40
#define READ_LAST_HLC "SELECT max ((SELECT hlc FROM log WHERE place >= number << 40" \
                      "  AND place < number + 1 << 40 ORDER BY place DESC LIMIT 1)) FROM device"

static gint64
make_place (gint64  device_number,
            guint64 index)
{
  return device_number << INDEX_BITS | (gint64) index;
}

void
cpx_audit_log_entry_free (CpxAuditLogEntry *self)
{
  g_clear_pointer (&self->leaf, g_bytes_unref);
  g_free (self);
}

static gboolean
read_last_time (CpxTxn  *txn,
                GError **error)
{
  g_autoptr(GPtrArray) last = NULL;
  g_autoptr(CpxAuditLeaf) leaf = NULL;

  if (txn->logs.tree.size == 0)
    return TRUE;
  last = cpx_audit_log_list (txn, NULL, txn->logs.tree.size - 1, 1, error);
  if (last == NULL)
    return FALSE;
  if (last->len == 1)
    leaf = cpx_audit_leaf_parse (((CpxAuditLogEntry *) g_ptr_array_index (last, 0))->leaf, error);
  if (leaf == NULL)
    return FALSE;
  txn->logs.last_audit_us = cpx_audit_leaf_get_entry (leaf)->time_us;

  return TRUE;
}

/* From which place on entries are not in the table by patient. Who reads goes from the beginning, where that cannot be
 * read: slower, and as true. */
gboolean
cpx_audit_log_read_first_not_about (CpxTxn   *txn,
                                    gint64   *out_place,
                                    GError  **error)
{
  g_autoptr(GError) failure = NULL;
  g_autofree char *text = cpx_setting_table_get_text (txn, CPX_LOG_ABOUT_SETTING, &failure);

  if (failure != NULL && (cpx_db_is_writer (txn->db) || !cpx_store_error_spares_others (failure)))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  *out_place = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;

  return TRUE;
}

/* Times only grow within one log, so the greatest is the last of one of them. */
static gboolean
read_last_hlc (CpxTxn  *txn,
               GError **error)
{
  g_autoptr(GError) failure = NULL;
  gint64 last;

  /* SQLite goes through the index of devices, whose page may be the bad one. */
  if (!cpx_db_query_int64 (txn->db, READ_LAST_HLC, 0, &last, &failure) &&
      (!cpx_store_error_spares_others (failure) ||
       !cpx_db_query_int64 (txn->db, READ_LAST_HLC " NOT INDEXED", 0, &last, NULL)))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  txn->logs.hlc.last = (guint64) last;

  return TRUE;
}

static gboolean
read_size (CpxTxn  *txn,
           GError **error)
{
  gint64 count = cpx_audit_log_count (txn, NULL, error);

  txn->logs.tree.size = (guint64) MAX (count, 0);

  return count >= 0;
}

typedef gboolean (*ReadFunc) (CpxTxn  *txn,
                              GError **error);

/* Where the end of a log cannot be read, the rest can: who writes is told by the tree (T2 of cpx-audit-tree.c). */
static gboolean
try_to_read (CpxTxn   *txn,
             ReadFunc  func,
             GError  **error)
{
  g_autoptr(GError) failure = NULL;

  if (func (txn, &failure) || cpx_store_error_is_damage (failure) ||
      g_error_matches (failure, CPX_AUDIT_LEAF_ERROR, CPX_AUDIT_LEAF_ERROR_FORMAT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/**
 * cpx_audit_log_read_state:
 * @txn: a transaction
 * @error: where to put what is wrong
 *
 * Finds where the logs stand.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_audit_log_read_state (CpxTxn  *txn,
                          GError **error)
{
  return try_to_read (txn, read_size, error) && try_to_read (txn, read_last_hlc, error) &&
         cpx_audit_log_read_first_not_about (txn, &txn->logs.first_not_about, error) &&
         try_to_read (txn, read_last_time, error);
}

static void
bind_id (CpxStatement *statement,
         int           parameter,
         const char   *text)
{
  CpxId id;

  if (text != NULL && cpx_id_parse (text, &id))
    cpx_statement_bind_blob (statement, parameter, id.bytes, sizeof id.bytes);
  else
    cpx_statement_bind_null (statement, parameter);
}

static gboolean
insert (CpxTxn               *txn,
        const CpxAuditEntry  *entry,
        const CpxLogChange   *change,
        GBytes               *leaf,
        GError              **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "INSERT INTO log (place, hlc, previous, record, patient, leaf, hash)"
                                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", error);
  CpxMerkleHash hash;
  gsize size;
  const void *bytes = g_bytes_get_data (leaf, &size);

  if (statement == NULL)
    return FALSE;

  cpx_merkle_hash_leaf (bytes, size, &hash);
  cpx_statement_bind_int64 (statement, 1, make_place (txn->shape->device_number, txn->logs.tree.size));
  cpx_statement_bind_int64 (statement, 2, (gint64) (change != NULL ? change->hlc : cpx_hlc_now (&txn->logs.hlc)));
  if (change != NULL)
    cpx_statement_bind_int64 (statement, 3, change->previous);
  else
    cpx_statement_bind_null (statement, 3);
  bind_id (statement, 4, entry->id);
  bind_id (statement, 5, entry->patient_id);
  cpx_statement_bind_static_blob (statement, 6, bytes, size);
  cpx_statement_bind_static_blob (statement, 7, hash.bytes, sizeof hash.bytes);

  return cpx_audit_tree_append (txn, &hash, error) && cpx_statement_run (statement, error);
}

/**
 * cpx_audit_log_append:
 * @txn: a transaction that writes
 * @entry: what happened; the device, the clock's trust and, when it is 0, the time are filled in
 * @change: (nullable): the change that goes with it
 * @details: (nullable): a canonical JSON object
 * @owner_key: (nullable): the key to seal it with
 * @error: where to put what is wrong
 *
 * Adds an entry to this device's log.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_audit_log_append (CpxTxn              *txn,
                      CpxAuditEntry       *entry,
                      const CpxLogChange  *change,
                      const char          *details,
                      const guint8        *owner_key,
                      GError             **error)
{
  gint64 now_us = cpx_clock_now_us ();
  g_autoptr(GBytes) leaf = NULL;

  entry->device_id = txn->shape->device_text;
  entry->clock = now_us < txn->logs.last_audit_us ? CPX_AUDIT_CLOCK_BACK : CPX_AUDIT_CLOCK_OK;
  if (entry->time_us == 0)
    entry->time_us = now_us;
  leaf = cpx_audit_leaf_print (entry, details, owner_key, error);
  if (leaf == NULL || !insert (txn, entry, change, leaf, error))
    return FALSE;

  txn->logs.last_audit_us = now_us;

  return TRUE;
}

/**
 * cpx_audit_log_get_last_us:
 * @txn: a transaction that writes
 *
 * Returns: what the clock said when the last entry of this device's log was written; 0 if there is none
 */
gint64
cpx_audit_log_get_last_us (CpxTxn *txn)
{
  return txn->logs.last_audit_us;
}

/* The place that the next entry will have. */
gint64
cpx_audit_log_get_next_place (CpxTxn *txn)
{
  return make_place (txn->shape->device_number, txn->logs.tree.size);
}

/**
 * cpx_audit_log_index:
 * @txn: a transaction that writes
 * @error: where to put what is wrong
 *
 * Enters all waiting entries into the table by patient, in this transaction: for making the index anew alone. After
 * commits cpx_log_fill_step_about() does it.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_audit_log_index (CpxTxn   *txn,
                     GError  **error)
{
  gint64 next = cpx_audit_log_get_next_place (txn);

  return next <= txn->logs.first_not_about ||
         cpx_audit_log_enter_about (txn, txn->logs.first_not_about, next, error);
}

/**
 * cpx_audit_log_enter_about:
 * @txn: a transaction that writes
 * @first: the first place that waits
 * @end: the place after the last one to be entered
 * @error: where to put what is wrong
 *
 * Enters a stretch into the table by patient; what follows waits.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_audit_log_enter_about (CpxTxn   *txn,
                           gint64    first,
                           gint64    end,
                           GError  **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "INSERT OR IGNORE INTO log_about (owner, place)"
                                " SELECT coalesce (patient, record), place FROM log"
                                " WHERE place >= ?1 AND place < ?2 AND coalesce (patient, record) NOT NULL"
                                " ORDER BY 1, 2", error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, first);
  cpx_statement_bind_int64 (statement, 2, end);

  return cpx_statement_run (statement, error) && cpx_audit_log_keep_about_end (txn, end, error);
}

/**
 * cpx_audit_log_keep_about_end:
 * @txn: a transaction that writes
 * @end: the first place that waits from now on
 * @error: where to put what is wrong
 *
 * Notes how far the table by patient has come.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_audit_log_keep_about_end (CpxTxn  *txn,
                              gint64   end,
                              GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, end);

  txn->logs.first_not_about = end;

  return cpx_setting_table_set_text (txn, CPX_LOG_ABOUT_SETTING, text, error);
}

/**
 * cpx_audit_log_list_devices:
 * @txn: a transaction
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable) (element-type CpxId): the devices whose logs are here, in the order in which they
 *   came; this one among them
 */
GArray *
cpx_audit_log_list_devices (CpxTxn  *txn,
                            GError **error)
{
  g_autoptr(CpxStatement) statement = cpx_db_prepare (txn->db, "SELECT id FROM device ORDER BY number", error);
  g_autoptr(GArray) devices = g_array_new (FALSE, FALSE, sizeof (CpxId));
  CpxStep step;

  if (statement == NULL)
    return NULL;
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      gsize size;
      const void *id = cpx_statement_get_blob (statement, 0, &size);

      if (size == sizeof (CpxId))
        g_array_append_vals (devices, id, 1);
    }

  return step == CPX_STEP_DONE ? g_steal_pointer (&devices) : NULL;
}

/* The range of places of a device's log. */
gboolean
cpx_audit_log_find_range (CpxTxn       *txn,
                          const CpxId  *device,
                          guint64       from,
                          gint64       *out_first,
                          gint64       *out_end,
                          GError      **error)
{
  g_autoptr(CpxStatement) statement = NULL;
  gint64 number = txn->shape->device_number;
  CpxStep step = CPX_STEP_ROW;

  if (device != NULL && !cpx_id_equal (device, &txn->shape->device))
    {
      statement = cpx_db_prepare (txn->db, "SELECT number FROM device WHERE id = ?1", error);
      if (statement == NULL)
        return FALSE;
      cpx_statement_bind_blob (statement, 1, device->bytes, sizeof device->bytes);
      step = cpx_statement_step (statement, error);
      number = step == CPX_STEP_ROW ? cpx_statement_get_int64 (statement, 0) : 0;
    }
  if (step == CPX_STEP_DONE)
    g_set_error_literal (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND, _("This device is not known here"));
  *out_first = make_place (number, from);
  *out_end = make_place (number + 1, 0);

  return step == CPX_STEP_ROW;
}

/**
 * cpx_audit_log_count:
 * @txn: a transaction
 * @device: (nullable): a device; NULL: this one
 * @error: where to put what is wrong
 *
 * Returns: how many entries its log has, or -1
 */
gint64
cpx_audit_log_count (CpxTxn       *txn,
                     const CpxId  *device,
                     GError      **error)
{
  g_autoptr(CpxStatement) statement = NULL;
  gint64 first, end;

  if (!cpx_audit_log_find_range (txn, device, 0, &first, &end, error))
    return -1;
  statement = cpx_db_prepare (txn->db, "SELECT max (place) FROM log WHERE place >= ?1 AND place < ?2", error);
  if (statement == NULL)
    return -1;
  cpx_statement_bind_int64 (statement, 1, first);
  cpx_statement_bind_int64 (statement, 2, end);
  if (cpx_statement_step (statement, error) != CPX_STEP_ROW)
    return -1;
  if (cpx_statement_is_null (statement, 0))
    return 0;

  return cpx_statement_get_int64 (statement, 0) - first + 1;
}

static CpxAuditLogEntry *
read_entry (CpxStatement  *statement,
            GError       **error)
{
  g_autoptr(CpxAuditLogEntry) entry = g_new0 (CpxAuditLogEntry, 1);
  g_autofree char *number = NULL;
  gsize size;
  const void *hash = cpx_statement_get_blob (statement, 2, &size);

  entry->place = cpx_statement_get_int64 (statement, 0);
  entry->index = (guint64) entry->place & ((G_GUINT64_CONSTANT (1) << INDEX_BITS) - 1);
  entry->leaf = cpx_statement_dup_bytes (statement, 1);
  if (size == sizeof entry->hash && entry->leaf != NULL)
    {
      memcpy (entry->hash, hash, size);
      return g_steal_pointer (&entry);
    }

  number = g_strdup_printf ("%" G_GUINT64_FORMAT, entry->index);
  g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_DAMAGED, _("Entry number %s of the audit log cannot be read"),
               number);
  return NULL;
}

static GPtrArray *
read_entries (CpxStatement  *statement,
              GError       **error)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_audit_log_entry_free);
  CpxStep step;

  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      CpxAuditLogEntry *entry = read_entry (statement, error);

      if (entry == NULL)
        return NULL;
      g_ptr_array_add (entries, entry);
    }

  return step == CPX_STEP_DONE ? g_steal_pointer (&entries) : NULL;
}

/**
 * cpx_audit_log_list:
 * @txn: a transaction
 * @device: (nullable): a device; NULL: this one
 * @from: the first index wanted
 * @limit: how many at most
 * @error: where to put what is wrong
 *
 * Lists entries in their order.
 *
 * Returns: (transfer full) (nullable) (element-type CpxAuditLogEntry): the entries
 */
GPtrArray *
cpx_audit_log_list (CpxTxn       *txn,
                    const CpxId  *device,
                    guint64       from,
                    guint         limit,
                    GError      **error)
{
  g_autoptr(CpxStatement) statement = NULL;
  gint64 first, end;

  if (!cpx_audit_log_find_range (txn, device, from, &first, &end, error))
    return NULL;
  statement = cpx_db_prepare (txn->db, "SELECT place, leaf, hash FROM log WHERE place >= ?1 AND place < ?2"
                                       " ORDER BY place LIMIT ?3", error);
  if (statement == NULL)
    return NULL;
  cpx_statement_bind_int64 (statement, 1, first);
  cpx_statement_bind_int64 (statement, 2, end);
  cpx_statement_bind_int64 (statement, 3, limit);

  return read_entries (statement, error);
}

/**
 * cpx_audit_log_get:
 * @txn: a transaction
 * @place: where an entry lies among the logs of all devices
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable): the entry; NULL with CPX_STORE_ERROR_NOT_FOUND if there is none
 */
CpxAuditLogEntry *
cpx_audit_log_get (CpxTxn  *txn,
                   gint64   place,
                   GError **error)
{
  g_autoptr(CpxStatement) statement = cpx_db_prepare (txn->db, "SELECT place, leaf, hash FROM log WHERE place = ?1",
                                                      error);
  CpxStep step;

  if (statement == NULL)
    return NULL;
  cpx_statement_bind_int64 (statement, 1, place);
  step = cpx_statement_step (statement, error);
  if (step == CPX_STEP_DONE)
    g_set_error_literal (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND,
                         _("There is no such entry in the audit log"));

  return step == CPX_STEP_ROW ? read_entry (statement, error) : NULL;
}

/**
 * cpx_audit_log_list_about:
 * @txn: a transaction
 * @owner_id: a patient (with all that hangs on them), or a record that is not about a patient
 * @before_place: the place of the last entry listed before; -1 to begin with the newest
 * @limit: how many at most
 * @error: where to put what is wrong
 *
 * Lists the entries about one patient or record, the newest first.
 *
 * Returns: (transfer full) (nullable) (element-type CpxAuditLogEntry): the entries
 */
GPtrArray *
cpx_audit_log_list_about (CpxTxn      *txn,
                          const char  *owner_id,
                          gint64       before_place,
                          guint        limit,
                          GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT place, leaf, hash FROM log WHERE place IN ("
                             "  SELECT place FROM log_about WHERE owner = ?1 AND place < ?2"
                             "  UNION SELECT place FROM log WHERE place >= ?3 AND place < ?2"
                             "    AND coalesce (patient, record) = ?1"
                             ") ORDER BY place DESC LIMIT ?4", error);
  gint64 first_not_about;
  CpxId owner;

  if (statement == NULL || !cpx_audit_log_read_first_not_about (txn, &first_not_about, error))
    return NULL;
  if (!cpx_id_parse (owner_id, &owner))
    memset (&owner, 0xff, sizeof owner);

  cpx_statement_bind_blob (statement, 1, owner.bytes, sizeof owner.bytes);
  cpx_statement_bind_int64 (statement, 2, before_place >= 0 ? before_place : G_MAXINT64);
  cpx_statement_bind_int64 (statement, 3, first_not_about);
  cpx_statement_bind_int64 (statement, 4, limit);

  return read_entries (statement, error);
}

/**
 * cpx_audit_log_get_index:
 * @place: the place of an entry among the logs of all devices
 *
 * Returns: its place in the log of its device, from 0
 */
guint64
cpx_audit_log_get_index (gint64 place)
{
  return (guint64) place & ((G_GUINT64_CONSTANT (1) << INDEX_BITS) - 1);
}

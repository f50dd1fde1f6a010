/* cpx-change-log.c: the log read as the changes of records.
 *
 * A record knows the place of its last change, a change the place of the one before it: the history of a record needs
 * no index. What changed is in the sealed details of the entry (cpx-change-details.c), and gone with the patient's key.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-change-log.h"

#include "cpx-audit-log-private.h"
#include "cpx-change-details.h"
#include "cpx-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define INDEX_MASK ((G_GINT64_CONSTANT (1) << 40) - 1)

static gboolean
fail_damaged (gint64   place,
              GError **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, place & INDEX_MASK);

  g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_DAMAGED, _("Change number %s cannot be read"), number);
  return FALSE;
}

/* The change of one entry; FALSE on error, NULL and TRUE if its patient was erased. */
static gboolean
read_change (CpxTxn      *txn,
             gint64       place,
             GBytes      *bytes,
             CpxChange  **out_change,
             GError     **error)
{
  g_autoptr(CpxAuditLeaf) leaf = bytes != NULL ? cpx_audit_leaf_parse (bytes, NULL) : NULL;
  g_autofree char *details = NULL;
  g_autoptr(GError) failure = NULL;

  *out_change = NULL;
  if (leaf == NULL)
    return fail_damaged (place, error);
  details = cpx_audit_log_open_details (txn, leaf, &failure);
  if (g_error_matches (failure, CPX_STORE_ERROR, CPX_STORE_ERROR_ERASED))
    return TRUE;
  if (failure != NULL && failure->domain == CPX_VAULT_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (details != NULL)
    *out_change = cpx_change_details_read (cpx_audit_leaf_get_entry (leaf), details, NULL);

  return *out_change != NULL || fail_damaged (place, error);
}

/**
 * cpx_change_log_count:
 * @txn: a transaction
 * @error: where to put what is wrong
 *
 * Counts the changes of all devices, by reading the log through.
 *
 * Returns: how many changes there are, or -1
 */
gint64
cpx_change_log_count (CpxTxn  *txn,
                      GError **error)
{
  gint64 count;

  return cpx_db_query_int64 (txn->db, "SELECT count (*) FROM log WHERE previous NOT NULL", 0, &count, error) ? count
                                                                                                             : -1;
}

/**
 * cpx_change_log_list:
 * @txn: a transaction
 * @device: (nullable): a device; NULL: this one
 * @from: the index of the first entry of its log to look at
 * @limit: how many changes at most
 * @out_next: (out): where to go on
 * @error: where to put what is wrong
 *
 * Lists the changes that a device made, in their order; those of patients who were erased are left out.
 *
 * Returns: (transfer full) (nullable) (element-type CpxChange): the changes; none once @out_next is the end of the log
 */
GPtrArray *
cpx_change_log_list (CpxTxn       *txn,
                     const CpxId  *device,
                     guint64       from,
                     guint         limit,
                     guint64      *out_next,
                     GError      **error)
{
  g_autoptr(CpxStatement) statement = NULL;
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_change_unref);
  CpxStep step = CPX_STEP_DONE;
  gint64 first, end;

  if (!cpx_audit_log_find_range (txn, device, from, &first, &end, error))
    return NULL;
  statement = cpx_db_prepare (txn->db, "SELECT place, leaf FROM log WHERE place >= ?1 AND place < ?2"
                                       " AND previous NOT NULL ORDER BY place", error);
  if (statement == NULL)
    return NULL;
  cpx_statement_bind_int64 (statement, 1, first);
  cpx_statement_bind_int64 (statement, 2, end);
  *out_next = from;
  while (changes->len < limit && (step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      g_autoptr(GBytes) leaf = cpx_statement_dup_bytes (statement, 1);
      CpxChange *change;

      if (!read_change (txn, cpx_statement_get_int64 (statement, 0), leaf, &change, error))
        return NULL;
      if (change != NULL)
        g_ptr_array_add (changes, change);
      *out_next = (guint64) (cpx_statement_get_int64 (statement, 0) & INDEX_MASK) + 1;
    }

  return step != CPX_STEP_ERROR ? g_steal_pointer (&changes) : NULL;
}

static gboolean
get_change (CpxTxn      *txn,
            gint64       place,
            CpxChange  **out_change,
            gint64      *out_previous,
            GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT previous, leaf FROM log WHERE place = ?1", error);
  g_autoptr(GBytes) leaf = NULL;
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, place);
  step = cpx_statement_step (statement, error);
  if (step != CPX_STEP_ROW)
    return step == CPX_STEP_DONE && fail_damaged (place, error);
  *out_previous = cpx_statement_get_int64 (statement, 0);
  leaf = cpx_statement_dup_bytes (statement, 1);

  return read_change (txn, place, leaf, out_change, error);
}

/**
 * cpx_change_log_list_about:
 * @txn: a transaction
 * @kind: a kind
 * @record_id: the id of a record, deleted or not
 * @error: where to put what is wrong
 *
 * Lists the changes of one record, the newest first.
 *
 * Returns: (transfer full) (nullable) (element-type CpxChange): the changes
 */
GPtrArray *
cpx_change_log_list_about (CpxTxn         *txn,
                           const CpxKind  *kind,
                           const char     *record_id,
                           GError        **error)
{
  g_autoptr(CpxRow) row = cpx_record_table_find (cpx_txn_get_table (txn, kind), txn->db, record_id, NULL,
                                                 error);
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_change_unref);
  gint64 previous = 0;

  if (row == NULL)
    return NULL;

  for (gint64 place = row->last_change; place > 0; place = previous)
    {
      CpxChange *change;

      if (!get_change (txn, place, &change, &previous, error))
        return NULL;
      if (change != NULL)
        g_ptr_array_add (changes, change);
    }

  return g_steal_pointer (&changes);
}

static gboolean
add_change (CpxTxn                  *txn,
            const CpxAuditLogEntry  *entry,
            GPtrArray               *changes,
            GError                 **error)
{
  CpxChange *change = NULL;
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT previous FROM log WHERE place = ?1", error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, entry->place);
  if (cpx_statement_step (statement, error) != CPX_STEP_ROW)
    return FALSE;
  if (cpx_statement_is_null (statement, 0))
    return TRUE;
  if (!read_change (txn, entry->place, entry->leaf, &change, error))
    return FALSE;
  if (change != NULL)
    g_ptr_array_add (changes, change);

  return TRUE;
}

/**
 * cpx_change_log_list_owner:
 * @txn: a transaction
 * @owner_id: a patient (with all that hangs on them), or a record that is not about one
 * @error: where to put what is wrong
 *
 * Lists the changes of all records of a file, the newest first; none if the patient was erased.
 *
 * Returns: (transfer full) (nullable) (element-type CpxChange): the changes
 */
GPtrArray *
cpx_change_log_list_owner (CpxTxn      *txn,
                           const char  *owner_id,
                           GError     **error)
{
  g_autoptr(GPtrArray) entries = cpx_audit_log_list_about (txn, owner_id, -1, G_MAXINT32, error);
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_change_unref);

  if (entries == NULL)
    return NULL;
  for (guint i = 0; i < entries->len; i++)
    {
      if (!add_change (txn, g_ptr_array_index (entries, i), changes, error))
        return NULL;
    }

  return g_steal_pointer (&changes);
}

/**
 * cpx_change_log_count_of:
 * @txn: a transaction
 * @record_id: a record
 * @error: where to put what is wrong: any bad page of the log
 *
 * Counts the changes of a record without the table by owner, for who must know that none is missing: the logs are gone
 * through from end to end.
 *
 * Returns: how many changes there are; -1 on error
 */
gint64
cpx_change_log_count_of (CpxTxn      *txn,
                         const char  *record_id,
                         GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT count (*) FROM log WHERE record = ?1 AND previous IS NOT NULL", error);
  CpxId id;

  if (statement == NULL || !cpx_id_parse (record_id, &id))
    return -1;
  cpx_statement_bind_blob (statement, 1, id.bytes, sizeof id.bytes);

  return cpx_statement_step (statement, error) == CPX_STEP_ROW ? cpx_statement_get_int64 (statement, 0) : -1;
}

/**
 * cpx_change_log_find_time:
 * @txn: a transaction
 * @place: where an entry lies among the logs of all devices
 * @out_hlc: (out): its hybrid logical time
 * @error: where to put what is wrong
 *
 * Returns: `FALSE` with CPX_STORE_ERROR_NOT_FOUND if there is no such entry, or another error
 */
gboolean
cpx_change_log_find_time (CpxTxn   *txn,
                          gint64    place,
                          guint64  *out_hlc,
                          GError  **error)
{
  g_autoptr(CpxStatement) statement = cpx_db_prepare (txn->db, "SELECT hlc FROM log WHERE place = ?1", error);
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, place);
  step = cpx_statement_step (statement, error);
  if (step == CPX_STEP_DONE)
    g_set_error_literal (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND,
                         _("There is no such entry in the audit log"));
  if (step != CPX_STEP_ROW)
    return FALSE;
  *out_hlc = (guint64) cpx_statement_get_int64 (statement, 0);

  return TRUE;
}

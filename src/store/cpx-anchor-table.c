/* cpx-anchor-table.c: anchors of this post's log and their receipts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-anchor-table.h"

#include "cpx-audit-log-private.h"
#include "cpx-txn-private.h"

void
cpx_stored_anchor_free (CpxStoredAnchor *self)
{
  g_free (self->kind);
  g_free (self->target);
  g_free (self->proof);
  g_free (self->problem);
  g_free (self);
}

/**
 * cpx_anchor_table_add:
 * @txn: a transaction that writes
 * @kind: what kind of anchor
 * @target: where it is
 * @proof: (nullable): what its receipts are checked with
 * @out_number: (out): what it is called from now on
 * @error: where to put what is wrong
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_anchor_table_add (CpxTxn      *txn,
                      const char  *kind,
                      const char  *target,
                      const char  *proof,
                      gint64      *out_number,
                      GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "INSERT INTO anchor (kind, target, proof) VALUES (?1, ?2, ?3)", error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_text (statement, 1, kind);
  cpx_statement_bind_text (statement, 2, target);
  cpx_statement_bind_text (statement, 3, proof);
  if (!cpx_statement_run (statement, error))
    return FALSE;
  *out_number = cpx_db_get_last_rowid (txn->db);

  return TRUE;
}

/**
 * cpx_anchor_table_remove:
 * @txn: a transaction that writes
 * @number: an anchor
 * @now_us: the time
 * @error: where to put what is wrong
 *
 * Has an anchor wanted no more; its receipts stay.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_anchor_table_remove (CpxTxn  *txn,
                         gint64   number,
                         gint64   now_us,
                         GError **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "UPDATE anchor SET removed_us = ?2 WHERE number = ?1", error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, number);
  cpx_statement_bind_int64 (statement, 2, now_us);

  return cpx_statement_run (statement, error);
}

static CpxStoredAnchor *
read_anchor (CpxStatement *statement,
             gint64        first_place)
{
  CpxStoredAnchor *self = g_new0 (CpxStoredAnchor, 1);

  self->number = cpx_statement_get_int64 (statement, 0);
  self->kind = g_strdup (cpx_statement_get_text (statement, 1));
  self->target = g_strdup (cpx_statement_get_text (statement, 2));
  self->proof = g_strdup (cpx_statement_get_text (statement, 3));
  self->tried_us = cpx_statement_get_int64 (statement, 4);
  self->due_us = cpx_statement_get_int64 (statement, 5);
  self->failures = (guint) cpx_statement_get_int64 (statement, 6);
  self->problem = g_strdup (cpx_statement_get_text (statement, 7));
  if (!cpx_statement_is_null (statement, 8))
    self->anchored_size = (guint64) (cpx_statement_get_int64 (statement, 8) - first_place);
  self->anchored_us = cpx_statement_get_int64 (statement, 9);

  return self;
}

static GPtrArray *
list (CpxTxn    *txn,
      gboolean   with_removed,
      GError   **error)
{
  g_autoptr(GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_stored_anchor_free);
  g_autoptr(CpxStatement) statement = NULL;
  gint64 first, end;
  CpxStep step;

  if (!cpx_audit_log_find_range (txn, NULL, 0, &first, &end, error))
    return NULL;
  statement = cpx_db_prepare (txn->db, "SELECT number, kind, target, proof, tried_us, due_us, failures, problem,"
                                       " max (place), made_us FROM anchor LEFT JOIN anchor_receipt ON anchor = number"
                                       " AND place >= ?1 AND place < ?2 WHERE removed_us IS NULL OR ?3 GROUP BY number",
                              error);
  if (statement == NULL)
    return NULL;
  cpx_statement_bind_int64 (statement, 1, first);
  cpx_statement_bind_int64 (statement, 2, end);
  cpx_statement_bind_int64 (statement, 3, with_removed);
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    g_ptr_array_add (anchors, read_anchor (statement, first));

  return step == CPX_STEP_DONE ? g_steal_pointer (&anchors) : NULL;
}

/**
 * cpx_anchor_table_list:
 * @txn: a transaction
 * @error: where to put what is wrong
 *
 * Lists the anchors that are wanted, in the order they were added. What they have is of this device's log.
 *
 * Returns: (transfer full) (nullable) (element-type CpxStoredAnchor): the anchors
 */
GPtrArray *
cpx_anchor_table_list (CpxTxn  *txn,
                       GError **error)
{
  return list (txn, FALSE, error);
}

/**
 * cpx_anchor_table_list_all:
 * @txn: a transaction
 * @error: where to put what is wrong
 *
 * Does cpx_anchor_table_list(), with those that were removed.
 *
 * Returns: (transfer full) (nullable) (element-type CpxStoredAnchor): the anchors
 */
GPtrArray *
cpx_anchor_table_list_all (CpxTxn  *txn,
                           GError **error)
{
  return list (txn, TRUE, error);
}

/**
 * cpx_anchor_table_receipts:
 * @txn: a transaction
 * @number: an anchor, also one that was removed
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable) (element-type CpxStoredReceipt): of which seals of this device's log it has
 *   receipts, the newest first
 */
GArray *
cpx_anchor_table_receipts (CpxTxn  *txn,
                           gint64   number,
                           GError **error)
{
  g_autoptr(GArray) receipts = g_array_new (FALSE, FALSE, sizeof (CpxStoredReceipt));
  g_autoptr(CpxStatement) statement = NULL;
  gint64 first, end;
  CpxStep step;

  if (!cpx_audit_log_find_range (txn, NULL, 0, &first, &end, error))
    return NULL;
  statement = cpx_db_prepare (txn->db, "SELECT place, made_us FROM anchor_receipt WHERE anchor = ?1 AND place >= ?2"
                                       " AND place < ?3 ORDER BY place DESC", error);
  if (statement == NULL)
    return NULL;
  cpx_statement_bind_int64 (statement, 1, number);
  cpx_statement_bind_int64 (statement, 2, first);
  cpx_statement_bind_int64 (statement, 3, end);
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      CpxStoredReceipt receipt = { (guint64) (cpx_statement_get_int64 (statement, 0) - first),
                                   cpx_statement_get_int64 (statement, 1) };

      g_array_append_val (receipts, receipt);
    }

  return step == CPX_STEP_DONE ? g_steal_pointer (&receipts) : NULL;
}

/**
 * cpx_anchor_table_fail:
 * @txn: a transaction that writes
 * @number: an anchor
 * @tried_us: when it was tried
 * @due_us: not to be tried again before
 * @problem: why it failed
 * @error: where to put what is wrong
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_anchor_table_fail (CpxTxn      *txn,
                       gint64       number,
                       gint64       tried_us,
                       gint64       due_us,
                       const char  *problem,
                       GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "UPDATE anchor SET tried_us = ?2, due_us = ?3, failures = failures + 1, problem = ?4"
                                " WHERE number = ?1", error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, number);
  cpx_statement_bind_int64 (statement, 2, tried_us);
  cpx_statement_bind_int64 (statement, 3, due_us);
  cpx_statement_bind_text (statement, 4, problem);

  return cpx_statement_run (statement, error);
}

static gboolean
add_receipt (CpxTxn   *txn,
             gint64    number,
             gint64    place,
             gint64    made_us,
             GBytes   *receipt,
             GError  **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "INSERT OR REPLACE INTO anchor_receipt (anchor, place, made_us, receipt)"
                                " VALUES (?1, ?2, ?3, ?4)", error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, number);
  cpx_statement_bind_int64 (statement, 2, place);
  cpx_statement_bind_int64 (statement, 3, made_us);
  cpx_statement_bind_blob (statement, 4, g_bytes_get_data (receipt, NULL), g_bytes_get_size (receipt));

  return cpx_statement_run (statement, error);
}

/**
 * cpx_anchor_table_succeed:
 * @txn: a transaction that writes
 * @number: an anchor
 * @tried_us: when it was tried
 * @size: how many entries the seal is of that it was given
 * @made_us: the time that the receipt states
 * @receipt: what it gave
 * @error: where to put what is wrong
 *
 * Keeps a receipt, and forgets what failed before.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_anchor_table_succeed (CpxTxn   *txn,
                          gint64    number,
                          gint64    tried_us,
                          guint64   size,
                          gint64    made_us,
                          GBytes   *receipt,
                          GError  **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "UPDATE anchor SET tried_us = ?2, due_us = 0, failures = 0, problem = NULL"
                                " WHERE number = ?1", error);
  gint64 place, end;

  if (statement == NULL || !cpx_audit_log_find_range (txn, NULL, size, &place, &end, error))
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, number);
  cpx_statement_bind_int64 (statement, 2, tried_us);

  return cpx_statement_run (statement, error) && add_receipt (txn, number, place, made_us, receipt, error);
}

/**
 * cpx_anchor_table_receipt:
 * @txn: a transaction
 * @number: an anchor, also one that was removed
 * @size: of which seal of this device's log
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable): what it gave; `NULL` without an error if it has none for that seal
 */
GBytes *
cpx_anchor_table_receipt (CpxTxn   *txn,
                          gint64    number,
                          guint64   size,
                          GError  **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT receipt FROM anchor_receipt WHERE anchor = ?1 AND place = ?2", error);
  gint64 place, end;

  if (statement == NULL || !cpx_audit_log_find_range (txn, NULL, size, &place, &end, error))
    return NULL;
  cpx_statement_bind_int64 (statement, 1, number);
  cpx_statement_bind_int64 (statement, 2, place);

  return cpx_statement_step (statement, error) == CPX_STEP_ROW ? cpx_statement_dup_bytes (statement, 0) : NULL;
}

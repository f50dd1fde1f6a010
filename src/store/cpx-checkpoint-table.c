/* cpx-checkpoint-table.c: the signed checkpoints of a device's log.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-checkpoint-table.h"

#include "cpx-audit-log-private.h"

void
cpx_stored_checkpoint_free (CpxStoredCheckpoint *self)
{
  g_free (self->note);
  g_free (self);
}

/**
 * cpx_checkpoint_table_add:
 * @txn: a transaction that writes
 * @size: how many entries of this device's log it is of
 * @made_us: when it was signed
 * @note: a signed note
 * @error: where to put what is wrong
 *
 * Keeps a checkpoint; one of the same size takes the place of the one before.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_checkpoint_table_add (CpxTxn      *txn,
                          guint64      size,
                          gint64       made_us,
                          const char  *note,
                          GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "INSERT OR REPLACE INTO log_checkpoint (place, made_us, note) VALUES (?1, ?2, ?3)",
                           error);
  gint64 first, end;

  if (statement == NULL || !cpx_audit_log_find_range (txn, NULL, size, &first, &end, error))
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, first);
  cpx_statement_bind_int64 (statement, 2, made_us);
  cpx_statement_bind_text (statement, 3, note);

  return cpx_statement_run (statement, error);
}

static CpxStoredCheckpoint *
read_checkpoint (CpxStatement *statement,
                 gint64        first_place)
{
  CpxStoredCheckpoint *self = g_new0 (CpxStoredCheckpoint, 1);

  self->size = (guint64) (cpx_statement_get_int64 (statement, 0) - first_place);
  self->made_us = cpx_statement_get_int64 (statement, 1);
  self->note = g_strdup (cpx_statement_get_text (statement, 2));

  return self;
}

/**
 * cpx_checkpoint_table_list:
 * @txn: a transaction
 * @device: (nullable): a device; NULL: this one
 * @before_size: only those of fewer entries; `G_MAXUINT64` for all
 * @limit: how many at most
 * @error: where to put what is wrong
 *
 * Lists checkpoints, the last first.
 *
 * Returns: (transfer full) (nullable) (element-type CpxStoredCheckpoint): the checkpoints
 */
GPtrArray *
cpx_checkpoint_table_list (CpxTxn       *txn,
                           const CpxId  *device,
                           guint64       before_size,
                           guint         limit,
                           GError      **error)
{
  g_autoptr(GPtrArray) checkpoints = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_stored_checkpoint_free);
  g_autoptr(CpxStatement) statement = NULL;
  gint64 first, end;
  CpxStep step;

  if (!cpx_audit_log_find_range (txn, device, 0, &first, &end, error))
    return NULL;
  statement = cpx_db_prepare (txn->db, "SELECT place, made_us, note FROM log_checkpoint"
                                       " WHERE place >= ?1 AND place < ?2 ORDER BY place DESC LIMIT ?3", error);
  if (statement == NULL)
    return NULL;
  if (before_size < (guint64) (end - first))
    end = first + (gint64) before_size;
  cpx_statement_bind_int64 (statement, 1, first);
  cpx_statement_bind_int64 (statement, 2, end);
  cpx_statement_bind_int64 (statement, 3, limit);
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    g_ptr_array_add (checkpoints, read_checkpoint (statement, first));

  return step == CPX_STEP_DONE ? g_steal_pointer (&checkpoints) : NULL;
}

/* cpx-audit-walk.c: a log gone through in its order, a row at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-log-private.h"

static CpxAuditLogBlob
get_blob (CpxStatement *statement,
          int           column)
{
  CpxAuditLogBlob blob;

  blob.bytes = cpx_statement_get_blob (statement, column, &blob.size);

  return blob;
}

/* NULL, or bytes; what is neither is told as no bytes: SQL's empty value and a text are found by no id. */
static CpxAuditLogBlob
get_id (CpxStatement *statement,
        int           column)
{
  CpxColumnType type = cpx_statement_get_type (statement, column);
  CpxAuditLogBlob blob = { NULL, 0 };

  if (type == CPX_COLUMN_BLOB)
    blob = get_blob (statement, column);
  if (type != CPX_COLUMN_NULL && blob.bytes == NULL)
    blob.bytes = "";

  return blob;
}

static void
read_row (CpxStatement   *statement,
          guint64         from,
          gint64          first,
          CpxAuditLogRow *out_row)
{
  out_row->index = from + (guint64) (cpx_statement_get_int64 (statement, 0) - first);
  out_row->leaf = get_blob (statement, 1);
  out_row->hash = get_blob (statement, 2);
  out_row->hlc = (guint64) cpx_statement_get_int64 (statement, 3);
  out_row->record = get_id (statement, 4);
  out_row->patient = get_id (statement, 5);
}

/**
 * cpx_audit_log_walk:
 * @txn: a transaction
 * @device: (nullable): a device; NULL: this one
 * @from: the first index wanted
 * @limit: how many at most
 * @func: (scope call): given each entry in turn
 * @user_data: for @func
 * @error: where to put what is wrong
 *
 * Walks through a log in its order, without keeping any of it: a log of years is longer than memory should be.
 *
 * Returns: `FALSE` on error, also one of @func
 */
gboolean
cpx_audit_log_walk (CpxTxn           *txn,
                    const CpxId      *device,
                    guint64           from,
                    guint             limit,
                    CpxAuditLogFunc   func,
                    gpointer          user_data,
                    GError          **error)
{
  g_autoptr(CpxStatement) statement = NULL;
  gint64 first, end;
  CpxStep step;

  if (!cpx_audit_log_find_range (txn, device, from, &first, &end, error))
    return FALSE;
  statement = cpx_db_prepare (txn->db, "SELECT place, leaf, hash, hlc, record, patient FROM log"
                                       " WHERE place >= ?1 AND place < ?2 ORDER BY place LIMIT ?3", error);
  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, first);
  cpx_statement_bind_int64 (statement, 2, end);
  cpx_statement_bind_int64 (statement, 3, limit);
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      CpxAuditLogRow row;

      read_row (statement, from, first, &row);
      if (!func (&row, user_data, error))
        return FALSE;
    }

  return step == CPX_STEP_DONE;
}

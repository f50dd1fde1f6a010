/* cpx-log-remake.c: what entries are found by, made anew from the logs.
 *
 * The leaves say whose entry it is; all else follows from them. Only the times that put entries in order are in no
 * leaf, and stay as they are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-index.h"

#include "cpx-audit-log-private.h"
#include "cpx-log-blocks-private.h"
#include "cpx-log-columns.h"

/* One log being gone through. */
typedef struct
{
  GArray  *wrong;  /* (owned) (element-type guint64): entries whose columns are not what they say */
} Columns;

/* A CpxAuditLogFunc. What is no leaf says nothing. */
static gboolean
look_at (const CpxAuditLogRow  *row,
         gpointer               user_data,
         GError               **error)
{
  CpxLogOwners unused;

  if (cpx_log_columns_compare (row, NULL) != CPX_LOG_FAULT_NONE && cpx_log_columns_read (row, &unused))
    g_array_append_val (((Columns *) user_data)->wrong, row->index);

  return TRUE;
}

static void
bind_id (CpxStatement *statement,
         int           parameter,
         gboolean      has_id,
         const CpxId  *id)
{
  if (has_id)
    cpx_statement_bind_blob (statement, parameter, id->bytes, sizeof id->bytes);
  else
    cpx_statement_bind_null (statement, parameter);
}

/* A CpxAuditLogFunc, of one entry. */
static gboolean
read_owners (const CpxAuditLogRow  *row,
             gpointer               user_data,
             GError               **error)
{
  cpx_log_columns_read (row, user_data);

  return TRUE;
}

static gboolean
mend (CpxTxn       *txn,
      const CpxId  *device,
      guint64       index,
      GError      **error)
{
  g_autoptr(CpxStatement) statement = NULL;
  CpxLogOwners owners = { FALSE };
  gint64 place, end;

  if (!cpx_audit_log_walk (txn, device, index, 1, read_owners, &owners, error) ||
      !cpx_audit_log_find_range (txn, device, index, &place, &end, error))
    return FALSE;
  statement = cpx_txn_prepare_write (txn, "UPDATE log SET record = ?1, patient = ?2 WHERE place = ?3", error);
  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, owners.has_record, &owners.record);
  bind_id (statement, 2, owners.has_patient, &owners.patient);
  cpx_statement_bind_int64 (statement, 3, place);

  return cpx_statement_run (statement, error);
}

static gboolean
mend_columns (CpxTxn       *txn,
              const CpxId  *device,
              guint64      *n_mended,
              GError      **error)
{
  g_autoptr(GArray) wrong = g_array_new (FALSE, FALSE, sizeof (guint64));
  Columns columns = { wrong };

  if (!cpx_audit_log_walk (txn, device, 0, G_MAXINT, look_at, &columns, error))
    return FALSE;
  for (guint i = 0; i < wrong->len; i++)
    {
      if (!mend (txn, device, g_array_index (wrong, guint64, i), error))
        return FALSE;
    }
  *n_mended += wrong->len;

  return TRUE;
}

static gboolean
empty (CpxTxn  *txn,
       GError **error)
{
  static const char *const statements[] = { "DELETE FROM log_about", "DELETE FROM log_block",
                                            "DELETE FROM log_facet_block", "DELETE FROM log_facet" };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr(CpxStatement) statement = cpx_txn_prepare_write (txn, statements[i], error);

      if (statement == NULL || !cpx_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_log_index_remake:
 * @txn: a transaction that writes
 * @out_n_columns: (out): of how many entries the columns beside the leaf were put right
 * @error: where to put what is wrong
 *
 * Files every entry as it says, and makes the index anew. Takes some seconds for a million entries.
 *
 * Returns: `FALSE` on error; the transaction must then fail as a whole
 */
gboolean
cpx_log_index_remake (CpxTxn   *txn,
                      guint64  *out_n_columns,
                      GError  **error)
{
  g_autoptr(GArray) devices = cpx_audit_log_list_devices (txn, error);

  *out_n_columns = 0;
  for (guint i = 0; devices != NULL && i < devices->len; i++)
    {
      if (!mend_columns (txn, &g_array_index (devices, CpxId, i), out_n_columns, error))
        return FALSE;
    }
  if (devices == NULL || !empty (txn, error))
    return FALSE;
  txn->logs.first_not_about = 0;

  return cpx_audit_log_index (txn, error) && cpx_log_blocks_fill (txn, G_MAXUINT, error);
}

/* cpx-record-from-log.c: the records of a kind, those on a bad page put together again from their changes.
 *
 * Every change of a record is in the log, sealed and hashed: who a user is and what they may do can be known without
 * the user's page, and as surely. That takes the whole log: where one of its pages is bad as well, a role may have been
 * taken away there, and the record is left out, never made up by halves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-record-from-log.h"

#include "cpx-as-it-was-fold.h"

#include <cpx-change-log.h>
#include <cpx-record-rescue.h>
#include <cpx-store.h>

static CpxRecord *
put_together (CpxTxn         *txn,
              const CpxKind  *kind,
              const CpxTrace *trace)
{
  g_autofree char *id = trace->has_id ? cpx_id_dup_text (&trace->id) : NULL;
  g_autoptr(GPtrArray) changes = id != NULL ? cpx_change_log_list_owner (txn, id, NULL) : NULL;
  g_autoptr(GPtrArray) records = changes != NULL ? cpx_as_it_was_fold (changes, G_MAXUINT64) : NULL;

  if (changes == NULL || cpx_change_log_count_of (txn, id, NULL) != changes->len)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      CpxRecord *record = g_ptr_array_index (records, i);

      if (cpx_record_get_kind (record) == kind && g_str_equal (cpx_record_get_id (record), id))
        return g_object_ref (record);
    }

  return NULL;
}

static void
read_or_put_together (CpxRescue      *found,
                      CpxTxn         *txn,
                      const CpxKind  *kind,
                      const CpxTrace *trace,
                      GPtrArray      *records)
{
  g_autoptr(GError) failure = NULL;
  CpxRecord *record = cpx_rescue_read (found, txn, trace, &failure);

  if (record == NULL && cpx_rescue_may (txn, failure))
    record = put_together (txn, kind, trace);
  if (record != NULL)
    g_ptr_array_add (records, record);
}

/**
 * cpx_record_from_log_list:
 * @txn: a transaction that reads
 * @kind: a kind of record that hangs on no patient
 * @out_damaged: (inout): set if a bad page was met
 * @error: where to put what is wrong; a bad page is no error
 *
 * Lists all records of a kind, whichever page is bad.
 *
 * Returns: (transfer full) (nullable) (element-type CpxRecord): the records; some may be missing if @out_damaged is set
 */
GPtrArray *
cpx_record_from_log_list (CpxTxn         *txn,
                          const CpxKind  *kind,
                          gboolean       *out_damaged,
                          GError        **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (kind);
  g_autoptr(GError) failure = NULL;
  g_autoptr(CpxRescue) found = NULL;
  g_autoptr(GPtrArray) traces = NULL;
  GPtrArray *records;

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  records = cpx_txn_list (txn, query, &failure);
  if (records != NULL)
    return records;
  if (cpx_rescue_may (txn, failure))
    found = cpx_rescue_new (txn, kind, NULL);
  if (found == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  *out_damaged = TRUE;
  records = g_ptr_array_new_with_free_func (g_object_unref);
  traces = cpx_rescue_list (found, CPX_QUERY_ALL, FALSE);
  for (guint i = 0; i < traces->len; i++)
    read_or_put_together (found, txn, kind, g_ptr_array_index (traces, i), records);

  return records;
}

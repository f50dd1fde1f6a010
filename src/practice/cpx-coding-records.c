/* cpx-coding-records.c: the coding of an operation and its acts, in their order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-records.h"

#include <cpx-act.h>
#include <cpx-coding.h>

#include <string.h>

/**
 * cpx_coding_records_list:
 * @txn: a transaction
 * @kind: a kind of record
 * @field: a reference of it that is INDEXED
 * @id: what the reference names
 * @error: where the fault goes
 *
 * Returns: (transfer full) (element-type CpxRecord) (nullable): the records, in the order of their making
 */
GPtrArray *
cpx_coding_records_list (CpxTxn         *txn,
                         const CpxKind  *kind,
                         int             field,
                         const char     *id,
                         GError        **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (kind);

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  cpx_query_where (query, field, id);

  return cpx_txn_list (txn, query, error);
}

static int
compare_position (gconstpointer a,
                  gconstpointer b)
{
  CpxRecord *one = *(CpxRecord * const *) a;
  CpxRecord *other = *(CpxRecord * const *) b;
  gint64 difference = cpx_record_get_integer (one, CPX_ACT_POSITION) -
                      cpx_record_get_integer (other, CPX_ACT_POSITION);

  if (difference == 0)
    return strcmp (cpx_record_get_id (one), cpx_record_get_id (other));

  return difference < 0 ? -1 : 1;
}

/**
 * cpx_coding_records_list_acts:
 * @txn: a transaction
 * @coding_id: a coding
 * @error: where the fault goes
 *
 * Returns: (transfer full) (element-type CpxRecord) (nullable): its acts by position; two posts may have given the
 *   same one
 */
GPtrArray *
cpx_coding_records_list_acts (CpxTxn      *txn,
                              const char  *coding_id,
                              GError     **error)
{
  GPtrArray *acts = cpx_coding_records_list (txn, &cpx_act_kind, CPX_ACT_CODING, coding_id, error);

  if (acts != NULL)
    g_ptr_array_sort (acts, compare_position);

  return acts;
}

/**
 * cpx_coding_records_find_coding:
 * @txn: a transaction
 * @intervention_id: an operation
 * @practitioner_id: (nullable): for whom it is coded; `NULL`: the first coding there is
 * @out_coding: (out) (nullable) (transfer full): the coding; `NULL` if there is none
 * @error: where the fault goes
 *
 * Returns: `FALSE` if it could not be read
 */
gboolean
cpx_coding_records_find_coding (CpxTxn      *txn,
                                const char  *intervention_id,
                                const char  *practitioner_id,
                                CpxRecord  **out_coding,
                                GError     **error)
{
  g_autoptr(GPtrArray) codings =
    cpx_coding_records_list (txn, &cpx_coding_kind, CPX_CODING_INTERVENTION, intervention_id, error);

  *out_coding = NULL;
  for (guint i = 0; codings != NULL && i < codings->len && *out_coding == NULL; i++)
    {
      CpxRecord *coding = g_ptr_array_index (codings, i);

      if (practitioner_id == NULL ||
          g_strcmp0 (cpx_record_get_text (coding, CPX_CODING_PRACTITIONER), practitioner_id) == 0)
        *out_coding = g_object_ref (coding);
    }

  return codings != NULL;
}

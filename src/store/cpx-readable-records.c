/* cpx-readable-records.c: the lists of a transaction, where a page is damaged: what cpx-record-rescue.c finds, read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-record-rescue.h"

#include "cpx-query-private.h"
#include "cpx-store.h"
#include "cpx-txn-private.h"

#include <cpx-patient.h>

/* What traces answer: everything, or all of one patient, in the order of their making. */
static gboolean
is_plain (const CpxQuery *query)
{
  return query->n_terms <= 1 && query->order == CPX_QUERY_BY_CREATION && !query->descending && query->after == NULL &&
         query->limit == 0 && (query->n_terms == 0 || query->terms[0].field == query->kind->patient_field);
}

/* The patient asked for, and the files merged into it; without those, if it must be, rather than not at all. */
static GPtrArray *
list_patients (CpxTxn     *txn,
               const char *patient_id)
{
  GPtrArray *patients = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (patients, g_strdup (patient_id));
  cpx_record_table_add_aliases (cpx_txn_get_table (txn, &cpx_patient_kind), txn->db, patients, NULL);

  return patients;
}

static gboolean
is_of (CpxRecord *record,
       GPtrArray *patients)
{
  const char *patient_id = cpx_record_get_patient_id (record);

  return patients == NULL || (patient_id != NULL &&
                              g_ptr_array_find_with_equal_func (patients, patient_id, g_str_equal, NULL));
}

static gboolean
is_wanted (CpxRecord     *record,
           CpxQueryScope  scope,
           GPtrArray     *patients)
{
  return is_of (record, patients) && cpx_row_state_is_in_scope (cpx_row_compute_state (record, FALSE), scope);
}

/* Whose a record is that cannot be read nobody knows: it is counted. */
static GPtrArray *
read_all (CpxRescue      *self,
          CpxTxn         *txn,
          GPtrArray      *traces,
          CpxQueryScope   scope,
          GPtrArray      *patients,
          guint          *out_n_unreadable,
          GError        **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < traces->len; i++)
    {
      g_autoptr(GError) failure = NULL;
      g_autoptr(CpxRecord) record = cpx_rescue_read (self, txn, g_ptr_array_index (traces, i), &failure);

      if (record != NULL && is_wanted (record, scope, patients))
        g_ptr_array_add (records, g_steal_pointer (&record));
      if (cpx_rescue_may (txn, failure))
        (*out_n_unreadable)++;
      else if (failure != NULL && !g_error_matches (failure, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }

  return g_steal_pointer (&records);
}

static GPtrArray *
rescue (CpxTxn          *txn,
        const CpxQuery  *query,
        guint           *out_n_unreadable,
        GError         **error)
{
  g_autoptr(GPtrArray) patients = query->n_terms > 0 ? list_patients (txn, query->terms[0].from) : NULL;
  g_autoptr(CpxRescue) found = patients != NULL ? cpx_rescue_new_of (txn, query->kind, patients) : NULL;
  g_autoptr(GPtrArray) traces = NULL;

  if (found == NULL)
    found = cpx_rescue_new (txn, query->kind, error);
  if (found == NULL)
    return NULL;
  traces = cpx_rescue_list (found, query->scope, FALSE);

  return read_all (found, txn, traces, query->scope, patients, out_n_unreadable, error);
}

/**
 * cpx_txn_list_readable:
 * @txn: a transaction
 * @query: what is asked: all of a kind, or all of one patient, in the order of their making
 * @out_n_unreadable: (out): how many more there are, which lie on damaged pages
 * @error: where to put what is wrong
 *
 * Does cpx_txn_list(); where a page is damaged it gives the records on the others.
 *
 * Returns: (transfer full) (nullable) (element-type CpxRecord): the records
 */
GPtrArray *
cpx_txn_list_readable (CpxTxn          *txn,
                       const CpxQuery  *query,
                       guint           *out_n_unreadable,
                       GError         **error)
{
  g_autoptr(GError) failure = NULL;
  GPtrArray *records = cpx_txn_list (txn, query, &failure);

  *out_n_unreadable = 0;
  if (records == NULL && cpx_rescue_may (txn, failure) && is_plain (query))
    records = rescue (txn, query, out_n_unreadable, NULL);
  if (records == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return records;
}

static GArray *
rescue_ids (CpxTxn          *txn,
            const CpxQuery  *query,
            GError         **error)
{
  g_autoptr(CpxRescue) found = cpx_rescue_new (txn, query->kind, error);
  g_autoptr(GPtrArray) traces = found != NULL ? cpx_rescue_list (found, query->scope, query->order == CPX_QUERY_BY_NAME)
                                                : NULL;
  GArray *ids;

  if (traces == NULL)
    return NULL;
  ids = g_array_sized_new (FALSE, FALSE, sizeof (CpxId), traces->len);
  for (guint i = 0; i < traces->len; i++)
    {
      const CpxTrace *trace = g_ptr_array_index (traces, i);

      if (trace->has_id)
        g_array_append_val (ids, trace->id);
    }

  return ids;
}

/**
 * cpx_txn_list_ids_anyhow:
 * @txn: a transaction
 * @query: what is asked: all of a kind, by name or in the order of their making
 * @out_damaged: (out): whether bad pages were met
 * @error: where to put what is wrong
 *
 * Does cpx_txn_list_ids(); where a page is damaged the ids are gathered from what is left. Some of the records may then
 * not be readable, or turn out to be deleted.
 *
 * Returns: (transfer full) (nullable) (element-type CpxId): the ids of the records
 */
GArray *
cpx_txn_list_ids_anyhow (CpxTxn          *txn,
                         const CpxQuery  *query,
                         gboolean        *out_damaged,
                         GError         **error)
{
  g_autoptr(GError) failure = NULL;
  GArray *ids = cpx_txn_list_ids (txn, query, &failure);

  *out_damaged = ids == NULL && cpx_rescue_may (txn, failure) && query->n_terms == 0 && query->after == NULL &&
                 query->limit == 0;
  if (*out_damaged)
    ids = rescue_ids (txn, query, NULL);
  if (ids == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return ids;
}

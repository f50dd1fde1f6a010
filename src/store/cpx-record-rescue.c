/* cpx-record-rescue.c: the records that can still be read where a page is damaged.
 *
 * A list is one SELECT, and a bad page ends it. Then an index, which has pages of its own, says which rows there are,
 * and each is read by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-record-rescue.h"

#include "cpx-query-private.h"
#include "cpx-record-table-private.h"
#include "cpx-store.h"
#include "cpx-txn-private.h"

#include <cpx-patient.h>

/* What the index alone answers: everything, or all of one patient, in the order of their making. */
static gboolean
is_plain (const CpxQuery *query)
{
  return query->n_terms <= 1 && query->order == CPX_QUERY_BY_CREATION && !query->descending && query->after == NULL &&
         query->limit == 0 && (query->n_terms == 0 || query->terms[0].field == query->kind->patient_field);
}

static gboolean
add_rows (CpxDb         *db,
          CpxStatement  *statement,
          GArray        *rows,
          GError       **error)
{
  CpxStep step;

  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      gint64 row = cpx_statement_get_int64 (statement, 0);

      g_array_append_val (rows, row);
    }

  return step == CPX_STEP_DONE;
}

static gboolean
add_rows_of (const CpxRecordTable  *table,
             CpxDb                 *db,
             const char            *patient_id,
             GArray                *rows,
             GError               **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT row FROM %1$s INDEXED BY %1$s_patient WHERE patient = ?1",
                                          table->name);
  g_autoptr(CpxStatement) statement = cpx_db_prepare (db, sql, error);
  CpxId id;

  if (statement == NULL || !cpx_id_parse (patient_id, &id))
    return FALSE;
  cpx_statement_bind_blob (statement, 1, id.bytes, sizeof id.bytes);

  return add_rows (db, statement, rows, error);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  gint64 row_a = *(const gint64 *) a;
  gint64 row_b = *(const gint64 *) b;

  return row_a < row_b ? -1 : row_a > row_b ? 1 : 0;
}

/* Neither statement looks at the table: the first index has its rows, the one of ids as well. */
static GArray *
list_rows (const CpxRecordTable  *table,
           CpxDb                 *db,
           GPtrArray             *patients,
           GError               **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *sql = g_strdup_printf ("SELECT row FROM %s ORDER BY id", table->name);
  g_autoptr(CpxStatement) statement = NULL;

  for (guint i = 0; patients != NULL && i < patients->len; i++)
    {
      if (!add_rows_of (table, db, g_ptr_array_index (patients, i), rows, error))
        return NULL;
    }
  if (patients == NULL)
    {
      statement = cpx_db_prepare (db, sql, error);
      if (statement == NULL || !add_rows (db, statement, rows, error))
        return NULL;
    }
  g_array_sort (rows, compare_rows);

  return g_steal_pointer (&rows);
}

/* Adds the record if it is in the scope; FALSE on an error, which may be about its page alone. */
static gboolean
add_record (const CpxRecordTable  *table,
            CpxDb                 *db,
            gint64                 row,
            CpxQueryScope          scope,
            GPtrArray             *records,
            GError               **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id, json, state FROM %s WHERE row = ?1", table->name);
  g_autoptr(CpxStatement) statement = cpx_db_prepare (db, sql, error);
  CpxRecord *record;
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, row);
  step = cpx_statement_step (statement, error);
  if (step != CPX_STEP_ROW)
    return step == CPX_STEP_DONE;
  if (!cpx_row_state_is_in_scope ((CpxRowState) cpx_statement_get_int64 (statement, 2), scope))
    return TRUE;
  record = cpx_record_table_read (table, statement, 0, 1, error);
  if (record != NULL)
    g_ptr_array_add (records, record);

  return record != NULL;
}

static GPtrArray *
rescue (CpxTxn          *txn,
        const CpxQuery  *query,
        GPtrArray       *patients,
        guint           *out_n_unreadable,
        GError         **error)
{
  const CpxRecordTable *table = cpx_txn_get_table (txn, query->kind);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GArray) rows = list_rows (table, txn->db, patients, error);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr(GError) local_error = NULL;

      if (add_record (table, txn->db, g_array_index (rows, gint64, i), query->scope, records, &local_error))
        continue;
      if (!cpx_store_error_is_damage (local_error))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      (*out_n_unreadable)++;
    }

  return g_steal_pointer (&records);
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
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GPtrArray) patients = NULL;
  GPtrArray *records = cpx_txn_list (txn, query, &local_error);

  *out_n_unreadable = 0;
  if (records != NULL)
    return records;
  if (!cpx_store_error_is_damage (local_error) || !is_plain (query))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (query->n_terms > 0)
    {
      patients = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (patients, g_strdup (query->terms[0].from));
      /* Without the files merged into it, if it must be, rather than not at all. */
      cpx_record_table_add_aliases (cpx_txn_get_table (txn, &cpx_patient_kind), txn->db, patients, NULL);
    }
  records = rescue (txn, query, patients, out_n_unreadable, NULL);
  if (records == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return records;
}

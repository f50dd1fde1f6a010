/* cpx-txn.c: reading inside a transaction.
 *
 * Writing is in cpx-txn-write.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-query-private.h"
#include "cpx-store.h"
#include "cpx-txn-private.h"

#include <cpx-patient.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_MERGES 16   /* files merged into files merged into…: longer is a circle */

/**
 * cpx_store_error_is_damage:
 * @error: (nullable): what a transaction failed with
 *
 * Returns: `TRUE` if a page is bad, or what is on it is not what a store writes: what lies elsewhere can be read
 */
gboolean
cpx_store_error_is_damage (const GError *error)
{
  return g_error_matches (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_DAMAGED) ||
         g_error_matches (error, CPX_STORE_ERROR, CPX_STORE_ERROR_DAMAGED);
}

/**
 * cpx_store_error_spares_others:
 * @error: (nullable): an error of the store
 *
 * Returns: `TRUE` if something else may well be read: a page that does not verify, or one that the disk does not give
 *   back
 */
gboolean
cpx_store_error_spares_others (const GError *error)
{
  return cpx_store_error_is_damage (error) || g_error_matches (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_IO);
}

/**
 * cpx_txn_is_writable:
 * @txn: a transaction
 *
 * Returns: `TRUE` on the writer's thread
 */
gboolean
cpx_txn_is_writable (CpxTxn *txn)
{
  return txn->is_writable;
}

const CpxRecordTable *
cpx_txn_find_table (CpxTxn     *txn,
                    const char *kind_name)
{
  for (guint i = 0; i < txn->shape->n_tables; i++)
    {
      if (strcmp (cpx_record_table_get_kind (txn->shape->tables[i])->name, kind_name) == 0)
        return txn->shape->tables[i];
    }

  return NULL;
}

const CpxRecordTable *
cpx_txn_get_table (CpxTxn        *txn,
                   const CpxKind *kind)
{
  for (guint i = 0; i < txn->shape->n_tables; i++)
    {
      if (cpx_record_table_get_kind (txn->shape->tables[i]) == kind)
        return txn->shape->tables[i];
    }
  g_error ("the kind “%s” is not in cpx_kinds_list()", kind->name);
}

const CpxRecordTable *
cpx_txn_nth_table (CpxTxn *txn,
                   gint64  number)
{
  for (guint i = 0; i < txn->shape->n_tables; i++)
    {
      if (cpx_record_table_get_number (txn->shape->tables[i]) == number)
        return txn->shape->tables[i];
    }

  return NULL;
}

/* Under whose id the log has a record of whatever kind: its patient's, or its own. FALSE if there is none, also after
 * an erasure. */
gboolean
cpx_txn_find_owner (CpxTxn      *txn,
                    const CpxId *record,
                    CpxId       *out_owner)
{
  char id[CPX_ID_TEXT_LENGTH + 1];

  cpx_id_format (record, id);
  for (guint i = 0; i < txn->shape->n_tables; i++)
    {
      g_autoptr(CpxRow) row = cpx_record_table_find (txn->shape->tables[i], txn->db, id, NULL, NULL);
      const char *patient_id = row != NULL ? cpx_record_get_patient_id (row->record) : NULL;

      if (row == NULL)
        continue;
      if (patient_id == NULL || !cpx_id_parse (patient_id, out_owner))
        *out_owner = *record;
      return TRUE;
    }

  return FALSE;
}

/* A statement that writes; looking cannot. */
CpxStatement *
cpx_txn_prepare_write (CpxTxn      *txn,
                       const char  *sql,
                       GError     **error)
{
  g_return_val_if_fail (txn->is_writable, NULL);

  return cpx_db_prepare (txn->db, sql, error);
}

/**
 * cpx_txn_get:
 * @txn: a transaction
 * @kind: a kind
 * @id: an id
 * @error: where to put what is wrong
 *
 * Gets a record. A file merged into another is given as it is: see cpx_txn_get_final().
 *
 * Returns: (transfer full) (nullable): the record; NULL with CPX_STORE_ERROR_NOT_FOUND if it is not there, or deleted
 */
CpxRecord *
cpx_txn_get (CpxTxn         *txn,
             const CpxKind  *kind,
             const char     *id,
             GError        **error)
{
  g_autoptr(CpxRow) row = cpx_record_table_find (cpx_txn_get_table (txn, kind), txn->db, id, NULL, error);

  if (row == NULL)
    return NULL;
  if (row->state == CPX_ROW_DELETED)
    {
      g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND, _("This %s was deleted"),
                   cpx_kind_get_label (kind));
      return NULL;
    }

  return g_steal_pointer (&row->record);
}

/**
 * cpx_txn_get_final:
 * @txn: a transaction
 * @kind: a kind
 * @id: an id
 * @error: where to put what is wrong
 *
 * Gets a record, or the one that it was merged into.
 *
 * Returns: (transfer full) (nullable): the record
 */
CpxRecord *
cpx_txn_get_final (CpxTxn         *txn,
                   const CpxKind  *kind,
                   const char     *id,
                   GError        **error)
{
  int merged_into = cpx_kind_find_field (kind, "merged_into");
  CpxRecord *record = cpx_txn_get (txn, kind, id, error);

  for (int i = 0; record != NULL && merged_into >= 0 && cpx_record_has (record, merged_into) && i < MAX_MERGES; i++)
    {
      g_autoptr(CpxRecord) merged = record;

      record = cpx_txn_get (txn, kind, cpx_record_get_text (merged, merged_into), error);
    }

  return record;
}

/* The patient named by a query and the files merged into them; NULL without an error if none is named. */
static gboolean
list_patients (CpxTxn          *txn,
               const CpxQuery  *query,
               GPtrArray      **out_patients,
               GError         **error)
{
  *out_patients = NULL;
  for (guint i = 0; i < query->n_terms; i++)
    {
      if (query->kind->patient_field < 0 || query->terms[i].field != query->kind->patient_field)
        continue;
      *out_patients = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (*out_patients, g_strdup (query->terms[i].from != NULL ? query->terms[i].from : ""));

      return cpx_record_table_add_aliases (cpx_txn_get_table (txn, &cpx_patient_kind), txn->db, *out_patients, error);
    }

  return TRUE;
}

/**
 * cpx_txn_list:
 * @txn: a transaction
 * @query: what is asked
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable) (element-type CpxRecord): the records
 */
GPtrArray *
cpx_txn_list (CpxTxn          *txn,
              const CpxQuery  *query,
              GError         **error)
{
  g_autoptr(GPtrArray) patients = NULL;

  if (!list_patients (txn, query, &patients, error))
    return NULL;

  return cpx_record_table_list (cpx_txn_get_table (txn, query->kind), txn->db, query, patients, error);
}

/**
 * cpx_txn_list_ids:
 * @txn: a transaction
 * @query: what is asked
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable) (element-type CpxId): the ids of the records
 */
GArray *
cpx_txn_list_ids (CpxTxn          *txn,
                  const CpxQuery  *query,
                  GError         **error)
{
  g_autoptr(GPtrArray) patients = NULL;

  if (!list_patients (txn, query, &patients, error))
    return NULL;

  return cpx_record_table_list_ids (cpx_txn_get_table (txn, query->kind), txn->db, query, patients, error);
}

/**
 * cpx_txn_count:
 * @txn: a transaction
 * @query: what is asked
 * @error: where to put what is wrong
 *
 * Returns: how many records there are, whatever the limit of @query; -1 on error
 */
gint64
cpx_txn_count (CpxTxn          *txn,
               const CpxQuery  *query,
               GError         **error)
{
  g_autoptr(GPtrArray) patients = NULL;

  if (!list_patients (txn, query, &patients, error))
    return -1;

  return cpx_record_table_count (cpx_txn_get_table (txn, query->kind), txn->db, query, patients, error);
}

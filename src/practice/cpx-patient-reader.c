/* cpx-patient-reader.c: the same reading for the list on the screen and for the command line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient-reader.h"

#include <cpx-patient.h>
#include <cpx-search.h>
#include <cpx-store.h>

/**
 * cpx_patient_search_new:
 * @query: what was typed; empty for everyone in the order of their names
 * @scope: live files, archived ones, or all
 * @limit: how many a query may find; 0: all
 *
 * Returns: (transfer full): the search
 */
CpxPatientSearch *
cpx_patient_search_new (const char    *query,
                        CpxQueryScope  scope,
                        guint          limit)
{
  CpxPatientSearch *self = g_new0 (CpxPatientSearch, 1);

  self->query = g_strdup (query);
  self->scope = scope;
  self->limit = limit;

  return self;
}

/**
 * cpx_patient_search_free:
 * @self: (transfer full): a search
 */
void
cpx_patient_search_free (CpxPatientSearch *self)
{
  g_free (self->query);
  g_free (self);
}

static GArray *
list_all (CpxTxn         *txn,
          CpxQueryScope   scope,
          GError        **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_patient_kind);

  cpx_query_set_scope (query, scope);
  cpx_query_set_order (query, CPX_QUERY_BY_NAME, FALSE);

  return cpx_txn_list_ids (txn, query, error);
}

/**
 * cpx_patient_reader_find:
 * @txn: a transaction
 * @search: a CpxPatientSearch
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable) (type GArray) (element-type CpxId): who is found, the best first
 */
gpointer
cpx_patient_reader_find (CpxTxn    *txn,
                         gpointer   search,
                         GError   **error)
{
  CpxPatientSearch *self = search;
  g_autoptr(GArray) hits = NULL;
  GArray *ids;

  if (self->query[0] == '\0')
    return list_all (txn, self->scope, error);
  hits = cpx_search_patients (txn, self->query, self->scope, self->limit, error);
  if (hits == NULL)
    return NULL;
  ids = g_array_sized_new (FALSE, FALSE, sizeof (CpxId), hits->len);
  for (guint i = 0; i < hits->len; i++)
    g_array_append_val (ids, g_array_index (hits, CpxSearchHit, i).id);

  return ids;
}

/**
 * cpx_patient_reader_is_about_one:
 * @error: why a record could not be read
 *
 * Tells whether others may well be read: what was removed meanwhile, or lies on a bad page, does not keep them from
 * being shown. Opening the latter says which page it is.
 *
 * Returns: `TRUE` if so
 */
gboolean
cpx_patient_reader_is_about_one (const GError *error)
{
  return g_error_matches (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND) ||
         g_error_matches (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_DAMAGED);
}

/**
 * cpx_patient_reader_load:
 * @txn: a transaction
 * @ids: (type GArray) (element-type CpxId): whom to read
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable) (type GPtrArray) (element-type CpxRecord): them, without who was removed
 * meanwhile
 */
gpointer
cpx_patient_reader_load (CpxTxn    *txn,
                         gpointer   ids,
                         GError   **error)
{
  GArray *wanted = ids;
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < wanted->len; i++)
    {
      g_autoptr(GError) local_error = NULL;
      char id[CPX_ID_TEXT_LENGTH + 1];
      CpxRecord *record;

      cpx_id_format (&g_array_index (wanted, CpxId, i), id);
      record = cpx_txn_get (txn, &cpx_patient_kind, id, &local_error);
      if (record != NULL)
        g_ptr_array_add (records, record);
      else if (!cpx_patient_reader_is_about_one (local_error))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }

  return g_steal_pointer (&records);
}

/**
 * cpx_patient_reader_warm:
 * @txn: a transaction
 * @unused: not used
 * @error: where the fault goes
 *
 * Has the store read into memory what it searches in, so that the first letter typed does not wait for it.
 *
 * Returns: (transfer full) (nullable) (type GArray): nothing of interest
 */
gpointer
cpx_patient_reader_warm (CpxTxn    *txn,
                         gpointer   unused,
                         GError   **error)
{
  return cpx_search_patients (txn, "a", CPX_QUERY_LIVE, 1, error);
}

/* cpx-patient-reader.c: the same reading for the list on the screen and for the command line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient-reader.h"

#include <cpx-patient.h>
#include <cpx-record-rescue.h>
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

/**
 * cpx_patient_hits_free:
 * @self: (transfer full): who was found
 */
void
cpx_patient_hits_free (CpxPatientHits *self)
{
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self);
}

/**
 * cpx_patient_page_free:
 * @self: (transfer full): patients
 */
void
cpx_patient_page_free (CpxPatientPage *self)
{
  if (self->records != NULL)
    g_ptr_array_unref (self->records);
  g_array_unref (self->unreadable);
  g_free (self);
}

/* Where a page is damaged all the others are there. */
static GArray *
list_all (CpxTxn         *txn,
          CpxQueryScope   scope,
          GError        **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_patient_kind);
  gboolean damaged;

  cpx_query_set_scope (query, scope);
  cpx_query_set_order (query, CPX_QUERY_BY_NAME, FALSE);

  return cpx_txn_list_ids_anyhow (txn, query, &damaged, error);
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

/* A file that is in the archive only is not to be made a second time. */
static gboolean
count_elsewhere (CpxTxn                  *txn,
                 const CpxPatientSearch  *search,
                 guint                   *out_n,
                 GError                 **error)
{
  CpxQueryScope other = search->scope == CPX_QUERY_LIVE ? CPX_QUERY_ARCHIVED : CPX_QUERY_LIVE;
  g_autoptr(GArray) hits = cpx_search_patients (txn, search->query, other, search->limit, error);

  *out_n = hits != NULL ? hits->len : 0;

  return hits != NULL;
}

/**
 * cpx_patient_reader_find_hits:
 * @txn: a transaction
 * @search: a CpxPatientSearch of the live files or of the archived ones
 * @error: where the fault goes
 *
 * Finds who is searched, and where nobody is, tells how many are found on the other side of the archive.
 *
 * Returns: (transfer full) (nullable) (type CpxPatientHits): who is found
 */
gpointer
cpx_patient_reader_find_hits (CpxTxn    *txn,
                              gpointer   search,
                              GError   **error)
{
  CpxPatientSearch *self = search;
  g_autoptr(CpxPatientHits) hits = g_new0 (CpxPatientHits, 1);

  hits->ids = cpx_patient_reader_find (txn, search, error);
  if (hits->ids == NULL)
    return NULL;
  if (hits->ids->len == 0 && self->query[0] != '\0' && !count_elsewhere (txn, self, &hits->n_elsewhere, error))
    return NULL;

  return g_steal_pointer (&hits);
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

static gboolean
load_one (CpxTxn          *txn,
          CpxPatientPage  *page,
          CpxRescue      **rescue,
          const CpxId     *id,
          GError         **error)
{
  GError *failure = NULL;
  char text[CPX_ID_TEXT_LENGTH + 1];
  CpxRecord *record;

  cpx_id_format (id, text);
  record = cpx_rescue_get (rescue, txn, &cpx_patient_kind, text, &failure);
  if (record != NULL)
    g_ptr_array_add (page->records, record);
  else if (cpx_rescue_may (txn, failure))
    g_array_append_vals (page->unreadable, id, 1);
  else if (!cpx_patient_reader_is_about_one (failure))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_clear_error (&failure);

  return TRUE;
}

/**
 * cpx_patient_reader_load_page:
 * @txn: a transaction
 * @ids: (type GArray) (element-type CpxId): whom to read
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable) (type CpxPatientPage): them, without who was removed meanwhile
 */
gpointer
cpx_patient_reader_load_page (CpxTxn    *txn,
                              gpointer   ids,
                              GError   **error)
{
  GArray *wanted = ids;
  CpxPatientPage *page = g_new0 (CpxPatientPage, 1);
  g_autoptr(CpxRescue) rescue = NULL;
  gboolean done = TRUE;

  page->records = g_ptr_array_new_with_free_func (g_object_unref);
  page->unreadable = g_array_new (FALSE, FALSE, sizeof (CpxId));
  for (guint i = 0; done && i < wanted->len; i++)
    done = load_one (txn, page, &rescue, &g_array_index (wanted, CpxId, i), error);
  if (!done)
    g_clear_pointer (&page, cpx_patient_page_free);

  return page;
}

/**
 * cpx_patient_reader_load:
 * @txn: a transaction
 * @ids: (type GArray) (element-type CpxId): whom to read
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable) (type GPtrArray) (element-type CpxRecord): them, without who was removed
 * meanwhile, and without whom lies on a damaged page
 */
gpointer
cpx_patient_reader_load (CpxTxn    *txn,
                         gpointer   ids,
                         GError   **error)
{
  g_autoptr(CpxPatientPage) page = cpx_patient_reader_load_page (txn, ids, error);

  return page != NULL ? g_steal_pointer (&page->records) : NULL;
}

/**
 * cpx_patient_reader_count_unreadable:
 * @txn: a transaction
 * @scope: (type CpxQueryScope): among whom
 * @error: where the fault goes
 *
 * Reads every file, to count those that lie on damaged pages.
 *
 * Returns: (transfer full) (nullable) (type guint): how many; to be freed with g_free()
 */
gpointer
cpx_patient_reader_count_unreadable (CpxTxn    *txn,
                                     gpointer   scope,
                                     GError   **error)
{
  g_autoptr(CpxRescue) rescue = cpx_rescue_new (txn, &cpx_patient_kind, error);
  g_autoptr(GPtrArray) traces = NULL;
  g_autofree guint *n = g_new0 (guint, 1);

  if (rescue == NULL)
    return NULL;
  traces = cpx_rescue_list (rescue, (CpxQueryScope) GPOINTER_TO_INT (scope), FALSE);
  for (guint i = 0; i < traces->len; i++)
    {
      g_autoptr(GError) failure = NULL;
      g_autoptr(CpxRecord) record = cpx_rescue_read (rescue, txn, g_ptr_array_index (traces, i), &failure);

      if (record == NULL && !g_error_matches (failure, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND))
        *n += 1;
    }

  return g_steal_pointer (&n);
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

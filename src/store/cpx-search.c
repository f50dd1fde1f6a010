/* cpx-search.c: finds patients as one types, and records by the words of their texts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-search.h"

#include "cpx-patient-index.h"
#include "cpx-record-table.h"
#include "cpx-store.h"
#include "cpx-text-index.h"
#include "cpx-txn-private.h"

#include <cpx-patient.h>

static gboolean
load (CpxTxn  *txn,
      GError **error)
{
  /* What this transaction wrote and may still undo must not stay. */
  txn->loaded_patients = txn->is_writable;

  return cpx_patient_index_load (txn->shape->patients, txn, error);
}

static gboolean
has_hit (GArray      *hits,
         const CpxId *id)
{
  for (guint i = 0; i < hits->len; i++)
    {
      if (cpx_id_equal (&g_array_index (hits, CpxSearchHit, i).id, id))
        return TRUE;
    }

  return FALSE;
}

/* The file that an alias became. FALSE: it cannot be read, or is not in @scope. */
static gboolean
follow_alias (CpxTxn        *txn,
              CpxQueryScope  scope,
              CpxSearchHit  *hit)
{
  g_autofree char *alias_id = cpx_id_dup_text (&hit->id);
  g_autoptr(CpxRecord) kept = cpx_txn_get_final (txn, &cpx_patient_kind, alias_id, NULL);

  hit->is_alias = FALSE;

  return kept != NULL && cpx_row_state_is_in_scope (cpx_row_compute_state (kept, FALSE), scope) &&
         cpx_id_parse (cpx_record_get_id (kept), &hit->id);
}

/* Who is searched by a name that a merge did not keep is the patient of the file that was kept: once. */
static GArray *
follow_aliases (CpxTxn        *txn,
                CpxQueryScope  scope,
                GArray        *hits)
{
  g_autoptr(GArray) found = hits;
  GArray *files = g_array_sized_new (FALSE, FALSE, sizeof (CpxSearchHit), found->len);
  gboolean any = FALSE;

  for (guint i = 0; i < found->len; i++)
    {
      CpxSearchHit hit = g_array_index (found, CpxSearchHit, i);

      any = any || hit.is_alias;
      if ((!hit.is_alias || follow_alias (txn, scope, &hit)) && !(any && has_hit (files, &hit.id)))
        g_array_append_val (files, hit);
    }

  return files;
}

/**
 * cpx_search_patients:
 * @txn: a transaction; one that writes does not find what it has written itself
 * @text: what was typed: words and beginnings of words, a date, a number; empty: everyone
 * @scope: among whom
 * @limit: how many at most; 0: all
 * @error: where to put what is wrong
 *
 * Finds patients. Those whose name begins with what was typed come first, then the others who answer; when they are
 * few, those who do with one slip follow, the nearest first. Who was merged is found by the names that were not kept,
 * as the file that was; among all files the merged ones stand for themselves. The first search after opening reads all
 * patients (0.2 s for 100,000).
 *
 * Returns: (transfer full) (nullable) (element-type CpxSearchHit): who was found
 */
GArray *
cpx_search_patients (CpxTxn         *txn,
                     const char     *text,
                     CpxQueryScope   scope,
                     guint           limit,
                     GError        **error)
{
  GArray *hits = NULL;

  while (hits == NULL && load (txn, error))
    hits = cpx_patient_index_search (txn->shape->patients, text, scope, limit);

  return hits != NULL && scope != CPX_QUERY_ALL ? follow_aliases (txn, scope, hits) : hits;
}

static gboolean
shares_key (CpxRecord  *record,
            char      **keys)
{
  g_auto(GStrv) others = cpx_record_list_keys (record);

  for (guint i = 0; others[i] != NULL; i++)
    {
      if (g_strv_contains ((const char *const *) keys, others[i]))
        return TRUE;
    }

  return FALSE;
}

/* The record of a candidate; NULL without an error if it is gone, or shared only the hash of a key. */
static CpxRecord *
get_candidate (CpxTxn       *txn,
               const CpxId  *id,
               char        **keys,
               GError      **error)
{
  g_autofree char *text = cpx_id_dup_text (id);
  g_autoptr(GError) failure = NULL;
  g_autoptr(CpxRecord) record = cpx_txn_get (txn, &cpx_patient_kind, text, &failure);

  if (record != NULL)
    return shares_key (record, keys) ? g_steal_pointer (&record) : NULL;
  if (!g_error_matches (failure, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&failure));

  return NULL;
}

/**
 * cpx_search_duplicates:
 * @txn: a transaction; one that writes does not find what it has written itself
 * @patient: a patient, stored or not
 * @limit: how many at most
 * @error: where to put what is wrong
 *
 * Finds the other files that are worth comparing with @patient: those that share a key (cpx_record_list_keys()).
 *
 * Returns: (transfer full) (nullable) (element-type CpxRecord): them, not scored
 */
GPtrArray *
cpx_search_duplicates (CpxTxn     *txn,
                       CpxRecord  *patient,
                       guint       limit,
                       GError    **error)
{
  g_auto(GStrv) keys = cpx_record_list_keys (patient);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GArray) ids = NULL;

  while (ids == NULL)
    {
      if (!load (txn, error))
        return NULL;
      ids = cpx_patient_index_find_keys (txn->shape->patients, keys, limit + 1);
    }
  for (guint i = 0; i < ids->len && found->len < limit; i++)
    {
      GError *failure = NULL;
      CpxRecord *record = get_candidate (txn, &g_array_index (ids, CpxId, i), keys, &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return NULL;
        }
      if (record != NULL && g_strcmp0 (cpx_record_get_id (record), cpx_record_get_id (patient)) != 0)
        g_ptr_array_add (found, record);
      else
        g_clear_object (&record);
    }

  return g_steal_pointer (&found);
}

/**
 * cpx_search_duplicate_pairs:
 * @txn: a transaction that reads
 * @limit: how many pairs at most
 * @error: where to put what is wrong
 *
 * Lists all patients, two by two, that are worth comparing.
 *
 * Returns: (transfer full) (nullable) (element-type CpxId): first and second of each pair, in turn
 */
GArray *
cpx_search_duplicate_pairs (CpxTxn  *txn,
                            guint    limit,
                            GError **error)
{
  GArray *pairs = NULL;

  cpx_patient_index_reset (txn->shape->patients);
  while (pairs == NULL && load (txn, error))
    pairs = cpx_patient_index_pairs (txn->shape->patients, limit);

  return pairs;
}

/**
 * cpx_search_texts:
 * @txn: a transaction
 * @text: words; the last may be the beginning of one
 * @patient_id: (nullable): whose records alone
 * @limit: how many at most
 * @error: where to put what is wrong
 *
 * Finds records by the words of their long texts.
 *
 * Returns: (transfer full) (nullable) (element-type CpxTextHit): the records that have all these words
 */
GPtrArray *
cpx_search_texts (CpxTxn      *txn,
                  const char  *text,
                  const char  *patient_id,
                  guint        limit,
                  GError     **error)
{
  return cpx_text_index_search (txn, text, patient_id, limit, error);
}

/* cpx-find-duplicates.c: candidates come from the store's keys, the score and the reasons from the model.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-find-duplicates.h"

#include "cpx-practice-private.h"

#include <cpx-patient.h>
#include <cpx-search.h>

#define MAX_CANDIDATES 200
#define PAGE           500

static void
duplicate_free (CpxDuplicate *self)
{
  g_object_unref (self->patient);
  g_free (self);
}

static void
pair_free (CpxDuplicatePair *self)
{
  g_object_unref (self->a);
  g_object_unref (self->b);
  g_free (self);
}

static int
compare_duplicates (gconstpointer a,
                    gconstpointer b)
{
  return (*(const CpxDuplicate **) b)->score.score - (*(const CpxDuplicate **) a)->score.score;
}

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  return (*(const CpxDuplicatePair **) b)->score.score - (*(const CpxDuplicatePair **) a)->score.score;
}

/* A CpxTxnFunc. */
static gpointer
find (CpxTxn    *txn,
      gpointer   patient,
      GError   **error)
{
  g_autoptr(GPtrArray) candidates = cpx_search_duplicates (txn, patient, MAX_CANDIDATES, error);
  g_autoptr(GPtrArray) duplicates = NULL;

  if (candidates == NULL)
    return NULL;
  duplicates = g_ptr_array_new_with_free_func ((GDestroyNotify) duplicate_free);
  for (guint i = 0; i < candidates->len; i++)
    {
      CpxRecord *other = g_ptr_array_index (candidates, i);
      CpxDuplicateScore score = cpx_duplicates_score (patient, other);
      CpxDuplicate *duplicate;

      if (score.score < CPX_DUPLICATE_HOMONYM || g_str_equal (cpx_record_get_id (other), cpx_record_get_id (patient)))
        continue;
      duplicate = g_new0 (CpxDuplicate, 1);
      duplicate->patient = g_object_ref (other);
      duplicate->score = score;
      g_ptr_array_add (duplicates, duplicate);
    }
  g_ptr_array_sort (duplicates, compare_duplicates);

  return g_steal_pointer (&duplicates);
}

/* Each pair once: the one whose id is greater finds the other. */
static gboolean
add_pairs (CpxTxn     *txn,
           CpxRecord  *patient,
           GPtrArray  *pairs,
           GError    **error)
{
  g_autoptr(GPtrArray) duplicates = find (txn, patient, error);

  if (duplicates == NULL)
    return FALSE;
  for (guint i = 0; i < duplicates->len; i++)
    {
      CpxDuplicate *duplicate = g_ptr_array_index (duplicates, i);
      CpxDuplicatePair *pair;

      if (duplicate->score.score < CPX_DUPLICATE_LIKELY ||
          strcmp (cpx_record_get_id (patient), cpx_record_get_id (duplicate->patient)) < 0)
        continue;
      pair = g_new0 (CpxDuplicatePair, 1);
      pair->a = g_object_ref (duplicate->patient);
      pair->b = g_object_ref (patient);
      pair->score = duplicate->score;
      g_ptr_array_add (pairs, pair);
    }

  return TRUE;
}

/* A CpxTxnFunc. */
static gpointer
list_pairs (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_patient_kind);
  g_autoptr(GPtrArray) pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) pair_free);

  cpx_query_set_limit (query, PAGE);
  for (;;)
    {
      g_autoptr(GPtrArray) page = cpx_txn_list (txn, query, error);

      if (page == NULL)
        return NULL;
      for (guint i = 0; i < page->len; i++)
        {
          if (!add_pairs (txn, g_ptr_array_index (page, i), pairs, error))
            return NULL;
        }
      if (page->len < PAGE)
        break;
      cpx_query_set_after (query, g_ptr_array_index (page, page->len - 1));
    }
  g_ptr_array_sort (pairs, compare_pairs);

  return g_steal_pointer (&pairs);
}

/**
 * cpx_practice_find_duplicates:
 * @practice: a practice
 * @patient: a patient, who need not have been kept yet
 * @error: where the fault goes
 *
 * Finds the files that may be of the same person, the likeliest first: above %CPX_DUPLICATE_LIKELY one should ask,
 * above %CPX_DUPLICATE_HOMONYM one may.
 *
 * Returns: (transfer full) (nullable) (element-type CpxDuplicate): them
 */
GPtrArray *
cpx_practice_find_duplicates (CpxPractice  *practice,
                              CpxRecord    *patient,
                              GError      **error)
{
  return cpx_practice_look (practice, "patient:read", find, patient, (GDestroyNotify) g_ptr_array_unref, error);
}

/**
 * cpx_practice_find_duplicates_async:
 * @practice: a practice
 * @patient: a patient, who need not have been kept yet
 * @cancellable: (nullable): cancelled when more has been typed
 * @callback: called when done
 * @user_data: for @callback
 *
 * Does cpx_practice_find_duplicates() on the reader thread.
 */
void
cpx_practice_find_duplicates_async (CpxPractice         *practice,
                                    CpxRecord           *patient,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));
  g_return_if_fail (CPX_IS_RECORD (patient));

  cpx_practice_look_async (practice, "patient:read", find, g_object_ref (patient), g_object_unref,
                           (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * cpx_practice_find_duplicates_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable) (element-type CpxDuplicate): the files that may be of the same person
 */
GPtrArray *
cpx_practice_find_duplicates_finish (CpxPractice   *practice,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/**
 * cpx_practice_list_duplicate_pairs:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Compares every live file with those that share a key with it. Takes seconds on a large practice.
 *
 * Returns: (transfer full) (nullable) (element-type CpxDuplicatePair): likely duplicates, the likeliest first
 */
GPtrArray *
cpx_practice_list_duplicate_pairs (CpxPractice  *practice,
                                   GError      **error)
{
  return cpx_practice_look (practice, "patient:read", list_pairs, NULL, (GDestroyNotify) g_ptr_array_unref, error);
}

/**
 * cpx_practice_list_duplicate_pairs_async:
 * @practice: a practice
 * @cancellable: (nullable): cancelled when nobody looks any more
 * @callback: called when done
 * @user_data: for @callback
 *
 * Does cpx_practice_list_duplicate_pairs() on the reader thread.
 */
void
cpx_practice_list_duplicate_pairs_async (CpxPractice         *practice,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_look_async (practice, "patient:read", list_pairs, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                           cancellable, callback, user_data);
}

/**
 * cpx_practice_list_duplicate_pairs_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable) (element-type CpxDuplicatePair): likely duplicates
 */
GPtrArray *
cpx_practice_list_duplicate_pairs_finish (CpxPractice   *practice,
                                          GAsyncResult  *result,
                                          GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/* cpx-find-duplicates.c: candidates come from the store's keys, the score and the reasons from the model.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-find-duplicates.h"

#include "cpx-patient-reader.h"
#include "cpx-practice-private.h"

#include <cpx-patient.h>
#include <cpx-search.h>

#include <string.h>

#define MAX_CANDIDATES 200
#define MAX_COUNTED    8        /* of each when many are counted: the keys begin with number and day of birth */
#define MAX_PAIRS      100000   /* compared: a practice has fewer, unless one key is everybody's */

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
  const CpxDuplicatePair *pair_a = *(const CpxDuplicatePair **) a;
  const CpxDuplicatePair *pair_b = *(const CpxDuplicatePair **) b;

  if (pair_a->score.score != pair_b->score.score)
    return pair_b->score.score - pair_a->score.score;

  return strcmp (cpx_record_get_id (pair_a->a), cpx_record_get_id (pair_b->a));
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

static gboolean
has_likely (CpxTxn     *txn,
            CpxRecord  *patient,
            gboolean   *out_has,
            GError    **error)
{
  g_autoptr(GPtrArray) candidates = cpx_search_duplicates (txn, patient, MAX_COUNTED, error);

  *out_has = FALSE;
  for (guint i = 0; candidates != NULL && !*out_has && i < candidates->len; i++)
    *out_has = cpx_duplicates_score (patient, g_ptr_array_index (candidates, i)).score >= CPX_DUPLICATE_LIKELY;

  return candidates != NULL;
}

/* A CpxTxnFunc. */
static gpointer
count (CpxTxn    *txn,
       gpointer   data,
       GError   **error)
{
  GPtrArray *ids = data;
  g_autofree gint64 *n = g_new0 (gint64, 1);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(CpxRecord) patient = cpx_txn_get (txn, &cpx_patient_kind, g_ptr_array_index (ids, i), error);
      gboolean has = FALSE;

      if (patient == NULL || !has_likely (txn, patient, &has, error))
        return NULL;
      *n += has ? 1 : 0;
    }

  return g_steal_pointer (&n);
}

/* The record of one of a pair; NULL without an error if it went since, or lies on a bad page. */
static CpxRecord *
get_patient (CpxTxn       *txn,
             const CpxId  *id,
             GError      **error)
{
  g_autofree char *text = cpx_id_dup_text (id);
  g_autoptr(GError) local_error = NULL;
  CpxRecord *patient = cpx_txn_get (txn, &cpx_patient_kind, text, &local_error);

  if (patient == NULL && !cpx_patient_reader_is_about_one (local_error))
    g_propagate_error (error, g_steal_pointer (&local_error));

  return patient;
}

static gboolean
add_pair (CpxTxn       *txn,
          const CpxId   ids[2],
          GPtrArray    *pairs,
          GError      **error)
{
  GError *local_error = NULL;
  g_autoptr(CpxRecord) a = get_patient (txn, &ids[0], &local_error);
  g_autoptr(CpxRecord) b = a != NULL ? get_patient (txn, &ids[1], &local_error) : NULL;
  CpxDuplicateScore score = { 0 };
  CpxDuplicatePair *pair;

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (b != NULL)
    score = cpx_duplicates_score (a, b);
  if (score.score < CPX_DUPLICATE_LIKELY ||
      (cpx_record_get_boolean (a, CPX_PATIENT_ARCHIVED) && cpx_record_get_boolean (b, CPX_PATIENT_ARCHIVED)))
    return TRUE;

  pair = g_new0 (CpxDuplicatePair, 1);
  pair->score = score;
  if (strcmp (cpx_record_get_id (a), cpx_record_get_id (b)) > 0)
    g_set_object (&pair->a, b), g_set_object (&pair->b, a);
  else
    g_set_object (&pair->a, a), g_set_object (&pair->b, b);
  g_ptr_array_add (pairs, pair);

  return TRUE;
}

/* A CpxTxnFunc. */
static gpointer
list_pairs (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  g_autoptr(GArray) candidates = cpx_search_duplicate_pairs (txn, MAX_PAIRS, error);
  g_autoptr(GPtrArray) pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) pair_free);

  if (candidates == NULL)
    return NULL;
  for (guint i = 0; i + 1 < candidates->len; i += 2)
    {
      if (!add_pair (txn, &g_array_index (candidates, CpxId, i), pairs, error))
        return NULL;
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
 * cpx_practice_count_duplicates:
 * @practice: a practice
 * @ids: (element-type utf8): patients who were kept
 * @error: where the fault goes
 *
 * Returns: how many of them look like someone else; -1 on a fault
 */
gint64
cpx_practice_count_duplicates (CpxPractice  *practice,
                               GPtrArray    *ids,
                               GError      **error)
{
  g_autofree gint64 *n = cpx_practice_look (practice, "patient:read", count, ids, g_free, error);

  return n != NULL ? *n : -1;
}

/**
 * cpx_practice_list_duplicate_pairs:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Compares the files that share a key, unless both are archived.
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

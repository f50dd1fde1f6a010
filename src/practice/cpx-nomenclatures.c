/* cpx-nomenclatures.c: the records say which versions there are, their contents are read once and then shared.
 *
 * What is kept between calls is the public nomenclature, nothing of the practice: it may outlive a lock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-nomenclatures-private.h"

#include "cpx-practice-private.h"
#include "cpx-used-acts-private.h"

#include <cpx-blob-table.h>
#include <cpx-hash.h>
#include <cpx-nomenclature-record.h>
#include <cpx-starter.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_KEPT 4

/* Those read last, each with its hash, which g_intern_string() keeps. */
typedef struct
{
  const char      *hash;
  CpxNomenclature *nomenclature;  /* (owned) */
} Kept;

static GMutex lock;
static Kept kept[MAX_KEPT];
static guint next;

static CpxNomenclature *
find_kept (const char *hash)
{
  CpxNomenclature *found = NULL;

  g_mutex_lock (&lock);
  for (guint i = 0; i < MAX_KEPT && found == NULL; i++)
    {
      if (kept[i].hash != NULL && strcmp (kept[i].hash, hash) == 0)
        found = cpx_nomenclature_ref (kept[i].nomenclature);
    }
  g_mutex_unlock (&lock);

  return found;
}

static void
keep (const char      *hash,
      CpxNomenclature *nomenclature)
{
  g_mutex_lock (&lock);
  g_clear_pointer (&kept[next].nomenclature, cpx_nomenclature_unref);
  kept[next] = (Kept) { g_intern_string (hash), cpx_nomenclature_ref (nomenclature) };
  next = (next + 1) % MAX_KEPT;
  g_mutex_unlock (&lock);
}

/**
 * cpx_nomenclatures_get_hash:
 * @nomenclature: a nomenclature
 *
 * Returns: (transfer none): the SHA-256 of its bytes in hexadecimal, which an act keeps beside its price
 */
const char *
cpx_nomenclatures_get_hash (CpxNomenclature *nomenclature)
{
  gsize size;
  const void *data = g_bytes_get_data (cpx_nomenclature_get_bytes (nomenclature), &size);
  guint8 digest[CPX_SHA256_SIZE];
  char text[2 * CPX_SHA256_SIZE + 1];
  const char *hash = NULL;

  g_mutex_lock (&lock);
  for (guint i = 0; i < MAX_KEPT && hash == NULL; i++)
    hash = kept[i].nomenclature == nomenclature ? kept[i].hash : NULL;
  g_mutex_unlock (&lock);
  if (hash != NULL)
    return hash;
  cpx_sha256 (data, size, digest);
  for (gsize i = 0; i < sizeof digest; i++)
    g_snprintf (text + 2 * i, 3, "%02x", digest[i]);
  keep (text, nomenclature);

  return g_intern_string (text);
}

static CpxNomenclature *
load (CpxTxn     *txn,
      CpxRecord  *record,
      GError    **error)
{
  const char *text = cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_HASH);
  g_autoptr(CpxNomenclature) nomenclature = text != NULL ? find_kept (text) : NULL;
  g_autoptr(GBytes) bytes = NULL;
  guint8 hash[CPX_BLOB_HASH_SIZE];

  if (nomenclature != NULL)
    return g_steal_pointer (&nomenclature);
  if (!cpx_blob_hash_parse (text, hash))
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED,
                   _("This nomenclature is damaged: import the files of its version again."));
      return NULL;
    }
  bytes = cpx_blob_table_get (txn, hash, error);
  nomenclature = bytes != NULL ? cpx_nomenclature_new_from_bytes (bytes, error) : NULL;
  if (nomenclature != NULL)
    keep (text, nomenclature);

  return g_steal_pointer (&nomenclature);
}

/**
 * cpx_nomenclatures_has_content:
 * @txn: a transaction
 * @record: a version
 *
 * Returns: `TRUE` if its content is here; a record that came from another post or from an export may be alone
 */
gboolean
cpx_nomenclatures_has_content (CpxTxn    *txn,
                               CpxRecord *record)
{
  guint8 hash[CPX_BLOB_HASH_SIZE];

  return cpx_blob_hash_parse (cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_HASH), hash) &&
         cpx_blob_table_has (txn, hash);
}

static CpxDay
get_effect (CpxRecord *record)
{
  const char *text = cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_EFFECT);
  CpxDay day = CPX_DAY_NONE;

  return text != NULL && cpx_day_parse_iso (text, &day) ? day : CPX_DAY_NONE;
}

/* By the day from which they are in force, the last one first; of two of the same day, the one imported last. */
static int
compare_effects (gconstpointer a,
                 gconstpointer b)
{
  CpxRecord *left = *(CpxRecord * const *) a;
  CpxRecord *right = *(CpxRecord * const *) b;
  CpxDay left_day = get_effect (left);
  CpxDay right_day = get_effect (right);

  if (left_day != right_day)
    return left_day > right_day ? -1 : 1;

  return strcmp (cpx_record_get_id (right), cpx_record_get_id (left));
}

/**
 * cpx_nomenclatures_list:
 * @txn: a transaction
 * @error: where the fault goes
 *
 * Returns: (transfer full) (element-type CpxRecord) (nullable): the versions imported, the newest first
 */
GPtrArray *
cpx_nomenclatures_list (CpxTxn  *txn,
                        GError **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_nomenclature_record_kind);
  GPtrArray *records = cpx_txn_list (txn, query, error);

  if (records != NULL)
    g_ptr_array_sort (records, compare_effects);

  return records;
}

/* Those whose content is here. */
static GPtrArray *
list_usable (CpxTxn  *txn,
             GError **error)
{
  GPtrArray *records = cpx_nomenclatures_list (txn, error);

  for (guint i = records != NULL ? records->len : 0; i > 0; i--)
    {
      if (!cpx_nomenclatures_has_content (txn, g_ptr_array_index (records, i - 1)))
        g_ptr_array_remove_index (records, i - 1);
    }

  return records;
}

/**
 * cpx_nomenclatures_find:
 * @txn: a transaction
 * @day: the day of an act
 * @error: where the fault goes
 *
 * Opens the version that was in force on @day: the last one that had taken effect, or else the first one, for each
 * version holds the history of the prices before it. Without any, the starter of the program.
 *
 * Returns: (transfer full) (nullable): the nomenclature
 */
CpxNomenclature *
cpx_nomenclatures_find (CpxTxn  *txn,
                        CpxDay   day,
                        GError **error)
{
  g_autoptr(GPtrArray) records = list_usable (txn, error);

  if (records == NULL)
    return NULL;
  if (records->len == 0)
    return cpx_starter_load (error);
  for (guint i = 0; i < records->len; i++)
    {
      CpxRecord *record = g_ptr_array_index (records, i);

      if (get_effect (record) <= day || i == records->len - 1)
        return load (txn, record, error);
    }

  g_assert_not_reached ();
}

/* A CpxTxnFunc. */
static gpointer
find (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  return cpx_nomenclatures_find (txn, *(const CpxDay *) data, error);
}

/* A CpxTxnFunc. */
static gpointer
list (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  return cpx_nomenclatures_list (txn, error);
}

/**
 * cpx_practice_open_nomenclature:
 * @practice: a practice
 * @day: the day of an act, today to look something up
 * @error: where the fault goes
 *
 * Opens the version in force on @day, see cpx_nomenclatures_find(), and waits.
 *
 * Returns: (transfer full) (nullable): the nomenclature
 */
CpxNomenclature *
cpx_practice_open_nomenclature (CpxPractice  *practice,
                                CpxDay        day,
                                GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, NULL, find, &day, (GDestroyNotify) cpx_nomenclature_unref, error);
}

/**
 * cpx_practice_open_nomenclature_async:
 * @practice: a practice
 * @day: the day of an act
 * @cancellable: (nullable): cancelled when nobody looks any more
 * @callback: called when it is open
 * @user_data: for @callback
 *
 * Opens the version in force on @day on the reader thread.
 */
void
cpx_practice_open_nomenclature_async (CpxPractice         *practice,
                                      CpxDay               day,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_look_async (practice, NULL, find, g_memdup2 (&day, sizeof day), g_free,
                           (GDestroyNotify) cpx_nomenclature_unref, cancellable, callback, user_data);
}

/**
 * cpx_practice_open_nomenclature_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the nomenclature
 */
CpxNomenclature *
cpx_practice_open_nomenclature_finish (CpxPractice   *practice,
                                       GAsyncResult  *result,
                                       GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/**
 * cpx_practice_list_nomenclatures:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Returns: (transfer full) (element-type CpxRecord) (nullable): the versions imported, the newest first
 */
GPtrArray *
cpx_practice_list_nomenclatures (CpxPractice  *practice,
                                 GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, NULL, list, NULL, (GDestroyNotify) g_ptr_array_unref, error);
}

/**
 * cpx_nomenclatures_load:
 * @txn: a transaction
 * @record: one of the versions
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): its content
 */
CpxNomenclature *
cpx_nomenclatures_load (CpxTxn     *txn,
                        CpxRecord  *record,
                        GError    **error)
{
  return load (txn, record, error);
}

/* A CpxTxnFunc. */
static gpointer
load_record (CpxTxn    *txn,
             gpointer   data,
             GError   **error)
{
  return load (txn, data, error);
}

/**
 * cpx_practice_load_nomenclature:
 * @practice: a practice
 * @record: one of its versions
 * @error: where the fault goes
 *
 * Opens a version, whether or not it is in force, and waits.
 *
 * Returns: (transfer full) (nullable): the nomenclature
 */
CpxNomenclature *
cpx_practice_load_nomenclature (CpxPractice  *practice,
                                CpxRecord    *record,
                                GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, NULL, load_record, record, (GDestroyNotify) cpx_nomenclature_unref, error);
}

/* A CpxTxnFunc. */
static gpointer
list_frequent (CpxTxn    *txn,
               gpointer   data,
               GError   **error)
{
  g_autoptr(CpxUsedActs) used = cpx_used_acts_count_here (txn, NULL, *(const guint *) data, error);
  g_autoptr(GStrvBuilder) codes = g_strv_builder_new ();

  if (used == NULL)
    return NULL;
  for (guint i = 0; i < used->acts->len; i++)
    g_strv_builder_add (codes, g_array_index (used->acts, CpxUsedAct, i).code);

  return g_strv_builder_end (codes);
}

/**
 * cpx_practice_list_frequent_codes:
 * @practice: a practice
 * @limit: how many at most
 * @error: where the fault goes
 *
 * Counts the acts recorded here. Codes alone are given, nothing of whom they were done to.
 *
 * Returns: (transfer full) (nullable): the codes of the acts recorded most, the first one most often
 */
char **
cpx_practice_list_frequent_codes (CpxPractice  *practice,
                                  guint         limit,
                                  GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, NULL, list_frequent, &limit, (GDestroyNotify) g_strfreev, error);
}

/* cpx-suggesters.c: made once for a nomenclature and its volumes, then shared.
 *
 * What is kept between calls is public knowledge, nothing of the practice: it may outlive a lock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-suggesters-private.h"

#include "cpx-journal.h"
#include "cpx-nomenclatures-private.h"
#include "cpx-practice-private.h"

#include <cpx-act-volumes-record.h>
#include <cpx-blob-table.h>
#include <cpx-record-builder.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define PERMISSION "nomenclature:import"

/* The one made last, and of what. */
static GMutex lock;
static CpxSuggester *kept;
static char *kept_for;

static CpxSuggester *
find_kept (const char *made_for)
{
  CpxSuggester *found = NULL;

  g_mutex_lock (&lock);
  if (kept != NULL && g_str_equal (kept_for, made_for))
    found = cpx_suggester_ref (kept);
  g_mutex_unlock (&lock);

  return found;
}

static void
keep (CpxSuggester *suggester,
      const char   *made_for)
{
  g_mutex_lock (&lock);
  g_clear_pointer (&kept, cpx_suggester_unref);
  g_free (kept_for);
  kept = cpx_suggester_ref (suggester);
  kept_for = g_strdup (made_for);
  g_mutex_unlock (&lock);
}

/* Ids grow with time: the record imported last. */
static gboolean
find_volumes (CpxTxn     *txn,
              CpxRecord **out_record,
              GError    **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_act_volumes_record_kind);
  g_autoptr(GPtrArray) records = cpx_txn_list (txn, query, error);
  CpxRecord *last = NULL;

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      CpxRecord *record = g_ptr_array_index (records, i);

      if (last == NULL || strcmp (cpx_record_get_id (record), cpx_record_get_id (last)) > 0)
        last = record;
    }
  *out_record = last != NULL ? g_object_ref (last) : NULL;

  return records != NULL;
}

static gboolean
parse_hash (const char *text,
            guint8      out_hash[CPX_BLOB_HASH_SIZE])
{
  if (text == NULL || strlen (text) != 2 * CPX_BLOB_HASH_SIZE)
    return FALSE;
  for (guint i = 0; i < CPX_BLOB_HASH_SIZE; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]);
      int low = g_ascii_xdigit_value (text[2 * i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      out_hash[i] = (guint8) (high << 4 | low);
    }

  return TRUE;
}

static CpxActVolumes *
load_volumes (CpxTxn     *txn,
              CpxRecord  *record,
              GError    **error)
{
  g_autoptr(GBytes) table = NULL;
  guint8 hash[CPX_BLOB_HASH_SIZE];

  if (!parse_hash (cpx_record_get_text (record, CPX_ACT_VOLUMES_RECORD_HASH), hash))
    {
      g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED,
                           _("The volumes of acts are damaged: import their file again."));
      return NULL;
    }
  table = cpx_blob_table_get (txn, hash, error);

  return table != NULL ? cpx_act_volumes_new (table, error) : NULL;
}

/**
 * cpx_suggesters_load_volumes:
 * @txn: a transaction
 * @out_volumes: (out) (nullable): how often acts are done; `NULL` if nobody imported it
 * @error: where the fault goes
 *
 * Returns: `FALSE` if the volumes cannot be read
 */
gboolean
cpx_suggesters_load_volumes (CpxTxn         *txn,
                             CpxActVolumes **out_volumes,
                             GError        **error)
{
  g_autoptr(CpxRecord) record = NULL;

  *out_volumes = NULL;
  if (!find_volumes (txn, &record, error))
    return FALSE;
  if (record != NULL)
    *out_volumes = load_volumes (txn, record, error);

  return record == NULL || *out_volumes != NULL;
}

/**
 * cpx_suggesters_find:
 * @txn: a transaction
 * @nomenclature: the version whose acts are looked for
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the engine, which may be the one that was made before
 */
CpxSuggester *
cpx_suggesters_find (CpxTxn           *txn,
                     CpxNomenclature  *nomenclature,
                     GError          **error)
{
  g_autoptr(CpxRecord) record = NULL;
  g_autoptr(CpxActVolumes) volumes = NULL;
  g_autofree char *made_for = NULL;
  CpxSuggester *suggester;

  if (!find_volumes (txn, &record, error))
    return NULL;
  made_for = g_strdup_printf ("%s %s", cpx_nomenclatures_get_hash (nomenclature),
                              record != NULL ? cpx_record_get_text (record, CPX_ACT_VOLUMES_RECORD_HASH) : "");
  suggester = find_kept (made_for);
  if (suggester != NULL)
    return suggester;
  volumes = record != NULL ? load_volumes (txn, record, error) : NULL;
  if (record != NULL && volumes == NULL)
    return NULL;
  suggester = cpx_suggester_new (nomenclature, volumes, NULL);
  keep (suggester, made_for);

  return suggester;
}

/* A CpxTxnFunc. */
static gpointer
find (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  g_autoptr(CpxNomenclature) nomenclature = cpx_nomenclatures_find (txn, *(const CpxDay *) data, error);

  return nomenclature != NULL ? cpx_suggesters_find (txn, nomenclature, error) : NULL;
}

/**
 * cpx_practice_open_suggester:
 * @practice: a practice
 * @day: day of the operation
 * @error: where the fault goes
 *
 * Makes the suggestion engine for the nomenclature in force on @day, and waits.
 *
 * Returns: (transfer full) (nullable): the engine
 */
CpxSuggester *
cpx_practice_open_suggester (CpxPractice  *practice,
                             CpxDay        day,
                             GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, NULL, find, &day, (GDestroyNotify) cpx_suggester_unref, error);
}

/**
 * cpx_practice_open_suggester_async:
 * @practice: a practice
 * @day: day of the operation
 * @cancellable: (nullable): cancelled when nobody looks any more
 * @callback: called when it is ready
 * @user_data: for @callback
 *
 * Makes the suggestion engine on the reader thread.
 */
void
cpx_practice_open_suggester_async (CpxPractice         *practice,
                                   CpxDay               day,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_look_async (practice, NULL, find, g_memdup2 (&day, sizeof day), g_free,
                           (GDestroyNotify) cpx_suggester_unref, cancellable, callback, user_data);
}

/**
 * cpx_practice_open_suggester_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the engine
 */
CpxSuggester *
cpx_practice_open_suggester_finish (CpxPractice   *practice,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/* A volumes file that was read. */
typedef struct
{
  GBytes     *table;
  const char *source;
  guint       n_codes;
} Volumes;

/* A CpxDeedFunc. */
static gpointer
keep_volumes (CpxJournal  *journal,
              gpointer     data,
              GError     **error)
{
  const Volumes *volumes = data;
  g_autofree char *hash = NULL;
  g_autofree char *today = cpx_day_format_iso (cpx_day_today ());
  CpxRecordBuilder *builder;
  g_autoptr(CpxRecord) record = NULL;

  if (!cpx_journal_check (journal, PERMISSION, error))
    return NULL;
  hash = cpx_journal_keep_blob (journal, volumes->table, error);
  if (hash == NULL)
    return NULL;
  builder = cpx_record_builder_new (&cpx_act_volumes_record_kind, NULL);
  cpx_record_builder_set_text (builder, CPX_ACT_VOLUMES_RECORD_SOURCE, volumes->source);
  cpx_record_builder_set_text (builder, CPX_ACT_VOLUMES_RECORD_IMPORTED, today);
  cpx_record_builder_set_text (builder, CPX_ACT_VOLUMES_RECORD_HASH, hash);
  cpx_record_builder_set_integer (builder, CPX_ACT_VOLUMES_RECORD_N_CODES, volumes->n_codes);
  record = cpx_record_builder_end (builder);

  return cpx_journal_save (journal, NULL, record, PERMISSION, "volumes.imported", NULL, error);
}

/**
 * cpx_practice_import_volumes:
 * @practice: a practice
 * @table: a table with the columns "code" and "nb_acts"
 * @source: where it is from, at most 200 bytes
 * @error: where the fault goes; a wrong line is named, and a table without acts refused
 *
 * Keeps how often acts are done, for the suggestion engine, in place of what was kept before.
 *
 * Returns: (transfer full) (nullable): the record written; `NULL` if nothing was
 */
CpxReceipt *
cpx_practice_import_volumes (CpxPractice  *practice,
                             GBytes       *table,
                             const char   *source,
                             GError      **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(CpxActVolumes) read = cpx_act_volumes_new (table, &fault);
  Volumes volumes = { .table = table, .source = source };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (read == NULL)
    {
      g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID, fault->message);
      return NULL;
    }
  volumes.n_codes = cpx_act_volumes_n_codes (read);
  if (volumes.n_codes == 0)
    {
      g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                           _("The volumes file names no act: what was known stays."));
      return NULL;
    }

  return cpx_practice_perform (practice, keep_volumes, &volumes, g_object_unref, error);
}

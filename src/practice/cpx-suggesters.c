/* cpx-suggesters.c: made once for a nomenclature and its volumes, then shared.
 *
 * What is kept between calls is public knowledge, nothing of the practice: it may outlive a lock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-suggesters-private.h"

#include "cpx-journal.h"
#include "cpx-nomenclatures-private.h"
#include "cpx-own-lexicon-private.h"
#include "cpx-practice-private.h"

#include <cpx-act-volumes-record.h>
#include <cpx-blob-table.h>
#include <cpx-practitioner.h>
#include <cpx-record-builder.h>
#include <cpx-user.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define PERMISSION "nomenclature:import"

/* For which day, and for whom. */
typedef struct
{
  CpxDay  day;
  char   *practitioner_id;   /* (owned) (nullable) */
} Wanted;

/* What an engine is made of besides its nomenclature. */
typedef struct
{
  CpxRecord  *volumes;       /* (owned) (nullable) */
  CpxLexicon *lexicon;       /* (owned) (nullable): what this practice adds */
  char       *lexicon_hash;  /* (owned) */
} Parts;

static void
parts_clear (Parts *parts)
{
  g_clear_object (&parts->volumes);
  g_clear_pointer (&parts->lexicon, cpx_lexicon_free);
  g_free (parts->lexicon_hash);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static void
wanted_clear (Wanted *wanted)
{
  g_free (wanted->practitioner_id);
}

static void
wanted_free (Wanted *wanted)
{
  wanted_clear (wanted);
  g_free (wanted);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wanted, wanted_clear)

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

static CpxActVolumes *
load_volumes (CpxTxn     *txn,
              CpxRecord  *record,
              GError    **error)
{
  g_autoptr(GBytes) table = NULL;
  guint8 hash[CPX_BLOB_HASH_SIZE];

  if (!cpx_blob_hash_parse (cpx_record_get_text (record, CPX_ACT_VOLUMES_RECORD_HASH), hash))
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

/* The surgeon's own specialty; who has none (a secretary, a coder) is served by all entries. */
static char *
read_specialty (CpxTxn     *txn,
                const char *practitioner_id)
{
  g_autoptr(CpxRecord) practitioner =
    practitioner_id != NULL ? cpx_txn_get (txn, &cpx_practitioner_kind, practitioner_id, NULL) : NULL;

  return practitioner != NULL ? g_strdup (cpx_record_get_text (practitioner, CPX_PRACTITIONER_SPECIALTY)) : NULL;
}

static CpxSuggester *
make (CpxTxn           *txn,
      CpxNomenclature  *nomenclature,
      const Parts      *parts,
      GError          **error)
{
  g_autoptr(CpxActVolumes) volumes = NULL;
  g_autoptr(CpxLexicon) base = NULL;
  g_autoptr(CpxLexicon) merged = NULL;

  if (parts->volumes != NULL)
    {
      volumes = load_volumes (txn, parts->volumes, error);
      if (volumes == NULL)
        return NULL;
    }
  if (parts->lexicon != NULL)
    {
      base = cpx_lexicon_new_builtin ();
      merged = cpx_lexicon_merge (base, parts->lexicon);
    }

  return cpx_suggester_new (nomenclature, volumes, merged);
}

/**
 * cpx_suggesters_find:
 * @txn: a transaction
 * @nomenclature: the version whose acts are looked for
 * @practitioner_id: (nullable): for whom, so that entries of the lexicon for other specialties are left out
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the engine, which may be the one that was made before
 */
CpxSuggester *
cpx_suggesters_find (CpxTxn           *txn,
                     CpxNomenclature  *nomenclature,
                     const char       *practitioner_id,
                     GError          **error)
{
  g_autofree char *specialty = read_specialty (txn, practitioner_id);
  g_auto(Parts) parts = { NULL };
  g_autofree char *made_for = NULL;
  CpxSuggester *suggester;

  if (!find_volumes (txn, &parts.volumes, error) ||
      !cpx_own_lexicon_read (txn, specialty, &parts.lexicon, &parts.lexicon_hash, error))
    return NULL;
  made_for = g_strdup_printf ("%s %s %s", cpx_nomenclatures_get_hash (nomenclature),
                              parts.volumes != NULL
                              ? cpx_record_get_text (parts.volumes, CPX_ACT_VOLUMES_RECORD_HASH) : "",
                              parts.lexicon_hash);
  suggester = find_kept (made_for);
  if (suggester != NULL)
    return suggester;
  suggester = make (txn, nomenclature, &parts, error);
  if (suggester != NULL)
    keep (suggester, made_for);

  return suggester;
}

/* A CpxTxnFunc. */
static gpointer
find (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  const Wanted *wanted = data;
  g_autoptr(CpxNomenclature) nomenclature = cpx_nomenclatures_find (txn, wanted->day, error);

  return nomenclature != NULL ? cpx_suggesters_find (txn, nomenclature, wanted->practitioner_id, error) : NULL;
}

static Wanted
want (CpxPractice *practice,
      CpxDay       day)
{
  CpxRecord *user = cpx_practice_get_user (practice);

  return (Wanted) { day, g_strdup (user != NULL ? cpx_record_get_text (user, CPX_USER_PRACTITIONER) : NULL) };
}

/**
 * cpx_practice_open_suggester:
 * @practice: a practice
 * @day: day of the operation
 * @error: where the fault goes
 *
 * Makes the suggestion engine for the nomenclature in force on @day, with the words that this practice added for the
 * specialty of who is signed in, and waits.
 *
 * Returns: (transfer full) (nullable): the engine
 */
CpxSuggester *
cpx_practice_open_suggester (CpxPractice  *practice,
                             CpxDay        day,
                             GError      **error)
{
  g_auto(Wanted) wanted = { day, NULL };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  wanted = want (practice, day);

  return cpx_practice_look (practice, NULL, find, &wanted, (GDestroyNotify) cpx_suggester_unref, error);
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
  Wanted wanted;

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  wanted = want (practice, day);
  cpx_practice_look_async (practice, NULL, find, g_memdup2 (&wanted, sizeof wanted), (GDestroyNotify) wanted_free,
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

/* A volumes file, and what it is called. */
typedef struct
{
  GBytes *table;    /* (owned) */
  char   *source;   /* (owned) */
} Volumes;

static void
volumes_clear (Volumes *self)
{
  g_bytes_unref (self->table);
  g_free (self->source);
}

static void
volumes_free (Volumes *self)
{
  volumes_clear (self);
  g_free (self);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Volumes, volumes_clear)

/* 0 with an error for a table that is none. */
static guint
count_codes (GBytes  *table,
             GError **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(CpxActVolumes) read = cpx_act_volumes_new (table, &fault);
  guint n_codes = read != NULL ? cpx_act_volumes_n_codes (read) : 0;

  if (read == NULL)
    g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID, fault->message);
  else if (n_codes == 0)
    g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                         _("The volumes file names no act: what was known stays."));

  return n_codes;
}

static CpxRecord *
make_record (const Volumes *volumes,
             const char    *hash,
             guint          n_codes)
{
  CpxRecordBuilder *builder = cpx_record_builder_new (&cpx_act_volumes_record_kind, NULL);
  g_autofree char *today = cpx_day_format_iso (cpx_day_today ());

  cpx_record_builder_set_text (builder, CPX_ACT_VOLUMES_RECORD_SOURCE, volumes->source);
  cpx_record_builder_set_text (builder, CPX_ACT_VOLUMES_RECORD_IMPORTED, today);
  cpx_record_builder_set_text (builder, CPX_ACT_VOLUMES_RECORD_HASH, hash);
  cpx_record_builder_set_integer (builder, CPX_ACT_VOLUMES_RECORD_N_CODES, n_codes);

  return cpx_record_builder_end (builder);
}

/* A CpxDeedFunc. */
static gpointer
keep_volumes (CpxJournal  *journal,
              gpointer     data,
              GError     **error)
{
  const Volumes *volumes = data;
  g_autofree char *hash = NULL;
  g_autoptr(CpxRecord) record = NULL;
  guint n_codes;

  if (!cpx_journal_check (journal, PERMISSION, error))
    return NULL;
  n_codes = count_codes (volumes->table, error);
  hash = n_codes > 0 ? cpx_journal_keep_blob (journal, volumes->table, error) : NULL;
  if (hash == NULL)
    return NULL;
  record = make_record (volumes, hash, n_codes);

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
  g_auto(Volumes) volumes = { g_bytes_ref (table), g_strdup (source) };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_perform (practice, keep_volumes, &volumes, g_object_unref, error);
}

/**
 * cpx_practice_import_volumes_async:
 * @practice: a practice
 * @table: a table with the columns "code" and "nb_acts"
 * @source: where it is from
 * @callback: called when it is durable, or refused
 * @user_data: for @callback
 *
 * Does cpx_practice_import_volumes().
 */
void
cpx_practice_import_volumes_async (CpxPractice         *practice,
                                   GBytes              *table,
                                   const char          *source,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  Volumes volumes = { g_bytes_ref (table), g_strdup (source) };

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_perform_async (practice, keep_volumes, g_memdup2 (&volumes, sizeof volumes),
                              (GDestroyNotify) volumes_free, g_object_unref, NULL, callback, user_data);
}

/**
 * cpx_practice_import_volumes_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the record written; `NULL` if nothing was
 */
CpxReceipt *
cpx_practice_import_volumes_finish (CpxPractice   *practice,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/* A CpxDeedFunc. Those that a later import replaced go too: nothing must come back from below. */
static gpointer
remove_volumes (CpxJournal  *journal,
                gpointer     unused,
                GError     **error)
{
  CpxTxn *txn = cpx_journal_get_txn (journal);
  g_autoptr(CpxReceipt) first = NULL;
  g_autoptr(CpxRecord) record = NULL;

  while (find_volumes (txn, &record, error) && record != NULL)
    {
      g_autoptr(CpxReceipt) receipt = cpx_journal_remove (journal, record, PERMISSION, "volumes.removed", error);

      if (receipt == NULL)
        return NULL;
      if (first == NULL)
        first = g_object_ref (receipt);
      g_clear_object (&record);
    }
  if (first == NULL && error != NULL && *error == NULL)
    g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
                         _("There are no volumes of acts to remove."));

  return g_steal_pointer (&first);
}

/**
 * cpx_practice_remove_volumes:
 * @practice: a practice
 * @error: where the refusal goes
 *
 * Lets the suggestions do without volumes, and waits. cpx_restore_record() puts the file back that served.
 *
 * Returns: (transfer full) (nullable): what the removal of the file that served left behind
 */
CpxReceipt *
cpx_practice_remove_volumes (CpxPractice  *practice,
                             GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_perform (practice, remove_volumes, NULL, g_object_unref, error);
}

/**
 * cpx_practice_remove_volumes_async:
 * @practice: a practice
 * @callback: called when it is durable, or refused
 * @user_data: for @callback
 *
 * Does cpx_practice_remove_volumes().
 */
void
cpx_practice_remove_volumes_async (CpxPractice         *practice,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_perform_async (practice, remove_volumes, NULL, NULL, g_object_unref, NULL, callback, user_data);
}

/**
 * cpx_practice_remove_volumes_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what the removal of the file that served left behind
 */
CpxReceipt *
cpx_practice_remove_volumes_finish (CpxPractice   *practice,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/* cpx-import-nomenclature.c: compiled outside any transaction, on the caller's thread or one of its own; kept in one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-import-nomenclature.h"

#include "cpx-journal.h"
#include "cpx-nomenclatures-private.h"
#include "cpx-table-files.h"

#include <cpx-nomenclature-compile.h>
#include <cpx-nomenclature-record.h>
#include <cpx-record-builder.h>
#include <glib/gi18n-lib.h>

#define PERMISSION "nomenclature:import"

/* Versions of the CCAM differ by some acts in a hundred; less than this is an extract, or files are missing. */
#define SMALL_PERCENT 80

/* An import under way. */
typedef struct
{
  CpxPractice       *practice;      /* (owned) */
  char             **paths;         /* (owned) */
  char              *version;       /* (owned) (nullable): as the caller knows it */
  gboolean           accepts_smaller;
  CpxImportProgress  progress;      /* (nullable) */
  gpointer           data;
  GMainContext      *context;       /* (owned) (nullable): where progress is told; NULL: where it happens */
  CpxTableFiles     *files;         /* (owned) (nullable) */
  GBytes            *compiled;      /* (owned) (nullable) */
  CpxCompileCounts   counts;
  CpxImportedNomenclature *result;  /* (owned) (nullable) */
} Import;

/* How far it was when it was said. */
typedef struct
{
  CpxImportProgress  progress;
  gpointer           data;
  double             fraction;
  guint64            n_records;
} Said;

/**
 * cpx_imported_nomenclature_free:
 * @self: (transfer full): what an import gave
 */
void
cpx_imported_nomenclature_free (CpxImportedNomenclature *self)
{
  g_clear_object (&self->record);
  g_clear_object (&self->receipt);
  g_clear_pointer (&self->imported, cpx_nomenclature_unref);
  g_clear_pointer (&self->before, cpx_nomenclature_unref);
  g_free (self);
}

/**
 * cpx_imported_nomenclature_dup_warning:
 * @self: what an import gave
 *
 * Returns: (transfer full) (nullable): why it is to be looked at before it serves; `NULL` if nothing speaks against it
 */
char *
cpx_imported_nomenclature_dup_warning (const CpxImportedNomenclature *self)
{
  if (!self->is_smaller)
    return NULL;

  return g_strdup_printf (_("Version %s has %u acts, version %s, in force, has %u: it is an extract, or some of its "
                            "files are missing. Nothing was imported."),
                          cpx_nomenclature_get_version (self->imported), cpx_nomenclature_get_n_acts (self->imported),
                          cpx_nomenclature_get_version (self->before), cpx_nomenclature_get_n_acts (self->before));
}

static Import *
import_new (CpxPractice        *practice,
            const char * const *paths,
            const char         *version,
            gboolean            accepts_smaller,
            CpxImportProgress   progress,
            gpointer            data)
{
  Import *self = g_new0 (Import, 1);

  self->practice = g_object_ref (practice);
  self->paths = g_strdupv ((char **) paths);
  self->version = g_strdup (version);
  self->accepts_smaller = accepts_smaller;
  self->progress = progress;
  self->data = data;

  return self;
}

static void
import_free (Import *self)
{
  g_object_unref (self->practice);
  g_strfreev (self->paths);
  g_free (self->version);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->files, cpx_table_files_free);
  g_clear_pointer (&self->compiled, g_bytes_unref);
  g_clear_pointer (&self->result, cpx_imported_nomenclature_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Import, import_free)

static GBytes *
load_table (const char  *table,
            gpointer     data,
            GError     **error)
{
  return cpx_table_files_load (((Import *) data)->files, table, error);
}

/* A GSourceFunc. */
static gboolean
say (gpointer data)
{
  Said *said = data;

  said->progress (said->fraction, said->n_records, said->data);

  return G_SOURCE_REMOVE;
}

static void
tell (guint64  n_records,
      guint64  n_bytes,
      gpointer data)
{
  Import *self = data;
  double total = (double) MAX (cpx_table_files_get_n_bytes (self->files), 1);
  Said said = { self->progress, self->data, MIN ((double) n_bytes / total, 1.0), n_records };

  if (self->progress == NULL)
    return;
  if (self->context == NULL)
    say (&said);
  else
    g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT_IDLE, say, g_memdup2 (&said, sizeof said), g_free);
}

/* The files of a wrong distribution, of one that is cut: nothing was written yet. */
static gboolean
compile (Import        *self,
         GCancellable  *cancellable,
         GError       **error)
{
  CpxTableSource source = { load_table, tell, self, cancellable };
  const char *version;

  self->files = cpx_table_files_new ((const char * const *) self->paths, error);
  if (self->files == NULL)
    return cpx_practice_error_translate (error);
  version = self->version != NULL ? self->version : cpx_table_files_get_version (self->files);
  self->compiled = cpx_nomenclature_compile (&source, version, &self->counts, error);
  self->result = g_new0 (CpxImportedNomenclature, 1);
  self->result->n_records = self->counts.n_records;
  if (self->compiled != NULL)
    self->result->imported = cpx_nomenclature_new_from_bytes (self->compiled, error);

  return self->result->imported != NULL || cpx_practice_error_translate (error);
}

static CpxRecord *
make_record (Import     *self,
             const char *hash)
{
  CpxNomenclature *nomenclature = self->result->imported;
  CpxRecordBuilder *builder = cpx_record_builder_new (&cpx_nomenclature_record_kind, NULL);
  g_autofree char *effect = cpx_day_format_iso (cpx_nomenclature_get_effect (nomenclature));
  g_autofree char *today = cpx_day_format_iso (cpx_day_today ());
  g_autofree char *files = cpx_table_files_list_names (self->files);

  cpx_record_builder_set_text (builder, CPX_NOMENCLATURE_RECORD_VERSION, cpx_nomenclature_get_version (nomenclature));
  cpx_record_builder_set_text (builder, CPX_NOMENCLATURE_RECORD_EFFECT, effect);
  cpx_record_builder_set_text (builder, CPX_NOMENCLATURE_RECORD_SOURCE, cpx_nomenclature_get_source (nomenclature));
  cpx_record_builder_set_text (builder, CPX_NOMENCLATURE_RECORD_FILES, files);
  cpx_record_builder_set_text (builder, CPX_NOMENCLATURE_RECORD_IMPORTED, today);
  cpx_record_builder_set_text (builder, CPX_NOMENCLATURE_RECORD_HASH, hash);
  cpx_record_builder_set_integer (builder, CPX_NOMENCLATURE_RECORD_N_ACTS, cpx_nomenclature_get_n_acts (nomenclature));
  cpx_record_builder_set_integer (builder, CPX_NOMENCLATURE_RECORD_N_RECORDS, (gint64) self->counts.n_records);

  return cpx_record_builder_end (builder);
}

static CpxRecord *
find_same (CpxTxn      *txn,
           const char  *hash,
           GError     **error)
{
  g_autoptr(GPtrArray) records = cpx_nomenclatures_list (txn, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      CpxRecord *record = g_ptr_array_index (records, i);

      if (g_strcmp0 (cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_HASH), hash) == 0)
        return g_object_ref (record);
    }

  return NULL;
}

/* A record that came without its content gets it back. */
static gboolean
restore_content (Import      *self,
                 CpxJournal  *journal,
                 GError     **error)
{
  g_autofree char *hash = NULL;
  g_autoptr(CpxReceipt) noted = NULL;

  if (cpx_nomenclatures_has_content (cpx_journal_get_txn (journal), self->result->record))
    return TRUE;
  hash = cpx_journal_keep_blob (journal, self->compiled, error);
  if (hash == NULL)
    return FALSE;
  noted = cpx_journal_note (journal, PERMISSION, "nomenclature.content-restored", self->result->record, NULL, error);

  return noted != NULL;
}

/* The starter is an extract by itself. */
static gboolean
is_far_smaller (CpxNomenclature *imported,
                CpxNomenclature *before)
{
  return !cpx_nomenclature_is_starter (before)
         && (guint64) cpx_nomenclature_get_n_acts (imported) * 100
            < (guint64) cpx_nomenclature_get_n_acts (before) * SMALL_PERCENT;
}

/* A CpxDeedFunc. Gives the import itself: what it found is in it. */
static gpointer
keep (CpxJournal  *journal,
      gpointer     data,
      GError     **error)
{
  Import *self = data;
  CpxTxn *txn = cpx_journal_get_txn (journal);
  const char *hash = cpx_nomenclatures_get_hash (self->result->imported);
  g_autofree char *kept = NULL;
  g_autoptr(CpxRecord) record = NULL;

  if (!cpx_journal_check (journal, PERMISSION, error))
    return NULL;
  self->result->before = cpx_nomenclatures_find (txn, cpx_day_today (), error);
  if (self->result->before == NULL)
    return NULL;
  self->result->record = find_same (txn, hash, error);
  if (self->result->record != NULL)
    return restore_content (self, journal, error) ? self : NULL;
  self->result->is_smaller = !self->accepts_smaller && is_far_smaller (self->result->imported, self->result->before);
  if (self->result->is_smaller)
    return self;
  kept = cpx_journal_keep_blob (journal, self->compiled, error);
  if (kept == NULL)
    return NULL;
  record = make_record (self, kept);
  self->result->receipt = cpx_journal_save (journal, NULL, record, PERMISSION, "nomenclature.imported", NULL, error);
  if (self->result->receipt == NULL)
    return NULL;
  self->result->record = g_object_ref (cpx_receipt_get_record (self->result->receipt));
  self->result->is_new = TRUE;

  return self;
}

/**
 * cpx_practice_import_nomenclature:
 * @practice: a practice
 * @paths: (array zero-terminated=1): the archives, the folder or the tables of one distribution
 * @version: (nullable): its number; `NULL`: as the names of the archives say
 * @accepts_smaller: whether it may have far fewer acts than the version in force
 * @progress: (nullable) (scope call): told now and then, in this thread
 * @data: for @progress
 * @cancellable: (nullable): leaves everything as it was
 * @error: where the fault goes; what is wrong with a file is named with its table and row
 *
 * Imports a version of the CCAM beside those that are there, and waits. The same content twice is kept once.
 *
 * Returns: (transfer full) (nullable): what became of it; `NULL` if it could not be read or kept
 */
CpxImportedNomenclature *
cpx_practice_import_nomenclature (CpxPractice        *practice,
                                  const char * const *paths,
                                  const char         *version,
                                  gboolean            accepts_smaller,
                                  CpxImportProgress   progress,
                                  gpointer            data,
                                  GCancellable       *cancellable,
                                  GError            **error)
{
  g_autoptr(Import) import = import_new (practice, paths, version, accepts_smaller, progress, data);

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (!cpx_access_check (cpx_practice_get_roles (practice), PERMISSION, error) ||
      !compile (import, cancellable, error) ||
      cpx_practice_perform (practice, keep, import, NULL, error) == NULL)
    return NULL;

  return g_steal_pointer (&import->result);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Import *import = g_task_get_task_data (task);
  GError *error = NULL;

  if (cpx_practice_perform_finish (CPX_PRACTICE (source), result, &error) == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&import->result), (GDestroyNotify) cpx_imported_nomenclature_free);
}

static void
compiled_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  cpx_practice_perform_async (CPX_PRACTICE (source), keep, g_task_get_task_data (task), NULL, NULL, NULL, kept_cb,
                              g_object_ref (task));
}

/* A GTaskThreadFunc. */
static void
compile_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  GError *error = NULL;

  if (compile (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * cpx_practice_import_nomenclature_async:
 * @practice: a practice
 * @paths: (array zero-terminated=1): the archives, the folder or the tables of one distribution
 * @version: (nullable): its number; `NULL`: as the names of the archives say
 * @accepts_smaller: whether it may have far fewer acts than the version in force
 * @progress: (nullable): told now and then, in the caller's main context, until @callback is
 * @data: for @progress
 * @cancellable: (nullable): stops the reading of files; what is being kept is kept
 * @callback: called when it is durable, or failed
 * @user_data: for @callback
 *
 * Imports a version of the CCAM beside those that are there.
 */
void
cpx_practice_import_nomenclature_async (CpxPractice         *practice,
                                        const char * const  *paths,
                                        const char          *version,
                                        gboolean             accepts_smaller,
                                        CpxImportProgress    progress,
                                        gpointer             data,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (practice, NULL, callback, user_data);
  g_autoptr(GTask) reading = NULL;
  Import *import = import_new (practice, paths, version, accepts_smaller, progress, data);
  GError *error = NULL;

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  import->context = g_main_context_ref_thread_default ();
  g_task_set_source_tag (task, cpx_practice_import_nomenclature_async);
  g_task_set_task_data (task, import, (GDestroyNotify) import_free);
  if (!cpx_access_check (cpx_practice_get_roles (practice), PERMISSION, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  reading = g_task_new (practice, cancellable, compiled_cb, g_object_ref (task));
  g_task_set_priority (reading, G_PRIORITY_DEFAULT_IDLE);   /* after what say() still has to tell */
  g_task_set_task_data (reading, import, NULL);
  g_task_run_in_thread (reading, compile_in_thread);
}

/**
 * cpx_practice_import_nomenclature_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): what became of it
 */
CpxImportedNomenclature *
cpx_practice_import_nomenclature_finish (CpxPractice   *practice,
                                         GAsyncResult  *result,
                                         GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

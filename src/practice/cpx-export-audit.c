/* cpx-export-audit.c: who may, what leaves, that it left: noted before a byte does.
 *
 *   permission ──▶ places that the filter lets through ──▶ "log.exported" ──▶ cpx-export-bundle.c
 *                                                                                or cpx-export-log-table.c
 *
 * A log that is not in order leaves as it is, for whoever has to look into it; the result says so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-export-audit-private.h"

#include "cpx-journal.h"
#include "cpx-log-door.h"
#include "cpx-log-filter-json.h"
#include "cpx-log-page.h"
#include "cpx-partial-file.h"
#include "cpx-practice-private.h"

#include <cpx-audit-log.h>

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

static const char *const format_tokens[] = {
  [CPX_LOG_EXPORT_BUNDLE] = "bundle",
  [CPX_LOG_EXPORT_CSV] = "csv",
  [CPX_LOG_EXPORT_JSONL] = "jsonl",
};

void
cpx_log_export_result_free (CpxLogExportResult *self)
{
  g_free (self->code);
  g_free (self->problem);
  g_free (self);
}

/* What leaves is out of the house's protection: it takes the right to export; in clear, that to read files as well. */
static gboolean
check_roles (CpxRoles   roles,
             gboolean   open_details,
             GError   **error)
{
  g_autofree char *label = NULL;

  if (!cpx_access_check (roles, "audit:read", error) || !cpx_access_check (roles, "export:make", error))
    return FALSE;
  if (!open_details || cpx_access_may (roles, "patient:read"))
    return TRUE;
  label = cpx_roles_dup_label (roles);
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED,
               _("Your role (%s) does not open files (patient:read): export the log with its details sealed, or let an "
                 "administrator who is also a surgeon do it."), label);

  return FALSE;
}

/* A CpxDeedFunc. Not the name of the file: who types one may well type a patient's, and an entry is for ever. */
static gpointer
note (CpxJournal  *journal,
      gpointer     data,
      GError     **error)
{
  const CpxLogExportJob *job = data;
  g_autoptr(json_t) details = json_pack ("{s:s, s:b, s:o}", "format", format_tokens[job->export->format],
                                         "opened", job->export->open_details,
                                         "filter", cpx_log_filter_to_json (job->filter));

  if (job->places != NULL)
    json_object_set_new (details, "entries", json_integer (job->places->len));

  return cpx_journal_note (journal, "export:make", "log.exported", NULL, details, error);
}

/* A CpxLogWalkFunc. */
static gboolean
keep_place (CpxLogEntry  *entry,
            gpointer      user_data,
            GError      **error)
{
  g_array_append_val ((GArray *) user_data, cpx_log_entry_get (entry)->place);

  return TRUE;
}

/* Words are looked for in opened entries, one by one; the rest is found at once. */
static GArray *
find_places (CpxLogExportJob     *job,
             const CpxLogFilter  *filter,
             GError             **error)
{
  g_autoptr(GArray) places = NULL;

  if (!cpx_log_filter_has_text (filter))
    return cpx_practice_find_log (job->practice, filter, job->cancellable, error);
  places = g_array_new (FALSE, FALSE, sizeof (gint64));

  return cpx_practice_walk_log (job->practice, filter, keep_place, places, job->cancellable, error)
         ? g_steal_pointer (&places) : NULL;
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

static gboolean
count_elsewhere (CpxLogExportJob  *job,
                 GError          **error)
{
  g_autoptr(CpxLogFilter) everywhere = cpx_log_filter_copy (job->filter);
  g_autoptr(GArray) places = NULL;

  g_clear_pointer (&everywhere->device_id, g_free);
  places = find_places (job, everywhere, error);
  if (places != NULL && places->len > job->places->len)
    job->result->n_elsewhere = places->len - job->places->len;

  return places != NULL;
}

/* An erasure, as its entry tells it. */
typedef struct
{
  gint64  place;
  char   *patient_id;  /* (owned) */
} Erasure;

static void
erasure_clear (Erasure *self)
{
  g_free (self->patient_id);
}

/* A CpxLogWalkFunc. */
static gboolean
keep_erasure (CpxLogEntry  *entry,
              gpointer      user_data,
              GError      **error)
{
  const CpxLogFacts *facts = cpx_log_entry_get (entry);
  Erasure erasure = { facts->place, g_strdup (facts->record_id) };

  if (erasure.patient_id != NULL)
    g_array_append_val ((GArray *) user_data, erasure);

  return TRUE;
}

/* All erasures that the log of that post holds: they are few. */
static GArray *
find_erasures (CpxLogExportJob  *job,
               GError          **error)
{
  const char *const actions[] = { "patient.erased", NULL };
  g_auto(CpxLogFilter) filter = { 0 };
  g_autoptr(GArray) erasures = g_array_new (FALSE, FALSE, sizeof (Erasure));

  g_array_set_clear_func (erasures, (GDestroyNotify) erasure_clear);
  cpx_log_filter_init (&filter);
  filter.device_id = g_strdup (job->filter->device_id);
  filter.actions = g_strdupv ((char **) actions);

  return cpx_practice_walk_log (job->practice, &filter, keep_erasure, erasures, job->cancellable, error)
         ? g_steal_pointer (&erasures) : NULL;
}

static gboolean
is_selected (const CpxLogExportJob *job,
             gint64                 place)
{
  return bsearch (&place, job->places->data, job->places->len, sizeof place, compare_places) != NULL;
}

/* Is an entry about the patient among those that leave? FALSE with an error too. */
static gboolean
concerns (CpxLogExportJob  *job,
          const char       *patient_id,
          GError          **error)
{
  g_auto(CpxLogFilter) filter = { 0 };
  g_autoptr(GArray) places = NULL;

  cpx_log_filter_init (&filter);
  filter.device_id = g_strdup (job->filter->device_id);
  filter.patient_id = g_strdup (patient_id);
  places = cpx_practice_find_log (job->practice, &filter, job->cancellable, error);
  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      if (is_selected (job, g_array_index (places, gint64, i)))
        return TRUE;
    }

  return FALSE;
}

/* That details are erased is proved by the entry of the erasure alone: it leaves with them. */
static gboolean
add_erasures (CpxLogExportJob  *job,
              GError          **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(GArray) erasures = find_erasures (job, &fault), added = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; erasures != NULL && i < erasures->len && fault == NULL; i++)
    {
      const Erasure *erasure = &g_array_index (erasures, Erasure, i);

      if (!is_selected (job, erasure->place) && concerns (job, erasure->patient_id, &fault))
        g_array_append_val (added, erasure->place);
    }
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (added->len > 0)
    g_array_append_vals (job->places, added->data, added->len);
  g_array_sort (job->places, compare_places);
  job->result->n_erasures = added->len;

  return TRUE;
}

/* Of a bundle: which entries, in the order of their log. */
static gboolean
select_places (CpxLogExportJob  *job,
               gboolean          chose_post,
               GError          **error)
{
  job->places = find_places (job, job->filter, error);
  if (job->places == NULL || (!chose_post && !count_elsewhere (job, error)))
    return FALSE;
  g_array_sort (job->places, compare_places);
  if (job->places->len > 0)
    return !job->export->open_details || add_erasures (job, error);
  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
                       _("No entry of this post’s log is asked for: widen the filter. Nothing was written."));

  return FALSE;
}

/* Where nothing can be written nothing is noted, and no seal is set. */
static gboolean
check_path (const CpxLogExport  *export,
            GError             **error)
{
  g_autoptr(CpxPartialFile) file = cpx_partial_file_new (export->path, export->replace, error);

  return file != NULL;
}

static gboolean
note_export (CpxLogExportJob  *job,
             GError          **error)
{
  g_autoptr(CpxReceipt) noted = NULL;

  if (!check_path (job->export, error))
    return FALSE;
  noted = cpx_practice_perform (job->practice, note, job, g_object_unref, error);

  return noted != NULL;
}

/* The first thing that is wrong stands. */
void
cpx_log_export_tell (CpxLogExportJob *job,
                     const char      *problem)
{
  if (job->result->problem == NULL)
    job->result->problem = g_strdup (problem);
}

/* A table proves nothing: its readers are told what the end of the log tells. */
static gboolean
export_table (CpxLogExportJob  *job,
              GError          **error)
{
  g_autofree char *fault = NULL;
  guint64 n_entries;

  if (!note_export (job, error) || !cpx_log_door_verify (job->practice, &n_entries, &fault, error))
    return FALSE;
  cpx_log_export_tell (job, fault);

  return cpx_log_export_write_table (job, error);
}

/* All but the post: then a bundle is of its whole log. */
static gboolean
is_whole (const CpxLogFilter *filter)
{
  g_autoptr(CpxLogFilter) rest = cpx_log_filter_copy (filter);

  g_clear_pointer (&rest->device_id, g_free);

  return cpx_log_filter_is_empty (rest);
}

static gboolean
export_bundle (CpxLogExportJob  *job,
               GError          **error)
{
  g_autoptr(CpxLogFilter) own = cpx_log_filter_copy (job->filter);
  gboolean chose_post = own->device_id != NULL;

  if (!chose_post)
    own->device_id = g_strdup (cpx_practice_get_device_id (job->practice));
  job->filter = own;

  return (is_whole (own) || select_places (job, chose_post, error)) && note_export (job, error) &&
         cpx_log_export_write_bundle (job, error);
}

static CpxLogExportResult *
run (CpxPractice           *practice,
     const CpxLogExport    *export,
     CpxLogExportProgress   progress,
     gpointer               progress_data,
     GCancellable          *cancellable,
     GError               **error)
{
  g_auto(CpxLogFilter) all = { 0 };
  g_autoptr(CpxLogExportResult) result = g_new0 (CpxLogExportResult, 1);
  CpxLogExportJob job = { .practice = practice, .export = export, .progress = progress, .progress_data = progress_data,
                          .cancellable = cancellable, .result = result };
  gboolean done;

  cpx_log_filter_init (&all);
  job.filter = export->filter != NULL ? export->filter : &all;
  if (export->format == CPX_LOG_EXPORT_BUNDLE)
    done = export_bundle (&job, error);
  else
    done = export_table (&job, error);
  g_clear_pointer (&job.places, g_array_unref);

  return done ? g_steal_pointer (&result) : NULL;
}

/**
 * cpx_practice_export_log:
 * @practice: a practice
 * @export: what is to leave, and where to
 * @progress: (nullable) (scope call): told how far it got, on the thread of the caller
 * @progress_data: for @progress
 * @cancellable: (nullable): to give up: no file is left then
 * @error: where the refusal goes
 *
 * Writes entries of the audit log into a file, and notes that they left. It takes `audit:read` and `export:make`, with
 * details `patient:read` too. A practice that is locked meanwhile does not wait for it.
 *
 * Returns: (transfer full) (nullable): what left
 */
CpxLogExportResult *
cpx_practice_export_log (CpxPractice           *practice,
                         const CpxLogExport    *export,
                         CpxLogExportProgress   progress,
                         gpointer               progress_data,
                         GCancellable          *cancellable,
                         GError               **error)
{
  CpxLogExportResult *result;
  CpxHold hold;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (!check_roles (cpx_practice_get_roles (practice), export->open_details, error) ||
      !cpx_closing_hold (cpx_practice_get_closing (practice), cancellable, &hold, error))
    return NULL;
  result = run (practice, export, progress, progress_data, hold.cancellable, error);
  cpx_closing_release (cpx_practice_get_closing (practice), &hold);
  if (result == NULL)
    cpx_practice_error_translate (error);

  return result;
}

/* What the thread works with, and whom it tells. */
typedef struct
{
  CpxLogExport          export;
  char                 *path;    /* (owned) */
  CpxLogFilter         *filter;  /* (owned) (nullable) */
  CpxLogExportProgress  progress;
  gpointer              progress_data;
  GTask                *task;    /* (unowned) */
} Background;

/* How far it got, on its way to the main context. */
typedef struct
{
  GTask   *task;  /* (owned) */
  guint64  n_done;
  guint64  n_total;
} Step;

static void
background_free (Background *self)
{
  g_free (self->path);
  g_clear_pointer (&self->filter, cpx_log_filter_free);
  g_free (self);
}

static void
step_free (Step *self)
{
  g_object_unref (self->task);
  g_free (self);
}

/* A GSourceFunc. Who waits no longer, or gave up, is told nothing. */
static gboolean
tell_step (gpointer data)
{
  Step *step = data;
  Background *background = g_task_get_task_data (step->task);
  GCancellable *cancellable = g_task_get_cancellable (step->task);

  if (!g_task_get_completed (step->task) && !g_cancellable_is_cancelled (cancellable))
    background->progress (step->n_done, step->n_total, background->progress_data);

  return G_SOURCE_REMOVE;
}

/* A CpxLogExportProgress, on the thread. */
static void
send_step (guint64   n_done,
           guint64   n_total,
           gpointer  user_data)
{
  Background *background = user_data;
  g_autoptr(GSource) source = g_idle_source_new ();
  Step *step = g_new (Step, 1);

  *step = (Step) { g_object_ref (background->task), n_done, n_total };
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_step, step, (GDestroyNotify) step_free);
  g_source_attach (source, g_task_get_context (background->task));
}

/* A GTaskThreadFunc. */
static void
export_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Background *background = task_data;
  GError *error = NULL;
  CpxLogExportResult *result = cpx_practice_export_log (source, &background->export,
                                                        background->progress != NULL ? send_step : NULL, background,
                                                        cancellable, &error);

  if (result == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, (GDestroyNotify) cpx_log_export_result_free);
}

/**
 * cpx_practice_export_log_async:
 * @practice: a practice
 * @export: what is to leave, and where to
 * @progress: (nullable): told how far it got, in the main context, until @callback is called
 * @progress_data: for @progress
 * @cancellable: (nullable): to give up: no file is left then
 * @callback: called with what left
 * @user_data: for @callback
 *
 * Does cpx_practice_export_log() on a thread.
 */
void
cpx_practice_export_log_async (CpxPractice          *practice,
                               const CpxLogExport   *export,
                               CpxLogExportProgress  progress,
                               gpointer              progress_data,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  Background *background = g_new0 (Background, 1);

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  task = g_task_new (practice, cancellable, callback, user_data);
  g_task_set_source_tag (task, cpx_practice_export_log_async);
  background->export = *export;
  background->export.path = background->path = g_strdup (export->path);
  if (export->filter != NULL)
    background->export.filter = background->filter = cpx_log_filter_copy (export->filter);
  background->progress = progress;
  background->progress_data = progress_data;
  background->task = task;
  g_task_set_task_data (task, background, (GDestroyNotify) background_free);
  g_task_run_in_thread (task, export_in_thread);
}

/**
 * cpx_practice_export_log_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what left
 */
CpxLogExportResult *
cpx_practice_export_log_finish (CpxPractice   *practice,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* cpx-rerank-suggestions.c: look, note, ask, count.
 *
 * Invariants, which the tests number alike:
 *   1. Nothing leaves while the model is off, nor a report that could not be made safe.
 *   2. Nothing leaves that the audit log does not tell of: whose report, to where, which model, how many bytes and
 *      their hash; the entry is durable first. The text is not in it.
 *   3. All of it takes CPX_RERANK_LIMIT_MS at most, and none of it happens on the screen's thread.
 *   4. Whatever goes wrong is counted and changes nothing: the local list stays.
 *
 *   prepare (reader) ──▶ note (writer, durable) ──▶ ask (net/) ──▶ apply (pure) ──▶ count (writer)
 *        │ off, or unsafe                                │ any fault ──────────────────────▲
 *        ▼
 *      nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-rerank-suggestions.h"

#include "cpx-journal.h"
#include "cpx-language-model-settings-private.h"
#include "cpx-other-patients-private.h"
#include "cpx-practice-private.h"
#include "cpx-rerank-counts-private.h"
#include "cpx-report-traits-private.h"

#include <cpx-chat-address.h>
#include <cpx-chat-client.h>
#include <cpx-deidentify.h>
#include <cpx-intervention.h>
#include <cpx-rerank.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define MIN_SUGGESTIONS 2

/* One question, on its thread. */
typedef struct
{
  CpxPractice              *practice;         /* (unowned): the task's */
  char                     *intervention_id;  /* (nullable): a test */
  char                     *text;
  GPtrArray                *suggestions;
  gint64                    begun_us;

  CpxLanguageModelSettings *settings;         /* (nullable): once prepared */
  char                     *key;              /* (nullable) */
  CpxRecord                *intervention;     /* (nullable) */
  GBytes                   *body;             /* (nullable): NULL if the report is not safe */
  CpxRerankOutcome          outcome;
} Question;

/* A text to be shown as it would leave. */
typedef struct
{
  char     *patient_id;
  char     *text;
  gboolean  knows_patients;  /* who asks may know who is a patient here */
} Preview;

static Question *
question_new (CpxPractice *practice,
              const char  *intervention_id,
              const char  *text,
              GPtrArray   *suggestions)
{
  Question *self = g_new0 (Question, 1);

  self->practice = practice;
  self->intervention_id = g_strdup (intervention_id);
  self->text = g_strdup (text);
  self->suggestions = g_ptr_array_ref (suggestions);
  self->begun_us = g_get_monotonic_time ();

  return self;
}

static void
question_free (Question *self)
{
  g_free (self->intervention_id);
  g_free (self->text);
  g_ptr_array_unref (self->suggestions);
  g_clear_pointer (&self->settings, cpx_language_model_settings_free);
  g_free (self->key);
  g_clear_object (&self->intervention);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static gboolean
is_test (const Question *self)
{
  return self->intervention_id == NULL;
}

static const char *
get_permission (const Question *self)
{
  return is_test (self) ? "language-model:write" : "coding:write";
}

static gboolean
is_to_be_asked (const Question *self)
{
  return (self->settings->is_on || is_test (self)) && self->settings->address != NULL && self->settings->name != NULL &&
         self->suggestions->len >= MIN_SUGGESTIONS;
}

static gboolean
make_body (Question  *self,
           CpxTxn    *txn,
           GError   **error)
{
  const char *patient_id = self->intervention != NULL ? cpx_record_get_patient_id (self->intervention) : NULL;
  g_autoptr(CpxKnownTraits) traits = cpx_report_traits_read (txn, patient_id, error);
  gboolean is_read = traits != NULL && cpx_other_patients_add_names (txn, self->text, traits, error);
  g_autofree char *left = is_read ? cpx_deidentify (self->text, traits) : NULL;
  g_autoptr(json_t) messages = left != NULL ? cpx_rerank_ask (left, self->suggestions) : NULL;

  if (messages != NULL)
    self->body = cpx_chat_make_body (self->settings->name, messages);

  return is_read;
}

/* A CpxTxnFunc: 1 */
static gpointer
prepare (CpxTxn    *txn,
         gpointer   data,
         GError   **error)
{
  Question *self = data;

  if (!cpx_language_model_settings_read (txn, &self->settings, &self->key, error))
    return NULL;
  if (!is_to_be_asked (self))
    return self;
  if (self->intervention_id != NULL)
    {
      self->intervention = cpx_txn_get (txn, &cpx_intervention_kind, self->intervention_id, error);
      if (self->intervention == NULL)
        return NULL;
    }

  return make_body (self, txn, error) ? self : NULL;
}

static json_t *
print_details (const Question *self)
{
  g_autofree char *origin = cpx_chat_address_dup_origin (self->settings->address);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->body);

  return json_pack ("{s:s*, s:s, s:I, s:s, s:i}", "endpoint", origin, "model", self->settings->name, "bytes",
                    (json_int_t) g_bytes_get_size (self->body), "sha256", hash, "candidates",
                    (int) self->suggestions->len);
}

/* A CpxDeedFunc: 2 */
static gpointer
note (CpxJournal  *journal,
      gpointer     data,
      GError     **error)
{
  Question *self = data;
  CpxTxn *txn = cpx_journal_get_txn (journal);
  g_autoptr(json_t) details = print_details (self);
  CpxRerankCounts counts;

  if (!cpx_rerank_counts_load (txn, &counts, error))
    return NULL;
  counts.n_asked++;
  if (!cpx_rerank_counts_save (txn, &counts, error))
    return NULL;

  return cpx_journal_note (journal, get_permission (self),
                           is_test (self) ? "language-model.tested" : "language-model.asked", self->intervention,
                           details, error);
}

/* A CpxDeedFunc: 4 */
static gpointer
count (CpxJournal  *journal,
       gpointer     data,
       GError     **error)
{
  Question *self = data;
  CpxTxn *txn = cpx_journal_get_txn (journal);
  CpxRerankCounts counts;

  if (!cpx_rerank_counts_load (txn, &counts, error))
    return NULL;
  counts.n_outcomes[self->outcome]++;

  return cpx_rerank_counts_save (txn, &counts, error) ? self : NULL;
}

static guint
get_elapsed_ms (const Question *self)
{
  return (guint) ((g_get_monotonic_time () - self->begun_us) / 1000);
}

/* 3: what the reader and the writer took is not given to the other side. */
static GPtrArray *
ask (Question      *self,
     GCancellable  *cancellable,
     GError       **error)
{
  guint elapsed_ms = get_elapsed_ms (self);
  CpxChatQuestion question = { self->settings->address, self->key, self->body,
                               elapsed_ms < CPX_RERANK_LIMIT_MS ? CPX_RERANK_LIMIT_MS - elapsed_ms : 0 };
  g_autofree char *answer = cpx_chat_ask (&question, cancellable, error);

  return answer != NULL ? cpx_rerank_apply (self->suggestions, answer, self->settings->name, error) : NULL;
}

static GPtrArray *
withhold (Question  *self,
          GError   **error)
{
  self->outcome = CPX_RERANK_WITHHELD;
  cpx_practice_perform (self->practice, count, self, NULL, NULL);
  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                       _("This report could not be freed of all that names somebody: nothing was sent."));

  return NULL;
}

/* That the outcome could not be counted, on a full disk say, is no reason to lose it. */
static GPtrArray *
run (Question      *self,
     GCancellable  *cancellable,
     GError       **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;
  GPtrArray *ordered;

  if (cpx_practice_look (self->practice, get_permission (self), prepare, self, NULL, error) == NULL ||
      !is_to_be_asked (self))
    return NULL;
  if (self->body == NULL)
    return withhold (self, error);
  receipt = cpx_practice_perform (self->practice, note, self, g_object_unref, error);
  if (receipt == NULL)
    return NULL;
  ordered = ask (self, cancellable, &fault);
  self->outcome = cpx_rerank_outcome_of (fault);
  cpx_practice_perform (self->practice, count, self, NULL, NULL);
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));

  return ordered;
}

/**
 * cpx_practice_rerank:
 * @practice: a practice
 * @intervention_id: whose report it is
 * @text: the report, as it is on the screen
 * @suggestions: (element-type CpxSuggestion): as shown
 * @cancellable: (nullable): for who no longer wants to know
 * @error: where the fault goes; nobody need be told
 *
 * Asks the language model for another order of @suggestions, and waits, CPX_RERANK_LIMIT_MS at most.
 *
 * Returns: (transfer full) (nullable) (element-type CpxSuggestion): the same suggestions in another order; `NULL`, also
 *   without an error where no model is asked: the order stays
 */
GPtrArray *
cpx_practice_rerank (CpxPractice   *practice,
                     const char    *intervention_id,
                     const char    *text,
                     GPtrArray     *suggestions,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr(Question) question = NULL;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);
  g_return_val_if_fail (intervention_id != NULL, NULL);

  question = question_new (practice, intervention_id, text, suggestions);

  return run (question, cancellable, error);
}

/* A GTaskThreadFunc. */
static void
rerank_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *ordered = run (data, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, ordered, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * cpx_practice_rerank_async:
 * @practice: a practice
 * @intervention_id: whose report it is
 * @text: the report, as it is on the screen
 * @suggestions: (element-type CpxSuggestion): as shown; not to be changed afterwards
 * @cancellable: (nullable): cancelled when the surgeon writes on or chose already
 * @callback: called when there is an answer, or none, CPX_RERANK_LIMIT_MS later at most
 * @user_data: for @callback
 *
 * Does cpx_practice_rerank(). To be called once the local list is shown; its order is shown only to who has not
 * touched that list meanwhile.
 */
void
cpx_practice_rerank_async (CpxPractice         *practice,
                           const char          *intervention_id,
                           const char          *text,
                           GPtrArray           *suggestions,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (practice, cancellable, callback, user_data);

  g_return_if_fail (CPX_IS_PRACTICE (practice));
  g_return_if_fail (intervention_id != NULL);

  g_task_set_source_tag (task, cpx_practice_rerank_async);
  g_task_set_task_data (task, question_new (practice, intervention_id, text, suggestions),
                        (GDestroyNotify) question_free);
  g_task_run_in_thread (task, rerank_in_thread);
}

/**
 * cpx_practice_rerank_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes; nobody need be told
 *
 * Returns: (transfer full) (nullable) (element-type CpxSuggestion): the same suggestions in another order; `NULL`: the
 *   order stays
 */
GPtrArray *
cpx_practice_rerank_finish (CpxPractice   *practice,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The test: a made report of nobody */

static void
add_candidate (GPtrArray  *candidates,
               const char *code,
               const char *label)
{
  CpxSuggestionFields fields = { .label = g_strdup (label) };

  g_strlcpy (fields.code, code, sizeof fields.code);
  g_ptr_array_add (candidates, cpx_suggestion_new (&fields));
}

static Question *
test_question_new (CpxPractice *practice)
{
  g_autoptr(GPtrArray) candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_suggestion_unref);

  add_candidate (candidates, "HMFA007", "Cholécystectomie, par laparotomie");
  add_candidate (candidates, "HMFC004", "Cholécystectomie, par cœlioscopie");
  add_candidate (candidates, "HHFA016", "Appendicectomie, par abord de la fosse iliaque");

  return question_new (practice, NULL, "Cholécystectomie par cœlioscopie pour lithiase vésiculaire.", candidates);
}

static gboolean
run_test (Question      *question,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(GPtrArray) ordered = run (question, cancellable, &fault);

  if (ordered != NULL)
    return TRUE;
  if (fault == NULL)
    g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                         _("There is nothing to test yet: give the address and the name of the model."));
  else
    g_propagate_error (error, g_steal_pointer (&fault));

  return FALSE;
}

/**
 * cpx_practice_test_language_model:
 * @practice: a practice
 * @out_ms: (out): how long it took
 * @error: what is wrong
 *
 * Asks the model that is set, also while it is off, about a made report of nobody, and waits.
 *
 * Returns: `TRUE` if it answered as it should
 */
gboolean
cpx_practice_test_language_model (CpxPractice  *practice,
                                  guint        *out_ms,
                                  GError      **error)
{
  g_autoptr(Question) question = NULL;
  gboolean answered;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), FALSE);

  question = test_question_new (practice);
  answered = run_test (question, NULL, error);
  *out_ms = get_elapsed_ms (question);

  return answered;
}

/* A GTaskThreadFunc. */
static void
test_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GError *error = NULL;

  if (run_test (data, cancellable, &error))
    g_task_return_int (task, (gssize) get_elapsed_ms (data));
  else
    g_task_return_error (task, error);
}

/**
 * cpx_practice_test_language_model_async:
 * @practice: a practice
 * @cancellable: (nullable): the page's
 * @callback: called when it answered, or did not
 * @user_data: for @callback
 *
 * Does cpx_practice_test_language_model().
 */
void
cpx_practice_test_language_model_async (CpxPractice         *practice,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (practice, cancellable, callback, user_data);

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  g_task_set_source_tag (task, cpx_practice_test_language_model_async);
  g_task_set_task_data (task, test_question_new (practice), (GDestroyNotify) question_free);
  g_task_run_in_thread (task, test_in_thread);
}

/**
 * cpx_practice_test_language_model_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @out_ms: (out): how long it took
 * @error: what is wrong
 *
 * Returns: `TRUE` if it answered as it should
 */
gboolean
cpx_practice_test_language_model_finish (CpxPractice   *practice,
                                         GAsyncResult  *result,
                                         guint         *out_ms,
                                         GError       **error)
{
  gssize ms = g_task_propagate_int (G_TASK (result), error);

  *out_ms = ms >= 0 ? (guint) ms : 0;

  return ms >= 0;
}

/* The preview */

static void
preview_free (Preview *self)
{
  g_free (self->patient_id);
  g_free (self->text);
  g_free (self);
}

/* A CpxTxnFunc. */
static gpointer
look_at_preview (CpxTxn    *txn,
                 gpointer   data,
                 GError   **error)
{
  const Preview *preview = data;
  g_autoptr(CpxKnownTraits) traits = cpx_report_traits_read (txn, preview->patient_id, error);
  gboolean is_read = traits != NULL
                     && (!preview->knows_patients
                         || cpx_other_patients_add_names (txn, preview->text, traits, error));
  char *left = is_read ? cpx_deidentify (preview->text, traits) : NULL;

  if (is_read && left == NULL)
    g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                         _("This text could not be freed of all that names somebody: nothing would be sent."));

  return left;
}

/* What a patient's file holds is not told by trying. */
static const char *
get_preview_permission (const char *patient_id)
{
  return patient_id != NULL ? "patient:read" : NULL;
}

/**
 * cpx_practice_preview_deidentified:
 * @practice: a practice
 * @patient_id: (nullable): whose report it would be
 * @text: a report
 * @error: where the fault goes
 *
 * Shows what would leave of @text. Nothing does.
 *
 * Returns: (transfer full) (nullable): the text without what tells who it is about
 */
char *
cpx_practice_preview_deidentified (CpxPractice  *practice,
                                   const char   *patient_id,
                                   const char   *text,
                                   GError      **error)
{
  Preview preview = { (char *) patient_id, (char *) text };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  preview.knows_patients = cpx_practice_may (practice, "patient:read");

  return cpx_practice_look (practice, get_preview_permission (patient_id), look_at_preview, &preview, g_free, error);
}

/**
 * cpx_practice_preview_deidentified_async:
 * @practice: a practice
 * @patient_id: (nullable): whose report it would be
 * @text: a report
 * @cancellable: (nullable): the page's
 * @callback: called when it is made
 * @user_data: for @callback
 *
 * Does cpx_practice_preview_deidentified().
 */
void
cpx_practice_preview_deidentified_async (CpxPractice         *practice,
                                         const char          *patient_id,
                                         const char          *text,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  Preview *preview = g_new0 (Preview, 1);

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  preview->patient_id = g_strdup (patient_id);
  preview->text = g_strdup (text);
  preview->knows_patients = cpx_practice_may (practice, "patient:read");
  cpx_practice_look_async (practice, get_preview_permission (patient_id), look_at_preview, preview,
                           (GDestroyNotify) preview_free, g_free, cancellable, callback, user_data);
}

/**
 * cpx_practice_preview_deidentified_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the text without what tells who it is about
 */
char *
cpx_practice_preview_deidentified_finish (CpxPractice   *practice,
                                          GAsyncResult  *result,
                                          GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

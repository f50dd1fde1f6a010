/* cpx-learning.c: a fold of records, so that nothing is counted twice, whatever the way they came.
 *
 * A coding teaches while it is validated or locked; one that is reopened or taken back teaches no more. Each code that
 * it keeps is one case, however many acts have it. A reset is a record too: what has an earlier identifier, which
 * carries the time of its making, is forgotten. A reset that is taken back stays where it is and counts no more.
 *
 * Of a title only the words of gestures are learnt, and none that names the coding's patient. Nothing of it is stored:
 * what was validated before that rule is cleaned by it as well.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-learning.h"

#include "cpx-coding-records.h"
#include "cpx-journal.h"
#include "cpx-nomenclatures-private.h"
#include "cpx-note-versions-private.h"
#include "cpx-practice-private.h"

#include <cpx-act.h>
#include <cpx-coding.h>
#include <cpx-intervention.h>
#include <cpx-learning-reset.h>
#include <cpx-note-text.h>
#include <cpx-operative-note.h>
#include <cpx-patient.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* A fold under way. */
typedef struct
{
  CpxTxn                  *txn;      /* (unowned) */
  GPtrArray               *resets;   /* (owned) (element-type CpxRecord) */
  CpxPracticePriorBuilder *builder;  /* (owned) */
} Fold;

/* One coding being learnt from. */
typedef struct
{
  CpxRecord  *coding;     /* (unowned) */
  char       *text;       /* (owned) (nullable) */
  char       *operation;  /* (owned) (nullable) */
  GPtrArray  *shown;      /* (owned) (element-type utf8): ends with NULL */
  GHashTable *names;      /* (owned): words, folded, of the patient's names */
} Lesson;

/* Who, and why. */
typedef struct
{
  char *practitioner_id;   /* (owned) (nullable) */
  char *reason;            /* (owned) (nullable) */
} Reset;

static void
reset_clear (Reset *self)
{
  g_free (self->practitioner_id);
  g_free (self->reason);
}

static void
reset_free (Reset *self)
{
  reset_clear (self);
  g_free (self);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reset, reset_clear)

static const int patient_names[] = { CPX_PATIENT_BIRTH_NAME, CPX_PATIENT_USED_NAME, CPX_PATIENT_BIRTH_FIRST_NAMES,
                                     CPX_PATIENT_FIRST_BIRTH_FIRST_NAME, CPX_PATIENT_USED_FIRST_NAME };

static void
fold_clear (Fold *fold)
{
  g_clear_pointer (&fold->resets, g_ptr_array_unref);
  g_clear_pointer (&fold->builder, cpx_practice_prior_builder_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fold, fold_clear)

static void
lesson_clear (Lesson *lesson)
{
  g_free (lesson->text);
  g_free (lesson->operation);
  g_ptr_array_unref (lesson->shown);
  g_hash_table_unref (lesson->names);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lesson, lesson_clear)

static gboolean
is_forgotten (Fold      *fold,
              CpxRecord *act)
{
  const char *practitioner = cpx_record_get_text (act, CPX_ACT_PRACTITIONER);

  for (guint i = 0; i < fold->resets->len; i++)
    {
      CpxRecord *reset = g_ptr_array_index (fold->resets, i);
      const char *whose = cpx_record_get_text (reset, CPX_LEARNING_RESET_PRACTITIONER);

      if (!cpx_record_get_boolean (reset, CPX_LEARNING_RESET_UNDONE) &&
          (whose == NULL || g_strcmp0 (whose, practitioner) == 0) &&
          strcmp (cpx_record_get_id (act), cpx_record_get_id (reset)) < 0)
        return TRUE;
    }

  return FALSE;
}

/* The wording that was read: nearly always the last one. */
static gboolean
read_text (Fold    *fold,
           Lesson  *lesson,
           GError **error)
{
  const char *note_id = cpx_record_get_text (lesson->coding, CPX_CODING_NOTE);
  const char *wanted = cpx_record_get_text (lesson->coding, CPX_CODING_NOTE_HASH);
  g_autoptr(GPtrArray) versions = NULL;
  g_autoptr(CpxRecord) note = note_id != NULL ? cpx_txn_get (fold->txn, &cpx_operative_note_kind, note_id, NULL) : NULL;
  g_autofree char *text = note != NULL ? cpx_operative_note_dup_reading (note) : NULL;
  char hash[CPX_NOTE_HASH_LENGTH + 1];

  if (text == NULL)
    return TRUE;
  cpx_note_hash (text, hash);
  if (g_strcmp0 (hash, wanted) == 0)
    {
      lesson->text = g_steal_pointer (&text);
      return TRUE;
    }
  versions = cpx_note_versions_read (fold->txn, note_id, error);
  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      const CpxNoteVersion *version = g_ptr_array_index (versions, i);

      if (lesson->text == NULL && g_strcmp0 (version->hash, wanted) == 0)
        lesson->text = g_strdup (version->reading);
    }

  return versions != NULL;
}

static void
add_names (Lesson    *lesson,
           CpxRecord *patient)
{
  for (gsize i = 0; i < G_N_ELEMENTS (patient_names); i++)
    {
      const char *name = cpx_record_get_text (patient, patient_names[i]);
      g_autoptr(CpxNoteText) text = name != NULL ? cpx_note_text_new (name) : NULL;
      guint n = 0;
      const CpxNoteToken *tokens = text != NULL ? cpx_note_text_get_tokens (text, &n) : NULL;

      for (guint j = 0; j < n; j++)
        g_hash_table_add (lesson->names, g_strdup (tokens[j].word));
    }
}

/* Under the names too that a file had before it became one with another. */
static gboolean
read_names (Fold       *fold,
            Lesson     *lesson,
            const char *patient_id)
{
  g_autoptr(CpxRecord) patient = cpx_txn_get_final (fold->txn, &cpx_patient_kind, patient_id, NULL);
  g_autoptr(GPtrArray) former = patient != NULL ? cpx_coding_records_list (fold->txn, &cpx_patient_kind,
                                                                           CPX_PATIENT_MERGED_INTO,
                                                                           cpx_record_get_id (patient), NULL) : NULL;

  if (former == NULL)
    return FALSE;
  add_names (lesson, patient);
  for (guint i = 0; i < former->len; i++)
    add_names (lesson, g_ptr_array_index (former, i));

  return TRUE;
}

/* Of whose names nothing can be read, the words are not learnt. */
static void
keep_names_out (Fold      *fold,
                Lesson    *lesson,
                CpxRecord *intervention)
{
  if (read_names (fold, lesson, cpx_record_get_text (intervention, CPX_INTERVENTION_PATIENT)))
    return;
  g_clear_pointer (&lesson->text, g_free);
  g_clear_pointer (&lesson->operation, g_free);
}

static void
read_shown (Lesson *lesson)
{
  const char *text = cpx_record_get_text (lesson->coding, CPX_CODING_SUGGESTIONS);
  g_autoptr(json_t) suggestions = text != NULL ? cpx_json_parse (text, -1, NULL) : NULL;
  gsize i;
  json_t *suggestion;

  json_array_foreach (suggestions, i, suggestion)
    {
      const char *code = json_string_value (json_object_get (suggestion, "code"));

      if (code != NULL)
        g_ptr_array_add (lesson->shown, g_strdup (code));
    }
  g_ptr_array_add (lesson->shown, NULL);
}

/* A code that two acts have is one case. */
static void
add_acts (Fold       *fold,
          Lesson     *lesson,
          GPtrArray  *acts)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < acts->len; i++)
    {
      CpxRecord *act = g_ptr_array_index (acts, i);
      const char *kept = cpx_record_get_text (act, CPX_ACT_CODE);
      CpxPriorCase one = { .practitioner = cpx_record_get_text (act, CPX_ACT_PRACTITIONER), .text = lesson->text,
                           .operation = lesson->operation, .shown = (const char * const *) lesson->shown->pdata,
                           .proposed = cpx_record_get_text (act, CPX_ACT_PROPOSED_CODE), .kept = kept,
                           .names = lesson->names };

      if (kept == NULL || is_forgotten (fold, act) || !g_hash_table_add (seen, (gpointer) kept))
        continue;
      cpx_practice_prior_builder_add (fold->builder, &one);
    }
}

static gboolean
learn_coding (Fold       *fold,
              CpxRecord  *coding,
              GError    **error)
{
  g_auto(Lesson) lesson = { .coding = coding, .shown = g_ptr_array_new_with_free_func (g_free),
                            .names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  g_autoptr(GPtrArray) acts = cpx_coding_records_list_acts (fold->txn, cpx_record_get_id (coding), error);
  g_autoptr(CpxRecord) intervention = NULL;

  if (acts == NULL || !read_text (fold, &lesson, error))
    return FALSE;
  intervention = cpx_txn_get (fold->txn, &cpx_intervention_kind, cpx_record_get_text (coding, CPX_CODING_INTERVENTION),
                              error);
  if (intervention == NULL)
    return FALSE;
  lesson.operation = g_strdup (cpx_record_get_text (intervention, CPX_INTERVENTION_LABEL));
  keep_names_out (fold, &lesson, intervention);
  read_shown (&lesson);
  add_acts (fold, &lesson, acts);

  return TRUE;
}

static gboolean
learn_state (Fold        *fold,
             const char  *state,
             GError     **error)
{
  g_autoptr(GPtrArray) codings =
    cpx_coding_records_list (fold->txn, &cpx_coding_kind, CPX_CODING_STATE, state, error);

  for (guint i = 0; codings != NULL && i < codings->len; i++)
    {
      if (!learn_coding (fold, g_ptr_array_index (codings, i), error))
        return FALSE;
    }

  return codings != NULL;
}

/* The words made last, and of which version: public knowledge, it may outlive a lock. */
static GMutex lock;
static CpxTitleWords *kept_words;
static char *kept_for;

static CpxTitleWords *
make_words (CpxNomenclature *nomenclature)
{
  const char *hash = cpx_nomenclatures_get_hash (nomenclature);
  CpxTitleWords *words;

  g_mutex_lock (&lock);
  if (g_strcmp0 (kept_for, hash) != 0)
    {
      g_clear_pointer (&kept_words, cpx_title_words_unref);
      g_free (kept_for);
      kept_words = cpx_title_words_new (nomenclature);
      kept_for = g_strdup (hash);
    }
  words = cpx_title_words_ref (kept_words);
  g_mutex_unlock (&lock);

  return words;
}

/* A damaged nomenclature leaves the words of the lexicon and the starter: fewer are learnt. */
static void
set_words (Fold *fold)
{
  g_autoptr(CpxNomenclature) nomenclature = cpx_nomenclatures_find (fold->txn, cpx_day_today (), NULL);
  g_autoptr(CpxTitleWords) words = nomenclature != NULL ? make_words (nomenclature) : NULL;

  if (words != NULL)
    cpx_practice_prior_builder_set_words (fold->builder, words);
}

/* A CpxTxnFunc. */
static gpointer
learn (CpxTxn    *txn,
       gpointer   unused,
       GError   **error)
{
  g_auto(Fold) fold = { .txn = txn, .builder = cpx_practice_prior_builder_new () };
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_learning_reset_kind);

  set_words (&fold);
  cpx_query_set_scope (query, CPX_QUERY_ALL);
  fold.resets = cpx_txn_list (txn, query, error);
  if (fold.resets == NULL || !learn_state (&fold, "validated", error) || !learn_state (&fold, "locked", error))
    return NULL;

  return cpx_practice_prior_builder_end (fold.builder);
}

/**
 * cpx_practice_learn:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Folds the validated codings since the last reset, and waits.
 *
 * Returns: (transfer full) (nullable): what they teach; it knows counts, no patient and no report
 */
CpxPracticePrior *
cpx_practice_learn (CpxPractice  *practice,
                    GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, NULL, learn, NULL, (GDestroyNotify) cpx_practice_prior_unref, error);
}

/**
 * cpx_practice_learn_async:
 * @practice: a practice
 * @cancellable: (nullable): the page's
 * @callback: called when it is folded
 * @user_data: for @callback
 *
 * Does cpx_practice_learn(); to be done again when a coding changed.
 */
void
cpx_practice_learn_async (CpxPractice         *practice,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_look_async (practice, NULL, learn, NULL, NULL, (GDestroyNotify) cpx_practice_prior_unref, cancellable,
                           callback, user_data);
}

/**
 * cpx_practice_learn_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): what the codings teach
 */
CpxPracticePrior *
cpx_practice_learn_finish (CpxPractice   *practice,
                           GAsyncResult  *result,
                           GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/**
 * cpx_reset_learning:
 * @journal: the journal of a transaction
 * @practitioner_id: (nullable): whose habits are forgotten; `NULL`: everybody's
 * @reason: (nullable): why
 * @error: where the refusal goes
 *
 * Forgets what was learnt so far. The acts stay; a later coding teaches again.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_reset_learning (CpxJournal  *journal,
                    const char  *practitioner_id,
                    const char  *reason,
                    GError     **error)
{
  CpxId id = cpx_id_new ();
  char text[CPX_ID_TEXT_LENGTH + 1];
  g_autoptr(CpxRecord) bare = NULL;
  g_autoptr(CpxRecord) named = NULL;
  g_autoptr(CpxRecord) reset = NULL;

  cpx_id_format (&id, text);
  bare = cpx_record_new (&cpx_learning_reset_kind, text);
  named = practitioner_id != NULL
          ? cpx_record_with_text (bare, CPX_LEARNING_RESET_PRACTITIONER, practitioner_id)
          : g_object_ref (bare);
  reset = reason != NULL ? cpx_record_with_text (named, CPX_LEARNING_RESET_REASON, reason) : g_object_ref (named);

  return cpx_journal_save (journal, NULL, reset, NULL, "learning.reset", NULL, error);
}

/* A CpxDeedFunc. */
static gpointer
reset (CpxJournal  *journal,
       gpointer     data,
       GError     **error)
{
  Reset *wanted = data;

  return cpx_reset_learning (journal, wanted->practitioner_id, wanted->reason, error);
}

/**
 * cpx_practice_reset_learning:
 * @practice: a practice
 * @practitioner_id: (nullable): whose habits are forgotten; `NULL`: everybody's
 * @reason: (nullable): why
 * @error: where the refusal goes
 *
 * Does cpx_reset_learning() and waits until it is durable.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_reset_learning (CpxPractice  *practice,
                             const char   *practitioner_id,
                             const char   *reason,
                             GError      **error)
{
  g_auto(Reset) wanted = { g_strdup (practitioner_id), g_strdup (reason) };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_perform (practice, reset, &wanted, g_object_unref, error);
}

/**
 * cpx_practice_reset_learning_async:
 * @practice: a practice
 * @practitioner_id: (nullable): whose habits are forgotten; `NULL`: everybody's
 * @reason: (nullable): why
 * @callback: called when it is durable, or refused
 * @user_data: for @callback
 *
 * Does cpx_reset_learning().
 */
void
cpx_practice_reset_learning_async (CpxPractice         *practice,
                                   const char          *practitioner_id,
                                   const char          *reason,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  Reset wanted = { g_strdup (practitioner_id), g_strdup (reason) };

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_perform_async (practice, reset, g_memdup2 (&wanted, sizeof wanted), (GDestroyNotify) reset_free,
                              g_object_unref, NULL, callback, user_data);
}

/**
 * cpx_practice_reset_learning_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_reset_learning_finish (CpxPractice   *practice,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/**
 * cpx_undo_learning_reset:
 * @journal: the journal of a transaction
 * @reset_id: a reset
 * @error: where the refusal goes
 *
 * Lets count again what a reset had forgotten. The reset stays, marked as taken back: the suggestions made between the
 * two are explained by it.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_undo_learning_reset (CpxJournal  *journal,
                         const char  *reset_id,
                         GError     **error)
{
  g_autoptr(CpxRecord) kept = cpx_journal_read (journal, &cpx_learning_reset_kind, reset_id, error);
  g_autoptr(CpxRecord) undone = NULL;

  if (kept == NULL)
    return NULL;
  undone = cpx_record_with_boolean (kept, CPX_LEARNING_RESET_UNDONE, TRUE);

  return cpx_journal_save (journal, kept, undone, NULL, "learning.reset-undone", NULL, error);
}

/* A CpxDeedFunc. */
static gpointer
undo_reset (CpxJournal  *journal,
            gpointer     data,
            GError     **error)
{
  return cpx_undo_learning_reset (journal, data, error);
}

/**
 * cpx_practice_undo_learning_reset:
 * @practice: a practice
 * @reset_id: a reset
 * @error: where the refusal goes
 *
 * Does cpx_undo_learning_reset() and waits until it is durable.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_undo_learning_reset (CpxPractice  *practice,
                                  const char   *reset_id,
                                  GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_perform (practice, undo_reset, (gpointer) reset_id, g_object_unref, error);
}

/**
 * cpx_practice_undo_learning_reset_async:
 * @practice: a practice
 * @reset_id: a reset
 * @callback: called when it is durable, or refused
 * @user_data: for @callback
 *
 * Does cpx_undo_learning_reset().
 */
void
cpx_practice_undo_learning_reset_async (CpxPractice         *practice,
                                        const char          *reset_id,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_perform_async (practice, undo_reset, g_strdup (reset_id), g_free, g_object_unref, NULL, callback,
                              user_data);
}

/**
 * cpx_practice_undo_learning_reset_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_undo_learning_reset_finish (CpxPractice   *practice,
                                         GAsyncResult  *result,
                                         GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

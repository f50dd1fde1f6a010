/* cpx-code-advisor.c: asks the suggestion engine what a text may mean, away from the main thread.
 *
 * The engine is made, and the habits are read, on the reader thread; each question is answered on a thread of the pool.
 * A late answer to another question than the last is dropped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-code-advisor.h"

#include "cpx-suggestion-state.h"

#include <cpx-coding-proposals.h>
#include <cpx-learning.h>
#include <cpx-rerank-suggestions.h>
#include <cpx-suggesters.h>

#define N_ASKED 24  /* more than are shown, for a note of several gestures */
/* A report may hold a hundred thousand characters; what was done is said well before their end. */
#define MAX_ASKED_BYTES 65536

/* A question on its way; owns all it names. */
typedef struct
{
  CpxSuggester     *suggester;
  CpxPracticePrior *prior;
  char             *text;
  char             *intervention_id;
  char             *specialty;
  char             *practitioner;
  char             *operation;
  char             *side;
  char             *planned;
  CpxCodingContext  circumstances;
  gboolean          has_circumstances;
  CpxDay            day;
  guint             number;
} Question;

struct _CpxCodeAdvisor
{
  GObject           parent_instance;

  CpxPractice      *practice;     /* (owned) (nullable): NULL once stopped */
  CpxDay            day;          /* of the operation */
  GCancellable     *alive;        /* (owned) */
  CpxSuggester     *suggester;    /* (owned) (nullable): until it is ready */
  CpxPracticePrior *prior;        /* (owned) (nullable): the same */
  Question         *question;     /* (owned) (nullable): the last one, without engine and habits */
  GPtrArray        *suggestions;  /* (owned) (nullable) (element-type CpxSuggestion): as shown */
  GPtrArray        *dismissed;    /* (owned) (element-type CpxSuggestion): put aside by a person */
  GCancellable     *reranking;    /* (owned) (nullable): of the language model's answer */
  guint             number;       /* of the last question */
  guint             n_open;       /* questions not answered yet */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxCodeAdvisor, cpx_code_advisor, G_TYPE_OBJECT)

static void
question_free (Question *self)
{
  g_clear_pointer (&self->suggester, cpx_suggester_unref);
  g_clear_pointer (&self->prior, cpx_practice_prior_unref);
  g_free (self->text);
  g_free (self->intervention_id);
  g_free (self->specialty);
  g_free (self->practitioner);
  g_free (self->operation);
  g_free (self->side);
  g_free (self->planned);
  g_free (self);
}

static char *
dup_beginning (const char *text)
{
  g_autofree char *beginning = g_strndup (text, MAX_ASKED_BYTES);

  return g_utf8_make_valid (beginning, -1);
}

static Question *
question_new (const CpxCodeQuestion *asked)
{
  Question *self = g_new0 (Question, 1);

  self->text = dup_beginning (asked->text);
  self->intervention_id = g_strdup (asked->intervention_id);
  self->specialty = g_strdup (asked->specialty);
  self->practitioner = g_strdup (asked->practitioner);
  self->operation = g_strdup (asked->operation);
  self->side = g_strdup (asked->side);
  self->planned = g_strdup (asked->planned);
  self->has_circumstances = asked->circumstances != NULL;
  if (self->has_circumstances)
    self->circumstances = *asked->circumstances;

  return self;
}

/* The patient is the same, so that age and sex are; the rest of the circumstances is not asked about. */
static gboolean
question_equal (const Question *a,
                const Question *b)
{
  return g_str_equal (a->text, b->text) && g_strcmp0 (a->specialty, b->specialty) == 0 &&
         g_strcmp0 (a->practitioner, b->practitioner) == 0 && g_strcmp0 (a->operation, b->operation) == 0 &&
         g_strcmp0 (a->side, b->side) == 0 && g_strcmp0 (a->planned, b->planned) == 0 &&
         g_strcmp0 (a->intervention_id, b->intervention_id) == 0;
}

static Question *
equip (CpxCodeAdvisor *self)
{
  const Question *asked = self->question;
  const CpxCodeQuestion same = { asked->text, asked->intervention_id, asked->specialty, asked->practitioner,
                                 asked->operation, asked->side, asked->planned,
                                 asked->has_circumstances ? &asked->circumstances : NULL };
  Question *question = question_new (&same);

  question->suggester = cpx_suggester_ref (self->suggester);
  question->prior = self->prior != NULL ? cpx_practice_prior_ref (self->prior) : NULL;
  question->day = self->day;
  question->number = ++self->number;

  return question;
}

static void
answer_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  const Question *question = data;
  CpxSuggestContext context = {
    .specialty = question->specialty,
    .practitioner = question->practitioner,
    .operation = question->operation,
    .prior = question->prior,
    .side = question->side,
    .planned = question->planned,
    .circumstances = question->has_circumstances ? &question->circumstances : NULL,
    .day = question->day,
  };

  g_autoptr(GPtrArray) ranked = cpx_suggester_suggest (question->suggester, question->text, &context, N_ASKED);

  g_task_return_pointer (task, cpx_suggestions_arrange (ranked, CPX_CODE_ADVISOR_LIMIT),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
take (CpxCodeAdvisor *self,
      GPtrArray      *suggestions)
{
  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  self->suggestions = suggestions;
  g_ptr_array_set_size (self->dismissed, 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* A language model may put them into another order; only while nobody touched the list. */
static void
reranked_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CpxCodeAdvisor) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) reranked = cpx_practice_rerank_finish (CPX_PRACTICE (source), result, &error);

  if (reranked != NULL && self->practice != NULL && self->reranking != NULL)
    take (self, cpx_suggestions_arrange (reranked, CPX_CODE_ADVISOR_LIMIT));
}

static void
stop_reranking (CpxCodeAdvisor *self)
{
  g_cancellable_cancel (self->reranking);
  g_clear_object (&self->reranking);
}

static void
rerank (CpxCodeAdvisor *self,
        const Question *question)
{
  stop_reranking (self);
  self->reranking = g_cancellable_new ();
  cpx_practice_rerank_async (self->practice, question->intervention_id, question->text, self->suggestions,
                             self->reranking, reranked_cb, g_object_ref (self));
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  CpxCodeAdvisor *self = CPX_CODE_ADVISOR (source);
  const Question *question = g_task_get_task_data (G_TASK (result));
  g_autoptr(GPtrArray) suggestions = g_task_propagate_pointer (G_TASK (result), NULL);

  self->n_open--;
  if (suggestions == NULL || question->number != self->number || self->practice == NULL)
    return;
  take (self, g_steal_pointer (&suggestions));
  if (question->intervention_id != NULL && self->suggestions->len > 1)
    rerank (self, question);
}

static gboolean
says_something (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    {
      if (g_unichar_isalnum (g_utf8_get_char (text)))
        return TRUE;
    }

  return FALSE;
}

static void
ask (CpxCodeAdvisor *self)
{
  g_autoptr(GTask) task = NULL;

  if (self->question == NULL || self->practice == NULL)
    return;
  if (!says_something (self->question->text) && !says_something (self->question->planned))
    {
      self->number++;
      take (self, NULL);
      return;
    }
  if (self->suggester == NULL)
    return;
  task = g_task_new (self, self->alive, answered_cb, NULL);
  g_task_set_task_data (task, equip (self), (GDestroyNotify) question_free);
  self->n_open++;
  g_task_run_in_thread (task, answer_in_thread);
}

static void
suggester_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CpxCodeAdvisor) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxSuggester) suggester = cpx_practice_open_suggester_finish (CPX_PRACTICE (source), result, &error);

  if (self->practice == NULL || suggester == NULL)
    return;
  g_clear_pointer (&self->suggester, cpx_suggester_unref);
  self->suggester = g_steal_pointer (&suggester);
  ask (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
prior_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxCodeAdvisor) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  CpxPracticePrior *prior = cpx_practice_learn_finish (CPX_PRACTICE (source), result, &error);

  if (prior == NULL)
    return;
  g_clear_pointer (&self->prior, cpx_practice_prior_unref);
  self->prior = prior;
  ask (self);
}

static void
open_suggester (CpxCodeAdvisor *self)
{
  cpx_practice_open_suggester_async (self->practice, self->day, self->alive, suggester_cb, g_object_ref (self));
}

/* Another nomenclature, other volumes or a word of the practice's own: another engine. */
static gboolean
changes_engine (const CpxChanged *changed)
{
  static const char * const kinds[] = { "nomenclature", "act_volumes", "lexicon_entry", NULL };

  return g_strv_contains (kinds, changed->kind->name);
}

static void
practice_changed_cb (CpxPractice    *practice,
                     GPtrArray      *changes,
                     CpxCodeAdvisor *self)
{
  for (guint i = 0; i < changes->len; i++)
    {
      if (changes_engine (g_ptr_array_index (changes, i)))
        {
          open_suggester (self);
          return;
        }
    }
}

static void
cpx_code_advisor_dispose (GObject *object)
{
  cpx_code_advisor_stop (CPX_CODE_ADVISOR (object));

  G_OBJECT_CLASS (cpx_code_advisor_parent_class)->dispose (object);
}

static void
cpx_code_advisor_finalize (GObject *object)
{
  CpxCodeAdvisor *self = CPX_CODE_ADVISOR (object);

  g_clear_object (&self->alive);
  g_clear_pointer (&self->suggester, cpx_suggester_unref);
  g_clear_pointer (&self->prior, cpx_practice_prior_unref);
  g_clear_pointer (&self->question, question_free);
  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  g_clear_pointer (&self->dismissed, g_ptr_array_unref);

  G_OBJECT_CLASS (cpx_code_advisor_parent_class)->finalize (object);
}

static void
cpx_code_advisor_class_init (CpxCodeAdvisorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cpx_code_advisor_dispose;
  object_class->finalize = cpx_code_advisor_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
cpx_code_advisor_init (CpxCodeAdvisor *self)
{
  self->alive = g_cancellable_new ();
  self->dismissed = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_suggestion_unref);
}

/**
 * cpx_code_advisor_new:
 * @practice: an unlocked practice
 * @day: of the operation
 *
 * Begins to make the engine and to read the habits. Signal `changed`: the engine is ready, or there is an answer.
 *
 * Returns: (transfer full): the advisor
 */
CpxCodeAdvisor *
cpx_code_advisor_new (CpxPractice *practice,
                      CpxDay       day)
{
  CpxCodeAdvisor *self = g_object_new (CPX_TYPE_CODE_ADVISOR, NULL);

  self->practice = g_object_ref (practice);
  self->day = day;
  g_signal_connect_object (practice, "changed", G_CALLBACK (practice_changed_cb), self, 0);
  open_suggester (self);
  cpx_practice_learn_async (practice, self->alive, prior_cb, g_object_ref (self));

  return self;
}

/**
 * cpx_code_advisor_ask:
 * @self: an advisor
 * @question: what is asked; nothing happens if it was asked last
 *
 * Asks. The answer that stands until then is kept; a text without a word has none.
 */
void
cpx_code_advisor_ask (CpxCodeAdvisor        *self,
                      const CpxCodeQuestion *question)
{
  Question *asked = question_new (question);

  if (self->question != NULL && question_equal (asked, self->question))
    {
      question_free (asked);
      return;
    }
  stop_reranking (self);
  g_clear_pointer (&self->question, question_free);
  self->question = asked;
  ask (self);
}

/**
 * cpx_code_advisor_stop:
 * @self: an advisor
 *
 * Lets go of the practice: it is being locked, or nobody looks any more.
 */
void
cpx_code_advisor_stop (CpxCodeAdvisor *self)
{
  g_cancellable_cancel (self->alive);
  stop_reranking (self);
  if (self->practice != NULL)
    g_signal_handlers_disconnect_by_data (self->practice, self);
  g_clear_object (&self->practice);
}

/**
 * cpx_code_advisor_touch:
 * @self: an advisor
 *
 * Tells that a person works with the list: its order stays as it is.
 */
void
cpx_code_advisor_touch (CpxCodeAdvisor *self)
{
  stop_reranking (self);
}

/**
 * cpx_code_advisor_dismiss:
 * @self: an advisor
 * @position: a suggestion
 *
 * Puts it aside until another question is asked.
 */
void
cpx_code_advisor_dismiss (CpxCodeAdvisor *self,
                          guint           position)
{
  if (self->suggestions == NULL || position >= self->suggestions->len)
    return;
  cpx_code_advisor_touch (self);
  g_ptr_array_add (self->dismissed, g_ptr_array_steal_index (self->suggestions, position));
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * cpx_code_advisor_get_dismissed:
 * @self: an advisor
 *
 * Returns: (transfer none) (element-type CpxSuggestion): what was put aside of the last answer
 */
GPtrArray *
cpx_code_advisor_get_dismissed (CpxCodeAdvisor *self)
{
  return self->dismissed;
}

/**
 * cpx_code_advisor_to_json:
 * @self: an advisor
 *
 * Returns: (transfer full) (nullable): the suggestions as they were shown, those put aside last and marked
 */
json_t *
cpx_code_advisor_to_json (CpxCodeAdvisor *self)
{
  g_autoptr(json_t) aside = cpx_suggestions_to_json (self->dismissed);
  json_t *array = self->suggestions != NULL ? cpx_suggestions_to_json (self->suggestions) : NULL;
  json_t *object;
  gsize i;

  if (array == NULL)
    return NULL;
  json_array_foreach (aside, i, object)
    {
      json_object_set_new (object, "dismissed", json_true ());
      json_array_append (array, object);
    }
  cpx_coding_proposals_mark (array, TRUE);

  return array;
}

/**
 * cpx_code_advisor_get_suggestions:
 * @self: an advisor
 *
 * Returns: (transfer none) (nullable) (element-type CpxSuggestion): the last answer, as shown; `NULL` without
 *   one
 */
GPtrArray *
cpx_code_advisor_get_suggestions (CpxCodeAdvisor *self)
{
  return self->suggestions;
}

/**
 * cpx_code_advisor_get_suggester:
 * @self: an advisor
 *
 * Returns: (transfer none) (nullable): the engine, once it is ready
 */
CpxSuggester *
cpx_code_advisor_get_suggester (CpxCodeAdvisor *self)
{
  return self->suggester;
}

/**
 * cpx_code_advisor_is_asking:
 * @self: an advisor
 *
 * Returns: whether an answer is awaited
 */
gboolean
cpx_code_advisor_is_asking (CpxCodeAdvisor *self)
{
  return self->practice != NULL && (self->n_open > 0 || (self->question != NULL && self->suggester == NULL));
}

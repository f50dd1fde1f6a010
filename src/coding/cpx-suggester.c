/* cpx-suggester.c: ranks the answers, makes probabilities of their scores, lets the practice's habits speak, and
 * sorts what is left into gestures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-suggester-private.h"

#include "cpx-act-index-private.h"
#include "cpx-act-text.h"
#include "cpx-gesture.h"
#include "cpx-suggest-reasons.h"
#include "cpx-told-patient.h"

#include <math.h>
#include <string.h>

#define BEHIND 0.99           /* an answer is at most so probable as the one before it: it never takes its place */
#define LEARNT_FLOOR 0.002    /* probability of a code that only the practice's habit brings in */
#define FORBIDDEN 0.02        /* what is left of the probability of an act for the other sex */
#define NAMED 0.6             /* share of its name: the text speaks of that act */
#define SILENT_PLAN 0.3       /* of what the first answer leaves: planned acts that the text is silent about */
#define MOST_DONE 6.0f        /* logarithm of the number of acts that counts as most common */

struct _CpxSuggester
{
  gatomicrefcount  ref_count;
  CpxActIndex     *index;     /* (owned) */
  CpxSuggestModel *model;     /* (owned) */
  float           *volumes;   /* (owned) (nullable): by act, 0 to 1 */
};

/* An answer with its probability. */
typedef struct
{
  const CpxAnswer *answer;      /* (nullable): brought in by habit alone */
  guint            act;
  double           probability;
  double           by_text;     /* before habits */
  guint            n_kept;
  guint            n_shown;
  guint            group;
  gboolean         principal;
  gboolean         planned;     /* brought in by the plan alone */
  gboolean         forbidden;   /* for the other sex */
} Candidate;

static float *
read_volumes (const CpxActIndex   *index,
              const CpxActVolumes *volumes)
{
  float *shares = g_new0 (float, cpx_act_index_n_acts (index) + 1);

  for (guint i = 0; i < cpx_act_index_n_acts (index); i++)
    shares[i] = log10f (cpx_act_volumes_get (volumes, cpx_act_index_get_code (index, i)) + 1.0f) / MOST_DONE;

  return shares;
}

/**
 * cpx_suggester_new_for_acts:
 * @acts: (array length=n_acts): all acts, open and closed
 * @n_acts: how many
 * @volumes: (nullable): how common they are
 * @lexicon: (nullable): what people call them; `NULL` for the program's own
 *
 * Returns: (transfer full): a suggester; any thread may ask it
 */
CpxSuggester *
cpx_suggester_new_for_acts (const CpxActText    *acts,
                            guint                n_acts,
                            const CpxActVolumes *volumes,
                            const CpxLexicon    *lexicon)
{
  g_autoptr(CpxLexicon) own = lexicon == NULL ? cpx_lexicon_new_builtin () : NULL;
  CpxSuggester *self = g_new0 (CpxSuggester, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->index = cpx_act_index_new (acts, n_acts, lexicon != NULL ? lexicon : own);
  self->model = cpx_suggest_model_new_builtin ();
  self->volumes = volumes != NULL ? read_volumes (self->index, volumes) : NULL;

  return self;
}

/**
 * cpx_suggester_new:
 * @nomenclature: a version of the CCAM; not kept
 * @volumes: (nullable): how common its acts are; without, the text alone decides
 * @lexicon: (nullable): what people call them; `NULL` for the program's own
 *
 * Returns: (transfer full): a suggester; any thread may ask it
 */
CpxSuggester *
cpx_suggester_new (CpxNomenclature     *nomenclature,
                   const CpxActVolumes *volumes,
                   const CpxLexicon    *lexicon)
{
  guint n_acts = cpx_nomenclature_get_n_acts (nomenclature);
  GStringChunk *strings = g_string_chunk_new (65536);
  g_autofree CpxActText *acts = g_new0 (CpxActText, n_acts + 1);
  CpxSuggester *self;

  for (guint i = 0; i < n_acts; i++)
    acts[i] = cpx_act_text_read (nomenclature, i, strings);
  self = cpx_suggester_new_for_acts (acts, n_acts, volumes, lexicon);
  g_string_chunk_free (strings);

  return self;
}

CpxSuggester *
cpx_suggester_ref (CpxSuggester *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
cpx_suggester_unref (CpxSuggester *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  cpx_act_index_unref (self->index);
  cpx_suggest_model_free (self->model);
  g_free (self->volumes);
  g_free (self);
}

/**
 * cpx_suggester_get_index:
 * @self: an engine
 *
 * Returns: (transfer none): the acts it knows
 */
const CpxActIndex *
cpx_suggester_get_index (const CpxSuggester *self)
{
  return self->index;
}

/**
 * cpx_suggester_has_volumes:
 * @self: a suggester
 *
 * Returns: `FALSE` if no one told it how common acts are, which people should know
 */
gboolean
cpx_suggester_has_volumes (const CpxSuggester *self)
{
  return self->volumes != NULL;
}

/**
 * cpx_suggester_get_volume:
 * @self: a suggester
 * @act: number of an act in its index
 *
 * Returns: how common the act is, from 0 to 1; 0 if no volumes are known
 */
float
cpx_suggester_get_volume (const CpxSuggester *self,
                          guint               act)
{
  return self->volumes != NULL ? self->volumes[act] : 0;
}

/* The first code's probability is calibrated. What it leaves, the others of the surest gesture share; of a further
 * gesture, most of it says that there is none. */
static double
weigh_answer (const CpxSuggester *self,
              const CpxGesture   *gesture,
              guint               i)
{
  double first = cpx_gesture_get_share (gesture, self->model, 0);
  double share = cpx_gesture_get_share (gesture, self->model, i);

  if (i == 0 || gesture->looks[CPX_LOOK_FURTHER] > 0)
    return gesture->probability * share / first;

  return (1 - gesture->probability) * share / MAX (1 - first, G_MINDOUBLE);
}

/* An act that the patient’s sex forbids (RULES §8) comes last, with its reason. */
static gboolean
is_forbidden (const CpxAnswer *answer)
{
  return answer->features[CPX_FEATURE_SEX_DIFFERS] > 0;
}

static void
weigh_gesture (const CpxSuggester *self,
               const CpxGesture   *gesture,
               guint               group,
               GArray             *candidates)
{
  double before = 1;

  for (guint i = 0; i < gesture->answers->len; i++)
    {
      const CpxAnswer *answer = &g_array_index (gesture->answers, CpxAnswer, i);
      double p = weigh_answer (self, gesture, i) * (is_forbidden (answer) ? FORBIDDEN : 1);
      Candidate candidate = { .answer = answer, .act = answer->act, .probability = MIN (p, before), .group = group,
                              .forbidden = is_forbidden (answer) };

      if (p <= 0)
        break;
      candidate.by_text = candidate.probability;
      if (!is_forbidden (answer))
        before = candidate.probability * BEHIND;
      g_array_append_val (candidates, candidate);
    }
}

/* A further gesture of which there is not enough evidence is shown among the answers to the principal one. */
static GArray *
weigh_gestures (const CpxSuggester *self,
                GPtrArray          *gestures)
{
  GArray *candidates = g_array_new (FALSE, TRUE, sizeof (Candidate));
  guint n_groups = 0;

  for (guint i = 0; i < gestures->len; i++)
    {
      const CpxGesture *gesture = g_ptr_array_index (gestures, i);
      gboolean apart = i == 0 || gesture->probability >= CPX_SUGGESTION_ENOUGH;

      weigh_gesture (self, gesture, apart ? n_groups : 0, candidates);
      n_groups += apart;
    }

  return candidates;
}

static gboolean
has_act (GArray *candidates,
         guint   act)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      if (g_array_index (candidates, Candidate, i).act == act)
        return TRUE;
    }

  return FALSE;
}

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *x = a;
  const Candidate *y = b;

  if (x->forbidden != y->forbidden)
    return x->forbidden ? 1 : -1;
  if (x->probability != y->probability)
    return x->probability < y->probability ? 1 : -1;
  if (x->by_text != y->by_text)
    return x->by_text < y->by_text ? 1 : -1;

  return x->act < y->act ? -1 : x->act > y->act;
}

/* The most probable first; but the principal gesture comes before the others. */
static void
sort_candidates (GArray *candidates)
{
  Candidate principal;
  guint i = 0;

  g_array_sort (candidates, compare_candidates);
  while (i < candidates->len && g_array_index (candidates, Candidate, i).group != 0)
    i++;
  if (i == 0 || i >= candidates->len)
    return;
  principal = g_array_index (candidates, Candidate, i);
  g_array_remove_index (candidates, i);
  g_array_prepend_val (candidates, principal);
}

/* The text names it: not a word or two that it shares with an act of the other sex. */
static gboolean
is_named_though_forbidden (const Candidate *candidate)
{
  return candidate->forbidden && candidate->answer != NULL &&
         candidate->answer->features[CPX_FEATURE_NAME_SAID] >= NAMED;
}

/* Who writes the name of an act for the other sex is to read why it is not proposed: it keeps the last place. */
static void
keep_forbidden (GArray *candidates,
                guint   limit)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate candidate = g_array_index (candidates, Candidate, i);

      if (!is_named_though_forbidden (&candidate))
        continue;
      if (i >= limit && limit > 1)
        {
          g_array_remove_index (candidates, i);
          g_array_insert_val (candidates, limit - 1, candidate);
        }
      return;
    }
}

static void
mark_principals (GArray *candidates)
{
  guint marked = 0;

  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (candidates, Candidate, i);

      candidate->principal = !(marked & (1u << candidate->group));
      marked |= 1u << candidate->group;
    }
}

/* Codes that only habit knows. */
static void
bring_in_learnt (const CpxSuggester      *self,
                 GArray                  *candidates,
                 const CpxSuggestContext *context,
                 const CpxPriorQuestion  *question)
{
  g_autoptr(GPtrArray) codes = cpx_practice_prior_list_codes (context->prior, question);

  for (guint i = 0; i < codes->len; i++)
    {
      Candidate candidate = { .probability = LEARNT_FLOOR, .by_text = LEARNT_FLOOR };
      CpxActEntry *act;

      if (!cpx_act_index_find (self->index, g_ptr_array_index (codes, i), &candidate.act) ||
          has_act (candidates, candidate.act))
        continue;
      act = cpx_act_index_act (self->index, candidate.act);
      if (act->end == 0 || act->end > context->day)
        g_array_append_val (candidates, candidate);
    }
}

/* Acts that were planned and that the text is silent about share a little: the text has the first word. */
static void
bring_in_planned (const CpxSuggester     *self,
                  GArray                 *candidates,
                  const CpxScorerContext *scorer)
{
  double left = candidates->len > 0 ? 1 - g_array_index (candidates, Candidate, 0).probability : 1;

  for (guint i = 0; i < scorer->n_planned; i++)
    {
      Candidate candidate = {
        .act = scorer->planned[i], .planned = TRUE, .probability = left * SILENT_PLAN / scorer->n_planned };
      CpxActEntry *act = cpx_act_index_act (self->index, candidate.act);

      candidate.by_text = candidate.probability;
      if (!has_act (candidates, candidate.act) && (act->end == 0 || act->end > scorer->day))
        g_array_append_val (candidates, candidate);
    }
}

static CpxSuggestionSource
find_source (const Candidate *candidate)
{
  if (candidate->probability > 2 * candidate->by_text)
    return CPX_SUGGESTION_FROM_HISTORY;

  return candidate->planned ? CPX_SUGGESTION_FROM_PLAN : CPX_SUGGESTION_FROM_TEXT;
}

static void
apply_habits (const CpxSuggester      *self,
              GArray                  *candidates,
              const char              *text,
              const CpxSuggestContext *context)
{
  const char *title = context->operation != NULL && *context->operation != '\0' ? context->operation : text;
  g_autofree char *key = cpx_practice_prior_make_key (context->prior, title);
  double first = candidates->len > 0 ? g_array_index (candidates, Candidate, 0).probability : 0;
  CpxPriorQuestion question = {
    .practitioner = context->practitioner,
    .text_key = key,
    .proposed = candidates->len > 0 ?
      cpx_act_index_get_code (self->index, g_array_index (candidates, Candidate, 0).act) : NULL,
  };

  bring_in_learnt (self, candidates, context, &question);
  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (candidates, Candidate, i);

      candidate->probability =
        cpx_practice_prior_weigh (context->prior, &question, cpx_act_index_get_code (self->index, candidate->act),
                                  candidate->by_text, first, &candidate->n_kept, &candidate->n_shown);
    }
}

static CpxSuggestion *
make_suggestion (const CpxReadText *text,
                 GArray            *candidates,
                 guint              i)
{
  const Candidate *candidate = &g_array_index (candidates, Candidate, i);
  const CpxActEntry *act = cpx_act_index_act (text->index, candidate->act);
  CpxSuggestionFields fields = {
    .label = g_strdup (act->label),
    .probability = CLAMP (candidate->probability, 0, 1),
    .group = candidate->group,
    .principal = candidate->principal,
    .complementary = act->type == 2,
    .source = find_source (candidate),
    .n_kept = candidate->n_kept,
    .n_shown = candidate->n_shown,
  };

  g_strlcpy (fields.code, act->code, sizeof fields.code);
  if (candidate->answer != NULL)
    cpx_suggest_reasons_fill (text, candidate->answer, &fields);
  if (i + 1 < candidates->len)
    {
      guint rival = g_array_index (candidates, Candidate, i + 1).act;

      fields.rival = g_strdup (cpx_act_index_get_code (text->index, rival));
      fields.rival_words = cpx_suggest_reasons_tell_apart (text->index, candidate->act, rival);
    }

  return cpx_suggestion_new (&fields);
}

/* The file of the patient counts before what the text tells. */
static void
know_patient (CpxScorerContext        *scorer,
              const CpxNoteText       *note,
              const CpxSuggestContext *known)
{
  CpxToldPatient told = cpx_told_patient_read (note);
  const CpxCodingContext *file = known->circumstances;
  int months = file != NULL ? cpx_coding_context_get_age_months (file) : -1;

  scorer->sex = file != NULL && file->sex != CPX_SEX_UNKNOWN ? file->sex : told.sex;
  scorer->age_years = months >= 0 ? months / 12 : told.age_years;
}

static CpxScorerSide
read_side (const char *side)
{
  if (g_strcmp0 (side, "both") == 0)
    return CPX_SCORER_SIDE_BOTH;

  if (g_strcmp0 (side, "left") == 0 || g_strcmp0 (side, "right") == 0)
    return CPX_SCORER_SIDE_ONE;

  return CPX_SCORER_SIDE_UNKNOWN;
}

static GArray *
read_planned (const CpxSuggester *self,
              const char         *planned)
{
  g_auto(GStrv) codes = g_strsplit_set (planned != NULL ? planned : "", " ,", -1);
  GArray *acts = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; codes[i] != NULL; i++)
    {
      guint act;

      if (cpx_act_index_find (self->index, codes[i], &act))
        g_array_append_val (acts, act);
    }

  return acts;
}

/* What weighs on the acts besides the text. */
static CpxScorerContext
make_scorer_context (const CpxSuggester      *self,
                     const CpxNoteText       *note,
                     const CpxSuggestContext *known,
                     GArray                  *planned)
{
  CpxScorerContext scorer = {
    .volumes = self->volumes,
    .organs = cpx_suggest_model_get_organs (self->model, known->specialty),
    .day = known->day != CPX_DAY_NONE ? known->day : cpx_day_today (),
    .side = read_side (known->side),
    .planned = (const guint *) (gpointer) planned->data,
    .n_planned = planned->len,
  };

  know_patient (&scorer, note, known);

  return scorer;
}

/**
 * cpx_suggester_rank:
 * @self: a suggester
 * @text: a title, a sentence, a note; any bytes
 * @context: what else is known
 * @left_out: line of the lexicon to do without; 0 is none
 *
 * Answers before probabilities and habits, for those who fit the model.
 *
 * Returns: (transfer full) (element-type CpxAnswer): the best first
 */
GArray *
cpx_suggester_rank (const CpxSuggester      *self,
                    const char              *text,
                    const CpxSuggestContext *context,
                    guint                    left_out)
{
  g_autoptr(CpxNoteText) note = cpx_note_text_new (text);
  g_autoptr(CpxClaims) claims = cpx_claims_new (note, self->index);
  g_autoptr(GArray) planned = read_planned (self, context->planned);
  CpxScorerContext known = make_scorer_context (self, note, context, planned);
  g_autoptr(CpxFormScorer) scorer = NULL;

  known.left_out = left_out;
  scorer = cpx_form_scorer_new (self->index, self->model, claims, &known);

  return cpx_form_scorer_rank (scorer);
}

/**
 * cpx_suggester_list_gestures:
 * @self: a suggester
 * @text: a title, a sentence, a note; any bytes
 * @context: what else is known
 * @left_out: line of the lexicon to do without; 0 is none
 *
 * The gestures of @text before plans and habits, for those who fit the calibration.
 *
 * Returns: (transfer full) (element-type CpxGesture): the principal one first
 */
GPtrArray *
cpx_suggester_list_gestures (const CpxSuggester      *self,
                             const char              *text,
                             const CpxSuggestContext *context,
                             guint                    left_out)
{
  g_autoptr(CpxNoteText) note = cpx_note_text_new (text);
  g_autoptr(CpxClaims) claims = cpx_claims_new (note, self->index);
  g_autoptr(GArray) planned = read_planned (self, context->planned);
  CpxScorerContext known = make_scorer_context (self, note, context, planned);
  CpxReadText read = { self->index, note, claims };
  g_autoptr(CpxFormScorer) scorer = NULL;

  known.left_out = left_out;
  scorer = cpx_form_scorer_new (self->index, self->model, claims, &known);

  return cpx_gestures_find (&read, self->model, scorer);
}

/**
 * cpx_suggester_suggest:
 * @self: a suggester
 * @text: a title, a sentence, a note; any bytes
 * @context: (nullable): what else is known
 * @limit: how many at most
 *
 * Answers what @text may be, the most probable first. Only the first thousands of words are read.
 *
 * Returns: (transfer full) (element-type CpxSuggestion): none if nothing in @text names an act
 */
GPtrArray *
cpx_suggester_suggest (const CpxSuggester      *self,
                       const char              *text,
                       const CpxSuggestContext *context,
                       guint                    limit)
{
  static const CpxSuggestContext nothing = { .day = 0 };
  const CpxSuggestContext *known = context != NULL ? context : &nothing;
  g_autoptr(CpxNoteText) note = cpx_note_text_new (text);
  g_autoptr(CpxClaims) claims = cpx_claims_new (note, self->index);
  g_autoptr(GArray) planned = read_planned (self, known->planned);
  CpxScorerContext scored = make_scorer_context (self, note, known, planned);
  CpxReadText read = { self->index, note, claims };
  g_autoptr(CpxFormScorer) scorer = cpx_form_scorer_new (self->index, self->model, claims, &scored);
  g_autoptr(GPtrArray) gestures = cpx_gestures_find (&read, self->model, scorer);
  g_autoptr(GArray) candidates = weigh_gestures (self, gestures);
  GPtrArray *suggestions = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_suggestion_unref);

  sort_candidates (candidates);
  bring_in_planned (self, candidates, &scored);
  if (known->prior != NULL)
    apply_habits (self, candidates, text, known);
  sort_candidates (candidates);
  keep_forbidden (candidates, limit);
  mark_principals (candidates);
  for (guint i = 0; i < MIN (candidates->len, limit); i++)
    g_ptr_array_add (suggestions, make_suggestion (&read, candidates, i));

  return suggestions;
}

/* cpx-suggester.c: ranks the answers, makes probabilities of their scores, lets the practice's habits speak, and
 * sorts what is left into gestures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-suggester-private.h"

#include "cpx-act-index-private.h"
#include "cpx-act-text.h"
#include "cpx-suggest-reasons.h"
#include "cpx-told-patient.h"

#include <math.h>
#include <string.h>

#define N_WEIGHED 30          /* answers that share the probability */
#define LEARNT_FLOOR 0.002    /* probability of a code that only the practice's habit brings in */
#define SILENT_PLAN 0.3       /* of what the first answer leaves: planned acts that the text is silent about */
#define MIN_GESTURE_SHARE 0.6f   /* of what an answer explains, new to the gestures before: a gesture of its own */
#define MIN_GESTURE_NAMED 0.5f   /* share of its name that the text must say */
#define MAX_GROUPS 8
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

static double
calibrate (const CpxCalibration *calibration,
           const CpxAnswer      *first,
           double                share,
           gboolean              several)
{
  double odds = log (MAX (share, 1e-6) / MAX (1 - share, 1e-6));
  double sum = calibration->constant + calibration->log_odds * odds + calibration->score * first->score +
               calibration->text_explained * first->features[CPX_FEATURE_TEXT_EXPLAINED] +
               calibration->name_said * first->features[CPX_FEATURE_NAME_SAID] +
               calibration->several * several;

  return 1 / (1 + exp (-sum));
}

/* The first code's probability is calibrated; the others share what it leaves, in the order of their scores. */
static GArray *
weigh_answers (const CpxSuggester *self,
               GArray             *answers,
               gboolean            several)
{
  const CpxCalibration *calibration = &self->model->calibration;
  GArray *candidates = g_array_new (FALSE, TRUE, sizeof (Candidate));
  guint n = MIN (answers->len, N_WEIGHED);
  double first = n > 0 ? g_array_index (answers, CpxAnswer, 0).score : 0;
  double sum = 0;
  double left = 1;

  for (guint i = 0; i < n; i++)
    sum += exp ((g_array_index (answers, CpxAnswer, i).score - first) / calibration->temperature);
  for (guint i = 0; i < n; i++)
    {
      const CpxAnswer *answer = &g_array_index (answers, CpxAnswer, i);
      double share = exp ((answer->score - first) / calibration->temperature) / sum;
      double before = i > 0 ? g_array_index (candidates, Candidate, i - 1).probability : 1;
      double p = i == 0 ? calibrate (calibration, answer, share, several) : left * share / (1 - 1 / sum);
      Candidate candidate = { .answer = answer, .act = answer->act, .probability = MIN (p, before) };

      if (i == 0)
        left = 1 - p;
      candidate.by_text = candidate.probability;
      g_array_append_val (candidates, candidate);
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

  if (x->probability != y->probability)
    return x->probability < y->probability ? 1 : -1;
  if (x->by_text != y->by_text)
    return x->by_text < y->by_text ? 1 : -1;

  return x->act < y->act ? -1 : x->act > y->act;
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
  if (scorer->n_planned > 0)
    g_array_sort (candidates, compare_candidates);
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
  g_autofree char *key = cpx_practice_prior_make_key (title);
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
  g_array_sort (candidates, compare_candidates);
}

/* Share of the words that this answer explains which no gesture before it does. */
static float
share_of_new (const CpxReadText *text,
              const CpxAnswer   *answer,
              const guint8      *group_of_unit)
{
  guint n;
  const CpxUnit *units = cpx_claims_get_units (text->claims, &n);
  float all = 0;
  float new = 0;

  for (guint i = answer->stretch.first_unit; i < answer->stretch.end_unit; i++)
    {
      if (units[i].access != 0 || !cpx_form_explains (text->index, answer->form, text->claims, i))
        continue;
      all += units[i].weight;
      new += group_of_unit[i] == 0 ? units[i].weight : 0;
    }

  return all > 0 ? new / all : 0;
}

static void
claim_units (const CpxReadText *text,
             const CpxAnswer   *answer,
             guint8            *group_of_unit,
             guint              group)
{
  for (guint i = answer->stretch.first_unit; i < answer->stretch.end_unit; i++)
    {
      if (group_of_unit[i] == 0 && cpx_form_explains (text->index, answer->form, text->claims, i))
        group_of_unit[i] = group + 1;
    }
}

/* The gesture most of whose words this answer explains too. */
static guint
find_group (const CpxReadText *text,
            const CpxAnswer   *answer,
            const guint8      *group_of_unit)
{
  guint votes[MAX_GROUPS] = { 0 };
  guint best = 0;

  for (guint i = answer->stretch.first_unit; i < answer->stretch.end_unit; i++)
    {
      if (group_of_unit[i] > 0 && cpx_form_explains (text->index, answer->form, text->claims, i))
        votes[group_of_unit[i] - 1]++;
    }
  for (guint i = 1; i < MAX_GROUPS; i++)
    {
      if (votes[i] > votes[best])
        best = i;
    }

  return best;
}

/* What a history tells, or a finding, is no gesture of this note. */
static gboolean
is_told (const CpxAnswer *answer)
{
  return answer->features[CPX_FEATURE_TOLD] > 0 && answer->features[CPX_FEATURE_DONE] <= 0;
}

/* The best answer opens a gesture; so does each that explains enough words which no gesture before it explains. */
static void
group_candidates (const CpxReadText *text,
                  GArray            *candidates)
{
  guint n_units;
  g_autofree guint8 *group_of_unit = NULL;
  guint n_groups = 0;

  cpx_claims_get_units (text->claims, &n_units);
  group_of_unit = g_new0 (guint8, n_units + 1);
  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (candidates, Candidate, i);
      const CpxActEntry *act = cpx_act_index_act (text->index, candidate->act);

      if (candidate->answer == NULL)
        continue;
      if (n_groups == 0 ||
          (n_groups < MAX_GROUPS && act->type != 2 && !is_told (candidate->answer) &&
           candidate->answer->features[CPX_FEATURE_NAME_SAID] >= MIN_GESTURE_NAMED &&
           share_of_new (text, candidate->answer, group_of_unit) >= MIN_GESTURE_SHARE))
        {
          candidate->group = n_groups;
          candidate->principal = TRUE;
          claim_units (text, candidate->answer, group_of_unit, n_groups++);
        }
      else
        {
          candidate->group = find_group (text, candidate->answer, group_of_unit);
        }
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
  CpxScorerContext scorer = make_scorer_context (self, note, context, planned);

  scorer.left_out = left_out;

  return cpx_form_scorer_rank (self->index, self->model, claims, &scorer);
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
  CpxScorerContext scorer = make_scorer_context (self, note, known, planned);
  CpxReadText read = { self->index, note, claims };
  g_autoptr(GArray) answers = cpx_form_scorer_rank (self->index, self->model, claims, &scorer);
  g_autoptr(GArray) candidates = weigh_answers (self, answers, cpx_note_text_n_sentences (note) > 1);
  GPtrArray *suggestions = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_suggestion_unref);

  bring_in_planned (self, candidates, &scorer);
  if (known->prior != NULL)
    apply_habits (self, candidates, text, known);
  group_candidates (&read, candidates);
  for (guint i = 0; i < MIN (candidates->len, limit); i++)
    g_ptr_array_add (suggestions, make_suggestion (&read, candidates, i));

  return suggestions;
}

/* cpx-form-scorer.c: retrieves names by shared concepts, then measures each on each stretch of the text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-form-scorer.h"

#include "cpx-act-index-private.h"

#include <math.h>
#include <string.h>

#define MIN_WEIGHT 0.8f         /* concepts that tell less bring no candidates */
#define KEPT_SHARE 0.3f         /* of the best mass: names below are not measured */
#define MAX_WHOLE_UNITS 14      /* a text up to this long is also read as a whole */
#define MAX_STRETCH_UNITS 48    /* a longer sentence is cut: it is no sentence */
#define REST_SHARE 0.35f        /* what the rest of a sentence counts when a clause is read alone */
#define WHOLE 0.99f             /* share of a name said that counts as all of it */
#define ALONE_IN_TEXT 0.25f     /* a nickname that is a small part of a long sentence may mean the organ only */
#define ELSEWHERE 0.7f          /* a way in told in another sentence counts for less */
#define MOST_PAID 4.0f          /* logarithm of the euros that count as most */
#define MIN_CLAUSE_SENTENCE 4   /* sentences of more units are also read by clause */

/* What the stretch being read says of one concept. */
typedef struct
{
  float   weight;    /* said: above 0 */
  float   denied;    /* said not to be */
  guint32 stamp;     /* stretch for which this holds */
} Said;

typedef struct
{
  const CpxActIndex      *index;
  const CpxSuggestModel  *model;
  const CpxScorerContext *context;
  const CpxUnit          *units;
  const CpxClaim         *claims;
  const CpxClaims        *all;
  guint                   n_units;
  guint                   access;    /* told anywhere in the text, histories left out */
  gboolean                several;   /* sentences */
  float                  *anywhere;  /* (owned): by concept: how well the text says it, in whatever sentence */

  Said                   *said;      /* (owned): by concept */
  float                  *mass;      /* (owned): by form */
  GArray                 *touched;   /* (owned): forms with mass */
  guint32                 stamp;
  guint                  *answer_of; /* (owned): by act: number in answers + 1 */
  GArray                 *answers;   /* (owned): CpxAnswer */
} Scorer;

/* What the stretch says besides concepts. */
typedef struct
{
  CpxStretch stretch;
  CpxSaid    said;
  guint      access_elsewhere;   /* told in other sentences that tell no history */
  float      weight;    /* sum over its units, and a share of what its sentence says besides */
} Reading;

static const Said *
get_said (Scorer  *self,
          guint32  concept)
{
  const Said *said = &self->said[concept];

  return said->stamp == self->stamp ? said : NULL;
}

static void
hear_claims (Scorer           *self,
             const CpxStretch *stretch)
{
  self->stamp++;
  for (guint i = stretch->first_unit; i < stretch->end_unit; i++)
    {
      for (guint j = 0; j < self->units[i].n_claims; j++)
        {
          const CpxClaim *claim = self->claims + self->units[i].first_claim + j;
          Said *said = &self->said[claim->concept];

          if (said->stamp != self->stamp)
            *said = (Said) { .stamp = self->stamp };
          if (claim->negated)
            said->denied = MAX (said->denied, claim->weight);
          else
            said->weight = MAX (said->weight, claim->weight);
        }
    }
}

static void
add_mass (Scorer  *self,
          guint32  concept,
          float    weight)
{
  const CpxActIndex *index = self->index;

  for (guint32 i = index->postings_at[concept]; i < index->postings_at[concept + 1]; i++)
    {
      const CpxPosting *posting = &index->postings[i];
      const CpxTerm *term = cpx_act_index_term (index, posting->term);

      if (term->flags & CPX_TERM_NEGATED)
        continue;
      if (self->mass[posting->form] == 0)
        g_array_append_val (self->touched, posting->form);
      self->mass[posting->form] += weight * term->match;
    }
}

/* Each concept of the stretch once, however often it is said. */
static void
gather_mass (Scorer           *self,
             const CpxStretch *stretch)
{
  guint32 heard = self->stamp;

  g_array_set_size (self->touched, 0);
  for (guint i = stretch->first_unit; i < stretch->end_unit; i++)
    {
      for (guint j = 0; j < self->units[i].n_claims; j++)
        {
          guint32 concept = self->claims[self->units[i].first_claim + j].concept;
          Said *said = &self->said[concept];

          if (said->stamp != heard || said->weight <= 0 || self->index->weights[concept] < MIN_WEIGHT)
            continue;
          add_mass (self, concept, said->weight);
          said->stamp = heard + 1;
        }
    }
  for (guint i = stretch->first_unit; i < stretch->end_unit; i++)
    {
      for (guint j = 0; j < self->units[i].n_claims; j++)
        self->said[self->claims[self->units[i].first_claim + j].concept].stamp = heard + 1;
    }
  self->stamp = heard + 1;
}

static gboolean
form_has (const CpxActIndex *index,
          const CpxForm     *form,
          guint32            concept,
          float             *out_share)
{
  for (guint i = 0; i < form->n_terms; i++)
    {
      const CpxTerm *term = cpx_act_index_term (index, form->first_term + i);

      if (term->concept == concept)
        {
          *out_share = index->weights[concept] > 0 ? term->match / index->weights[concept] : 0;
          return TRUE;
        }
    }

  return FALSE;
}

/* Share of a unit that the name explains: by its words, or by what they mean, whichever is more. */
static float
explain_unit (Scorer        *self,
              const CpxForm *form,
              const CpxUnit *unit)
{
  float said[2] = { 0, 0 };
  float explained[2] = { 0, 0 };
  float share;

  if (unit->access & cpx_act_index_act (self->index, form->act)->access)
    return 1;

  for (guint i = 0; i < unit->n_claims; i++)
    {
      const CpxClaim *claim = self->claims + unit->first_claim + i;
      float weight = self->index->weights[claim->concept] * claim->weight;

      said[claim->meant] += weight;
      if (form_has (self->index, form, claim->concept, &share))
        explained[claim->meant] += weight * share;
    }

  return MAX (said[0] > 0 ? explained[0] / said[0] : 0, said[1] > 0 ? explained[1] / said[1] : 0);
}

static void
measure_text (Scorer        *self,
              const CpxForm *form,
              const Reading *reading,
              float         *features)
{
  float explained = 0;

  for (guint i = reading->stretch.first_unit; i < reading->stretch.end_unit; i++)
    explained += self->units[i].weight * explain_unit (self, form, self->units + i);
  features[CPX_FEATURE_TEXT_EXPLAINED] = reading->weight > 0 ? explained / reading->weight : 0;
  features[CPX_FEATURE_MASS] = logf (1 + explained) / 3;
}

/* What this sentence leaves unsaid of a name, and another one says. */
static float
hear_elsewhere (const Scorer  *self,
                const CpxTerm *term)
{
  return self->several && !(term->flags & CPX_TERM_NEGATED) ? term->need * MIN (1, self->anywhere[term->concept]) : 0;
}

static void
measure_name (Scorer        *self,
              const CpxForm *form,
              float         *features)
{
  float told = 0;
  float conflict = 0;
  float elsewhere = 0;

  for (guint i = 0; i < form->n_terms; i++)
    {
      const CpxTerm *term = cpx_act_index_term (self->index, form->first_term + i);
      const Said *said = get_said (self, term->concept);
      gboolean negated = (term->flags & CPX_TERM_NEGATED) != 0;

      if (said == NULL || (said->weight <= 0 && said->denied <= 0))
        elsewhere += hear_elsewhere (self, term);
      if (said == NULL)
        continue;
      if (negated ? said->weight > 0 && said->denied == 0 : said->denied > 0 && said->weight == 0)
        conflict += MIN (1, self->index->weights[term->concept] / 2);
      else if (negated && said->denied > 0)
        conflict -= MIN (1, self->index->weights[term->concept] / 2);
      told += term->need * MIN (1, negated ? said->denied : said->weight);
    }
  features[CPX_FEATURE_NAME_SAID] = form->need > 0 ? told / form->need : 0;
  features[CPX_FEATURE_ELSEWHERE] = form->need > 0 ? elsewhere / form->need : 0;
  features[CPX_FEATURE_BOTH] = features[CPX_FEATURE_NAME_SAID] * features[CPX_FEATURE_TEXT_EXPLAINED];
  features[CPX_FEATURE_CONFLICT] = CLAMP (conflict, -1, 2);
}

static void
measure_head (Scorer        *self,
              const CpxForm *form,
              float         *features)
{
  const Said *said = get_said (self, cpx_act_index_term (self->index, form->first_term)->concept);

  features[CPX_FEATURE_HEAD] = said != NULL ? MIN (1, said->weight) : 0;
  if (form->kind == CPX_FORM_LEXICON)
    {
      features[CPX_FEATURE_NICKNAME] = 1;
      features[CPX_FEATURE_USUAL] = features[CPX_FEATURE_NAME_SAID] / (1 + form->rank);
      features[CPX_FEATURE_WHOLE_NICKNAME] = features[CPX_FEATURE_NAME_SAID] > WHOLE ?
        ALONE_IN_TEXT + (1 - ALONE_IN_TEXT) * features[CPX_FEATURE_TEXT_EXPLAINED] : 0;
    }
  features[CPX_FEATURE_OFFICIAL_NICKNAME] = form->kind == CPX_FORM_SYNONYM;
}

static void
measure_axes (const CpxActEntry *act,
              const Reading     *reading,
              float             *features)
{
  const CpxSaid *said = &reading->said;
  guint access = said->access != 0 ? said->access : reading->access_elsewhere;

  if (access != 0 && act->access != 0)
    features[access & act->access ? CPX_FEATURE_ACCESS_AGREES : CPX_FEATURE_ACCESS_DIFFERS] =
      said->access != 0 ? 1 : ELSEWHERE;
  if (act->unilateral != act->bilateral)
    {
      gboolean differs = said->two_sides ? act->unilateral : act->bilateral;
      gboolean told = said->two_sides || said->one_side;

      features[CPX_FEATURE_SIDE_DIFFERS] = differs ? (told ? 1 : 0.5f) : 0;
      features[CPX_FEATURE_SIDE_AGREES] = told && !differs;
    }
}

static gboolean
is_supplement (const CpxActEntry *act)
{
  return g_str_has_prefix (act->code, "YYYY") || g_str_has_prefix (act->code, "ZZLP") ||
         g_str_has_prefix (act->code, "ZZQ");
}

static void
measure_act (Scorer            *self,
             const CpxActEntry *act,
             guint              number,
             float             *features)
{
  const CpxScorerContext *context = self->context;

  features[CPX_FEATURE_VOLUME] = context->volumes != NULL ? context->volumes[number] : 0;
  features[CPX_FEATURE_COMPLEMENT] = act->type == 2;
  features[CPX_FEATURE_SUPPLEMENT] = is_supplement (act);
  features[CPX_FEATURE_LOOKING] = act->code[2] == 'Q' || act->code[2] == 'H';
  features[CPX_FEATURE_SPECIALTY] = context->organs != NULL && strchr (context->organs, act->code[0]) != NULL;
  features[CPX_FEATURE_PRICE] = self->several ? log10f (1 + act->price_cents / 100.0f) / MOST_PAID : 0;
}

static void
measure_patient (Scorer            *self,
                 const CpxActEntry *act,
                 guint              number,
                 float             *features)
{
  const CpxScorerContext *context = self->context;

  features[CPX_FEATURE_SEX_DIFFERS] =
    act->sex != CPX_SEX_UNKNOWN && context->sex != CPX_SEX_UNKNOWN && act->sex != context->sex;
  if (context->age_years >= 0 && !cpx_act_ages_are_any (&act->ages))
    features[cpx_act_ages_hold (&act->ages, context->age_years) ? CPX_FEATURE_AGE_AGREES : CPX_FEATURE_AGE_DIFFERS] = 1;
  for (guint i = 0; i < context->n_planned; i++)
    features[CPX_FEATURE_PLANNED] = MAX (features[CPX_FEATURE_PLANNED], context->planned[i] == number);
}

static void
measure_time (const CpxSaid *said,
              float         *features)
{
  features[CPX_FEATURE_DONE] = said->cues[CPX_NOTE_CUE_DONE] > 0 || said->part == CPX_NOTE_PART_DONE;
  features[CPX_FEATURE_TOLD] = said->cues[CPX_NOTE_CUE_TOLD] > 0 || said->part == CPX_NOTE_PART_TOLD;
  features[CPX_FEATURE_ALSO] = said->cues[CPX_NOTE_CUE_ALSO] > 0;
  features[CPX_FEATURE_TITLE] = said->part == CPX_NOTE_PART_TITLE;
}

static float
weigh (const CpxSuggestModel *model,
       const float           *features)
{
  float score = 0;

  for (guint i = 0; i < CPX_N_FEATURES; i++)
    score += model->weights[i] * features[i];

  return score;
}

static void
keep_answer (Scorer          *self,
             const CpxAnswer *answer)
{
  guint *number = &self->answer_of[answer->act];

  if (*number == 0)
    {
      g_array_append_val (self->answers, *answer);
      *number = self->answers->len;
    }
  else if (g_array_index (self->answers, CpxAnswer, *number - 1).score < answer->score)
    {
      g_array_index (self->answers, CpxAnswer, *number - 1) = *answer;
    }
}

static void
measure_form (Scorer        *self,
              guint32        number,
              const Reading *reading)
{
  const CpxForm *form = cpx_act_index_form (self->index, number);
  const CpxActEntry *act = cpx_act_index_act (self->index, form->act);
  CpxAnswer answer = { .act = form->act, .form = number, .stretch = reading->stretch };

  if ((act->end != 0 && act->end <= self->context->day) ||
      (form->line != 0 && form->line == self->context->left_out))
    return;

  measure_text (self, form, reading, answer.features);
  measure_name (self, form, answer.features);
  measure_head (self, form, answer.features);
  measure_axes (act, reading, answer.features);
  measure_act (self, act, form->act, answer.features);
  measure_patient (self, act, form->act, answer.features);
  measure_time (&reading->said, answer.features);
  answer.score = weigh (self->model, answer.features);
  keep_answer (self, &answer);
}

static float
weigh_units (Scorer *self,
             guint   first,
             guint   end)
{
  float weight = 0;

  for (guint i = first; i < end; i++)
    weight += self->units[i].weight;

  return weight;
}

/* @whole: weight of the sentence it belongs to. */
static void
read_stretch (Scorer *self,
              guint   first,
              guint   end,
              float   whole)
{
  float own = weigh_units (self, first, end);
  Reading reading = {
    .stretch = { first, end },
    .access_elsewhere = self->access,
    .weight = own + REST_SHARE * (whole - own),
  };
  float best = 0;

  reading.said = cpx_claims_hear_stretch (self->all, first, end);
  if (!reading.said.one_side && !reading.said.two_sides)
    {
      reading.said.one_side = self->context->side == CPX_SCORER_SIDE_ONE;
      reading.said.two_sides = self->context->side == CPX_SCORER_SIDE_BOTH;
    }
  hear_claims (self, &reading.stretch);
  gather_mass (self, &reading.stretch);
  for (guint i = 0; i < self->touched->len; i++)
    best = MAX (best, self->mass[g_array_index (self->touched, guint32, i)]);
  for (guint i = 0; i < self->touched->len; i++)
    {
      guint32 form = g_array_index (self->touched, guint32, i);

      if (self->mass[form] >= best * KEPT_SHARE)
        measure_form (self, form, &reading);
      self->mass[form] = 0;
    }
}

/* Where the run of units with the same sentence (or clause) ends. */
static guint
end_of_run (Scorer   *self,
            guint     first,
            gboolean  clause)
{
  guint end = first + 1;

  while (end < self->n_units && end - first < MAX_STRETCH_UNITS &&
         (clause ? self->units[end].clause == self->units[first].clause
                 : self->units[end].sentence == self->units[first].sentence))
    end++;

  return end;
}

static void
read_clauses (Scorer *self,
              guint   first,
              guint   end)
{
  for (guint at = first; at < end;)
    {
      guint next = end_of_run (self, at, TRUE);

      if (next - at < end - first)
        read_stretch (self, at, next, weigh_units (self, first, end));
      at = next;
    }
}

static gboolean
tells_what_was (const CpxSaid *said)
{
  return said->cues[CPX_NOTE_CUE_TOLD] > 0 || said->part == CPX_NOTE_PART_TOLD;
}

/* Who tells an operation step by step says its name in two sentences. A history is no step. */
static void
read_pair (Scorer *self,
           guint   first,
           guint   next)
{
  guint end = next < self->n_units ? end_of_run (self, next, FALSE) : next;

  if (end > next && !tells_what_was (cpx_claims_get_said (self->all, self->units[first].sentence)) &&
      !tells_what_was (cpx_claims_get_said (self->all, self->units[next].sentence)))
    read_stretch (self, first, end, weigh_units (self, first, end));
}

static void
read_sentences (Scorer *self)
{
  for (guint at = 0; at < self->n_units;)
    {
      guint next = end_of_run (self, at, FALSE);

      read_stretch (self, at, next, weigh_units (self, at, next));
      if (next - at >= MIN_CLAUSE_SENTENCE)
        read_clauses (self, at, next);
      read_pair (self, at, next);
      at = next;
    }
}

static void
hear_access (Scorer *self)
{
  for (guint i = 0; i < self->n_units; i++)
    {
      const CpxSaid *said = cpx_claims_get_said (self->all, self->units[i].sentence);

      if (said->cues[CPX_NOTE_CUE_DONE] >= said->cues[CPX_NOTE_CUE_TOLD])
        self->access |= said->access;
    }
}

static void
hear_anywhere (Scorer *self,
               guint   n_claims)
{
  self->anywhere = g_new0 (float, self->index->n_concepts);
  self->several = self->n_units > 0 && self->units[0].sentence != self->units[self->n_units - 1].sentence;
  for (guint i = 0; self->several && i < n_claims; i++)
    {
      const CpxClaim *claim = self->claims + i;

      if (!claim->negated)
        self->anywhere[claim->concept] = MAX (self->anywhere[claim->concept], claim->weight);
    }
}

static int
compare_answers (gconstpointer a,
                 gconstpointer b)
{
  const CpxAnswer *x = a;
  const CpxAnswer *y = b;

  if (x->score != y->score)
    return x->score < y->score ? 1 : -1;

  return x->act < y->act ? -1 : x->act > y->act;
}

/**
 * cpx_form_scorer_rank:
 * @index: the acts
 * @model: what counts how much
 * @claims: what the text says
 * @context: what else is known
 *
 * Returns: (transfer full) (element-type CpxAnswer): acts that answer @claims, the best first
 */
GArray *
cpx_form_scorer_rank (const CpxActIndex      *index,
                      const CpxSuggestModel  *model,
                      const CpxClaims        *claims,
                      const CpxScorerContext *context)
{
  Scorer self = { .index = index, .model = model, .context = context, .all = claims };
  guint n_claims;

  self.units = cpx_claims_get_units (claims, &self.n_units);
  self.claims = cpx_claims_get_claims (claims, &n_claims);
  self.said = g_new0 (Said, index->n_concepts);
  self.mass = g_new0 (float, index->forms->len + 1);
  self.touched = g_array_new (FALSE, FALSE, sizeof (guint32));
  self.answer_of = g_new0 (guint, index->acts->len + 1);
  self.answers = g_array_new (FALSE, FALSE, sizeof (CpxAnswer));
  hear_access (&self);
  hear_anywhere (&self, n_claims);
  read_sentences (&self);
  if (self.n_units <= MAX_WHOLE_UNITS && self.n_units > 0 &&
      self.units[0].sentence != self.units[self.n_units - 1].sentence)
    read_stretch (&self, 0, self.n_units, weigh_units (&self, 0, self.n_units));
  g_array_sort (self.answers, compare_answers);
  g_free (self.said);
  g_free (self.mass);
  g_free (self.anywhere);
  g_array_unref (self.touched);
  g_free (self.answer_of);

  return self.answers;
}

/**
 * cpx_form_explains:
 * @index: the acts
 * @form: number of a name
 * @claims: what a text says
 * @unit: number of one of its units
 *
 * Returns: `TRUE` if the name holds at least half of what the unit says
 */
gboolean
cpx_form_explains (const CpxActIndex *index,
                   guint              form,
                   const CpxClaims   *claims,
                   guint              unit)
{
  guint n;
  Scorer self = { .index = index };

  self.units = cpx_claims_get_units (claims, &self.n_units);
  self.claims = cpx_claims_get_claims (claims, &n);

  return explain_unit (&self, cpx_act_index_form (index, form), self.units + unit) >= 0.5f;
}

/* cpx-form-scorer.c: retrieves names by shared concepts, then measures each on each stretch of the text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-form-scorer-private.h"

#include <string.h>

#define MIN_WEIGHT 0.8f         /* concepts that tell less bring no candidates */
#define KEPT_SHARE 0.3f         /* of the best mass: names below are not measured */
#define MAX_WHOLE_UNITS 14      /* a text up to this long is also read as a whole */
#define MAX_STRETCH_UNITS 48    /* a longer sentence is cut: it is no sentence */
#define REST_SHARE 0.35f        /* what the rest of a sentence counts when a clause is read alone */
#define MAX_PARTED_UNITS 16     /* a longer sentence is no title: its "et" part no gestures */
#define TRUST_IN_TOLD 0.5f      /* words of a name that a history or a finding says */
#define MIN_CLAUSE_SENTENCE 4   /* sentences of more units are also read by clause */

static void
hear_claims (CpxFormScorer    *self,
             const CpxStretch *stretch)
{
  self->stamp++;
  self->eithers = 0;
  for (guint i = stretch->first_unit; i < stretch->end_unit; i++)
    {
      for (guint j = 0; j < self->units[i].n_claims; j++)
        {
          const CpxClaim *claim = self->claims + self->units[i].first_claim + j;
          CpxHeard *said = &self->said[claim->concept];

          if (said->stamp != self->stamp)
            *said = (CpxHeard) { .stamp = self->stamp };
          if (claim->negated)
            {
              said->denied = MAX (said->denied, claim->weight);
              continue;
            }
          said->weight = MAX (said->weight, claim->weight);
          self->eithers |= self->index->eithers[claim->concept];
        }
    }
}

static void
add_mass (CpxFormScorer *self,
          guint32        concept,
          float          weight)
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
gather_mass (CpxFormScorer    *self,
             const CpxStretch *stretch)
{
  guint32 heard = self->stamp;

  g_array_set_size (self->touched, 0);
  for (guint i = stretch->first_unit; i < stretch->end_unit; i++)
    {
      for (guint j = 0; j < self->units[i].n_claims; j++)
        {
          guint32 concept = self->claims[self->units[i].first_claim + j].concept;
          CpxHeard *said = &self->said[concept];

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

static void
keep_answer (CpxFormScorer   *self,
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
measure_form (CpxFormScorer    *self,
              guint32           number,
              const CpxReading *reading)
{
  const CpxForm *form = cpx_act_index_form (self->index, number);
  const CpxActEntry *act = cpx_act_index_act (self->index, form->act);
  CpxAnswer answer = { .act = form->act, .form = number, .stretch = reading->stretch, .whole = reading->whole };

  if ((act->end != 0 && act->end <= self->context->day) ||
      (form->line != 0 && form->line == self->context->left_out))
    return;
  cpx_form_scorer_measure_reading (self, reading, &answer);
  keep_answer (self, &answer);
}

static float
weigh_units (CpxFormScorer *self,
             guint          first,
             guint          end)
{
  float weight = 0;

  for (guint i = first; i < end; i++)
    weight += cpx_form_scorer_weigh_unit (self, i);

  return weight;
}

/* What other gestures explain of the sentences of a stretch. */
static float
weigh_taken (CpxFormScorer    *self,
             const CpxStretch *stretch)
{
  guint first = stretch->first_unit;
  float weight = 0;

  while (first > 0 && self->units[first - 1].sentence == self->units[stretch->first_unit].sentence)
    first--;
  for (guint i = first; self->taken != NULL && i < self->n_units &&
       self->units[i].sentence <= self->units[stretch->end_unit - 1].sentence; i++)
    weight += self->taken[i] ? self->units[i].weight : 0;

  return weight;
}

static gboolean
is_silent (const CpxFormScorer *self,
           guint                unit)
{
  return self->silent != NULL && self->silent[unit];
}

static guint
hear_access_of (const CpxFormScorer *self,
                guint                unit)
{
  const CpxUnit *told = &self->units[unit];

  return is_silent (self, unit) || told->n_claims == 0 || self->claims[told->first_claim].negated ? 0 : told->access;
}

/* Once other gestures are silent: the way in that the sentences of a stretch tell beside them. */
static guint
hear_own_access (const CpxFormScorer *self,
                 const CpxStretch    *stretch)
{
  guint first = stretch->first_unit;
  guint end = stretch->end_unit;
  guint access = 0;

  while (first > 0 && self->units[first - 1].sentence == self->units[stretch->first_unit].sentence)
    first--;
  while (end < self->n_units && self->units[end].sentence == self->units[stretch->end_unit - 1].sentence)
    end++;
  for (guint i = first; i < end; i++)
    access |= hear_access_of (self, i);

  return access;
}

/* @whole: weight of the sentence it belongs to. */
static CpxReading
begin_reading (CpxFormScorer *self,
               CpxStretch     stretch,
               float          whole)
{
  float own = weigh_units (self, stretch.first_unit, stretch.end_unit);
  float rest = MAX (0, whole - weigh_taken (self, &stretch) - own);
  CpxReading reading = {
    .stretch = stretch,
    .access_elsewhere = self->access,
    .two_sides_elsewhere = self->two_sides,
    .whole = whole,
    .weight = own + REST_SHARE * rest,
    .said = cpx_claims_hear_stretch (self->all, stretch.first_unit, stretch.end_unit),
  };

  if (self->silent != NULL)
    reading.said.access = hear_own_access (self, &stretch);
  if (!reading.said.one_side && !reading.said.two_sides)
    {
      reading.said.one_side = self->context->side == CPX_SCORER_SIDE_ONE;
      reading.said.two_sides = self->context->side == CPX_SCORER_SIDE_BOTH;
    }
  hear_claims (self, &reading.stretch);

  return reading;
}

static void
read_stretch (CpxFormScorer *self,
              guint          first,
              guint          end,
              float          whole)
{
  CpxReading reading = begin_reading (self, (CpxStretch) { first, end }, whole);
  float best = 0;

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
end_of_run (CpxFormScorer *self,
            guint          first,
            gboolean       clause)
{
  guint end = first + 1;

  while (end < self->n_units && end - first < MAX_STRETCH_UNITS &&
         (clause ? self->units[end].clause == self->units[first].clause
                 : self->units[end].sentence == self->units[first].sentence))
    end++;

  return end;
}

static void
read_clauses (CpxFormScorer *self,
              guint          first,
              guint          end)
{
  for (guint at = first; at < end;)
    {
      guint next = end_of_run (self, at, TRUE);

      if (next - at < end - first)
        read_stretch (self, at, next, weigh_units (self, first, end));
      at = next;
    }
}

static guint
end_of_part (CpxFormScorer *self,
             guint          first,
             guint          end)
{
  guint next = first + 1;

  while (next < end && !self->units[next].begins_part)
    next++;

  return next;
}

/* "PTG droite et canal carpien gauche": who names two gestures in one breath is also heard by halves. */
static void
read_parts (CpxFormScorer *self,
            guint          first,
            guint          end)
{
  if (end_of_part (self, first, end) == end)
    return;
  for (guint at = first; at < end;)
    {
      guint next = end_of_part (self, at, end);

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
read_pair (CpxFormScorer *self,
           guint          first,
           guint          next)
{
  guint end = next < self->n_units ? end_of_run (self, next, FALSE) : next;

  if (end > next && !tells_what_was (cpx_claims_get_said (self->all, self->units[first].sentence)) &&
      !tells_what_was (cpx_claims_get_said (self->all, self->units[next].sentence)))
    read_stretch (self, first, end, weigh_units (self, first, end));
}

static void
read_sentences (CpxFormScorer *self)
{
  for (guint at = 0; at < self->n_units;)
    {
      guint next = end_of_run (self, at, FALSE);

      read_stretch (self, at, next, weigh_units (self, at, next));
      if (next - at >= MIN_CLAUSE_SENTENCE)
        read_clauses (self, at, next);
      if (next - at <= MAX_PARTED_UNITS)
        read_parts (self, at, next);
      read_pair (self, at, next);
      at = next;
    }
}

static gboolean
says_two_sides (const CpxFormScorer *self,
                guint                unit)
{
  const CpxUnit *told = &self->units[unit];

  for (guint i = 0; i < told->n_claims && !is_silent (self, unit); i++)
    {
      const CpxClaim *claim = &self->claims[told->first_claim + i];

      if (claim->concept == self->index->bilateral && !claim->negated)
        return TRUE;
    }

  return FALSE;
}

/* The ways in and the sides that the text tells of the operation, wherever it does. */
static void
hear_access (CpxFormScorer *self)
{
  self->access = 0;
  self->two_sides = FALSE;
  for (guint i = 0; i < self->n_units; i++)
    {
      const CpxSaid *said = cpx_claims_get_said (self->all, self->units[i].sentence);

      if (said->cues[CPX_NOTE_CUE_DONE] < said->cues[CPX_NOTE_CUE_TOLD])
        continue;
      self->access |= hear_access_of (self, i);
      self->two_sides = self->two_sides || says_two_sides (self, i);
    }
}

/* A history names other operations; it names the reason of this one too. */
static float
trust_sentence_of (const CpxFormScorer *self,
                   guint                unit)
{
  return tells_what_was (cpx_claims_get_said (self->all, self->units[unit].sentence)) ? TRUST_IN_TOLD : 1;
}

static void
hear_anywhere (CpxFormScorer *self)
{
  for (guint i = 0; self->several && i < self->n_claims; i++)
    self->anywhere[self->claims[i].concept] = 0;
  for (guint i = 0; self->several && i < self->n_claims; i++)
    {
      const CpxClaim *claim = self->claims + i;
      float *said = &self->anywhere[claim->concept];

      if (!claim->negated && !is_silent (self, claim->unit))
        *said = MAX (*said, claim->weight * trust_sentence_of (self, claim->unit));
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

/* Gestures that the text tells to have been done, in words; ways in are none. */
static void
find_gestures (CpxFormScorer *self)
{
  self->gestures = g_new0 (guint8, self->n_units + 1);
  for (guint i = 0; i < self->n_claims; i++)
    {
      const CpxClaim *claim = self->claims + i;

      if (self->units[claim->unit].access == 0 && !claim->negated && self->index->gestures[claim->concept])
        self->gestures[claim->unit] = TRUE;
    }
}

/**
 * cpx_form_scorer_new:
 * @index: the acts
 * @model: what counts how much
 * @claims: what the text says
 * @context: what else is known
 *
 * Returns: (transfer full): a scorer of one text, which keeps none of these alive
 */
CpxFormScorer *
cpx_form_scorer_new (const CpxActIndex      *index,
                     const CpxSuggestModel  *model,
                     const CpxClaims        *claims,
                     const CpxScorerContext *context)
{
  CpxFormScorer *self = g_new0 (CpxFormScorer, 1);

  self->index = index;
  self->model = model;
  self->context = context;
  self->all = claims;
  self->units = cpx_claims_get_units (claims, &self->n_units);
  self->claims = cpx_claims_get_claims (claims, &self->n_claims);
  find_gestures (self);
  self->several = self->n_units > 0 && self->units[0].sentence != self->units[self->n_units - 1].sentence;
  self->said = g_new0 (CpxHeard, index->n_concepts);
  self->mass = g_new0 (float, index->forms->len + 1);
  self->anywhere = g_new0 (float, index->n_concepts);
  self->touched = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->answer_of = g_new0 (guint, index->acts->len + 1);
  self->answers = g_array_new (FALSE, FALSE, sizeof (CpxAnswer));
  cpx_form_scorer_silence (self, NULL, NULL);

  return self;
}

void
cpx_form_scorer_free (CpxFormScorer *self)
{
  g_free (self->gestures);
  g_free (self->said);
  g_free (self->mass);
  g_free (self->anywhere);
  g_array_unref (self->touched);
  g_free (self->answer_of);
  g_array_unref (self->answers);
  g_free (self);
}

/**
 * cpx_form_scorer_rank:
 * @self: a scorer
 *
 * Returns: (transfer full) (element-type CpxAnswer): acts that answer the text, the best first
 */
GArray *
cpx_form_scorer_rank (CpxFormScorer *self)
{
  read_sentences (self);
  if (self->n_units <= MAX_WHOLE_UNITS && self->several)
    read_stretch (self, 0, self->n_units, weigh_units (self, 0, self->n_units));
  g_array_sort (self->answers, compare_answers);

  return g_array_ref (self->answers);
}

/**
 * cpx_form_scorer_silence:
 * @self: a scorer
 * @silent_units: (nullable): by unit: 1 if it speaks of another gesture; must live as long as answers are measured
 * @taken_units: (nullable): by unit: 1 if another gesture explains it; must live as long too
 *
 * What silent units say is not heard from the others any more: neither a way in nor words of names. A taken unit
 * needs no explanation.
 */
void
cpx_form_scorer_silence (CpxFormScorer *self,
                         const guint8  *silent_units,
                         const guint8  *taken_units)
{
  self->silent = silent_units;
  self->taken = taken_units;
  hear_access (self);
  hear_anywhere (self);
}

/**
 * cpx_form_scorer_measure:
 * @self: a scorer
 * @answer: (inout): one of its answers
 *
 * Measures @answer again on its own stretch, with what the units say that are not silent now.
 */
void
cpx_form_scorer_measure (CpxFormScorer *self,
                         CpxAnswer     *answer)
{
  CpxReading reading = begin_reading (self, answer->stretch, answer->whole);

  cpx_form_scorer_measure_reading (self, &reading, answer);
}

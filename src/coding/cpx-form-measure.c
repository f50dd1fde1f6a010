/* cpx-form-measure.c: what one name of an act and one stretch of a text have in common.
 *
 * cpx-suggest-model.h says what each measure is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-form-scorer-private.h"

#include <math.h>
#include <string.h>

#define WHOLE 0.99f             /* share of a name said that counts as all of it */
#define ALONE_IN_TEXT 0.25f     /* a nickname that is a small part of a long sentence may mean the organ only */
#define HALF_SAID 0.7f          /* one of two ways in is told */
#define ELSEWHERE 0.7f          /* a way in told in another sentence counts for less */
#define HALF_UNSAID 0.5f        /* the gesture is named in another sentence of the note */
#define OPENING_SENTENCES 3     /* a title, perhaps a line on the patient and the reason before it */
#define LENT_SHARE 0.15f        /* of a word of a nickname of several; a general word is 1 */
#define TOKENS_BEFORE 3         /* "les 6" stand before what they count */
#define ONE_OF_BOTH 2.5f         /* one side told: an act for both is hardly meant */
#define SOME_AWAY 0.6f         /* a share of what speaks for a name that may be told of another day */
#define MOST_PAID 4.0f          /* logarithm of the euros that count as most */

static const CpxHeard *
get_said (CpxFormScorer *self,
          guint32        concept)
{
  const CpxHeard *said = &self->said[concept];

  return said->stamp == self->stamp ? said : NULL;
}

/* What a text denies, a name holds that leaves it out, or that leaves it open. */
static gboolean
may_be_meant (const CpxTerm  *term,
              const CpxClaim *claim)
{
  gboolean negated = (term->flags & CPX_TERM_NEGATED) != 0;

  return negated == claim->negated || (term->need <= 0 && !(term->flags & CPX_TERM_SOFT));
}

static gboolean
form_has (const CpxActIndex *index,
          const CpxForm     *form,
          const CpxClaim    *claim,
          float             *out_share)
{
  for (guint i = 0; i < form->n_terms; i++)
    {
      const CpxTerm *term = cpx_act_index_term (index, form->first_term + i);

      if (term->concept == claim->concept && may_be_meant (term, claim))
        {
          *out_share = index->weights[term->concept] > 0 ? term->match / index->weights[term->concept] : 0;
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
is_denied (const CpxFormScorer *self,
           const CpxUnit       *unit)
{
  return unit->n_claims > 0 && self->claims[unit->first_claim].negated;
}

/* Share of a unit that the name explains: by its words, or by what they mean, whichever is more. */
static float
explain_unit (CpxFormScorer *self,
              const CpxForm *form,
              const CpxUnit *unit)
{
  float said[2] = { 0, 0 };
  float explained[2] = { 0, 0 };
  float share;
  const CpxActEntry *act = cpx_act_index_act (self->index, form->act);

  if (unit->access & (act->access | act->access_also) && !is_denied (self, unit))
    return 1;

  for (guint i = 0; i < unit->n_claims; i++)
    {
      const CpxClaim *claim = self->claims + unit->first_claim + i;
      float weight = self->index->weights[claim->concept] * claim->weight;

      said[claim->meant] += weight;
      if (form_has (self->index, form, claim, &share))
        explained[claim->meant] += weight * share;
    }

  return MAX (said[0] > 0 ? explained[0] / said[0] : 0, said[1] > 0 ? explained[1] / said[1] : 0);
}

/* What speaks for a name, and how much of it is told of another day or person. */
typedef struct
{
  float    explained;
  float    away;
  gboolean gesture_now;
  CpxWordWorth worth;    /* of its best word */
} Evidence;

/* What the best word of a unit that the name has is worth by itself. */
static CpxWordWorth
find_worth (const CpxFormScorer *self,
            const CpxForm       *form,
            const CpxUnit       *unit)
{
  CpxWordWorth worth = CPX_WORD_GENERAL;
  float share;

  for (guint i = unit->first_claim; i < unit->first_claim + unit->n_claims; i++)
    {
      if (form_has (self->index, form, &self->claims[i], &share))
        worth = MIN (worth, self->index->lent[self->claims[i].concept]);
    }

  return worth;
}

static void
gather_evidence (const CpxFormScorer *self,
                 const CpxForm       *form,
                 guint                unit,
                 float                explained,
                 Evidence            *evidence)
{
  const CpxUnit *told = &self->units[unit];

  if (explained <= 0 || told->access != 0)
    return;
  evidence->worth = MIN (evidence->worth, find_worth (self, form, told));
  evidence->explained += explained;
  evidence->away += told->away ? explained : 0;
  evidence->gesture_now = evidence->gesture_now || (self->gestures[unit] && !told->away);
}

/* A gesture that is told of now is the operation, whatever was before. */
static float
measure_away (const Evidence *evidence)
{
  if (evidence->explained <= 0 || evidence->gesture_now)
    return 0;

  return MAX (0, (evidence->away / evidence->explained - SOME_AWAY) / (1 - SOME_AWAY));
}

static void
measure_text (CpxFormScorer    *self,
              const CpxForm    *form,
              const CpxReading *reading,
              float            *features)
{
  float explained = 0;
  float gestures = 0;
  float left = 0;
  static const float worth_shares[] = { [CPX_WORD_LENT] = LENT_SHARE, [CPX_WORD_GENERAL] = 1 };
  Evidence evidence = { .worth = CPX_WORD_GENERAL };

  for (guint i = reading->stretch.first_unit; i < reading->stretch.end_unit; i++)
    {
      float weight = cpx_form_scorer_weigh_unit (self, i);
      float share = explain_unit (self, form, self->units + i);

      explained += weight * share;
      gather_evidence (self, form, i, weight * share, &evidence);
      gestures += self->gestures[i] ? weight : 0;
      left += self->gestures[i] ? weight * (1 - share) : 0;
    }
  features[CPX_FEATURE_GESTURE_LEFT] = gestures > 0 ? left / gestures : 0;
  features[CPX_FEATURE_BARE] = gestures - left <= 0;
  features[CPX_FEATURE_AWAY] = measure_away (&evidence);
  features[CPX_FEATURE_LONE] = evidence.explained > 0 ? worth_shares[evidence.worth] : 0;
  features[CPX_FEATURE_TEXT_EXPLAINED] = reading->weight > 0 ? explained / reading->weight : 0;
  features[CPX_FEATURE_MASS] = logf (1 + explained) / 3;
}

/* What this sentence leaves unsaid of a name, and another one says. */
static float
hear_elsewhere (const CpxFormScorer *self,
                const CpxTerm       *term)
{
  return self->several && !(term->flags & CPX_TERM_NEGATED) ? term->need * MIN (1, self->anywhere[term->concept]) : 0;
}

/* What the whole note says of a name, its soft words too. */
static float
hear_backing (const CpxFormScorer *self,
              const CpxTerm       *term)
{
  return self->several && !(term->flags & CPX_TERM_NEGATED) ? term->match * self->anywhere[term->concept] : 0;
}

static void
measure_name (CpxFormScorer *self,
              const CpxForm *form,
              float         *features)
{
  float told = 0;
  float conflict = 0;
  float elsewhere = 0;
  float backed = 0;
  guint n_needed = 0;
  guint n_said = 0;

  for (guint i = 0; i < form->n_terms; i++)
    {
      const CpxTerm *term = cpx_act_index_term (self->index, form->first_term + i);
      const CpxHeard *said = get_said (self, term->concept);
      gboolean negated = (term->flags & CPX_TERM_NEGATED) != 0;

      backed += hear_backing (self, term);
      n_needed += !negated && term->need > 0;
      n_said += !negated && term->need > 0 && said != NULL && said->weight > 0;
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
  if (features[CPX_FEATURE_LONE] < 1 && 2 * n_said > n_needed)
    features[CPX_FEATURE_LONE] = 0;
  features[CPX_FEATURE_ELSEWHERE] = form->need > 0 ? elsewhere / form->need : 0;
  features[CPX_FEATURE_BACKED] = logf (1 + backed) / 3;
  features[CPX_FEATURE_BOTH] = features[CPX_FEATURE_NAME_SAID] * features[CPX_FEATURE_TEXT_EXPLAINED];
  features[CPX_FEATURE_CONFLICT] = CLAMP (conflict, -1, 2);
}

/* Whether a term is of the name or its label, and not only of the menu. */
static gboolean
is_of_name (const CpxFormScorer *self,
            const CpxTerm       *term)
{
  return !(term->flags & CPX_TERM_NEGATED) && (term->flags & CPX_TERM_SOFT || term->need > 0) &&
         term->match > self->index->weights[term->concept] / 2;
}

/* A word of the text that the name says the opposite of, and says nowhere itself. */
static void
measure_opposed (CpxFormScorer *self,
                 const CpxForm *form,
                 float         *features)
{
  guint32 said_too = 0;
  guint32 opposed = 0;

  for (guint i = 0; i < form->n_terms && self->eithers != 0; i++)
    {
      const CpxTerm *term = cpx_act_index_term (self->index, form->first_term + i);
      guint32 eithers = self->index->eithers[term->concept] & self->eithers;
      const CpxHeard *said = eithers != 0 ? get_said (self, term->concept) : NULL;

      if (said != NULL && said->weight > 0)
        said_too |= eithers;
      else if (eithers != 0 && is_of_name (self, term))
        opposed |= eithers;
    }
  features[CPX_FEATURE_OPPOSED] = (opposed & ~said_too) != 0;
}

/* How far the text leaves the name's gesture unsaid; elsewhere in a note it is half said. */
static void
measure_gesture (CpxFormScorer *self,
                 const CpxForm *form,
                 float         *features)
{
  float unsaid = 0;

  for (guint i = 0; i < form->n_terms; i++)
    {
      const CpxTerm *term = cpx_act_index_term (self->index, form->first_term + i);
      const CpxHeard *said;

      if (term->need <= 0 || term->flags & CPX_TERM_NEGATED || !self->index->gestures[term->concept])
        continue;
      said = get_said (self, term->concept);
      if (said != NULL && said->weight > 0)
        return;
      unsaid = unsaid > 0 ? unsaid : 1;
      if (self->several && self->anywhere[term->concept] > 0)
        unsaid = HALF_UNSAID;
    }
  features[CPX_FEATURE_GESTURE_UNSAID] = unsaid;
}

static void
measure_head (CpxFormScorer *self,
              const CpxForm *form,
              float         *features)
{
  const CpxHeard *said = get_said (self, cpx_act_index_term (self->index, form->first_term)->concept);

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

/* "Hernie bilatérale" in one sentence counts for the sides told one by one in others. One side goes without saying:
 * told, it speaks against an act for both, not for one. */
static void
measure_sides (const CpxActEntry *act,
               const CpxReading  *reading,
               float             *features)
{
  const CpxSaid *said = &reading->said;
  gboolean elsewhere = !said->two_sides && reading->two_sides_elsewhere;
  gboolean differs = said->two_sides || elsewhere ? act->unilateral : act->bilateral;
  gboolean told = said->two_sides || said->one_side;

  features[CPX_FEATURE_SIDE_DIFFERS] = !differs ? 0 : !told || elsewhere ? 0.5f : said->two_sides ? 1 : ONE_OF_BOTH;
  features[CPX_FEATURE_SIDE_AGREES] = differs ? 0 : elsewhere ? 0.5f : said->two_sides;
}

/* Of two ways that an act asks for, one is told: the other counts as another way. */
static float
measure_access (const CpxActEntry *act,
                guint              access)
{
  gboolean one = (access & act->access) != 0;
  gboolean also = act->access_also == 0 ? one : (access & act->access_also) != 0;

  return one && also ? 1 : one || also ? -HALF_SAID : -1;
}

static void
measure_axes (const CpxActEntry *act,
              const CpxReading  *reading,
              float             *features)
{
  const CpxSaid *said = &reading->said;
  guint access = said->access != 0 ? said->access : reading->access_elsewhere;

  float agrees = access != 0 && act->access != 0 ? measure_access (act, access) : 0;

  features[CPX_FEATURE_ACCESS_AGREES] = MAX (0, agrees) * (said->access != 0 ? 1 : ELSEWHERE);
  features[CPX_FEATURE_ACCESS_DIFFERS] = MAX (0, -agrees) * (said->access != 0 ? 1 : ELSEWHERE);
  if (act->unilateral != act->bilateral)
    measure_sides (act, reading, features);
}

static gboolean
is_in_stretch (const CpxFormScorer *self,
               const CpxReading    *reading,
               const CpxCount      *told)
{
  guint first = self->units[reading->stretch.first_unit].first_token;

  return told->token + TOKENS_BEFORE >= first &&
         told->token <= self->units[reading->stretch.end_unit - 1].last_token;
}

static void
measure_number (const CpxFormScorer *self,
                const CpxActEntry   *act,
                const CpxReading    *reading,
                float               *features)
{
  const GArray *counts = cpx_claims_get_counts (self->all);

  for (guint i = 0; i < counts->len && act->count.most > 0; i++)
    {
      const CpxCount *told = &g_array_index (counts, CpxCount, i);

      if (told->concept != act->count.concept || !is_in_stretch (self, reading, told))
        continue;
      features[cpx_count_holds (&act->count, told) ? CPX_FEATURE_NUMBER_AGREES : CPX_FEATURE_NUMBER_DIFFERS] = 1;
    }
  if (features[CPX_FEATURE_NUMBER_AGREES] > 0)
    features[CPX_FEATURE_NUMBER_DIFFERS] = 0;
}

static gboolean
is_supplement (const CpxActEntry *act)
{
  return g_str_has_prefix (act->code, "YYYY") || g_str_has_prefix (act->code, "ZZLP") ||
         g_str_has_prefix (act->code, "ZZQ");
}

static void
measure_act (CpxFormScorer     *self,
             const CpxActEntry *act,
             guint              number,
             float             *features)
{
  const CpxScorerContext *context = self->context;

  features[CPX_FEATURE_VOLUME] = context->volumes != NULL && features[CPX_FEATURE_ACCESS_DIFFERS] <= 0 ?
                                 context->volumes[number] : 0;
  features[CPX_FEATURE_COMPLEMENT] = act->type == 2;
  features[CPX_FEATURE_SUPPLEMENT] = is_supplement (act);
  features[CPX_FEATURE_LOOKING] = act->code[2] == 'Q' || act->code[2] == 'H';
  features[CPX_FEATURE_SPECIALTY] = context->organs != NULL && strchr (context->organs, act->code[0]) != NULL;
  features[CPX_FEATURE_PRICE] = self->several ? log10f (1 + act->price_cents / 100.0f) / MOST_PAID : 0;
  features[CPX_FEATURE_AWAKE] = self->several && !act->anaesthesia;
}

static void
measure_patient (CpxFormScorer     *self,
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

/* The same words weigh otherwise in a title, which says little else, than in a note. */
static void
measure_note (const CpxFormScorer *self,
              float               *features)
{
  features[CPX_FEATURE_NOTE_EXPLAINED] = self->several ? features[CPX_FEATURE_TEXT_EXPLAINED] : 0;
  features[CPX_FEATURE_NOTE_NAMED] = self->several ? features[CPX_FEATURE_NAME_SAID] : 0;
  features[CPX_FEATURE_NOTE_MASS] = self->several ? features[CPX_FEATURE_MASS] : 0;
}

/* Who writes a report names the operation before telling it. */
static void
measure_opening (const CpxFormScorer *self,
                 const CpxReading    *reading,
                 float               *features)
{
  gboolean early = self->units[reading->stretch.first_unit].sentence < OPENING_SENTENCES;

  features[CPX_FEATURE_OPENING] = self->several && early && features[CPX_FEATURE_BARE] <= 0 &&
                                  features[CPX_FEATURE_TOLD] <= 0;
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

/**
 * cpx_form_scorer_measure_reading:
 * @self: a scorer
 * @reading: the stretch that it hears
 * @answer: (inout): a name of an act on that stretch
 *
 * Measures a name on a stretch, and gives it its score.
 */
void
cpx_form_scorer_measure_reading (CpxFormScorer    *self,
                                 const CpxReading *reading,
                                 CpxAnswer        *answer)
{
  const CpxForm *form = cpx_act_index_form (self->index, answer->form);
  const CpxActEntry *act = cpx_act_index_act (self->index, form->act);

  memset (answer->features, 0, sizeof answer->features);
  measure_text (self, form, reading, answer->features);
  measure_name (self, form, answer->features);
  measure_opposed (self, form, answer->features);
  measure_gesture (self, form, answer->features);
  measure_head (self, form, answer->features);
  measure_axes (act, reading, answer->features);
  measure_number (self, act, reading, answer->features);
  measure_act (self, act, form->act, answer->features);
  measure_patient (self, act, form->act, answer->features);
  measure_note (self, answer->features);
  measure_time (&reading->said, answer->features);
  measure_opening (self, reading, answer->features);
  answer->score = weigh (self->model, answer->features);
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
  CpxFormScorer self = { .index = index };

  self.units = cpx_claims_get_units (claims, &self.n_units);
  self.claims = cpx_claims_get_claims (claims, &n);

  return explain_unit (&self, cpx_act_index_form (index, form), self.units + unit) >= 0.5f;
}

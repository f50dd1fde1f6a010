/* cpx-gesture.c: sorts answers into gestures, then lets each gesture hear its own sentences only.
 *
 * The best answer opens a gesture; so does each that explains enough words which no gesture before it explains. A
 * clause, or a part of one that "et" joins, belongs to the possible gesture that explains most of it, or else to the
 * only one of its sentence; sentences that follow "dans le même temps" and tell no gesture of their own, to the gesture
 * told there. Of parts of another gesture, neither the way in nor words of names are heard, unless the gesture says
 * that it took the same way.
 * cpx-gesture-principal.c tells which one is the principal act.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-gesture.h"

#include "cpx-act-index-private.h"

#include <math.h>
#include <string.h>

#define N_SORTED 150             /* answers looked at */
#define N_WEIGHED 30             /* answers of a gesture that share its probability */
#define MAX_GESTURES 8
#define MIN_GESTURE_SHARE 0.6f   /* of what an answer explains, new to the gestures before: a gesture of its own */
#define MIN_GESTURE_NAMED 0.5f   /* share of its name that the text must say */
#define HALF_NAMED 0.5f
#define HALF_AWAY 0.5f
#define POSSIBLE 0.3             /* a further gesture below this speaks for nothing but itself */
#define RATHER 0.5               /* as sure as that, it keeps its words from the others */
#define LEAST_SHARE 1e-6
#define NOBODY 0                 /* otherwise the number of a gesture + 1 */

/* A text being sorted. */
typedef struct
{
  const CpxReadText *text;
  const CpxUnit     *units;
  guint              n_units;
  guint8            *owner_of_unit;      /* (owned) */
  guint8            *owner_of_part;      /* (owned): by unit: of the part of a clause that it stands in */
  GPtrArray         *gestures;           /* (not owned) (element-type CpxGesture) */
} Sorter;

static CpxGesture *
gesture_new (void)
{
  CpxGesture *self = g_new0 (CpxGesture, 1);

  self->answers = g_array_new (FALSE, FALSE, sizeof (CpxAnswer));

  return self;
}

void
cpx_gesture_free (CpxGesture *self)
{
  g_array_unref (self->answers);
  g_free (self);
}

static CpxAnswer *
get_answer (const CpxGesture *self,
            guint             i)
{
  return &g_array_index (self->answers, CpxAnswer, i);
}

static CpxGesture *
get_gesture (const Sorter *self,
             guint         i)
{
  return g_ptr_array_index (self->gestures, i);
}

static gboolean
explains (const Sorter    *self,
          const CpxAnswer *answer,
          guint            unit)
{
  return cpx_form_explains (self->text->index, answer->form, self->text->claims, unit);
}

/* Share of the words that this answer explains which no gesture before it does. */
static float
share_of_new (const Sorter    *self,
              const CpxAnswer *answer)
{
  float all = 0;
  float new = 0;

  for (guint i = answer->stretch.first_unit; i < answer->stretch.end_unit; i++)
    {
      if (self->units[i].access != 0 || !explains (self, answer, i))
        continue;
      all += self->units[i].weight;
      new += self->owner_of_unit[i] == NOBODY ? self->units[i].weight : 0;
    }

  return all > 0 ? new / all : 0;
}

static void
claim_units (Sorter          *self,
             const CpxAnswer *answer,
             guint8           owner)
{
  for (guint i = answer->stretch.first_unit; i < answer->stretch.end_unit; i++)
    {
      if (self->owner_of_unit[i] == NOBODY && explains (self, answer, i))
        self->owner_of_unit[i] = owner;
    }
}

/* The gesture most of whose words this answer explains too. */
static guint
find_gesture (const Sorter    *self,
              const CpxAnswer *answer)
{
  guint votes[MAX_GESTURES] = { 0 };
  guint best = 0;

  for (guint i = answer->stretch.first_unit; i < answer->stretch.end_unit; i++)
    {
      if (self->owner_of_unit[i] != NOBODY && explains (self, answer, i))
        votes[self->owner_of_unit[i] - 1]++;
    }
  for (guint i = 1; i < MAX_GESTURES; i++)
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
  return answer->features[CPX_FEATURE_AWAY] >= HALF_AWAY ||
         (answer->features[CPX_FEATURE_TOLD] > 0 && answer->features[CPX_FEATURE_DONE] <= 0);
}

static gboolean
opens_gesture (const Sorter    *self,
               const CpxAnswer *answer)
{
  if (self->gestures->len == 0)
    return TRUE;

  return self->gestures->len < MAX_GESTURES && cpx_act_index_act (self->text->index, answer->act)->type != 2 &&
         !is_told (answer) && answer->features[CPX_FEATURE_NAME_SAID] >= MIN_GESTURE_NAMED &&
         answer->features[CPX_FEATURE_GESTURE_UNSAID] < 1 &&
         share_of_new (self, answer) >= MIN_GESTURE_SHARE;
}

static void
sort_answer (Sorter          *self,
             const CpxAnswer *answer)
{
  guint number;

  if (opens_gesture (self, answer))
    {
      number = self->gestures->len;
      g_ptr_array_add (self->gestures, gesture_new ());
      claim_units (self, answer, (guint8) (number + 1));
    }
  else
    {
      number = find_gesture (self, answer);
    }
  g_array_append_vals (get_gesture (self, number)->answers, answer, 1);
}

/* What is hardly a gesture takes no words from the others. */
static gboolean
owns_parts (const Sorter *self,
            guint8        owner)
{
  return owner == 1 || get_gesture (self, owner - 1)->probability >= POSSIBLE;
}

/* A clause, or what "et", "puis" or a side parts of it. */
static guint
end_of_part (const Sorter *self,
             guint         first)
{
  guint end = first + 1;

  while (end < self->n_units && self->units[end].clause == self->units[first].clause && !self->units[end].begins_part)
    end++;

  return end;
}

/* Units of one part, from @first on, to the gesture that explains most of them; returns where the next begins. */
static guint
give_part (Sorter *self,
           guint   first)
{
  guint end = end_of_part (self, first);
  float weights[MAX_GESTURES + 1] = { 0 };
  guint8 owner = NOBODY;

  for (guint i = first; i < end; i++)
    weights[self->owner_of_unit[i]] += self->units[i].weight;
  for (guint8 j = 1; j <= MAX_GESTURES; j++)
    {
      if (weights[j] > 0 && owns_parts (self, j) && (owner == NOBODY || weights[j] > weights[owner]))
        owner = j;
    }
  memset (self->owner_of_part + first, owner, end - first);

  return end;
}

/* The one gesture of the sentence that begins with unit @first; NOBODY if it has none, or several. */
static guint8
find_owner (const Sorter *self,
            guint         first,
            guint         end)
{
  guint8 owner = NOBODY;

  for (guint i = first; i < end; i++)
    {
      guint8 other = self->owner_of_part[i];

      if (owner != NOBODY && other != NOBODY && other != owner)
        return NOBODY;
      owner = other != NOBODY ? other : owner;
    }

  return owner;
}

static gboolean
has_owner (const Sorter *self,
           guint         first,
           guint         end)
{
  for (guint i = first; i < end; i++)
    {
      if (self->owner_of_part[i] != NOBODY)
        return TRUE;
    }

  return FALSE;
}

static guint
end_of_sentence (const Sorter *self,
                 guint         first)
{
  guint end = first;

  while (end < self->n_units && self->units[end].sentence == self->units[first].sentence)
    end++;

  return end;
}

/* What follows a further gesture tells how it was done. */
static void
give_rest (Sorter *self)
{
  guint8 further = NOBODY;

  for (guint first = 0; first < self->n_units; first = end_of_sentence (self, first))
    {
      guint end = end_of_sentence (self, first);
      const CpxSaid *said = cpx_claims_get_said (self->text->claims, self->units[first].sentence);
      guint8 owner = find_owner (self, first, end);

      if (has_owner (self, first, end))
        further = said->cues[CPX_NOTE_CUE_ALSO] > 0 ? owner : NOBODY;
      else if (said->part != CPX_NOTE_PART_TITLE)
        owner = further;
      for (guint i = first; i < end; i++)
        {
          if (self->owner_of_part[i] == NOBODY)
            self->owner_of_part[i] = owner;
        }
    }
}

static gboolean
takes_same_way (const Sorter *self,
                guint8        owner)
{
  for (guint i = 0; i < self->n_units; i++)
    {
      if (self->owner_of_part[i] == owner &&
          cpx_claims_get_said (self->text->claims, self->units[i].sentence)->cues[CPX_NOTE_CUE_SAME] > 0)
        return TRUE;
    }

  return FALSE;
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

/* Words are taken from another gesture by the best one, and by those that are rather told than not. */
static gboolean
owns_words (const Sorter *self,
            guint8        owner)
{
  return owner == 1 || get_gesture (self, owner - 1)->probability >= RATHER;
}

/* Words that other gestures explain, and this one does not. */
static guint8 *
list_taken (const Sorter *self,
            guint         number)
{
  const CpxAnswer *first = get_answer (get_gesture (self, number), 0);
  guint8 *taken = g_new0 (guint8, self->n_units + 1);

  for (guint i = 0; i < self->n_units; i++)
    {
      guint8 owner = self->owner_of_unit[i];

      taken[i] = owner != NOBODY && owner != number + 1 && owns_words (self, owner) && !explains (self, first, i);
    }

  return taken;
}

static void
measure_alone (const Sorter  *self,
               CpxFormScorer *scorer,
               guint          number)
{
  CpxGesture *gesture = get_gesture (self, number);
  g_autofree guint8 *silent = g_new0 (guint8, self->n_units + 1);
  g_autofree guint8 *taken = list_taken (self, number);

  for (guint i = 0; i < self->n_units; i++)
    silent[i] = self->owner_of_part[i] != NOBODY && self->owner_of_part[i] != number + 1;
  cpx_form_scorer_silence (scorer, silent, taken);
  for (guint i = 0; i < gesture->answers->len; i++)
    cpx_form_scorer_measure (scorer, get_answer (gesture, i));
  cpx_form_scorer_silence (scorer, NULL, NULL);
  g_array_sort (gesture->answers, compare_answers);
}

static void
measure_apart (Sorter        *self,
               CpxFormScorer *scorer)
{
  self->owner_of_part = g_new0 (guint8, self->n_units + 1);
  for (guint at = 0; at < self->n_units;)
    at = give_part (self, at);
  give_rest (self);
  for (guint i = 0; i < self->gestures->len; i++)
    {
      if (!takes_same_way (self, (guint8) (i + 1)))
        measure_alone (self, scorer, i);
    }
}

static double
get_power (const CpxGesture      *self,
           const CpxSuggestModel *model,
           guint                  answer)
{
  return exp ((get_answer (self, answer)->score - get_answer (self, 0)->score) / model->temperature);
}

/**
 * cpx_gesture_get_share:
 * @self: a gesture
 * @model: the model that scored it
 * @answer: position of one of its answers
 *
 * Returns: the answer's share of the gesture, 0 to 1, before calibration; 0 far down
 */
double
cpx_gesture_get_share (const CpxGesture      *self,
                       const CpxSuggestModel *model,
                       guint                  answer)
{
  return answer < N_WEIGHED ? get_power (self, model, answer) / self->sum : 0;
}

static double
get_log_odds (const CpxGesture      *self,
              const CpxSuggestModel *model)
{
  double share = cpx_gesture_get_share (self, model, 0);

  return log (MAX (share, LEAST_SHARE) / MAX (1 - share, LEAST_SHARE));
}

static const char *
get_code (GPtrArray         *gestures,
          const CpxActIndex *index,
          guint              number)
{
  return cpx_act_index_get_code (index, get_answer (g_ptr_array_index (gestures, number), 0)->act);
}

/* The same organ and action: the first three letters of their codes (CCAM code structure, 2007). */
static gboolean
are_alike (const char *code,
           const char *other)
{
  return strncmp (code, other, 3) == 0;
}

/**
 * cpx_gesture_is_like_a_better_one:
 * @gestures: (element-type CpxGesture): the best first
 * @index: the acts
 * @number: position of a gesture
 *
 * Returns: `TRUE` if one before it acts alike on the same organ: it may be the same, read twice
 */
gboolean
cpx_gesture_is_like_a_better_one (GPtrArray         *gestures,
                                  const CpxActIndex *index,
                                  guint              number)
{
  for (guint i = 0; i < number; i++)
    {
      if (are_alike (get_code (gestures, index, number), get_code (gestures, index, i)))
        return TRUE;
    }

  return FALSE;
}

/* Words of a name are said by chance: neither what was done nor half of what the act is called. */
static gboolean
is_unnamed (const CpxAnswer *answer)
{
  return answer->features[CPX_FEATURE_HEAD] <= 0 && answer->features[CPX_FEATURE_NAME_SAID] < HALF_NAMED &&
         answer->features[CPX_FEATURE_BARE] > 0;
}

static void
look_at_best (const Sorter *sorter,
              double        log_odds)
{
  CpxGesture *self = get_gesture (sorter, 0);
  const CpxAnswer *first = get_answer (self, 0);

  self->looks[CPX_LOOK_CONSTANT] = 1;
  self->looks[CPX_LOOK_LOG_ODDS] = (float) log_odds;
  self->looks[CPX_LOOK_SCORE] = first->score;
  self->looks[CPX_LOOK_TEXT_EXPLAINED] = first->features[CPX_FEATURE_TEXT_EXPLAINED];
  self->looks[CPX_LOOK_NAME_SAID] = first->features[CPX_FEATURE_NAME_SAID];
  self->looks[CPX_LOOK_SEVERAL] = cpx_note_text_n_sentences (sorter->text->note) > 1;
  self->looks[CPX_LOOK_NICKNAME] = first->features[CPX_FEATURE_NICKNAME];
  self->looks[CPX_LOOK_ACTION] = MAX (first->features[CPX_FEATURE_HEAD], first->features[CPX_FEATURE_WHOLE_NICKNAME]);
  self->looks[CPX_LOOK_UNNAMED] = is_unnamed (first);
  self->looks[CPX_LOOK_AWAY] = first->features[CPX_FEATURE_AWAY];
  self->looks[CPX_LOOK_LONE] = first->features[CPX_FEATURE_LONE];
}

static void
look_at_further (CpxGesture *self,
                 double      log_odds,
                 float       best_score)
{
  const CpxAnswer *first = get_answer (self, 0);

  self->looks[CPX_LOOK_FURTHER] = 1;
  self->looks[CPX_LOOK_FURTHER_LOG_ODDS] = (float) log_odds;
  self->looks[CPX_LOOK_FURTHER_SCORE] = first->score;
  self->looks[CPX_LOOK_FURTHER_TEXT_EXPLAINED] = first->features[CPX_FEATURE_TEXT_EXPLAINED];
  self->looks[CPX_LOOK_FURTHER_NAME_SAID] = first->features[CPX_FEATURE_NAME_SAID];
  self->looks[CPX_LOOK_FURTHER_BEHIND] = best_score - first->score;
  self->looks[CPX_LOOK_FURTHER_ALSO] = first->features[CPX_FEATURE_ALSO];
  self->looks[CPX_LOOK_FURTHER_BARE] = first->features[CPX_FEATURE_BARE];
  self->looks[CPX_LOOK_FURTHER_DONE] = first->features[CPX_FEATURE_DONE];
}

/* "PTG droite + canal carpien": a gesture that begins a part of its own, in a title or in the sentence of the best. */
static void
look_at_title (const Sorter *self,
               guint         number)
{
  CpxGesture *gesture = get_gesture (self, number);
  const CpxUnit *first = &self->units[get_answer (get_gesture (self, 0), 0)->stretch.first_unit];
  gboolean note = cpx_note_text_n_sentences (self->text->note) > 1;

  gesture->looks[note ? CPX_LOOK_FURTHER_BESIDE : CPX_LOOK_FURTHER_TITLE] = !note;
  for (guint i = 0; i < self->n_units; i++)
    {
      if (self->owner_of_unit[i] == number + 1 && self->units[i].sentence == first->sentence &&
          (self->units[i].begins_part || self->units[i].clause != first->clause))
        gesture->looks[note ? CPX_LOOK_FURTHER_BESIDE : CPX_LOOK_FURTHER_APART] = 1;
    }
}

/* The words that a gesture opened with, and the sentences they stand in. */
static void
look_at_claimed (const Sorter *self,
                 guint         number)
{
  CpxGesture *gesture = get_gesture (self, number);
  float claimed = 0;
  float whole = 0;

  for (guint first = 0; first < self->n_units; first = end_of_sentence (self, first))
    {
      guint end = end_of_sentence (self, first);
      float own = 0;
      float all = 0;

      for (guint i = first; i < end; i++)
        {
          all += self->units[i].weight;
          own += self->owner_of_unit[i] == number + 1 ? self->units[i].weight : 0;
        }
      claimed += own;
      whole += own > 0 ? all : 0;
    }
  gesture->looks[CPX_LOOK_FURTHER_CLAIMED] = logf (1 + claimed) / 3;
  gesture->looks[CPX_LOOK_FURTHER_RULES] = whole > 0 ? claimed / whole : 0;
}

static void
weigh (const Sorter          *self,
       const CpxSuggestModel *model,
       guint                  number)
{
  CpxGesture *gesture = get_gesture (self, number);
  double sum = 0;

  gesture->sum = 0;
  for (guint i = 0; i < MIN (gesture->answers->len, N_WEIGHED); i++)
    gesture->sum += get_power (gesture, model, i);
  if (number == 0)
    look_at_best (self, get_log_odds (gesture, model));
  else
    {
      look_at_further (gesture, get_log_odds (gesture, model), get_answer (get_gesture (self, 0), 0)->score);
      look_at_claimed (self, number);
      look_at_title (self, number);
      gesture->looks[CPX_LOOK_FURTHER_SAME] =
        cpx_gesture_is_like_a_better_one (self->gestures, self->text->index, number);
    }
  for (guint i = 0; i < CPX_N_LOOKS; i++)
    sum += (double) model->calibration[i] * gesture->looks[i];
  gesture->probability = 1 / (1 + exp (-sum));
}

static void
weigh_all (const Sorter          *self,
           const CpxSuggestModel *model)
{
  for (guint i = 0; i < self->gestures->len; i++)
    weigh (self, model, i);
}

/**
 * cpx_gestures_find:
 * @text: a text
 * @model: what counts how much
 * @scorer: a scorer of @text that ranked nothing yet
 *
 * Returns: (transfer full) (element-type CpxGesture): the gestures of @text, the principal one first
 */
GPtrArray *
cpx_gestures_find (const CpxReadText     *text,
                   const CpxSuggestModel *model,
                   CpxFormScorer         *scorer)
{
  g_autoptr(GArray) answers = cpx_form_scorer_rank (scorer);
  GPtrArray *gestures = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_gesture_free);
  Sorter self = { .text = text, .gestures = gestures };

  self.units = cpx_claims_get_units (text->claims, &self.n_units);
  self.owner_of_unit = g_new0 (guint8, self.n_units + 1);
  for (guint i = 0; i < MIN (answers->len, N_SORTED); i++)
    sort_answer (&self, &g_array_index (answers, CpxAnswer, i));
  weigh_all (&self, model);
  if (gestures->len > 1)
    {
      measure_apart (&self, scorer);
      weigh_all (&self, model);
    }
  cpx_gestures_put_principal_first (gestures, text, model);
  g_free (self.owner_of_unit);
  g_free (self.owner_of_part);

  return gestures;
}

/* cpx-gesture-principal.c: which of the gestures of a text is the principal act.
 *
 * It is the one that the title, or else the note, names first of those that are about as likely told as not and nearly
 * as sure as the surest, unless another is far dearer. Which of them is paid in full is another question
 * (cpx-association.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-gesture.h"

#include "cpx-act-index-private.h"

#define BELIEVED 0.4       /* a further gesture below this is rather none */
#define RATHER 0.5         /* as sure as that, gestures that are alike are two */
#define NAMING 2.0f        /* weight of a word that names a gesture */
#define FAR_DEARER 2.7     /* e: what is named later is the principal act only if it is so much dearer */
#define MAX_GESTURES 8     /* looked at */

static const CpxGesture *
get_gesture (GPtrArray *gestures,
             guint      i)
{
  return g_ptr_array_index (gestures, i);
}

static const CpxAnswer *
get_first (const CpxGesture *gesture)
{
  return &g_array_index (gesture->answers, CpxAnswer, 0);
}

static gboolean
tells_no_operation (const CpxSaid *said)
{
  return said->part == CPX_NOTE_PART_TOLD || said->cues[CPX_NOTE_CUE_TOLD] > said->cues[CPX_NOTE_CUE_DONE];
}

/* Whether this gesture explains a word that no other one does that is believed. */
static gboolean
explains_alone (GPtrArray         *gestures,
                const CpxReadText *text,
                guint              number,
                guint              unit)
{
  for (guint i = 0; i < gestures->len; i++)
    {
      const CpxGesture *gesture = get_gesture (gestures, i);

      if ((i == number || gesture->probability >= BELIEVED) &&
          cpx_form_explains (text->index, get_first (gesture)->form, text->claims, unit) != (i == number))
        return FALSE;
    }

  return TRUE;
}

/* "Hernie ombilicale. Abdominoplastie et cure de la hernie": a sentence without a gesture tells what it was for. */
static gboolean
tells_gesture (const CpxReadText *text,
               const CpxUnit     *units,
               guint              n,
               guint              unit)
{
  guint first = unit;
  guint n_claims;
  const CpxClaim *claims = cpx_claims_get_claims (text->claims, &n_claims);

  while (first > 0 && units[first - 1].sentence == units[unit].sentence)
    first--;
  for (guint i = first; i < n && units[i].sentence == units[unit].sentence; i++)
    {
      for (guint j = units[i].first_claim; j < units[i].first_claim + units[i].n_claims; j++)
        {
          if (text->index->gestures[claims[j].concept] && !claims[j].negated)
            return TRUE;
        }
    }

  return FALSE;
}

/* Where a text first names a gesture, best in a sentence that says one; a title goes before all else. */
static guint
find_place (GPtrArray         *gestures,
            const CpxReadText *text,
            guint              number)
{
  guint n;
  const CpxUnit *units = cpx_claims_get_units (text->claims, &n);
  guint place = 2 * n;
  gboolean told = FALSE;

  for (guint i = 0; i < n; i++)
    {
      const CpxSaid *said = cpx_claims_get_said (text->claims, units[i].sentence);
      guint at = said->part == CPX_NOTE_PART_TITLE ? i : n + i;

      if ((at >= place && told) || units[i].weight < NAMING || units[i].access != 0 || tells_no_operation (said) ||
          !explains_alone (gestures, text, number, i))
        continue;
      if (at < n || tells_gesture (text, units, n, i))
        {
          place = told ? MIN (place, at) : at;
          told = TRUE;
        }
      else if (!told)
        {
          place = MIN (place, at);
        }
    }

  return place;
}

/* Gestures that are alike may be one gesture read twice: unless both are rather told, the best of them stays. */
static gboolean
may_be_principal (GPtrArray         *gestures,
                  const CpxReadText *text,
                  guint              number,
                  double             least)
{
  double probability = get_gesture (gestures, number)->probability;

  return number == 0 || (probability >= least && (probability >= RATHER ||
                         !cpx_gesture_is_like_a_better_one (gestures, text->index, number)));
}

/* Its price, less for each of the others that is named before. */
static double
rank_gesture (GPtrArray         *gestures,
              const CpxActIndex *index,
              const gboolean    *candidates,
              guint              number)
{
  const CpxGesture *gesture = get_gesture (gestures, number);
  double rank = cpx_act_index_act (index, get_first (gesture)->act)->price_cents + 1;

  for (guint i = 0; i < gestures->len; i++)
    {
      if (candidates[i] && get_gesture (gestures, i)->place < gesture->place)
        rank /= FAR_DEARER;
    }

  return rank;
}

static guint
find_principal (GPtrArray         *gestures,
                const CpxReadText *text,
                double             least)
{
  gboolean candidates[MAX_GESTURES] = { FALSE };
  guint principal = 0;

  for (guint i = 0; i < gestures->len; i++)
    candidates[i] = may_be_principal (gestures, text, i, least);
  for (guint i = 1; i < gestures->len; i++)
    {
      if (candidates[i] && rank_gesture (gestures, text->index, candidates, i) >
                           rank_gesture (gestures, text->index, candidates, principal))
        principal = i;
    }

  return principal;
}

/**
 * cpx_gestures_put_principal_first:
 * @gestures: (element-type CpxGesture): the gestures of a text, the best first, at most eight
 * @text: the text
 * @model: what counts how much
 *
 * Moves the principal act to the front.
 */
void
cpx_gestures_put_principal_first (GPtrArray             *gestures,
                                  const CpxReadText     *text,
                                  const CpxSuggestModel *model)
{
  double most = 0;
  guint principal;

  g_return_if_fail (gestures->len <= MAX_GESTURES);

  for (guint i = 0; i < gestures->len && gestures->len > 1; i++)
    {
      CpxGesture *gesture = g_ptr_array_index (gestures, i);

      gesture->place = find_place (gestures, text, i);
      most = MAX (most, gesture->probability);
    }
  principal = find_principal (gestures, text, MAX (BELIEVED, model->principal_share * most));
  if (principal > 0)
    g_ptr_array_insert (gestures, 0, g_ptr_array_steal_index (gestures, principal));
}

/* cpx-form-scorer.h: how well each act answers a text, by the best of its names on the best stretch of the text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-claims.h"
#include "cpx-suggest-model.h"

G_BEGIN_DECLS

/* A stretch of the text: units from first to before last. */
typedef struct
{
  guint first_unit;
  guint end_unit;
} CpxStretch;

/* The best answer of one act. */
typedef struct
{
  guint      act;
  guint      form;
  CpxStretch stretch;
  float      whole;      /* weight of the sentence of its stretch */
  float      score;
  float      features[CPX_N_FEATURES];
} CpxAnswer;

typedef enum {
  CPX_SCORER_SIDE_UNKNOWN,
  CPX_SCORER_SIDE_ONE,
  CPX_SCORER_SIDE_BOTH,
} CpxScorerSide;

/* What weighs on acts besides the text; arrays by number of act. */
typedef struct
{
  const float *volumes;    /* (nullable): 0 to 1 */
  const char  *organs;     /* (nullable): letters of the surgeon's specialty */
  CpxDay       day;        /* acts closed then are left out */
  CpxSex       sex;        /* of the patient */
  int          age_years;  /* of the patient; below 0 if unknown */
  CpxScorerSide side;      /* of the intervention, for a text that tells none */
  const guint *planned;    /* (nullable) (array length=n_planned): acts that were planned */
  guint        n_planned;
  guint        left_out;   /* line of the lexicon to do without; 0 is none. For honest measures. */
} CpxScorerContext;

typedef struct _CpxFormScorer CpxFormScorer;

CpxFormScorer *cpx_form_scorer_new     (const CpxActIndex      *index,
                                        const CpxSuggestModel  *model,
                                        const CpxClaims        *claims,
                                        const CpxScorerContext *context);
void           cpx_form_scorer_free    (CpxFormScorer          *self);
GArray        *cpx_form_scorer_rank    (CpxFormScorer          *self);
void           cpx_form_scorer_silence (CpxFormScorer          *self,
                                        const guint8           *silent_units,
                                        const guint8           *taken_units);
void           cpx_form_scorer_measure (CpxFormScorer          *self,
                                        CpxAnswer              *answer);

gboolean       cpx_form_explains       (const CpxActIndex      *index,
                                        guint                   form,
                                        const CpxClaims        *claims,
                                        guint                   unit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxFormScorer, cpx_form_scorer_free)

G_END_DECLS

/* cpx-form-scorer-private.h: a text being scored, and what its stretch being read says: for who reads and who measures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-act-index-private.h"
#include "cpx-form-scorer.h"

G_BEGIN_DECLS

/* What the stretch being read says of one concept. */
typedef struct
{
  float   weight;    /* said: above 0 */
  float   denied;    /* said not to be */
  guint32 stamp;     /* stretch for which this holds */
} CpxHeard;

struct _CpxFormScorer
{
  const CpxActIndex      *index;
  const CpxSuggestModel  *model;
  const CpxScorerContext *context;
  const CpxUnit          *units;
  const CpxClaim         *claims;
  const CpxClaims        *all;
  guint                   n_units;
  guint                   n_claims;
  const guint8           *silent;    /* (nullable) (not owned): by unit: those of other gestures */
  const guint8           *taken;     /* (nullable) (not owned): by unit: those that other gestures explain */
  guint                   access;    /* told anywhere in the text, histories and silent clauses left out */
  gboolean                two_sides; /* the same of "bilatéral" */
  gboolean                several;   /* sentences */
  guint8                 *gestures;  /* (owned): by unit: it says a gesture */
  guint32                 eithers;   /* bits of the sets of which the stretch being read says a word */
  float                  *anywhere;  /* (owned): by concept: how well the text says it, in whatever such clause */

  CpxHeard               *said;      /* (owned): by concept */
  float                  *mass;      /* (owned): by form */
  GArray                 *touched;   /* (owned): forms with mass */
  guint32                 stamp;
  guint                  *answer_of; /* (owned): by act: number in answers + 1 */
  GArray                 *answers;   /* (owned): CpxAnswer */
};

/* What the stretch says besides concepts. */
typedef struct
{
  CpxStretch stretch;
  CpxSaid    said;
  guint      access_elsewhere;   /* told in other sentences that tell no history */
  gboolean   two_sides_elsewhere;
  float      whole;     /* weight of its sentence */
  float      weight;    /* sum over its units, and a share of what its sentence says besides */
} CpxReading;

/* What it takes to leave a unit unexplained; nothing once another gesture explains it. */
static inline float
cpx_form_scorer_weigh_unit (const CpxFormScorer *self,
                            guint                unit)
{
  return self->taken != NULL && self->taken[unit] ? 0 : self->units[unit].weight;
}

void cpx_form_scorer_measure_reading (CpxFormScorer    *self,
                                      const CpxReading *reading,
                                      CpxAnswer        *answer);

G_END_DECLS

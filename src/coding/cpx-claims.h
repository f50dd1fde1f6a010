/* cpx-claims.h: what a text says, in concepts, each with the words that say it. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-act-index.h"
#include "cpx-note-text.h"
#include "cpx-phrase-book.h"

G_BEGIN_DECLS

/* One concept said. */
typedef struct
{
  guint32  concept;
  float    weight;    /* 1: in so many words; less: by way of the lexicon, a misspelling, parts of a word */
  guint32  unit;
  gboolean negated;
  gboolean meant;     /* comes from the lexicon, stands beside the words themselves */
} CpxClaim;

/* One word or phrase, explained or not as a whole. */
typedef struct
{
  guint32 first_token;
  guint32 last_token;
  guint32 sentence;
  guint32 clause;
  guint32 first_claim;
  guint32 n_claims;
  guint32 access;     /* CpxAccess flags: the unit says a way in */
  float   weight;     /* what it would take to leave it unexplained */
  gboolean away;      /* another day, or another person */
  gboolean begins_part; /* "et", "puis" or a side stand before it */
} CpxUnit;

/* What a sentence says besides its units. */
typedef struct
{
  guint    access;      /* CpxAccess flags */
  gboolean one_side;    /* "droite", "gauche" */
  gboolean two_sides;   /* "bilatéral" */
  guint    cues[CPX_N_NOTE_CUES];  /* how many words tell that a gesture was done, and so on */
  guint    part;        /* CpxNotePart: what the heading above it says */
} CpxSaid;

typedef struct _CpxClaims CpxClaims;

CpxClaims      *cpx_claims_new           (const CpxNoteText  *text,
                                          const CpxActIndex  *index);
void            cpx_claims_free          (CpxClaims          *self);

const CpxUnit  *cpx_claims_get_units     (const CpxClaims    *self,
                                          guint              *out_n);
const CpxClaim *cpx_claims_get_claims    (const CpxClaims    *self,
                                          guint              *out_n);
const GArray   *cpx_claims_get_counts    (const CpxClaims    *self);
const CpxSaid  *cpx_claims_get_said      (const CpxClaims    *self,
                                          guint               sentence);
CpxSaid         cpx_claims_hear_stretch  (const CpxClaims    *self,
                                          guint               first_unit,
                                          guint               end_unit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxClaims, cpx_claims_free)

G_END_DECLS

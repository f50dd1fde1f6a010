/* cpx-suggester.h: from what a surgeon wrote to the acts it may be, each with an honest probability. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-act-index.h"
#include "cpx-act-volumes.h"
#include "cpx-nomenclature.h"
#include "cpx-practice-prior.h"
#include "cpx-suggest-model.h"
#include "cpx-suggestion.h"

G_BEGIN_DECLS

/* A first suggestion below this is shown as "not enough evidence". */
#define CPX_SUGGESTION_ENOUGH 0.15

/* What is known besides the text; all may be left out. */
typedef struct
{
  const char             *specialty;     /* as people write it */
  CpxDay                  day;           /* of the operation; acts closed then are left out */
  const char             *practitioner;  /* whose habits count */
  const char             *operation;     /* title of the operation */
  const CpxPracticePrior *prior;
  const CpxCodingContext *circumstances; /* the patient's sex and age; what it leaves open, the text may tell */
  const char             *side;          /* as an intervention has it: "left", "right", "both" */
  const char             *planned;       /* codes of the acts that were planned, parted by spaces */
} CpxSuggestContext;

typedef struct _CpxSuggester CpxSuggester;

CpxSuggester      *cpx_suggester_new           (CpxNomenclature         *nomenclature,
                                                const CpxActVolumes     *volumes,
                                                const CpxLexicon        *lexicon);
CpxSuggester      *cpx_suggester_new_for_acts  (const CpxActText        *acts,
                                                guint                    n_acts,
                                                const CpxActVolumes     *volumes,
                                                const CpxLexicon        *lexicon);
CpxSuggester      *cpx_suggester_ref           (CpxSuggester            *self);
void               cpx_suggester_unref         (CpxSuggester            *self);

const CpxActIndex *cpx_suggester_get_index     (const CpxSuggester      *self);
gboolean           cpx_suggester_has_volumes   (const CpxSuggester      *self);
float              cpx_suggester_get_volume    (const CpxSuggester      *self,
                                                guint                    act);
GPtrArray         *cpx_suggester_suggest       (const CpxSuggester      *self,
                                                const char              *text,
                                                const CpxSuggestContext *context,
                                                guint                    limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxSuggester, cpx_suggester_unref)

G_END_DECLS

/* cpx-practice-prior.h: what this practice's surgeons kept when they met such a text. Immutable once built.
 *
 * A fold of validated codings; the order of cases does not matter. It knows counts, no patient and no note:
 * of titles it keeps the words of gestures alone (cpx-title-words.h).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-title-words.h"

#include <jansson.h>

G_BEGIN_DECLS

/* One code kept at the validation of one coding. */
typedef struct
{
  const char         *practitioner;
  const char         *text;       /* (nullable): the note as it was shown */
  const char         *operation;  /* (nullable): title of the operation; preferred to the note, for it comes again */
  const char * const *shown;      /* (nullable): codes suggested, the best first; ends with NULL */
  const char         *proposed;   /* (nullable): the code that the kept one replaced; else the first shown */
  const char         *kept;
  GHashTable         *names;      /* (nullable): words, folded, that name its people: none of them is kept */
} CpxPriorCase;

/* What a text asks the prior. */
typedef struct
{
  const char *practitioner;   /* (nullable) */
  const char *text_key;       /* (nullable): of cpx_practice_prior_make_key() */
  const char *proposed;       /* (nullable): what the engine puts first by the text alone */
} CpxPriorQuestion;

/* What one surgeon keeps most in one kind of case, for the screen. */
typedef struct
{
  const char *key;     /* the words of titles, in the order of the alphabet; or the code that was proposed */
  const char *code;    /* kept most */
  guint       n_kept;  /* "41 times ... */
  guint       n_shown; /* ... of 52" */
} CpxPriorHabit;

typedef struct _CpxPracticePriorBuilder CpxPracticePriorBuilder;
typedef struct _CpxPracticePrior CpxPracticePrior;

CpxPracticePriorBuilder *cpx_practice_prior_builder_new  (void);
void                     cpx_practice_prior_builder_free (CpxPracticePriorBuilder *self);
void                     cpx_practice_prior_builder_set_words (CpxPracticePriorBuilder *self,
                                                               CpxTitleWords           *words);
void                     cpx_practice_prior_builder_add  (CpxPracticePriorBuilder *self,
                                                          const CpxPriorCase      *one);
CpxPracticePrior        *cpx_practice_prior_builder_end  (CpxPracticePriorBuilder *self);

CpxPracticePrior        *cpx_practice_prior_ref          (CpxPracticePrior        *self);
void                     cpx_practice_prior_unref        (CpxPracticePrior        *self);
guint                    cpx_practice_prior_n_cases      (const CpxPracticePrior  *self);
GPtrArray               *cpx_practice_prior_list_practitioners (const CpxPracticePrior *self);
guint                    cpx_practice_prior_n_cases_of   (const CpxPracticePrior  *self,
                                                          const char              *practitioner);
GArray                  *cpx_practice_prior_list_habits  (const CpxPracticePrior  *self,
                                                          const char              *practitioner,
                                                          guint                    limit);
char                    *cpx_practice_prior_make_key     (const CpxPracticePrior  *self,
                                                          const char              *text);
double                   cpx_practice_prior_weigh        (const CpxPracticePrior  *self,
                                                          const CpxPriorQuestion  *question,
                                                          const char              *code,
                                                          double                   probability,
                                                          double                   first_probability,
                                                          guint                   *out_kept,
                                                          guint                   *out_shown);
GPtrArray               *cpx_practice_prior_list_codes   (const CpxPracticePrior  *self,
                                                          const CpxPriorQuestion  *question);
json_t                  *cpx_practice_prior_to_json      (const CpxPracticePrior  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxPracticePriorBuilder, cpx_practice_prior_builder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxPracticePrior, cpx_practice_prior_unref)

G_END_DECLS

/* cpx-suggestion.h: one code that a text may mean, how sure, and why. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

typedef enum {
  CPX_AXIS_SITE,
  CPX_AXIS_ACTION,
  CPX_AXIS_ACCESS,
  CPX_N_AXES
} CpxAxis;

typedef enum {
  CPX_AXIS_UNSAID,
  CPX_AXIS_AGREES,
  CPX_AXIS_DIFFERS,
} CpxAxisState;

typedef enum {
  CPX_SUGGESTION_FROM_TEXT,
  CPX_SUGGESTION_FROM_HISTORY,   /* what this practice validated counts for more than the text */
  CPX_SUGGESTION_FROM_PLAN,      /* it was planned, and the text is silent about it */
} CpxSuggestionSource;

/* Bytes of the text, end exclusive. */
typedef struct
{
  guint start;
  guint end;
} CpxTextSpan;

/* All that a suggestion holds. Strings and arrays belong to it. */
typedef struct
{
  char                 code[8];
  char                *label;
  double               probability;      /* calibrated: of ten such, this share is right */
  guint                group;            /* the gesture it answers, from 0 */
  gboolean             principal;        /* the first of its gesture */
  gboolean             complementary;    /* an act that is never coded alone */
  CpxSuggestionSource  source;
  CpxAxisState         axes[CPX_N_AXES];
  CpxTextSpan         *spans;            /* in order */
  guint                n_spans;
  char               **against;          /* sentences for people; ends with NULL */
  guint                n_kept;           /* how often this practice kept the code ... */
  guint                n_shown;          /* ... among so many times it met such a text */
  char                *rival;            /* (nullable): the next code */
  char                *rival_words;      /* (nullable): what its label says that this one's does not */
  char                *reordered_by;     /* (nullable): the language model that put it where it is */
  guint                local_rank;       /* where it was without it, from 1; 0: it was not asked */
} CpxSuggestionFields;

typedef struct _CpxSuggestion CpxSuggestion;

CpxSuggestion             *cpx_suggestion_new        (CpxSuggestionFields  *fields);
CpxSuggestion             *cpx_suggestion_ref        (CpxSuggestion        *self);
void                       cpx_suggestion_unref      (CpxSuggestion        *self);
const CpxSuggestionFields *cpx_suggestion_get_fields (const CpxSuggestion  *self);
CpxSuggestionFields        cpx_suggestion_copy_fields (const CpxSuggestion *self);

char                      *cpx_suggestion_dup_percent (double             probability);
json_t                    *cpx_suggestion_to_json    (const CpxSuggestion  *self);
json_t                    *cpx_suggestions_to_json   (GPtrArray            *suggestions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxSuggestion, cpx_suggestion_unref)

G_END_DECLS

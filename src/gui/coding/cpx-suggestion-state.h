/* cpx-suggestion-state.h: one suggested code in the words of the screen: how sure, from where, what spoke against it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-suggestion.h>

G_BEGIN_DECLS

typedef struct
{
  guint        number;     /* the key that selects it, from 1 */
  const char  *code;       /* of the suggestion */
  const char  *label;      /* the same */
  double       fraction;   /* of the bar */
  char        *confidence; /* (owned): "94 %  High" */
  const char  *tone;       /* a style class of the bar, beside number and word */
  char        *history;    /* (owned) (nullable): "41 times of 43 with you" */
  char        *axes;       /* (owned) (nullable): "site ✓ gesture ✓ approach –" */
  char        *axes_said;  /* (owned) (nullable): the same for a screen reader */
  char        *source;     /* (owned): where it comes from */
  char        *against;    /* (owned) (nullable): what spoke against it, a line each */
  char        *rival;      /* (owned) (nullable): what the next code says that this one does not */
  const char  *heading;    /* (nullable): of the group that begins with it */
  gboolean     kept;       /* it is among the acts kept */
} CpxSuggestionState;

CpxSuggestionState cpx_suggestion_state_compute (GPtrArray          *suggestions,
                                                 guint               position,
                                                 gboolean            kept);
void               cpx_suggestion_state_clear   (CpxSuggestionState *self);

const char *cpx_confidence_get_word      (double      probability);
GPtrArray  *cpx_suggestions_arrange      (GPtrArray  *suggestions,
                                          guint       limit);
char       *cpx_suggestions_dup_words    (GPtrArray  *suggestions,
                                          guint       position,
                                          const char *text);

/* Why no list is shown, or what is said above it. */
typedef struct
{
  const char *title;        /* (nullable): NULL when the list speaks for itself */
  const char *description;  /* (nullable) */
} CpxSuggestionsNotice;

CpxSuggestionsNotice cpx_suggestions_notice_find (GPtrArray *suggestions,
                                                  gboolean   asking,
                                                  gboolean   has_engine,
                                                  gboolean   has_dismissed);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxSuggestionState, cpx_suggestion_state_clear)

G_END_DECLS

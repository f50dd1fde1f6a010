/* cpx-shown-suggestions.h: suggestions that were shown for an operation, and none of which was kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-state.h"

#include <cpx-json.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _CpxShownSuggestions CpxShownSuggestions;

/* What @view knows of the operation it shows. */
typedef CpxCodingFacts (*CpxShownFactsFunc) (GtkWidget *view);

json_t              *cpx_shown_suggestions_describe (const CpxCodingFacts *facts,
                                                     json_t               *suggestions);

CpxShownSuggestions *cpx_shown_suggestions_new      (CpxPractice          *practice,
                                                     GtkWidget            *view,
                                                     CpxShownFactsFunc     get_facts);
void                 cpx_shown_suggestions_free     (CpxShownSuggestions  *self);
void                 cpx_shown_suggestions_begin    (CpxShownSuggestions  *self);
void                 cpx_shown_suggestions_leave    (CpxShownSuggestions  *self);

G_END_DECLS

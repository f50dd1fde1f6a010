/* cpx-suggestions-pane.h: the codes that the report may mean, and a field to find any other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_SUGGESTIONS_PANE (cpx_suggestions_pane_get_type ())
G_DECLARE_FINAL_TYPE (CpxSuggestionsPane, cpx_suggestions_pane, CPX, SUGGESTIONS_PANE, GtkWidget)

void cpx_suggestions_pane_show         (CpxSuggestionsPane   *self,
                                        const CpxCodingFacts *facts,
                                        gboolean              may_change);
int  cpx_suggestions_pane_get_selected (CpxSuggestionsPane   *self);
void cpx_suggestions_pane_select       (CpxSuggestionsPane   *self,
                                        guint                 position);
void cpx_suggestions_pane_focus        (CpxSuggestionsPane   *self);
void cpx_suggestions_pane_search       (CpxSuggestionsPane   *self);

G_END_DECLS

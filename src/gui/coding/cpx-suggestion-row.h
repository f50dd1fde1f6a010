/* cpx-suggestion-row.h: one suggested code as a line of the list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-suggestion-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_SUGGESTION_ROW (cpx_suggestion_row_get_type ())
G_DECLARE_FINAL_TYPE (CpxSuggestionRow, cpx_suggestion_row, CPX, SUGGESTION_ROW, GtkListBoxRow)

GtkWidget *cpx_suggestion_row_new  (void);
void       cpx_suggestion_row_show (CpxSuggestionRow         *self,
                                    const CpxSuggestionState *state,
                                    gboolean                  selected,
                                    gboolean                  may_change);

G_END_DECLS

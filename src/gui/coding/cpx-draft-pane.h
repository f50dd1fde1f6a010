/* cpx-draft-pane.h: the acts kept, what the rules say of them, what they come to, and the button that validates.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_DRAFT_PANE (cpx_draft_pane_get_type ())
G_DECLARE_FINAL_TYPE (CpxDraftPane, cpx_draft_pane, CPX, DRAFT_PANE, GtkWidget)

void       cpx_draft_pane_show       (CpxDraftPane         *self,
                                      const CpxCodingFacts *facts,
                                      const CpxCodingState *state);
void       cpx_draft_pane_set_operation (CpxDraftPane      *self,
                                         CpxPractice       *practice,
                                         const char        *intervention_id);
GtkWidget *cpx_draft_pane_get_toasts (CpxDraftPane         *self);

G_END_DECLS

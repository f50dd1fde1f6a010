/* cpx-intervention-line.h: one operation in the list of a patient's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-operation-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_INTERVENTION_LINE (cpx_intervention_line_get_type ())
G_DECLARE_FINAL_TYPE (CpxInterventionLine, cpx_intervention_line, CPX, INTERVENTION_LINE, GtkListBoxRow)

GtkWidget *cpx_intervention_line_new              (void);
CpxRecord *cpx_intervention_line_get_intervention (CpxInterventionLine     *self);
void       cpx_intervention_line_show             (CpxInterventionLine     *self,
                                                   const CpxOperationInput *input,
                                                   gboolean                 may_code);

void       cpx_intervention_line_show_state       (GtkWidget               *chip,
                                                   const CpxOperationState *state);

G_END_DECLS

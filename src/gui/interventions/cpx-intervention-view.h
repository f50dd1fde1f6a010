/* cpx-intervention-view.h: one operation of a patient: its report, its acts, its circumstances.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-patient-operations.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_INTERVENTION_VIEW (cpx_intervention_view_get_type ())
G_DECLARE_FINAL_TYPE (CpxInterventionView, cpx_intervention_view, CPX, INTERVENTION_VIEW, GtkWidget)

/* Signals: close; created (id of the operation that was added). */
GtkWidget  *cpx_intervention_view_new        (CpxPatientOperations *operations,
                                              CpxRecord            *intervention);
const char *cpx_intervention_view_get_id     (CpxInterventionView  *self);
void        cpx_intervention_view_focus      (CpxInterventionView  *self);
void        cpx_intervention_view_focus_note (CpxInterventionView  *self);

G_END_DECLS

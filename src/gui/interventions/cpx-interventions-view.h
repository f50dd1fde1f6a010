/* cpx-interventions-view.h: the operations of a patient, and the one that was chosen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_INTERVENTIONS_VIEW (cpx_interventions_view_get_type ())
G_DECLARE_FINAL_TYPE (CpxInterventionsView, cpx_interventions_view, CPX, INTERVENTIONS_VIEW, GtkWidget)

void     cpx_interventions_view_set_patient (CpxInterventionsView *self,
                                             CpxPractice          *practice,
                                             const char           *patient_id);
void     cpx_interventions_view_open        (CpxInterventionsView *self,
                                             const char           *intervention_id);
void     cpx_interventions_view_add         (CpxInterventionsView *self);
const char *cpx_interventions_view_get_open_id (CpxInterventionsView *self);

G_END_DECLS

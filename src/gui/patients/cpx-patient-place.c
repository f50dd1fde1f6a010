/* cpx-patient-place.c: where one is in a patient's file: the tab, and the operation open in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient-place.h"

#include "cpx-interventions-view.h"
#include "cpx-kept-focus.h"

/**
 * cpx_patient_place_show_operation:
 * @view: the file of a patient
 * @intervention_id: an operation of the patient
 *
 * Opens the operation at its report.
 */
void
cpx_patient_place_show_operation (CpxPatientView *view,
                                  const char     *intervention_id)
{
  AdwViewStack *tabs = cpx_patient_view_get_tabs (view);

  adw_view_stack_set_visible_child_name (tabs, "interventions");
  cpx_interventions_view_open (CPX_INTERVENTIONS_VIEW (adw_view_stack_get_visible_child (tabs)), intervention_id);
}

/**
 * cpx_patient_place_describe:
 * @view: the file of a patient
 * @place: what to complete with the file, its tab and the operation open there
 */
void
cpx_patient_place_describe (CpxPatientView *view,
                            CpxPlace       *place)
{
  AdwViewStack *tabs = cpx_patient_view_get_tabs (view);
  GtkWidget *shown = adw_view_stack_get_visible_child (tabs);

  place->patient_id = g_strdup (cpx_patient_view_get_id (view));
  place->tab = g_strdup (adw_view_stack_get_visible_child_name (tabs));
  if (CPX_IS_INTERVENTIONS_VIEW (shown))
    place->operation_id = g_strdup (cpx_interventions_view_get_open_id (CPX_INTERVENTIONS_VIEW (shown)));
}

/**
 * cpx_patient_place_go_to:
 * @view: the file of a patient
 * @place: a place in it, as cpx_patient_place_describe() told it
 *
 * Shows the tab, and the operation that was open there; who types elsewhere by then goes on typing.
 */
void
cpx_patient_place_go_to (CpxPatientView *view,
                         const CpxPlace *place)
{
  GtkWidget *typing = cpx_kept_focus_take (GTK_WIDGET (view));

  adw_view_stack_set_visible_child_name (cpx_patient_view_get_tabs (view), place->tab);
  if (place->operation_id != NULL)
    cpx_patient_place_show_operation (view, place->operation_id);
  cpx_kept_focus_return (typing);
}

/* cpx-patient-view.h: the file of one patient.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-open-patient.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_PATIENT_VIEW (cpx_patient_view_get_type ())
G_DECLARE_FINAL_TYPE (CpxPatientView, cpx_patient_view, CPX, PATIENT_VIEW, GtkWidget)

CpxPatientView *cpx_patient_view_new             (CpxPractice          *practice,
                                                  const CpxPatientFile *file);
const char     *cpx_patient_view_get_id          (CpxPatientView       *self);
GtkWidget      *cpx_patient_view_get_back_button (CpxPatientView       *self);
AdwViewStack   *cpx_patient_view_get_tabs        (CpxPatientView       *self);
void            cpx_patient_view_focus           (CpxPatientView       *self);

G_END_DECLS

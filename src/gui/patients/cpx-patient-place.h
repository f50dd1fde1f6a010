/* cpx-patient-place.h: where one is in a patient's file: the tab, and the operation open in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-patient-view.h"
#include "cpx-place.h"

G_BEGIN_DECLS

void cpx_patient_place_show_operation (CpxPatientView *view,
                                       const char     *intervention_id);
void cpx_patient_place_describe       (CpxPatientView *view,
                                       CpxPlace       *place);
void cpx_patient_place_go_to          (CpxPatientView *view,
                                       const CpxPlace *place);

G_END_DECLS

/* cpx-patient-side.h: the column that never leaves while one types into a patient's file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-side-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_PATIENT_SIDE (cpx_patient_side_get_type ())
G_DECLARE_FINAL_TYPE (CpxPatientSide, cpx_patient_side, CPX, PATIENT_SIDE, GtkWidget)

void cpx_patient_side_show (CpxPatientSide *self,
                            GPtrArray      *sections);

G_END_DECLS

/* cpx-new-patient.h: a new file: the traits that make an identity, and who may already have one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_NEW_PATIENT (cpx_new_patient_get_type ())
G_DECLARE_FINAL_TYPE (CpxNewPatient, cpx_new_patient, CPX, NEW_PATIENT, GtkWidget)

CpxNewPatient *cpx_new_patient_new   (CpxPractice *practice,
                                      const char  *query);
void           cpx_new_patient_focus (CpxNewPatient *self);

G_END_DECLS

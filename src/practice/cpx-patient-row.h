/* cpx-patient-row.h: one line of the list of patients, whose record may still be on its way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-record.h>

G_BEGIN_DECLS

#define CPX_TYPE_PATIENT_ROW (cpx_patient_row_get_type ())
G_DECLARE_FINAL_TYPE (CpxPatientRow, cpx_patient_row, CPX, PATIENT_ROW, GObject)

/* Properties: id, record (NULL while it is read), name, full-name, age, birth-date. All notify when it comes. */
CpxPatientRow *cpx_patient_row_new        (const char    *id,
                                           CpxRecord     *record);
const char    *cpx_patient_row_get_id     (CpxPatientRow *self);
CpxRecord     *cpx_patient_row_get_record (CpxPatientRow *self);
void           cpx_patient_row_set_record (CpxPatientRow *self,
                                           CpxRecord     *record);
void           cpx_patient_row_set_unreadable
                                          (CpxPatientRow *self);

G_END_DECLS

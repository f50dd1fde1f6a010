/* cpx-patient-operations.h: the operations of a patient with all that hangs on them, kept true by changes.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-operation-state.h"

#include <cpx-record-list.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_OPERATIONS_INTERVENTIONS,
  CPX_OPERATIONS_NOTES,
  CPX_OPERATIONS_CODINGS,
  CPX_OPERATIONS_ACTS,
  CPX_OPERATIONS_PRACTITIONERS,
  CPX_OPERATIONS_ESTABLISHMENTS,
  CPX_OPERATIONS_ROOMS,
  CPX_N_OPERATIONS_LISTS
} CpxOperationsList;

#define CPX_TYPE_PATIENT_OPERATIONS (cpx_patient_operations_get_type ())
G_DECLARE_FINAL_TYPE (CpxPatientOperations, cpx_patient_operations, CPX, PATIENT_OPERATIONS, GObject)

/* Signal `changed`: something in the lists is another than before, or they were read. */
CpxPatientOperations *cpx_patient_operations_new            (CpxPractice          *practice,
                                                             const char           *patient_id);
CpxPractice          *cpx_patient_operations_get_practice   (CpxPatientOperations *self);
const char           *cpx_patient_operations_get_patient_id (CpxPatientOperations *self);
GListModel           *cpx_patient_operations_get_list       (CpxPatientOperations *self,
                                                             CpxOperationsList     which);
CpxRecord            *cpx_patient_operations_find           (CpxPatientOperations *self,
                                                             const char           *intervention_id);
GPtrArray            *cpx_patient_operations_list_notes     (CpxPatientOperations *self,
                                                             const char           *intervention_id);
CpxOperationInput     cpx_patient_operations_read_input     (CpxPatientOperations *self,
                                                             CpxRecord            *intervention);
gboolean              cpx_patient_operations_get_loaded     (CpxPatientOperations *self);
const GError         *cpx_patient_operations_get_error      (CpxPatientOperations *self);

G_END_DECLS

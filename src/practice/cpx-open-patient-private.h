/* cpx-open-patient-private.h: a file as it is read, whoever may. For this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-open-patient.h"

#include <cpx-txn.h>

G_BEGIN_DECLS

CpxPatientFile *cpx_patient_file_read (CpxTxn      *txn,
                                       const char  *patient_id,
                                       GError     **error);

G_END_DECLS

/* cpx-patient-base-read.h: the patients in memory, read from the index of names, or from what is left of it. For this
 * folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-patient-base.h"
#include "cpx-txn.h"

G_BEGIN_DECLS

CpxPatientBase *cpx_patient_base_read (CpxTxn  *txn,
                                       GError **error);

G_END_DECLS

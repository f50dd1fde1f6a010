/* cpx-add-patient.h: a new patient file, with its number.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

CpxReceipt *cpx_add_patient                 (CpxJournal           *journal,
                                             CpxRecord            *patient,
                                             GError              **error);

void        cpx_practice_add_patient_async  (CpxPractice          *practice,
                                             CpxRecord            *patient,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
CpxReceipt *cpx_practice_add_patient_finish (CpxPractice          *practice,
                                             GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS

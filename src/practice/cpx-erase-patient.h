/* cpx-erase-patient.h: a file that may no longer be kept: its rows are purged and its key destroyed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

CpxReceipt *cpx_erase_patient                 (CpxJournal           *journal,
                                               const char           *patient_id,
                                               const char           *legal_basis,
                                               GError              **error);

CpxReceipt *cpx_practice_erase_patient        (CpxPractice          *practice,
                                               const char           *patient_id,
                                               const char           *legal_basis,
                                               GError              **error);
void        cpx_practice_erase_patient_async  (CpxPractice          *practice,
                                               const char           *patient_id,
                                               const char           *legal_basis,
                                               const char           *passphrase,
                                               const char           *code,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean    cpx_practice_erase_patient_finish (CpxPractice          *practice,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS

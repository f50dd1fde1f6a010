/* cpx-archive-patient.h: takes a file out of the daily list, and puts it back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

CpxReceipt *cpx_archive_patient                 (CpxJournal           *journal,
                                                 const char           *patient_id,
                                                 gboolean              archived,
                                                 GError              **error);

void        cpx_practice_archive_patient_async  (CpxPractice          *practice,
                                                 const char           *patient_id,
                                                 gboolean              archived,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
CpxReceipt *cpx_practice_archive_patient_finish (CpxPractice          *practice,
                                                 GAsyncResult         *result,
                                                 GError              **error);

G_END_DECLS

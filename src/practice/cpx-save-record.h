/* cpx-save-record.h: keeps a new or edited record of any kind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

CpxReceipt *cpx_save_record                 (CpxJournal           *journal,
                                             CpxRecord            *base,
                                             CpxRecord            *record,
                                             GError              **error);

CpxReceipt *cpx_practice_save_record        (CpxPractice          *practice,
                                             CpxRecord            *base,
                                             CpxRecord            *record,
                                             GError              **error);
void        cpx_practice_save_record_async  (CpxPractice          *practice,
                                             CpxRecord            *base,
                                             CpxRecord            *record,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
CpxReceipt *cpx_practice_save_record_finish (CpxPractice          *practice,
                                             GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS

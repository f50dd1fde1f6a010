/* cpx-remove-record.h: takes a record away, and puts it back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

CpxReceipt *cpx_remove_record                  (CpxJournal           *journal,
                                                const CpxKind        *kind,
                                                const char           *id,
                                                GError              **error);
CpxReceipt *cpx_restore_record                 (CpxJournal           *journal,
                                                const CpxKind        *kind,
                                                const char           *id,
                                                GError              **error);

void        cpx_practice_remove_record_async   (CpxPractice          *practice,
                                                const CpxKind        *kind,
                                                const char           *id,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
CpxReceipt *cpx_practice_remove_record_finish  (CpxPractice          *practice,
                                                GAsyncResult         *result,
                                                GError              **error);
void        cpx_practice_restore_record_async  (CpxPractice          *practice,
                                                const CpxKind        *kind,
                                                const char           *id,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
CpxReceipt *cpx_practice_restore_record_finish (CpxPractice          *practice,
                                                GAsyncResult         *result,
                                                GError              **error);

G_END_DECLS

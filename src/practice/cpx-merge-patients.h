/* cpx-merge-patients.h: two files of one person become one, and can become two again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

CpxRecord  *cpx_merge_choose                    (CpxRecord            *kept,
                                                 CpxRecord            *other,
                                                 CpxFieldSet           from_other);

CpxReceipt *cpx_merge_patients                  (CpxJournal           *journal,
                                                 const char           *kept_id,
                                                 const char           *other_id,
                                                 CpxFieldSet           from_other,
                                                 GError              **error);
CpxReceipt *cpx_unmerge_patients                (CpxJournal           *journal,
                                                 const char           *other_id,
                                                 GError              **error);

void        cpx_practice_merge_patients_async   (CpxPractice          *practice,
                                                 const char           *kept_id,
                                                 const char           *other_id,
                                                 CpxFieldSet           from_other,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
CpxReceipt *cpx_practice_merge_patients_finish  (CpxPractice          *practice,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void        cpx_practice_unmerge_patients_async (CpxPractice          *practice,
                                                 const char           *other_id,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
CpxReceipt *cpx_practice_unmerge_patients_finish (CpxPractice         *practice,
                                                  GAsyncResult        *result,
                                                  GError             **error);
void        cpx_practice_list_merged_async      (CpxPractice          *practice,
                                                 const char           *kept_id,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GPtrArray  *cpx_practice_list_merged_finish     (CpxPractice          *practice,
                                                 GAsyncResult         *result,
                                                 GError              **error);

G_END_DECLS

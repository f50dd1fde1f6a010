/* cpx-lock-coding.h: a validated coding is locked; a surgeon may reopen it, says why and signs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

/* In a transaction. */
GPtrArray *cpx_lock_coding                   (CpxJournal           *journal,
                                              const char           *coding_id,
                                              GError              **error);

GPtrArray *cpx_practice_lock_coding          (CpxPractice          *practice,
                                              const char           *coding_id,
                                              GError              **error);
GPtrArray *cpx_practice_reopen_coding        (CpxPractice          *practice,
                                              const char           *coding_id,
                                              const char           *reason,
                                              const char           *passphrase,
                                              const char           *one_time_code,
                                              GError              **error);
/* @reason NULL: lock it. */
void       cpx_practice_lock_coding_async    (CpxPractice          *practice,
                                              const char           *coding_id,
                                              const char           *reason,
                                              const char           *passphrase,
                                              const char           *one_time_code,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GPtrArray *cpx_practice_lock_coding_finish   (CpxPractice          *practice,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS

/* cpx-add-user.h: someone new who may unlock the practice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

CpxReceipt *cpx_practice_add_user        (CpxPractice          *practice,
                                          CpxRecord            *user,
                                          const char           *passphrase,
                                          GError              **error);
void        cpx_practice_add_user_async  (CpxPractice          *practice,
                                          CpxRecord            *user,
                                          const char           *passphrase,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
CpxReceipt *cpx_practice_add_user_finish (CpxPractice          *practice,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS

/* cpx-disable-user.h: takes the key from someone who left.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

CpxReceipt *cpx_practice_disable_user        (CpxPractice          *practice,
                                              const char           *login,
                                              GError              **error);
void        cpx_practice_disable_user_async  (CpxPractice          *practice,
                                              const char           *login,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
CpxReceipt *cpx_practice_disable_user_finish (CpxPractice          *practice,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS

/* cpx-change-passphrase.h: one's own with the old one, another's as an administrator.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

CpxReceipt *cpx_practice_change_passphrase        (CpxPractice          *practice,
                                                   const char           *login,
                                                   const char           *old_passphrase,
                                                   const char           *new_passphrase,
                                                   GError              **error);
void        cpx_practice_change_passphrase_async  (CpxPractice          *practice,
                                                   const char           *login,
                                                   const char           *old_passphrase,
                                                   const char           *new_passphrase,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
CpxReceipt *cpx_practice_change_passphrase_finish (CpxPractice          *practice,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS

/* cpx-set-roles.h: what someone may do from now on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

CpxReceipt *cpx_practice_set_roles        (CpxPractice          *practice,
                                           const char           *login,
                                           CpxRoles              roles,
                                           GError              **error);
void        cpx_practice_set_roles_async  (CpxPractice          *practice,
                                           const char           *login,
                                           CpxRoles              roles,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
CpxReceipt *cpx_practice_set_roles_finish (CpxPractice          *practice,
                                           GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS

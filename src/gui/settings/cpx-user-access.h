/* cpx-user-access.h: the rows about a user's passphrase, one-time code and access.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-user-actions.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_USER_ACCESS (cpx_user_access_get_type ())
G_DECLARE_FINAL_TYPE (CpxUserAccess, cpx_user_access, CPX, USER_ACCESS, GObject)

CpxUserAccess *cpx_user_access_new                (CpxUserActions *actions,
                                                   CpxRecord      *user);
void           cpx_user_access_set_user           (CpxUserAccess  *self,
                                                   CpxRecord      *user);
GtkWidget     *cpx_user_access_get_passphrase_row (CpxUserAccess  *self);
GtkWidget     *cpx_user_access_get_code_row       (CpxUserAccess  *self);
GtkWidget     *cpx_user_access_get_disable_row    (CpxUserAccess  *self);

G_END_DECLS

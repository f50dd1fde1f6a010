/* cpx-user-dialog.h: adds a user with their first passphrase.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_USER_DIALOG (cpx_user_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CpxUserDialog, cpx_user_dialog, CPX, USER_DIALOG, AdwWindow)

GtkWidget *cpx_user_dialog_new     (CpxPractice *practice);
void       cpx_user_dialog_present (GtkWidget   *parent,
                                    CpxPractice *practice);

G_END_DECLS

/* cpx-code-dialog.h: sets up the one-time code of a user: shows the secret, asks for a first code.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_CODE_DIALOG (cpx_code_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CpxCodeDialog, cpx_code_dialog, CPX, CODE_DIALOG, AdwWindow)

GtkWidget  *cpx_code_dialog_new        (CpxPractice   *practice,
                                        const char    *login);
void        cpx_code_dialog_present    (GtkWidget     *parent,
                                        CpxPractice   *practice,
                                        const char    *login,
                                        GCallback      enrolled_func,
                                        gpointer       owner);
const char *cpx_code_dialog_get_secret (CpxCodeDialog *self);

G_END_DECLS

/* cpx-reopen-dialog.h: a locked coding is reopened: by whom, when, and why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>
#include <cpx-practice.h>

G_BEGIN_DECLS

#define CPX_TYPE_REOPEN_DIALOG (cpx_reopen_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CpxReopenDialog, cpx_reopen_dialog, CPX, REOPEN_DIALOG, AdwWindow)

void cpx_reopen_dialog_present (GtkWidget   *parent,
                                CpxPractice *practice,
                                CpxRecord   *coding,
                                GCallback    reopened_func,
                                gpointer     owner);

G_END_DECLS

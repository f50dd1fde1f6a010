/* cpx-erase-dialog.h: erases a patient's file for good: on a legal basis, for a reason, with a passphrase.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_ERASE_DIALOG (cpx_erase_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CpxEraseDialog, cpx_erase_dialog, CPX, ERASE_DIALOG, AdwWindow)

void cpx_erase_dialog_present (GtkWidget   *parent,
                               CpxPractice *practice,
                               CpxRecord   *patient,
                               GCallback    erased_func,
                               gpointer     owner);

G_END_DECLS

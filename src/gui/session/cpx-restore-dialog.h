/* cpx-restore-dialog.h: puts a backup in the place of the vault.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_RESTORE_DIALOG (cpx_restore_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CpxRestoreDialog, cpx_restore_dialog, CPX, RESTORE_DIALOG, AdwWindow)

GtkWidget *cpx_restore_dialog_new    (const char       *vault_path);
void       cpx_restore_dialog_choose (CpxRestoreDialog *self,
                                      const char       *backup_path);

G_END_DECLS

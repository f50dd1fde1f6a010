/* cpx-recovery-page.h: the other way in: the printed code sets an administrator's new passphrase.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_RECOVERY_PAGE (cpx_recovery_page_get_type ())
G_DECLARE_FINAL_TYPE (CpxRecoveryPage, cpx_recovery_page, CPX, RECOVERY_PAGE, GtkWidget)

void cpx_recovery_page_begin (CpxRecoveryPage  *self,
                              const char       *vault_path,
                              const char      **logins);

G_END_DECLS

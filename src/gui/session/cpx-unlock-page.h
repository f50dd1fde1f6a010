/* cpx-unlock-page.h: the door: who one is, and the passphrase; or the recovery code.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_UNLOCK_PAGE (cpx_unlock_page_get_type ())
G_DECLARE_FINAL_TYPE (CpxUnlockPage, cpx_unlock_page, CPX, UNLOCK_PAGE, GtkWidget)

void cpx_unlock_page_begin (CpxUnlockPage *self,
                            const char    *vault_path);

G_END_DECLS

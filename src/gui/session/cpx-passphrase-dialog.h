/* cpx-passphrase-dialog.h: changes a passphrase: one's own, or for an administrator another's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cpx_passphrase_dialog_present (GtkWidget   *parent,
                                    CpxPractice *practice,
                                    const char  *login);

G_END_DECLS

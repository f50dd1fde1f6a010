/* cpx-attached-windows.h: the dialogs that stand over a window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cpx_attached_windows_close (GtkWindow *window);

G_END_DECLS

/* cpx-stop-signals.h: asked to stop from outside, the application closes as if its window had been closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cpx_stop_signals_watch (GtkApplication *application);

G_END_DECLS

/* cpx-kept-focus.h: what comes late takes the keyboard from nobody who types.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *cpx_kept_focus_take   (GtkWidget *view);
void       cpx_kept_focus_return (GtkWidget *text);

G_END_DECLS

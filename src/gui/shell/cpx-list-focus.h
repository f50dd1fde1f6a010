/* cpx-list-focus.h: whether the keyboard is in a list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean cpx_list_focus_is_within (GtkWidget *list);
void     cpx_list_focus_on_leave  (GtkWidget *list,
                                   GCallback  callback,
                                   gpointer   object);

G_END_DECLS

/* cpx-list-scroll.h: brings a row of a list onto the screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cpx_list_scroll_to_selected (GtkListView *list);
void cpx_list_scroll_to_first    (GtkListView *list);
void cpx_list_enter_first        (GtkListView *list);

G_END_DECLS

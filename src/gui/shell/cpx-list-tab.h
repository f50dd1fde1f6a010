/* cpx-list-tab.h: Tab leaves a list of pages; arrows walk through it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cpx_list_tab_over (GtkWidget *list);

G_END_DECLS

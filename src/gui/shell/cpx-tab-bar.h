/* cpx-tab-bar.h: the tabs of a view stack, each as wide as its words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_TAB_BAR (cpx_tab_bar_get_type ())
G_DECLARE_FINAL_TYPE (CpxTabBar, cpx_tab_bar, CPX, TAB_BAR, GtkWidget)

GtkWidget *cpx_tab_bar_new      (AdwViewStack *stack);
void       cpx_tab_bar_add_keys (GtkWidget    *around,
                                 AdwViewStack *stack);

G_END_DECLS

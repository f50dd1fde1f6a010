/* cpx-split.h: a list and what is chosen in it: side by side, or one at a time where the window is narrow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_SPLIT (cpx_split_get_type ())
G_DECLARE_FINAL_TYPE (CpxSplit, cpx_split, CPX, SPLIT, GtkWidget)

GtkWidget *cpx_split_new         (void);
void       cpx_split_show_list   (CpxSplit *self);
void       cpx_split_show_detail (CpxSplit *self);

G_END_DECLS

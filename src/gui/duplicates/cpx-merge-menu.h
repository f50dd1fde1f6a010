/* cpx-merge-menu.h: in the menu of a file, how to separate again what was merged into it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_MERGE_MENU (cpx_merge_menu_get_type ())
G_DECLARE_FINAL_TYPE (CpxMergeMenu, cpx_merge_menu, CPX, MERGE_MENU, GObject)

void cpx_merge_menu_begin (GtkWidget   *view,
                           CpxPractice *practice,
                           const char  *patient_id,
                           GMenu       *section);

G_END_DECLS

/* cpx-merge-undo.h: takes a merge back, when the view that made it is gone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_MERGE_UNDO (cpx_merge_undo_get_type ())
G_DECLARE_FINAL_TYPE (CpxMergeUndo, cpx_merge_undo, CPX, MERGE_UNDO, GObject)

void cpx_merge_undo_offer   (GtkWidget   *place,
                             CpxPractice *practice,
                             CpxRecord   *kept,
                             const char  *other_id);
void cpx_merge_undo_perform (GtkWidget   *place,
                             CpxPractice *practice,
                             const char  *other_id);

G_END_DECLS

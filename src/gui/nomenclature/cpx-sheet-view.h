/* cpx-sheet-view.h: shows what is told of an act or a chapter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-ccam-sheet.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_SHEET_VIEW (cpx_sheet_view_get_type ())
G_DECLARE_FINAL_TYPE (CpxSheetView, cpx_sheet_view, CPX, SHEET_VIEW, GtkWidget)

/* Signal: link (what it leads to, see cpx-ccam-text.h). */
void        cpx_sheet_view_show          (CpxSheetView *self,
                                          CpxCcamSheet *sheet);
void        cpx_sheet_view_set_favourite (CpxSheetView *self,
                                          gboolean      favourite,
                                          gboolean      may_change);
const char *cpx_sheet_view_get_code      (CpxSheetView *self);
void        cpx_sheet_view_focus         (CpxSheetView *self);

G_END_DECLS

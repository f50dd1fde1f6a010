/* cpx-compare-row.h: one field of two files: both values, how they compare, which one is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-compare-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_COMPARE_ROW (cpx_compare_row_get_type ())
G_DECLARE_FINAL_TYPE (CpxCompareRow, cpx_compare_row, CPX, COMPARE_ROW, GtkListBoxRow)

GtkWidget      *cpx_compare_row_new      (int                   field);
void            cpx_compare_row_show     (CpxCompareRow        *self,
                                          const CpxCompareLine *line,
                                          gboolean              may_choose);
CpxCompareMark  cpx_compare_row_get_mark (CpxCompareRow        *self);

G_END_DECLS

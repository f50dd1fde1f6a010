/* cpx-columns.h: lays groups out in one column, or in two of equal height where there is room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_COLUMNS (cpx_columns_get_type ())
G_DECLARE_FINAL_TYPE (CpxColumns, cpx_columns, CPX, COLUMNS, GtkLayoutManager)

GtkLayoutManager *cpx_columns_new         (void);
guint             cpx_columns_break_after (const int *heights,
                                           guint      n_heights,
                                           int        spacing);

G_END_DECLS

/* cpx-columns-box.h: a box laid out by CpxColumns: Tab goes through it in the order of reading.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_COLUMNS_BOX (cpx_columns_box_get_type ())
G_DECLARE_FINAL_TYPE (CpxColumnsBox, cpx_columns_box, CPX, COLUMNS_BOX, GtkBox)

G_END_DECLS

/* cpx-house-row.h: the name of a page in the sidebar, and how much waits there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_HOUSE_ROW (cpx_house_row_get_type ())
G_DECLARE_FINAL_TYPE (CpxHouseRow, cpx_house_row, CPX, HOUSE_ROW, GtkListBoxRow)

/* Properties: waiting, the figure beside the name; 0 shows none. */
GtkWidget *cpx_house_row_new (const char *name,
                              const char *title,
                              const char *icon_name,
                              guint       number);

G_END_DECLS

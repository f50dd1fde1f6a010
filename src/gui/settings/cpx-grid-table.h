/* cpx-grid-table.h: which grid of tariffs serves whom, as a table to read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-nomenclature.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_GRID_TABLE (cpx_grid_table_get_type ())
G_DECLARE_FINAL_TYPE (CpxGridTable, cpx_grid_table, CPX, GRID_TABLE, GtkWidget)

void cpx_grid_table_show (CpxGridTable    *self,
                          CpxNomenclature *nomenclature);

G_END_DECLS

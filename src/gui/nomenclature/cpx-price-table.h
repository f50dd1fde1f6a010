/* cpx-price-table.h: the prices of an act, a line a grid; one's own first, the others on demand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-ccam-sheet.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *cpx_price_table_new (const CpxSheetTable *table);

G_END_DECLS

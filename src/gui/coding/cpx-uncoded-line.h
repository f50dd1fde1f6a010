/* cpx-uncoded-line.h: one line of the work list on the screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-uncoded-state.h"

#include <cpx-uncoded-list.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_UNCODED_LINE (cpx_uncoded_line_get_type ())
G_DECLARE_FINAL_TYPE (CpxUncodedLine, cpx_uncoded_line, CPX, UNCODED_LINE, GtkWidget)

/* Properties: row, the CpxUncodedRow that is shown. */
GtkListItemFactory *cpx_uncoded_line_factory_new (void);
CpxUncodedInput     cpx_uncoded_line_read_input  (CpxUncodedRow *row);

G_END_DECLS

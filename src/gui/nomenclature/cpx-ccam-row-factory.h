/* cpx-ccam-row-factory.h: the rows of lists of #CpxCcamRow, and of trees of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkListItemFactory *cpx_ccam_row_factory_new      (void);
GtkListItemFactory *cpx_ccam_row_factory_new_tree (void);

G_END_DECLS

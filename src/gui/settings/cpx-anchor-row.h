/* cpx-anchor-row.h: one anchor in the settings, with its receipts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-anchors.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *cpx_anchor_row_new          (const CpxAnchor *anchor);
gint64     cpx_anchor_row_get_number   (GtkWidget       *row);
gboolean   cpx_anchor_row_is_expanded  (GtkWidget       *row);
void       cpx_anchor_row_expand       (GtkWidget       *row);

G_END_DECLS

/* cpx-header-label.h: a text at the side of a header bar.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cpx_header_label_show (GtkLabel   *label,
                            const char *text,
                            int         kept_px);

G_END_DECLS

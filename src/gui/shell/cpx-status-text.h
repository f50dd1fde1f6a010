/* cpx-status-text.h: what a status page says, in plain text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cpx_status_text_show (GtkWidget  *status_page,
                           const char *icon_name,
                           const char *title,
                           const char *description);
void cpx_status_text_describe (GtkWidget  *status_page,
                               const char *description);

G_END_DECLS

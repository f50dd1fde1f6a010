/* cpx-control-names.h: names for the parts of widgets that the toolkit leaves without.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cpx_control_names_give (GtkWidget  *root,
                             const char *list_name);

void cpx_control_names_give_button (GtkWidget  *list,
                                    const char *name);

G_END_DECLS

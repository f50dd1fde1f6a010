/* cpx-saved-file.h: says that a file was saved, and shows where.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cpx_saved_file_show (GtkWidget  *from,
                          const char *sentence,
                          const char *path);

G_END_DECLS

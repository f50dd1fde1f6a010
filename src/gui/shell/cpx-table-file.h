/* cpx-table-file.h: reads a table that a person chose, unless it is far too large to be one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void    cpx_table_file_read_async  (GFile                *file,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
GBytes *cpx_table_file_read_finish (GFile                *file,
                                    GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS

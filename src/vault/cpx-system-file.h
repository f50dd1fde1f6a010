/* cpx-system-file.h: a file in the VFS below, the system's, which sees only what is sealed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

sqlite3_vfs *cpx_system_file_get_vfs (void);
void         cpx_system_file_set_vfs (const char       *name);

int          cpx_system_file_open    (const char       *path,
                                      int               flags,
                                      sqlite3_file    **out_file,
                                      sqlite3_filename *out_name);
void         cpx_system_file_close   (sqlite3_file     *file,
                                      sqlite3_filename  name);

G_END_DECLS

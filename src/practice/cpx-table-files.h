/* cpx-table-files.h: the tables of one distribution of the CCAM, wherever they lie: files, zip archives, zips of zips.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _CpxTableFiles CpxTableFiles;

CpxTableFiles *cpx_table_files_new         (const char * const  *paths,
                                            GError             **error);
void           cpx_table_files_free        (CpxTableFiles       *self);
const char    *cpx_table_files_get_version (CpxTableFiles       *self);
char          *cpx_table_files_list_names  (CpxTableFiles       *self);
guint64        cpx_table_files_get_n_bytes (CpxTableFiles       *self);
GBytes        *cpx_table_files_load        (CpxTableFiles       *self,
                                            const char          *table,
                                            GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxTableFiles, cpx_table_files_free)

G_END_DECLS

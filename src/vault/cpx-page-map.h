/* cpx-page-map.h: the sealed pages of a main file, looked at where the system keeps them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _CpxPageMap CpxPageMap;

CpxPageMap   *cpx_page_map_new   (sqlite3_file  *below);
void          cpx_page_map_free  (CpxPageMap    *self);

const guint8 *cpx_page_map_open  (CpxPageMap    *self,
                                  sqlite3_int64  offset,
                                  guint32        n_bytes);
void          cpx_page_map_close (CpxPageMap    *self,
                                  gboolean       good);
gboolean      cpx_page_map_grow  (CpxPageMap    *self,
                                  sqlite3_int64  n_file_bytes);
void          cpx_page_map_rest  (CpxPageMap    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxPageMap, cpx_page_map_free)

G_END_DECLS

/* cpx-dbf-table.h: a dBase III table as the CCAM is distributed, read strictly from memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-day.h>

#include <gio/gio.h>

G_BEGIN_DECLS

#define CPX_DBF_MAX_PARTS 20

typedef struct _CpxDbfTable CpxDbfTable;

/* A text that was cut over several columns, in their order. */
typedef struct
{
  guint columns[CPX_DBF_MAX_PARTS];
  guint n;
} CpxDbfParts;

CpxDbfTable *cpx_dbf_table_new          (const char         *name,
                                         GBytes             *bytes,
                                         GError            **error);
void         cpx_dbf_table_free         (CpxDbfTable        *self);
const char  *cpx_dbf_table_get_name     (CpxDbfTable        *self);
guint        cpx_dbf_table_get_n_rows   (CpxDbfTable        *self);

gboolean     cpx_dbf_table_find_column  (CpxDbfTable        *self,
                                         const char         *column,
                                         guint              *out_column,
                                         GError            **error);
gboolean     cpx_dbf_table_find_parts   (CpxDbfTable        *self,
                                         const char         *column,
                                         CpxDbfParts        *out_parts,
                                         GError            **error);

gboolean     cpx_dbf_table_is_deleted   (CpxDbfTable        *self,
                                         guint               row);
gboolean     cpx_dbf_table_get_key      (CpxDbfTable        *self,
                                         guint               row,
                                         guint               column,
                                         char               *out_key,
                                         gsize               size,
                                         GError            **error);
gboolean     cpx_dbf_table_get_char     (CpxDbfTable        *self,
                                         guint               row,
                                         guint               column,
                                         char               *out_char,
                                         GError            **error);
gboolean     cpx_dbf_table_get_day      (CpxDbfTable        *self,
                                         guint               row,
                                         guint               column,
                                         CpxDay             *out_day,
                                         GError            **error);
gboolean     cpx_dbf_table_get_number   (CpxDbfTable        *self,
                                         guint               row,
                                         guint               column,
                                         guint               n_decimals,
                                         int                *out_number,
                                         GError            **error);
char        *cpx_dbf_table_dup_text     (CpxDbfTable        *self,
                                         guint               row,
                                         const CpxDbfParts  *parts);

void         cpx_dbf_table_fail         (CpxDbfTable        *self,
                                         guint               row,
                                         GError            **error,
                                         const char         *format,
                                         ...) G_GNUC_PRINTF (4, 5);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxDbfTable, cpx_dbf_table_free)

G_END_DECLS

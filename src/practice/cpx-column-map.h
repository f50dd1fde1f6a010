/* cpx-column-map.h: which column of a table from another program fills which field of a patient.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-record.h>

G_BEGIN_DECLS

typedef struct _CpxColumnMap CpxColumnMap;

CpxColumnMap *cpx_column_map_new          (const char * const  *header,
                                           const char * const  *wishes,
                                           GError             **error);
void          cpx_column_map_free         (CpxColumnMap        *self);
int           cpx_column_map_get_field    (CpxColumnMap        *self,
                                           guint                column);
CpxRecord    *cpx_column_map_make_patient (CpxColumnMap        *self,
                                           char               **values,
                                           GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxColumnMap, cpx_column_map_free)

G_END_DECLS

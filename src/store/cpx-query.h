/* cpx-query.h: which records, in which order, from where on: one value. Built, then not changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-record.h>

G_BEGIN_DECLS

#define CPX_QUERY_BY_CREATION (-1)

typedef enum
{
  CPX_QUERY_LIVE,      /* neither archived nor merged into another nor deleted */
  CPX_QUERY_ARCHIVED,  /* archived only */
  CPX_QUERY_ALL,       /* everything that is not deleted */
} CpxQueryScope;

typedef struct _CpxQuery CpxQuery;

CpxQuery *cpx_query_new          (const CpxKind   *kind);
CpxQuery *cpx_query_copy         (const CpxQuery  *self);
void      cpx_query_free         (CpxQuery        *self);

/* Fields named here are INDEXED, SORT, UNIQUE, REFERENCE, or the kind's patient field. */
void      cpx_query_set_scope    (CpxQuery        *self,
                                  CpxQueryScope    scope);
void      cpx_query_where        (CpxQuery        *self,
                                  int              field,
                                  const char      *value);
void      cpx_query_where_range  (CpxQuery        *self,
                                  int              field,
                                  const char      *from,
                                  const char      *until);
void      cpx_query_set_order    (CpxQuery        *self,
                                  int              field,
                                  gboolean         descending);
void      cpx_query_set_after    (CpxQuery        *self,
                                  CpxRecord       *last);
void      cpx_query_set_limit    (CpxQuery        *self,
                                  guint            limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxQuery, cpx_query_free)

G_END_DECLS

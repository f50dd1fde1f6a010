/* cpx-query.h: which records, in which order, from where on: one value. Built, then not changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-record.h>

G_BEGIN_DECLS

enum
{
  CPX_QUERY_BY_CREATION = -1,  /* the order in which records came to this device */
  CPX_QUERY_BY_NAME     = -2,  /* patients by the name they are known under, others by their SORT fields, folded */
};

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

/* A query is answered from an index if it names the patient, a UNIQUE field, a reference that is INDEXED or, for kinds
 * other than the patient, any INDEXED field; other fields are compared row by row. (The patient's are in memory: see
 * cpx-search.h.) Only a field with an index can give the order. */
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

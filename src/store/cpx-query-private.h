/* cpx-query-private.h: what the record table reads of a query.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-query.h"

G_BEGIN_DECLS

#define CPX_QUERY_MAX_TERMS 6

typedef struct
{
  int       field;
  gboolean  is_range;
  char     *from;   /* (owned) (nullable): the value, or the first of the range */
  char     *until;  /* (owned) (nullable): the first value after the range */
} CpxQueryTerm;

struct _CpxQuery
{
  const CpxKind *kind;
  CpxQueryScope  scope;
  CpxQueryTerm   terms[CPX_QUERY_MAX_TERMS];
  guint          n_terms;
  int            order;       /* a field, or one of CPX_QUERY_BY_… */
  gboolean       descending;
  CpxRecord     *after;       /* (owned) (nullable) */
  guint          limit;       /* 0: none */
};

G_END_DECLS

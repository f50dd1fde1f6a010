/* cpx-query.c: which records, in which order, from where on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-query-private.h"

/**
 * cpx_query_new:
 * @kind: what is looked for
 *
 * Returns: (transfer full): every live record of @kind, by creation
 */
CpxQuery *
cpx_query_new (const CpxKind *kind)
{
  CpxQuery *self = g_new0 (CpxQuery, 1);

  self->kind = kind;
  self->order = CPX_QUERY_BY_CREATION;

  return self;
}

CpxQuery *
cpx_query_copy (const CpxQuery *self)
{
  CpxQuery *copy = g_new0 (CpxQuery, 1);

  *copy = *self;
  for (guint i = 0; i < copy->n_terms; i++)
    {
      copy->terms[i].from = g_strdup (self->terms[i].from);
      copy->terms[i].until = g_strdup (self->terms[i].until);
    }
  if (copy->after != NULL)
    g_object_ref (copy->after);

  return copy;
}

void
cpx_query_free (CpxQuery *self)
{
  for (guint i = 0; i < self->n_terms; i++)
    {
      g_free (self->terms[i].from);
      g_free (self->terms[i].until);
    }
  g_clear_object (&self->after);
  g_free (self);
}

/**
 * cpx_query_set_scope:
 * @self: a query
 * @scope: live records, archived ones, or all; live ones if never set
 */
void
cpx_query_set_scope (CpxQuery      *self,
                     CpxQueryScope  scope)
{
  self->scope = scope;
}

static void
add_term (CpxQuery   *self,
          int         field,
          gboolean    is_range,
          const char *from,
          const char *until)
{
  g_return_if_fail (self->n_terms < CPX_QUERY_MAX_TERMS);
  g_return_if_fail (field >= 0 && (guint) field < self->kind->n_fields);

  self->terms[self->n_terms++] = (CpxQueryTerm) { field, is_range, g_strdup (from), g_strdup (until) };
}

/**
 * cpx_query_where:
 * @self: a query
 * @field: a field of its kind
 * @value: (nullable): the text it must have (integers in decimal, booleans "0" or "1"); NULL: it must have none
 *
 * Keeps the records whose @field is @value. Terms add up.
 *
 * When @field is the kind's patient field, records of files merged into that patient are kept as well.
 */
void
cpx_query_where (CpxQuery   *self,
                 int         field,
                 const char *value)
{
  add_term (self, field, FALSE, value, NULL);
}

/**
 * cpx_query_where_range:
 * @self: a query
 * @field: a field of its kind
 * @from: (nullable): the first value kept; NULL: no bound
 * @until: (nullable): the first value left out; NULL: no bound
 *
 * Keeps the records whose @field has a value within a range of texts, compared byte by byte (dates as ISO text).
 */
void
cpx_query_where_range (CpxQuery   *self,
                       int         field,
                       const char *from,
                       const char *until)
{
  add_term (self, field, TRUE, from, until);
}

/**
 * cpx_query_set_order:
 * @self: a query
 * @field: a field with an index, a SORT field (which means the name), or one of CPX_QUERY_BY_…
 * @descending: the greatest first
 *
 * Says in which order records come; equal ones by creation, in the same direction.
 */
void
cpx_query_set_order (CpxQuery *self,
                     int       field,
                     gboolean  descending)
{
  if (field >= 0 && (self->kind->fields[field].flags & CPX_FIELD_SORT) != 0)
    field = CPX_QUERY_BY_NAME;
  self->order = field;
  self->descending = descending;
}

/**
 * cpx_query_set_after:
 * @self: a query
 * @last: (nullable): the last record of the page before, as it was listed
 *
 * Continues after a record. It works by its values, so that it stays right when records come and go in between.
 */
void
cpx_query_set_after (CpxQuery  *self,
                     CpxRecord *last)
{
  g_set_object (&self->after, last);
}

/**
 * cpx_query_set_limit:
 * @self: a query
 * @limit: how many records at most; 0: all
 */
void
cpx_query_set_limit (CpxQuery *self,
                     guint     limit)
{
  self->limit = limit;
}

/* cpx-record-query.c: asks a kind's table: a query becomes one SELECT; and purges what a patient had there.
 *
 * Pages go by key, never by OFFSET: (order column, row) > (its value in the last record, the row of that record); for
 * names, which have their own index, (name, id). Values are parameters, so that the few shapes of SELECT there are
 * stay prepared.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-query-private.h"
#include "cpx-record-name.h"
#include "cpx-record-table-private.h"
#include "cpx-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char  *text;  /* (owned) (nullable): NULL: the id */
  CpxId  id;
} Parameter;

/* A SELECT being written, and its parameters in order. */
typedef struct
{
  const CpxRecordTable *table;
  GString              *sql;
  GArray               *parameters;  /* (element-type Parameter) */
  GPtrArray            *patients;    /* (nullable) (unowned): ids, for the term on the patient field */
} Select;

static void
clear_parameter (gpointer data)
{
  g_free (((Parameter *) data)->text);
}

static void
select_init (Select               *select,
             const CpxRecordTable *table,
             GPtrArray            *patients)
{
  select->table = table;
  select->sql = g_string_new (NULL);
  select->parameters = g_array_new (FALSE, FALSE, sizeof (Parameter));
  g_array_set_clear_func (select->parameters, clear_parameter);
  select->patients = patients;
}

static void
select_clear (Select *select)
{
  g_string_free (select->sql, TRUE);
  g_array_unref (select->parameters);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Select, select_clear)

static guint
add_text (Select *select,
          char   *text)
{
  Parameter parameter = { .text = text };

  g_array_append_val (select->parameters, parameter);

  return select->parameters->len;
}

static guint
add_id (Select     *select,
        const char *text)
{
  Parameter parameter = { NULL };

  if (!cpx_id_parse (text, &parameter.id))
    memset (&parameter.id, 0, sizeof parameter.id);
  g_array_append_val (select->parameters, parameter);

  return select->parameters->len;
}

/* Texts that a parameter holds are TEXT; columns and members of integers are compared as numbers. */
static char *
write_operand (const CpxRecordTable *table,
               int                   field)
{
  const CpxColumn *column = cpx_record_table_find_column (table, field);
  const CpxField *declared = &table->kind->fields[field];

  if (column != NULL)
    return g_strdup (column->name);

  return g_strdup_printf (declared->type == CPX_FIELD_BOOLEAN ? "coalesce (json_extract (json, '$.%s'), 0)"
                                                              : "json_extract (json, '$.%s')", declared->name);
}

static gboolean
is_number (const CpxKind *kind,
           int            field)
{
  return kind->fields[field].type == CPX_FIELD_INTEGER || kind->fields[field].type == CPX_FIELD_BOOLEAN;
}

static void
append_patients (Select *select)
{
  g_string_append (select->sql, " AND patient IN (");
  for (guint i = 0; select->patients != NULL && i < select->patients->len; i++)
    g_string_append_printf (select->sql, i > 0 ? ", ?%u" : "?%u",
                            add_id (select, g_ptr_array_index (select->patients, i)));
  g_string_append_c (select->sql, ')');
}

static void
append_term (Select             *select,
             const CpxQueryTerm *term)
{
  const CpxKind *kind = select->table->kind;
  g_autofree char *operand = write_operand (select->table, term->field);
  const char *cast = is_number (kind, term->field) ? "+0" : "";
  const CpxColumn *column = cpx_record_table_find_column (select->table, term->field);

  if (!term->is_range && term->from == NULL)
    {
      g_string_append_printf (select->sql, column != NULL && !column->is_sparse ? " AND %s = ''" : " AND %s IS NULL",
                              operand);
      return;
    }
  if (!term->is_range)
    {
      g_string_append_printf (select->sql, " AND %s = ?%u%s", operand, add_text (select, g_strdup (term->from)), cast);
      return;
    }

  g_string_append_printf (select->sql, " AND %s <> ''", operand);
  if (term->from != NULL)
    g_string_append_printf (select->sql, " AND %s >= ?%u%s", operand, add_text (select, g_strdup (term->from)), cast);
  if (term->until != NULL)
    g_string_append_printf (select->sql, " AND %s < ?%u%s", operand, add_text (select, g_strdup (term->until)), cast);
}

static void
append_scope (Select        *select,
              CpxQueryScope  scope)
{
  switch (scope)
    {
    case CPX_QUERY_LIVE:
      g_string_append (select->sql, " WHERE state = 0");
      break;
    case CPX_QUERY_ARCHIVED:
      g_string_append (select->sql, " WHERE state = 1");
      break;
    case CPX_QUERY_ALL:
      g_string_append (select->sql, " WHERE state < 3");
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * cpx_row_state_is_in_scope:
 * @state: where a record is
 * @scope: among which one looks
 *
 * Returns: `TRUE` if a query of @scope finds it
 */
gboolean
cpx_row_state_is_in_scope (CpxRowState   state,
                           CpxQueryScope scope)
{
  switch (scope)
    {
    case CPX_QUERY_LIVE:
      return state == CPX_ROW_LIVE;
    case CPX_QUERY_ARCHIVED:
      return state == CPX_ROW_ARCHIVED;
    case CPX_QUERY_ALL:
      return state != CPX_ROW_DELETED;
    default:
      g_assert_not_reached ();
    }
}

static const char *
get_order_column (const CpxRecordTable *table,
                  const CpxQuery       *query)
{
  const CpxColumn *column;

  if (query->order == CPX_QUERY_BY_NAME && table->has_name)
    return "name";
  if (query->order < 0)
    return NULL;

  column = cpx_record_table_find_column (table, query->order);
  g_return_val_if_fail (column != NULL && !column->is_sparse, NULL);

  return column->name;
}

static char *
dup_order_value (const CpxRecordTable *table,
                 const CpxQuery       *query)
{
  if (query->order == CPX_QUERY_BY_NAME)
    return cpx_record_name_make (query->after);

  return cpx_column_dup_value (cpx_record_table_find_column (table, query->order), query->after);
}

/* A record gone meanwhile has no row; those equal to it may then come once more, none is left out. */
static void
append_after (Select         *select,
              const CpxQuery *query)
{
  const char *order = get_order_column (select->table, query);
  const char *sign = query->descending ? "<" : ">";
  guint id = add_id (select, cpx_record_get_id (query->after));
  g_autofree char *row = g_strdup_printf ("coalesce ((SELECT row FROM %s WHERE id = ?%u), %s)", select->table->name, id,
                                          query->descending ? "9223372036854775807" : "0");

  if (order == NULL)
    g_string_append_printf (select->sql, " AND row %s %s", sign, row);
  else if (query->order < 0)
    g_string_append_printf (select->sql, " AND (name, id) %s (?%u, ?%u)", sign,
                            add_text (select, dup_order_value (select->table, query)), id);
  else
    g_string_append_printf (select->sql, " AND (%s, row) %s (?%u%s, %s)", order, sign,
                            add_text (select, dup_order_value (select->table, query)),
                            is_number (query->kind, query->order) ? "+0" : "", row);
}

static void
append_order (Select         *select,
              const CpxQuery *query)
{
  const char *order = get_order_column (select->table, query);
  const char *direction = query->descending ? " DESC" : "";

  if (order == NULL)
    g_string_append_printf (select->sql, " ORDER BY row%s", direction);
  else
    g_string_append_printf (select->sql, " ORDER BY %s%s, %s%s", order, direction, query->order < 0 ? "id" : "row",
                            direction);
  if (query->limit > 0)
    g_string_append_printf (select->sql, " LIMIT %u", query->limit);
}

static void
bind (Select       *select,
      CpxStatement *statement)
{
  for (guint i = 0; i < select->parameters->len; i++)
    {
      const Parameter *parameter = &g_array_index (select->parameters, Parameter, i);

      if (parameter->text != NULL)
        cpx_statement_bind_text (statement, (int) i + 1, parameter->text);
      else
        cpx_statement_bind_blob (statement, (int) i + 1, parameter->id.bytes, sizeof parameter->id.bytes);
    }
}

static CpxStatement *
prepare (const CpxRecordTable  *self,
         CpxDb                 *db,
         const CpxQuery        *query,
         GPtrArray             *patients,
         const char            *columns,
         gboolean               is_count,
         GError               **error)
{
  g_auto(Select) select = { NULL };
  CpxStatement *statement;

  select_init (&select, self, patients);
  g_string_append_printf (select.sql, "SELECT %s FROM %s", columns, self->name);
  append_scope (&select, query->scope);
  for (guint i = 0; i < query->n_terms; i++)
    {
      if (query->terms[i].field == self->kind->patient_field)
        append_patients (&select);
      else
        append_term (&select, &query->terms[i]);
    }
  if (!is_count)
    {
      if (query->after != NULL)
        append_after (&select, query);
      append_order (&select, query);
    }

  statement = cpx_db_prepare (db, select.sql->str, error);
  if (statement != NULL)
    bind (&select, statement);

  return statement;
}

/* Another record that has what @record has in @column. */
static CpxRecord *
find_rival (const CpxRecordTable *self,
            CpxDb                *db,
            const CpxColumn      *column,
            const char           *value,
            CpxRecord            *record)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id, json FROM %s WHERE %s = ?1 AND id <> ?2 AND state < 3",
                                          self->name, column->name);
  g_autoptr(CpxStatement) statement = cpx_db_prepare (db, sql, NULL);
  CpxId id;

  if (statement == NULL || !cpx_id_parse (cpx_record_get_id (record), &id))
    return NULL;
  cpx_statement_bind_text (statement, 1, value);
  cpx_statement_bind_blob (statement, 2, id.bytes, sizeof id.bytes);

  return cpx_statement_step (statement, NULL) == CPX_STEP_ROW ? cpx_record_table_read (self, statement, 0, 1, NULL)
                                                              : NULL;
}

/* For CPX_STORE_ERROR_TAKEN: which value, and which record has it already. */
void
cpx_record_table_set_taken (const CpxRecordTable  *self,
                            CpxDb                 *db,
                            CpxRecord             *record,
                            GError               **error)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const CpxColumn *column = &g_array_index (self->columns, CpxColumn, i);
      g_autofree char *value = column->is_unique ? cpx_column_dup_value (column, record) : NULL;
      g_autoptr(CpxRecord) rival = value != NULL ? find_rival (self, db, column, value, record) : NULL;
      g_autofree char *summary = rival != NULL ? cpx_record_summarize (rival) : NULL;

      if (rival == NULL)
        continue;
      g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_TAKEN,
                   _("%s: “%s” is taken already (%s): choose another value"),
                   cpx_field_get_label (&self->kind->fields[column->field]), value, summary);
      return;
    }
  g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_TAKEN, _("This %s exists already"),
               cpx_kind_get_label (self->kind));
}

/**
 * cpx_record_table_list:
 * @self: a table
 * @db: a connection
 * @query: what is asked
 * @patients: (nullable): when @query names a patient, that patient's id and those of the files merged into it
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable) (element-type CpxRecord): the records
 */
GPtrArray *
cpx_record_table_list (const CpxRecordTable  *self,
                       CpxDb                 *db,
                       const CpxQuery        *query,
                       GPtrArray             *patients,
                       GError               **error)
{
  g_autoptr(CpxStatement) statement = prepare (self, db, query, patients, "id, json", FALSE, error);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  CpxStep step;

  if (statement == NULL)
    return NULL;

  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      CpxRecord *record = cpx_record_table_read (self, statement, 0, 1, error);

      if (record == NULL)
        return NULL;
      g_ptr_array_add (records, record);
    }

  return step == CPX_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

/**
 * cpx_record_table_list_ids:
 * @self: a table
 * @db: a connection
 * @query: what is asked
 * @patients: (nullable): as for cpx_record_table_list()
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable) (element-type CpxId): the ids alone
 */
GArray *
cpx_record_table_list_ids (const CpxRecordTable  *self,
                           CpxDb                 *db,
                           const CpxQuery        *query,
                           GPtrArray             *patients,
                           GError               **error)
{
  g_autoptr(CpxStatement) statement = prepare (self, db, query, patients, "id", FALSE, error);
  g_autoptr(GArray) ids = g_array_new (FALSE, TRUE, sizeof (CpxId));
  CpxStep step;

  if (statement == NULL)
    return NULL;

  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      gsize size;
      const void *id = cpx_statement_get_blob (statement, 0, &size);

      if (size == sizeof (CpxId))
        g_array_append_vals (ids, id, 1);
    }

  return step == CPX_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/**
 * cpx_record_table_count:
 * @self: a table
 * @db: a connection
 * @query: what is asked; its order, limit and place do not count
 * @patients: (nullable): as for cpx_record_table_list()
 * @error: where to put what is wrong
 *
 * Returns: how many records there are, or -1
 */
gint64
cpx_record_table_count (const CpxRecordTable  *self,
                        CpxDb                 *db,
                        const CpxQuery        *query,
                        GPtrArray             *patients,
                        GError               **error)
{
  g_autoptr(CpxStatement) statement = prepare (self, db, query, patients, "count (*)", TRUE, error);

  if (statement == NULL || cpx_statement_step (statement, error) != CPX_STEP_ROW)
    return -1;

  return cpx_statement_get_int64 (statement, 0);
}

/**
 * cpx_record_table_add_aliases:
 * @self: the table of patients
 * @db: a connection
 * @ids: (element-type utf8): the id of a patient; those of the files merged into it, at any depth, are added
 * @error: where to put what is wrong
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_record_table_add_aliases (const CpxRecordTable  *self,
                              CpxDb                 *db,
                              GPtrArray             *ids,
                              GError               **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(CpxStatement) statement =
        cpx_db_prepare (db, "SELECT id FROM r_patient WHERE f_merged_into = ?1 AND state < 3", error);
      CpxStep step;

      if (statement == NULL)
        return FALSE;
      cpx_statement_bind_text (statement, 1, g_ptr_array_index (ids, i));
      while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
        {
          gsize size;
          const CpxId *id = cpx_statement_get_blob (statement, 0, &size);
          g_autofree char *text = size == sizeof *id ? cpx_id_dup_text (id) : NULL;

          if (text != NULL && !g_ptr_array_find_with_equal_func (ids, text, g_str_equal, NULL))
            g_ptr_array_add (ids, g_steal_pointer (&text));
        }
      if (step == CPX_STEP_ERROR)
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_record_table_purge:
 * @self: a table of the patient, or of what hangs on patients
 * @db: the writing connection
 * @patient: who is erased
 * @error: where to put what is wrong
 *
 * Removes the rows of a patient for good.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_record_table_purge (const CpxRecordTable  *self,
                        CpxDb                 *db,
                        const CpxId           *patient,
                        GError               **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE %s = ?1", self->name,
                                          self->has_patient ? "patient" : "id");
  g_autoptr(CpxStatement) statement = cpx_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_blob (statement, 1, patient->bytes, sizeof patient->bytes);

  return cpx_statement_run (statement, error);
}

/* cpx-record-shape.c: makes the SQL table of a kind from its declaration.
 *
 * The SQL that makes it is remembered in the vault. When it differs, because a newer program declares the kind
 * otherwise, the table is made anew and its derived columns are filled from the JSON.
 *
 * What is remembered has pages of its own, and one of them may be bad while every record is sound: then the number is
 * read from the index or the table alone, and the SQL is what SQLite knows of the table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-record-table-private.h"
#include "cpx-store.h"

#include <glib/gi18n-lib.h>

#define SHAPE_VERSION 1    /* to be raised when derived columns are computed otherwise */
#define REFILL_BATCH  500
#define READ_KIND     "SELECT number, shape FROM kind WHERE name = ?1"

static char *
write_table (const CpxRecordTable *self)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql,
                          "CREATE TABLE %s (row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, state INTEGER NOT NULL,"
                          " last_change INTEGER NOT NULL, versions BLOB NOT NULL%s%s",
                          self->name, self->has_patient ? ", patient BLOB" : "",
                          self->has_name ? ", name TEXT NOT NULL DEFAULT ''" : "");
  for (guint i = 0; i < self->columns->len; i++)
    {
      const CpxColumn *column = &g_array_index (self->columns, CpxColumn, i);

      g_string_append_printf (sql, ", %s %s", column->name, column->is_integer ? "INTEGER" : "TEXT");
    }
  g_string_append (sql, self->has_key ? ", key BLOB NOT NULL, json TEXT NOT NULL);\n" : ", json TEXT NOT NULL);\n");

  return g_string_free (sql, FALSE);
}

static char *
write_indexes (const CpxRecordTable *self)
{
  GString *sql = g_string_new (NULL);
  const char *name = self->name;

  if (self->has_patient)
    g_string_append_printf (sql, "CREATE INDEX %s_patient ON %s (patient);\n", name, name);
  if (self->has_name)
    g_string_append_printf (sql, "CREATE INDEX %s_name ON %s (state, name, id);\n", name, name);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const CpxColumn *column = &g_array_index (self->columns, CpxColumn, i);

      g_string_append_printf (sql, "CREATE %sINDEX %s_%s ON %s (%s)", column->is_unique ? "UNIQUE " : "", name,
                              column->name, name, column->name);
      if (column->is_sparse)
        g_string_append_printf (sql, " WHERE %s IS NOT NULL%s", column->name,
                                column->is_unique ? " AND state < 3" : "");
      g_string_append (sql, ";\n");
    }

  return g_string_free (sql, FALSE);
}

static GPtrArray *
read_batch (const CpxRecordTable  *self,
            CpxDb                 *db,
            gint64                 after,
            GError               **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE row > ?1 ORDER BY row LIMIT %d",
                                          self->row_columns, self->name, REFILL_BATCH);
  g_autoptr(CpxStatement) statement = cpx_db_prepare (db, sql, error);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_row_free);
  CpxStep step;

  if (statement == NULL)
    return NULL;
  cpx_statement_bind_int64 (statement, 1, after);
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      CpxRow *row = cpx_record_table_read_row (self, statement, NULL, error);

      if (row == NULL)
        return NULL;
      g_ptr_array_add (rows, row);
    }

  return step == CPX_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

static gboolean
refill (const CpxRecordTable  *self,
        CpxDb                 *db,
        GError               **error)
{
  gint64 after = 0;

  for (;;)
    {
      g_autoptr(GPtrArray) rows = read_batch (self, db, after, error);

      if (rows == NULL)
        return FALSE;
      for (guint i = 0; i < rows->len; i++)
        {
          CpxRow *row = g_ptr_array_index (rows, i);
          g_autoptr(CpxRecord) record = g_object_ref (row->record);
          CpxRowState state = cpx_row_compute_state (record, row->state == CPX_ROW_DELETED);

          g_clear_pointer (&row->name, g_free);
          row->state = (CpxRowState) -1;
          if (!cpx_record_table_update (self, db, row, record, state, error))
            return FALSE;
          after = row->row;
        }
      if (rows->len < REFILL_BATCH)
        return TRUE;
    }
}

static gboolean
remake (const CpxRecordTable  *self,
        CpxDb                 *db,
        gboolean               exists,
        GError               **error)
{
  g_autofree char *table = write_table (self);
  g_autofree char *indexes = write_indexes (self);
  g_autofree char *rename = g_strdup_printf ("ALTER TABLE %s RENAME TO old_%s;", self->name, self->name);
  const char *kept = self->has_key ? CPX_ROW_COLUMNS ", key" : CPX_ROW_COLUMNS;
  g_autofree char *copy = g_strdup_printf ("INSERT INTO %s (%s) SELECT %s FROM old_%s; DROP TABLE old_%s;",
                                           self->name, kept, kept, self->name, self->name);

  if (!exists)
    return cpx_db_exec (db, table, error) && cpx_db_exec (db, indexes, error);

  return cpx_db_exec (db, rename, error) && cpx_db_exec (db, table, error) && cpx_db_exec (db, copy, error) &&
         refill (self, db, error) && cpx_db_exec (db, indexes, error);
}

static char *
write_shape (const CpxRecordTable *self)
{
  g_autofree char *table = write_table (self);
  g_autofree char *indexes = write_indexes (self);

  return g_strdup_printf ("%d\n%s%s", SHAPE_VERSION, table, indexes);
}

/* The shape as SQLite knows it: it keeps the text of each CREATE as it was given. */
static char *
read_made_shape (const CpxRecordTable  *self,
                 CpxDb                 *db,
                 GError               **error)
{
  g_autoptr(CpxStatement) statement = cpx_db_prepare (db, "SELECT sql FROM sqlite_master WHERE tbl_name = ?1"
                                                          " AND sql IS NOT NULL ORDER BY rowid", error);
  g_autoptr(GString) shape = g_string_new (NULL);
  CpxStep step;

  if (statement == NULL)
    return NULL;
  cpx_statement_bind_text (statement, 1, self->name);
  g_string_append_printf (shape, "%d\n", SHAPE_VERSION);
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    g_string_append_printf (shape, "%s;\n", cpx_statement_get_text (statement, 0));

  return step == CPX_STEP_DONE ? g_string_free (g_steal_pointer (&shape), FALSE) : NULL;
}

static gboolean
read_kind (CpxRecordTable  *self,
           CpxDb           *db,
           const char      *sql,
           char           **out_shape,
           GError         **error)
{
  g_autoptr(CpxStatement) statement = cpx_db_prepare (db, sql, error);
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_text (statement, 1, self->kind->name);
  step = cpx_statement_step (statement, error);
  if (step != CPX_STEP_ROW)
    return step == CPX_STEP_DONE;
  self->number = cpx_statement_get_int64 (statement, 0);
  *out_shape = cpx_statement_is_null (statement, 1) ? read_made_shape (self, db, error)
                                                    : cpx_statement_dup_text (statement, 1);

  return *out_shape != NULL;
}

/* Through the index, then without it, then from it alone. Never in a transaction: a bad page ends it. */
static gboolean
read_kind_anyhow (CpxRecordTable  *self,
                  CpxDb           *db,
                  char           **out_shape,
                  gboolean        *out_damaged,
                  GError         **error)
{
  static const char *const ways[] = {
    READ_KIND,
    "SELECT number, shape FROM kind NOT INDEXED WHERE name = ?1",
    "SELECT number, NULL FROM kind WHERE name = ?1",
  };
  g_autoptr(GError) failure = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_clear_error (&failure);
      if (read_kind (self, db, ways[i], out_shape, &failure))
        return TRUE;
      if (!cpx_store_error_spares_others (failure))
        break;
      *out_damaged = TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static gboolean
save_kind (CpxRecordTable  *self,
           CpxDb           *db,
           const char      *shape,
           GError         **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (db, "INSERT INTO kind (name, shape) VALUES (?1, ?2)"
                        " ON CONFLICT (name) DO UPDATE SET shape = excluded.shape", error);
  g_autofree char *known = NULL;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_text (statement, 1, self->kind->name);
  cpx_statement_bind_text (statement, 2, shape);

  return cpx_statement_run (statement, error) && read_kind (self, db, READ_KIND, &known, error);
}

/**
 * cpx_record_table_look:
 * @self: a table
 * @db: a connection, in no transaction: a bad page would end it
 * @out_is_right: (out): whether the table is there, and as its declaration wants it
 * @out_damaged: (inout): set if a bad page was met, and read around
 * @error: where to put what is wrong
 *
 * Finds the number of the kind, and whether cpx_record_table_prepare() has anything to do.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_record_table_look (CpxRecordTable  *self,
                       CpxDb           *db,
                       gboolean        *out_is_right,
                       gboolean        *out_damaged,
                       GError         **error)
{
  g_autofree char *shape = write_shape (self);
  g_autofree char *known = NULL;

  if (!read_kind_anyhow (self, db, &known, out_damaged, error))
    return FALSE;
  *out_is_right = g_strcmp0 (known, shape) == 0;

  return TRUE;
}

/**
 * cpx_record_table_prepare:
 * @self: a table
 * @db: the connection that writes, in a transaction
 * @error: where to put what is wrong
 *
 * Makes the table, or makes it anew if its declaration is not what it was.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_record_table_prepare (CpxRecordTable  *self,
                          CpxDb           *db,
                          GError         **error)
{
  g_autofree char *shape = write_shape (self);
  g_autofree char *known = NULL;

  if (!read_kind (self, db, READ_KIND, &known, error))
    return FALSE;
  if (g_strcmp0 (known, shape) == 0)
    return TRUE;

  return remake (self, db, known != NULL, error) && save_kind (self, db, shape, error);
}

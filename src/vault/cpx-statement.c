/* cpx-statement.c: one prepared SQL statement, its parameters (from 1) and its columns (from 0).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-statement.h"

#include "cpx-db-private.h"

struct _CpxStatement
{
  CpxDb        *db;       /* (unowned) outlives it */
  sqlite3_stmt *handle;   /* (owned) */
  gboolean      cached;   /* kept by the connection after release */
  gboolean      taken;
  gboolean      is_running;  /* stepped, and not reset since */
  int           bind_rc;  /* the first parameter that could not be bound; told by the next step */
};

/* Made and kept by cpx-db.c */
CpxStatement *
cpx_statement_new (CpxDb        *db,
                   sqlite3_stmt *handle,
                   gboolean      cached)
{
  CpxStatement *self = g_new0 (CpxStatement, 1);

  self->db = db;
  self->handle = handle;
  self->cached = cached;
  self->taken = TRUE;

  return self;
}

void
cpx_statement_free (CpxStatement *self)
{
  sqlite3_finalize (self->handle);
  g_free (self);
}

gboolean
cpx_statement_take (CpxStatement *self)
{
  if (self->taken)
    return FALSE;

  self->taken = TRUE;

  return TRUE;
}

const char *
cpx_statement_get_sql (CpxStatement *self)
{
  return sqlite3_sql (self->handle);
}

static void
note_bind (CpxStatement *self,
           int           rc)
{
  if (self->bind_rc == SQLITE_OK)
    self->bind_rc = rc;
}

/**
 * cpx_statement_bind_int64:
 * @self: a statement
 * @parameter: its number, from 1
 * @value: the value
 */
void
cpx_statement_bind_int64 (CpxStatement *self,
                          int           parameter,
                          gint64        value)
{
  note_bind (self, sqlite3_bind_int64 (self->handle, parameter, value));
}

/**
 * cpx_statement_bind_double:
 * @self: a statement
 * @parameter: its number, from 1
 * @value: the value
 */
void
cpx_statement_bind_double (CpxStatement *self,
                           int           parameter,
                           double        value)
{
  note_bind (self, sqlite3_bind_double (self->handle, parameter, value));
}

/**
 * cpx_statement_bind_text:
 * @self: a statement
 * @parameter: its number, from 1
 * @text: (nullable): UTF-8; copied; `NULL` binds SQL's NULL
 */
void
cpx_statement_bind_text (CpxStatement *self,
                         int           parameter,
                         const char   *text)
{
  note_bind (self, sqlite3_bind_text (self->handle, parameter, text, -1, SQLITE_TRANSIENT));
}

/**
 * cpx_statement_bind_static_text:
 * @self: a statement
 * @parameter: its number, from 1
 * @text: (nullable): UTF-8; must outlive the next reset or release
 */
void
cpx_statement_bind_static_text (CpxStatement *self,
                                int           parameter,
                                const char   *text)
{
  note_bind (self, sqlite3_bind_text (self->handle, parameter, text, -1, SQLITE_STATIC));
}

/**
 * cpx_statement_bind_blob:
 * @self: a statement
 * @parameter: its number, from 1
 * @bytes: (nullable): copied; `NULL` with 0 bytes is an empty blob
 * @n_bytes: how many
 */
void
cpx_statement_bind_blob (CpxStatement *self,
                         int           parameter,
                         const void   *bytes,
                         gsize         n_bytes)
{
  note_bind (self, sqlite3_bind_blob64 (self->handle, parameter, bytes != NULL ? bytes : "", n_bytes,
                                        SQLITE_TRANSIENT));
}

/**
 * cpx_statement_bind_static_blob:
 * @self: a statement
 * @parameter: its number, from 1
 * @bytes: (nullable): must outlive the next reset or release
 * @n_bytes: how many
 */
void
cpx_statement_bind_static_blob (CpxStatement *self,
                                int           parameter,
                                const void   *bytes,
                                gsize         n_bytes)
{
  note_bind (self, sqlite3_bind_blob64 (self->handle, parameter, bytes != NULL ? bytes : "", n_bytes, SQLITE_STATIC));
}

/**
 * cpx_statement_bind_bytes:
 * @self: a statement
 * @parameter: its number, from 1
 * @bytes: (nullable): `NULL` binds SQL's NULL
 *
 * Binds a blob.
 */
void
cpx_statement_bind_bytes (CpxStatement *self,
                          int           parameter,
                          GBytes       *bytes)
{
  gconstpointer data;
  gsize n_bytes;

  if (bytes == NULL)
    {
      cpx_statement_bind_null (self, parameter);
      return;
    }
  data = g_bytes_get_data (bytes, &n_bytes);
  cpx_statement_bind_blob (self, parameter, data, n_bytes);
}

/**
 * cpx_statement_bind_zeroblob:
 * @self: a statement
 * @parameter: its number, from 1
 * @n_bytes: the size of a blob of zeros, to be written through cpx_db_blob_open()
 */
void
cpx_statement_bind_zeroblob (CpxStatement *self,
                             int           parameter,
                             gsize         n_bytes)
{
  note_bind (self, sqlite3_bind_zeroblob64 (self->handle, parameter, n_bytes));
}

/**
 * cpx_statement_bind_null:
 * @self: a statement
 * @parameter: its number, from 1
 */
void
cpx_statement_bind_null (CpxStatement *self,
                         int           parameter)
{
  note_bind (self, sqlite3_bind_null (self->handle, parameter));
}

/**
 * cpx_statement_step:
 * @self: a statement
 * @error: return location for an error
 *
 * Runs to the next row, or to the end; after the end and after an error the statement is reset.
 *
 * Returns: whether there is a row
 */
CpxStep
cpx_statement_step (CpxStatement  *self,
                    GError       **error)
{
  int rc = self->bind_rc;

  if (rc == SQLITE_OK)
    rc = sqlite3_step (self->handle);
  self->is_running = rc == SQLITE_ROW;
  if (rc == SQLITE_ROW)
    return CPX_STEP_ROW;
  if (rc != SQLITE_DONE)
    cpx_db_set_error (self->db, rc, error);
  sqlite3_reset (self->handle);

  return rc == SQLITE_DONE ? CPX_STEP_DONE : CPX_STEP_ERROR;
}

/**
 * cpx_statement_run:
 * @self: a statement
 * @error: return location for an error
 *
 * Runs to the end, rows left aside; ready to be bound and run again.
 *
 * Returns: `TRUE` if nothing failed
 */
gboolean
cpx_statement_run (CpxStatement  *self,
                   GError       **error)
{
  CpxStep step;

  do
    step = cpx_statement_step (self, error);
  while (step == CPX_STEP_ROW);

  return step == CPX_STEP_DONE;
}

/**
 * cpx_statement_reset:
 * @self: a statement
 *
 * Gives up the rows that are left; the parameters stay bound.
 */
void
cpx_statement_reset (CpxStatement *self)
{
  if (self->is_running)
    sqlite3_reset (self->handle);
  self->is_running = FALSE;
  self->bind_rc = SQLITE_OK;
}

/**
 * cpx_statement_release:
 * @self: (nullable) (transfer full): a statement
 *
 * Gives a statement back to its connection, with nothing bound.
 */
void
cpx_statement_release (CpxStatement *self)
{
  if (self == NULL)
    return;

  if (!self->cached)
    {
      cpx_statement_free (self);
      return;
    }
  cpx_statement_reset (self);
  sqlite3_clear_bindings (self->handle);
  self->taken = FALSE;
}

/**
 * cpx_statement_get_n_columns:
 * @self: a statement
 *
 * Returns: columns of a row
 */
int
cpx_statement_get_n_columns (CpxStatement *self)
{
  return sqlite3_column_count (self->handle);
}

/**
 * cpx_statement_get_column_name:
 * @self: a statement
 * @column: its number, from 0
 *
 * Returns: (transfer none): the column's name
 */
const char *
cpx_statement_get_column_name (CpxStatement *self,
                               int           column)
{
  return sqlite3_column_name (self->handle, column);
}

/**
 * cpx_statement_get_type:
 * @self: a statement on a row
 * @column: its number, from 0
 *
 * Returns: the type of the value, to be asked before any other getter of that column
 */
CpxColumnType
cpx_statement_get_type (CpxStatement *self,
                        int           column)
{
  switch (sqlite3_column_type (self->handle, column))
    {
    case SQLITE_INTEGER: return CPX_COLUMN_INT64;
    case SQLITE_FLOAT: return CPX_COLUMN_DOUBLE;
    case SQLITE_TEXT: return CPX_COLUMN_TEXT;
    case SQLITE_BLOB: return CPX_COLUMN_BLOB;
    default: return CPX_COLUMN_NULL;
    }
}

/**
 * cpx_statement_is_null:
 * @self: a statement on a row
 * @column: its number, from 0
 *
 * Returns: `TRUE` for SQL's NULL
 */
gboolean
cpx_statement_is_null (CpxStatement *self,
                       int           column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

/**
 * cpx_statement_get_int64:
 * @self: a statement on a row
 * @column: its number, from 0
 *
 * Returns: the value; 0 for NULL
 */
gint64
cpx_statement_get_int64 (CpxStatement *self,
                         int           column)
{
  return sqlite3_column_int64 (self->handle, column);
}

/**
 * cpx_statement_get_double:
 * @self: a statement on a row
 * @column: its number, from 0
 *
 * Returns: the value; 0 for NULL
 */
double
cpx_statement_get_double (CpxStatement *self,
                          int           column)
{
  return sqlite3_column_double (self->handle, column);
}

/**
 * cpx_statement_get_text:
 * @self: a statement on a row
 * @column: its number, from 0
 *
 * Returns: (transfer none) (nullable): the value, until the next step; `NULL` for NULL
 */
const char *
cpx_statement_get_text (CpxStatement *self,
                        int           column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

/**
 * cpx_statement_dup_text:
 * @self: a statement on a row
 * @column: its number, from 0
 *
 * Returns: (transfer full) (nullable): the value
 */
char *
cpx_statement_dup_text (CpxStatement *self,
                        int           column)
{
  return g_strdup (cpx_statement_get_text (self, column));
}

/**
 * cpx_statement_get_blob:
 * @self: a statement on a row
 * @column: its number, from 0
 * @out_n_bytes: (out): its size
 *
 * Returns: (transfer none) (nullable): the value, until the next step; `NULL` for NULL and for an empty blob
 */
const void *
cpx_statement_get_blob (CpxStatement *self,
                        int           column,
                        gsize        *out_n_bytes)
{
  const void *bytes = sqlite3_column_blob (self->handle, column);

  *out_n_bytes = (gsize) sqlite3_column_bytes (self->handle, column);

  return bytes;
}

/**
 * cpx_statement_dup_bytes:
 * @self: a statement on a row
 * @column: its number, from 0
 *
 * Returns: (transfer full) (nullable): a copy of the value; `NULL` for NULL
 */
GBytes *
cpx_statement_dup_bytes (CpxStatement *self,
                         int           column)
{
  const void *bytes;
  gsize n_bytes;

  if (cpx_statement_is_null (self, column))
    return NULL;
  bytes = cpx_statement_get_blob (self, column, &n_bytes);

  return g_bytes_new (bytes, n_bytes);
}

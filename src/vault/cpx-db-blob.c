/* cpx-db-blob.c: incremental reading and writing of one value; functions and collations of a connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-db-private.h"

struct _CpxDbBlob
{
  CpxDb        *db;      /* (unowned) outlives it */
  sqlite3_blob *handle;  /* (owned) */
};

/**
 * cpx_db_blob_open:
 * @self: a connection
 * @table: a table
 * @column: one of its columns
 * @rowid: one of its rows
 * @writable: whether to write; the size stays (see cpx_statement_bind_zeroblob())
 * @error: return location for an error
 *
 * Opens one value, so that a long one is never whole in memory.
 *
 * Returns: (transfer full) (nullable): the value
 */
CpxDbBlob *
cpx_db_blob_open (CpxDb       *self,
                  const char  *table,
                  const char  *column,
                  gint64       rowid,
                  gboolean     writable,
                  GError     **error)
{
  sqlite3_blob *handle = NULL;
  CpxDbBlob *blob;
  int rc = sqlite3_blob_open (cpx_db_get_handle (self), "main", table, column, rowid, writable, &handle);

  if (rc != SQLITE_OK)
    {
      cpx_db_set_error (self, rc, error);
      sqlite3_blob_close (handle);
      return NULL;
    }
  blob = g_new0 (CpxDbBlob, 1);
  blob->db = self;
  blob->handle = handle;

  return blob;
}

/**
 * cpx_db_blob_get_size:
 * @self: a value
 *
 * Returns: its bytes
 */
gsize
cpx_db_blob_get_size (CpxDbBlob *self)
{
  return (gsize) sqlite3_blob_bytes (self->handle);
}

static gboolean
is_within (CpxDbBlob *self,
           gsize      offset,
           gsize      n_bytes)
{
  gsize size = cpx_db_blob_get_size (self);

  return offset <= size && n_bytes <= size - offset;
}

/**
 * cpx_db_blob_read:
 * @self: a value
 * @offset: from where
 * @out_bytes: (out caller-allocates): where the bytes go
 * @n_bytes: how many, not past the end
 * @error: return location for an error
 *
 * Returns: `TRUE` if done
 */
gboolean
cpx_db_blob_read (CpxDbBlob  *self,
                  gsize       offset,
                  void       *out_bytes,
                  gsize       n_bytes,
                  GError    **error)
{
  int rc;

  g_return_val_if_fail (is_within (self, offset, n_bytes), FALSE);

  rc = sqlite3_blob_read (self->handle, out_bytes, (int) n_bytes, (int) offset);
  if (rc != SQLITE_OK)
    cpx_db_set_error (self->db, rc, error);

  return rc == SQLITE_OK;
}

/**
 * cpx_db_blob_write:
 * @self: a writable value
 * @offset: from where
 * @bytes: what to write
 * @n_bytes: how many, not past the end
 * @error: return location for an error
 *
 * Returns: `TRUE` if done
 */
gboolean
cpx_db_blob_write (CpxDbBlob   *self,
                   gsize        offset,
                   const void  *bytes,
                   gsize        n_bytes,
                   GError     **error)
{
  int rc;

  g_return_val_if_fail (is_within (self, offset, n_bytes), FALSE);

  rc = sqlite3_blob_write (self->handle, bytes, (int) n_bytes, (int) offset);
  if (rc != SQLITE_OK)
    cpx_db_set_error (self->db, rc, error);

  return rc == SQLITE_OK;
}

/**
 * cpx_db_blob_close:
 * @self: (nullable) (transfer full): a value
 */
void
cpx_db_blob_close (CpxDbBlob *self)
{
  if (self == NULL)
    return;

  sqlite3_blob_close (self->handle);
  g_free (self);
}

typedef int (*CompareFunc) (const char *a, gsize n_a, const char *b, gsize n_b);
typedef char *(*TextFunc) (const char *text);

typedef struct
{
  CompareFunc compare;
  TextFunc    convert;
} Function;

static int
compare_cb (void       *data,
            int         n_a,
            const void *a,
            int         n_b,
            const void *b)
{
  const Function *function = data;

  return function->compare (a, (gsize) n_a, b, (gsize) n_b);
}

static void
convert_cb (sqlite3_context  *context,
            int               n_values,
            sqlite3_value   **values)
{
  const Function *function = sqlite3_user_data (context);
  const char *text = (const char *) sqlite3_value_text (values[0]);

  if (text == NULL)
    sqlite3_result_null (context);
  else
    sqlite3_result_text (context, function->convert (text), -1, g_free);
}

static gboolean
check (CpxDb   *self,
       int      rc,
       GError **error)
{
  if (rc != SQLITE_OK)
    cpx_db_set_error (self, rc, error);

  return rc == SQLITE_OK;
}

/**
 * cpx_db_add_collation:
 * @self: a connection
 * @name: what SQL calls it
 * @compare: (scope forever): orders two texts, which do not end in NUL
 * @error: return location for an error
 *
 * Adds a collation to this connection; an index that uses it needs it on every connection.
 *
 * Returns: `TRUE` if done
 */
gboolean
cpx_db_add_collation (CpxDb       *self,
                      const char  *name,
                      int        (*compare) (const char *a, gsize n_a, const char *b, gsize n_b),
                      GError     **error)
{
  Function *function = g_new0 (Function, 1);
  int rc;

  function->compare = compare;
  rc = sqlite3_create_collation_v2 (cpx_db_get_handle (self), name, SQLITE_UTF8, function, compare_cb, g_free);
  if (rc != SQLITE_OK)
    g_free (function);  /* this one function does not do it itself */

  return check (self, rc, error);
}

/**
 * cpx_db_add_text_function:
 * @self: a connection
 * @name: what SQL calls it
 * @function: (scope forever): from a text to a new text; equal in, equal out
 * @error: return location for an error
 *
 * Adds a SQL function of one text to this connection; NULL in gives NULL out.
 *
 * Returns: `TRUE` if done
 */
gboolean
cpx_db_add_text_function (CpxDb       *self,
                          const char  *name,
                          char      *(*function) (const char *text),
                          GError     **error)
{
  Function *data = g_new0 (Function, 1);

  data->convert = function;

  return check (self,
                sqlite3_create_function_v2 (cpx_db_get_handle (self), name, 1,
                                            SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, data, convert_cb,
                                            NULL, NULL, g_free),
                error);
}

/* cpx-db.c: one connection to an open vault, and its transactions.
 *
 * Each connection is opened with the same habits: temp_store=MEMORY (nothing temporary on the disk),
 * synchronous=FULL (an acknowledged commit is on the disk), foreign keys, secure_delete, no mapping.
 *
 * Invariants
 *   D1  SQLite's WAL-reset bug (3.7.0 to 3.51.2) needs two connections that checkpoint and write at the same instant:
 *       only the writer checkpoints; readers have autocheckpoint 0 and NO_CKPT_ON_CLOSE.
 *   D2  The writer copies the log into the main file when it closes, so that the one file is whole.
 *   D3  What a connection may keep of the vault, pages and remembered frames of the log, stays within its cache size;
 *       beside it are the frames that wait to be written, at most 124 KiB sealed and as much plain.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-db.h"

#include "cpx-db-private.h"
#include "cpx-page-cipher.h"
#include "cpx-sqlite-error.h"
#include "cpx-vfs.h"

#include <string.h>

#define BUSY_TIMEOUT_MS 5000
#define DEFAULT_CACHE_BYTES (16 * 1024 * 1024)
#define N_CACHED_MAX 256
#define N_RECENT 64  /* a power of two */
#define WAL_MEMORY_SHARE 8  /* of the writer's cache, one part in so many */
#define WAL_MEMORY_FROM_BYTES (8 * 1024 * 1024)  /* of a smaller one, none */

struct _CpxDb
{
  CpxVaultFile *vault;       /* (unowned) outlives it */
  sqlite3      *handle;      /* (owned) */
  gboolean      writer;
  GHashTable   *statements;  /* (element-type utf8 CpxStatement) (owned) */
  CpxStatement *recent[N_RECENT];  /* (unowned) of those, by the address of the text they were asked for with */
  void        (*closed) (gpointer data, gboolean writer);
  gpointer      closed_data;
};

sqlite3 *
cpx_db_get_handle (CpxDb *self)
{
  return self->handle;
}

void
cpx_db_set_closed_func (CpxDb     *self,
                        void     (*closed) (gpointer data, gboolean writer),
                        gpointer   data)
{
  self->closed = closed;
  self->closed_data = data;
}

void
cpx_db_set_error (CpxDb   *self,
                  int      rc,
                  GError **error)
{
  if (self->handle != NULL)
    rc = sqlite3_extended_errcode (self->handle) != SQLITE_OK ? sqlite3_extended_errcode (self->handle) : rc;
  cpx_sqlite_error_set (error, rc, self->handle, self->vault, cpx_vault_file_get_path (self->vault, CPX_FILE_MAIN));
}

/* D3: what is left for pages. */
static gsize
share_cache (CpxDb *self,
             gsize  cache_bytes)
{
  gsize n_bytes = cache_bytes != 0 ? cache_bytes : DEFAULT_CACHE_BYTES;
  gsize n_memory = self->writer && n_bytes >= WAL_MEMORY_FROM_BYTES ? n_bytes / WAL_MEMORY_SHARE : 0;

  if (self->writer)
    cpx_vault_file_set_wal_memory (self->vault, n_memory);

  return n_bytes - n_memory;
}

static gboolean
set_habits (CpxDb    *self,
            gsize     cache_bytes,
            GError  **error)
{
  g_autofree char *pragmas
    = g_strdup_printf ("PRAGMA temp_store=2; PRAGMA mmap_size=0; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                       "PRAGMA secure_delete=ON; PRAGMA cache_size=-%" G_GSIZE_FORMAT ";",
                       share_cache (self, cache_bytes) / 1024);
  int on = 1;

  sqlite3_extended_result_codes (self->handle, on);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, on, NULL);
  if (!self->writer)
    {
      sqlite3_wal_autocheckpoint (self->handle, 0);  /* D1 */
      sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, on, NULL);
    }

  return cpx_db_exec (self, pragmas, error);
}

/* The first read finds the log and recovers it: an error belongs here, not to the first query. */
static gboolean
look (CpxDb    *self,
      GError  **error)
{
  return cpx_db_exec (self, "SELECT count(*) FROM sqlite_schema", error);
}

/* Reserved bytes are chosen once, before the first page is written. */
static gboolean
write_first_page (CpxDb    *self,
                  GError  **error)
{
  g_autofree char *page_size
    = g_strdup_printf ("PRAGMA page_size=%u", cpx_vault_file_get_page_size (self->vault));
  int reserved = CPX_TRAILER_SIZE;

  sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);

  return cpx_db_exec (self, page_size, error) && cpx_db_exec (self, "PRAGMA journal_mode=WAL", error)
         && cpx_db_exec (self, "PRAGMA application_id=0x43505831", error);
}

/* For cpx-vault.c */
CpxDb *
cpx_db_open (CpxVaultFile  *vault,
             const char    *vfs_name,
             CpxDbRole      role,
             gsize          cache_bytes,
             GError       **error)
{
  CpxDb *self = g_new0 (CpxDb, 1);
  int flags = SQLITE_OPEN_NOMUTEX | (role == CPX_DB_READER ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
  gboolean done = FALSE;
  int rc;

  self->vault = vault;
  self->writer = role != CPX_DB_READER;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cpx_statement_free);
  rc = sqlite3_open_v2 (cpx_vault_file_get_path (vault, CPX_FILE_MAIN), &self->handle, flags, vfs_name);
  if (rc != SQLITE_OK)
    cpx_db_set_error (self, rc, error);
  else
    done = set_habits (self, cache_bytes, error) && (role != CPX_DB_CREATOR || write_first_page (self, error))
           && look (self, error);
  if (!done)
    {
      cpx_db_close (self, NULL);
      return NULL;
    }

  return self;
}

/**
 * cpx_db_close:
 * @self: (transfer full): a connection with all statements released
 * @error: return location for an error
 *
 * Closes; the writer copies the log into the main file first (D2).  The connection is gone even after an error;
 * what was committed is then still in the log.
 *
 * Returns: `TRUE` if the one file is whole, or if @self is a reader
 */
gboolean
cpx_db_close (CpxDb    *self,
              GError  **error)
{
  gboolean done = TRUE;

  g_hash_table_unref (self->statements);
  if (self->handle != NULL && self->writer && !cpx_vault_file_has_failed (self->vault))
    {
      cpx_db_rollback (self);
      done = cpx_db_checkpoint (self, TRUE, error);
    }
  sqlite3_close_v2 (self->handle);
  if (self->closed != NULL)
    self->closed (self->closed_data, self->writer);
  g_free (self);

  return done;
}

/**
 * cpx_db_is_writer:
 * @self: a connection
 *
 * Returns: `TRUE` if it may write
 */
gboolean
cpx_db_is_writer (CpxDb *self)
{
  return self->writer;
}

/**
 * cpx_db_exec:
 * @self: a connection
 * @sql: one or several statements
 * @error: return location for an error
 *
 * Runs SQL without parameters; rows are left aside.
 *
 * Returns: `TRUE` if nothing failed
 */
gboolean
cpx_db_exec (CpxDb       *self,
             const char  *sql,
             GError     **error)
{
  int rc = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (rc != SQLITE_OK)
    cpx_db_set_error (self, rc, error);

  return rc == SQLITE_OK;
}

static CpxStatement *
prepare_new (CpxDb       *self,
             const char  *sql,
             gboolean     cached,
             GError     **error)
{
  sqlite3_stmt *handle = NULL;
  int rc = sqlite3_prepare_v3 (self->handle, sql, -1, cached ? SQLITE_PREPARE_PERSISTENT : 0, &handle, NULL);

  if (rc != SQLITE_OK)
    {
      cpx_db_set_error (self, rc, error);
      return NULL;
    }
  g_assert (handle != NULL);

  return cpx_statement_new (self, handle, cached);
}

/* Nearly all texts are constants: their address finds the statement sooner than a hash of two hundred letters. */
static CpxStatement **
find_recent (CpxDb      *self,
             const char *sql)
{
  guintptr address = (guintptr) sql;

  return &self->recent[(address >> 3 ^ address >> 9) % N_RECENT];
}

static CpxStatement *
find_known (CpxDb      *self,
            const char *sql)
{
  CpxStatement **recent = find_recent (self, sql);

  if (*recent == NULL || strcmp (cpx_statement_get_sql (*recent), sql) != 0)
    *recent = g_hash_table_lookup (self->statements, sql);

  return *recent;
}

/**
 * cpx_db_prepare:
 * @self: a connection
 * @sql: one statement
 * @error: return location for an error
 *
 * Gives a statement, the same one each time unless it is still in use: write the SQL once, with parameters.
 *
 * Returns: (transfer full) (nullable): the statement, to be released
 */
CpxStatement *
cpx_db_prepare (CpxDb       *self,
                const char  *sql,
                GError     **error)
{
  CpxStatement *known;
  CpxStatement *made;
  gboolean cached;

  g_return_val_if_fail (sql != NULL, NULL);

  known = find_known (self, sql);
  if (known != NULL && cpx_statement_take (known))
    return known;

  cached = known == NULL && g_hash_table_size (self->statements) < N_CACHED_MAX;
  made = prepare_new (self, sql, cached, error);
  if (made != NULL && cached)
    g_hash_table_insert (self->statements, g_strdup (sql), made);

  return made;
}

/**
 * cpx_db_query_int64:
 * @self: a connection
 * @sql: a query without parameters
 * @fallback: what to give when there is no row, or NULL in it
 * @out_value: (out): the first column of the first row
 * @error: return location for an error
 *
 * Returns: `TRUE` if nothing failed
 */
gboolean
cpx_db_query_int64 (CpxDb       *self,
                    const char  *sql,
                    gint64       fallback,
                    gint64      *out_value,
                    GError     **error)
{
  g_autoptr(CpxStatement) statement = cpx_db_prepare (self, sql, error);
  CpxStep step;

  *out_value = fallback;
  if (statement == NULL)
    return FALSE;

  step = cpx_statement_step (statement, error);
  if (step == CPX_STEP_ROW && !cpx_statement_is_null (statement, 0))
    *out_value = cpx_statement_get_int64 (statement, 0);

  return step != CPX_STEP_ERROR;
}

static gboolean
run_cached (CpxDb       *self,
            const char  *sql,
            GError     **error)
{
  g_autoptr(CpxStatement) statement = cpx_db_prepare (self, sql, error);

  return statement != NULL && cpx_statement_run (statement, error);
}

/**
 * cpx_db_begin:
 * @self: a connection
 * @error: return location for an error
 *
 * Begins a transaction for reading: it sees one state of the vault from its first query on.
 *
 * Returns: `TRUE` if done
 */
gboolean
cpx_db_begin (CpxDb   *self,
              GError **error)
{
  return run_cached (self, "BEGIN", error);
}

/**
 * cpx_db_begin_immediate:
 * @self: the writer
 * @error: return location for an error
 *
 * Begins a transaction for writing.
 *
 * Returns: `TRUE` if done
 */
gboolean
cpx_db_begin_immediate (CpxDb   *self,
                        GError **error)
{
  return run_cached (self, "BEGIN IMMEDIATE", error);
}

/**
 * cpx_db_commit:
 * @self: a connection in a transaction
 * @error: return location for an error
 *
 * Commits; when it returns `TRUE`, the changes are on the disk.  After an error the transaction may still be open:
 * call cpx_db_rollback().
 *
 * Returns: `TRUE` if done
 */
gboolean
cpx_db_commit (CpxDb   *self,
               GError **error)
{
  return run_cached (self, "COMMIT", error);
}

/**
 * cpx_db_rollback:
 * @self: a connection
 *
 * Gives up the transaction, if there is one; SQLite may have done so by itself after an error.
 */
void
cpx_db_rollback (CpxDb *self)
{
  if (cpx_db_in_transaction (self))
    (void) sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

/**
 * cpx_db_in_transaction:
 * @self: a connection
 *
 * Returns: `TRUE` between begin and commit or rollback
 */
gboolean
cpx_db_in_transaction (CpxDb *self)
{
  return sqlite3_get_autocommit (self->handle) == 0;
}

static gboolean
run_savepoint (CpxDb       *self,
               const char  *format,
               const char  *name,
               GError     **error)
{
  char *sql = sqlite3_mprintf (format, name);
  gboolean done = run_cached (self, sql, error);

  sqlite3_free (sql);

  return done;
}

/**
 * cpx_db_savepoint:
 * @self: a connection
 * @name: of the point; few different ones
 * @error: return location for an error
 *
 * Begins a part of a transaction that can be given up by itself.
 *
 * Returns: `TRUE` if done
 */
gboolean
cpx_db_savepoint (CpxDb       *self,
                  const char  *name,
                  GError     **error)
{
  return run_savepoint (self, "SAVEPOINT \"%w\"", name, error);
}

/**
 * cpx_db_release:
 * @self: a connection
 * @name: of a savepoint
 * @error: return location for an error
 *
 * Keeps what was done since the savepoint.
 *
 * Returns: `TRUE` if done
 */
gboolean
cpx_db_release (CpxDb       *self,
                const char  *name,
                GError     **error)
{
  return run_savepoint (self, "RELEASE \"%w\"", name, error);
}

/**
 * cpx_db_rollback_to:
 * @self: a connection
 * @name: of a savepoint
 * @error: return location for an error
 *
 * Gives up what was done since the savepoint, which stays: release it after.
 *
 * Returns: `TRUE` if done
 */
gboolean
cpx_db_rollback_to (CpxDb       *self,
                    const char  *name,
                    GError     **error)
{
  return run_savepoint (self, "ROLLBACK TO \"%w\"", name, error);
}

/**
 * cpx_db_get_changes:
 * @self: a connection
 *
 * Returns: rows changed by the last INSERT, UPDATE or DELETE
 */
gint64
cpx_db_get_changes (CpxDb *self)
{
  return sqlite3_changes64 (self->handle);
}

/**
 * cpx_db_get_last_rowid:
 * @self: a connection
 *
 * Returns: the rowid of the last row inserted
 */
gint64
cpx_db_get_last_rowid (CpxDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

/**
 * cpx_db_interrupt:
 * @self: a connection that stays open meanwhile
 *
 * Makes what runs now fail with %CPX_VAULT_ERROR_INTERRUPTED; from any thread.
 */
void
cpx_db_interrupt (CpxDb *self)
{
  sqlite3_interrupt (self->handle);
}

/**
 * cpx_db_checkpoint:
 * @self: the writer, not in a transaction
 * @truncate: whether to leave an empty log
 * @error: return location for an error
 *
 * Copies the log into the main file.  When a reader still needs the log it is copied as far as it may be, which is
 * no error.
 *
 * Returns: `TRUE` if nothing failed
 */
gboolean
cpx_db_checkpoint (CpxDb     *self,
                   gboolean   truncate,
                   GError   **error)
{
  int mode = truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
  int rc;

  g_return_val_if_fail (self->writer, FALSE);

  rc = sqlite3_wal_checkpoint_v2 (self->handle, "main", mode, NULL, NULL);
  if (rc != SQLITE_OK && (rc & 0xff) != SQLITE_BUSY)
    {
      cpx_db_set_error (self, rc, error);
      return FALSE;
    }

  return TRUE;
}

/**
 * cpx_db_rest:
 * @self: a connection that is not used for a while
 *
 * Gives memory back that only speeds up the next reads.  The page cache stays.
 */
void
cpx_db_rest (CpxDb *self)
{
  (void) sqlite3_file_control (self->handle, "main", CPX_VFS_FCNTL_REST, NULL);
}

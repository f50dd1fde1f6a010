/* cpx-vault.c: one file that holds a practice: its state, its connections, its end.
 *
 *                  cpx_vault_create()
 *      nothing ------------------------> file ---+ cpx_vault_unlock(), cpx_vault_unlock_recovery()
 *                                          ^     v
 *                        cpx_vault_close() |   open ---> cpx_vault_open_writer(), cpx_vault_open_reader()
 *                                          +-----+
 *
 * What happens between is in cpx-vault-create.c, cpx-vault-open.c, cpx-vault-slots.c and cpx-vault-copy.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-vault.h"

#include "cpx-header-file.h"
#include "cpx-log-reserve.h"
#include "cpx-sqlite-error.h"
#include "cpx-vault-private.h"
#include "cpx-vfs.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

struct _CpxVault
{
  GObject        parent_instance;

  char          *path;       /* (owned) absolute */
  char          *login;      /* (owned) (nullable) */
  gboolean       recovery;
  CpxLockFile   *lock_file;  /* (owned) (nullable) */
  CpxSecret     *data_key;   /* (owned) (nullable) once closed */
  CpxVaultFile  *file;       /* (owned) (nullable) once closed */
  CpxVfs        *vfs;        /* (owned) (nullable) once closed */

  GMutex         lock;
  CpxHeader      header;         /* guarded by lock */
  guint          n_connections;  /* guarded by lock */
  gboolean       has_writer;     /* guarded by lock */
};

G_DEFINE_FINAL_TYPE (CpxVault, cpx_vault, G_TYPE_OBJECT)

/* A reader makes a log and leaves it; with nothing in it, it does not stay beside the one file. */
static void
remove_empty_log (CpxVault *self)
{
  if (self->file != NULL && !cpx_vault_file_is_read_only (self->file)
      && cpx_vault_file_get_wal_generation (self->file) == 0)
    (void) g_unlink (cpx_vault_file_get_path (self->file, CPX_FILE_WAL));
}

static void
drop_keys (CpxVault *self)
{
  gboolean was_written = self->file != NULL && !cpx_vault_file_is_read_only (self->file);

  remove_empty_log (self);
  g_clear_pointer (&self->vfs, cpx_vfs_free);
  g_clear_pointer (&self->file, cpx_vault_file_free);
  if (was_written)
    cpx_log_reserve_for_later (self->path);
  g_clear_pointer (&self->data_key, cpx_secret_unref);
  g_clear_pointer (&self->lock_file, cpx_lock_file_release);
}

static void
cpx_vault_finalize (GObject *object)
{
  CpxVault *self = CPX_VAULT (object);

  drop_keys (self);
  g_free (self->path);
  g_free (self->login);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (cpx_vault_parent_class)->finalize (object);
}

static void
cpx_vault_class_init (CpxVaultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cpx_vault_finalize;
}

static void
cpx_vault_init (CpxVault *self)
{
  g_mutex_init (&self->lock);
}

/* Shared with cpx-vault-open.c: takes the file, unlocked and judged, and the lock */
CpxVault *
cpx_vault_new (const char      *path,
               const CpxHeader *header,
               CpxSecret       *data_key,
               CpxVaultFile    *taken_file,
               CpxLockFile     *taken_lock)
{
  CpxVault *self = g_object_new (CPX_TYPE_VAULT, NULL);

  self->path = g_strdup (path);
  self->header = *header;
  self->data_key = cpx_secret_ref (data_key);
  self->file = taken_file;
  self->lock_file = taken_lock;
  self->vfs = cpx_vfs_new (self->file);
  if (!cpx_vault_file_is_read_only (self->file))
    cpx_log_reserve_free (cpx_vault_file_get_below (self->file));

  return self;
}

void
cpx_vault_set_opener (CpxVault   *self,
                      const char *login,
                      gboolean    recovery)
{
  g_free (self->login);
  self->login = g_strdup (login);
  self->recovery = recovery;
}

/* Shared with cpx-vault-open.c */
CpxVaultInfo *
cpx_vault_make_info (const CpxHeader *header,
                     gint64           n_pages)
{
  CpxVaultInfo *info = g_new0 (CpxVaultInfo, 1);

  memcpy (info->id, header->vault_id, sizeof info->id);
  info->format_version = header->format_version;
  info->cipher = header->cipher;
  info->page_size = header->page_size;
  info->n_pages = (guint64) n_pages;
  info->header_damaged = header->one_copy_damaged;
  for (int i = 0; i < CPX_VAULT_SLOTS_MAX; i++)
    {
      if (!cpx_key_slot_is_empty (&header->slots[i]))
        info->slots[info->n_slots++] = header->slots[i].info;
    }

  return info;
}

/**
 * cpx_vault_close:
 * @self: a vault with all connections closed
 * @error: return location for an error
 *
 * Wipes the keys and lets others open the file; @self is of no use any more.
 *
 * Returns: `FALSE` with %CPX_VAULT_ERROR_BUSY if a connection is still open; nothing is done then
 */
gboolean
cpx_vault_close (CpxVault  *self,
                 GError   **error)
{
  gboolean busy;

  g_return_val_if_fail (CPX_IS_VAULT (self), FALSE);

  g_mutex_lock (&self->lock);
  busy = self->n_connections > 0;
  g_mutex_unlock (&self->lock);
  if (busy)
    {
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BUSY, _("“%s” is busy: try again"), self->path);
      return FALSE;
    }
  drop_keys (self);

  return TRUE;
}

/**
 * cpx_vault_get_path:
 * @self: a vault
 *
 * Returns: (transfer none): its absolute path
 */
const char *
cpx_vault_get_path (CpxVault *self)
{
  return self->path;
}

/**
 * cpx_vault_get_login:
 * @self: a vault
 *
 * Returns: (transfer none) (nullable): who opened it; `NULL` for a recovery code
 */
const char *
cpx_vault_get_login (CpxVault *self)
{
  return self->login;
}

/**
 * cpx_vault_is_recovery:
 * @self: a vault
 *
 * Returns: `TRUE` if a recovery code opened it
 */
gboolean
cpx_vault_is_recovery (CpxVault *self)
{
  return self->recovery;
}

/**
 * cpx_vault_is_read_only:
 * @self: a vault, open
 *
 * Returns: `TRUE` if it was opened with %CPX_VAULT_OPEN_READ_ONLY
 */
gboolean
cpx_vault_is_read_only (CpxVault *self)
{
  return cpx_vault_file_is_read_only (self->file);
}

/**
 * cpx_vault_get_id:
 * @self: a vault
 *
 * Returns: (transfer none): the %CPX_VAULT_ID_SIZE bytes that tell it from all others
 */
const guint8 *
cpx_vault_get_id (CpxVault *self)
{
  return self->header.vault_id;  /* never changes while it is open */
}

/**
 * cpx_vault_dup_info:
 * @self: a vault, open
 *
 * Returns: (transfer full): what anyone can read of it
 */
CpxVaultInfo *
cpx_vault_dup_info (CpxVault *self)
{
  g_autofree CpxHeader *header = cpx_vault_dup_header (self);

  return cpx_vault_make_info (header, cpx_vault_file_get_n_pages (self->file));
}

/* Connections */

static void
connection_closed_cb (gpointer data,
                      gboolean writer)
{
  CpxVault *self = data;

  g_mutex_lock (&self->lock);
  self->n_connections--;
  if (writer)
    self->has_writer = FALSE;
  g_mutex_unlock (&self->lock);
  g_object_unref (self);
}

static gboolean
reserve_connection (CpxVault  *self,
                    gboolean   writer,
                    GError   **error)
{
  gboolean taken;

  if (writer && cpx_vault_file_is_read_only (self->file))
    {
      cpx_sqlite_error_set (error, SQLITE_READONLY, NULL, NULL, self->path);
      return FALSE;
    }

  g_mutex_lock (&self->lock);
  taken = writer && self->has_writer;
  if (!taken)
    {
      self->n_connections++;
      self->has_writer |= writer;
    }
  g_mutex_unlock (&self->lock);
  if (taken)
    g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BUSY, _("“%s” is busy: try again"), self->path);

  return !taken;
}

static CpxDb *
open_connection (CpxVault   *self,
                 CpxDbRole   role,
                 gsize       cache_bytes,
                 GError    **error)
{
  CpxDb *db;

  g_return_val_if_fail (CPX_IS_VAULT (self) && self->file != NULL, NULL);

  if (!reserve_connection (self, role == CPX_DB_WRITER, error))
    return NULL;
  g_object_ref (self);
  db = cpx_db_open (self->file, cpx_vfs_get_name (self->vfs), role, cache_bytes, error);
  if (db == NULL)
    connection_closed_cb (self, role == CPX_DB_WRITER);
  else
    cpx_db_set_closed_func (db, connection_closed_cb, self);

  return db;
}

/**
 * cpx_vault_open_writer:
 * @self: a vault, open
 * @cache_bytes: of the connection's page cache; 0 for 16 MiB
 * @error: return location for an error
 *
 * Opens the one connection that writes.
 *
 * Returns: (transfer full) (nullable): the connection
 */
CpxDb *
cpx_vault_open_writer (CpxVault  *self,
                       gsize      cache_bytes,
                       GError   **error)
{
  return open_connection (self, CPX_DB_WRITER, cache_bytes, error);
}

/**
 * cpx_vault_open_reader:
 * @self: a vault, open
 * @cache_bytes: of the connection's page cache; 0 for 16 MiB
 * @error: return location for an error
 *
 * Opens a connection that reads, for one thread.
 *
 * Returns: (transfer full) (nullable): the connection
 */
CpxDb *
cpx_vault_open_reader (CpxVault  *self,
                       gsize      cache_bytes,
                       GError   **error)
{
  return open_connection (self, CPX_DB_READER, cache_bytes, error);
}

/* For files of CpxVault */

CpxHeader *
cpx_vault_dup_header (CpxVault *self)
{
  CpxHeader *copy = g_new (CpxHeader, 1);

  g_mutex_lock (&self->lock);
  *copy = self->header;
  g_mutex_unlock (&self->lock);

  return copy;
}

gboolean
cpx_vault_replace_header (CpxVault   *self,
                          CpxHeader  *header,
                          GError    **error)
{
  g_autofree guint8 *copy = g_malloc (CPX_HEADER_COPY_SIZE);
  int rc;

  g_mutex_lock (&self->lock);
  header->counter = self->header.counter + 1;
  cpx_header_write (header, self->data_key, copy);
  header->stale_copies = self->header.stale_copies;
  rc = cpx_header_file_write (self->file, copy, &header->stale_copies);
  header->one_copy_damaged = header->stale_copies != 0;
  if (rc == SQLITE_OK)
    self->header = *header;
  g_mutex_unlock (&self->lock);
  if (rc != SQLITE_OK)
    cpx_sqlite_error_set (error, rc, NULL, self->file, self->path);

  return rc == SQLITE_OK;
}

CpxSecret *
cpx_vault_get_data_key (CpxVault *self)
{
  return self->data_key;
}

CpxVaultFile *
cpx_vault_get_file (CpxVault *self)
{
  return self->file;
}

/* cpx-vfs.c: the layer between SQLite and the disk that encrypts a vault.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SQLite asks a "VFS" for everything it wants of the system.  This one stands between SQLite and the system's: names
 * and locks pass through, bytes are sealed on their way down and opened on their way up.  SQLite does not know; it
 * only leaves 32 bytes free at the end of each page.  There is one VFS an open vault, and it opens nothing else.
 *
 *     SQLite        pages          frames, header       records         lookups, locks of the log
 *                     |                  |                 |                    |
 *     cpx-vfs.c   names, locks, what the device promises                        |
 *                     |                  |                 |                    |
 *              cpx-main-file.c    cpx-wal-file.c   cpx-journal-file.c   cpx-wal-index.c (heap)
 *                     |                  |                 |
 *                     |     cpx-page-cipher.c: one epoch, one counter
 *                     |                  |                 |
 *     system      x.cpx              x.cpx-wal        x.cpx-journal
 *
 *     x.cpx:   | copy A | copy B | mark 0 | mark 1 | page 1 | page 2 | …     see cpx-header.c, cpx-commit-mark.c
 *              0       16 K     32 K     48 K     64 K
 *     page:    | sealed bytes of SQLite                  | epoch 12, counter 4, tag 16 |
 *     x.cpx-wal:      | generation, header, trailer | header, trailer, page, trailer | …
 *     x.cpx-journal:  | id, block, trailer | id, block, trailer | …
 *
 * A commit: SQLite writes frames (kept) → the commit frame (one write below) → xSync (fdatasync, then the mark) →
 * SQLite tells its caller.  A checkpoint: pages from the log into the main file, xSync, then a new generation: mark
 * (both slots, synced) → header of the log.  Opening: header, slot, keys, mark; the log and the journal are judged
 * by the mark (cpx-wal-check.c, cpx-journal-file.c) before SQLite sees any of them.
 *
 * Invariants of this file (those of the others stand at their tops; tests carry the numbers)
 *   V1  Nothing but the vault, its log and its journal is opened by name: no ATTACH of another file, no VACUUM INTO, so
 *       no file with another reserve, and no plain text beside the vault.
 *   V2  Temporary files, should a connection forget temp_store=MEMORY, are sealed under a key that dies (J3).
 *   V3  SQLite maps nothing: every byte it sees passed through xRead and xWrite.  (Methods of version 2;
 *       FCNTL_MMAP_SIZE is 0.)  What is mapped below (cpx-page-map.c) is sealed, and only the cipher looks at it.
 *   V4  Sector 512 and POWERSAFE_OVERWRITE are reported, atomic writes are not: SQLite never splits a frame, and
 *       journals always have the headers that J1 and J2 rely on.
 *   V5  The log is not deleted while it is needed: its promise is withdrawn first (M3), and never when the main file
 *       is empty, which SQLite would take for a log without database.
 *   V6  After a failed sync nothing is acknowledged any more until the vault is opened again.
 *   V7  In a vault opened read-only, nothing below is written, created or deleted: what looks for damage opens it so
 *       (`cpxctl check`), and leaves what it finds as it was.
 *
 * What it does not see: an older page, or an older file, put back whole with its own tags.  The audit log's
 * checkpoints, kept elsewhere, do.
 */
#include "cpx-vfs.h"

#include "cpx-journal-file.h"
#include "cpx-log-reserve.h"
#include "cpx-main-file.h"
#include "cpx-system-file.h"
#include "cpx-wal-file.h"

#include <string.h>

#define SECTOR_SIZE CPX_JOURNAL_BLOCK_SIZE  /* V4 */
#define ATOMIC_BITS                                                                                                   \
  (SQLITE_IOCAP_ATOMIC | SQLITE_IOCAP_ATOMIC512 | SQLITE_IOCAP_ATOMIC1K | SQLITE_IOCAP_ATOMIC2K                       \
   | SQLITE_IOCAP_ATOMIC4K | SQLITE_IOCAP_ATOMIC8K | SQLITE_IOCAP_ATOMIC16K | SQLITE_IOCAP_ATOMIC32K                  \
   | SQLITE_IOCAP_ATOMIC64K | SQLITE_IOCAP_BATCH_ATOMIC | SQLITE_IOCAP_SEQUENTIAL | SQLITE_IOCAP_SAFE_APPEND)

struct _CpxVfs
{
  sqlite3_vfs   vfs;     /* what SQLite sees; pAppData leads back here */
  sqlite3_vfs  *system;  /* (unowned) */
  CpxVaultFile *vault;   /* (unowned) */
  char         *name;    /* (owned) */
};

/* One open file; the system's own follows it in the memory that SQLite gives. */
typedef struct
{
  sqlite3_file      base;
  CpxVaultFile     *vault;    /* (unowned) */
  CpxMainFile      *main;     /* (owned) (nullable) one of these three */
  CpxWalFile       *wal;      /* (owned) (nullable) */
  CpxJournalFile   *journal;  /* (owned) (nullable) */
  CpxWalIndexLocks  locks;    /* of the main file's connection on the log's index */
} VfsFile;

#define VFS_FILE_SIZE ((sizeof (VfsFile) + 15) / 16 * 16)

static VfsFile *
vfs_file (sqlite3_file *file)
{
  return (VfsFile *) file;
}

static sqlite3_file *
below (sqlite3_file *file)
{
  return (sqlite3_file *) ((guint8 *) file + VFS_FILE_SIZE);
}

static int
close_cb (sqlite3_file *file)
{
  VfsFile *self = vfs_file (file);
  int flushed = SQLITE_OK;
  int rc = SQLITE_OK;

  if (self->wal != NULL)
    flushed = cpx_wal_file_flush (self->wal);
  if (self->journal != NULL)
    flushed = cpx_journal_file_flush (self->journal);
  if (self->main != NULL)
    cpx_wal_index_detach (cpx_vault_file_get_wal_index (self->vault), &self->locks);
  cpx_main_file_free (self->main);
  cpx_wal_file_free (self->wal);
  cpx_journal_file_free (self->journal);
  if (below (file)->pMethods != NULL)
    rc = below (file)->pMethods->xClose (below (file));

  return flushed != SQLITE_OK ? flushed : rc;
}

static int
read_cb (sqlite3_file  *file,
         void          *out_bytes,
         int            n_bytes,
         sqlite3_int64  offset)
{
  VfsFile *self = vfs_file (file);

  if (self->main != NULL)
    return cpx_main_file_read (self->main, out_bytes, n_bytes, offset);
  if (self->wal != NULL)
    return cpx_wal_file_read (self->wal, out_bytes, n_bytes, offset);

  return cpx_journal_file_read (self->journal, out_bytes, n_bytes, offset);
}

static int
write_cb (sqlite3_file  *file,
          const void    *bytes,
          int            n_bytes,
          sqlite3_int64  offset)
{
  VfsFile *self = vfs_file (file);

  if (cpx_vault_file_is_read_only (self->vault))
    return SQLITE_READONLY;
  if (self->main != NULL)
    return cpx_main_file_write (self->main, bytes, n_bytes, offset);
  if (self->wal != NULL)
    return cpx_wal_file_write (self->wal, bytes, n_bytes, offset);

  return cpx_journal_file_write (self->journal, bytes, n_bytes, offset);
}

/* What is cut off a log is given back to the disk, the reserve with it. */
static int
truncate_log (VfsFile       *self,
              sqlite3_int64  n_bytes)
{
  int rc = cpx_wal_file_truncate (self->wal, n_bytes);

  if (rc == SQLITE_OK)
    cpx_log_reserve (cpx_vault_file_get_path (self->vault, CPX_FILE_WAL));

  return rc;
}

static int
truncate_cb (sqlite3_file  *file,
             sqlite3_int64  n_bytes)
{
  VfsFile *self = vfs_file (file);

  if (cpx_vault_file_is_read_only (self->vault))
    return SQLITE_READONLY;
  if (self->main != NULL)
    return cpx_main_file_truncate (self->main, n_bytes);
  if (self->wal != NULL)
    return truncate_log (self, n_bytes);

  return cpx_journal_file_truncate (self->journal, n_bytes);
}

static int
sync_cb (sqlite3_file *file,
         int           flags)
{
  VfsFile *self = vfs_file (file);

  if (self->main != NULL)
    return cpx_main_file_sync (self->main, flags);
  if (self->wal != NULL)
    return cpx_wal_file_sync (self->wal, flags);

  return cpx_journal_file_sync (self->journal, flags);
}

static int
size_cb (sqlite3_file  *file,
         sqlite3_int64 *out_n_bytes)
{
  VfsFile *self = vfs_file (file);

  if (self->main != NULL)
    return cpx_main_file_get_size (self->main, out_n_bytes);
  if (self->wal != NULL)
    return cpx_wal_file_get_size (self->wal, out_n_bytes);

  return cpx_journal_file_get_size (self->journal, out_n_bytes);
}

static int
lock_cb (sqlite3_file *file,
         int           level)
{
  return below (file)->pMethods->xLock (below (file), level);
}

static int
unlock_cb (sqlite3_file *file,
           int           level)
{
  return below (file)->pMethods->xUnlock (below (file), level);
}

static int
check_reserved_lock_cb (sqlite3_file *file,
                        int          *out_reserved)
{
  return below (file)->pMethods->xCheckReservedLock (below (file), out_reserved);
}

/* V3.  Hints about sizes are in SQLite's layout, which is not the disk's. */
static int
file_control_cb (sqlite3_file *file,
                 int           operation,
                 void         *argument)
{
  int rc;

  switch (operation)
    {
    case SQLITE_FCNTL_MMAP_SIZE:
      *(sqlite3_int64 *) argument = 0;
      return SQLITE_OK;
    case CPX_VFS_FCNTL_REST:
      cpx_main_file_rest (vfs_file (file)->main);
      return SQLITE_OK;
    case SQLITE_FCNTL_SIZE_HINT:
    case SQLITE_FCNTL_CHUNK_SIZE:
      return SQLITE_OK;
    case SQLITE_FCNTL_BEGIN_ATOMIC_WRITE:
    case SQLITE_FCNTL_COMMIT_ATOMIC_WRITE:
    case SQLITE_FCNTL_ROLLBACK_ATOMIC_WRITE:
      return SQLITE_NOTFOUND;
    default:
      break;
    }
  if (below (file)->pMethods == NULL)
    return SQLITE_NOTFOUND;

  rc = below (file)->pMethods->xFileControl (below (file), operation, argument);
  if (operation == SQLITE_FCNTL_VFSNAME && rc == SQLITE_OK)
    *(char **) argument = sqlite3_mprintf ("cpx/%z", *(char **) argument);

  return rc;
}

static int
sector_size_cb (sqlite3_file *file)
{
  return SECTOR_SIZE;
}

/* V4 */
static int
device_characteristics_cb (sqlite3_file *file)
{
  int system = below (file)->pMethods->xDeviceCharacteristics (below (file));

  return (system & ~ATOMIC_BITS) | SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int
shm_map_cb (sqlite3_file   *file,
            int             region,
            int             n_bytes,
            int             extend,
            void volatile **out_region)
{
  VfsFile *self = vfs_file (file);

  return cpx_wal_index_map (cpx_vault_file_get_wal_index (self->vault), &self->locks, region, n_bytes, extend != 0,
                            out_region);
}

static int
shm_lock_cb (sqlite3_file *file,
             int           first,
             int           n,
             int           flags)
{
  VfsFile *self = vfs_file (file);

  return cpx_wal_index_lock (cpx_vault_file_get_wal_index (self->vault), &self->locks, first, n, flags);
}

static void
shm_barrier_cb (sqlite3_file *file)
{
  cpx_wal_index_barrier (cpx_vault_file_get_wal_index (vfs_file (file)->vault));
}

static int
shm_unmap_cb (sqlite3_file *file,
              int           delete_it)
{
  VfsFile *self = vfs_file (file);

  cpx_wal_index_detach (cpx_vault_file_get_wal_index (self->vault), &self->locks);

  return SQLITE_OK;
}

static const sqlite3_io_methods io_methods = {
  .iVersion = 2,
  .xClose = close_cb,
  .xRead = read_cb,
  .xWrite = write_cb,
  .xTruncate = truncate_cb,
  .xSync = sync_cb,
  .xFileSize = size_cb,
  .xLock = lock_cb,
  .xUnlock = unlock_cb,
  .xCheckReservedLock = check_reserved_lock_cb,
  .xFileControl = file_control_cb,
  .xSectorSize = sector_size_cb,
  .xDeviceCharacteristics = device_characteristics_cb,
  .xShmMap = shm_map_cb,
  .xShmLock = shm_lock_cb,
  .xShmBarrier = shm_barrier_cb,
  .xShmUnmap = shm_unmap_cb,
};

static CpxVfs *
vfs_of (sqlite3_vfs *vfs)
{
  return vfs->pAppData;
}

static gboolean
is_path (CpxVfs      *self,
         const char  *path,
         CpxFileKind  kind)
{
  return path != NULL && strcmp (path, cpx_vault_file_get_path (self->vault, kind)) == 0;
}

/* V1, V2 */
static gboolean
may_open (CpxVfs     *self,
          const char *path,
          int         flags)
{
  if ((flags & SQLITE_OPEN_MAIN_DB) != 0)
    return is_path (self, path, CPX_FILE_MAIN);
  if ((flags & SQLITE_OPEN_WAL) != 0)
    return is_path (self, path, CPX_FILE_WAL);
  if ((flags & SQLITE_OPEN_MAIN_JOURNAL) != 0)
    return is_path (self, path, CPX_FILE_JOURNAL);

  return (flags & SQLITE_OPEN_SUPER_JOURNAL) == 0 && (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
}

/* V7: a vault opened read-only has its log read if there is one, and is not given one else. */
static int
system_flags (CpxVfs *self,
              int     flags)
{
  if (!cpx_vault_file_is_read_only (self->vault) || (flags & SQLITE_OPEN_DELETEONCLOSE) != 0)
    return flags;

  return (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
}

/* V7: SQLite wants a log for each database that uses one; where none may be made, an empty one is shown. */
static gboolean
is_absent_log (CpxVfs     *self,
               const char *path,
               int         flags)
{
  return (flags & SQLITE_OPEN_WAL) != 0 && cpx_vault_file_is_read_only (self->vault)
         && cpx_vault_file_get_wal_generation (self->vault) == 0;
}

static void
attach_file (CpxVfs       *self,
             sqlite3_file *file,
             int           flags)
{
  VfsFile *opened = vfs_file (file);

  opened->vault = self->vault;
  if ((flags & SQLITE_OPEN_MAIN_DB) != 0)
    opened->main = cpx_main_file_new (self->vault, below (file));
  else if ((flags & SQLITE_OPEN_WAL) != 0)
    opened->wal = cpx_wal_file_new (self->vault, below (file));
  else
    opened->journal = cpx_journal_file_new (self->vault, below (file), (flags & SQLITE_OPEN_MAIN_JOURNAL) == 0);
  opened->base.pMethods = &io_methods;
}

static int
open_cb (sqlite3_vfs  *vfs,
         const char   *path,
         sqlite3_file *file,
         int           flags,
         int          *out_flags)
{
  CpxVfs *self = vfs_of (vfs);
  int rc;

  memset (file, 0, VFS_FILE_SIZE + (gsize) self->system->szOsFile);
  if (!may_open (self, path, flags))
    return SQLITE_CANTOPEN;

  /* The same name pointer goes down: SQLite's URI parameters live behind it. */
  rc = self->system->xOpen (self->system, path, below (file), system_flags (self, flags), out_flags);
  if (rc != SQLITE_OK && is_absent_log (self, path, flags))
    {
      memset (below (file), 0, (gsize) self->system->szOsFile);
      rc = SQLITE_OK;
    }
  if (rc != SQLITE_OK)
    {
      if (below (file)->pMethods != NULL)
        below (file)->pMethods->xClose (below (file));
      return rc;
    }
  attach_file (self, file, flags);
  if ((flags & SQLITE_OPEN_WAL) != 0 && !cpx_vault_file_is_read_only (self->vault))
    cpx_log_reserve (path);

  return SQLITE_OK;
}

/* V5, V7 */
static int
delete_cb (sqlite3_vfs *vfs,
           const char  *path,
           int          sync_folder)
{
  CpxVfs *self = vfs_of (vfs);
  int rc = SQLITE_OK;

  if (cpx_vault_file_is_read_only (self->vault))
    return SQLITE_READONLY;
  if (cpx_vault_file_has_failed (self->vault) || is_path (self, path, CPX_FILE_MAIN))
    return SQLITE_IOERR_DELETE;
  if (is_path (self, path, CPX_FILE_WAL))
    rc = cpx_vault_file_get_n_pages (self->vault) == 0 ? SQLITE_IOERR_DELETE : cpx_vault_file_retire_wal (self->vault);
  else if (is_path (self, path, CPX_FILE_JOURNAL))
    rc = cpx_vault_file_retire_journal (self->vault);

  return rc == SQLITE_OK ? self->system->xDelete (self->system, path, sync_folder) : rc;
}

static int
access_cb (sqlite3_vfs *vfs,
           const char  *path,
           int          flags,
           int         *out_result)
{
  CpxVfs *self = vfs_of (vfs);

  return self->system->xAccess (self->system, path, flags, out_result);
}

static int
full_pathname_cb (sqlite3_vfs *vfs,
                  const char  *path,
                  int          n_out,
                  char        *out_path)
{
  CpxVfs *self = vfs_of (vfs);

  return self->system->xFullPathname (self->system, path, n_out, out_path);
}

static int
randomness_cb (sqlite3_vfs *vfs,
               int          n_bytes,
               char        *out_bytes)
{
  CpxVfs *self = vfs_of (vfs);

  return self->system->xRandomness (self->system, n_bytes, out_bytes);
}

static int
sleep_cb (sqlite3_vfs *vfs,
          int          us)
{
  CpxVfs *self = vfs_of (vfs);

  return self->system->xSleep (self->system, us);
}

static int
current_time_cb (sqlite3_vfs *vfs,
                 double      *out_time)
{
  CpxVfs *self = vfs_of (vfs);

  return self->system->xCurrentTime (self->system, out_time);
}

static int
current_time_int64_cb (sqlite3_vfs   *vfs,
                       sqlite3_int64 *out_time)
{
  CpxVfs *self = vfs_of (vfs);

  return self->system->xCurrentTimeInt64 (self->system, out_time);
}

static int
last_error_cb (sqlite3_vfs *vfs,
               int          n_out,
               char        *out_text)
{
  CpxVfs *self = vfs_of (vfs);

  return self->system->xGetLastError (self->system, n_out, out_text);
}

/**
 * cpx_vfs_new:
 * @vault: a vault's file, unlocked; must outlive the VFS
 *
 * Registers a VFS through which SQLite sees that vault, under a name of its own.
 *
 * Returns: (transfer full): the VFS
 */
CpxVfs *
cpx_vfs_new (CpxVaultFile *vault)
{
  static gint n_made;
  CpxVfs *self = g_new0 (CpxVfs, 1);

  self->vault = vault;
  self->system = cpx_system_file_get_vfs ();
  self->name = g_strdup_printf ("cpx-%d", g_atomic_int_add (&n_made, 1));
  self->vfs = (sqlite3_vfs) {
    .iVersion = 2,
    .szOsFile = (int) VFS_FILE_SIZE + self->system->szOsFile,
    .mxPathname = self->system->mxPathname,
    .zName = self->name,
    .pAppData = self,
    .xOpen = open_cb,
    .xDelete = delete_cb,
    .xAccess = access_cb,
    .xFullPathname = full_pathname_cb,
    .xRandomness = randomness_cb,
    .xSleep = sleep_cb,
    .xCurrentTime = current_time_cb,
    .xGetLastError = last_error_cb,
    .xCurrentTimeInt64 = current_time_int64_cb,
  };
  sqlite3_vfs_register (&self->vfs, 0);

  return self;
}

/**
 * cpx_vfs_free:
 * @self: (nullable) (transfer full): a VFS with no connection left
 */
void
cpx_vfs_free (CpxVfs *self)
{
  if (self == NULL)
    return;

  sqlite3_vfs_unregister (&self->vfs);
  g_free (self->name);
  g_free (self);
}

/**
 * cpx_vfs_get_name:
 * @self: a VFS
 *
 * Returns: (transfer none): what to give to sqlite3_open_v2()
 */
const char *
cpx_vfs_get_name (CpxVfs *self)
{
  return self->name;
}

/* fault-vfs.c: a VFS below the vault's that fails, tears and forgets on demand.
 *
 * It passes everything to the system's VFS, except real syncs, and keeps what each write since the last sync of its
 * file replaced, so that a power cut can put it back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fault-vfs.h"
#include "vault-fixture.h"

#include <sqlite3.h>
#include <string.h>

typedef struct
{
  char          *path;     /* (owned) */
  sqlite3_int64  offset;
  gsize          n_bytes;
  guint8        *before;   /* (owned) */
  gsize          n_before; /* less than n_bytes where the file ended */
} Undo;

typedef struct
{
  sqlite3_file base;
  char        *path;  /* (owned) (nullable) */
} FaultFile;

#define FAULT_FILE_SIZE ((sizeof (FaultFile) + 15) / 16 * 16)

static sqlite3_vfs vfs;
static sqlite3_vfs *below_vfs;
static sqlite3_io_methods methods;

static GMutex lock;
static FaultKind kind;
static FaultClass classes;
static guint strike_at;
static guint count;
static gboolean struck;
static GRand *tosses;     /* (owned) */
static GPtrArray *undos;  /* (element-type Undo), oldest first */

static sqlite3_file *
below (sqlite3_file *file)
{
  return (sqlite3_file *) ((guint8 *) file + FAULT_FILE_SIZE);
}

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_free (undo->path);
  g_free (undo->before);
  g_free (undo);
}

/* Whether this operation, or one before it, is the one that fails. */
static gboolean
strikes (FaultClass class)
{
  gboolean now;

  g_mutex_lock (&lock);
  now = kind != FAULT_NONE && (classes & class) != 0 && ++count == strike_at;
  struck |= now;
  g_mutex_unlock (&lock);

  return now;
}

static gboolean
is_dead (void)
{
  return struck && kind >= FAULT_DEATH;
}

static int
fault_close (sqlite3_file *file)
{
  int rc = below (file)->pMethods->xClose (below (file));

  g_free (((FaultFile *) file)->path);

  return rc;
}

static int
fault_read (sqlite3_file  *file,
            void          *bytes,
            int            n_bytes,
            sqlite3_int64  offset)
{
  if (strikes (FAULT_ON_READ) || is_dead ())
    return SQLITE_IOERR_READ;

  return below (file)->pMethods->xRead (below (file), bytes, n_bytes, offset);
}

static void
remember (sqlite3_file  *file,
          int            n_bytes,
          sqlite3_int64  offset)
{
  Undo *undo = g_new0 (Undo, 1);
  sqlite3_int64 size = 0;

  below (file)->pMethods->xFileSize (below (file), &size);
  undo->path = g_strdup (((FaultFile *) file)->path);
  undo->offset = offset;
  undo->n_bytes = (gsize) n_bytes;
  undo->n_before = offset < size ? (gsize) MIN (size - offset, n_bytes) : 0;
  undo->before = g_malloc0 ((gsize) n_bytes);
  if (undo->n_before > 0)
    below (file)->pMethods->xRead (below (file), undo->before, (int) undo->n_before, offset);
  g_ptr_array_add (undos, undo);
}

static int
fault_write (sqlite3_file  *file,
             const void    *bytes,
             int            n_bytes,
             sqlite3_int64  offset)
{
  gboolean now = strikes (FAULT_ON_WRITE);

  if (now && (kind == FAULT_FULL_ONCE || kind == FAULT_FULL_FOREVER || kind == FAULT_TORN_DEATH))
    {
      below (file)->pMethods->xWrite (below (file), bytes, n_bytes / 2, offset);
      return kind == FAULT_TORN_DEATH ? SQLITE_IOERR_WRITE : SQLITE_FULL;
    }
  if (now || is_dead ())
    return SQLITE_IOERR_WRITE;
  if (struck && kind == FAULT_FULL_FOREVER)
    return SQLITE_FULL;
  if (kind >= FAULT_POWER_CUT && ((FaultFile *) file)->path != NULL)
    remember (file, n_bytes, offset);

  return below (file)->pMethods->xWrite (below (file), bytes, n_bytes, offset);
}

static int
fault_truncate (sqlite3_file  *file,
                sqlite3_int64  n_bytes)
{
  if (strikes (FAULT_ON_WRITE) || is_dead ())
    return SQLITE_IOERR_TRUNCATE;

  return below (file)->pMethods->xTruncate (below (file), n_bytes);
}

static void
forget_undos (const char *path)
{
  for (guint i = undos->len; i-- > 0;)
    {
      if (g_strcmp0 (((Undo *) g_ptr_array_index (undos, i))->path, path) == 0)
        g_ptr_array_remove_index (undos, i);
    }
}

static int
fault_sync (sqlite3_file *file,
            int           flags)
{
  if (strikes (FAULT_ON_SYNC) || is_dead ())
    return SQLITE_IOERR_FSYNC;
  forget_undos (((FaultFile *) file)->path);

  return SQLITE_OK;
}

static int
fault_size (sqlite3_file  *file,
            sqlite3_int64 *out_size)
{
  return below (file)->pMethods->xFileSize (below (file), out_size);
}

static int
fault_lock (sqlite3_file *file,
            int           level)
{
  return below (file)->pMethods->xLock (below (file), level);
}

static int
fault_unlock (sqlite3_file *file,
              int           level)
{
  return below (file)->pMethods->xUnlock (below (file), level);
}

static int
fault_check_reserved (sqlite3_file *file,
                      int          *out)
{
  return below (file)->pMethods->xCheckReservedLock (below (file), out);
}

static int
fault_control (sqlite3_file *file,
               int           operation,
               void         *argument)
{
  return below (file)->pMethods->xFileControl (below (file), operation, argument);
}

static int
fault_sector_size (sqlite3_file *file)
{
  return below (file)->pMethods->xSectorSize (below (file));
}

static int
fault_device (sqlite3_file *file)
{
  return below (file)->pMethods->xDeviceCharacteristics (below (file));
}

static int
fault_open (sqlite3_vfs  *self,
            const char   *path,
            sqlite3_file *file,
            int           flags,
            int          *out_flags)
{
  int rc;

  file->pMethods = NULL;
  if (strikes (FAULT_ON_OPEN) || is_dead ())
    return SQLITE_CANTOPEN;
  rc = below_vfs->xOpen (below_vfs, path, below (file), flags, out_flags);
  if (rc != SQLITE_OK)
    return rc;
  ((FaultFile *) file)->path = g_strdup (path);
  file->pMethods = &methods;

  return SQLITE_OK;
}

static int
fault_delete (sqlite3_vfs *self,
              const char  *path,
              int          sync_folder)
{
  if (strikes (FAULT_ON_WRITE) || is_dead ())
    return SQLITE_IOERR_DELETE;
  forget_undos (path);

  return below_vfs->xDelete (below_vfs, path, 0);
}

const char *
fault_vfs_install (void)
{
  sqlite3_initialize ();
  below_vfs = sqlite3_vfs_find (NULL);
  undos = g_ptr_array_new_with_free_func (undo_free);
  methods = (sqlite3_io_methods) {
    .iVersion = 1,
    .xClose = fault_close,
    .xRead = fault_read,
    .xWrite = fault_write,
    .xTruncate = fault_truncate,
    .xSync = fault_sync,
    .xFileSize = fault_size,
    .xLock = fault_lock,
    .xUnlock = fault_unlock,
    .xCheckReservedLock = fault_check_reserved,
    .xFileControl = fault_control,
    .xSectorSize = fault_sector_size,
    .xDeviceCharacteristics = fault_device,
  };
  vfs = *below_vfs;
  vfs.zName = "cpx-fault";
  vfs.pNext = NULL;
  vfs.iVersion = 2;
  vfs.szOsFile = (int) FAULT_FILE_SIZE + below_vfs->szOsFile;
  vfs.xOpen = fault_open;
  vfs.xDelete = fault_delete;
  sqlite3_vfs_register (&vfs, 0);

  return vfs.zName;
}

void
fault_vfs_arm (FaultKind  new_kind,
               FaultClass new_classes,
               guint      at,
               guint      coins)
{
  guint32 seed[] = { at, coins };

  g_clear_pointer (&tosses, g_rand_free);
  tosses = g_rand_new_with_seed_array (seed, G_N_ELEMENTS (seed));
  g_ptr_array_set_size (undos, 0);
  kind = new_kind;
  classes = new_classes;
  strike_at = at;
  count = 0;
  struck = FALSE;
}

static void
put_back (const Undo *undo)
{
  g_autofree char *bytes = NULL;
  gsize n_bytes;

  if (!g_file_get_contents (undo->path, &bytes, &n_bytes, NULL))
    return;
  if ((gsize) undo->offset < n_bytes)
    memcpy (bytes + undo->offset, undo->before, MIN (undo->n_bytes, n_bytes - (gsize) undo->offset));
  if (undo->n_before < undo->n_bytes && (gsize) undo->offset + undo->n_bytes == n_bytes && kind == FAULT_POWER_CUT)
    n_bytes = (gsize) undo->offset + undo->n_before;  /* the file had not grown yet */
  vault_fixture_put (undo->path, bytes, n_bytes);
}

void
fault_vfs_disarm (void)
{
  if (struck && kind >= FAULT_POWER_CUT)
    {
      for (guint i = undos->len; i-- > 0;)
        {
          if (kind == FAULT_POWER_CUT || g_rand_boolean (tosses))
            put_back (g_ptr_array_index (undos, i));
        }
    }
  g_ptr_array_set_size (undos, 0);
  kind = FAULT_NONE;
}

gboolean
fault_vfs_has_struck (void)
{
  return struck;
}

guint
fault_vfs_get_count (void)
{
  return count;
}

/* cpx-system-file.c: a file in the VFS below, the system's, which sees only what is sealed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-system-file.h"

static const char *vfs_name;  /* (nullable) set by tests, before any vault is opened */

/* Before its first use, which is in here: SQLite counts no memory, which would cost a lock at each allocation and
 * release, some fifty a commit.  Who uses SQLite already in this process keeps its habits. */
static void
start_sqlite (void)
{
  static gsize started;

  if (g_once_init_enter (&started))
    {
      (void) sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      sqlite3_initialize ();
      g_once_init_leave (&started, 1);
    }
}

/**
 * cpx_system_file_get_vfs:
 *
 * Returns: (transfer none): the VFS below, the system's
 */
sqlite3_vfs *
cpx_system_file_get_vfs (void)
{
  start_sqlite ();

  return sqlite3_vfs_find (vfs_name);
}

/**
 * cpx_system_file_set_vfs:
 * @name: (nullable): a registered VFS, or `NULL` for the system's
 *
 * Puts another VFS below, for tests that make it fail.
 */
void
cpx_system_file_set_vfs (const char *name)
{
  vfs_name = name;
}

/**
 * cpx_system_file_open:
 * @path: a file
 * @flags: SQLite's
 * @out_file: (out) (transfer full) (nullable): the file
 * @out_name: (out) (transfer full) (nullable): the name that must live as long
 *
 * Opens a file in the VFS below.
 *
 * Returns: a code of SQLite's
 */
int
cpx_system_file_open (const char       *path,
                           int               flags,
                           sqlite3_file    **out_file,
                           sqlite3_filename *out_name)
{
  sqlite3_vfs *vfs = cpx_system_file_get_vfs ();
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  sqlite3_filename name = sqlite3_create_filename (path, journal, wal, 0, NULL);
  sqlite3_file *file = g_malloc0 ((gsize) vfs->szOsFile);
  int got_flags = 0;
  int rc = vfs->xOpen (vfs, name, file, flags, &got_flags);

  if (rc == SQLITE_OK && (flags & SQLITE_OPEN_READWRITE) != 0 && (got_flags & SQLITE_OPEN_READONLY) != 0)
    rc = SQLITE_READONLY;
  if (rc != SQLITE_OK)
    {
      cpx_system_file_close (file, name);
      file = NULL;
      name = NULL;
    }
  *out_file = file;
  *out_name = name;

  return rc;
}

/**
 * cpx_system_file_close:
 * @file: (nullable) (transfer full): what cpx_system_file_open() gave
 * @name: (nullable) (transfer full): the same
 */
void
cpx_system_file_close (sqlite3_file     *file,
                            sqlite3_filename  name)
{
  if (file != NULL && file->pMethods != NULL)
    file->pMethods->xClose (file);
  g_free (file);
  sqlite3_free_filename ((char *) name);
}

/* cpx-header-file.c: the plain header's bytes, read from and written to a vault's file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-header-file.h"

#include "cpx-header.h"

#include <string.h>

/**
 * cpx_header_file_read:
 * @vault: a vault's file
 * @out_bytes: (out caller-allocates): its first bytes
 * @n_bytes: how many
 * @out_n_read: (out): how many there are
 *
 * Returns: a code of SQLite's
 */
int
cpx_header_file_read (CpxVaultFile *vault,
                            guint8       *out_bytes,
                            gsize         n_bytes,
                            gsize        *out_n_read)
{
  sqlite3_file *below = cpx_vault_file_get_below (vault);
  sqlite3_int64 size = 0;
  int rc = below->pMethods->xFileSize (below, &size);

  memset (out_bytes, 0, n_bytes);
  *out_n_read = MIN ((gsize) size, n_bytes);
  if (rc == SQLITE_OK && *out_n_read > 0)
    rc = below->pMethods->xRead (below, out_bytes, (int) *out_n_read, 0);

  return rc;
}

static int
write_copy (sqlite3_file  *below,
            const guint8  *copy,
            sqlite3_int64  offset)
{
  g_autofree guint8 *again = g_malloc0 (CPX_HEADER_COPY_SIZE);
  const sqlite3_io_methods *io = below->pMethods;
  int rc = io->xWrite (below, copy, CPX_HEADER_COPY_SIZE, offset);

  if (rc == SQLITE_OK)
    rc = io->xSync (below, SQLITE_SYNC_NORMAL);
  if (rc == SQLITE_OK)
    rc = io->xRead (below, again, CPX_HEADER_COPY_SIZE, offset);
  if (rc == SQLITE_OK && memcmp (again, copy, CPX_HEADER_COPY_SIZE) != 0)
    rc = SQLITE_IOERR_DATA;

  return rc;
}

/**
 * cpx_header_file_write:
 * @vault: a vault's file
 * @copy: %CPX_HEADER_COPY_SIZE bytes
 *
 * Replaces both copies, one after the other (H1).
 *
 * Returns: a code of SQLite's
 */
int
cpx_header_file_write (CpxVaultFile *vault,
                             const guint8 *copy)
{
  sqlite3_file *below = cpx_vault_file_get_below (vault);
  int rc = SQLITE_OK;

  if (cpx_vault_file_is_read_only (vault))
    return SQLITE_READONLY;

  for (int i = 0; i < CPX_HEADER_N_COPIES && rc == SQLITE_OK; i++)
    rc = write_copy (below, copy, i * CPX_HEADER_COPY_SIZE);

  return rc;
}

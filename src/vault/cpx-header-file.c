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

/* After a failure it may be torn, or whole but not durable: what was there before is put back as well as may be. */
static int
replace_copy (sqlite3_file  *below,
              const guint8  *copy,
              sqlite3_int64  offset)
{
  g_autofree guint8 *before = g_malloc0 (CPX_HEADER_COPY_SIZE);
  int rc = below->pMethods->xRead (below, before, CPX_HEADER_COPY_SIZE, offset);

  if (rc == SQLITE_OK || rc == SQLITE_IOERR_SHORT_READ)
    rc = write_copy (below, copy, offset);
  else
    return rc;
  if (rc != SQLITE_OK)
    (void) write_copy (below, before, offset);

  return rc;
}

/**
 * cpx_header_file_write:
 * @vault: a vault's file
 * @copy: %CPX_HEADER_COPY_SIZE bytes
 * @stale_copies: (inout): a bit for each copy that is not the header, before and after
 *
 * Replaces both copies, one after the other (H1).  Once one is written the new header is in force; if the other one
 * cannot be, @stale_copies says so (H5).
 *
 * Returns: a code of SQLite's; anything else than %SQLITE_OK: the header is what it was
 */
int
cpx_header_file_write (CpxVaultFile *vault,
                       const guint8 *copy,
                       guint        *stale_copies)
{
  sqlite3_file *below = cpx_vault_file_get_below (vault);
  int first = *stale_copies == 2 ? 1 : 0;
  int rc;

  if (cpx_vault_file_is_read_only (vault))
    return SQLITE_READONLY;

  rc = replace_copy (below, copy, first * CPX_HEADER_COPY_SIZE);
  if (rc != SQLITE_OK)
    return rc;
  rc = write_copy (below, copy, !first * CPX_HEADER_COPY_SIZE);
  *stale_copies = rc == SQLITE_OK ? 0 : 1u << !first;

  return SQLITE_OK;
}

/**
 * cpx_header_file_heal:
 * @vault: a vault's file, held, writable
 * @copy: %CPX_HEADER_COPY_SIZE bytes: the header, verified
 * @stale_copies: (inout): a bit for each copy that is not the header, before and after
 *
 * Brings the copy that is not the header up to date (H5).  With both damaged, no copy is touched: what is whole of
 * each is all there is.
 */
void
cpx_header_file_heal (CpxVaultFile *vault,
                      const guint8 *copy,
                      guint        *stale_copies)
{
  sqlite3_file *below = cpx_vault_file_get_below (vault);

  if (*stale_copies != 1 && *stale_copies != 2)
    return;
  if (write_copy (below, copy, (*stale_copies == 2) * CPX_HEADER_COPY_SIZE) == SQLITE_OK)
    *stale_copies = 0;
}

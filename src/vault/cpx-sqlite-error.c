/* cpx-sqlite-error.c: what SQLite's codes mean to the person before the screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-sqlite-error.h"

#include "cpx-vault-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

static void
set_bad_piece (GError      **error,
               CpxBadPiece   bad,
               const char   *path)
{
  switch (bad.kind)
    {
    case CPX_PIECE_PAGE:
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_DAMAGED,
                   _("Page %u of “%s” is damaged: restore the last backup; what does not need this page can still be "
                     "read"),
                   bad.index, path);
      return;
    case CPX_PIECE_JOURNAL:
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_DAMAGED,
                   _("The rollback journal of “%s” is damaged: restore the last backup"), path);
      return;
    case CPX_PIECE_WAL_HEADER:
    case CPX_PIECE_FRAME_HEADER:
    case CPX_PIECE_FRAME_PAGE:
    case CPX_PIECE_MARK:
    default:
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_DAMAGED,
                   _("Frame %u of the write-ahead log of “%s” is damaged: restore the last backup"), bad.index, path);
      return;
    }
}

static void
set_damaged (GError      **error,
             CpxVaultFile *vault,
             const char   *path)
{
  CpxBadPiece bad = { FALSE };

  if (vault != NULL)
    bad = cpx_vault_file_take_bad (vault);
  if (bad.found)
    set_bad_piece (error, bad, path);
  else
    g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_DAMAGED, _("“%s” is damaged: restore the last backup"), path);
}

static void
set_io (GError      **error,
        sqlite3      *db,
        CpxVaultFile *vault,
        const char   *path)
{
  int system_errno = db != NULL ? sqlite3_system_errno (db) : 0;

  if (vault != NULL && cpx_vault_file_has_failed (vault))
    g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_IO,
                 _("The disk did not confirm the last write to “%s”: nothing more is saved until it is opened again"),
                 path);
  else if (system_errno == ENOSPC || system_errno == EDQUOT)
    g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_FULL,
                 _("The disk of “%s” is full: make room, then try again"), path);
  else
    g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_IO,
                 _("“%s” cannot be read or written: check the disk, then try again"), path);
}

/**
 * cpx_sqlite_error_set:
 * @error: return location for an error
 * @rc: an extended code of SQLite's, not SQLITE_OK
 * @db: (nullable): the connection it is from
 * @vault: (nullable): the vault's file
 * @path: the vault's path, for the sentence
 *
 * Sets @error to what the caller can act on.
 */
void
cpx_sqlite_error_set (GError      **error,
                      int           rc,
                      sqlite3      *db,
                      CpxVaultFile *vault,
                      const char   *path)
{
  if (rc == SQLITE_IOERR_DATA || rc == SQLITE_IOERR_CORRUPTFS)
    {
      set_damaged (error, vault, path);
      return;
    }

  switch (rc & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      set_damaged (error, vault, path);
      return;
    case SQLITE_FULL:
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_FULL,
                   _("The disk of “%s” is full: make room, then try again"), path);
      return;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      set_io (error, db, vault, path);
      return;
    case SQLITE_READONLY:
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_READ_ONLY,
                   _("“%s” cannot be written: make the file and its folder writable, or copy it elsewhere"), path);
      return;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BUSY, _("“%s” is busy: try again"), path);
      return;
    case SQLITE_INTERRUPT:
      g_set_error_literal (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_INTERRUPTED, _("The search was interrupted"));
      return;
    case SQLITE_CONSTRAINT:
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_CONSTRAINT, "%s",
                   db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (rc));
      return;
    default:
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_SQL, "%s",
                   db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (rc));
      return;
    }
}

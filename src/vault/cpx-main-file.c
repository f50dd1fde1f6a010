/* cpx-main-file.c: the pages of a vault, as one connection reads and writes them.
 *
 * Page n lies at 65536 + (n - 1) × page size.  Its last 32 bytes, which SQLite leaves alone, hold the trailer; SQLite
 * reads zeros there.  A page is deciphered where the system keeps it, if it may be mapped (cpx-page-map.c), else read.
 *
 * Invariants
 *   P1  A page that does not verify is an error that names it, never bytes; the next page is read as if nothing was.
 *   P2  The file has no holes: where SQLite leaves a gap, pages of zeros are sealed, so that zeros on the disk are
 *       always damage.
 *   P3  A page that the write-ahead log's state says must exist, and that lies behind the file's end, is an error and
 *       not zeros: a main file cut short does not read as an emptier one.
 *   P4  The first page always says that its pages have 32 reserved bytes and the vault's page size.
 *   P5  SQLite looks at the first 100 bytes before it knows of a log or a journal.  When page 1 was torn by a crash
 *       these say page size and reserve and nothing else, so that the log or the journal can put it back; the page
 *       itself is read later and must verify.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-main-file.h"

#include "cpx-header.h"
#include "cpx-page-map.h"

#include <string.h>

#define FIRST_LOOK_SIZE 100
#define SIZE_AT 16      /* in page 1: page size, big endian */
#define RESERVED_AT 20  /* in page 1: reserved bytes */

struct _CpxMainFile
{
  CpxVaultFile  *vault;      /* (unowned) */
  sqlite3_file  *below;      /* (unowned) */
  CpxPageCipher *cipher;     /* (owned) */
  guint32        page_size;
  guint8        *scratch;    /* (owned) a page */
  CpxPageMap    *map;        /* (owned) */
};

/**
 * cpx_main_file_new:
 * @vault: the vault's file
 * @below: the connection's handle in the VFS below
 *
 * Returns: (transfer full): the main file of one connection
 */
CpxMainFile *
cpx_main_file_new (CpxVaultFile *vault,
                   sqlite3_file *below)
{
  CpxMainFile *self = g_new0 (CpxMainFile, 1);

  self->vault = vault;
  self->below = below;
  self->cipher = cpx_page_cipher_new (cpx_vault_file_get_keys (vault));
  self->page_size = cpx_vault_file_get_page_size (vault);
  self->scratch = g_malloc0 (self->page_size);
  self->map = cpx_page_map_new (below);

  return self;
}

/**
 * cpx_main_file_free:
 * @self: (nullable) (transfer full): a main file; the handle below is closed by who opened it
 */
void
cpx_main_file_free (CpxMainFile *self)
{
  if (self == NULL)
    return;

  cpx_page_cipher_free (self->cipher);
  cpx_page_map_free (self->map);
  g_free (self->scratch);
  g_free (self);
}

static sqlite3_int64
page_offset (CpxMainFile *self,
             guint32      pgno)
{
  return CPX_HEADER_REGION_SIZE + (sqlite3_int64) (pgno - 1) * self->page_size;
}

static CpxPiece
page_piece (guint32 pgno)
{
  return (CpxPiece) { .kind = CPX_PIECE_PAGE, .index = pgno };
}

static int
bad_page (CpxMainFile *self,
          guint32      pgno)
{
  cpx_vault_file_report_bad (self->vault, CPX_PIECE_PAGE, pgno);

  return SQLITE_IOERR_DATA;
}

/* P3.  Without frames in the log SQLite itself compares page 1 with the file's size. */
static int
page_behind_end (CpxMainFile *self,
                 guint32      pgno,
                 guint8      *out_page)
{
  sqlite3_int64 n_bytes = 0;
  int rc = self->below->pMethods->xFileSize (self->below, &n_bytes);

  if (rc != SQLITE_OK)
    return rc;
  if (n_bytes > page_offset (self, pgno) || cpx_vault_file_get_wal_known (self->vault) > 0)
    return bad_page (self, pgno);

  memset (out_page, 0, self->page_size);

  return SQLITE_IOERR_SHORT_READ;
}

static gboolean
open_page (CpxMainFile  *self,
           guint32       pgno,
           const guint8 *sealed,
           guint8       *out_page)
{
  gsize n_plain = self->page_size - CPX_TRAILER_SIZE;

  return cpx_page_cipher_open (self->cipher, page_piece (pgno), sealed, n_plain, sealed + n_plain, out_page);
}

static sqlite3_int64
get_file_size (CpxMainFile *self)
{
  return page_offset (self, (guint32) cpx_vault_file_get_n_pages (self->vault) + 1);
}

/* The page from the mapping; FALSE if it is not there or does not verify, and has to be read. */
static gboolean
look_at_page (CpxMainFile *self,
              guint32      pgno,
              guint8      *out_page)
{
  const guint8 *sealed = cpx_page_map_open (self->map, page_offset (self, pgno), self->page_size);
  gboolean good;

  if (sealed == NULL && cpx_page_map_grow (self->map, get_file_size (self)))
    sealed = cpx_page_map_open (self->map, page_offset (self, pgno), self->page_size);
  if (sealed == NULL)
    return FALSE;
  good = open_page (self, pgno, sealed, out_page);
  cpx_page_map_close (self->map, good);

  return good;
}

static int
fetch_page (CpxMainFile *self,
            guint32      pgno,
            guint8      *out_page)
{
  int rc = self->below->pMethods->xRead (self->below, out_page, (int) self->page_size, page_offset (self, pgno));

  if (rc == SQLITE_IOERR_SHORT_READ)
    return page_behind_end (self, pgno, out_page);
  if (rc == SQLITE_OK && !open_page (self, pgno, out_page, out_page))
    return bad_page (self, pgno);

  return rc;
}

static int
read_page (CpxMainFile *self,
           guint32      pgno,
           guint8      *out_page)
{
  int rc = look_at_page (self, pgno, out_page) ? SQLITE_OK : fetch_page (self, pgno, out_page);

  if (rc == SQLITE_OK)
    memset (out_page + self->page_size - CPX_TRAILER_SIZE, 0, CPX_TRAILER_SIZE);

  return rc;
}

/* P5 */
static void
describe_pages (CpxMainFile *self,
                guint8       out_header[FIRST_LOOK_SIZE])
{
  memset (out_header, 0, FIRST_LOOK_SIZE);
  out_header[SIZE_AT] = (guint8) (self->page_size >> 8);
  out_header[SIZE_AT + 1] = (guint8) self->page_size;
  out_header[RESERVED_AT] = CPX_TRAILER_SIZE;
}

/**
 * cpx_main_file_read:
 * @self: a main file
 * @out_bytes: (out caller-allocates): where the bytes go
 * @n_bytes: how many; they lie in one page
 * @offset: SQLite's
 *
 * Reads a page, or a part of it (SQLite looks at 100 bytes at 0 and 16 at 24 by themselves).
 *
 * Returns: a code of SQLite's
 */
int
cpx_main_file_read (CpxMainFile   *self,
                    void          *out_bytes,
                    int            n_bytes,
                    sqlite3_int64  offset)
{
  guint32 pgno = (guint32) (offset / self->page_size) + 1;
  gsize within = (gsize) (offset % self->page_size);
  int rc;

  if (within == 0 && (guint32) n_bytes == self->page_size)
    return read_page (self, pgno, out_bytes);
  if (within + (gsize) n_bytes > self->page_size)
    return SQLITE_IOERR_READ;

  memset (out_bytes, 0, (gsize) n_bytes);
  rc = read_page (self, pgno, self->scratch);
  if (rc == SQLITE_OK)
    memcpy (out_bytes, self->scratch + within, (gsize) n_bytes);
  else if (rc == SQLITE_IOERR_DATA && offset == 0 && n_bytes == FIRST_LOOK_SIZE)
    {
      (void) cpx_vault_file_take_bad (self->vault);
      describe_pages (self, out_bytes);
      rc = SQLITE_OK;
    }

  return rc;
}

static int
write_page (CpxMainFile  *self,
            guint32       pgno,
            const guint8 *page)
{
  gsize n_plain = self->page_size - CPX_TRAILER_SIZE;

  cpx_page_cipher_seal (self->cipher, page_piece (pgno), page, n_plain, self->scratch, self->scratch + n_plain);

  return self->below->pMethods->xWrite (self->below, self->scratch, (int) self->page_size, page_offset (self, pgno));
}

/* P2 */
static int
grow (CpxMainFile *self,
      gint64       n_pages)
{
  g_autofree guint8 *zeros = g_malloc0 (self->page_size);
  gint64 n_present = cpx_vault_file_get_n_pages (self->vault);
  int rc = SQLITE_OK;

  for (gint64 pgno = n_present + 1; pgno <= n_pages && rc == SQLITE_OK; pgno++)
    {
      rc = write_page (self, (guint32) pgno, zeros);
      if (rc == SQLITE_OK)
        cpx_vault_file_set_n_pages (self->vault, pgno);
    }

  return rc;
}

/* P4 */
static gboolean
first_page_is_ours (CpxMainFile  *self,
                    const guint8 *page)
{
  return page[RESERVED_AT] == CPX_TRAILER_SIZE
         && (guint32) (page[SIZE_AT] << 8 | page[SIZE_AT + 1]) == self->page_size;
}

/**
 * cpx_main_file_write:
 * @self: a main file
 * @bytes: a page
 * @n_bytes: its size; SQLite writes nothing else
 * @offset: SQLite's
 *
 * Returns: a code of SQLite's
 */
int
cpx_main_file_write (CpxMainFile   *self,
                     const void    *bytes,
                     int            n_bytes,
                     sqlite3_int64  offset)
{
  guint32 pgno = (guint32) (offset / self->page_size) + 1;
  gint64 n_pages;
  int rc;

  if ((guint32) n_bytes != self->page_size || offset % self->page_size != 0)
    return SQLITE_IOERR_WRITE;
  if (pgno == 1 && !first_page_is_ours (self, bytes))
    return SQLITE_IOERR_WRITE;
  if (cpx_vault_file_has_failed (self->vault))
    return SQLITE_IOERR_FSYNC;

  rc = cpx_vault_file_before_page_write (self->vault);
  n_pages = cpx_vault_file_get_n_pages (self->vault);
  if (rc == SQLITE_OK && pgno > n_pages + 1)
    rc = grow (self, (gint64) pgno - 1);
  if (rc == SQLITE_OK)
    rc = write_page (self, pgno, bytes);
  if (rc == SQLITE_OK && pgno > n_pages)
    cpx_vault_file_set_n_pages (self->vault, pgno);

  return rc;
}

/**
 * cpx_main_file_truncate:
 * @self: a main file
 * @n_bytes: SQLite's size; may be greater than the present one
 *
 * Returns: a code of SQLite's
 */
int
cpx_main_file_truncate (CpxMainFile   *self,
                        sqlite3_int64  n_bytes)
{
  gint64 n_pages = (n_bytes + self->page_size - 1) / self->page_size;
  int rc;

  if (cpx_vault_file_has_failed (self->vault))
    return SQLITE_IOERR_FSYNC;
  rc = cpx_vault_file_before_page_write (self->vault);
  if (rc != SQLITE_OK)
    return rc;
  if (n_pages > cpx_vault_file_get_n_pages (self->vault))
    return grow (self, n_pages);

  rc = self->below->pMethods->xTruncate (self->below, CPX_HEADER_REGION_SIZE + n_pages * self->page_size);
  if (rc == SQLITE_OK)
    cpx_vault_file_set_n_pages (self->vault, n_pages);

  return rc;
}

/**
 * cpx_main_file_sync:
 * @self: a main file
 * @flags: SQLite's
 *
 * Returns: a code of SQLite's
 */
int
cpx_main_file_sync (CpxMainFile *self,
                    int          flags)
{
  int rc;

  if (cpx_vault_file_has_failed (self->vault))
    return SQLITE_IOERR_FSYNC;
  rc = self->below->pMethods->xSync (self->below, flags);
  if (rc != SQLITE_OK)
    cpx_vault_file_fail (self->vault);

  return rc;
}

/**
 * cpx_main_file_get_size:
 * @self: a main file
 * @out_n_bytes: (out): SQLite's size
 *
 * Returns: a code of SQLite's
 */
int
cpx_main_file_get_size (CpxMainFile   *self,
                        sqlite3_int64 *out_n_bytes)
{
  *out_n_bytes = cpx_vault_file_get_n_pages (self->vault) * self->page_size;

  return SQLITE_OK;
}

/**
 * cpx_main_file_rest:
 * @self: a main file that is not read for a while
 *
 * Gives back what only speeds up the next reads.
 */
void
cpx_main_file_rest (CpxMainFile *self)
{
  cpx_page_map_rest (self->map);
}

/* cpx-wal-file.c: the write-ahead log, as one connection reads and writes it.
 *
 * SQLite sees its own layout, byte for byte; the disk has:
 *
 *     generation 8 | header 32 | trailer 32   then, for each frame:   header 24 | trailer 32 | page | trailer 32
 *
 * A frame's header holds a checksum of plain text, so it is sealed too; and since SQLite rewrites headers and pages
 * by themselves (a page written twice in a transaction), each has a trailer of its own.  The page is sealed whole,
 * reserved bytes included: the checksum was taken over them.
 *
 * Frames are put together in a buffer and written with one call: at a commit frame, at a sync, or when it is full.
 * SQLite writes two pieces a frame; the shim writes one a transaction.
 *
 * Invariants
 *   W1  What SQLite reads is what it wrote, bit for bit, or an error.  One exception: while the log is recovered, a
 *       frame that nobody acknowledged and that does not verify reads as zeros, so that SQLite's checksum ends there.
 *   W2  A piece opens only at its frame's number in its generation of the log.
 *   W3  A new generation is in the mark, on the disk, before its header is written (M3); frames of an older one
 *       never verify again.
 *   W4  A commit is in the mark before SQLite hears that its sync is done, and never before it is (M1).
 *   W5  A commit frame is in the system's hands when the write that completes it returns: buffering never keeps
 *       back what other connections are about to see.
 *   W6  The pages it remembers (cpx-wal-memory.c) are those it wrote last, in this generation: the one who alone writes
 *       the log need not ask the disk what it holds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-wal-file.h"

#include <string.h>

#define HEADER_AT 8          /* in the stored header */
#define HEADER_TRAILER_AT 40
#define COMMIT_SIZE_AT 4     /* in a frame's header: not zero in a commit frame */
#define CHECKSUM_AT 16

struct _CpxWalFile
{
  CpxVaultFile  *vault;       /* (unowned) */
  sqlite3_file  *below;       /* (unowned) */
  CpxPageCipher *cipher;      /* (owned) */
  guint32        page_size;
  gsize          frame_size;  /* stored */
  guint8        *scratch;     /* (owned) a stored frame, as read */

  CpxWalBuffer  *buffer;      /* (owned) */

  gboolean       unsynced;          /* something may be on its way to the disk */
  guint32        last_commit;       /* the last commit frame written by this handle in this generation */
  guint32        commit_frame;      /* of the commit to put into the mark; 0: none */
  guint8         commit_checksum[CPX_WAL_CHECKSUM_SIZE];
};

/* A stretch of SQLite's layout. */
typedef struct
{
  guint32 frame;   /* 0: the header of the log */
  gsize   within;  /* offset in it */
} Place;

/**
 * cpx_wal_file_new:
 * @vault: the vault's file
 * @below: the connection's handle in the VFS below
 *
 * Returns: (transfer full): the log of one connection
 */
CpxWalFile *
cpx_wal_file_new (CpxVaultFile *vault,
                  sqlite3_file *below)
{
  CpxWalFile *self = g_new0 (CpxWalFile, 1);

  self->vault = vault;
  self->below = below;
  self->cipher = cpx_page_cipher_new (cpx_vault_file_get_keys (vault));
  self->page_size = cpx_vault_file_get_page_size (vault);
  self->frame_size = CPX_WAL_STORED_FRAME_SIZE (self->page_size);
  self->scratch = g_malloc0 (self->frame_size);
  self->buffer = cpx_wal_buffer_new (self->page_size, cpx_vault_file_get_wal_memory (vault));
  self->unsynced = TRUE;  /* by the process before */

  return self;
}

/**
 * cpx_wal_file_free:
 * @self: (nullable) (transfer full): a log, flushed; the handle below is closed by who opened it
 */
void
cpx_wal_file_free (CpxWalFile *self)
{
  if (self == NULL)
    return;

  cpx_page_cipher_free (self->cipher);
  g_free (self->scratch);
  cpx_wal_buffer_free (self->buffer);
  g_free (self);
}

static sqlite3_int64
frame_offset (CpxWalFile *self,
              guint32     frame)
{
  return CPX_WAL_STORED_HEADER_SIZE + (sqlite3_int64) (frame - 1) * (sqlite3_int64) self->frame_size;
}

static gsize
logical_frame_size (CpxWalFile *self)
{
  return CPX_WAL_FRAME_HEADER_SIZE + self->page_size;
}

static Place
find_place (CpxWalFile    *self,
            sqlite3_int64  offset)
{
  gsize size = logical_frame_size (self);

  if (offset < CPX_WAL_HEADER_SIZE)
    return (Place) { 0, (gsize) offset };
  offset -= CPX_WAL_HEADER_SIZE;

  return (Place) { (guint32) (offset / (sqlite3_int64) size) + 1, (gsize) offset % size };
}

static CpxPiece
frame_piece (CpxWalFile   *self,
             CpxPieceKind  kind,
             guint32       frame)
{
  return (CpxPiece) { kind, frame, cpx_vault_file_get_wal_generation (self->vault) };
}

/* Reading */

static int
bad_frame (CpxWalFile   *self,
           CpxPieceKind  kind,
           guint32       frame)
{
  cpx_vault_file_report_bad (self->vault, kind, frame);

  return SQLITE_IOERR_DATA;
}

/* The header is only read while the log is recovered; who opened the vault has judged it (cpx-wal-check.c). */
static int
read_header (CpxWalFile *self,
             guint8      out_header[CPX_WAL_HEADER_SIZE])
{
  guint64 generation = cpx_vault_file_get_wal_generation (self->vault);
  CpxPiece piece = { .kind = CPX_PIECE_WAL_HEADER, .generation = generation };
  guint8 stored[CPX_WAL_STORED_HEADER_SIZE];
  int rc;

  memset (out_header, 0, CPX_WAL_HEADER_SIZE);
  if (generation == 0)
    return SQLITE_IOERR_SHORT_READ;
  rc = self->below->pMethods->xRead (self->below, stored, sizeof stored, 0);
  if (rc != SQLITE_OK)
    return rc;
  if (!cpx_page_cipher_open (self->cipher, piece, stored + HEADER_AT, CPX_WAL_HEADER_SIZE, stored + HEADER_TRAILER_AT,
                             out_header))
    return bad_frame (self, CPX_PIECE_WAL_HEADER, 0);

  return SQLITE_OK;
}

static int
read_part (CpxWalFile   *self,
           CpxPieceKind  kind,
           guint32       frame,
           guint8       *out_plain)
{
  gboolean is_page = kind == CPX_PIECE_FRAME_PAGE;
  gsize n_plain = is_page ? self->page_size : CPX_WAL_FRAME_HEADER_SIZE;
  sqlite3_int64 offset = frame_offset (self, frame) + (is_page ? CPX_WAL_STORED_PAGE_AT : 0);
  const guint8 *recalled
    = cpx_wal_buffer_recall (self->buffer, frame, is_page ? CPX_WAL_PART_PAGE : CPX_WAL_PART_HEADER);
  int rc;

  if (recalled != NULL)
    {
      memcpy (out_plain, recalled, n_plain);
      return SQLITE_OK;
    }

  rc = self->below->pMethods->xRead (self->below, self->scratch, (int) (n_plain + CPX_TRAILER_SIZE), offset);
  if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ)
    return rc;
  if (rc == SQLITE_IOERR_SHORT_READ
      || !cpx_page_cipher_open (self->cipher, frame_piece (self, kind, frame), self->scratch, n_plain,
                                self->scratch + n_plain, out_plain))
    return bad_frame (self, kind, frame);

  return SQLITE_OK;
}

/* W1: SQLite reads header and page together when it recovers the log, and when it computes the checksums of its own
 * frames again; the latter are known to this process. */
static int
read_whole_frame (CpxWalFile *self,
                  guint32     frame,
                  guint8     *out_bytes)
{
  int rc = read_part (self, CPX_PIECE_FRAME_HEADER, frame, out_bytes);

  if (rc == SQLITE_OK)
    rc = read_part (self, CPX_PIECE_FRAME_PAGE, frame, out_bytes + CPX_WAL_FRAME_HEADER_SIZE);
  if (rc == SQLITE_IOERR_DATA && frame > cpx_vault_file_get_wal_known (self->vault))
    {
      (void) cpx_vault_file_take_bad (self->vault);
      memset (out_bytes, 0, logical_frame_size (self));
      rc = SQLITE_OK;
    }

  return rc;
}

static int
read_some (CpxWalFile *self,
           Place       place,
           guint8     *out_bytes,
           gsize       n_bytes)
{
  gboolean in_page = place.within >= CPX_WAL_FRAME_HEADER_SIZE;
  gsize from = in_page ? place.within - CPX_WAL_FRAME_HEADER_SIZE : place.within;
  g_autofree guint8 *part = g_malloc (self->page_size);
  int rc;

  if (place.frame == 0)
    rc = read_header (self, part);
  else
    rc = read_part (self, in_page ? CPX_PIECE_FRAME_PAGE : CPX_PIECE_FRAME_HEADER, place.frame, part);
  if (rc == SQLITE_OK || rc == SQLITE_IOERR_SHORT_READ)
    memcpy (out_bytes, part + from, n_bytes);

  return rc;
}

static gsize
part_end (CpxWalFile *self,
          Place       place)
{
  if (place.frame == 0)
    return CPX_WAL_HEADER_SIZE;

  return place.within < CPX_WAL_FRAME_HEADER_SIZE ? CPX_WAL_FRAME_HEADER_SIZE : logical_frame_size (self);
}

/**
 * cpx_wal_file_read:
 * @self: a log
 * @out_bytes: (out caller-allocates): where the bytes go
 * @n_bytes: how many
 * @offset: SQLite's
 *
 * Reads any stretch; a page alone, a frame, the header, and eight bytes of checksum are what SQLite asks for.
 *
 * Returns: a code of SQLite's
 */
int
cpx_wal_file_read (CpxWalFile    *self,
                   void          *out_bytes,
                   int            n_bytes,
                   sqlite3_int64  offset)
{
  guint8 *out = out_bytes;
  gsize n_left = (gsize) n_bytes;
  Place place = find_place (self, offset);
  int rc = SQLITE_OK;

  if (place.frame > 0 && place.within == CPX_WAL_FRAME_HEADER_SIZE && n_left == self->page_size)
    return read_part (self, CPX_PIECE_FRAME_PAGE, place.frame, out);
  if (place.frame > 0 && place.within == 0 && n_left == logical_frame_size (self))
    return read_whole_frame (self, place.frame, out);

  memset (out, 0, n_left);
  while (n_left > 0 && rc == SQLITE_OK)
    {
      gsize n = MIN (n_left, part_end (self, place) - place.within);

      rc = read_some (self, place, out, n);
      out += n;
      n_left -= n;
      offset += (sqlite3_int64) n;
      place = find_place (self, offset);
    }

  return rc;
}

/* Writing */

/* Frames that are not whole are no longer known; those that the mark asks for always are. */
static void
forget_from (CpxWalFile *self,
             guint32     frame)
{
  CpxCommitMark mark = cpx_commit_marks_get (cpx_vault_file_get_marks (self->vault));

  cpx_vault_file_lower_wal_known (self->vault, MAX (frame - 1, mark.wal_frames));
  self->commit_frame = 0;
}

/**
 * cpx_wal_file_flush:
 * @self: a log
 *
 * Writes what is buffered.  After a failure it is gone: SQLite has been told and writes those frames again.
 *
 * Returns: a code of SQLite's
 */
int
cpx_wal_file_flush (CpxWalFile *self)
{
  guint n = cpx_wal_buffer_get_n (self->buffer);
  guint32 first = cpx_wal_buffer_get_first (self->buffer);
  int rc;

  if (n == 0)
    return SQLITE_OK;

  self->unsynced = TRUE;
  rc = cpx_wal_buffer_write (self->buffer, self->cipher, cpx_vault_file_get_wal_generation (self->vault), self->below);
  if (rc == SQLITE_OK)
    cpx_vault_file_raise_wal_known (self->vault, first + n - 1);
  else
    forget_from (self, first);

  return rc;
}

static int
put_part (CpxWalFile   *self,
          guint32       frame,
          CpxWalPart    part,
          const guint8 *plain)
{
  int rc = SQLITE_OK;

  if (!cpx_wal_buffer_accepts (self->buffer, frame))
    rc = cpx_wal_file_flush (self);
  if (rc == SQLITE_OK)
    cpx_wal_buffer_put (self->buffer, frame, part, plain);

  return rc;
}

static void
note_commit (CpxWalFile   *self,
             guint32       frame,
             const guint8 *header)
{
  static const guint8 none[4];

  if (memcmp (header + COMMIT_SIZE_AT, none, sizeof none) != 0)
    {
      self->commit_frame = frame;
      memcpy (self->commit_checksum, header + CHECKSUM_AT, sizeof self->commit_checksum);
    }
  else if (frame <= self->commit_frame)
    {
      self->commit_frame = 0;  /* SQLite gave that commit up and writes over it */
    }
}

static int
write_frame_header (CpxWalFile   *self,
                    guint32       frame,
                    const guint8 *header)
{
  int rc = put_part (self, frame, CPX_WAL_PART_HEADER, header);

  if (rc != SQLITE_OK)
    return rc;
  note_commit (self, frame, header);

  /* W5: new checksums for a transaction that is already out */
  return frame <= self->last_commit ? cpx_wal_file_flush (self) : SQLITE_OK;
}

static int
write_frame_page (CpxWalFile   *self,
                  guint32       frame,
                  const guint8 *page)
{
  int rc = put_part (self, frame, CPX_WAL_PART_PAGE, page);

  if (rc != SQLITE_OK || frame != self->commit_frame || !cpx_wal_buffer_has (self->buffer, frame, CPX_WAL_PART_HEADER))
    return rc;

  /* W5 */
  rc = cpx_wal_file_flush (self);
  if (rc == SQLITE_OK)
    self->last_commit = frame;

  return rc;
}

/* A disk without room for a log says so here, while the vault's own file is as it was. */
static int
reserve_room (CpxWalFile *self)
{
  const guint8 zeros[CPX_WAL_STORED_HEADER_SIZE] = { 0 };
  sqlite3_int64 n_bytes = 0;
  int rc = self->below->pMethods->xFileSize (self->below, &n_bytes);

  if (rc == SQLITE_OK && n_bytes == 0)
    rc = self->below->pMethods->xWrite (self->below, zeros, sizeof zeros, 0);

  return rc;
}

/* W3 */
static int
write_header (CpxWalFile   *self,
              const guint8 *header)
{
  CpxPiece piece = { .kind = CPX_PIECE_WAL_HEADER };
  guint8 stored[CPX_WAL_STORED_HEADER_SIZE];
  guint64 generation;
  int rc;

  cpx_wal_buffer_drop (self->buffer);  /* frames of a transaction that was given up */
  self->last_commit = 0;
  self->commit_frame = 0;
  rc = reserve_room (self);
  if (rc == SQLITE_OK)
    rc = cpx_vault_file_begin_wal (self->vault, &piece.generation);
  if (rc != SQLITE_OK)
    return rc;

  generation = GUINT64_TO_LE (piece.generation);
  memcpy (stored, &generation, sizeof generation);
  cpx_page_cipher_seal (self->cipher, piece, header, CPX_WAL_HEADER_SIZE, stored + HEADER_AT,
                        stored + HEADER_TRAILER_AT);
  self->unsynced = TRUE;

  return self->below->pMethods->xWrite (self->below, stored, sizeof stored, 0);
}

/**
 * cpx_wal_file_write:
 * @self: a log
 * @bytes: the header, a frame's header, or a page: SQLite writes nothing else
 * @n_bytes: how many
 * @offset: SQLite's
 *
 * Returns: a code of SQLite's
 */
int
cpx_wal_file_write (CpxWalFile    *self,
                    const void    *bytes,
                    int            n_bytes,
                    sqlite3_int64  offset)
{
  Place place = find_place (self, offset);

  if (cpx_vault_file_has_failed (self->vault))
    return SQLITE_IOERR_FSYNC;
  if (offset == 0 && n_bytes == CPX_WAL_HEADER_SIZE)
    return write_header (self, bytes);
  if (place.frame > 0 && place.within == 0 && n_bytes == CPX_WAL_FRAME_HEADER_SIZE)
    return write_frame_header (self, place.frame, bytes);
  if (place.frame > 0 && place.within == CPX_WAL_FRAME_HEADER_SIZE && (guint32) n_bytes == self->page_size)
    return write_frame_page (self, place.frame, bytes);

  return SQLITE_IOERR_WRITE;
}

static sqlite3_int64
stored_size (CpxWalFile    *self,
             sqlite3_int64  n_bytes)
{
  Place place = find_place (self, n_bytes);

  if (n_bytes < CPX_WAL_HEADER_SIZE)
    return 0;

  return frame_offset (self, place.frame) + (place.within == 0 ? 0 : (sqlite3_int64) self->frame_size);
}

/**
 * cpx_wal_file_truncate:
 * @self: a log
 * @n_bytes: SQLite's size; 0 once all its frames are in the main file
 *
 * Returns: a code of SQLite's
 */
int
cpx_wal_file_truncate (CpxWalFile    *self,
                       sqlite3_int64  n_bytes)
{
  int rc;

  if (cpx_vault_file_has_failed (self->vault))
    return SQLITE_IOERR_FSYNC;
  if (n_bytes > 0)
    {
      rc = cpx_wal_file_flush (self);
    }
  else
    {
      cpx_wal_buffer_drop (self->buffer);
      rc = cpx_vault_file_retire_wal (self->vault);
    }
  if (rc != SQLITE_OK)
    return rc;

  return self->below->pMethods->xTruncate (self->below, stored_size (self, n_bytes));
}

/* W4 */
static int
acknowledge (CpxWalFile *self)
{
  int rc = SQLITE_OK;

  if (self->commit_frame != 0)
    rc = cpx_commit_marks_acknowledge (cpx_vault_file_get_marks (self->vault),
                                       cpx_vault_file_get_wal_generation (self->vault), self->commit_frame,
                                       self->commit_checksum);
  self->commit_frame = 0;

  return rc;
}

/**
 * cpx_wal_file_sync:
 * @self: a log
 * @flags: SQLite's
 *
 * Makes what was written last; a sync with nothing written since the last one costs nothing.
 *
 * Returns: a code of SQLite's
 */
int
cpx_wal_file_sync (CpxWalFile *self,
                   int         flags)
{
  int rc;

  if (cpx_vault_file_has_failed (self->vault))
    return SQLITE_IOERR_FSYNC;
  rc = cpx_wal_file_flush (self);
  if (rc != SQLITE_OK || !self->unsynced)
    return rc;

  rc = self->below->pMethods->xSync (self->below, flags);
  if (rc == SQLITE_OK)
    rc = acknowledge (self);
  if (rc == SQLITE_OK)
    self->unsynced = FALSE;
  else
    cpx_vault_file_fail (self->vault);

  return rc;
}

/**
 * cpx_wal_file_get_size:
 * @self: a log
 * @out_n_bytes: (out): SQLite's size, whole frames only
 *
 * Returns: a code of SQLite's
 */
int
cpx_wal_file_get_size (CpxWalFile    *self,
                       sqlite3_int64 *out_n_bytes)
{
  sqlite3_int64 n_stored = 0;
  int rc = cpx_wal_file_flush (self);

  *out_n_bytes = 0;
  if (cpx_vault_file_get_wal_generation (self->vault) == 0)
    return rc;
  if (rc == SQLITE_OK)
    rc = self->below->pMethods->xFileSize (self->below, &n_stored);
  if (rc == SQLITE_OK && n_stored >= CPX_WAL_STORED_HEADER_SIZE)
    *out_n_bytes = CPX_WAL_HEADER_SIZE
                   + (n_stored - CPX_WAL_STORED_HEADER_SIZE) / (sqlite3_int64) self->frame_size
                       * (sqlite3_int64) logical_frame_size (self);

  return rc;
}

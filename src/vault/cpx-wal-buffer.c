/* cpx-wal-buffer.c: frames of the write-ahead log that wait to be written together.
 *
 * They follow each other.  Headers wait plain at their place in the stored layout, pages in the memory of the log
 * (cpx-wal-memory.c), which keeps them longer, until something happens to the log that makes them doubtful: sealing is
 * the only copy of a page, and a transaction is one write.  A frame may lack its header or its page, when SQLite wrote
 * only one of them anew.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-wal-buffer.h"

#include "cpx-wal-memory.h"

#include <string.h>

/* SQLite's own VFS counts the bytes of one write in 17 bits: 128 KiB left to write would come back as a full disk. */
#define BUFFER_SIZE (124 * 1024)
#define N_PARTS 2

struct _CpxWalBuffer
{
  guint32  page_size;
  gsize    frame_size;  /* stored */
  guint    capacity;    /* frames */
  guint8  *stored;      /* (owned) (nullable) until the first frame */
  guint8  *parts;       /* (owned) (nullable) of each, which parts are there */
  guint32  first;
  guint    n;

  CpxWalMemory *memory;  /* (owned) */
};

/* Where a part lies in a stored frame; its trailer follows it. */
typedef struct
{
  CpxWalPart   part;
  CpxPieceKind kind;
  gsize        at;
  gsize        size;  /* without the trailer */
} PartLayout;

static PartLayout
lay_out (CpxWalBuffer *self,
         CpxWalPart    part)
{
  if (part == CPX_WAL_PART_HEADER)
    return (PartLayout) { part, CPX_PIECE_FRAME_HEADER, 0, CPX_WAL_FRAME_HEADER_SIZE };

  return (PartLayout) { part, CPX_PIECE_FRAME_PAGE, CPX_WAL_STORED_PAGE_AT, self->page_size };
}

/**
 * cpx_wal_buffer_new:
 * @page_size: the vault's
 * @n_memory_bytes: how much pages that were written may take; those that wait are kept whatever it says
 *
 * Returns: (transfer full): an empty buffer, which takes memory with its first frame
 */
CpxWalBuffer *
cpx_wal_buffer_new (guint32 page_size,
                    gsize   n_memory_bytes)
{
  CpxWalBuffer *self = g_new0 (CpxWalBuffer, 1);

  self->page_size = page_size;
  self->frame_size = CPX_WAL_STORED_FRAME_SIZE (page_size);
  self->capacity = (guint) (BUFFER_SIZE / self->frame_size);
  self->memory = cpx_wal_memory_new (page_size, MAX (self->capacity, (guint) (n_memory_bytes / page_size)));

  return self;
}

/**
 * cpx_wal_buffer_free:
 * @self: (nullable) (transfer full): a buffer; what waits in it is lost
 */
void
cpx_wal_buffer_free (CpxWalBuffer *self)
{
  if (self == NULL)
    return;

  g_free (self->stored);
  g_free (self->parts);
  cpx_wal_memory_free (self->memory);
  g_free (self);
}

/**
 * cpx_wal_buffer_get_n:
 * @self: a buffer
 *
 * Returns: frames that wait
 */
guint
cpx_wal_buffer_get_n (CpxWalBuffer *self)
{
  return self->n;
}

/**
 * cpx_wal_buffer_get_first:
 * @self: a buffer that is not empty
 *
 * Returns: the number of the first frame that waits
 */
guint32
cpx_wal_buffer_get_first (CpxWalBuffer *self)
{
  return self->first;
}

/**
 * cpx_wal_buffer_has:
 * @self: a buffer
 * @frame: a frame's number
 * @part: its header or its page
 *
 * Returns: `TRUE` if that part waits here
 */
gboolean
cpx_wal_buffer_has (CpxWalBuffer *self,
                    guint32       frame,
                    CpxWalPart    part)
{
  return frame >= self->first && frame - self->first < self->n && (self->parts[frame - self->first] & part) != 0;
}

/**
 * cpx_wal_buffer_accepts:
 * @self: a buffer
 * @frame: a frame's number
 *
 * Returns: `TRUE` if the frame is here, follows the last one and has room, or if the buffer is empty
 */
gboolean
cpx_wal_buffer_accepts (CpxWalBuffer *self,
                        guint32       frame)
{
  return self->n == 0
         || (frame >= self->first && frame - self->first <= self->n && frame - self->first < self->capacity);
}

static guint8 *
find_place (CpxWalBuffer *self,
            guint         at,
            CpxWalPart    part)
{
  return self->stored + at * self->frame_size + lay_out (self, part).at;
}

/**
 * cpx_wal_buffer_recall:
 * @self: a buffer
 * @frame: a frame's number
 * @part: its header or its page
 *
 * Returns: (transfer none) (nullable): its plain bytes, if they wait here or are remembered
 */
const guint8 *
cpx_wal_buffer_recall (CpxWalBuffer *self,
                       guint32       frame,
                       CpxWalPart    part)
{
  if (part == CPX_WAL_PART_PAGE)
    return cpx_wal_memory_lookup (self->memory, frame);

  return cpx_wal_buffer_has (self, frame, part) ? find_place (self, frame - self->first, part) : NULL;
}

/**
 * cpx_wal_buffer_put:
 * @self: a buffer that accepts @frame
 * @frame: a frame's number
 * @part: its header or its page
 * @plain: the bytes
 */
void
cpx_wal_buffer_put (CpxWalBuffer *self,
                    guint32       frame,
                    CpxWalPart    part,
                    const guint8 *plain)
{
  if (self->stored == NULL)
    {
      self->stored = g_malloc (self->capacity * self->frame_size);
      self->parts = g_malloc0 (self->capacity);
    }
  if (self->n == 0)
    self->first = frame;
  if (frame - self->first == self->n)
    self->parts[self->n++] = 0;

  self->parts[frame - self->first] |= (guint8) part;
  if (part == CPX_WAL_PART_PAGE)
    cpx_wal_memory_put (self->memory, frame, plain);
  else
    memcpy (find_place (self, frame - self->first, part), plain, lay_out (self, part).size);
}

/**
 * cpx_wal_buffer_drop:
 * @self: a buffer
 *
 * Forgets what waits, and what was written.
 */
void
cpx_wal_buffer_drop (CpxWalBuffer *self)
{
  self->n = 0;
  cpx_wal_memory_forget (self->memory);
}

static int
write_run (CpxWalBuffer *self,
           sqlite3_file *below,
           gsize         from,
           gsize         to)
{
  sqlite3_int64 start = CPX_WAL_STORED_HEADER_SIZE + (self->first - 1) * (sqlite3_int64) self->frame_size;

  if (from == to)
    return SQLITE_OK;

  return below->pMethods->xWrite (below, self->stored + from, (int) (to - from), start + (sqlite3_int64) from);
}

/* Seals a part into its place, if it is here; returns where its stored form ends, or 0. */
static gsize
seal_part (CpxWalBuffer  *self,
           guint          at,
           PartLayout     layout,
           CpxPageCipher *cipher,
           guint64        generation)
{
  guint8 *place = find_place (self, at, layout.part);
  CpxPiece piece = { layout.kind, self->first + at, generation };
  const guint8 *plain = place;

  if ((self->parts[at] & layout.part) == 0)
    return 0;

  if (layout.part == CPX_WAL_PART_PAGE)
    plain = cpx_wal_memory_lookup (self->memory, piece.index);
  if (self->n == 1)
    cpx_page_cipher_seal_alone (cipher, piece, plain, layout.size, place, place + layout.size);
  else
    cpx_page_cipher_seal (cipher, piece, plain, layout.size, place, place + layout.size);

  return at * self->frame_size + layout.at + layout.size + CPX_TRAILER_SIZE;
}

/**
 * cpx_wal_buffer_write:
 * @self: a buffer
 * @cipher: the log's
 * @generation: the log's
 * @below: the log in the VFS below
 *
 * Seals what waits and writes it, in as few pieces as it lies in; the buffer is empty then, also after a failure.
 *
 * Returns: a code of SQLite's
 */
int
cpx_wal_buffer_write (CpxWalBuffer  *self,
                      CpxPageCipher *cipher,
                      guint64        generation,
                      sqlite3_file  *below)
{
  const PartLayout layouts[N_PARTS] = { lay_out (self, CPX_WAL_PART_HEADER), lay_out (self, CPX_WAL_PART_PAGE) };
  gsize from = 0;
  gsize to = 0;
  int rc = SQLITE_OK;

  for (guint i = 0; i < self->n * N_PARTS && rc == SQLITE_OK; i++)
    {
      PartLayout layout = layouts[i % N_PARTS];
      gsize start = i / N_PARTS * self->frame_size + layout.at;
      gsize end = seal_part (self, i / N_PARTS, layout, cipher, generation);

      if (end == 0)
        continue;
      if (start != to)
        {
          rc = write_run (self, below, from, to);
          from = start;
        }
      to = end;
    }
  if (rc == SQLITE_OK)
    rc = write_run (self, below, from, to);
  self->n = 0;
  if (rc != SQLITE_OK)
    cpx_wal_memory_forget (self->memory);

  return rc;
}

/* cpx-wal-check.c: whether the write-ahead log holds what was acknowledged, judged before SQLite recovers it.
 *
 * The mark says how many frames of which generation are needed, and SQLite's running checksum at the last of them,
 * which covers every byte before.  The log is read up to there, each part opened, the checksum computed again:
 *
 *     mark: frames needed > 0     the log is of that generation and its checksum there is the mark's, or it is damage
 *     mark: none needed           same generation: SQLite takes what it finds (nobody was told of it yet)
 *                                 older generation, none, torn header: the log counts as empty (all is in the pages)
 *                                 newer generation: the main file is older than its log: damage
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-wal-check.h"

#include "cpx-system-file.h"
#include "cpx-wal-file.h"

#include <string.h>

#define MAGIC_BIG_ENDIAN_BIT 1
#define SALT_AT 16           /* in the log's header */
#define FRAME_SALT_AT 8      /* in a frame's */
#define SALT_SIZE 8
#define HEADER_CHECKSUM_AT 24
#define FRAME_CHECKSUM_AT 16
#define COMMIT_SIZE_AT 4

typedef struct
{
  CpxVaultFile  *vault;
  sqlite3_file  *file;
  CpxPageCipher *cipher;
  guint32        page_size;
  guint8         header[CPX_WAL_HEADER_SIZE];
  guint64        generation;   /* as the header says; 0 if there is none that verifies */
  gboolean       big_endian;
  guint32        sums[2];
} WalReader;

static guint32
take_be32 (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static guint32
take_word (const guint8 *bytes,
           gboolean      big_endian)
{
  guint32 word;

  memcpy (&word, bytes, sizeof word);

  return big_endian ? GUINT32_FROM_BE (word) : GUINT32_FROM_LE (word);
}

/* SQLite's checksum of its log (fileformat2.html §4.2). */
static void
add_to_sums (WalReader    *self,
             const guint8 *bytes,
             gsize         n_bytes)
{
  for (gsize i = 0; i < n_bytes; i += 8)
    {
      self->sums[0] += take_word (bytes + i, self->big_endian) + self->sums[1];
      self->sums[1] += take_word (bytes + i + 4, self->big_endian) + self->sums[0];
    }
}

static gboolean
sums_are (WalReader    *self,
          const guint8 *stored)
{
  return self->sums[0] == take_be32 (stored) && self->sums[1] == take_be32 (stored + 4);
}

static int
read_header (WalReader *self)
{
  guint8 stored[CPX_WAL_STORED_HEADER_SIZE];
  CpxPiece piece = { .kind = CPX_PIECE_WAL_HEADER };
  int rc = self->file->pMethods->xRead (self->file, stored, sizeof stored, 0);

  if (rc != SQLITE_OK)
    return rc == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : rc;

  memcpy (&piece.generation, stored, sizeof piece.generation);
  piece.generation = GUINT64_FROM_LE (piece.generation);
  if (!cpx_page_cipher_open (self->cipher, piece, stored + 8, CPX_WAL_HEADER_SIZE, stored + 8 + CPX_WAL_HEADER_SIZE,
                             self->header))
    return SQLITE_OK;

  self->generation = piece.generation;
  self->big_endian = (take_be32 (self->header) & MAGIC_BIG_ENDIAN_BIT) != 0;
  add_to_sums (self, self->header, HEADER_CHECKSUM_AT);

  return SQLITE_OK;
}

static gboolean
open_frame (WalReader *self,
            guint32    frame,
            guint8    *stored)
{
  guint8 *page = stored + CPX_WAL_FRAME_HEADER_SIZE + CPX_TRAILER_SIZE;

  return cpx_page_cipher_open (self->cipher, (CpxPiece) { CPX_PIECE_FRAME_HEADER, frame, self->generation }, stored,
                               CPX_WAL_FRAME_HEADER_SIZE, stored + CPX_WAL_FRAME_HEADER_SIZE, stored)
         && cpx_page_cipher_open (self->cipher, (CpxPiece) { CPX_PIECE_FRAME_PAGE, frame, self->generation }, page,
                                  self->page_size, page + self->page_size, page);
}

static gboolean
frame_follows (WalReader    *self,
               const guint8 *frame)
{
  add_to_sums (self, frame, FRAME_SALT_AT);
  add_to_sums (self, frame + CPX_WAL_FRAME_HEADER_SIZE + CPX_TRAILER_SIZE, self->page_size);

  return memcmp (frame + FRAME_SALT_AT, self->header + SALT_AT, SALT_SIZE) == 0
         && sums_are (self, frame + FRAME_CHECKSUM_AT);
}

static gboolean
is_marked_commit (const guint8        *frame,
                  const CpxCommitMark *mark)
{
  return take_be32 (frame + COMMIT_SIZE_AT) != 0
         && memcmp (frame + FRAME_CHECKSUM_AT, mark->wal_checksum, CPX_WAL_CHECKSUM_SIZE) == 0;
}

static int
check_frames (WalReader           *self,
              const CpxCommitMark *mark,
              CpxWalState         *out_state,
              guint32             *out_frame)
{
  gsize n_stored = CPX_WAL_STORED_FRAME_SIZE (self->page_size);
  g_autofree guint8 *stored = g_malloc (n_stored);

  *out_state = CPX_WAL_DAMAGED;
  *out_frame = 0;
  if (!sums_are (self, self->header + HEADER_CHECKSUM_AT))
    return SQLITE_OK;

  for (guint32 frame = 1; frame <= mark->wal_frames; frame++)
    {
      sqlite3_int64 offset = CPX_WAL_STORED_HEADER_SIZE + (sqlite3_int64) (frame - 1) * (sqlite3_int64) n_stored;
      int rc = self->file->pMethods->xRead (self->file, stored, (int) n_stored, offset);

      *out_frame = frame;
      if (rc == SQLITE_IOERR_SHORT_READ)
        *out_state = CPX_WAL_MISSING;
      if (rc != SQLITE_OK)
        return rc == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : rc;
      if (!open_frame (self, frame, stored) || !frame_follows (self, stored))
        return SQLITE_OK;
    }
  if (is_marked_commit (stored, mark))
    *out_state = CPX_WAL_WHOLE;

  return SQLITE_OK;
}

static int
judge (WalReader           *self,
       const CpxCommitMark *mark,
       CpxWalState         *out_state,
       guint32             *out_frame)
{
  *out_state = CPX_WAL_WHOLE;
  *out_frame = 0;
  if (self->generation > mark->wal_generation)
    *out_state = CPX_WAL_NEWER;
  else if (mark->wal_frames > 0 && self->generation != mark->wal_generation)
    *out_state = CPX_WAL_MISSING;
  else if (mark->wal_frames > 0)
    return check_frames (self, mark, out_state, out_frame);

  return SQLITE_OK;
}

/**
 * cpx_wal_check:
 * @vault: a vault's file, unlocked, its mark read
 * @out_state: (out): what was found
 * @out_frame: (out): the frame that is damaged or the first that is missing; 0 for the header
 *
 * Judges the log, and tells @vault which generation of frames to read.
 *
 * Returns: a code of SQLite's
 */
int
cpx_wal_check (CpxVaultFile *vault,
               CpxWalState  *out_state,
               guint32      *out_frame)
{
  g_autoptr(CpxPageCipher) cipher = cpx_page_cipher_new (cpx_vault_file_get_keys (vault));
  CpxCommitMark mark = cpx_commit_marks_get (cpx_vault_file_get_marks (vault));
  WalReader self = { .vault = vault, .cipher = cipher, .page_size = cpx_vault_file_get_page_size (vault) };
  const char *path = cpx_vault_file_get_path (vault, CPX_FILE_WAL);
  sqlite3_filename name = NULL;
  int rc = SQLITE_OK;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    rc = cpx_system_file_open (path, SQLITE_OPEN_READONLY | SQLITE_OPEN_WAL, &self.file, &name);
  if (rc == SQLITE_OK && self.file != NULL)
    rc = read_header (&self);
  if (rc == SQLITE_OK)
    rc = judge (&self, &mark, out_state, out_frame);
  cpx_system_file_close (self.file, name);

  if (rc == SQLITE_OK && self.generation == mark.wal_generation)
    cpx_vault_file_set_wal (vault, self.generation, mark.wal_frames);

  return rc;
}

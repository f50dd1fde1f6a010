/* cpx-journal-file.c: a rollback journal, or a temporary file: a stream of sealed blocks.
 *
 * SQLite writes journals in pieces of any length, unaligned; the disk has blocks of 512 bytes of them:
 *
 *     id of the journal 8 | block 512 | trailer 32
 *
 * The block is as long as the sector that the shim reports, and SQLite puts its journal headers at the beginning of
 * sectors of their own so that a torn write of one spoils no record; a block spoils no more than a sector.
 *
 * Each journal has an id at random, sealed with its blocks: in a file kept from journal to journal
 * (journal_mode=PERSIST), what is left of an older one does not pass for a part of the new one.
 *
 * Invariants
 *   J1  A block that does not verify, or is of another journal, reads as zeros, which SQLite's own checks take for
 *       the end; unless the mark says that the block is needed: then it is an error.  In a temporary file only a hole
 *       reads as zeros.
 *   J2  Before a page is written that only the journal can put back, the mark says how much of which journal is
 *       needed; before the journal goes, the mark is withdrawn (M3).  A hot journal that is damaged or missing is thus
 *       reported when the vault is opened, and nothing is played back by halves.
 *   J3  Temporary files are sealed under keys that die with the process.
 *   J4  What SQLite synced, and the zeros that end a transaction, are not left in the buffer.
 *   J5  The journal that was withdrawn last reads as empty: a power cut may undo its deletion, which SQLite does not
 *       sync.  (The creation of the next one is synced with its folder, so that no older one comes back.)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-journal-file.h"

#include "cpx-crypto.h"
#include "cpx-system-file.h"

#include <string.h>

#define BLOCK CPX_JOURNAL_BLOCK_SIZE
#define STORED CPX_JOURNAL_STORED_BLOCK_SIZE
#define BLOCK_AT 8
#define TRAILER_AT (8 + BLOCK)
#define N_BUFFERED_MAX 224  /* below 128 KiB a write: see cpx-wal-buffer.c */
#define ZERO_HEADER_SIZE 28  /* what SQLite writes over a journal that it keeps */

struct _CpxJournalFile
{
  CpxVaultFile  *vault;      /* (unowned) */
  sqlite3_file  *below;      /* (unowned) */
  CpxPageCipher *cipher;     /* (owned) */
  gboolean       temporary;
  guint64        id;         /* 0: not known yet */
  guint32        n_blocks;   /* of this journal, as far as this handle wrote it */
  gboolean       ended;      /* SQLite cut it or wrote zeros over its header: nobody needs it */

  /* Blocks first to first + n_buffered - 1, plain, in their stored layout; written as one */
  guint8        *buffer;     /* (owned) N_BUFFERED_MAX stored blocks */
  guint32        first;
  guint          n_buffered;
};

/**
 * cpx_journal_file_new:
 * @vault: the vault's file
 * @below: the connection's handle in the VFS below
 * @temporary: whether the file is of no use to another process
 *
 * Returns: (transfer full): a journal
 */
CpxJournalFile *
cpx_journal_file_new (CpxVaultFile *vault,
                      sqlite3_file *below,
                      gboolean      temporary)
{
  CpxJournalFile *self = g_new0 (CpxJournalFile, 1);

  self->vault = vault;
  self->below = below;
  self->temporary = temporary;
  self->cipher = cpx_page_cipher_new (temporary ? cpx_vault_file_get_throwaway_keys (vault)
                                                : cpx_vault_file_get_keys (vault));
  self->buffer = g_malloc0 ((gsize) N_BUFFERED_MAX * STORED);

  return self;
}

/**
 * cpx_journal_file_free:
 * @self: (nullable) (transfer full): a journal; the handle below is closed by who opened it
 */
void
cpx_journal_file_free (CpxJournalFile *self)
{
  if (self == NULL)
    return;

  cpx_page_cipher_free (self->cipher);
  g_free (self->buffer);
  g_free (self);
}

static guint64
stored_id (const guint8 *stored)
{
  guint64 id;

  memcpy (&id, stored, sizeof id);

  return GUINT64_FROM_LE (id);
}

/* What is buffered still belongs to the journal before. */
static int
begin_journal (CpxJournalFile *self)
{
  int rc = self->id != 0 ? cpx_journal_file_flush (self) : SQLITE_OK;

  self->n_blocks = 0;
  self->ended = FALSE;
  do
    cpx_crypto_fill_random (&self->id, sizeof self->id);
  while (self->id == 0);

  return rc;
}

/* Opens a block read from the disk, in place; the id is the one it was sealed with. */
static gboolean
open_block (CpxPageCipher *cipher,
            guint32        block,
            guint8        *stored)
{
  CpxPiece piece = { CPX_PIECE_JOURNAL, block, stored_id (stored) };

  return cpx_page_cipher_open (cipher, piece, stored + BLOCK_AT, BLOCK, stored + TRAILER_AT, stored + BLOCK_AT);
}

/* J1 */
static gboolean
is_needed (CpxJournalFile *self,
           guint32         block)
{
  CpxCommitMark mark = cpx_commit_marks_get (cpx_vault_file_get_marks (self->vault));

  return !self->temporary && mark.journal_id != 0 && (self->id == 0 || self->id == mark.journal_id)
         && block < mark.journal_blocks;
}

/* J5 */
static gboolean
is_withdrawn (CpxJournalFile *self,
              guint64         id)
{
  return !self->temporary && id != 0
         && cpx_commit_marks_get (cpx_vault_file_get_marks (self->vault)).withdrawn_id == id;
}

static int
read_stored (CpxJournalFile *self,
             guint32         block,
             guint8          stored[STORED],
             gboolean       *out_good)
{
  int rc = self->below->pMethods->xRead (self->below, stored, STORED, (sqlite3_int64) block * STORED);

  *out_good = FALSE;
  if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ)
    return rc;

  *out_good = rc == SQLITE_OK && open_block (self->cipher, block, stored) && !is_withdrawn (self, stored_id (stored));
  if (*out_good && block == 0 && self->id == 0)
    self->id = stored_id (stored);
  *out_good = *out_good && stored_id (stored) == self->id;

  return SQLITE_OK;
}

/* SQLite reads block 0 first in a journal that it did not write; but nothing says that it must. */
static int
learn_id (CpxJournalFile *self)
{
  guint8 stored[STORED];
  gboolean good;

  return self->id == 0 ? read_stored (self, 0, stored, &good) : SQLITE_OK;
}

static int
read_block (CpxJournalFile *self,
            guint32         block,
            guint8          out_block[BLOCK])
{
  guint8 stored[STORED];
  gboolean good;
  int rc = learn_id (self);

  if (self->n_buffered > 0 && block >= self->first && block < self->first + self->n_buffered)
    {
      memcpy (out_block, self->buffer + (block - self->first) * STORED + BLOCK_AT, BLOCK);
      return SQLITE_OK;
    }
  if (rc == SQLITE_OK)
    rc = read_stored (self, block, stored, &good);
  if (rc != SQLITE_OK)
    return rc;
  if (!good && (self->temporary ? stored_id (stored) != 0 : is_needed (self, block)))
    {
      cpx_vault_file_report_bad (self->vault, CPX_PIECE_JOURNAL, block);
      return SQLITE_IOERR_DATA;
    }
  if (good)
    memcpy (out_block, stored + BLOCK_AT, BLOCK);
  else
    memset (out_block, 0, BLOCK);

  return SQLITE_OK;
}

/**
 * cpx_journal_file_read:
 * @self: a journal
 * @out_bytes: (out caller-allocates): where the bytes go
 * @n_bytes: how many
 * @offset: SQLite's
 *
 * Returns: a code of SQLite's
 */
int
cpx_journal_file_read (CpxJournalFile *self,
                       void           *out_bytes,
                       int             n_bytes,
                       sqlite3_int64   offset)
{
  sqlite3_int64 n_present = 0;
  guint8 *out = out_bytes;
  gboolean is_short;
  int rc = cpx_journal_file_get_size (self, &n_present);

  memset (out, 0, (gsize) n_bytes);
  is_short = offset + n_bytes > n_present;
  while (n_bytes > 0 && rc == SQLITE_OK && offset < n_present)
    {
      guint8 block[BLOCK];
      gsize within = (gsize) (offset % BLOCK);
      gsize n = MIN ((gsize) n_bytes, BLOCK - within);

      rc = read_block (self, (guint32) (offset / BLOCK), block);
      if (rc == SQLITE_OK)
        memcpy (out, block + within, n);
      out += n;
      offset += (sqlite3_int64) n;
      n_bytes -= (int) n;
    }

  return rc == SQLITE_OK && is_short ? SQLITE_IOERR_SHORT_READ : rc;
}

/**
 * cpx_journal_file_flush:
 * @self: a journal
 *
 * Writes what is buffered.
 *
 * Returns: a code of SQLite's
 */
int
cpx_journal_file_flush (CpxJournalFile *self)
{
  guint64 id = GUINT64_TO_LE (self->id);
  guint n = self->n_buffered;

  if (n == 0)
    return SQLITE_OK;

  for (guint i = 0; i < n; i++)
    {
      CpxPiece piece = { CPX_PIECE_JOURNAL, self->first + i, self->id };
      guint8 *stored = self->buffer + i * STORED;

      memcpy (stored, &id, sizeof id);
      cpx_page_cipher_seal (self->cipher, piece, stored + BLOCK_AT, BLOCK, stored + BLOCK_AT, stored + TRAILER_AT);
    }
  self->n_buffered = 0;

  return self->below->pMethods->xWrite (self->below, self->buffer, (int) (n * STORED),
                                        (sqlite3_int64) self->first * STORED);
}

/* Makes room for a block and brings its present bytes in, unless all are about to change. */
static int
hold_block (CpxJournalFile  *self,
            guint32          block,
            gboolean         whole,
            guint8         **out_block)
{
  guint8 present[BLOCK] = { 0 };
  guint end = self->first + self->n_buffered;
  int rc = SQLITE_OK;

  if (self->n_buffered > 0 && block >= self->first && block < end)
    {
      *out_block = self->buffer + (block - self->first) * STORED + BLOCK_AT;
      return SQLITE_OK;
    }

  if (!whole)
    rc = read_block (self, block, present);
  if (rc == SQLITE_OK && self->n_buffered > 0 && (block != end || self->n_buffered == N_BUFFERED_MAX))
    rc = cpx_journal_file_flush (self);
  if (rc != SQLITE_OK)
    return rc;

  if (self->n_buffered == 0)
    self->first = block;
  self->n_blocks = MAX (self->n_blocks, block + 1);
  *out_block = self->buffer + self->n_buffered++ * STORED + BLOCK_AT;
  memcpy (*out_block, present, BLOCK);

  return SQLITE_OK;
}

/* A journal begins with a header of a whole sector at 0; shorter writes there change one that is. */
static int
note_beginning (CpxJournalFile *self,
                int             n_bytes,
                sqlite3_int64   offset)
{
  int rc = SQLITE_OK;

  if (offset == 0 && n_bytes == BLOCK && !self->temporary)
    return begin_journal (self);

  rc = learn_id (self);
  if (rc == SQLITE_OK && self->id == 0)
    rc = begin_journal (self);

  return rc;
}

/* J2 */
static int
end_journal (CpxJournalFile *self)
{
  self->ended = TRUE;

  return cpx_vault_file_retire_journal (self->vault);
}

static gboolean
ends_transaction (CpxJournalFile *self,
                  const void     *bytes,
                  int             n_bytes,
                  sqlite3_int64   offset)
{
  static const guint8 zeros[ZERO_HEADER_SIZE];

  return !self->temporary && offset == 0 && n_bytes == ZERO_HEADER_SIZE && memcmp (bytes, zeros, sizeof zeros) == 0;
}

/**
 * cpx_journal_file_write:
 * @self: a journal
 * @bytes: what to write
 * @n_bytes: how many
 * @offset: SQLite's
 *
 * Returns: a code of SQLite's
 */
int
cpx_journal_file_write (CpxJournalFile *self,
                        const void     *bytes,
                        int             n_bytes,
                        sqlite3_int64   offset)
{
  gboolean is_end = ends_transaction (self, bytes, n_bytes, offset);
  const guint8 *in = bytes;
  int rc = SQLITE_OK;

  if (cpx_vault_file_has_failed (self->vault))
    return SQLITE_IOERR_FSYNC;
  if (is_end)
    rc = end_journal (self);
  if (rc == SQLITE_OK)
    rc = note_beginning (self, n_bytes, offset);
  while (n_bytes > 0 && rc == SQLITE_OK)
    {
      gsize within = (gsize) (offset % BLOCK);
      gsize n = MIN ((gsize) n_bytes, BLOCK - within);
      guint8 *block;

      rc = hold_block (self, (guint32) (offset / BLOCK), n == BLOCK, &block);
      if (rc == SQLITE_OK)
        memcpy (block + within, in, n);
      in += n;
      offset += (sqlite3_int64) n;
      n_bytes -= (int) n;
    }

  return rc == SQLITE_OK && is_end ? cpx_journal_file_flush (self) : rc;
}

/**
 * cpx_journal_file_truncate:
 * @self: a journal
 * @n_bytes: SQLite's size; 0 ends the transaction
 *
 * Returns: a code of SQLite's
 */
int
cpx_journal_file_truncate (CpxJournalFile *self,
                           sqlite3_int64   n_bytes)
{
  int rc = cpx_journal_file_flush (self);

  if (rc == SQLITE_OK && n_bytes == 0 && !self->temporary)
    rc = end_journal (self);
  if (rc != SQLITE_OK)
    return rc;

  return self->below->pMethods->xTruncate (self->below, (n_bytes + BLOCK - 1) / BLOCK * STORED);
}

/**
 * cpx_journal_file_sync:
 * @self: a journal
 * @flags: SQLite's
 *
 * Makes what was written last, and remembers how much there is to ask for (J2).
 *
 * Returns: a code of SQLite's
 */
int
cpx_journal_file_sync (CpxJournalFile *self,
                       int             flags)
{
  int rc;

  if (cpx_vault_file_has_failed (self->vault))
    return SQLITE_IOERR_FSYNC;
  rc = cpx_journal_file_flush (self);
  if (rc != SQLITE_OK)
    return rc;

  rc = self->below->pMethods->xSync (self->below, flags);
  if (rc != SQLITE_OK)
    cpx_vault_file_fail (self->vault);
  else if (!self->temporary && self->id != 0 && !self->ended)
    cpx_vault_file_journal_synced (self->vault, self->id, self->n_blocks);

  return rc;
}

/**
 * cpx_journal_file_get_size:
 * @self: a journal
 * @out_n_bytes: (out): SQLite's size, up to the end of the last block
 *
 * Returns: a code of SQLite's
 */
int
cpx_journal_file_get_size (CpxJournalFile *self,
                           sqlite3_int64  *out_n_bytes)
{
  sqlite3_int64 n_stored = 0;
  int rc = self->below->pMethods->xFileSize (self->below, &n_stored);
  sqlite3_int64 n_blocks = n_stored / STORED;

  if (self->n_buffered > 0)
    n_blocks = MAX (n_blocks, (sqlite3_int64) self->first + self->n_buffered);
  *out_n_bytes = n_blocks * BLOCK;

  return rc;
}

static int
check_blocks (CpxVaultFile  *vault,
              sqlite3_file  *file,
              CpxCommitMark  mark,
              gboolean      *out_whole)
{
  g_autoptr(CpxPageCipher) cipher = cpx_page_cipher_new (cpx_vault_file_get_keys (vault));

  for (guint32 block = 0; block < mark.journal_blocks; block++)
    {
      guint8 stored[STORED];
      int rc = file->pMethods->xRead (file, stored, STORED, (sqlite3_int64) block * STORED);

      if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ)
        return rc;
      if (rc == SQLITE_IOERR_SHORT_READ || stored_id (stored) != mark.journal_id || !open_block (cipher, block, stored))
        return SQLITE_OK;
    }
  *out_whole = TRUE;

  return SQLITE_OK;
}

/**
 * cpx_journal_file_check:
 * @vault: a vault's file, unlocked, its mark read
 * @out_whole: (out): `FALSE` if a journal is needed and is damaged or missing
 *
 * Judges the rollback journal before SQLite plays it back (J2).
 *
 * Returns: a code of SQLite's
 */
int
cpx_journal_file_check (CpxVaultFile *vault,
                        gboolean     *out_whole)
{
  CpxCommitMark mark = cpx_commit_marks_get (cpx_vault_file_get_marks (vault));
  const char *path = cpx_vault_file_get_path (vault, CPX_FILE_JOURNAL);
  sqlite3_filename name = NULL;
  sqlite3_file *file = NULL;
  int rc;

  *out_whole = mark.journal_id == 0;
  if (*out_whole || !g_file_test (path, G_FILE_TEST_EXISTS))
    return SQLITE_OK;

  rc = cpx_system_file_open (path, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_JOURNAL, &file, &name);
  if (rc == SQLITE_OK)
    rc = check_blocks (vault, file, mark, out_whole);
  cpx_system_file_close (file, name);

  return rc;
}

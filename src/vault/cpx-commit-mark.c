/* cpx-commit-mark.c: what the files beside the vault must at least hold, remembered in the vault itself.
 *
 * SQLite takes the end of its write-ahead log where a checksum fails: right after a power cut, wrong after damage,
 * when the commits behind were acknowledged.  It cannot tell; the mark can.  Two slots are written in turn, far
 * apart, each sealed with its own counter; the one with the highest counter that verifies is the mark.
 *
 *     plain, 64 bytes: counter 8 | WAL generation 8 | frames 4 | journal blocks 4 | checksum 8 | journal id 8
 *                      | id of the journal withdrawn last 8 (zeros: none, or written by an older program) | zeros
 *     stored:          sealed plain | trailer 32
 *
 * Invariants
 *   M1  A mark never promises more than what was synced before it was written: the WAL has what the mark says.
 *   M2  A mark that follows a commit has no sync of its own (one sync a commit).  It survives a dead process; after a
 *       power cut it may be older, and older marks ask for less.  Limit, stated: a power cut and a damaged WAL together
 *       may then go unseen.
 *   M3  A mark that withdraws a promise (new generation, journal no longer needed) is synced before the file that it
 *       was about changes, and a new generation is written to both slots: one damaged slot never revives the old.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-commit-mark.h"

#include "cpx-header.h"

#include <string.h>

#define PLAIN_SIZE 64
#define STORED_SIZE (PLAIN_SIZE + CPX_TRAILER_SIZE)
#define N_SLOTS 2

struct _CpxCommitMarks
{
  sqlite3_file  *file;    /* (unowned) of the VFS below */
  CpxPageCipher *cipher;  /* (owned) */
  GMutex         lock;
  CpxCommitMark  mark;    /* guarded by lock */
};

/**
 * cpx_commit_marks_new:
 * @file: the vault's file, in the VFS below; must outlive the marks
 * @keys: the vault's keys; must outlive the marks
 *
 * Returns: (transfer full): the marks of a new vault; see cpx_commit_marks_load()
 */
CpxCommitMarks *
cpx_commit_marks_new (sqlite3_file *file,
                      CpxPageKeys  *keys)
{
  CpxCommitMarks *self = g_new0 (CpxCommitMarks, 1);

  self->file = file;
  self->cipher = cpx_page_cipher_new (keys);
  g_mutex_init (&self->lock);

  return self;
}

/**
 * cpx_commit_marks_free:
 * @self: (nullable) (transfer full): marks
 */
void
cpx_commit_marks_free (CpxCommitMarks *self)
{
  if (self == NULL)
    return;

  cpx_page_cipher_free (self->cipher);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
pack (const CpxCommitMark *mark,
      guint8               out[PLAIN_SIZE])
{
  guint64 longs[4] = { GUINT64_TO_LE (mark->counter), GUINT64_TO_LE (mark->wal_generation),
                       GUINT64_TO_LE (mark->journal_id), GUINT64_TO_LE (mark->withdrawn_id) };
  guint32 shorts[2] = { GUINT32_TO_LE (mark->wal_frames), GUINT32_TO_LE (mark->journal_blocks) };

  memset (out, 0, PLAIN_SIZE);
  memcpy (out, longs, 16);
  memcpy (out + 16, shorts, 8);
  memcpy (out + 24, mark->wal_checksum, CPX_WAL_CHECKSUM_SIZE);
  memcpy (out + 32, &longs[2], 16);
}

static CpxCommitMark
unpack (const guint8 bytes[PLAIN_SIZE])
{
  CpxCommitMark mark;
  guint64 longs[4];
  guint32 shorts[2];

  memcpy (longs, bytes, 16);
  memcpy (shorts, bytes + 16, 8);
  memcpy (mark.wal_checksum, bytes + 24, CPX_WAL_CHECKSUM_SIZE);
  memcpy (&longs[2], bytes + 32, 16);
  mark.counter = GUINT64_FROM_LE (longs[0]);
  mark.wal_generation = GUINT64_FROM_LE (longs[1]);
  mark.journal_id = GUINT64_FROM_LE (longs[2]);
  mark.withdrawn_id = GUINT64_FROM_LE (longs[3]);
  mark.wal_frames = GUINT32_FROM_LE (shorts[0]);
  mark.journal_blocks = GUINT32_FROM_LE (shorts[1]);

  return mark;
}

static CpxPiece
slot_piece (guint slot)
{
  return (CpxPiece) { .kind = CPX_PIECE_MARK, .index = slot };
}

static int
write_mark (CpxCommitMarks *self,
            CpxCommitMark   mark)
{
  guint8 stored[STORED_SIZE];
  guint slot;
  int rc;

  mark.counter = self->mark.counter + 1;
  slot = (guint) (mark.counter % N_SLOTS);
  pack (&mark, stored);
  cpx_page_cipher_seal (self->cipher, slot_piece (slot), stored, PLAIN_SIZE, stored, stored + PLAIN_SIZE);
  rc = self->file->pMethods->xWrite (self->file, stored, STORED_SIZE, CPX_MARK_OFFSET (slot));

  /* After a failure the counter stays: the next mark goes to the slot that may be torn, not to the good one. */
  if (rc == SQLITE_OK)
    self->mark = mark;

  return rc;
}

static int
sync_file (CpxCommitMarks *self)
{
  return self->file->pMethods->xSync (self->file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
}

/**
 * cpx_commit_marks_load:
 * @self: marks
 * @out_found: (out): `FALSE` if neither slot verifies
 *
 * Reads both slots and takes the newest that verifies.
 *
 * Returns: a code of SQLite's
 */
int
cpx_commit_marks_load (CpxCommitMarks *self,
                       gboolean       *out_found)
{
  *out_found = FALSE;
  for (guint slot = 0; slot < N_SLOTS; slot++)
    {
      guint8 stored[STORED_SIZE];
      CpxCommitMark mark;
      int rc = self->file->pMethods->xRead (self->file, stored, STORED_SIZE, CPX_MARK_OFFSET (slot));

      if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ)
        return rc;
      if (!cpx_page_cipher_open (self->cipher, slot_piece (slot), stored, PLAIN_SIZE, stored + PLAIN_SIZE, stored))
        continue;

      mark = unpack (stored);
      if (!*out_found || mark.counter > self->mark.counter)
        self->mark = mark;
      *out_found = TRUE;
    }

  return SQLITE_OK;
}

/**
 * cpx_commit_marks_get:
 * @self: marks
 *
 * Returns: the mark last read or written
 */
CpxCommitMark
cpx_commit_marks_get (CpxCommitMarks *self)
{
  CpxCommitMark mark;

  g_mutex_lock (&self->lock);
  mark = self->mark;
  g_mutex_unlock (&self->lock);

  return mark;
}

/**
 * cpx_commit_marks_begin_wal:
 * @self: marks
 * @generation: of the write-ahead log to come
 *
 * Says, durably, that no frame written so far is needed any more (M3).
 *
 * Returns: a code of SQLite's
 */
int
cpx_commit_marks_begin_wal (CpxCommitMarks *self,
                            guint64         generation)
{
  CpxCommitMark mark;
  int rc;

  g_mutex_lock (&self->lock);
  mark = self->mark;
  mark.wal_generation = generation;
  mark.wal_frames = 0;
  memset (mark.wal_checksum, 0, sizeof mark.wal_checksum);
  rc = write_mark (self, mark);
  if (rc == SQLITE_OK)
    rc = sync_file (self);
  if (rc == SQLITE_OK)
    rc = write_mark (self, mark);
  g_mutex_unlock (&self->lock);

  return rc;
}

/**
 * cpx_commit_marks_acknowledge:
 * @self: marks
 * @generation: of the write-ahead log
 * @n_frames: the commit frame that was synced
 * @checksum: SQLite's running checksum in its header
 *
 * Remembers that the commit is about to be acknowledged (M1, M2).
 *
 * Returns: a code of SQLite's
 */
int
cpx_commit_marks_acknowledge (CpxCommitMarks *self,
                              guint64         generation,
                              guint32         n_frames,
                              const guint8    checksum[CPX_WAL_CHECKSUM_SIZE])
{
  CpxCommitMark mark;
  int rc;

  g_mutex_lock (&self->lock);
  mark = self->mark;
  mark.wal_generation = generation;
  mark.wal_frames = n_frames;
  memcpy (mark.wal_checksum, checksum, sizeof mark.wal_checksum);
  rc = write_mark (self, mark);
  g_mutex_unlock (&self->lock);

  return rc;
}

/**
 * cpx_commit_marks_expect_journal:
 * @self: marks
 * @id: of a rollback journal that was synced
 * @n_blocks: how much of it was
 *
 * Remembers that pages are about to change which only that journal can put back.
 *
 * Returns: a code of SQLite's
 */
int
cpx_commit_marks_expect_journal (CpxCommitMarks *self,
                                 guint64         id,
                                 guint32         n_blocks)
{
  CpxCommitMark mark;
  int rc;

  g_mutex_lock (&self->lock);
  mark = self->mark;
  mark.journal_id = id;
  mark.journal_blocks = n_blocks;
  rc = write_mark (self, mark);
  g_mutex_unlock (&self->lock);

  return rc;
}

/**
 * cpx_commit_marks_forget_journal:
 * @self: marks
 *
 * Says, durably, that the rollback journal may go (M3); costs nothing when none was expected.
 *
 * Returns: a code of SQLite's
 */
int
cpx_commit_marks_forget_journal (CpxCommitMarks *self)
{
  CpxCommitMark mark;
  int rc = SQLITE_OK;

  g_mutex_lock (&self->lock);
  mark = self->mark;
  if (mark.journal_id != 0)
    {
      mark.withdrawn_id = mark.journal_id;
      mark.journal_id = 0;
      mark.journal_blocks = 0;
      rc = write_mark (self, mark);
      if (rc == SQLITE_OK)
        rc = sync_file (self);
    }
  g_mutex_unlock (&self->lock);

  return rc;
}

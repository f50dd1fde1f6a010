/* cpx-vault-file.c: what the SQLite files of one open vault share: keys, marks, state.
 *
 * The header and the marks are read and written through a handle of the VFS below, of the same file as the pages.
 * It is opened before any connection and closed after them: closing another descriptor of a file drops the
 * POSIX locks that SQLite holds on it, but the VFS below knows this handle and waits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-vault-file.h"

#include "cpx-crypto.h"
#include "cpx-header.h"
#include "cpx-system-file.h"

#include <string.h>

struct _CpxVaultFile
{
  sqlite3_filename name;         /* (owned) the path in SQLite's form */
  char            *paths[3];     /* (owned) a CpxFileKind each */
  gboolean         read_only;
  sqlite3_file    *below;        /* (owned) header and marks */
  guint32          page_size;
  CpxPageKeys     *keys;         /* (owned) (nullable) until unlocked */
  CpxPageKeys     *throwaway;    /* (owned) (nullable) until unlocked; of temporary files */
  CpxCommitMarks  *marks;        /* (owned) (nullable) until unlocked */
  CpxWalIndex     *wal_index;    /* (owned) */

  GMutex           lock;
  gint64           n_pages;         /* guarded by lock, as all below */
  guint64          wal_generation;
  guint64          wal_last_generation;  /* the highest seen or given out */
  guint32          wal_known;
  gsize            wal_memory;
  guint64          journal_id;      /* synced, not yet in the mark; 0: none */
  guint32          journal_blocks;
  gboolean         failed;
  CpxBadPiece      bad;
};

/**
 * cpx_vault_file_new:
 * @path: the vault's absolute path, as SQLite resolves it
 * @read_only: whether nothing is to be written
 * @out_rc: (out): a code of SQLite's
 *
 * Opens the file of a vault; it stays locked until cpx_vault_file_set_keys().
 *
 * Returns: (transfer full) (nullable): the file
 */
CpxVaultFile *
cpx_vault_file_new (const char *path,
                    gboolean    read_only,
                    int        *out_rc)
{
  g_autoptr(CpxVaultFile) self = g_new0 (CpxVaultFile, 1);

  g_mutex_init (&self->lock);
  self->read_only = read_only;
  self->paths[CPX_FILE_MAIN] = g_strdup (path);
  self->paths[CPX_FILE_WAL] = g_strconcat (path, "-wal", NULL);
  self->paths[CPX_FILE_JOURNAL] = g_strconcat (path, "-journal", NULL);
  self->wal_index = cpx_wal_index_new ();
  *out_rc = cpx_system_file_open (path,
                                       SQLITE_OPEN_MAIN_DB
                                         | (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE),
                                       &self->below, &self->name);

  return *out_rc == SQLITE_OK ? g_steal_pointer (&self) : NULL;
}

/**
 * cpx_vault_file_free:
 * @self: (nullable) (transfer full): a vault's file, with no connection left
 *
 * Forgets the keys and closes.
 */
void
cpx_vault_file_free (CpxVaultFile *self)
{
  if (self == NULL)
    return;

  cpx_commit_marks_free (self->marks);
  cpx_page_keys_free (self->keys);
  cpx_page_keys_free (self->throwaway);
  cpx_wal_index_free (self->wal_index);
  cpx_system_file_close (self->below, self->name);
  for (gsize i = 0; i < G_N_ELEMENTS (self->paths); i++)
    g_free (self->paths[i]);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * cpx_vault_file_set_keys:
 * @self: a vault's file
 * @suite: its cipher
 * @data_key: its data key
 * @vault_id: its id
 * @page_size: its page size
 *
 * Unlocks.
 */
void
cpx_vault_file_set_keys (CpxVaultFile   *self,
                         CpxCipherSuite  suite,
                         CpxSecret      *data_key,
                         const guint8    vault_id[16],
                         guint32         page_size)
{
  g_autoptr(CpxSecret) throwaway_key = cpx_secret_new_random (CPX_DATA_KEY_SIZE);

  g_assert (self->keys == NULL);

  self->page_size = page_size;
  self->keys = cpx_page_keys_new (suite, data_key, vault_id);
  self->throwaway = cpx_page_keys_new (suite, throwaway_key, vault_id);
  self->marks = cpx_commit_marks_new (self->below, self->keys);
  self->n_pages = cpx_vault_file_count_pages (self, page_size);
}

/**
 * cpx_vault_file_get_below:
 * @self: a vault's file
 *
 * Returns: (transfer none): its handle in the VFS below, for the header and the marks
 */
sqlite3_file *
cpx_vault_file_get_below (CpxVaultFile *self)
{
  return self->below;
}

/**
 * cpx_vault_file_get_path:
 * @self: a vault's file
 * @kind: which of its files
 *
 * Returns: (transfer none): its path
 */
const char *
cpx_vault_file_get_path (CpxVaultFile *self,
                         CpxFileKind   kind)
{
  return self->paths[kind];
}

/**
 * cpx_vault_file_get_page_size:
 * @self: a vault's file
 *
 * Returns: bytes of a page
 */
guint32
cpx_vault_file_get_page_size (CpxVaultFile *self)
{
  return self->page_size;
}

/**
 * cpx_vault_file_is_read_only:
 * @self: a vault's file
 *
 * Returns: `TRUE` if nothing is to be written
 */
gboolean
cpx_vault_file_is_read_only (CpxVaultFile *self)
{
  return self->read_only;
}

/**
 * cpx_vault_file_get_keys:
 * @self: a vault's file, unlocked
 *
 * Returns: (transfer none): its keys
 */
CpxPageKeys *
cpx_vault_file_get_keys (CpxVaultFile *self)
{
  return self->keys;
}

/**
 * cpx_vault_file_get_throwaway_keys:
 * @self: a vault's file, unlocked
 *
 * Returns: (transfer none): keys of temporary files, which nobody can read once the vault is closed
 */
CpxPageKeys *
cpx_vault_file_get_throwaway_keys (CpxVaultFile *self)
{
  return self->throwaway;
}

/**
 * cpx_vault_file_get_marks:
 * @self: a vault's file, unlocked
 *
 * Returns: (transfer none): its marks
 */
CpxCommitMarks *
cpx_vault_file_get_marks (CpxVaultFile *self)
{
  return self->marks;
}

/**
 * cpx_vault_file_load_marks:
 * @self: a vault's file, unlocked
 *
 * Returns: a code of SQLite's; SQLITE_IOERR_DATA if neither mark verifies
 */
int
cpx_vault_file_load_marks (CpxVaultFile *self)
{
  gboolean found;
  int rc = cpx_commit_marks_load (self->marks, &found);

  return rc == SQLITE_OK && !found ? SQLITE_IOERR_DATA : rc;
}

/**
 * cpx_vault_file_get_wal_index:
 * @self: a vault's file
 *
 * Returns: (transfer none): the index of its write-ahead log
 */
CpxWalIndex *
cpx_vault_file_get_wal_index (CpxVaultFile *self)
{
  return self->wal_index;
}

/**
 * cpx_vault_file_count_pages:
 * @self: a vault's file, unlocked or not
 * @page_size: of its pages
 *
 * Returns: whole pages, by the size of the file now
 */
gint64
cpx_vault_file_count_pages (CpxVaultFile *self,
                            guint32       page_size)
{
  sqlite3_int64 n_bytes = 0;

  if (self->below->pMethods->xFileSize (self->below, &n_bytes) != SQLITE_OK || n_bytes < CPX_HEADER_REGION_SIZE)
    return 0;

  return (n_bytes - CPX_HEADER_REGION_SIZE) / page_size;
}

/**
 * cpx_vault_file_get_n_pages:
 * @self: a vault's file, unlocked
 *
 * Returns: whole pages in the main file
 */
gint64
cpx_vault_file_get_n_pages (CpxVaultFile *self)
{
  gint64 n_pages;

  g_mutex_lock (&self->lock);
  n_pages = self->n_pages;
  g_mutex_unlock (&self->lock);

  return n_pages;
}

/**
 * cpx_vault_file_set_n_pages:
 * @self: a vault's file, unlocked
 * @n_pages: whole pages in the main file, after a write or a cut
 */
void
cpx_vault_file_set_n_pages (CpxVaultFile *self,
                            gint64        n_pages)
{
  g_mutex_lock (&self->lock);
  self->n_pages = n_pages;
  g_mutex_unlock (&self->lock);
}

gsize
cpx_vault_file_get_wal_memory (CpxVaultFile *self)
{
  gsize n_bytes;

  g_mutex_lock (&self->lock);
  n_bytes = self->wal_memory;
  g_mutex_unlock (&self->lock);

  return n_bytes;
}

void
cpx_vault_file_set_wal_memory (CpxVaultFile *self,
                               gsize         n_bytes)
{
  g_mutex_lock (&self->lock);
  self->wal_memory = n_bytes;
  g_mutex_unlock (&self->lock);
}

/**
 * cpx_vault_file_get_wal_generation:
 * @self: a vault's file
 *
 * Returns: the generation of the frames in the write-ahead log, or 0 if it counts as empty
 */
guint64
cpx_vault_file_get_wal_generation (CpxVaultFile *self)
{
  guint64 generation;

  g_mutex_lock (&self->lock);
  generation = self->wal_generation;
  g_mutex_unlock (&self->lock);

  return generation;
}

/**
 * cpx_vault_file_get_wal_known:
 * @self: a vault's file
 *
 * Returns: the last frame that must verify, or 0
 */
guint32
cpx_vault_file_get_wal_known (CpxVaultFile *self)
{
  guint32 n_known;

  g_mutex_lock (&self->lock);
  n_known = self->wal_known;
  g_mutex_unlock (&self->lock);

  return n_known;
}

/**
 * cpx_vault_file_set_wal:
 * @self: a vault's file
 * @generation: of the write-ahead log found or begun; 0 if it counts as empty
 * @n_known: frames that verify
 */
void
cpx_vault_file_set_wal (CpxVaultFile *self,
                        guint64       generation,
                        guint32       n_known)
{
  g_mutex_lock (&self->lock);
  self->wal_generation = generation;
  self->wal_last_generation = MAX (self->wal_last_generation, generation);
  self->wal_known = n_known;
  g_mutex_unlock (&self->lock);
}

/**
 * cpx_vault_file_raise_wal_known:
 * @self: a vault's file
 * @n_known: a frame that was written or verified
 */
void
cpx_vault_file_raise_wal_known (CpxVaultFile *self,
                                guint32       n_known)
{
  g_mutex_lock (&self->lock);
  self->wal_known = MAX (self->wal_known, n_known);
  g_mutex_unlock (&self->lock);
}

/**
 * cpx_vault_file_lower_wal_known:
 * @self: a vault's file
 * @n_known: the last frame that is whole, after a write that failed
 */
void
cpx_vault_file_lower_wal_known (CpxVaultFile *self,
                                guint32       n_known)
{
  g_mutex_lock (&self->lock);
  self->wal_known = MIN (self->wal_known, n_known);
  g_mutex_unlock (&self->lock);
}

static guint64
next_generation (CpxVaultFile *self)
{
  CpxCommitMark mark = cpx_commit_marks_get (self->marks);
  guint64 generation;

  g_mutex_lock (&self->lock);
  generation = MAX (self->wal_last_generation, mark.wal_generation) + 1;
  self->wal_last_generation = generation;
  g_mutex_unlock (&self->lock);

  return generation;
}

/**
 * cpx_vault_file_begin_wal:
 * @self: a vault's file
 * @out_generation: (out): the generation of the log that begins
 *
 * To be called when SQLite writes the log's header, which it does once all its frames are in the main file.
 *
 * Returns: a code of SQLite's
 */
int
cpx_vault_file_begin_wal (CpxVaultFile *self,
                          guint64      *out_generation)
{
  int rc;

  *out_generation = next_generation (self);
  rc = cpx_commit_marks_begin_wal (self->marks, *out_generation);
  if (rc == SQLITE_OK)
    cpx_vault_file_set_wal (self, *out_generation, 0);

  return rc;
}

/**
 * cpx_vault_file_retire_wal:
 * @self: a vault's file
 *
 * To be called before SQLite cuts or deletes the log.
 *
 * The mark gets a generation that no log has: what is left of the old one, should it come back in part, is ignored.
 *
 * Returns: a code of SQLite's
 */
int
cpx_vault_file_retire_wal (CpxVaultFile *self)
{
  int rc;

  if (cpx_vault_file_get_wal_generation (self) == 0 && cpx_commit_marks_get (self->marks).wal_frames == 0)
    return SQLITE_OK;

  rc = cpx_commit_marks_begin_wal (self->marks, next_generation (self));
  if (rc == SQLITE_OK)
    cpx_vault_file_set_wal (self, 0, 0);

  return rc;
}

/**
 * cpx_vault_file_accept_wal:
 * @self: a vault's file whose log lacks what the mark asks for
 *
 * Withdraws what the mark asks for; the log, if its header is readable, is read as far as it goes.
 *
 * Returns: a code of SQLite's
 */
int
cpx_vault_file_accept_wal (CpxVaultFile *self)
{
  guint64 generation = cpx_vault_file_get_wal_generation (self);
  int rc = SQLITE_OK;

  if (!self->read_only)
    rc = cpx_commit_marks_begin_wal (self->marks, generation != 0 ? generation : next_generation (self));
  if (rc == SQLITE_OK)
    cpx_vault_file_set_wal (self, generation, 0);

  return rc;
}

/**
 * cpx_vault_file_journal_synced:
 * @self: a vault's file
 * @id: of the rollback journal
 * @n_blocks: how much of it is on the disk
 */
void
cpx_vault_file_journal_synced (CpxVaultFile *self,
                               guint64       id,
                               guint32       n_blocks)
{
  g_mutex_lock (&self->lock);
  self->journal_id = id;
  self->journal_blocks = n_blocks;
  g_mutex_unlock (&self->lock);
}

/**
 * cpx_vault_file_before_page_write:
 * @self: a vault's file
 *
 * To be called before a page of the main file is written: a journal synced since becomes one that is needed.
 *
 * Returns: a code of SQLite's
 */
int
cpx_vault_file_before_page_write (CpxVaultFile *self)
{
  guint64 id;
  guint32 n_blocks;

  g_mutex_lock (&self->lock);
  id = self->journal_id;
  n_blocks = self->journal_blocks;
  self->journal_id = 0;
  g_mutex_unlock (&self->lock);

  return id != 0 ? cpx_commit_marks_expect_journal (self->marks, id, n_blocks) : SQLITE_OK;
}

/**
 * cpx_vault_file_retire_journal:
 * @self: a vault's file
 *
 * To be called before SQLite cuts, clears or deletes the rollback journal.
 *
 * Returns: a code of SQLite's
 */
int
cpx_vault_file_retire_journal (CpxVaultFile *self)
{
  g_mutex_lock (&self->lock);
  self->journal_id = 0;
  g_mutex_unlock (&self->lock);

  return cpx_commit_marks_forget_journal (self->marks);
}

/**
 * cpx_vault_file_fail:
 * @self: a vault's file
 *
 * To be called after a failed sync: what the disk has is not known any more, so that nothing is written until the
 * vault is opened again.
 */
void
cpx_vault_file_fail (CpxVaultFile *self)
{
  g_mutex_lock (&self->lock);
  self->failed = TRUE;
  g_mutex_unlock (&self->lock);
}

/**
 * cpx_vault_file_has_failed:
 * @self: a vault's file
 *
 * Returns: `TRUE` after cpx_vault_file_fail()
 */
gboolean
cpx_vault_file_has_failed (CpxVaultFile *self)
{
  gboolean failed;

  g_mutex_lock (&self->lock);
  failed = self->failed;
  g_mutex_unlock (&self->lock);

  return failed;
}

/**
 * cpx_vault_file_report_bad:
 * @self: a vault's file
 * @kind: what does not verify
 * @index: which
 *
 * Remembers what the next error is about.
 */
void
cpx_vault_file_report_bad (CpxVaultFile *self,
                           CpxPieceKind  kind,
                           guint32       index)
{
  g_mutex_lock (&self->lock);
  self->bad = (CpxBadPiece) { TRUE, kind, index };
  g_mutex_unlock (&self->lock);
}

/**
 * cpx_vault_file_take_bad:
 * @self: a vault's file
 *
 * Returns: what did not verify last, if it was not asked for yet
 */
CpxBadPiece
cpx_vault_file_take_bad (CpxVaultFile *self)
{
  CpxBadPiece bad;

  g_mutex_lock (&self->lock);
  bad = self->bad;
  self->bad.found = FALSE;
  g_mutex_unlock (&self->lock);

  return bad;
}

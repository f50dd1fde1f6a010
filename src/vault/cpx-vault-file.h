/* cpx-vault-file.h: what the SQLite files of one open vault share: keys, marks, state.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-commit-mark.h"
#include "cpx-page-cipher.h"
#include "cpx-wal-index.h"

#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _CpxVaultFile CpxVaultFile;

/* Which of a vault's files. */
typedef enum {
  CPX_FILE_MAIN,
  CPX_FILE_WAL,
  CPX_FILE_JOURNAL,
} CpxFileKind;

/* The piece that did not verify last. */
typedef struct
{
  gboolean     found;
  CpxPieceKind kind;
  guint32      index;
} CpxBadPiece;

CpxVaultFile   *cpx_vault_file_new               (const char      *path,
                                                  gboolean         read_only,
                                                  int             *out_rc);
void            cpx_vault_file_free              (CpxVaultFile    *self);
void            cpx_vault_file_set_keys          (CpxVaultFile    *self,
                                                  CpxCipherSuite   suite,
                                                  CpxSecret       *data_key,
                                                  const guint8     vault_id[16],
                                                  guint32          page_size);

sqlite3_file   *cpx_vault_file_get_below         (CpxVaultFile    *self);
const char     *cpx_vault_file_get_path          (CpxVaultFile    *self,
                                                  CpxFileKind      kind);
guint32         cpx_vault_file_get_page_size     (CpxVaultFile    *self);
gboolean        cpx_vault_file_is_read_only      (CpxVaultFile    *self);
CpxPageKeys    *cpx_vault_file_get_keys          (CpxVaultFile    *self);
CpxPageKeys    *cpx_vault_file_get_throwaway_keys (CpxVaultFile   *self);

/* How much of the write-ahead log its writer remembers, in bytes */
gsize           cpx_vault_file_get_wal_memory    (CpxVaultFile    *self);
void            cpx_vault_file_set_wal_memory    (CpxVaultFile    *self,
                                                  gsize            n_bytes);
CpxCommitMarks *cpx_vault_file_get_marks         (CpxVaultFile    *self);
int             cpx_vault_file_load_marks        (CpxVaultFile    *self);
CpxWalIndex    *cpx_vault_file_get_wal_index     (CpxVaultFile    *self);

gint64          cpx_vault_file_count_pages       (CpxVaultFile    *self,
                                                  guint32          page_size);

/* The number of whole pages in the main file */
gint64          cpx_vault_file_get_n_pages       (CpxVaultFile    *self);
void            cpx_vault_file_set_n_pages       (CpxVaultFile    *self,
                                                  gint64           n_pages);

/* The write-ahead log: the generation its frames are sealed for (0: it counts as empty), and how many of its frames
 * this process wrote or verified */
guint64         cpx_vault_file_get_wal_generation (CpxVaultFile   *self);
guint32         cpx_vault_file_get_wal_known     (CpxVaultFile    *self);
void            cpx_vault_file_set_wal           (CpxVaultFile    *self,
                                                  guint64          generation,
                                                  guint32          n_known);
void            cpx_vault_file_raise_wal_known   (CpxVaultFile    *self,
                                                  guint32          n_known);
void            cpx_vault_file_lower_wal_known   (CpxVaultFile    *self,
                                                  guint32          n_known);
int             cpx_vault_file_begin_wal         (CpxVaultFile    *self,
                                                  guint64         *out_generation);
int             cpx_vault_file_retire_wal        (CpxVaultFile    *self);
int             cpx_vault_file_accept_wal        (CpxVaultFile    *self);

/* The rollback journal that was synced and that the next page written will need */
void            cpx_vault_file_journal_synced    (CpxVaultFile    *self,
                                                  guint64          id,
                                                  guint32          n_blocks);
int             cpx_vault_file_before_page_write (CpxVaultFile    *self);
int             cpx_vault_file_retire_journal    (CpxVaultFile    *self);

/* After a failed sync nothing is acknowledged any more */
void            cpx_vault_file_fail              (CpxVaultFile    *self);
gboolean        cpx_vault_file_has_failed        (CpxVaultFile    *self);

void            cpx_vault_file_report_bad        (CpxVaultFile    *self,
                                                  CpxPieceKind     kind,
                                                  guint32          index);
CpxBadPiece     cpx_vault_file_take_bad          (CpxVaultFile    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxVaultFile, cpx_vault_file_free)

G_END_DECLS

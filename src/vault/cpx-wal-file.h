/* cpx-wal-file.h: the write-ahead log, as one connection reads and writes it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-vault-file.h"
#include "cpx-wal-buffer.h"

G_BEGIN_DECLS

typedef struct _CpxWalFile CpxWalFile;

CpxWalFile *cpx_wal_file_new      (CpxVaultFile  *vault,
                                   sqlite3_file  *below);
void        cpx_wal_file_free     (CpxWalFile    *self);

/* The offsets are SQLite's; each returns a code of SQLite's */
int         cpx_wal_file_read     (CpxWalFile    *self,
                                   void          *out_bytes,
                                   int            n_bytes,
                                   sqlite3_int64  offset);
int         cpx_wal_file_write    (CpxWalFile    *self,
                                   const void    *bytes,
                                   int            n_bytes,
                                   sqlite3_int64  offset);
int         cpx_wal_file_truncate (CpxWalFile    *self,
                                   sqlite3_int64  n_bytes);
int         cpx_wal_file_sync     (CpxWalFile    *self,
                                   int            flags);
int         cpx_wal_file_get_size (CpxWalFile    *self,
                                   sqlite3_int64 *out_n_bytes);
int         cpx_wal_file_flush    (CpxWalFile    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxWalFile, cpx_wal_file_free)

G_END_DECLS

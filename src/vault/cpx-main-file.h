/* cpx-main-file.h: the pages of a vault, as one connection reads and writes them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-vault-file.h"

G_BEGIN_DECLS

typedef struct _CpxMainFile CpxMainFile;

CpxMainFile *cpx_main_file_new       (CpxVaultFile  *vault,
                                      sqlite3_file  *below);
void         cpx_main_file_free      (CpxMainFile   *self);

/* The offsets are SQLite's; each returns a code of SQLite's */
int          cpx_main_file_read      (CpxMainFile   *self,
                                      void          *out_bytes,
                                      int            n_bytes,
                                      sqlite3_int64  offset);
int          cpx_main_file_write     (CpxMainFile   *self,
                                      const void    *bytes,
                                      int            n_bytes,
                                      sqlite3_int64  offset);
int          cpx_main_file_truncate  (CpxMainFile   *self,
                                      sqlite3_int64  n_bytes);
int          cpx_main_file_sync      (CpxMainFile   *self,
                                      int            flags);
int          cpx_main_file_get_size  (CpxMainFile   *self,
                                      sqlite3_int64 *out_n_bytes);

void         cpx_main_file_rest      (CpxMainFile   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxMainFile, cpx_main_file_free)

G_END_DECLS

/* cpx-journal-file.h: a rollback journal, or a temporary file: a stream of sealed blocks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-vault-file.h"

G_BEGIN_DECLS

#define CPX_JOURNAL_BLOCK_SIZE        512
/* The journal's id first, plain */
#define CPX_JOURNAL_STORED_BLOCK_SIZE (8 + CPX_JOURNAL_BLOCK_SIZE + CPX_TRAILER_SIZE)

typedef struct _CpxJournalFile CpxJournalFile;

CpxJournalFile *cpx_journal_file_new      (CpxVaultFile   *vault,
                                           sqlite3_file   *below,
                                           gboolean        temporary);
void            cpx_journal_file_free     (CpxJournalFile *self);

/* The offsets are SQLite's; each returns a code of SQLite's */
int             cpx_journal_file_read     (CpxJournalFile *self,
                                           void           *out_bytes,
                                           int             n_bytes,
                                           sqlite3_int64   offset);
int             cpx_journal_file_write    (CpxJournalFile *self,
                                           const void     *bytes,
                                           int             n_bytes,
                                           sqlite3_int64   offset);
int             cpx_journal_file_truncate (CpxJournalFile *self,
                                           sqlite3_int64   n_bytes);
int             cpx_journal_file_sync     (CpxJournalFile *self,
                                           int             flags);
int             cpx_journal_file_get_size (CpxJournalFile *self,
                                           sqlite3_int64  *out_n_bytes);
int             cpx_journal_file_flush    (CpxJournalFile *self);

/* Whether the journal that the mark asks for is there, whole */
int             cpx_journal_file_check    (CpxVaultFile   *vault,
                                           gboolean       *out_whole);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxJournalFile, cpx_journal_file_free)

G_END_DECLS

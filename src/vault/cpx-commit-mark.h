/* cpx-commit-mark.h: what the files beside the vault must at least hold, remembered in the vault itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-page-cipher.h"

#include <sqlite3.h>

G_BEGIN_DECLS

#define CPX_WAL_CHECKSUM_SIZE 8

typedef struct
{
  guint64 counter;
  guint64 wal_generation;                        /* the only one whose frames count */
  guint32 wal_frames;                            /* frames of it that acknowledged commits need; 0: none */
  guint8  wal_checksum[CPX_WAL_CHECKSUM_SIZE];   /* SQLite's running checksum at the last of them */
  guint64 journal_id;                            /* the rollback journal that must be played back; 0: none */
  guint32 journal_blocks;                        /* blocks of it that must verify */
  guint64 withdrawn_id;                          /* the last journal that had to be played back, and no longer has */
} CpxCommitMark;

/* The two slots of a vault, and the mark last written; locks itself. */
typedef struct _CpxCommitMarks CpxCommitMarks;

CpxCommitMarks *cpx_commit_marks_new            (sqlite3_file   *file,
                                                 CpxPageKeys    *keys);
void            cpx_commit_marks_free           (CpxCommitMarks *self);
int             cpx_commit_marks_load           (CpxCommitMarks *self,
                                                 gboolean       *out_found);
CpxCommitMark   cpx_commit_marks_get            (CpxCommitMarks *self);

/* Each returns a code of SQLite's */
int             cpx_commit_marks_begin_wal      (CpxCommitMarks *self,
                                                 guint64         generation);
int             cpx_commit_marks_acknowledge    (CpxCommitMarks *self,
                                                 guint64         generation,
                                                 guint32         n_frames,
                                                 const guint8    checksum[CPX_WAL_CHECKSUM_SIZE]);
int             cpx_commit_marks_expect_journal (CpxCommitMarks *self,
                                                 guint64         id,
                                                 guint32         n_blocks);
int             cpx_commit_marks_forget_journal (CpxCommitMarks *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxCommitMarks, cpx_commit_marks_free)

G_END_DECLS

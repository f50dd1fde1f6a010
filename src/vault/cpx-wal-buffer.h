/* cpx-wal-buffer.h: frames of the write-ahead log that wait to be written together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-page-cipher.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* SQLite's log, and ours: header and frames, each part with its trailer */
#define CPX_WAL_HEADER_SIZE        32
#define CPX_WAL_FRAME_HEADER_SIZE  24
#define CPX_WAL_STORED_HEADER_SIZE (8 + CPX_WAL_HEADER_SIZE + CPX_TRAILER_SIZE)  /* generation first, plain */
#define CPX_WAL_STORED_PAGE_AT     (CPX_WAL_FRAME_HEADER_SIZE + CPX_TRAILER_SIZE)
#define CPX_WAL_STORED_FRAME_SIZE(page_size) (CPX_WAL_STORED_PAGE_AT + (gsize) (page_size) + CPX_TRAILER_SIZE)

typedef enum {
  CPX_WAL_PART_HEADER = 1 << 0,
  CPX_WAL_PART_PAGE   = 1 << 1,
} CpxWalPart;

typedef struct _CpxWalBuffer CpxWalBuffer;

CpxWalBuffer *cpx_wal_buffer_new       (guint32        page_size,
                                        gsize          n_memory_bytes);
void          cpx_wal_buffer_free      (CpxWalBuffer  *self);

guint         cpx_wal_buffer_get_n     (CpxWalBuffer  *self);
guint32       cpx_wal_buffer_get_first (CpxWalBuffer  *self);
gboolean      cpx_wal_buffer_has       (CpxWalBuffer  *self,
                                        guint32        frame,
                                        CpxWalPart     part);
gboolean      cpx_wal_buffer_accepts   (CpxWalBuffer  *self,
                                        guint32        frame);
const guint8 *cpx_wal_buffer_recall    (CpxWalBuffer  *self,
                                        guint32        frame,
                                        CpxWalPart     part);
void          cpx_wal_buffer_put       (CpxWalBuffer  *self,
                                        guint32        frame,
                                        CpxWalPart     part,
                                        const guint8  *plain);
void          cpx_wal_buffer_drop      (CpxWalBuffer  *self);
int           cpx_wal_buffer_write     (CpxWalBuffer  *self,
                                        CpxPageCipher *cipher,
                                        guint64        generation,
                                        sqlite3_file  *below);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxWalBuffer, cpx_wal_buffer_free)

G_END_DECLS

/* cpx-wal-memory.h: the pages that went into the write-ahead log last, plain.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CpxWalMemory CpxWalMemory;

CpxWalMemory *cpx_wal_memory_new    (guint32       page_size,
                                     guint         n_pages);
void          cpx_wal_memory_free   (CpxWalMemory *self);

void          cpx_wal_memory_put    (CpxWalMemory *self,
                                     guint32       frame,
                                     const guint8 *page);
const guint8 *cpx_wal_memory_lookup (CpxWalMemory *self,
                                     guint32       frame);
void          cpx_wal_memory_forget (CpxWalMemory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxWalMemory, cpx_wal_memory_free)

G_END_DECLS

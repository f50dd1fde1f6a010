/* cpx-wal-index.h: the index of the write-ahead log that the connections of one process share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Of a vault; and the locks one connection holds on it. */
typedef struct _CpxWalIndex CpxWalIndex;

typedef struct
{
  guint16 shared;     /* a bit a lock */
  guint16 exclusive;
  gboolean attached;
} CpxWalIndexLocks;

CpxWalIndex *cpx_wal_index_new    (void);
void         cpx_wal_index_free   (CpxWalIndex      *self);
int          cpx_wal_index_map    (CpxWalIndex      *self,
                                   CpxWalIndexLocks *locks,
                                   int               region,
                                   int               n_bytes,
                                   gboolean          extend,
                                   void volatile   **out_region);
int          cpx_wal_index_lock   (CpxWalIndex      *self,
                                   CpxWalIndexLocks *locks,
                                   int               first,
                                   int               n,
                                   int               flags);
void         cpx_wal_index_barrier (CpxWalIndex     *self);
void         cpx_wal_index_detach (CpxWalIndex      *self,
                                   CpxWalIndexLocks *locks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxWalIndex, cpx_wal_index_free)

G_END_DECLS

/* cpx-wal-index.c: the index of the write-ahead log that the connections of one process share.
 *
 * SQLite keeps it in a file, `-shm`, mapped by every process.  A vault is held by one process, so the heap does: no
 * file, no page numbers on the disk, nothing to create in a read-only folder, and no system call a lock.
 *
 * Invariants
 *   X1  The index lives as long as one connection is attached and starts as zeros, so that the first connection
 *       always recovers it from the log.
 *   X2  A lock is shared by any number of connections or held by one; whoever cannot have it is told SQLITE_BUSY.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-wal-index.h"

#define N_LOCKS SQLITE_SHM_NLOCK

struct _CpxWalIndex
{
  GMutex     lock;
  GPtrArray *regions;               /* (element-type gpointer) (owned); guarded by lock */
  guint      n_attached;            /* guarded by lock */
  guint      n_shared[N_LOCKS];     /* guarded by lock */
  gboolean   exclusive[N_LOCKS];    /* guarded by lock */
};

/**
 * cpx_wal_index_new:
 *
 * Returns: (transfer full): an index nobody is attached to
 */
CpxWalIndex *
cpx_wal_index_new (void)
{
  CpxWalIndex *self = g_new0 (CpxWalIndex, 1);

  g_mutex_init (&self->lock);
  self->regions = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * cpx_wal_index_free:
 * @self: (nullable) (transfer full): an index
 */
void
cpx_wal_index_free (CpxWalIndex *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->regions);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * cpx_wal_index_map:
 * @self: the index
 * @locks: the connection's
 * @region: which region, from 0
 * @n_bytes: the size of each
 * @extend: whether to make the region
 * @out_region: (out) (nullable): the region
 *
 * SQLite's xShmMap().
 *
 * Returns: a code of SQLite's
 */
int
cpx_wal_index_map (CpxWalIndex       *self,
                   CpxWalIndexLocks  *locks,
                   int                region,
                   int                n_bytes,
                   gboolean           extend,
                   void volatile    **out_region)
{
  g_mutex_lock (&self->lock);
  if (!locks->attached)
    {
      locks->attached = TRUE;
      self->n_attached++;
    }
  while (extend && self->regions->len <= (guint) region)
    g_ptr_array_add (self->regions, g_malloc0 ((gsize) n_bytes));
  *out_region = (guint) region < self->regions->len ? g_ptr_array_index (self->regions, region) : NULL;
  g_mutex_unlock (&self->lock);

  return SQLITE_OK;
}

static gboolean
can_lock (CpxWalIndex *self,
          int          at,
          guint16      held_shared,
          gboolean     exclusive)
{
  guint others = self->n_shared[at] - ((held_shared >> at & 1) != 0);

  return !self->exclusive[at] && (!exclusive || others == 0);
}

static int
take_locks (CpxWalIndex      *self,
            CpxWalIndexLocks *locks,
            int               first,
            int               n,
            gboolean          exclusive)
{
  for (int i = first; i < first + n; i++)
    {
      gboolean mine = ((locks->shared | locks->exclusive) >> i & 1) != 0 && !exclusive;

      if (!mine && !can_lock (self, i, locks->shared, exclusive))
        return SQLITE_BUSY;
    }

  for (int i = first; i < first + n; i++)
    {
      if (exclusive)
        {
          self->exclusive[i] = TRUE;
          locks->exclusive |= (guint16) (1 << i);
        }
      else if ((locks->shared >> i & 1) == 0)
        {
          self->n_shared[i]++;
          locks->shared |= (guint16) (1 << i);
        }
    }

  return SQLITE_OK;
}

static void
give_locks (CpxWalIndex      *self,
            CpxWalIndexLocks *locks,
            int               first,
            int               n)
{
  for (int i = first; i < first + n; i++)
    {
      guint16 bit = (guint16) (1 << i);

      if ((locks->shared & bit) != 0)
        self->n_shared[i]--;
      if ((locks->exclusive & bit) != 0)
        self->exclusive[i] = FALSE;
      locks->shared &= (guint16) ~bit;
      locks->exclusive &= (guint16) ~bit;
    }
}

/**
 * cpx_wal_index_lock:
 * @self: the index
 * @locks: the connection's
 * @first: the first lock
 * @n: how many
 * @flags: SQLITE_SHM_LOCK or SQLITE_SHM_UNLOCK, with SQLITE_SHM_SHARED or SQLITE_SHM_EXCLUSIVE
 *
 * SQLite's xShmLock() (X2).
 *
 * Returns: a code of SQLite's
 */
int
cpx_wal_index_lock (CpxWalIndex      *self,
                    CpxWalIndexLocks *locks,
                    int               first,
                    int               n,
                    int               flags)
{
  int rc = SQLITE_OK;

  g_mutex_lock (&self->lock);
  if ((flags & SQLITE_SHM_UNLOCK) != 0)
    give_locks (self, locks, first, n);
  else
    rc = take_locks (self, locks, first, n, (flags & SQLITE_SHM_EXCLUSIVE) != 0);
  g_mutex_unlock (&self->lock);

  return rc;
}

/**
 * cpx_wal_index_barrier:
 * @self: the index
 *
 * SQLite's xShmBarrier(): what was written before is seen by other threads before what is written after.
 */
void
cpx_wal_index_barrier (CpxWalIndex *self)
{
  g_mutex_lock (&self->lock);
  g_mutex_unlock (&self->lock);
  __atomic_thread_fence (__ATOMIC_SEQ_CST);
}

/**
 * cpx_wal_index_detach:
 * @self: the index
 * @locks: the connection's
 *
 * SQLite's xShmUnmap(): gives the connection's locks back; the last one empties the index (X1).
 */
void
cpx_wal_index_detach (CpxWalIndex      *self,
                      CpxWalIndexLocks *locks)
{
  g_mutex_lock (&self->lock);
  give_locks (self, locks, 0, N_LOCKS);
  if (locks->attached)
    {
      locks->attached = FALSE;
      if (--self->n_attached == 0)
        g_ptr_array_set_size (self->regions, 0);
    }
  g_mutex_unlock (&self->lock);
}

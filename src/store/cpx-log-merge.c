/* cpx-log-merge.c: entries of several logs in one order: by hybrid logical time, then by device (cpx_hlc_compare()).
 *
 * Each log is in order already. Logs that do not overlap, as before and after a restore, cost two looks at each; of
 * logs that grew side by side the times come from the index, a row for 512 entries (cpx-log-order.c). Blocks that are
 * not in it yet are read. Of each log one block is held at a time: a million entries would else be as many times more.
 *
 * An entry whose time cannot be read stands right after the newer one of its own log, or first of all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-merge.h"

#include "cpx-log-order.h"

#include <string.h>

/* One log, as far as it is merged. */
typedef struct
{
  CpxTxn       *txn;
  const gint64 *next;    /* the newest that is left */
  const gint64 *end;
  guint64       hlc;     /* of the next */
  guint64       oldest;  /* of the last; 0: cannot be read */
  guint         rank;    /* of its device among the ids of all */
  CpxStatement *rows;    /* (owned) (nullable): of the index, the newest block first; NULL: none is left */
  gint64        at;      /* the block of the row it stands on; G_MAXINT64: of none yet */
  gint64        block;   /* whose times are in @times; -1: of none */
  CpxLogTimes   times;
} Head;

static void
head_free (Head *self)
{
  g_clear_pointer (&self->rows, cpx_statement_release);
  g_free (self);
}

static guint64
read_hlc (CpxTxn *txn,
          gint64  place)
{
  g_autoptr(CpxStatement) statement = cpx_db_prepare (txn->db, "SELECT hlc FROM log WHERE place = ?1", NULL);

  if (statement == NULL)
    return 0;
  cpx_statement_bind_int64 (statement, 1, place);

  return cpx_statement_step (statement, NULL) == CPX_STEP_ROW ? (guint64) cpx_statement_get_int64 (statement, 0) : 0;
}

/* Devices in the order in which their entries of one instant stand. */
static guint
read_rank (CpxTxn *txn,
           gint64  place)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT count (*) FROM device WHERE id < (SELECT id FROM device WHERE number = ?1)", NULL);

  if (statement == NULL)
    return 0;
  cpx_statement_bind_int64 (statement, 1, place >> CPX_LOG_PLACE_BITS);

  return cpx_statement_step (statement, NULL) == CPX_STEP_ROW ? (guint) cpx_statement_get_int64 (statement, 0) : 0;
}

static Head *
head_new (CpxTxn *txn,
          GArray *places)
{
  Head *self = g_new0 (Head, 1);
  guint64 hlc;

  self->txn = txn;
  self->next = (const gint64 *) (gpointer) places->data;
  self->end = self->next + places->len;
  hlc = read_hlc (txn, *self->next);
  self->hlc = hlc != 0 ? hlc : G_MAXUINT64;
  self->oldest = read_hlc (txn, self->end[-1]);
  self->rank = read_rank (txn, *self->next);
  self->at = G_MAXINT64;
  self->block = -1;

  return self;
}

/* The index failing is no reason to fail: what it does not give is read. */
static void
begin_rows (Head   *self,
            gint64  newest,
            gint64  oldest)
{
  self->rows = cpx_db_prepare (self->txn->db, "SELECT block, members FROM log_facet_block WHERE block <= ?2"
                                              " AND block >= ?3"
                                              " AND facet = (SELECT number FROM log_facet WHERE sort = ?1"
                                              "   AND value = '')"
                                              " ORDER BY block DESC", NULL);
  if (self->rows == NULL)
    return;
  cpx_statement_bind_int64 (self->rows, 1, CPX_LOG_FACET_ORDER);
  cpx_statement_bind_int64 (self->rows, 2, newest);
  cpx_statement_bind_int64 (self->rows, 3, oldest);
}

static gboolean
step_rows (Head *self)
{
  if (self->rows != NULL && cpx_statement_step (self->rows, NULL) == CPX_STEP_ROW)
    {
      self->at = cpx_statement_get_int64 (self->rows, 0);
      return TRUE;
    }
  g_clear_pointer (&self->rows, cpx_statement_release);

  return FALSE;
}

static void
go_to_block (Head   *self,
             gint64  block)
{
  const void *bytes = NULL;
  gsize size;

  if (self->block < 0)
    begin_rows (self, block, self->end[-1] >> CPX_LOG_BLOCK_BITS);
  while (self->at > block && step_rows (self))
    continue;
  if (self->rows != NULL && self->at == block)
    bytes = cpx_statement_get_blob (self->rows, 1, &size);
  if (bytes == NULL || !cpx_log_times_unpack (&self->times, bytes, size))
    cpx_log_times_read (&self->times, self->txn, block);
  self->block = block;
}

/* What cannot be read keeps the time of the newer one. */
static void
look_at_next (Head *self)
{
  gint64 block = *self->next >> CPX_LOG_BLOCK_BITS;
  guint64 hlc;

  if (block != self->block)
    go_to_block (self, block);
  hlc = self->times.hlc[*self->next & (CPX_LOG_BLOCK_SIZE - 1)];
  if (hlc != 0)
    self->hlc = hlc;
}

static gboolean
is_newer (const Head *a,
          const Head *b)
{
  return a->hlc != b->hlc ? a->hlc > b->hlc : a->rank > b->rank;
}

/* The first of two heads, and of all but it the first again. */
static Head *
find_newest (GPtrArray  *heads,
             Head      **out_second)
{
  Head *newest = g_ptr_array_index (heads, 0);

  *out_second = NULL;
  for (guint i = 1; i < heads->len; i++)
    {
      Head *head = g_ptr_array_index (heads, i);

      if (is_newer (head, newest))
        {
          *out_second = newest;
          newest = head;
        }
      else if (*out_second == NULL || is_newer (head, *out_second))
        *out_second = head;
    }

  return newest;
}

/* All that comes before the next of the others; all of it if nothing of theirs comes between. */
static gint64 *
take_run (Head       *self,
          const Head *second,
          gint64     *to)
{
  if (second == NULL || (self->oldest != 0 && self->oldest > second->hlc))
    {
      memcpy (to, self->next, (gsize) (self->end - self->next) * sizeof *to);
      to += self->end - self->next;
      self->next = self->end;
      return to;
    }
  do   /* one at least: of two of the same time and rank neither is newer */
    {
      *to++ = *self->next++;
      if (self->next < self->end)
        look_at_next (self);
    }
  while (self->next < self->end && is_newer (self, second));

  return to;
}

static gboolean
merge (GPtrArray     *heads,
       gint64        *to,
       GCancellable  *cancellable,
       GError       **error)
{
  while (heads->len > 0)
    {
      Head *second, *newest = find_newest (heads, &second);
      gint64 block = newest->block;

      to = take_run (newest, second, to);
      if (newest->block != block && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (newest->next == newest->end)
        g_ptr_array_remove_fast (heads, newest);
    }

  return TRUE;
}

/**
 * cpx_log_merge:
 * @txn: a transaction
 * @logs: (element-type GArray): places, the newest first, an array for each log; none is empty
 * @cancellable: (nullable): when nobody waits any more
 * @error: where to put what is wrong
 *
 * Puts entries of several devices in the order of their hybrid logical times, those of one instant in that of their
 * devices' ids.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): all of them, the newest first
 */
GArray *
cpx_log_merge (CpxTxn        *txn,
               GPtrArray     *logs,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(GPtrArray) heads = g_ptr_array_new_with_free_func ((GDestroyNotify) head_free);
  g_autoptr(GArray) all = NULL;
  guint total = 0;

  if (logs->len == 1)
    return g_array_ref (g_ptr_array_index (logs, 0));
  for (guint i = 0; i < logs->len; i++)
    {
      GArray *places = g_ptr_array_index (logs, i);

      g_ptr_array_add (heads, head_new (txn, places));
      total += places->len;
    }
  all = g_array_set_size (g_array_sized_new (FALSE, FALSE, sizeof (gint64), total), total);

  return merge (heads, (gint64 *) (gpointer) all->data, cancellable, error) ? g_steal_pointer (&all) : NULL;
}

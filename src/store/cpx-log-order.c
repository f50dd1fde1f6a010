/* cpx-log-order.c: the hybrid logical times of a block of entries, as a row of the index has them.
 *
 * So logs which grew side by side are put in order without reading their entries. Eight bytes each, the lowest first:
 * packed tighter they would take the same two pages of the file, and as long again to unpack as all the rest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-order.h"

#include <string.h>

/* The other way round for machines that have the highest first; the same there and back. */
static void
turn (CpxLogTimes *self)
{
  for (guint i = 0; i < CPX_LOG_BLOCK_SIZE; i++)
    self->hlc[i] = GUINT64_TO_LE (self->hlc[i]);
}

/**
 * cpx_log_times_pack:
 * @self: the times of a block
 *
 * Returns: (transfer full): a row of the index
 */
GBytes *
cpx_log_times_pack (const CpxLogTimes *self)
{
  CpxLogTimes row = *self;

  turn (&row);

  return g_bytes_new (&row, sizeof row);
}

/**
 * cpx_log_times_unpack:
 * @self: (out caller-allocates): the times of a block
 * @bytes: (array length=size): a row of the index
 * @size: how many bytes
 *
 * Returns: `FALSE` if it is none
 */
gboolean
cpx_log_times_unpack (CpxLogTimes *self,
                      const void  *bytes,
                      gsize        size)
{
  if (size != sizeof *self)
    return FALSE;
  memcpy (self, bytes, size);
  turn (self);

  return TRUE;
}

/**
 * cpx_log_times_read:
 * @self: (out caller-allocates): the times of a block
 * @txn: a transaction
 * @block: which
 *
 * Reads them from the entries themselves, for blocks that the index does not have: as far as they can be read.
 */
void
cpx_log_times_read (CpxLogTimes *self,
                    CpxTxn      *txn,
                    gint64       block)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT place, hlc FROM log WHERE place >= ?1 AND place < ?2", NULL);

  memset (self, 0, sizeof *self);
  if (statement == NULL)
    return;
  cpx_statement_bind_int64 (statement, 1, block << CPX_LOG_BLOCK_BITS);
  cpx_statement_bind_int64 (statement, 2, (block + 1) << CPX_LOG_BLOCK_BITS);
  while (cpx_statement_step (statement, NULL) == CPX_STEP_ROW)
    self->hlc[cpx_statement_get_int64 (statement, 0) & (CPX_LOG_BLOCK_SIZE - 1)] =
      (guint64) cpx_statement_get_int64 (statement, 1);
}

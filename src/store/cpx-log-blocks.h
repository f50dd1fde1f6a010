/* cpx-log-blocks.h: the index of the logs by blocks of entries.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

G_BEGIN_DECLS

/* How far the index of all logs has come. */
typedef struct
{
  guint64 n_indexed;   /* blocks */
  guint64 n_complete;  /* blocks that could be: the last of a log is never complete */
} CpxLogProgressCount;

gboolean cpx_log_blocks_fill  (CpxTxn               *txn,
                               guint                 max_blocks,
                               GError              **error);
gboolean cpx_log_blocks_count (CpxTxn               *txn,
                               CpxLogProgressCount  *out_count,
                               GError              **error);

G_END_DECLS

/* cpx-log-blocks-private.h: what filling and searching the index of the log share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-log-blocks.h"
#include "cpx-txn-private.h"

G_BEGIN_DECLS

#define CPX_LOG_BLOCK_BITS  9
#define CPX_LOG_BLOCK_SIZE  (1u << CPX_LOG_BLOCK_BITS)
#define CPX_LOG_BLOCK_BYTES (CPX_LOG_BLOCK_SIZE / 8)
#define CPX_LOG_PLACE_BITS  40

/* What entries are found by, and in what order they stand: the column "sort" of log_facet. */
typedef enum
{
  CPX_LOG_FACET_USER = 0,
  CPX_LOG_FACET_ACTION = 1,
  CPX_LOG_FACET_ORDER = 2,   /* one value, ""; its rows are what cpx-log-order.c packs */
} CpxLogFacet;

/* The log of one device, as far as finding goes. */
typedef struct
{
  gint64  number;      /* of the device */
  guint64 n_entries;
  guint64 n_blocks;    /* in the index: from the first on, without a gap */
  guint64 n_ordered;   /* likewise, with the times of their entries: an older program did not enter those */
} CpxLogExtent;

GArray   *cpx_log_blocks_list_extents (CpxTxn   *txn,
                                       GError  **error);
gboolean  cpx_log_blocks_compare      (CpxTxn   *txn,
                                       gint64    block,
                                       gboolean *out_right,
                                       GError  **error);
gboolean  cpx_log_blocks_pass_over    (CpxTxn   *txn,
                                       GError  **error);

G_END_DECLS

/* cpx-log-range.h: leaves that do not come to the root that they ought to come to, and what would mend them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-merkle.h"

G_BEGIN_DECLS

#define CPX_LOG_TILE_SIZE  256
#define CPX_LOG_TILE_LEVEL 8

/* Borrows what it points to. */
typedef struct
{
  const CpxMerkleEdge *before;  /* (nullable): the tree before the leaves, where the root is the whole tree's; NULL: the
                                 * leaves are a tile, and the root is its */
  const CpxMerkleHash *leaves;
  guint                n;
  CpxMerkleHash        root;    /* as it ought to be */
} CpxLogRange;

gboolean cpx_log_range_fits          (const CpxLogRange   *self,
                                      const CpxMerkleHash *leaves);
gboolean cpx_log_range_find_inserted (const CpxLogRange   *self,
                                      const CpxMerkleHash *next,
                                      guint               *out_at);
gboolean cpx_log_range_find_swapped  (const CpxLogRange   *self,
                                      guint               *out_first,
                                      guint               *out_second);

G_END_DECLS

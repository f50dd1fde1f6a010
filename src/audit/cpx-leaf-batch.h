/* cpx-leaf-batch.h: leaves of a log, kept until there are enough to be hashed together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-merkle.h"

G_BEGIN_DECLS

typedef struct _CpxLeafBatch CpxLeafBatch;

CpxLeafBatch *cpx_leaf_batch_new      (void);
void          cpx_leaf_batch_free     (CpxLeafBatch        *self);

void          cpx_leaf_batch_add      (CpxLeafBatch        *self,
                                       const void          *leaf,
                                       gsize                size,
                                       const CpxMerkleHash *kept_hash);
guint         cpx_leaf_batch_count    (CpxLeafBatch        *self);
gsize         cpx_leaf_batch_get_size (CpxLeafBatch        *self);
void          cpx_leaf_batch_hash     (CpxLeafBatch        *self,
                                       CpxMerkleHash       *out_hashes);
gboolean      cpx_leaf_batch_agrees   (CpxLeafBatch        *self,
                                       const CpxMerkleHash *hashes);
const CpxMerkleHash *
              cpx_leaf_batch_get_kept (CpxLeafBatch        *self,
                                       guint                i);
void          cpx_leaf_batch_clear    (CpxLeafBatch        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxLeafBatch, cpx_leaf_batch_free)

G_END_DECLS

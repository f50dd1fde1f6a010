/* cpx-tlog-proof.h: a file that proves one entry of a log to anyone (c2sp.org/tlog-proof@v1). Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-checkpoint.h"
#include "cpx-signed-note.h"

G_BEGIN_DECLS

#define CPX_TLOG_PROOF_MAX_SIZE_BYTES (24 * 1024 * 1024)   /* with the largest leaf */

typedef struct _CpxTlogProof CpxTlogProof;

CpxTlogProof  *cpx_tlog_proof_new            (guint64               index,
                                              GBytes               *extra,
                                              GArray               *hashes,
                                              CpxSignedNote        *checkpoint);
CpxTlogProof  *cpx_tlog_proof_parse          (const char           *bytes,
                                              gsize                 size,
                                              GError              **error);
CpxTlogProof  *cpx_tlog_proof_ref            (CpxTlogProof         *self);
void           cpx_tlog_proof_unref          (CpxTlogProof         *self);

char          *cpx_tlog_proof_print          (CpxTlogProof         *self);
guint64        cpx_tlog_proof_get_index      (CpxTlogProof         *self);
GBytes        *cpx_tlog_proof_get_extra      (CpxTlogProof         *self);
GArray        *cpx_tlog_proof_get_hashes     (CpxTlogProof         *self);
CpxSignedNote *cpx_tlog_proof_get_checkpoint (CpxTlogProof         *self);
gboolean       cpx_tlog_proof_includes       (CpxTlogProof         *self,
                                              const CpxMerkleHash  *leaf,
                                              const CpxCheckpoint  *checkpoint);
gboolean       cpx_tlog_proof_check          (CpxTlogProof         *self,
                                              const CpxMerkleHash  *leaf,
                                              GPtrArray            *keys,
                                              GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxTlogProof, cpx_tlog_proof_unref)

G_END_DECLS

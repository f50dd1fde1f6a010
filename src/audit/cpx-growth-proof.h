/* cpx-growth-proof.h: a file that proves that a log only grew from one size to another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-merkle.h"
#include "cpx-signed-note.h"

#include <jansson.h>

G_BEGIN_DECLS

/* What is borrowed to make one is owned when it was read. */
typedef struct
{
  guint64        old_size;           /* 1 at least */
  guint64        size;
  CpxMerkleHash  old_root;
  CpxMerkleHash  root;
  GArray        *hashes;             /* (element-type CpxMerkleHash): from the old size to the other */
  CpxSignedNote *checkpoint;         /* (nullable): a seal of as many entries or more */
  GArray        *checkpoint_hashes;  /* (nullable) (element-type CpxMerkleHash): from the size to the seal's */
} CpxGrowthProof;

json_t   *cpx_growth_proof_to_json (const CpxGrowthProof *self);
gboolean  cpx_growth_proof_parse   (const char           *bytes,
                                    gsize                 size,
                                    CpxGrowthProof       *out_proof);
void      cpx_growth_proof_clear   (CpxGrowthProof       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxGrowthProof, cpx_growth_proof_clear)

G_END_DECLS

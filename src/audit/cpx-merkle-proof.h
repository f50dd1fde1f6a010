/* cpx-merkle-proof.h: that a leaf is in a log, and that a log only grew.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-merkle.h"

G_BEGIN_DECLS

/**
 * CpxMerkleRead:
 * @level: the height of a complete subtree: it has 2^@level leaves
 * @index: how many subtrees of that height stand before it
 * @out_hash: (out caller-allocates): its root
 * @user_data: what was given with the function
 * @error: where to put why it cannot be read
 *
 * Gives the root of a complete subtree, from wherever a log keeps it.
 *
 * Returns: `FALSE` if it cannot be read
 */
typedef gboolean (*CpxMerkleRead) (guint           level,
                                   guint64         index,
                                   CpxMerkleHash  *out_hash,
                                   gpointer        user_data,
                                   GError        **error);

gboolean  cpx_merkle_find_root         (guint64               size,
                                        CpxMerkleRead         read,
                                        gpointer              user_data,
                                        CpxMerkleHash        *out_root,
                                        GError              **error);
GArray   *cpx_merkle_prove_inclusion   (guint64               index,
                                        guint64               size,
                                        CpxMerkleRead         read,
                                        gpointer              user_data,
                                        GError              **error);
GArray   *cpx_merkle_prove_consistency (guint64               old_size,
                                        guint64               size,
                                        CpxMerkleRead         read,
                                        gpointer              user_data,
                                        GError              **error);

gboolean  cpx_merkle_check_inclusion   (guint64               index,
                                        guint64               size,
                                        const CpxMerkleHash  *leaf,
                                        const CpxMerkleHash  *proof,
                                        gsize                 n_proof,
                                        const CpxMerkleHash  *root);
gboolean  cpx_merkle_check_consistency (guint64               old_size,
                                        guint64               size,
                                        const CpxMerkleHash  *proof,
                                        gsize                 n_proof,
                                        const CpxMerkleHash  *old_root,
                                        const CpxMerkleHash  *root);

G_END_DECLS

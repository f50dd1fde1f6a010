/* cpx-merkle.h: the hash tree of RFC 9162 over the leaves of a log: hashes, growth, root.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CPX_MERKLE_HASH_SIZE 32
#define CPX_MERKLE_LEVELS    64

typedef struct
{
  guint8  bytes[CPX_MERKLE_HASH_SIZE];
} CpxMerkleHash;

/* The right edge of a tree: all that is needed to let it grow and to know its root. Copied by value. */
typedef struct
{
  guint64        size;                      /* leaves */
  CpxMerkleHash  peaks[CPX_MERKLE_LEVELS];  /* where bit i of size is set: the root of a complete tree of 2^i leaves */
} CpxMerkleEdge;

void     cpx_merkle_hash_leaf      (const void          *leaf,
                                    gsize                size,
                                    CpxMerkleHash       *out_hash);
void     cpx_merkle_hash_pair      (const CpxMerkleHash *left,
                                    const CpxMerkleHash *right,
                                    CpxMerkleHash       *out_hash);
void     cpx_merkle_hash_pairs     (const CpxMerkleHash *nodes,
                                    guint                n,
                                    CpxMerkleHash       *out_hashes);
gboolean cpx_merkle_hash_equal     (const CpxMerkleHash *a,
                                    const CpxMerkleHash *b);

guint    cpx_merkle_edge_append    (CpxMerkleEdge       *self,
                                    const CpxMerkleHash *leaf,
                                    CpxMerkleHash       *out_completed);
guint    cpx_merkle_edge_append_subtree
                                   (CpxMerkleEdge       *self,
                                    guint                level,
                                    const CpxMerkleHash *root,
                                    CpxMerkleHash       *out_completed);
void     cpx_merkle_edge_get_root  (const CpxMerkleEdge *self,
                                    CpxMerkleHash       *out_root);

G_END_DECLS

/* cpx-merkle.c: the hash tree of RFC 9162 over the leaves of a log: hashes, growth, root.
 *
 *                root(6)            A tree of 6 leaves. Its peaks are the complete trees that its size is the sum of,
 *               /       \           6 = 4 + 2: h4 and h2. A seventh leaf is a third peak; an eighth joins with it, then
 *             h4         h2         with h2, then with h4, as a binary counter carries.
 *            /  \       /  \
 *          h2    h2    4    5
 *         / \    / \
 *        0   1  2   3
 *
 * Invariants (the tests carry the numbers):
 *
 *  M1. The hash of a leaf is SHA-256 (0x00 || leaf), of a pair SHA-256 (0x01 || left || right): a leaf never passes for
 *      a pair (RFC 9162, 2.1.1). The root of no leaf is SHA-256 ("").
 *  M2. To append writes one peak and hashes as many pairs as the size ended with bits set: one a leaf on the average,
 *      log2 (size) at most.
 *  M3. The root of an edge is the root that the definition, recursive, gives to the same leaves.
 *  M4. A proof is accepted only if it has exactly the hashes that its sizes call for, and they lead to the root; see
 *      cpx-merkle-proof.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-merkle.h"

#include <cpx-sha256-many.h>

#include <string.h>

#define PAIR_SIZE (1 + 2 * CPX_MERKLE_HASH_SIZE)
#define N_PAIRS   128   /* hashed side by side: those of a tile of 256 */

G_STATIC_ASSERT (CPX_MERKLE_HASH_SIZE == CPX_SHA256_SIZE);
G_STATIC_ASSERT (sizeof (CpxMerkleHash) == CPX_SHA256_SIZE);

/**
 * cpx_merkle_hash_leaf:
 * @leaf: (nullable): the bytes of an entry
 * @size: how many
 * @out_hash: (out caller-allocates): its hash
 *
 * Hashes a leaf (M1).
 */
void
cpx_merkle_hash_leaf (const void    *leaf,
                      gsize          size,
                      CpxMerkleHash *out_hash)
{
  static const guint8 begin = 0x00;

  cpx_sha256_two (&begin, 1, leaf, size, out_hash->bytes);
}

static void
put_pair (const CpxMerkleHash *left,
          const CpxMerkleHash *right,
          guint8               out_bytes[PAIR_SIZE])
{
  out_bytes[0] = 0x01;
  memcpy (out_bytes + 1, left->bytes, CPX_MERKLE_HASH_SIZE);
  memcpy (out_bytes + 1 + CPX_MERKLE_HASH_SIZE, right->bytes, CPX_MERKLE_HASH_SIZE);
}

/**
 * cpx_merkle_hash_pair:
 * @left: the hash of a subtree
 * @right: of the one that follows
 * @out_hash: (out caller-allocates): the hash of both; may be one of the two
 *
 * Hashes a pair (M1).
 */
void
cpx_merkle_hash_pair (const CpxMerkleHash *left,
                      const CpxMerkleHash *right,
                      CpxMerkleHash       *out_hash)
{
  guint8 bytes[PAIR_SIZE];

  put_pair (left, right, bytes);
  cpx_sha256 (bytes, sizeof bytes, out_hash->bytes);
}

static void
hash_some_pairs (const CpxMerkleHash *nodes,
                 guint                n,
                 CpxMerkleHash       *out_hashes)
{
  guint8 bytes[N_PAIRS][PAIR_SIZE];
  CpxSha256Message messages[N_PAIRS];

  for (guint i = 0; i < n; i++)
    {
      put_pair (&nodes[2 * i], &nodes[2 * i + 1], bytes[i]);
      messages[i] = (CpxSha256Message) { bytes[i], PAIR_SIZE };
    }
  cpx_sha256_many (messages, n, (guint8 *) out_hashes);
}

/**
 * cpx_merkle_hash_pairs:
 * @nodes: the hashes of subtrees of one height, in their order
 * @n: how many pairs of them
 * @out_hashes: (out caller-allocates): the hash of each pair; may be @nodes
 *
 * Does cpx_merkle_hash_pair() for each pair: one level of a tree, at a fraction of the time.
 */
void
cpx_merkle_hash_pairs (const CpxMerkleHash *nodes,
                       guint                n,
                       CpxMerkleHash       *out_hashes)
{
  for (guint i = 0; i < n; i += N_PAIRS)
    hash_some_pairs (nodes + 2 * i, MIN (n - i, N_PAIRS), out_hashes + i);
}

/**
 * cpx_merkle_hash_equal:
 * @a: a hash
 * @b: another
 *
 * Returns: `TRUE` if they are the same
 */
gboolean
cpx_merkle_hash_equal (const CpxMerkleHash *a,
                       const CpxMerkleHash *b)
{
  return memcmp (a->bytes, b->bytes, CPX_MERKLE_HASH_SIZE) == 0;
}

/**
 * cpx_merkle_edge_append:
 * @self: the edge of a tree; all zeros is the tree of no leaf
 * @leaf: the hash of the leaf that follows
 * @out_completed: (out caller-allocates) (optional) (array fixed-size=64): the roots of the complete subtrees that end
 *   with this leaf, by their height from 0; those above what is returned are left as they are
 *
 * Lets the tree grow by one leaf (M2).
 *
 * Returns: the height of the highest complete subtree that ends with this leaf
 */
guint
cpx_merkle_edge_append (CpxMerkleEdge       *self,
                        const CpxMerkleHash *leaf,
                        CpxMerkleHash       *out_completed)
{
  return cpx_merkle_edge_append_subtree (self, 0, leaf, out_completed);
}

/**
 * cpx_merkle_edge_append_subtree:
 * @self: the edge of a tree whose size is a multiple of 2^@level
 * @level: the height of a complete subtree
 * @root: the root of the next 2^@level leaves
 * @out_completed: (out caller-allocates) (optional) (array fixed-size=64): as of cpx_merkle_edge_append(), from @level
 *
 * Lets the tree grow by as many leaves at once.
 *
 * Returns: the height of the highest complete subtree that ends with the last of them
 */
guint
cpx_merkle_edge_append_subtree (CpxMerkleEdge       *self,
                                guint                level,
                                const CpxMerkleHash *root,
                                CpxMerkleHash       *out_completed)
{
  CpxMerkleHash carried = *root;
  guint64 n = G_GUINT64_CONSTANT (1) << level;

  g_return_val_if_fail (self->size < G_MAXINT64 && self->size % n == 0, level);

  for (guint64 rest = self->size >> level; rest & 1; rest >>= 1)
    {
      if (out_completed != NULL)
        out_completed[level] = carried;
      cpx_merkle_hash_pair (&self->peaks[level++], &carried, &carried);
    }
  if (out_completed != NULL)
    out_completed[level] = carried;
  self->peaks[level] = carried;
  self->size += n;

  return level;
}

/**
 * cpx_merkle_edge_get_root:
 * @self: the edge of a tree
 * @out_root: (out caller-allocates): its root
 *
 * Joins the peaks from the right, the smallest first (M3).
 */
void
cpx_merkle_edge_get_root (const CpxMerkleEdge *self,
                          CpxMerkleHash       *out_root)
{
  gboolean first = TRUE;

  if (self->size == 0)
    cpx_sha256 (NULL, 0, out_root->bytes);
  for (guint level = 0; level < CPX_MERKLE_LEVELS; level++)
    {
      if ((self->size >> level & 1) == 0)
        continue;
      if (first)
        *out_root = self->peaks[level];
      else
        cpx_merkle_hash_pair (&self->peaks[level], out_root, out_root);
      first = FALSE;
    }
}

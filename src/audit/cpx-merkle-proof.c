/* cpx-merkle-proof.c: that a leaf is in a log, and that a log only grew.
 *
 * Proofs are made from a store and checked without any. They are made as RFC 9162 defines them, by recursion over the
 * split of a tree at the largest power of two below its size (2.1.3.1, 2.1.4.1), and checked as it says there too, by
 * walking up the bits of the numbers (2.1.3.2, 2.1.4.2): two ways that share nothing, so that each tests the other. A
 * checked proof is exact (M4 of cpx-merkle.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-merkle-proof.h"

typedef struct
{
  CpxMerkleRead   read;
  gpointer        user_data;
  GArray         *proof;      /* CpxMerkleHash */
  GError        **error;
} Prover;

/* The largest power of two below n; n is at least 2. */
static guint64
split (guint64 n)
{
  return G_GUINT64_CONSTANT (1) << (g_bit_storage (n - 1) - 1);
}

/* The root of n leaves from start on: RFC 9162, 2.1.1. Where the recursion of a tree leads, start is a multiple of the
 * power of two that n fills, so that a complete subtree is always one the store knows. */
static gboolean
subtree_root (Prover        *self,
              guint64        start,
              guint64        n,
              CpxMerkleHash *out_root)
{
  CpxMerkleHash right;
  guint64 k;

  if ((n & (n - 1)) == 0)
    {
      guint level = g_bit_storage (n) - 1;

      return self->read (level, start >> level, out_root, self->user_data, self->error);
    }

  k = split (n);
  if (!subtree_root (self, start, k, out_root) || !subtree_root (self, start + k, n - k, &right))
    return FALSE;
  cpx_merkle_hash_pair (out_root, &right, out_root);

  return TRUE;
}

static gboolean
add_subtree (Prover  *self,
             guint64  start,
             guint64  n)
{
  CpxMerkleHash root;

  if (!subtree_root (self, start, n, &root))
    return FALSE;
  g_array_append_val (self->proof, root);

  return TRUE;
}

/* PATH (index, D[n]) of 2.1.3.1, for the n leaves from start on. */
static gboolean
add_path (Prover  *self,
          guint64  index,
          guint64  start,
          guint64  n)
{
  guint64 k;

  if (n == 1)
    return TRUE;

  k = split (n);
  if (index < k)
    return add_path (self, index, start, k) && add_subtree (self, start + k, n - k);
  else
    return add_path (self, index - k, start + k, n - k) && add_subtree (self, start, k);
}

/* SUBPROOF (old, D[n], whole) of 2.1.4.1, for the n leaves from start on. */
static gboolean
add_subproof (Prover   *self,
              guint64   old,
              guint64   start,
              guint64   n,
              gboolean  whole)
{
  guint64 k;

  if (old == n)
    return whole || add_subtree (self, start, n);

  k = split (n);
  if (old <= k)
    return add_subproof (self, old, start, k, whole) && add_subtree (self, start + k, n - k);
  else
    return add_subproof (self, old - k, start + k, n - k, FALSE) && add_subtree (self, start, k);
}

static GArray *
finish (Prover   *self,
        gboolean  done)
{
  if (!done)
    g_clear_pointer (&self->proof, g_array_unref);

  return self->proof;
}

/**
 * cpx_merkle_find_root:
 * @size: how many leaves, at most those that the log has
 * @read: (scope call): gives the hashes
 * @user_data: for @read
 * @out_root: (out caller-allocates): the root that the log had at that size
 * @error: where to put why it cannot be read
 *
 * Finds the root of a log at any past size.
 *
 * Returns: `FALSE` if @read failed
 */
gboolean
cpx_merkle_find_root (guint64         size,
                      CpxMerkleRead   read,
                      gpointer        user_data,
                      CpxMerkleHash  *out_root,
                      GError        **error)
{
  Prover self = { .read = read, .user_data = user_data, .error = error };
  CpxMerkleEdge none = { 0 };

  if (size > 0)
    return subtree_root (&self, 0, size, out_root);

  cpx_merkle_edge_get_root (&none, out_root);

  return TRUE;
}

/**
 * cpx_merkle_prove_inclusion:
 * @index: which leaf, from 0
 * @size: of the tree, more than @index
 * @read: (scope call): gives the hashes
 * @user_data: for @read
 * @error: where to put why it cannot be read
 *
 * Proves that a leaf is in a log.
 *
 * Returns: (transfer full) (nullable) (element-type CpxMerkleHash): the proof, from the leaf's sibling up
 */
GArray *
cpx_merkle_prove_inclusion (guint64         index,
                            guint64         size,
                            CpxMerkleRead   read,
                            gpointer        user_data,
                            GError        **error)
{
  Prover self = { .read = read, .user_data = user_data, .error = error };

  g_return_val_if_fail (index < size, NULL);

  self.proof = g_array_new (FALSE, FALSE, sizeof (CpxMerkleHash));

  return finish (&self, add_path (&self, index, 0, size));
}

/**
 * cpx_merkle_prove_consistency:
 * @old_size: how many leaves the log had, 1 at least and @size at most
 * @size: how many it has
 * @read: (scope call): gives the hashes
 * @user_data: for @read
 * @error: where to put why it cannot be read
 *
 * Proves that a log only grew from one size to another. To the same size there is nothing to prove: the proof is empty.
 *
 * Returns: (transfer full) (nullable) (element-type CpxMerkleHash): the proof
 */
GArray *
cpx_merkle_prove_consistency (guint64         old_size,
                              guint64         size,
                              CpxMerkleRead   read,
                              gpointer        user_data,
                              GError        **error)
{
  Prover self = { .read = read, .user_data = user_data, .error = error };

  g_return_val_if_fail (old_size > 0 && old_size <= size, NULL);

  self.proof = g_array_new (FALSE, FALSE, sizeof (CpxMerkleHash));

  return finish (&self, add_subproof (&self, old_size, 0, size, TRUE));
}

/**
 * cpx_merkle_check_inclusion:
 * @index: which leaf, from 0
 * @size: of the tree
 * @leaf: the hash of the leaf
 * @proof: (array length=n_proof) (nullable): the proof
 * @n_proof: how many hashes it has
 * @root: the root of the tree
 *
 * Checks that a leaf is in a log: RFC 9162, 2.1.3.2.
 *
 * Returns: `TRUE` if the proof holds
 */
gboolean
cpx_merkle_check_inclusion (guint64              index,
                            guint64              size,
                            const CpxMerkleHash *leaf,
                            const CpxMerkleHash *proof,
                            gsize                n_proof,
                            const CpxMerkleHash *root)
{
  CpxMerkleHash hash = *leaf;
  guint64 fn = index, sn;

  if (index >= size)
    return FALSE;

  sn = size - 1;
  for (gsize i = 0; i < n_proof; i++)
    {
      if (sn == 0)
        return FALSE;
      if ((fn & 1) != 0 || fn == sn)
        {
          cpx_merkle_hash_pair (&proof[i], &hash, &hash);
          for (; (fn & 1) == 0 && fn != 0; sn >>= 1)
            fn >>= 1;
        }
      else
        {
          cpx_merkle_hash_pair (&hash, &proof[i], &hash);
        }
      fn >>= 1;
      sn >>= 1;
    }

  return sn == 0 && cpx_merkle_hash_equal (&hash, root);
}

/* The walk of 2.1.4.2, from the hash that begins it: both roots are rebuilt on the way up. */
static gboolean
walk_consistency (guint64              fn,
                  guint64              sn,
                  const CpxMerkleHash *first,
                  const CpxMerkleHash *proof,
                  gsize                n_proof,
                  const CpxMerkleHash *old_root,
                  const CpxMerkleHash *root)
{
  CpxMerkleHash fr = *first, sr = *first;

  for (; (fn & 1) != 0; sn >>= 1)
    fn >>= 1;
  for (gsize i = 0; i < n_proof; i++)
    {
      if (sn == 0)
        return FALSE;
      if ((fn & 1) != 0 || fn == sn)
        {
          cpx_merkle_hash_pair (&proof[i], &fr, &fr);
          cpx_merkle_hash_pair (&proof[i], &sr, &sr);
          for (; (fn & 1) == 0 && fn != 0; sn >>= 1)
            fn >>= 1;
        }
      else
        {
          cpx_merkle_hash_pair (&sr, &proof[i], &sr);
        }
      fn >>= 1;
      sn >>= 1;
    }

  return sn == 0 && cpx_merkle_hash_equal (&fr, old_root) && cpx_merkle_hash_equal (&sr, root);
}

/**
 * cpx_merkle_check_consistency:
 * @old_size: how many leaves the log had
 * @size: how many it has
 * @proof: (array length=n_proof) (nullable): the proof
 * @n_proof: how many hashes it has
 * @old_root: its root then
 * @root: its root now
 *
 * Checks that a log only grew: RFC 9162, 2.1.4.2. Every log grew from no leaf, which proves nothing: that is refused,
 * unless both sizes are 0.
 *
 * Returns: `TRUE` if the proof holds
 */
gboolean
cpx_merkle_check_consistency (guint64              old_size,
                              guint64              size,
                              const CpxMerkleHash *proof,
                              gsize                n_proof,
                              const CpxMerkleHash *old_root,
                              const CpxMerkleHash *root)
{
  const CpxMerkleEdge none = { 0 };
  CpxMerkleHash empty;

  cpx_merkle_edge_get_root (&none, &empty);
  if (old_size > size || (old_size == size && n_proof > 0))
    return FALSE;
  if (old_size == size)
    return cpx_merkle_hash_equal (old_root, root) && (size > 0 || cpx_merkle_hash_equal (root, &empty));
  if (old_size == 0)
    return FALSE;
  /* Where the old tree was complete, its root begins the walk and the proof does not repeat it. */
  if ((old_size & (old_size - 1)) == 0)
    return walk_consistency (old_size - 1, size - 1, old_root, proof, n_proof, old_root, root);

  return n_proof > 0 &&
         walk_consistency (old_size - 1, size - 1, &proof[0], proof + 1, n_proof - 1, old_root, root);
}

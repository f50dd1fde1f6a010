/* cpx-log-range.c: leaves that do not come to the root that they ought to come to, and what would mend them.
 *
 * One entry too many, or two in each other's places, are found by trying: take any of them away, exchange any two. In
 * a tile an exchange costs no more than the ways up from two leaves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-range.h"

#include <string.h>

#define TILE_SIZE   CPX_LOG_TILE_SIZE
#define MAX_PAIRS_N 48   /* of a range that is no tile: every pair is tried as swapped up to this many leaves */

/**
 * cpx_log_range_fits:
 * @self: a range
 * @leaves: as many leaves as it has, in its place
 *
 * Returns: `TRUE` if they come to its root
 */
gboolean
cpx_log_range_fits (const CpxLogRange   *self,
                    const CpxMerkleHash *leaves)
{
  CpxMerkleHash completed[CPX_MERKLE_LEVELS], root;
  CpxMerkleEdge edge = { 0 };

  if (self->before != NULL)
    edge = *self->before;
  for (guint i = 0; i < self->n; i++)
    cpx_merkle_edge_append (&edge, &leaves[i], completed);
  if (self->before != NULL)
    cpx_merkle_edge_get_root (&edge, &root);
  else
    root = completed[CPX_LOG_TILE_LEVEL];

  return cpx_merkle_hash_equal (&root, &self->root);
}

/**
 * cpx_log_range_find_inserted:
 * @self: a range
 * @next: the leaf after it
 * @out_at: (out): which leaf of the range
 *
 * Which leaf has to go, and the one after the range come in its place, for the range to be right?
 *
 * Returns: `FALSE` if there is none
 */
gboolean
cpx_log_range_find_inserted (const CpxLogRange   *self,
                             const CpxMerkleHash *next,
                             guint               *out_at)
{
  g_autofree CpxMerkleHash *without = g_new (CpxMerkleHash, self->n);

  for (guint i = 0; i < self->n; i++)
    {
      memcpy (without, self->leaves, i * sizeof *without);
      memcpy (without + i, self->leaves + i + 1, (self->n - i - 1) * sizeof *without);
      without[self->n - 1] = *next;
      if (!cpx_log_range_fits (self, without))
        continue;
      *out_at = i;
      return TRUE;
    }

  return FALSE;
}

/* The tree of a tile as a heap: the root is nodes[1], the leaves begin at TILE_SIZE. */
static void
fill_heap (const CpxMerkleHash *leaves,
           CpxMerkleHash       *nodes)
{
  memcpy (nodes + TILE_SIZE, leaves, TILE_SIZE * sizeof *nodes);
  for (guint i = TILE_SIZE - 1; i > 0; i--)
    cpx_merkle_hash_pair (&nodes[2 * i], &nodes[2 * i + 1], &nodes[i]);
}

/* The hash of the parent of node @i, were it @hash. */
static CpxMerkleHash
climb (const CpxMerkleHash *nodes,
       guint                i,
       CpxMerkleHash        hash)
{
  if ((i & 1) == 0)
    cpx_merkle_hash_pair (&hash, &nodes[i + 1], &hash);
  else
    cpx_merkle_hash_pair (&nodes[i - 1], &hash, &hash);

  return hash;
}

/* The root of a tile if its leaves @a and @b, a before b, changed places: two ways up, then one. */
static CpxMerkleHash
reckon_swapped (const CpxMerkleHash *nodes,
                guint                a,
                guint                b)
{
  CpxMerkleHash left = nodes[TILE_SIZE + b], right = nodes[TILE_SIZE + a];
  guint i = TILE_SIZE + a, j = TILE_SIZE + b;

  for (; i >> 1 != j >> 1; i >>= 1, j >>= 1)
    {
      left = climb (nodes, i, left);
      right = climb (nodes, j, right);
    }
  cpx_merkle_hash_pair (&left, &right, &left);
  for (i >>= 1; i > 1; i >>= 1)
    left = climb (nodes, i, left);

  return left;
}

static gboolean
find_swapped_in_tile (const CpxLogRange *self,
                      guint             *out_first,
                      guint             *out_second)
{
  g_autofree CpxMerkleHash *nodes = g_new (CpxMerkleHash, 2 * TILE_SIZE);

  fill_heap (self->leaves, nodes);
  for (guint a = 0; a + 1 < TILE_SIZE; a++)
    for (guint b = a + 1; b < TILE_SIZE; b++)
      {
        CpxMerkleHash root = reckon_swapped (nodes, a, b);

        if (!cpx_merkle_hash_equal (&root, &self->root))
          continue;
        *out_first = a;
        *out_second = b;
        return TRUE;
      }

  return FALSE;
}

static void
swap (CpxMerkleHash *leaves,
      guint          a,
      guint          b)
{
  CpxMerkleHash kept = leaves[a];

  leaves[a] = leaves[b];
  leaves[b] = kept;
}

/* All pairs of a short range, neighbours of a long one. */
static gboolean
find_swapped_by_trying (const CpxLogRange *self,
                        guint             *out_first,
                        guint             *out_second)
{
  g_autofree CpxMerkleHash *leaves = g_memdup2 (self->leaves, self->n * sizeof *leaves);

  for (guint a = 0; a + 1 < self->n; a++)
    {
      guint end = self->n <= MAX_PAIRS_N ? self->n : a + 2;

      for (guint b = a + 1; b < end; b++)
        {
          swap (leaves, a, b);
          if (cpx_log_range_fits (self, leaves))
            {
              *out_first = a;
              *out_second = b;
              return TRUE;
            }
          swap (leaves, a, b);
        }
    }

  return FALSE;
}

/**
 * cpx_log_range_find_swapped:
 * @self: a range
 * @out_first: (out): a leaf of it
 * @out_second: (out): one further on
 *
 * Which two leaves have to change places for the range to be right? Of a range that is long and no tile, only
 * neighbours are tried.
 *
 * Returns: `FALSE` if there are none
 */
gboolean
cpx_log_range_find_swapped (const CpxLogRange *self,
                            guint             *out_first,
                            guint             *out_second)
{
  if (self->before == NULL && self->n == TILE_SIZE)
    return find_swapped_in_tile (self, out_first, out_second);

  return find_swapped_by_trying (self, out_first, out_second);
}

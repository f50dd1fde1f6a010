/* cpx-log-verifier.c: goes through a whole log once, in its order, and names the first entry that is not what it was.
 *
 *   sound ──add(): the place, or the hash kept beside the leaf, is wrong──────────▶ fault
 *     │  ╲──expect_tile(), add(): a root is not the expected one──▶ looking on ──▶ fault
 *     └──end(): a root was expected of more entries──▶ fault
 *
 * What the log was is told by three witnesses: the hash kept beside each leaf, the roots kept of each 256 leaves
 * (tiles), and the roots that were signed. Whoever alters a log has to lie to all three, and of the last one copy is
 * outside. The memory needed is that of a tile and of the one after it, which tells an entry that is missing from one
 * that changed.
 *
 *  V1. A log is sound only if every leaf was hashed and every expected root was reached.
 *  V2. A verdict names the first fault; where the entry itself cannot be told any more, those among which it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-verifier.h"

#include <string.h>

#define TILE_SIZE   256
#define TILE_LEVEL  8
#define MAX_PAIRS_N 48    /* of a tile that is not full: every pair is tried as swapped up to this many leaves */

typedef struct
{
  guint64        size;
  CpxMerkleHash  root;
} Expected;

struct _CpxLogVerifier
{
  CpxMerkleEdge  edge;
  CpxMerkleEdge  before_tile;        /* the edge where the tile began */
  CpxMerkleHash  leaves[TILE_SIZE];  /* of the tile under way, or of the suspect one */
  CpxMerkleHash  tile_root;          /* of the last full tile, as its leaves make it */
  GArray        *expected;           /* (owned) (element-type Expected): by size */
  guint          next_expected;
  guint64        confirmed;          /* the size of the last root that was reached */

  CpxLogVerdict  verdict;
  gboolean       is_looking_on;      /* the verdict's range is known, its kind not yet */
  gboolean       kept_differs;       /* the suspect is one leaf, whose hash kept beside it is another */
  CpxMerkleHash  wanted;             /* what the suspect range ought to come to: a tile's root, or the tree's */
  gboolean       wants_tree;
  GArray        *after;              /* (owned) (element-type CpxMerkleHash): leaves after the suspect range */
};

/**
 * cpx_log_verifier_new:
 *
 * Returns: (transfer full): a verifier at the first entry
 */
CpxLogVerifier *
cpx_log_verifier_new (void)
{
  CpxLogVerifier *self = g_new0 (CpxLogVerifier, 1);

  self->expected = g_array_new (FALSE, FALSE, sizeof (Expected));
  self->after = g_array_new (FALSE, FALSE, sizeof (CpxMerkleHash));

  return self;
}

void
cpx_log_verifier_free (CpxLogVerifier *self)
{
  g_array_unref (self->expected);
  g_array_unref (self->after);
  g_free (self);
}

/**
 * cpx_log_verifier_expect_root:
 * @self: a verifier at the first entry
 * @size: how many entries; not fewer than in the call before
 * @root: the root of the log at that size, from a checkpoint whose signature holds
 *
 * Says what the log was at one size.
 */
void
cpx_log_verifier_expect_root (CpxLogVerifier      *self,
                              guint64              size,
                              const CpxMerkleHash *root)
{
  Expected expected = { size, *root };

  g_return_if_fail (self->edge.size == 0);

  g_array_append_val (self->expected, expected);
}

static void
set_verdict (CpxLogVerifier *self,
             CpxLogFault     fault,
             guint64         first,
             guint64         last)
{
  self->verdict = (CpxLogVerdict) { fault, first, last };
}

/* A range is wrong; what follows will tell how. */
static void
suspect (CpxLogVerifier      *self,
         guint64              first,
         guint64              last,
         const CpxMerkleHash *wanted,
         gboolean             wants_tree)
{
  set_verdict (self, CPX_LOG_FAULT_ALTERED, first, last);
  self->is_looking_on = TRUE;
  self->wanted = *wanted;
  self->wants_tree = wants_tree;
}

/* What leaves after the beginning of the tile come to: a full tile's root, or the root of the whole tree. */
static void
reckon (CpxLogVerifier      *self,
        const CpxMerkleHash *leaves,
        guint                n,
        CpxMerkleHash       *out_root)
{
  CpxMerkleHash completed[CPX_MERKLE_LEVELS];
  CpxMerkleEdge edge = { 0 };

  if (self->wants_tree)
    edge = self->before_tile;
  for (guint i = 0; i < n; i++)
    cpx_merkle_edge_append (&edge, &leaves[i], completed);
  if (self->wants_tree)
    cpx_merkle_edge_get_root (&edge, out_root);
  else
    *out_root = completed[TILE_LEVEL];
}

static gboolean
comes_to_wanted (CpxLogVerifier      *self,
                 const CpxMerkleHash *leaves,
                 guint                n)
{
  CpxMerkleHash root;

  reckon (self, leaves, n, &root);

  return cpx_merkle_hash_equal (&root, &self->wanted);
}

/* Which leaf has to go, and the one after the range come in its place, for the range to be right? */
static gboolean
find_inserted (CpxLogVerifier *self,
               guint           n)
{
  g_autofree CpxMerkleHash *without = g_new (CpxMerkleHash, n);

  if (self->after->len == 0)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      memcpy (without, self->leaves, i * sizeof *without);
      memcpy (without + i, self->leaves + i + 1, (n - i - 1) * sizeof *without);
      without[n - 1] = g_array_index (self->after, CpxMerkleHash, 0);
      if (comes_to_wanted (self, without, n))
        {
          set_verdict (self, CPX_LOG_FAULT_INSERTED, self->before_tile.size + i, self->before_tile.size + i);
          return TRUE;
        }
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

/* Which two leaves have to change places? All pairs of a short range, neighbours of a long one. */
static gboolean
find_swapped (CpxLogVerifier *self,
              guint           n)
{
  for (guint a = 0; a + 1 < n; a++)
    {
      guint end = n <= MAX_PAIRS_N ? n : a + 2;

      for (guint b = a + 1; b < end; b++)
        {
          gboolean found;

          swap (self->leaves, a, b);
          found = comes_to_wanted (self, self->leaves, n);
          swap (self->leaves, a, b);
          if (!found)
            continue;
          set_verdict (self, CPX_LOG_FAULT_REORDERED, self->before_tile.size + a, self->before_tile.size + b);
          return TRUE;
        }
    }

  return FALSE;
}

/* The tile after a suspect one: is it right as it stands, or one place further on? */
static void
judge_next_tile (CpxLogVerifier      *self,
                 const CpxMerkleHash *node)
{
  g_autofree CpxMerkleHash *shifted = g_new (CpxMerkleHash, TILE_SIZE);
  CpxMerkleHash root;

  shifted[0] = self->leaves[TILE_SIZE - 1];
  memcpy (shifted + 1, self->after->data, (TILE_SIZE - 1) * sizeof *shifted);
  reckon (self, (CpxMerkleHash *) self->after->data, TILE_SIZE, &root);
  if (cpx_merkle_hash_equal (&root, node))
    self->verdict.fault = CPX_LOG_FAULT_CHANGED;
  reckon (self, shifted, TILE_SIZE, &root);
  if (cpx_merkle_hash_equal (&root, node))
    self->verdict.fault = CPX_LOG_FAULT_REMOVED;
}

/* Ends the looking on; @node is the kept root of the tile after the suspect one, if it got that far. */
static void
conclude (CpxLogVerifier      *self,
          const CpxMerkleHash *node)
{
  guint n = (guint) (self->verdict.last + 1 - self->before_tile.size);

  self->is_looking_on = FALSE;
  if (self->kept_differs)
    {
      self->verdict.fault = CPX_LOG_FAULT_CHANGED;
      return;
    }
  if (find_inserted (self, n) || find_swapped (self, n))
    return;
  if (node != NULL && !self->wants_tree && self->after->len == TILE_SIZE)
    judge_next_tile (self, node);
}

/* One leaf while looking on. FALSE: there is nothing more to learn. */
static gboolean
look_on (CpxLogVerifier      *self,
         const CpxMerkleHash *leaf,
         const CpxMerkleHash *kept_hash)
{
  g_array_append_val (self->after, *leaf);
  /* The leaf that was wrong stands where this one was: they changed places. */
  if (self->kept_differs && kept_hash != NULL && cpx_merkle_hash_equal (kept_hash, &self->wanted))
    {
      set_verdict (self, CPX_LOG_FAULT_REORDERED, self->verdict.first, self->edge.size);
      self->is_looking_on = FALSE;
    }
  else if (self->after->len > TILE_SIZE || (self->wants_tree && !self->kept_differs))
    {
      conclude (self, NULL);
    }
  self->edge.size++;

  return self->is_looking_on;
}

static gboolean
check_roots (CpxLogVerifier *self)
{
  while (self->next_expected < self->expected->len)
    {
      const Expected *expected = &g_array_index (self->expected, Expected, self->next_expected);
      CpxMerkleHash root;

      if (expected->size != self->edge.size)
        break;
      cpx_merkle_edge_get_root (&self->edge, &root);
      if (!cpx_merkle_hash_equal (&root, &expected->root))
        {
          /* The roots of tiles do not vouch for what a signature speaks against: all since the last is suspect. */
          suspect (self, MIN (self->confirmed, self->edge.size - 1), self->edge.size - 1, &expected->root, TRUE);
          return FALSE;
        }
      self->confirmed = self->edge.size;
      self->next_expected++;
    }

  return TRUE;
}

static void
append (CpxLogVerifier      *self,
        const CpxMerkleHash *leaf)
{
  CpxMerkleHash completed[CPX_MERKLE_LEVELS];

  if (self->edge.size % TILE_SIZE == 0)
    self->before_tile = self->edge;
  self->leaves[self->edge.size % TILE_SIZE] = *leaf;
  if (cpx_merkle_edge_append (&self->edge, leaf, completed) >= TILE_LEVEL)
    self->tile_root = completed[TILE_LEVEL];
}

static void
misplaced (CpxLogVerifier *self,
           guint64         index)
{
  if (index > self->edge.size)
    set_verdict (self, CPX_LOG_FAULT_REMOVED, self->edge.size, index - 1);
  else
    set_verdict (self, CPX_LOG_FAULT_INSERTED, index, index);
}

/**
 * cpx_log_verifier_expect_tile:
 * @self: a verifier whose size is a multiple of 256
 * @node: the root that is kept of the last 256 leaves
 *
 * Says what the last 256 leaves came to.
 */
void
cpx_log_verifier_expect_tile (CpxLogVerifier      *self,
                              const CpxMerkleHash *node)
{
  g_return_if_fail (self->edge.size > 0 && self->edge.size % TILE_SIZE == 0);

  if (self->is_looking_on && !self->kept_differs)
    conclude (self, node);
  else if (self->verdict.fault == CPX_LOG_FAULT_NONE && !cpx_merkle_hash_equal (node, &self->tile_root))
    suspect (self, MAX (self->before_tile.size, self->confirmed), self->edge.size - 1, node, FALSE);
}

/**
 * cpx_log_verifier_add:
 * @self: a verifier
 * @index: the place of the entry in the log, as whoever keeps it says
 * @leaf: the bytes of the entry
 * @size: how many
 * @kept_hash: (nullable): the hash kept beside it
 *
 * Goes on by one entry.
 *
 * Returns: `FALSE` once there is a verdict: what follows does not matter any more
 */
gboolean
cpx_log_verifier_add (CpxLogVerifier      *self,
                      guint64              index,
                      const void          *leaf,
                      gsize                size,
                      const CpxMerkleHash *kept_hash)
{
  CpxMerkleHash hash;

  if (self->verdict.fault != CPX_LOG_FAULT_NONE && !self->is_looking_on)
    return FALSE;
  cpx_merkle_hash_leaf (leaf, size, &hash);
  if (self->is_looking_on)
    return look_on (self, &hash, kept_hash);
  if (index != self->edge.size)
    {
      misplaced (self, index);
      return FALSE;
    }
  if (kept_hash != NULL && !cpx_merkle_hash_equal (kept_hash, &hash))
    {
      suspect (self, index, index, &hash, TRUE);
      self->kept_differs = TRUE;
      self->edge.size++;
      return TRUE;
    }
  append (self, &hash);
  check_roots (self);

  return TRUE;
}

/**
 * cpx_log_verifier_end:
 * @self: a verifier that was given every entry, or that has a verdict
 *
 * Ends the log (V1).
 */
void
cpx_log_verifier_end (CpxLogVerifier *self)
{
  gboolean lacks = self->next_expected < self->expected->len;

  if (self->is_looking_on)
    conclude (self, NULL);
  else if (self->verdict.fault == CPX_LOG_FAULT_NONE && lacks)
    set_verdict (self, CPX_LOG_FAULT_TRUNCATED, self->confirmed,
                 g_array_index (self->expected, Expected, self->next_expected).size - 1);
}

/**
 * cpx_log_verifier_get_verdict:
 * @self: a verifier
 *
 * Returns: the first fault (V2), after cpx_log_verifier_end()
 */
CpxLogVerdict
cpx_log_verifier_get_verdict (CpxLogVerifier *self)
{
  return self->verdict;
}

/**
 * cpx_log_verifier_get_size:
 * @self: a verifier
 *
 * Returns: how many entries it was given
 */
guint64
cpx_log_verifier_get_size (CpxLogVerifier *self)
{
  return self->edge.size;
}

/**
 * cpx_log_verifier_get_root:
 * @self: a verifier without a verdict
 * @out_root: (out caller-allocates): the root of what it was given
 */
void
cpx_log_verifier_get_root (CpxLogVerifier *self,
                           CpxMerkleHash  *out_root)
{
  cpx_merkle_edge_get_root (&self->edge, out_root);
}

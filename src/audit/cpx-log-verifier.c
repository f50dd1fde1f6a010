/* cpx-log-verifier.c: goes through a whole log once, in its order, and names the first entry that is not what it was.
 *
 *   sound ──add(): the place is wrong──────────────────────────────────────────────────────────▶ over
 *     │  ╲──add(), expect_tile(): a hash or a root is not the one kept──▶ looking on, doubted ──▶ over
 *     │   ╲──add(): a root is not the one signed──▶ looking on ─────────────────────────────────▶ over
 *     └──end(): a root was signed of more entries──▶ over
 *
 * What the log was is told by three witnesses: the hash kept beside each leaf, the roots kept of complete subtrees
 * (of 256 leaves: tiles), and the roots that were signed. Whoever alters a log has to lie to all three, and of the last
 * one copy is outside. To look on is to learn from the entries that follow what was done: the memory needed is that of
 * a tile and of the one after it, which tells an entry that is missing from one that changed. A fault that only what is
 * kept speaks of is doubted: the entries are hashed on to the next signed root, and if they reach it they are what they
 * were, and what was kept of them is not.
 *
 * Leaves that come in their place wait until a tile is full and are hashed together, which is several times as fast.
 * A tile in which nothing is wrong is then appended whole; any other is gone through leaf by leaf as the drawing says.
 *
 *  V1. A log is sound only if every leaf was hashed and every expected root was reached.
 *  V2. A verdict names the first fault; where the entry itself cannot be told any more, those among which it is.
 *  V3. What was signed decides over what was kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-verifier.h"

#include "cpx-leaf-batch.h"
#include "cpx-log-range.h"

#include <string.h>

#define TILE_SIZE  CPX_LOG_TILE_SIZE
#define TILE_LEVEL CPX_LOG_TILE_LEVEL
#define MOST_BYTES (1024 * 1024)   /* of the leaves that wait, more or less */

typedef struct
{
  guint64        size;
  CpxMerkleHash  root;
  gboolean       is_outside;
} Expected;

struct _CpxLogVerifier
{
  CpxMerkleEdge  edge;
  CpxLeafBatch  *waiting;            /* (owned): the leaves after the edge, at most to the end of its tile */
  CpxMerkleEdge  before_tile;        /* the edge where the tile began */
  CpxMerkleHash  leaves[TILE_SIZE];  /* of the tile under way, or of the suspect one */
  CpxMerkleHash  completed[CPX_MERKLE_LEVELS];  /* the subtrees that end with the last leaf, as the leaves make them */
  GArray        *expected;           /* (owned) (element-type Expected): by size */
  guint          next_expected;
  guint64        confirmed;          /* the size of the last root that was reached */
  guint64        confirmed_outside;  /* and of the last one that was kept outside */

  CpxLogVerdict  verdict;
  gboolean       is_looking_on;      /* the verdict's range is known, its kind not yet */
  gboolean       is_doubted;         /* nothing signed speaks of the fault yet */
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

  self->waiting = cpx_leaf_batch_new ();
  self->expected = g_array_new (FALSE, FALSE, sizeof (Expected));
  self->after = g_array_new (FALSE, FALSE, sizeof (CpxMerkleHash));

  return self;
}

void
cpx_log_verifier_free (CpxLogVerifier *self)
{
  cpx_leaf_batch_free (self->waiting);
  g_array_unref (self->expected);
  g_array_unref (self->after);
  g_free (self);
}

static void
expect_root (CpxLogVerifier      *self,
             guint64              size,
             const CpxMerkleHash *root,
             gboolean             is_outside)
{
  Expected expected = { size, *root, is_outside };

  g_return_if_fail (self->edge.size == 0);

  g_array_append_val (self->expected, expected);
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
  expect_root (self, size, root, FALSE);
}

/**
 * cpx_log_verifier_expect_outside_root:
 * @self: a verifier at the first entry
 * @size: how many entries; not fewer than in the call before, of either kind
 * @root: the root of the log at that size, from a checkpoint that was kept where nobody who keeps the log touches it
 *
 * Says what the log was at one size. What the checkpoints beside the log confirm does not count against this one.
 */
void
cpx_log_verifier_expect_outside_root (CpxLogVerifier      *self,
                                      guint64              size,
                                      const CpxMerkleHash *root)
{
  expect_root (self, size, root, TRUE);
}

static void
set_verdict (CpxLogVerifier *self,
             CpxLogFault     fault,
             guint64         first,
             guint64         last)
{
  self->verdict = (CpxLogVerdict) { fault, first, last };
}

/* Only what is kept speaks of it: the next signed root will decide (V3). */
static void
doubt (CpxLogVerifier *self)
{
  self->is_doubted = self->next_expected < self->expected->len;
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

/* The suspect range, from where its tile began. */
static CpxLogRange
get_range (CpxLogVerifier *self)
{
  return (CpxLogRange) {
    .before = self->wants_tree ? &self->before_tile : NULL,
    .leaves = self->leaves,
    .n = (guint) (self->verdict.last + 1 - self->before_tile.size),
    .root = self->wanted,
  };
}

/* Is there an entry too many, or are two in each other's places? */
static gboolean
find_mending (CpxLogVerifier *self)
{
  CpxLogRange range = get_range (self);
  guint64 start = self->before_tile.size;
  guint first, second;

  if (self->after->len > 0 &&
      cpx_log_range_find_inserted (&range, &g_array_index (self->after, CpxMerkleHash, 0), &first))
    /* The last of the range may as well have changed places with the one after it. */
    set_verdict (self, first + 1 < range.n ? CPX_LOG_FAULT_INSERTED : CPX_LOG_FAULT_ALTERED, start + first,
                 first + 1 < range.n ? start + first : start + first + 1);
  else if (cpx_log_range_find_swapped (&range, &first, &second))
    set_verdict (self, CPX_LOG_FAULT_REORDERED, start + first, start + second);
  else
    return FALSE;

  return TRUE;
}

/* The tile after a suspect one: is it right as it stands, or one place further on? */
static void
judge_next_tile (CpxLogVerifier      *self,
                 const CpxMerkleHash *node)
{
  g_autofree CpxMerkleHash *shifted = g_new (CpxMerkleHash, TILE_SIZE);
  const CpxMerkleHash *after = (const CpxMerkleHash *) self->after->data;
  CpxLogRange tile = { .leaves = after, .n = TILE_SIZE, .root = *node };

  shifted[0] = self->leaves[TILE_SIZE - 1];
  memcpy (shifted + 1, after, (TILE_SIZE - 1) * sizeof *shifted);
  if (cpx_log_range_fits (&tile, after))
    self->verdict.fault = CPX_LOG_FAULT_CHANGED;
  else if (cpx_log_range_fits (&tile, shifted))
    self->verdict.fault = CPX_LOG_FAULT_REMOVED;
}

/* Ends the looking on; @node is the kept root of the tile after the suspect one, if it got that far. */
static void
conclude (CpxLogVerifier      *self,
          const CpxMerkleHash *node)
{
  self->is_looking_on = FALSE;
  if (self->kept_differs)
    self->verdict.fault = CPX_LOG_FAULT_CHANGED;
  else if (!find_mending (self) && node != NULL && !self->wants_tree && self->after->len == TILE_SIZE)
    judge_next_tile (self, node);
}

/* One leaf while looking on. */
static void
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
}

/* The signed root of as many entries as there were, NULL if there is none. */
static const Expected *
get_signed_root (CpxLogVerifier *self)
{
  const Expected *next = self->next_expected < self->expected->len
                         ? &g_array_index (self->expected, Expected, self->next_expected) : NULL;

  return next != NULL && next->size == self->edge.size ? next : NULL;
}

/* What is kept accused these entries: does a signed root clear them (V3)? */
static void
settle_doubt (CpxLogVerifier *self)
{
  const Expected *wanted = get_signed_root (self);
  CpxMerkleHash root;

  if (wanted == NULL)
    return;
  cpx_merkle_edge_get_root (&self->edge, &root);
  self->is_doubted = FALSE;
  if (cpx_merkle_hash_equal (&root, &wanted->root))
    {
      self->verdict.fault = CPX_LOG_FAULT_HASHES;
      self->is_looking_on = FALSE;
    }
  else if (self->verdict.fault == CPX_LOG_FAULT_HASHES)
    {
      set_verdict (self, CPX_LOG_FAULT_ALTERED, self->confirmed, self->edge.size - 1);
    }
}

/* One entry after a fault. */
static void
go_on (CpxLogVerifier      *self,
       guint64              index,
       const CpxMerkleHash *leaf,
       const CpxMerkleHash *kept_hash)
{
  if (self->is_looking_on)
    look_on (self, leaf, kept_hash);
  self->is_doubted = self->is_doubted && index == self->edge.size;
  if (self->is_doubted)
    {
      cpx_merkle_edge_append (&self->edge, leaf, NULL);
      settle_doubt (self);
    }
  else
    {
      self->edge.size++;
    }
}

static gboolean
is_over (CpxLogVerifier *self)
{
  return self->verdict.fault != CPX_LOG_FAULT_NONE && !self->is_looking_on && !self->is_doubted;
}

/* The roots of tiles do not vouch for what a signature speaks against, nor do seals of the vault for what one from
 * outside does: all since the last of its kind is suspect. */
static void
accuse_since (CpxLogVerifier *self,
              const Expected *wanted)
{
  guint64 since = wanted->is_outside ? self->confirmed_outside : self->confirmed;

  suspect (self, MIN (since, self->edge.size - 1), self->edge.size - 1, &wanted->root, TRUE);
}

static void
check_roots (CpxLogVerifier *self)
{
  const Expected *wanted;

  while ((wanted = get_signed_root (self)) != NULL)
    {
      CpxMerkleHash root;

      cpx_merkle_edge_get_root (&self->edge, &root);
      if (!cpx_merkle_hash_equal (&root, &wanted->root))
        {
          accuse_since (self, wanted);
          return;
        }
      self->confirmed = self->edge.size;
      if (wanted->is_outside)
        self->confirmed_outside = self->edge.size;
      self->next_expected++;
    }
}

static void
append (CpxLogVerifier      *self,
        const CpxMerkleHash *leaf)
{
  if (self->edge.size % TILE_SIZE == 0)
    self->before_tile = self->edge;
  self->leaves[self->edge.size % TILE_SIZE] = *leaf;
  cpx_merkle_edge_append (&self->edge, leaf, self->completed);
}

/* The hash kept beside a leaf is another one: of the two, one was altered. */
static void
accuse_leaf (CpxLogVerifier      *self,
             const CpxMerkleHash *leaf)
{
  doubt (self);
  suspect (self, self->edge.size, self->edge.size, leaf, TRUE);
  self->kept_differs = TRUE;
  cpx_merkle_edge_append (&self->edge, leaf, NULL);
  if (self->is_doubted)
    settle_doubt (self);
}

/* The root kept of a tile is another one; but a signed one may have been reached with its last leaf. */
static void
accuse_tile (CpxLogVerifier      *self,
             const CpxMerkleHash *node)
{
  guint64 last = self->edge.size - 1;

  if (self->confirmed == self->edge.size)
    {
      set_verdict (self, CPX_LOG_FAULT_HASHES, self->before_tile.size, last);
      return;
    }
  doubt (self);
  suspect (self, MAX (self->before_tile.size, self->confirmed), last, node, FALSE);
}

static void
append_and_check (CpxLogVerifier      *self,
                  const CpxMerkleHash *leaf)
{
  append (self, leaf);
  check_roots (self);
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

/* One entry whose hash is known. */
static void
take_leaf (CpxLogVerifier      *self,
           guint64              index,
           const CpxMerkleHash *leaf,
           const CpxMerkleHash *kept_hash)
{
  if (is_over (self))
    return;
  if (self->verdict.fault != CPX_LOG_FAULT_NONE)
    go_on (self, index, leaf, kept_hash);
  else if (index != self->edge.size)
    misplaced (self, index);
  else if (kept_hash != NULL && !cpx_merkle_hash_equal (kept_hash, leaf))
    accuse_leaf (self, leaf);
  else
    append_and_check (self, leaf);
}

/* Nothing is to be said of any of these leaves but the last: no hash kept is another, no root was signed between. */
static gboolean
is_plain_tile (CpxLogVerifier      *self,
               const CpxMerkleHash *leaves)
{
  if (self->verdict.fault != CPX_LOG_FAULT_NONE || cpx_leaf_batch_count (self->waiting) != TILE_SIZE ||
      (self->next_expected < self->expected->len &&
       g_array_index (self->expected, Expected, self->next_expected).size < self->edge.size + TILE_SIZE))
    return FALSE;

  return cpx_leaf_batch_agrees (self->waiting, leaves);
}

/* As append_and_check() of each leaf. */
static void
append_tile (CpxLogVerifier      *self,
             const CpxMerkleHash *leaves)
{
  CpxMerkleHash nodes[TILE_SIZE / 2];

  self->before_tile = self->edge;
  memcpy (self->leaves, leaves, sizeof self->leaves);
  cpx_merkle_hash_pairs (leaves, TILE_SIZE / 2, nodes);
  for (guint n = TILE_SIZE / 4; n > 0; n /= 2)
    cpx_merkle_hash_pairs (nodes, n, nodes);
  cpx_merkle_edge_append_subtree (&self->edge, TILE_LEVEL, nodes, self->completed);
  check_roots (self);
}

/* Comes to a verdict on the leaves that wait. */
static void
take_waiting (CpxLogVerifier *self)
{
  CpxMerkleHash leaves[TILE_SIZE];
  guint n = cpx_leaf_batch_count (self->waiting);
  guint64 first = self->edge.size;

  cpx_leaf_batch_hash (self->waiting, leaves);
  if (is_plain_tile (self, leaves))
    append_tile (self, leaves);
  else
    for (guint i = 0; i < n; i++)
      take_leaf (self, first + i, &leaves[i], cpx_leaf_batch_get_kept (self->waiting, i));
  cpx_leaf_batch_clear (self->waiting);
}

static void
let_wait (CpxLogVerifier      *self,
          const void          *leaf,
          gsize                size,
          const CpxMerkleHash *kept_hash)
{
  guint64 end;

  cpx_leaf_batch_add (self->waiting, leaf, size, kept_hash);
  end = self->edge.size + cpx_leaf_batch_count (self->waiting);
  if (end % TILE_SIZE == 0 || cpx_leaf_batch_get_size (self->waiting) > MOST_BYTES)
    take_waiting (self);
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
  take_waiting (self);

  g_return_if_fail (self->edge.size > 0 && self->edge.size % TILE_SIZE == 0);

  if (self->is_looking_on && !self->kept_differs)
    conclude (self, node);
  else if (self->verdict.fault == CPX_LOG_FAULT_NONE && !cpx_merkle_hash_equal (node, &self->completed[TILE_LEVEL]))
    accuse_tile (self, node);
}

/**
 * cpx_log_verifier_expect_node:
 * @self: a verifier whose size is a multiple of 2^@level
 * @level: the height of a complete subtree, higher than a tile
 * @node: the root that is kept of the last 2^@level leaves
 *
 * Says what the last leaves came to, after cpx_log_verifier_expect_tile(): its tiles agreed, so that the node is false.
 */
void
cpx_log_verifier_expect_node (CpxLogVerifier      *self,
                              guint                level,
                              const CpxMerkleHash *node)
{
  guint64 n = G_GUINT64_CONSTANT (1) << level;

  g_return_if_fail (level < CPX_MERKLE_LEVELS && self->edge.size > 0 && self->edge.size % n == 0);

  if (self->verdict.fault != CPX_LOG_FAULT_NONE || cpx_merkle_hash_equal (node, &self->completed[level]))
    return;
  doubt (self);
  set_verdict (self, CPX_LOG_FAULT_HASHES, self->edge.size - n, self->edge.size - 1);
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
 * Returns: `FALSE` once there is a verdict, at the end of a tile at the latest: what follows does not matter any more
 */
gboolean
cpx_log_verifier_add (CpxLogVerifier      *self,
                      guint64              index,
                      const void          *leaf,
                      gsize                size,
                      const CpxMerkleHash *kept_hash)
{
  CpxMerkleHash hash;

  if (self->verdict.fault == CPX_LOG_FAULT_NONE &&
      index == self->edge.size + cpx_leaf_batch_count (self->waiting))
    {
      let_wait (self, leaf, size, kept_hash);
      return !is_over (self);
    }
  take_waiting (self);
  if (is_over (self))
    return FALSE;
  cpx_merkle_hash_leaf (leaf, size, &hash);
  take_leaf (self, index, &hash, kept_hash);

  return !is_over (self);
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
  gboolean lacks;

  take_waiting (self);
  lacks = self->next_expected < self->expected->len;
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
  return self->edge.size + cpx_leaf_batch_count (self->waiting);
}

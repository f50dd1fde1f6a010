/* cpx-audit-tree.c: the hash tree of a log, as it is stored.
 *
 *   level 16            t0 …             The hashes of the leaves stand beside them in the table log. Above them only
 *                      /  \              every eighth level is kept, in log_tree: a tile is the 256 nodes of one kept
 *   level  8     t0 … t255 | t256 …      level under one node of the next, and what is between is reckoned anew from
 *               /    \                   it: at most 255 pairs.
 *   level  0  0…255 | 256…511 | …
 *
 * Invariants (the tests carry the numbers):
 *
 *  T1. An entry, its hash and the nodes that it completes are written by one transaction.
 *  T2. The store keeps the edge of the tree beside the count of entries: to append reads nothing, after the first time.
 *  T3. A root or a proof reads two tiles a kept level at most, whatever the size of the log.
 *  T4. Nothing here vouches for itself: a root is worth the signature it is checked against, and who verifies the whole
 *      log hashes the leaves anew.
 *  T5. Only proofs of entries, which are checked before they are given, use tiles that were kept in memory. What is
 *      verified is read from the disk, and what is not committed is not kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-tree-private.h"

#include "cpx-audit-log-private.h"
#include "cpx-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BAND_LEVELS 8
#define TILE_SIZE   CPX_AUDIT_TILE_SIZE  /* 2^BAND_LEVELS */
#define N_BANDS     5                    /* 2^40 leaves */

typedef CpxAuditTile Tile;

struct _CpxAuditTree
{
  CpxTxn   *txn;
  gint64    first_place;
  guint64   size;
  gboolean  is_proving;      /* what was kept of earlier proofs will do (T5) */
  guint64   last_tile;       /* of the entries: the one in which the tree ends */
  Tile     *tiles[N_BANDS];  /* (owned) (nullable): the last one read of each band */
};

/**
 * cpx_audit_tree_open:
 * @txn: a transaction, which has to outlive the tree
 * @device: (nullable): a device; NULL: this one
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable): the tree of its log
 */
CpxAuditTree *
cpx_audit_tree_open (CpxTxn       *txn,
                     const CpxId  *device,
                     GError      **error)
{
  gint64 size = cpx_audit_log_count (txn, device, error);
  CpxAuditTree *self;
  gint64 first, end;

  if (size < 0 || !cpx_audit_log_find_range (txn, device, 0, &first, &end, error))
    return NULL;

  self = g_new0 (CpxAuditTree, 1);
  self->txn = txn;
  self->first_place = first;
  self->size = (guint64) size;

  return self;
}

void
cpx_audit_tree_free (CpxAuditTree *self)
{
  for (guint band = 0; band < N_BANDS; band++)
    g_free (self->tiles[band]);
  g_free (self);
}

/**
 * cpx_audit_tree_get_size:
 * @self: a tree
 *
 * Returns: how many entries its log has
 */
guint64
cpx_audit_tree_get_size (CpxAuditTree *self)
{
  return self->size;
}

/* The nodes of a band whose subtrees end within [first, end) of the log. */
static CpxStatement *
prepare_band (CpxTxn   *txn,
              guint     band,
              gint64    first,
              gint64    end,
              GError  **error)
{
  CpxStatement *statement;

  if (band == 0)
    statement = cpx_db_prepare (txn->db, "SELECT hash, place FROM log WHERE place >= ?1 AND place < ?2"
                                         " ORDER BY place", error);
  else
    statement = cpx_db_prepare (txn->db, "SELECT hash, place FROM log_tree WHERE place >= ?1 AND place < ?2"
                                         " AND level = ?3 ORDER BY place", error);
  if (statement == NULL)
    return NULL;
  cpx_statement_bind_int64 (statement, 1, first);
  cpx_statement_bind_int64 (statement, 2, end);
  if (band > 0)
    cpx_statement_bind_int64 (statement, 3, band * BAND_LEVELS);

  return statement;
}

static gboolean
read_hash (CpxStatement  *statement,
           gint64         place,
           CpxMerkleHash *out_hash)
{
  gsize size;
  const void *bytes = cpx_statement_get_blob (statement, 0, &size);

  if (size != sizeof out_hash->bytes || cpx_statement_get_int64 (statement, 1) != place)
    return FALSE;
  memcpy (out_hash->bytes, bytes, size);

  return TRUE;
}

static gboolean
fail_damaged (CpxAuditTree *self,
              GError      **error)
{
  g_autofree char *size = g_strdup_printf ("%" G_GUINT64_FORMAT, self->size);

  g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_DAMAGED,
               _("The hash tree over the %s entries of the audit log has holes"), size);
  return FALSE;
}

static gboolean
fill_tile (CpxAuditTree *self,
           Tile         *tile,
           guint         band,
           GError      **error)
{
  guint height = band * BAND_LEVELS, shift = height + BAND_LEVELS;
  gint64 first = self->first_place + (gint64) (tile->number << shift);
  g_autoptr(CpxStatement) statement = prepare_band (self->txn, band, first,
                                                    first + (G_GINT64_CONSTANT (1) << shift), error);
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  for (tile->n = 0; (step = cpx_statement_step (statement, error)) == CPX_STEP_ROW; tile->n++)
    {
      gint64 place = first + ((tile->n + G_GINT64_CONSTANT (1)) << height) - 1;

      if (tile->n >= TILE_SIZE || !read_hash (statement, place, &tile->nodes[tile->n]))
        return fail_damaged (self, error);
    }
  tile->is_loaded = step == CPX_STEP_DONE;

  return tile->is_loaded;
}

/* The nodes of a tile @height above those that are kept: half as many a level. */
static CpxMerkleHash *
get_level (Tile  *tile,
           guint  height)
{
  return tile->nodes + (2 * TILE_SIZE - (2 * TILE_SIZE >> height));
}

/* All of them at once, level by level: a proof takes one of nearly each. */
static void
join_nodes (Tile *tile)
{
  for (guint height = 0; height + 1 < BAND_LEVELS; height++)
    cpx_merkle_hash_pairs (get_level (tile, height), tile->n >> (height + 1), get_level (tile, height + 1));
  tile->is_joined = TRUE;
}

/* Is the tile one that the next proof asks for too? Of the entries themselves it is the last. */
static gboolean
is_kept_for_others (CpxAuditTree *self,
                    guint         band,
                    guint64       number)
{
  return self->is_proving && !cpx_db_is_writer (self->txn->db) && (band > 0 || number == self->last_tile);
}

static gboolean
read_tile (CpxAuditTree *self,
           Tile         *tile,
           guint         band,
           guint64       number,
           GError      **error)
{
  tile->is_loaded = tile->is_joined = tile->is_kept = FALSE;
  tile->number = number;
  if (!fill_tile (self, tile, band, error))
    return FALSE;
  if (is_kept_for_others (self, band, number))
    {
      join_nodes (tile);
      cpx_audit_tiles_keep (self->txn->shape->tiles, self->first_place, band, tile);
    }

  return TRUE;
}

/* The first @n nodes of a tile at least, if there are so many. */
static Tile *
load_tile (CpxAuditTree *self,
           guint         band,
           guint64       number,
           guint         n,
           GError      **error)
{
  Tile *tile = self->tiles[band];

  if (tile == NULL)
    tile = self->tiles[band] = g_new0 (Tile, 1);
  if (tile->is_loaded && tile->number == number && (!tile->is_kept || n <= tile->n))
    return tile;
  if (is_kept_for_others (self, band, number) &&
      cpx_audit_tiles_find (self->txn->shape->tiles, self->first_place, band, number, tile) && n <= tile->n)
    return tile;

  return read_tile (self, tile, band, number, error) ? tile : NULL;
}

/* A CpxMerkleRead (T3). */
static gboolean
read_cb (guint           level,
         guint64         index,
         CpxMerkleHash  *out_hash,
         gpointer        user_data,
         GError        **error)
{
  CpxAuditTree *self = user_data;
  guint band = level / BAND_LEVELS, height = level % BAND_LEVELS;
  guint64 first = index << height;
  guint at = (guint) (first % TILE_SIZE), n = 1u << height;
  Tile *tile = band < N_BANDS ? load_tile (self, band, first / TILE_SIZE, at + n, error) : NULL;

  if (tile == NULL)
    return FALSE;
  if (at + n > tile->n)
    return fail_damaged (self, error);
  if (height > 0 && !tile->is_joined)
    join_nodes (tile);
  *out_hash = get_level (tile, height)[at >> height];

  return TRUE;
}

/**
 * cpx_audit_tree_find_node:
 * @self: a tree
 * @level: the height of a complete subtree
 * @index: how many of that height stand before it
 * @out_hash: (out caller-allocates): its root, as the store keeps it
 * @error: where to put what is wrong
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_audit_tree_find_node (CpxAuditTree   *self,
                          guint           level,
                          guint64         index,
                          CpxMerkleHash  *out_hash,
                          GError        **error)
{
  return read_cb (level, index, out_hash, self, error);
}

/**
 * cpx_audit_tree_find_root:
 * @self: a tree
 * @size: how many of its first entries
 * @out_root: (out caller-allocates): the root it had then
 * @error: where to put what is wrong
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_audit_tree_find_root (CpxAuditTree   *self,
                          guint64         size,
                          CpxMerkleHash  *out_root,
                          GError        **error)
{
  g_return_val_if_fail (size <= self->size, FALSE);

  return cpx_merkle_find_root (size, read_cb, self, out_root, error);
}

/* Whatever else is asked of this tree is read. */
static void
drop_kept (CpxAuditTree *self)
{
  for (guint band = 0; band < N_BANDS; band++)
    if (self->tiles[band] != NULL && self->tiles[band]->is_kept)
      self->tiles[band]->is_loaded = FALSE;
}

/**
 * cpx_audit_tree_prove_inclusion:
 * @self: a tree
 * @index: which entry, from 0
 * @size: how many of its first entries the root is of
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable) (element-type CpxMerkleHash): the proof that the entry is in the log
 */
GArray *
cpx_audit_tree_prove_inclusion (CpxAuditTree  *self,
                                guint64        index,
                                guint64        size,
                                GError       **error)
{
  GArray *hashes;

  g_return_val_if_fail (index < size && size <= self->size, NULL);

  self->is_proving = TRUE;
  self->last_tile = size / TILE_SIZE;
  hashes = cpx_merkle_prove_inclusion (index, size, read_cb, self, error);
  self->is_proving = FALSE;
  drop_kept (self);

  return hashes;
}

/**
 * cpx_audit_tree_forget_kept:
 * @self: a tree
 *
 * Forgets what earlier proofs left in memory (T5): one that was made with it does not hold.
 */
void
cpx_audit_tree_forget_kept (CpxAuditTree *self)
{
  cpx_audit_tiles_forget (self->txn->shape->tiles);
}

/**
 * cpx_audit_tree_prove_consistency:
 * @self: a tree
 * @old_size: how many entries it had, 1 at least
 * @size: how many it has
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable) (element-type CpxMerkleHash): the proof that the log only grew
 */
GArray *
cpx_audit_tree_prove_consistency (CpxAuditTree  *self,
                                  guint64        old_size,
                                  guint64        size,
                                  GError       **error)
{
  g_return_val_if_fail (old_size > 0 && old_size <= size && size <= self->size, NULL);

  return cpx_merkle_prove_consistency (old_size, size, read_cb, self, error);
}

/* Finds the peaks of the tree of this device's log (T2). Not before an entry is written: a page of the log that is bad
 * must not keep anybody from reading the rest. */
static gboolean
ensure_edge (CpxTxn  *txn,
             GError **error)
{
  g_autoptr(CpxAuditTree) self = NULL;
  guint64 size = txn->logs.tree.size;

  if (txn->logs.has_edge)
    return TRUE;
  self = cpx_audit_tree_open (txn, NULL, error);
  if (self == NULL)
    return FALSE;
  for (guint level = 0; size >> level > 0; level++)
    {
      guint64 n = size >> level;

      if ((n & 1) != 0 && !read_cb (level, n - 1, &txn->logs.tree.peaks[level], self, error))
        return FALSE;
    }
  txn->logs.has_edge = TRUE;

  return TRUE;
}

static gboolean
insert_node (CpxTxn               *txn,
             guint                 level,
             gint64                place,
             const CpxMerkleHash  *hash,
             GError              **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "INSERT OR REPLACE INTO log_tree (level, place, hash) VALUES (?1, ?2, ?3)", error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, level);
  cpx_statement_bind_int64 (statement, 2, place);
  cpx_statement_bind_static_blob (statement, 3, hash->bytes, sizeof hash->bytes);

  return cpx_statement_run (statement, error);
}

/* Keeps of the subtrees that the leaf at @place completed those that are kept. */
static gboolean
keep_completed (CpxTxn               *txn,
                gint64                place,
                const CpxMerkleHash  *completed,
                guint                 height,
                GError              **error)
{
  for (guint level = BAND_LEVELS; level <= height; level += BAND_LEVELS)
    if (!insert_node (txn, level, place, &completed[level], error))
      return FALSE;

  return TRUE;
}

/**
 * cpx_audit_tree_append:
 * @txn: a transaction that writes, before it counts the new entry
 * @leaf: the hash of the entry that is appended to this device's log
 * @error: where to put what is wrong
 *
 * Lets the tree grow with its log (T1, T2).
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_audit_tree_append (CpxTxn               *txn,
                       const CpxMerkleHash  *leaf,
                       GError              **error)
{
  gint64 place = cpx_audit_log_get_next_place (txn);
  CpxMerkleHash completed[CPX_MERKLE_LEVELS];

  if (!ensure_edge (txn, error))
    return FALSE;

  return keep_completed (txn, place, completed, cpx_merkle_edge_append (&txn->logs.tree, leaf, completed), error);
}

/* A vault of a program that had no tree has entries without it. */
static gboolean
is_filled (CpxTxn   *txn,
           gboolean *out_filled,
           GError  **error)
{
  g_autoptr(CpxAuditTree) self = cpx_audit_tree_open (txn, NULL, error);
  g_autoptr(CpxStatement) statement = self != NULL ? cpx_db_prepare (txn->db, "SELECT count(*) FROM log_tree WHERE"
    " level = ?1 AND place >= ?2 AND place < ?3", error) : NULL;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, BAND_LEVELS);
  cpx_statement_bind_int64 (statement, 2, self->first_place);
  cpx_statement_bind_int64 (statement, 3, self->first_place + (gint64) self->size);
  if (cpx_statement_step (statement, error) != CPX_STEP_ROW)
    return FALSE;
  *out_filled = (guint64) cpx_statement_get_int64 (statement, 0) == self->size >> BAND_LEVELS;

  return TRUE;
}

/* Makes the kept nodes of this device's log from the hashes of its entries. */
static gboolean
fill (CpxTxn  *txn,
      GError **error)
{
  g_autoptr(CpxAuditTree) self = cpx_audit_tree_open (txn, NULL, error);
  g_autoptr(CpxStatement) statement = NULL;
  CpxMerkleEdge edge = { 0 };
  CpxStep step;

  if (self != NULL)
    statement = prepare_band (txn, 0, self->first_place, self->first_place + (gint64) self->size, error);
  if (statement == NULL)
    return FALSE;
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      CpxMerkleHash leaf, completed[CPX_MERKLE_LEVELS];
      gint64 place = self->first_place + (gint64) edge.size;

      if (!read_hash (statement, place, &leaf))
        return fail_damaged (self, error);
      if (!keep_completed (txn, place, completed, cpx_merkle_edge_append (&edge, &leaf, completed), error))
        return FALSE;
    }

  return step == CPX_STEP_DONE;
}

static gboolean
ensure (CpxTxn  *txn,
        GError **error)
{
  gboolean filled;

  if (!is_filled (txn, &filled, error))
    return FALSE;
  if (filled)
    return TRUE;
  if (!cpx_db_begin_immediate (txn->db, error))
    return FALSE;
  if (fill (txn, error) && cpx_db_commit (txn->db, error))
    return TRUE;
  cpx_db_rollback (txn->db);

  return FALSE;
}

/**
 * cpx_audit_tree_ensure:
 * @txn: what writes, outside a transaction
 * @error: where to put what is wrong
 *
 * Sees to it that this device's log has a tree: a vault that an older program wrote has none. A log that cannot be read
 * to its end has none either, and must not keep anybody from reading the rest.
 *
 * Returns: `FALSE` on another error
 */
gboolean
cpx_audit_tree_ensure (CpxTxn  *txn,
                       GError **error)
{
  g_autoptr(GError) failure = NULL;

  if (ensure (txn, &failure) || cpx_store_error_is_damage (failure))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/* cpx-seal-reread.c: entries read again before a seal is set over them.
 *
 * A root comes of stored hashes: an entry that was altered while its hash was left alone would be sealed as if it were
 * in order. So, before each seal:
 *
 *  1. every entry that is under no seal yet is hashed and compared with the hash kept of it, up to MAX_NEW of them;
 *  2. and STRETCH of the others, the whole log while it is no longer than that, else another stretch at each seal;
 *  3. where they fill a tile, its kept root is compared too.
 *
 * All of a long log only the whole verification reads: closing must not take longer with each year. A page that cannot
 * be read is no reason against a seal; who reads what is on it is told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-seal-reread-private.h"

#include "cpx-verify-log.h"

#include <cpx-audit-log.h>
#include <cpx-audit-tree.h>
#include <cpx-store.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define TILE_LEVEL 8
#define TILE_SIZE  256
#define STRETCH    4096    /* entries; whole tiles */
#define MAX_NEW    65536   /* after an import of a large practice: some tenths of a second */

typedef struct
{
  CpxAuditTree  *tree;
  CpxMerkleEdge  tile;      /* what of the tile under way was read */
  guint64        next;
  CpxLogVerdict  verdict;
} Rereading;

/* (3) */
static gboolean
compare_tile (Rereading  *self,
              GError    **error)
{
  guint64 index = self->next / TILE_SIZE - 1;
  CpxMerkleHash root, kept;

  cpx_merkle_edge_get_root (&self->tile, &root);
  self->tile = (CpxMerkleEdge) { 0 };
  if (!cpx_audit_tree_find_node (self->tree, TILE_LEVEL, index, &kept, error))
    return FALSE;
  if (!cpx_merkle_hash_equal (&root, &kept))
    self->verdict = (CpxLogVerdict) { CPX_LOG_FAULT_ALTERED, index * TILE_SIZE, self->next - 1 };

  return TRUE;
}

/* A CpxAuditLogFunc. The first fault stands. */
static gboolean
compare_entry (const CpxAuditLogRow  *row,
               gpointer               user_data,
               GError               **error)
{
  Rereading *self = user_data;
  CpxMerkleHash hash;

  if (self->verdict.fault != CPX_LOG_FAULT_NONE)
    return TRUE;
  if (row->index != self->next)
    {
      self->verdict = (CpxLogVerdict) { CPX_LOG_FAULT_REMOVED, self->next, self->next };
      return TRUE;
    }
  cpx_merkle_hash_leaf (row->leaf.bytes, row->leaf.size, &hash);
  if (row->hash.size != sizeof hash.bytes || memcmp (row->hash.bytes, hash.bytes, sizeof hash.bytes) != 0)
    {
      self->verdict = (CpxLogVerdict) { CPX_LOG_FAULT_CHANGED, row->index, row->index };
      return TRUE;
    }
  cpx_merkle_edge_append (&self->tile, &hash, NULL);
  self->next++;

  return self->next % TILE_SIZE != 0 || compare_tile (self, error);
}

/* From the beginning of a tile. */
static gboolean
reread (Rereading  *self,
        CpxTxn     *txn,
        guint64     from,
        guint64     end,
        GError    **error)
{
  self->next = from;
  self->tile = (CpxMerkleEdge) { 0 };

  return from >= end || self->verdict.fault != CPX_LOG_FAULT_NONE ||
         cpx_audit_log_walk (txn, NULL, from, (guint) (end - from), compare_entry, self, error);
}

static guint64
begin_of_tile (guint64 index)
{
  return index - index % TILE_SIZE;
}

/* Where the stretch begins (2): elsewhere at each seal. Who has the key can reckon it, and is found by reading all. */
static guint64
choose_stretch (const CpxAuditSeal *last,
                guint64             n_old)
{
  return n_old <= STRETCH ? 0 : begin_of_tile (g_str_hash (last->note) % (n_old - STRETCH + TILE_SIZE));
}

static gboolean
reread_both (Rereading           *self,
             CpxTxn              *txn,
             const CpxAuditSeal  *last,
             guint64              size,
             GError             **error)
{
  guint64 n_old = begin_of_tile (last != NULL ? last->size : 0);
  guint64 from = MAX (n_old, begin_of_tile (size > MAX_NEW ? size - MAX_NEW : 0));
  guint64 old = n_old > 0 ? choose_stretch (last, n_old) : 0;

  return reread (self, txn, old, MIN (old + STRETCH, n_old), error) && reread (self, txn, from, size, error);
}

/**
 * cpx_seal_reread:
 * @txn: a transaction
 * @last: (nullable): the last seal, which the log bears out
 * @size: how many entries this post's log has
 * @error: where the fault goes: %CPX_PRACTICE_ERROR_DAMAGED names the first entry that is not what was hashed
 *
 * Reads the entries that the next seal is the first of, and some of the others.
 *
 * Returns: `FALSE` if one is not what it was when it was written
 */
gboolean
cpx_seal_reread (CpxTxn              *txn,
                 const CpxAuditSeal  *last,
                 guint64              size,
                 GError             **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(CpxAuditTree) tree = cpx_audit_tree_open (txn, NULL, &failure);
  Rereading self = { .tree = tree };
  g_autofree char *sentence = NULL;

  if (tree != NULL && !reread_both (&self, txn, last, size, &failure) && !cpx_store_error_is_damage (failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  sentence = cpx_log_verdict_dup_sentence (&self.verdict);
  if (sentence == NULL)
    return TRUE;
  /* Translators: what is wrong with the log and where, a sentence. */
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED,
               _("%s The log is not sealed again: have it verified."), sentence);

  return FALSE;
}

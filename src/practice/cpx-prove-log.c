/* cpx-prove-log.c: proofs from this post's log that anyone checks without it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-prove-log.h"

#include "cpx-audit-seal.h"
#include "cpx-practice-private.h"

#include <cpx-audit-log.h>
#include <cpx-audit-tree.h>
#include <cpx-checkpoint-table.h>
#include <cpx-growth-proof.h>

#include <glib/gi18n-lib.h>
#include <string.h>

/* What is to be proved, and of an entry whether a seal is of it yet. */
typedef struct
{
  guint64        from;
  guint64        to;
  gboolean       is_sealed;  /* of growth: it comes to a seal */
  GBytes        *leaf;       /* (owned) (nullable): of the entry */
  CpxTlogProof  *proof;      /* (owned) (nullable) */
} Range;

static gboolean
fail_beyond (guint64   wanted,
             guint64   size,
             GError  **error)
{
  g_autofree char *wanted_text = g_strdup_printf ("%" G_GUINT64_FORMAT, wanted);
  g_autofree char *size_text = g_strdup_printf ("%" G_GUINT64_FORMAT, size);

  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
               _("There is no entry %s: the log of this post has %s."), wanted_text, size_text);
  return FALSE;
}

/* NULL without an error if no seal is of so many entries yet. */
static CpxSignedNote *
find_seal_over (CpxTxn   *txn,
                guint64   index,
                guint64  *out_size,
                GError  **error)
{
  g_autoptr(GPtrArray) last = cpx_checkpoint_table_list (txn, NULL, G_MAXUINT64, 1, error);
  const CpxStoredCheckpoint *stored = last != NULL && last->len > 0 ? g_ptr_array_index (last, 0) : NULL;

  if (stored == NULL || stored->size <= index)
    return NULL;
  *out_size = stored->size;

  return cpx_signed_note_parse (stored->note, strlen (stored->note), error);
}

/* A CpxAuditLogFunc. */
static gboolean
keep_leaf (guint64      index,
           const void  *leaf,
           gsize        size,
           const void  *hash,
           gsize        hash_size,
           gpointer     user_data,
           GError     **error)
{
  Range *range = user_data;

  g_clear_pointer (&range->leaf, g_bytes_unref);
  range->leaf = g_bytes_new (leaf, size);

  return TRUE;
}

static gboolean
prove_under (Range          *range,
             CpxAuditTree   *tree,
             CpxSignedNote  *seal,
             guint64         size,
             GError        **error)
{
  g_autoptr(GArray) hashes = NULL;

  if (size > cpx_audit_tree_get_size (tree))
    return fail_beyond (size, cpx_audit_tree_get_size (tree), error);
  hashes = cpx_audit_tree_prove_inclusion (tree, range->from, size, error);
  if (hashes == NULL)
    return FALSE;
  range->proof = cpx_tlog_proof_new (range->from, range->leaf, hashes, seal);

  return TRUE;
}

/* A CpxTxnFunc. */
static gpointer
look_entry (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  Range *range = data;
  g_autoptr(GError) failure = NULL;
  g_autoptr(CpxAuditTree) tree = cpx_audit_tree_open (txn, NULL, &failure);
  g_autoptr(CpxSignedNote) seal = NULL;
  guint64 size = 0;

  if (tree != NULL && range->from >= cpx_audit_tree_get_size (tree))
    fail_beyond (range->from + 1, cpx_audit_tree_get_size (tree), &failure);
  if (failure == NULL)
    seal = find_seal_over (txn, range->from, &size, &failure);
  if (seal != NULL && cpx_audit_log_walk (txn, NULL, range->from, 1, keep_leaf, range, &failure))
    prove_under (range, tree, seal, size, &failure);
  g_clear_pointer (&range->leaf, g_bytes_unref);
  if (failure == NULL)
    return range;
  g_propagate_error (error, g_steal_pointer (&failure));

  return NULL;
}

/**
 * cpx_practice_prove_entry:
 * @practice: a practice
 * @index: which entry of this post's log, from 0
 * @error: where the refusal goes
 *
 * Proves that an entry is in the log that was sealed last; seals it first if the entry is younger. The proof holds the
 * leaf, its details sealed in it, so that cpx_proof_verify() needs nothing else.
 *
 * Returns: (transfer full) (nullable): the proof
 */
CpxTlogProof *
cpx_practice_prove_entry (CpxPractice  *practice,
                          guint64       index,
                          GError      **error)
{
  Range range = { .from = index };
  g_autoptr(CpxAuditSeal) seal = NULL;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (cpx_practice_look (practice, "audit:read", look_entry, &range, NULL, error) == NULL)
    return NULL;
  if (range.proof != NULL)
    return range.proof;
  seal = cpx_practice_seal_log (practice, CPX_SEAL_ASKED, error);
  if (seal == NULL || cpx_practice_look (practice, "audit:read", look_entry, &range, NULL, error) == NULL)
    return NULL;

  return range.proof;
}

/* The seal that makes the roots those of the log, and the way there. */
static gboolean
prove_seal (CpxAuditTree    *tree,
            CpxTxn          *txn,
            CpxGrowthProof  *growth,
            GError         **error)
{
  guint64 size = 0;
  g_autoptr(GError) fault = NULL;

  growth->checkpoint = find_seal_over (txn, growth->size - 1, &size, &fault);
  if (growth->checkpoint != NULL && size > cpx_audit_tree_get_size (tree))
    fail_beyond (size, cpx_audit_tree_get_size (tree), &fault);
  if (growth->checkpoint != NULL && fault == NULL)
    growth->checkpoint_hashes = cpx_audit_tree_prove_consistency (tree, growth->size, size, &fault);
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));

  return FALSE;
}

/* A CpxTxnFunc. */
static gpointer
look_growth (CpxTxn    *txn,
             gpointer   data,
             GError   **error)
{
  Range *range = data;
  g_auto(CpxGrowthProof) growth = { .old_size = range->from, .size = range->to };
  g_autoptr(CpxAuditTree) tree = cpx_audit_tree_open (txn, NULL, error);

  if (tree == NULL)
    return NULL;
  if (range->to > cpx_audit_tree_get_size (tree))
    {
      fail_beyond (range->to, cpx_audit_tree_get_size (tree), error);
      return NULL;
    }
  growth.hashes = cpx_audit_tree_prove_consistency (tree, range->from, range->to, error);
  if (growth.hashes == NULL || !cpx_audit_tree_find_root (tree, range->from, &growth.old_root, error) ||
      !cpx_audit_tree_find_root (tree, range->to, &growth.root, error) || !prove_seal (tree, txn, &growth, error))
    return NULL;
  range->is_sealed = growth.checkpoint != NULL;

  return cpx_growth_proof_to_json (&growth);
}

/**
 * cpx_practice_prove_growth:
 * @practice: a practice
 * @old_size: how many entries this post's log had, 1 at least
 * @size: how many later, at least as many
 * @error: where the refusal goes
 *
 * Proves that the log only grew from one size to another (RFC 9162, 2.1.4), up to a seal; seals the log first if no
 * seal is of so many entries yet.
 *
 * Returns: (transfer full) (nullable): both sizes, both roots and the hashes in base64, and the seal
 */
json_t *
cpx_practice_prove_growth (CpxPractice  *practice,
                           guint64       old_size,
                           guint64       size,
                           GError      **error)
{
  Range range = { .from = old_size, .to = size };
  g_autoptr(CpxAuditSeal) seal = NULL;
  g_autoptr(json_t) unsealed = NULL;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (old_size < 1 || old_size > size)
    {
      g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                           _("A log grows from at least one entry to as many or more: exchange the two numbers."));
      return NULL;
    }
  unsealed = cpx_practice_look (practice, "audit:read", look_growth, &range, (GDestroyNotify) json_decref, error);
  if (unsealed == NULL || range.is_sealed)
    return g_steal_pointer (&unsealed);
  seal = cpx_practice_seal_log (practice, CPX_SEAL_ASKED, error);
  if (seal == NULL)
    return NULL;

  return cpx_practice_look (practice, "audit:read", look_growth, &range, (GDestroyNotify) json_decref, error);
}

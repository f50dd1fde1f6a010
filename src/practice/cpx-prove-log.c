/* cpx-prove-log.c: proofs from this post's log that anyone checks without it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-prove-log.h"

#include "cpx-audit-seal.h"
#include "cpx-practice-private.h"

#include <cpx-audit-tree.h>
#include <cpx-checkpoint-table.h>

#include <glib/gi18n-lib.h>
#include <string.h>

/* What is to be proved, and of an entry whether a seal is of it yet. */
typedef struct
{
  guint64        from;
  guint64        to;
  CpxTlogProof  *proof;  /* (owned) (nullable) */
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
  range->proof = cpx_tlog_proof_new (range->from, hashes, seal);

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
  if (seal != NULL)
    prove_under (range, tree, seal, size, &failure);
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
 * Proves that an entry is in the log that was sealed last; seals it first if the entry is younger.
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

static json_t *
hash_to_json (const CpxMerkleHash *hash)
{
  g_autofree char *text = g_base64_encode (hash->bytes, sizeof hash->bytes);

  return json_string (text);
}

static json_t *
growth_to_json (const Range          *range,
                const CpxMerkleHash  *old_root,
                const CpxMerkleHash  *root,
                GArray               *hashes)
{
  json_t *list = json_array ();

  for (guint i = 0; i < hashes->len; i++)
    json_array_append_new (list, hash_to_json (&g_array_index (hashes, CpxMerkleHash, i)));

  return json_pack ("{s:I, s:I, s:o, s:o, s:o}", "old_size", (json_int_t) range->from, "size", (json_int_t) range->to,
                    "old_root", hash_to_json (old_root), "root", hash_to_json (root), "proof", list);
}

/* A CpxTxnFunc. */
static gpointer
look_growth (CpxTxn    *txn,
             gpointer   data,
             GError   **error)
{
  const Range *range = data;
  g_autoptr(CpxAuditTree) tree = cpx_audit_tree_open (txn, NULL, error);
  g_autoptr(GArray) hashes = NULL;
  CpxMerkleHash old_root, root;

  if (tree == NULL)
    return NULL;
  if (range->to > cpx_audit_tree_get_size (tree))
    {
      fail_beyond (range->to, cpx_audit_tree_get_size (tree), error);
      return NULL;
    }
  hashes = cpx_audit_tree_prove_consistency (tree, range->from, range->to, error);
  if (hashes == NULL || !cpx_audit_tree_find_root (tree, range->from, &old_root, error) ||
      !cpx_audit_tree_find_root (tree, range->to, &root, error))
    return NULL;

  return growth_to_json (range, &old_root, &root, hashes);
}

/**
 * cpx_practice_prove_growth:
 * @practice: a practice
 * @old_size: how many entries this post's log had, 1 at least
 * @size: how many later, at least as many
 * @error: where the refusal goes
 *
 * Proves that the log only grew from one size to another (RFC 9162, 2.1.4).
 *
 * Returns: (transfer full) (nullable): both sizes, both roots and the hashes in base64
 */
json_t *
cpx_practice_prove_growth (CpxPractice  *practice,
                           guint64       old_size,
                           guint64       size,
                           GError      **error)
{
  Range range = { old_size, size };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (old_size < 1 || old_size > size)
    {
      g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                           _("A log grows from at least one entry to as many or more: exchange the two numbers."));
      return NULL;
    }

  return cpx_practice_look (practice, "audit:read", look_growth, &range, (GDestroyNotify) json_decref, error);
}

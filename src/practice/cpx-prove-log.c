/* cpx-prove-log.c: proofs from a post's log that anyone checks without it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-prove-log.h"

#include "cpx-audit-seal.h"
#include "cpx-post-log-private.h"
#include "cpx-practice-private.h"

#include <cpx-audit-log.h>
#include <cpx-audit-tree.h>
#include <cpx-checkpoint-table.h>
#include <cpx-growth-proof.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define HELD_SEAL "cpx-held-seal"   /* a practice's: the key and the seal whose signature was found to hold last */

/* What is to be proved, and of an entry whether a seal is of it yet. */
typedef struct
{
  CpxPractice   *practice;
  const char    *device_id;  /* whose log; of another post than this one only what it sealed is proved */
  CpxId          device;
  gboolean       is_own;
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
               _("There is no entry %s: that log has %s."), wanted_text, size_text);
  return FALSE;
}

/* NULL without an error if no seal is of so many entries yet. */
static CpxSignedNote *
find_seal_over (CpxTxn       *txn,
                const CpxId  *device,
                guint64       index,
                guint64      *out_size,
                GError      **error)
{
  g_autoptr(GPtrArray) last = cpx_checkpoint_table_list (txn, device, G_MAXUINT64, 1, error);
  const CpxStoredCheckpoint *stored = last != NULL && last->len > 0 ? g_ptr_array_index (last, 0) : NULL;

  if (stored == NULL || stored->size <= index)
    return NULL;
  *out_size = stored->size;

  return cpx_signed_note_parse (stored->note, strlen (stored->note), error);
}

/* A CpxAuditLogFunc: where the entry was taken away the next one comes. */
static gboolean
keep_leaf (const CpxAuditLogRow  *row,
           gpointer               user_data,
           GError               **error)
{
  Range *range = user_data;

  if (row->index == range->from)
    range->leaf = g_bytes_new (row->leaf.bytes, row->leaf.size);

  return TRUE;
}

/* A GDuplicateFunc. */
static gpointer
dup_text (gpointer text,
          gpointer user_data)
{
  return g_strdup (text);
}

/* The signature of a seal is the same for every entry: the last one that held is remembered with its key. */
static gboolean
holds_under (Range               *range,
             CpxTlogProof        *proof,
             const CpxMerkleHash *leaf,
             CpxNoteKey          *key)
{
  const char *note = cpx_signed_note_get_bytes (cpx_tlog_proof_get_checkpoint (proof));
  g_autofree char *key_text = cpx_note_key_print (key), *asked = g_strconcat (key_text, "\n", note, NULL);
  g_autofree char *known = g_object_dup_data (G_OBJECT (range->practice), HELD_SEAL, dup_text, NULL);
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();
  g_auto(CpxCheckpoint) seal = { NULL };

  if (g_strcmp0 (known, asked) == 0)
    return cpx_checkpoint_parse (cpx_signed_note_get_text (cpx_tlog_proof_get_checkpoint (proof)), &seal, NULL) &&
           cpx_tlog_proof_includes (proof, leaf, &seal);
  g_ptr_array_add (keys, key);
  if (!cpx_tlog_proof_check (proof, leaf, keys, NULL))
    return FALSE;
  g_object_set_data_full (G_OBJECT (range->practice), HELD_SEAL, g_steal_pointer (&asked), g_free);

  return TRUE;
}

static gboolean
holds (Range         *range,
       CpxTlogProof  *proof,
       CpxNoteKey    *key)
{
  gsize size = 0;
  const void *leaf = range->leaf != NULL ? g_bytes_get_data (range->leaf, &size) : NULL;
  CpxMerkleHash hash;

  if (leaf == NULL)
    return FALSE;
  cpx_merkle_hash_leaf (leaf, size, &hash);

  return holds_under (range, proof, &hash, key);
}

/* What was altered proves nothing: better no file than one that fails before whoever is to be convinced. */
static gboolean
check_holds (Range         *range,
             CpxTlogProof  *proof,
             CpxNoteKey    *key,
             GError       **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, range->from + 1);

  if (holds (range, proof, key))
    return TRUE;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED,
               _("Nothing proves entry %s: it, the hashes above it or the seal are not what they were. Verify the "
                 "whole log."), number);

  return FALSE;
}

static CpxTlogProof *
make_proof (Range          *range,
            CpxAuditTree   *tree,
            CpxSignedNote  *seal,
            guint64         size,
            GError        **error)
{
  g_autoptr(GArray) hashes = cpx_audit_tree_prove_inclusion (tree, range->from, size, error);

  return hashes != NULL ? cpx_tlog_proof_new (range->from, range->leaf, hashes, seal) : NULL;
}

static gboolean
prove_under (Range          *range,
             CpxTxn         *txn,
             CpxAuditTree   *tree,
             CpxSignedNote  *seal,
             guint64         size,
             GError        **error)
{
  g_autoptr(CpxNoteKey) key = NULL;
  g_autoptr(CpxTlogProof) proof = NULL;

  if (size > cpx_audit_tree_get_size (tree))
    return fail_beyond (size, cpx_audit_tree_get_size (tree), error);
  key = cpx_post_log_load_key (txn, range->device_id, error);
  if (key == NULL || !cpx_audit_log_walk (txn, &range->device, range->from, 1, keep_leaf, range, error))
    return FALSE;
  proof = make_proof (range, tree, seal, size, error);
  if (proof == NULL || holds (range, proof, key))
    {
      range->proof = g_steal_pointer (&proof);
      return range->proof != NULL;
    }
  cpx_audit_tree_forget_kept (tree);
  cpx_tlog_proof_unref (proof);
  proof = make_proof (range, tree, seal, size, error);
  if (proof == NULL || !check_holds (range, proof, key, error))
    return FALSE;
  range->proof = g_steal_pointer (&proof);

  return TRUE;
}

/* This post seals what is too young; another one's entry waits for a seal that only that post can set. */
static void
fail_unsealed (const Range  *range,
               GError      **error)
{
  if (!range->is_own)
    g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
                         _("This entry is younger than the last seal of its post, and only that post can seal its "
                           "log: nothing proves the entry yet."));
}

/* A CpxTxnFunc. */
static gpointer
look_entry (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  Range *range = data;
  g_autoptr(GError) failure = NULL;
  g_autoptr(CpxAuditTree) tree = cpx_audit_tree_open (txn, &range->device, &failure);
  g_autoptr(CpxSignedNote) seal = NULL;
  guint64 size = 0;

  if (tree != NULL && range->from >= cpx_audit_tree_get_size (tree))
    fail_beyond (range->from + 1, cpx_audit_tree_get_size (tree), &failure);
  if (failure == NULL)
    seal = find_seal_over (txn, &range->device, range->from, &size, &failure);
  if (seal != NULL)
    prove_under (range, txn, tree, seal, size, &failure);
  else if (failure == NULL)
    fail_unsealed (range, &failure);
  g_clear_pointer (&range->leaf, g_bytes_unref);
  if (failure == NULL)
    return range;
  g_propagate_error (error, g_steal_pointer (&failure));

  return NULL;
}

/* Of this post when no other is named. */
static gboolean
find_post (CpxPractice  *practice,
           const char   *device_id,
           Range        *range,
           GError      **error)
{
  const char *own = cpx_practice_get_device_id (practice);

  range->device_id = device_id != NULL ? device_id : own;
  range->is_own = strcmp (range->device_id, own) == 0;
  if (cpx_id_parse (range->device_id, &range->device))
    return TRUE;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND, _("There is no post “%s”."), device_id);

  return FALSE;
}

/* A CpxTxnFunc. */
static gpointer
look_key (CpxTxn    *txn,
          gpointer   data,
          GError   **error)
{
  return cpx_post_log_load_key (txn, data, error);
}

/**
 * cpx_practice_load_post_key:
 * @practice: a practice
 * @device_id: (nullable): a post whose log is in the vault; NULL: this one
 * @error: where the fault goes
 *
 * Gives the public key that a post's log is verified with, to be handed out with a proof of it.
 *
 * Returns: (transfer full) (nullable): the key
 */
CpxNoteKey *
cpx_practice_load_post_key (CpxPractice  *practice,
                            const char   *device_id,
                            GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (device_id == NULL || strcmp (device_id, cpx_practice_get_device_id (practice)) == 0)
    return cpx_practice_load_log_key (practice, error);

  return cpx_practice_look (practice, "audit:read", look_key, (gpointer) device_id,
                            (GDestroyNotify) cpx_note_key_unref, error);
}

/**
 * cpx_practice_prove_entry:
 * @practice: a practice
 * @device_id: (nullable): whose log; NULL: this post's
 * @index: which entry of that log, from 0
 * @error: where the refusal goes
 *
 * Proves that an entry is in the log that was sealed last. This post seals its log first if the entry is younger; of
 * another post, such as the one before a restore, the last seal that the vault holds is taken, and a younger entry is
 * %CPX_PRACTICE_ERROR_NOT_FOUND. The proof holds the leaf, its details sealed in it, so that cpx_proof_verify() needs
 * nothing else. A proof that would not hold is not given: %CPX_PRACTICE_ERROR_DAMAGED.
 *
 * Returns: (transfer full) (nullable): the proof
 */
CpxTlogProof *
cpx_practice_prove_entry (CpxPractice  *practice,
                          const char   *device_id,
                          guint64       index,
                          GError      **error)
{
  Range range = { .practice = practice, .from = index };
  g_autoptr(CpxAuditSeal) seal = NULL;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (!find_post (practice, device_id, &range, error) ||
      cpx_practice_look (practice, "audit:read", look_entry, &range, NULL, error) == NULL)
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
prove_seal (const Range     *range,
            CpxAuditTree    *tree,
            CpxTxn          *txn,
            CpxGrowthProof  *growth,
            GError         **error)
{
  guint64 size = 0;
  g_autoptr(GError) fault = NULL;

  growth->checkpoint = find_seal_over (txn, &range->device, growth->size - 1, &size, &fault);
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
  g_autoptr(CpxAuditTree) tree = cpx_audit_tree_open (txn, &range->device, error);

  if (tree == NULL)
    return NULL;
  if (range->to > cpx_audit_tree_get_size (tree))
    {
      fail_beyond (range->to, cpx_audit_tree_get_size (tree), error);
      return NULL;
    }
  growth.hashes = cpx_audit_tree_prove_consistency (tree, range->from, range->to, error);
  if (growth.hashes == NULL || !cpx_audit_tree_find_root (tree, range->from, &growth.old_root, error) ||
      !cpx_audit_tree_find_root (tree, range->to, &growth.root, error) ||
      !prove_seal (range, tree, txn, &growth, error))
    return NULL;
  range->is_sealed = growth.checkpoint != NULL;
  if (!range->is_sealed && !range->is_own)
    {
      g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
                           _("No seal of that post is of so many entries, and only that post can seal its "
                             "log: nothing proves that it grew so far. Give a smaller --to."));
      return NULL;
    }

  return cpx_growth_proof_to_json (&growth);
}

/**
 * cpx_practice_prove_growth:
 * @practice: a practice
 * @device_id: (nullable): whose log; NULL: this post's
 * @old_size: how many entries that log had, 1 at least
 * @size: how many later, at least as many
 * @error: where the refusal goes
 *
 * Proves that the log only grew from one size to another (RFC 9162, 2.1.4), up to a seal; seals the log first if no
 * seal is of so many entries yet. Of another post, such as the one before a restore, that is
 * %CPX_PRACTICE_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full) (nullable): both sizes, both roots and the hashes in base64, and the seal
 */
json_t *
cpx_practice_prove_growth (CpxPractice  *practice,
                           const char   *device_id,
                           guint64       old_size,
                           guint64       size,
                           GError      **error)
{
  Range range = { .practice = practice, .from = old_size, .to = size };
  g_autoptr(CpxAuditSeal) seal = NULL;
  g_autoptr(json_t) unsealed = NULL;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (old_size < 1 || old_size > size)
    {
      g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                           _("A log grows from at least one entry to as many or more: exchange the two numbers."));
      return NULL;
    }
  if (!find_post (practice, device_id, &range, error))
    return NULL;
  unsealed = cpx_practice_look (practice, "audit:read", look_growth, &range, (GDestroyNotify) json_decref, error);
  if (unsealed == NULL || range.is_sealed)
    return g_steal_pointer (&unsealed);
  seal = cpx_practice_seal_log (practice, CPX_SEAL_ASKED, error);
  if (seal == NULL)
    return NULL;

  return cpx_practice_look (practice, "audit:read", look_growth, &range, (GDestroyNotify) json_decref, error);
}

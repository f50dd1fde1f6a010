/* cpx-audit-seal.c: what this post's log is at one instant, signed: a checkpoint anyone can verify.
 *
 * The entry "log.sealed" is written first, so that the checkpoint is of it too: of two seals without work between them
 * the second is the first. A log that its own last seal does not bear out is not sealed again, nor one of which an
 * entry is not what was hashed (cpx-seal-reread.c): a new seal would hide that.
 *
 * The key that signs is in the vault, as the log is: a seal says that nobody altered the log
 * since without that key. What says it of whoever has the key is a seal that was kept outside: a log that the one in
 * the second place is ahead of is not sealed either, on demand, at midnight or at closing. Closing waits half a second
 * for that place, and else goes by what was seen of it since the unlock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-seal-private.h"

#include "cpx-device-identity.h"
#include "cpx-journal.h"
#include "cpx-practice-private.h"
#include "cpx-seal-day.h"
#include "cpx-seal-reread-private.h"
#include "cpx-second-place-private.h"

#include <cpx-audit-log.h>
#include <cpx-audit-tree.h>
#include <cpx-checkpoint-table.h>
#include <cpx-checkpoint.h>
#include <cpx-clock.h>
#include <cpx-merkle.h>
#include <cpx-signed-note.h>

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const occasion_tokens[] = {
  [CPX_SEAL_ASKED] = "asked",
  [CPX_SEAL_CLOSING] = "closing",
  [CPX_SEAL_MIDNIGHT] = "midnight",
};

void
cpx_audit_seal_free (CpxAuditSeal *self)
{
  g_free (self->note);
  g_free (self->code);
  g_free (self);
}

static CpxAuditSeal *
make_seal (guint64     size,
           gint64      made_us,
           const char *note)
{
  g_autoptr(CpxSignedNote) parsed = cpx_signed_note_parse (note, strlen (note), NULL);
  g_auto(CpxCheckpoint) checkpoint = { 0 };
  CpxAuditSeal *self = g_new0 (CpxAuditSeal, 1);

  self->size = size;
  self->made_us = made_us;
  self->note = g_strdup (note);
  if (parsed != NULL && cpx_checkpoint_parse (cpx_signed_note_get_text (parsed), &checkpoint, NULL))
    self->code = cpx_checkpoint_dup_short_code (&checkpoint);

  return self;
}

/* NULL without an error if there is none. */
CpxAuditSeal *
cpx_audit_seal_read_last (CpxTxn  *txn,
                          GError **error)
{
  g_autoptr(GPtrArray) last = cpx_checkpoint_table_list (txn, NULL, G_MAXUINT64, 1, error);
  const CpxStoredCheckpoint *stored = last != NULL && last->len > 0 ? g_ptr_array_index (last, 0) : NULL;

  return stored != NULL ? make_seal (stored->size, stored->made_us, stored->note) : NULL;
}

static CpxNoteKey *
make_key (const char *device_id,
          CpxSecret  *seed)
{
  g_autofree char *name = g_strconcat (CPX_LOG_ORIGIN_PREFIX, device_id, NULL);
  guint8 public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE];

  cpx_signature_get_public_key (seed, public_key);

  return cpx_note_key_new (name, CPX_NOTE_KEY_SIGNATURE, public_key);
}

static char *
print_checkpoint (CpxTxn      *txn,
                  CpxNoteKey  *key,
                  guint64     *out_size,
                  GError     **error)
{
  g_autoptr(CpxAuditTree) tree = cpx_audit_tree_open (txn, NULL, error);
  CpxMerkleHash root;

  if (tree == NULL || !cpx_audit_tree_find_root (tree, cpx_audit_tree_get_size (tree), &root, error))
    return NULL;
  *out_size = cpx_audit_tree_get_size (tree);

  return cpx_checkpoint_print (cpx_note_key_get_name (key), *out_size, &root);
}

static CpxAuditSeal *
sign (CpxJournal  *journal,
      GError     **error)
{
  CpxTxn *txn = cpx_journal_get_txn (journal);
  g_autoptr(CpxSecret) seed = cpx_device_identity_load_seed (txn, error);
  g_autoptr(CpxNoteKey) key = NULL;
  g_autoptr(CpxSignedNote) note = NULL;
  g_autofree char *text = NULL;
  gint64 now_us = cpx_clock_now_us ();
  guint64 size;

  if (seed == NULL)
    return NULL;
  key = make_key (cpx_practice_get_device_id (cpx_journal_get_practice (journal)), seed);
  text = print_checkpoint (txn, key, &size, error);
  if (text == NULL)
    return NULL;
  note = cpx_signed_note_new (text, key, seed);
  if (!cpx_checkpoint_table_add (txn, size, now_us, cpx_signed_note_get_bytes (note), error))
    return NULL;

  return make_seal (size, now_us, cpx_signed_note_get_bytes (note));
}

/* Does the log bear out a seal? FALSE with an error too. */
static gboolean
bears_out (CpxTxn         *txn,
           CpxSignedNote  *note,
           GError        **error)
{
  g_autoptr(CpxAuditTree) tree = cpx_audit_tree_open (txn, NULL, error);
  g_auto(CpxCheckpoint) checkpoint = { 0 };
  CpxMerkleHash root = { { 0 } };

  return tree != NULL && note != NULL &&
         cpx_checkpoint_parse (cpx_signed_note_get_text (note), &checkpoint, NULL) &&
         checkpoint.size <= cpx_audit_tree_get_size (tree) &&
         cpx_audit_tree_find_root (tree, checkpoint.size, &root, error) &&
         cpx_merkle_hash_equal (&root, &checkpoint.root);
}

/* Does the log bear out what was sealed last? */
static gboolean
check_last (CpxTxn              *txn,
            const CpxAuditSeal  *last,
            GError             **error)
{
  g_autoptr(CpxSignedNote) note = cpx_signed_note_parse (last->note, strlen (last->note), NULL);
  g_autoptr(GError) failure = NULL;

  if (bears_out (txn, note, &failure))
    return TRUE;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED,
                       _("The log is not what was sealed last: it is not sealed again. Have it verified."));

  return FALSE;
}

/**
 * cpx_audit_seal_run:
 * @journal: the journal of a transaction
 * @data: a CpxSealOccasion
 * @error: where the fault goes
 *
 * Seals the log, unless nothing was written since the last seal. A CpxDeedFunc.
 *
 * Returns: (transfer full) (nullable): the last seal
 */
gpointer
cpx_audit_seal_run (CpxJournal  *journal,
                    gpointer     data,
                    GError     **error)
{
  CpxTxn *txn = cpx_journal_get_txn (journal);
  g_autoptr(GError) failure = NULL;
  g_autoptr(CpxAuditSeal) last = cpx_audit_seal_read_last (txn, &failure);
  g_autoptr(json_t) details = json_pack ("{s:s}", "occasion", occasion_tokens[GPOINTER_TO_INT (data)]);
  g_autoptr(CpxReceipt) receipt = NULL;
  gint64 size = failure == NULL ? cpx_audit_log_count (txn, NULL, &failure) : -1;
  CpxAuditSeal *seal = NULL;

  if (size >= 0 && last != NULL && check_last (txn, last, &failure) && last->size == (guint64) size)
    return g_steal_pointer (&last);
  if (size >= 0 && failure == NULL && cpx_seal_reread (txn, last, (guint64) size, &failure))
    receipt = cpx_journal_note (journal, NULL, "log.sealed", NULL, details, &failure);
  if (receipt != NULL)
    seal = sign (journal, &failure);
  if (seal == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      cpx_practice_error_translate (error);
    }

  return seal;
}

/* An old file that was put back bears out its own last seal, not the one in the second place. */
static gboolean
check_second_place (CpxPractice  *practice,
                    GError      **error)
{
  g_autoptr(CpxSecondPlaceReport) bad = NULL;

  if (!cpx_practice_compare_second_place (practice, &bad, error))
    return FALSE;
  if (bad == NULL || bad->state != CPX_SECOND_PLACE_AHEAD)
    return TRUE;
  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED, bad->sentence);

  return FALSE;
}

/**
 * cpx_practice_seal_log:
 * @practice: a practice
 * @occasion: why now
 * @error: where the fault goes
 *
 * Signs what this post's log is now. Needs no permission: the program does it for whoever closes the practice. When
 * not closing, the second place is compared first, which may be slow: not for the main thread.
 *
 * Returns: (transfer full) (nullable): the seal; the last one if nothing was written since;
 *   %CPX_PRACTICE_ERROR_DAMAGED if the log is not what was sealed last, here or in the second place
 */
CpxAuditSeal *
cpx_practice_seal_log (CpxPractice      *practice,
                       CpxSealOccasion   occasion,
                       GError          **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (occasion != CPX_SEAL_CLOSING && !check_second_place (practice, error))
    return NULL;

  return cpx_practice_perform (practice, cpx_audit_seal_run, GINT_TO_POINTER (occasion),
                               (GDestroyNotify) cpx_audit_seal_free, error);
}

/* A CpxTxnFunc. */
static gpointer
look_last (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  g_autoptr(GError) failure = NULL;
  CpxAuditSeal *last = cpx_audit_seal_read_last (txn, &failure);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (last == NULL)
    g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
                         _("The audit log was never sealed yet: `cpxctl audit checkpoint` seals it."));

  return last;
}

/**
 * cpx_practice_find_last_seal:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the last seal of this post's log; %CPX_PRACTICE_ERROR_NOT_FOUND if there is none
 */
CpxAuditSeal *
cpx_practice_find_last_seal (CpxPractice  *practice,
                             GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, "audit:read", look_last, NULL, (GDestroyNotify) cpx_audit_seal_free, error);
}

/* A CpxTxnFunc. */
static gpointer
look_key (CpxTxn    *txn,
          gpointer   data,
          GError   **error)
{
  g_autoptr(CpxSecret) seed = cpx_device_identity_load_seed (txn, error);

  return seed != NULL ? make_key (data, seed) : NULL;
}

/**
 * cpx_practice_load_log_key:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Gives the public key that this post's log is verified with, to be handed out.
 *
 * Returns: (transfer full) (nullable): the key
 */
CpxNoteKey *
cpx_practice_load_log_key (CpxPractice  *practice,
                           GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, "audit:read", look_key, (gpointer) cpx_practice_get_device_id (practice),
                            (GDestroyNotify) cpx_note_key_unref, error);
}

/**
 * cpx_audit_seal_find_key:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Does cpx_practice_load_log_key() for the program itself.
 *
 * Returns: (transfer full) (nullable): the key
 */
CpxNoteKey *
cpx_audit_seal_find_key (CpxPractice  *practice,
                         GError      **error)
{
  return cpx_practice_look (practice, NULL, look_key, (gpointer) cpx_practice_get_device_id (practice),
                            (GDestroyNotify) cpx_note_key_unref, error);
}

/* No seal is no fault here: an empty one stands for it. */
static gpointer
look_last_or_none (CpxTxn    *txn,
                   gpointer   data,
                   GError   **error)
{
  g_autoptr(GError) failure = NULL;
  CpxAuditSeal *last = cpx_audit_seal_read_last (txn, &failure);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return failure == NULL && last == NULL ? g_new0 (CpxAuditSeal, 1) : last;
}

/**
 * cpx_audit_seal_find_last:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Does cpx_practice_find_last_seal() for the program itself.
 *
 * Returns: (transfer full) (nullable): the last seal; `NULL` without an error if there is none
 */
CpxAuditSeal *
cpx_audit_seal_find_last (CpxPractice  *practice,
                          GError      **error)
{
  CpxAuditSeal *last = cpx_practice_look (practice, NULL, look_last_or_none, NULL,
                                          (GDestroyNotify) cpx_audit_seal_free, error);

  if (last != NULL && last->note == NULL)
    g_clear_pointer (&last, cpx_audit_seal_free);

  return last;
}

/* The day's seal */

/* When the first entry after the last seal was written; 0: there is none. */
static gboolean
find_unsealed (CpxTxn   *txn,
               gint64   *out_time_us,
               GError  **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(CpxAuditSeal) last = cpx_audit_seal_read_last (txn, &failure);
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(CpxAuditLeaf) leaf = NULL;

  *out_time_us = 0;
  if (failure == NULL)
    entries = cpx_audit_log_list (txn, NULL, last != NULL ? last->size : 0, 1, &failure);
  if (entries != NULL && entries->len > 0)
    leaf = cpx_audit_leaf_parse (((CpxAuditLogEntry *) g_ptr_array_index (entries, 0))->leaf, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (leaf != NULL)
    *out_time_us = cpx_audit_leaf_get_entry (leaf)->time_us;

  return TRUE;
}

/* A CpxTxnFunc. */
static gpointer
look_day (CpxTxn    *txn,
          gpointer   data,
          GError   **error)
{
  gint64 time_us;

  if (!find_unsealed (txn, &time_us, error))
    return NULL;
  *(gboolean *) data = time_us != 0 && cpx_seal_day_is_another (time_us, cpx_clock_now_us ());

  return data;
}

/**
 * cpx_audit_seal_look_day:
 * @practice: a practice
 * @out_is_due: (out): whether entries of another day than this one are under no seal yet
 * @error: where the fault goes
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_audit_seal_look_day (CpxPractice  *practice,
                         gboolean     *out_is_due,
                         GError      **error)
{
  *out_is_due = FALSE;

  return cpx_practice_look (practice, NULL, look_day, out_is_due, NULL, error) != NULL;
}

/**
 * cpx_practice_seal_day:
 * @practice: a practice
 * @out_sealed: (out): whether a seal was set
 * @error: where the fault goes
 *
 * Sets the seal of the day, if entries of another day than this one are under no seal yet. To be called at midnight,
 * and after an unlock for the midnights that went by.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_practice_seal_day (CpxPractice  *practice,
                       gboolean     *out_sealed,
                       GError      **error)
{
  g_autoptr(CpxAuditSeal) seal = NULL;
  gboolean is_due;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), FALSE);

  *out_sealed = FALSE;
  if (!cpx_audit_seal_look_day (practice, &is_due, error))
    return FALSE;
  if (!is_due)
    return TRUE;
  seal = cpx_practice_seal_log (practice, CPX_SEAL_MIDNIGHT, error);
  *out_sealed = seal != NULL;

  return seal != NULL;
}

/**
 * cpx_audit_seal_speaks_against:
 * @journal: the journal of a transaction
 * @there: a signed note from outside
 *
 * Returns: `TRUE` if it is a seal of this post's log that the log does not bear out; what this post did not sign says
 *   nothing
 */
gboolean
cpx_audit_seal_speaks_against (CpxJournal    *journal,
                               CpxSignedNote *there)
{
  CpxTxn *txn = cpx_journal_get_txn (journal);
  g_autoptr(CpxSecret) seed = cpx_device_identity_load_seed (txn, NULL);
  g_autoptr(CpxNoteKey) key = NULL;
  g_autoptr(GPtrArray) keys = g_ptr_array_new (), verified = NULL;

  if (seed == NULL)
    return FALSE;
  key = make_key (cpx_practice_get_device_id (cpx_journal_get_practice (journal)), seed);
  g_ptr_array_add (keys, key);
  verified = cpx_signed_note_verify (there, keys, NULL);

  return verified != NULL && verified->len > 0 && !bears_out (txn, there, NULL);
}

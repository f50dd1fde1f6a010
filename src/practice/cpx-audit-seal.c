/* cpx-audit-seal.c: what this post's log is at one instant, signed: a checkpoint anyone can verify.
 *
 * The entry "log.sealed" is written first, so that the checkpoint is of it too: of two seals without work between them
 * the second is the first. The key that signs is in the vault, as the log is: a seal says that nobody altered the log
 * since without that key. What says it of whoever has the key is a seal that was kept outside.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-seal.h"

#include "cpx-device-identity.h"
#include "cpx-journal.h"
#include "cpx-practice-private.h"

#include <cpx-audit-log.h>
#include <cpx-audit-tree.h>
#include <cpx-checkpoint-table.h>
#include <cpx-checkpoint.h>
#include <cpx-clock.h>
#include <cpx-signed-note.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define ORIGIN_PREFIX "chirurgieprox/journal/"

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
static CpxAuditSeal *
find_last (CpxTxn  *txn,
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
  g_autofree char *name = g_strconcat (ORIGIN_PREFIX, device_id, NULL);
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

/* A CpxDeedFunc. */
static gpointer
seal_log (CpxJournal  *journal,
          gpointer     data,
          GError     **error)
{
  CpxTxn *txn = cpx_journal_get_txn (journal);
  g_autoptr(GError) failure = NULL;
  g_autoptr(CpxAuditSeal) last = find_last (txn, &failure);
  g_autoptr(json_t) details = json_pack ("{s:s}", "occasion", occasion_tokens[GPOINTER_TO_INT (data)]);
  g_autoptr(CpxReceipt) receipt = NULL;
  gint64 size = failure == NULL ? cpx_audit_log_count (txn, NULL, &failure) : -1;
  CpxAuditSeal *seal = NULL;

  if (size >= 0 && last != NULL && last->size == (guint64) size)
    return g_steal_pointer (&last);
  if (size >= 0)
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

/**
 * cpx_practice_seal_log:
 * @practice: a practice
 * @occasion: why now
 * @error: where the fault goes
 *
 * Signs what this post's log is now. Needs no permission: the program does it for whoever closes the practice.
 *
 * Returns: (transfer full) (nullable): the seal; the last one if nothing was written since
 */
CpxAuditSeal *
cpx_practice_seal_log (CpxPractice      *practice,
                       CpxSealOccasion   occasion,
                       GError          **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_perform (practice, seal_log, GINT_TO_POINTER (occasion), (GDestroyNotify) cpx_audit_seal_free,
                               error);
}

/* A CpxTxnFunc. */
static gpointer
look_last (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  g_autoptr(GError) failure = NULL;
  CpxAuditSeal *last = find_last (txn, &failure);

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

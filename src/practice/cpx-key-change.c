/* cpx-key-change.c: who may open the vault, changed once the journal has durably said so.
 *
 *   deed: permission, rules, slot prepared, journal ──COMMIT──▶ header written ──▶ told: done
 *     │ refused: nothing changed            │ failed: nothing changed    │ failed: old header in force, noted, told
 *
 * The header is no part of the transaction. In this order nothing opens the vault that the journal does not know of,
 * and whoever hears that it failed may rely on the old passphrase, code or slot. The other order would leave, after a
 * commit that failed, a new passphrase in force that nobody was told of, or a recovery code that nobody ever saw. A
 * process that dies between the two, or a commit that the disk did not confirm, leaves an entry of a change that was
 * never made: the old key opens, and nobody was told otherwise.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-key-change.h"

#include "cpx-journal-private.h"
#include "cpx-practice-private.h"

/* A header to write. */
typedef struct
{
  CpxVault      *vault;
  CpxSlotChange *change;
  CpxRecord     *user;      /* (nullable): whose slot */
  char          *actor_id;  /* (nullable) */
  CpxRoles       roles;
  CpxKeyRefusal  refusal;
} KeyChange;

static void
key_change_free (gpointer data)
{
  KeyChange *self = data;

  g_object_unref (self->vault);
  cpx_slot_change_free (self->change);
  g_clear_object (&self->user);
  g_free (self->actor_id);
  g_free (self);
}

static gboolean
write_header (gpointer   data,
              GError   **error)
{
  KeyChange *self = data;

  if (cpx_vault_apply (self->vault, self->change, error))
    return TRUE;
  cpx_practice_error_translate (error);
  g_prefix_error (error, "%s ", self->refusal.sentence);

  return FALSE;
}

/* A CpxTxnFunc. */
static gpointer
note_refusal (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  KeyChange *self = data;
  CpxJournal journal = { .txn = txn, .actor = { .user_id = self->actor_id, .roles = self->roles } };

  return cpx_journal_note (&journal, NULL, self->refusal.action, self->user, NULL, error);
}

/**
 * cpx_key_change_follow:
 * @journal: a journal that says in this transaction what is about to change
 * @vault: the vault
 * @taken_change: (transfer full): the slot, prepared
 * @user: (nullable): whose slot
 * @refusal: what is noted and told if the header cannot be written
 *
 * Writes a slot after the commit, if there is one.
 */
void
cpx_key_change_follow (CpxJournal          *journal,
                       CpxVault            *vault,
                       CpxSlotChange       *taken_change,
                       CpxRecord           *user,
                       const CpxKeyRefusal *refusal)
{
  KeyChange *self = g_new0 (KeyChange, 1);

  self->vault = g_object_ref (vault);
  self->change = taken_change;
  g_set_object (&self->user, user);
  self->actor_id = g_strdup (cpx_journal_get_user_id (journal));
  self->roles = cpx_journal_get_roles (journal);
  self->refusal = *refusal;
  cpx_txn_set_sequel (cpx_journal_get_txn (journal),
                      (CpxTxnSequel) { write_header, note_refusal, self, key_change_free });
}

/* cpx-vault-slots.c: who may open a vault.  None of this touches the pages.
 *
 *   cpx_vault_prepare_…() --CpxSlotChange--> cpx_vault_apply()
 *
 * All that can be refused, and all that takes time, is behind us once a change is prepared; what is left is one write.
 * So whoever keeps a journal can write into it, durably, what is about to be done, before it is done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-crypto.h"
#include "cpx-recovery-code.h"
#include "cpx-vault-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CpxSlotChange
{
  CpxVaultSlotKind kind;
  char             login[CPX_VAULT_LOGIN_MAX + 1];  /* whose; empty for a recovery code */
  CpxKeySlot       slot;                            /* instead of the one there may be; empty: nothing */
};

gboolean
cpx_vault_check_login (const char  *login,
                       GError     **error)
{
  gboolean good = login != NULL && *login != '\0' && strlen (login) <= CPX_VAULT_LOGIN_MAX
                  && g_utf8_validate (login, -1, NULL);

  for (const char *p = login; good && *p != '\0'; p = g_utf8_next_char (p))
    good = g_unichar_isgraph (g_utf8_get_char (p)) || *p == ' ';
  if (!good)
    g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BAD_LOGIN,
                 _("A login has 1 to %d bytes and no control characters"), CPX_VAULT_LOGIN_MAX);

  return good;
}

static CpxKeySlot *
find_slot (CpxHeader   *header,
           const char  *login,
           GError     **error)
{
  CpxKeySlot *slot = cpx_header_find_login (header, login);

  if (slot == NULL)
    g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_NO_SUCH_SLOT, _("“%s” has no access to this practice"), login);

  return slot;
}

static CpxKeySlot *
find_room (CpxHeader  *header,
           GError    **error)
{
  CpxKeySlot *slot = cpx_header_find_empty (header);

  if (slot == NULL)
    g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_SLOTS_FULL,
                 _("A practice opens to %d people at most: take the access of one away first"), CPX_VAULT_SLOTS_MAX);

  return slot;
}

/**
 * cpx_vault_check_passphrase:
 * @self: a vault, open
 * @login: a user
 * @passphrase: what was typed
 * @error: return location for an error
 *
 * Asks again for the passphrase of a user, before something that deserves it.
 *
 * Returns: `TRUE` if it is the right one
 */
gboolean
cpx_vault_check_passphrase (CpxVault    *self,
                            const char  *login,
                            CpxSecret   *passphrase,
                            GError     **error)
{
  g_autofree CpxHeader *header = cpx_vault_dup_header (self);
  g_autoptr(CpxSecret) data_key = NULL;
  CpxKeySlot *slot = find_slot (header, login, error);

  if (slot == NULL || !cpx_key_slot_unlock (slot, passphrase, header->vault_id, &data_key, error))
    return FALSE;
  if (data_key == NULL)
    g_set_error_literal (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BAD_PASSPHRASE, _("Wrong passphrase"));

  return data_key != NULL;
}

static CpxSlotChange *
change_new (CpxVaultSlotKind  kind,
            const char       *login)
{
  CpxSlotChange *change = g_new0 (CpxSlotChange, 1);

  change->kind = kind;
  g_strlcpy (change->login, login, sizeof change->login);

  return change;
}

/* The slots that the change is about are emptied. */
static void
empty_slots (CpxHeader           *header,
             const CpxSlotChange *change)
{
  for (int i = 0; i < CPX_VAULT_SLOTS_MAX; i++)
    {
      CpxKeySlot *slot = &header->slots[i];

      if (slot->info.kind == change->kind && strcmp (slot->info.login, change->login) == 0)
        memset (slot, 0, sizeof *slot);
    }
}

/* What the header becomes; the change fills the first slot that is empty then. */
static gboolean
change_header (CpxHeader            *header,
               const CpxSlotChange  *change,
               GError              **error)
{
  CpxKeySlot *slot;

  empty_slots (header, change);
  if (cpx_key_slot_is_empty (&change->slot))
    return TRUE;
  slot = find_room (header, error);
  if (slot != NULL)
    *slot = change->slot;

  return slot != NULL;
}

static CpxSlotChange *
prepare_slot (CpxVault               *self,
              CpxVaultSlotKind        kind,
              const char             *login,
              CpxSecret              *passphrase,
              const CpxPasswordCost  *cost,
              GError                **error)
{
  g_autoptr(CpxSlotChange) change = change_new (kind, login);
  g_autofree CpxHeader *header = cpx_vault_dup_header (self);

  empty_slots (header, change);
  if (find_room (header, error) == NULL
      || !cpx_key_slot_make (&change->slot, kind, login, passphrase, cost, header->vault_id,
                             cpx_vault_get_data_key (self), error))
    return NULL;

  return g_steal_pointer (&change);
}

/**
 * cpx_slot_change_free:
 * @self: (nullable) (transfer full): a change, applied or not
 */
void
cpx_slot_change_free (CpxSlotChange *self)
{
  if (self == NULL)
    return;

  cpx_crypto_wipe (self, sizeof *self);
  g_free (self);
}

/**
 * cpx_vault_prepare_slot:
 * @self: a vault, open
 * @login: a user, with a slot or without
 * @passphrase: the user's passphrase from then on
 * @cost: what a guess of it costs
 * @error: return location for an error
 *
 * Makes the slot that lets a user open the vault, in the place of the one there may be.  This is what takes time.
 *
 * Returns: (transfer full) (nullable): what cpx_vault_apply() writes
 */
CpxSlotChange *
cpx_vault_prepare_slot (CpxVault               *self,
                        const char             *login,
                        CpxSecret              *passphrase,
                        const CpxPasswordCost  *cost,
                        GError                **error)
{
  if (!cpx_vault_check_login (login, error))
    return NULL;

  return prepare_slot (self, CPX_VAULT_SLOT_USER, login, passphrase, cost, error);
}

/**
 * cpx_vault_prepare_recovery:
 * @self: a vault, open
 * @cost: what a guess costs; the code itself cannot be guessed
 * @out_code: (out) (transfer full): the code, good once the change is applied
 * @error: return location for an error
 *
 * Makes a new recovery code and its slot, in the place of the one there may be.
 *
 * Returns: (transfer full) (nullable): what cpx_vault_apply() writes
 */
CpxSlotChange *
cpx_vault_prepare_recovery (CpxVault               *self,
                            const CpxPasswordCost  *cost,
                            CpxSecret             **out_code,
                            GError                **error)
{
  g_autoptr(CpxSecret) code = cpx_recovery_code_new ();
  CpxSlotChange *change = prepare_slot (self, CPX_VAULT_SLOT_RECOVERY, "", code, cost, error);

  if (change != NULL)
    *out_code = g_steal_pointer (&code);

  return change;
}

/**
 * cpx_vault_prepare_revocation:
 * @self: a vault, open
 * @login: a user who has a slot
 * @error: return location for an error
 *
 * Says that a user's slot is to go, never the last one's.
 *
 * Returns: (transfer full) (nullable): what cpx_vault_apply() writes
 */
CpxSlotChange *
cpx_vault_prepare_revocation (CpxVault    *self,
                              const char  *login,
                              GError     **error)
{
  g_autofree CpxHeader *header = cpx_vault_dup_header (self);

  if (find_slot (header, login, error) == NULL)
    return NULL;
  if (cpx_header_count (header, CPX_VAULT_SLOT_USER) == 1)
    {
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_LAST_SLOT,
                   _("“%s” is the last one who can open this practice: give access to someone else first"), login);
      return NULL;
    }

  return change_new (CPX_VAULT_SLOT_USER, login);
}

/**
 * cpx_vault_apply:
 * @self: a vault, open
 * @change: what to write
 * @error: return location for an error
 *
 * Writes a change into the header.  On failure the header is what it was.
 *
 * Returns: `TRUE` if the change is in force, after a power cut too
 */
gboolean
cpx_vault_apply (CpxVault             *self,
                 const CpxSlotChange  *change,
                 GError              **error)
{
  g_autofree CpxHeader *header = cpx_vault_dup_header (self);

  return change_header (header, change, error) && cpx_vault_replace_header (self, header, error);
}

/**
 * cpx_vault_add_slot:
 * @self: a vault, open
 * @login: a user who has none
 * @passphrase: the user's passphrase
 * @cost: what a guess of it costs
 * @error: return location for an error
 *
 * Lets one more user open the vault.
 *
 * Returns: `TRUE` if done
 */
gboolean
cpx_vault_add_slot (CpxVault               *self,
                    const char             *login,
                    CpxSecret              *passphrase,
                    const CpxPasswordCost  *cost,
                    GError                **error)
{
  g_autofree CpxHeader *header = cpx_vault_dup_header (self);
  g_autoptr(CpxSlotChange) change = NULL;

  if (!cpx_vault_check_login (login, error))
    return FALSE;
  if (cpx_header_find_login (header, login) != NULL)
    {
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_SLOT_EXISTS, _("“%s” already has access to this practice"),
                   login);
      return FALSE;
    }
  change = prepare_slot (self, CPX_VAULT_SLOT_USER, login, passphrase, cost, error);

  return change != NULL && cpx_vault_apply (self, change, error);
}

/**
 * cpx_vault_change_slot:
 * @self: a vault, open
 * @login: a user who has a slot
 * @new_passphrase: the user's new passphrase
 * @cost: what a guess of it costs
 * @error: return location for an error
 *
 * Replaces a user's passphrase; the old one opens nothing any more, except older copies of the file.
 *
 * Returns: `TRUE` if done
 */
gboolean
cpx_vault_change_slot (CpxVault               *self,
                       const char             *login,
                       CpxSecret              *new_passphrase,
                       const CpxPasswordCost  *cost,
                       GError                **error)
{
  g_autofree CpxHeader *header = cpx_vault_dup_header (self);
  g_autoptr(CpxSlotChange) change = NULL;

  if (find_slot (header, login, error) != NULL)
    change = prepare_slot (self, CPX_VAULT_SLOT_USER, login, new_passphrase, cost, error);

  return change != NULL && cpx_vault_apply (self, change, error);
}

/**
 * cpx_vault_revoke_slot:
 * @self: a vault, open
 * @login: a user who has a slot
 * @error: return location for an error
 *
 * Takes a user's access away, never the last one's.  Who may have kept the data key is only shut out by new keys.
 *
 * Returns: `TRUE` if done
 */
gboolean
cpx_vault_revoke_slot (CpxVault    *self,
                       const char  *login,
                       GError     **error)
{
  g_autoptr(CpxSlotChange) change = cpx_vault_prepare_revocation (self, login, error);

  return change != NULL && cpx_vault_apply (self, change, error);
}

/**
 * cpx_vault_renew_recovery:
 * @self: a vault, open
 * @cost: what a guess costs; the code itself cannot be guessed
 * @error: return location for an error
 *
 * Makes a new recovery code, to be printed once; the one before opens nothing any more.
 *
 * Returns: (transfer full) (nullable): the code
 */
CpxSecret *
cpx_vault_renew_recovery (CpxVault               *self,
                          const CpxPasswordCost  *cost,
                          GError                **error)
{
  g_autoptr(CpxSecret) code = NULL;
  g_autoptr(CpxSlotChange) change = cpx_vault_prepare_recovery (self, cost, &code, error);

  return change != NULL && cpx_vault_apply (self, change, error) ? g_steal_pointer (&code) : NULL;
}

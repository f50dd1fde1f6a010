/* cpx-vault-slots.c: who may open a vault.  None of this touches the pages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-recovery-code.h"
#include "cpx-vault-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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
  CpxKeySlot *slot;

  if (!cpx_vault_check_login (login, error))
    return FALSE;
  if (cpx_header_find_login (header, login) != NULL)
    {
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_SLOT_EXISTS, _("“%s” already has access to this practice"),
                   login);
      return FALSE;
    }
  slot = find_room (header, error);

  return slot != NULL
         && cpx_key_slot_make (slot, CPX_VAULT_SLOT_USER, login, passphrase, cost, header->vault_id,
                               cpx_vault_get_data_key (self), error)
         && cpx_vault_replace_header (self, header, error);
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
  CpxKeySlot *slot = find_slot (header, login, error);

  return slot != NULL
         && cpx_key_slot_make (slot, CPX_VAULT_SLOT_USER, login, new_passphrase, cost, header->vault_id,
                               cpx_vault_get_data_key (self), error)
         && cpx_vault_replace_header (self, header, error);
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
  g_autofree CpxHeader *header = cpx_vault_dup_header (self);
  CpxKeySlot *slot = find_slot (header, login, error);

  if (slot == NULL)
    return FALSE;
  if (cpx_header_count (header, CPX_VAULT_SLOT_USER) == 1)
    {
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_LAST_SLOT,
                   _("“%s” is the last one who can open this practice: give access to someone else first"), login);
      return FALSE;
    }
  memset (slot, 0, sizeof *slot);

  return cpx_vault_replace_header (self, header, error);
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
  g_autofree CpxHeader *header = cpx_vault_dup_header (self);
  g_autoptr(CpxSecret) code = cpx_recovery_code_new ();
  CpxKeySlot *slot;

  for (int i = 0; i < CPX_VAULT_SLOTS_MAX; i++)
    {
      if (header->slots[i].info.kind == CPX_VAULT_SLOT_RECOVERY)
        memset (&header->slots[i], 0, sizeof header->slots[i]);
    }
  slot = find_room (header, error);
  if (slot == NULL
      || !cpx_key_slot_make (slot, CPX_VAULT_SLOT_RECOVERY, "", code, cost, header->vault_id,
                             cpx_vault_get_data_key (self), error)
      || !cpx_vault_replace_header (self, header, error))
    return NULL;

  return g_steal_pointer (&code);
}

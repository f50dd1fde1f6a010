/* cpx-slots.c: the vault's header, seen by an administrator.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-slots.h"

#include "cpx-key-change.h"
#include "cpx-practice-private.h"
#include "cpx-user-rules.h"

#include <cpx-user.h>
#include <glib/gi18n-lib.h>

/**
 * cpx_slot_info_free:
 * @self: (transfer full): a slot
 */
void
cpx_slot_info_free (CpxSlotInfo *self)
{
  g_free (self->login);
  g_free (self);
}

/**
 * cpx_slot_info_dup_memory:
 * @self: a slot
 *
 * Writes what memory a guess costs. It is a whole number of MiB or KiB: no decimals, whose mark follows the locale and
 * not the language.
 *
 * Returns: (transfer full): `256 MiB`
 */
char *
cpx_slot_info_dup_memory (const CpxSlotInfo *self)
{
  if (self->kdf_bytes % (1 << 20) != 0)
    return g_strdup_printf (_("%u KiB"), (guint) (self->kdf_bytes >> 10));

  return g_strdup_printf (_("%u MiB"), (guint) (self->kdf_bytes >> 20));
}

/**
 * cpx_practice_list_slots:
 * @practice: a practice
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable) (element-type CpxSlotInfo): the slots that open the vault
 */
GPtrArray *
cpx_practice_list_slots (CpxPractice  *practice,
                         GError      **error)
{
  g_autoptr(CpxVaultInfo) info = NULL;
  CpxHold hold;
  GPtrArray *slots;

  if (!cpx_access_check (cpx_practice_get_roles (practice), "slot:read", error) ||
      !cpx_closing_hold (cpx_practice_get_closing (practice), NULL, &hold, error))
    return NULL;
  info = cpx_vault_dup_info (cpx_practice_get_vault (practice));
  cpx_closing_release (cpx_practice_get_closing (practice), &hold);
  slots = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_slot_info_free);
  for (guint i = 0; i < info->n_slots; i++)
    {
      CpxSlotInfo *slot = g_new0 (CpxSlotInfo, 1);

      if (info->slots[i].kind == CPX_VAULT_SLOT_USER)
        slot->login = g_strdup (info->slots[i].login);
      slot->kdf_passes = info->slots[i].cost.ops;
      slot->kdf_bytes = info->slots[i].cost.mem_bytes;
      g_ptr_array_add (slots, slot);
    }

  return slots;
}

/* A CpxDeedFunc. */
static gpointer
revoke_slot (CpxJournal  *journal,
             gpointer     login,
             GError     **error)
{
  CpxPractice *practice = cpx_journal_get_practice (journal);
  CpxVault *vault = cpx_practice_get_vault (practice);
  g_autoptr(json_t) details = json_pack ("{s:s}", "login", login);
  const CpxKeyRefusal refusal = { "slot.not-revoked", _("The key was not taken away: try again.") };
  g_autoptr(CpxReceipt) receipt = NULL;
  CpxSlotChange *change;

  if (!cpx_journal_check (journal, "slot:write", error))
    return NULL;
  if (g_strcmp0 (cpx_vault_get_login (vault), login) == 0)
    {
      CpxRecord *user = cpx_practice_get_user (practice);
      g_autoptr(CpxRecord) locked_out = cpx_record_with_boolean (user, CPX_USER_DISABLED, TRUE);

      /* Who is alone must first make someone else administrator. */
      if (!cpx_user_rules_check (journal, user, locked_out, error))
        return NULL;
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                   _("This slot is the one you unlocked with: ask another administrator to revoke it."));
      return NULL;
    }
  receipt = cpx_journal_note (journal, "slot:write", "slot.revoked", NULL, details, error);
  if (receipt == NULL)
    return NULL;
  change = cpx_vault_prepare_revocation (vault, login, error);
  if (change == NULL)
    return NULL;
  cpx_key_change_follow (journal, vault, change, NULL, &refusal);

  return g_steal_pointer (&receipt);
}

/**
 * cpx_practice_revoke_slot:
 * @practice: a practice
 * @login: whose
 * @error: where the refusal goes
 *
 * Takes a key away without touching the user's record: a passphrase set by an administrator gives one again. The last
 * slot is never revoked, nor one's own.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_revoke_slot (CpxPractice  *practice,
                          const char   *login,
                          GError      **error)
{
  return cpx_practice_perform (practice, revoke_slot, (gpointer) login, g_object_unref, error);
}

/**
 * cpx_practice_revoke_slot_async:
 * @practice: a practice
 * @login: whose
 * @callback: called when done
 * @user_data: for @callback
 *
 * Does cpx_practice_revoke_slot().
 */
void
cpx_practice_revoke_slot_async (CpxPractice         *practice,
                                const char          *login,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));
  g_return_if_fail (login != NULL);

  cpx_practice_perform_async (practice, revoke_slot, g_strdup (login), g_free, g_object_unref, NULL, callback,
                              user_data);
}

/**
 * cpx_practice_revoke_slot_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_revoke_slot_finish (CpxPractice   *practice,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/* cpx-disable-user.c: the record stays, because the logs speak of it; the key slot goes.
 *
 * The record first: the program lets nobody in whom it says is disabled, whether or not the slot could be taken away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-disable-user.h"

#include "cpx-key-change.h"
#include "cpx-practice-private.h"
#include "cpx-user-rules.h"

#include <cpx-user.h>
#include <glib/gi18n-lib.h>

static gboolean
revoke_slot (CpxJournal   *journal,
             CpxRecord    *user,
             GError      **error)
{
  CpxVault *vault = cpx_practice_get_vault (cpx_journal_get_practice (journal));
  const CpxKeyRefusal refusal = { "slot.not-revoked",
                                  _("The user is disabled, but the key is still in the file: revoke it.") };
  g_autoptr(GError) local_error = NULL;
  CpxSlotChange *change = cpx_vault_prepare_revocation (vault, cpx_record_get_text (user, CPX_USER_LOGIN),
                                                        &local_error);

  if (change != NULL)
    cpx_key_change_follow (journal, vault, change, user, &refusal);
  if (change != NULL || g_error_matches (local_error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_NO_SUCH_SLOT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* A CpxDeedFunc. */
static gpointer
disable (CpxJournal  *journal,
         gpointer     login,
         GError     **error)
{
  g_autoptr(CpxRecord) before = NULL;
  g_autoptr(CpxRecord) after = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_journal_check (journal, "user:write", error))
    return NULL;
  before = cpx_txn_find_user (cpx_journal_get_txn (journal), login, error);
  if (before == NULL)
    return NULL;
  after = cpx_record_with_boolean (before, CPX_USER_DISABLED, TRUE);
  if (!cpx_user_rules_check (journal, before, after, error))
    return NULL;
  if (g_strcmp0 (cpx_record_get_id (before), cpx_journal_get_user_id (journal)) == 0)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                   _("You cannot disable yourself: ask another administrator."));
      return NULL;
    }
  receipt = cpx_user_rules_save (journal, before, after, "user.disabled", error);
  if (receipt == NULL || !revoke_slot (journal, after, error))
    return NULL;

  return g_steal_pointer (&receipt);
}

/**
 * cpx_practice_disable_user:
 * @practice: a practice
 * @login: who
 * @error: where the refusal goes
 *
 * Takes a user's key away. A passphrase set by an administrator lets them in again.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_disable_user (CpxPractice  *practice,
                           const char   *login,
                           GError      **error)
{
  return cpx_practice_perform (practice, disable, (gpointer) login, g_object_unref, error);
}

/**
 * cpx_practice_disable_user_async:
 * @practice: a practice
 * @login: who
 * @callback: called when done
 * @user_data: for @callback
 *
 * Does cpx_practice_disable_user().
 */
void
cpx_practice_disable_user_async (CpxPractice         *practice,
                                 const char          *login,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_perform_async (practice, disable, g_strdup (login), g_free, g_object_unref, NULL, callback, user_data);
}

/**
 * cpx_practice_disable_user_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_disable_user_finish (CpxPractice   *practice,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

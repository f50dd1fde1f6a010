/* cpx-change-passphrase.c: a new key slot for an old login; the database is not rewritten.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-change-passphrase.h"

#include "cpx-create-practice.h"
#include "cpx-key-change.h"
#include "cpx-practice-private.h"

#include <cpx-user.h>
#include <glib/gi18n-lib.h>

/* Whose, and from what to what. */
typedef struct
{
  char      *login;
  CpxSecret *old_passphrase;  /* (nullable) */
  CpxSecret *new_passphrase;
} Request;

static Request *
request_new (const char *login,
             const char *old_passphrase,
             const char *new_passphrase)
{
  Request *request = g_new0 (Request, 1);

  request->login = g_strdup (login);
  if (old_passphrase != NULL)
    request->old_passphrase = cpx_secret_new_from_text (old_passphrase);
  request->new_passphrase = cpx_secret_new_from_text (new_passphrase);

  return request;
}

static void
request_free (Request *self)
{
  g_free (self->login);
  g_clear_pointer (&self->old_passphrase, cpx_secret_unref);
  cpx_secret_unref (self->new_passphrase);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static gboolean
check_old (CpxJournal  *journal,
           Request     *request,
           GError     **error)
{
  CpxVault *vault = cpx_practice_get_vault (cpx_journal_get_practice (journal));

  if (request->old_passphrase == NULL)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_PASSPHRASE,
                   _("The present passphrase is needed to choose another one."));
      return FALSE;
    }

  return cpx_vault_check_passphrase (vault, request->login, request->old_passphrase, error) ||
         cpx_practice_error_translate (error);
}

/* Who was disabled has no slot any more; a passphrase from an administrator lets them in again. */
static CpxReceipt *
set_slot (CpxJournal  *journal,
          CpxRecord   *user,
          Request     *request,
          GError     **error)
{
  CpxPractice *practice = cpx_journal_get_practice (journal);
  CpxVault *vault = cpx_practice_get_vault (practice);
  const CpxKeyRefusal refusal = { "user.passphrase-not-changed", _("The passphrase was not changed: set it again.") };
  CpxSlotChange *change;
  g_autoptr(CpxReceipt) receipt = cpx_journal_note (journal, NULL, "user.passphrase-changed", user, NULL, error);

  if (receipt == NULL)
    return NULL;
  if (cpx_record_get_boolean (user, CPX_USER_DISABLED))
    {
      g_autoptr(CpxRecord) enabled = cpx_record_with_boolean (user, CPX_USER_DISABLED, FALSE);

      g_object_unref (receipt);
      receipt = cpx_journal_save (journal, user, enabled, NULL, "user.enabled", NULL, error);
      if (receipt == NULL)
        return NULL;
    }
  change = cpx_vault_prepare_slot (vault, request->login, request->new_passphrase, cpx_practice_get_cost (practice),
                                   error);
  if (change == NULL)
    return NULL;
  cpx_key_change_follow (journal, vault, change, user, &refusal);

  return g_steal_pointer (&receipt);
}

/* A CpxDeedFunc. */
static gpointer
change (CpxJournal  *journal,
        gpointer     data,
        GError     **error)
{
  Request *request = data;
  g_autoptr(CpxRecord) user = cpx_txn_find_user (cpx_journal_get_txn (journal), request->login, error);
  gboolean own;

  if (user == NULL)
    return NULL;
  own = g_strcmp0 (cpx_record_get_id (user), cpx_journal_get_user_id (journal)) == 0;
  if (!cpx_journal_check (journal, own ? "own-passphrase:write" : "user:write", error) ||
      (own && !check_old (journal, request, error)) ||
      !cpx_passphrase_check (cpx_secret_get_text (request->new_passphrase), request->login, error))
    return NULL;

  return set_slot (journal, user, request, error);
}

/**
 * cpx_practice_change_passphrase:
 * @practice: a practice
 * @login: whose
 * @old_passphrase: (nullable): the present one; needed for one's own
 * @new_passphrase: the one from now on
 * @error: where the refusal goes
 *
 * Sets a passphrase. An administrator may set another's without the old one; a user who was disabled can then unlock
 * again.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_change_passphrase (CpxPractice  *practice,
                                const char   *login,
                                const char   *old_passphrase,
                                const char   *new_passphrase,
                                GError      **error)
{
  g_autoptr(Request) request = request_new (login, old_passphrase, new_passphrase);

  return cpx_practice_perform (practice, change, request, g_object_unref, error);
}

/**
 * cpx_practice_change_passphrase_async:
 * @practice: a practice
 * @login: whose
 * @old_passphrase: (nullable): the present one; needed for one's own
 * @new_passphrase: the one from now on
 * @callback: called when done
 * @user_data: for @callback
 *
 * Does cpx_practice_change_passphrase().
 */
void
cpx_practice_change_passphrase_async (CpxPractice         *practice,
                                      const char          *login,
                                      const char          *old_passphrase,
                                      const char          *new_passphrase,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));
  g_return_if_fail (new_passphrase != NULL);

  cpx_practice_perform_async (practice, change, request_new (login, old_passphrase, new_passphrase),
                              (GDestroyNotify) request_free, g_object_unref, NULL, callback, user_data);
}

/**
 * cpx_practice_change_passphrase_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_change_passphrase_finish (CpxPractice   *practice,
                                       GAsyncResult  *result,
                                       GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/* cpx-add-user.c: the user's record, then a key slot for the first passphrase.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-add-user.h"

#include "cpx-create-practice.h"
#include "cpx-key-change.h"
#include "cpx-practice-private.h"

#include <cpx-user.h>
#include <glib/gi18n-lib.h>

/* Who, and the first passphrase. */
typedef struct
{
  CpxRecord *user;
  CpxSecret *passphrase;
} Request;

static Request *
request_new (CpxRecord  *user,
             const char *passphrase)
{
  Request *request = g_new0 (Request, 1);

  request->user = g_object_ref (user);
  request->passphrase = cpx_secret_new_from_text (passphrase);

  return request;
}

static void
request_free (Request *self)
{
  g_object_unref (self->user);
  cpx_secret_unref (self->passphrase);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

/* A slot that is there already belongs to nobody on record: it is replaced. */
static gboolean
add_slot (CpxJournal  *journal,
          CpxRecord   *user,
          CpxSecret   *passphrase,
          GError     **error)
{
  CpxPractice *practice = cpx_journal_get_practice (journal);
  CpxVault *vault = cpx_practice_get_vault (practice);
  const CpxKeyRefusal refusal = { "user.passphrase-not-changed",
                                  _("The user was added but cannot unlock yet: set a passphrase for them.") };
  CpxSlotChange *change = cpx_vault_prepare_slot (vault, cpx_record_get_text (user, CPX_USER_LOGIN), passphrase,
                                                  cpx_practice_get_cost (practice), error);

  if (change == NULL)
    return FALSE;
  cpx_key_change_follow (journal, vault, change, user, &refusal);

  return TRUE;
}

/* A CpxDeedFunc. */
static gpointer
add (CpxJournal  *journal,
     gpointer     data,
     GError     **error)
{
  Request *request = data;
  const char *login = cpx_record_get_text (request->user, CPX_USER_LOGIN);
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_journal_check (journal, "user:write", error) ||
      !cpx_passphrase_check (cpx_secret_get_text (request->passphrase), login, error))
    return NULL;
  receipt = cpx_journal_save (journal, NULL, request->user, NULL, "user.created", NULL, error);
  if (receipt == NULL || !add_slot (journal, request->user, request->passphrase, error))
    return NULL;

  return g_steal_pointer (&receipt);
}

/**
 * cpx_practice_add_user:
 * @practice: a practice
 * @user: their record, not kept yet
 * @passphrase: the first one, which they should change
 * @error: where the refusal goes
 *
 * Adds a user who may unlock the practice from now on.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_add_user (CpxPractice  *practice,
                       CpxRecord    *user,
                       const char   *passphrase,
                       GError      **error)
{
  g_autoptr(Request) request = request_new (user, passphrase);

  return cpx_practice_perform (practice, add, request, g_object_unref, error);
}

/**
 * cpx_practice_add_user_async:
 * @practice: a practice
 * @user: their record, not kept yet
 * @passphrase: the first one, which they should change
 * @callback: called when done
 * @user_data: for @callback
 *
 * Does cpx_practice_add_user().
 */
void
cpx_practice_add_user_async (CpxPractice         *practice,
                             CpxRecord           *user,
                             const char          *passphrase,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));
  g_return_if_fail (CPX_IS_RECORD (user));
  g_return_if_fail (passphrase != NULL);

  cpx_practice_perform_async (practice, add, request_new (user, passphrase), (GDestroyNotify) request_free,
                              g_object_unref, NULL, callback, user_data);
}

/**
 * cpx_practice_add_user_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_add_user_finish (CpxPractice   *practice,
                              GAsyncResult  *result,
                              GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

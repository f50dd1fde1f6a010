/* cpx-recovery.c: the printed code opens one door: an administrator's new passphrase.
 *
 * The second factor of that administrator goes with the old passphrase: a telephone is lost as easily as a sentence is
 * forgotten, and the code would open nothing otherwise. Both are in the audit log before the passphrase opens anything.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-recovery.h"

#include "cpx-create-practice.h"
#include "cpx-journal-private.h"
#include "cpx-key-change.h"
#include "cpx-unlock-private.h"

#include <cpx-crypto.h>
#include <cpx-recovery-code.h>
#include <cpx-user-secret-table.h>
#include <cpx-user.h>
#include <glib/gi18n-lib.h>

/* Which vault, by which code, whose new passphrase. */
typedef struct
{
  char      *path;
  char      *code;
  char      *login;           /* (nullable): the first administrator */
  CpxSecret *new_passphrase;
} Request;

static Request *
request_new (const char *path,
             const char *code,
             const char *login,
             const char *new_passphrase)
{
  Request *request = g_new0 (Request, 1);

  request->path = g_strdup (path);
  request->code = g_strdup (code);
  request->login = g_strdup (login);
  request->new_passphrase = cpx_secret_new_from_text (new_passphrase);

  return request;
}

static void
request_free (Request *self)
{
  g_free (self->path);
  cpx_crypto_wipe (self->code, strlen (self->code));
  g_free (self->code);
  g_free (self->login);
  cpx_secret_unref (self->new_passphrase);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static guint
count_letters (const char *code)
{
  guint n = 0;

  for (; *code != '\0'; code++)
    n += g_ascii_isalnum (*code) ? 1 : 0;

  return n;
}

/**
 * cpx_recovery_count_missing:
 * @code: what was typed so far
 *
 * Returns: how many letters and digits are still to be typed
 */
guint
cpx_recovery_count_missing (const char *code)
{
  g_autoptr(CpxSecret) example = cpx_recovery_code_new ();
  guint n_wanted = count_letters (cpx_secret_get_text (example));
  guint n_typed = count_letters (code);

  return n_typed < n_wanted ? n_wanted - n_typed : 0;
}

/**
 * cpx_recovery_check_code:
 * @code: what was typed so far
 *
 * Tells, without any vault, whether a recovery code was typed whole and without a slip.
 *
 * Returns: what is wrong with it, if anything
 */
CpxRecoveryCodeState
cpx_recovery_check_code (const char *code)
{
  g_autoptr(CpxSecret) parsed = cpx_recovery_code_parse (code, NULL);

  if (parsed != NULL)
    return CPX_RECOVERY_CODE_OK;

  return cpx_recovery_count_missing (code) > 0 ? CPX_RECOVERY_CODE_INCOMPLETE : CPX_RECOVERY_CODE_TYPO;
}

/* A CpxTxnFunc: the administrator whose passphrase is set. */
static gpointer
find_admin (CpxTxn    *txn,
            gpointer   login,
            GError   **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_user_kind);
  g_autoptr(GPtrArray) users = cpx_txn_list (txn, query, error);

  if (users == NULL)
    return NULL;
  for (guint i = 0; i < users->len; i++)
    {
      CpxRecord *user = g_ptr_array_index (users, i);

      if ((cpx_user_get_roles (user) & CPX_ROLE_ADMIN) != 0 && !cpx_record_get_boolean (user, CPX_USER_DISABLED) &&
          (login == NULL || g_strcmp0 (cpx_record_get_text (user, CPX_USER_LOGIN), login) == 0))
        return g_object_ref (user);
    }
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
               _("The recovery code sets an administrator's passphrase only: name one."));

  return NULL;
}

/* Who is let in again, by what. */
typedef struct
{
  CpxVault      *vault;
  CpxRecord     *user;
  CpxSlotChange *change;  /* taken by the transaction */
} Recovery;

/* A CpxTxnFunc. */
static gpointer
note_recovery (CpxTxn    *txn,
               gpointer   data,
               GError   **error)
{
  Recovery *recovery = data;
  const CpxKeyRefusal refusal = { "user.passphrase-not-changed", _("The passphrase was not changed: set it again.") };
  CpxJournal journal = { .txn = txn };
  g_autoptr(CpxReceipt) receipt = cpx_journal_note (&journal, NULL, "practice.recovered", recovery->user, NULL, error);

  if (receipt == NULL || !cpx_user_secret_table_set (txn, cpx_record_get_id (recovery->user), NULL, error))
    return NULL;
  cpx_key_change_follow (&journal, recovery->vault, g_steal_pointer (&recovery->change), recovery->user, &refusal);

  return GINT_TO_POINTER (TRUE);
}

static gboolean
set_passphrase (CpxStore       *store,
                CpxVault       *vault,
                CpxRecord      *user,
                const Request  *request,
                GError        **error)
{
  const char *login = cpx_record_get_text (user, CPX_USER_LOGIN);
  CpxPasswordCost cost = cpx_unlock_get_cost (vault, login);
  Recovery recovery = { vault, user, cpx_vault_prepare_slot (vault, login, request->new_passphrase, &cost, error) };
  gpointer done = NULL;

  if (recovery.change != NULL)
    done = cpx_store_run_sync (store, note_recovery, &recovery, NULL, error);
  cpx_slot_change_free (recovery.change);

  return done != NULL;
}

static gboolean
recover_in_vault (CpxVault       *vault,
                  const Request  *request,
                  GError        **error)
{
  g_autoptr(CpxStore) store = cpx_store_open (vault, error);
  g_autoptr(CpxRecord) user = NULL;
  gboolean done = FALSE;

  if (store == NULL)
    return FALSE;
  user = cpx_store_look_sync (store, find_admin, request->login, g_object_unref, error);
  if (user != NULL &&
      cpx_passphrase_check (cpx_secret_get_text (request->new_passphrase), cpx_record_get_text (user, CPX_USER_LOGIN),
                            error))
    done = set_passphrase (store, vault, user, request, error);
  cpx_store_close (store);

  return done;
}

static gboolean
recover (const Request  *request,
         GError        **error)
{
  g_autoptr(CpxSecret) code = cpx_recovery_code_parse (request->code, error);
  g_autoptr(CpxVault) vault = NULL;
  gboolean done;

  if (code != NULL)
    vault = cpx_vault_unlock_recovery (request->path, code, CPX_VAULT_OPEN_DEFAULT, error);
  if (vault == NULL)
    return cpx_practice_error_translate (error);
  done = recover_in_vault (vault, request, error);
  done = cpx_vault_close (vault, done ? error : NULL) && done;

  return done || cpx_practice_error_translate (error);
}

/**
 * cpx_practice_recover:
 * @path: a vault
 * @code: the recovery code, spaces and dashes as one likes
 * @login: (nullable): an administrator; `NULL` for the first one
 * @new_passphrase: theirs from now on
 * @error: where the refusal goes
 *
 * Sets an administrator's new passphrase, and asks them for no one-time code until they enrol again. A code that was
 * mistyped is told from one that is not this vault's.
 *
 * Returns: `TRUE` if @login can unlock with @new_passphrase
 */
gboolean
cpx_practice_recover (const char  *path,
                      const char  *code,
                      const char  *login,
                      const char  *new_passphrase,
                      GError     **error)
{
  g_autoptr(Request) request = request_new (path, code, login, new_passphrase);

  return recover (request, error);
}

/* A GTaskThreadFunc. */
static void
recover_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  GError *error = NULL;

  if (recover (task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * cpx_practice_recover_async:
 * @path: a vault
 * @code: the recovery code
 * @login: (nullable): an administrator; `NULL` for the first one
 * @new_passphrase: theirs from now on
 * @cancellable: (nullable): usually `NULL`
 * @callback: called when done
 * @user_data: for @callback
 *
 * Does cpx_practice_recover() on a thread.
 */
void
cpx_practice_recover_async (const char          *path,
                            const char          *code,
                            const char          *login,
                            const char          *new_passphrase,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, cpx_practice_recover_async);
  g_task_set_task_data (task, request_new (path, code, login, new_passphrase), (GDestroyNotify) request_free);
  g_task_run_in_thread (task, recover_in_thread);
}

/**
 * cpx_practice_recover_finish:
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: `TRUE` if the new passphrase is set
 */
gboolean
cpx_practice_recover_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* A CpxDeedFunc. */
static gpointer
renew (CpxJournal  *journal,
       gpointer     data,
       GError     **error)
{
  CpxVault *vault = cpx_practice_get_vault (cpx_journal_get_practice (journal));
  const CpxKeyRefusal refusal = { "recovery.not-renewed",
                                  _("The recovery code was not renewed: the old one is still good.") };
  g_autoptr(CpxReceipt) receipt = cpx_journal_note (journal, "slot:write", "recovery.renewed", NULL, NULL, error);
  g_autoptr(CpxSecret) code = NULL;
  CpxSlotChange *change = NULL;

  /* The code is random: stretching it would add nothing. */
  if (receipt != NULL)
    change = cpx_vault_prepare_recovery (vault, &CPX_PASSWORD_COST_CHEAP, &code, error);
  if (change == NULL)
    return NULL;
  cpx_key_change_follow (journal, vault, change, NULL, &refusal);

  return g_strdup (cpx_secret_get_text (code));
}

/**
 * cpx_practice_renew_recovery:
 * @practice: a practice
 * @error: where the refusal goes
 *
 * Makes a new recovery code; the old one opens nothing any more.
 *
 * Returns: (transfer full) (nullable): the code, to be printed once
 */
char *
cpx_practice_renew_recovery (CpxPractice  *practice,
                             GError      **error)
{
  return cpx_practice_perform (practice, renew, NULL, g_free, error);
}

/**
 * cpx_practice_renew_recovery_async:
 * @practice: a practice
 * @callback: called with the code or the refusal
 * @user_data: for @callback
 *
 * Does cpx_practice_renew_recovery().
 */
void
cpx_practice_renew_recovery_async (CpxPractice         *practice,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_perform_async (practice, renew, NULL, NULL, g_free, NULL, callback, user_data);
}

/**
 * cpx_practice_renew_recovery_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): the code, to be printed once
 */
char *
cpx_practice_renew_recovery_finish (CpxPractice   *practice,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

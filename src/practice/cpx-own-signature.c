/* cpx-own-signature.c: the passphrase of who is in, and their one-time code if they have a second factor, asked again
 * before something that deserves it.
 *
 * A wrong one counts as a failed unlock does, so that guessing here is no faster than at the door; being inside, it is
 * also written down at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-own-signature.h"

#include "cpx-second-factor-private.h"
#include "cpx-unlock-private.h"

#include <cpx-user-secret-table.h>
#include <cpx-user.h>
#include <glib/gi18n-lib.h>

static CpxAttempts *
load_attempts (CpxVault *vault)
{
  g_autoptr(CpxVaultInfo) info = cpx_vault_dup_info (vault);

  return cpx_unlock_load_attempts (info);
}

static CpxOwnSignature
refuse (CpxJournal       *journal,
        CpxAttempts      *attempts,
        const char       *login,
        const char       *action,
        CpxRecord        *about,
        CpxOwnSignature   refusal,
        GError          **error)
{
  g_autoptr(CpxReceipt) receipt = cpx_journal_note (journal, NULL, action, about, NULL, error);

  if (receipt == NULL)
    return CPX_OWN_SIGNATURE_FAILED;
  /* The state folder may be read-only: that must not make a wrong passphrase look like something else. */
  cpx_attempts_add_failure (attempts, login, NULL);

  return refusal;
}

/* The code is used up with what is signed: neither without the other. */
static gboolean
use_code (CpxJournal  *journal,
          CpxSecret   *code,
          GError     **error)
{
  CpxTxn *txn = cpx_journal_get_txn (journal);
  const char *user_id = cpx_journal_get_user_id (journal);
  gint64 counter;
  const char *text = code != NULL ? cpx_secret_get_text (code) : NULL;

  return cpx_second_factor_check (txn, user_id, text, &counter, error) &&
         (counter == 0 || cpx_user_secret_table_use (txn, user_id, counter, error));
}

/* @asks_code: whether a second factor, where there is one, is asked too. */
static CpxOwnSignature
check (CpxJournal  *journal,
       CpxSecret   *passphrase,
       gboolean     asks_code,
       CpxSecret   *code,
       const char  *refused_action,
       CpxRecord   *about,
       GError     **error)
{
  CpxPractice *practice = cpx_journal_get_practice (journal);
  CpxVault *vault = cpx_practice_get_vault (practice);
  const char *login = cpx_record_get_text (cpx_practice_get_user (practice), CPX_USER_LOGIN);
  g_autoptr(CpxAttempts) attempts = load_attempts (vault);
  g_autoptr(GError) local_error = NULL;

  if (!cpx_unlock_check_wait (attempts, login, error))
    return CPX_OWN_SIGNATURE_FAILED;
  if (cpx_vault_check_passphrase (vault, login, passphrase, &local_error) &&
      (!asks_code || use_code (journal, code, &local_error)))
    {
      cpx_attempts_add_success (attempts, login, NULL);
      return CPX_OWN_SIGNATURE_GOOD;
    }
  if (g_error_matches (local_error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BAD_PASSPHRASE))
    return refuse (journal, attempts, login, refused_action, about, CPX_OWN_SIGNATURE_REFUSED, error);
  if (g_error_matches (local_error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_CODE))
    return refuse (journal, attempts, login, refused_action, about, CPX_OWN_SIGNATURE_REFUSED_CODE, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  cpx_practice_error_translate (error);

  return CPX_OWN_SIGNATURE_FAILED;
}

/**
 * cpx_own_signature_check:
 * @journal: the journal of a transaction
 * @passphrase: what was typed
 * @refused_action: what the audit log calls a wrong one
 * @about: what would have been signed
 * @error: where the fault goes
 *
 * Asks again for the passphrase of the user. Takes half a second on purpose.
 *
 * Returns: whether it is theirs; after %CPX_OWN_SIGNATURE_REFUSED the transaction holds the entry that says so, and is
 *   to be committed as it is
 */
CpxOwnSignature
cpx_own_signature_check (CpxJournal  *journal,
                         CpxSecret   *passphrase,
                         const char  *refused_action,
                         CpxRecord   *about,
                         GError     **error)
{
  return check (journal, passphrase, FALSE, NULL, refused_action, about, error);
}

/**
 * cpx_own_signature_check_with_code:
 * @journal: the journal of a transaction
 * @passphrase: what was typed
 * @code: (nullable): the one-time code that was typed
 * @refused_action: what the audit log calls a wrong one
 * @about: what would have been signed
 * @error: where the fault goes: %CPX_PRACTICE_ERROR_NEED_CODE if they have a second factor and no code was typed
 *
 * Does cpx_own_signature_check(), and asks for a code that was not used of who has a second factor.
 *
 * Returns: the same; after %CPX_OWN_SIGNATURE_REFUSED_CODE too the transaction is to be committed as it is
 */
CpxOwnSignature
cpx_own_signature_check_with_code (CpxJournal  *journal,
                                   CpxSecret   *passphrase,
                                   CpxSecret   *code,
                                   const char  *refused_action,
                                   CpxRecord   *about,
                                   GError     **error)
{
  return check (journal, passphrase, TRUE, code, refused_action, about, error);
}

/**
 * cpx_own_signature_settle:
 * @practice: a practice
 *
 * Called once the entry of a refused signature is durable: the next unlock need not tell of it again, unless other
 * failures wait to be told beside it.
 */
void
cpx_own_signature_settle (CpxPractice *practice)
{
  g_autoptr(CpxAttempts) attempts = NULL;

  if (cpx_practice_is_locked (practice))
    return;
  attempts = load_attempts (cpx_practice_get_vault (practice));
  if (cpx_attempts_get_unreported (attempts)->len == 1)
    cpx_attempts_set_reported (attempts, NULL);
}

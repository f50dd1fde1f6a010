/* cpx-rekey.c: asks who wants it, notes it, closes, then has the vault write itself anew.
 *
 * The note comes first: the new file must hold it, and a one-time code opens only once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-rekey.h"

#include "cpx-journal.h"
#include "cpx-unlock.h"

#include <cpx-vault-copy.h>

/* A CpxDeedFunc. */
static gpointer
note (CpxJournal  *journal,
      gpointer     data,
      GError     **error)
{
  return cpx_journal_note (journal, "vault:rekey", "vault.rekeyed", NULL, NULL, error);
}

static gboolean
note_and_close (CpxPractice  *practice,
                GError      **error)
{
  g_autoptr(CpxReceipt) receipt = cpx_practice_perform (practice, note, NULL, g_object_unref, error);

  return receipt != NULL && cpx_practice_close (practice, error);
}

/**
 * cpx_practice_rekey:
 * @path: a vault that nobody has open
 * @login: an administrator
 * @passphrase: theirs
 * @one_time_code: (nullable): six digits, for who has a second factor
 * @cancellable: (nullable): to give up: the vault is then as it was
 * @error: where the refusal goes
 *
 * Writes the vault to a new file under new keys and puts it in the place of the old one in one step. Passphrases stay;
 * copies made before keep opening with the old ones, and read nothing that is written from now on.
 *
 * Returns: `TRUE` if the new file took the old one's place
 */
gboolean
cpx_practice_rekey (const char    *path,
                    const char    *login,
                    const char    *passphrase,
                    const char    *one_time_code,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr(CpxSecret) secret = cpx_secret_new_from_text (passphrase);
  g_autoptr(CpxPractice) practice = cpx_practice_unlock (path, login, passphrase, one_time_code, error);

  if (practice == NULL || !note_and_close (practice, error))
    return FALSE;
  if (!cpx_vault_rekey (path, login, secret, NULL, NULL, cancellable, error))
    return cpx_practice_error_translate (error);

  return TRUE;
}

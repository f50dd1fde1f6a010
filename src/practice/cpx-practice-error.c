/* cpx-practice-error.c: what the floors below say, in the codes of this one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-practice-error.h"

#include <cpx-audit-leaf.h>
#include <cpx-bundle.h>
#include <cpx-change.h>
#include <cpx-chat-client.h>
#include <cpx-crypto.h>
#include <cpx-json.h>
#include <cpx-nomenclature.h>
#include <cpx-record.h>
#include <cpx-rerank.h>
#include <cpx-store.h>
#include <cpx-vault-error.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (cpx-practice-error-quark, cpx_practice_error)

static CpxPracticeError
translate_vault (int code)
{
  switch ((CpxVaultError) code)
    {
    case CPX_VAULT_ERROR_NOT_FOUND:
    case CPX_VAULT_ERROR_NO_SUCH_SLOT:
      return CPX_PRACTICE_ERROR_NOT_FOUND;
    case CPX_VAULT_ERROR_NEWER_FORMAT:
    case CPX_VAULT_ERROR_NEWER_SCHEMA:
      return CPX_PRACTICE_ERROR_NEWER_FORMAT;
    case CPX_VAULT_ERROR_DAMAGED:
    case CPX_VAULT_ERROR_LOST_COMMITS:
      return CPX_PRACTICE_ERROR_DAMAGED;
    case CPX_VAULT_ERROR_BAD_PASSPHRASE:
    case CPX_VAULT_ERROR_BAD_RECOVERY_CODE:
      return CPX_PRACTICE_ERROR_WRONG_PASSPHRASE;
    case CPX_VAULT_ERROR_HELD:
    case CPX_VAULT_ERROR_BUSY:
      return CPX_PRACTICE_ERROR_HELD;
    case CPX_VAULT_ERROR_READ_ONLY:
    case CPX_VAULT_ERROR_FULL:
    case CPX_VAULT_ERROR_IO:
    case CPX_VAULT_ERROR_SQL:
      return CPX_PRACTICE_ERROR_IO;
    case CPX_VAULT_ERROR_NOT_A_VAULT:
    case CPX_VAULT_ERROR_EXISTS:
    case CPX_VAULT_ERROR_LAST_SLOT:
    case CPX_VAULT_ERROR_SLOT_EXISTS:
    case CPX_VAULT_ERROR_SLOTS_FULL:
    case CPX_VAULT_ERROR_BAD_LOGIN:
    case CPX_VAULT_ERROR_CONSTRAINT:
    case CPX_VAULT_ERROR_INTERRUPTED:
    default:
      return CPX_PRACTICE_ERROR_REFUSED;
    }
}

static CpxPracticeError
translate_store (int code)
{
  switch ((CpxStoreError) code)
    {
    case CPX_STORE_ERROR_NOT_FOUND:
      return CPX_PRACTICE_ERROR_NOT_FOUND;
    case CPX_STORE_ERROR_STALE:
      return CPX_PRACTICE_ERROR_CONFLICT;
    case CPX_STORE_ERROR_DAMAGED:
      return CPX_PRACTICE_ERROR_DAMAGED;
    case CPX_STORE_ERROR_READ_ONLY:
      return CPX_PRACTICE_ERROR_IO;
    case CPX_STORE_ERROR_CLOSED:
      return CPX_PRACTICE_ERROR_LOCKED;
    case CPX_STORE_ERROR_TAKEN:
    case CPX_STORE_ERROR_ERASED:
    default:
      return CPX_PRACTICE_ERROR_REFUSED;
    }
}

static CpxPracticeError
translate_io (int code)
{
  switch (code)
    {
    case G_IO_ERROR_NOT_FOUND:
      return CPX_PRACTICE_ERROR_NOT_FOUND;
    case G_IO_ERROR_EXISTS:
      return CPX_PRACTICE_ERROR_REFUSED;
    default:
      return CPX_PRACTICE_ERROR_IO;
    }
}

static CpxPracticeError
translate_nomenclature (int code)
{
  switch ((CpxNomenclatureError) code)
    {
    case CPX_NOMENCLATURE_ERROR_DAMAGED:
      return CPX_PRACTICE_ERROR_DAMAGED;
    case CPX_NOMENCLATURE_ERROR_NEWER:
      return CPX_PRACTICE_ERROR_NEWER_FORMAT;
    case CPX_NOMENCLATURE_ERROR_INVALID:
    default:
      return CPX_PRACTICE_ERROR_REFUSED;
    }
}

/**
 * cpx_practice_error_get_code:
 * @error: an error from this floor or below
 *
 * Tells what an error of any of our domains means for who asked: whether to look for the passphrase, the disk
 * or the backup.
 *
 * Returns: a code; an error of a domain we do not know is a refusal
 */
CpxPracticeError
cpx_practice_error_get_code (const GError *error)
{
  if (error->domain == CPX_PRACTICE_ERROR)
    return (CpxPracticeError) error->code;
  if (error->domain == CPX_VAULT_ERROR)
    return translate_vault (error->code);
  if (error->domain == CPX_STORE_ERROR)
    return translate_store (error->code);
  if (error->domain == CPX_NOMENCLATURE_ERROR)
    return translate_nomenclature (error->code);
  if (error->domain == CPX_RECORD_ERROR || error->domain == CPX_JSON_ERROR)
    return CPX_PRACTICE_ERROR_INVALID;
  if (error->domain == CPX_BUNDLE_ERROR)
    return error->code == CPX_BUNDLE_ERROR_FORMAT ? CPX_PRACTICE_ERROR_DAMAGED : CPX_PRACTICE_ERROR_REFUSED;
  if (error->domain == CPX_AUDIT_LEAF_ERROR || error->domain == CPX_CHANGE_ERROR)
    return CPX_PRACTICE_ERROR_DAMAGED;
  if (error->domain == G_IO_ERROR)
    return translate_io (error->code);
  if (error->domain == G_FILE_ERROR)
    return error->code == G_FILE_ERROR_NOENT ? CPX_PRACTICE_ERROR_NOT_FOUND : CPX_PRACTICE_ERROR_IO;
  if (error->domain == CPX_CHAT_ERROR || error->domain == CPX_RERANK_ERROR)
    return CPX_PRACTICE_ERROR_NETWORK;
  if (error->domain == CPX_CRYPTO_ERROR)
    return error->code == CPX_CRYPTO_ERROR_FILE ? CPX_PRACTICE_ERROR_IO : CPX_PRACTICE_ERROR_REFUSED;

  return CPX_PRACTICE_ERROR_REFUSED;
}

/**
 * cpx_practice_error_translate:
 * @error: (inout) (nullable): where an error may have been put
 *
 * Gives an error of a floor below the domain and code of this one; its sentence stays. A cancellation stays
 * what it is.
 *
 * Returns: `FALSE`, for callers that fail in the same breath
 */
gboolean
cpx_practice_error_translate (GError **error)
{
  if (error == NULL || *error == NULL || (*error)->domain == CPX_PRACTICE_ERROR ||
      g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;

  (*error)->code = cpx_practice_error_get_code (*error);
  (*error)->domain = CPX_PRACTICE_ERROR;

  return FALSE;
}

/**
 * cpx_practice_error_new_gap:
 * @n_unreadable: how many records lie on damaged pages
 *
 * Says of a list that it has gaps.
 *
 * Returns: (transfer full): a %CPX_PRACTICE_ERROR_DAMAGED
 */
GError *
cpx_practice_error_new_gap (guint n_unreadable)
{
  return g_error_new (CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED,
                      g_dngettext (GETTEXT_PACKAGE,
                                   "%u more line is there but cannot be read: its page is damaged. Restore the last "
                                   "sound backup.",
                                   "%u more lines are there but cannot be read: their page is damaged. Restore the "
                                   "last sound backup.", n_unreadable),
                      n_unreadable);
}

/**
 * cpx_practice_error_say_lost:
 * @error: (inout) (nullable): where an error may have been put
 * @path: a vault
 * @lost: what lies on a damaged page, without which nobody comes in
 *
 * Makes of a %CPX_PRACTICE_ERROR_DAMAGED one that says what is hit, and what to do. Others stay as they are.
 */
void
cpx_practice_error_say_lost (GError     **error,
                             const char  *path,
                             const char  *lost)
{
  if (error == NULL || !g_error_matches (*error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED))
    return;
  g_clear_error (error);
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED,
               _("“%1$s” cannot be opened: the page that holds %2$s is damaged. Put the last backup in its place, on "
                 "the unlock page or with: cpxctl --vault \"%1$s\" restore BACKUP. The damaged file is kept beside "
                 "it."),
               path, lost);
}

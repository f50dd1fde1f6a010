/* cpx-erase-state.c: a file is erased on a legal basis, for a stated reason, with the passphrase of who erases it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-erase-state.h"

#include "cpx-reason-state.h"

#include <cpx-legal-basis.h>

#include <glib/gi18n-lib.h>

/**
 * cpx_erase_state_list_bases:
 *
 * Returns: (transfer none) (array zero-terminated=1): legal bases to choose from, not translated; the first is none
 */
const char *const *
cpx_erase_state_list_bases (void)
{
  static const char *bases[CPX_LEGAL_BASIS_N_BASES + 2];   /* NULL at the end */

  bases[0] = N_("Choose the legal basis");
  for (guint i = 0; i < CPX_LEGAL_BASIS_N_BASES; i++)
    bases[i + 1] = cpx_legal_basis_get_label (i);

  return bases;
}

static gboolean
has_basis (guint basis)
{
  return basis > 0 && basis <= CPX_LEGAL_BASIS_N_BASES;
}

/**
 * cpx_erase_state_compute:
 * @basis: of cpx_erase_state_list_bases(); 0: none chosen yet
 * @signature: what was entered below it
 *
 * Returns: what to show; its texts are static or those of @signature
 */
CpxEraseState
cpx_erase_state_compute (guint                    basis,
                         const CpxSignatureInput *signature)
{
  const char *no_basis = _("Choose the legal basis: without one a file is not erased.");
  CpxSignatureInput input = *signature;
  CpxEraseState state;

  input.no_reason = _("The justification is required to erase this file");
  if (signature->tried && !has_basis (basis))
    input.before = no_basis;
  state.signature = cpx_signature_state_compute (&input);
  state.signature.can_accept = state.signature.can_accept && has_basis (basis);
  state.basis_is_wrong = input.before != NULL && state.signature.message == no_basis;

  return state;
}

/**
 * cpx_erase_state_read_basis:
 * @text: the number of a basis, as the dialog holds it over a lock
 *
 * Returns: which of the list; 0 for what is none of it
 */
guint
cpx_erase_state_read_basis (const char *text)
{
  guint64 basis = 0;

  return g_ascii_string_to_unsigned (text, 10, 1, CPX_LEGAL_BASIS_N_BASES, &basis, NULL) ? (guint) basis : 0;
}

/**
 * cpx_erase_state_dup_basis:
 * @basis: which of the list
 * @reason: why, as typed
 *
 * Returns: (transfer full): what stays in clear in the journal, the same in every language
 */
char *
cpx_erase_state_dup_basis (guint       basis,
                           const char *reason)
{
  g_autofree char *clean = cpx_reason_dup_clean (reason);

  g_return_val_if_fail (has_basis (basis), NULL);

  return cpx_legal_basis_dup_stored (basis - 1, g_strstrip (clean));
}

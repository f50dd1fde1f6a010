/* cpx-erase-state.c: a file is erased on a legal basis, for a stated reason, with the passphrase of who erases it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-erase-state.h"

#include "cpx-reason-state.h"

#include <glib/gi18n-lib.h>

/* The first is none. A file that must be kept is not erased because it is asked (art. 17.3 RGPD): the reason says why
 * the law lets this one go. */
static const char *const bases[] = {
  N_("Choose the legal basis"),
  N_("The twenty years of keeping are over (art. R. 1112-7 CSP)"),
  N_("Ten years after the death are over (art. R. 1112-7 CSP)"),
  N_("Erasure asked for by the person, and the law allows it (art. 17 GDPR)"),
  N_("Data kept without a right to, a file made by mistake (art. 17.1.d GDPR)"),
  N_("Decision of a court or of the CNIL"),
  NULL,
};

/**
 * cpx_erase_state_list_bases:
 *
 * Returns: (transfer none) (array zero-terminated=1): legal bases to choose from, not translated; the first is none
 */
const char *const *
cpx_erase_state_list_bases (void)
{
  return bases;
}

static gboolean
has_basis (const CpxEraseInput *input)
{
  return input->basis > 0 && input->basis < G_N_ELEMENTS (bases) - 1;
}

static const char *
find_missing (const CpxEraseInput *input,
              gboolean             reason_is_good)
{
  if (cpx_reason_is_too_long (input->reason))
    return _("The justification is too long: shorten it.");
  if (input->tried && !has_basis (input))
    return _("Choose the legal basis: without one a file is not erased.");
  if ((input->tried || input->left_reason) && !reason_is_good)
    return _("The justification is required to erase this file");

  return input->tried && !input->has_passphrase ? _("Type your passphrase to sign") : NULL;
}

/**
 * cpx_erase_state_compute:
 * @input: what was entered so far
 *
 * Returns: what to show; its texts are static or those of @input
 */
CpxEraseState
cpx_erase_state_compute (const CpxEraseInput *input)
{
  gboolean too_long = cpx_reason_is_too_long (input->reason);
  gboolean reason_is_good = cpx_reason_is_enough (input->reason) && !too_long;
  const char *missing = find_missing (input, reason_is_good);
  gboolean basis_is_wrong = missing != NULL && !too_long && input->tried && !has_basis (input);
  gboolean reason_is_wrong = missing != NULL && !basis_is_wrong && !reason_is_good;

  return (CpxEraseState) {
    .message = missing != NULL ? missing : input->failure,
    .basis_is_wrong = basis_is_wrong,
    .reason_is_wrong = reason_is_wrong,
    .passphrase_is_wrong = missing != NULL ? !basis_is_wrong && !reason_is_wrong : input->failure != NULL,
    .can_accept = has_basis (input) && reason_is_good && input->has_passphrase && !input->busy,
  };
}

/**
 * cpx_erase_state_dup_basis:
 * @basis: which of the list
 * @reason: why, as typed
 *
 * Returns: (transfer full): what stays in clear in the journal
 */
char *
cpx_erase_state_dup_basis (guint       basis,
                           const char *reason)
{
  g_autofree char *clean = cpx_reason_dup_clean (reason);

  g_return_val_if_fail (basis < G_N_ELEMENTS (bases) - 1, NULL);

  return g_strdup_printf ("%s – %s", _(bases[basis]), g_strstrip (clean));
}

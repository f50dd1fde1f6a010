/* cpx-reopen-state.c: a coding is reopened with a reason and a signature: the passphrase of who reopens it, and a code
 * of their telephone if they have a second factor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-reopen-state.h"

#include "cpx-reason-state.h"

#include <glib/gi18n-lib.h>

static const char *
find_missing (const CpxReopenInput *input,
              gboolean              reason_is_good)
{
  if (cpx_reason_is_too_long (input->reason))
    return _("The justification is too long: shorten it.");
  if ((input->tried || input->left_reason) && !reason_is_good)
    return _("The justification is required to reopen this coding");

  if (input->tried && !input->has_passphrase)
    return _("Type your passphrase to sign");

  if (input->tried && input->asks_code && !input->has_code)
    return _("Type the six digits that your telephone shows");

  return NULL;
}

/**
 * cpx_reopen_state_compute:
 * @input: what was entered so far
 *
 * Returns: what to show; its texts are static or those of @input
 */
CpxReopenState
cpx_reopen_state_compute (const CpxReopenInput *input)
{
  gboolean reason_is_good = cpx_reason_is_enough (input->reason) && !cpx_reason_is_too_long (input->reason);
  const char *missing = find_missing (input, reason_is_good);

  gboolean signature_is_wrong = (missing != NULL && reason_is_good) || (missing == NULL && input->failure != NULL);
  gboolean is_about_code = missing != NULL ? input->has_passphrase : input->wrong_code;

  return (CpxReopenState) {
    .message = missing != NULL ? missing : input->failure,
    .reason_is_wrong = missing != NULL && !reason_is_good,
    .passphrase_is_wrong = signature_is_wrong && !is_about_code,
    .code_is_wrong = signature_is_wrong && is_about_code,
    .can_accept = reason_is_good && input->has_passphrase && (!input->asks_code || input->has_code) && !input->busy,
  };
}

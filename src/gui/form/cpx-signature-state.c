/* cpx-signature-state.c: a reason, the passphrase of who signs, and a code of their telephone if they have a second
 * factor: one thing is said at a time, in that order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-signature-state.h"

#include "cpx-reason-state.h"

#include <glib/gi18n-lib.h>

static const char *
find_missing_signature (const CpxSignatureInput *input)
{
  if (input->tried && !input->has_passphrase)
    return _("Type your passphrase to sign");
  if (input->tried && input->asks_code && !input->has_code)
    return _("Type the six digits that your telephone shows");

  return NULL;
}

/* Too long is said while one types: it would be typed in vain. */
static const char *
find_missing (const CpxSignatureInput *input,
              gboolean                 reason_is_good)
{
  if (cpx_reason_is_too_long (input->reason))
    return _("The justification is too long: shorten it.");
  if (input->before != NULL)
    return input->before;
  if ((input->tried || input->left_reason) && !reason_is_good)
    return input->no_reason;

  return find_missing_signature (input);
}

/**
 * cpx_signature_state_compute:
 * @input: what was entered so far
 *
 * Returns: what to show; its texts are static or those of @input
 */
CpxSignatureState
cpx_signature_state_compute (const CpxSignatureInput *input)
{
  gboolean too_long = cpx_reason_is_too_long (input->reason);
  gboolean reason_is_good = cpx_reason_is_enough (input->reason) && !too_long;
  const char *missing = find_missing (input, reason_is_good);
  gboolean is_before = missing != NULL && missing == input->before;
  gboolean signature_is_wrong = missing != NULL ? reason_is_good && !is_before : input->failure != NULL;
  gboolean is_about_code = missing != NULL ? input->has_passphrase : input->wrong_code;

  return (CpxSignatureState) {
    .message = missing != NULL ? missing : input->failure,
    .reason_is_wrong = missing != NULL && !reason_is_good && !is_before,
    .passphrase_is_wrong = signature_is_wrong && !is_about_code,
    .code_is_wrong = signature_is_wrong && is_about_code,
    .can_accept = reason_is_good && input->before == NULL && input->has_passphrase &&
                  (!input->asks_code || input->has_code) && !input->busy,
  };
}

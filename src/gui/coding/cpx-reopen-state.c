/* cpx-reopen-state.c: a coding is reopened with a reason and a signature, the passphrase of who reopens it.
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

  return input->tried && !input->has_passphrase ? _("Type your passphrase to sign") : NULL;
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

  return (CpxReopenState) {
    .message = missing != NULL ? missing : input->failure,
    .reason_is_wrong = missing != NULL && !reason_is_good,
    .passphrase_is_wrong = (missing != NULL && reason_is_good) || (missing == NULL && input->failure != NULL),
    .can_accept = reason_is_good && input->has_passphrase && !input->busy,
  };
}

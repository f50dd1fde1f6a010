/* cpx-recovery-state.c: what is said under a recovery code while it is typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-recovery-state.h"

#include <cpx-recovery.h>

#include <glib/gi18n-lib.h>

static char *
describe_missing (const char *code)
{
  guint n = cpx_recovery_count_missing (code);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The recovery code is not whole: %u letter or digit is missing",
                                       "The recovery code is not whole: %u letters or digits are missing", n), n);
}

/**
 * cpx_recovery_state_compute:
 * @code: the recovery code, as far as it is typed
 * @failure: (nullable): why the last attempt failed
 *
 * Tells why nothing can be done with a code yet: who types it from paper sees how much of it is missing.
 *
 * Returns: the state, to be cleared with cpx_recovery_state_clear()
 */
CpxRecoveryState
cpx_recovery_state_compute (const char *code,
                            const char *failure)
{
  CpxRecoveryCodeState state = cpx_recovery_check_code (code);

  if (failure != NULL)
    return (CpxRecoveryState) { g_strdup (failure), "message" };
  if (*code == '\0' || state == CPX_RECOVERY_CODE_OK)
    return (CpxRecoveryState) { NULL, "message" };
  if (state == CPX_RECOVERY_CODE_INCOMPLETE)
    return (CpxRecoveryState) { describe_missing (code), "dim-label" };

  return (CpxRecoveryState) { g_strdup (_("A letter of the recovery code is wrong: compare it with the paper")),
                              "message" };
}

/**
 * cpx_recovery_state_clear:
 * @self: a state
 *
 * Frees what a state owns.
 */
void
cpx_recovery_state_clear (CpxRecoveryState *self)
{
  g_clear_pointer (&self->sentence, g_free);
}

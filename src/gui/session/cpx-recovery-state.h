/* cpx-recovery-state.h: what is said under a recovery code while it is typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char       *sentence;     /* (owned) (nullable) */
  const char *style_class;  /* what is wrong, or what is still to come */
} CpxRecoveryState;

CpxRecoveryState cpx_recovery_state_compute (const char       *code,
                                             const char       *failure);
void             cpx_recovery_state_clear   (CpxRecoveryState *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxRecoveryState, cpx_recovery_state_clear)

G_END_DECLS

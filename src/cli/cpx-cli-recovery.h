/* cpx-cli-recovery.h: the recovery code, printed once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-cli.h"

G_BEGIN_DECLS

gboolean cpx_cli_recovery_prepare   (CpxCli      *self,
                                     GError     **error);
void     cpx_cli_recovery_give_up   (CpxCli      *self);
gboolean cpx_cli_recovery_hand_over (CpxCli      *self,
                                     const char  *code,
                                     GError     **error);

G_END_DECLS

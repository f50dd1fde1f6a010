/* cpx-recovery-code.h: the code printed once that lets an administrator back in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-secret.h"

G_BEGIN_DECLS

CpxSecret *cpx_recovery_code_new    (void);
CpxSecret *cpx_recovery_code_parse  (const char  *typed,
                                     GError     **error);

G_END_DECLS

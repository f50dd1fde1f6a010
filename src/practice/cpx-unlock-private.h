/* cpx-unlock-private.h: the steps of unlocking that a restore, a recovery or a signature takes too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-attempts.h"
#include "cpx-practice-private.h"

G_BEGIN_DECLS

/* Opens the vault for @login without writing anything, and asks for the passphrase, the code and the right to enter. */
CpxPractice *cpx_unlock_quietly (const char  *path,
                                 const char  *login,
                                 const char  *passphrase,
                                 const char  *one_time_code,
                                 GError     **error);

/* What a guess of a new passphrase of @login is to cost in this vault. */
CpxPasswordCost cpx_unlock_get_cost (CpxVault   *vault,
                                     const char *login);

/* The failed attempts at this vault on this machine, and whether @login has to wait before the next. */
CpxAttempts *cpx_unlock_load_attempts (const CpxVaultInfo  *info);
gboolean     cpx_unlock_check_wait    (CpxAttempts         *attempts,
                                       const char          *login,
                                       GError             **error);

G_END_DECLS

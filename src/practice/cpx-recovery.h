/* cpx-recovery.h: the printed code's one power: setting an administrator's new passphrase.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

typedef enum
{
  CPX_RECOVERY_CODE_OK,          /* well formed; only the vault knows whether it is the right one */
  CPX_RECOVERY_CODE_INCOMPLETE,
  CPX_RECOVERY_CODE_TYPO,        /* its checksum is wrong: read it again */
} CpxRecoveryCodeState;

CpxRecoveryCodeState  cpx_recovery_check_code       (const char           *code);
guint                 cpx_recovery_count_missing    (const char           *code);

gboolean              cpx_practice_recover          (const char           *path,
                                                     const char           *code,
                                                     const char           *login,
                                                     const char           *new_passphrase,
                                                     GError              **error);
void                  cpx_practice_recover_async    (const char           *path,
                                                     const char           *code,
                                                     const char           *login,
                                                     const char           *new_passphrase,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean              cpx_practice_recover_finish   (GAsyncResult         *result,
                                                     GError              **error);

char                 *cpx_practice_renew_recovery   (CpxPractice          *practice,
                                                     GError              **error);
void                  cpx_practice_renew_recovery_async  (CpxPractice          *practice,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
char                 *cpx_practice_renew_recovery_finish (CpxPractice          *practice,
                                                          GAsyncResult         *result,
                                                          GError              **error);

G_END_DECLS

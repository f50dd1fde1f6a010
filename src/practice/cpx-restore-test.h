/* cpx-restore-test.h: would this backup bring the practice back? Tried on a copy, aside.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-check.h"

G_BEGIN_DECLS

CpxCheckReport *cpx_practice_test_restore        (const char           *backup_path,
                                                  const char           *login,
                                                  const char           *passphrase,
                                                  const char           *one_time_code,
                                                  GError              **error);
void            cpx_practice_test_restore_async  (const char           *backup_path,
                                                  const char           *login,
                                                  const char           *passphrase,
                                                  const char           *one_time_code,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
CpxCheckReport *cpx_practice_test_restore_finish (GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS

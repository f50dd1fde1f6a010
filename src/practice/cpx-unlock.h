/* cpx-unlock.h: opens a practice with a login and a passphrase, or shows who may.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

char        **cpx_practice_list_logins    (const char           *path,
                                           GError              **error);
char         *cpx_practice_dup_default_path (void);
gboolean      cpx_practice_prepare_folder   (const char  *path,
                                             GError     **error);
gint64        cpx_practice_get_wait_us    (const char           *path,
                                           const char           *login);

CpxPractice  *cpx_practice_unlock         (const char           *path,
                                           const char           *login,
                                           const char           *passphrase,
                                           const char           *one_time_code,
                                           GError              **error);
CpxPractice  *cpx_practice_unlock_to_read (const char           *path,
                                           const char           *login,
                                           const char           *passphrase,
                                           const char           *one_time_code,
                                           GError              **error);
void          cpx_practice_unlock_async   (const char           *path,
                                           const char           *login,
                                           const char           *passphrase,
                                           const char           *one_time_code,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
CpxPractice  *cpx_practice_unlock_finish  (GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS

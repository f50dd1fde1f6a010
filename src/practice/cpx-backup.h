/* cpx-backup.h: a copy of the vault, made while it is in use and opened to prove it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

#define CPX_BACKUPS_KEPT 30  /* daily ones */

typedef struct
{
  char   *path;
  gint64  made_us;
  guint64 size_bytes;
} CpxBackupInfo;

char      *cpx_practice_dup_backup_folder   (const char           *vault_path);
GPtrArray *cpx_practice_list_backups        (const char           *vault_path);

char      *cpx_practice_backup              (CpxPractice          *practice,
                                             const char           *destination,
                                             GCancellable         *cancellable,
                                             GError              **error);
void       cpx_practice_backup_async        (CpxPractice          *practice,
                                             const char           *destination,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
char      *cpx_practice_backup_finish       (CpxPractice          *practice,
                                             GAsyncResult         *result,
                                             GError              **error);
void       cpx_backup_info_free             (CpxBackupInfo        *self);

G_END_DECLS

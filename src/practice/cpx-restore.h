/* cpx-restore.h: puts a backup in the place of a vault.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-backup-origin.h"

G_BEGIN_DECLS

/* What a restore did. */
typedef struct
{
  char            *replaced_path;  /* (nullable): where the file that was there is kept; NULL if there was none */
  char            *old_log;        /* what the new log's first entry says of the one it follows */
  CpxBackupOrigin  origin;         /* what was restored */
} CpxRestored;

CpxRestored *cpx_practice_restore        (const char           *vault_path,
                                          const char           *backup_path,
                                          const char           *login,
                                          const char           *passphrase,
                                          const char           *one_time_code,
                                          gboolean              replaces_other,
                                          GCancellable         *cancellable,
                                          GError              **error);
void         cpx_practice_restore_async  (const char           *vault_path,
                                          const char           *backup_path,
                                          const char           *login,
                                          const char           *passphrase,
                                          const char           *one_time_code,
                                          gboolean              replaces_other,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
CpxRestored *cpx_practice_restore_finish (GAsyncResult         *result,
                                          GError              **error);
const char  *cpx_restored_get_reminder   (const CpxRestored    *self);
void         cpx_restored_free           (CpxRestored          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxRestored, cpx_restored_free)

G_END_DECLS

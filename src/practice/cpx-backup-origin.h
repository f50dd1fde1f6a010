/* cpx-backup-origin.h: which practice a backup is of, and from when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

typedef struct
{
  char   *path;           /* (owned): the backup, as it was asked for */
  char   *practice_name;  /* (owned) */
  gint64  last_us;        /* when the last entry of its log was made: the practice is as it was then */
} CpxBackupOrigin;

gboolean cpx_backup_origin_read  (CpxPractice            *practice,
                                  const char             *path,
                                  CpxBackupOrigin        *self,
                                  GError                **error);
gboolean cpx_backup_origin_check (const CpxBackupOrigin  *self,
                                  CpxPractice            *practice,
                                  const char             *vault_path,
                                  GError                **error);
void     cpx_backup_origin_clear (CpxBackupOrigin        *self);

G_END_DECLS

/* cpx-backup-state.h: what the settings say of the last backup.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-backup.h>
#include <cpx-check.h>

G_BEGIN_DECLS

typedef struct
{
  char                *title;      /* (owned): when, in words */
  char                *subtitle;   /* (owned): where and how big, or what to do */
  const char          *icon_name;
  gboolean             is_late;    /* there is none, or it is too old to be a comfort */
  const CpxBackupInfo *newest;     /* (nullable): lives as long as the list it came from */
} CpxBackupState;

CpxBackupState  cpx_backup_state_compute    (GPtrArray            *backups,
                                             gint64                now_us);
void            cpx_backup_state_clear      (CpxBackupState       *self);
char           *cpx_backup_state_dup_report (const CpxCheckReport *report);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxBackupState, cpx_backup_state_clear)

G_END_DECLS

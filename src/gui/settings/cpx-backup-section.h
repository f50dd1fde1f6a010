/* cpx-backup-section.h: the last backup, the next one, and the proof that one can come back from it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_BACKUP_SECTION (cpx_backup_section_get_type ())
G_DECLARE_FINAL_TYPE (CpxBackupSection, cpx_backup_section, CPX, BACKUP_SECTION, AdwPreferencesPage)

GtkWidget *cpx_backup_section_new (CpxPractice *practice);

G_END_DECLS

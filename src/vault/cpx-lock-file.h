/* cpx-lock-file.h: one process holds a vault; who does is written beside it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CpxLockFile CpxLockFile;

CpxLockFile *cpx_lock_file_take    (const char   *vault_path,
                                    const char   *login,
                                    gboolean      read_only,
                                    GError      **error);
void         cpx_lock_file_release (CpxLockFile  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxLockFile, cpx_lock_file_release)

G_END_DECLS

/* cpx-vfs.h: the layer between SQLite and the disk that encrypts a vault.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-vault-file.h"

G_BEGIN_DECLS

/* A file control of ours: the connection will not read for a while. */
#define CPX_VFS_FCNTL_REST 0x435058

typedef struct _CpxVfs CpxVfs;

CpxVfs     *cpx_vfs_new      (CpxVaultFile *vault);
void        cpx_vfs_free     (CpxVfs       *self);
const char *cpx_vfs_get_name (CpxVfs       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxVfs, cpx_vfs_free)

G_END_DECLS

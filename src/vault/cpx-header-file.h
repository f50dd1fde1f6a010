/* cpx-header-file.h: the plain header's bytes, read from and written to a vault's file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-vault-file.h"

G_BEGIN_DECLS

/* Each returns a code of SQLite's */
int cpx_header_file_read  (CpxVaultFile *vault,
                           guint8       *out_bytes,
                           gsize         n_bytes,
                           gsize        *out_n_read);
int cpx_header_file_write (CpxVaultFile *vault,
                           const guint8 *copy,
                           guint        *stale_copies);

void cpx_header_file_heal (CpxVaultFile *vault,
                           const guint8 *copy,
                           guint        *stale_copies);

G_END_DECLS

/* cpx-wal-check.h: whether the write-ahead log holds what was acknowledged, judged before SQLite recovers it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-vault-file.h"

G_BEGIN_DECLS

typedef enum {
  CPX_WAL_WHOLE,
  CPX_WAL_MISSING,   /* no log, or one of another generation, or one cut before the last acknowledged frame */
  CPX_WAL_DAMAGED,   /* the frame named does not verify */
  CPX_WAL_NEWER,     /* the vault is older than its log */
} CpxWalState;

int cpx_wal_check (CpxVaultFile *vault,
                   CpxWalState  *out_state,
                   guint32      *out_frame);

G_END_DECLS

/* cpx-log-order.h: when the entries of a block were written, in hybrid logical time. For this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-log-blocks-private.h"

G_BEGIN_DECLS

/* Of a block's entries; 0: unknown. */
typedef struct
{
  guint64 hlc[CPX_LOG_BLOCK_SIZE];
} CpxLogTimes;

GBytes   *cpx_log_times_pack   (const CpxLogTimes  *self);
gboolean  cpx_log_times_unpack (CpxLogTimes        *self,
                                const void         *bytes,
                                gsize               size);
void      cpx_log_times_read   (CpxLogTimes        *self,
                                CpxTxn             *txn,
                                gint64              block);

G_END_DECLS

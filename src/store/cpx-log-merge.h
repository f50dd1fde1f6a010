/* cpx-log-merge.h: entries of several logs in one order. For this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

G_BEGIN_DECLS

GArray *cpx_log_merge (CpxTxn        *txn,
                       GPtrArray     *logs,
                       GCancellable  *cancellable,
                       GError       **error);

G_END_DECLS

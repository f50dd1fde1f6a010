/* cpx-change-log-private.h: how a write enters the log of changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-change-log.h"

G_BEGIN_DECLS

gint64 cpx_change_log_append (CpxTxn        *txn,
                              CpxChange     *change,
                              gint64         previous,
                              const guint8  *owner_key,
                              GError       **error);

G_END_DECLS

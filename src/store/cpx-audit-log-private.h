/* cpx-audit-log-private.h: how entries enter the log of this device.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-audit-log.h"
#include "cpx-txn-private.h"

G_BEGIN_DECLS

gboolean cpx_audit_log_read_state (CpxTxn               *txn,
                                   GError              **error);
gboolean cpx_audit_log_append     (CpxTxn               *txn,
                                   CpxAuditEntry        *entry,
                                   const char           *details,
                                   const guint8         *owner_key,
                                   guint64              *out_index,
                                   GError              **error);
gboolean cpx_audit_log_index      (CpxTxn               *txn,
                                   guint                 at_least,
                                   GError              **error);

G_END_DECLS

/* cpx-seal-reread-private.h: entries read again before a seal is set over them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-audit-seal.h"

#include <cpx-txn.h>

G_BEGIN_DECLS

gboolean cpx_seal_reread (CpxTxn              *txn,
                          const CpxAuditSeal  *last,
                          guint64              size,
                          GError             **error);

G_END_DECLS

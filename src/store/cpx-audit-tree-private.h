/* cpx-audit-tree-private.h: how the hash tree of this device's log grows with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-audit-tree.h"
#include "cpx-txn-private.h"

G_BEGIN_DECLS

gboolean cpx_audit_tree_append (CpxTxn               *txn,
                                const CpxMerkleHash  *leaf,
                                GError              **error);
gboolean cpx_audit_tree_ensure (CpxTxn               *txn,
                                GError              **error);

G_END_DECLS

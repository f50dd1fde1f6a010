/* cpx-audit-tree.h: the hash tree of one device's log, as one transaction sees it: its roots and its proofs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

#include <cpx-merkle-proof.h>

G_BEGIN_DECLS

typedef struct _CpxAuditTree CpxAuditTree;

/* @device NULL: this one. */
CpxAuditTree *cpx_audit_tree_open              (CpxTxn         *txn,
                                                const CpxId    *device,
                                                GError        **error);
void          cpx_audit_tree_free              (CpxAuditTree   *self);

guint64       cpx_audit_tree_get_size          (CpxAuditTree   *self);
gboolean      cpx_audit_tree_find_node         (CpxAuditTree   *self,
                                                guint           level,
                                                guint64         index,
                                                CpxMerkleHash  *out_hash,
                                                GError        **error);
gboolean      cpx_audit_tree_find_root         (CpxAuditTree   *self,
                                                guint64         size,
                                                CpxMerkleHash  *out_root,
                                                GError        **error);
GArray       *cpx_audit_tree_prove_inclusion   (CpxAuditTree   *self,
                                                guint64         index,
                                                guint64         size,
                                                GError        **error);
void          cpx_audit_tree_forget_kept       (CpxAuditTree   *self);
GArray       *cpx_audit_tree_prove_consistency (CpxAuditTree   *self,
                                                guint64         old_size,
                                                guint64         size,
                                                GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxAuditTree, cpx_audit_tree_free)

G_END_DECLS

/* cpx-anchors-private.h: the anchors and the last seal, as one transaction sees them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-anchors.h"
#include "cpx-audit-seal-private.h"

#include <cpx-anchor-table.h>

G_BEGIN_DECLS

typedef struct
{
  GPtrArray    *anchors;  /* (owned) (element-type CpxStoredAnchor) */
  GPtrArray    *receipts; /* (owned) (nullable) (element-type GArray): of each, its CpxAnchorReceiptLine */
  CpxAuditSeal *last;     /* (owned) (nullable) */
} CpxAnchorQueue;

void             cpx_anchor_queue_free (CpxAnchorQueue         *self);

/* A CpxTxnFunc. */
gpointer         cpx_anchor_queue_look (CpxTxn                 *txn,
                                        gpointer                data,
                                        GError                **error);

gboolean         cpx_anchor_is_current (const CpxStoredAnchor  *anchor,
                                        const CpxAuditSeal     *last);
GArray          *cpx_anchor_receipt_read_lines
                                       (CpxTxn                 *txn,
                                        gint64                  number,
                                        GError                **error);
CpxStoredAnchor *cpx_anchors_find      (GPtrArray              *anchors,
                                        gint64                  number,
                                        GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxAnchorQueue, cpx_anchor_queue_free)

G_END_DECLS

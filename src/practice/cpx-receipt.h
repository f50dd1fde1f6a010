/* cpx-receipt.h: what one write left behind: the record as it is now, its change, its place in the audit log.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-record.h>

G_BEGIN_DECLS

#define CPX_TYPE_RECEIPT (cpx_receipt_get_type ())
G_DECLARE_FINAL_TYPE (CpxReceipt, cpx_receipt, CPX, RECEIPT, GObject)

CpxReceipt *cpx_receipt_new             (CpxRecord  *record,
                                         const char *change_id,
                                         guint64     audit_index,
                                         GPtrArray  *findings);
CpxRecord  *cpx_receipt_get_record      (CpxReceipt *self);
gboolean    cpx_receipt_is_empty        (CpxReceipt *self);
const char *cpx_receipt_get_change_id   (CpxReceipt *self);
guint64     cpx_receipt_get_audit_index (CpxReceipt *self);
GPtrArray  *cpx_receipt_get_findings    (CpxReceipt *self);

G_END_DECLS

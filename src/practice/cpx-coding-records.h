/* cpx-coding-records.h: the records around one operation, as a transaction sees them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-txn.h>

G_BEGIN_DECLS

GPtrArray *cpx_coding_records_list        (CpxTxn         *txn,
                                           const CpxKind  *kind,
                                           int             field,
                                           const char     *id,
                                           GError        **error);
GPtrArray *cpx_coding_records_list_acts   (CpxTxn         *txn,
                                           const char     *coding_id,
                                           GError        **error);
gboolean   cpx_coding_records_find_coding (CpxTxn         *txn,
                                           const char     *intervention_id,
                                           const char     *practitioner_id,
                                           CpxRecord     **out_coding,
                                           GError        **error);

G_END_DECLS

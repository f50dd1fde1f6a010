/* cpx-record-from-log.h: the few records that whoever comes in needs, on a bad page: what the log says they are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-record.h>
#include <cpx-txn.h>

G_BEGIN_DECLS

GPtrArray *cpx_record_from_log_list (CpxTxn         *txn,
                                     const CpxKind  *kind,
                                     gboolean       *out_damaged,
                                     GError        **error);

G_END_DECLS

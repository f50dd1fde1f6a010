/* cpx-record-rescue.h: the records that can still be read where a page is damaged.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

G_BEGIN_DECLS

GPtrArray *cpx_txn_list_readable (CpxTxn          *txn,
                                  const CpxQuery  *query,
                                  guint           *out_n_unreadable,
                                  GError         **error);

G_END_DECLS

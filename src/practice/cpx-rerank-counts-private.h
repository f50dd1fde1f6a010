/* cpx-rerank-counts-private.h: how the counts are read and kept inside a transaction.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-rerank-counts.h"

#include <cpx-txn.h>

G_BEGIN_DECLS

gboolean cpx_rerank_counts_load (CpxTxn                 *txn,
                                 CpxRerankCounts        *out_counts,
                                 GError                **error);
gboolean cpx_rerank_counts_save (CpxTxn                 *txn,
                                 const CpxRerankCounts  *counts,
                                 GError                **error);

G_END_DECLS

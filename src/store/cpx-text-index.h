/* cpx-text-index.h: the words of long texts, in SQLite's full-text index. For this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record-table.h"
#include "cpx-search.h"

G_BEGIN_DECLS

gboolean   cpx_text_index_update (CpxTxn               *txn,
                                  const CpxRecordTable *table,
                                  gint64                row,
                                  CpxRecord            *before,
                                  CpxRecord            *after,
                                  GError              **error);
gboolean   cpx_text_index_purge  (CpxTxn               *txn,
                                  const CpxRecordTable *table,
                                  const char           *patient_id,
                                  GError              **error);
gboolean   cpx_text_index_settle (CpxTxn               *txn,
                                  GError              **error);
GPtrArray *cpx_text_index_search (CpxTxn               *txn,
                                  const char           *text,
                                  const char           *patient_id,
                                  guint                 limit,
                                  GError              **error);

G_END_DECLS

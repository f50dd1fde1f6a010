/* cpx-change-log.h: the log again, read as the changes of records.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

#include <cpx-change.h>

G_BEGIN_DECLS

gint64     cpx_change_log_count       (CpxTxn         *txn,
                                       GError        **error);
GPtrArray *cpx_change_log_list        (CpxTxn         *txn,
                                       const CpxId    *device,
                                       guint64         from,
                                       guint           limit,
                                       guint64        *out_next,
                                       GError        **error);
GPtrArray *cpx_change_log_list_about  (CpxTxn         *txn,
                                       const CpxKind  *kind,
                                       const char     *record_id,
                                       GError        **error);
GPtrArray *cpx_change_log_list_owner  (CpxTxn         *txn,
                                       const char     *owner_id,
                                       GError        **error);
gint64     cpx_change_log_count_of    (CpxTxn         *txn,
                                       const char     *record_id,
                                       GError        **error);
gboolean   cpx_change_log_find_time   (CpxTxn         *txn,
                                       gint64          place,
                                       guint64        *out_hlc,
                                       GError        **error);

G_END_DECLS

/* cpx-change-log.h: every change ever made, in order of arrival; a patient's values sealed under the patient's key.
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
                                       gint64          after,
                                       guint           limit,
                                       GError        **error);
GPtrArray *cpx_change_log_list_about  (CpxTxn         *txn,
                                       const CpxKind  *kind,
                                       const char     *record_id,
                                       GError        **error);

G_END_DECLS

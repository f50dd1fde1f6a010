/* cpx-audit-log-private.h: how entries enter the log of this device.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-audit-log.h"
#include "cpx-txn-private.h"

G_BEGIN_DECLS

/* The first place that is not in the table log_about yet. */
#define CPX_LOG_ABOUT_SETTING "log-about"

/* So many enter at a time, after a commit: cpx-log-fill.c. */
#define CPX_LOG_ABOUT_MOST 2048

/* What an entry that goes with a change says in clear of it. */
typedef struct
{
  guint64 hlc;
  gint64  previous;  /* the place of the record's change before this one, or 0 */
} CpxLogChange;

gboolean cpx_audit_log_read_state     (CpxTxn               *txn,
                                       GError              **error);
gint64   cpx_audit_log_get_next_place (CpxTxn               *txn);
gboolean cpx_audit_log_append         (CpxTxn               *txn,
                                       CpxAuditEntry        *entry,
                                       const CpxLogChange   *change,
                                       const char           *details,
                                       const guint8         *owner_key,
                                       GError              **error);
gboolean cpx_audit_log_index          (CpxTxn               *txn,
                                       GError              **error);
gboolean cpx_audit_log_enter_about    (CpxTxn               *txn,
                                       gint64                first,
                                       gint64                end,
                                       GError              **error);
gboolean cpx_audit_log_keep_about_end (CpxTxn               *txn,
                                       gint64                end,
                                       GError              **error);
gboolean cpx_audit_log_read_first_not_about
                                      (CpxTxn               *txn,
                                       gint64               *out_place,
                                       GError              **error);
gboolean cpx_audit_log_find_range     (CpxTxn               *txn,
                                       const CpxId          *device,
                                       guint64               from,
                                       gint64               *out_first,
                                       gint64               *out_end,
                                       GError              **error);

G_END_DECLS

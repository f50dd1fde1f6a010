/* cpx-audit-log.h: the logs of this device and of those it met: leaves and their hashes, in order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

#include <cpx-audit-leaf.h>

G_BEGIN_DECLS

/* One entry as it is stored. */
typedef struct
{
  gint64   place;  /* among the logs of all devices: for going on with a listing */
  guint64  index;  /* in the log of its device, from 0 */
  GBytes  *leaf;
  guint8   hash[CPX_AUDIT_LEAF_HASH_SIZE];
} CpxAuditLogEntry;

/* Bytes as they are stored. */
typedef struct
{
  const void *bytes;  /* (nullable) */
  gsize       size;
} CpxAuditLogBlob;

/* One entry while a log is walked through, with the columns beside it, as they are stored: lent for the call. */
typedef struct
{
  guint64         index;    /* in the log of its device, from 0 */
  CpxAuditLogBlob leaf;
  CpxAuditLogBlob hash;
  guint64         hlc;
  CpxAuditLogBlob record;   /* an id, or nothing */
  CpxAuditLogBlob patient;
} CpxAuditLogRow;

/* FALSE with an error stops the walk. */
typedef gboolean (*CpxAuditLogFunc) (const CpxAuditLogRow  *row,
                                     gpointer               user_data,
                                     GError               **error);

void       cpx_audit_log_entry_free   (CpxAuditLogEntry  *self);

GArray    *cpx_audit_log_list_devices (CpxTxn            *txn,
                                       GError           **error);
/* @device NULL: this one. */
gint64     cpx_audit_log_count        (CpxTxn            *txn,
                                       const CpxId       *device,
                                       GError           **error);
GPtrArray *cpx_audit_log_list         (CpxTxn            *txn,
                                       const CpxId       *device,
                                       guint64            from,
                                       guint              limit,
                                       GError           **error);
CpxAuditLogEntry *
           cpx_audit_log_get          (CpxTxn            *txn,
                                       gint64             place,
                                       GError           **error);
gboolean   cpx_audit_log_walk         (CpxTxn            *txn,
                                       const CpxId       *device,
                                       guint64            from,
                                       guint              limit,
                                       CpxAuditLogFunc    func,
                                       gpointer           user_data,
                                       GError           **error);
GPtrArray *cpx_audit_log_list_about   (CpxTxn            *txn,
                                       const char        *owner_id,
                                       gint64             before_place,
                                       guint              limit,
                                       GError           **error);
gint64     cpx_audit_log_get_last_us  (CpxTxn            *txn);
guint64    cpx_audit_log_get_index    (gint64             place);
char      *cpx_audit_log_open_with_key (CpxTxn           *txn,
                                        CpxAuditLeaf     *leaf,
                                        guint8            out_key[CPX_AUDIT_LEAF_KEY_SIZE],
                                        GError          **error);
char      *cpx_audit_log_open_details (CpxTxn            *txn,
                                       CpxAuditLeaf      *leaf,
                                       GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxAuditLogEntry, cpx_audit_log_entry_free)

G_END_DECLS

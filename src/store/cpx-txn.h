/* cpx-txn.h: what a function on one of the store's threads sees of the practice, and its one way to write.
 *
 * A transaction lives on one thread, inside one call; nothing keeps it. It neither asks who may do what nor
 * validates: practice/cpx-journal does, and it alone calls the functions that write.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-query.h"

#include <cpx-id.h>
#include <cpx-role.h>

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _CpxTxn CpxTxn;

/* Who does it. The text is borrowed. */
typedef struct
{
  const char *user_id;  /* (nullable): the program itself, or nobody had unlocked */
  CpxRoles    roles;
} CpxActor;

/* One decision about one record. Everything is borrowed. */
typedef struct
{
  CpxActor    actor;
  CpxRecord  *before;   /* (nullable): as its author read it; NULL for a new record */
  CpxRecord  *after;    /* (nullable): as they want it; NULL to delete */
  const char *action;   /* "patient.edited" */
  const char *reason;   /* (nullable): kept in clear in the audit log */
  json_t     *details;  /* (nullable): an object that the audit keeps, sealed, beside the values */
} CpxWrite;

/* What a write became: both are durable once the transaction is. */
typedef struct
{
  gboolean changed;      /* FALSE: nothing differed, nothing was written, the rest is zero */
  CpxId    change_id;
  guint64  audit_index;  /* in this device's log, from 0 */
} CpxWritten;

/* Something that happened and changed no record: a file opened, a backup, a failed unlock. */
typedef struct
{
  CpxActor    actor;
  const char *action;      /* "patient.opened" */
  const char *kind;        /* (nullable) */
  const char *id;          /* (nullable) */
  const char *patient_id;  /* (nullable): whose key seals the details */
  const char *reason;      /* (nullable): in clear */
  json_t     *details;     /* (nullable): an object, sealed */
  gint64      time_us;     /* 0: now; a failed unlock is noted later with the time it had */
} CpxNote;

/* Reading. */
gboolean    cpx_txn_is_writable  (CpxTxn          *txn);
CpxRecord  *cpx_txn_get          (CpxTxn          *txn,
                                  const CpxKind   *kind,
                                  const char      *id,
                                  GError         **error);
CpxRecord  *cpx_txn_get_final    (CpxTxn          *txn,
                                  const CpxKind   *kind,
                                  const char      *id,
                                  GError         **error);
GPtrArray  *cpx_txn_list         (CpxTxn          *txn,
                                  const CpxQuery  *query,
                                  GError         **error);
GArray     *cpx_txn_list_ids     (CpxTxn          *txn,
                                  const CpxQuery  *query,
                                  GError         **error);
gint64      cpx_txn_count        (CpxTxn          *txn,
                                  const CpxQuery  *query,
                                  GError         **error);

/* Writing. */
gboolean    cpx_txn_write        (CpxTxn          *txn,
                                  const CpxWrite  *write,
                                  CpxRecord      **out_record,
                                  CpxWritten      *out_written,
                                  GError         **error);
gboolean    cpx_txn_note         (CpxTxn          *txn,
                                  const CpxNote   *note,
                                  guint64         *out_audit_index,
                                  GError         **error);
gboolean    cpx_txn_erase        (CpxTxn          *txn,
                                  const CpxActor  *actor,
                                  const char      *patient_id,
                                  const char      *legal_basis,
                                  guint64         *out_audit_index,
                                  GError         **error);

G_END_DECLS

/* cpx-txn-private.h: what the files of the store share of a transaction.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-audit-tiles.h"
#include "cpx-patient-index.h"
#include "cpx-record-table.h"
#include "cpx-store.h"

#include <cpx-db.h>
#include <cpx-hlc.h>
#include <cpx-merkle.h>

G_BEGIN_DECLS

/* What both threads share; made when the store opens, not changed afterwards. */
typedef struct
{
  CpxRecordTable **tables;         /* (owned): one for each kind, in the order of cpx_kinds_list() */
  guint            n_tables;
  CpxPatientIndex *patients;       /* (owned): guards itself */
  CpxAuditTiles   *tiles;          /* (owned): guards itself */
  CpxId            device;
  gint64           device_number;
  char             device_text[CPX_ID_TEXT_LENGTH + 1];
  gboolean         is_damaged;     /* a bad page was met, and read around */
} CpxStoreShape;

/* Where the logs of this device stand; a transaction works on its copy, which a commit makes the store's. */
typedef struct
{
  CpxHlc         hlc;
  gint64         first_not_about;   /* a place: see cpx-audit-log.c */
  gboolean       about_is_behind;   /* too many entries wait before it: cpx-log-fill.c */
  gint64         last_audit_us;
  CpxMerkleEdge  tree;              /* of the audit log; its size is the index of the next entry */
  gboolean       has_edge;          /* the rest of it was read: the first entry that is written asks for it */
} CpxLogState;

struct _CpxTxn
{
  CpxDb               *db;
  const CpxStoreShape *shape;
  gboolean             is_writable;
  CpxLogState          logs;             /* writer only */
  GPtrArray           *changes;          /* (owned) (nullable) (element-type CpxStoreChange): writer only */
  GPtrArray           *patient_updates;  /* (owned) (nullable) (element-type CpxPatientUpdate): writer only */
  gboolean             has_erased;       /* what it deleted must leave the write-ahead log as well */
  CpxTxnSequel         sequel;           /* (owned): its func is NULL if there is none */
  gboolean             asks_index;       /* the index of the logs gets on after it */
  gboolean             loaded_patients;  /* the index in memory was read from inside this transaction */
};

const CpxRecordTable *cpx_txn_find_table    (CpxTxn         *txn,
                                             const char     *kind_name);
const CpxRecordTable *cpx_txn_get_table     (CpxTxn         *txn,
                                             const CpxKind  *kind);
const CpxRecordTable *cpx_txn_nth_table     (CpxTxn         *txn,
                                             gint64          number);
gboolean              cpx_txn_find_owner    (CpxTxn         *txn,
                                             const CpxId    *record,
                                             CpxId          *out_owner);
CpxStatement         *cpx_txn_prepare_write (CpxTxn         *txn,
                                             const char     *sql,
                                             GError        **error);

G_END_DECLS

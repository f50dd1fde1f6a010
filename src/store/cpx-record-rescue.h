/* cpx-record-rescue.h: the records that can still be read where a page is damaged.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-query.h"
#include "cpx-txn.h"

#include <cpx-id.h>

G_BEGIN_DECLS

/* A record that there is, as far as what is left of its table and of the indexes tells. */
typedef struct
{
  gint64    row;
  CpxId     id;
  gboolean  has_id;      /* else only its row is known */
  gboolean  has_state;   /* else it may be one that was deleted, merged or archived */
  int       state;       /* a CpxRowState */
  char     *name;        /* (owned) (nullable): see cpx-record-name.h */
} CpxTrace;

typedef struct _CpxRescue CpxRescue;

gboolean   cpx_rescue_may           (CpxTxn          *txn,
                                     const GError    *error);
CpxRescue *cpx_rescue_new           (CpxTxn          *txn,
                                     const CpxKind   *kind,
                                     GError         **error);
CpxRescue *cpx_rescue_new_of        (CpxTxn          *txn,
                                     const CpxKind   *kind,
                                     GPtrArray       *patients);
void       cpx_rescue_free          (CpxRescue       *self);
GPtrArray *cpx_rescue_list          (CpxRescue       *self,
                                     CpxQueryScope    scope,
                                     gboolean         by_name);
CpxRecord *cpx_rescue_read          (CpxRescue       *self,
                                     CpxTxn          *txn,
                                     const CpxTrace  *trace,
                                     GError         **error);
CpxRecord *cpx_rescue_get           (CpxRescue      **self,
                                     CpxTxn          *txn,
                                     const CpxKind   *kind,
                                     const char      *id,
                                     GError         **error);

/* cpx-readable-records.c */
GPtrArray *cpx_txn_list_readable    (CpxTxn          *txn,
                                     const CpxQuery  *query,
                                     guint           *out_n_unreadable,
                                     GError         **error);
GArray    *cpx_txn_list_ids_anyhow  (CpxTxn          *txn,
                                     const CpxQuery  *query,
                                     gboolean        *out_damaged,
                                     GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxRescue, cpx_rescue_free)

G_END_DECLS

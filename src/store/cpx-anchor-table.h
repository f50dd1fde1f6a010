/* cpx-anchor-table.h: where this post's seals are anchored outside, what came of the last try, and the receipts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

G_BEGIN_DECLS

typedef struct
{
  gint64   number;
  char    *kind;          /* (owned): "rfc3161", "folder" */
  char    *target;        /* (owned): an address, a folder */
  char    *proof;         /* (owned) (nullable): what its receipts are checked with: certificates */
  gint64   tried_us;      /* the last try; 0: none yet */
  gint64   due_us;        /* not to be tried again before; 0: at once */
  guint    failures;      /* in a row */
  char    *problem;       /* (owned) (nullable): why the last try failed */
  guint64  anchored_size; /* how many entries the last seal is of that it has; 0: none */
  gint64   anchored_us;   /* the time it was given; 0: none */
} CpxStoredAnchor;

/* That an anchor has a receipt. */
typedef struct
{
  guint64  size;     /* how many entries the seal is of */
  gint64   made_us;  /* the time that it states */
} CpxStoredReceipt;

void       cpx_stored_anchor_free    (CpxStoredAnchor  *self);

gboolean   cpx_anchor_table_add      (CpxTxn           *txn,
                                      const char       *kind,
                                      const char       *target,
                                      const char       *proof,
                                      gint64           *out_number,
                                      GError          **error);
gboolean   cpx_anchor_table_remove   (CpxTxn           *txn,
                                      gint64            number,
                                      gint64            now_us,
                                      GError          **error);
GPtrArray *cpx_anchor_table_list     (CpxTxn           *txn,
                                      GError          **error);
GPtrArray *cpx_anchor_table_list_all (CpxTxn           *txn,
                                      GError          **error);
GArray    *cpx_anchor_table_receipts (CpxTxn           *txn,
                                      gint64            number,
                                      GError          **error);
gboolean   cpx_anchor_table_fail     (CpxTxn           *txn,
                                      gint64            number,
                                      gint64            tried_us,
                                      gint64            due_us,
                                      const char       *problem,
                                      GError          **error);
gboolean   cpx_anchor_table_succeed  (CpxTxn           *txn,
                                      gint64            number,
                                      gint64            tried_us,
                                      guint64           size,
                                      gint64            made_us,
                                      GBytes           *receipt,
                                      GError          **error);
GBytes    *cpx_anchor_table_receipt  (CpxTxn           *txn,
                                      gint64            number,
                                      guint64           size,
                                      GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxStoredAnchor, cpx_stored_anchor_free)

G_END_DECLS

/* cpx-log-fill.h: how far the index of the logs has come, and how it comes further.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-store.h"

G_BEGIN_DECLS

/* In entries; each counts for the table by patient and for the one by blocks. */
typedef struct
{
  guint64  n_done;
  guint64  n_total;
  gboolean is_whole;  /* what is missing waits for no more than its batch to be full */
} CpxLogFillState;

gboolean cpx_log_fill_look        (CpxTxn           *txn,
                                   CpxLogFillState  *out_state,
                                   GError          **error);
void     cpx_log_fill_ask         (CpxTxn           *txn);

/* For this folder: how a step has its transactions run. One that writes is committed if @func says so. */
typedef gboolean (*CpxLogFillFunc) (CpxTxn         *txn,
                                    gpointer        data);
typedef gboolean (*CpxLogFillRun)  (gpointer        store,
                                    gboolean        writes,
                                    CpxLogFillFunc  func,
                                    gpointer        data);

void     cpx_log_fill_step_about  (CpxLogFillRun     run,
                                   gpointer          store);
void     cpx_log_fill_step_blocks (CpxLogFillRun     run,
                                   gpointer          store,
                                   guint             max_blocks);

G_END_DECLS

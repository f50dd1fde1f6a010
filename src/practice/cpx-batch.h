/* cpx-batch.h: many new patients, so many a transaction.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

#define CPX_BATCH_PER_COMMIT     1000
#define CPX_BATCH_MAX_PER_COMMIT 100000

/* Told of each record once its transaction is on the disk; FALSE with an error ends the batch. */
typedef gboolean (*CpxBatchKeptFunc) (CpxReceipt *receipt,
                                      gpointer    user_data,
                                      GError    **error);

/* Lives on one stack frame, used by one thread. */
typedef struct _CpxBatch CpxBatch;

CpxBatch *cpx_batch_new        (CpxPractice       *practice,
                                guint              per_commit,
                                CpxBatchKeptFunc   kept_func,
                                gpointer           user_data);
void      cpx_batch_free       (CpxBatch          *self);
gboolean  cpx_batch_add        (CpxBatch          *self,
                                guint64            line,
                                CpxRecord         *patient,
                                GError           **error);
gboolean  cpx_batch_commit     (CpxBatch          *self,
                                GError           **error);
guint64   cpx_batch_get_n_kept (CpxBatch          *self);
guint64   cpx_batch_get_resume_line
                               (CpxBatch          *self);
gint64    cpx_batch_count_duplicates
                               (CpxBatch          *self,
                                GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxBatch, cpx_batch_free)

G_END_DECLS

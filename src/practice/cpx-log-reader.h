/* cpx-log-reader.h: entries of the audit log made ready to be shown. For this folder; on the reader's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-log-entry.h"
#include "cpx-log-filter.h"
#include "cpx-practice.h"

#include <cpx-txn.h>

G_BEGIN_DECLS

typedef struct _CpxLogReader CpxLogReader;

CpxLogReader *cpx_log_reader_new  (CpxTxn              *txn,
                                   CpxPractice         *practice);
void          cpx_log_reader_free (CpxLogReader        *self);
CpxLogEntry  *cpx_log_reader_read (CpxLogReader        *self,
                                   gint64               place);

GArray       *cpx_log_reader_find (CpxTxn              *txn,
                                   const CpxLogFilter  *filter,
                                   GCancellable        *cancellable,
                                   GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxLogReader, cpx_log_reader_free)

G_END_DECLS

/* cpx-log-index.h: is what entries are found by what the logs say; and made anew from them if it is not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

#include <cpx-id.h>

G_BEGIN_DECLS

/* The entries, from 0, among which one is not found as it should be. */
typedef struct
{
  gboolean is_wrong;
  CpxId    device;    /* whose log they are in; all zeros if it is none that is known */
  guint64  first;
  guint64  last;
} CpxLogIndexFault;

typedef struct _CpxLogIndexCheck CpxLogIndexCheck;

CpxLogIndexCheck *cpx_log_index_check_new       (void);
void              cpx_log_index_check_free      (CpxLogIndexCheck  *self);
gboolean          cpx_log_index_check_go_on     (CpxLogIndexCheck  *self,
                                                 CpxTxn            *txn,
                                                 gboolean          *out_over,
                                                 GError           **error);
CpxLogIndexFault  cpx_log_index_check_get_fault (CpxLogIndexCheck  *self);

gboolean          cpx_log_index_remake          (CpxTxn            *txn,
                                                 guint64           *out_n_columns,
                                                 GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxLogIndexCheck, cpx_log_index_check_free)

G_END_DECLS

/* cpx-log-rows.h: the rows of CpxLogList, and the entries that were read for them. For this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-log-row.h"
#include "cpx-practice.h"

G_BEGIN_DECLS

typedef struct _CpxLogRows CpxLogRows;

typedef void (*CpxLogRowsFailed) (const GError *error,
                                  gpointer      user_data);

CpxLogRows *cpx_log_rows_new        (CpxPractice      *practice,
                                     CpxLogRowsFailed  failed,
                                     gpointer          failed_data);
CpxLogRows *cpx_log_rows_ref        (CpxLogRows       *self);
void        cpx_log_rows_unref      (CpxLogRows       *self);
void        cpx_log_rows_stop       (CpxLogRows       *self);
void        cpx_log_rows_set_places (CpxLogRows       *self,
                                     GArray           *places);
CpxLogRow  *cpx_log_rows_get        (CpxLogRows       *self,
                                     guint             position);
void        cpx_log_rows_settle_day (CpxLogRows       *self,
                                     guint             position);

G_END_DECLS

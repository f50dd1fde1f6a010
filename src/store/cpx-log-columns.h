/* cpx-log-columns.h: is an entry kept as of the patient and the record that it says?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-audit-log.h"

#include <cpx-id.h>

G_BEGIN_DECLS

/* What the columns beside a leaf should be. */
typedef struct
{
  gboolean has_record;
  CpxId    record;
  gboolean has_patient;
  CpxId    patient;
} CpxLogOwners;

gboolean cpx_log_columns_read  (const CpxAuditLogRow *row,
                                CpxLogOwners         *out_owners);
gboolean cpx_log_columns_match (const CpxAuditLogRow *row);

G_END_DECLS

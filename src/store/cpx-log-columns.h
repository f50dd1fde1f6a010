/* cpx-log-columns.h: is an entry kept as of the post, the patient and the record that it says?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-audit-log.h"

#include <cpx-id.h>
#include <cpx-log-verifier.h>

G_BEGIN_DECLS

/* What the columns beside a leaf should be. */
typedef struct
{
  gboolean has_record;
  CpxId    record;
  gboolean has_patient;
  CpxId    patient;
} CpxLogOwners;

gboolean    cpx_log_columns_read    (const CpxAuditLogRow *row,
                                     CpxLogOwners         *out_owners);
CpxLogFault cpx_log_columns_compare (const CpxAuditLogRow *row,
                                     const char           *device_id);

G_END_DECLS

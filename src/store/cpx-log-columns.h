/* cpx-log-columns.h: is an entry kept as of the patient and the record that it says?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-audit-log.h"

G_BEGIN_DECLS

gboolean cpx_log_columns_match (const CpxAuditLogRow *row);

G_END_DECLS

/* cpx-log-entry-json.h: an entry of the audit log as JSON, for other programs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-log-entry.h"

G_BEGIN_DECLS

json_t *cpx_log_entry_to_json (CpxLogEntry *entry,
                               gboolean     opened);

G_END_DECLS

/* cpx-log-filter-json.h: what somebody asked the audit log for, as the details of an entry have it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-log-filter.h"

#include <cpx-json.h>

G_BEGIN_DECLS

json_t *cpx_log_filter_to_json (const CpxLogFilter *filter);

G_END_DECLS

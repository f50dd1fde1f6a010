/* cpx-audit-memory.h: what somebody last asked of the journal: a lock does not forget it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-log-filter.h>
#include <cpx-practice.h>

G_BEGIN_DECLS

void                cpx_audit_memory_keep (CpxPractice        *practice,
                                           const CpxLogFilter *filter);
const CpxLogFilter *cpx_audit_memory_find (CpxPractice        *practice);

G_END_DECLS

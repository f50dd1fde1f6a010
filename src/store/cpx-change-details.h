/* cpx-change-details.h: the details of an audit entry that goes with a change, and the change in them. For this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-audit-leaf.h>
#include <cpx-change.h>
#include <cpx-versions.h>

G_BEGIN_DECLS

char      *cpx_change_details_print (const CpxVersion     *version,
                                     json_t               *patch,
                                     const CpxVersions    *bases,
                                     json_t               *before,
                                     json_t               *more);
CpxChange *cpx_change_details_read  (const CpxAuditEntry  *entry,
                                     const char           *details,
                                     GError              **error);

G_END_DECLS

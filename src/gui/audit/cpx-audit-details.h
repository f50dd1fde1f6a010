/* cpx-audit-details.h: all that one entry of the journal says: before and after, who, when, where, its hash.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-log-entry.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_AUDIT_DETAILS (cpx_audit_details_get_type ())
G_DECLARE_FINAL_TYPE (CpxAuditDetails, cpx_audit_details, CPX, AUDIT_DETAILS, GtkWidget)

void         cpx_audit_details_set_post  (CpxAuditDetails *self,
                                          const char      *device_id);
void         cpx_audit_details_set_entry (CpxAuditDetails *self,
                                          CpxLogEntry     *entry);
CpxLogEntry *cpx_audit_details_get_entry (CpxAuditDetails *self);

G_END_DECLS

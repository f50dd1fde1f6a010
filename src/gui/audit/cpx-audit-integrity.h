/* cpx-audit-integrity.h: the line across the top of the journal: is it intact, and the whole verification on demand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_AUDIT_INTEGRITY (cpx_audit_integrity_get_type ())
G_DECLARE_FINAL_TYPE (CpxAuditIntegrity, cpx_audit_integrity, CPX, AUDIT_INTEGRITY, GtkWidget)

void cpx_audit_integrity_set_practice (CpxAuditIntegrity *self,
                                       CpxPractice       *practice);
void cpx_audit_integrity_verify       (CpxAuditIntegrity *self);

G_END_DECLS

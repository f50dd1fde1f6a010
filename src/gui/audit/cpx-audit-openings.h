/* cpx-audit-openings.h: who reads in the journal what was written in a file has opened the file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-log-entry.h>
#include <cpx-practice.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _CpxAuditOpenings CpxAuditOpenings;

CpxAuditOpenings *cpx_audit_openings_new  (CpxPractice       *practice);
void              cpx_audit_openings_free (CpxAuditOpenings  *self);
void              cpx_audit_openings_note (CpxAuditOpenings  *self,
                                           GtkWidget         *from,
                                           const CpxLogFacts *facts);

G_END_DECLS

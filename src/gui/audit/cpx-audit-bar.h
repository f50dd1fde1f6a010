/* cpx-audit-bar.h: what is asked of the journal: words, patient, person, action, period, post.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-log-filter.h>
#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_AUDIT_BAR (cpx_audit_bar_get_type ())
G_DECLARE_FINAL_TYPE (CpxAuditBar, cpx_audit_bar, CPX, AUDIT_BAR, GtkWidget)

/* Signal: "changed", whenever something else is asked. */
void                cpx_audit_bar_set_practice (CpxAuditBar        *self,
                                                CpxPractice        *practice);
const CpxLogFilter *cpx_audit_bar_get_filter   (CpxAuditBar        *self);
void                cpx_audit_bar_set_filter   (CpxAuditBar        *self,
                                                const CpxLogFilter *filter);
void                cpx_audit_bar_ask_patient  (CpxAuditBar        *self,
                                                const char         *patient_id);
void                cpx_audit_bar_ask_record   (CpxAuditBar        *self,
                                                const char         *record_id,
                                                const char         *label);
void                cpx_audit_bar_clear        (CpxAuditBar        *self);
void                cpx_audit_bar_find         (CpxAuditBar        *self);

G_END_DECLS

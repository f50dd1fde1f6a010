/* cpx-audit-page.h: the journal: who did what, when and where; whether it is intact; and how to take it away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_AUDIT_PAGE (cpx_audit_page_get_type ())
G_DECLARE_FINAL_TYPE (CpxAuditPage, cpx_audit_page, CPX, AUDIT_PAGE, GtkWidget)

GtkWidget *cpx_audit_page_new          (CpxPractice  *practice);
gboolean   cpx_audit_page_may_use      (CpxPractice  *practice);
void       cpx_audit_page_find         (CpxAuditPage *self);
gboolean   cpx_audit_page_go_back      (CpxAuditPage *self);
void       cpx_audit_page_show_patient (CpxAuditPage *self,
                                        const char   *patient_id);
void       cpx_audit_page_show_record  (CpxAuditPage *self,
                                        const char   *record_id);

G_END_DECLS

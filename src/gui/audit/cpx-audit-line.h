/* cpx-audit-line.h: one line of the journal on the screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-log-row.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_AUDIT_LINE (cpx_audit_line_get_type ())
G_DECLARE_FINAL_TYPE (CpxAuditLine, cpx_audit_line, CPX, AUDIT_LINE, GtkWidget)

GtkListItemFactory *cpx_audit_line_factory_new (void);

G_END_DECLS

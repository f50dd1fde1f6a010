/* cpx-audit-export.h: takes the entries that are shown away in a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-export-audit.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

void  cpx_audit_export_begin        (GtkWidget                *from,
                                     CpxPractice              *practice,
                                     const CpxLogFilter       *filter,
                                     const char               *what);
char *cpx_audit_export_dup_name     (const char               *what,
                                     GDateTime                *now);
char *cpx_audit_export_dup_sentence (const CpxLogExportResult *result);

G_END_DECLS

/* cpx-audit-index.h: the line of the journal that says why it takes its time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

void cpx_audit_index_follow (GtkLabel    *label,
                             CpxPractice *practice);

G_END_DECLS

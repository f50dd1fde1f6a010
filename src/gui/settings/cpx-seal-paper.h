/* cpx-seal-paper.h: the last seal of the audit log on its way outside: on paper, in a mail, in a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cpx_seal_paper_print (GtkWidget   *from,
                           CpxPractice *practice);
void cpx_seal_paper_copy  (GtkWidget   *from,
                           CpxPractice *practice);
void cpx_seal_paper_save  (GtkWidget   *from,
                           CpxPractice *practice);

G_END_DECLS

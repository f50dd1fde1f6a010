/* cpx-stack-page.h: tells screen readers which page of a stack is shown, and takes the keyboard out of one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cpx_stack_page_mark     (GtkWidget *page);
void cpx_stack_page_mark_all (GtkStack  *stack);
void cpx_stack_page_leave    (GtkWidget *page);

G_END_DECLS

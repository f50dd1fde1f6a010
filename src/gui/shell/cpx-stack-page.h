/* cpx-stack-page.h: tells screen readers which page of a stack is shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cpx_stack_page_mark (GtkWidget *page);

G_END_DECLS

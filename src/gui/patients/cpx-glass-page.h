/* cpx-glass-page.h: where a role that does not open files opens one by break-glass.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_GLASS_PAGE (cpx_glass_page_get_type ())
G_DECLARE_FINAL_TYPE (CpxGlassPage, cpx_glass_page, CPX, GLASS_PAGE, GtkWidget)

GtkWidget *cpx_glass_page_new (CpxPractice *practice);

G_END_DECLS

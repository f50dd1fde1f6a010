/* cpx-banner.h: one line across the top of a view, with at most one thing to do about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_BANNER (cpx_banner_get_type ())
G_DECLARE_FINAL_TYPE (CpxBanner, cpx_banner, CPX, BANNER, GtkWidget)

GtkWidget *cpx_banner_new (void);

G_END_DECLS

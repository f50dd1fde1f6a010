/* cpx-compare-view.h: two files that may be one person's, side by side, to merge or to leave apart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_COMPARE_VIEW (cpx_compare_view_get_type ())
G_DECLARE_FINAL_TYPE (CpxCompareView, cpx_compare_view, CPX, COMPARE_VIEW, GtkWidget)

GtkWidget *cpx_compare_view_new (CpxPractice *practice,
                                 const char  *patient_id_a,
                                 const char  *patient_id_b);

G_END_DECLS

/* cpx-coding-view.h: the panel of one operation: its report, the codes it may mean, the acts kept, what they are worth.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_CODING_VIEW (cpx_coding_view_get_type ())
G_DECLARE_FINAL_TYPE (CpxCodingView, cpx_coding_view, CPX, CODING_VIEW, GtkWidget)

GtkWidget  *cpx_coding_view_new        (CpxPractice    *practice);
void        cpx_coding_view_show       (CpxCodingView  *self,
                                        const char     *intervention_id);
const char *cpx_coding_view_get_id     (CpxCodingView  *self);
void        cpx_coding_view_save_draft (CpxCodingView  *self);
void        cpx_coding_view_focus      (CpxCodingView  *self);

G_END_DECLS

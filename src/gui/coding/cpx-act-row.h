/* cpx-act-row.h: one act kept as a line of the draft, which opens into what may be said of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-coding-verdict.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_ACT_ROW (cpx_act_row_get_type ())
G_DECLARE_FINAL_TYPE (CpxActRow, cpx_act_row, CPX, ACT_ROW, GtkListBoxRow)

GtkWidget *cpx_act_row_new  (void);
void       cpx_act_row_show (CpxActRow        *self,
                             CpxCodingRequest *request,
                             CpxCodingVerdict *verdict,
                             guint             position,
                             gboolean          may_change);
void       cpx_act_row_offer_journal
                            (CpxActRow        *self,
                             gboolean          offers);

G_END_DECLS

/* cpx-act-details.h: what may be said of one act kept: activity, phase, association, overcharge, facts for the rules.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-coding-request.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_ACT_DETAILS (cpx_act_details_get_type ())
G_DECLARE_FINAL_TYPE (CpxActDetails, cpx_act_details, CPX, ACT_DETAILS, GtkWidget)

GtkWidget *cpx_act_details_new  (void);
void       cpx_act_details_show (CpxActDetails    *self,
                                 CpxCodingRequest *request,
                                 guint             position);

G_END_DECLS

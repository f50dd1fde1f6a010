/* cpx-timeline-view.h: what happened to a patient's file, line by line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-timeline.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_TIMELINE_VIEW (cpx_timeline_view_get_type ())
G_DECLARE_FINAL_TYPE (CpxTimelineView, cpx_timeline_view, CPX, TIMELINE_VIEW, GtkWidget)

void cpx_timeline_view_set_timeline (CpxTimelineView *self,
                                     CpxTimeline     *timeline);

G_END_DECLS

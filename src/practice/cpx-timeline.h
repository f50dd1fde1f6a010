/* cpx-timeline.h: what happened to a patient's file, newest first, as sentences.
 *
 * A GListModel of CpxTimelineEntry, read a page at a time: cpx_timeline_load_more() when the end comes in sight. What
 * happens meanwhile appears at the top. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-live-list.h"
#include "cpx-timeline-entry.h"

G_BEGIN_DECLS

#define CPX_TYPE_TIMELINE (cpx_timeline_get_type ())
G_DECLARE_FINAL_TYPE (CpxTimeline, cpx_timeline, CPX, TIMELINE, CpxLiveList)

/* Properties: those of CpxLiveList, patient-id, complete. */
CpxTimeline  *cpx_timeline_new          (CpxPractice *practice,
                                         const char  *patient_id);
void          cpx_timeline_load_more    (CpxTimeline *self);
gboolean      cpx_timeline_get_loading  (CpxTimeline *self);
gboolean      cpx_timeline_get_complete (CpxTimeline *self);
const GError *cpx_timeline_get_error    (CpxTimeline *self);

G_END_DECLS

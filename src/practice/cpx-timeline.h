/* cpx-timeline.h: what happened to a patient's file, newest first, as sentences.
 *
 * A GListModel of CpxTimelineEntry, read a page at a time: cpx_timeline_load_more() when the end comes in sight.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

#define CPX_TYPE_TIMELINE_ENTRY (cpx_timeline_entry_get_type ())
G_DECLARE_FINAL_TYPE (CpxTimelineEntry, cpx_timeline_entry, CPX, TIMELINE_ENTRY, GObject)

/* Properties: time (GDateTime, local), user-name, sentence, action, icon-name. */
gint64      cpx_timeline_entry_get_time_us   (CpxTimelineEntry *self);
const char *cpx_timeline_entry_get_user_name (CpxTimelineEntry *self);
const char *cpx_timeline_entry_get_sentence  (CpxTimelineEntry *self);
const char *cpx_timeline_entry_get_action    (CpxTimelineEntry *self);
const char *cpx_timeline_entry_get_kind      (CpxTimelineEntry *self);
const char *cpx_timeline_entry_get_record_id (CpxTimelineEntry *self);
guint64     cpx_timeline_entry_get_index     (CpxTimelineEntry *self);

#define CPX_TYPE_TIMELINE (cpx_timeline_get_type ())
G_DECLARE_FINAL_TYPE (CpxTimeline, cpx_timeline, CPX, TIMELINE, GObject)

/* Properties: practice, patient-id, loading, complete, error. */
CpxTimeline  *cpx_timeline_new          (CpxPractice *practice,
                                         const char  *patient_id);
void          cpx_timeline_load_more    (CpxTimeline *self);
gboolean      cpx_timeline_get_loading  (CpxTimeline *self);
gboolean      cpx_timeline_get_complete (CpxTimeline *self);
const GError *cpx_timeline_get_error    (CpxTimeline *self);

G_END_DECLS

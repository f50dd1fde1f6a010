/* cpx-timeline-entry.h: one thing that happened to a file, as a sentence. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CPX_TYPE_TIMELINE_ENTRY (cpx_timeline_entry_get_type ())
G_DECLARE_FINAL_TYPE (CpxTimelineEntry, cpx_timeline_entry, CPX, TIMELINE_ENTRY, GObject)

/* What an entry is made of. Strings belong to the caller. */
typedef struct
{
  gint64      time_us;
  guint64     index;      /* in the audit log of its device */
  gint64      place;      /* among all logs: the order of the timeline */
  const char *user_name;  /* (nullable): nobody had unlocked */
  const char *sentence;
  const char *action;     /* "patient.edited" */
  const char *kind;       /* (nullable) */
  const char *record_id;  /* (nullable) */
} CpxTimelineFacts;

/* Properties: time (GDateTime, local), user-name, sentence, action, icon-name. */
CpxTimelineEntry *cpx_timeline_entry_new           (const CpxTimelineFacts *facts);
gint64            cpx_timeline_entry_get_time_us   (CpxTimelineEntry       *self);
const char       *cpx_timeline_entry_get_user_name (CpxTimelineEntry       *self);
const char       *cpx_timeline_entry_get_sentence  (CpxTimelineEntry       *self);
const char       *cpx_timeline_entry_get_action    (CpxTimelineEntry       *self);
const char       *cpx_timeline_entry_get_kind      (CpxTimelineEntry       *self);
const char       *cpx_timeline_entry_get_record_id (CpxTimelineEntry       *self);
const char       *cpx_timeline_entry_get_icon_name (CpxTimelineEntry       *self);
const char       *cpx_timeline_entry_find_icon     (const char             *action);
guint64           cpx_timeline_entry_get_index     (CpxTimelineEntry       *self);
gint64            cpx_timeline_entry_get_place     (CpxTimelineEntry       *self);

G_END_DECLS

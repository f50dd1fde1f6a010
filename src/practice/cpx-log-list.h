/* cpx-log-list.h: the journal as a list on the screen, however long: the newest entry first, by filter.
 *
 * A GListModel of CpxLogRow: it knows at once how many entries there are, and reads those that are looked at, a page at
 * a time. A filter with a text is looked for in opened entries: the list then grows while it is read on. Main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-log-filter.h"
#include "cpx-log-row.h"
#include "cpx-paged-list.h"

G_BEGIN_DECLS

#define CPX_TYPE_LOG_LIST (cpx_log_list_get_type ())
G_DECLARE_FINAL_TYPE (CpxLogList, cpx_log_list, CPX, LOG_LIST, CpxPagedList)

/* How a search through texts stands. */
typedef struct
{
  gboolean searching;  /* there is a text, and entries are being opened */
  gboolean paused;     /* there is a text, enough was found for now, and there is more to look at */
  guint    n_looked;   /* entries opened */
  guint    n_to_look;  /* that the rest of the filter lets through */
} CpxLogSearch;

/* Properties: those of CpxLiveList. Signals: "progress", whenever a search got on. */
CpxLogList         *cpx_log_list_new        (CpxPractice        *practice);
const CpxLogFilter *cpx_log_list_get_filter (CpxLogList         *self);
void                cpx_log_list_set_filter (CpxLogList         *self,
                                             const CpxLogFilter *filter);
void                cpx_log_list_refresh    (CpxLogList         *self);
gboolean            cpx_log_list_get_loading (CpxLogList        *self);
const GError       *cpx_log_list_get_error  (CpxLogList         *self);
CpxLogSearch        cpx_log_list_get_search (CpxLogList         *self);
void                cpx_log_list_search_on  (CpxLogList         *self);

G_END_DECLS

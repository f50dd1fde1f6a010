/* cpx-log-page.h: the audit log read by filter, the newest entry first: places at once, entries a page at a time.
 *
 * Whoever may read the log (`audit:read`) sees who did what and when; the contents of patients' files only who may read
 * files (`patient:read`).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-log-entry.h"
#include "cpx-log-filter.h"
#include "cpx-practice.h"

G_BEGIN_DECLS

/* Given each entry in turn; FALSE with an error stops the walk. */
typedef gboolean (*CpxLogWalkFunc) (CpxLogEntry  *entry,
                                    gpointer      user_data,
                                    GError      **error);

/* What a search through opened entries came to. */
typedef struct
{
  GArray *places;    /* (element-type gint64): of entries that say the words */
  guint   n_looked;  /* how many entries were opened */
} CpxLogMatches;

void           cpx_log_matches_free             (CpxLogMatches        *self);

/* Everything in the filter but its text. */
GArray        *cpx_practice_find_log            (CpxPractice          *practice,
                                                 const CpxLogFilter   *filter,
                                                 GCancellable         *cancellable,
                                                 GError              **error);
void           cpx_practice_find_log_async      (CpxPractice          *practice,
                                                 const CpxLogFilter   *filter,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GArray        *cpx_practice_find_log_finish     (CpxPractice          *practice,
                                                 GAsyncResult         *result,
                                                 GError              **error);

GPtrArray     *cpx_practice_read_log            (CpxPractice          *practice,
                                                 const gint64         *places,
                                                 guint                 n_places,
                                                 GError              **error);
void           cpx_practice_read_log_async      (CpxPractice          *practice,
                                                 const gint64         *places,
                                                 guint                 n_places,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GPtrArray     *cpx_practice_read_log_finish     (CpxPractice          *practice,
                                                 GAsyncResult         *result,
                                                 GError              **error);

/* The text of a filter: a stretch of what was found, opened and looked through. */
void           cpx_practice_search_log_async    (CpxPractice          *practice,
                                                 const char           *text,
                                                 const gint64         *places,
                                                 guint                 n_places,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
CpxLogMatches *cpx_practice_search_log_finish   (CpxPractice          *practice,
                                                 GAsyncResult         *result,
                                                 GError              **error);

gboolean       cpx_practice_walk_log            (CpxPractice          *practice,
                                                 const CpxLogFilter   *filter,
                                                 CpxLogWalkFunc        func,
                                                 gpointer              user_data,
                                                 GCancellable         *cancellable,
                                                 GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxLogMatches, cpx_log_matches_free)

G_END_DECLS

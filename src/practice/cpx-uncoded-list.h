/* cpx-uncoded-list.h: operations that took place and that nobody has coded yet, the oldest first.
 *
 * A GListModel of CpxUncodedRow kept true by CpxPractice::changed; its length is the figure in the sidebar. Main thread
 * only, but for cpx_practice_list_uncoded().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-live-list.h"
#include "cpx-uncoded-row.h"

G_BEGIN_DECLS

#define CPX_TYPE_UNCODED_LIST (cpx_uncoded_list_get_type ())
G_DECLARE_FINAL_TYPE (CpxUncodedList, cpx_uncoded_list, CPX, UNCODED_LIST, CpxLiveList)

/* Properties: those of CpxLiveList. */
CpxUncodedList *cpx_uncoded_list_new             (CpxPractice     *practice);
gboolean        cpx_uncoded_list_get_loaded      (CpxUncodedList  *self);
const GError   *cpx_uncoded_list_get_error       (CpxUncodedList  *self);

GPtrArray      *cpx_practice_list_uncoded        (CpxPractice     *practice,
                                                  GError         **error);

G_END_DECLS

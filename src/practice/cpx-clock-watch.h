/* cpx-clock-watch.h: a clock that was set back is itself an entry of the audit log.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-journal.h"

G_BEGIN_DECLS

gboolean cpx_clock_watch_note         (CpxJournal  *journal,
                                       GError     **error);
gint64   cpx_clock_watch_get_back_us  (CpxJournal  *journal);
char    *cpx_clock_watch_dup_sentence (gint64       back_us);

G_END_DECLS

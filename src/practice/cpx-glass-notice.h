/* cpx-glass-notice.h: who answers for the practice hears of files opened by break-glass when they next unlock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-journal.h"

G_BEGIN_DECLS

gboolean cpx_glass_notice_count (CpxJournal  *journal,
                                 GError     **error);
gboolean cpx_glass_notice_take  (CpxJournal  *journal,
                                 char       **out_sentence,
                                 GError     **error);

G_END_DECLS

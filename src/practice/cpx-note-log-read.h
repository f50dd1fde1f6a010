/* cpx-note-log-read.h: that somebody read the audit log is an entry of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-log-filter.h"
#include "cpx-practice.h"

G_BEGIN_DECLS

gboolean cpx_practice_note_log_read (CpxPractice         *practice,
                                     const CpxLogFilter  *filter,
                                     GError             **error);

G_END_DECLS

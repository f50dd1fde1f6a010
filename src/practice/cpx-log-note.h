/* cpx-log-note.h: that the journal was read is itself in the journal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

void     cpx_practice_note_log_read_async  (CpxPractice          *practice,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean cpx_practice_note_log_read_finish (CpxPractice          *practice,
                                            GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS

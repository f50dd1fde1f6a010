/* cpx-log-door.h: what is done for this post's log where someone comes in, and where a command goes again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

gboolean  cpx_log_door_verify (CpxPractice  *practice,
                               guint64      *out_n_entries,
                               char        **out_fault,
                               GError      **error);
char     *cpx_log_door_enter  (CpxPractice  *practice);
char     *cpx_log_door_leave  (CpxPractice  *practice);

G_END_DECLS

/* cpx-timeline-state.h: when something happened, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *cpx_timeline_state_dup_time (GDateTime *time,
                                   GDateTime *now);

G_END_DECLS

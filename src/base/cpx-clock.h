/* cpx-clock.h: what time it is; a test can stop it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 cpx_clock_now_us (void);
void   cpx_clock_stop   (gint64 at_us);
void   cpx_clock_resume (void);

G_END_DECLS

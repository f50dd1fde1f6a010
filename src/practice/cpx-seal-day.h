/* cpx-seal-day.h: is the day over that an entry of the log was written on?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cpx_seal_day_is_another (gint64 a_us,
                                  gint64 b_us);

G_END_DECLS

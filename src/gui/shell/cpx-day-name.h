/* cpx-day-name.h: a day in words, as one says it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *cpx_day_name_dup (GDateTime *time);

G_END_DECLS

/* cpx-holiday.h: the public holidays of the whole country; R_TB08 only holds those of Alsace-Moselle and overseas.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-day.h>

G_BEGIN_DECLS

CpxDay   cpx_holiday_get_easter  (guint  year);
gboolean cpx_holiday_is_national (CpxDay day);

G_END_DECLS

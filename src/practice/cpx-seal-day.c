/* cpx-seal-day.c: is the day over that an entry of the log was written on?
 *
 * Days are those of the calendar on the wall, so that nothing is counted in hours: a day of 23 or 25 of them, a
 * midnight that comes twice or not at all where summer time begins at that hour, a night that the machine slept
 * through. A clock that was set back to another day ends the day too, else a year 2035 by mistake would keep the log
 * from being sealed until then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-seal-day.h"

static GDateTime *
make_local (gint64 time_us)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

/**
 * cpx_seal_day_is_another:
 * @a_us: microseconds since the epoch, UTC
 * @b_us: the same
 *
 * Returns: whether the two are not of the same day here; a time that no calendar has is of no day
 */
gboolean
cpx_seal_day_is_another (gint64 a_us,
                         gint64 b_us)
{
  g_autoptr(GDateTime) a = make_local (a_us);
  g_autoptr(GDateTime) b = make_local (b_us);

  return a == NULL || b == NULL || g_date_time_get_day_of_year (a) != g_date_time_get_day_of_year (b) ||
         g_date_time_get_year (a) != g_date_time_get_year (b);
}

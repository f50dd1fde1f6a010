/* cpx-timeline-state.c: when something happened, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-timeline-state.h"

#include <glib/gi18n-lib.h>

/**
 * cpx_timeline_state_dup_time:
 * @time: when it happened, local
 * @now: the present, local
 *
 * Says when: today and yesterday by name, other days by date.
 *
 * Returns: (transfer full): the text
 */
char *
cpx_timeline_state_dup_time (GDateTime *time,
                             GDateTime *now)
{
  g_autofree char *clock = g_date_time_format (time, "%H:%M");
  g_autofree char *day = g_date_time_format (time, "%F");
  g_autofree char *today = g_date_time_format (now, "%F");
  g_autoptr(GDateTime) day_before = g_date_time_add_days (now, -1);
  g_autofree char *yesterday = g_date_time_format (day_before, "%F");
  g_autofree char *date = NULL;

  if (g_str_equal (day, today))
    return g_strdup_printf (_("Today %s"), clock);
  if (g_str_equal (day, yesterday))
    return g_strdup_printf (_("Yesterday %s"), clock);

  date = g_date_time_format (time, "%d/%m/%Y");

  return g_strdup_printf ("%s %s", date, clock);
}

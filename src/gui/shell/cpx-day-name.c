/* cpx-day-name.c: a day in words, in the language of the screens: the C library would take that of the locale, and a
 * machine without a French one would write "Monday" between French words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-day-name.h"

#include <glib/gi18n-lib.h>

static const char *weekdays[] = {
  N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
};

static const char *months[] = {
  N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
  N_("September"), N_("October"), N_("November"), N_("December"),
};

/**
 * cpx_day_name_dup:
 * @time: a time; its own zone says of which day it is
 *
 * Returns: (transfer full): the weekday, the day, the month and the year
 */
char *
cpx_day_name_dup (GDateTime *time)
{
  const char *weekday = _(weekdays[g_date_time_get_day_of_week (time) - 1]);
  const char *month = _(months[g_date_time_get_month (time) - 1]);

  /* Translators: weekday, day of the month, month, year */
  return g_strdup_printf (_("%s %d %s %d"), weekday, g_date_time_get_day_of_month (time), month,
                          g_date_time_get_year (time));
}

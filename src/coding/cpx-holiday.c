/* cpx-holiday.c: Code du travail, article L. 3133-1.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-holiday.h"

/* New year, 1 and 8 May, 14 July, 15 August, 1 and 11 November, Christmas: MMDD. */
static const guint fixed_days[] = { 101, 501, 508, 714, 815, 1101, 1111, 1225 };

/* From Easter Sunday: its Monday, Ascension, Whit Monday. */
static const int movable_days[] = { 1, 39, 50 };

/**
 * cpx_holiday_get_easter:
 * @year: a year of the Gregorian calendar
 *
 * Returns: Easter Sunday, by the method of Oudin
 */
CpxDay
cpx_holiday_get_easter (guint year)
{
  guint golden = year % 19;
  guint century = year / 100;
  guint epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
  guint moon = epact - (epact / 28) * (1 - (29 / (epact + 1)) * ((21 - golden) / 11));
  guint weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
  int days = (int) moon - (int) weekday;   /* from 28 March */

  return cpx_day_add (cpx_day_new (year, 3, 28), days);
}

/**
 * cpx_holiday_is_national:
 * @day: a day
 *
 * Returns: `TRUE` if it is a public holiday of the whole country
 */
gboolean
cpx_holiday_is_national (CpxDay day)
{
  CpxDay easter;

  if (!cpx_day_is_valid (day))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (fixed_days); i++)
    {
      if (day % 10000 == fixed_days[i])
        return TRUE;
    }

  easter = cpx_holiday_get_easter (day / 10000);
  for (gsize i = 0; i < G_N_ELEMENTS (movable_days); i++)
    {
      if (day == cpx_day_add (easter, movable_days[i]))
        return TRUE;
    }

  return FALSE;
}

/* cpx-day.c: days that compare, sort and are stored as numbers; GDate does the calendar.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-day.h"

#include <glib/gi18n-lib.h>

/**
 * cpx_day_new:
 * @year: 1 to 9999
 * @month: 1 to 12
 * @day: 1 to 31
 *
 * Returns: the day, or `CPX_DAY_NONE` if the calendar has none such
 */
CpxDay
cpx_day_new (guint year,
             guint month,
             guint day)
{
  if (year < 1 || year > 9999 || month > 12 || day > 31 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return CPX_DAY_NONE;

  return year * 10000 + month * 100 + day;
}

/**
 * cpx_day_today:
 *
 * Returns: the date on the wall of this post
 */
CpxDay
cpx_day_today (void)
{
  return cpx_day_from_partial (cpx_partial_date_today ());
}

/**
 * cpx_day_is_valid:
 * @day: a day
 *
 * Returns: `TRUE` if the calendar has that day
 */
gboolean
cpx_day_is_valid (CpxDay day)
{
  return day != CPX_DAY_NONE && cpx_day_new (day / 10000, day / 100 % 100, day % 100) == day;
}

static gboolean
take_partial (CpxPartialDate  date,
              CpxDay         *out_day)
{
  if (!cpx_partial_date_is_full (date))
    return FALSE;
  *out_day = cpx_day_from_partial (date);

  return TRUE;
}

/**
 * cpx_day_parse:
 * @text: a day as people type it: `14/03/2026`, `2026-03-14`, `14032026`
 * @out_day: (out): the day
 *
 * Returns: `TRUE` if @text is a day that exists
 */
gboolean
cpx_day_parse (const char *text,
               CpxDay     *out_day)
{
  CpxPartialDate date;

  return cpx_partial_date_parse (text, &date) && take_partial (date, out_day);
}

/**
 * cpx_day_dup_fault:
 * @label: what the day is of, as the person reads it
 * @text: what was typed and is no day
 *
 * Says why cpx_day_parse() refused what was typed: one sentence, the same wherever a day is typed.
 *
 * Returns: (transfer full): that there is no such day, or how a day is written
 */
char *
cpx_day_dup_fault (const char *label,
                   const char *text)
{
  char *absence = cpx_partial_date_dup_absence (label, text);

  return absence != NULL ? absence : g_strdup_printf (_("“%s”: write the whole day, such as 14/03/1958"), label);
}

/**
 * cpx_day_parse_iso:
 * @text: `2026-03-14` and nothing else
 * @out_day: (out): the day
 *
 * Returns: `TRUE` if @text is a day that exists
 */
gboolean
cpx_day_parse_iso (const char *text,
                   CpxDay     *out_day)
{
  CpxPartialDate date;

  return cpx_partial_date_parse_iso (text, &date) && take_partial (date, out_day);
}

/**
 * cpx_day_parse_digits:
 * @digits: at least eight characters, of which eight are read; they need not be terminated
 * @out_day: (out): the day; `CPX_DAY_NONE` for eight spaces or eight zeros, which is how a DBF file leaves a date out
 *
 * Reads `20260314`.
 *
 * Returns: `TRUE` if they are a day that exists, or no day
 */
gboolean
cpx_day_parse_digits (const char *digits,
                      CpxDay     *out_day)
{
  guint number = 0;
  guint n_spaces = 0;

  g_return_val_if_fail (digits != NULL, FALSE);
  g_return_val_if_fail (out_day != NULL, FALSE);

  for (guint i = 0; i < 8; i++)
    {
      if (g_ascii_isdigit (digits[i]) && n_spaces == 0)
        number = number * 10 + (guint) (digits[i] - '0');
      else if (digits[i] == ' ' && n_spaces == i)
        n_spaces++;
      else
        return FALSE;
    }
  if (number != 0 && !cpx_day_is_valid (number))
    return FALSE;
  *out_day = number;

  return TRUE;
}

/**
 * cpx_day_format_iso:
 * @day: a day, or `CPX_DAY_NONE`
 *
 * Returns: (transfer full): `2026-03-14`, empty for no day
 */
char *
cpx_day_format_iso (CpxDay day)
{
  return day == CPX_DAY_NONE ? g_strdup ("")
                             : g_strdup_printf ("%04u-%02u-%02u", day / 10000, day / 100 % 100, day % 100);
}

/**
 * cpx_day_format_french:
 * @day: a day, or `CPX_DAY_NONE`
 *
 * Returns: (transfer full): `14/03/2026`, empty for no day
 */
char *
cpx_day_format_french (CpxDay day)
{
  return day == CPX_DAY_NONE ? g_strdup ("")
                             : g_strdup_printf ("%02u/%02u/%04u", day % 100, day / 100 % 100, day / 10000);
}

/**
 * cpx_day_from_date:
 * @date: a date
 *
 * Returns: the day, or `CPX_DAY_NONE` if @date is not valid
 */
CpxDay
cpx_day_from_date (const GDate *date)
{
  if (!g_date_valid (date))
    return CPX_DAY_NONE;

  return cpx_day_new (g_date_get_year (date), g_date_get_month (date), g_date_get_day (date));
}

/**
 * cpx_day_from_partial:
 * @date: a date
 *
 * Returns: the day, or `CPX_DAY_NONE` if a part of @date is unknown
 */
CpxDay
cpx_day_from_partial (CpxPartialDate date)
{
  return cpx_partial_date_is_full (date) ? cpx_day_new (date.year, date.month, date.day) : CPX_DAY_NONE;
}

/**
 * cpx_day_to_date:
 * @day: a day
 *
 * Returns: the date, cleared if @day is not valid
 */
GDate
cpx_day_to_date (CpxDay day)
{
  GDate date;

  g_date_clear (&date, 1);
  if (cpx_day_is_valid (day))
    g_date_set_dmy (&date, (GDateDay) (day % 100), (GDateMonth) (day / 100 % 100), (GDateYear) (day / 10000));

  return date;
}

/**
 * cpx_day_to_partial:
 * @day: a day
 *
 * Returns: the date, all zeros if @day is not valid
 */
CpxPartialDate
cpx_day_to_partial (CpxDay day)
{
  if (!cpx_day_is_valid (day))
    return (CpxPartialDate) { 0 };

  return (CpxPartialDate) { (guint16) (day / 10000), (guint8) (day / 100 % 100), (guint8) (day % 100) };
}

/**
 * cpx_day_add:
 * @day: a day
 * @n_days: how many days later; negative: earlier
 *
 * Returns: that day, or `CPX_DAY_NONE` if @day is not valid or the calendar ends before
 */
CpxDay
cpx_day_add (CpxDay day,
             int    n_days)
{
  GDate date = cpx_day_to_date (day);
  gint64 julian;

  if (!g_date_valid (&date))
    return CPX_DAY_NONE;
  julian = (gint64) g_date_get_julian (&date) + n_days;
  if (julian < 1 || julian > 3652059)  /* 31 December 9999 */
    return CPX_DAY_NONE;
  g_date_set_julian (&date, (guint32) julian);

  return cpx_day_from_date (&date);
}

/**
 * cpx_day_count_to:
 * @from: a valid day
 * @to: another
 *
 * Returns: the number of days that pass from @from to @to, negative if @to comes before; 0 if one is not valid
 */
int
cpx_day_count_to (CpxDay from,
                  CpxDay to)
{
  GDate a = cpx_day_to_date (from);
  GDate b = cpx_day_to_date (to);

  return g_date_valid (&a) && g_date_valid (&b) ? g_date_days_between (&a, &b) : 0;
}

/**
 * cpx_day_get_weekday:
 * @day: a day
 *
 * Returns: Monday to Sunday, `G_DATE_BAD_WEEKDAY` if @day is not valid
 */
GDateWeekday
cpx_day_get_weekday (CpxDay day)
{
  GDate date = cpx_day_to_date (day);

  return g_date_valid (&date) ? g_date_get_weekday (&date) : G_DATE_BAD_WEEKDAY;
}

/**
 * cpx_day_span_contains:
 * @span: a stretch of days
 * @day: a day
 *
 * Returns: `TRUE` if @day is in it, its ends included
 */
gboolean
cpx_day_span_contains (CpxDaySpan span,
                       CpxDay     day)
{
  return span.first <= day && (span.last == CPX_DAY_NONE || day <= span.last);
}

/**
 * cpx_day_span_intersect:
 * @a: a stretch of days
 * @b: another
 * @out_span: (out): the days of both
 *
 * Returns: `TRUE` if they share a day
 */
gboolean
cpx_day_span_intersect (CpxDaySpan  a,
                        CpxDaySpan  b,
                        CpxDaySpan *out_span)
{
  CpxDaySpan both = { MAX (a.first, b.first), MIN (a.last - 1, b.last - 1) + 1 };  /* 0 - 1: the last of all */

  if (both.last != CPX_DAY_NONE && both.first > both.last)
    return FALSE;
  *out_span = both;

  return TRUE;
}

/* cpx-partial-date.c: dates as identity papers have them: some people only know the year.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-partial-date.h"

#include "cpx-clock.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <time.h>

#define MAX_BYTES 32  /* of what can be a date, spaces around it counted */

/* Reads between @min and @max digits, no more. */
static gboolean
take_number (const char **text,
             guint        min,
             guint        max,
             guint       *out_number)
{
  guint n_digits = 0;

  *out_number = 0;
  while (n_digits < max && g_ascii_isdigit ((*text)[n_digits]))
    *out_number = *out_number * 10 + (guint) ((*text)[n_digits++] - '0');
  *text += n_digits;

  return n_digits >= min;
}

/* What is written; whether there is such a day is asked later. */
static gboolean
finish (guint           year,
        guint           month,
        guint           day,
        CpxPartialDate *out_date)
{
  *out_date = (CpxPartialDate) { (guint16) year, (guint8) month, (guint8) day };

  return TRUE;
}

/* 00 stands for what is not known, as in the INS. */
static gboolean
parse_year_first (const char     *text,
                  gboolean        zeros,
                  CpxPartialDate *out_date)
{
  guint parts[3] = { 0 };

  if (!take_number (&text, 4, 4, &parts[0]))
    return FALSE;
  for (int i = 1; i < 3 && *text == '-'; i++)
    {
      text++;
      if (!take_number (&text, 2, 2, &parts[i]) || (parts[i] == 0 && !zeros))
        return FALSE;
    }

  return *text == '\0' && finish (parts[0], parts[1], parts[2], out_date);
}

static gboolean
is_separator (char c)
{
  return c == '/' || c == '.' || c == '-' || c == ' ';
}

/* "14/03/1958", "3/1958", "1958"; also with dots, dashes and spaces. */
static gboolean
parse_day_first (const char     *text,
                 CpxPartialDate *out_date)
{
  guint parts[3] = { 0 };
  guint n_parts = 0;

  for (;;)
    {
      if (!take_number (&text, 1, 4, &parts[n_parts++]))
        return FALSE;
      if (n_parts == 3 || !is_separator (*text))
        break;
      text++;
    }
  if (*text != '\0' || parts[n_parts - 1] < 1000)
    return FALSE;
  if (n_parts == 3)
    return parts[0] < 100 && parts[1] < 100 && finish (parts[2], parts[1], parts[0], out_date);
  if (n_parts == 2)
    return parts[0] < 100 && finish (parts[1], parts[0], 0, out_date);

  return finish (parts[0], 0, 0, out_date);
}

/* "14031958" */
static gboolean
parse_digits (const char     *text,
              CpxPartialDate *out_date)
{
  guint day, month, year;

  if (strspn (text, "0123456789") != 8 || text[8] != '\0')
    return FALSE;
  take_number (&text, 2, 2, &day);
  take_number (&text, 2, 2, &month);
  take_number (&text, 4, 4, &year);

  return finish (year, month, day, out_date);
}

static gboolean
parse_any (const char     *text,
           CpxPartialDate *out_date)
{
  g_autofree char *stripped = NULL;

  if (strlen (text) > MAX_BYTES)
    return FALSE;
  stripped = g_strstrip (g_strdup (text));

  return parse_year_first (stripped, TRUE, out_date)
         || parse_digits (stripped, out_date)
         || parse_day_first (stripped, out_date);
}

/**
 * cpx_partial_date_parse:
 * @text: a date as people type it in France or as programs write it
 * @out_date: (out caller-allocates): the date
 *
 * Reads a date: `1958`, `1958-03`, `1958-03-14`, `14/03/1958`, `3/1958`, `14.3.1958`, `14031958`.
 *
 * A day or a month of 00 is unknown. Years of two digits are refused: patients are older than a century.
 *
 * Returns: `TRUE` if @text is a date that exists
 */
gboolean
cpx_partial_date_parse (const char     *text,
                        CpxPartialDate *out_date)
{
  CpxPartialDate date;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (out_date != NULL, FALSE);

  if (!parse_any (text, &date) || !cpx_partial_date_is_valid (date))
    return FALSE;
  *out_date = date;

  return TRUE;
}

/**
 * cpx_partial_date_dup_absence:
 * @label: what the date is of, as the person reads it
 * @text: what was typed
 *
 * Returns: (transfer full) (nullable): if it is written as a date but there is no such day, a sentence that says so
 */
char *
cpx_partial_date_dup_absence (const char *label,
                              const char *text)
{
  g_autofree char *typed = NULL;
  CpxPartialDate date;

  g_return_val_if_fail (text != NULL, NULL);

  if (!parse_any (text, &date) || cpx_partial_date_is_valid (date))
    return NULL;
  typed = g_strstrip (g_strdup (text));

  return g_strdup_printf (_("“%s”: the date %s does not exist, check the day and the month"), label, typed);
}

/**
 * cpx_partial_date_dup_fault:
 * @label: what the date is of, as the person reads it
 * @text: what was typed and is no date
 *
 * Says why cpx_partial_date_parse() refused what was typed: one sentence, the same wherever a date is typed.
 *
 * Returns: (transfer full): that there is no such day, or how a date is written
 */
char *
cpx_partial_date_dup_fault (const char *label,
                            const char *text)
{
  char *absence = cpx_partial_date_dup_absence (label, text);

  return absence != NULL ? absence
                         : g_strdup_printf (_("“%s”: write a date such as 14/03/1958, 03/1958 or 1958"), label);
}

/**
 * cpx_partial_date_parse_iso:
 * @text: a date as cpx_partial_date_format_iso() writes it, and nothing else
 * @out_date: (out caller-allocates): the date
 *
 * Returns: `TRUE` if @text is a date that exists
 */
gboolean
cpx_partial_date_parse_iso (const char     *text,
                            CpxPartialDate *out_date)
{
  CpxPartialDate date;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (out_date != NULL, FALSE);

  if (!parse_year_first (text, FALSE, &date) || !cpx_partial_date_is_valid (date))
    return FALSE;
  *out_date = date;

  return TRUE;
}

/**
 * cpx_partial_date_is_valid:
 * @date: a date
 *
 * Returns: `TRUE` if there is such a day, month or year
 */
gboolean
cpx_partial_date_is_valid (CpxPartialDate date)
{
  if (date.year < 1 || date.year > 9999 || date.month > 12)
    return FALSE;
  if (date.day == 0)
    return TRUE;

  return date.month > 0 && date.day <= g_date_get_days_in_month ((GDateMonth) date.month, date.year);
}

/**
 * cpx_partial_date_is_full:
 * @date: a date
 *
 * Returns: `TRUE` if nothing of it is unknown
 */
gboolean
cpx_partial_date_is_full (CpxPartialDate date)
{
  return date.year > 0 && date.month > 0 && date.day > 0;
}

/**
 * cpx_partial_date_format_iso:
 * @date: a date
 *
 * Returns: (transfer full): `1958-03-14`, `1958-03` or `1958`
 */
char *
cpx_partial_date_format_iso (CpxPartialDate date)
{
  if (date.month == 0)
    return g_strdup_printf ("%04u", date.year);
  if (date.day == 0)
    return g_strdup_printf ("%04u-%02u", date.year, date.month);

  return g_strdup_printf ("%04u-%02u-%02u", date.year, date.month, date.day);
}

/**
 * cpx_partial_date_format_french:
 * @date: a date
 *
 * Returns: (transfer full): `14/03/1958`, `03/1958` or `1958`
 */
char *
cpx_partial_date_format_french (CpxPartialDate date)
{
  if (date.month == 0)
    return g_strdup_printf ("%04u", date.year);
  if (date.day == 0)
    return g_strdup_printf ("%02u/%04u", date.month, date.year);

  return g_strdup_printf ("%02u/%02u/%04u", date.day, date.month, date.year);
}

/**
 * cpx_partial_date_compare:
 * @a: a date
 * @b: another
 *
 * Orders dates; a year comes before its months and a month before its days.
 *
 * Returns: less than, equal to or greater than 0
 */
int
cpx_partial_date_compare (CpxPartialDate a,
                          CpxPartialDate b)
{
  int year = (int) a.year - (int) b.year;
  int month = (int) a.month - (int) b.month;

  return year != 0 ? year : month != 0 ? month : (int) a.day - (int) b.day;
}

/**
 * cpx_partial_date_get_age_months:
 * @birth: a date of birth
 * @on: the day of interest, a full date
 *
 * Counts the full months lived; what is unknown of @birth counts as the first of its month or year.
 *
 * Returns: months, or -1 before the birth
 */
int
cpx_partial_date_get_age_months (CpxPartialDate birth,
                                 CpxPartialDate on)
{
  int months = ((int) on.year - (int) birth.year) * 12 + (int) on.month - MAX ((int) birth.month, 1);

  /* Someone born on 29 February is a year older on 1 March. */
  if (on.day < birth.day)
    months--;

  return MAX (months, -1);
}

/**
 * cpx_partial_date_get_age:
 * @birth: a date of birth
 * @on: the day of interest, a full date
 *
 * Counts birthdays, as cpx_partial_date_get_age_months() counts months.
 *
 * Returns: years, or -1 before the birth
 */
int
cpx_partial_date_get_age (CpxPartialDate birth,
                          CpxPartialDate on)
{
  int months = cpx_partial_date_get_age_months (birth, on);

  return months < 0 ? -1 : months / 12;
}

static CpxPartialDate
find_local_date (time_t now)
{
  struct tm local;

  tzset ();  /* the post may travel; GDateTime would look up the zone by its name each time, for many times the price */
  localtime_r (&now, &local);

  return (CpxPartialDate) { (guint16) (local.tm_year + 1900), (guint8) (local.tm_mon + 1), (guint8) local.tm_mday };
}

/**
 * cpx_partial_date_today:
 *
 * Gives the date on the wall of this post; that the post changed its zone is noticed within a minute.
 *
 * Returns: the date
 */
CpxPartialDate
cpx_partial_date_today (void)
{
  static GMutex lock;
  static gint64 known_minute = -1;   /* days begin with a minute in every zone */
  static CpxPartialDate known;
  gint64 now = cpx_clock_now_us () / G_USEC_PER_SEC;
  CpxPartialDate today;

  g_mutex_lock (&lock);
  if (now / 60 != known_minute)
    {
      known = find_local_date ((time_t) now);
      known_minute = now / 60;
    }
  today = known;
  g_mutex_unlock (&lock);

  return today;
}

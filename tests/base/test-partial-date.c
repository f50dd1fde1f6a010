/* test-partial-date.c: dates as people type them, dates that do not exist, ages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-clock.h"
#include "cpx-day.h"
#include "cpx-partial-date.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *typed;
  const char *iso;     /* `NULL`: refused */
  const char *french;
  gboolean    is_iso;  /* whether the strict reader takes it */
} ParseCase;

static const ParseCase parse_cases[] = {
  { "iso", "1958-03-14", "1958-03-14", "14/03/1958", TRUE },
  { "iso-month", "1958-03", "1958-03", "03/1958", TRUE },
  { "iso-year", "1958", "1958", "1958", TRUE },
  { "iso-zero-day", "1958-03-00", "1958-03", "03/1958", FALSE },
  { "iso-zero-month", "1958-00-00", "1958", "1958", FALSE },
  { "iso-short-month", "1958-3-14", NULL, NULL, FALSE },
  { "iso-long", "1958-03-14-01", NULL, NULL, FALSE },
  { "french", "14/03/1958", "1958-03-14", "14/03/1958", FALSE },
  { "french-short", "4/3/1958", "1958-03-04", "04/03/1958", FALSE },
  { "french-month", "03/1958", "1958-03", "03/1958", FALSE },
  { "french-zero-day", "00/03/1958", "1958-03", "03/1958", FALSE },
  { "dots", "14.03.1958", "1958-03-14", "14/03/1958", FALSE },
  { "dashes", "14-03-1958", "1958-03-14", "14/03/1958", FALSE },
  { "spaces", "  14 03 1958 ", "1958-03-14", "14/03/1958", FALSE },
  { "digits", "14031958", "1958-03-14", "14/03/1958", FALSE },
  { "leap", "29/02/2024", "2024-02-29", "29/02/2024", FALSE },
  { "no-leap", "29/02/2023", NULL, NULL, FALSE },
  { "century-no-leap", "1900-02-29", NULL, NULL, FALSE },
  { "century-leap", "2000-02-29", "2000-02-29", "29/02/2000", TRUE },
  { "april-31", "31/04/1958", NULL, NULL, FALSE },
  { "month-13", "14/13/1958", NULL, NULL, FALSE },
  { "american", "03/14/1958", NULL, NULL, FALSE },
  { "day-32", "32/01/1958", NULL, NULL, FALSE },
  { "day-without-month", "14/00/1958", NULL, NULL, FALSE },
  { "two-digit-year", "14/03/58", NULL, NULL, FALSE },
  { "three-digit-year", "14/03/958", NULL, NULL, FALSE },
  { "year-0", "0000", NULL, NULL, FALSE },
  { "five-digit-year", "14/03/19580", NULL, NULL, FALSE },
  { "letters", "14 mars 1958", NULL, NULL, FALSE },
  { "empty", "", NULL, NULL, FALSE },
  { "slash", "/", NULL, NULL, FALSE },
  { "trailing", "1958-", NULL, NULL, FALSE },
  { "arabic-digits", "١٤/٠٣/١٩٥٨", NULL, NULL, FALSE },
  { "very-long", "1958                                   ", NULL, NULL, FALSE },
};

static void
test_parse (gconstpointer data)
{
  const ParseCase *expected = data;
  g_autofree char *iso = NULL;
  g_autofree char *french = NULL;
  CpxPartialDate date, strict;

  g_assert_cmpint (cpx_partial_date_parse (expected->typed, &date), ==, expected->iso != NULL);
  g_assert_cmpint (cpx_partial_date_parse_iso (expected->typed, &strict), ==, expected->is_iso);
  if (expected->iso == NULL)
    return;

  iso = cpx_partial_date_format_iso (date);
  french = cpx_partial_date_format_french (date);
  g_assert_cmpstr (iso, ==, expected->iso);
  g_assert_cmpstr (french, ==, expected->french);
  g_assert_true (cpx_partial_date_parse (french, &strict));
  g_assert_cmpint (cpx_partial_date_compare (date, strict), ==, 0);
}

/* What is said of what is no date. */
static const struct
{
  const char *name;
  const char *typed;
  gboolean    absent;  /* well written, of a day there is not */
} fault_cases[] = {
  { "february", "31/02/1970", TRUE },
  { "february-iso", "1970-02-31", TRUE },
  { "february-dense", "31021970", TRUE },
  { "february-dots", " 31.2.1970 ", TRUE },
  { "leap", "29/02/2023", TRUE },
  { "month", "14/13/1958", TRUE },
  { "month-of-year", "13/1958", TRUE },
  { "day", "32/01/1958", TRUE },
  { "two-digit-year", "31/02/70", FALSE },
  { "words", "31 février 1970", FALSE },
  { "nothing", "", FALSE },
  { "long", "31/02/1970 31/02/1970 31/02/1970 31/02/1970", FALSE },
  { "not-utf8", "31/02/\xff", FALSE },
};

static void
test_fault (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *fault = cpx_partial_date_dup_fault ("Birth", fault_cases[i].typed);
  g_autofree char *day_fault = cpx_day_dup_fault ("Day", fault_cases[i].typed);
  CpxPartialDate date;

  g_assert_false (cpx_partial_date_parse (fault_cases[i].typed, &date));
  g_assert_true (g_str_has_prefix (fault, "“Birth”: "));
  g_assert_true (g_str_has_prefix (day_fault, "“Day”: "));
  g_assert_cmpint (strstr (fault, "does not exist") != NULL, ==, fault_cases[i].absent);
  g_assert_cmpint (strstr (day_fault, "does not exist") != NULL, ==, fault_cases[i].absent);
  g_assert_true (g_utf8_validate (fault, -1, NULL));
}

typedef struct
{
  const char *name;
  const char *birth;
  const char *on;
  int         years;
  int         months;
} AgeCase;

static const AgeCase age_cases[] = {
  { "birthday", "1958-03-14", "2026-03-14", 68, 816 },
  { "eve", "1958-03-14", "2026-03-13", 67, 815 },
  { "leap", "2000-02-29", "2026-02-28", 25, 311 },
  { "leap-after", "2000-02-29", "2026-03-01", 26, 312 },
  { "newborn", "2026-03-14", "2026-03-14", 0, 0 },
  { "unborn", "2026-03-15", "2026-03-14", -1, -1 },
  { "year-only", "1958", "2026-03-14", 68, 818 },
  { "month-only", "1958-03", "2026-03-01", 68, 816 },
};

static void
test_age (gconstpointer data)
{
  const AgeCase *expected = data;
  CpxPartialDate birth, on;

  g_assert_true (cpx_partial_date_parse_iso (expected->birth, &birth));
  g_assert_true (cpx_partial_date_parse_iso (expected->on, &on));
  g_assert_cmpint (cpx_partial_date_get_age (birth, on), ==, expected->years);
  g_assert_cmpint (cpx_partial_date_get_age_months (birth, on), ==, expected->months);
}

static void
test_order (void)
{
  static const char *const sorted[] = { "1957-12-31", "1958", "1958-03", "1958-03-01", "1958-03-14", "1958-04" };

  for (gsize i = 0; i < G_N_ELEMENTS (sorted); i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (sorted); j++)
        {
          CpxPartialDate a, b;
          int order;

          g_assert_true (cpx_partial_date_parse_iso (sorted[i], &a));
          g_assert_true (cpx_partial_date_parse_iso (sorted[j], &b));
          order = cpx_partial_date_compare (a, b);
          g_assert_cmpint (order < 0, ==, i < j);
          g_assert_cmpint (order == 0, ==, i == j);
        }
    }
}

/* Half past midnight in Paris is still yesterday in London; the date is that of the wall. */
static void
test_today (void)
{
  CpxPartialDate today;
  g_autofree char *iso = NULL;

  cpx_clock_stop (G_GINT64_CONSTANT (1780266600000000));  /* 2026-05-31T22:30:00Z */
  today = cpx_partial_date_today ();
  cpx_clock_resume ();
  iso = cpx_partial_date_format_iso (today);
  g_assert_cmpstr (iso, ==, "2026-06-01");
  g_assert_true (cpx_partial_date_is_full (today));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "Europe/Paris", TRUE);
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parse_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/partial-date/parse/", parse_cases[i].name, NULL);

      g_test_add_data_func (path, &parse_cases[i], test_parse);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/partial-date/fault/", fault_cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_fault);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (age_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/partial-date/age/", age_cases[i].name, NULL);

      g_test_add_data_func (path, &age_cases[i], test_age);
    }
  g_test_add_func ("/partial-date/order", test_order);
  g_test_add_func ("/partial-date/today", test_today);

  return g_test_run ();
}

/* test-day.c: days as numbers, their texts, their arithmetic, stretches of days.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-day.h"

typedef struct
{
  const char *name;
  const char *digits;
  gboolean    is_read;
  CpxDay      day;
} DigitsCase;

static const DigitsCase digits_cases[] = {
  { "usual", "20261122", TRUE, 20261122 },
  { "followed", "20261122ADC", TRUE, 20261122 },
  { "far", "29991231", TRUE, 29991231 },
  { "leap", "20240229", TRUE, 20240229 },
  { "no-leap", "20230229", FALSE, 0 },
  { "blank", "        ", TRUE, 0 },
  { "zeros", "00000000", TRUE, 0 },
  { "month-13", "20261322", FALSE, 0 },
  { "day-0", "20261100", FALSE, 0 },
  { "half-blank", "2026    ", FALSE, 0 },
  { "blank-then-digits", "    2026", FALSE, 0 },
  { "letters", "2026112x", FALSE, 0 },
  { "short", "2026112", FALSE, 0 },
  { "empty", "", FALSE, 0 },
};

static void
test_digits (gconstpointer data)
{
  const DigitsCase *expected = data;
  CpxDay day = 0;

  g_assert_cmpint (cpx_day_parse_digits (expected->digits, &day), ==, expected->is_read);
  g_assert_cmpuint (day, ==, expected->day);
}

static void
test_text (void)
{
  g_autofree char *iso = cpx_day_format_iso (20260314);
  g_autofree char *french = cpx_day_format_french (20260314);
  g_autofree char *none = cpx_day_format_iso (CPX_DAY_NONE);
  CpxDay day;

  g_assert_cmpstr (iso, ==, "2026-03-14");
  g_assert_cmpstr (french, ==, "14/03/2026");
  g_assert_cmpstr (none, ==, "");
  g_assert_true (cpx_day_parse_iso (iso, &day));
  g_assert_cmpuint (day, ==, 20260314);
  g_assert_true (cpx_day_parse (french, &day));
  g_assert_cmpuint (day, ==, 20260314);
  g_assert_false (cpx_day_parse_iso ("2026-03", &day));
  g_assert_false (cpx_day_parse_iso (french, &day));
  g_assert_false (cpx_day_parse ("1958", &day));
  g_assert_false (cpx_day_is_valid (20260230));
  g_assert_false (cpx_day_is_valid (G_MAXUINT32));
  g_assert_cmpuint (cpx_day_new (2026, 2, 30), ==, CPX_DAY_NONE);
}

static void
test_arithmetic (void)
{
  GDate date = cpx_day_to_date (20240229);
  CpxPartialDate partial = cpx_day_to_partial (20240229);

  g_assert_cmpuint (cpx_day_from_date (&date), ==, 20240229);
  g_assert_cmpuint (cpx_day_from_partial (partial), ==, 20240229);
  partial.day = 0;
  g_assert_cmpuint (cpx_day_from_partial (partial), ==, CPX_DAY_NONE);
  g_assert_cmpuint (cpx_day_add (20240228, 1), ==, 20240229);
  g_assert_cmpuint (cpx_day_add (20240301, -1), ==, 20240229);
  g_assert_cmpuint (cpx_day_add (20241231, 1), ==, 20250101);
  g_assert_cmpuint (cpx_day_add (99991230, 1), ==, 99991231);
  g_assert_cmpuint (cpx_day_add (99991231, 1), ==, CPX_DAY_NONE);
  g_assert_cmpuint (cpx_day_add (10101, -1), ==, CPX_DAY_NONE);
  g_assert_cmpint (cpx_day_count_to (20240228, 20240301), ==, 2);
  g_assert_cmpint (cpx_day_count_to (20240301, 20240228), ==, -2);
  g_assert_cmpint (cpx_day_get_weekday (20261122), ==, G_DATE_SUNDAY);
}

static void
test_span (void)
{
  CpxDaySpan year = { 20250101, 20251231 };
  CpxDaySpan open = { 20250601, 0 };
  CpxDaySpan both;

  g_assert_true (cpx_day_span_contains (year, 20250101));
  g_assert_true (cpx_day_span_contains (year, 20251231));
  g_assert_false (cpx_day_span_contains (year, 20241231));
  g_assert_false (cpx_day_span_contains (year, 20260101));
  g_assert_true (cpx_day_span_contains ((CpxDaySpan) { 0 }, 20260101));
  g_assert_true (cpx_day_span_intersect (year, open, &both));
  g_assert_cmpuint (both.first, ==, 20250601);
  g_assert_cmpuint (both.last, ==, 20251231);
  g_assert_true (cpx_day_span_intersect (open, (CpxDaySpan) { 0 }, &both));
  g_assert_cmpuint (both.last, ==, CPX_DAY_NONE);
  g_assert_false (cpx_day_span_intersect (year, (CpxDaySpan) { 20260101, 0 }, &both));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (digits_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/day/digits/", digits_cases[i].name, NULL);

      g_test_add_data_func (path, &digits_cases[i], test_digits);
    }
  g_test_add_func ("/day/text", test_text);
  g_test_add_func ("/day/arithmetic", test_arithmetic);
  g_test_add_func ("/day/span", test_span);

  return g_test_run ();
}

/* test-hlc.c: time goes on, whatever the clock of the wall does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-clock.h"
#include "cpx-hlc.h"

#define NOON_MS G_GINT64_CONSTANT (1780000000000)

static void
stop_at (gint64 ms)
{
  cpx_clock_stop (ms * 1000);
}

static void
test_now (void)
{
  CpxHlc clock = { 0 };
  guint64 first, last;

  stop_at (NOON_MS);
  first = last = cpx_hlc_now (&clock);
  g_assert_cmpint (cpx_hlc_get_ms (first), ==, NOON_MS);
  g_assert_cmpuint (cpx_hlc_get_count (first), ==, 0);

  for (guint i = 1; i <= 70000; i++)
    {
      guint64 now = cpx_hlc_now (&clock);

      g_assert_cmpuint (now, >, last);
      last = now;
    }
  g_assert_cmpint (cpx_hlc_get_ms (last), ==, NOON_MS + 1);

  stop_at (NOON_MS - 3600000);
  g_assert_cmpuint (cpx_hlc_now (&clock), ==, last + 1);
  stop_at (NOON_MS + 5);
  g_assert_cmpuint (cpx_hlc_now (&clock), ==, (guint64) (NOON_MS + 5) << 16);
  cpx_clock_resume ();
}

static void
test_observe (void)
{
  CpxHlc clock = { 0 };
  guint64 ahead = (guint64) (NOON_MS + 60000) << 16 | 7;
  guint64 far = (guint64) (NOON_MS + CPX_HLC_MAX_DRIFT_MS + 1) << 16;

  stop_at (NOON_MS);
  g_assert_true (cpx_hlc_observe (&clock, ahead));
  g_assert_cmpuint (cpx_hlc_now (&clock), ==, ahead + 1);
  g_assert_true (cpx_hlc_observe (&clock, 1));
  g_assert_cmpuint (cpx_hlc_now (&clock), ==, ahead + 2);
  g_assert_false (cpx_hlc_observe (&clock, far));
  g_assert_false (cpx_hlc_observe (&clock, G_MAXUINT64));
  g_assert_cmpuint (cpx_hlc_now (&clock), ==, ahead + 3);
  cpx_clock_resume ();
}

static void
test_compare (void)
{
  CpxId a = { { 1 } };
  CpxId b = { { 2 } };

  g_assert_cmpint (cpx_hlc_compare (1, &b, 2, &a), <, 0);
  g_assert_cmpint (cpx_hlc_compare (G_MAXUINT64, &a, 1, &b), >, 0);
  g_assert_cmpint (cpx_hlc_compare (1, &a, 1, &b), <, 0);
  g_assert_cmpint (cpx_hlc_compare (1, &a, 1, &a), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hlc/now", test_now);
  g_test_add_func ("/hlc/observe", test_observe);
  g_test_add_func ("/hlc/compare", test_compare);

  return g_test_run ();
}

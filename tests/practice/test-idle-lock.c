/* test-idle-lock.c: active, warned, locked, by the clock of the test.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-idle-lock.h"

#define S(seconds) ((gint64) (seconds) * G_USEC_PER_SEC)

/* With ten minutes from 1000 s on. */
static const struct
{
  gint64       now_s;
  CpxIdleState state;
  gint64       next_s;
} moments[] = {
  { 1000, CPX_IDLE_ACTIVE, 580 },
  { 1579, CPX_IDLE_ACTIVE, 1 },
  { 1580, CPX_IDLE_WARN, 20 },
  { 1599, CPX_IDLE_WARN, 1 },
  { 1600, CPX_IDLE_LOCK, 0 },
  { 9000, CPX_IDLE_LOCK, 0 },
};

static void
test_moments (void)
{
  CpxIdleLock lock;

  cpx_idle_lock_init (&lock, 600, S (1000));
  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_assert_cmpint (cpx_idle_lock_get_state (&lock, S (moments[i].now_s)), ==, moments[i].state);
      g_assert_cmpint (cpx_idle_lock_get_next_us (&lock, S (moments[i].now_s)), ==, S (moments[i].next_s));
    }
}

static void
test_touch (void)
{
  CpxIdleLock lock;

  cpx_idle_lock_init (&lock, 600, S (0));
  cpx_idle_lock_touch (&lock, S (590));
  g_assert_cmpint (cpx_idle_lock_get_state (&lock, S (600)), ==, CPX_IDLE_ACTIVE);
  g_assert_cmpint (cpx_idle_lock_get_state (&lock, S (1190)), ==, CPX_IDLE_LOCK);
}

/* Who opens the lid after an hour has touched a key too: it is too late all the same. */
static void
test_too_late (void)
{
  CpxIdleLock lock;

  cpx_idle_lock_init (&lock, 600, S (0));
  cpx_idle_lock_touch (&lock, S (3600));
  g_assert_cmpint (cpx_idle_lock_get_state (&lock, S (3600)), ==, CPX_IDLE_LOCK);
}

static void
test_never (void)
{
  CpxIdleLock lock;

  cpx_idle_lock_init (&lock, 0, S (0));
  g_assert_cmpint (cpx_idle_lock_get_state (&lock, S (1000000)), ==, CPX_IDLE_ACTIVE);
  g_assert_cmpint (cpx_idle_lock_get_next_us (&lock, S (1000000)), ==, -1);
}

static void
test_minimum (void)
{
  CpxIdleLock lock;

  cpx_idle_lock_init (&lock, 1, S (0));
  g_assert_cmpint (cpx_idle_lock_get_state (&lock, S (CPX_IDLE_LOCK_MINIMUM_S - 1)), ==, CPX_IDLE_WARN);
  g_assert_cmpint (cpx_idle_lock_get_state (&lock, S (CPX_IDLE_LOCK_MINIMUM_S)), ==, CPX_IDLE_LOCK);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/idle-lock/moments", test_moments);
  g_test_add_func ("/idle-lock/touch", test_touch);
  g_test_add_func ("/idle-lock/too-late", test_too_late);
  g_test_add_func ("/idle-lock/never", test_never);
  g_test_add_func ("/idle-lock/minimum", test_minimum);

  return g_test_run ();
}

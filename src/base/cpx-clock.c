/* cpx-clock.c: the one place that reads the wall clock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-clock.h"

static gint64   stopped_at_us;  /* guarded by lock */
static gboolean stopped;
static GMutex   lock;

/**
 * cpx_clock_now_us:
 *
 * Returns: microseconds since the epoch, UTC, or the instant given to cpx_clock_stop()
 */
gint64
cpx_clock_now_us (void)
{
  gint64 now_us;

  g_mutex_lock (&lock);
  now_us = stopped ? stopped_at_us : g_get_real_time ();
  g_mutex_unlock (&lock);

  return now_us;
}

/**
 * cpx_clock_stop:
 * @at_us: microseconds since the epoch, UTC
 *
 * Stops the clock of this process at @at_us, for tests and for data made from a seed.
 */
void
cpx_clock_stop (gint64 at_us)
{
  g_mutex_lock (&lock);
  stopped = TRUE;
  stopped_at_us = at_us;
  g_mutex_unlock (&lock);
}

/**
 * cpx_clock_resume:
 *
 * Lets the clock run again.
 */
void
cpx_clock_resume (void)
{
  g_mutex_lock (&lock);
  stopped = FALSE;
  g_mutex_unlock (&lock);
}

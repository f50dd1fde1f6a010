/* bench-clock.c: the clocks of the processor and of the wall.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bench-clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static gint64
read_clock_us (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

BenchTime
bench_now (void)
{
  return (BenchTime) { read_clock_us (CLOCK_PROCESS_CPUTIME_ID), read_clock_us (CLOCK_MONOTONIC) };
}

BenchTime
bench_since (BenchTime began)
{
  BenchTime now = bench_now ();

  return (BenchTime) { now.cpu_us - began.cpu_us, now.wall_us - began.wall_us };
}

void
bench_add (BenchTime *spent,
           BenchTime  more)
{
  spent->cpu_us += more.cpu_us;
  spent->wall_us += more.wall_us;
}

void
bench_report (const char *name,
              guint64     n_operations,
              BenchTime   spent)
{
  printf ("%s\t%" G_GUINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\n", name, n_operations, spent.cpu_us,
          spent.wall_us);
}

void
bench_expect (gboolean      good,
              const GError *error)
{
  if (good)
    return;
  g_printerr ("%s: %s\n", g_get_prgname (), error != NULL ? error->message : "not done");
  exit (1);
}

/* bench-clock.h: how long something took, and the lines that ./dev bench reads.
 *
 * A line is a name, how many operations, the processor's and the wall's microseconds, with tabs between.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An instant, or what passed between two. */
typedef struct
{
  gint64 cpu_us;
  gint64 wall_us;
} BenchTime;

BenchTime bench_now    (void);
BenchTime bench_since  (BenchTime      began);
void      bench_add    (BenchTime     *spent,
                        BenchTime      more);
void      bench_report (const char    *name,
                        guint64        n_operations,
                        BenchTime      spent);

/* Ends the program if it is not. */
void      bench_expect (gboolean       good,
                        const GError  *error);

G_END_DECLS

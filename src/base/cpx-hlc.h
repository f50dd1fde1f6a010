/* cpx-hlc.h: hybrid logical time: milliseconds when the clock is right, a count when it is not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-id.h"

#include <glib.h>

G_BEGIN_DECLS

/* How far ahead of ours another device's clock may be before its time is refused. */
#define CPX_HLC_MAX_DRIFT_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/* One device's clock. Start it with zeros, then observe the last time kept on disk. Not for several threads at once. */
typedef struct
{
  guint64 last;
} CpxHlc;

guint64   cpx_hlc_now         (CpxHlc       *self);
gboolean  cpx_hlc_observe     (CpxHlc       *self,
                               guint64       time);
gint64    cpx_hlc_get_ms      (guint64       time);
guint     cpx_hlc_get_count   (guint64       time);
int       cpx_hlc_compare     (guint64       a,
                               const CpxId  *device_a,
                               guint64       b,
                               const CpxId  *device_b);

G_END_DECLS

/* cpx-hlc.c: 48 bits of milliseconds since the epoch, then 16 bits that count within one of them.
 *
 * Comparing two times as numbers orders them; what one device saw before it wrote is always smaller than what it
 * writes, even when its clock runs late. A full count carries into the milliseconds: time then runs ahead by one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-hlc.h"

#include "cpx-clock.h"

#include <string.h>

static guint64
now_ms (void)
{
  return (guint64) (cpx_clock_now_us () / 1000);
}

/**
 * cpx_hlc_now:
 * @self: this device's clock
 *
 * Gives a time after all those given and observed before.
 *
 * Returns: the time
 */
guint64
cpx_hlc_now (CpxHlc *self)
{
  g_return_val_if_fail (self != NULL, 0);

  self->last = MAX (now_ms () << 16, self->last + 1);

  return self->last;
}

/**
 * cpx_hlc_observe:
 * @self: this device's clock
 * @time: a time that came from elsewhere: another device, or this one before it was restarted
 *
 * Moves the clock so that what is written next comes after @time.
 *
 * A time more than %CPX_HLC_MAX_DRIFT_MS ahead is not believed: one post with a clock in 2099 would otherwise take
 * the whole practice there, and win every conflict.
 *
 * Returns: `FALSE` if @time is too far ahead; the clock is then as it was
 */
gboolean
cpx_hlc_observe (CpxHlc  *self,
                 guint64  time)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (time >> 16 > now_ms () + CPX_HLC_MAX_DRIFT_MS)
    return FALSE;

  self->last = MAX (self->last, time);

  return TRUE;
}

/**
 * cpx_hlc_get_ms:
 * @time: a time
 *
 * Returns: its milliseconds since the epoch, UTC
 */
gint64
cpx_hlc_get_ms (guint64 time)
{
  return (gint64) (time >> 16);
}

/**
 * cpx_hlc_get_count:
 * @time: a time
 *
 * Returns: its rank among those of the same millisecond
 */
guint
cpx_hlc_get_count (guint64 time)
{
  return (guint) (time & 0xffff);
}

/**
 * cpx_hlc_compare:
 * @a: a time
 * @device_a: the device that gave it
 * @b: another time
 * @device_b: the device that gave that one
 *
 * Orders two changes the same way on every device; of equal times, the greater device wins.
 *
 * Returns: less than, equal to or greater than 0
 */
int
cpx_hlc_compare (guint64      a,
                 const CpxId *device_a,
                 guint64      b,
                 const CpxId *device_b)
{
  if (a != b)
    return a < b ? -1 : 1;

  return memcmp (device_a->bytes, device_b->bytes, sizeof device_a->bytes);
}

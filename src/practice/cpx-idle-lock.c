/* cpx-idle-lock.c: active → warned → locked, by time alone.
 *
 *   ACTIVE ──timeout − warning──▶ WARN ──timeout──▶ LOCK
 *      ▲                            │
 *      └────cpx_idle_lock_touch()───┘
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-idle-lock.h"

#include <time.h>

static gint64
warning_us (const CpxIdleLock *self)
{
  return MIN (CPX_IDLE_LOCK_WARNING_S * G_USEC_PER_SEC, self->timeout_us / 2);
}

/**
 * cpx_idle_lock_init:
 * @self: (out caller-allocates): a lock
 * @timeout_s: seconds without a sign of life, at least %CPX_IDLE_LOCK_MINIMUM_S; 0: never
 * @now_us: the present, see cpx_idle_lock_now_us()
 *
 * Starts counting. A shorter time than the minimum becomes the minimum: a post that locks while one reads is
 * a post whose lock is switched off.
 */
void
cpx_idle_lock_init (CpxIdleLock *self,
                    guint        timeout_s,
                    gint64       now_us)
{
  if (timeout_s != 0)
    timeout_s = MAX (timeout_s, CPX_IDLE_LOCK_MINIMUM_S);
  self->timeout_us = timeout_s * (gint64) G_USEC_PER_SEC;
  self->last_seen_us = now_us;
}

/**
 * cpx_idle_lock_touch:
 * @self: a lock
 * @now_us: the present
 *
 * Notes that someone pressed a key or moved the pointer. Once it is time to lock, it is too late: the state
 * stays, so that who wakes a sleeping machine meets the unlock page.
 */
void
cpx_idle_lock_touch (CpxIdleLock *self,
                     gint64       now_us)
{
  if (cpx_idle_lock_get_state (self, now_us) != CPX_IDLE_LOCK)
    self->last_seen_us = MAX (self->last_seen_us, now_us);
}

/**
 * cpx_idle_lock_get_state:
 * @self: a lock
 * @now_us: the present
 *
 * Returns: what to do now
 */
CpxIdleState
cpx_idle_lock_get_state (const CpxIdleLock *self,
                         gint64             now_us)
{
  gint64 idle_us = now_us - self->last_seen_us;

  if (self->timeout_us == 0)
    return CPX_IDLE_ACTIVE;
  if (idle_us >= self->timeout_us)
    return CPX_IDLE_LOCK;

  return idle_us >= self->timeout_us - warning_us (self) ? CPX_IDLE_WARN : CPX_IDLE_ACTIVE;
}

/**
 * cpx_idle_lock_get_next_us:
 * @self: a lock
 * @now_us: the present
 *
 * Returns: in how many microseconds the state may change by itself; -1: never
 */
gint64
cpx_idle_lock_get_next_us (const CpxIdleLock *self,
                           gint64             now_us)
{
  gint64 idle_us = now_us - self->last_seen_us;
  CpxIdleState state = cpx_idle_lock_get_state (self, now_us);

  if (self->timeout_us == 0)
    return -1;
  if (state == CPX_IDLE_LOCK)
    return 0;

  return state == CPX_IDLE_WARN ? self->timeout_us - idle_us
                                : self->timeout_us - warning_us (self) - idle_us;
}

/**
 * cpx_idle_lock_now_us:
 *
 * Returns: microseconds since the machine started, sleep included
 */
gint64
cpx_idle_lock_now_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);

  return now.tv_sec * G_GINT64_CONSTANT (1000000) + now.tv_nsec / 1000;
}

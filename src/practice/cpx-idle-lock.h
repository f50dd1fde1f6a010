/* cpx-idle-lock.h: when an unattended post locks itself. Decides only; the screen feeds it and acts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CPX_IDLE_LOCK_DEFAULT_S 600  /* ten minutes without a key or a pointer */
#define CPX_IDLE_LOCK_MINIMUM_S 30
#define CPX_IDLE_LOCK_WARNING_S 20   /* how long before it the screen says so */

typedef enum
{
  CPX_IDLE_ACTIVE,  /* someone is there */
  CPX_IDLE_WARN,    /* about to lock: say so */
  CPX_IDLE_LOCK,    /* lock now */
} CpxIdleState;

/* Times are of one clock that never goes back and runs on while the machine sleeps (CLOCK_BOOTTIME). */
typedef struct
{
  gint64 timeout_us;     /* 0: never locks by itself */
  gint64 last_seen_us;
} CpxIdleLock;

void          cpx_idle_lock_init        (CpxIdleLock       *self,
                                         guint              timeout_s,
                                         gint64             now_us);
void          cpx_idle_lock_touch       (CpxIdleLock       *self,
                                         gint64             now_us);
CpxIdleState  cpx_idle_lock_get_state   (const CpxIdleLock *self,
                                         gint64             now_us);
gint64        cpx_idle_lock_get_next_us (const CpxIdleLock *self,
                                         gint64             now_us);
gint64        cpx_idle_lock_now_us      (void);

G_END_DECLS

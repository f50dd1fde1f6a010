/* cpx-broken-glass.c: a few files, each with its end; asked from any thread.
 *
 * The end is kept twice, by the clock and by the time the machine has run: a clock that is set back does not give more
 * time. It is kept in memory alone: what was opened is closed by the lock, and asked for again with a reason.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-broken-glass.h"

#include <cpx-clock.h>

struct _CpxBrokenGlass
{
  GMutex      lock;
  GHashTable *ends;  /* (owned): id of a patient → End */
};

typedef struct
{
  gint64 until_us;  /* by the clock */
  gint64 run_us;    /* by g_get_monotonic_time() */
} End;

/**
 * cpx_broken_glass_new:
 *
 * Returns: (transfer full): nothing is open
 */
CpxBrokenGlass *
cpx_broken_glass_new (void)
{
  CpxBrokenGlass *self = g_new0 (CpxBrokenGlass, 1);

  g_mutex_init (&self->lock);
  self->ends = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

/**
 * cpx_broken_glass_free:
 * @self: (transfer full): what is open, closed with it
 */
void
cpx_broken_glass_free (CpxBrokenGlass *self)
{
  g_hash_table_unref (self->ends);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * cpx_broken_glass_add:
 * @self: what is open
 * @patient_id: whose file was opened, as the audit log now says
 * @until_us: when it closes
 *
 * May be called from any thread.
 */
void
cpx_broken_glass_add (CpxBrokenGlass *self,
                      const char     *patient_id,
                      gint64          until_us)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  End *end = g_new0 (End, 1);

  end->until_us = until_us;
  end->run_us = g_get_monotonic_time () + (until_us - cpx_clock_now_us ());
  g_hash_table_replace (self->ends, g_strdup (patient_id), end);
}

/**
 * cpx_broken_glass_allows:
 * @self: what is open
 * @patient_id: a patient
 *
 * May be called from any thread.
 *
 * Returns: `TRUE` if the file is open by break-glass now
 */
gboolean
cpx_broken_glass_allows (CpxBrokenGlass *self,
                         const char     *patient_id)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  const End *end = g_hash_table_lookup (self->ends, patient_id);

  return end != NULL && cpx_clock_now_us () < end->until_us && g_get_monotonic_time () < end->run_us;
}

/* cpx-postponed.c: what waits is written in front of the next thing that is, and dropped once that is known to be kept.
 *
 *   waiting ──cpx_postponed_write()──▶ in flight ──log is long enough──▶ gone
 *      ▲                                   │
 *      └──────log is not long enough───────┘       (the transaction was undone)
 *
 * A deed does not learn whether its own commit held. So the next one asks the audit log how long it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-postponed.h"

#include <cpx-audit-log.h>
#include <cpx-clock.h>

struct _CpxPostponed
{
  GMutex lock;
  GQueue waiting;      /* (owned) (element-type Opening): oldest first, those in flight at the head */
  guint  n_in_flight;  /* how many of them the last transaction wrote */
  gint64 end;          /* how long the log is if that transaction was kept */
};

typedef struct
{
  char   *patient_id;
  gint64  time_us;
} Opening;

static void
opening_free (Opening *self)
{
  g_free (self->patient_id);
  g_free (self);
}

/**
 * cpx_postponed_new:
 *
 * Returns: (transfer full): nothing postponed
 */
CpxPostponed *
cpx_postponed_new (void)
{
  CpxPostponed *self = g_new0 (CpxPostponed, 1);

  g_mutex_init (&self->lock);
  g_queue_init (&self->waiting);

  return self;
}

/**
 * cpx_postponed_free:
 * @self: (transfer full): what was postponed, forgotten with it
 */
void
cpx_postponed_free (CpxPostponed *self)
{
  g_queue_clear_full (&self->waiting, (GDestroyNotify) opening_free);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * cpx_postponed_add:
 * @self: what is postponed
 * @patient_id: whose file was opened just now
 *
 * May be called from any thread.
 */
void
cpx_postponed_add (CpxPostponed *self,
                   const char   *patient_id)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Opening *opening = g_new0 (Opening, 1);

  opening->patient_id = g_strdup (patient_id);
  opening->time_us = cpx_clock_now_us ();
  g_queue_push_tail (&self->waiting, opening);
}

/**
 * cpx_postponed_count:
 * @self: what is postponed
 *
 * Returns: how many openings are not known to be in the log
 */
guint
cpx_postponed_count (CpxPostponed *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->waiting.length;
}

/* With the lock held. */
static gboolean
settle (CpxPostponed  *self,
        CpxTxn        *txn,
        GError       **error)
{
  gint64 n_entries;

  if (self->n_in_flight == 0)
    return TRUE;
  n_entries = cpx_audit_log_count (txn, NULL, error);
  if (n_entries < 0)
    return FALSE;

  for (; n_entries >= self->end && self->n_in_flight > 0; self->n_in_flight--)
    opening_free (g_queue_pop_head (&self->waiting));
  self->n_in_flight = 0;

  return TRUE;
}

/**
 * cpx_postponed_write:
 * @self: what is postponed
 * @journal: the transaction that may carry it
 * @error: where the fault goes
 *
 * Writes every opening that is not known to be in the log, with the time it had.
 *
 * Returns: `TRUE` if they are in the transaction
 */
gboolean
cpx_postponed_write (CpxPostponed  *self,
                     CpxJournal    *journal,
                     GError       **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  guint64 audit_index = 0;

  if (!settle (self, cpx_journal_get_txn (journal), error))
    return FALSE;

  for (GList *link = self->waiting.head; link != NULL; link = link->next)
    {
      Opening *opening = link->data;

      if (!cpx_journal_note_past (journal, "patient.opened", opening->patient_id, NULL, opening->time_us, &audit_index,
                                  error))
        return FALSE;
      self->n_in_flight++;
      self->end = (gint64) audit_index + 1;
    }

  return TRUE;
}

/* cpx-as-it-was.c: the changes of a file read from the log, and put together again up to an instant.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-as-it-was.h"

#include "cpx-as-it-was-fold.h"
#include "cpx-practice-private.h"

#include <cpx-change-log.h>
#include <cpx-hlc.h>

#define COUNT_BITS 16   /* of a hybrid logical time, see cpx-hlc.h */

typedef struct
{
  char   *owner_id;
  gint64  place;
  gint64  time_us;
} Wanted;

static void
wanted_free (Wanted *self)
{
  g_free (self->owner_id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wanted, wanted_free)

/**
 * cpx_as_it_was_free:
 * @self: (transfer full): a file as it was
 */
void
cpx_as_it_was_free (CpxAsItWas *self)
{
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_free (self);
}

static Wanted *
wanted_new (const CpxAsItWasRequest *request)
{
  Wanted *self = g_new0 (Wanted, 1);

  self->owner_id = g_strdup (request->patient_id != NULL ? request->patient_id : request->record_id);
  self->place = request->place;
  self->time_us = request->time_us;

  return self;
}

static gint64
to_us (guint64 hlc)
{
  return cpx_hlc_get_ms (hlc) * 1000;
}

/* When there was something else to see: for going from one change to the next. */
static void
find_neighbours (CpxAsItWas *self,
                 GPtrArray  *changes,
                 guint64     until)
{
  for (guint i = 0; i < changes->len; i++)
    {
      guint64 hlc = cpx_change_get_head (g_ptr_array_index (changes, i))->hlc;
      gint64 time_us = to_us (hlc);

      if (self->first_us == 0 || time_us < self->first_us)
        self->first_us = time_us;
      if (hlc > until && (self->after_us == 0 || time_us < self->after_us))
        self->after_us = time_us;
    }
  for (guint i = 0; i < changes->len; i++)
    {
      gint64 time_us = to_us (cpx_change_get_head (g_ptr_array_index (changes, i))->hlc);

      if (time_us < to_us (until) && time_us > self->before_us)
        self->before_us = time_us;
    }
}

/* A CpxTxnFunc. */
static gpointer
load (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  Wanted *wanted = data;
  guint64 until = (guint64) (wanted->time_us / 1000) << COUNT_BITS | ((1u << COUNT_BITS) - 1);
  g_autoptr(GPtrArray) changes = cpx_change_log_list_owner (txn, wanted->owner_id, error);
  CpxAsItWas *self;

  if (changes == NULL || (wanted->place > 0 && !cpx_change_log_find_time (txn, wanted->place, &until, error)))
    return NULL;
  self = g_new0 (CpxAsItWas, 1);
  self->at_us = to_us (until);
  self->records = cpx_as_it_was_fold (changes, until);
  find_neighbours (self, changes, until);

  return self;
}

/* Whoever may read the file; of what is of no patient, whoever may read the log. */
static const char *
get_permission (CpxPractice             *practice,
                const CpxAsItWasRequest *request)
{
  if (request->patient_id == NULL)
    return "audit:read";

  return cpx_practice_may_read_file (practice, request->patient_id) ? NULL : "patient:read";
}

/**
 * cpx_practice_load_as_it_was:
 * @practice: a practice
 * @request: what is asked
 * @error: where the refusal goes
 *
 * Reads a file as it was, and waits. Opening the file is noted by who shows it (cpx-open-patient.h).
 *
 * Returns: (transfer full) (nullable): the records as they were
 */
CpxAsItWas *
cpx_practice_load_as_it_was (CpxPractice              *practice,
                             const CpxAsItWasRequest  *request,
                             GError                  **error)
{
  g_autoptr(Wanted) wanted = wanted_new (request);

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, get_permission (practice, request), load, wanted,
                            (GDestroyNotify) cpx_as_it_was_free, error);
}

/**
 * cpx_practice_load_as_it_was_async:
 * @practice: a practice
 * @request: what is asked
 * @cancellable: (nullable): when nobody looks any more
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads a file as it was.
 */
void
cpx_practice_load_as_it_was_async (CpxPractice             *practice,
                                   const CpxAsItWasRequest *request,
                                   GCancellable            *cancellable,
                                   GAsyncReadyCallback      callback,
                                   gpointer                 user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_look_async (practice, get_permission (practice, request), load, wanted_new (request),
                           (GDestroyNotify) wanted_free, (GDestroyNotify) cpx_as_it_was_free, cancellable, callback,
                           user_data);
}

/**
 * cpx_practice_load_as_it_was_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): the records as they were
 */
CpxAsItWas *
cpx_practice_load_as_it_was_finish (CpxPractice   *practice,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/* cpx-coding-autosave.c: when what is chosen is kept although nobody asks: a second after the last change.
 *
 * 1. Each change begins the wait anew, but nothing waits longer than the most.
 * 2. After a save that failed nothing is tried until one succeeds: the failure was told, and leaving, Ctrl+S and the
 *    lock try again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-autosave.h"

struct _CpxCodingAutosave
{
  CpxCodingAutosaveFunc  due;
  gpointer               data;
  guint                  timer;     /* 0: nothing waits */
  gint64                 first_ms;  /* when what waits began to */
  gboolean               pending;   /* something changed that is not kept */
  gboolean               failed;
};

/**
 * cpx_coding_autosave_new:
 * @due: called when it is time to save
 * @data: for @due
 *
 * Returns: (transfer full): nothing waits yet
 */
CpxCodingAutosave *
cpx_coding_autosave_new (CpxCodingAutosaveFunc due,
                         gpointer              data)
{
  CpxCodingAutosave *self = g_new0 (CpxCodingAutosave, 1);

  self->due = due;
  self->data = data;

  return self;
}

/**
 * cpx_coding_autosave_free:
 * @self: (transfer full): stopped first
 */
void
cpx_coding_autosave_free (CpxCodingAutosave *self)
{
  cpx_coding_autosave_stop (self);
  g_free (self);
}

static void
due_cb (gpointer user_data)
{
  CpxCodingAutosave *self = user_data;

  self->timer = 0;
  self->due (self->data);
}

/**
 * cpx_coding_autosave_touch:
 * @self: an autosave
 *
 * Tells that something changed that is to be kept.
 */
void
cpx_coding_autosave_touch (CpxCodingAutosave *self)
{
  gint64 now_ms = g_get_monotonic_time () / 1000;

  self->pending = TRUE;
  if (self->failed)
    return;
  if (self->timer == 0)
    self->first_ms = now_ms;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_once (cpx_coding_autosave_find_wait (self->first_ms, now_ms), due_cb, self);
}

/**
 * cpx_coding_autosave_stop:
 * @self: an autosave
 *
 * Tells that there is nothing to keep, or that it is being kept.
 */
void
cpx_coding_autosave_stop (CpxCodingAutosave *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->pending = FALSE;
}

/**
 * cpx_coding_autosave_is_pending:
 * @self: an autosave
 *
 * Returns: whether something changed that is neither kept nor being kept
 */
gboolean
cpx_coding_autosave_is_pending (CpxCodingAutosave *self)
{
  return self->pending;
}

/**
 * cpx_coding_autosave_tell:
 * @self: an autosave
 * @saved: whether a save, asked for or not, succeeded
 */
void
cpx_coding_autosave_tell (CpxCodingAutosave *self,
                          gboolean           saved)
{
  self->failed = !saved;
  if (saved)
    return;
  cpx_coding_autosave_stop (self);
  self->pending = TRUE;
}

/**
 * cpx_coding_autosave_find_wait:
 * @first_ms: when the first change was made that is not kept
 * @now_ms: now, when the last one is made
 *
 * Returns: how long to wait from now
 */
guint
cpx_coding_autosave_find_wait (gint64 first_ms,
                               gint64 now_ms)
{
  gint64 left_ms = first_ms + CPX_CODING_AUTOSAVE_MOST_MS - now_ms;

  return (guint) CLAMP (left_ms, 0, CPX_CODING_AUTOSAVE_IDLE_MS);
}

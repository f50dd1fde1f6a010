/* cpx-closing.c: what runs on the store's threads ends with the store; a backup and a check have threads of their own.
 *
 *   open ──cpx_closing_begin()──▶ closing ──nobody holds──▶ it returns TRUE, once ──cpx_closing_end()──▶ closed
 *
 * Whoever else begins meanwhile waits for the end: the program that quits while the screen is being locked must not
 * leave before the file is whole.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-closing.h"

#include "cpx-practice-error.h"

#include <glib/gi18n-lib.h>

struct _CpxClosing
{
  GCancellable *cancellable;  /* (owned): of those who hold */
  GMutex        lock;         /* guards all that follows */
  GCond         changed;
  guint         n_holders;
  gboolean      begun;
  gboolean      ended;
};

CpxClosing *
cpx_closing_new (void)
{
  CpxClosing *self = g_new0 (CpxClosing, 1);

  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);

  return self;
}

void
cpx_closing_free (CpxClosing *self)
{
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

static void
give_up_cb (GCancellable *cancellable,
            gpointer      either)
{
  g_cancellable_cancel (either);
}

static gulong
follow (GCancellable *cancellable,
        GCancellable *either)
{
  return cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (give_up_cb), either, NULL) : 0;
}

/**
 * cpx_closing_hold:
 * @self: a closing
 * @own: (nullable): what the caller gives up by
 * @out_hold: (out caller-allocates): for cpx_closing_release()
 * @error: where the refusal goes
 *
 * Keeps the vault from being closed until cpx_closing_release().
 *
 * Returns: `TRUE`, or `FALSE` with %CPX_PRACTICE_ERROR_LOCKED once closing began
 */
gboolean
cpx_closing_hold (CpxClosing    *self,
                  GCancellable  *own,
                  CpxHold       *out_hold,
                  GError       **error)
{
  gboolean held;

  g_mutex_lock (&self->lock);
  held = !self->begun;
  self->n_holders += held ? 1 : 0;
  g_mutex_unlock (&self->lock);
  if (!held)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_LOCKED,
                   _("The practice is locked: unlock it and try again."));
      return FALSE;
    }
  *out_hold = (CpxHold) { .cancellable = g_cancellable_new () };
  g_set_object (&out_hold->own, own);
  out_hold->handlers[0] = follow (self->cancellable, out_hold->cancellable);
  out_hold->handlers[1] = follow (own, out_hold->cancellable);

  return TRUE;
}

/**
 * cpx_closing_release:
 * @self: a closing
 * @hold: what cpx_closing_hold() filled
 *
 * Gives a hold back, from any thread; who waits for the last one goes on.
 */
void
cpx_closing_release (CpxClosing *self,
                     CpxHold    *hold)
{
  g_cancellable_disconnect (self->cancellable, hold->handlers[0]);
  g_cancellable_disconnect (hold->own, hold->handlers[1]);
  g_clear_object (&hold->own);
  g_clear_object (&hold->cancellable);
  g_mutex_lock (&self->lock);
  self->n_holders--;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/**
 * cpx_closing_begin:
 * @self: a closing
 *
 * Asks those who hold to give up, and waits for them.
 *
 * Returns: `TRUE` to one caller, who closes and then calls cpx_closing_end(); `FALSE` to all others, after that
 */
gboolean
cpx_closing_begin (CpxClosing *self)
{
  gboolean is_first;

  g_mutex_lock (&self->lock);
  is_first = !self->begun;
  self->begun = TRUE;
  g_mutex_unlock (&self->lock);
  if (is_first)
    g_cancellable_cancel (self->cancellable);

  g_mutex_lock (&self->lock);
  while (is_first ? self->n_holders > 0 : !self->ended)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);

  return is_first;
}

/**
 * cpx_closing_end:
 * @self: a closing
 *
 * Tells whoever waits that the closing is over, done or failed. Any thread.
 */
void
cpx_closing_end (CpxClosing *self)
{
  g_mutex_lock (&self->lock);
  self->ended = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

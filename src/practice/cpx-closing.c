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

/**
 * cpx_closing_hold:
 * @self: a closing
 * @error: where the refusal goes
 *
 * Keeps the vault from being closed until cpx_closing_release().
 *
 * Returns: `TRUE`, or `FALSE` with %CPX_PRACTICE_ERROR_LOCKED once closing began
 */
gboolean
cpx_closing_hold (CpxClosing  *self,
                  GError     **error)
{
  gboolean held;

  g_mutex_lock (&self->lock);
  held = !self->begun;
  self->n_holders += held ? 1 : 0;
  g_mutex_unlock (&self->lock);
  if (!held)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_LOCKED,
                 _("The practice is locked: unlock it and try again."));

  return held;
}

void
cpx_closing_release (CpxClosing *self)
{
  g_mutex_lock (&self->lock);
  self->n_holders--;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/**
 * cpx_closing_get_cancellable:
 * @self: a closing
 *
 * Returns: (transfer none): cancelled as soon as someone wants to close, for who holds
 */
GCancellable *
cpx_closing_get_cancellable (CpxClosing *self)
{
  return self->cancellable;
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

void
cpx_closing_end (CpxClosing *self)
{
  g_mutex_lock (&self->lock);
  self->ended = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

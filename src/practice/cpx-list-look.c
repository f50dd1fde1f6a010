/* cpx-list-look.c: how a list on the screen looks at its practice: asks, is told of changes, stops.
 *
 *   cpx_list_look_ask() ──reader thread──▶ callback: cpx_list_look_take() ──▶ the list takes what was found
 *                                             └─ stopped meanwhile: FALSE, and the list leaves everything as it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-list-look.h"

void
cpx_list_look_init (CpxListLook *self)
{
  self->alive = g_cancellable_new ();
}

/**
 * cpx_list_look_begin:
 * @self: how @list looks, its practice set
 * @list: a list model
 * @changed: told of what commits changed
 * @locked: told that nothing is to be seen any more
 *
 * Has @list told, for as long as it lives.
 */
void
cpx_list_look_begin (CpxListLook            *self,
                     gpointer                list,
                     CpxListLookChangedFunc  changed,
                     CpxListLookLockedFunc   locked)
{
  cpx_practice_watch (self->practice);
  g_signal_connect_object (self->practice, "changed", G_CALLBACK (changed), list, 0);
  g_signal_connect_object (self->practice, "locked", G_CALLBACK (locked), list, 0);
}

void
cpx_list_look_stop (CpxListLook *self)
{
  g_cancellable_cancel (self->alive);
}

void
cpx_list_look_clear (CpxListLook *self)
{
  g_clear_object (&self->practice);
  g_clear_object (&self->alive);
  g_clear_error (&self->error);
}

/**
 * cpx_list_look_ask:
 * @self: how @list looks
 * @permission: (nullable): what is asked of the user
 * @func: what to read
 * @data: (transfer full): for @func
 * @free_data: (nullable): frees @data
 * @free_result: (nullable): frees what @func gave, if nobody takes it
 * @callback: given @list, which lives until then, and takes the answer by cpx_list_look_take()
 * @list: the list
 *
 * Reads on the reader thread.
 */
void
cpx_list_look_ask (CpxListLook         *self,
                   const char          *permission,
                   CpxTxnFunc           func,
                   gpointer             data,
                   GDestroyNotify       free_data,
                   GDestroyNotify       free_result,
                   GAsyncReadyCallback  callback,
                   gpointer             list)
{
  cpx_practice_look_async (self->practice, permission, func, data, free_data, free_result, self->alive, callback,
                           callback != NULL ? g_object_ref (list) : NULL);
}

/**
 * cpx_list_look_take:
 * @self: how a list looks
 * @result: what the callback was given
 * @out_found: (out) (nullable): what was read; `NULL` if that failed, which is then the list's error
 *
 * Returns: `FALSE` if the list stopped looking meanwhile
 */
gboolean
cpx_list_look_take (CpxListLook   *self,
                    GAsyncResult  *result,
                    gpointer      *out_found)
{
  g_autoptr(GError) error = NULL;

  *out_found = cpx_practice_perform_finish (self->practice, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  cpx_list_look_set_error (self, g_steal_pointer (&error));

  return TRUE;
}

void
cpx_list_look_set_error (CpxListLook *self,
                         GError      *taken_error)
{
  g_clear_error (&self->error);
  self->error = taken_error;
}

/* For a property "error". */
const char *
cpx_list_look_get_message (const CpxListLook *self)
{
  return self->error != NULL ? self->error->message : NULL;
}

/* cpx-attached-windows.c: a dialog is a window of its own: it outlives what the one it stands over shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-attached-windows.h"

static gboolean
stands_over (GtkWindow *dialog,
             GtkWindow *window)
{
  GtkWindow *below = gtk_window_get_transient_for (dialog);

  while (below != NULL && below != window)
    below = gtk_window_get_transient_for (below);

  return below != NULL;
}

static GPtrArray *
list_over (GtkWindow *window)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  GPtrArray *dialogs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) toplevel = g_list_model_get_item (toplevels, i);

      if (stands_over (toplevel, window))
        g_ptr_array_add (dialogs, g_steal_pointer (&toplevel));
    }

  return dialogs;
}

/**
 * cpx_attached_windows_close:
 * @window: a window
 *
 * Closes the dialogs over it as a person would, those over dialogs too: a question is answered with its Cancel.
 */
void
cpx_attached_windows_close (GtkWindow *window)
{
  g_autoptr(GPtrArray) dialogs = list_over (window);

  for (guint i = dialogs->len; i-- > 0;)   /* those that came last stand over the others */
    gtk_window_close (g_ptr_array_index (dialogs, i));
}

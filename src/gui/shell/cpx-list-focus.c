/* cpx-list-focus.c: whether the keyboard is in a list, whose selection it moves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-list-focus.h"

/**
 * cpx_list_focus_is_within:
 * @list: a list
 *
 * Returns: whether the keyboard is on one of its rows
 */
gboolean
cpx_list_focus_is_within (GtkWidget *list)
{
  return (gtk_widget_get_state_flags (list) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

/**
 * cpx_list_focus_on_leave:
 * @list: a list
 * @callback: called with @object alone
 * @object: a #GObject; it is called no more once it is gone
 *
 * Has @callback called each time the keyboard goes elsewhere.
 */
void
cpx_list_focus_on_leave (GtkWidget *list,
                         GCallback  callback,
                         gpointer   object)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "leave", callback, object, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (list, focus);
}

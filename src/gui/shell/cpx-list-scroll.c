/* cpx-list-scroll.c: brings a row of a list onto the screen. (GTK 4.12 has gtk_list_view_scroll_to().)
 *
 * A list that gets other rows stays where it stood: at a row that is still there, were it the last of those found now.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-list-scroll.h"

/* In the frame after the one that lays out the rows: before that the list does not know how far away a row is. */
static gboolean
scroll_cb (GtkWidget     *list,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  guint *n_frames = user_data;
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (list));
  guint position;

  if (--*n_frames > 0)
    return G_SOURCE_CONTINUE;
  position = model != NULL ? gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (model))
                           : GTK_INVALID_LIST_POSITION;
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);

  return G_SOURCE_REMOVE;
}

/**
 * cpx_list_scroll_to_selected:
 * @list: a list with a #GtkSingleSelection
 *
 * Scrolls to the row that is selected once the rows are laid out.
 */
void
cpx_list_scroll_to_selected (GtkListView *list)
{
  guint *n_frames = g_new (guint, 1);

  *n_frames = 2;
  gtk_widget_add_tick_callback (GTK_WIDGET (list), scroll_cb, n_frames, g_free);
}

/**
 * cpx_list_scroll_to_first:
 * @list: a list
 *
 * Shows its top.
 */
void
cpx_list_scroll_to_first (GtkListView *list)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list))) > 0)
    gtk_widget_activate_action (GTK_WIDGET (list), "list.scroll-to-item", "u", 0);
}

/**
 * cpx_list_enter_first:
 * @list: a list
 *
 * Puts the keyboard on its first row, where gtk_widget_grab_focus() goes back to the row it was on.
 */
void
cpx_list_enter_first (GtkListView *list)
{
  GtkWidget *row;

  cpx_list_scroll_to_first (list);
  row = gtk_widget_get_first_child (GTK_WIDGET (list));
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

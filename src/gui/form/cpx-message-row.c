/* cpx-message-row.c: the row under a field that says what is wrong with it: the keyboard passes over it.
 *
 * A GtkListBox hands the keyboard to the next row it shows, and lets go of it where that row takes none: Tab would
 * leave the group after each field that is refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-message-row.h"

struct _CpxMessageRow
{
  AdwPreferencesRow parent_instance;
};

G_DEFINE_FINAL_TYPE (CpxMessageRow, cpx_message_row, ADW_TYPE_PREFERENCES_ROW)

static gboolean
is_forward (GtkDirectionType direction)
{
  return direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_DOWN;
}

static gboolean
focus (GtkWidget        *widget,
       GtkDirectionType  direction)
{
  GtkWidget *row = widget;

  if (!is_forward (direction) && direction != GTK_DIR_TAB_BACKWARD && direction != GTK_DIR_UP)
    return FALSE;

  do
    row = is_forward (direction) ? gtk_widget_get_next_sibling (row) : gtk_widget_get_prev_sibling (row);
  while (row != NULL && !(GTK_IS_LIST_BOX_ROW (row) && gtk_widget_get_mapped (row) && gtk_widget_is_sensitive (row)));

  return row != NULL && gtk_widget_child_focus (row, direction);
}

static void
cpx_message_row_class_init (CpxMessageRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = focus;
}

static void
cpx_message_row_init (CpxMessageRow *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "field-message");
}

/**
 * cpx_message_row_new:
 * @message: what says it
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
cpx_message_row_new (GtkWidget *message)
{
  return g_object_new (CPX_TYPE_MESSAGE_ROW, "child", message, NULL);
}

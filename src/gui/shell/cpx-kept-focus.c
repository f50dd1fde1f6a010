/* cpx-kept-focus.c: a view that opens puts the keyboard where its work begins. That is right for whoever opened it, and
 * wrong where it opens by itself, after the lock say: the letters of a search would go on in a report.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-kept-focus.h"

/**
 * cpx_kept_focus_take:
 * @from: a widget of the window
 *
 * Returns: (transfer full) (nullable): the text that has the keyboard
 */
GtkWidget *
cpx_kept_focus_take (GtkWidget *from)
{
  GtkRoot *root = gtk_widget_get_root (from);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus) ? g_object_ref (focus) : NULL;
}

/**
 * cpx_kept_focus_return:
 * @text: (transfer full) (nullable): what cpx_kept_focus_take() found
 *
 * Gives the keyboard back, the cursor where it was.
 */
void
cpx_kept_focus_return (GtkWidget *text)
{
  g_autoptr(GtkWidget) held = text;

  if (held == NULL || !gtk_widget_get_mapped (held))
    return;
  if (GTK_IS_TEXT (held))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (held));
  else
    gtk_widget_grab_focus (held);
}

/* cpx-kept-focus.c: a view that opens puts the keyboard where its work begins. That is right for whoever opened it, and
 * wrong where it comes later, after the lock say: the letters of a search would go on in a report.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-kept-focus.h"

/**
 * cpx_kept_focus_take:
 * @view: what is about to take the keyboard, some time after it was opened
 *
 * Returns: (transfer full) (nullable): the text outside of @view in which somebody types by then
 */
GtkWidget *
cpx_kept_focus_take (GtkWidget *view)
{
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!(GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus)) || gtk_widget_is_ancestor (focus, view) ||
      !gtk_widget_get_mapped (focus))
    return NULL;

  return g_object_ref (focus);
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

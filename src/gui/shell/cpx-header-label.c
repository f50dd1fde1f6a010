/* cpx-header-label.c: a text at the side of a header bar, read before the search in the middle grows.
 *
 * A header bar gives its middle all the room that it can use, and the sides what is left.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-header-label.h"

/**
 * cpx_header_label_show:
 * @label: an ellipsized label in a header bar
 * @text: (nullable): what it says
 * @kept_px: the room that the text keeps where the window is narrow, if it needs as much: pixels and not letters, for
 *   with large text the window must become as narrow
 *
 * Shows @text, whole where the window is wide enough.
 */
void
cpx_header_label_show (GtkLabel   *label,
                       const char *text,
                       int         kept_px)
{
  GtkWidget *widget = GTK_WIDGET (label);
  int natural;

  if (g_strcmp0 (gtk_label_get_label (label), text) == 0)
    return;
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_size_request (widget, -1, -1);
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  gtk_widget_set_size_request (widget, MIN (natural, kept_px), -1);
}

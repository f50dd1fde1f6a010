/* cpx-columns-box.c: a box laid out by CpxColumns: Tab goes through it in the order of reading.
 *
 * GTK sorts what stands beside each other by the height of its middle: of two columns it would take a group of the one
 * and a group of the other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-columns-box.h"

struct _CpxColumnsBox
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (CpxColumnsBox, cpx_columns_box, GTK_TYPE_BOX)

static GtkWidget *
step (GtkWidget *box,
      GtkWidget *from,
      gboolean   forward)
{
  if (from == NULL)
    return forward ? gtk_widget_get_first_child (box) : gtk_widget_get_last_child (box);

  return forward ? gtk_widget_get_next_sibling (from) : gtk_widget_get_prev_sibling (from);
}

static gboolean
focus (GtkWidget        *widget,
       GtkDirectionType  direction)
{
  gboolean forward = direction == GTK_DIR_TAB_FORWARD;
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  if (!forward && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (cpx_columns_box_parent_class)->focus (widget, direction);

  if (child == NULL)
    child = step (widget, NULL, forward);
  for (; child != NULL; child = step (widget, child, forward))
    {
      if (gtk_widget_get_mapped (child) && gtk_widget_child_focus (child, direction))
        return TRUE;
    }

  return FALSE;
}

static void
cpx_columns_box_class_init (CpxColumnsBoxClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = focus;
}

static void
cpx_columns_box_init (CpxColumnsBox *self)
{
}

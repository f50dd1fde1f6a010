/* cpx-control-names.c: names for the parts of widgets that the toolkit leaves without.
 *
 * A screen reader says "GtkListBox" of a group without a title and "GtkImage" of the eye in a passphrase row.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-control-names.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static void
give (GtkWidget  *widget,
      const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * cpx_control_names_give:
 * @root: a page or a dialog
 * @list_name: what its lists of rows are about
 *
 * Names the lists of rows and the peek buttons below @root.
 */
void
cpx_control_names_give (GtkWidget  *root,
                        const char *list_name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gboolean in_passphrase = gtk_widget_get_ancestor (child, ADW_TYPE_PASSWORD_ENTRY_ROW) != NULL;

      if (GTK_IS_LIST_BOX (child) || GTK_IS_LIST_VIEW (child))
        give (child, list_name);
      else if (in_passphrase && GTK_IS_IMAGE (child))
        give (child, C_("passphrase", "Show what is typed"));
      else if (in_passphrase && GTK_IS_BUTTON (child))
        give (child, C_("passphrase", "Show what is typed"));
      cpx_control_names_give (child, list_name);
    }
}

/**
 * cpx_control_names_give_button:
 * @list: a drop-down list or a menu button
 * @name: what it chooses
 *
 * Names the button inside, which takes the keyboard and which the toolkit leaves without a name.
 */
void
cpx_control_names_give_button (GtkWidget  *list,
                               const char *name)
{
  GtkWidget *button = gtk_widget_get_first_child (list);

  if (button != NULL)
    give (button, name);
}

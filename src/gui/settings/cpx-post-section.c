/* cpx-post-section.c: what concerns this computer alone: when it locks itself, where the vault lies.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-post-section.h"

#include "cpx-control-names.h"
#include "cpx-lock-delay.h"
#include "cpx-settings.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static void
selected_cb (AdwComboRow *row,
             GParamSpec  *pspec,
             gpointer     user_data)
{
  guint selected = adw_combo_row_get_selected (row);

  if (selected < cpx_lock_delay_count () && selected != cpx_lock_delay_find (cpx_settings_get_lock_delay_s ()))
    g_settings_set_uint (cpx_settings_get (), "lock-delay", cpx_lock_delay_get_s (selected));
}

static void
delay_changed_cb (AdwComboRow *row)
{
  adw_combo_row_set_selected (row, cpx_lock_delay_find (cpx_settings_get_lock_delay_s ()));
}

static GtkWidget *
make_delay_row (void)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < cpx_lock_delay_count (); i++)
    gtk_string_list_take (labels, cpx_lock_delay_dup_label (i));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Lock when nobody is there for"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("What was being typed is kept, encrypted, and comes back."));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  gtk_widget_set_name (row, "lock-delay");
  cpx_control_names_give (row, _("Lock when nobody is there for"));
  delay_changed_cb (ADW_COMBO_ROW (row));
  g_signal_connect (row, "notify::selected", G_CALLBACK (selected_cb), NULL);
  g_signal_connect_object (cpx_settings_get (), "changed::lock-delay", G_CALLBACK (delay_changed_cb), row,
                           G_CONNECT_SWAPPED);

  return row;
}

static GtkWidget *
make_lock_group (void)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Automatic lock"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _("Ctrl+L locks at once."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_delay_row ());

  return group;
}

static GtkWidget *
make_vault_group (CpxPractice *practice)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Encrypted database"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), cpx_practice_get_path (practice));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("File"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);

  return group;
}

/**
 * cpx_post_section_new:
 * @practice: an unlocked practice
 *
 * Returns: (transfer floating): what concerns this computer alone
 */
GtkWidget *
cpx_post_section_new (CpxPractice *practice)
{
  GtkWidget *page = adw_preferences_page_new ();

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_lock_group ()));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_vault_group (practice)));

  return page;
}

/* cpx-account-section.c: one's own name, passphrase and one-time code.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-account-section.h"

#include "cpx-user-access.h"

#include <cpx-user.h>

#include <glib/gi18n-lib.h>

static void
add_line (GtkWidget  *group,
          const char *title,
          const char *value)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static GtkWidget *
make_identity_group (CpxRecord *user)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *roles = cpx_roles_dup_label (cpx_user_get_roles (user));

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), cpx_record_get_text (user, CPX_USER_NAME));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("An administrator changes the name and the roles."));
  add_line (group, _("Login"), cpx_record_get_text (user, CPX_USER_LOGIN));
  add_line (group, _("Role"), roles);

  return group;
}

static GtkWidget *
make_access_group (CpxUserActions *actions,
                   CpxRecord      *user)
{
  GtkWidget *group = adw_preferences_group_new ();
  CpxUserAccess *access = cpx_user_access_new (actions, user);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("How you unlock"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), cpx_user_access_get_passphrase_row (access));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), cpx_user_access_get_code_row (access));
  g_object_set_data_full (G_OBJECT (group), "cpx-user-access", access, g_object_unref);

  return group;
}

/**
 * cpx_account_section_new:
 * @actions: what is done with users
 *
 * Returns: (transfer floating): what everyone may do for themselves
 */
GtkWidget *
cpx_account_section_new (CpxUserActions *actions)
{
  GtkWidget *page = adw_preferences_page_new ();
  CpxRecord *user = cpx_practice_get_user (cpx_user_actions_get_practice (actions));

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_identity_group (user)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_access_group (actions, user)));

  return page;
}

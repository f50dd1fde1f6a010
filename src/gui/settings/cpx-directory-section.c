/* cpx-directory-section.c: the parts of the settings that are lists of records.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-directory-section.h"

#include "cpx-record-form.h"
#include "cpx-record-group.h"
#include "cpx-user-access.h"

#include <cpx-establishment.h>
#include <cpx-practitioner.h>
#include <cpx-room.h>
#include <cpx-user.h>

#include <glib/gi18n-lib.h>

static const int user_fields[] = {
  CPX_USER_NAME, CPX_USER_RPPS, CPX_USER_PRACTITIONER, CPX_USER_ROLE_SURGEON, CPX_USER_ROLE_LOCUM, CPX_USER_ROLE_NURSE,
  CPX_USER_ROLE_SECRETARY, CPX_USER_ROLE_CODER, CPX_USER_ROLE_ADMIN, CPX_END_OF_FIELDS
};

static const int establishment_fields[] = {
  CPX_ESTABLISHMENT_NAME, CPX_ESTABLISHMENT_FINESS, CPX_ESTABLISHMENT_ADDRESS_LINE_1, CPX_ESTABLISHMENT_ADDRESS_LINE_2,
  CPX_ESTABLISHMENT_POSTAL_CODE, CPX_ESTABLISHMENT_CITY, CPX_ESTABLISHMENT_PHONE, CPX_ESTABLISHMENT_EMAIL,
  CPX_ESTABLISHMENT_NOTES, CPX_END_OF_FIELDS
};

static const int room_fields[] = { CPX_ROOM_NAME, CPX_ROOM_ESTABLISHMENT, CPX_ROOM_USE, CPX_ROOM_NOTES,
                                   CPX_END_OF_FIELDS };

static const int practitioner_fields[] = {
  CPX_PRACTITIONER_CIVILITY, CPX_PRACTITIONER_NAME, CPX_PRACTITIONER_FIRST_NAME, CPX_PRACTITIONER_SPECIALTY,
  CPX_PRACTITIONER_RPPS, CPX_PRACTITIONER_SECTOR, CPX_PRACTITIONER_OPTAM, CPX_PRACTITIONER_MSSANTE,
  CPX_PRACTITIONER_SEND_PREFERENCE, CPX_PRACTITIONER_ADDRESS_LINE_1, CPX_PRACTITIONER_ADDRESS_LINE_2,
  CPX_PRACTITIONER_POSTAL_CODE, CPX_PRACTITIONER_CITY, CPX_PRACTITIONER_PHONE, CPX_PRACTITIONER_MOBILE,
  CPX_PRACTITIONER_EMAIL, CPX_PRACTITIONER_NOTES, CPX_END_OF_FIELDS
};

/* The values that are there, with a dot between them. */
static char *
join_fields (CpxRecord *record,
             const int *fields)
{
  GString *line = g_string_new (NULL);

  for (const int *field = fields; *field != CPX_END_OF_FIELDS; field++)
    {
      g_autofree char *shown = cpx_record_dup_display (record, *field);

      if (shown != NULL && *shown != '\0')
        g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", shown);
    }

  return g_string_free (line, FALSE);
}

static char *
make_user_title (CpxRecord *user)
{
  return g_strdup (cpx_record_get_text (user, CPX_USER_NAME));
}

static char *
make_user_subtitle (CpxRecord *user)
{
  g_autofree char *roles = cpx_roles_dup_label (cpx_user_get_roles (user));
  gboolean disabled = cpx_record_get_boolean (user, CPX_USER_DISABLED);

  return g_strjoin (" · ", cpx_record_get_text (user, CPX_USER_LOGIN), roles, disabled ? _("disabled") : NULL, NULL);
}

static char *
make_establishment_title (CpxRecord *establishment)
{
  return g_strdup (cpx_record_get_text (establishment, CPX_ESTABLISHMENT_NAME));
}

static char *
make_establishment_subtitle (CpxRecord *establishment)
{
  static const int fields[] = { CPX_ESTABLISHMENT_CITY, CPX_ESTABLISHMENT_PHONE, CPX_END_OF_FIELDS };

  return join_fields (establishment, fields);
}

static char *
make_room_title (CpxRecord *room)
{
  return g_strdup (cpx_record_get_text (room, CPX_ROOM_NAME));
}

static char *
make_room_subtitle (CpxRecord *room)
{
  return cpx_record_dup_display (room, CPX_ROOM_USE);
}

static char *
make_practitioner_subtitle (CpxRecord *practitioner)
{
  static const int fields[] = { CPX_PRACTITIONER_SPECIALTY, CPX_PRACTITIONER_CITY, CPX_PRACTITIONER_SECTOR,
                                CPX_PRACTITIONER_OPTAM, CPX_END_OF_FIELDS };

  return join_fields (practitioner, fields);
}

static const CpxRecordGroupSpec users = {
  .kind = &cpx_user_kind,
  .fields = user_fields,
  .archived_field = -1,
  .title = N_("Users"),
  .description = N_("Each one opens the practice with their own passphrase, and everything they do is signed with "
                    "their name."),
  .empty = N_("No user"),
  .make_title = make_user_title,
  .make_subtitle = make_user_subtitle,
};

static const CpxRecordGroupSpec establishments = {
  .kind = &cpx_establishment_kind,
  .fields = establishment_fields,
  .archived_field = CPX_ESTABLISHMENT_ARCHIVED,
  .title = N_("Establishments"),
  .description = N_("Where one operates and consults."),
  .add_label = N_("A_dd an establishment"),
  .new_title = N_("New establishment"),
  .empty = N_("No establishment yet"),
  .make_title = make_establishment_title,
  .make_subtitle = make_establishment_subtitle,
};

static const CpxRecordGroupSpec rooms = {
  .kind = &cpx_room_kind,
  .fields = room_fields,
  .archived_field = CPX_ROOM_ARCHIVED,
  .title = N_("Rooms"),
  .description = N_("What is booked: operating theatres, consulting rooms."),
  .add_label = N_("Add a _room"),
  .new_title = N_("New room"),
  .empty = N_("No room yet"),
  .make_title = make_room_title,
  .make_subtitle = make_room_subtitle,
};

static const CpxRecordGroupSpec practitioners = {
  .kind = &cpx_practitioner_kind,
  .fields = practitioner_fields,
  .archived_field = CPX_PRACTITIONER_ARCHIVED,
  .title = N_("Practitioners"),
  .description = N_("Those of the practice and those one writes to: GPs, correspondents."),
  .add_label = N_("A_dd a practitioner"),
  .new_title = N_("New practitioner"),
  .empty = N_("No practitioner yet"),
  .make_title = cpx_practitioner_dup_name,
  .make_subtitle = make_practitioner_subtitle,
};

static void
add_group (GtkWidget *page,
           GtkWidget *group)
{
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
}

static void
user_changed_cb (CpxUserAccess *access,
                 GParamSpec    *pspec,
                 CpxRecordRow  *row)
{
  cpx_user_access_set_user (access, cpx_record_row_get_record (row));
}

static void
user_filled_cb (CpxRecordGroup *group,
                CpxRecordRow   *row,
                CpxUserActions *actions)
{
  CpxUserAccess *access = cpx_user_access_new (actions, cpx_record_row_get_record (row));
  AdwExpanderRow *expander = ADW_EXPANDER_ROW (row);

  adw_expander_row_add_row (expander, cpx_user_access_get_passphrase_row (access));
  adw_expander_row_add_row (expander, cpx_user_access_get_code_row (access));
  adw_expander_row_add_row (expander, cpx_user_access_get_disable_row (access));
  g_signal_connect_object (row, "notify::subtitle", G_CALLBACK (user_changed_cb), access, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (row), "cpx-user-access", access, g_object_unref);
}

static GtkWidget *
make_add_user_button (void)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _("A_dd a user…"));
  adw_button_content_set_use_underline (ADW_BUTTON_CONTENT (content), TRUE);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "users.add");

  return button;
}

/**
 * cpx_users_section_new:
 * @actions: what is done with users
 *
 * Returns: (transfer floating): who may open the practice
 */
GtkWidget *
cpx_users_section_new (CpxUserActions *actions)
{
  GtkWidget *page = adw_preferences_page_new ();
  CpxPractice *practice = cpx_user_actions_get_practice (actions);
  GtkWidget *group = cpx_record_group_new (&users, practice);
  g_autoptr(CpxRecordList) directory = cpx_record_list_new (practice, &cpx_practitioner_kind, NULL);

  cpx_record_group_set_choices (CPX_RECORD_GROUP (group), G_LIST_MODEL (directory));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), make_add_user_button ());
  g_signal_connect_object (group, "row-filled", G_CALLBACK (user_filled_cb), actions, 0);
  add_group (page, group);

  return page;
}

/**
 * cpx_places_section_new:
 * @practice: an unlocked practice
 *
 * Returns: (transfer floating): establishments and their rooms
 */
GtkWidget *
cpx_places_section_new (CpxPractice *practice)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *establishment_group = cpx_record_group_new (&establishments, practice);
  GtkWidget *room_group = cpx_record_group_new (&rooms, practice);

  cpx_record_group_set_choices (CPX_RECORD_GROUP (room_group),
                                G_LIST_MODEL (cpx_record_group_get_list (CPX_RECORD_GROUP (establishment_group))));
  add_group (page, establishment_group);
  add_group (page, room_group);

  return page;
}

/**
 * cpx_practitioners_section_new:
 * @practice: an unlocked practice
 *
 * Returns: (transfer floating): the practitioners one is or writes to
 */
GtkWidget *
cpx_practitioners_section_new (CpxPractice *practice)
{
  GtkWidget *page = adw_preferences_page_new ();

  add_group (page, cpx_record_group_new (&practitioners, practice));

  return page;
}

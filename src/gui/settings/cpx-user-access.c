/* cpx-user-access.c: the rows about a user's passphrase, one-time code and access.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-user-access.h"

#include "cpx-user-state.h"

#include <cpx-second-factor.h>

#include <glib/gi18n-lib.h>

struct _CpxUserAccess
{
  GObject         parent_instance;

  CpxUserActions *actions;          /* (owned) */
  CpxRecord      *user;             /* (owned) */
  GtkWidget      *passphrase_row;   /* (owned) */
  GtkWidget      *code_row;         /* (owned) */
  GtkWidget      *disable_row;      /* (owned) */
  GtkWidget      *passphrase_button;
  GtkWidget      *set_up_button;
  GtkWidget      *remove_button;
  GtkWidget      *disable_button;

  gboolean        has_code;         /* as last heard */
};

G_DEFINE_FINAL_TYPE (CpxUserAccess, cpx_user_access, G_TYPE_OBJECT)

static void
update (CpxUserAccess *self)
{
  CpxPractice *practice = cpx_user_actions_get_practice (self->actions);
  g_auto(CpxUserState) state = cpx_user_state_compute (self->user, cpx_practice_get_user (practice), self->has_code);

  gtk_button_set_label (GTK_BUTTON (self->passphrase_button), state.passphrase_label);
  gtk_widget_set_visible (self->passphrase_button, state.can_set_passphrase);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->code_row), state.code_label);
  gtk_widget_set_visible (self->set_up_button, state.can_enrol);
  gtk_widget_set_visible (self->remove_button, state.can_remove_code);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->disable_row),
                               state.disable_hint != NULL ? state.disable_hint : "");
  gtk_widget_set_visible (self->disable_button, state.can_disable);
  gtk_widget_set_visible (self->disable_row, state.can_disable || state.disable_hint != NULL);
}

static void
heard_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxUserAccess) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  gboolean has_code = cpx_practice_has_code_finish (CPX_PRACTICE (source), result, &error);

  if (self->actions == NULL || error != NULL)   /* gone, or the practice is being locked */
    return;

  self->has_code = has_code;
  update (self);
}

/* Whether a code is asked for is not in the user's record. */
static void
refresh (CpxUserAccess *self)
{
  CpxPractice *practice = cpx_user_actions_get_practice (self->actions);

  if (!cpx_practice_is_locked (practice))
    cpx_practice_has_code_async (practice, cpx_record_get_text (self->user, CPX_USER_LOGIN), NULL, heard_cb,
                                 g_object_ref (self));
  update (self);
}

static GtkWidget *
add_button (GtkWidget  *row,
            const char *label,
            const char *action_name,
            const char *login)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action_name);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", login);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return button;
}

static GtkWidget *
make_row (const char *title)
{
  GtkWidget *row = g_object_ref_sink (adw_action_row_new ());

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);

  return row;
}

static void
cpx_user_access_dispose (GObject *object)
{
  CpxUserAccess *self = CPX_USER_ACCESS (object);

  if (self->actions != NULL)
    g_signal_handlers_disconnect_by_data (self->actions, self);
  g_clear_object (&self->actions);
  g_clear_object (&self->user);
  g_clear_object (&self->passphrase_row);
  g_clear_object (&self->code_row);
  g_clear_object (&self->disable_row);

  G_OBJECT_CLASS (cpx_user_access_parent_class)->dispose (object);
}

static void
cpx_user_access_class_init (CpxUserAccessClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_user_access_dispose;
}

static void
cpx_user_access_init (CpxUserAccess *self)
{
  self->passphrase_row = make_row (_("Passphrase"));
  self->code_row = make_row (_("One-time code"));
  self->disable_row = make_row (_("Access"));
}

/**
 * cpx_user_access_new:
 * @actions: what the buttons do
 * @user: the user
 *
 * Returns: (transfer full): the rows
 */
CpxUserAccess *
cpx_user_access_new (CpxUserActions *actions,
                     CpxRecord      *user)
{
  CpxUserAccess *self = g_object_new (CPX_TYPE_USER_ACCESS, NULL);
  const char *login = cpx_record_get_text (user, CPX_USER_LOGIN);

  self->actions = g_object_ref (actions);
  self->user = g_object_ref (user);
  self->passphrase_button = add_button (self->passphrase_row, "", "users.change-passphrase", login);
  gtk_button_set_use_underline (GTK_BUTTON (self->passphrase_button), TRUE);
  self->set_up_button = add_button (self->code_row, _("Set _up…"), "users.set-up-code", login);
  self->remove_button = add_button (self->code_row, _("_Stop asking…"), "users.remove-code", login);
  self->disable_button = add_button (self->disable_row, _("_Disable…"), "users.disable", login);
  gtk_widget_add_css_class (self->disable_button, "destructive-action");
  g_signal_connect_object (actions, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);

  return self;
}

/**
 * cpx_user_access_set_user:
 * @self: the rows
 * @user: the same user as they are now kept
 */
void
cpx_user_access_set_user (CpxUserAccess *self,
                          CpxRecord     *user)
{
  if (g_set_object (&self->user, user))
    refresh (self);
}

/**
 * cpx_user_access_get_passphrase_row:
 * @self: the rows
 *
 * Returns: (transfer none): the row that changes the passphrase
 */
GtkWidget *
cpx_user_access_get_passphrase_row (CpxUserAccess *self)
{
  return self->passphrase_row;
}

/**
 * cpx_user_access_get_code_row:
 * @self: the rows
 *
 * Returns: (transfer none): the row that sets up or removes the one-time code
 */
GtkWidget *
cpx_user_access_get_code_row (CpxUserAccess *self)
{
  return self->code_row;
}

/**
 * cpx_user_access_get_disable_row:
 * @self: the rows
 *
 * Returns: (transfer none): the row that disables the user
 */
GtkWidget *
cpx_user_access_get_disable_row (CpxUserAccess *self)
{
  return self->disable_row;
}

/* cpx-user-dialog.c: adds a user with their first passphrase.
 *
 * What was typed about the user outlives the dialog, as when the practice locks itself, unless it is cancelled; the
 * passphrase does not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-user-dialog.h"

#include "cpx-passphrase-fields.h"
#include "cpx-record-form.h"
#include "cpx-toast.h"
#include "cpx-unsaved.h"

#include <cpx-user.h>
#include <cpx-add-user.h>

#include <glib/gi18n-lib.h>

struct _CpxUserDialog
{
  AdwWindow      parent_instance;

  GtkWidget     *spinner;
  GtkWidget     *content;
  GtkWidget     *identity_group;
  GtkWidget     *roles_group;
  GtkWidget     *fields;
  GtkWidget     *error_label;

  CpxPractice   *practice;   /* (owned) */
  CpxRecordForm *form;       /* (owned) */
  gboolean       busy;
};

static const int identity_fields[] = { CPX_USER_NAME, CPX_USER_LOGIN, CPX_USER_RPPS, CPX_END_OF_FIELDS };
static const int role_fields[] = { CPX_USER_ROLE_SURGEON, CPX_USER_ROLE_LOCUM, CPX_USER_ROLE_NURSE,
                                   CPX_USER_ROLE_SECRETARY, CPX_USER_ROLE_CODER, CPX_USER_ROLE_ADMIN,
                                   CPX_END_OF_FIELDS };

G_DEFINE_FINAL_TYPE (CpxUserDialog, cpx_user_dialog, ADW_TYPE_WINDOW)

static CpxDraft *
get_draft (CpxUserDialog *self)
{
  return cpx_record_form_get_draft (self->form);
}

static void
show_error (CpxUserDialog *self,
            const char    *sentence)
{
  gtk_label_set_label (GTK_LABEL (self->error_label), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->error_label, sentence != NULL);
}

static void
update (CpxUserDialog *self)
{
  CpxPassphraseFields *fields = CPX_PASSPHRASE_FIELDS (self->fields);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.accept",
                                 !self->busy && cpx_passphrase_fields_can_accept (fields));
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), self->busy);
  gtk_widget_set_visible (self->spinner, self->busy);
  gtk_widget_set_sensitive (self->content, !self->busy);
}

static void
typed_cb (CpxUserDialog *self)
{
  if (self->form == NULL)   /* not yet put together */
    return;

  show_error (self, NULL);
  cpx_passphrase_fields_set_login (CPX_PASSPHRASE_FIELDS (self->fields),
                                   cpx_draft_get_state (get_draft (self), CPX_USER_LOGIN).text);
  update (self);
}

static void
finish (CpxUserDialog *self,
        CpxRecord     *user)
{
  g_autofree char *sentence = g_strdup_printf (_("Added: %s"), cpx_record_get_text (user, CPX_USER_NAME));

  cpx_draft_set_kept (get_draft (self), user);
  cpx_toast_show (GTK_WIDGET (self), sentence);
  gtk_window_close (GTK_WINDOW (self));
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxUserDialog) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_add_user_finish (CPX_PRACTICE (source), result, &error);

  self->busy = FALSE;
  if (self->practice == NULL)   /* closed meanwhile */
    return;
  update (self);
  if (receipt != NULL)
    finish (self, cpx_receipt_get_record (receipt));
  else
    show_error (self, error->message);
}

/* The first thing that keeps the user from being added; NULL if nothing does. */
static const CpxFinding *
find_obstacle (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const CpxFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == CPX_FINDING_BLOCKING)
        return finding;
    }

  return NULL;
}

static void
accept_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  CpxUserDialog *self = CPX_USER_DIALOG (widget);
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(CpxRecord) user = NULL;
  const char *passphrase = cpx_passphrase_fields_get_fresh (CPX_PASSPHRASE_FIELDS (self->fields));
  const CpxFinding *obstacle;

  if (self->busy)
    return;

  cpx_draft_settle_all (get_draft (self));
  user = cpx_draft_make_record (get_draft (self), &findings);
  obstacle = find_obstacle (findings);
  if (obstacle != NULL)
    {
      show_error (self, obstacle->sentence);
      return;
    }
  self->busy = TRUE;
  update (self);
  cpx_practice_add_user_async (self->practice, user, passphrase, added_cb, g_object_ref (self));
}

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  cpx_draft_revert (get_draft (CPX_USER_DIALOG (widget)));
  gtk_window_close (GTK_WINDOW (widget));
}

static void
activated_cb (CpxUserDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.accept", NULL);
}

static void
cpx_user_dialog_dispose (GObject *object)
{
  CpxUserDialog *self = CPX_USER_DIALOG (object);

  if (self->fields != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->fields, self);
      cpx_passphrase_fields_wipe (CPX_PASSPHRASE_FIELDS (self->fields));
    }
  g_clear_object (&self->form);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_USER_DIALOG);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (cpx_user_dialog_parent_class)->dispose (object);
}

static void
cpx_user_dialog_class_init (CpxUserDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_user_dialog_dispose;

  g_type_ensure (CPX_TYPE_PASSPHRASE_FIELDS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/settings/user-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxUserDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, CpxUserDialog, content);
  gtk_widget_class_bind_template_child (widget_class, CpxUserDialog, identity_group);
  gtk_widget_class_bind_template_child (widget_class, CpxUserDialog, roles_group);
  gtk_widget_class_bind_template_child (widget_class, CpxUserDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, CpxUserDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "dialog.accept", NULL, accept_action);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.cancel", NULL);
}

static void
cpx_user_dialog_init (CpxUserDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_user_dialog_new:
 * @practice: an unlocked practice
 *
 * Makes the dialog, with what was typed in it the last time if nobody was added then.
 *
 * Returns: (transfer full): a window, not yet shown
 */
GtkWidget *
cpx_user_dialog_new (CpxPractice *practice)
{
  CpxUserDialog *self = g_object_new (CPX_TYPE_USER_DIALOG, NULL);
  g_autoptr(CpxDraft) draft = cpx_unsaved_begin_new (cpx_unsaved_get (practice), &cpx_user_kind, NULL);

  self->practice = g_object_ref (practice);
  self->form = cpx_record_form_new (practice, draft, CPX_FORM_SAVES_WHEN_ASKED);
  cpx_record_form_fill_group (self->form, ADW_PREFERENCES_GROUP (self->identity_group), identity_fields);
  cpx_record_form_fill_group (self->form, ADW_PREFERENCES_GROUP (self->roles_group), role_fields);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  cpx_record_form_focus_field (self->form, CPX_USER_NAME);
  typed_cb (self);

  return GTK_WIDGET (self);
}

/**
 * cpx_user_dialog_present:
 * @parent: what asks
 * @practice: an unlocked practice
 *
 * Shows the dialog over the window of @parent.
 */
void
cpx_user_dialog_present (GtkWidget   *parent,
                         CpxPractice *practice)
{
  GtkWidget *dialog = cpx_user_dialog_new (practice);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_present (GTK_WINDOW (dialog));
}

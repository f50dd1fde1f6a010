/* cpx-passphrase-dialog.c: changes a passphrase: one's own, or for an administrator another's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-passphrase-dialog.h"

#include "cpx-control-names.h"
#include "cpx-passphrase-fields.h"
#include "cpx-toast.h"

#include <cpx-change-passphrase.h>
#include <cpx-user.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define CPX_TYPE_PASSPHRASE_DIALOG (cpx_passphrase_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CpxPassphraseDialog, cpx_passphrase_dialog, CPX, PASSPHRASE_DIALOG, AdwWindow)

struct _CpxPassphraseDialog
{
  AdwWindow    parent_instance;

  GtkWidget   *toasts;
  GtkWidget   *fields;
  GtkWidget   *message;
  GtkWidget   *spinner;

  CpxPractice *practice;   /* (owned) (nullable) */
  char        *login;      /* (owned) */
  gboolean     own;        /* one's own: the old passphrase is asked for */
  gboolean     busy;
  char        *failure;    /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CpxPassphraseDialog, cpx_passphrase_dialog, ADW_TYPE_WINDOW)

static void
update (CpxPassphraseDialog *self)
{
  gboolean can_accept = cpx_passphrase_fields_can_accept (CPX_PASSPHRASE_FIELDS (self->fields));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "passphrase.change", can_accept && !self->busy);
  gtk_widget_set_sensitive (self->fields, !self->busy);
  gtk_label_set_label (GTK_LABEL (self->message), self->failure != NULL ? self->failure : "");
  gtk_widget_set_visible (self->message, self->failure != NULL);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), self->busy);
  gtk_widget_set_visible (self->spinner, self->busy);
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CpxPassphraseDialog) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_change_passphrase_finish (CPX_PRACTICE (source), result, &error);

  self->busy = FALSE;
  if (self->practice == NULL)
    return;

  if (receipt == NULL)
    {
      self->failure = g_strdup (error->message);
      update (self);
      return;
    }
  cpx_toast_show (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))), _("Passphrase changed"));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
change_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CpxPassphraseDialog *self = CPX_PASSPHRASE_DIALOG (widget);
  CpxPassphraseFields *fields = CPX_PASSPHRASE_FIELDS (self->fields);

  self->busy = TRUE;
  cpx_practice_change_passphrase_async (self->practice, self->login, cpx_passphrase_fields_get_old (fields),
                                        cpx_passphrase_fields_get_fresh (fields), changed_cb, g_object_ref (self));
  update (self);
}

static void
typed_cb (CpxPassphraseDialog *self)
{
  g_clear_pointer (&self->failure, g_free);
  update (self);
}

static void
entry_activated_cb (CpxPassphraseDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "passphrase.change", NULL);
}

static void
cpx_passphrase_dialog_dispose (GObject *object)
{
  CpxPassphraseDialog *self = CPX_PASSPHRASE_DIALOG (object);

  if (self->fields != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->fields, self);
      cpx_passphrase_fields_wipe (CPX_PASSPHRASE_FIELDS (self->fields));
    }
  g_clear_object (&self->practice);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_PASSPHRASE_DIALOG);
  g_clear_pointer (&self->login, g_free);
  g_clear_pointer (&self->failure, g_free);

  G_OBJECT_CLASS (cpx_passphrase_dialog_parent_class)->dispose (object);
}

static void
cpx_passphrase_dialog_class_init (CpxPassphraseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_passphrase_dialog_dispose;

  g_type_ensure (CPX_TYPE_PASSPHRASE_FIELDS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/session/passphrase-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxPassphraseDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, CpxPassphraseDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, CpxPassphraseDialog, message);
  gtk_widget_class_bind_template_child (widget_class, CpxPassphraseDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_install_action (widget_class, "passphrase.change", NULL, change_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cpx_passphrase_dialog_init (CpxPassphraseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cpx_control_names_give (GTK_WIDGET (self), _("Change the passphrase"));
}

/**
 * cpx_passphrase_dialog_present:
 * @parent: what asks
 * @practice: an unlocked practice
 * @login: (nullable): whose passphrase an administrator sets; `NULL` for one's own
 *
 * Opens the dialog; a toast of the parent says that it is done.
 */
void
cpx_passphrase_dialog_present (GtkWidget   *parent,
                               CpxPractice *practice,
                               const char  *login)
{
  CpxPassphraseDialog *self = g_object_new (CPX_TYPE_PASSPHRASE_DIALOG,
                                            "transient-for", gtk_widget_get_root (parent),
                                            "modal", TRUE,
                                            NULL);
  const char *own = cpx_record_get_text (cpx_practice_get_user (practice), CPX_USER_LOGIN);

  self->practice = g_object_ref (practice);
  self->own = login == NULL || g_str_equal (login, own);
  self->login = g_strdup (self->own ? own : login);
  cpx_passphrase_fields_ask_old (CPX_PASSPHRASE_FIELDS (self->fields), self->own);
  cpx_passphrase_fields_set_login (CPX_PASSPHRASE_FIELDS (self->fields), self->login);
  g_signal_connect_object (gtk_widget_get_root (parent), "destroy", G_CALLBACK (gtk_window_destroy), self,
                           G_CONNECT_SWAPPED);
  update (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->fields);
}

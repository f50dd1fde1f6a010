/* cpx-code-dialog.c: sets up the one-time code of a user: shows the secret, asks for a first code.
 *
 * Nothing is stored before a code made from the secret was typed back: a telephone that did not take it locks nobody
 * out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-code-dialog.h"

#include "cpx-code-state.h"
#include "cpx-qr-view.h"
#include "cpx-toast.h"

#include <cpx-second-factor.h>

#include <glib/gi18n-lib.h>

struct _CpxCodeDialog
{
  AdwWindow    parent_instance;

  GtkWidget   *title;
  GtkWidget   *qr_row;
  GtkWidget   *qr_view;
  GtkWidget   *secret_row;
  GtkWidget   *code_row;
  GtkWidget   *error_label;

  CpxPractice *practice;   /* (owned) */
  char        *login;      /* (owned) */
  char        *secret;     /* (owned): base 32 */
  char        *uri;        /* (owned): otpauth://… */
  gboolean     busy;
};

enum
{
  ENROLLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxCodeDialog, cpx_code_dialog, ADW_TYPE_WINDOW)

static void
show_sentence (CpxCodeDialog *self,
               const char    *sentence)
{
  gtk_label_set_label (GTK_LABEL (self->error_label), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->error_label, sentence != NULL);
}

static CpxCodeState
compute_state (CpxCodeDialog *self)
{
  return cpx_code_state_compute (gtk_editable_get_text (GTK_EDITABLE (self->code_row)));
}

static void
update (CpxCodeDialog *self)
{
  CpxCodeState state = compute_state (self);

  show_sentence (self, state.hint);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.accept", state.can_confirm && !self->busy);
}

static void
enrolled_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CpxCodeDialog) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_enrol_code_finish (CPX_PRACTICE (source), result, &error);
  g_autofree char *sentence = NULL;

  self->busy = FALSE;
  if (self->practice == NULL)   /* closed meanwhile */
    return;
  update (self);
  if (receipt == NULL)
    {
      show_sentence (self, error->message);
      return;
    }
  sentence = g_strdup_printf (_("From now on a one-time code is asked of %s"), self->login);
  cpx_toast_show (GTK_WIDGET (self), sentence);
  g_signal_emit (self, signals[ENROLLED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
accept_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  CpxCodeDialog *self = CPX_CODE_DIALOG (widget);
  CpxCodeState state = compute_state (self);

  if (self->busy || !state.can_confirm)
    return;

  self->busy = TRUE;
  update (self);
  cpx_practice_enrol_code_async (self->practice, self->login, self->secret, state.digits, enrolled_cb,
                                 g_object_ref (self));
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  CpxCodeDialog *self = CPX_CODE_DIALOG (widget);
  gboolean wants_uri = g_str_equal (action_name, "dialog.copy-uri");

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), wants_uri ? self->uri : self->secret);
}

static void
activated_cb (CpxCodeDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.accept", NULL);
}

static void
cpx_code_dialog_dispose (GObject *object)
{
  CpxCodeDialog *self = CPX_CODE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_CODE_DIALOG);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (cpx_code_dialog_parent_class)->dispose (object);
}

static void
cpx_code_dialog_finalize (GObject *object)
{
  CpxCodeDialog *self = CPX_CODE_DIALOG (object);

  g_free (self->login);
  g_free (self->secret);
  g_free (self->uri);

  G_OBJECT_CLASS (cpx_code_dialog_parent_class)->finalize (object);
}

static void
cpx_code_dialog_class_init (CpxCodeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_code_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_code_dialog_finalize;

  signals[ENROLLED] =
    g_signal_new ("enrolled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CPX_TYPE_QR_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/settings/code-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxCodeDialog, title);
  gtk_widget_class_bind_template_child (widget_class, CpxCodeDialog, qr_row);
  gtk_widget_class_bind_template_child (widget_class, CpxCodeDialog, qr_view);
  gtk_widget_class_bind_template_child (widget_class, CpxCodeDialog, secret_row);
  gtk_widget_class_bind_template_child (widget_class, CpxCodeDialog, code_row);
  gtk_widget_class_bind_template_child (widget_class, CpxCodeDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "dialog.accept", NULL, accept_action);
  gtk_widget_class_install_action (widget_class, "dialog.copy-secret", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "dialog.copy-uri", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cpx_code_dialog_init (CpxCodeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_code_dialog_new:
 * @practice: an unlocked practice
 * @login: of whom a code is to be asked
 *
 * Makes the dialog with a new secret. Signal `enrolled` tells that the code is asked from now on.
 *
 * Returns: (transfer full): a window, not yet shown
 */
GtkWidget *
cpx_code_dialog_new (CpxPractice *practice,
                     const char  *login)
{
  CpxCodeDialog *self = g_object_new (CPX_TYPE_CODE_DIALOG, NULL);
  g_autofree char *groups = NULL;

  self->practice = g_object_ref (practice);
  self->login = g_strdup (login);
  self->secret = cpx_second_factor_new_secret ();
  self->uri = cpx_second_factor_make_uri (self->secret, login, cpx_practice_get_name (practice));
  groups = cpx_code_state_dup_groups (self->secret);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), login);
  gtk_widget_set_visible (self->qr_row, cpx_qr_view_set_text (CPX_QR_VIEW (self->qr_view), self->uri));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->secret_row), groups);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * cpx_code_dialog_present:
 * @parent: what asks
 * @practice: an unlocked practice
 * @login: of whom a code is to be asked
 * @enrolled_func: called with @owner alone once it is
 * @owner: a #GObject
 *
 * Shows the dialog over the window of @parent.
 */
void
cpx_code_dialog_present (GtkWidget   *parent,
                         CpxPractice *practice,
                         const char  *login,
                         GCallback    enrolled_func,
                         gpointer     owner)
{
  GtkWidget *dialog = cpx_code_dialog_new (practice, login);

  g_signal_connect_object (dialog, "enrolled", enrolled_func, owner, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (CPX_CODE_DIALOG (dialog)->code_row);
}

/**
 * cpx_code_dialog_get_secret:
 * @self: a dialog
 *
 * Returns: the secret it shows, in base 32
 */
const char *
cpx_code_dialog_get_secret (CpxCodeDialog *self)
{
  return self->secret;
}

/* cpx-reopen-dialog.c: who reopens signs with their passphrase, and a one-time code if they have a second factor: user,
 * roles, time and reason go into the audit log.
 *
 * The reason is left with who asked when the dialog is closed without reopening; passphrase and code never are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-reopen-dialog.h"

#include "cpx-control-names.h"
#include "cpx-reason-row.h"
#include "cpx-reason-state.h"
#include "cpx-reopen-state.h"

#include <cpx-clock.h>
#include <cpx-lock-coding.h>
#include <cpx-second-factor.h>
#include <cpx-user.h>
#include <glib/gi18n-lib.h>

#define MEMORY "cpx-reopening-reason"

struct _CpxReopenDialog
{
  AdwWindow    parent_instance;

  GtkWidget   *reason_row;
  GtkWidget   *author_row;
  GtkWidget   *passphrase_row;
  GtkWidget   *code_row;
  GtkWidget   *spinner;
  GtkWidget   *message;

  CpxPractice *practice;   /* (owned) */
  char        *coding_id;  /* (owned) */
  GWeakRef     owner;
  char        *failure;    /* (owned) (nullable): why it was refused */
  gboolean     wrong_code;
  gboolean     asks_code;
  gboolean     left_reason;
  gboolean     tried;
  gboolean     busy;
};

enum
{
  REOPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxReopenDialog, cpx_reopen_dialog, ADW_TYPE_WINDOW)

static const char *
get_reason (CpxReopenDialog *self)
{
  return cpx_reason_row_get_text (CPX_REASON_ROW (self->reason_row));
}

static void
say (CpxReopenDialog *self,
     const char      *sentence)
{
  gtk_label_set_label (GTK_LABEL (self->message), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->message, sentence != NULL);
}

static const char *
get_passphrase (CpxReopenDialog *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->passphrase_row));
}

static const char *
get_code (CpxReopenDialog *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->code_row));
}

static void
show_wrong (GtkWidget *row,
            gboolean   wrong)
{
  (wrong ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (row, "error");
}

static void
update (CpxReopenDialog *self)
{
  CpxReopenInput input = {
    .left_reason = self->left_reason, .tried = self->tried, .failure = self->failure, .busy = self->busy,
    .asks_code = self->asks_code, .wrong_code = self->wrong_code
  };
  CpxReopenState state;

  if (self->practice == NULL)   /* not yet put together, or going */
    return;
  input.reason = get_reason (self);
  input.has_passphrase = *get_passphrase (self) != '\0';
  input.has_code = *get_code (self) != '\0';
  state = cpx_reopen_state_compute (&input);
  say (self, state.message);
  cpx_reason_row_show_wrong (CPX_REASON_ROW (self->reason_row), state.reason_is_wrong, state.message);
  show_wrong (self->passphrase_row, state.passphrase_is_wrong);
  show_wrong (self->code_row, state.code_is_wrong);
  gtk_widget_set_visible (self->code_row, self->asks_code);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), self->busy);
  gtk_widget_set_visible (self->spinner, self->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.accept", state.can_accept);
}

static void
typed_cb (CpxReopenDialog *self)
{
  g_clear_pointer (&self->failure, g_free);
  update (self);
}

static void
refused_cb (CpxReopenDialog *self)
{
  say (self, _("This text is too long for a justification and was not taken in."));
}

static void
left_cb (CpxReopenDialog *self)
{
  if (self->practice == NULL || *get_reason (self) == '\0')   /* NULL: not yet put together, or going */
    return;
  self->left_reason = TRUE;
  update (self);
}

static void
try_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  CPX_REOPEN_DIALOG (widget)->tried = TRUE;
  update (CPX_REOPEN_DIALOG (widget));
  gtk_widget_activate_action (widget, "dialog.accept", NULL);
}

static void
pressed_cb (CpxReopenDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.try", NULL);
}

static void
finish (CpxReopenDialog *self)
{
  cpx_reason_row_set_text (CPX_REASON_ROW (self->reason_row), NULL);   /* it is the coding's now */
  g_signal_emit (self, signals[REOPENED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
reopened_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CpxReopenDialog) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) receipts = cpx_practice_lock_coding_finish (CPX_PRACTICE (source), result, &error);

  self->busy = FALSE;
  if (self->practice == NULL)   /* closed meanwhile */
    return;
  if (receipts != NULL)
    {
      finish (self);
      return;
    }
  self->failure = g_strdup (error->message);
  self->wrong_code = g_error_matches (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_CODE) ||
                     g_error_matches (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NEED_CODE);
  self->asks_code = self->asks_code || self->wrong_code;
  update (self);
  gtk_widget_grab_focus (self->passphrase_row);
}

static void
has_code_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CpxReopenDialog) self = user_data;   /* the reference taken by the call */

  self->asks_code = cpx_practice_has_code_finish (CPX_PRACTICE (source), result, NULL) || self->asks_code;
  update (self);
}

static void
forget_signature (CpxReopenDialog *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->code_row), "");
}

static void
accept_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  CpxReopenDialog *self = CPX_REOPEN_DIALOG (widget);
  g_autofree char *reason = cpx_reason_dup_clean (get_reason (self));

  if (self->busy || !cpx_reason_is_enough (reason) || *get_passphrase (self) == '\0' ||
      (self->asks_code && *get_code (self) == '\0'))
    return;
  self->busy = TRUE;
  g_clear_pointer (&self->failure, g_free);
  cpx_practice_lock_coding_async (self->practice, self->coding_id, reason, get_passphrase (self),
                                  self->asks_code ? get_code (self) : NULL, reopened_cb, g_object_ref (self));
  forget_signature (self);
  self->tried = FALSE;   /* until they ask again */
  update (self);
}

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
remember (CpxReopenDialog *self)
{
  g_autoptr(GObject) owner = g_weak_ref_get (&self->owner);

  if (owner != NULL)
    g_object_set_data_full (owner, MEMORY, g_strdup (get_reason (self)), g_free);
}

static void
cpx_reopen_dialog_dispose (GObject *object)
{
  CpxReopenDialog *self = CPX_REOPEN_DIALOG (object);

  if (self->practice != NULL)
    {
      remember (self);
      g_signal_handlers_disconnect_by_data (self->passphrase_row, self);
      g_signal_handlers_disconnect_by_data (self->code_row, self);
      forget_signature (self);
    }
  g_clear_object (&self->practice);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_REOPEN_DIALOG);

  G_OBJECT_CLASS (cpx_reopen_dialog_parent_class)->dispose (object);
}

static void
cpx_reopen_dialog_finalize (GObject *object)
{
  CpxReopenDialog *self = CPX_REOPEN_DIALOG (object);

  g_weak_ref_clear (&self->owner);
  g_free (self->coding_id);
  g_free (self->failure);

  G_OBJECT_CLASS (cpx_reopen_dialog_parent_class)->finalize (object);
}

static void
cpx_reopen_dialog_class_init (CpxReopenDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_reopen_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_reopen_dialog_finalize;
  signals[REOPENED] =
    g_signal_new ("reopened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CPX_TYPE_REASON_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/coding/reopen-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxReopenDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, CpxReopenDialog, author_row);
  gtk_widget_class_bind_template_child (widget_class, CpxReopenDialog, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, CpxReopenDialog, code_row);
  gtk_widget_class_bind_template_child (widget_class, CpxReopenDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, CpxReopenDialog, message);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_install_action (widget_class, "dialog.accept", NULL, accept_action);
  gtk_widget_class_install_action (widget_class, "dialog.try", NULL, try_action);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "dialog.try", NULL);
}

static void
cpx_reopen_dialog_init (CpxReopenDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_weak_ref_init (&self->owner, NULL);
}

static void
say_author (CpxReopenDialog *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (cpx_clock_now_us () / G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (now, _("%d/%m/%Y at %H:%M"));
  const char *name = cpx_record_get_text (cpx_practice_get_user (self->practice), CPX_USER_NAME);
  g_autofree char *line = g_strdup_printf ("%s, %s", name != NULL ? name : "", time);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->author_row), line);
}

/**
 * cpx_reopen_dialog_present:
 * @parent: what asks
 * @practice: an unlocked practice
 * @coding_id: a coding that is locked
 * @reopened_func: called with @owner alone once it is reopened
 * @owner: a #GObject; keeps what was typed and not accepted
 *
 * Shows the dialog over the window of @parent.
 */
void
cpx_reopen_dialog_present (GtkWidget   *parent,
                           CpxPractice *practice,
                           const char  *coding_id,
                           GCallback    reopened_func,
                           gpointer     owner)
{
  CpxReopenDialog *self = g_object_new (CPX_TYPE_REOPEN_DIALOG, NULL);

  self->practice = g_object_ref (practice);
  self->coding_id = g_strdup (coding_id);
  g_weak_ref_set (&self->owner, owner);
  cpx_reason_row_set_text (CPX_REASON_ROW (self->reason_row), g_object_get_data (owner, MEMORY));
  say_author (self);
  cpx_control_names_give (self->author_row, C_("coding", "Signed by"));
  update (self);
  cpx_practice_has_code_async (practice, cpx_record_get_text (cpx_practice_get_user (practice), CPX_USER_LOGIN), NULL,
                               has_code_cb, g_object_ref (self));
  g_signal_connect_object (self, "reopened", reopened_func, owner, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->reason_row);
}

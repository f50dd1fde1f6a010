/* cpx-reopen-dialog.c: who reopens signs with their passphrase, and a one-time code if they have a second factor: user,
 * roles, time and reason go into the audit log.
 *
 * The reason is left with who asked when the dialog is closed without reopening, and held over a lock while it is open;
 * passphrase and code never are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-reopen-dialog.h"

#include "cpx-held-reason.h"
#include "cpx-reason-state.h"
#include "cpx-signature-part.h"

#include <cpx-lock-coding.h>
#include <glib/gi18n-lib.h>

#define MEMORY "cpx-reopening-reason"

struct _CpxReopenDialog
{
  AdwWindow    parent_instance;

  GtkWidget   *signature;
  GtkWidget   *spinner;

  CpxPractice *practice;   /* (owned) */
  char        *coding_id;  /* (owned) */
  CpxDraft    *held;       /* (owned) (nullable): holds the reason while the dialog is open */
  GWeakRef     owner;
};

enum
{
  REOPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxReopenDialog, cpx_reopen_dialog, ADW_TYPE_WINDOW)

static CpxSignaturePart *
get_signature (CpxReopenDialog *self)
{
  return CPX_SIGNATURE_PART (self->signature);
}

static CpxSignatureState
compute (CpxReopenDialog *self)
{
  CpxSignatureInput input = cpx_signature_part_get_input (get_signature (self));

  input.no_reason = _("The justification is required to reopen this coding");

  return cpx_signature_state_compute (&input);
}

static void
update (CpxReopenDialog *self)
{
  gboolean busy = cpx_signature_part_get_input (get_signature (self)).busy;
  CpxSignatureState state = compute (self);

  cpx_signature_part_show (get_signature (self), &state);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), busy);
  gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.accept", state.can_accept);
}

static void
entered_cb (CpxReopenDialog *self)
{
  cpx_held_reason_write (self->held, cpx_signature_part_get_reason (get_signature (self)), NULL);
  update (self);
}

static void
try_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  cpx_signature_part_try (get_signature (CPX_REOPEN_DIALOG (widget)));
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
  cpx_signature_part_set_reason (get_signature (self), NULL);   /* it is the coding's now */
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

  if (self->practice == NULL)   /* closed meanwhile */
    return;
  if (receipts != NULL)
    finish (self);
  else
    cpx_signature_part_refuse (get_signature (self), error);
}

static void
accept_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  CpxReopenDialog *self = CPX_REOPEN_DIALOG (widget);
  CpxSignaturePart *signature = get_signature (self);
  g_autofree char *reason = cpx_reason_dup_clean (cpx_signature_part_get_reason (signature));

  if (!compute (self).can_accept)
    return;
  cpx_practice_lock_coding_async (self->practice, self->coding_id, reason,
                                  cpx_signature_part_get_passphrase (signature),
                                  cpx_signature_part_get_code (signature), reopened_cb, g_object_ref (self));
  cpx_signature_part_sent (signature);
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
    g_object_set_data_full (owner, MEMORY, g_strdup (cpx_signature_part_get_reason (get_signature (self))), g_free);
}

static void
cpx_reopen_dialog_dispose (GObject *object)
{
  CpxReopenDialog *self = CPX_REOPEN_DIALOG (object);

  if (self->practice != NULL)
    {
      remember (self);
      cpx_held_reason_end (self->practice, &self->held);
      cpx_signature_part_forget (get_signature (self));
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

  g_type_ensure (CPX_TYPE_SIGNATURE_PART);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/coding/reopen-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxReopenDialog, signature);
  gtk_widget_class_bind_template_child (widget_class, CpxReopenDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
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

/* What was typed when the practice was locked, else what was typed and not accepted before. */
static void
take_reason (CpxReopenDialog *self,
             CpxRecord       *coding,
             const char      *remembered)
{
  g_autofree char *typed = NULL;

  self->held =
    cpx_held_reason_begin (self->practice, "coding.reopen", self->coding_id, cpx_record_get_patient_id (coding));
  typed = cpx_held_reason_dup_reason (self->held);
  cpx_signature_part_set_reason (get_signature (self), typed != NULL ? typed : remembered);
  cpx_held_reason_write (self->held, cpx_signature_part_get_reason (get_signature (self)), NULL);
}

/**
 * cpx_reopen_dialog_present:
 * @parent: what asks
 * @practice: an unlocked practice
 * @coding: a coding that is locked
 * @reopened_func: called with @owner alone once it is reopened
 * @owner: a #GObject; keeps what was typed and not accepted
 *
 * Shows the dialog over the window of @parent.
 */
void
cpx_reopen_dialog_present (GtkWidget   *parent,
                           CpxPractice *practice,
                           CpxRecord   *coding,
                           GCallback    reopened_func,
                           gpointer     owner)
{
  CpxReopenDialog *self = g_object_new (CPX_TYPE_REOPEN_DIALOG, NULL);

  self->practice = g_object_ref (practice);
  self->coding_id = g_strdup (cpx_record_get_id (coding));
  g_weak_ref_set (&self->owner, owner);
  take_reason (self, coding, g_object_get_data (owner, MEMORY));
  cpx_signature_part_set_practice (get_signature (self), practice);
  update (self);
  g_signal_connect_object (self, "reopened", reopened_func, owner, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->signature);
}

/* cpx-erase-dialog.c: nothing brings an erased file back, so this is asked, and signed.
 *
 *   typed ──▶ update() ──dialog.accept──▶ being erased ──durable──▶ "erased", closed
 *                ▲                             │ refused: said under the form, the passphrase is asked again
 *                └─────────────────────────────┘
 *
 * Basis and reason are held over a lock while the dialog is open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-erase-dialog.h"

#include "cpx-choice-typing.h"
#include "cpx-control-names.h"
#include "cpx-erase-state.h"
#include "cpx-held-reason.h"
#include "cpx-patient-state.h"
#include "cpx-signature-part.h"

#include <cpx-erase-patient.h>
#include <cpx-partial-date.h>
#include <glib/gi18n-lib.h>

struct _CpxEraseDialog
{
  AdwWindow    parent_instance;

  GtkWidget   *patient_row;
  GtkWidget   *basis_row;
  GtkWidget   *signature;
  GtkWidget   *spinner;

  CpxPractice *practice;    /* (owned) */
  char        *patient_id;  /* (owned) */
  CpxDraft    *held;        /* (owned) (nullable): holds what is entered while the dialog is open */
};

enum
{
  ERASED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxEraseDialog, cpx_erase_dialog, ADW_TYPE_WINDOW)

static CpxSignaturePart *
get_signature (CpxEraseDialog *self)
{
  return CPX_SIGNATURE_PART (self->signature);
}

static guint
get_basis (CpxEraseDialog *self)
{
  return adw_combo_row_get_selected (ADW_COMBO_ROW (self->basis_row));
}

static void
show_wrong (GtkWidget *row,
            gboolean   wrong)
{
  (wrong ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (row, "error");
}

static CpxEraseState
compute (CpxEraseDialog *self)
{
  CpxSignatureInput signature = cpx_signature_part_get_input (get_signature (self));

  return cpx_erase_state_compute (get_basis (self), &signature);
}

static void
update (CpxEraseDialog *self)
{
  CpxEraseState state;
  gboolean busy;

  if (self->practice == NULL)   /* not yet put together, or going */
    return;
  state = compute (self);
  busy = cpx_signature_part_get_input (get_signature (self)).busy;
  show_wrong (self->basis_row, state.basis_is_wrong);
  cpx_signature_part_show (get_signature (self), &state.signature);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), busy);
  gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.accept", state.signature.can_accept);
}

static void
hold (CpxEraseDialog *self)
{
  g_autofree char *basis = get_basis (self) > 0 ? g_strdup_printf ("%u", get_basis (self)) : NULL;

  cpx_held_reason_write (self->held, cpx_signature_part_get_reason (get_signature (self)), basis);
}

static void
entered_cb (CpxEraseDialog *self)
{
  if (self->held != NULL)   /* neither while it is put together nor when it goes */
    hold (self);
  update (self);
}

static void
try_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  cpx_signature_part_try (get_signature (CPX_ERASE_DIALOG (widget)));
  gtk_widget_activate_action (widget, "dialog.accept", NULL);
}

static void
pressed_cb (CpxEraseDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.try", NULL);
}

static void
erased_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxEraseDialog) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  gboolean erased = cpx_practice_erase_patient_finish (CPX_PRACTICE (source), result, &error);

  if (erased)
    g_signal_emit (self, signals[ERASED], 0);
  if (self->practice == NULL)   /* closed meanwhile */
    return;
  if (erased)
    gtk_window_close (GTK_WINDOW (self));
  else
    cpx_signature_part_refuse (get_signature (self), error);
}

static void
accept_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  CpxEraseDialog *self = CPX_ERASE_DIALOG (widget);
  CpxSignaturePart *signature = get_signature (self);
  g_autofree char *basis = NULL;

  if (!compute (self).signature.can_accept)
    return;
  basis = cpx_erase_state_dup_basis (get_basis (self), cpx_signature_part_get_reason (signature));
  cpx_practice_erase_patient_async (self->practice, self->patient_id, basis,
                                    cpx_signature_part_get_passphrase (signature),
                                    cpx_signature_part_get_code (signature), erased_cb, g_object_ref (self));
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
cpx_erase_dialog_dispose (GObject *object)
{
  CpxEraseDialog *self = CPX_ERASE_DIALOG (object);

  if (self->practice != NULL)
    {
      cpx_signature_part_forget (get_signature (self));
      cpx_held_reason_end (self->practice, &self->held);
    }
  g_clear_object (&self->practice);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_ERASE_DIALOG);

  G_OBJECT_CLASS (cpx_erase_dialog_parent_class)->dispose (object);
}

static void
cpx_erase_dialog_finalize (GObject *object)
{
  g_free (CPX_ERASE_DIALOG (object)->patient_id);

  G_OBJECT_CLASS (cpx_erase_dialog_parent_class)->finalize (object);
}

static void
cpx_erase_dialog_class_init (CpxEraseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_erase_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_erase_dialog_finalize;
  signals[ERASED] =
    g_signal_new ("erased", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CPX_TYPE_SIGNATURE_PART);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/patients/erase-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxEraseDialog, patient_row);
  gtk_widget_class_bind_template_child (widget_class, CpxEraseDialog, basis_row);
  gtk_widget_class_bind_template_child (widget_class, CpxEraseDialog, signature);
  gtk_widget_class_bind_template_child (widget_class, CpxEraseDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_install_action (widget_class, "dialog.accept", NULL, accept_action);
  gtk_widget_class_install_action (widget_class, "dialog.try", NULL, try_action);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "dialog.try", NULL);
}

static void
cpx_erase_dialog_init (CpxEraseDialog *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  const char *const *bases = cpx_erase_state_list_bases ();

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; bases[i] != NULL; i++)
    gtk_string_list_append (names, _(bases[i]));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->basis_row), G_LIST_MODEL (names));
  cpx_choice_typing_add (ADW_COMBO_ROW (self->basis_row));
}

/* As the head of the file does: of two people of one name one goes for good. */
static void
show_patient (CpxEraseDialog *self,
              CpxRecord      *patient)
{
  g_auto(CpxPatientState) state = cpx_patient_state_compute (patient, cpx_partial_date_today ());
  g_autofree char *text = g_strjoin ("\n", state.name, state.birth, state.identifiers, NULL);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->patient_row), escaped);
}

/* What was entered when the practice was locked. */
static void
take_held (CpxEraseDialog *self)
{
  g_autoptr(CpxDraft) held =
    cpx_held_reason_begin (self->practice, "patient.erase", self->patient_id, self->patient_id);
  g_autofree char *reason = cpx_held_reason_dup_reason (held);
  g_autofree char *basis = cpx_held_reason_dup_choice (held);

  cpx_signature_part_set_reason (get_signature (self), reason);
  if (basis != NULL)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->basis_row), cpx_erase_state_read_basis (basis));
  self->held = g_steal_pointer (&held);
}

/**
 * cpx_erase_dialog_present:
 * @parent: what asks
 * @practice: an unlocked practice
 * @patient: whose file
 * @erased_func: called with @owner alone once it is erased
 * @owner: a #GObject
 *
 * Shows the dialog over the window of @parent.
 */
void
cpx_erase_dialog_present (GtkWidget   *parent,
                          CpxPractice *practice,
                          CpxRecord   *patient,
                          GCallback    erased_func,
                          gpointer     owner)
{
  CpxEraseDialog *self = g_object_new (CPX_TYPE_ERASE_DIALOG, NULL);

  self->practice = g_object_ref (practice);
  self->patient_id = g_strdup (cpx_record_get_id (patient));
  show_patient (self, patient);
  take_held (self);
  cpx_control_names_give (self->patient_row, _("Patient"));
  cpx_signature_part_set_practice (get_signature (self), practice);
  update (self);
  g_signal_connect_object (self, "erased", erased_func, owner, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->basis_row);
}

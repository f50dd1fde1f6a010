/* cpx-new-patient.c: a new file: the traits that make an identity, and who may already have one.
 *
 * Files that look like the one being typed are listed as one types, so that nobody is created twice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-new-patient.h"

#include "cpx-columns.h"
#include "cpx-columns-box.h"
#include "cpx-number-watch.h"
#include "cpx-patient-fields.h"
#include "cpx-query-guess.h"
#include "cpx-record-form.h"
#include "cpx-toast.h"
#include "cpx-unsaved.h"

#include <cpx-find-duplicates.h>
#include <cpx-patient.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define LOOK_DELAY_MS 300  /* after the last key */
#define MAX_SHOWN     4

struct _CpxNewPatient
{
  GtkWidget      parent_instance;

  GtkWidget     *box;
  GtkWidget     *columns;
  GtkWidget     *duplicates;
  GtkWidget     *message;

  CpxPractice   *practice;      /* (owned) */
  CpxRecordForm *form;          /* (owned) */
  GPtrArray     *shown;         /* (element-type GtkWidget) (unowned): rows of duplicates */
  GCancellable  *cancellable;   /* (owned): of the look under way */
  guint          look_id;
};

enum
{
  CREATED,
  DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxNewPatient, cpx_new_patient, GTK_TYPE_WIDGET)

static GtkWidget *
make_duplicate_row (CpxDuplicate *duplicate)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Open"));
  CpxPartialDate birth = cpx_patient_get_birth (duplicate->patient);
  g_autofree char *name = cpx_patient_dup_name (duplicate->patient);
  g_autofree char *date = cpx_partial_date_format_french (birth);
  g_autofree char *title = g_strdup_printf ("%s, %s", name, date);
  g_autofree char *reasons = cpx_duplicate_score_explain (duplicate->score);
  g_autofree char *label = g_strdup_printf (_("Open the file of %s"), title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), reasons);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-patient");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", cpx_record_get_id (duplicate->patient));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);

  return row;
}

static void
show_duplicates (CpxNewPatient *self,
                 GPtrArray     *found)
{
  for (guint i = 0; i < self->shown->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->duplicates), g_ptr_array_index (self->shown, i));
  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < found->len && i < MAX_SHOWN; i++)
    {
      GtkWidget *row = make_duplicate_row (g_ptr_array_index (found, i));

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->duplicates), row);
      g_ptr_array_add (self->shown, row);
    }
  gtk_widget_set_visible (self->duplicates, found->len > 0);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxNewPatient) self = user_data;   /* the reference taken by the call */
  g_autoptr(GPtrArray) found = cpx_practice_find_duplicates_finish (CPX_PRACTICE (source), result, NULL);

  /* A look that failed says nothing; creating checks again. */
  if (found != NULL && self->duplicates != NULL)
    show_duplicates (self, found);
}

static gboolean
look_cb (gpointer user_data)
{
  CpxNewPatient *self = user_data;
  g_autoptr(CpxRecord) typed = cpx_draft_make_unfinished (cpx_record_form_get_draft (self->form));

  self->look_id = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (cpx_record_has (typed, CPX_PATIENT_BIRTH_NAME))
    cpx_practice_find_duplicates_async (self->practice, typed, self->cancellable, found_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
changed_cb (CpxNewPatient *self)
{
  g_clear_handle_id (&self->look_id, g_source_remove);
  self->look_id = g_timeout_add (LOOK_DELAY_MS, look_cb, self);
}

static void
saved_cb (CpxRecordForm *form,
          CpxRecord     *record,
          CpxNewPatient *self)
{
  g_autofree char *name = cpx_patient_dup_name (record);
  g_autofree char *sentence = g_strdup_printf (_("File of %s created"), name);

  cpx_toast_show (GTK_WIDGET (self), sentence);
  g_signal_emit (self, signals[CREATED], 0, cpx_record_get_id (record));
}

static void
failed_cb (CpxRecordForm *form,
           const GError  *error,
           CpxNewPatient *self)
{
  cpx_toast_show_error (GTK_WIDGET (self), error);
}

static void
create_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CpxNewPatient *self = CPX_NEW_PATIENT (widget);
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(CpxRecord) record = NULL;

  cpx_record_form_save (self->form);
  record = cpx_draft_make_record (cpx_record_form_get_draft (self->form), &findings);
  gtk_widget_set_visible (self->message, cpx_findings_are_blocking (findings));
  if (cpx_findings_are_blocking (findings))
    cpx_record_form_focus_wrong (self->form);
}

/* Ctrl+S */
static void
create_asked_cb (CpxNewPatient *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_activate_action (GTK_WIDGET (self), "new-patient.create", NULL);
}

static void
drop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CpxNewPatient *self = CPX_NEW_PATIENT (widget);

  cpx_draft_revert (cpx_record_form_get_draft (self->form));
  g_signal_emit (self, signals[DROPPED], 0);
}

static void
cpx_new_patient_dispose (GObject *object)
{
  CpxNewPatient *self = CPX_NEW_PATIENT (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_NEW_PATIENT);

  G_OBJECT_CLASS (cpx_new_patient_parent_class)->dispose (object);
}

static void
cpx_new_patient_finalize (GObject *object)
{
  CpxNewPatient *self = CPX_NEW_PATIENT (object);

  g_clear_object (&self->form);
  g_clear_object (&self->practice);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->shown, g_ptr_array_unref);

  G_OBJECT_CLASS (cpx_new_patient_parent_class)->finalize (object);
}

static void
cpx_new_patient_class_init (CpxNewPatientClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_new_patient_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_new_patient_finalize;

  signals[CREATED] = g_signal_new ("created", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[DROPPED] =
    g_signal_new ("dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CPX_TYPE_COLUMNS);
  g_type_ensure (CPX_TYPE_COLUMNS_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/patients/new-patient.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxNewPatient, box);
  gtk_widget_class_bind_template_child (widget_class, CpxNewPatient, columns);
  gtk_widget_class_bind_template_child (widget_class, CpxNewPatient, duplicates);
  gtk_widget_class_bind_template_child (widget_class, CpxNewPatient, message);
  gtk_widget_class_install_action (widget_class, "new-patient.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "new-patient.drop", NULL, drop_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "new-patient.create", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_new_patient_init (CpxNewPatient *self)
{
  self->shown = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_new_patient_new:
 * @practice: an unlocked practice
 * @query: what was searched in vain, or empty text
 *
 * Shows the form of a new patient: the one left unfinished, or a fresh one with what @query says.
 *
 * Signals: `created` with the patient's id; `dropped` when nobody is to be created after all.
 *
 * Returns: (transfer floating): the widget
 */
CpxNewPatient *
cpx_new_patient_new (CpxPractice *practice,
                     const char  *query)
{
  CpxNewPatient *self = g_object_new (CPX_TYPE_NEW_PATIENT, NULL);
  g_autoptr(CpxDraft) draft = cpx_unsaved_begin_new (cpx_unsaved_get (practice), &cpx_patient_kind, NULL);

  cpx_query_guess_fill (draft, query);
  self->practice = g_object_ref (practice);
  self->form = cpx_record_form_new (practice, draft, CPX_FORM_SAVES_WHEN_ASKED);
  for (const CpxFieldGroup *groups = cpx_new_patient_groups; groups->title != NULL; groups++)
    {
      AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

      adw_preferences_group_set_title (group, _(groups->title));
      cpx_record_form_fill_group (self->form, group, groups->fields);
      gtk_box_append (GTK_BOX (self->columns), GTK_WIDGET (group));
    }
  cpx_number_watch_begin (self->form, practice);
  g_signal_connect_object (self->form, "saved", G_CALLBACK (saved_cb), self, 0);
  g_signal_connect_object (self->form, "failed", G_CALLBACK (failed_cb), self, 0);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cpx_unsaved_get (practice), "create-asked", G_CALLBACK (create_asked_cb), self,
                           G_CONNECT_SWAPPED);
  if (cpx_draft_is_changed (draft))
    changed_cb (self);

  return self;
}

/**
 * cpx_new_patient_focus:
 * @self: the form of a new patient
 *
 * Puts the keyboard where identification begins: the date of birth.
 */
void
cpx_new_patient_focus (CpxNewPatient *self)
{
  cpx_record_form_focus_field (self->form, CPX_PATIENT_BIRTH_DATE);
}

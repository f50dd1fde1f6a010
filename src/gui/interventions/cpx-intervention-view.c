/* cpx-intervention-view.c: one operation of a patient: its report, its acts, its circumstances.
 *
 * An operation that is added has its circumstances alone, until it is created.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-intervention-view.h"

#include "cpx-acts-group.h"
#include "cpx-coding-page.h"
#include "cpx-intervention-line.h"
#include "cpx-note-editor.h"
#include "cpx-planned-acts.h"
#include "cpx-record-form.h"
#include "cpx-toast.h"
#include "cpx-unsaved.h"

#include <cpx-establishment.h>
#include <cpx-intervention.h>
#include <cpx-operative-note.h>
#include <cpx-practitioner.h>
#include <cpx-room.h>
#include <cpx-save-record.h>
#include <cpx-user.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CpxInterventionView
{
  GtkWidget             parent_instance;

  GtkWidget            *box;
  GtkWidget            *title;
  GtkWidget            *when;
  GtkWidget            *state;
  GtkWidget            *saved_label;
  GtkWidget            *code_button;
  GtkWidget            *menu_button;
  GtkWidget            *notes;
  GtkWidget            *acts;
  GtkWidget            *circumstances;
  GtkWidget            *planned;
  GtkWidget            *new_buttons;

  CpxPatientOperations *operations;   /* (owned) */
  CpxRecordForm        *form;         /* (owned) */
  gboolean              is_new;       /* it was, when the view was made */
};

enum
{
  CLOSE,
  CREATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxInterventionView, cpx_intervention_view, GTK_TYPE_WIDGET)

static const int fields[] = {
  CPX_INTERVENTION_LABEL, CPX_INTERVENTION_DATE, CPX_INTERVENTION_START_TIME, CPX_INTERVENTION_SURGEON,
  CPX_INTERVENTION_SIDE, CPX_INTERVENTION_STATE, CPX_INTERVENTION_ESTABLISHMENT, CPX_INTERVENTION_ROOM,
  CPX_INTERVENTION_NOTES, CPX_END_OF_FIELDS
};

/* On them price and rules depend: once coded they stay. */
static const int fixed_fields[] = { CPX_INTERVENTION_DATE, CPX_INTERVENTION_SURGEON, CPX_INTERVENTION_STATE,
                                    CPX_END_OF_FIELDS };

static CpxDraft *
get_draft (CpxInterventionView *self)
{
  return cpx_record_form_get_draft (self->form);
}

static CpxRecord *
get_intervention (CpxInterventionView *self)
{
  return cpx_draft_get_kept (get_draft (self));
}

static CpxPractice *
get_practice (CpxInterventionView *self)
{
  return cpx_patient_operations_get_practice (self->operations);
}

/* Reports: one editor each, and one to write the first. */

static CpxNoteEditor *
find_editor (CpxInterventionView *self,
             const char          *note_id)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->notes); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (g_str_equal (cpx_note_editor_get_id (CPX_NOTE_EDITOR (child)), note_id))
        return CPX_NOTE_EDITOR (child);
    }

  return NULL;
}

static CpxNoteEditor *
add_editor (CpxInterventionView *self,
            CpxRecord           *note)
{
  GtkWidget *editor = cpx_note_editor_new (self->operations, get_intervention (self), note);

  gtk_box_append (GTK_BOX (self->notes), editor);

  return CPX_NOTE_EDITOR (editor);
}

static void
drop_unused_editors (CpxInterventionView *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->notes);

  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (cpx_note_editor_is_unused (CPX_NOTE_EDITOR (child)))
        gtk_box_remove (GTK_BOX (self->notes), child);
      child = next;
    }
}

static void
update_notes (CpxInterventionView *self)
{
  g_autoptr(GPtrArray) notes = cpx_patient_operations_list_notes (self->operations,
                                                                  cpx_intervention_view_get_id (self));
  gboolean may_write = cpx_practice_may_write (get_practice (self), &cpx_operative_note_kind);

  for (guint i = 0; i < notes->len; i++)
    {
      CpxRecord *note = g_ptr_array_index (notes, i);
      CpxNoteEditor *editor = find_editor (self, cpx_record_get_id (note));

      if (editor != NULL)
        {
          cpx_note_editor_follow (editor, note);
          continue;
        }
      drop_unused_editors (self);
      add_editor (self, note);
    }
  if (notes->len == 0 && may_write && gtk_widget_get_first_child (self->notes) == NULL)
    add_editor (self, NULL);
  gtk_widget_set_visible (self->notes, gtk_widget_get_first_child (self->notes) != NULL);
}

static void
add_note_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  CpxInterventionView *self = CPX_INTERVENTION_VIEW (widget);

  drop_unused_editors (self);
  cpx_note_editor_focus (add_editor (self, NULL));
}

/* The operation */

static void
update_saved (CpxInterventionView *self)
{
  gtk_label_set_label (GTK_LABEL (self->saved_label), self->is_new ? "" : cpx_record_form_get_status (self->form));
}

static void
update_kept (CpxInterventionView *self)
{
  CpxOperationInput input = cpx_patient_operations_read_input (self->operations, get_intervention (self));
  g_auto(CpxOperationState) state = cpx_operation_state_compute (&input);
  gboolean may_write = cpx_practice_may_write (get_practice (self), &cpx_intervention_kind);

  gtk_label_set_label (GTK_LABEL (self->title), state.title);
  gtk_label_set_label (GTK_LABEL (self->when), state.when);
  cpx_intervention_line_show_state (self->state, &state);
  gtk_widget_set_visible (self->code_button, state.can_code && cpx_coding_page_may_use (get_practice (self)));
  gtk_button_set_label (GTK_BUTTON (self->code_button), state.code_label);
  (state.is_fixed ? gtk_widget_remove_css_class : gtk_widget_add_css_class) (self->code_button, "suggested-action");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->code_button), "s", cpx_intervention_view_get_id (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "intervention.cancel", may_write && state.can_cancel);
  for (const int *field = fixed_fields; *field != CPX_END_OF_FIELDS; field++)
    cpx_record_form_lock_field (self->form, *field, state.is_fixed);
  cpx_acts_group_show (CPX_ACTS_GROUP (self->acts), self->operations, get_intervention (self));
  update_notes (self);
}

static void
update (CpxInterventionView *self)
{
  update_saved (self);
  if (!self->is_new)
    update_kept (self);
}

static void
operations_changed_cb (CpxInterventionView *self)
{
  CpxRecord *now = self->is_new
                   ? NULL
                   : cpx_patient_operations_find (self->operations, cpx_intervention_view_get_id (self));

  if (self->box == NULL)
    return;
  if (now != NULL && !cpx_record_equal (get_intervention (self), now))
    cpx_draft_set_kept (get_draft (self), now);
  update (self);
}

/* As long as nobody chose a state, it follows the day: what is to come is scheduled, what took place is to be coded. */
static void
guess_state (CpxInterventionView *self)
{
  CpxDraft *draft = get_draft (self);
  const char *guessed;

  if (!cpx_draft_is_new (draft))
    return;
  guessed = cpx_operation_state_guess (cpx_draft_get_state (draft, CPX_INTERVENTION_DATE).text,
                                       cpx_draft_get_state (draft, CPX_INTERVENTION_STATE).text,
                                       cpx_partial_date_today ());
  if (guessed != NULL)
    cpx_draft_set_text (draft, CPX_INTERVENTION_STATE, guessed);
}

static void
form_changed_cb (CpxInterventionView *self)
{
  guess_state (self);
  update_saved (self);
}

static void
saved_cb (CpxInterventionView *self)
{
  if (self->is_new)
    g_signal_emit (self, signals[CREATED], 0, cpx_intervention_view_get_id (self));
  else
    update (self);
}

static void
failed_cb (CpxInterventionView *self,
           const GError        *error)
{
  update_saved (self);
  cpx_toast_show_error (GTK_WIDGET (self), error);
}

/* Cancelling, undone by a toast. What undoes it stands on the patient's operations, the view may be gone by then. */

static void set_state (CpxPatientOperations *operations,
                       const char           *intervention_id,
                       const char           *state,
                       GAsyncReadyCallback   callback,
                       gpointer              user_data);

static void
reinstated_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GtkWidget) overlay = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record_finish (CPX_PRACTICE (source), result, &error);

  if (receipt == NULL && gtk_widget_get_root (overlay) != NULL)
    cpx_toast_show_error (overlay, error);
}

/* @target is an id and the state before. */
static void
reinstate (GObject    *owner,
           const char *target)
{
  g_auto(GStrv) parts = g_strsplit (target, " ", 2);
  GtkWidget *overlay = g_object_get_data (owner, "overlay");

  set_state (CPX_PATIENT_OPERATIONS (owner), parts[0], parts[1], reinstated_cb, g_object_ref (overlay));
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CpxInterventionView) self = user_data;   /* the reference taken by the call */
  g_autofree char *target = g_object_steal_data (G_OBJECT (self), "cancelled");
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record_finish (CPX_PRACTICE (source), result, &error);
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (self->box == NULL || overlay == NULL)
    return;
  if (receipt == NULL)
    {
      cpx_toast_show_error (GTK_WIDGET (self), error);
      return;
    }
  g_object_set_data_full (G_OBJECT (self->operations), "overlay", g_object_ref (overlay), g_object_unref);
  cpx_toast_show_undo (GTK_WIDGET (self), _("Operation cancelled"), reinstate, G_OBJECT (self->operations), target);
}

static void
set_state (CpxPatientOperations *operations,
           const char           *intervention_id,
           const char           *state,
           GAsyncReadyCallback   callback,
           gpointer              user_data)
{
  CpxPractice *practice = cpx_patient_operations_get_practice (operations);
  CpxRecord *now = cpx_patient_operations_find (operations, intervention_id);
  g_autoptr(CpxRecord) after = NULL;

  if (now == NULL || cpx_practice_is_locked (practice))
    {
      g_object_unref (user_data);
      return;
    }
  after = cpx_record_with_text (now, CPX_INTERVENTION_STATE, state);
  cpx_practice_save_record_async (practice, now, after, NULL, callback, user_data);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CpxInterventionView *self = CPX_INTERVENTION_VIEW (widget);
  const char *id = cpx_intervention_view_get_id (self);
  const char *state = cpx_record_get_text (get_intervention (self), CPX_INTERVENTION_STATE);

  g_object_set_data_full (G_OBJECT (self), "cancelled", g_strdup_printf ("%s %s", id, state), g_free);
  set_state (self->operations, id, "cancelled", cancelled_cb, g_object_ref (self));
}

static void
create_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  cpx_record_form_save (CPX_INTERVENTION_VIEW (widget)->form);
  cpx_record_form_focus_wrong (CPX_INTERVENTION_VIEW (widget)->form);
}

/* Ctrl+S */
static void
create_asked_cb (CpxInterventionView *self)
{
  if (self->is_new && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_activate_action (GTK_WIDGET (self), "intervention.create", NULL);
}

static void
drop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CpxInterventionView *self = CPX_INTERVENTION_VIEW (widget);

  cpx_draft_revert (get_draft (self));
  g_signal_emit (self, signals[CLOSE], 0);
}

static void
close_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  g_signal_emit (widget, signals[CLOSE], 0);
}

static void
cpx_intervention_view_dispose (GObject *object)
{
  CpxInterventionView *self = CPX_INTERVENTION_VIEW (object);

  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  if (self->operations != NULL)
    g_signal_handlers_disconnect_by_data (self->operations, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_INTERVENTION_VIEW);

  G_OBJECT_CLASS (cpx_intervention_view_parent_class)->dispose (object);
}

static void
cpx_intervention_view_finalize (GObject *object)
{
  CpxInterventionView *self = CPX_INTERVENTION_VIEW (object);

  g_clear_object (&self->form);
  g_clear_object (&self->operations);

  G_OBJECT_CLASS (cpx_intervention_view_parent_class)->finalize (object);
}

static void
cpx_intervention_view_class_init (CpxInterventionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_intervention_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_intervention_view_finalize;

  signals[CLOSE] =
    g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CREATED] = g_signal_new ("created", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (CPX_TYPE_ACTS_GROUP);
  g_type_ensure (CPX_TYPE_PLANNED_ACTS);
  gtk_widget_class_set_template_from_resource (widget_class, "/fr/chirurgieprox/ChirurgieProX/ui/interventions/"
                                                             "intervention-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionView, box);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionView, title);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionView, when);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionView, state);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionView, saved_label);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionView, code_button);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionView, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionView, notes);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionView, acts);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionView, circumstances);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionView, planned);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionView, new_buttons);
  gtk_widget_class_install_action (widget_class, "intervention.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "intervention.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "intervention.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "intervention.drop", NULL, drop_action);
  gtk_widget_class_install_action (widget_class, "intervention.add-note", NULL, add_note_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "intervention.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "intervention.create", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_intervention_view_init (CpxInterventionView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static CpxDraft *
begin_new (CpxPatientOperations *operations)
{
  CpxPractice *practice = cpx_patient_operations_get_practice (operations);
  g_autofree char *today = cpx_partial_date_format_iso (cpx_partial_date_today ());
  const char *surgeon = cpx_record_get_text (cpx_practice_get_user (practice), CPX_USER_PRACTITIONER);
  g_autoptr(CpxRecord) empty =
    cpx_record_new_with_texts (&cpx_intervention_kind, NULL, CPX_INTERVENTION_PATIENT,
                               cpx_patient_operations_get_patient_id (operations), CPX_INTERVENTION_SURGEON, surgeon,
                               CPX_INTERVENTION_DATE, today, CPX_INTERVENTION_STATE, "done", -1);

  return cpx_unsaved_begin_new_from (cpx_unsaved_get (practice), empty, CPX_INTERVENTION_PATIENT);
}

static void
set_choices (CpxInterventionView *self,
             const CpxKind       *kind,
             CpxOperationsList    which)
{
  cpx_record_form_set_choices (self->form, kind->name, cpx_patient_operations_get_list (self->operations, which));
}

static void
make_form (CpxInterventionView *self,
           CpxDraft            *draft)
{
  self->form = cpx_record_form_new (get_practice (self), draft,
                                    self->is_new ? CPX_FORM_SAVES_WHEN_ASKED : CPX_FORM_SAVES_WHEN_LEFT);
  set_choices (self, &cpx_practitioner_kind, CPX_OPERATIONS_PRACTITIONERS);
  set_choices (self, &cpx_establishment_kind, CPX_OPERATIONS_ESTABLISHMENTS);
  set_choices (self, &cpx_room_kind, CPX_OPERATIONS_ROOMS);
  cpx_record_form_fill_group (self->form, ADW_PREFERENCES_GROUP (self->circumstances), fields);
  cpx_planned_acts_set_form (CPX_PLANNED_ACTS (self->planned), get_practice (self), self->form);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
}

static void
prepare (CpxInterventionView *self)
{
  gtk_widget_set_visible (self->notes, !self->is_new);
  gtk_widget_set_visible (self->acts, !self->is_new);
  gtk_widget_set_visible (self->when, !self->is_new);
  gtk_widget_set_visible (self->state, !self->is_new);
  gtk_widget_set_visible (self->menu_button, !self->is_new);
  gtk_widget_set_visible (self->code_button, !self->is_new);
  gtk_widget_set_visible (self->new_buttons, self->is_new);
  if (!self->is_new)
    return;

  gtk_label_set_label (GTK_LABEL (self->title), _("New operation"));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->circumstances), "");
}

/**
 * cpx_intervention_view_new:
 * @operations: the operations of a patient
 * @intervention: (nullable): one of them; `NULL` to add one
 *
 * Makes the view and follows the operation.
 *
 * Returns: (transfer floating): the view
 */
GtkWidget *
cpx_intervention_view_new (CpxPatientOperations *operations,
                           CpxRecord            *intervention)
{
  CpxInterventionView *self = g_object_new (CPX_TYPE_INTERVENTION_VIEW, NULL);
  CpxUnsaved *unsaved = cpx_unsaved_get (cpx_patient_operations_get_practice (operations));
  g_autoptr(CpxDraft) draft = intervention != NULL ? cpx_unsaved_begin (unsaved, intervention) : begin_new (operations);

  self->operations = g_object_ref (operations);
  self->is_new = intervention == NULL;
  make_form (self, draft);
  prepare (self);
  g_signal_connect_object (operations, "changed", G_CALLBACK (operations_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (unsaved, "create-asked", G_CALLBACK (create_asked_cb), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * cpx_intervention_view_get_id:
 * @self: a view
 *
 * Returns: the id of its operation
 */
const char *
cpx_intervention_view_get_id (CpxInterventionView *self)
{
  return cpx_record_get_id (get_intervention (self));
}

/**
 * cpx_intervention_view_focus:
 * @self: a view
 *
 * Puts the keyboard where work begins: into the report, or the name of an operation that is added.
 */
void
cpx_intervention_view_focus (CpxInterventionView *self)
{
  if (self->is_new)
    cpx_record_form_focus_field (self->form, CPX_INTERVENTION_LABEL);
  else
    cpx_intervention_view_focus_note (self);
}

/**
 * cpx_intervention_view_focus_note:
 * @self: a view
 *
 * Puts the keyboard into the report, where there is one.
 */
void
cpx_intervention_view_focus_note (CpxInterventionView *self)
{
  GtkWidget *editor = gtk_widget_get_last_child (self->notes);

  if (editor != NULL)
    cpx_note_editor_focus (CPX_NOTE_EDITOR (editor));
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

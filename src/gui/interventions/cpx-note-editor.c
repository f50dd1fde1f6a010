/* cpx-note-editor.c: one operative report: read, written, signed.
 *
 * Kept as one leaves it, like the rest of a file; each keeping is a wording that stays. Signing is the one step that
 * nobody takes back, so it asks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-note-editor.h"

#include "cpx-confirm.h"
#include "cpx-field-text.h"
#include "cpx-note-state.h"
#include "cpx-note-versions-window.h"
#include "cpx-record-form.h"
#include "cpx-toast.h"
#include "cpx-unsaved.h"

#include <cpx-intervention.h>
#include <cpx-operative-note.h>
#include <cpx-user.h>

#include <glib/gi18n-lib.h>

struct _CpxNoteEditor
{
  AdwPreferencesGroup   parent_instance;

  GtkWidget            *saved_label;
  GtkWidget            *sign_button;
  GtkWidget            *complete_button;
  GtkWidget            *versions_button;
  GtkWidget            *structured;        /* the row of the fields of a structured report */

  CpxPatientOperations *operations;        /* (owned) */
  char                 *intervention_id;   /* (owned) */
  CpxRecordForm        *form;              /* (owned) */
};

G_DEFINE_FINAL_TYPE (CpxNoteEditor, cpx_note_editor, ADW_TYPE_PREFERENCES_GROUP)

static const int fields[] = { CPX_OPERATIVE_NOTE_TITLE, CPX_OPERATIVE_NOTE_TEXT, CPX_END_OF_FIELDS };

/* In the order of a report: what went before, what was done, what comes after. */
static const int structured_fields[] = {
  CPX_OPERATIVE_NOTE_ASSISTANTS, CPX_OPERATIVE_NOTE_ANAESTHETIST, CPX_OPERATIVE_NOTE_ANAESTHESIA,
  CPX_OPERATIVE_NOTE_INDICATION, CPX_OPERATIVE_NOTE_INFORMATION, CPX_OPERATIVE_NOTE_POSITION,
  CPX_OPERATIVE_NOTE_TOURNIQUET_MIN, CPX_OPERATIVE_NOTE_TOURNIQUET_MMHG, CPX_OPERATIVE_NOTE_ANTIBIOTICS,
  CPX_OPERATIVE_NOTE_APPROACH, CPX_OPERATIVE_NOTE_FINDINGS, CPX_OPERATIVE_NOTE_INCIDENTS, CPX_OPERATIVE_NOTE_SAMPLES,
  CPX_OPERATIVE_NOTE_IMPLANTS, CPX_OPERATIVE_NOTE_COUNTS, CPX_OPERATIVE_NOTE_CLOSURE,
  CPX_OPERATIVE_NOTE_INSTRUCTIONS, CPX_OPERATIVE_NOTE_CONCLUSION, CPX_END_OF_FIELDS
};

static CpxDraft *
get_draft (CpxNoteEditor *self)
{
  return cpx_record_form_get_draft (self->form);
}

static CpxPractice *
get_practice (CpxNoteEditor *self)
{
  return cpx_patient_operations_get_practice (self->operations);
}

static CpxRecord *
find_coding (CpxNoteEditor *self)
{
  return cpx_operation_state_find_coding (
    cpx_patient_operations_get_list (self->operations, CPX_OPERATIONS_CODINGS), self->intervention_id);
}

static CpxRecord *
find_author (CpxNoteEditor *self,
             CpxRecord     *note)
{
  const char *id = cpx_record_get_text (note, CPX_OPERATIVE_NOTE_AUTHOR);
  GListModel *list = cpx_patient_operations_get_list (self->operations, CPX_OPERATIONS_PRACTITIONERS);

  return id != NULL ? cpx_record_list_find (CPX_RECORD_LIST (list), id) : NULL;
}

static CpxNoteState
compute (CpxNoteEditor *self)
{
  CpxRecord *note = cpx_draft_get_kept (get_draft (self));
  CpxNoteInput input = {
    .note = note,
    .is_new = cpx_draft_is_new (get_draft (self)),
    .author = find_author (self, note),
    .coding = find_coding (self),
    .may_write = cpx_practice_may_write (get_practice (self), &cpx_operative_note_kind),
    .may_sign = cpx_practice_may (get_practice (self), "note:sign"),
  };

  return cpx_note_state_compute (&input);
}

static void
update (CpxNoteEditor *self)
{
  g_auto(CpxNoteState) state = compute (self);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), state.description);
  gtk_label_set_label (GTK_LABEL (self->saved_label), cpx_record_form_get_status (self->form));
  gtk_widget_set_visible (self->sign_button, state.can_sign);
  gtk_widget_set_visible (self->complete_button, state.can_complete);
  gtk_widget_set_visible (self->versions_button, state.has_versions);
  for (const int *field = fields; *field != CPX_END_OF_FIELDS; field++)
    cpx_record_form_lock_field (self->form, *field, state.is_fixed);
  for (const int *field = structured_fields; *field != CPX_END_OF_FIELDS; field++)
    cpx_record_form_lock_field (self->form, *field, state.is_fixed);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->structured), state.structured);
}

static void
saved_cb (CpxNoteEditor *self)
{
  update (self);
}

/* A signature that was refused is not left standing in what was typed. */
static void
failed_cb (CpxNoteEditor *self,
           const GError  *error)
{
  const char *kept = cpx_record_get_text (cpx_draft_get_kept (get_draft (self)), CPX_OPERATIVE_NOTE_STATE);

  cpx_draft_set_text (get_draft (self), CPX_OPERATIVE_NOTE_STATE, kept != NULL ? kept : "draft");
  update (self);
  cpx_toast_show_error (GTK_WIDGET (self), error);
}

static void
sign_confirmed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(CpxNoteEditor) self = user_data;   /* the reference taken by the call */

  if (!cpx_confirm_finish (result) || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  cpx_draft_set_text (get_draft (self), CPX_OPERATIVE_NOTE_STATE, "signed");
  cpx_record_form_save (self->form);
}

/* A structured report has no holes when it is signed; a report of free text never has. */
static gboolean
check_filled (CpxNoteEditor *self)
{
  g_autoptr(CpxRecord) typed = cpx_draft_make_unfinished (get_draft (self));
  g_autofree char *sentence = cpx_operative_note_dup_unfilled (typed);
  g_autoptr(GArray) unfilled = NULL;

  if (sentence == NULL)
    return TRUE;
  unfilled = cpx_operative_note_list_unfilled (typed);
  cpx_toast_show (GTK_WIDGET (self), sentence);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->structured), TRUE);
  cpx_record_form_focus_field (self->form, g_array_index (unfilled, int, 0));

  return FALSE;
}

static void
sign_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CpxNoteEditor *self = CPX_NOTE_EDITOR (widget);

  cpx_record_form_save (self->form);
  if (!check_filled (self))
    return;
  cpx_confirm_async (widget, _("Sign this report?"),
                     _("A signed report stands as it is: it is completed by another one, never changed."), _("_Sign"),
                     CPX_CONFIRM_PLAIN, sign_confirmed_cb, g_object_ref (self));
}

static void
take_fields (CpxNoteEditor *self,
             CpxRecord     *earlier,
             const int     *taken)
{
  for (const int *field = taken; *field != CPX_END_OF_FIELDS; field++)
    {
      g_autofree char *text = cpx_field_text_format (earlier, *field);

      cpx_draft_set_text (get_draft (self), *field, text);
    }
}

/* An earlier wording is put, with its fields, where it may be read over; it is kept, as another one, when one leaves
 * it. */
static void
taken_cb (CpxNoteEditor *self,
          CpxRecord     *earlier)
{
  take_fields (self, earlier, fields);
  take_fields (self, earlier, structured_fields);
  cpx_toast_show (GTK_WIDGET (self), _("The earlier wording is here again, text and fields: read it over"));
  cpx_note_editor_focus (self);
}

static void
versions_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  CpxNoteEditor *self = CPX_NOTE_EDITOR (widget);
  g_auto(CpxNoteState) state = compute (self);
  gboolean may_take =
    !state.is_fixed && cpx_practice_may_write (get_practice (self), &cpx_operative_note_kind);
  GtkWidget *window;

  cpx_record_form_save (self->form);
  window = cpx_note_versions_window_new (get_practice (self), cpx_draft_get_kept (get_draft (self)),
                                         find_coding (self), may_take);
  g_signal_connect_object (window, "taken", G_CALLBACK (taken_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (GTK_WINDOW (window));
}

static void
cpx_note_editor_dispose (GObject *object)
{
  CpxNoteEditor *self = CPX_NOTE_EDITOR (object);

  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  if (self->operations != NULL)
    g_signal_handlers_disconnect_by_data (self->operations, self);

  G_OBJECT_CLASS (cpx_note_editor_parent_class)->dispose (object);
}

static void
cpx_note_editor_finalize (GObject *object)
{
  CpxNoteEditor *self = CPX_NOTE_EDITOR (object);

  g_clear_object (&self->form);
  g_clear_object (&self->operations);
  g_free (self->intervention_id);

  G_OBJECT_CLASS (cpx_note_editor_parent_class)->finalize (object);
}

static void
cpx_note_editor_class_init (CpxNoteEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_note_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_note_editor_finalize;

  gtk_widget_class_install_action (widget_class, "note.sign", NULL, sign_action);
  gtk_widget_class_install_action (widget_class, "note.versions", NULL, versions_action);
}

static GtkWidget *
add_button (GtkWidget  *box,
            const char *label,
            const char *action,
            const char *tooltip)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static void
cpx_note_editor_init (CpxNoteEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->saved_label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->saved_label, "dim-label");
  gtk_widget_add_css_class (self->saved_label, "caption");
  gtk_box_append (GTK_BOX (box), self->saved_label);
  self->versions_button =
    add_button (box, _("_Wordings…"), "note.versions", _("Every wording that was kept, and whose"));
  self->complete_button = add_button (box, _("_Complete…"), "intervention.add-note",
                                      _("Write another report that completes this one"));
  self->sign_button = add_button (box, _("_Sign…"), "note.sign", _("Read over and signed: it then stands as it is"));
  gtk_widget_set_valign (box, GTK_ALIGN_END);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "note-editor");
}

static CpxDraft *
begin (CpxPatientOperations *operations,
       CpxRecord            *intervention,
       CpxRecord            *note)
{
  CpxPractice *practice = cpx_patient_operations_get_practice (operations);
  g_autoptr(CpxRecord) empty = NULL;

  if (note != NULL)
    return cpx_unsaved_begin (cpx_unsaved_get (practice), note);

  empty = cpx_note_state_make_empty (intervention, cpx_record_get_text (cpx_practice_get_user (practice),
                                                                        CPX_USER_PRACTITIONER));

  return cpx_unsaved_begin_new_from (cpx_unsaved_get (practice), empty, CPX_OPERATIVE_NOTE_INTERVENTION);
}

static void
add_structured (CpxNoteEditor *self,
                CpxDraft      *draft)
{
  g_autoptr(CpxRecord) typed = cpx_draft_make_unfinished (draft);

  self->structured = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->structured), _("Structured report"));
  cpx_record_form_fill_expander (self->form, ADW_EXPANDER_ROW (self->structured), structured_fields);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->structured), cpx_operative_note_is_structured (typed));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->structured);
}

/**
 * cpx_note_editor_new:
 * @operations: the operations of a patient
 * @intervention: one of them
 * @note: (nullable): its report; `NULL` to write one
 *
 * Makes the editor; what was typed into it before and not kept is in it again.
 *
 * Returns: (transfer floating): the editor
 */
GtkWidget *
cpx_note_editor_new (CpxPatientOperations *operations,
                     CpxRecord            *intervention,
                     CpxRecord            *note)
{
  CpxNoteEditor *self = g_object_new (CPX_TYPE_NOTE_EDITOR, "title", _("Operative report"), NULL);
  g_autoptr(CpxDraft) draft = begin (operations, intervention, note);

  self->operations = g_object_ref (operations);
  self->intervention_id = g_strdup (cpx_record_get_id (intervention));
  self->form = cpx_record_form_new (cpx_patient_operations_get_practice (operations), draft,
                                    CPX_FORM_SAVES_WHEN_LEFT);
  cpx_record_form_fill_group (self->form, ADW_PREFERENCES_GROUP (self), fields);
  add_structured (self, draft);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (operations, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * cpx_note_editor_get_id:
 * @self: an editor
 *
 * Returns: the id of its report
 */
const char *
cpx_note_editor_get_id (CpxNoteEditor *self)
{
  return cpx_record_get_id (cpx_draft_get_kept (get_draft (self)));
}

/**
 * cpx_note_editor_is_unused:
 * @self: an editor
 *
 * Returns: `TRUE` if nothing was typed into a report to be written
 */
gboolean
cpx_note_editor_is_unused (CpxNoteEditor *self)
{
  return cpx_draft_is_new (get_draft (self)) && !cpx_draft_is_changed (get_draft (self));
}

/**
 * cpx_note_editor_follow:
 * @self: an editor
 * @note: its report as it is now kept
 *
 * Follows the store; what is being typed stays.
 */
void
cpx_note_editor_follow (CpxNoteEditor *self,
                        CpxRecord     *note)
{
  if (!cpx_record_equal (cpx_draft_get_kept (get_draft (self)), note) || cpx_draft_is_new (get_draft (self)))
    cpx_draft_set_kept (get_draft (self), note);
}

/**
 * cpx_note_editor_focus:
 * @self: an editor
 *
 * Puts the keyboard into the text.
 */
void
cpx_note_editor_focus (CpxNoteEditor *self)
{
  cpx_record_form_focus_field (self->form, CPX_OPERATIVE_NOTE_TEXT);
}

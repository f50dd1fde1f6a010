/* cpx-record-form.c: the rows of one record, made from what its kind declares, kept as one leaves them.
 *
 *              edited                 left, or asked
 *   [quiet] ──────────────> [typed] ──────────────────> [saving] ── saved ──> [quiet]
 *                 take_edit()    ^   cpx_record_form_save()  │
 *                                └────────── failed ─────────┘   saved_cb()
 *
 * What is typed while a save is under way is saved by another one after it. A save that fails keeps the texts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-record-form.h"

#include "cpx-field-editor.h"
#include "cpx-unsaved.h"

#include <cpx-add-patient.h>
#include <cpx-patient.h>
#include <cpx-save-record.h>

#include <glib/gi18n-lib.h>

struct _CpxRecordForm
{
  GObject         parent_instance;

  CpxPractice    *practice;                  /* (owned): kept until finalize, a save may outlive the page */
  CpxDraft       *draft;                     /* (owned) */
  CpxFormMode     mode;
  CpxFieldEditor *editors[CPX_MAX_FIELDS];   /* (owned) (nullable): of the fields that are shown */
  int             order[CPX_MAX_FIELDS];     /* of the fields that are shown */
  guint           n_shown;
  GHashTable     *choices;                   /* (owned): kind name to GListModel */
  gboolean        saving;
  gboolean        again;                     /* save once more when this save is over */
  gboolean        saved_once;
};

enum
{
  SAVED,
  FAILED,
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxRecordForm, cpx_record_form, G_TYPE_OBJECT)

static void
update (CpxRecordForm *self)
{
  for (guint i = 0; i < cpx_draft_get_kind (self->draft)->n_fields; i++)
    {
      if (self->editors[i] != NULL)
        cpx_field_editor_show (self->editors[i], cpx_draft_get_state (self->draft, (int) i));
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static int
find_field (CpxRecordForm  *self,
            CpxFieldEditor *editor)
{
  for (int i = 0; i < CPX_MAX_FIELDS; i++)
    {
      if (self->editors[i] == editor)
        return i;
    }

  return -1;
}

static void
edited_cb (CpxFieldEditor *editor,
           const char     *text,
           CpxRecordForm  *self)
{
  int field = find_field (self, editor);

  if (field >= 0)
    cpx_draft_set_text (self->draft, field, text);
}

static void
left_cb (CpxFieldEditor *editor,
         CpxRecordForm  *self)
{
  int field = find_field (self, editor);

  if (field >= 0 && cpx_draft_get_state (self->draft, field).changed)
    cpx_draft_settle (self->draft, field);
}

static void
container_left_cb (CpxRecordForm *self)
{
  if (self->mode == CPX_FORM_SAVES_WHEN_LEFT && cpx_draft_is_changed (self->draft))
    cpx_record_form_save (self);
}

static void
watch_container (CpxRecordForm *self,
                 GtkWidget     *container)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "leave", G_CALLBACK (container_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (container, focus);
}

static gboolean
may_edit (CpxRecordForm *self)
{
  return cpx_practice_may_write (self->practice, cpx_draft_get_kind (self->draft));
}

static CpxFieldEditor *
add_editor (CpxRecordForm *self,
            int            field)
{
  const CpxField *declared = &cpx_draft_get_kind (self->draft)->fields[field];
  GListModel *choices = declared->target != NULL ? g_hash_table_lookup (self->choices, declared->target) : NULL;
  CpxFieldEditor *editor = cpx_field_editor_new (declared, choices);

  g_assert (self->editors[field] == NULL);
  self->editors[field] = editor;
  self->order[self->n_shown++] = field;
  if (!may_edit (self))
    cpx_field_editor_set_editable (editor, FALSE);
  cpx_field_editor_show (editor, cpx_draft_get_state (self->draft, field));
  g_signal_connect_object (editor, "edited", G_CALLBACK (edited_cb), self, 0);
  g_signal_connect_object (editor, "left", G_CALLBACK (left_cb), self, 0);

  return editor;
}

static void
cpx_record_form_dispose (GObject *object)
{
  CpxRecordForm *self = CPX_RECORD_FORM (object);

  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  for (guint i = 0; i < CPX_MAX_FIELDS; i++)
    g_clear_object (&self->editors[i]);
  g_clear_pointer (&self->choices, g_hash_table_unref);

  G_OBJECT_CLASS (cpx_record_form_parent_class)->dispose (object);
}

static void
cpx_record_form_finalize (GObject *object)
{
  CpxRecordForm *self = CPX_RECORD_FORM (object);

  g_clear_object (&self->practice);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (cpx_record_form_parent_class)->finalize (object);
}

static void
cpx_record_form_class_init (CpxRecordFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_record_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_record_form_finalize;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, CPX_TYPE_RECORD);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cpx_record_form_init (CpxRecordForm *self)
{
  self->choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/**
 * cpx_record_form_new:
 * @practice: where it is kept
 * @draft: what is typed into it
 * @mode: when it is kept
 *
 * Makes a form without rows; the fill functions add them. Signals: `changed`; `saved` with the record as it is now;
 * `failed` with the error, all texts still there.
 *
 * @draft comes from cpx_unsaved_begin() or cpx_unsaved_begin_new(), so that its texts outlive the form.
 *
 * Returns: (transfer full): the form
 */
CpxRecordForm *
cpx_record_form_new (CpxPractice *practice,
                     CpxDraft    *draft,
                     CpxFormMode  mode)
{
  CpxRecordForm *self;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);
  g_return_val_if_fail (CPX_IS_DRAFT (draft), NULL);

  self = g_object_new (CPX_TYPE_RECORD_FORM, NULL);
  self->practice = g_object_ref (practice);
  self->draft = g_object_ref (draft);
  self->mode = mode;
  g_signal_connect_object (draft, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cpx_unsaved_get (practice), "save-asked", G_CALLBACK (container_left_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * cpx_record_form_get_draft:
 * @self: a form
 *
 * Returns: (transfer none): what is typed into it
 */
CpxDraft *
cpx_record_form_get_draft (CpxRecordForm *self)
{
  return self->draft;
}

/**
 * cpx_record_form_set_choices:
 * @self: a form
 * @target: the name of a kind
 * @choices: a model of the #CpxRecord of that kind
 *
 * Says what a reference to @target may name; before the fields are filled in.
 */
void
cpx_record_form_set_choices (CpxRecordForm *self,
                             const char    *target,
                             GListModel    *choices)
{
  g_hash_table_replace (self->choices, g_strdup (target), g_object_ref (choices));
}

/**
 * cpx_record_form_fill_group:
 * @self: a form
 * @group: where the rows go
 * @fields: the fields, in order, closed by %CPX_END_OF_FIELDS
 *
 * Adds the rows of @fields; leaving the group saves.
 */
void
cpx_record_form_fill_group (CpxRecordForm       *self,
                            AdwPreferencesGroup *group,
                            const int           *fields)
{
  for (const int *field = fields; *field != CPX_END_OF_FIELDS; field++)
    {
      CpxFieldEditor *editor = add_editor (self, *field);

      adw_preferences_group_add (group, cpx_field_editor_get_row (editor));
      adw_preferences_group_add (group, cpx_field_editor_get_message_row (editor));
    }
  watch_container (self, GTK_WIDGET (group));
}

/**
 * cpx_record_form_fill_expander:
 * @self: a form
 * @row: where the rows go
 * @fields: the fields, in order, closed by %CPX_END_OF_FIELDS
 *
 * Adds the rows of @fields; leaving @row saves.
 */
void
cpx_record_form_fill_expander (CpxRecordForm  *self,
                               AdwExpanderRow *row,
                               const int      *fields)
{
  for (const int *field = fields; *field != CPX_END_OF_FIELDS; field++)
    {
      CpxFieldEditor *editor = add_editor (self, *field);

      adw_expander_row_add_row (row, cpx_field_editor_get_row (editor));
      adw_expander_row_add_row (row, cpx_field_editor_get_message_row (editor));
    }
  watch_container (self, GTK_WIDGET (row));
}

static void
finish_save (CpxRecordForm *self,
             CpxReceipt    *receipt,
             GError        *error)
{
  gboolean again = self->again;

  self->saving = FALSE;
  self->saved_once |= receipt != NULL;
  self->again = FALSE;
  if (receipt != NULL)
    cpx_draft_set_kept (self->draft, cpx_receipt_get_record (receipt));
  cpx_unsaved_save_ended (cpx_unsaved_get (self->practice));
  if (receipt == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  g_signal_emit (self, signals[SAVED], 0, cpx_draft_get_kept (self->draft));
  if (again)
    cpx_record_form_save (self);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxRecordForm) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record_finish (CPX_PRACTICE (source), result, &error);

  finish_save (self, receipt, error);
}

static void
patient_added_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(CpxRecordForm) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_add_patient_finish (CPX_PRACTICE (source), result, &error);

  finish_save (self, receipt, error);
}

static void
start_save (CpxRecordForm *self,
            CpxRecord     *record)
{
  gboolean is_new = cpx_draft_is_new (self->draft);

  self->saving = TRUE;
  cpx_unsaved_save_began (cpx_unsaved_get (self->practice));
  if (is_new && cpx_record_get_kind (record) == &cpx_patient_kind)
    cpx_practice_add_patient_async (self->practice, record, NULL, patient_added_cb, g_object_ref (self));
  else
    cpx_practice_save_record_async (self->practice, is_new ? NULL : cpx_draft_get_kept (self->draft), record, NULL,
                                    saved_cb, g_object_ref (self));
}

/**
 * cpx_record_form_save:
 * @self: a form
 *
 * Keeps what can be kept of what was typed; what is refused stays as typed, with its sentence.
 *
 * Does nothing if nothing was typed. While a save is under way the next one waits for it.
 */
void
cpx_record_form_save (CpxRecordForm *self)
{
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(CpxRecord) record = NULL;

  g_return_if_fail (CPX_IS_RECORD_FORM (self));

  if (cpx_practice_is_locked (self->practice) ||
      (!cpx_draft_is_changed (self->draft) && !cpx_draft_is_new (self->draft)))
    return;
  if (self->saving)
    {
      self->again = TRUE;
      return;
    }

  cpx_draft_settle_all (self->draft);
  record = cpx_draft_make_record (self->draft, &findings);
  if (cpx_findings_are_blocking (findings) ||
      (!cpx_draft_is_new (self->draft) && cpx_record_equal (record, cpx_draft_get_kept (self->draft))))
    return;

  start_save (self, record);
}

/**
 * cpx_record_form_is_saving:
 * @self: a form
 *
 * Returns: whether a save is under way
 */
gboolean
cpx_record_form_is_saving (CpxRecordForm *self)
{
  return self->saving;
}

/**
 * cpx_record_form_get_status:
 * @self: a form
 *
 * Returns: how safe what was typed is, in words; empty while nothing was typed
 */
const char *
cpx_record_form_get_status (CpxRecordForm *self)
{
  if (self->saving)
    return _("Saving…");
  if (cpx_draft_is_changed (self->draft))
    return _("Not saved yet");

  return self->saved_once ? _("Saved") : "";
}

/**
 * cpx_record_form_lock_field:
 * @self: a form
 * @field: a field that was filled in
 * @locked: whether it stays as it is for now
 *
 * Lets a field be read and copied only, for another reason than the rights of the user.
 */
void
cpx_record_form_lock_field (CpxRecordForm *self,
                            int            field,
                            gboolean       locked)
{
  if (self->editors[field] != NULL)
    cpx_field_editor_set_editable (self->editors[field], !locked && may_edit (self));
}

/**
 * cpx_record_form_focus_field:
 * @self: a form
 * @field: a field that is shown
 *
 * Puts the keyboard into the field.
 */
void
cpx_record_form_focus_field (CpxRecordForm *self,
                             int            field)
{
  GtkWidget *row = self->editors[field] != NULL ? cpx_field_editor_get_row (self->editors[field]) : NULL;

  /* The row of a text of several lines takes no focus itself. */
  if (row != NULL && !gtk_widget_grab_focus (row))
    gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
}

/**
 * cpx_record_form_enter_field:
 * @self: a form
 * @field: a field of one line that is shown
 *
 * Puts the keyboard behind what the field says, nothing selected.
 */
void
cpx_record_form_enter_field (CpxRecordForm *self,
                             int            field)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (cpx_field_editor_get_row (self->editors[field])));

  gtk_text_grab_focus_without_selecting (GTK_TEXT (text));
  gtk_editable_set_position (text, -1);
}

/**
 * cpx_record_form_focus_wrong:
 * @self: a form
 *
 * Puts the keyboard into the first field, in the order they were filled in, that keeps the record from being kept.
 */
void
cpx_record_form_focus_wrong (CpxRecordForm *self)
{
  for (guint i = 0; i < self->n_shown; i++)
    {
      CpxFieldState state = cpx_draft_get_state (self->draft, self->order[i]);

      if (state.sentence == NULL || state.level != CPX_FINDING_BLOCKING)
        continue;
      cpx_record_form_focus_field (self, self->order[i]);
      return;
    }
}

/**
 * cpx_record_form_show_field:
 * @self: a form
 * @field: a field that was filled in
 * @shown: whether its row is to be seen
 *
 * Shows or hides the row of a field; what is typed in it stays.
 */
void
cpx_record_form_show_field (CpxRecordForm *self,
                            int            field,
                            gboolean       shown)
{
  if (self->editors[field] != NULL)
    gtk_widget_set_visible (cpx_field_editor_get_row (self->editors[field]), shown);
}

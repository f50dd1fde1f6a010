/* cpx-field-editor.c: the rows in which one declared field is typed.
 *
 * Whatever the field's type, the editor speaks in texts: it shows one and tells of the one typed. A text equal to
 * the one shown is not written again, so that a cursor is never moved under someone's fingers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-field-editor.h"

#include "cpx-choice-typing.h"
#include "cpx-field-text.h"
#include "cpx-message-row.h"

#include <adwaita.h>
#include <cpx-fold.h>
#include <glib/gi18n-lib.h>
#include <string.h>

struct _CpxFieldEditor
{
  GObject         parent_instance;

  const CpxField *field;
  GtkWidget      *row;           /* (owned) */
  GtkWidget      *message_row;   /* (owned): what is wrong, under the row */
  GtkWidget      *message;       /* inside message_row */
  GtkWidget      *control;       /* inside row, or row itself: what is typed into or chosen from */
  const char     *yes;           /* (nullable): what the switch says when it is on */
  GListModel     *choices;       /* (owned) (nullable): the records a reference may name */
  GPtrArray      *tokens;        /* (owned) (element-type utf8): what each line of a combo means; the first is "" */
};

enum
{
  EDITED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxFieldEditor, cpx_field_editor, G_TYPE_OBJECT)

static void
emit_edited (CpxFieldEditor *self,
             const char     *text)
{
  g_signal_emit (self, signals[EDITED], 0, text);
}

static void
leave_cb (CpxFieldEditor *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

/* A text longer than its row is read from its beginning once nobody types in it. The keyboard also leaves with the
 * window, and comes back to where it was: then the caret stays. */
static void
focus_left_cb (CpxFieldEditor *self)
{
  GtkRoot *root = gtk_widget_get_root (self->row);

  if (GTK_IS_EDITABLE (self->control) && GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root)))
    gtk_editable_set_position (GTK_EDITABLE (self->control), 0);
  leave_cb (self);
}

static void
watch_focus (CpxFieldEditor *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->row, focus);
}

static void
name_control (CpxFieldEditor *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  cpx_field_get_label (self->field), -1);
}

/* One line of text. */

static void
entry_changed_cb (GtkEditable    *entry,
                  CpxFieldEditor *self)
{
  emit_edited (self, gtk_editable_get_text (entry));
}

static void
entry_activated_cb (GtkWidget      *entry,
                    CpxFieldEditor *self)
{
  leave_cb (self);
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (entry)), GTK_DIR_TAB_FORWARD);
}

static GtkInputPurpose
choose_purpose (const CpxField *field)
{
  if (field->type == CPX_FIELD_INTEGER)
    return GTK_INPUT_PURPOSE_NUMBER;
  if (g_str_equal (field->name, "email"))
    return GTK_INPUT_PURPOSE_EMAIL;
  if (g_str_equal (field->name, "phone") || g_str_equal (field->name, "mobile"))
    return GTK_INPUT_PURPOSE_PHONE;

  return GTK_INPUT_PURPOSE_FREE_FORM;
}

static void
make_entry (CpxFieldEditor *self)
{
  self->row = g_object_ref_sink (adw_entry_row_new ());
  self->control = self->row;
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self->row), choose_purpose (self->field));
  g_signal_connect (self->row, "changed", G_CALLBACK (entry_changed_cb), self);
  g_signal_connect (self->row, "entry-activated", G_CALLBACK (entry_activated_cb), self);
}

/* Several lines of text. */

static void
buffer_changed_cb (GtkTextBuffer  *buffer,
                   CpxFieldEditor *self)
{
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  emit_edited (self, text);
}

/* Pasted from a PDF or another program, a text brings characters that nobody sees and no record keeps. */
static void
insert_text_cb (GtkTextBuffer *buffer,
                GtkTextIter   *place,
                const char    *text,
                int            length,
                gpointer       user_data)
{
  g_autofree char *clean = cpx_field_text_clean (text, length);

  if (clean == NULL)
    return;

  g_signal_stop_emission_by_name (buffer, "insert-text");
  gtk_text_buffer_insert (buffer, place, clean, -1);
}

static void
make_text_view (CpxFieldEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (cpx_field_get_label (self->field));

  self->row = g_object_ref_sink (adw_preferences_row_new ());
  self->control = gtk_text_view_new ();
  gtk_widget_add_css_class (self->row, "long-text");
  gtk_widget_add_css_class (title, "caption");
  gtk_widget_add_css_class (title, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->control), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->control), GTK_WRAP_WORD_CHAR);
  gtk_widget_set_size_request (self->control, -1, 66);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->control);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->row), FALSE);
  gtk_widget_set_focusable (self->row, FALSE);
  g_signal_connect (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control)), "changed", G_CALLBACK (buffer_changed_cb),
                    self);
  g_signal_connect (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control)), "insert-text",
                    G_CALLBACK (insert_text_cb), NULL);
  name_control (self);
}

/* Yes or no. */

static void
switch_cb (GtkSwitch      *control,
           GParamSpec     *pspec,
           CpxFieldEditor *self)
{
  emit_edited (self, gtk_switch_get_active (control) ? self->yes : "");
}

/* An enumeration of one value is a statement: "No known allergy" is said or is not. */
static gboolean
is_statement (const CpxField *field)
{
  return field->type == CPX_FIELD_ENUM && field->tokens[0].token != NULL && field->tokens[1].token == NULL;
}

static void
make_switch (CpxFieldEditor *self)
{
  self->yes = is_statement (self->field) ? self->field->tokens[0].token : "true";
  self->row = g_object_ref_sink (adw_action_row_new ());
  self->control = gtk_switch_new ();
  gtk_widget_set_valign (self->control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), self->control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->row), self->control);
  g_signal_connect (self->control, "notify::active", G_CALLBACK (switch_cb), self);
}

/* One of several. */

static void
combo_cb (AdwComboRow    *row,
          GParamSpec     *pspec,
          CpxFieldEditor *self)
{
  guint selected = adw_combo_row_get_selected (row);

  if (selected < self->tokens->len)
    emit_edited (self, g_ptr_array_index (self->tokens, selected));
}

static void
add_choice (CpxFieldEditor *self,
            GtkStringList  *labels,
            const char     *token,
            const char     *label)
{
  gtk_string_list_append (labels, label);
  g_ptr_array_add (self->tokens, g_strdup (token));
}

/* A record that a reference may name, as it is called and as it is sorted. */
typedef struct
{
  char *id;
  char *summary;
  char *key;
} Choice;

static void
choice_free (Choice *self)
{
  g_free (self->id);
  g_free (self->summary);
  g_free (self->key);
  g_free (self);
}

/* A GCompareFunc: people and places are looked for by name, without regard to case and accents. */
static int
compare_choices (gconstpointer a,
                 gconstpointer b)
{
  return strcmp ((*(Choice * const *) a)->key, (*(Choice * const *) b)->key);
}

static GPtrArray *
sort_choices (GListModel *records)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) choice_free);

  for (guint i = 0; i < g_list_model_get_n_items (records); i++)
    {
      g_autoptr(CpxRecord) record = g_list_model_get_item (records, i);
      Choice *choice = g_new0 (Choice, 1);

      choice->id = g_strdup (cpx_record_get_id (record));
      choice->summary = cpx_record_summarize (record);
      choice->key = cpx_fold (choice->summary);
      g_ptr_array_add (sorted, choice);
    }
  g_ptr_array_sort (sorted, compare_choices);

  return sorted;
}

static void
add_record_choices (CpxFieldEditor *self,
                    GtkStringList  *labels)
{
  g_autoptr(GPtrArray) sorted = sort_choices (self->choices);

  for (guint i = 0; i < sorted->len; i++)
    {
      const Choice *choice = g_ptr_array_index (sorted, i);

      add_choice (self, labels, choice->id, choice->summary);
    }
}

static void
fill_combo (CpxFieldEditor *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->tokens, 0);
  add_choice (self, labels, "", C_("choice", "Not set"));
  for (const CpxToken *token = self->field->tokens; token != NULL && token->token != NULL; token++)
    {
      if (!token->not_offered)
        add_choice (self, labels, token->token, cpx_token_get_label (token));
    }
  if (self->choices != NULL)
    add_record_choices (self, labels);
  adw_combo_row_set_model (ADW_COMBO_ROW (self->row), G_LIST_MODEL (labels));
}

static void
make_combo (CpxFieldEditor *self)
{
  self->row = g_object_ref_sink (adw_combo_row_new ());
  self->control = self->row;
  self->tokens = g_ptr_array_new_with_free_func (g_free);
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (self->row), TRUE);
  cpx_choice_typing_add (ADW_COMBO_ROW (self->row));
  fill_combo (self);
  g_signal_connect (self->row, "notify::selected", G_CALLBACK (combo_cb), self);
}

/* A value that is stored but no longer offered still has its line, so that showing it does not change it. */
static guint
find_choice (CpxFieldEditor *self,
             const char     *token)
{
  GtkStringList *labels = GTK_STRING_LIST (adw_combo_row_get_model (ADW_COMBO_ROW (self->row)));

  for (guint i = 0; i < self->tokens->len; i++)
    {
      if (g_str_equal (g_ptr_array_index (self->tokens, i), token))
        return i;
    }
  add_choice (self, labels, token, self->choices != NULL ? _("Unknown")
                                                         : cpx_field_get_token_label (self->field, token));

  return self->tokens->len - 1;
}

static void
choices_changed_cb (CpxFieldEditor *self)
{
  g_autofree char *token = NULL;
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->row));

  if (selected < self->tokens->len)
    token = g_strdup (g_ptr_array_index (self->tokens, selected));
  g_signal_handlers_block_by_func (self->row, combo_cb, self);
  fill_combo (self);
  if (token != NULL)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->row), find_choice (self, token));
  g_signal_handlers_unblock_by_func (self->row, combo_cb, self);
}

/* What all have. */

static void
make_message (CpxFieldEditor *self)
{
  self->message = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->message), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->message), 0);
  gtk_widget_add_css_class (self->message, "caption");
  self->message_row = g_object_ref_sink (cpx_message_row_new (self->message));
  gtk_widget_set_visible (self->message_row, FALSE);
}

static const char *
get_title (CpxFieldEditor *self)
{
  if (is_statement (self->field))
    return cpx_token_get_label (&self->field->tokens[0]);
  if (cpx_field_is_weight (self->field))
    return C_("field", "Weight (kg)");
  if (g_str_has_suffix (self->field->name, "_cm"))
    return C_("field", "Height (cm)");

  return cpx_field_get_label (self->field);
}

static void
make_row (CpxFieldEditor *self)
{
  switch (self->field->type)
    {
    case CPX_FIELD_LONG_TEXT:
      make_text_view (self);
      break;
    case CPX_FIELD_BOOLEAN:
      make_switch (self);
      break;
    case CPX_FIELD_ENUM:
      (is_statement (self->field) ? make_switch : make_combo) (self);
      break;
    case CPX_FIELD_REFERENCE:
      make_combo (self);
      break;
    case CPX_FIELD_TEXT:
    case CPX_FIELD_DATE:
    case CPX_FIELD_INTEGER:
    default:
      make_entry (self);
    }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), get_title (self));
  gtk_widget_set_name (self->row, self->field->name);
  watch_focus (self);
}

static void
cpx_field_editor_dispose (GObject *object)
{
  CpxFieldEditor *self = CPX_FIELD_EDITOR (object);

  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  if (self->control != NULL && GTK_IS_TEXT_VIEW (self->control))
    g_signal_handlers_disconnect_by_data (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control)), self);
  else if (self->control != NULL)
    g_signal_handlers_disconnect_by_data (self->control, self);
  self->control = NULL;
  g_clear_object (&self->row);
  g_clear_object (&self->message_row);
  g_clear_object (&self->choices);
  g_clear_pointer (&self->tokens, g_ptr_array_unref);

  G_OBJECT_CLASS (cpx_field_editor_parent_class)->dispose (object);
}

static void
cpx_field_editor_class_init (CpxFieldEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_field_editor_dispose;

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LEFT] =
    g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cpx_field_editor_init (CpxFieldEditor *self)
{
}

/**
 * cpx_field_editor_new:
 * @field: the declaration of the field
 * @choices: (nullable): a model of the #CpxRecord that a reference may name
 *
 * Makes the rows of a field. Signal `edited` carries each text typed, `left` says that the person went elsewhere.
 *
 * Returns: (transfer full): the editor
 */
CpxFieldEditor *
cpx_field_editor_new (const CpxField *field,
                      GListModel     *choices)
{
  CpxFieldEditor *self = g_object_new (CPX_TYPE_FIELD_EDITOR, NULL);

  self->field = field;
  if (choices != NULL)
    self->choices = g_object_ref (choices);
  make_row (self);
  make_message (self);
  if (choices != NULL)
    g_signal_connect_object (choices, "items-changed", G_CALLBACK (choices_changed_cb), self, G_CONNECT_SWAPPED);
  cpx_field_editor_set_editable (self, (field->flags & CPX_FIELD_READ_ONLY) == 0);

  return self;
}

/**
 * cpx_field_editor_get_row:
 * @self: an editor
 *
 * Returns: (transfer none): the row to put into a list box
 */
GtkWidget *
cpx_field_editor_get_row (CpxFieldEditor *self)
{
  return self->row;
}

/**
 * cpx_field_editor_get_message_row:
 * @self: an editor
 *
 * Returns: (transfer none): the row to put under it, which shows only when something is wrong
 */
GtkWidget *
cpx_field_editor_get_message_row (CpxFieldEditor *self)
{
  return self->message_row;
}

/* Only what differs is replaced, so that the cursor and the scroll stay where someone reads; what is shown on the way
 * is nothing that was typed. */
static void
show_buffer_text (CpxFieldEditor *self,
                  const char     *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control));
  g_autofree char *shown = NULL;
  CpxTextChange change;
  GtkTextIter start, end;

  g_object_get (buffer, "text", &shown, NULL);
  if (g_str_equal (shown, text))
    return;

  change = cpx_field_text_compare (shown, text);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) change.start);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) (change.start + change.n_removed));
  g_signal_handlers_block_by_func (buffer, buffer_changed_cb, self);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, change.added, (int) change.added_bytes);
  g_signal_handlers_unblock_by_func (buffer, buffer_changed_cb, self);
}

static void
show_text (CpxFieldEditor *self,
           const char     *text)
{
  if (GTK_IS_TEXT_VIEW (self->control))
    show_buffer_text (self, text);
  else if (GTK_IS_SWITCH (self->control))
    gtk_switch_set_active (GTK_SWITCH (self->control), g_str_equal (text, self->yes));
  else if (ADW_IS_COMBO_ROW (self->control))
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->row), find_choice (self, text));
  else if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->row)), text))
    gtk_editable_set_text (GTK_EDITABLE (self->row), text);
}

static void
show_sentence (CpxFieldEditor  *self,
               const char      *sentence,
               CpxFindingLevel  level)
{
  gboolean blocking = sentence != NULL && level == CPX_FINDING_BLOCKING;

  gtk_label_set_label (GTK_LABEL (self->message), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->message_row, sentence != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  sentence != NULL ? sentence : "", -1);
  (blocking ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (self->row, "error");
  (blocking ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (self->message, "error");
  (sentence != NULL ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (self->row, "has-message");
}

/**
 * cpx_field_editor_show:
 * @self: an editor
 * @state: what to show
 *
 * Shows the text and what is wrong with it.
 */
void
cpx_field_editor_show (CpxFieldEditor *self,
                       CpxFieldState   state)
{
  g_return_if_fail (CPX_IS_FIELD_EDITOR (self));

  show_text (self, state.text);
  show_sentence (self, state.sentence, state.level);
}

/**
 * cpx_field_editor_set_editable:
 * @self: an editor
 * @editable: whether the person may change the field
 *
 * Lets or does not let the field be changed; its text can be selected and copied all the same.
 */
void
cpx_field_editor_set_editable (CpxFieldEditor *self,
                               gboolean        editable)
{
  g_return_if_fail (CPX_IS_FIELD_EDITOR (self));

  if (GTK_IS_TEXT_VIEW (self->control))
    gtk_text_view_set_editable (GTK_TEXT_VIEW (self->control), editable);
  else if (GTK_IS_EDITABLE (self->control))
    gtk_editable_set_editable (GTK_EDITABLE (self->control), editable);
  else
    gtk_widget_set_sensitive (self->control, editable);
  (editable ? gtk_widget_remove_css_class : gtk_widget_add_css_class) (self->row, "read-only");
}

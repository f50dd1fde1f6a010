/* test-coding.c: the panel of one operation on a virtual display, by its keys and its buttons, from report to act.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "operation-fixture.h"

#include "cpx-act-row.h"
#include "cpx-coding-desk.h"
#include "cpx-coding-held.h"
#include "cpx-coding-view.h"
#include "cpx-finding-row.h"
#include "cpx-note-pane.h"
#include "cpx-suggestion-row.h"
#include "cpx-unsaved.h"

#include <cpx-act.h>
#include <cpx-coding.h>
#include <cpx-find-records.h>
#include <cpx-intervention.h>
#include <cpx-lock-coding.h>
#include <cpx-log-page.h>
#include <cpx-operative-note.h>
#include <cpx-save-coding.h>
#include <cpx-save-record.h>
#include <cpx-set-roles.h>
#include <string.h>

#define OTHER_CODE "AHPA009"   /* of the wrist: no such report means it */
#define REPORT "Abord par cœlioscopie. Appendice inflammatoire. Appendicectomie par cœlioscopie."

typedef struct
{
  PageFixture  base;
  CpxRecord   *operation;
  GtkWidget   *view;
  guint        n_validated;
} CodingFixture;

static CpxRecord *
add_note (CodingFixture *self,
          const char    *text)
{
  g_autoptr(CpxRecord) note =
    cpx_record_new_with_texts (&cpx_operative_note_kind, NULL, CPX_OPERATIVE_NOTE_PATIENT,
                               cpx_record_get_patient_id (self->operation), CPX_OPERATIVE_NOTE_INTERVENTION,
                               cpx_record_get_id (self->operation), CPX_OPERATIVE_NOTE_TEXT, text,
                               CPX_OPERATIVE_NOTE_STATE, "draft", -1);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record (self->base.practice, NULL, note, &error);

  g_assert_no_error (error);

  return g_object_ref (cpx_receipt_get_record (receipt));
}

static void
validated_cb (CodingFixture *self)
{
  self->n_validated++;
}

static gboolean
is_shown (gpointer data)
{
  CodingFixture *self = data;

  return page_fixture_find_label (self->view, "DUPONT") != NULL;
}

static void
show (CodingFixture *self)
{
  self->view = cpx_coding_view_new (self->base.practice);
  g_signal_connect_swapped (self->view, "validated", G_CALLBACK (validated_cb), self);
  cpx_coding_view_show (CPX_CODING_VIEW (self->view), cpx_record_get_id (self->operation));
  if (self->base.window == NULL)
    page_fixture_show (&self->base, self->view);
  cpx_coding_view_focus (CPX_CODING_VIEW (self->view));
  page_fixture_wait (is_shown, self);
}

static void
set_up (CodingFixture *self,
        gconstpointer  data)
{
  page_fixture_set_up (&self->base, data);
  self->operation = operation_fixture_add_to_starter (&self->base);
}

static void
tear_down (CodingFixture *self,
           gconstpointer  data)
{
  /* Held by the practice until it locks; here it is only closed. */
  cpx_coding_held_set (self->base.practice, cpx_record_get_id (self->operation), NULL);
  g_clear_object (&self->operation);
  page_fixture_tear_down (&self->base, data);
}

static guint
count (CodingFixture *self,
       GType          type)
{
  guint n = 0;

  while (page_fixture_find_type (self->view, type, n) != NULL)
    n++;

  return n;
}

static gboolean
has_suggestions (gpointer data)
{
  return count (data, CPX_TYPE_SUGGESTION_ROW) > 0;
}

static gboolean
has_two_acts (gpointer data)
{
  return count (data, CPX_TYPE_ACT_ROW) == 2;
}

static GtkEventController *
find_keys (GtkWidget *widget)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        return controller;   /* the widget keeps it */
    }
  g_assert_not_reached ();
}

static gboolean
press (CodingFixture *self,
       guint          keyval)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (find_keys (self->view), "key-pressed", keyval, 0, 0, &handled);
  page_fixture_settle ();

  return handled;
}

static char *
read_state (CodingFixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxRecord) now = cpx_practice_load (self->base.practice, &cpx_intervention_kind,
                                                cpx_record_get_id (self->operation), &error);

  g_assert_no_error (error);

  return g_strdup (cpx_record_get_text (now, CPX_INTERVENTION_STATE));
}

static guint
count_kept (CodingFixture *self)
{
  g_autoptr(CpxCodingRequest) request = operation_fixture_load (&self->base, self->operation);

  return request->acts->len;
}

static gboolean
is_coded (gpointer data)
{
  g_autofree char *state = read_state (data);

  return g_str_equal (state, "coded");
}

static GtkTextBuffer *
get_buffer (CodingFixture *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (page_fixture_find_type (self->view, GTK_TYPE_TEXT_VIEW, 0)));
}

static gboolean
is_underlined (CodingFixture *self)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (get_buffer (self)), "support");
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (get_buffer (self), &iter);

  return gtk_text_iter_starts_tag (&iter, tag) || gtk_text_iter_forward_to_tag_toggle (&iter, tag);
}

/* Suggestions may be there before the report is, or be asked anew with it: the first is chosen again. */
static gboolean
choose_first_with_words (gpointer self)
{
  return press (self, GDK_KEY_1) && is_underlined (self);
}

/* The act that the first row leads to in the journal; NULL if it offers nothing. */
static const char *
find_journal_target (CodingFixture *self)
{
  GtkWidget *row = page_fixture_find_type (self->view, CPX_TYPE_ACT_ROW, 0);
  GtkWidget *button;
  const char *action;

  for (guint i = 0; (button = page_fixture_find_type (row, GTK_TYPE_BUTTON, i)) != NULL; i++)
    {
      action = gtk_actionable_get_action_name (GTK_ACTIONABLE (button));
      if (g_strcmp0 (action, "win.show-record") == 0)
        return gtk_widget_get_visible (button)
                 ? g_variant_get_string (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button)), NULL) : NULL;
    }

  return NULL;
}

/* From the report to the recorded act, by keys; nothing is kept before Enter, nor recorded before the last key. */
static void
test_from_note_to_act (CodingFixture *self,
                       gconstpointer  data)
{
  g_autoptr(CpxRecord) note = add_note (self, REPORT);
  g_autoptr(CpxCodingRequest) request = NULL;
  const CpxActChoice *choice;

  show (self);
  page_fixture_wait (has_suggestions, self);
  g_assert_false (page_fixture_can (self->view, "coding.validate"));
  g_assert_true (press (self, GDK_KEY_2));
  g_assert_null (page_fixture_find_label (self->view, "Words that support HHFA016"));
  page_fixture_wait (choose_first_with_words, self);
  g_assert_nonnull (page_fixture_find_label (self->view, "Words that support HHFA016"));
  g_assert_cmpuint (count (self, CPX_TYPE_ACT_ROW), ==, 0);
  g_assert_true (press (self, GDK_KEY_Return));
  g_assert_cmpuint (count (self, CPX_TYPE_ACT_ROW), ==, 1);
  g_assert_null (find_journal_target (self));
  g_assert_nonnull (page_fixture_find_label (self->view, "Total 191.86"));
  g_assert_cmpuint (count_kept (self), ==, 0);
  g_assert_true (page_fixture_can (self->view, "coding.validate"));

  gtk_widget_activate_action (self->view, "coding.validate", NULL);
  page_fixture_wait (is_coded, self);
  page_fixture_settle ();
  g_assert_cmpuint (self->n_validated, ==, 1);
  request = operation_fixture_load (&self->base, self->operation);
  g_assert_cmpuint (request->acts->len, ==, 1);
  choice = g_ptr_array_index (request->choices, 0);
  g_assert_cmpstr (find_journal_target (self), ==, cpx_record_get_id (choice->act));
  g_assert_cmpstr (choice->source, ==, "suggestion");
  g_assert_cmpstr (choice->proposed_code, ==, "HHFA016");
  g_assert_cmpstr (request->note_id, ==, cpx_record_get_id (note));
  g_assert_cmpuint (json_array_size (request->suggestions), >, 0);
}

static void
test_backspace (CodingFixture *self,
                gconstpointer  data)
{
  g_autoptr(CpxRecord) note = add_note (self, REPORT);

  show (self);
  page_fixture_wait (has_suggestions, self);
  press (self, GDK_KEY_1);
  press (self, GDK_KEY_Return);
  gtk_widget_activate_action (self->view, "coding.add", "s", "HMFC004");
  page_fixture_settle ();
  g_assert_true (has_two_acts (self));
  g_assert_true (press (self, GDK_KEY_BackSpace));
  g_assert_cmpuint (count (self, CPX_TYPE_ACT_ROW), ==, 1);
  g_assert_nonnull (page_fixture_find_label (self->base.window, "HMFC004 taken back"));
  page_fixture_press_in_toast (&self->base, "Undo");
  page_fixture_settle ();
  g_assert_true (has_two_acts (self));
}

static gboolean
is_nothing_kept (gpointer data)
{
  return count_kept (data) == 0;
}

static gboolean
is_kept_again (gpointer data)
{
  return count_kept (data) == 1;
}

/* An act whose removal is in the vault already is put back as it was. */
static void
test_undo_of_kept (CodingFixture *self,
                   gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) request = NULL;
  const CpxActChoice *choice;

  show (self);
  page_fixture_wait (has_suggestions, self);
  press (self, GDK_KEY_1);
  press (self, GDK_KEY_Return);
  cpx_coding_view_save_draft (CPX_CODING_VIEW (self->view));
  page_fixture_wait (is_kept_again, self);
  page_fixture_settle ();
  press (self, GDK_KEY_BackSpace);
  cpx_coding_view_save_draft (CPX_CODING_VIEW (self->view));
  page_fixture_wait (is_nothing_kept, self);
  page_fixture_settle ();
  page_fixture_press_in_toast (&self->base, "Undo");
  page_fixture_settle ();
  g_assert_cmpuint (count (self, CPX_TYPE_ACT_ROW), ==, 1);
  cpx_coding_view_save_draft (CPX_CODING_VIEW (self->view));
  page_fixture_wait (is_kept_again, self);
  request = operation_fixture_load (&self->base, self->operation);
  choice = g_ptr_array_index (request->choices, 0);
  g_assert_cmpstr (choice->source, ==, "suggestion");
  g_assert_cmpstr (choice->proposed_code, ==, "HHFA016");
}

/* The same act again is a question, not a second act. */
static void
test_second_of_same (CodingFixture *self,
                     gconstpointer  data)
{
  g_autoptr(CpxRecord) note = add_note (self, REPORT);

  show (self);
  page_fixture_wait (has_suggestions, self);
  press (self, GDK_KEY_1);
  press (self, GDK_KEY_Return);
  press (self, GDK_KEY_Return);
  g_assert_cmpuint (count (self, CPX_TYPE_ACT_ROW), ==, 1);
  page_fixture_press_in_toast (&self->base, "Code a second one");
  page_fixture_settle ();
  g_assert_true (has_two_acts (self));
}

static void
test_dismiss (CodingFixture *self,
              gconstpointer  data)
{
  g_autoptr(CpxRecord) note = add_note (self, REPORT);
  guint n;

  show (self);
  page_fixture_wait (has_suggestions, self);
  n = count (self, CPX_TYPE_SUGGESTION_ROW);
  gtk_widget_activate_action (self->view, "coding.dismiss", "u", 0);
  page_fixture_settle ();
  g_assert_cmpuint (count (self, CPX_TYPE_SUGGESTION_ROW), ==, n - 1);
  gtk_widget_activate_action (self->view, "coding.dismiss-all", NULL);
  page_fixture_settle ();
  g_assert_cmpuint (count (self, CPX_TYPE_SUGGESTION_ROW), ==, 0);
  g_assert_nonnull (page_fixture_find_label (self->view, "None of these codes"));
  gtk_popover_popdown (GTK_POPOVER (page_fixture_find_name (self->view, "add-act")));
  page_fixture_settle ();
}

/* Without a report the title of the operation is asked, and what to do is said. */
static void
test_without_note (CodingFixture *self,
                   gconstpointer  data)
{
  show (self);
  page_fixture_wait (has_suggestions, self);
  g_assert_nonnull (page_fixture_find_label (self->view, "No operative report"));
  press (self, GDK_KEY_1);
  g_assert_nonnull (page_fixture_find_label (self->view, "Words that support HHFA016"));
}

/* A report that comes while the panel is open is read. */
static void
test_note_comes (CodingFixture *self,
                 gconstpointer  data)
{
  g_autoptr(CpxRecord) note = NULL;
  g_autofree char *text = NULL;

  show (self);
  note = add_note (self, REPORT);
  page_fixture_settle ();
  g_assert_nonnull (page_fixture_find_type (self->view, GTK_TYPE_TEXT_VIEW, 0));
  g_object_get (get_buffer (self), "text", &text, NULL);
  g_assert_cmpstr (text, ==, REPORT);
}

static guint
count_begun (CodingFixture *self)
{
  g_autoptr(CpxCodingRequest) request = operation_fixture_load (&self->base, self->operation);

  return request->begun != NULL ? request->begun->choices->len : 0;
}

static gboolean
has_begun (gpointer data)
{
  return count_begun (data) == 1;
}

static gboolean
has_nothing_begun (gpointer data)
{
  return count_begun (data) == 0;
}

static gboolean
has_act (gpointer data)
{
  return count (data, CPX_TYPE_ACT_ROW) == 1;
}

/* A process that was killed: nothing of the desk is left but what is in the vault. */
static void
show_after_a_kill (CodingFixture *self)
{
  gtk_window_destroy (GTK_WINDOW (self->base.window));
  self->base.window = NULL;
  page_fixture_settle ();
  cpx_coding_held_set (self->base.practice, cpx_record_get_id (self->operation), NULL);
  show (self);
}

/* What was chosen is kept when the panel is left, for who chose it alone, and is there when one comes back. */
static void
test_leave (CodingFixture *self,
            gconstpointer  data)
{
  show (self);
  gtk_widget_activate_action (self->view, "coding.add", "s", "HHFA016");
  gtk_widget_activate_action (self->view, "coding.close", NULL);
  page_fixture_wait (has_begun, self);
  g_assert_cmpuint (count_kept (self), ==, 0);
  show_after_a_kill (self);
  page_fixture_wait (has_act, self);
  g_assert_nonnull (page_fixture_find_label (self->base.window, "is here again"));
  page_fixture_wait_for_label (self->view, "Kept for you");
  g_assert_true (page_fixture_can (self->view, "coding.validate"));
  gtk_widget_activate_action (self->view, "coding.validate", NULL);
  page_fixture_wait (is_coded, self);
  page_fixture_settle ();
  g_assert_cmpuint (count_kept (self), ==, 1);
  g_assert_cmpuint (count_begun (self), ==, 0);
}

/* An act that was recorded and is taken back is back too, as taken back. */
static void
test_begun_over_records (CodingFixture *self,
                         gconstpointer  data)
{
  show (self);
  gtk_widget_activate_action (self->view, "coding.add", "s", "HHFA016");
  cpx_coding_view_save_draft (CPX_CODING_VIEW (self->view));
  page_fixture_wait (is_kept_again, self);
  page_fixture_settle ();
  g_assert_cmpuint (count_begun (self), ==, 0);
  gtk_widget_activate_action (self->view, "coding.add", "s", "HMFC004");
  gtk_widget_activate_action (self->view, "coding.take-back", "u", 0);
  gtk_widget_activate_action (self->view, "coding.close", NULL);
  page_fixture_wait (has_begun, self);
  show_after_a_kill (self);
  page_fixture_wait (has_act, self);
  g_assert_nonnull (page_fixture_find_label (self->view, "HMFC004"));
  gtk_widget_activate_action (self->view, "coding.take-back", "u", 0);
  page_fixture_settle ();
  page_fixture_press_in_toast (&self->base, "Undo");
  page_fixture_settle ();
  g_assert_true (has_act (self));
}

/* Who has begun to search when the panel comes goes on typing there. */
static void
test_late (CodingFixture *self,
           gconstpointer  data)
{
  g_autoptr(CpxRecord) note = add_note (self, REPORT);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *search = gtk_search_entry_new ();

  gtk_box_append (GTK_BOX (box), search);
  page_fixture_show (&self->base, box);
  self->view = cpx_coding_view_new (self->base.practice);
  gtk_box_append (GTK_BOX (box), self->view);
  cpx_coding_view_show (CPX_CODING_VIEW (self->view), cpx_record_get_id (self->operation));
  cpx_coding_view_focus (CPX_CODING_VIEW (self->view));
  gtk_widget_grab_focus (search);
  page_fixture_wait (has_suggestions, self);
  page_fixture_settle ();
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (self->base.window)), search));
  gtk_window_set_focus (GTK_WINDOW (self->base.window), NULL);
  cpx_coding_view_focus (CPX_CODING_VIEW (self->view));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (self->base.window)), self->view));
}

/* Nobody leaves, asks or locks: a second later it is in the vault, and the keyboard is where it was.
 * What is taken back again is forgotten as soon. */
static void
test_autosave (CodingFixture *self,
               gconstpointer  data)
{
  g_autoptr(CpxRecord) note = add_note (self, REPORT);
  GtkWidget *focus;

  show (self);
  page_fixture_wait (has_suggestions, self);
  gtk_widget_activate_action (self->view, "coding.add", "s", "HHFA016");
  page_fixture_settle ();
  focus = gtk_window_get_focus (GTK_WINDOW (self->base.window));
  g_assert_nonnull (focus);
  g_assert_nonnull (page_fixture_find_label (self->view, "Draft not saved yet"));
  page_fixture_wait (has_begun, self);
  page_fixture_settle ();
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->base.window)) == focus);
  page_fixture_wait_for_label (self->view, "Kept for you");
  g_assert_cmpuint (count_kept (self), ==, 0);
  g_assert_true (page_fixture_can (self->view, "coding.validate"));
  press (self, GDK_KEY_BackSpace);
  page_fixture_wait (has_nothing_begun, self);
}

static gboolean
is_kept_as_draft (gpointer data)
{
  return count_kept (data) == 1;
}

/* Ctrl+S records, for the page that is looked at. */
static void
test_ctrl_s (CodingFixture *self,
             gconstpointer  data)
{
  CpxUnsaved *unsaved = cpx_unsaved_get (self->base.practice);

  show (self);
  gtk_widget_activate_action (self->view, "coding.add", "s", "HHFA016");
  cpx_unsaved_ask_to_save (unsaved);
  cpx_unsaved_ask_to_create (unsaved);
  page_fixture_wait (is_kept_as_draft, self);
  page_fixture_wait_for_label (self->view, "Saved");   /* it is told a moment after it is in the vault */
  g_assert_cmpuint (count_begun (self), ==, 0);
}

/* A validation asked for while a draft is being written follows it. */
static void
test_validate_while_saving (CodingFixture *self,
                            gconstpointer  data)
{
  show (self);
  gtk_widget_activate_action (self->view, "coding.add", "s", "HHFA016");
  page_fixture_settle ();
  cpx_coding_view_save_draft (CPX_CODING_VIEW (self->view));
  g_assert_true (cpx_unsaved_is_saving (cpx_unsaved_get (self->base.practice)));
  gtk_widget_activate_action (self->view, "coding.validate", NULL);
  page_fixture_wait (is_coded, self);
  page_fixture_settle ();
  g_assert_cmpuint (self->n_validated, ==, 1);
  g_assert_cmpuint (count_kept (self), ==, 1);
  g_assert_false (cpx_unsaved_is_saving (cpx_unsaved_get (self->base.practice)));
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (cpx_unsaved_keep_finish (CPX_UNSAVED (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* The lock waits until what was chosen is kept. */
static void
test_lock (CodingFixture *self,
           gconstpointer  data)
{
  CpxUnsaved *unsaved = cpx_unsaved_get (self->base.practice);
  gboolean kept = FALSE;

  show (self);
  gtk_widget_activate_action (self->view, "coding.add", "s", "HHFA016");
  cpx_unsaved_ask_to_save (unsaved);
  g_assert_true (cpx_unsaved_is_saving (unsaved));
  cpx_unsaved_keep_async (unsaved, kept_cb, &kept);
  page_fixture_wait (is_true, &kept);
  g_assert_cmpuint (count_begun (self), ==, 1);
}

/* ... and until that which was chosen while it was kept is kept too. */
static void
test_lock_while_saving (CodingFixture *self,
                        gconstpointer  data)
{
  CpxUnsaved *unsaved = cpx_unsaved_get (self->base.practice);
  gboolean kept = FALSE;

  show (self);
  gtk_widget_activate_action (self->view, "coding.add", "s", "HHFA016");
  cpx_unsaved_ask_to_save (unsaved);
  gtk_widget_activate_action (self->view, "coding.add", "s", "HMFC004");
  cpx_unsaved_ask_to_save (unsaved);
  cpx_unsaved_keep_async (unsaved, kept_cb, &kept);
  page_fixture_wait (is_true, &kept);
  g_assert_cmpuint (count_begun (self), ==, 2);
}

/* Entries of the audit log that say what was suggested in vain. */
static guint
count_noted (CodingFixture *self)
{
  g_auto(CpxLogFilter) filter = { NULL };
  g_autoptr(GArray) places = NULL;
  g_autoptr(GError) error = NULL;

  cpx_log_filter_init (&filter);
  filter.actions = g_strsplit ("suggestions.shown", " ", -1);
  places = cpx_practice_find_log (self->base.practice, &filter, NULL, &error);
  g_assert_no_error (error);

  return places->len;
}

static gboolean
is_noted_once (gpointer data)
{
  return count_noted (data) == 1;
}

static gboolean
is_noted_twice (gpointer data)
{
  return count_noted (data) == 2;
}

/* Left without a coding: noted once for each time that it was on the screen, whatever is done there meanwhile. */
static void
test_shown (CodingFixture *self,
            gconstpointer  data)
{
  g_autoptr(CpxRecord) note = add_note (self, REPORT);

  show (self);
  page_fixture_wait (has_suggestions, self);
  press (self, GDK_KEY_2);
  press (self, GDK_KEY_1);
  cpx_unsaved_ask_to_save (cpx_unsaved_get (self->base.practice));   /* Ctrl+S leaves nothing */
  page_fixture_settle ();
  g_assert_cmpuint (count_noted (self), ==, 0);
  gtk_widget_set_visible (self->view, FALSE);
  page_fixture_wait (is_noted_once, self);
  gtk_widget_set_visible (self->view, TRUE);
  page_fixture_settle ();
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->base.window)));
  page_fixture_wait (is_noted_twice, self);
  page_fixture_settle ();
  g_assert_cmpuint (count_noted (self), ==, 2);
}

/* What led to acts says so itself. */
static void
test_shown_and_kept (CodingFixture *self,
                     gconstpointer  data)
{
  g_autoptr(CpxRecord) note = add_note (self, REPORT);

  show (self);
  page_fixture_wait (has_suggestions, self);
  press (self, GDK_KEY_1);
  press (self, GDK_KEY_Return);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->base.window)));
  page_fixture_wait (has_begun, self);
  page_fixture_settle ();
  g_assert_cmpuint (count_noted (self), ==, 0);
}

/* The lock waits until it is noted. */
static void
test_shown_and_locked (CodingFixture *self,
                       gconstpointer  data)
{
  g_autoptr(CpxRecord) note = add_note (self, REPORT);
  gboolean kept = FALSE;

  show (self);
  page_fixture_wait (has_suggestions, self);
  cpx_unsaved_keep_async (cpx_unsaved_get (self->base.practice), kept_cb, &kept);
  g_assert_true (cpx_unsaved_is_saving (cpx_unsaved_get (self->base.practice)));
  page_fixture_wait (is_true, &kept);
  g_assert_cmpuint (count_noted (self), ==, 1);
}

/* Somebody else codes meanwhile: what is chosen here stays, theirs is shown, and it is told. */
static void
test_overtaken (CodingFixture *self,
                gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) theirs = operation_fixture_load (&self->base, self->operation);
  g_autoptr(GPtrArray) receipts = NULL;
  g_autoptr(GError) error = NULL;

  show (self);
  gtk_widget_activate_action (self->view, "coding.add", "s", "HHFA016");
  operation_fixture_add_act (theirs, "HMFC004");
  receipts = cpx_practice_save_coding (self->base.practice, theirs, CPX_CODING_STEP_DRAFT, &error);
  g_assert_no_error (error);
  page_fixture_wait (has_two_acts, self);
  g_assert_nonnull (page_fixture_find_label (self->base.window, "Somebody else changed"));
}

static CpxRecord *
add_coded_operation (CodingFixture *self)
{
  g_autoptr(CpxRecord) unsaved =
    cpx_record_new_with_texts (&cpx_intervention_kind, NULL, CPX_INTERVENTION_PATIENT,
                               cpx_record_get_patient_id (self->operation), CPX_INTERVENTION_SURGEON,
                               cpx_record_get_text (self->operation, CPX_INTERVENTION_SURGEON),
                               CPX_INTERVENTION_LABEL, "Autre", CPX_INTERVENTION_STATE, "done", CPX_INTERVENTION_DATE,
                               OPERATION_DAY, -1);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record (self->base.practice, NULL, unsaved, &error);
  CpxRecord *operation = g_object_ref (cpx_receipt_get_record (receipt));
  g_autoptr(CpxCodingRequest) request = operation_fixture_load (&self->base, operation);
  g_autoptr(GPtrArray) receipts = NULL;

  operation_fixture_add_act (request, "HHFA016");
  receipts = cpx_practice_save_coding (self->base.practice, request, CPX_CODING_STEP_VALIDATE, &error);
  g_assert_no_error (error);

  return operation;
}

static gboolean
lists_coding (gpointer data)
{
  return page_fixture_find_label (((CodingFixture *) data)->view, "same patient") != NULL;
}

/* The codings that may be taken over are listed when asked for; one that is chosen becomes a draft. */
static void
test_duplicate (CodingFixture *self,
                gconstpointer  data)
{
  g_autoptr(CpxRecord) other = add_coded_operation (self);

  show (self);
  page_fixture_wait (has_suggestions, self);
  gtk_popover_popup (GTK_POPOVER (page_fixture_find_name (self->view, "duplicate")));
  page_fixture_wait (lists_coding, self);
  gtk_popover_popdown (GTK_POPOVER (page_fixture_find_name (self->view, "duplicate")));
  gtk_widget_activate_action (self->view, "coding.duplicate", "s", cpx_record_get_id (other));
  page_fixture_wait (has_act, self);
  g_assert_cmpuint (count_kept (self), ==, 0);
}

/* Another code than the one proposed is searched: without a reason it is not kept. */
static void
test_searched_instead (CodingFixture *self,
                       gconstpointer  data)
{
  g_autoptr(CpxRecord) note = add_note (self, REPORT);
  GtkWidget *dialog;

  show (self);
  page_fixture_wait (has_suggestions, self);
  gtk_widget_activate_action (self->view, "coding.add", "s", OTHER_CODE);
  page_fixture_settle ();
  g_assert_cmpuint (count (self, CPX_TYPE_ACT_ROW), ==, 0);
  dialog = operation_fixture_find_dialog ();
  g_assert_nonnull (page_fixture_find_label (dialog, "In place of HHFA016"));
  g_assert_false (page_fixture_can (dialog, "dialog.accept"));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (page_fixture_find_name (dialog, "reason"))),
                            "Geste élargi à la vésicule, décrit au compte rendu", -1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (page_fixture_find_type (dialog, ADW_TYPE_COMBO_ROW, 0)), 1);
  page_fixture_settle ();
  gtk_widget_activate_action (dialog, "dialog.accept", NULL);
  page_fixture_settle ();
  g_assert_cmpuint (count (self, CPX_TYPE_ACT_ROW), ==, 1);
  g_assert_nonnull (page_fixture_find_label (self->view, "In place of HHFA016: “Geste élargi"));
  gtk_widget_activate_action (self->view, "coding.add", "s", OTHER_CODE);
  page_fixture_settle ();
  g_assert_cmpuint (count (self, CPX_TYPE_ACT_ROW), ==, 1);
  g_assert_nonnull (page_fixture_find_label (self->base.window, OTHER_CODE " is kept already"));
}

/* A suggestion that is kept is taken back where it was accepted; a validation withdraws the offer to undo it. */
static void
test_kept_suggestion (CodingFixture *self,
                      gconstpointer  data)
{
  g_autoptr(CpxRecord) note = add_note (self, REPORT);

  show (self);
  page_fixture_wait (has_suggestions, self);
  press (self, GDK_KEY_1);
  press (self, GDK_KEY_Return);
  gtk_widget_activate_action (self->view, "coding.take-back-code", "s", "HHFA016");
  page_fixture_settle ();
  g_assert_cmpuint (count (self, CPX_TYPE_ACT_ROW), ==, 0);
  g_assert_nonnull (page_fixture_find_label (self->base.window, "HHFA016 taken back"));
  press (self, GDK_KEY_Return);
  gtk_widget_activate_action (self->view, "coding.validate", NULL);
  page_fixture_wait (is_coded, self);
  page_fixture_settle ();
  g_assert_null (page_fixture_find_label (self->base.window, "HHFA016 taken back"));
}

/* A finding to justify keeps the button off, and offers the dialog and the card of its rule. */
static void
test_blocked (CodingFixture *self,
              gconstpointer  data)
{
  show (self);
  page_fixture_wait (has_suggestions, self);
  press (self, GDK_KEY_1);
  press (self, GDK_KEY_Return);
  gtk_widget_activate_action (self->view, "coding.add", "s", "ZZZZ999");
  page_fixture_settle ();
  g_assert_nonnull (page_fixture_find_label (self->view, "Blocking"));
  g_assert_nonnull (page_fixture_find_label (self->view, "1 blocking"));
  g_assert_nonnull (page_fixture_find_label (self->view, "unknown act"));
  g_assert_nonnull (page_fixture_find_label (self->view, "Total unknown"));
  g_assert_false (page_fixture_can (self->view, "coding.validate"));
}

/* Closed without an act, with a reason; the dialog is the only way. */
static void
test_order (CodingFixture *self,
            gconstpointer  data)
{
  show (self);
  gtk_widget_activate_action (self->view, "coding.add", "s", "HHFA016");
  gtk_widget_activate_action (self->view, "coding.add", "s", "HMFC004");
  page_fixture_settle ();
  g_assert_true (page_fixture_can (self->view, "coding.arrange"));
  g_assert_nonnull (page_fixture_find_label (self->view, "Total 389.87"));
  gtk_widget_activate_action (self->view, "coding.arrange", NULL);
  page_fixture_settle ();
  g_assert_null (page_fixture_find_label (self->view, "Put in this order"));
  g_assert_nonnull (page_fixture_find_label (self->view, "Total 389.87"));
}

/* A hundred thousand characters in one line, the most that a report may hold. */
static void
test_huge_note (CodingFixture *self,
                gconstpointer  data)
{
  GString *text = g_string_new (NULL);
  g_autoptr(CpxRecord) note = NULL;

  while (text->len < 99000)
    g_string_append (text, REPORT " ");
  note = add_note (self, text->str);
  g_string_free (text, TRUE);
  show (self);
  page_fixture_wait (has_suggestions, self);
  press (self, GDK_KEY_1);
  g_assert_true (is_underlined (self));
}

static void
test_unknown_operation (CodingFixture *self,
                        gconstpointer  data)
{
  self->view = cpx_coding_view_new (self->base.practice);
  cpx_coding_view_show (CPX_CODING_VIEW (self->view), "01890000-0000-7000-8000-0000000000ff");
  page_fixture_show (&self->base, self->view);
  g_assert_nonnull (page_fixture_find_label (self->view, "This operation cannot be shown"));
  g_assert_false (press (self, GDK_KEY_1));
}

#define CODING_TEST(path, func) \
  g_test_add ("/coding/" path, CodingFixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!page_fixture_has_display ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  CODING_TEST ("from-note-to-act", test_from_note_to_act);
  CODING_TEST ("late", test_late);
  CODING_TEST ("backspace", test_backspace);
  CODING_TEST ("undo-of-kept", test_undo_of_kept);
  CODING_TEST ("second-of-same", test_second_of_same);
  CODING_TEST ("dismiss", test_dismiss);
  CODING_TEST ("without-note", test_without_note);
  CODING_TEST ("note-comes", test_note_comes);
  CODING_TEST ("leave", test_leave);
  CODING_TEST ("begun-over-records", test_begun_over_records);
  CODING_TEST ("ctrl-s", test_ctrl_s);
  CODING_TEST ("autosave", test_autosave);
  CODING_TEST ("validate-while-saving", test_validate_while_saving);
  CODING_TEST ("lock", test_lock);
  CODING_TEST ("lock-while-saving", test_lock_while_saving);
  CODING_TEST ("shown", test_shown);
  CODING_TEST ("shown-and-kept", test_shown_and_kept);
  CODING_TEST ("shown-and-locked", test_shown_and_locked);
  CODING_TEST ("overtaken", test_overtaken);
  CODING_TEST ("duplicate", test_duplicate);
  CODING_TEST ("searched-instead", test_searched_instead);
  CODING_TEST ("kept-suggestion", test_kept_suggestion);
  CODING_TEST ("blocked", test_blocked);
  CODING_TEST ("order", test_order);
  CODING_TEST ("huge-note", test_huge_note);
  CODING_TEST ("unknown-operation", test_unknown_operation);

  return g_test_run ();
}

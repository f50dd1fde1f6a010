/* test-override.c: the dialog of an override, through what is typed, chosen and pressed in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "operation-fixture.h"

#include "cpx-override-dialog.h"
#include "cpx-override-held.h"
#include "cpx-unsaved.h"

#include <cpx-act.h>
#include <cpx-coding-verdict.h>
#include <cpx-drafts.h>
#include <cpx-save-coding.h>
#include <cpx-suggesters.h>
#include <string.h>

#define REASON "Conversion en laparotomie : ce n’est plus le même geste."

typedef struct
{
  PageFixture       base;
  CpxRecord        *operation;
  CpxCodingRequest *request;
  CpxCodingRequest *result;    /* (nullable): what the dialog handed back */
  GObject          *owner;
  GtkWidget        *dialog;
} OverrideFixture;

static void
set_up (OverrideFixture *self,
        gconstpointer    data)
{
  page_fixture_set_up (&self->base, data);
  self->operation = operation_fixture_add (&self->base);
  self->request = operation_fixture_load (&self->base, self->operation);
  operation_fixture_add_act (self->request, "HHFA016");
  self->owner = g_object_new (G_TYPE_OBJECT, NULL);
  g_object_set_data (self->owner, "fixture", self);
  page_fixture_show (&self->base, gtk_label_new ("page"));
}

static void
tear_down (OverrideFixture *self,
           gconstpointer    data)
{
  g_clear_object (&self->owner);
  g_clear_object (&self->operation);
  g_clear_pointer (&self->request, cpx_coding_request_free);
  g_clear_pointer (&self->result, cpx_coding_request_free);
  page_fixture_tear_down (&self->base, data);
}

static void
decided (GObject          *owner,
         CpxCodingRequest *request)
{
  OverrideFixture *self = g_object_get_data (owner, "fixture");

  g_assert_null (self->result);
  self->result = cpx_coding_request_copy (request);
}

static void
present (OverrideFixture         *self,
         const CpxOverrideTarget *target)
{
  cpx_override_dialog_present (self->base.window, self->base.practice, self->request, target, NULL, decided,
                               self->owner);
  page_fixture_settle ();
  self->dialog = operation_fixture_find_dialog ();
  g_assert_nonnull (self->dialog);
}

static void
present_code (OverrideFixture *self)
{
  CpxOverrideTarget target = { .kind = CPX_OVERRIDE_CODE, .line = 0 };

  present (self, &target);
}

static const char *
read_label (OverrideFixture *self,
            const char      *name)
{
  return gtk_label_get_text (GTK_LABEL (page_fixture_find_name (self->dialog, name)));
}

static GtkTextBuffer *
get_reason (OverrideFixture *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (page_fixture_find_name (self->dialog, "reason")));
}

static void
choose_code (OverrideFixture *self,
             const char      *typed)
{
  GtkWidget *entry = page_fixture_find_name (self->dialog, "act-search");

  gtk_editable_set_text (GTK_EDITABLE (entry), typed);
  page_fixture_settle ();
  g_signal_emit_by_name (entry, "activate");
}

static void
choose_motive (OverrideFixture *self,
               guint            position)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (page_fixture_find_name (self->dialog, "motive")), position);
}

static void
press (OverrideFixture *self,
       const char      *action)
{
  gtk_widget_activate_action (self->dialog, action, NULL);
  page_fixture_settle ();
}

static gboolean
found_acts (gpointer data)
{
  OverrideFixture *self = data;
  GtkWidget *list = page_fixture_find_type (self->dialog, GTK_TYPE_LIST_BOX, 0);

  return gtk_widget_get_visible (list) && gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) != NULL;
}

/* From the proposal to a changed copy, by words; then it is saved as it was handed back, with its reason. */
static void
test_whole_way (OverrideFixture *self,
                gconstpointer    data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) receipts = NULL;
  const CpxActChoice *choice;

  present_code (self);
  g_assert_cmpstr (read_label (self, "proposed-name"), ==, "HHFA016");
  g_assert_false (page_fixture_can (self->dialog, "dialog.accept"));
  gtk_editable_set_text (GTK_EDITABLE (page_fixture_find_name (self->dialog, "act-search")), "cholecyst");
  page_fixture_wait (found_acts, self);
  g_signal_emit_by_name (page_fixture_find_name (self->dialog, "act-search"), "activate");
  g_assert_cmpstr (read_label (self, "kept-name"), ==, "HMFC004");
  choose_motive (self, 1);
  g_assert_false (page_fixture_can (self->dialog, "dialog.accept"));
  gtk_text_buffer_set_text (get_reason (self), REASON, -1);
  g_assert_true (page_fixture_can (self->dialog, "dialog.accept"));
  press (self, "dialog.accept");
  g_assert_nonnull (self->result);
  g_assert_null (operation_fixture_find_dialog ());
  g_assert_cmpstr (cpx_coding_draft_get_line (self->request->draft, 0)->code, ==, "HHFA016");
  receipts = cpx_practice_save_coding (self->base.practice, self->result, CPX_CODING_STEP_VALIDATE, &error);
  g_assert_no_error (error);
  choice = g_ptr_array_index (self->result->choices, 0);
  g_assert_cmpstr (choice->motive, ==, "different_gesture");
  g_assert_cmpstr (choice->reason, ==, REASON);
}

/* However it is asked for, nothing is handed back without a reason; what is missing is then said in red. */
static void
test_without_reason (OverrideFixture *self,
                     gconstpointer    data)
{
  GtkWidget *row;

  present_code (self);
  choose_code (self, "hmfc 004");
  choose_motive (self, 5);
  row = gtk_widget_get_ancestor (page_fixture_find_name (self->dialog, "reason"), ADW_TYPE_PREFERENCES_ROW);
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  press (self, "dialog.accept");
  g_assert_null (self->result);
  press (self, "dialog.try");
  g_assert_null (self->result);
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (read_label (self, "missing"), ==, "The justification is required to validate this code");
  gtk_text_buffer_set_text (get_reason (self), "                    \n\n    ", -1);
  press (self, "dialog.try");
  g_assert_null (self->result);
  gtk_text_buffer_set_text (get_reason (self), "douze lettres", -1);
  g_assert_cmpstr (read_label (self, "counter"), ==, "7 characters more");
  press (self, "dialog.try");
  g_assert_null (self->result);
  gtk_text_buffer_set_text (get_reason (self), REASON, -1);
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  press (self, "dialog.try");
  g_assert_nonnull (self->result);
}

/* Escape leaves what was typed with the page; the next dialog about the same act has it again, another has not. */
static void
test_escape (OverrideFixture *self,
             gconstpointer    data)
{
  CpxOverrideTarget other = { .kind = CPX_OVERRIDE_CODE, .line = -1, .proposed = "HMFC004" };

  present_code (self);
  choose_code (self, "HMFC004");
  choose_motive (self, 3);
  gtk_text_buffer_set_text (get_reason (self), "À moitié d", -1);
  press (self, "dialog.cancel");
  g_assert_null (self->result);
  g_assert_null (operation_fixture_find_dialog ());
  present (self, &other);
  g_assert_cmpstr (read_label (self, "counter"), ==, "20 characters more");
  press (self, "dialog.cancel");
  present_code (self);
  g_assert_cmpstr (read_label (self, "kept-name"), ==, "HMFC004");
  g_assert_cmpstr (read_label (self, "counter"), ==, "10 characters more");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (page_fixture_find_name (self->dialog, "motive"))), ==,
                    3);
  gtk_text_buffer_set_text (get_reason (self), REASON, -1);
  press (self, "dialog.accept");
  g_assert_nonnull (self->result);
  /* Once accepted it is the request that remembers. */
  present_code (self);
  g_assert_cmpstr (read_label (self, "counter"), ==, "20 characters more");
  press (self, "dialog.cancel");
}

/* A report pasted by mistake is not taken in, and says so; two thousand characters are. */
static void
test_megabyte (OverrideFixture *self,
               gconstpointer    data)
{
  g_autofree char *report = g_strnfill (1 << 20, 'a');
  g_autofree char *filler = g_strnfill (1994, 'b');
  g_autofree char *longest = g_strconcat ("motif ", filler, NULL);
  g_autofree char *longer = g_strconcat (longest, "c", NULL);
  gint64 start_us = g_get_monotonic_time ();

  present_code (self);
  choose_code (self, "HMFC004");
  choose_motive (self, 1);
  gtk_text_buffer_set_text (get_reason (self), report, -1);
  page_fixture_settle ();
  g_assert_cmpint (gtk_text_buffer_get_char_count (get_reason (self)), ==, 0);
  g_assert_true (gtk_widget_get_visible (page_fixture_find_name (self->dialog, "missing")));
  g_assert_false (page_fixture_can (self->dialog, "dialog.accept"));
  gtk_text_buffer_set_text (get_reason (self), longer, -1);
  g_assert_cmpstr (read_label (self, "counter"), ==, "1 character too many");
  g_assert_false (page_fixture_can (self->dialog, "dialog.accept"));
  gtk_text_buffer_set_text (get_reason (self), longest, -1);
  g_assert_true (page_fixture_can (self->dialog, "dialog.accept"));
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 20 * G_USEC_PER_SEC);
  press (self, "dialog.cancel");
}

static void
test_unicode (OverrideFixture *self,
              gconstpointer    data)
{
  static const char reason[] = "Œdème — geste différent : 骨折 🙂 «repris»";
  const CpxActChoice *choice;

  present_code (self);
  choose_code (self, "HMFC004");
  choose_motive (self, 2);
  gtk_text_buffer_set_text (get_reason (self), reason, -1);
  press (self, "dialog.try");
  choice = g_ptr_array_index (self->result->choices, 0);
  g_assert_cmpstr (choice->reason, ==, reason);
}

/* The page may go while the dialog is there. */
static void
test_owner_gone (OverrideFixture *self,
                 gconstpointer    data)
{
  present_code (self);
  choose_code (self, "HMFC004");
  choose_motive (self, 2);
  gtk_text_buffer_set_text (get_reason (self), REASON, -1);
  g_clear_object (&self->owner);
  press (self, "dialog.accept");
  g_assert_null (self->result);
  g_assert_null (operation_fixture_find_dialog ());
}

/* A coding without acts is closed with a reason, through the same dialog. */
static void
test_empty (OverrideFixture *self,
            gconstpointer    data)
{
  CpxOverrideTarget target = { .kind = CPX_OVERRIDE_FINDING, .line = -1, .rule = CPX_CODING_RULE_EMPTY };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) receipts = NULL;

  cpx_coding_request_remove_line (self->request, 0);
  present (self, &target);
  g_assert_false (gtk_widget_get_visible (page_fixture_find_type (self->dialog, GTK_TYPE_SEARCH_ENTRY, 0)) &&
                  gtk_widget_get_mapped (page_fixture_find_type (self->dialog, GTK_TYPE_SEARCH_ENTRY, 0)));
  choose_motive (self, 5);
  gtk_text_buffer_set_text (get_reason (self), "Intervention récusée après anesthésie.", -1);
  press (self, "dialog.accept");
  receipts = cpx_practice_save_coding (self->base.practice, self->result, CPX_CODING_STEP_VALIDATE, &error);
  g_assert_no_error (error);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (cpx_unsaved_keep_finish (CPX_UNSAVED (source), result, &error));
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* While it is open, what is typed is written down before a lock; closed by a person, it is not. */
static void
test_held (OverrideFixture *self,
           gconstpointer    data)
{
  CpxUnsaved *unsaved = cpx_unsaved_get (self->base.practice);
  g_autoptr(GPtrArray) drafts = NULL;
  gboolean kept = FALSE;

  present_code (self);
  g_assert_cmpuint (cpx_unsaved_count (unsaved), ==, 0);
  gtk_text_buffer_set_text (get_reason (self), REASON, -1);
  g_assert_cmpuint (cpx_unsaved_count (unsaved), ==, 1);
  cpx_unsaved_keep_async (unsaved, kept_cb, &kept);
  page_fixture_wait (is_true, &kept);
  drafts = cpx_practice_list_drafts (self->base.practice, NULL);
  g_assert_cmpuint (drafts->len, ==, 1);
  g_assert_cmpstr (cpx_record_get_text (((CpxFormDraft *) drafts->pdata[0])->record, CPX_ACT_REASON), ==, REASON);
  gtk_window_destroy (GTK_WINDOW (self->dialog));
  page_fixture_settle ();
  g_assert_cmpuint (cpx_unsaved_count (unsaved), ==, 0);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_assert_true (cpx_unsaved_load_finish (CPX_UNSAVED (source), result, NULL));
  *(gboolean *) user_data = TRUE;
}

/* After the unlock the dialog about the same thing has it again. */
static void
test_after_lock (OverrideFixture *self,
                 gconstpointer    data)
{
  CpxUnsaved *unsaved = cpx_unsaved_get (self->base.practice);
  CpxOverrideTarget target = { .kind = CPX_OVERRIDE_CODE, .line = 0 };
  g_autofree char *key = cpx_override_target_dup_key (&target, self->request);
  CpxOverrideEntry entry = { NULL, (char *) "other", (char *) REASON, FALSE };
  g_autoptr(CpxDraft) draft = cpx_override_held_begin (self->base.practice, self->request->intervention);
  g_autoptr(CpxRecord) unfinished = NULL;
  g_autofree char *reason = NULL;
  gboolean loaded = FALSE;

  cpx_override_held_write (draft, key, &entry);
  unfinished = cpx_draft_make_unfinished (draft);
  cpx_draft_revert (draft);
  g_assert_true (cpx_practice_save_draft (self->base.practice, NULL, unfinished, NULL));
  cpx_unsaved_load_async (unsaved, loaded_cb, &loaded);
  page_fixture_wait (is_true, &loaded);
  g_assert_cmpuint (cpx_unsaved_count (unsaved), ==, 1);
  present_code (self);
  g_object_get (get_reason (self), "text", &reason, NULL);
  g_assert_cmpstr (reason, ==, REASON);
  gtk_window_destroy (GTK_WINDOW (self->dialog));
  page_fixture_settle ();
  g_assert_cmpuint (cpx_unsaved_count (unsaved), ==, 0);
}

#define OVERRIDE_TEST(path, func) g_test_add (path, OverrideFixture, NULL, set_up, func, tear_down)

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

  OVERRIDE_TEST ("/override/whole-way", test_whole_way);
  OVERRIDE_TEST ("/override/without-reason", test_without_reason);
  OVERRIDE_TEST ("/override/escape", test_escape);
  OVERRIDE_TEST ("/override/megabyte", test_megabyte);
  OVERRIDE_TEST ("/override/unicode", test_unicode);
  OVERRIDE_TEST ("/override/owner-gone", test_owner_gone);
  OVERRIDE_TEST ("/override/empty", test_empty);
  OVERRIDE_TEST ("/override/held", test_held);
  OVERRIDE_TEST ("/override/after-lock", test_after_lock);

  return g_test_run ();
}

/* test-interventions.c: from a patient to an operation, its report, the work list, its coding; nothing typed is lost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-gui-fixture.h"

#include "cpx-act-picker.h"
#include "cpx-coding-page.h"
#include "cpx-coding-view.h"
#include "cpx-house.h"
#include "cpx-intervention-line.h"
#include "cpx-intervention-view.h"
#include "cpx-interventions-view.h"
#include "cpx-note-editor.h"
#include "cpx-note-versions-window.h"
#include "cpx-patient-view.h"
#include "cpx-planned-acts.h"
#include "cpx-uncoded-line.h"
#include "cpx-unsaved.h"

#include <cpx-add-user.h>
#include <cpx-find-records.h>
#include <cpx-intervention.h>
#include <cpx-operative-note.h>
#include <cpx-record-builder.h>
#include <cpx-patient.h>
#include <cpx-practitioner.h>
#include <cpx-save-record.h>
#include <cpx-unlock.h>
#include <cpx-user.h>

#define PATIENT_ID   "01890000-0000-7000-8000-0000000000a1"
#define SURGEON_ID   "01890000-0000-7000-8000-0000000000a2"
#define OPERATION_ID "01890000-0000-7000-8000-0000000000a3"
#define NOTE_ID      "01890000-0000-7000-8000-0000000000a4"
#define REPORT       "Méniscectomie médiale partielle, sans suture."

/* What the practice holds */

static CpxPractice *
unlock (Fixture    *fixture,
        const char *login)
{
  g_autoptr(GError) error = NULL;
  CpxPractice *practice = cpx_practice_unlock (fixture->path, login, FIXTURE_PASSPHRASE, NULL, &error);

  g_assert_no_error (error);

  return practice;
}

static void
close_practice (CpxPractice *practice)
{
  g_autoptr(GError) error = NULL;

  cpx_practice_close (practice, &error);
  g_assert_no_error (error);
}

static void
save (CpxPractice *practice,
      CpxRecord   *taken_record)
{
  g_autoptr(CpxRecord) record = taken_record;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record (practice, NULL, record, &error);

  g_assert_no_error (error);
}

static void
add_people (CpxPractice *practice)
{
  save (practice, cpx_record_new_with_texts (&cpx_practitioner_kind, SURGEON_ID, CPX_PRACTITIONER_NAME, "Vasseur",
                                             CPX_PRACTITIONER_FIRST_NAME, "Hugo", CPX_PRACTITIONER_SECTOR, "1",
                                             CPX_PRACTITIONER_OPTAM, "none", -1));
  save (practice, cpx_record_new_with_texts (&cpx_patient_kind, PATIENT_ID, CPX_PATIENT_BIRTH_NAME, "Dupont",
                                             CPX_PATIENT_BIRTH_FIRST_NAMES, "Jeanne", CPX_PATIENT_SEX, "F",
                                             CPX_PATIENT_BIRTH_DATE, "1958-03-14", CPX_PATIENT_BIRTH_PLACE_INSEE,
                                             "75056", -1));
}

static void
add_operation (CpxPractice *practice)
{
  save (practice, cpx_record_new_with_texts (&cpx_intervention_kind, OPERATION_ID, CPX_INTERVENTION_PATIENT,
                                             PATIENT_ID, CPX_INTERVENTION_SURGEON, SURGEON_ID, CPX_INTERVENTION_DATE,
                                             "2026-03-09", CPX_INTERVENTION_LABEL, "Méniscectomie",
                                             CPX_INTERVENTION_STATE, "done", -1));
}

static void
add_note (CpxPractice *practice)
{
  save (practice, cpx_record_new_with_texts (&cpx_operative_note_kind, NOTE_ID, CPX_OPERATIVE_NOTE_PATIENT, PATIENT_ID,
                                             CPX_OPERATIVE_NOTE_INTERVENTION, OPERATION_ID,
                                             CPX_OPERATIVE_NOTE_TITLE, "Méniscectomie", CPX_OPERATIVE_NOTE_TEXT,
                                             REPORT, CPX_OPERATIVE_NOTE_STATE, "draft", -1));
}

typedef enum
{
  PEOPLE,
  OPERATION,
  NOTE,
} Content;

static void
fill (Fixture *fixture,
      Content  content)
{
  g_autoptr(CpxPractice) practice = unlock (fixture, FIXTURE_LOGIN);

  add_people (practice);
  if (content >= OPERATION)
    add_operation (practice);
  if (content >= NOTE)
    add_note (practice);
  close_practice (practice);
}

/* What is on the screen */

static GtkWidget *
find (Fixture *fixture,
      GType    type)
{
  return fixture_find_type (GTK_WIDGET (fixture->window), type);
}

static gboolean
has_view (Fixture *fixture)
{
  return find (fixture, CPX_TYPE_PATIENT_VIEW) != NULL;
}

static gboolean
has_editor (Fixture *fixture)
{
  return find (fixture, CPX_TYPE_NOTE_EDITOR) != NULL;
}

static gboolean
has_no_editor (Fixture *fixture)
{
  return !has_editor (fixture);
}

static gboolean
is_saved (Fixture *fixture)
{
  CpxUnsaved *unsaved = cpx_unsaved_get (cpx_window_get_practice (fixture->window));

  return !cpx_unsaved_is_saving (unsaved) && cpx_unsaved_count (unsaved) == 0;
}

static gboolean
has_unsaved (Fixture *fixture)
{
  CpxPractice *practice = cpx_window_get_practice (fixture->window);

  return practice != NULL && cpx_unsaved_count (cpx_unsaved_get (practice)) > 0;
}

static gboolean
waits_one (Fixture *fixture)
{
  guint waiting;

  g_object_get (find (fixture, CPX_TYPE_CODING_PAGE), "waiting", &waiting, NULL);

  return waiting == 1;
}

static void
enter (Fixture *fixture)
{
  fixture_unlock (fixture, FIXTURE_PASSPHRASE);
  fixture_wait (fixture, fixture_in_house);
}

static void
begin (Fixture *fixture,
       Content  content)
{
  fill (fixture, content);
  fixture_open_window (fixture);
  enter (fixture);
}

static void
act (Fixture    *fixture,
     const char *action,
     const char *target)
{
  fixture_act (GTK_WIDGET (fixture->window), action, target);
}

static void
open_operation (Fixture *fixture)
{
  act (fixture, "win.write-note", OPERATION_ID);
  fixture_wait (fixture, has_editor);
}

static GtkWidget *
get_row (GtkWidget  *root,
         const char *field)
{
  GtkWidget *row = fixture_find_name (root, field);

  g_assert_nonnull (row);

  return row;
}

static GtkTextBuffer *
get_buffer (Fixture *fixture)
{
  GtkWidget *row = get_row (find (fixture, CPX_TYPE_NOTE_EDITOR), "text");

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture_find_type (row, GTK_TYPE_TEXT_VIEW)));
}

static void
type_report (Fixture    *fixture,
             const char *text)
{
  gtk_text_buffer_set_text (get_buffer (fixture), text, -1);
}

static char *
read_report (Fixture *fixture)
{
  char *text;

  g_object_get (get_buffer (fixture), "text", &text, NULL);

  return text;
}

static gboolean
may_type_report (Fixture *fixture)
{
  GtkWidget *row = get_row (find (fixture, CPX_TYPE_NOTE_EDITOR), "text");

  return gtk_text_view_get_editable (GTK_TEXT_VIEW (fixture_find_type (row, GTK_TYPE_TEXT_VIEW)));
}

static gboolean
is_fixed (Fixture *fixture)
{
  return is_saved (fixture) && !may_type_report (fixture);
}

static AdwComboRow *
get_surgeon_row (Fixture *fixture)
{
  return ADW_COMBO_ROW (get_row (find (fixture, CPX_TYPE_INTERVENTION_VIEW), "surgeon"));
}

static gboolean
offers_surgeon (Fixture *fixture)
{
  return g_list_model_get_n_items (adw_combo_row_get_model (get_surgeon_row (fixture))) == 2;
}

static void
choose_surgeon (Fixture *fixture)
{
  fixture_wait (fixture, offers_surgeon);
  adw_combo_row_set_selected (get_surgeon_row (fixture), 1);
}

static gboolean
has_uncoded_line (Fixture *fixture)
{
  return find (fixture, CPX_TYPE_UNCODED_LINE) != NULL;
}

/* An operation is added, its report written; it waits in the work list, and is opened to be coded. */
static void
test_create_to_code (Fixture       *fixture,
                     gconstpointer  data)
{
  GtkWidget *view;
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;

  begin (fixture, PEOPLE);
  act (fixture, "win.open-patient", PATIENT_ID);
  fixture_wait (fixture, has_view);
  fixture_act (find (fixture, CPX_TYPE_PATIENT_VIEW), "patient.new-intervention", NULL);
  view = find (fixture, CPX_TYPE_INTERVENTION_VIEW);

  /* Too little: nothing is created, nothing is lost. */
  fixture_act (view, "intervention.create", NULL);
  fixture_settle ();
  g_assert_true (has_no_editor (fixture));

  gtk_editable_set_text (GTK_EDITABLE (get_row (view, "label")), "Méniscectomie médiale");
  choose_surgeon (fixture);
  fixture_act (view, "intervention.create", NULL);
  fixture_wait (fixture, has_editor);
  g_assert_true (is_saved (fixture));
  fixture_wait (fixture, waits_one);

  type_report (fixture, REPORT);
  g_assert_true (has_unsaved (fixture));
  act (fixture, "win.save", NULL);
  fixture_wait (fixture, is_saved);
  text = read_report (fixture);
  g_assert_cmpstr (text, ==, REPORT);

  id = g_strdup (cpx_intervention_view_get_id (CPX_INTERVENTION_VIEW (find (fixture, CPX_TYPE_INTERVENTION_VIEW))));
  g_assert_null (find (fixture, CPX_TYPE_UNCODED_LINE));   /* no rows for a list that nobody saw */
  act (fixture, "win.code-intervention", id);
  g_assert_cmpstr (cpx_coding_view_get_id (CPX_CODING_VIEW (find (fixture, CPX_TYPE_CODING_VIEW))), ==, id);
  act (fixture, "win.back", NULL);
  g_assert_true (waits_one (fixture));
  fixture_wait (fixture, has_uncoded_line);
}

static gboolean
names_act (Fixture *fixture)
{
  GtkWidget *planned = find (fixture, CPX_TYPE_PLANNED_ACTS);
  GtkWidget *row = planned != NULL ? fixture_find_type (planned, ADW_TYPE_ACTION_ROW) : NULL;

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      if (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "NFFC004") == 0)
        return *adw_action_row_get_subtitle (ADW_ACTION_ROW (row)) != '\0';
    }

  return FALSE;
}

static gboolean
names_no_act (Fixture *fixture)
{
  return is_saved (fixture) && !names_act (fixture);
}

/* A planned act is kept as it is picked, named by the nomenclature, and removed. */
static void
test_planned_acts (Fixture       *fixture,
                   gconstpointer  data)
{
  begin (fixture, OPERATION);
  open_operation (fixture);
  g_assert_false (names_act (fixture));
  g_signal_emit_by_name (find (fixture, CPX_TYPE_ACT_PICKER), "chosen", "NFFC004");
  fixture_wait (fixture, names_act);
  fixture_wait (fixture, is_saved);
  fixture_act (find (fixture, CPX_TYPE_PLANNED_ACTS), "planned-acts.remove", "NFFC004");
  fixture_wait (fixture, names_no_act);
}

/* The state follows the day; what is to come is not to be coded. */
static void
test_planned (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) later = g_date_time_add_days (now, 30);
  g_autofree char *day = g_date_time_format (later, "%d/%m/%Y");
  GtkWidget *view;
  guint waiting;

  begin (fixture, PEOPLE);
  act (fixture, "win.open-patient", PATIENT_ID);
  fixture_wait (fixture, has_view);
  fixture_act (find (fixture, CPX_TYPE_PATIENT_VIEW), "patient.new-intervention", NULL);
  view = find (fixture, CPX_TYPE_INTERVENTION_VIEW);
  gtk_editable_set_text (GTK_EDITABLE (get_row (view, "label")), "Prothèse de hanche");
  gtk_editable_set_text (GTK_EDITABLE (get_row (view, "date")), day);
  choose_surgeon (fixture);
  fixture_act (view, "intervention.create", NULL);
  fixture_wait (fixture, has_editor);
  g_object_get (find (fixture, CPX_TYPE_CODING_PAGE), "waiting", &waiting, NULL);
  g_assert_cmpuint (waiting, ==, 0);
}

/* A report too long to be kept outlives the page and the lock. */
static void
test_large (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *large = g_strnfill (1024 * 1024, 'a');
  g_autofree char *here = NULL;
  g_autofree char *again = NULL;

  begin (fixture, OPERATION);
  open_operation (fixture);
  type_report (fixture, large);
  act (fixture, "win.save", NULL);
  fixture_settle ();
  g_assert_true (has_unsaved (fixture));

  fixture_act (find (fixture, CPX_TYPE_INTERVENTION_VIEW), "intervention.close", NULL);
  open_operation (fixture);
  here = read_report (fixture);
  g_assert_cmpuint (strlen (here), ==, strlen (large));

  act (fixture, "win.lock", NULL);
  fixture_wait (fixture, fixture_at_door);
  enter (fixture);
  fixture_wait (fixture, has_unsaved);
  open_operation (fixture);
  again = read_report (fixture);
  g_assert_cmpuint (strlen (again), ==, strlen (large));
}

/* The cursor stays where someone goes on writing. */
static void
test_cursor (Fixture       *fixture,
             gconstpointer  data)
{
  GtkTextIter place;
  int offset;

  begin (fixture, NOTE);
  open_operation (fixture);
  type_report (fixture, "Indication : gonalgie.\nGeste : méniscectomie. \n");
  gtk_text_buffer_get_iter_at_offset (get_buffer (fixture), &place, 5);
  gtk_text_buffer_place_cursor (get_buffer (fixture), &place);
  act (fixture, "win.save", NULL);
  fixture_wait (fixture, is_saved);
  g_object_get (get_buffer (fixture), "cursor-position", &offset, NULL);
  g_assert_cmpint (offset, ==, 5);
}

static GtkWidget *
find_versions (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (CPX_IS_NOTE_VERSIONS_WINDOW (window))
        return window;
    }

  return NULL;
}

static GtkListBox *
get_versions (void)
{
  return GTK_LIST_BOX (gtk_widget_get_template_child (find_versions (), CPX_TYPE_NOTE_VERSIONS_WINDOW, "list"));
}

static gboolean
lists_two_versions (Fixture *fixture)
{
  return gtk_list_box_get_row_at_index (get_versions (), 1) != NULL;
}

static void
press (GtkWidget  *window,
       GType       type,
       const char *name)
{
  g_signal_emit_by_name (gtk_widget_get_template_child (window, type, name), "clicked");
}

static void
test_versions (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *text = NULL;

  begin (fixture, NOTE);
  open_operation (fixture);
  type_report (fixture, "Tout autre chose.");
  act (fixture, "win.save", NULL);
  fixture_wait (fixture, is_saved);
  fixture_act (find (fixture, CPX_TYPE_NOTE_EDITOR), "note.versions", NULL);
  fixture_wait (fixture, lists_two_versions);
  g_assert_null (gtk_list_box_get_row_at_index (get_versions (), 2));

  /* The newest comes first; the earlier one is taken up again. */
  gtk_list_box_select_row (get_versions (), gtk_list_box_get_row_at_index (get_versions (), 1));
  press (find_versions (), CPX_TYPE_NOTE_VERSIONS_WINDOW, "take_button");
  fixture_settle ();
  text = read_report (fixture);
  g_assert_cmpstr (text, ==, REPORT);
}

static CpxRecord *
load_note (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  CpxRecord *note = cpx_practice_load (cpx_window_get_practice (fixture->window), &cpx_operative_note_kind, NOTE_ID,
                                       &error);

  g_assert_no_error (error);

  return note;
}

static void
save_over (Fixture   *fixture,
           CpxRecord *base,
           CpxRecord *taken_record)
{
  g_autoptr(CpxRecord) record = taken_record;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt =
    cpx_practice_save_record (cpx_window_get_practice (fixture->window), base, record, &error);

  g_assert_no_error (error);
}

/* ... with its fields: those that were filled since are empty again, those that it had are back. */
static void
test_fields_of_versions (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(CpxRecord) earlier = NULL;
  g_autoptr(CpxRecord) later = NULL;
  g_autoptr(CpxRecord) with_text = NULL;
  CpxRecordBuilder *builder;

  begin (fixture, NOTE);
  earlier = load_note (fixture);
  builder = cpx_record_builder_new_from (earlier);
  cpx_record_builder_set_integer (builder, CPX_OPERATIVE_NOTE_TOURNIQUET_MIN, 45);
  cpx_record_builder_set_text (builder, CPX_OPERATIVE_NOTE_ANAESTHESIA, "spinal");
  save_over (fixture, earlier, cpx_record_builder_end (builder));
  g_clear_object (&earlier);
  earlier = load_note (fixture);
  builder = cpx_record_builder_new_from (earlier);
  cpx_record_builder_clear (builder, CPX_OPERATIVE_NOTE_TOURNIQUET_MIN);
  cpx_record_builder_set_text (builder, CPX_OPERATIVE_NOTE_COUNTS, "Exacts");
  cpx_record_builder_set_text (builder, CPX_OPERATIVE_NOTE_TEXT, "Tout autre chose.");
  save_over (fixture, earlier, cpx_record_builder_end (builder));

  open_operation (fixture);
  fixture_act (find (fixture, CPX_TYPE_NOTE_EDITOR), "note.versions", NULL);
  fixture_wait (fixture, lists_two_versions);
  gtk_list_box_select_row (get_versions (), gtk_list_box_get_row_at_index (get_versions (), 1));
  press (find_versions (), CPX_TYPE_NOTE_VERSIONS_WINDOW, "take_button");
  fixture_settle ();
  act (fixture, "win.save", NULL);
  fixture_wait (fixture, is_saved);
  later = load_note (fixture);
  g_assert_true (cpx_record_equal (later, earlier));
}

static void
answer (const char *response)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        {
          adw_message_dialog_response (ADW_MESSAGE_DIALOG (window), response);
          gtk_window_destroy (window);
          return;
        }
    }
  g_assert_not_reached ();
}

/* What is signed stands; it is completed by another report. */
static void
test_sign (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *text = NULL;

  begin (fixture, NOTE);
  open_operation (fixture);
  fixture_act (find (fixture, CPX_TYPE_NOTE_EDITOR), "note.sign", NULL);
  answer ("cancel");
  fixture_settle ();
  g_assert_true (may_type_report (fixture));

  fixture_act (find (fixture, CPX_TYPE_NOTE_EDITOR), "note.sign", NULL);
  answer ("accept");
  fixture_wait (fixture, is_fixed);

  fixture_act (find (fixture, CPX_TYPE_INTERVENTION_VIEW), "intervention.add-note", NULL);
  g_assert_nonnull (gtk_widget_get_next_sibling (find (fixture, CPX_TYPE_NOTE_EDITOR)));
  text = read_report (fixture);
  g_assert_cmpstr (text, ==, REPORT);
}

static gboolean
waits_none (Fixture *fixture)
{
  return !waits_one (fixture);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *toast;

  begin (fixture, OPERATION);
  fixture_wait (fixture, waits_one);
  open_operation (fixture);
  fixture_act (find (fixture, CPX_TYPE_INTERVENTION_VIEW), "intervention.cancel", NULL);
  fixture_wait (fixture, waits_none);
  toast = find (fixture, g_type_from_name ("AdwToastWidget"));
  g_assert_nonnull (toast);
  g_signal_emit_by_name (fixture_find_type (toast, GTK_TYPE_BUTTON), "clicked");
  fixture_wait (fixture, waits_one);
}

/* A secretary without delegation sees operations and reports, but no page of codings. */
static void
test_secretary (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(CpxPractice) martin = unlock (fixture, FIXTURE_LOGIN);
  g_autoptr(CpxPractice) secretary = NULL;
  g_autoptr(CpxRecord) plain = cpx_record_new_with_texts (&cpx_user_kind, NULL, CPX_USER_LOGIN, "petit", CPX_USER_NAME,
                                                          "Lucie Petit", -1);
  g_autoptr(CpxRecord) user = cpx_user_with_roles (plain, CPX_ROLE_SECRETARY);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_add_user (martin, user, FIXTURE_PASSPHRASE, &error);
  GtkWidget *house;

  g_assert_no_error (error);
  house = g_object_ref_sink (GTK_WIDGET (cpx_house_new (martin)));
  g_assert_nonnull (fixture_find_type (house, CPX_TYPE_CODING_PAGE));
  g_object_unref (house);
  fixture_settle ();
  close_practice (martin);

  secretary = unlock (fixture, "petit");
  house = g_object_ref_sink (GTK_WIDGET (cpx_house_new (secretary)));
  g_assert_null (fixture_find_type (house, CPX_TYPE_CODING_PAGE));
  g_object_unref (house);
  fixture_settle ();
  close_practice (secretary);
}

/* Nothing of the practice is left in memory by the widgets once it is locked. */
static void
test_finalize (Fixture       *fixture,
               gconstpointer  data)
{
  GWeakRef weak_view, weak_page;

  begin (fixture, NOTE);
  open_operation (fixture);
  act (fixture, "win.code-intervention", OPERATION_ID);
  fixture_settle ();
  g_weak_ref_init (&weak_view, find (fixture, CPX_TYPE_INTERVENTION_VIEW));
  g_weak_ref_init (&weak_page, find (fixture, CPX_TYPE_CODING_PAGE));
  act (fixture, "win.lock", NULL);
  fixture_wait (fixture, fixture_at_door);
  g_assert_null (g_weak_ref_get (&weak_view));
  g_assert_null (g_weak_ref_get (&weak_page));
  g_weak_ref_clear (&weak_view);
  g_weak_ref_clear (&weak_page);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  fixture_init (&argc, &argv);

  ADD ("/interventions/create-to-code", test_create_to_code);
  ADD ("/interventions/planned", test_planned);
  ADD ("/interventions/planned-acts", test_planned_acts);
  ADD ("/interventions/large", test_large);
  ADD ("/interventions/cursor", test_cursor);
  ADD ("/interventions/versions", test_versions);
  ADD ("/interventions/fields-of-versions", test_fields_of_versions);
  ADD ("/interventions/sign", test_sign);
  ADD ("/interventions/cancel", test_cancel);
  ADD ("/interventions/secretary", test_secretary);
  ADD ("/interventions/finalize", test_finalize);

  return g_test_run ();
}

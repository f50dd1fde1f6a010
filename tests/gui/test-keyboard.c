/* test-keyboard.c: finding, opening and creating a patient with real keys, the mouse untouched.
 *
 * The accelerators of the whole window are those of the application, which the fixture is not: their actions are used.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-gui-fixture.h"

#include "cpx-new-patient.h"
#include "cpx-patient-fields.h"
#include "cpx-patient-view.h"
#include "cpx-patients-page.h"
#include "cpx-record-form.h"

#include <cpx-patient.h>
#include <cpx-patient-list.h>

#define MANY 40   /* more than the window shows */

static GtkWidget *
find (Fixture *fixture,
      GType    type)
{
  return fixture_find_type (GTK_WIDGET (fixture->window), type);
}

static GtkWidget *
find_part (Fixture    *fixture,
           const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (find (fixture, CPX_TYPE_PATIENTS_PAGE), CPX_TYPE_PATIENTS_PAGE,
                                                    name));
}

static GtkWidget *
get_focus (Fixture *fixture)
{
  return gtk_root_get_focus (GTK_ROOT (fixture->window));
}

static gboolean
has_focus_in (Fixture   *fixture,
              GtkWidget *widget)
{
  GtkWidget *focus = get_focus (fixture);

  return focus != NULL && widget != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static const char *
get_focused_field (Fixture *fixture)
{
  GtkWidget *focus = get_focus (fixture);
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_ENTRY_ROW) : NULL;

  return row != NULL ? gtk_widget_get_name (row) : "";
}

static void
run_xdotool (const char *verb,
             const char *keys)
{
  const char *argv[] = { "xdotool", verb, keys, NULL };
  g_autoptr(GError) error = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static void
press (const char *key)
{
  run_xdotool ("key", key);
}

static void
type (const char *text)
{
  run_xdotool ("type", text);
}

static GtkWidget *
find_sex (Fixture *fixture)
{
  return fixture_find_name (GTK_WIDGET (fixture->window), "sex");
}

/* Conditions */

static gboolean
is_active (Fixture *fixture)
{
  return gtk_window_is_active (GTK_WINDOW (fixture->window));
}

static guint
count_rows (Fixture *fixture)
{
  GtkListView *list = GTK_LIST_VIEW (find_part (fixture, "list"));

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list)));
}

static gboolean
lists_some (Fixture *fixture)
{
  return count_rows (fixture) > 0;
}

static gboolean
lists_none (Fixture *fixture)
{
  return count_rows (fixture) == 0;
}

static gboolean
is_searching (Fixture *fixture)
{
  return has_focus_in (fixture, find_part (fixture, "search"));
}

static gboolean
is_in_list (Fixture *fixture)
{
  return has_focus_in (fixture, find_part (fixture, "list"));
}

static gboolean
is_in_file (Fixture *fixture)
{
  return has_focus_in (fixture, find (fixture, CPX_TYPE_PATIENT_VIEW));
}

static gboolean
is_in_new_form (Fixture *fixture)
{
  return has_focus_in (fixture, find (fixture, CPX_TYPE_NEW_PATIENT));
}

static gboolean
is_in_birth_date (Fixture *fixture)
{
  return g_str_equal (get_focused_field (fixture), "birth_date");
}

static gboolean
is_in_birth_name (Fixture *fixture)
{
  return g_str_equal (get_focused_field (fixture), "birth_name");
}

static gboolean
has_searched_three (Fixture *fixture)
{
  return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (find_part (fixture, "search"))), "qqq");
}

static gboolean
has_searched_one (Fixture *fixture)
{
  return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (find_part (fixture, "search"))), "q");
}

static gboolean
has_searched_zola (Fixture *fixture)
{
  return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (find_part (fixture, "search"))), "zola") &&
         lists_none (fixture);
}

static gboolean
has_searched_petit (Fixture *fixture)
{
  return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (find_part (fixture, "search"))), "petit lucie");
}

static const char *
get_tab (Fixture *fixture)
{
  GtkWidget *stack = GTK_WIDGET (gtk_widget_get_template_child (find (fixture, CPX_TYPE_PATIENT_VIEW),
                                                                CPX_TYPE_PATIENT_VIEW, "tabs"));

  return adw_view_stack_get_visible_child_name (ADW_VIEW_STACK (stack));
}

static gboolean
is_on_record (Fixture *fixture)
{
  return g_str_equal (get_tab (fixture), "record");
}

static gboolean
is_on_identity (Fixture *fixture)
{
  return g_str_equal (get_tab (fixture), "identity");
}

static gboolean
is_on_timeline (Fixture *fixture)
{
  return g_str_equal (get_tab (fixture), "timeline");
}

/* Its row is selected and to be seen. */
static gboolean
has_revealed_file (Fixture *fixture)
{
  GtkWidget *view = find (fixture, CPX_TYPE_PATIENT_VIEW);
  GtkSelectionModel *rows = gtk_list_view_get_model (GTK_LIST_VIEW (find_part (fixture, "list")));
  GtkWidget *scrolled = gtk_widget_get_ancestor (find_part (fixture, "list"), GTK_TYPE_SCROLLED_WINDOW);
  CpxPatientRow *row = gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (rows));

  return view != NULL && row != NULL &&
         g_str_equal (cpx_patient_row_get_id (row), cpx_patient_view_get_id (CPX_PATIENT_VIEW (view))) &&
         gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled))) > 0;
}

/* Tests */

static void
begin (Fixture *fixture)
{
  fixture_add_patient (fixture, "Dupont", "Jeanne", "1958-03-14");
  fixture_add_patient (fixture, "Petit", "Lucie", "1990-05-06");
  fixture_open_window (fixture);
  fixture_unlock (fixture, FIXTURE_PASSPHRASE);
  fixture_wait (fixture, fixture_in_house);
  fixture_wait (fixture, lists_some);
  fixture_wait (fixture, is_active);
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *name = NULL;

  begin (fixture);
  fixture_act (GTK_WIDGET (fixture->window), "win.find-patient", NULL);
  fixture_wait (fixture, is_searching);
  type ("petit lucie");
  fixture_wait (fixture, has_searched_petit);
  press ("Return");
  fixture_wait (fixture, is_in_file);
  g_assert_cmpstr (get_focused_field (fixture), ==, "birth_name");
  g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (get_focus (fixture)), NULL, NULL));
  name = fixture_read (fixture, "birth_name");
  g_assert_cmpstr (name, ==, "Petit");
}

/* The arrows only look for a row; Enter goes into its file. */
static void
test_row (Fixture       *fixture,
          gconstpointer  data)
{
  begin (fixture);
  gtk_widget_grab_focus (find_part (fixture, "list"));
  press ("Down");
  fixture_settle ();
  g_assert_true (is_in_list (fixture));
  press ("Return");
  fixture_wait (fixture, is_in_file);
}

/* From the first tab to the last and back, from wherever the keyboard is in each. */
static void
test_tabs (Fixture       *fixture,
           gconstpointer  data)
{
  begin (fixture);
  gtk_widget_grab_focus (find_part (fixture, "list"));
  press ("Return");
  fixture_wait (fixture, is_in_file);
  press ("ctrl+Page_Up");
  fixture_settle ();
  g_assert_true (is_on_identity (fixture));
  press ("ctrl+Page_Down");
  fixture_wait (fixture, is_on_record);
  g_assert_true (is_in_file (fixture));
  while (!is_on_timeline (fixture))
    {
      press ("ctrl+Page_Down");
      fixture_settle ();
      g_assert_true (is_in_file (fixture));
    }
  while (!is_on_identity (fixture))
    {
      press ("ctrl+Page_Up");
      fixture_settle ();
      g_assert_true (is_in_file (fixture));
    }
}

/* The list is gone after the first letter, the letters after it are not. */
static void
test_letters (Fixture       *fixture,
              gconstpointer  data)
{
  begin (fixture);
  gtk_widget_grab_focus (find_part (fixture, "list"));
  press ("q");
  fixture_wait (fixture, has_searched_one);
  fixture_wait (fixture, lists_none);
  g_assert_true (is_searching (fixture));
  type ("qq");
  fixture_wait (fixture, has_searched_three);
  g_assert_true (is_searching (fixture));
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  begin (fixture);
  fixture_act (GTK_WIDGET (fixture->window), "win.new-patient", NULL);
  fixture_wait (fixture, is_in_new_form);
  fixture_type (fixture, "birth_date", "14031958");
  press ("ctrl+Return");
  fixture_wait (fixture, is_in_birth_name);

  /* In the order one reads. */
  fixture_type (fixture, "birth_date", "au printemps");
  gtk_widget_grab_focus (fixture_find_name (GTK_WIDGET (fixture->window), "email"));
  press ("ctrl+Return");
  fixture_wait (fixture, is_in_birth_date);
  g_assert_nonnull (find (fixture, CPX_TYPE_NEW_PATIENT));
}

static void
test_created (Fixture       *fixture,
              gconstpointer  data)
{
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *date = g_strdup_printf ("%u-01-02", 1940 + i);

      fixture_add_patient (fixture, "Martin", "Anne", date);
    }
  begin (fixture);
  fixture_act (GTK_WIDGET (fixture->window), "win.find-patient", NULL);
  fixture_wait (fixture, is_searching);
  type ("zola");
  fixture_wait (fixture, has_searched_zola);
  fixture_act (GTK_WIDGET (fixture->window), "win.new-patient", NULL);
  fixture_wait (fixture, is_in_new_form);
  fixture_type (fixture, "birth_name", "Zola");
  fixture_type (fixture, "birth_first_names", "Émilie");
  fixture_type (fixture, "birth_date", "14031958");
  fixture_type (fixture, "birth_place_insee", "75056");
  adw_combo_row_set_selected (ADW_COMBO_ROW (fixture_find_name (GTK_WIDGET (fixture->window), "sex")), 2);
  press ("ctrl+Return");
  fixture_wait (fixture, has_revealed_file);
  fixture_wait (fixture, is_in_file);
}

static gboolean
is_sex (Fixture    *fixture,
        const char *label)
{
  AdwComboRow *row = ADW_COMBO_ROW (find_sex (fixture));

  return g_str_equal (gtk_string_object_get_string (adw_combo_row_get_selected_item (row)), label);
}

static gboolean
is_female (Fixture *fixture)
{
  return is_sex (fixture, "Female");
}

static gboolean
is_male (Fixture *fixture)
{
  return is_sex (fixture, "Male");
}

/* A letter chooses, and does not go to the search. */
static void
test_choice (Fixture       *fixture,
             gconstpointer  data)
{
  begin (fixture);
  fixture_act (GTK_WIDGET (fixture->window), "win.new-patient", NULL);
  fixture_wait (fixture, is_in_new_form);
  gtk_widget_grab_focus (find_sex (fixture));
  press ("m");
  fixture_wait (fixture, is_male);
  gtk_widget_grab_focus (fixture_find_name (GTK_WIDGET (fixture->window), "birth_date"));
  fixture_wait (fixture, is_in_birth_date);
  gtk_widget_grab_focus (find_sex (fixture));
  type ("fem");
  fixture_wait (fixture, is_female);
  g_assert_true (is_in_new_form (fixture));
}

static gboolean
has_found_girards (Fixture *fixture)
{
  GtkWidget *count = find_part (fixture, "count");

  return g_str_equal (gtk_label_get_label (GTK_LABEL (count)), "16 patients");
}

/* The list is in the order of the last search. */
static gboolean
lists_girard_first (Fixture *fixture)
{
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (find_part (fixture, "list"))));
  g_autoptr(CpxPatientRow) first = g_list_model_get_item (rows, 0);
  CpxRecord *patient = first != NULL ? cpx_patient_row_get_record (first) : NULL;

  return patient != NULL && g_str_equal (cpx_record_get_text (patient, CPX_PATIENT_BIRTH_NAME), "Girard");
}

static gboolean
is_at_top (Fixture *fixture)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (find_part (fixture, "list"), GTK_TYPE_SCROLLED_WINDOW);

  return gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled))) <= 0;
}

static gboolean
has_opened (Fixture *fixture)
{
  return find (fixture, CPX_TYPE_PATIENT_VIEW) != NULL;
}

/* The best hit stands first, is seen, and is what Enter means, whatever row the list stood at before. */
static void
test_first_hit (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *name = NULL;

  for (guint i = 0; i < MANY; i++)
    {
      const char *names[] = { "Gérard", "Aubert", "Zola" };
      g_autofree char *date = g_strdup_printf ("%u-01-02", 1930 + i);

      fixture_add_patient (fixture, i % 10 == 3 ? "Girard" : names[i % 3], "Paul", date);
    }
  begin (fixture);
  fixture_act (GTK_WIDGET (fixture->window), "win.find-patient", NULL);
  fixture_wait (fixture, is_searching);
  type ("g");
  fixture_wait (fixture, has_found_girards);
  fixture_settle ();
  type ("irard");
  fixture_wait (fixture, lists_girard_first);
  fixture_settle ();
  fixture_wait (fixture, is_at_top);
  press ("Return");
  fixture_wait (fixture, is_in_list);
  press ("Return");
  fixture_wait (fixture, has_opened);
  name = fixture_read (fixture, "birth_name");
  g_assert_cmpstr (name, ==, "Girard");

  /* The next search begins anew. */
  fixture_act (GTK_WIDGET (fixture->window), "win.find-patient", NULL);
  fixture_wait (fixture, is_searching);
  type ("q");
  fixture_wait (fixture, has_searched_one);
}

/* Tab through a file */

static const char *
get_focused_row (Fixture *fixture)
{
  GtkWidget *focus = get_focus (fixture);
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  return row != NULL ? gtk_widget_get_name (row) : "";
}

/* Where the field stands in the order of reading; -1 for what is no field of the tab. */
static int
find_in_order (const char *name)
{
  int n = 0;

  for (const CpxFieldGroup *group = cpx_identity_groups; group->fields != NULL; group++)
    {
      for (const int *field = group->fields; *field != CPX_END_OF_FIELDS; field++, n++)
        {
          if (g_str_equal (cpx_patient_kind.fields[*field].name, name))
            return n;
        }
    }

  return -1;
}

static void
tab (Fixture *fixture)
{
  g_signal_emit_by_name (fixture->window, "move-focus", GTK_DIR_TAB_FORWARD);
}

/* In two columns too, one after the other, and over what is said of a field that is refused. */
static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *first, *last;
  int at = -1;

  begin (fixture);
  fixture_act (GTK_WIDGET (fixture->window), "win.find-patient", NULL);
  type ("petit");
  press ("Return");
  fixture_wait (fixture, has_opened);
  fixture_wait (fixture, is_in_file);
  first = fixture_find_name (GTK_WIDGET (fixture->window), "birth_name");
  last = fixture_find_name (GTK_WIDGET (fixture->window), "file_number");
  g_assert_cmpint (gtk_widget_get_width (first), <, gtk_widget_get_width (find (fixture, CPX_TYPE_PATIENT_VIEW)) / 2);
  fixture_type (fixture, "birth_date", "31/02/1959");
  gtk_widget_grab_focus (first);
  for (guint n = 0; !has_focus_in (fixture, last); n++)
    {
      int next = find_in_order (get_focused_row (fixture));

      g_assert_cmpuint (n, <, 100);
      g_assert_cmpint (next, >=, at);
      g_assert_cmpint (next, <=, at + 1);
      at = next;
      tab (fixture);
    }
}

static GtkWindow *
get_shortcuts (Fixture *fixture)
{
  return GTK_WINDOW (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (fixture->window)));
}

static gboolean
has_shortcuts (Fixture *fixture)
{
  return get_shortcuts (fixture) != NULL && gtk_window_is_active (get_shortcuts (fixture));
}

/* The practice is locked from a window that stands over it as well, and that window goes. */
static void
test_lock (Fixture       *fixture,
           gconstpointer  data)
{
  begin (fixture);
  press ("ctrl+question");
  fixture_wait (fixture, has_shortcuts);
  press ("ctrl+l");
  fixture_wait (fixture, fixture_at_door);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_shortcuts (fixture))));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");

  if (xdotool == NULL)
    {
      g_print ("1..0 # SKIP xdotool is not installed\n");
      return 0;
    }
  fixture_init (&argc, &argv);

  ADD ("/keyboard/search", test_search);
  ADD ("/keyboard/row", test_row);
  ADD ("/keyboard/tabs", test_tabs);
  ADD ("/keyboard/letters", test_letters);
  ADD ("/keyboard/refused", test_refused);
  ADD ("/keyboard/created", test_created);
  ADD ("/keyboard/choice", test_choice);
  ADD ("/keyboard/first-hit", test_first_hit);
  ADD ("/keyboard/order", test_order);
  ADD ("/keyboard/lock", test_lock);

  return g_test_run ();
}

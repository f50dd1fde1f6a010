/* test-window.c: unlock, find, create, edit, leave, lock: nothing typed is lost and nothing is left behind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-gui-fixture.h"

#include "cpx-coding-view.h"
#include "cpx-confirm.h"
#include "cpx-house.h"
#include "cpx-intervention-view.h"
#include "cpx-new-patient.h"
#include "cpx-patient-side.h"
#include "cpx-patient-view.h"
#include "cpx-patients-page.h"
#include "cpx-record-form.h"
#include "cpx-split.h"
#include "cpx-stop-signals.h"
#include "cpx-tab-bar.h"
#include "cpx-timeline-view.h"
#include "cpx-unlock-page.h"
#include "cpx-unsaved.h"

#include <cpx-add-user.h>
#include <cpx-drafts.h>
#include <cpx-intervention.h>
#include <cpx-log-page.h>
#include <cpx-patient-list.h>
#include <cpx-practitioner.h>
#include <cpx-room.h>
#include <cpx-save-record.h>
#include <cpx-unlock.h>
#include <cpx-user.h>
#include <signal.h>

static GtkWidget *
get_root_widget (Fixture *fixture)
{
  return GTK_WIDGET (fixture->window);
}

static GtkWidget *
find (Fixture *fixture,
      GType    type)
{
  return fixture_find_type (get_root_widget (fixture), type);
}

static gboolean
has_message (Fixture *fixture)
{
  GtkWidget *page = find (fixture, CPX_TYPE_UNLOCK_PAGE);
  GtkWidget *label = GTK_WIDGET (gtk_widget_get_template_child (page, CPX_TYPE_UNLOCK_PAGE, "message"));

  return gtk_widget_get_visible (label);
}

static gboolean
has_view (Fixture *fixture)
{
  return find (fixture, CPX_TYPE_PATIENT_VIEW) != NULL;
}

static gboolean
has_new_form (Fixture *fixture)
{
  return find (fixture, CPX_TYPE_NEW_PATIENT) != NULL;
}

static gboolean
is_saved (Fixture *fixture)
{
  CpxUnsaved *unsaved = cpx_unsaved_get (cpx_window_get_practice (fixture->window));

  return !cpx_unsaved_is_saving (unsaved) && cpx_unsaved_count (unsaved) == 0;
}

static GListModel *
get_patients (Fixture *fixture)
{
  GtkWidget *page = find (fixture, CPX_TYPE_PATIENTS_PAGE);
  GtkWidget *list = GTK_WIDGET (gtk_widget_get_template_child (page, CPX_TYPE_PATIENTS_PAGE, "list"));

  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

static gboolean
lists_two (Fixture *fixture)
{
  return g_list_model_get_n_items (get_patients (fixture)) == 2;
}

static char *
dup_id (Fixture *fixture,
        guint    position)
{
  g_autoptr(CpxPatientRow) row = g_list_model_get_item (get_patients (fixture), position);

  return g_strdup (cpx_patient_row_get_id (row));
}

static void
open_patient (Fixture *fixture,
              guint    position)
{
  g_autofree char *id = dup_id (fixture, position);

  fixture_act (get_root_widget (fixture), "win.open-patient", id);
  do
    fixture_wait (fixture, has_view);
  while (!g_str_equal (cpx_patient_view_get_id (CPX_PATIENT_VIEW (find (fixture, CPX_TYPE_PATIENT_VIEW))), id));
}

static void
enter (Fixture *fixture)
{
  fixture_unlock (fixture, FIXTURE_PASSPHRASE);
  fixture_wait (fixture, fixture_in_house);
}

static void
begin_with_two (Fixture *fixture)
{
  fixture_add_patient (fixture, "Dupont", "Jeanne", "1958-03-14");
  fixture_add_patient (fixture, "Petit", "Lucie", "1990-05-06");
  fixture_open_window (fixture);
  enter (fixture);
  fixture_wait (fixture, lists_two);
}

static void
test_unlock (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *page;

  fixture_open_window (fixture);
  g_assert_true (fixture_at_door (fixture));
  fixture_unlock (fixture, "un deux trois quatre");
  fixture_wait (fixture, has_message);
  page = find (fixture, CPX_TYPE_UNLOCK_PAGE);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture_find_type (page, ADW_TYPE_PASSWORD_ENTRY_ROW))), ==,
                   "");
  g_assert_true (fixture_at_door (fixture));
}

static void
test_first_run (Fixture       *fixture,
                gconstpointer  data)
{
  g_assert_cmpint (remove (fixture->path), ==, 0);
  fixture_open_window (fixture);
  g_assert_cmpstr (cpx_window_get_stage (fixture->window), ==, "assistant");
}

static void
test_create (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *name = NULL;

  fixture_open_window (fixture);
  enter (fixture);
  fixture_act (get_root_widget (fixture), "win.new-patient", NULL);
  g_assert_true (has_new_form (fixture));

  /* Too little: nothing is created, nothing is lost. */
  fixture_type (fixture, "birth_name", "Dupont");
  fixture_act (find (fixture, CPX_TYPE_NEW_PATIENT), "new-patient.create", NULL);
  fixture_settle ();
  g_assert_true (has_new_form (fixture));
  name = fixture_read (fixture, "birth_name");
  g_assert_cmpstr (name, ==, "Dupont");

  fixture_type (fixture, "birth_first_names", "Jeanne Marie");
  fixture_type (fixture, "birth_date", "14031958");
  fixture_type (fixture, "birth_place_insee", "75056");
  adw_combo_row_set_selected (ADW_COMBO_ROW (fixture_find_name (get_root_widget (fixture), "sex")), 2);
  fixture_act (find (fixture, CPX_TYPE_NEW_PATIENT), "new-patient.create", NULL);
  fixture_wait (fixture, has_view);
  g_assert_true (is_saved (fixture));
  g_assert_false (has_new_form (fixture));
}

static GtkWidget *
find_known (Fixture *fixture)
{
  GtkWidget *form = find (fixture, CPX_TYPE_NEW_PATIENT);

  return GTK_WIDGET (gtk_widget_get_template_child (form, CPX_TYPE_NEW_PATIENT, "duplicates"));
}

static gboolean
shows_known (Fixture *fixture)
{
  return gtk_widget_get_visible (find_known (fixture));
}

/* Who may be known already stands above the form, exactly as wide. */
static void
test_known (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *known, *columns;
  graphene_rect_t head, groups = *graphene_rect_zero ();

  begin_with_two (fixture);
  fixture_act (get_root_widget (fixture), "win.new-patient", NULL);
  fixture_type (fixture, "birth_date", "14031958");
  fixture_type (fixture, "birth_name", "Dupont");
  fixture_type (fixture, "birth_first_names", "Jeanne");
  fixture_wait (fixture, shows_known);
  known = find_known (fixture);
  columns = gtk_widget_get_parent (known);
  g_assert_true (gtk_widget_compute_bounds (known, columns, &head));
  for (GtkWidget *group = gtk_widget_get_next_sibling (known); group != NULL;
       group = gtk_widget_get_next_sibling (group))
    {
      graphene_rect_t bounds;

      g_assert_true (gtk_widget_compute_bounds (group, columns, &bounds));
      g_assert_cmpfloat (bounds.origin.y, >=, head.origin.y + head.size.height);
      if (groups.size.width > 0)
        graphene_rect_union (&groups, &bounds, &groups);
      else
        groups = bounds;
    }
  g_assert_cmpfloat (head.origin.x, ==, groups.origin.x);
  g_assert_cmpfloat (head.size.width, ==, groups.size.width);
}

static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *city = NULL;

  begin_with_two (fixture);
  open_patient (fixture, 0);
  fixture_type (fixture, "city", "Nantes");
  g_assert_false (is_saved (fixture));
  fixture_act (get_root_widget (fixture), "win.save", NULL);
  fixture_wait (fixture, is_saved);
  open_patient (fixture, 1);
  open_patient (fixture, 0);
  city = fixture_read (fixture, "city");
  g_assert_cmpstr (city, ==, "Nantes");
}

/* What cannot be kept is still there after another file was opened. */
static void
test_page_change (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *date = NULL;
  g_autofree char *other_date = NULL;

  begin_with_two (fixture);
  open_patient (fixture, 0);
  fixture_type (fixture, "birth_date", "au printemps");
  open_patient (fixture, 1);
  other_date = fixture_read (fixture, "birth_date");
  g_assert_cmpstr (other_date, ==, "06/05/1990");
  open_patient (fixture, 0);
  date = fixture_read (fixture, "birth_date");
  g_assert_cmpstr (date, ==, "au printemps");
}

static gboolean
has_unsaved (Fixture *fixture)
{
  CpxPractice *practice = cpx_window_get_practice (fixture->window);

  return practice != NULL && cpx_unsaved_count (cpx_unsaved_get (practice)) > 0;
}

static void
test_lock (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *date = NULL;
  g_autofree char *name = NULL;

  begin_with_two (fixture);
  open_patient (fixture, 0);
  fixture_type (fixture, "birth_date", "au printemps");
  fixture_act (get_root_widget (fixture), "win.new-patient", NULL);
  fixture_type (fixture, "birth_name", "Durand");
  fixture_act (get_root_widget (fixture), "win.lock", NULL);
  fixture_wait (fixture, fixture_at_door);
  g_assert_null (cpx_window_get_practice (fixture->window));
  g_assert_false (has_view (fixture));

  enter (fixture);
  fixture_wait (fixture, has_unsaved);
  fixture_wait (fixture, lists_two);
  open_patient (fixture, 0);
  date = fixture_read (fixture, "birth_date");
  g_assert_cmpstr (date, ==, "au printemps");
  fixture_act (get_root_widget (fixture), "win.new-patient", NULL);
  name = fixture_read (fixture, "birth_name");
  g_assert_cmpstr (name, ==, "Durand");
}

/* What a person could read at the bottom of the window. */
static gboolean
shows_text (GtkWidget  *root,
            const char *text)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (shows_text (child, text))
        return TRUE;
    }

  return FALSE;
}

static GtkWidget *
find_toast (Fixture *fixture)
{
  GType type = g_type_from_name ("AdwToastWidget");

  return type != G_TYPE_INVALID ? find (fixture, type) : NULL;
}

/* The save that the lock asks for ends as the practice closes: what the page then looks up is refused, and nobody is
 * told of it. */
static void
test_lock_saving (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *names = NULL;

  begin_with_two (fixture);
  open_patient (fixture, 0);
  fixture_type (fixture, "birth_first_names", "Jeanne Marie");
  fixture_act (get_root_widget (fixture), "win.lock", NULL);
  fixture_wait (fixture, fixture_at_door);
  g_assert_null (find_toast (fixture));

  enter (fixture);
  fixture_wait (fixture, lists_two);
  g_assert_null (find_toast (fixture));
  open_patient (fixture, 0);
  names = fixture_read (fixture, "birth_first_names");
  g_assert_cmpstr (names, ==, "Jeanne Marie");
}

static gboolean
has_toast (Fixture *fixture)
{
  return find_toast (fixture) != NULL;
}

/* What could not be saved is offered again after the lock, and nothing is said in its place. */
static void
test_lock_unfinished (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *city = NULL;
  g_autofree char *date = NULL;

  begin_with_two (fixture);
  open_patient (fixture, 0);
  fixture_type (fixture, "city", "Nantes");
  fixture_type (fixture, "birth_date", "au printemps");
  fixture_act (get_root_widget (fixture), "win.lock", NULL);
  fixture_wait (fixture, fixture_at_door);
  g_assert_null (find_toast (fixture));

  enter (fixture);
  fixture_wait (fixture, has_toast);
  g_assert_true (shows_text (find_toast (fixture), "typed before the lock"));
  g_signal_emit_by_name (fixture_find_type (find_toast (fixture), GTK_TYPE_BUTTON), "clicked");
  fixture_wait (fixture, has_view);
  city = fixture_read (fixture, "city");
  g_assert_cmpstr (city, ==, "Nantes");
  date = fixture_read (fixture, "birth_date");
  g_assert_cmpstr (date, ==, "au printemps");
}

static void
test_lock_new (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *name = NULL;

  fixture_open_window (fixture);
  enter (fixture);
  fixture_act (get_root_widget (fixture), "win.new-patient", NULL);
  fixture_type (fixture, "birth_name", "Durand");
  fixture_act (get_root_widget (fixture), "win.lock", NULL);
  fixture_wait (fixture, fixture_at_door);

  enter (fixture);
  fixture_wait (fixture, has_toast);
  g_assert_false (has_new_form (fixture));
  g_signal_emit_by_name (fixture_find_type (find_toast (fixture), GTK_TYPE_BUTTON), "clicked");
  fixture_wait (fixture, has_new_form);
  name = fixture_read (fixture, "birth_name");
  g_assert_cmpstr (name, ==, "Durand");

  fixture_act (get_root_widget (fixture), "win.lock", NULL);
  fixture_wait (fixture, fixture_at_door);
  enter (fixture);
  fixture_wait (fixture, has_unsaved);
  g_assert_false (has_new_form (fixture));
  fixture_act (get_root_widget (fixture), "win.unsaved", NULL);   /* what the header says leads there too */
  fixture_wait (fixture, has_new_form);
}

static gboolean
lists_one (Fixture *fixture)
{
  return g_list_model_get_n_items (get_patients (fixture)) == 1;
}

static guint
count_dialogs (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      n += gtk_window_get_transient_for (window) != NULL && gtk_widget_get_visible (GTK_WIDGET (window)) ? 1 : 0;
    }

  return n;
}

static gboolean
has_two_dialogs (Fixture *fixture)
{
  return count_dialogs () == 2;
}

static GtkWindow *
find_dialog_over (GtkWindow *below)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) == below)
        return window;
    }
  g_assert_not_reached ();
}

/* Whether its keys count as a sign of life. */
static gboolean
is_watched (GtkWindow *window)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_LEGACY (controller))
        return TRUE;
    }

  return FALSE;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(int *) user_data = cpx_confirm_finish (result) ? 1 : 0;
}

/* A dialog that names a patient, and a question over it: neither stays over the unlock page. */
static void
test_lock_dialog (Fixture       *fixture,
                  gconstpointer  data)
{
  int answer = -1;
  GtkWindow *dialog;

  begin_with_two (fixture);
  open_patient (fixture, 0);
  fixture_act (find (fixture, CPX_TYPE_PATIENT_VIEW), "patient.erase", NULL);
  dialog = find_dialog_over (GTK_WINDOW (fixture->window));
  g_assert_true (is_watched (dialog));
  cpx_confirm_async (GTK_WIDGET (dialog), "Moreau Ève ?", NULL, "_Oui", CPX_CONFIRM_DESTRUCTIVE, answered_cb, &answer);
  fixture_wait (fixture, has_two_dialogs);

  fixture_act (get_root_widget (fixture), "win.lock", NULL);
  fixture_wait (fixture, fixture_at_door);
  g_assert_cmpuint (count_dialogs (), ==, 0);
  g_assert_cmpint (answer, ==, 0);
}

static GtkWidget *
find_saying (GtkWidget  *root,
             const char *words)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) &&
      strstr (gtk_label_get_label (GTK_LABEL (root)), words) != NULL)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_saying (child, words);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
says_shared (Fixture *fixture)
{
  return find_saying (get_root_widget (fixture), "has this number too") != NULL;
}

static gboolean
says_nothing_shared (Fixture *fixture)
{
  return !says_shared (fixture);
}

/* Two files under one number: whoever types it is told, and may. */
static void
test_number (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *number = NULL;

  begin_with_two (fixture);
  open_patient (fixture, 1);
  number = fixture_read (fixture, "file_number");
  open_patient (fixture, 0);
  g_assert_false (says_shared (fixture));
  fixture_type (fixture, "file_number", number);
  fixture_wait (fixture, says_shared);
  fixture_act (get_root_widget (fixture), "win.save", NULL);
  fixture_wait (fixture, is_saved);
  fixture_wait (fixture, says_shared);
  fixture_type (fixture, "file_number", "2031-1");
  fixture_wait (fixture, says_nothing_shared);
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *page, *search;

  begin_with_two (fixture);
  page = find (fixture, CPX_TYPE_PATIENTS_PAGE);
  search = GTK_WIDGET (gtk_widget_get_template_child (page, CPX_TYPE_PATIENTS_PAGE, "search"));
  gtk_editable_set_text (GTK_EDITABLE (search), "petit");
  g_signal_emit_by_name (search, "activate");
  fixture_wait (fixture, lists_one);
  fixture_wait (fixture, has_view);
}

static gboolean
shows_file (Fixture    *fixture,
            const char *id)
{
  GtkWidget *view = find (fixture, CPX_TYPE_PATIENT_VIEW);

  return view != NULL && g_str_equal (cpx_patient_view_get_id (CPX_PATIENT_VIEW (view)), id);
}

static GtkEditable *
get_search (Fixture *fixture)
{
  GtkWidget *page = find (fixture, CPX_TYPE_PATIENTS_PAGE);

  return GTK_EDITABLE (gtk_widget_get_template_child (page, CPX_TYPE_PATIENTS_PAGE, "search"));
}

static guint
get_selected (Fixture *fixture)
{
  return gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (get_patients (fixture)));
}

static gboolean
selects_none (Fixture *fixture)
{
  return get_selected (fixture) == GTK_INVALID_LIST_POSITION;
}

static gboolean
selects_first (Fixture *fixture)
{
  return get_selected (fixture) == 0;
}

/* Beside an open file no other patient's row is selected: not where the file is not among those found, not by who
 * went through the list and left it. */
static void
test_selected (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *first = NULL;
  GtkWidget *page;

  begin_with_two (fixture);
  page = find (fixture, CPX_TYPE_PATIENTS_PAGE);
  first = dup_id (fixture, 0);
  gtk_editable_set_text (get_search (fixture), "petit");
  g_signal_emit_by_name (get_search (fixture), "activate");
  fixture_wait (fixture, lists_one);
  fixture_wait (fixture, has_view);
  fixture_wait (fixture, selects_first);

  cpx_patients_page_open (CPX_PATIENTS_PAGE (page), first);   /* as from a journal or a work list */
  fixture_wait (fixture, selects_none);
  g_assert_true (shows_file (fixture, first));
  g_assert_cmpuint (g_list_model_get_n_items (get_patients (fixture)), ==, 1);

  gtk_editable_set_text (get_search (fixture), "");
  fixture_wait (fixture, lists_two);
  fixture_wait (fixture, selects_first);

  gtk_widget_grab_focus (GTK_WIDGET (gtk_widget_get_template_child (page, CPX_TYPE_PATIENTS_PAGE, "list")));
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (get_patients (fixture)), 1);
  gtk_widget_grab_focus (GTK_WIDGET (get_search (fixture)));
  fixture_wait (fixture, selects_first);
}

static void
test_archive (Fixture       *fixture,
              gconstpointer  data)
{
  begin_with_two (fixture);
  open_patient (fixture, 0);
  fixture_act (find (fixture, CPX_TYPE_PATIENT_VIEW), "patient.archive", NULL);
  fixture_wait (fixture, lists_one);
  fixture_act (find (fixture, CPX_TYPE_PATIENT_VIEW), "patient.restore", NULL);
  fixture_wait (fixture, lists_two);
}

/* A page that is not shown is not there for a screen reader. */
static void
test_hidden (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *page;

  begin_with_two (fixture);
  page = find (fixture, CPX_TYPE_UNLOCK_PAGE);
  g_assert_true (gtk_test_accessible_has_state (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_STATE_HIDDEN));
  g_assert_null (gtk_test_accessible_check_state (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE));
  page = find (fixture, CPX_TYPE_PATIENTS_PAGE);
  g_assert_null (gtk_test_accessible_check_state (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_STATE_HIDDEN, FALSE));
}

static GdkTexture *
render (GtkWidget *widget)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);

  return gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node, NULL);
}

static guint
count_colours (GdkTexture *texture)
{
  gsize width = (gsize) gdk_texture_get_width (texture);
  gsize height = (gsize) gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, width * height);
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);

  gdk_texture_download (texture, (guchar *) pixels, width * 4);
  for (gsize i = 0; i < width * height; i++)
    g_hash_table_add (seen, GUINT_TO_POINTER (pixels[i]));

  return g_hash_table_size (seen);
}

/* The right column is drawn beside the form, not under it and not outside the window. */
static void
test_render (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *view, *side;
  g_autoptr(GdkTexture) texture = NULL;
  graphene_rect_t bounds;

  begin_with_two (fixture);
  open_patient (fixture, 0);
  view = find (fixture, CPX_TYPE_PATIENT_VIEW);
  side = find (fixture, CPX_TYPE_PATIENT_SIDE);
  fixture_settle ();
  g_assert_true (gtk_widget_compute_bounds (side, get_root_widget (fixture), &bounds));
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (get_root_widget (fixture)));
  g_assert_cmpint (gtk_widget_get_width (get_root_widget (fixture)), <=, 1366);
  g_assert_cmpfloat (bounds.size.width, >=, 200);
  texture = render (view);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, gtk_widget_get_width (view));
  g_assert_cmpuint (count_colours (texture), >, 32);
}

static gboolean
is_closed (Fixture *fixture)
{
  return fixture->window == NULL;
}

static gboolean
is_folded (Fixture *fixture)
{
  gboolean folded;

  g_object_get (find (fixture, CPX_TYPE_SPLIT), "folded", &folded, NULL);

  return folded;
}

static gboolean
is_in_first_field (Fixture *fixture)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_ENTRY_ROW) : NULL;

  return row != NULL && g_str_equal (gtk_widget_get_name (row), "birth_name");
}

/* Where the file takes the place of the list, the keyboard goes with it; nothing is selected there, for a key pressed
 * by mistake would replace the name. */
static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  begin_with_two (fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  fixture_wait (fixture, is_folded);
  open_patient (fixture, 0);
  fixture_wait (fixture, is_in_first_field);
  g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (gtk_root_get_focus (GTK_ROOT (fixture->window))),
                                                     NULL, NULL));
}

/* Asked to stop from outside: what was typed is kept, and the one file is whole. */
static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);

  fixture_open_window (fixture);
  cpx_stop_signals_watch (gtk_window_get_application (GTK_WINDOW (fixture->window)));
  fixture_unlock (fixture, FIXTURE_PASSPHRASE);
  fixture_wait (fixture, fixture_in_house);
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  raise (SIGTERM);
  fixture_wait (fixture, is_closed);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

/* Nothing of the practice is left in memory by the widgets once it is locked. */
static void
test_finalize (Fixture       *fixture,
               gconstpointer  data)
{
  CpxPractice *practice;
  GtkWidget *view;
  GWeakRef weak_view, weak_practice;

  begin_with_two (fixture);
  open_patient (fixture, 0);
  practice = cpx_window_get_practice (fixture->window);
  view = find (fixture, CPX_TYPE_PATIENT_VIEW);
  g_weak_ref_init (&weak_view, view);
  g_weak_ref_init (&weak_practice, practice);
  fixture_act (view, "patient.show-tab", "timeline");
  fixture_settle ();
  fixture_act (get_root_widget (fixture), "win.lock", NULL);
  fixture_wait (fixture, fixture_at_door);
  g_assert_null (g_weak_ref_get (&weak_view));
  g_assert_null (g_weak_ref_get (&weak_practice));
  g_weak_ref_clear (&weak_view);
  g_weak_ref_clear (&weak_practice);
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

/* From the list of pages Tab goes into the page that is shown, whichever that is; Shift+Tab before the list. */
static void
test_tab (Fixture       *fixture,
          gconstpointer  data)
{
  static const guint keys[] = { GDK_KEY_Tab, GDK_KEY_ISO_Left_Tab };
  GtkWidget *list;

  begin_with_two (fixture);
  gtk_widget_activate_action (get_root_widget (fixture), "win.show-page", "i", 4);
  list = fixture_find_name (get_root_widget (fixture), "pages");
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (list));
      gboolean handled = FALSE;
      GtkWidget *focus;

      gtk_widget_grab_focus (GTK_WIDGET (row));
      g_signal_emit_by_name (find_keys (list), "key-pressed", keys[i], 0, 0, &handled);
      fixture_settle ();
      focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
      g_assert_true (handled);
      g_assert_true (gtk_list_box_get_selected_row (GTK_LIST_BOX (list)) == row);
      g_assert_nonnull (focus);
      g_assert_false (gtk_widget_is_ancestor (focus, list));
    }
}

static gboolean
in_journal (Fixture *fixture)
{
  GtkWidget *chip = fixture_find_name (get_root_widget (fixture), "audit-patient-chip");

  return chip != NULL && gtk_widget_get_mapped (chip) && gtk_button_get_label (GTK_BUTTON (chip)) != NULL &&
         strstr (gtk_button_get_label (GTK_BUTTON (chip)), "DUPONT") != NULL;
}

/* From a file to what the journal says of it, and of nothing else. */
static void
test_entries (Fixture       *fixture,
              gconstpointer  data)
{
  begin_with_two (fixture);
  open_patient (fixture, 0);
  fixture_act (find (fixture, CPX_TYPE_PATIENT_VIEW), "patient.show-entries", NULL);
  fixture_wait (fixture, in_journal);
}

/* Somebody who was somewhere comes back there after the lock */

static CpxPractice *
get_practice (Fixture *fixture)
{
  return cpx_window_get_practice (fixture->window);
}

static void
lock (Fixture *fixture)
{
  fixture_act (get_root_widget (fixture), "win.lock", NULL);
  fixture_wait (fixture, fixture_at_door);
}

static CpxHouse *
get_house (Fixture *fixture)
{
  return CPX_HOUSE (find (fixture, CPX_TYPE_HOUSE));
}

static void
add_other_user (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxRecord) plain =
    cpx_record_new_with_texts (&cpx_user_kind, NULL, CPX_USER_LOGIN, "durand", CPX_USER_NAME, "Dr Paul Durand", -1);
  g_autoptr(CpxRecord) other = cpx_user_with_roles (plain, CPX_ROLE_SURGEON);
  g_autoptr(CpxReceipt) receipt = cpx_practice_add_user (get_practice (fixture), other, FIXTURE_PASSPHRASE, &error);

  g_assert_no_error (error);
  g_assert_nonnull (receipt);
}

static char *
add_operation (Fixture    *fixture,
               const char *patient_id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxRecord) plain = cpx_record_new_with_texts (&cpx_practitioner_kind, NULL, CPX_PRACTITIONER_NAME,
                                                          "Martin", CPX_PRACTITIONER_SECTOR, "1", -1);
  g_autoptr(CpxReceipt) surgeon = cpx_practice_save_record (get_practice (fixture), NULL, plain, &error);
  g_autoptr(CpxRecord) operation =
    cpx_record_new_with_texts (&cpx_intervention_kind, NULL, CPX_INTERVENTION_PATIENT, patient_id,
                               CPX_INTERVENTION_SURGEON, cpx_record_get_id (cpx_receipt_get_record (surgeon)),
                               CPX_INTERVENTION_LABEL, "Appendicectomie", CPX_INTERVENTION_STATE, "done",
                               CPX_INTERVENTION_DATE, "2026-03-09", -1);
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record (get_practice (fixture), NULL, operation, &error);

  g_assert_no_error (error);

  return g_strdup (cpx_record_get_id (cpx_receipt_get_record (receipt)));
}

static void
choose_login (Fixture    *fixture,
              const char *login)
{
  GtkWidget *page = find (fixture, CPX_TYPE_UNLOCK_PAGE);
  GObject *row = gtk_widget_get_template_child (page, CPX_TYPE_UNLOCK_PAGE, "login_row");
  GListModel *logins = adw_combo_row_get_model (ADW_COMBO_ROW (row));

  for (guint i = 0; i < g_list_model_get_n_items (logins); i++)
    {
      if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (logins), i), login))
        adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
    }
}

static gboolean
shows_list_only (Fixture *fixture)
{
  return g_str_equal (cpx_house_get_page (get_house (fixture)), "patients") && !has_view (fixture);
}

static gboolean
shows_timeline (Fixture *fixture)
{
  GtkWidget *view = find (fixture, CPX_TYPE_PATIENT_VIEW);
  GtkWidget *timeline = view != NULL ? fixture_find_type (view, CPX_TYPE_TIMELINE_VIEW) : NULL;

  return timeline != NULL && gtk_widget_get_mapped (timeline);
}

static gboolean
count_cb (CpxLogEntry  *entry,
          gpointer      user_data,
          GError      **error)
{
  ++*(guint *) user_data;

  return TRUE;
}

/* How often the file of the patient was opened, by the log. */
static guint
count_openings (Fixture    *fixture,
                const char *id)
{
  g_auto(CpxLogFilter) filter = { NULL };
  g_autoptr(GError) error = NULL;
  const char *actions[] = { "patient.opened", NULL };
  guint n = 0;

  cpx_log_filter_init (&filter);
  filter.patient_id = g_strdup (id);
  filter.actions = g_strdupv ((char **) actions);
  g_assert_true (cpx_practice_walk_log (get_practice (fixture), &filter, count_cb, &n, NULL, &error));
  g_assert_no_error (error);

  return n;
}

/* The file and its tab, to who was there; to another the list, and to who comes back after another too. */
static void
test_place_file (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *id = NULL;

  begin_with_two (fixture);
  add_other_user (fixture);
  id = dup_id (fixture, 1);
  open_patient (fixture, 1);
  fixture_act (find (fixture, CPX_TYPE_PATIENT_VIEW), "patient.show-tab", "timeline");
  lock (fixture);
  enter (fixture);
  fixture_wait (fixture, shows_timeline);
  g_assert_true (shows_file (fixture, id));
  g_assert_cmpuint (count_openings (fixture, id), ==, 2);

  lock (fixture);
  choose_login (fixture, "durand");
  enter (fixture);
  fixture_wait (fixture, lists_two);
  g_assert_true (shows_list_only (fixture));
  lock (fixture);
  choose_login (fixture, FIXTURE_LOGIN);
  enter (fixture);
  fixture_wait (fixture, lists_two);
  g_assert_true (shows_list_only (fixture));
}

static gboolean
is_archived (Fixture *fixture)
{
  return g_list_model_get_n_items (get_patients (fixture)) == 1;
}

/* Nothing is opened, and nothing said. */
static void
test_place_gone (Fixture       *fixture,
                 gconstpointer  data)
{
  begin_with_two (fixture);
  open_patient (fixture, 0);
  fixture_act (find (fixture, CPX_TYPE_PATIENT_VIEW), "patient.archive", NULL);
  fixture_wait (fixture, is_archived);
  lock (fixture);
  enter (fixture);
  fixture_wait (fixture, is_archived);
  fixture_settle ();
  g_assert_true (shows_list_only (fixture));
  g_assert_null (find_toast (fixture));
}

static gboolean
shows_operation (Fixture *fixture)
{
  GtkWidget *view = find (fixture, CPX_TYPE_INTERVENTION_VIEW);

  return view != NULL && gtk_widget_get_mapped (view);
}

static gboolean
shows_coding (Fixture *fixture)
{
  GtkWidget *view = find (fixture, CPX_TYPE_CODING_VIEW);

  return view != NULL && gtk_widget_get_mapped (view);
}

/* The operation open in the file, the one that was being coded, and a page with nothing open on it. */
static void
test_place_operation (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *patient_id = NULL;
  g_autofree char *id = NULL;

  begin_with_two (fixture);
  patient_id = dup_id (fixture, 1);
  id = add_operation (fixture, patient_id);
  fixture_act (get_root_widget (fixture), "win.write-note", id);
  fixture_wait (fixture, shows_operation);
  lock (fixture);
  enter (fixture);
  fixture_wait (fixture, shows_operation);
  g_assert_true (shows_file (fixture, patient_id));

  fixture_act (get_root_widget (fixture), "win.code-intervention", id);
  fixture_wait (fixture, shows_coding);
  lock (fixture);
  enter (fixture);
  fixture_wait (fixture, shows_coding);
  g_assert_cmpstr (cpx_coding_view_get_id (CPX_CODING_VIEW (find (fixture, CPX_TYPE_CODING_VIEW))), ==, id);
  g_assert_false (has_view (fixture));

  gtk_widget_activate_action (get_root_widget (fixture), "win.show-page", "i", 3);
  lock (fixture);
  enter (fixture);
  g_assert_cmpstr (cpx_house_get_page (get_house (fixture)), ==, "nomenclature");
}

static gboolean
shows_draft (Fixture *fixture)
{
  g_autofree char *date = has_view (fixture) ? fixture_read (fixture, "birth_date") : NULL;

  return g_strcmp0 (date, "au printemps") == 0;
}

/* A text of no patient is led to where it is typed, and no new patient is begun for it. */
static void
test_unsaved_in_settings (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(CpxRecord) room = NULL;
  g_autoptr(CpxDraft) draft = NULL;

  fixture_open_window (fixture);
  enter (fixture);
  fixture_act (get_root_widget (fixture), "win.unsaved", NULL);
  g_assert_cmpstr (cpx_house_get_page (get_house (fixture)), ==, "patients");

  room = cpx_record_new (&cpx_room_kind, "01890000-0000-7000-8000-000000000009");
  draft = cpx_unsaved_begin (cpx_unsaved_get (get_practice (fixture)), room);
  cpx_draft_set_text (draft, CPX_ROOM_NAME, "Bloc 4");
  fixture_wait (fixture, has_unsaved);
  fixture_act (get_root_widget (fixture), "win.unsaved", NULL);
  g_assert_cmpstr (cpx_house_get_page (get_house (fixture)), ==, "settings");
  g_assert_false (has_new_form (fixture));
}

/* What was typed is in the file that comes back, and who asks for another file meanwhile gets that one. */
static void
test_place_draft (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *other_id = NULL;

  begin_with_two (fixture);
  other_id = dup_id (fixture, 1);
  open_patient (fixture, 0);
  fixture_type (fixture, "birth_date", "au printemps");
  lock (fixture);
  enter (fixture);
  fixture_wait (fixture, shows_draft);
  g_assert_true (has_unsaved (fixture));

  lock (fixture);
  fixture_unlock (fixture, FIXTURE_PASSPHRASE);
  while (!fixture_in_house (fixture))
    g_main_context_iteration (NULL, TRUE);
  fixture_act (get_root_widget (fixture), "win.open-patient", other_id);
  fixture_wait (fixture, has_view);
  fixture_wait (fixture, has_toast);
  g_assert_true (shows_file (fixture, other_id));
}

/* Nothing was left and nothing asked for: what a kill would leave is in the vault. */
static gboolean
is_written_down (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) stored = cpx_practice_list_drafts (get_practice (fixture), &error);
  g_autofree char *json = NULL;

  g_assert_no_error (error);
  if (stored->len == 0)
    return FALSE;
  json = cpx_record_print_json (((CpxFormDraft *) stored->pdata[0])->record, CPX_RECORD_FIELDS_ONLY);

  return strstr (json, "au printemps") != NULL;
}

static void
test_written_down (Fixture       *fixture,
                   gconstpointer  data)
{
  begin_with_two (fixture);
  open_patient (fixture, 0);
  fixture_type (fixture, "birth_date", "au printemps");
  fixture_wait (fixture, is_written_down);
  g_assert_true (has_unsaved (fixture));
}

/* Of a patient who is not there yet too. */
static void
test_new_written_down (Fixture       *fixture,
                       gconstpointer  data)
{
  begin_with_two (fixture);
  fixture_act (get_root_widget (fixture), "win.new-patient", NULL);
  fixture_type (fixture, "birth_date", "au printemps");
  fixture_wait (fixture, is_written_down);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  fixture_init (&argc, &argv);

  ADD ("/window/unlock", test_unlock);
  ADD ("/window/first-run", test_first_run);
  ADD ("/window/create", test_create);
  ADD ("/window/known", test_known);
  ADD ("/window/edit", test_edit);
  ADD ("/window/page-change", test_page_change);
  ADD ("/window/lock", test_lock);
  ADD ("/window/lock-saving", test_lock_saving);
  ADD ("/window/lock-unfinished", test_lock_unfinished);
  ADD ("/window/lock-new", test_lock_new);
  ADD ("/window/lock-dialog", test_lock_dialog);
  ADD ("/window/unsaved-in-settings", test_unsaved_in_settings);
  ADD ("/window/number", test_number);
  ADD ("/window/narrow", test_narrow);
  ADD ("/window/stop", test_stop);
  ADD ("/window/search", test_search);
  ADD ("/window/selected", test_selected);
  ADD ("/window/tab", test_tab);
  ADD ("/window/entries", test_entries);
  ADD ("/window/archive", test_archive);
  ADD ("/window/hidden", test_hidden);
  ADD ("/window/render", test_render);
  ADD ("/window/finalize", test_finalize);
  ADD ("/window/place-file", test_place_file);
  ADD ("/window/place-gone", test_place_gone);
  ADD ("/window/place-operation", test_place_operation);
  ADD ("/window/place-draft", test_place_draft);
  ADD ("/window/written-down", test_written_down);
  ADD ("/window/new-written-down", test_new_written_down);

  return g_test_run ();
}

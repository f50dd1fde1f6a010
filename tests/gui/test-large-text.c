/* test-large-text.c: in French, with text at 200 %, no page is wider than a screen of 1024 pixels.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-gui-fixture.h"

#include "cpx-new-patient.h"
#include "cpx-patient-view.h"
#include "cpx-settings-page.h"
#include "cpx-settings-sections.h"

#include <adwaita.h>
#include <cpx-patient-list.h>
#include <libintl.h>
#include <locale.h>

#define SCREEN_WIDTH 1024
#define LARGE_DPI    (192 * PANGO_SCALE)

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
has_view (Fixture *fixture)
{
  return find (fixture, CPX_TYPE_PATIENT_VIEW) != NULL;
}

static gboolean
has_new_form (Fixture *fixture)
{
  return find (fixture, CPX_TYPE_NEW_PATIENT) != NULL;
}

static void
assert_fits (Fixture    *fixture,
             const char *page)
{
  int width;

  fixture_settle ();
  gtk_widget_measure (get_root_widget (fixture), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_test_message ("%s: %d", page, width);
  g_assert_cmpint (width, <=, SCREEN_WIDTH);
}

static void
enter (Fixture *fixture)
{
  fixture_add_patient (fixture, "Dupont", "Jeanne", "1958-03-14");
  fixture_open_window (fixture);
  fixture_unlock (fixture, FIXTURE_PASSPHRASE);
  fixture_wait (fixture, fixture_in_house);
}

static void
test_patients (Fixture       *fixture,
               gconstpointer  data)
{
  enter (fixture);
  assert_fits (fixture, "patients");
  fixture_act (get_root_widget (fixture), "win.new-patient", NULL);
  fixture_wait (fixture, has_new_form);
  assert_fits (fixture, "new patient");
}

static char *
find_patient (Fixture *fixture)
{
  g_autoptr(CpxPatientList) list = cpx_patient_list_new (cpx_window_get_practice (fixture->window));
  g_autoptr(CpxPatientRow) row = NULL;

  while ((row = g_list_model_get_item (G_LIST_MODEL (list), 0)) == NULL)
    fixture_settle ();

  return g_strdup (cpx_patient_row_get_id (row));
}

static void
test_patient (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const tabs[] = { "identity", "record", "cover", "timeline" };
  g_autofree char *id = NULL;

  enter (fixture);
  id = find_patient (fixture);
  fixture_act (get_root_widget (fixture), "win.open-patient", id);
  fixture_wait (fixture, has_view);
  for (gsize i = 0; i < G_N_ELEMENTS (tabs); i++)
    {
      fixture_act (find (fixture, CPX_TYPE_PATIENT_VIEW), "patient.show-tab", tabs[i]);
      assert_fits (fixture, tabs[i]);
    }
}

/* The last of the pages. */
static GtkWidget *
open_settings (Fixture *fixture)
{
  for (int i = 9; i > 1; i--)
    {
      GtkWidget *page;

      gtk_widget_activate_action (get_root_widget (fixture), "win.show-page", "i", i);
      fixture_settle ();
      page = find (fixture, CPX_TYPE_SETTINGS_PAGE);
      if (page != NULL && gtk_widget_get_mapped (page))
        return page;
    }
  g_assert_not_reached ();
}

static void
test_settings (Fixture       *fixture,
               gconstpointer  data)
{
  guint n_sections;
  const CpxSettingsSection *sections = cpx_settings_sections_list (&n_sections);
  GtkWidget *page;

  enter (fixture);
  page = open_settings (fixture);
  for (guint i = 0; i < n_sections; i++)
    {
      cpx_settings_page_show (CPX_SETTINGS_PAGE (page), sections[i].name);
      assert_fits (fixture, sections[i].name);
    }
}

/* As the application does, from the build tree; GTK's test set-up chose English. */
static void
speak_french (void)
{
  const char *built = g_getenv ("G_TEST_BUILDDIR");
  g_autofree char *folder = g_build_filename (built != NULL ? built : "", "..", "po", NULL);

  g_setenv ("LANGUAGE", "fr", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  fixture_init (&argc, &argv);
  speak_french ();
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", LARGE_DPI, NULL);

  ADD ("/large-text/patients", test_patients);
  ADD ("/large-text/patient", test_patient);
  ADD ("/large-text/settings", test_settings);

  return g_test_run ();
}

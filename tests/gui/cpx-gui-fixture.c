/* cpx-gui-fixture.c: a window on a real practice in a folder of its own, driven as a person would.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-gui-fixture.h"

#include "cpx-unlock-page.h"

#include <cpx-add-patient.h>
#include <cpx-create-practice.h>
#include <cpx-patient.h>
#include <cpx-unlock.h>

#include <ftw.h>

#define TIMEOUT_S 30

static AdwApplication *application;

void
fixture_init (int    *argc,
              char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  /* A blinking cursor warns when its entry was made insensitive under it. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
  application = adw_application_new ("fr.chirurgieprox.ChirurgieProX", G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
}

static CpxPractice *
create (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *code = NULL;
  CpxPracticeSetup setup = {
    .practice_name = "Cabinet d’essai",
    .login = FIXTURE_LOGIN,
    .user_name = "Dr Claire Martin",
    .passphrase = FIXTURE_PASSPHRASE,
    .kdf_cost = CPX_KDF_COST_FOR_TESTS,
  };
  CpxPractice *practice = cpx_practice_create (fixture->path, &setup, &code, &error);

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

void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(CpxPractice) practice = NULL;

  fixture->folder = g_dir_make_tmp ("cpx-gui-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "practice.cpx", NULL);
  practice = create (fixture);
  close_practice (practice);
}

static int
remove_one (const char        *path,
            const struct stat *stat,
            int                flag,
            struct FTW        *ftw)
{
  return remove (path);
}

static gboolean
window_is_gone (Fixture *fixture)
{
  return gtk_application_get_windows (GTK_APPLICATION (application)) == NULL;
}

void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  if (fixture->window != NULL)
    {
      gtk_window_close (GTK_WINDOW (fixture->window));
      fixture_wait (fixture, window_is_gone);
    }
  nftw (fixture->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static gpointer
add (CpxJournal  *journal,
     gpointer     patient,
     GError     **error)
{
  return cpx_add_patient (journal, patient, error);
}

void
fixture_add_patient (Fixture    *fixture,
                     const char *name,
                     const char *first_name,
                     const char *birth_date)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPractice) practice =
    cpx_practice_unlock (fixture->path, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, &error);
  g_autoptr(CpxRecord) patient = cpx_record_new_with_texts (&cpx_patient_kind, NULL, CPX_PATIENT_BIRTH_NAME, name,
                                                            CPX_PATIENT_BIRTH_FIRST_NAMES, first_name,
                                                            CPX_PATIENT_SEX, "F", CPX_PATIENT_BIRTH_DATE, birth_date,
                                                            CPX_PATIENT_BIRTH_PLACE_INSEE, "75056", -1);
  g_autoptr(CpxReceipt) receipt = NULL;

  g_assert_no_error (error);
  receipt = cpx_practice_perform (practice, add, patient, g_object_unref, &error);
  g_assert_no_error (error);
  close_practice (practice);
}

void
fixture_open_window (Fixture *fixture)
{
  fixture->window = cpx_window_new (GTK_APPLICATION (application), fixture->path);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1366, 768);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

void
fixture_unlock (Fixture    *fixture,
                const char *passphrase)
{
  GtkWidget *page = fixture_find_type (GTK_WIDGET (fixture->window), CPX_TYPE_UNLOCK_PAGE);
  GtkWidget *row = fixture_find_type (page, ADW_TYPE_PASSWORD_ENTRY_ROW);

  gtk_editable_set_text (GTK_EDITABLE (row), passphrase);
  fixture_act (page, "unlock.unlock", NULL);
}

static gboolean
timeout_cb (gpointer user_data)
{
  g_error ("what was waited for did not come");

  return G_SOURCE_REMOVE;
}

void
fixture_wait (Fixture          *fixture,
              FixtureCondition  condition)
{
  guint timeout_id = g_timeout_add_seconds (TIMEOUT_S, timeout_cb, NULL);

  while (!condition (fixture))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout_id);
  fixture_settle ();
}

void
fixture_settle (void)
{
  gint64 end_us = g_get_monotonic_time () + 100 * 1000;

  while (g_get_monotonic_time () < end_us || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

GtkWidget *
fixture_find_type (GtkWidget *root,
                   GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = fixture_find_type (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkWidget *
fixture_find_name (GtkWidget  *root,
                   const char *name)
{
  if (g_str_equal (gtk_widget_get_name (root), name))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = fixture_find_name (child, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

void
fixture_type (Fixture    *fixture,
              const char *field,
              const char *text)
{
  GtkWidget *row = fixture_find_name (GTK_WIDGET (fixture->window), field);

  g_assert_true (GTK_IS_EDITABLE (row));
  gtk_widget_grab_focus (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

char *
fixture_read (Fixture    *fixture,
              const char *field)
{
  GtkWidget *row = fixture_find_name (GTK_WIDGET (fixture->window), field);

  return GTK_IS_EDITABLE (row) ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))) : NULL;
}

void
fixture_act (GtkWidget  *widget,
             const char *action,
             const char *target)
{
  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_activate_action (widget, action, target != NULL ? "s" : NULL, target));
}

gboolean
fixture_in_house (Fixture *fixture)
{
  return g_str_equal (cpx_window_get_stage (fixture->window), "house");
}

gboolean
fixture_at_door (Fixture *fixture)
{
  return g_str_equal (cpx_window_get_stage (fixture->window), "unlock");
}

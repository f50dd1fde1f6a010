/* test-settings.c: the page of settings, through its actions and what is typed into it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "dbf-fixture.h"
#include "page-fixture.h"

#include "cpx-backup-section.h"
#include "cpx-ccam-section.h"
#include "cpx-code-dialog.h"
#include "cpx-keys-section.h"
#include "cpx-qr-view.h"
#include "cpx-record-group.h"
#include "cpx-settings-page.h"
#include "cpx-settings-sections.h"
#include "cpx-settings.h"
#include "cpx-user-dialog.h"

#include <cpx-add-user.h>
#include <cpx-establishment.h>
#include <cpx-nomenclatures.h>
#include <cpx-practice-record.h>
#include <cpx-practitioner.h>
#include <cpx-second-factor.h>
#include <cpx-slots.h>
#include <cpx-unlock.h>
#include <cpx-user.h>
#include <glib/gstdio.h>

#define SOPHIE_PASSPHRASE "bouton neige tasse"

static void
add_sophie (PageFixture *fixture)
{
  g_autoptr(CpxRecord) plain = cpx_record_new_with_texts (&cpx_user_kind, NULL, CPX_USER_LOGIN, "sophie",
                                                          CPX_USER_NAME, "Sophie Bernard", -1);
  g_autoptr(CpxRecord) user = cpx_user_with_roles (plain, CPX_ROLE_SECRETARY);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_add_user (fixture->practice, user, SOPHIE_PASSPHRASE, &error);

  g_assert_no_error (error);
}

static gboolean
is_loaded (gpointer list)
{
  return cpx_record_list_get_loaded (list);
}

static CpxRecordGroup *
find_group (GtkWidget *page,
            guint      nth)
{
  CpxRecordGroup *group = CPX_RECORD_GROUP (page_fixture_find_type (page, CPX_TYPE_RECORD_GROUP, nth));

  page_fixture_wait (is_loaded, cpx_record_group_get_list (group));

  return group;
}

static guint
count (CpxRecordGroup *group)
{
  return g_list_model_get_n_items (G_LIST_MODEL (cpx_record_group_get_list (group)));
}

static gboolean
has_one (gpointer group)
{
  return count (group) == 1;
}

static gboolean
has_two (gpointer group)
{
  return count (group) == 2;
}

/* Every part can be shown, twice, without a warning. */
static void
test_sections (PageFixture   *fixture,
               gconstpointer  data)
{
  GtkWidget *page = page_fixture_show_settings (fixture, "account");
  guint n_sections;
  const CpxSettingsSection *sections = cpx_settings_sections_list (&n_sections);

  for (guint i = 0; i < 2 * n_sections; i++)
    {
      gtk_widget_activate_action (page, "settings.show-section", "s", sections[i % n_sections].name);
      page_fixture_settle ();
      g_assert_cmpstr (cpx_settings_page_get_section (CPX_SETTINGS_PAGE (page)), ==, sections[i % n_sections].name);
    }
}

/* A secretary neither sees nor reaches the keys. */
static void
test_role (PageFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  GtkWidget *page;

  add_sophie (fixture);
  cpx_practice_close (fixture->practice, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (fixture->practice);
  fixture->practice = cpx_practice_unlock (fixture->path, "sophie", SOPHIE_PASSPHRASE, NULL, &error);
  g_assert_no_error (error);

  page = page_fixture_show_settings (fixture, "account");
  gtk_widget_activate_action (page, "settings.show-section", "s", "keys");
  g_assert_cmpstr (cpx_settings_page_get_section (CPX_SETTINGS_PAGE (page)), ==, "account");
  g_assert_null (page_fixture_find_name (page, "users"));
  g_assert_nonnull (page_fixture_find_name (page, "practitioners"));
}

static gboolean
has_new_name (gpointer practice)
{
  return g_str_equal (cpx_practice_get_name (practice), "Cabinet du Port");
}

static void
test_practice (PageFixture   *fixture,
               gconstpointer  data)
{
  GtkWidget *page = page_fixture_show_settings (fixture, "practice");

  page_fixture_type (page, "name", "Cabinet du Port");
  gtk_widget_grab_focus (page_fixture_find_name (page, "name"));
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);   /* leaves the group */
  page_fixture_wait (has_new_name, fixture->practice);
}

static void
test_add_and_archive (PageFixture   *fixture,
                      gconstpointer  data)
{
  GtkWidget *page = page_fixture_show_settings (fixture, "places");
  CpxRecordGroup *group = find_group (page, 0);
  g_autoptr(CpxRecord) added = NULL;
  CpxRecordRow *row;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (group), "records.add", NULL));
  page_fixture_settle ();
  page_fixture_type (GTK_WIDGET (group), "name", "Clinique du Port");
  row = CPX_RECORD_ROW (page_fixture_find_type (GTK_WIDGET (group), CPX_TYPE_RECORD_ROW, 0));
  g_assert_true (cpx_record_row_is_new (row));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (row), "record.add", NULL));
  page_fixture_wait (has_one, group);
  page_fixture_settle ();

  added = g_list_model_get_item (G_LIST_MODEL (cpx_record_group_get_list (group)), 0);
  g_assert_cmpstr (cpx_record_get_text (added, CPX_ESTABLISHMENT_NAME), ==, "Clinique du Port");
  row = cpx_record_group_find_row (group, cpx_record_get_id (added));
  g_assert_false (cpx_record_row_is_new (row));
  g_assert_null (page_fixture_find_type (GTK_WIDGET (group), CPX_TYPE_RECORD_ROW, 1));   /* the new line is gone */

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (group), "records.archive", "s", cpx_record_get_id (added)));
  page_fixture_wait ((PageCondition) cpx_record_row_is_archived, row);
  g_assert_false (gtk_widget_get_child_visible (GTK_WIDGET (row)));

  page_fixture_press_in_toast (fixture, "Undo");
  while (cpx_record_row_is_archived (row))
    page_fixture_settle ();
  g_assert_true (gtk_widget_get_child_visible (GTK_WIDGET (row)));
}

/* What is refused stays typed, with its sentence, and nothing is added. */
static void
test_wrong_rpps (PageFixture   *fixture,
                 gconstpointer  data)
{
  GtkWidget *page = page_fixture_show_settings (fixture, "practitioners");
  CpxRecordGroup *group = find_group (page, 0);
  GtkWidget *row;

  gtk_widget_activate_action (GTK_WIDGET (group), "records.add", NULL);
  page_fixture_settle ();
  page_fixture_type (GTK_WIDGET (group), "name", "Bernard");
  page_fixture_type (GTK_WIDGET (group), "rpps", "10003456789");
  row = page_fixture_find_type (GTK_WIDGET (group), CPX_TYPE_RECORD_ROW, 0);
  gtk_widget_activate_action (row, "record.add", NULL);
  page_fixture_settle ();

  g_assert_cmpuint (count (group), ==, 0);
  g_assert_true (gtk_widget_has_css_class (page_fixture_find_name (GTK_WIDGET (group), "rpps"), "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (page_fixture_find_name (GTK_WIDGET (group), "rpps"))), ==,
                   "10003456789");

  page_fixture_type (GTK_WIDGET (group), "rpps", "10003456786");   /* the right key */
  gtk_widget_activate_action (row, "record.add", NULL);
  page_fixture_wait (has_one, group);
}

/* What was begun is there again when one comes back, until it is given up. */
static void
test_give_up (PageFixture   *fixture,
              gconstpointer  data)
{
  GtkWidget *page = page_fixture_show_settings (fixture, "places");
  CpxRecordGroup *group = find_group (page, 1);

  gtk_widget_activate_action (GTK_WIDGET (group), "records.add", NULL);
  page_fixture_settle ();
  page_fixture_type (GTK_WIDGET (group), "name", "Bloc 1");
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = NULL;

  page = page_fixture_show_settings (fixture, "places");
  group = find_group (page, 1);
  gtk_widget_activate_action (GTK_WIDGET (group), "records.add", NULL);
  page_fixture_settle ();
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (page_fixture_find_name (GTK_WIDGET (group), "name"))), ==,
                   "Bloc 1");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (group), "records.give-up", NULL));
  g_assert_null (page_fixture_find_name (GTK_WIDGET (group), "name"));
  g_assert_cmpuint (count (group), ==, 0);
}

/* A weak passphrase leaves the button off; a good one adds the user. */
static void
test_add_user (PageFixture   *fixture,
               gconstpointer  data)
{
  GtkWidget *page = page_fixture_show_settings (fixture, "users");
  CpxRecordGroup *group = find_group (page, 0);
  GtkWidget *dialog = cpx_user_dialog_new (fixture->practice);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (fixture->window));
  gtk_window_present (GTK_WINDOW (dialog));
  page_fixture_settle ();
  page_fixture_type (dialog, "name", "Sophie Bernard");
  page_fixture_type (dialog, "login", "sophie");
  page_fixture_type (dialog, "fresh", "court");
  page_fixture_type (dialog, "again", "court");
  g_assert_false (page_fixture_can (dialog, "dialog.accept"));

  page_fixture_type (dialog, "fresh", SOPHIE_PASSPHRASE);
  page_fixture_type (dialog, "again", SOPHIE_PASSPHRASE);
  g_assert_true (gtk_widget_activate_action (dialog, "dialog.accept", NULL));   /* refused: she has no role */
  page_fixture_settle ();
  g_assert_cmpuint (count (group), ==, 1);

  gtk_switch_set_active (GTK_SWITCH (page_fixture_find_type (page_fixture_find_name (dialog, "role_secretary"),
                                                            GTK_TYPE_SWITCH, 0)), TRUE);
  g_assert_true (gtk_widget_activate_action (dialog, "dialog.accept", NULL));
  page_fixture_wait (has_two, group);
  page_fixture_settle ();
}

static gboolean
shows_refusal (gpointer dialog)
{
  return gtk_widget_get_mapped (page_fixture_find_name (dialog, "error"));
}

/* A wrong code sets nothing up. */
static void
test_wrong_code (PageFixture   *fixture,
                 gconstpointer  data)
{
  GtkWidget *dialog;

  page_fixture_show_settings (fixture, "account");
  dialog = cpx_code_dialog_new (fixture->practice, FIXTURE_LOGIN);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (fixture->window));
  gtk_window_present (GTK_WINDOW (dialog));
  page_fixture_settle ();
  g_assert_cmpuint (strlen (cpx_code_dialog_get_secret (CPX_CODE_DIALOG (dialog))), >=, 32);
  g_assert_cmpuint (cpx_qr_view_get_size (CPX_QR_VIEW (page_fixture_find_type (dialog, CPX_TYPE_QR_VIEW, 0))), >, 21);

  page_fixture_type (dialog, "code", "12345");
  g_assert_false (page_fixture_can (dialog, "dialog.accept"));
  page_fixture_type (dialog, "code", "000 000");
  g_assert_true (gtk_widget_activate_action (dialog, "dialog.accept", NULL));
  page_fixture_wait (shows_refusal, dialog);
  g_assert_false (cpx_practice_has_code (fixture->practice, FIXTURE_LOGIN));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static guint
count_slots (PageFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) slots = cpx_practice_list_slots (fixture->practice, &error);

  g_assert_no_error (error);

  return slots->len;
}

static gboolean
has_two_slots (gpointer fixture)
{
  return count_slots (fixture) == 2;
}

/* One's own key stays, whatever one answers; another's goes only after a yes. */
static void
test_revoke (PageFixture   *fixture,
             gconstpointer  data)
{
  GtkWidget *section;

  add_sophie (fixture);
  section = page_fixture_find_type (page_fixture_show_settings (fixture, "keys"), CPX_TYPE_KEYS_SECTION, 0);
  g_assert_cmpuint (count_slots (fixture), ==, 3);

  gtk_widget_activate_action (section, "keys.revoke", "s", FIXTURE_LOGIN);
  page_fixture_settle ();
  page_fixture_answer ("accept");
  page_fixture_settle ();
  g_assert_cmpuint (count_slots (fixture), ==, 3);

  gtk_widget_activate_action (section, "keys.revoke", "s", "sophie");
  page_fixture_settle ();
  page_fixture_answer ("cancel");
  page_fixture_settle ();
  g_assert_cmpuint (count_slots (fixture), ==, 3);

  gtk_widget_activate_action (section, "keys.revoke", "s", "sophie");
  page_fixture_settle ();
  page_fixture_answer ("accept");
  page_fixture_wait (has_two_slots, fixture);
}

static gboolean
has_backup (gpointer page)
{
  return page_fixture_find_label (page, "Last backup: today") != NULL;
}

static gboolean
shows_verdict (gpointer page)
{
  return page_fixture_find_label (page, "Not proved") != NULL ||
         page_fixture_find_label (page, "can be restored") != NULL;
}

static void
test_backup (PageFixture   *fixture,
             gconstpointer  data)
{
  GtkWidget *page = page_fixture_show_settings (fixture, "backups");
  GtkWidget *section = page_fixture_find_type (page, CPX_TYPE_BACKUP_SECTION, 0);

  g_assert_nonnull (page_fixture_find_label (page, "No backup yet"));
  g_assert_true (gtk_widget_activate_action (section, "backups.make", NULL));
  g_assert_false (page_fixture_can (section, "backups.make"));   /* one thing at a time */
  page_fixture_wait (has_backup, page);
  page_fixture_settle ();

  g_assert_false (page_fixture_can (section, "backups.test-restore"));   /* without a passphrase */
  page_fixture_type (page, "restore-passphrase", "une autre phrase");
  g_assert_true (gtk_widget_activate_action (section, "backups.test-restore", NULL));
  page_fixture_wait (shows_verdict, page);
  g_assert_nonnull (page_fixture_find_label (page, "Not proved"));

  page_fixture_settle ();
  page_fixture_type (page, "restore-passphrase", FIXTURE_PASSPHRASE);
  g_assert_true (gtk_widget_activate_action (section, "backups.test-restore", NULL));
  page_fixture_settle ();
  page_fixture_wait (shows_verdict, page);
  g_assert_nonnull (page_fixture_find_label (page, "The last backup can be restored"));
}

/* The CCAM */

static guint
count_versions (PageFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = cpx_practice_list_nomenclatures (fixture->practice, &error);

  g_assert_no_error (error);

  return records->len;
}

static gboolean
shows_starter (gpointer page)
{
  return page_fixture_find_label (page, "Starter nomenclature: 2") != NULL;
}

static gboolean
shows_official (gpointer page)
{
  return page_fixture_find_label (page, "In force today: version") != NULL &&
         page_fixture_find_label (page, "In force since 01/02/2025, 59 acts") != NULL;
}

static gboolean
is_idle (gpointer section)
{
  return page_fixture_can (section, "ccam.import");
}

static CpxCcamSection *
show_ccam (PageFixture *fixture)
{
  GtkWidget *page = page_fixture_show_settings (fixture, "ccam");

  page_fixture_wait (shows_starter, page);

  return CPX_CCAM_SECTION (page_fixture_find_type (page, CPX_TYPE_CCAM_SECTION, 0));
}

/* What is refused is said, and stays until the next try; nothing was written. */
static void
test_ccam_refused (PageFixture   *fixture,
                   gconstpointer  data)
{
  CpxCcamSection *section = show_ccam (fixture);
  g_autofree char *path = g_build_filename (fixture->folder, "R_MENU.dbf", NULL);
  const char *none[] = { fixture->folder, NULL };
  const char *damaged[] = { path, NULL };

  cpx_ccam_section_import (section, none);
  g_assert_false (page_fixture_can (GTK_WIDGET (section), "ccam.import"));   /* one at a time */
  g_assert_true (page_fixture_can (GTK_WIDGET (section), "ccam.cancel"));
  page_fixture_wait (is_idle, section);
  g_assert_true (gtk_widget_get_mapped (page_fixture_find_label (GTK_WIDGET (section), "There is no table of the")));
  page_fixture_settle ();

  g_assert_true (g_file_set_contents (path, "not a table", -1, NULL));
  cpx_ccam_section_import (section, damaged);
  g_assert_null (page_fixture_find_label (GTK_WIDGET (section), "There is no table of the"));
  page_fixture_wait (is_idle, section);
  g_assert_nonnull (page_fixture_find_label (GTK_WIDGET (section), "Table R_MENU: "));
  g_assert_cmpuint (count_versions (fixture), ==, 0);
}

static char *
find_small (void)
{
  const char *shared = g_getenv ("CPX_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "ccam", "dbf", "small.zip", NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  g_test_skip ("the official distribution is not beside this repository");

  return NULL;
}

static void
test_ccam_import (PageFixture   *fixture,
                  gconstpointer  data)
{
  g_autofree char *path = find_small ();
  const char *paths[] = { path, NULL };
  CpxCcamSection *section;

  if (path == NULL)
    return;
  section = show_ccam (fixture);
  cpx_ccam_section_import (section, paths);
  gtk_widget_activate_action (GTK_WIDGET (section), "ccam.cancel", NULL);
  page_fixture_wait (is_idle, section);
  g_assert_cmpuint (count_versions (fixture), ==, 0);

  cpx_ccam_section_import (section, paths);
  page_fixture_wait (shows_official, section);
  page_fixture_wait (is_idle, section);
  g_assert_cmpuint (count_versions (fixture), ==, 1);

  cpx_ccam_section_import (section, paths);
  page_fixture_wait (is_idle, section);
  page_fixture_settle ();
  g_assert_nonnull (page_fixture_find_label (fixture->window, "was imported already"));
  g_assert_cmpuint (count_versions (fixture), ==, 1);
}

/* Two acts, in a folder of tables. */
static char *
write_extract (PageFixture *fixture)
{
  g_autoptr(GHashTable) tables = dbf_distribution ();
  char *folder = g_build_filename (fixture->folder, "extract", NULL);
  GHashTableIter iter;
  gpointer name, bytes;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_hash_table_iter_init (&iter, tables);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      g_autofree char *file = g_strdup_printf ("%s.dbf", (const char *) name);
      g_autofree char *path = g_build_filename (folder, file, NULL);
      gsize size;
      const char *data = g_bytes_get_data (bytes, &size);

      g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
    }

  return folder;
}

/* A GListModel of windows: whether one of them asks. */
static gboolean
asks (gpointer windows)
{
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_two_versions (gpointer fixture)
{
  return count_versions (fixture) == 2;
}

/* A version far smaller than the one in force is asked about, and nothing is kept of it before the answer. */
static void
test_ccam_smaller (PageFixture   *fixture,
                   gconstpointer  data)
{
  g_autofree char *whole = find_small ();
  g_autofree char *extract = NULL;
  CpxCcamSection *section;

  if (whole == NULL)
    return;
  extract = write_extract (fixture);
  section = show_ccam (fixture);
  cpx_ccam_section_import (section, (const char *[]) { whole, NULL });
  page_fixture_wait (shows_official, section);
  page_fixture_wait (is_idle, section);

  cpx_ccam_section_import (section, (const char *[]) { extract, NULL });
  page_fixture_wait (asks, gtk_window_get_toplevels ());
  g_assert_true (is_idle (section));
  page_fixture_answer ("cancel");
  page_fixture_settle ();
  g_assert_cmpuint (count_versions (fixture), ==, 1);

  cpx_ccam_section_import (section, (const char *[]) { extract, NULL });
  page_fixture_wait (asks, gtk_window_get_toplevels ());
  page_fixture_answer ("accept");
  page_fixture_wait (has_two_versions, fixture);
  page_fixture_wait (is_idle, section);
}

/* The window goes while files are read: they are read no further, and nothing is kept of them. */
static void
test_ccam_left (PageFixture   *fixture,
                gconstpointer  data)
{
  g_autofree char *path = find_small ();
  const char *paths[] = { path, NULL };
  CpxCcamSection *section;

  if (path == NULL)
    return;
  section = g_object_ref (show_ccam (fixture));
  cpx_ccam_section_import (section, paths);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
  while (G_OBJECT (section)->ref_count > 1)
    page_fixture_settle ();
  g_assert_finalize_object (section);
  g_assert_cmpuint (count_versions (fixture), ==, 0);
}

static void
test_lock_delay (PageFixture   *fixture,
                 gconstpointer  data)
{
  GtkWidget *page = page_fixture_show_settings (fixture, "post");
  AdwComboRow *row = ADW_COMBO_ROW (page_fixture_find_name (page, "lock-delay"));

  adw_combo_row_set_selected (row, 0);
  g_assert_cmpuint (cpx_settings_get_lock_delay_s (), ==, 60);
  g_settings_set_uint (cpx_settings_get (), "lock-delay", 300);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 2);
}

#define ADD(name, func) \
  g_test_add ("/settings/" name, PageFixture, NULL, page_fixture_set_up, func, page_fixture_tear_down)

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

  ADD ("sections", test_sections);
  ADD ("role", test_role);
  ADD ("practice", test_practice);
  ADD ("add-and-archive", test_add_and_archive);
  ADD ("wrong-rpps", test_wrong_rpps);
  ADD ("give-up", test_give_up);
  ADD ("add-user", test_add_user);
  ADD ("wrong-code", test_wrong_code);
  ADD ("revoke", test_revoke);
  ADD ("backup", test_backup);
  ADD ("ccam-refused", test_ccam_refused);
  ADD ("ccam-import", test_ccam_import);
  ADD ("ccam-smaller", test_ccam_smaller);
  ADD ("ccam-left", test_ccam_left);
  ADD ("lock-delay", test_lock_delay);

  return g_test_run ();
}

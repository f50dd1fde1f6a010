/* test-session.c: the ways in that are seldom taken: the first run, the recovery code on paper, a backup put back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-gui-fixture.h"

#include "cpx-assistant.h"
#include "cpx-patients-page.h"
#include "cpx-recovery-card.h"
#include "cpx-recovery-sheet.h"
#include "cpx-restore-dialog.h"

#include <cpx-backup.h>
#include <cpx-create-practice.h>
#include <cpx-unlock.h>

#include <string.h>

#define CODE "ABCD-EFGH-2345-6789"

static GtkWidget *
get_root_widget (Fixture *fixture)
{
  return GTK_WIDGET (fixture->window);
}

static GtkWidget *
find_dialog (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (CPX_IS_RESTORE_DIALOG (l->data))
        return l->data;
    }

  return NULL;
}

static gboolean
has_dialog (Fixture *fixture)
{
  return find_dialog () != NULL;
}

static gboolean
shows (const char *name)
{
  GtkWidget *widget = find_dialog () != NULL ? fixture_find_name (find_dialog (), name) : NULL;

  return widget != NULL && gtk_widget_get_mapped (widget);
}

static gboolean
is_refused (Fixture *fixture)
{
  return shows ("restore-message");
}

static gboolean
is_restored (Fixture *fixture)
{
  return shows ("restore-done");
}

static guint
count_replaced (Fixture *fixture)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  guint n_replaced = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n_replaced += strstr (name, ".replaced-") != NULL;

  return n_replaced;
}

static void
make_backup (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPractice) practice =
    cpx_practice_unlock (fixture->path, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, &error);
  g_autofree char *path = NULL;

  g_assert_no_error (error);
  path = cpx_practice_backup (practice, NULL, NULL, &error);
  g_assert_no_error (error);
  cpx_practice_close (practice, &error);
  g_assert_no_error (error);
}

static void
type_and_restore (const char *passphrase)
{
  GtkWidget *dialog = find_dialog ();

  gtk_editable_set_text (GTK_EDITABLE (fixture_find_name (dialog, "backup-passphrase")), passphrase);
  fixture_act (dialog, "dialog.restore", NULL);
}

static guint
count_patients (Fixture *fixture)
{
  GtkWidget *page = fixture_find_type (get_root_widget (fixture), CPX_TYPE_PATIENTS_PAGE);
  GtkWidget *list = page != NULL ? fixture_find_type (page, GTK_TYPE_LIST_VIEW) : NULL;

  return list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))) : 0;
}

static gboolean
lists_one (Fixture *fixture)
{
  return fixture_in_house (fixture) && count_patients (fixture) == 1;
}

/* From the settings: the practice is locked, a wrong passphrase replaces nothing, a right one keeps the other file. */
static void
test_restore (Fixture       *fixture,
              gconstpointer  data)
{
  fixture_add_patient (fixture, "Dupont", "Jeanne", "1958-03-14");
  make_backup (fixture);
  fixture_add_patient (fixture, "Petit", "Lucie", "1990-05-06");
  fixture_open_window (fixture);
  fixture_unlock (fixture, FIXTURE_PASSPHRASE);
  fixture_wait (fixture, fixture_in_house);

  fixture_act (get_root_widget (fixture), "win.restore", NULL);
  fixture_wait (fixture, has_dialog);
  g_assert_true (fixture_at_door (fixture));
  type_and_restore ("une autre phrase de passe");
  fixture_wait (fixture, is_refused);
  g_assert_cmpuint (count_replaced (fixture), ==, 0);

  type_and_restore (FIXTURE_PASSPHRASE);
  fixture_wait (fixture, is_restored);
  g_assert_cmpuint (count_replaced (fixture), ==, 1);
  gtk_window_close (GTK_WINDOW (find_dialog ()));
  fixture_settle ();
  g_assert_true (fixture_at_door (fixture));
  fixture_unlock (fixture, FIXTURE_PASSPHRASE);
  fixture_wait (fixture, lists_one);
}

/* Another practice's file, whose passphrase is the same. */
static char *
make_other_practice (Fixture *fixture)
{
  CpxPracticeSetup setup = { .practice_name = "Cabinet voisin", .login = FIXTURE_LOGIN, .user_name = "Dr Voisin",
                             .roles = CPX_ROLE_SURGEON | CPX_ROLE_ADMIN, .passphrase = FIXTURE_PASSPHRASE,
                             .kdf_cost = CPX_KDF_COST_FOR_TESTS };
  char *path = g_build_filename (fixture->folder, "voisin.cpx", NULL);
  g_autofree char *code = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPractice) practice = cpx_practice_create (path, &setup, &code, &error);

  g_assert_no_error (error);
  cpx_practice_close (practice, &error);
  g_assert_no_error (error);

  return path;
}

/* It is refused and named; the button then asks for just that, and its press does it. */
static void
test_restore_other (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *path = make_other_practice (fixture);

  fixture_open_window (fixture);
  fixture_act (get_root_widget (fixture), "win.restore", NULL);
  fixture_wait (fixture, has_dialog);
  cpx_restore_dialog_choose (CPX_RESTORE_DIALOG (find_dialog ()), path);
  type_and_restore (FIXTURE_PASSPHRASE);
  fixture_wait (fixture, is_refused);
  g_assert_cmpuint (count_replaced (fixture), ==, 0);
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (fixture_find_name (find_dialog (), "restore-message"))),
                            "Cabinet voisin"));
  fixture_act (find_dialog (), "dialog.restore", NULL);
  fixture_wait (fixture, is_restored);
  g_assert_cmpuint (count_replaced (fixture), ==, 1);
  gtk_window_close (GTK_WINDOW (find_dialog ()));
  fixture_settle ();
}

/* A computer that has nothing but a backup. */
static void
test_restore_at_first_run (Fixture       *fixture,
                           gconstpointer  data)
{
  fixture_add_patient (fixture, "Dupont", "Jeanne", "1958-03-14");
  make_backup (fixture);
  g_assert_cmpint (remove (fixture->path), ==, 0);
  fixture_open_window (fixture);
  g_assert_cmpstr (cpx_window_get_stage (fixture->window), ==, "assistant");

  fixture_act (get_root_widget (fixture), "win.restore", NULL);
  fixture_wait (fixture, has_dialog);
  type_and_restore (FIXTURE_PASSPHRASE);
  fixture_wait (fixture, is_restored);
  gtk_window_close (GTK_WINDOW (find_dialog ()));
  fixture_settle ();
  g_assert_true (fixture_at_door (fixture));
  fixture_unlock (fixture, FIXTURE_PASSPHRASE);
  fixture_wait (fixture, lists_one);
}

/* A file that is no vault is said in one sentence, and cannot be tried. */
static void
test_restore_nonsense (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "letter.txt", NULL);

  g_assert_true (g_file_set_contents (path, "Cher confrère,", -1, NULL));
  fixture_open_window (fixture);
  fixture_act (get_root_widget (fixture), "win.restore", NULL);
  fixture_wait (fixture, has_dialog);
  cpx_restore_dialog_choose (CPX_RESTORE_DIALOG (find_dialog ()), path);
  g_assert_true (is_refused (fixture));
  gtk_window_close (GTK_WINDOW (find_dialog ()));
}

static gboolean
shows_code (Fixture *fixture)
{
  GtkWidget *card = fixture_find_type (get_root_widget (fixture), CPX_TYPE_RECOVERY_CARD);

  return card != NULL && gtk_widget_get_mapped (card);
}

static void
find_group (GtkWidget *card,
            guint     *out_number,
            GtkWidget **out_row)
{
  const char *title;

  *out_row = fixture_find_type (card, ADW_TYPE_ENTRY_ROW);
  title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (*out_row));
  *out_number = (guint) g_ascii_strtoull (strpbrk (title, "0123456789"), NULL, 10);
}

static void
type_in (GtkWidget  *root,
         const char *name,
         const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (fixture_find_name (root, name)), text);
}

/* The three steps to their end; a wrong group keeps the door shut. */
static void
test_assistant (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *group = NULL;
  GtkWidget *assistant, *card, *row;
  guint number;

  g_assert_cmpint (remove (fixture->path), ==, 0);
  fixture_open_window (fixture);
  assistant = fixture_find_type (get_root_widget (fixture), CPX_TYPE_ASSISTANT);
  type_in (assistant, "practice-name", "Cabinet des Tilleuls");
  fixture_act (assistant, "assistant.next", NULL);
  type_in (assistant, "user-name", "Dr Claire Martin");
  type_in (assistant, "fresh", "court");
  type_in (assistant, "again", "court");
  gtk_widget_activate_action (assistant, "assistant.next", NULL);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  type_in (assistant, "fresh", FIXTURE_PASSPHRASE);
  type_in (assistant, "again", FIXTURE_PASSPHRASE);
  fixture_act (assistant, "assistant.next", NULL);
  fixture_wait (fixture, shows_code);

  card = fixture_find_type (get_root_widget (fixture), CPX_TYPE_RECOVERY_CARD);
  find_group (card, &number, &row);
  gtk_editable_set_text (GTK_EDITABLE (row), "0000");
  gtk_widget_activate_action (assistant, "assistant.next", NULL);
  fixture_settle ();
  g_assert_false (fixture_in_house (fixture));
  group = cpx_recovery_card_dup_group (cpx_recovery_card_get_code (CPX_RECOVERY_CARD (card)), number);
  gtk_editable_set_text (GTK_EDITABLE (row), group);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)), row));
  g_signal_emit_by_name (row, "entry-activated");   /* Enter */
  fixture_wait (fixture, fixture_in_house);
}

/* Printed to a file, one page comes out. */
static void
test_print (void)
{
  g_autoptr(GtkPrintOperation) operation = cpx_recovery_sheet_new_print ("Cabinet d’essai", CODE);
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("cpx-print-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "sheet.pdf", NULL);
  g_autofree char *contents = NULL;
  gsize length;

  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error), ==,
                   GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &length, &error));
  g_assert_true (g_str_has_prefix (contents, "%PDF"));
  g_assert_cmpuint (length, >, 2000);   /* the fonts are in it: there is text */
  remove (path);
  remove (folder);
}

static void
test_sheet (void)
{
  g_autofree char *text = cpx_recovery_sheet_dup_text ("Cabinet d’essai", CODE);

  g_assert_nonnull (strstr (text, "Cabinet d’essai"));
  g_assert_nonnull (strstr (text, CODE));
}

#define ADD(name, func) g_test_add ("/session/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  fixture_init (&argc, &argv);
  ADD ("restore", test_restore);
  ADD ("restore-other", test_restore_other);
  ADD ("restore-at-first-run", test_restore_at_first_run);
  ADD ("restore-nonsense", test_restore_nonsense);
  ADD ("assistant", test_assistant);
  g_test_add_func ("/session/print", test_print);
  g_test_add_func ("/session/sheet", test_sheet);

  return g_test_run ();
}

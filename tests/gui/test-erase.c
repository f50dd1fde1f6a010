/* test-erase.c: a file is erased from its menu: on a legal basis, for a reason, with the right passphrase; then gone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "code-fixture.h"
#include "page-fixture.h"

#include "cpx-erase-dialog.h"
#include "cpx-held-reason.h"
#include "cpx-patient-view.h"
#include "cpx-patients-page.h"
#include "cpx-reason-row.h"
#include "cpx-unsaved.h"

#include <cpx-add-user.h>
#include <cpx-clock.h>
#include <cpx-drafts.h>
#include <cpx-log-page.h>
#include <cpx-patient.h>
#include <cpx-save-record.h>
#include <cpx-second-factor.h>
#include <cpx-unlock.h>
#include <cpx-user.h>

#define REASON "Vingt ans depuis le dernier passage."
#define PATIENT_ID "01890000-0000-7000-8000-000000000001"
#define SECRETARY_ID "01890000-0000-7000-8000-000000000002"

static void
add_patient (PageFixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxRecord) patient =
    cpx_record_new_with_texts (&cpx_patient_kind, PATIENT_ID, CPX_PATIENT_BIRTH_NAME, "Moreau",
                               CPX_PATIENT_BIRTH_FIRST_NAMES, "Ève", CPX_PATIENT_SEX, "F", CPX_PATIENT_BIRTH_DATE,
                               "1934-03-12", -1);
  g_autoptr(CpxReceipt) added = cpx_practice_save_record (self->practice, NULL, patient, &error);

  g_assert_no_error (error);
  g_assert_nonnull (added);
}

static gboolean
has_file (gpointer data)
{
  return page_fixture_find_type (((PageFixture *) data)->window, CPX_TYPE_PATIENT_VIEW, 0) != NULL;
}

static GtkWidget *
get_view (PageFixture *self)
{
  return page_fixture_find_type (self->window, CPX_TYPE_PATIENT_VIEW, 0);
}

static void
show_file (PageFixture *self)
{
  CpxPatientsPage *page = cpx_patients_page_new (self->practice);

  page_fixture_show (self, GTK_WIDGET (page));
  cpx_patients_page_open (page, PATIENT_ID);
  page_fixture_wait (has_file, self);
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (CPX_IS_ERASE_DIALOG (window) && gtk_widget_get_visible (window))
        return window;
    }

  return NULL;
}

static GtkWidget *
open_dialog (PageFixture *self)
{
  gtk_widget_activate_action (get_view (self), "patient.erase", NULL);
  page_fixture_settle ();
  g_assert_nonnull (find_dialog ());

  return find_dialog ();
}

static void
fill (GtkWidget  *dialog,
      guint       basis,
      const char *reason,
      const char *passphrase)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (page_fixture_find_name (dialog, "erase-basis")), basis);
  cpx_reason_row_set_text (CPX_REASON_ROW (page_fixture_find_type (dialog, CPX_TYPE_REASON_ROW, 0)), reason);
  page_fixture_type (dialog, "signature", passphrase);
}

static const char *
get_message (GtkWidget *dialog)
{
  GtkWidget *message = page_fixture_find_name (dialog, "message");

  return gtk_widget_get_visible (message) ? gtk_label_get_label (GTK_LABEL (message)) : NULL;
}

static guint
count_entries (PageFixture *self,
               const char  *action)
{
  g_auto(CpxLogFilter) filter = { NULL };
  g_autoptr(GArray) places = NULL;
  g_autoptr(GError) error = NULL;

  cpx_log_filter_init (&filter);
  filter.actions = g_strsplit (action, " ", -1);
  places = cpx_practice_find_log (self->practice, &filter, NULL, &error);
  g_assert_no_error (error);

  return places->len;
}

static gboolean
is_refused (gpointer data)
{
  return get_message (data) != NULL;
}

static GtkWidget *
get_gone (PageFixture *self)
{
  return page_fixture_find_name (self->window, "patient-gone");
}

static gboolean
is_gone (gpointer data)
{
  return find_dialog () == NULL && get_gone (data) != NULL;
}

static const char *
get_subtitle (GtkWidget  *dialog,
              const char *row)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (page_fixture_find_name (dialog, row)));
}

/* What is missing is said one by one; a wrong passphrase erases nothing and stands in the journal. */
static void
test_erase (PageFixture   *self,
            gconstpointer  data)
{
  GtkWidget *dialog;
  const char *description;

  add_patient (self);
  show_file (self);
  dialog = open_dialog (self);
  g_assert_nonnull (strstr (get_subtitle (dialog, "erase-patient"), "\nborn on"));
  g_assert_nonnull (strstr (get_subtitle (dialog, "erase-patient"), "\nFile 20"));
  g_assert_null (get_message (dialog));
  gtk_widget_activate_action (dialog, "dialog.try", NULL);
  g_assert_nonnull (strstr (get_message (dialog), "legal basis"));
  fill (dialog, 1, "RGPD", FIXTURE_PASSPHRASE);
  gtk_widget_activate_action (dialog, "dialog.try", NULL);
  g_assert_nonnull (strstr (get_message (dialog), "justification"));
  fill (dialog, 1, REASON, "not the passphrase");
  gtk_widget_activate_action (dialog, "dialog.try", NULL);
  page_fixture_wait (is_refused, dialog);
  g_assert_nonnull (strstr (get_message (dialog), "not your passphrase"));
  g_assert_nonnull (get_view (self));
  g_assert_cmpuint (count_entries (self, "patient.erasure-refused"), ==, 1);
  g_assert_cmpuint (count_entries (self, "patient.erased"), ==, 0);

  fill (dialog, 1, REASON, FIXTURE_PASSPHRASE);
  gtk_widget_activate_action (dialog, "dialog.try", NULL);
  page_fixture_wait (is_gone, self);
  g_assert_cmpuint (count_entries (self, "patient.erased"), ==, 1);
  description = adw_status_page_get_description (ADW_STATUS_PAGE (get_gone (self)));
  g_assert_nonnull (strstr (description, "was erased on"));
  g_assert_nonnull (strstr (description, "The twenty years of keeping are over (art. R. 1112-7 CSP) – " REASON));
}

#define STEP_US (30 * G_USEC_PER_SEC)   /* of a code (RFC 6238) */

static gboolean
asks_code (gpointer dialog)
{
  return gtk_widget_get_visible (page_fixture_find_name (dialog, "signature-code"));
}

/* Who has a second factor signs with a code too, which was not used: at the enrolment, say. */
static void
test_code (PageFixture   *self,
           gconstpointer  data)
{
  g_autofree char *secret = cpx_second_factor_new_secret ();
  gint64 now_us = cpx_clock_now_us ();
  g_autofree char *used = practice_fixture_make_code (secret, now_us);
  g_autofree char *fresh = practice_fixture_make_code (secret, now_us + STEP_US);
  g_autoptr(CpxReceipt) enrolled = cpx_practice_enrol_code (self->practice, FIXTURE_LOGIN, secret, used, NULL);
  GtkWidget *dialog;

  g_assert_nonnull (enrolled);
  add_patient (self);
  show_file (self);
  dialog = open_dialog (self);
  page_fixture_wait (asks_code, dialog);
  fill (dialog, 1, REASON, FIXTURE_PASSPHRASE);
  gtk_widget_activate_action (dialog, "dialog.try", NULL);
  g_assert_nonnull (strstr (get_message (dialog), "six digits"));
  page_fixture_type (dialog, "signature-code", used);
  gtk_widget_activate_action (dialog, "dialog.try", NULL);
  page_fixture_wait (is_refused, dialog);
  g_assert_nonnull (strstr (get_message (dialog), "one-time code"));
  g_assert_cmpuint (count_entries (self, "patient.erasure-refused"), ==, 1);
  g_assert_cmpuint (count_entries (self, "patient.erased"), ==, 0);
  fill (dialog, 1, REASON, FIXTURE_PASSPHRASE);
  page_fixture_type (dialog, "signature-code", fresh);
  gtk_widget_activate_action (dialog, "dialog.try", NULL);
  page_fixture_wait (is_gone, self);
  g_assert_cmpuint (count_entries (self, "patient.erased"), ==, 1);
}

static gboolean
is_closed (gpointer data)
{
  return find_dialog () == NULL;
}

static void
test_cancelled (PageFixture   *self,
                gconstpointer  data)
{
  GtkWidget *dialog;

  add_patient (self);
  show_file (self);
  dialog = open_dialog (self);
  fill (dialog, 1, REASON, FIXTURE_PASSPHRASE);
  g_assert_cmpuint (cpx_unsaved_count (cpx_unsaved_get (self->practice)), ==, 1);
  gtk_widget_activate_action (dialog, "dialog.cancel", NULL);
  page_fixture_wait (is_closed, NULL);
  g_assert_nonnull (get_view (self));
  g_assert_cmpuint (cpx_unsaved_count (cpx_unsaved_get (self->practice)), ==, 0);
  g_assert_cmpuint (count_entries (self, "patient.erased"), ==, 0);
}

static guint
get_basis (GtkWidget *dialog)
{
  return adw_combo_row_get_selected (ADW_COMBO_ROW (page_fixture_find_name (dialog, "erase-basis")));
}

/* Basis and reason are there again after a lock, the passphrase is not; once the file is erased nothing is left. */
static void
test_locked (PageFixture   *self,
             gconstpointer  data)
{
  g_autofree char *longest = g_strnfill (3900, 'x');
  g_autofree char *typed = g_strconcat (REASON "\n«…» — ", longest, NULL);
  g_autoptr(GPtrArray) drafts = NULL;
  GtkWidget *dialog;

  add_patient (self);
  show_file (self);
  fill (open_dialog (self), 2, typed, FIXTURE_PASSPHRASE);
  page_fixture_lock_and_unlock (self, FIXTURE_LOGIN);
  g_assert_cmpuint (cpx_unsaved_count (cpx_unsaved_get (self->practice)), ==, 1);
  show_file (self);
  dialog = open_dialog (self);
  g_assert_cmpstr (cpx_reason_row_get_text (CPX_REASON_ROW (page_fixture_find_type (dialog, CPX_TYPE_REASON_ROW, 0))),
                   ==, typed);
  g_assert_cmpuint (get_basis (dialog), ==, 2);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (page_fixture_find_name (dialog, "signature"))), ==, "");
  fill (dialog, 1, REASON, FIXTURE_PASSPHRASE);
  gtk_widget_activate_action (dialog, "dialog.try", NULL);
  page_fixture_wait (is_gone, self);
  g_assert_cmpuint (cpx_unsaved_count (cpx_unsaved_get (self->practice)), ==, 0);
  page_fixture_keep_typed (self);
  drafts = cpx_practice_list_drafts (self->practice, NULL);
  g_assert_cmpuint (drafts->len, ==, 0);
}

/* What was typed about one deed is offered for no other one. */
static void
test_one_deed (PageFixture   *self,
               gconstpointer  data)
{
  g_autoptr(CpxDraft) erasing = cpx_held_reason_begin (self->practice, "patient.erase", PATIENT_ID, PATIENT_ID);
  g_autoptr(CpxDraft) other = NULL;
  g_autoptr(CpxDraft) again = NULL;
  g_autofree char *reason = NULL;

  cpx_held_reason_write (erasing, REASON, "1");
  other = cpx_held_reason_begin (self->practice, "coding.reopen", PATIENT_ID, PATIENT_ID);
  g_assert_null (cpx_held_reason_dup_reason (other));
  again = cpx_held_reason_begin (self->practice, "patient.erase", PATIENT_ID, PATIENT_ID);
  reason = cpx_held_reason_dup_reason (again);
  g_assert_cmpstr (reason, ==, REASON);
  g_clear_object (&again);
  cpx_held_reason_end (self->practice, &erasing);
  g_assert_null (erasing);
  g_assert_cmpuint (cpx_unsaved_count (cpx_unsaved_get (self->practice)), ==, 0);
}

/* Who may not is not offered it. */
static void
test_role (PageFixture   *self,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxRecord) plain =
    cpx_record_new_with_texts (&cpx_user_kind, SECRETARY_ID, CPX_USER_LOGIN, "accueil", CPX_USER_NAME, "Zoé", -1);
  g_autoptr(CpxRecord) secretary = cpx_user_with_roles (plain, CPX_ROLE_SECRETARY);
  g_autoptr(CpxReceipt) made = cpx_practice_add_user (self->practice, secretary, FIXTURE_PASSPHRASE, &error);

  g_assert_no_error (error);
  g_assert_nonnull (made);
  add_patient (self);
  cpx_practice_close (self->practice, &error);
  g_assert_no_error (error);
  page_fixture_settle ();
  g_clear_object (&self->practice);
  self->practice = cpx_practice_unlock (self->path, "accueil", FIXTURE_PASSPHRASE, NULL, &error);
  g_assert_no_error (error);
  show_file (self);
  gtk_widget_activate_action (get_view (self), "patient.erase", NULL);
  page_fixture_settle ();
  g_assert_null (find_dialog ());
}

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

#define TEST(path, func) g_test_add (path, PageFixture, NULL, page_fixture_set_up, func, page_fixture_tear_down)
  TEST ("/erase/erase", test_erase);
  TEST ("/erase/code", test_code);
  TEST ("/erase/cancelled", test_cancelled);
  TEST ("/erase/locked", test_locked);
  TEST ("/erase/one-deed", test_one_deed);
  TEST ("/erase/role", test_role);

  return g_test_run ();
}

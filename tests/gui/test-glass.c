/* test-glass.c: the page "Break-glass": a form, then the file, with what it is under on top of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-fixture.h"

#include "cpx-glass-page.h"
#include "cpx-held-reason.h"
#include "cpx-house.h"
#include "cpx-patient-view.h"
#include "cpx-reason-row.h"
#include "cpx-unsaved.h"

#include <cpx-add-patient.h>
#include <cpx-add-user.h>
#include <cpx-break-glass.h>
#include <cpx-clock.h>
#include <cpx-drafts.h>
#include <cpx-patient.h>
#include <cpx-save-record.h>
#include <cpx-unlock.h>
#include <cpx-user.h>

#define REASON "Appel du SAMU, urgence vitale."
#define PATIENT_ID "01890000-0000-7000-8000-000000000001"
#define MANAGER_ID "01890000-0000-7000-8000-000000000002"

static void
add_records (PageFixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxRecord) patient =
    cpx_record_new_with_texts (&cpx_patient_kind, PATIENT_ID, CPX_PATIENT_BIRTH_NAME, "Moreau",
                               CPX_PATIENT_BIRTH_FIRST_NAMES, "Ève", CPX_PATIENT_SEX, "F", CPX_PATIENT_BIRTH_DATE,
                               "1964-03-12", -1);
  g_autoptr(CpxRecord) plain =
    cpx_record_new_with_texts (&cpx_user_kind, MANAGER_ID, CPX_USER_LOGIN, "gestion", CPX_USER_NAME, "Odile Roux", -1);
  g_autoptr(CpxRecord) manager = cpx_user_with_roles (plain, CPX_ROLE_ADMIN);
  g_autoptr(CpxReceipt) added = cpx_practice_save_record (self->practice, NULL, patient, &error);
  g_autoptr(CpxReceipt) made = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (added);
  made = cpx_practice_add_user (self->practice, manager, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (made);
}

/* The practice as the manager unlocks it. */
static void
set_up (PageFixture   *self,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  page_fixture_set_up (self, data);
  add_records (self);
  cpx_practice_close (self->practice, &error);
  g_assert_no_error (error);
  page_fixture_settle ();
  g_clear_object (&self->practice);
  self->practice = cpx_practice_unlock (self->path, "gestion", FIXTURE_PASSPHRASE, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (PageFixture   *self,
           gconstpointer  data)
{
  cpx_clock_resume ();
  page_fixture_tear_down (self, data);
}

static GtkWidget *
show_page (PageFixture *self)
{
  GtkWidget *page = cpx_glass_page_new (self->practice);

  page_fixture_show (self, page);

  return page;
}

static void
fill (GtkWidget  *page,
      const char *name,
      const char *birth,
      const char *reason)
{
  GtkWidget *row = page_fixture_find_type (page, CPX_TYPE_REASON_ROW, 0);

  page_fixture_type (page, "name", name);
  page_fixture_type (page, "birth", birth);
  cpx_reason_row_set_text (CPX_REASON_ROW (row), reason);
}

static const char *
get_message (GtkWidget *page)
{
  GtkWidget *message = page_fixture_find_name (page, "message");

  return gtk_widget_get_visible (message) ? gtk_label_get_label (GTK_LABEL (message)) : NULL;
}

static gboolean
has_file (gpointer page)
{
  return page_fixture_find_type (page, CPX_TYPE_PATIENT_VIEW, 0) != NULL;
}

static gboolean
has_no_file (gpointer page)
{
  return !has_file (page);
}

static gboolean
has_message (gpointer page)
{
  return get_message (page) != NULL;
}

static void
test_opens (PageFixture   *self,
            gconstpointer  data)
{
  GtkWidget *page = show_page (self);

  fill (page, "moreau", "12031964", REASON);
  gtk_widget_activate_action (page, "glass.open", NULL);
  page_fixture_wait (has_file, page);
  g_assert_nonnull (page_fixture_find_label (page, "MOREAU Ève"));
  g_assert_true (cpx_practice_may_read_file (self->practice, PATIENT_ID));
  gtk_widget_activate_action (page, "glass.close", NULL);
  page_fixture_wait (has_no_file, page);
  g_assert_null (get_message (page));
}

/* What is missing is said once it was tried; what the practice refuses is said too, and what was typed stays. */
static void
test_refused (PageFixture   *self,
              gconstpointer  data)
{
  GtkWidget *page = show_page (self);

  g_assert_null (get_message (page));
  gtk_widget_activate_action (page, "glass.open", NULL);
  g_assert_nonnull (get_message (page));
  fill (page, "martinez", "12031964", REASON);
  g_assert_null (get_message (page));
  gtk_widget_activate_action (page, "glass.open", NULL);
  page_fixture_wait (has_message, page);
  g_assert_nonnull (strstr (get_message (page), "No file"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (page_fixture_find_name (page, "name"))), ==, "martinez");
  g_assert_true (has_no_file (page));
}

/* When its time is over the file leaves the screen, and the form says why. */
static void
test_ends (PageFixture   *self,
           gconstpointer  data)
{
  GtkWidget *page = show_page (self);
  gint64 now_us = cpx_clock_now_us ();

  cpx_clock_stop (now_us);
  fill (page, "Moreau", "12/03/1964", REASON);
  gtk_widget_activate_action (page, "glass.open", NULL);
  page_fixture_wait (has_file, page);
  cpx_clock_stop (now_us + CPX_BROKEN_GLASS_MINUTES * 60 * G_USEC_PER_SEC);
  page_fixture_wait (has_no_file, page);
  g_assert_nonnull (get_message (page));
}

/* Who breaks the glass has that page, and neither patients nor a search for them. */
static void
test_house (PageFixture   *self,
            gconstpointer  data)
{
  GtkWidget *house = GTK_WIDGET (cpx_house_new (self->practice));

  page_fixture_show (self, house);
  g_assert_nonnull (page_fixture_find_type (house, CPX_TYPE_GLASS_PAGE, 0));
  g_assert_nonnull (page_fixture_find_name (house, "glass"));
  g_assert_null (page_fixture_find_name (house, "patients"));
}

static const char *
get_typed (GtkWidget  *page,
           const char *name)
{
  return gtk_editable_get_text (GTK_EDITABLE (page_fixture_find_name (page, name)));
}

static const char *
get_reason (GtkWidget *page)
{
  return cpx_reason_row_get_text (CPX_REASON_ROW (page_fixture_find_type (page, CPX_TYPE_REASON_ROW, 0)));
}

/* What is typed before a lock is there after it; once a file was opened it is used up. */
static void
test_locked (PageFixture   *self,
             gconstpointer  data)
{
  CpxUnsaved *unsaved;
  GtkWidget *page = show_page (self);

  fill (page, "Moreau", "12/03/1964", REASON);
  page_fixture_lock_and_unlock (self, "gestion");
  unsaved = cpx_unsaved_get (self->practice);
  g_assert_cmpuint (cpx_unsaved_count (unsaved), ==, 1);
  page = show_page (self);
  g_assert_cmpstr (get_typed (page, "number"), ==, "");
  g_assert_cmpstr (get_typed (page, "name"), ==, "Moreau");
  g_assert_cmpstr (get_typed (page, "birth"), ==, "12/03/1964");
  g_assert_cmpstr (get_reason (page), ==, REASON);
  gtk_widget_activate_action (page, "glass.open", NULL);
  page_fixture_wait (has_file, page);
  g_assert_cmpuint (cpx_unsaved_count (unsaved), ==, 0);
  gtk_widget_activate_action (page, "glass.close", NULL);
  g_assert_cmpstr (get_reason (page), ==, "");
}

/* What the header says of it leads to the page where it stands. */
static void
test_led (PageFixture   *self,
          gconstpointer  data)
{
  g_autoptr(CpxDraft) draft = NULL;
  GtkWidget *house = GTK_WIDGET (cpx_house_new (self->practice));

  page_fixture_show (self, house);
  cpx_house_perform (CPX_HOUSE (house), "show-page", g_variant_new_int32 (2));
  g_assert_cmpstr (cpx_house_get_page (CPX_HOUSE (house)), !=, "glass");
  draft = cpx_held_reason_begin (self->practice, "patient.break-glass", NULL, NULL);
  cpx_held_reason_write (draft, REASON, NULL);
  cpx_house_perform (CPX_HOUSE (house), "unsaved", NULL);
  g_assert_cmpstr (cpx_house_get_page (CPX_HOUSE (house)), ==, "glass");
  cpx_held_reason_end (self->practice, &draft);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_assert_true (cpx_unsaved_load_finish (CPX_UNSAVED (source), result, NULL));
}

static gboolean
has_reason (gpointer page)
{
  return g_str_equal (get_reason (page), REASON);
}

/* The page is made before what was typed is read back. */
static void
test_read_late (PageFixture   *self,
                gconstpointer  data)
{
  g_autoptr(CpxDraft) draft = cpx_held_reason_begin (self->practice, "patient.break-glass", NULL, NULL);
  g_autoptr(CpxRecord) unfinished = NULL;
  GtkWidget *page;

  cpx_held_reason_write (draft, REASON, NULL);
  unfinished = cpx_draft_make_unfinished (draft);
  cpx_held_reason_end (self->practice, &draft);
  g_assert_true (cpx_practice_save_draft (self->practice, NULL, unfinished, NULL));
  page = show_page (self);
  g_assert_cmpstr (get_reason (page), ==, "");
  cpx_unsaved_load_async (cpx_unsaved_get (self->practice), listed_cb, NULL);
  page_fixture_wait (has_reason, page);
  fill (page, "", "", "");
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

  g_test_add ("/glass/opens", PageFixture, NULL, set_up, test_opens, tear_down);
  g_test_add ("/glass/refused", PageFixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/glass/ends", PageFixture, NULL, set_up, test_ends, tear_down);
  g_test_add ("/glass/locked", PageFixture, NULL, set_up, test_locked, tear_down);
  g_test_add ("/glass/read-late", PageFixture, NULL, set_up, test_read_late, tear_down);
  g_test_add ("/glass/led", PageFixture, NULL, set_up, test_led, tear_down);
  g_test_add ("/glass/house", PageFixture, NULL, set_up, test_house, tear_down);

  return g_test_run ();
}

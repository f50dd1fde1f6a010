/* test-audit.c: the journal driven as a person would: lines, words, days, details, verification.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-fixture.h"

#include "cpx-as-it-was-window.h"
#include "cpx-audit-details.h"
#include "cpx-audit-page.h"
#include "cpx-audit-proof.h"

#include <cpx-id.h>
#include <cpx-log-row.h>
#include <cpx-patient.h>
#include <cpx-save-record.h>
#include <glib/gstdio.h>
#include <string.h>

static void
add_patient (PageFixture *self,
             const char  *name)
{
  CpxId id = cpx_id_new ();
  g_autofree char *text = cpx_id_dup_text (&id);
  g_autoptr(CpxRecord) patient =
    cpx_record_new_with_texts (&cpx_patient_kind, text, CPX_PATIENT_BIRTH_NAME, name, CPX_PATIENT_BIRTH_FIRST_NAMES,
                               "Ève", CPX_PATIENT_SEX, "F", CPX_PATIENT_BIRTH_DATE, "1980-02-29", -1);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record (self->practice, NULL, patient, &error);

  g_assert_no_error (error);
  g_assert_nonnull (receipt);
}

static void
set_up (PageFixture   *self,
        gconstpointer  data)
{
  page_fixture_set_up (self, data);
  add_patient (self, "Moreau");
  add_patient (self, "Adam");
  page_fixture_show (self, cpx_audit_page_new (self->practice));
}

static GtkSelectionModel *
get_model (PageFixture *self)
{
  return gtk_list_view_get_model (GTK_LIST_VIEW (page_fixture_find_name (self->window, "audit-list")));
}

static const char *
read_label (PageFixture *self,
            const char  *name)
{
  return gtk_label_get_text (GTK_LABEL (page_fixture_find_name (self->window, name)));
}

static const CpxLogFacts *
get_facts (PageFixture *self,
           guint        position)
{
  g_autoptr(CpxLogRow) row = g_list_model_get_item (G_LIST_MODEL (get_model (self)), position);
  CpxLogEntry *entry = row != NULL ? cpx_log_row_get_entry (row) : NULL;

  return entry != NULL ? cpx_log_entry_get (entry) : NULL;
}

/* That it is read stands at the top of what is read. */
static gboolean
is_read (gpointer data)
{
  const CpxLogFacts *facts = get_facts (data, 0);

  return facts != NULL && g_strcmp0 (facts->action, "log.read") == 0;
}

static gboolean
is_read_somewhere (gpointer data)
{
  GListModel *model = G_LIST_MODEL (get_model (data));

  return g_list_model_get_n_items (model) > 3;
}

static gboolean
found_one (gpointer data)
{
  return g_str_has_prefix (read_label (data, "audit-count"), "1 entry found") && get_facts (data, 0) != NULL;
}

static gboolean
found_none (gpointer data)
{
  GtkWidget *nothing = page_fixture_find_name (((PageFixture *) data)->window, "audit-nothing");

  return nothing != NULL && gtk_widget_get_child_visible (nothing) &&
         g_str_equal (adw_status_page_get_title (ADW_STATUS_PAGE (nothing)), "No entry found");
}

static GtkWidget *
get_page (PageFixture *self)
{
  return page_fixture_find_type (self->window, CPX_TYPE_AUDIT_PAGE, 0);
}

static void
test_lines (PageFixture   *self,
            gconstpointer  data)
{
  page_fixture_wait (is_read, self);
  g_assert_cmpstr (get_facts (self, 1)->action, ==, "patient.created");
  g_assert_cmpstr (get_facts (self, 1)->patient_name, ==, "ADAM Ève");
  g_assert_nonnull (page_fixture_find_label (self->window, get_facts (self, 1)->sentence));
  g_assert_false (gtk_widget_get_visible (page_fixture_find_name (self->window, "audit-index")));   /* it is whole */
}

static void
test_words (PageFixture   *self,
            gconstpointer  data)
{
  guint n;

  page_fixture_wait (is_read, self);
  n = g_list_model_get_n_items (G_LIST_MODEL (get_model (self)));
  page_fixture_type (self->window, "audit-text", "moreau");
  page_fixture_wait (found_one, self);
  g_assert_cmpstr (get_facts (self, 0)->patient_name, ==, "MOREAU Ève");
  page_fixture_type (self->window, "audit-text", "nobody of that name");
  page_fixture_wait (found_none, self);
  gtk_widget_activate_action (get_page (self), "audit.clear-filter", NULL);
  page_fixture_wait (is_read, self);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_model (self))), >=, n);
}

static gboolean
found_two (gpointer data)
{
  return g_str_has_prefix (read_label (data, "audit-count"), "2 entries found") && get_facts (data, 0) != NULL &&
         get_facts (data, 1) != NULL;
}

/* What comes while one reads by words is found too, above what was; Escape in the field takes the words away. */
static void
test_words_go_on (PageFixture   *self,
                  gconstpointer  data)
{
  gint64 first;

  page_fixture_wait (is_read, self);
  page_fixture_type (self->window, "audit-text", "moreau");
  page_fixture_wait (found_one, self);
  first = get_facts (self, 0)->place;
  add_patient (self, "Perrin");
  add_patient (self, "Moreau");
  page_fixture_wait (found_two, self);
  g_assert_cmpint (get_facts (self, 0)->place, >, first);
  g_assert_cmpint (get_facts (self, 1)->place, ==, first);
  g_signal_emit_by_name (page_fixture_find_name (self->window, "audit-text"), "stop-search");
  page_fixture_settle ();
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (page_fixture_find_name (self->window, "audit-text"))), ==, "");
  page_fixture_wait (is_read_somewhere, self);
}

static gboolean
begins_one_day (gpointer data)
{
  GListModel *model = G_LIST_MODEL (get_model (data));
  guint n_days = 0;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(CpxLogRow) row = g_list_model_get_item (model, i);

      n_days += cpx_log_row_begins_day (row);
    }

  return n_days == 1;
}

/* A line that stood first in a filter's answer has no heading where it stands among the others of its day. */
static void
test_one_heading (PageFixture   *self,
                  gconstpointer  data)
{
  g_autoptr(CpxLogRow) held = NULL;

  page_fixture_wait (is_read, self);
  page_fixture_type (self->window, "audit-text", "moreau");
  page_fixture_wait (found_one, self);
  page_fixture_wait (begins_one_day, self);
  held = g_list_model_get_item (G_LIST_MODEL (get_model (self)), 0);
  g_assert_true (cpx_log_row_begins_day (held));
  gtk_widget_activate_action (get_page (self), "audit.clear-filter", NULL);
  page_fixture_wait (is_read, self);
  page_fixture_wait (begins_one_day, self);
  g_assert_false (cpx_log_row_begins_day (held));
}

static gboolean
is_told (gpointer data)
{
  return gtk_widget_get_visible (page_fixture_find_name (((PageFixture *) data)->window, "audit-message"));
}

static gboolean
is_not_told (gpointer data)
{
  return !is_told (data);
}

/* Days that are none are told, and ask for nothing. */
static void
test_days (PageFixture   *self,
           gconstpointer  data)
{
  GtkWidget *period = page_fixture_find_name (self->window, "audit-period");

  page_fixture_wait (is_read, self);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (period), 5);
  page_fixture_type (self->window, "audit-from", "32/13/2026");
  page_fixture_wait (is_told, self);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_model (self))), >, 0);
  page_fixture_type (self->window, "audit-from", "01/01/2999");
  page_fixture_wait (is_not_told, self);
  page_fixture_wait (found_none, self);
}

static gboolean
shows_name (gpointer data)
{
  GtkWidget *details = page_fixture_find_type (((PageFixture *) data)->window, CPX_TYPE_AUDIT_DETAILS, 0);

  return cpx_audit_details_get_entry (CPX_AUDIT_DETAILS (details)) != NULL &&
         page_fixture_find_label (details, "Adam") != NULL;
}

static gboolean
is_closed (gpointer data)
{
  GtkWidget *details = page_fixture_find_type (((PageFixture *) data)->window, CPX_TYPE_AUDIT_DETAILS, 0);

  return cpx_audit_details_get_entry (CPX_AUDIT_DETAILS (details)) == NULL;
}

/* The opening of the file in the journal is noted as an opening of the file. */
static gboolean
is_noted (gpointer data)
{
  const CpxLogFacts *facts = get_facts (data, 0);

  if (facts != NULL && g_strcmp0 (facts->action, "patient.opened") == 0)
    return TRUE;
  gtk_widget_activate_action (get_page (data), "audit.refresh", NULL);

  return FALSE;
}

static void
test_details (PageFixture   *self,
              gconstpointer  data)
{
  page_fixture_wait (is_read, self);
  gtk_selection_model_select_item (get_model (self), 1, TRUE);
  page_fixture_wait (shows_name, self);
  page_fixture_wait (is_noted, self);
  gtk_widget_activate_action (get_page (self), "audit.close-details", NULL);
  page_fixture_wait (is_closed, self);
}

static gboolean
has_group (gpointer data)
{
  GtkWidget *group = page_fixture_find_name (((PageFixture *) data)->window, "audit-group");

  return group != NULL && gtk_drop_down_get_selected (GTK_DROP_DOWN (group)) == 2;
}

/* The page goes with the lock, the filter is there again; words are not. */
static void
test_kept (PageFixture   *self,
           gconstpointer  data)
{
  page_fixture_wait (is_read, self);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (page_fixture_find_name (self->window, "audit-group")), 2);
  page_fixture_type (self->window, "audit-text", "moreau");
  page_fixture_wait (found_one, self);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->window)));
  page_fixture_show (self, cpx_audit_page_new (self->practice));
  page_fixture_wait (has_group, self);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (page_fixture_find_name (self->window, "audit-text"))), ==, "");
}

static GtkWidget *
find_window (void)
{
  g_autoptr(GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (CPX_IS_AS_IT_WAS_WINDOW (window))
        return window;
    }

  return NULL;
}

static gboolean
shows_file (gpointer data)
{
  GtkWidget *window = find_window ();

  return window != NULL && page_fixture_find_label (window, "Adam") != NULL;
}

static gboolean
says (GtkWidget  *window,
      const char *sentence)
{
  GtkWidget *message = page_fixture_find_name (window, "as-it-was-message");

  return g_str_has_prefix (gtk_label_get_text (GTK_LABEL (message)), sentence);
}

static gboolean
is_told_wrong (gpointer data)
{
  return says (data, "“Day”: the date 31/02/2026 does not exist");
}

static gboolean
did_not_exist (gpointer data)
{
  return says (data, "It did not exist yet");
}

/* From an entry: the file after it; at another instant; at none. */
static void
test_as_it_was (PageFixture   *self,
                gconstpointer  data)
{
  GtkWidget *window;

  page_fixture_wait (is_read, self);
  gtk_selection_model_select_item (get_model (self), 1, TRUE);
  page_fixture_wait (shows_name, self);
  gtk_widget_activate_action (get_page (self), "audit.as-it-was", NULL);
  page_fixture_wait (shows_file, self);
  window = find_window ();
  page_fixture_type (window, "as-it-was-day", "31/02/2026");
  g_signal_emit_by_name (page_fixture_find_name (window, "as-it-was-day"), "activate");
  page_fixture_wait (is_told_wrong, window);
  page_fixture_type (window, "as-it-was-day", "01/01/2001");
  g_signal_emit_by_name (page_fixture_find_name (window, "as-it-was-day"), "activate");
  page_fixture_wait (did_not_exist, window);
  gtk_widget_activate_action (window, "as-it-was.after", NULL);
  page_fixture_wait (shows_file, self);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_verified (gpointer data)
{
  return strstr (read_label (data, "audit-integrity"), "entries verified at") != NULL;
}

static void
test_verify (PageFixture   *self,
             gconstpointer  data)
{
  page_fixture_wait (is_read, self);
  g_assert_nonnull (strstr (read_label (self, "audit-integrity"), "not verified"));
  gtk_widget_activate_action (get_page (self), "audit.verify", NULL);
  page_fixture_wait (is_verified, self);
}

static CpxLogEntry *
get_shown (PageFixture *self)
{
  GtkWidget *details = page_fixture_find_type (self->window, CPX_TYPE_AUDIT_DETAILS, 0);

  return cpx_audit_details_get_entry (CPX_AUDIT_DETAILS (details));
}

static gboolean
says_saved (gpointer data)
{
  CpxLogEntry *entry = get_shown (data);
  g_autofree char *sentence = g_strdup_printf ("Proof of entry %" G_GUINT64_FORMAT " saved",
                                               cpx_log_entry_get (entry)->index + 1);

  return page_fixture_find_label (((PageFixture *) data)->window, sentence) != NULL;
}

static gboolean
says_refused (gpointer data)
{
  PageFixture *self = data;
  g_autofree char *sentence =
    g_strdup_printf ("“%s/no/folder” cannot be written: No such file or directory", self->folder);

  return page_fixture_find_label (self->window, sentence) != NULL;
}

static gboolean
is_proof_noted (gpointer data)
{
  const CpxLogFacts *facts = get_facts (data, 0);

  if (facts != NULL && g_strcmp0 (facts->action, "log.proved") == 0)
    return TRUE;
  gtk_widget_activate_action (get_page (data), "audit.refresh", NULL);

  return FALSE;
}

/* Of the entry on the screen: into a file, into none, and it is in the journal. */
static void
test_proof (PageFixture   *self,
            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "preuve", NULL);
  g_autofree char *nowhere = g_build_filename (self->folder, "no", "folder", NULL);
  g_autofree char *text = NULL, *name = NULL, *expected = NULL;

  page_fixture_wait (is_read, self);
  g_assert_false (page_fixture_can (get_page (self), "audit.prove"));
  gtk_selection_model_select_item (get_model (self), 1, TRUE);
  page_fixture_wait (shows_name, self);
  g_assert_true (page_fixture_can (get_page (self), "audit.prove"));
  name = cpx_audit_proof_dup_name (cpx_log_entry_get (get_shown (self)));
  expected = g_strdup_printf ("journal-entry-%" G_GUINT64_FORMAT ".tlog-proof",
                              cpx_log_entry_get (get_shown (self))->index + 1);
  g_assert_cmpstr (name, ==, expected);
  cpx_audit_proof_save (get_page (self), self->practice, get_shown (self), path);
  page_fixture_wait (says_saved, self);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "c2sp.org/tlog-proof@v1\n"));
  page_fixture_wait (is_proof_noted, self);
  gtk_selection_model_select_item (get_model (self), 0, TRUE);
  cpx_audit_proof_save (get_page (self), self->practice, get_shown (self), nowhere);
  page_fixture_wait (says_refused, self);
  g_unlink (path);
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

#define TEST(path, func) g_test_add (path, PageFixture, NULL, set_up, func, page_fixture_tear_down)
  TEST ("/audit/lines", test_lines);
  TEST ("/audit/words", test_words);
  TEST ("/audit/words-go-on", test_words_go_on);
  TEST ("/audit/one-heading", test_one_heading);
  TEST ("/audit/days", test_days);
  TEST ("/audit/kept", test_kept);
  TEST ("/audit/details", test_details);
  TEST ("/audit/as-it-was", test_as_it_was);
  TEST ("/audit/verify", test_verify);
  TEST ("/audit/proof", test_proof);

  return g_test_run ();
}

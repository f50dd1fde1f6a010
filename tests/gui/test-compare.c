/* test-compare.c: two files compared, merged and parted again, through actions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-fixture.h"

#include "cpx-compare-view.h"
#include "cpx-patient-view.h"

#include <cpx-open-patient.h>
#include <cpx-patient.h>
#include <cpx-save-record.h>

typedef struct
{
  GtkWidget *view;
  char      *ids[2];
  char      *merged_id;   /* what the signal said */
  guint      n_closed;
} Comparison;

static char *
add_patient (PageFixture *fixture,
             const char  *name,
             int          field,
             const char  *text)
{
  g_autoptr(CpxRecord) patient =
    cpx_record_new_with_texts (&cpx_patient_kind, NULL, CPX_PATIENT_BIRTH_NAME, name, CPX_PATIENT_BIRTH_FIRST_NAMES,
                               "Jean", CPX_PATIENT_SEX, "M", CPX_PATIENT_BIRTH_DATE, "1958-03-14", field, text, -1);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record (fixture->practice, NULL, patient, &error);

  g_assert_no_error (error);

  return g_strdup (cpx_record_get_id (cpx_receipt_get_record (receipt)));
}

static void
merged_cb (Comparison *self,
           const char *kept_id)
{
  self->merged_id = g_strdup (kept_id);
}

static void
closed_cb (Comparison *self)
{
  self->n_closed++;
}

static gboolean
is_shown (gpointer view)
{
  return page_fixture_find_label (view, "Is this the same person?") != NULL;
}

static void
begin (Comparison  *self,
       PageFixture *fixture)
{
  self->ids[0] = add_patient (fixture, "DUPONT", CPX_PATIENT_CITY, "Lyon");
  self->ids[1] = add_patient (fixture, "DUPOND", CPX_PATIENT_MOBILE, "06 12 34 56 78");
  self->view = cpx_compare_view_new (fixture->practice, self->ids[0], self->ids[1]);
  g_signal_connect_swapped (self->view, "merged", G_CALLBACK (merged_cb), self);
  g_signal_connect_swapped (self->view, "closed", G_CALLBACK (closed_cb), self);
  page_fixture_show (fixture, self->view);
  page_fixture_wait (is_shown, self->view);
}

static void
end (Comparison *self)
{
  g_free (self->ids[0]);
  g_free (self->ids[1]);
  g_free (self->merged_id);
}

static CpxRecord *
load (PageFixture *fixture,
      const char  *id)
{
  g_autoptr(GError) error = NULL;
  CpxRecord *patient = cpx_practice_load (fixture->practice, &cpx_patient_kind, id, &error);

  g_assert_no_error (error);

  return patient;
}

static gboolean
is_merged (gpointer comparison)
{
  return ((Comparison *) comparison)->merged_id != NULL;
}

typedef struct
{
  PageFixture *fixture;
  const char  *id;
} Alias;

static gboolean
is_parted (gpointer data)
{
  Alias *alias = data;
  g_autoptr(CpxRecord) patient = load (alias->fixture, alias->id);

  page_fixture_settle ();

  return !cpx_record_has (patient, CPX_PATIENT_MERGED_INTO);
}

static void
test_merge_and_undo (PageFixture   *fixture,
                     gconstpointer  data)
{
  Comparison comparison = { 0 };
  g_autoptr(CpxRecord) kept = NULL;
  g_autoptr(CpxRecord) other = NULL;
  g_autoptr(CpxRecord) parted = NULL;

  begin (&comparison, fixture);
  g_assert_true (gtk_widget_activate_action (comparison.view, "compare.choose", "(ss)", "birth_name", "right"));
  g_assert_true (gtk_widget_activate_action (comparison.view, "compare.merge", NULL));
  g_assert_false (page_fixture_can (comparison.view, "compare.merge"));   /* once */
  page_fixture_wait (is_merged, &comparison);

  g_assert_cmpstr (comparison.merged_id, ==, comparison.ids[0]);
  kept = load (fixture, comparison.ids[0]);
  other = load (fixture, comparison.ids[1]);
  g_assert_cmpstr (cpx_record_get_text (kept, CPX_PATIENT_BIRTH_NAME), ==, "DUPOND");
  g_assert_cmpstr (cpx_record_get_text (kept, CPX_PATIENT_CITY), ==, "Lyon");
  g_assert_true (cpx_record_has (kept, CPX_PATIENT_MOBILE));
  g_assert_cmpstr (cpx_record_get_text (other, CPX_PATIENT_MERGED_INTO), ==, comparison.ids[0]);

  page_fixture_settle ();
  page_fixture_press_in_toast (fixture, "Undo");
  page_fixture_wait (is_parted, &(Alias) { fixture, comparison.ids[1] });
  parted = load (fixture, comparison.ids[0]);
  g_assert_cmpstr (cpx_record_get_text (parted, CPX_PATIENT_BIRTH_NAME), ==, "DUPONT");
  g_assert_false (cpx_record_has (parted, CPX_PATIENT_MOBILE));
  end (&comparison);
}

/* What the menu of a file offers for those merged into it. */
static guint
count_offers (GtkWidget *view)
{
  GMenuModel *menu =
    gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (page_fixture_find_type (view, GTK_TYPE_MENU_BUTTON, 0)));
  guint n = 0;

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr(GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);

      for (int j = 0; section != NULL && j < g_menu_model_get_n_items (section); j++)
        {
          g_autofree char *action = NULL;

          g_menu_model_get_item_attribute (section, j, G_MENU_ATTRIBUTE_ACTION, "s", &action);
          n += g_strcmp0 (action, "merge.undo") == 0;
        }
    }

  return n;
}

static gboolean
offers_one (gpointer view)
{
  return count_offers (view) == 1;
}

static gboolean
offers_none (gpointer view)
{
  return count_offers (view) == 0;
}

/* Once the toast is gone the menu of the file separates them. */
static void
test_part_later (PageFixture   *fixture,
                 gconstpointer  data)
{
  Comparison comparison = { 0 };
  g_autoptr(CpxPatientFile) file = NULL;
  g_autoptr(GError) error = NULL;
  GtkWidget *view;

  begin (&comparison, fixture);
  gtk_widget_activate_action (comparison.view, "compare.merge", NULL);
  page_fixture_wait (is_merged, &comparison);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
  file = cpx_practice_open_patient (fixture->practice, comparison.ids[0], &error);
  g_assert_no_error (error);
  view = GTK_WIDGET (cpx_patient_view_new (fixture->practice, file));
  page_fixture_show (fixture, view);
  page_fixture_wait (offers_one, view);
  g_assert_true (gtk_widget_activate_action (view, "merge.undo", "s", comparison.ids[1]));
  page_fixture_wait (is_parted, &(Alias) { fixture, comparison.ids[1] });
  page_fixture_wait (offers_none, view);
  end (&comparison);
}

/* The one that is kept is the one that was chosen. */
static void
test_keep_right (PageFixture   *fixture,
                 gconstpointer  data)
{
  Comparison comparison = { 0 };

  begin (&comparison, fixture);
  gtk_widget_activate_action (comparison.view, "compare.keep", "s", "right");
  gtk_widget_activate_action (comparison.view, "compare.merge", NULL);
  page_fixture_wait (is_merged, &comparison);
  g_assert_cmpstr (comparison.merged_id, ==, comparison.ids[1]);
  page_fixture_settle ();
  end (&comparison);
}

static void
test_leave_apart (PageFixture   *fixture,
                  gconstpointer  data)
{
  Comparison comparison = { 0 };
  g_autoptr(CpxRecord) other = NULL;

  begin (&comparison, fixture);
  gtk_widget_activate_action (comparison.view, "compare.show-identical", NULL);
  gtk_widget_activate_action (comparison.view, "compare.close", NULL);
  g_assert_cmpuint (comparison.n_closed, ==, 1);
  other = load (fixture, comparison.ids[1]);
  g_assert_false (cpx_record_has (other, CPX_PATIENT_MERGED_INTO));
  end (&comparison);
}

static gboolean
shows_failure (gpointer view)
{
  return page_fixture_find_label (view, "The files cannot be compared") != NULL;
}

static void
test_no_such_file (PageFixture   *fixture,
                   gconstpointer  data)
{
  g_autofree char *id = add_patient (fixture, "DUPONT", CPX_PATIENT_CITY, "Lyon");
  GtkWidget *view = cpx_compare_view_new (fixture->practice, id, "01890000-0000-7000-8000-000000000009");

  page_fixture_show (fixture, view);
  page_fixture_wait (shows_failure, view);
  g_assert_false (page_fixture_can (view, "compare.merge"));
}

#define ADD(name, func) \
  g_test_add ("/compare/" name, PageFixture, NULL, page_fixture_set_up, func, page_fixture_tear_down)

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

  ADD ("merge-and-undo", test_merge_and_undo);
  ADD ("part-later", test_part_later);
  ADD ("keep-right", test_keep_right);
  ADD ("leave-apart", test_leave_apart);
  ADD ("no-such-file", test_no_such_file);

  return g_test_run ();
}

/* test-circumstances.c: the group of circumstances shows what the rules ask for, and takes what is stated.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-fixture.h"
#include "request-fixture.h"

#include "cpx-circumstances-group.h"
#include "cpx-circumstances-state.h"

#include <string.h>

/* Which rows show, by the acts and what was stated: the fixture's day is a Tuesday, 10 o'clock, a surgeon's. */
static const struct
{
  const char *name;
  const char *acts;
  const char *stated;   /* parted by spaces */
  const char *shown;    /* the same, with the number of the act */
} shown_cases[] = {
  { "nothing", "", "", "" },
  { "surgery", "HHFA016", "", "emergency" },
  { "no-emergency", "HHFA016", "emergency=no", "emergency" },
  { "emergency", "HHFA016", "emergency=yes",
    "emergency admission_date admission_time emergency_site untransferable" },
  { "untransferable", "HHFA016", "emergency=yes untransferable=yes",
    "emergency untransferable" },
  { "imaging", "MDQK900", "", "" },
  { "stated", "MDQK900", "ald=yes", "ald" },
  { "limbs", "MDCB900 HHFA016", "", "emergency body_part1 body_part2 trauma1 trauma2" },
  { "refund", "QAMA900", "", "exceptional_refund1" },
  { "pathway", "MDQK900+100p", "", "out_of_pathway" },
  { "pathway-stated", "MDQK900+100p", "out_of_pathway=yes", "out_of_pathway" },
};

static void
state_all (CpxCodingRequest *request,
           const char       *stated)
{
  g_auto(GStrv) words = g_strsplit (stated, " ", -1);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      g_auto(GStrv) sides = g_strsplit (words[i], "=", 2);

      g_assert_true (cpx_circumstance_set (cpx_circumstance_find (sides[0]), request, 0, sides[1], NULL));
    }
}

static void
test_shown (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(CpxCodingRequest) request = request_fixture_new (shown_cases[i].acts);
  g_autoptr(GPtrArray) rows = NULL;
  GString *shown = g_string_new (NULL);
  g_autofree char *text = NULL;

  state_all (request, shown_cases[i].stated);
  rows = cpx_circumstances_state_list (request);
  for (guint j = 0; j < rows->len; j++)
    {
      const CpxCircumstanceRow *row = g_ptr_array_index (rows, j);

      if (!row->shown)
        continue;
      g_string_append_printf (shown, "%s%s", shown->len > 0 ? " " : "", row->what->name);
      if (row->what->of_line)
        g_string_append_printf (shown, "%u", row->line + 1);
    }
  text = g_string_free (shown, FALSE);
  g_assert_cmpstr (text, ==, shown_cases[i].shown);
}

typedef struct
{
  PageFixture       base;     /* without a practice */
  GtkWidget        *group;
  CpxCodingRequest *request;
  guint             n_changed;
} GroupFixture;

static void
changed_cb (GroupFixture *self)
{
  self->n_changed++;
}

static void
set_up (GroupFixture  *self,
        gconstpointer  data)
{
  self->request = request_fixture_new ("HHFA016 MDCB900");
  self->group = cpx_circumstances_group_new ();
  g_signal_connect_swapped (self->group, "changed", G_CALLBACK (changed_cb), self);
  page_fixture_show (&self->base, self->group);
  cpx_circumstances_group_show (CPX_CIRCUMSTANCES_GROUP (self->group), self->request);
  page_fixture_settle ();
}

static void
tear_down (GroupFixture  *self,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (self->base.window));
  page_fixture_settle ();
  cpx_coding_request_free (self->request);
}

static GtkWidget *
find (GroupFixture *self,
      const char   *name)
{
  return page_fixture_find_name (self->group, name);
}

static char *
read_value (GroupFixture *self,
            const char   *name)
{
  return cpx_circumstance_dup_value (cpx_circumstance_find (name),
                                     cpx_circumstances_group_get_request (CPX_CIRCUMSTANCES_GROUP (self->group)), 0);
}

static void
assert_value (GroupFixture *self,
              const char   *name,
              const char   *value)
{
  g_autofree char *is = read_value (self, name);

  g_assert_cmpstr (is, ==, value);
}

static void
test_state (GroupFixture  *self,
            gconstpointer  data)
{
  g_assert_cmpuint (self->n_changed, ==, 0);
  g_assert_true (gtk_widget_get_visible (find (self, "emergency")));
  g_assert_false (gtk_widget_get_visible (find (self, "emergency_site")));
  adw_combo_row_set_selected (ADW_COMBO_ROW (find (self, "emergency")), 2);
  assert_value (self, "emergency", "yes");
  g_assert_cmpuint (self->n_changed, ==, 1);
  g_assert_true (gtk_widget_get_visible (find (self, "emergency_site")));
  adw_combo_row_set_selected (ADW_COMBO_ROW (find (self, "body_part")), 2);
  assert_value (self, "body_part", "trunk");
  gtk_switch_set_active (GTK_SWITCH (page_fixture_find_type (find (self, "trauma"), GTK_TYPE_SWITCH, 0)), TRUE);
  assert_value (self, "trauma", "yes");
  g_assert_cmpuint (self->n_changed, ==, 3);
  /* The request that was shown stays as it was. */
  g_assert_cmpint (cpx_coding_draft_get_context (self->request->draft)->emergency, ==, CPX_FACT_UNKNOWN);
  cpx_circumstances_group_show (CPX_CIRCUMSTANCES_GROUP (self->group), self->request);
  assert_value (self, "emergency", "");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find (self, "emergency"))), ==, 0);
  g_assert_cmpuint (self->n_changed, ==, 3);
}

/* What is half typed is neither lost nor taken; what is no hour is said to be none. */
static void
test_typed (GroupFixture  *self,
            gconstpointer  data)
{
  GtkWidget *entry;

  adw_combo_row_set_selected (ADW_COMBO_ROW (find (self, "emergency")), 2);
  entry = find (self, "admission_time");
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "9");
  assert_value (self, "admission_time", "");
  gtk_editable_set_text (GTK_EDITABLE (entry), "9h05");
  assert_value (self, "admission_time", "09:05");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "9h05");
  gtk_editable_delete_text (GTK_EDITABLE (entry), 3, 4);
  assert_value (self, "admission_time", "09:05");
  gtk_widget_grab_focus (find (self, "emergency"));
  page_fixture_settle ();
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "9h0");
  assert_value (self, "admission_time", "");
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (entry), "14:30"));
  gtk_editable_set_text (GTK_EDITABLE (find (self, "admission_date")), "3/3/2025");
  assert_value (self, "admission_date", "2025-03-03");
}

static void
test_all (GroupFixture  *self,
          gconstpointer  data)
{
  GtkWidget *button = page_fixture_find_type (self->group, GTK_TYPE_TOGGLE_BUTTON, 0);

  g_assert_false (gtk_widget_get_visible (find (self, "maternity")));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  g_assert_true (gtk_widget_get_visible (find (self, "maternity")));
  g_assert_cmpuint (self->n_changed, ==, 0);
}

#define GROUP_TEST(path, func) g_test_add (path, GroupFixture, NULL, set_up, func, tear_down)

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

  for (gsize i = 0; i < G_N_ELEMENTS (shown_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/circumstances/shown/", shown_cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_shown);
    }
  GROUP_TEST ("/circumstances/state", test_state);
  GROUP_TEST ("/circumstances/typed", test_typed);
  GROUP_TEST ("/circumstances/all", test_all);

  return g_test_run ();
}

/* test-seals.c: the part of the settings about seals, through its actions, and the banner that tells of a fault.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-fixture.h"

#include "cpx-anchor-row.h"
#include "cpx-banner.h"
#include "cpx-house.h"
#include "cpx-seals-section.h"

#include <cpx-log-watch.h>
#include <cpx-seal-deeds.h>

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  PageFixture  page;
  char        *outside;   /* a folder elsewhere */
  GtkWidget   *section;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  page_fixture_set_up (&fixture->page, data);
  fixture->outside = g_dir_make_tmp ("cpx-outside-XXXXXX", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *command = g_strconcat ("rm -r ", fixture->outside, NULL);

  page_fixture_tear_down (&fixture->page, data);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_free (fixture->outside);
}

static const CpxLogState *
get_log (Fixture *fixture)
{
  return cpx_log_watch_get_state (cpx_log_watch_get (fixture->page.practice));
}

static gboolean
is_known (gpointer fixture)
{
  return get_log (fixture)->is_known;
}

static gboolean
has_seal (gpointer fixture)
{
  return get_log (fixture)->code != NULL;
}

static gboolean
has_place (gpointer fixture)
{
  return get_log (fixture)->folder != NULL;
}

static gboolean
has_no_place (gpointer fixture)
{
  return get_log (fixture)->folder == NULL;
}

static GtkWidget *
get_child (Fixture    *fixture,
           const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (fixture->section, CPX_TYPE_SEALS_SECTION, name));
}

static void
show_section (Fixture *fixture)
{
  fixture->section = cpx_seals_section_new (fixture->page.practice);
  page_fixture_show (&fixture->page, fixture->section);
  page_fixture_wait (is_known, fixture);
}

static void
act (Fixture    *fixture,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (fixture->section, action, NULL));
}

static gboolean
can_seal (gpointer data)
{
  return page_fixture_can (((Fixture *) data)->section, "seals.seal");
}

static void
seal (Fixture *fixture)
{
  page_fixture_wait (can_seal, fixture);
  act (fixture, "seals.seal");
  page_fixture_wait (has_seal, fixture);
  page_fixture_wait (can_seal, fixture);
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (cpx_practice_seal_deed_finish (CPX_PRACTICE (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *) flag;
}

static void
choose_place (Fixture *fixture)
{
  gboolean ended = FALSE;

  cpx_practice_choose_second_place_async (fixture->page.practice, fixture->outside, ended_cb, &ended);
  page_fixture_wait (is_true, &ended);
  cpx_log_watch_look (cpx_log_watch_get (fixture->page.practice));
  page_fixture_wait (has_place, fixture);
}

static void
text_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
is_set (gpointer text)
{
  return *(char **) text != NULL;
}

static void
test_seal (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *copied = NULL;

  show_section (fixture);
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "code_row")));
  seal (fixture);
  g_assert_true (gtk_widget_get_visible (get_child (fixture, "code_row")));
  g_assert_nonnull (strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (get_child (fixture, "seal_row"))),
                            get_log (fixture)->code));
  act (fixture, "seals.copy");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (fixture->section), NULL, text_read_cb, &copied);
  page_fixture_wait (is_set, &copied);
  g_assert_nonnull (strstr (copied, get_log (fixture)->code));
  g_assert_nonnull (strstr (copied, get_log (fixture)->note));
}

static void
test_place (Fixture       *fixture,
            gconstpointer  data)
{
  show_section (fixture);
  g_assert_false (page_fixture_can (fixture->section, "seals.drop-place"));
  choose_place (fixture);
  seal (fixture);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (get_child (fixture, "place_row"))), ==,
                   fixture->outside);
  act (fixture, "seals.drop-place");
  page_fixture_wait (has_no_place, fixture);
}

static gboolean
has_anchor (gpointer data)
{
  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (get_child (data, "anchor_box")), 0) != NULL;
}

static gboolean
is_gone (gpointer widget)
{
  return *(GtkWidget **) widget == NULL;
}

static gboolean
has_no_anchor (gpointer data)
{
  return !has_anchor (data);
}

static const char *
get_anchor_state (Fixture *fixture)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (get_child (fixture, "anchor_box")), 0);

  if (ADW_IS_EXPANDER_ROW (row))
    return adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row));

  return row != NULL ? adw_action_row_get_subtitle (ADW_ACTION_ROW (row)) : "";
}

static gboolean
is_anchored (gpointer data)
{
  return strstr (get_anchor_state (data), "Has the last seal") != NULL;
}

/* Its receipt is under it, and stays in sight when the rows are made anew. */
static void
assert_has_receipt (Fixture *fixture)
{
  GtkListBox *box = GTK_LIST_BOX (get_child (fixture, "anchor_box"));
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (box, 0));

  g_assert_true (ADW_IS_EXPANDER_ROW (row));
  g_assert_false (cpx_anchor_row_is_expanded (row));
  cpx_anchor_row_expand (row);
  g_object_add_weak_pointer (G_OBJECT (row), (gpointer *) &row);
  cpx_log_watch_look (cpx_log_watch_get (fixture->page.practice));
  page_fixture_wait (is_gone, &row);
  page_fixture_wait (has_anchor, fixture);
  g_assert_true (cpx_anchor_row_is_expanded (GTK_WIDGET (gtk_list_box_get_row_at_index (box, 0))));
}

static void
test_anchor (Fixture       *fixture,
             gconstpointer  data)
{
  gboolean ended = FALSE;

  cpx_practice_add_folder_anchor_async (fixture->page.practice, fixture->outside, ended_cb, &ended);
  page_fixture_wait (is_true, &ended);
  show_section (fixture);
  page_fixture_wait (has_anchor, fixture);
  seal (fixture);
  page_fixture_wait (is_anchored, fixture);   /* by itself, after the round */
  assert_has_receipt (fixture);
  page_fixture_wait (can_seal, fixture);
  act (fixture, "seals.try");
  page_fixture_wait (can_seal, fixture);
  g_assert_true (gtk_widget_activate_action (fixture->section, "seals.remove-anchor", "x", (gint64) 1));
  page_fixture_wait (has_no_anchor, fixture);
  g_assert_nonnull (gtk_widget_get_first_child (get_child (fixture, "anchor_box")));   /* “no anchor yet” */
}

/* Not before there is an address and a certificate. */
static void
test_authority (Fixture       *fixture,
                gconstpointer  data)
{
  show_section (fixture);
  g_assert_false (page_fixture_can (fixture->section, "seals.add-authority"));
  gtk_editable_set_text (GTK_EDITABLE (get_child (fixture, "address_row")), "http://machine/tsr");
  g_assert_false (page_fixture_can (fixture->section, "seals.add-authority"));
}

static gboolean
tells_fault (gpointer house)
{
  GtkWidget *banner = GTK_WIDGET (gtk_widget_get_template_child (house, CPX_TYPE_HOUSE, "integrity"));
  gboolean revealed;

  g_object_get (banner, "revealed", &revealed, NULL);

  return revealed;
}

/* Whatever is wrong in the second place is over every page. */
static void
test_fault (Fixture       *fixture,
            gconstpointer  data)
{
  CpxHouse *house = cpx_house_new (fixture->page.practice);
  g_autofree char *name =
    g_strconcat ("chirurgieprox-", cpx_practice_get_device_id (fixture->page.practice), ".sceau", NULL);
  g_autofree char *path = g_build_filename (fixture->outside, name, NULL);
  gboolean ended = FALSE;

  page_fixture_show (&fixture->page, GTK_WIDGET (house));
  cpx_house_begin (house, NULL);
  cpx_practice_seal_now_async (fixture->page.practice, ended_cb, &ended);
  page_fixture_wait (is_true, &ended);
  choose_place (fixture);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (tells_fault (house));
  g_assert_true (g_file_set_contents (path, "n’importe quoi", -1, NULL));
  cpx_log_watch_look (cpx_log_watch_get (fixture->page.practice));
  page_fixture_wait (tells_fault, house);
}

#define ADD(name, func) g_test_add ("/seals/" name, Fixture, NULL, set_up, func, tear_down)

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

  ADD ("seal", test_seal);
  ADD ("place", test_place);
  ADD ("anchor", test_anchor);
  ADD ("authority", test_authority);
  ADD ("fault", test_fault);

  return g_test_run ();
}

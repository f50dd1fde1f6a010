/* test-nomenclature.c: the page of the CCAM, driven as a person does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ccam-fixture.h"
#include "page-fixture.h"

#include "cpx-ccam-filter-button.h"
#include "cpx-ccam-finder.h"
#include "cpx-nomenclature-page.h"
#include "cpx-sheet-view.h"

#include <cpx-favourites.h>

#define STARTER_SENTENCE "Starter nomenclature"

static GtkWidget *
find (PageFixture *self,
      GType        type,
      guint        nth)
{
  GtkWidget *widget = page_fixture_find_type (self->window, type, nth);

  g_assert_nonnull (widget);

  return widget;
}

static GtkWidget *
get_page (PageFixture *self)
{
  return find (self, CPX_TYPE_NOMENCLATURE_PAGE, 0);
}

static const char *
get_shown (PageFixture *self)
{
  return cpx_sheet_view_get_code (CPX_SHEET_VIEW (find (self, CPX_TYPE_SHEET_VIEW, 0)));
}

static gboolean
shows_chapters (gpointer data)
{
  return page_fixture_find_label (((PageFixture *) data)->window, "Chirurgie digestive et viscérale") != NULL;
}

static gboolean
shows_official (gpointer data)
{
  return page_fixture_find_label (((PageFixture *) data)->window, "DIGESTIF") != NULL;
}

static gboolean
has_one_favourite (gpointer data)
{
  g_auto(GStrv) codes = cpx_practice_list_favourites (((PageFixture *) data)->practice, NULL);

  return g_strv_length (codes) == 1;
}

static gboolean
has_no_favourite (gpointer data)
{
  g_auto(GStrv) codes = cpx_practice_list_favourites (((PageFixture *) data)->practice, NULL);

  return g_strv_length (codes) == 0;
}

static void
show_page (PageFixture *self)
{
  page_fixture_show (self, cpx_nomenclature_page_new (self->practice));
}

/* The lists of versions and filters have one of their own. */
static GtkWidget *
get_search (PageFixture *self)
{
  return page_fixture_find_type (find (self, CPX_TYPE_CCAM_FINDER, 0), GTK_TYPE_SEARCH_ENTRY, 0);
}

static void
search (PageFixture *self,
        const char  *typed)
{
  gtk_editable_set_text (GTK_EDITABLE (get_search (self)), typed);
  page_fixture_settle ();
}

static void
press_enter (PageFixture *self)
{
  g_signal_emit_by_name (get_search (self), "activate");
  page_fixture_settle ();
}

static void
act (PageFixture *self,
     const char  *action)
{
  gtk_widget_activate_action (get_page (self), action, NULL);
  page_fixture_settle ();
}

/* A text that is waited for. */
typedef struct
{
  PageFixture *fixture;
  const char  *text;
} Wanted;

static gboolean
is_shown (gpointer data)
{
  const Wanted *wanted = data;

  return page_fixture_find_label (wanted->fixture->window, wanted->text) != NULL;
}

static void
assert_label (PageFixture *self,
              const char  *text)
{
  Wanted wanted = { self, text };

  g_test_message ("waiting for “%s”", text);
  page_fixture_wait (is_shown, &wanted);
}

static void
test_search (PageFixture   *self,
             gconstpointer  data)
{
  show_page (self);
  page_fixture_wait (shows_chapters, self);
  assert_label (self, STARTER_SENTENCE);
  search (self, "cholecistectomie");
  assert_label (self, "HMFC004");
  press_enter (self);
  g_assert_cmpstr (get_shown (self), ==, "HMFC004");
  assert_label (self, "293.94 €");
  search (self, "hhfa016");
  press_enter (self);
  g_assert_cmpstr (get_shown (self), ==, "HHFA016");
  act (self, "nomenclature.back");
  g_assert_cmpstr (get_shown (self), ==, "HMFC004");
  search (self, "<script>alert</script> %n%s");
  assert_label (self, "No act found");
  press_enter (self);
  g_assert_cmpstr (get_shown (self), ==, "HMFC004");
}

static void
test_links (PageFixture   *self,
            gconstpointer  data)
{
  show_page (self);
  page_fixture_wait (shows_chapters, self);
  g_signal_emit_by_name (find (self, CPX_TYPE_SHEET_VIEW, 0), "link", "menu:2");
  page_fixture_settle ();
  g_assert_null (get_shown (self));
  assert_label (self, "Acts");
  cpx_nomenclature_page_open (CPX_NOMENCLATURE_PAGE (get_page (self)), "zzzz999");
  assert_label (self, "No version of ZZZZ999 found on the day wanted");
  cpx_nomenclature_page_go_back (CPX_NOMENCLATURE_PAGE (get_page (self)));
  assert_label (self, "Acts");
  g_signal_emit_by_name (find (self, CPX_TYPE_SHEET_VIEW, 0), "link", "act:HMFC004");
  g_assert_cmpstr (get_shown (self), ==, "HMFC004");
  g_signal_emit_by_name (find (self, CPX_TYPE_SHEET_VIEW, 0), "link", "day:2020-01-01");
  page_fixture_settle ();
  assert_label (self, "No version found on the day wanted");
}

static void
choose_shelf (PageFixture *self,
              guint        nth)
{
  GtkWidget *finder = find (self, CPX_TYPE_CCAM_FINDER, 0);

  search (self, "");
  for (guint i = 0, n = 0;; i++)
    {
      GtkWidget *button = page_fixture_find_type (finder, GTK_TYPE_TOGGLE_BUTTON, i);

      g_assert_nonnull (button);
      if (!gtk_widget_has_css_class (gtk_widget_get_parent (button), "ccam-shelves") || n++ != nth)
        continue;
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
      page_fixture_settle ();
      return;
    }
}

static void
test_favourites (PageFixture   *self,
                 gconstpointer  data)
{
  show_page (self);
  page_fixture_wait (shows_chapters, self);
  choose_shelf (self, 1);
  assert_label (self, "No favourites yet");
  search (self, "HMFC004");
  press_enter (self);
  act (self, "nomenclature.toggle-favourite");
  page_fixture_wait (has_one_favourite, self);
  choose_shelf (self, 1);
  assert_label (self, "1 favourite");
  act (self, "nomenclature.toggle-favourite");
  page_fixture_wait (has_no_favourite, self);
  page_fixture_settle ();
  assert_label (self, "No favourites yet");
  page_fixture_press_in_toast (self, "Undo");
  page_fixture_wait (has_one_favourite, self);
  choose_shelf (self, 2);
  assert_label (self, "Nothing counted yet");
}

static void
test_filter (PageFixture   *self,
             gconstpointer  data)
{
  GtkWidget *button;

  show_page (self);
  page_fixture_wait (shows_chapters, self);
  button = find (self, CPX_TYPE_CCAM_FILTER_BUTTON, 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (page_fixture_find_type (button, GTK_TYPE_DROP_DOWN, 1)), 5);
  search (self, "hernie");
  assert_label (self, "None fits both the words and the filters");
  gtk_widget_activate_action (find (self, CPX_TYPE_CCAM_FINDER, 0), "finder.unfilter", NULL);
  assert_label (self, "LMMC002");
  search (self, "");
  page_fixture_wait (shows_chapters, self);
}

/* A version that is imported while one looks takes the place of the starter. */
static void
test_import (PageFixture   *self,
             gconstpointer  data)
{
  show_page (self);
  page_fixture_wait (shows_chapters, self);
  ccam_fixture_import (self->practice);
  page_fixture_wait (shows_official, self);
  page_fixture_settle ();
  g_assert_null (page_fixture_find_label (self->window, STARTER_SENTENCE));
  search (self, "LMMC002");
  assert_label (self, "No act found");
}

static void
test_day (PageFixture   *self,
          gconstpointer  data)
{
  GtkWidget *entry;

  ccam_fixture_import (self->practice);
  show_page (self);
  page_fixture_wait (shows_official, self);
  search (self, "HMFC004");
  press_enter (self);
  entry = find (self, GTK_TYPE_ENTRY, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "31/12/2024");
  g_signal_emit_by_name (entry, "activate");
  page_fixture_settle ();
  assert_label (self, "No version found on the day wanted: the first one here is of 01/01/2025");
  gtk_editable_set_text (GTK_EDITABLE (entry), "32/12/2024");
  g_signal_emit_by_name (entry, "activate");
  page_fixture_settle ();
  assert_label (self, "“Day”: the date 32/12/2024 does not exist, check the day and the month");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_signal_emit_by_name (entry, "activate");
  page_fixture_settle ();
  g_assert_null (page_fixture_find_label (self->window, "No version found"));
}

#define PAGE_TEST(path, func) \
  g_test_add (path, PageFixture, NULL, page_fixture_set_up, func, page_fixture_tear_down)

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

  PAGE_TEST ("/nomenclature/search", test_search);
  PAGE_TEST ("/nomenclature/links", test_links);
  PAGE_TEST ("/nomenclature/favourites", test_favourites);
  PAGE_TEST ("/nomenclature/filter", test_filter);
  PAGE_TEST ("/nomenclature/import", test_import);
  PAGE_TEST ("/nomenclature/day", test_day);

  return g_test_run ();
}

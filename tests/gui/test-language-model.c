/* test-language-model.c: the language model under the settings, driven as a person does it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-fixture.h"

#include "cpx-language-model-section.h"

#include <cpx-language-model-settings.h>

static GtkWidget *
show_section (PageFixture *fixture)
{
  GtkWidget *page = page_fixture_show_settings (fixture, "language-model");

  return page_fixture_find_type (page, CPX_TYPE_LANGUAGE_MODEL_SECTION, 0);
}

static void
apply (GtkWidget  *section,
       const char *name,
       const char *text)
{
  GtkWidget *row = page_fixture_find_name (section, name);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_emit_by_name (row, "apply");
}

static CpxLanguageModelSettings *
load (PageFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  CpxLanguageModelSettings *settings = cpx_practice_load_language_model (fixture->practice, &error);

  g_assert_no_error (error);

  return settings;
}

/* Off at first; each row keeps itself; the switch last. */
static void
test_set (PageFixture   *fixture,
          gconstpointer  data)
{
  GtkWidget *section = show_section (fixture);
  GtkWidget *widget = page_fixture_find_type (section, GTK_TYPE_SWITCH, 0);
  GtkWidget *key_row;
  g_autoptr(CpxLanguageModelSettings) settings = NULL;

  page_fixture_wait_for_label (section, "To switch it on, give its address and its name first.");
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (widget)));
  g_assert_false (page_fixture_can (section, "language-model.test"));
  apply (section, "language-model-address", "http://127.0.0.1:9/v1");
  apply (section, "language-model-name", "modele");
  page_fixture_wait_for_label (section, "Nothing leaves this workstation.");
  apply (section, "language-model-key", "sk-1");
  page_fixture_wait_for_label (section, "Key (one is kept for this address)");
  key_row = page_fixture_find_name (section, "language-model-key");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (key_row)), ==, "");
  gtk_switch_set_active (GTK_SWITCH (widget), TRUE);
  page_fixture_wait_for_label (section, "It is asked each time suggestions are shown, and has two seconds to answer.");
  gtk_widget_activate_action (section, "language-model.forget-key", NULL);
  page_fixture_wait_for_label (section, "Key (if the service asks for one)");
  settings = load (fixture);
  g_assert_true (settings->is_on);
  g_assert_false (settings->has_key);
  g_assert_cmpstr (settings->address, ==, "http://127.0.0.1:9/v1");
}

/* What is refused comes back as it was. */
static void
test_refused (PageFixture   *fixture,
              gconstpointer  data)
{
  GtkWidget *section = show_section (fixture);
  GtkWidget *widget = page_fixture_find_type (section, GTK_TYPE_SWITCH, 0);
  g_autoptr(CpxLanguageModelSettings) settings = NULL;

  page_fixture_wait_for_label (section, "To switch it on, give its address and its name first.");
  gtk_switch_set_active (GTK_SWITCH (widget), TRUE);
  page_fixture_wait_for_label (fixture->window, "A language model is asked at an address");
  page_fixture_settle ();
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (widget)));
  settings = load (fixture);
  g_assert_false (settings->is_on);
}

static void
test_tested (PageFixture   *fixture,
             gconstpointer  data)
{
  GtkWidget *section = show_section (fixture);

  apply (section, "language-model-address", "http://127.0.0.1:9/v1");
  apply (section, "language-model-name", "modele");
  page_fixture_wait_for_label (section, "Nothing leaves this workstation.");
  gtk_widget_activate_action (section, "language-model.test", NULL);
  page_fixture_wait_for_label (section, "The machine of the language model cannot be reached.");
  page_fixture_wait_for_label (section, "Unreachable");
  g_assert_true (page_fixture_can (section, "language-model.test"));
}

static void
test_preview (PageFixture   *fixture,
              gconstpointer  data)
{
  GtkWidget *section = show_section (fixture);
  GtkWidget *view = page_fixture_find_type (section, GTK_TYPE_TEXT_VIEW, 0);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "Mme Durand, 14/03/1958, 12 cm", -1);
  page_fixture_wait_for_label (section, "Mme [NOM], [DATE], 12 cm");
}

#define LANGUAGE_MODEL_TEST(path, func) \
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
  LANGUAGE_MODEL_TEST ("/language-model/set", test_set);
  LANGUAGE_MODEL_TEST ("/language-model/refused", test_refused);
  LANGUAGE_MODEL_TEST ("/language-model/tested", test_tested);
  LANGUAGE_MODEL_TEST ("/language-model/preview", test_preview);

  return g_test_run ();
}

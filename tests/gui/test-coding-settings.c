/* test-coding-settings.c: lexicon, volumes and learning under the settings, driven by their actions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-fixture.h"

#include "cpx-ccam-section.h"
#include "cpx-lexicon-section.h"
#include "cpx-record-group.h"
#include "cpx-suggestions-section.h"
#include "cpx-version-row.h"

#include <cpx-intervention.h>
#include <cpx-learning.h>
#include <cpx-lexicon-record.h>
#include <cpx-own-lexicon.h>
#include <cpx-patient.h>
#include <cpx-practitioner.h>
#include <cpx-save-coding.h>
#include <cpx-save-record.h>
#include <cpx-suggesters.h>

static GtkWidget *
show_section (PageFixture *fixture,
              const char  *name,
              GType        type)
{
  GtkWidget *page = page_fixture_show_settings (fixture, name);

  return page_fixture_find_type (page, type, 0);
}

static GFile *
write_file (PageFixture *fixture,
            const char  *name,
            const char  *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));

  return g_file_new_for_path (path);
}

static char *
read_file (GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  char *content = NULL;

  g_file_get_contents (path, &content, NULL, NULL);

  return content;
}

/* Lexicon */

static CpxRecordGroup *
find_group (GtkWidget *section)
{
  return CPX_RECORD_GROUP (page_fixture_find_type (section, CPX_TYPE_RECORD_GROUP, 0));
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
has_three (gpointer group)
{
  return count (group) == 3;
}

static void
choose (GtkWidget  *root,
        const char *field,
        guint       position)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (page_fixture_find_name (root, field)), position);
}

/* The code that is put first for a text. */
static char *
ask (PageFixture *fixture,
     const char  *text)
{
  g_autoptr(CpxSuggester) suggester = cpx_practice_open_suggester (fixture->practice, cpx_day_today (), NULL);
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, text, NULL, 1);

  return g_strdup (suggestions->len > 0
                   ? cpx_suggestion_get_fields (g_ptr_array_index (suggestions, 0))->code : "");
}

/* A code that does not exist is refused by name and stays typed; the right one is added, and serves. */
static void
test_lexicon_add (PageFixture   *fixture,
                  gconstpointer  data)
{
  GtkWidget *section = show_section (fixture, "lexicon", CPX_TYPE_LEXICON_SECTION);
  CpxRecordGroup *group = find_group (section);
  g_autofree char *code = NULL;
  GtkWidget *row;

  page_fixture_wait_for_label (section, "serves alone");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (group), "records.add", NULL));
  page_fixture_settle ();
  page_fixture_type (GTK_WIDGET (group), "phrases", "zorglub");
  choose (GTK_WIDGET (group), "sense", 1);
  page_fixture_type (GTK_WIDGET (group), "target", "ZZZZ999");
  row = page_fixture_find_type (GTK_WIDGET (group), CPX_TYPE_RECORD_ROW, 0);
  g_assert_true (gtk_widget_activate_action (row, "record.add", NULL));
  page_fixture_wait_for_label (fixture->window, "no act ZZZZ999");
  g_assert_cmpuint (count (group), ==, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (page_fixture_find_name (GTK_WIDGET (group), "target"))), ==,
                   "ZZZZ999");

  page_fixture_type (GTK_WIDGET (group), "target", "hhfa016");
  g_assert_true (gtk_widget_activate_action (row, "record.add", NULL));
  page_fixture_wait (has_one, group);
  page_fixture_wait_for_label (section, "→ HHFA016");
  page_fixture_wait_for_label (section, "Every entry points");
  code = ask (fixture, "zorglub");
  g_assert_cmpstr (code, ==, "HHFA016");
}

/* A bad line is named and nothing is added; a good file is added once, and comes out as it went in. */
static void
test_lexicon_file (PageFixture   *fixture,
                   gconstpointer  data)
{
  g_autoptr(GFile) bad = write_file (fixture, "bad.tsv", "zorg\tact\tHHFA016\nglub\tact\tZZZZ999\n");
  g_autoptr(GFile) good =
    write_file (fixture, "good.tsv", "zorg\tact\tHHFA016\nglub\tword\tappendicectomie\nhop\tquiet\n");
  g_autoptr(GFile) nowhere = g_file_get_child (bad, "nowhere");
  g_autoptr(GFile) out = write_file (fixture, "out.tsv", "");
  GtkWidget *section = show_section (fixture, "lexicon", CPX_TYPE_LEXICON_SECTION);
  CpxRecordGroup *group = find_group (section);
  g_autofree char *written = NULL;

  g_assert_false (page_fixture_can (section, "lexicon.export"));
  cpx_lexicon_section_import (CPX_LEXICON_SECTION (section), nowhere);
  g_assert_false (page_fixture_can (section, "lexicon.import"));   /* one at a time */
  page_fixture_wait_for_label (section, "Not imported: nothing changed");
  cpx_lexicon_section_import (CPX_LEXICON_SECTION (section), bad);
  page_fixture_wait_for_label (section, "Line 2 ");
  g_assert_cmpuint (count (group), ==, 0);

  cpx_lexicon_section_import (CPX_LEXICON_SECTION (section), good);
  page_fixture_wait (has_three, group);
  page_fixture_wait_for_label (fixture->window, "3 entries added");
  g_assert_null (page_fixture_find_label (section, "Line 2 "));
  cpx_lexicon_section_import (CPX_LEXICON_SECTION (section), good);
  page_fixture_wait_for_label (fixture->window, "was there already");

  cpx_lexicon_section_export (CPX_LEXICON_SECTION (section), out);
  page_fixture_wait_for_label (fixture->window, "are written into the file");
  written = read_file (out);
  g_assert_nonnull (strstr (written, "zorg\tact\tHHFA016\nglub\tword\tappendicectomie\nhop\tquiet\n"));
}

/* Volumes */

/* Bad files change nothing; a good one serves, and goes by its undo; removed, it comes back by its undo. */
static void
test_volumes (PageFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr(GFile) bad = write_file (fixture, "bad.tsv", "code\tnb_acts\nHMFC004\tmany\n");
  g_autoptr(GFile) good = write_file (fixture, "good.tsv", "code\tnb_acts\nHMFC004\t125000\nHHFA016\t30000\n");
  g_autoptr(GFile) folder = g_file_new_for_path (fixture->folder);
  GtkWidget *section = show_section (fixture, "suggestions", CPX_TYPE_SUGGESTIONS_SECTION);
  CpxSuggestionsSection *self = CPX_SUGGESTIONS_SECTION (section);

  page_fixture_wait_for_label (section, "No volumes file");
  g_assert_false (page_fixture_can (section, "volumes.remove"));
  cpx_suggestions_section_import_volumes (self, bad);
  page_fixture_wait_for_label (section, "Line 2 ");
  page_fixture_wait_for_label (section, "No volumes file");
  cpx_suggestions_section_import_volumes (self, folder);
  page_fixture_wait_for_label (section, "Not imported: nothing changed");

  cpx_suggestions_section_import_volumes (self, good);
  page_fixture_wait_for_label (section, "good.tsv");
  page_fixture_wait_for_label (section, "2 acts, imported on");
  g_assert_null (page_fixture_find_label (section, "Not imported"));
  page_fixture_wait_for_label (fixture->window, "Volumes of 2 acts imported");
  page_fixture_press_in_toast (fixture, "Undo");
  page_fixture_wait_for_label (section, "No volumes file");

  cpx_suggestions_section_import_volumes (self, good);
  page_fixture_wait_for_label (section, "good.tsv");
  page_fixture_settle ();
  g_assert_true (page_fixture_can (section, "volumes.remove"));
  g_assert_true (gtk_widget_activate_action (section, "volumes.remove", NULL));
  page_fixture_wait_for_label (section, "No volumes file");
  page_fixture_wait_for_label (fixture->window, "work without.");
  page_fixture_press_in_toast (fixture, "Undo");
  page_fixture_wait_for_label (section, "good.tsv");
}

/* Versions */

/* A version opens into where it is from and what it changes; the starter is told from the official ones. */
static void
test_versions (PageFixture   *fixture,
               gconstpointer  data)
{
  const char *shared = g_getenv ("CPX_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "ccam", "dbf", "small.zip", NULL);
  const char *paths[] = { path, NULL };
  GtkWidget *section = show_section (fixture, "ccam", CPX_TYPE_CCAM_SECTION);
  GtkWidget *row;

  page_fixture_wait_for_label (section, "Serves as long as no official version is imported");
  page_fixture_wait_for_label (section, "Grid 3");
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the official distribution is not beside this repository");
      return;
    }
  cpx_ccam_section_import (CPX_CCAM_SECTION (section), paths);
  page_fixture_wait_for_label (section, "Set aside: official versions serve");
  page_fixture_settle ();
  row = page_fixture_find_type (section, CPX_TYPE_VERSION_ROW, 0);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  page_fixture_wait_for_label (section, "nothing to compare");
  page_fixture_wait_for_label (section, "small.zip");
}

/* Learning */

static CpxRecord *
save (PageFixture *fixture,
      CpxRecord   *record)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record (fixture->practice, NULL, record, &error);

  g_assert_no_error (error);

  return g_object_ref (cpx_receipt_get_record (receipt));
}

static CpxRecord *
add_intervention (PageFixture *fixture)
{
  g_autoptr(CpxRecord) new_surgeon = cpx_record_new_with_texts (&cpx_practitioner_kind, NULL, CPX_PRACTITIONER_NAME,
                                                                "Martin", CPX_PRACTITIONER_SECTOR, "1", -1);
  g_autoptr(CpxRecord) new_patient =
    cpx_record_new_with_texts (&cpx_patient_kind, NULL, CPX_PATIENT_BIRTH_NAME, "Petit",
                               CPX_PATIENT_BIRTH_FIRST_NAMES, "Zoé", CPX_PATIENT_SEX, "F", CPX_PATIENT_BIRTH_DATE,
                               "1980-02-29", -1);
  g_autoptr(CpxRecord) surgeon = save (fixture, new_surgeon);
  g_autoptr(CpxRecord) patient = save (fixture, new_patient);
  g_autoptr(CpxRecord) intervention =
    cpx_record_new_with_texts (&cpx_intervention_kind, NULL, CPX_INTERVENTION_PATIENT, cpx_record_get_id (patient),
                               CPX_INTERVENTION_SURGEON, cpx_record_get_id (surgeon), CPX_INTERVENTION_LABEL,
                               "petit zoe 29/02/80 appendicectomie", CPX_INTERVENTION_STATE, "done",
                               CPX_INTERVENTION_DATE, "2026-03-09", -1);

  return save (fixture, intervention);
}

static void
code_one (PageFixture *fixture)
{
  g_autoptr(CpxRecord) intervention = add_intervention (fixture);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxCodingRequest) request =
    cpx_practice_load_coding (fixture->practice, cpx_record_get_id (intervention), NULL, &error);
  g_autoptr(GPtrArray) receipts = NULL;
  CpxCodingLine line;

  g_assert_no_error (error);
  cpx_coding_line_init (&line, "HHFA016");
  cpx_coding_request_add_line (request, &line, cpx_act_choice_new ("suggestion", "HHFA016", NULL, NULL));
  receipts = cpx_practice_save_coding (fixture->practice, request, CPX_CODING_STEP_VALIDATE, &error);
  g_assert_no_error (error);
}

static void
test_learning (PageFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr(GFile) out = write_file (fixture, "learnt.json", "");
  GtkWidget *section = show_section (fixture, "suggestions", CPX_TYPE_SUGGESTIONS_SECTION);
  g_autofree char *written = NULL;

  page_fixture_wait_for_label (section, "Nothing learnt yet");
  g_assert_false (page_fixture_can (section, "learning.reset"));
  code_one (fixture);
  page_fixture_wait_for_label (section, "1 code kept");   /* told by the change alone */
  page_fixture_wait_for_label (section, "MARTIN");
  cpx_suggestions_section_export (CPX_SUGGESTIONS_SECTION (section), out);
  page_fixture_wait_for_label (fixture->window, "is written into the file");
  written = read_file (out);
  g_assert_nonnull (strstr (written, "HHFA016"));
  g_assert_nonnull (strstr (written, "\"appendicectomie\""));
  g_assert_null (strstr (written, "petit"));
  g_assert_null (strstr (written, "zoe"));

  g_assert_true (gtk_widget_activate_action (section, "learning.reset", "s", ""));
  page_fixture_wait_for_label (section, "Nothing learnt yet");
  page_fixture_wait_for_label (fixture->window, "What was learnt is forgotten (1 code kept)");
  page_fixture_press_in_toast (fixture, "Undo");
  page_fixture_wait_for_label (section, "1 code kept");
}

static void
test_learning_of_one (PageFixture   *fixture,
                      gconstpointer  data)
{
  GtkWidget *section = show_section (fixture, "suggestions", CPX_TYPE_SUGGESTIONS_SECTION);
  GtkWidget *button;

  code_one (fixture);
  page_fixture_wait_for_label (section, "MARTIN");
  button = gtk_widget_get_ancestor (page_fixture_find_label (page_fixture_find_name (section, "people"), "Forget"),
                                    GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  page_fixture_wait_for_label (section, "Nothing learnt yet");
  page_fixture_wait_for_label (fixture->window, "MARTIN taught is forgotten");
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
  PAGE_TEST ("/coding-settings/lexicon/add", test_lexicon_add);
  PAGE_TEST ("/coding-settings/lexicon/file", test_lexicon_file);
  PAGE_TEST ("/coding-settings/volumes", test_volumes);
  PAGE_TEST ("/coding-settings/versions", test_versions);
  PAGE_TEST ("/coding-settings/learning", test_learning);
  PAGE_TEST ("/coding-settings/learning/of-one", test_learning_of_one);

  return g_test_run ();
}

/* test-coding-settings-state.c: what the settings say of volumes, of what was learnt and of the lexicon.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-changes-state.h"
#include "cpx-grid-table-state.h"
#include "cpx-help-topic.h"
#include "cpx-learning-state.h"
#include "cpx-lexicon-state.h"
#include "cpx-volumes-state.h"

#include <cpx-act-volumes-record.h>
#include <cpx-lexicon-record.h>
#include <cpx-own-lexicon.h>
#include <cpx-practitioner.h>
#include <cpx-record-builder.h>
#include <cpx-starter.h>
#include <gio/gio.h>
#include <string.h>

static CpxRecord *
make_volumes (const char *id,
              const char *source,
              gint64      n_codes)
{
  CpxRecordBuilder *builder = cpx_record_builder_new (&cpx_act_volumes_record_kind, id);

  if (source != NULL)
    cpx_record_builder_set_text (builder, CPX_ACT_VOLUMES_RECORD_SOURCE, source);
  cpx_record_builder_set_text (builder, CPX_ACT_VOLUMES_RECORD_IMPORTED, "2026-11-22");
  cpx_record_builder_set_integer (builder, CPX_ACT_VOLUMES_RECORD_N_CODES, n_codes);

  return cpx_record_builder_end (builder);
}

typedef struct
{
  const char *name;
  const char *source;      /* (nullable) */
  int         n_codes;     /* -1: no file */
  gboolean    busy;
  const char *title;
  const char *subtitle;    /* a part */
  const char *import_label;
  gboolean    can_remove;
} VolumesCase;

static const VolumesCase volumes_cases[] = {
  { "none", NULL, -1, FALSE, "No volumes file", "work without", "_Import volumes…", FALSE },
  { "none-busy", NULL, -1, TRUE, "No volumes file", "work without", "_Import volumes…", FALSE },
  { "one-act", "a.tsv", 1, FALSE, "a.tsv", "1 act, imported on", "_Replace…", TRUE },
  { "many", "act_volumes_2024.tsv", 5060, FALSE, "act_volumes_2024.tsv", "acts, imported on", "_Replace…", TRUE },
  { "busy", "a.tsv", 12, TRUE, "a.tsv", "12 acts", "_Replace…", FALSE },
  { "nameless", NULL, 12, FALSE, "A volumes file", "12 acts", "_Replace…", TRUE },
};

static void
test_volumes (gconstpointer data)
{
  const VolumesCase *expected = data;
  g_autoptr(CpxRecord) served =
    expected->n_codes >= 0 ? make_volumes (NULL, expected->source, expected->n_codes) : NULL;
  g_auto(CpxVolumesState) state = cpx_volumes_state_compute (served, expected->busy);

  g_assert_cmpstr (state.title, ==, expected->title);
  g_assert_nonnull (strstr (state.subtitle, expected->subtitle));
  g_assert_cmpstr (state.import_label, ==, expected->import_label);
  g_assert_cmpint (state.can_remove, ==, expected->can_remove);
}

/* The one imported last serves, wherever it stands in the list. */
static void
test_served (void)
{
  g_autoptr(GListStore) store = g_list_store_new (CPX_TYPE_RECORD);
  g_autoptr(CpxRecord) old = make_volumes ("01890000-0000-7000-8000-000000000001", "old.tsv", 1);
  g_autoptr(CpxRecord) new = make_volumes ("01890000-0000-7000-8000-000000000002", "new.tsv", 2);
  g_autofree char *replaced = cpx_volumes_state_dup_result (new, old);
  g_autofree char *first = cpx_volumes_state_dup_result (new, NULL);

  g_assert_null (cpx_volumes_state_find (G_LIST_MODEL (store)));
  g_list_store_append (store, new);
  g_list_store_append (store, old);
  g_assert_true (cpx_volumes_state_find (G_LIST_MODEL (store)) == new);
  g_assert_nonnull (strstr (replaced, "old.tsv"));
  g_assert_null (strstr (first, "old.tsv"));
}

#define MARTIN "01890000-0000-7000-8000-00000000000a"
#define NOBODY "01890000-0000-7000-8000-00000000000b"

static CpxPracticePrior *
learn (guint n_martin,
       guint n_nobody)
{
  static const char *shown[] = { "HHFA016", NULL };
  g_autoptr(CpxPracticePriorBuilder) builder = cpx_practice_prior_builder_new ();

  for (guint i = 0; i < n_martin + n_nobody; i++)
    {
      CpxPriorCase one = { .practitioner = i < n_martin ? MARTIN : NOBODY, .operation = "Appendicectomie",
                           .shown = shown, .kept = i == 0 ? "HHFA011" : "HHFA016" };

      cpx_practice_prior_builder_add (builder, &one);
    }

  return cpx_practice_prior_builder_end (builder);
}

static GListModel *
list_practitioners (void)
{
  GListStore *store = g_list_store_new (CPX_TYPE_RECORD);
  g_autoptr(CpxRecord) martin =
    cpx_record_new_with_texts (&cpx_practitioner_kind, MARTIN, CPX_PRACTITIONER_NAME, "Martin", -1);

  g_list_store_append (store, martin);

  return G_LIST_MODEL (store);
}

static void
test_learnt (void)
{
  g_autoptr(CpxPracticePrior) prior = learn (42, 3);
  g_autoptr(GListModel) practitioners = list_practitioners ();
  g_auto(CpxLearningState) state = cpx_learning_state_compute (prior, practitioners);
  const CpxLearningPerson *martin = g_ptr_array_index (state.people, 0);
  const CpxLearningPerson *nobody = g_ptr_array_index (state.people, 1);
  const CpxLearningHabit *habit = g_ptr_array_index (martin->habits, 1);

  g_assert_cmpstr (state.title, ==, "45 codes kept");
  g_assert_true (state.can_reset);
  g_assert_cmpuint (state.people->len, ==, 2);
  g_assert_nonnull (strstr (martin->title, "MARTIN"));
  g_assert_cmpstr (martin->subtitle, ==, "42 codes kept");
  g_assert_cmpstr (nobody->title, ==, "A practitioner who is not in the directory");
  g_assert_cmpstr (habit->title, ==, "HHFA016: kept 41 times of 42");
  g_assert_cmpstr (habit->subtitle, ==, "when the title says “appendicectomie”");
}

static void
test_nothing_learnt (void)
{
  g_autoptr(CpxPracticePrior) prior = learn (0, 0);
  g_autoptr(GListModel) practitioners = list_practitioners ();
  g_auto(CpxLearningState) state = cpx_learning_state_compute (prior, practitioners);
  g_auto(CpxLearningState) reading = cpx_learning_state_compute (NULL, practitioners);

  g_assert_cmpstr (state.title, ==, "Nothing learnt yet");
  g_assert_false (state.can_reset);
  g_assert_cmpuint (state.people->len, ==, 0);
  g_assert_cmpstr (reading.title, ==, "Reading…");
  g_assert_false (reading.can_reset);
}

static void
test_forgotten (void)
{
  g_autofree char *all = cpx_learning_state_dup_forgotten (NULL, 52);
  g_autofree char *one = cpx_learning_state_dup_forgotten ("Dr Martin", 1);

  g_assert_cmpstr (all, ==, "What was learnt is forgotten (52 codes kept); the acts stay.");
  g_assert_cmpstr (one, ==, "What Dr Martin taught is forgotten (1 code kept); the acts stay.");
}

typedef struct
{
  const char *name;
  guint       n_entries;
  int         n_faults;   /* -1: not known yet */
  const char *title;
  const char *subtitle;   /* a part */
  gboolean    can_export;
} LexiconCase;

static const LexiconCase lexicon_cases[] = {
  { "reading", 3, -1, "Reading…", "takes the place", TRUE },
  { "none", 0, 0, "The program’s own lexicon serves alone", "takes the place", FALSE },
  { "sound", 3, 0, "Every entry points to acts or words of the CCAM", "takes the place", TRUE },
  { "one-void", 3, 1, "1 entry points to nothing any more", "“lca”: closed", TRUE },
  { "many-void", 9, 7, "7 entries point to nothing any more", "\n…", TRUE },
};

static GPtrArray *
make_faults (guint n)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_lexicon_fault_free);

  for (guint i = 0; i < n; i++)
    {
      CpxLexiconFault *fault = g_new0 (CpxLexiconFault, 1);

      fault->record = cpx_record_new_with_texts (&cpx_lexicon_record_kind, NULL, CPX_LEXICON_RECORD_PHRASES, "lca", -1);
      fault->sentence = g_strdup ("closed");
      g_ptr_array_add (faults, fault);
    }

  return faults;
}

static void
test_lexicon (gconstpointer data)
{
  const LexiconCase *expected = data;
  g_autoptr(GPtrArray) faults = expected->n_faults >= 0 ? make_faults (expected->n_faults) : NULL;
  g_auto(CpxLexiconState) state = cpx_lexicon_state_compute (expected->n_entries, faults);

  g_assert_cmpstr (state.title, ==, expected->title);
  g_assert_nonnull (strstr (state.subtitle, expected->subtitle));
  g_assert_cmpint (state.can_export, ==, expected->can_export);
}

static const struct
{
  const char *target;      /* (nullable) */
  const char *specialty;   /* (nullable) */
  const char *subtitle;
} entry_cases[] = {
  { "NEKA020 NEKA012", NULL, "→ NEKA020 NEKA012" },
  { "ligament croisé", "orthopaedics", "→ ligament croisé · Orthopaedics and traumatology" },
  { NULL, NULL, "→ nothing, not counted" },
};

static void
test_entries (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entry_cases); i++)
    {
      CpxRecordBuilder *builder = cpx_record_builder_new (&cpx_lexicon_record_kind, NULL);
      g_autoptr(CpxRecord) entry = NULL;
      g_autofree char *title = NULL;
      g_autofree char *subtitle = NULL;

      cpx_record_builder_set_text (builder, CPX_LEXICON_RECORD_PHRASES, "pth | hanche");
      if (entry_cases[i].target != NULL)
        cpx_record_builder_set_text (builder, CPX_LEXICON_RECORD_TARGET, entry_cases[i].target);
      if (entry_cases[i].specialty != NULL)
        cpx_record_builder_set_text (builder, CPX_LEXICON_RECORD_SPECIALTY, entry_cases[i].specialty);
      entry = cpx_record_builder_end (builder);
      title = cpx_lexicon_state_dup_title (entry);
      subtitle = cpx_lexicon_state_dup_subtitle (entry);
      g_assert_cmpstr (title, ==, "pth | hanche");
      g_assert_cmpstr (subtitle, ==, entry_cases[i].subtitle);
    }
}

static const struct
{
  const char *page;
  const char *section;
  const char *topic;
} help_cases[] = {
  { "patients", NULL, "patients" },   { "coding", NULL, "coding" },           { "settings", "lexicon", "lexicon" },
  { "settings", "ccam", "ccam" },     { "settings", "suggestions", "learning" }, { "settings", "post", NULL },
  { "settings", NULL, NULL },         { "unlock", NULL, "unlock" },           { NULL, NULL, NULL },
  { "nowhere", "lexicon", NULL },
};

/* F1 opens the page that speaks of what is on the screen, which the manual has. */
static void
test_help (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (help_cases); i++)
    {
      const char *topic = cpx_help_topic_find (help_cases[i].page, help_cases[i].section);
      g_autofree char *name = g_strconcat (topic != NULL ? topic : "index", ".page", NULL);
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "help", "C", name, NULL);

      g_assert_cmpstr (topic, ==, help_cases[i].topic);
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

static void
add_change (GPtrArray         *changes,
            CpxCcamChangeType  type,
            const char        *code,
            guint              grid,
            const char        *before,
            const char        *after)
{
  CpxCcamChange *change = g_new0 (CpxCcamChange, 1);

  *change = (CpxCcamChange) { type, g_strdup (code), '1', 0, grid, g_strdup (before), g_strdup (after) };
  g_ptr_array_add (changes, change);
}

static CpxNomenclatureChanges *
make_changes (CpxUsedActsSource source,
              guint             n_acts)
{
  CpxNomenclatureChanges *found = g_new0 (CpxNomenclatureChanges, 1);

  found->before = cpx_starter_load (NULL);
  found->after = cpx_starter_load (NULL);
  found->source = source;
  found->n_acts = n_acts;
  found->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_ccam_change_free);

  return found;
}

/* One line an act; a price that changes alike in several grids is told once. */
static void
test_changes (void)
{
  g_autoptr(CpxNomenclatureChanges) found = make_changes (CPX_USED_ACTS_PRACTICE, 30);
  g_auto(CpxChangesState) state = { NULL };
  const CpxChangedAct *first;
  const CpxChangedAct *second;

  add_change (found->changes, CPX_CCAM_CHANGE_PRICE, "HHFA016", 3, "191.86", "200");
  add_change (found->changes, CPX_CCAM_CHANGE_PRICE, "HHFA016", 4, "150.00", "");
  add_change (found->changes, CPX_CCAM_CHANGE_PRICE, "HHFA016", 5, "191.86", "200");
  add_change (found->changes, CPX_CCAM_CHANGE_MODIFIERS, "HHFA016", 0, "", "JK");
  add_change (found->changes, CPX_CCAM_CHANGE_CLOSING, "ZZZZ999", 0, "", "2027-01-01");
  state = cpx_changes_state_compute (found);
  first = g_ptr_array_index (state.acts, 0);
  second = g_ptr_array_index (state.acts, 1);
  g_assert_cmpuint (state.acts->len, ==, 2);
  g_assert_cmpstr (state.title, ==, "What changes for your 30 most frequent acts");
  g_assert_cmpstr (state.subtitle, ==, "2 acts change, against the starter nomenclature.");
  g_assert_true (g_str_has_prefix (first->title, "HHFA016 · "));
  g_assert_cmpstr (first->changes, ==, "Price, activity 1: 191.86 € → 200.00 € (grids 3, 5)\n"
                   "Price, activity 1: 150.00 € → no price (grid 4)\nModifiers, activity 1: none → JK");
  g_assert_cmpstr (second->title, ==, "ZZZZ999");
  g_assert_true (g_str_has_prefix (second->changes, "Closed from "));
}

static void
test_no_changes (void)
{
  g_autoptr(CpxNomenclatureChanges) nobody = make_changes (CPX_USED_ACTS_NOBODY, 0);
  g_autoptr(CpxNomenclatureChanges) volumes = make_changes (CPX_USED_ACTS_VOLUMES, 1);
  g_auto(CpxChangesState) reading = cpx_changes_state_compute (NULL);
  g_auto(CpxChangesState) nothing = cpx_changes_state_compute (nobody);
  g_auto(CpxChangesState) same = cpx_changes_state_compute (volumes);

  g_assert_cmpstr (reading.title, ==, "Comparing…");
  g_assert_nonnull (strstr (nothing.subtitle, "nothing to compare"));
  g_assert_cmpstr (same.title, ==, "What changes for the 1 most usual act in France");
  g_assert_cmpstr (same.subtitle, ==, "Nothing, against the starter nomenclature.");
}

/* A heading before each specialty; who is not sure is told so. */
static void
test_grids (void)
{
  g_autoptr(GPtrArray) lines = cpx_grid_table_state_list (NULL);
  const CpxGridLine *heading = g_ptr_array_index (lines, 0);
  const CpxGridLine *rule = g_ptr_array_index (lines, 1);
  guint n_unsure = 0;

  g_assert_cmpstr (heading->specialty, ==, "Surgeons, all specialties of surgery");
  g_assert_cmpstr (rule->grid, ==, "Grid 3");
  g_assert_true (g_str_has_prefix (rule->contracts, "Sector 1\n"));
  for (guint i = 0; i < lines->len; i++)
    {
      const CpxGridLine *line = g_ptr_array_index (lines, i);

      g_assert_cmpint (line->specialty == NULL, ==, line->grid != NULL);
      n_unsure += line->label != NULL && strstr (line->label, "the nearest") != NULL ? 1 : 0;
    }
  g_assert_cmpuint (n_unsure, ==, 4);
}

#define ADD_CASES(folder, cases, func) \
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) \
    { \
      g_autofree char *path = g_strconcat ("/gui/coding-settings/" folder "/", cases[i].name, NULL); \
      \
      g_test_add_data_func (path, &cases[i], func); \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_CASES ("volumes", volumes_cases, test_volumes);
  ADD_CASES ("lexicon", lexicon_cases, test_lexicon);
  g_test_add_func ("/gui/coding-settings/help", test_help);
  g_test_add_func ("/gui/coding-settings/changes", test_changes);
  g_test_add_func ("/gui/coding-settings/no-changes", test_no_changes);
  g_test_add_func ("/gui/coding-settings/grids", test_grids);
  g_test_add_func ("/gui/coding-settings/served", test_served);
  g_test_add_func ("/gui/coding-settings/learnt", test_learnt);
  g_test_add_func ("/gui/coding-settings/nothing-learnt", test_nothing_learnt);
  g_test_add_func ("/gui/coding-settings/forgotten", test_forgotten);
  g_test_add_func ("/gui/coding-settings/entries", test_entries);

  return g_test_run ();
}

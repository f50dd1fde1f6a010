/* test-uncoded-list.c: the work list knows what took place and was not coded, and keeps up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "coding-fixture.h"

#include "cpx-coding-begun.h"
#include "cpx-note-versions.h"
#include "cpx-record-list.h"
#include "cpx-save-record.h"
#include "cpx-uncoded-list.h"

#include <cpx-intervention.h>
#include <cpx-operative-note.h>
#include <cpx-record-builder.h>
#include <cpx-patient.h>

static guint
get_n (gpointer list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static CpxRecord *
set_state (CodingFixture *self,
           CpxRecord     *intervention,
           const char    *state)
{
  g_autoptr(CpxRecord) now = coding_fixture_load (self, intervention);
  g_autoptr(CpxRecord) after = cpx_record_with_text (now, CPX_INTERVENTION_STATE, state);

  return practice_fixture_save (&self->base, now, after);
}

static void
assert_row (CpxUncodedList *list,
            guint           position,
            CpxRecord      *intervention,
            const char     *patient_name)
{
  g_autoptr(CpxUncodedRow) row = g_list_model_get_item (G_LIST_MODEL (list), position);

  g_assert_cmpstr (cpx_record_get_id (cpx_uncoded_row_get_intervention (row)), ==, cpx_record_get_id (intervention));
  g_assert_cmpstr (cpx_record_get_text (cpx_uncoded_row_get_patient (row), CPX_PATIENT_BIRTH_NAME), ==, patient_name);
  g_assert_nonnull (cpx_uncoded_row_get_surgeon (row));
  g_assert_false (cpx_uncoded_row_has_draft (row));
}

static void
changed_cb (GListModel *list,
            guint       position,
            guint       n_removed,
            guint       n_added,
            guint      *out_touched)
{
  *out_touched += n_removed + n_added;
}

static void
test_list (CodingFixture *self,
           gconstpointer  data)
{
  g_autoptr(CpxRecord) older = coding_fixture_add_intervention (self, "done", "2026-03-02");
  g_autoptr(CpxRecord) planned = coding_fixture_add_intervention (self, "scheduled", "2026-03-01");
  g_autoptr(CpxUncodedList) list = cpx_uncoded_list_new (self->base.practice);
  g_autoptr(CpxRecord) cancelled = NULL;
  g_autoptr(CpxRecord) done = NULL;
  guint n_touched = 0;

  ITERATE_UNTIL (cpx_uncoded_list_get_loaded (list));
  g_assert_no_error (cpx_uncoded_list_get_error (list));
  g_assert_cmpuint (get_n (list), ==, 2);
  assert_row (list, 0, older, "Dupont");
  assert_row (list, 1, self->intervention, "Dupont");

  g_signal_connect (list, "items-changed", G_CALLBACK (changed_cb), &n_touched);
  cancelled = set_state (self, older, "cancelled");
  ITERATE_UNTIL (get_n (list) == 1);
  g_assert_cmpuint (n_touched, ==, 1);
  done = set_state (self, planned, "done");
  ITERATE_UNTIL (get_n (list) == 2);
  g_assert_cmpuint (n_touched, ==, 2);
  assert_row (list, 0, planned, "Dupont");
}

static void
test_patient_renamed (CodingFixture *self,
                      gconstpointer  data)
{
  g_autoptr(CpxUncodedList) list = cpx_uncoded_list_new (self->base.practice);
  g_autoptr(CpxRecord) renamed = cpx_record_with_text (self->patient, CPX_PATIENT_BIRTH_NAME, "Durand");
  g_autoptr(CpxRecord) kept = NULL;
  guint n_touched = 0;

  ITERATE_UNTIL (get_n (list) == 1);
  g_signal_connect (list, "items-changed", G_CALLBACK (changed_cb), &n_touched);
  kept = practice_fixture_save (&self->base, self->patient, renamed);
  ITERATE_UNTIL (n_touched == 2);
  assert_row (list, 0, self->intervention, "Durand");
}

static gboolean
first_has_note (CpxUncodedList *list)
{
  g_autoptr(CpxUncodedRow) row = g_list_model_get_item (G_LIST_MODEL (list), 0);

  return row != NULL && cpx_uncoded_row_has_note (row);
}

/* The list says which operations nobody has reported yet, and follows as the report is written. */
static void
test_has_note (CodingFixture *self,
               gconstpointer  data)
{
  g_autoptr(CpxRecord) older = coding_fixture_add_intervention (self, "done", "2026-03-02");
  g_autoptr(CpxUncodedList) list = cpx_uncoded_list_new (self->base.practice);
  g_autoptr(CpxRecord) plain = cpx_record_with_id (self->note, "01890000-0000-7000-8000-000000000001");
  g_autoptr(CpxRecord) note = cpx_record_with_text (plain, CPX_OPERATIVE_NOTE_INTERVENTION, cpx_record_get_id (older));
  g_autoptr(CpxUncodedRow) reported = NULL;
  g_autoptr(CpxRecord) saved = NULL;

  ITERATE_UNTIL (get_n (list) == 2);
  reported = g_list_model_get_item (G_LIST_MODEL (list), 1);
  g_assert_true (cpx_uncoded_row_has_note (reported));
  g_assert_false (first_has_note (list));
  saved = practice_fixture_save (&self->base, NULL, note);
  ITERATE_UNTIL (first_has_note (list));
}

static void
test_not_allowed (CodingFixture *self,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = NULL;

  practice_fixture_add_user (&self->base, "manager", CPX_ROLE_ADMIN);
  practice_fixture_reopen (&self->base, "manager", FIXTURE_PASSPHRASE);
  rows = cpx_practice_list_uncoded (self->base.practice, &error);
  g_assert_null (rows);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
}

static void
test_children (CodingFixture *self,
               gconstpointer  data)
{
  const char *id = cpx_record_get_id (self->intervention);
  g_autoptr(CpxRecordList) notes = cpx_record_list_new_about (self->base.practice, &cpx_operative_note_kind,
                                                              CPX_OPERATIVE_NOTE_INTERVENTION, id);
  g_autoptr(CpxRecord) other = coding_fixture_add_intervention (self, "done", CODING_DAY);
  g_autoptr(CpxRecord) text = cpx_record_with_text (self->note, CPX_OPERATIVE_NOTE_TEXT, "Appendicectomie.");
  g_autoptr(CpxRecord) elsewhere_plain = cpx_record_with_id (self->note, "01890000-0000-7000-8000-000000000001");
  g_autoptr(CpxRecord) elsewhere = cpx_record_with_text (elsewhere_plain, CPX_OPERATIVE_NOTE_INTERVENTION,
                                                         cpx_record_get_id (other));
  g_autoptr(CpxRecord) here = cpx_record_with_id (self->note, "01890000-0000-7000-8000-000000000002");
  g_autoptr(CpxRecord) saved = NULL;
  g_autoptr(CpxRecord) saved_elsewhere = NULL;
  g_autoptr(CpxRecord) saved_here = NULL;

  ITERATE_UNTIL (cpx_record_list_get_loaded (notes));
  g_assert_cmpuint (get_n (notes), ==, 1);
  saved_elsewhere = practice_fixture_save (&self->base, NULL, elsewhere);
  saved_here = practice_fixture_save (&self->base, NULL, here);
  ITERATE_UNTIL (get_n (notes) == 2);
  saved = practice_fixture_save (&self->base, self->note, text);
  ITERATE_UNTIL (cpx_record_equal (cpx_record_list_find (notes, cpx_record_get_id (saved)), saved));
  g_assert_cmpuint (get_n (notes), ==, 2);
}

static void
test_versions (CodingFixture *self,
               gconstpointer  data)
{
  g_autoptr(CpxRecord) titled = cpx_record_with_text (self->note, CPX_OPERATIVE_NOTE_TITLE, "Autre titre");
  g_autoptr(CpxRecord) second = practice_fixture_save (&self->base, self->note, titled);
  g_autoptr(CpxRecord) rewritten = cpx_record_with_text (second, CPX_OPERATIVE_NOTE_TEXT, "abc");
  g_autoptr(CpxRecord) third = practice_fixture_save (&self->base, second, rewritten);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) versions = cpx_practice_list_note_versions (self->base.practice, cpx_record_get_id (self->note),
                                                                   &error);
  const CpxNoteVersion *first;
  const CpxNoteVersion *last;

  g_assert_no_error (error);
  g_assert_cmpuint (versions->len, ==, 2);
  first = g_ptr_array_index (versions, 0);
  last = g_ptr_array_index (versions, 1);
  g_assert_cmpuint (first->number, ==, 1);
  g_assert_cmpstr (first->text, ==, cpx_record_get_text (self->note, CPX_OPERATIVE_NOTE_TEXT));
  g_assert_cmpstr (last->text, ==, "abc");
  /* FIPS 180-2, appendix B.1 */
  g_assert_cmpstr (last->hash, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  g_assert_cmpstr (last->user_id, ==, cpx_record_get_id (cpx_practice_get_user (self->base.practice)));
  g_assert_cmpint (last->time_us, >=, first->time_us);
  g_assert_cmpstr (cpx_record_get_text (first->record, CPX_OPERATIVE_NOTE_TITLE), ==, "Autre titre");
}

/* A wording holds the whole report as it was until the next one: numbers and choices too, and what coding does not
 * read. */
static void
test_fields_of_versions (CodingFixture *self,
                         gconstpointer  data)
{
  CpxRecordBuilder *builder = cpx_record_builder_new_from (self->note);
  g_autoptr(CpxRecord) filled = NULL;
  g_autoptr(CpxRecord) second = NULL;
  g_autoptr(CpxRecord) emptied = NULL;
  g_autoptr(CpxRecord) rewritten = NULL;
  g_autoptr(CpxRecord) third = NULL;
  g_autoptr(GPtrArray) versions = NULL;
  const CpxNoteVersion *first;
  const CpxNoteVersion *last;

  cpx_record_builder_set_integer (builder, CPX_OPERATIVE_NOTE_TOURNIQUET_MIN, 45);
  cpx_record_builder_set_text (builder, CPX_OPERATIVE_NOTE_ANAESTHESIA, "spinal");
  cpx_record_builder_set_text (builder, CPX_OPERATIVE_NOTE_COUNTS, "Exacts");
  filled = cpx_record_builder_end (builder);
  second = practice_fixture_save (&self->base, self->note, filled);
  emptied = cpx_record_without (second, CPX_OPERATIVE_NOTE_COUNTS);
  rewritten = cpx_record_with_text (emptied, CPX_OPERATIVE_NOTE_TEXT, "Rien.");
  third = practice_fixture_save (&self->base, second, rewritten);
  versions = cpx_practice_list_note_versions (self->base.practice, cpx_record_get_id (self->note), NULL);
  g_assert_cmpuint (versions->len, ==, 2);
  first = g_ptr_array_index (versions, 0);
  last = g_ptr_array_index (versions, 1);
  g_assert_true (cpx_record_equal (first->record, second));
  g_assert_true (cpx_record_equal (last->record, third));
  g_assert_cmpint (cpx_record_get_integer (first->record, CPX_OPERATIVE_NOTE_TOURNIQUET_MIN), ==, 45);
  g_assert_false (cpx_record_has (last->record, CPX_OPERATIVE_NOTE_COUNTS));
}

static void
versions_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GPtrArray **out_versions = user_data;
  g_autoptr(GError) error = NULL;

  *out_versions = cpx_practice_list_note_versions_finish (CPX_PRACTICE (source), result, &error);
  g_assert_no_error (error);
}

static void
test_versions_for_the_screen (CodingFixture *self,
                              gconstpointer  data)
{
  g_autoptr(CpxRecord) rewritten = cpx_record_with_text (self->note, CPX_OPERATIVE_NOTE_TEXT, "abc");
  g_autoptr(CpxRecord) second = practice_fixture_save (&self->base, self->note, rewritten);
  g_autoptr(GPtrArray) versions = NULL;

  cpx_practice_list_note_versions_async (self->base.practice, cpx_record_get_id (self->note), NULL, versions_cb,
                                         &versions);
  ITERATE_UNTIL (versions != NULL);
  g_assert_cmpuint (versions->len, ==, 2);
  g_assert_cmpstr (((CpxNoteVersion *) g_ptr_array_index (versions, 1))->text, ==, "abc");
}

static gboolean
has_choices (CpxUncodedList *list)
{
  g_autoptr(CpxUncodedRow) row = g_list_model_get_item (G_LIST_MODEL (list), 0);

  return row != NULL && cpx_uncoded_row_has_choices (row);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  cpx_practice_keep_begun_finish (CPX_PRACTICE (source), result, &error);
  g_assert_no_error (error);
}

/* Choices that are kept and not recorded are told of the operation, though no record changed. */
static void
test_choices (CodingFixture *self,
              gconstpointer  data)
{
  g_autoptr(CpxUncodedList) list = cpx_uncoded_list_new (self->base.practice);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxCodingRequest) chosen =
    cpx_practice_load_coding (self->base.practice, cpx_record_get_id (self->intervention), NULL, &error);
  CpxCodingLine line;

  g_assert_no_error (error);
  ITERATE_UNTIL (get_n (list) == 1);
  g_assert_false (has_choices (list));
  cpx_coding_line_init (&line, "HHFA016");
  cpx_coding_request_add_line (chosen, &line, cpx_act_choice_new ("search", NULL, NULL, NULL));
  cpx_practice_keep_begun_async (self->base.practice, chosen, kept_cb, NULL);
  ITERATE_UNTIL (has_choices (list));
  cpx_practice_drop_begun_async (self->base.practice, chosen, kept_cb, NULL);
  ITERATE_UNTIL (!has_choices (list));
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  CODING_TEST ("/uncoded-list/list", test_list);
  CODING_TEST ("/uncoded-list/patient-renamed", test_patient_renamed);
  CODING_TEST ("/uncoded-list/has-note", test_has_note);
  CODING_TEST ("/uncoded-list/not-allowed", test_not_allowed);
  CODING_TEST ("/uncoded-list/children", test_children);
  CODING_TEST ("/uncoded-list/versions", test_versions);
  CODING_TEST ("/uncoded-list/fields-of-versions", test_fields_of_versions);
  CODING_TEST ("/uncoded-list/versions-for-the-screen", test_versions_for_the_screen);
  CODING_TEST ("/uncoded-list/choices", test_choices);

  return g_test_run ();
}

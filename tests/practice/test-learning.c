/* test-learning.c: the fold counts each decision once, and forgets what a reset tells it to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "coding-fixture.h"

#include "cpx-learning.h"
#include "cpx-lock-coding.h"
#include "cpx-merge-patients.h"
#include "cpx-save-coding.h"
#include "cpx-save-record.h"

#include <cpx-intervention.h>
#include <cpx-operative-note.h>

#include <string.h>

#define REASON "Geste complémentaire décrit par le compte rendu"

static guint
count_cases (CodingFixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPracticePrior) prior = cpx_practice_learn (self->base.practice, &error);

  g_assert_no_error (error);

  return cpx_practice_prior_n_cases (prior);
}

static CpxCodingRequest *
load (CodingFixture *self,
      CpxRecord     *intervention)
{
  g_autoptr(GError) error = NULL;
  CpxCodingRequest *request =
    cpx_practice_load_coding (self->base.practice, cpx_record_get_id (intervention), NULL, &error);

  g_assert_no_error (error);

  return request;
}

/* The operation coded with so many times the same act; the id of the coding. */
static char *
code (CodingFixture *self,
      CpxRecord     *intervention,
      guint          n_acts,
      CpxCodingStep  step)
{
  g_autoptr(CpxCodingRequest) request = load (self, intervention);
  g_autoptr(GPtrArray) receipts = NULL;
  g_autoptr(GError) error = NULL;

  if (intervention == self->intervention)
    cpx_coding_request_set_note (request, self->note);
  request->suggestions = json_pack ("[{s:s}, {s:s}]", "code", "HHFA016", "code", "HMFC004");
  for (guint i = 0; i < n_acts; i++)
    {
      CpxCodingLine line;

      cpx_coding_line_init (&line, "HHFA016");
      cpx_coding_request_add_line (request, &line, cpx_act_choice_new ("suggestion", "HHFA016", NULL, NULL));
    }
  cpx_coding_request_set_override (request, "ccam.1.2", REASON);
  receipts = cpx_practice_save_coding (self->base.practice, request, step, &error);
  g_assert_no_error (error);

  return g_strdup (cpx_record_get_id (cpx_receipt_get_record (g_ptr_array_index (receipts, 0))));
}

static void
test_counted_once (CodingFixture *self,
                   gconstpointer  data)
{
  g_autoptr(CpxRecord) other = coding_fixture_add_intervention (self, "done", CODING_DAY);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr(GPtrArray) locked = NULL;
  g_autoptr(GPtrArray) reopened = NULL;

  g_assert_cmpuint (count_cases (self), ==, 0);
  first = code (self, self->intervention, 2, CPX_CODING_STEP_VALIDATE);
  g_assert_cmpuint (count_cases (self), ==, 1);
  second = code (self, other, 1, CPX_CODING_STEP_DRAFT);
  g_assert_cmpuint (count_cases (self), ==, 1);

  locked = cpx_practice_lock_coding (self->base.practice, first, NULL);
  g_assert_cmpuint (count_cases (self), ==, 1);
  reopened = cpx_practice_reopen_coding (self->base.practice, first, REASON, FIXTURE_PASSPHRASE, NULL, NULL);
  g_assert_nonnull (reopened);
  g_assert_cmpuint (count_cases (self), ==, 0);
}

/* The report went on; the lesson is of the wording that was read. */
static void
test_wording (CodingFixture *self,
              gconstpointer  data)
{
  g_autofree char *coding = code (self, self->intervention, 1, CPX_CODING_STEP_VALIDATE);
  g_autoptr(CpxRecord) rewritten = cpx_record_with_text (self->note, CPX_OPERATIVE_NOTE_TEXT, "Autre rédaction.");
  g_autoptr(CpxRecord) kept = practice_fixture_save (&self->base, self->note, rewritten);

  g_assert_cmpuint (count_cases (self), ==, 1);
}

static void
test_reset (CodingFixture *self,
            gconstpointer  data)
{
  g_autoptr(CpxRecord) other = coding_fixture_add_intervention (self, "done", CODING_DAY);
  g_autofree char *first = code (self, self->intervention, 1, CPX_CODING_STEP_VALIDATE);
  g_autofree char *second = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) elsewhere = NULL;
  g_autoptr(CpxReceipt) mine = NULL;
  g_autoptr(CpxReceipt) all = NULL;
  g_autoptr(CpxReceipt) undone = NULL;
  g_autoptr(CpxRecord) stranger_plain = cpx_record_with_id (self->surgeon, "01890000-0000-7000-8000-000000000009");
  g_autoptr(CpxRecord) stranger = practice_fixture_save (&self->base, NULL, stranger_plain);

  elsewhere = cpx_practice_reset_learning (self->base.practice, cpx_record_get_id (stranger), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_cases (self), ==, 1);
  mine = cpx_practice_reset_learning (self->base.practice, cpx_record_get_id (self->surgeon), "essai", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_cases (self), ==, 0);
  second = code (self, other, 1, CPX_CODING_STEP_VALIDATE);
  g_assert_cmpuint (count_cases (self), ==, 1);
  all = cpx_practice_reset_learning (self->base.practice, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_cases (self), ==, 0);
  undone = cpx_practice_undo_learning_reset (self->base.practice, cpx_record_get_id (cpx_receipt_get_record (all)),
                                             &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_cases (self), ==, 1);
  g_clear_object (&undone);
  undone = cpx_practice_undo_learning_reset (self->base.practice, cpx_record_get_id (cpx_receipt_get_record (mine)),
                                             &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_cases (self), ==, 2);
  g_clear_object (&undone);
  undone = cpx_practice_undo_learning_reset (self->base.practice, "nobody", &error);
  g_assert_null (undone);
  g_assert_nonnull (error);
}

static void
test_who (CodingFixture *self,
          gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  practice_fixture_add_user (&self->base, "lise", CPX_ROLE_SECRETARY | CPX_ROLE_CODER);
  practice_fixture_reopen (&self->base, "lise", FIXTURE_PASSPHRASE);
  receipt = cpx_practice_reset_learning (self->base.practice, NULL, NULL, &error);
  g_assert_null (receipt);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
}

/* The keys of titles that were learnt, parted by strokes; those of codes are left out. */
static char *
list_titles (CodingFixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPracticePrior) prior = cpx_practice_learn (self->base.practice, &error);
  g_autoptr(GArray) habits = NULL;
  GString *titles = g_string_new (NULL);

  g_assert_no_error (error);
  habits = cpx_practice_prior_list_habits (prior, cpx_record_get_id (self->surgeon), 100);
  for (guint i = 0; i < habits->len; i++)
    {
      const char *key = g_array_index (habits, CpxPriorHabit, i).key;

      if (!g_ascii_isupper (*key))
        g_string_append_printf (titles, "%s|", key);
    }

  return g_string_free (titles, FALSE);
}

static void
merged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      out_receipt)
{
  g_autoptr(GError) error = NULL;

  *(CpxReceipt **) out_receipt = cpx_practice_merge_patients_finish (CPX_PRACTICE (source), result, &error);
  g_assert_no_error (error);
}

/* "Petit" and "Os" are words of the nomenclature, and here the patient's: they go, and so under the name of a file that
 * became one with another. */
static void
test_names (CodingFixture *self,
            gconstpointer  data)
{
  g_autoptr(CpxRecord) petit = practice_fixture_add_patient (&self->base, "Petit", "Rose Os", "1944-06-22");
  g_autoptr(CpxRecord) of_petit = cpx_record_with_text (self->intervention, CPX_INTERVENTION_LABEL,
                                                        "PETIT rose os 22 06 1944 appendicectomie Zoé");
  g_autoptr(CpxRecord) kept = practice_fixture_save (&self->base, self->intervention, of_petit);
  g_autoptr(CpxReceipt) merged = NULL;
  g_autofree char *first = code (self, kept, 1, CPX_CODING_STEP_VALIDATE);
  g_autofree char *before = list_titles (self);
  g_autofree char *after = NULL;

  g_assert_cmpstr (before, ==, "appendicectomie os petit|");   /* whose names they are, the file does not tell yet */
  cpx_practice_merge_patients_async (self->base.practice, cpx_record_get_id (self->patient), cpx_record_get_id (petit),
                                     0, merged_cb, &merged);
  while (merged == NULL)
    g_main_context_iteration (NULL, TRUE);
  after = list_titles (self);
  g_assert_cmpstr (after, ==, "appendicectomie|");
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  CODING_TEST ("/learning/counted-once", test_counted_once);
  CODING_TEST ("/learning/wording", test_wording);
  CODING_TEST ("/learning/reset", test_reset);
  CODING_TEST ("/learning/names", test_names);
  CODING_TEST ("/learning/who", test_who);

  return g_test_run ();
}

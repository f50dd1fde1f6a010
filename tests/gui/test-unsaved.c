/* test-unsaved.c: what is typed is written down every second, for its author, and nothing else is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-draft-keeper.h"
#include "cpx-unsaved.h"
#include "practice-fixture.h"

#include <cpx-allergy.h>
#include <cpx-patient.h>
#include <cpx-unlock.h>

#define TYPED "Nan"

static GPtrArray *
list_stored (CpxPractice *practice)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *stored = cpx_practice_list_drafts (practice, &error);

  g_assert_no_error (error);

  return stored;
}

static guint
count_stored (CpxPractice *practice)
{
  g_autoptr(GPtrArray) stored = list_stored (practice);

  return stored->len;
}

/* When what was typed into @record was written down; 0 if it was not. */
static gint64
get_saved_us (CpxPractice *practice,
              const char  *record_id)
{
  g_autoptr(GPtrArray) stored = list_stored (practice);

  for (guint i = 0; i < stored->len; i++)
    {
      const CpxFormDraft *draft = g_ptr_array_index (stored, i);

      if (g_str_equal (cpx_record_get_id (draft->record), record_id))
        return draft->saved_us;
    }

  return 0;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (cpx_unsaved_load_finish (CPX_UNSAVED (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static CpxUnsaved *
load (CpxPractice *practice)
{
  gboolean done = FALSE;

  cpx_unsaved_load_async (cpx_unsaved_get (practice), loaded_cb, &done);
  ITERATE_UNTIL (done);

  return cpx_unsaved_get (practice);
}

static void
assert_text (CpxUnsaved *unsaved,
             CpxRecord  *kept,
             const char *text)
{
  g_autoptr(CpxDraft) draft = cpx_unsaved_begin (unsaved, kept);

  g_assert_cmpstr (cpx_draft_get_state (draft, CPX_PATIENT_CITY).text, ==, text);
}

/* Killed */

/* The process that will be killed: it types, says that it did once that is written down, and never leaves the form. */
static int
type_for_ever (const char *path,
               const char *patient_id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPractice) practice = cpx_practice_unlock (path, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, &error);
  g_autoptr(CpxRecord) patient = NULL;
  g_autoptr(CpxDraft) draft = NULL;

  g_assert_no_error (error);
  patient = cpx_practice_load (practice, &cpx_patient_kind, patient_id, &error);
  g_assert_no_error (error);
  draft = cpx_unsaved_begin (cpx_unsaved_get (practice), patient);
  cpx_draft_set_text (draft, CPX_PATIENT_CITY, TYPED);
  while (get_saved_us (practice, patient_id) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_print ("WRITTEN\n");
  for (;;)
    g_main_context_iteration (NULL, TRUE);

  return 0;
}

static void
type_and_kill (const char *path,
               const char *patient_id)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr(GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self, "--type", path, patient_id, NULL);
  g_autoptr(GDataInputStream) output = NULL;
  g_autofree char *line = NULL;

  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_assert_cmpstr (line, ==, "WRITTEN");
  g_subprocess_force_exit (process);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (process));
}

static void
test_kill (PracticeFixture *self,
           gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  CpxUnsaved *unsaved;

  practice_fixture_close (self);
  type_and_kill (self->path, cpx_record_get_id (patient));
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  unsaved = load (self->practice);
  g_assert_cmpuint (cpx_unsaved_count (unsaved), ==, 1);
  assert_text (unsaved, patient, TYPED);
}

/* Written */

/* What was handed to the thread that writes is done. */
static void
wait_for_writer (CpxPractice *practice)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (cpx_practice_discard_draft (practice, "none/none", &error));
  g_assert_no_error (error);
}

/* Every letter at once, one write, no entry in the log; nothing typed since, nothing written. */
static void
test_seldom (PracticeFixture *self,
             gconstpointer    data)
{
  g_autoptr(CpxRecord) first = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  g_autoptr(CpxRecord) second = practice_fixture_add_patient (self, "Petit", "Lucie", "1990-05-06");
  g_autoptr(CpxDraft) one = cpx_unsaved_begin (cpx_unsaved_get (self->practice), first);
  g_autoptr(CpxDraft) other = cpx_unsaved_begin (cpx_unsaved_get (self->practice), second);
  gint64 n_audit = practice_fixture_count_audit (self);
  gint64 saved_us;

  cpx_draft_set_text (one, CPX_PATIENT_CITY, "N");
  cpx_draft_set_text (one, CPX_PATIENT_CITY, "Na");
  cpx_draft_set_text (one, CPX_PATIENT_CITY, TYPED);
  g_assert_cmpuint (count_stored (self->practice), ==, 0);
  ITERATE_UNTIL (count_stored (self->practice) == 1);
  saved_us = get_saved_us (self->practice, cpx_record_get_id (first));

  cpx_draft_settle (one, CPX_PATIENT_BIRTH_DATE);
  cpx_draft_set_text (one, CPX_PATIENT_CITY, "Nantes");
  cpx_draft_set_text (one, CPX_PATIENT_CITY, TYPED);
  cpx_draft_set_text (other, CPX_PATIENT_CITY, "Brest");
  ITERATE_UNTIL (count_stored (self->practice) == 2);
  wait_for_writer (self->practice);
  g_assert_cmpint (get_saved_us (self->practice, cpx_record_get_id (first)), ==, saved_us);
  g_assert_cmpint (practice_fixture_count_audit (self), ==, n_audit);
}

/* Kept or dropped, it is forgotten in the vault too. */
static void
test_forgotten (PracticeFixture *self,
                gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  g_autoptr(CpxRecord) edited = cpx_record_with_text (patient, CPX_PATIENT_CITY, "Nantes");
  g_autoptr(CpxDraft) draft = cpx_unsaved_begin (cpx_unsaved_get (self->practice), patient);
  g_autoptr(CpxRecord) kept = NULL;

  cpx_draft_set_text (draft, CPX_PATIENT_CITY, "Nantes");
  ITERATE_UNTIL (count_stored (self->practice) == 1);
  kept = practice_fixture_save (self, patient, edited);
  cpx_draft_set_kept (draft, kept);
  ITERATE_UNTIL (count_stored (self->practice) == 0);

  cpx_draft_set_text (draft, CPX_PATIENT_CITY, "Brest");
  ITERATE_UNTIL (count_stored (self->practice) == 1);
  cpx_draft_revert (draft);
  ITERATE_UNTIL (count_stored (self->practice) == 0);
}

/* Two allergies begun, of two patients: neither takes the place of the other. */
static void
test_two_new (PracticeFixture *self,
              gconstpointer    data)
{
  g_autoptr(CpxRecord) first = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  g_autoptr(CpxRecord) second = practice_fixture_add_patient (self, "Petit", "Lucie", "1990-05-06");
  CpxUnsaved *unsaved = cpx_unsaved_get (self->practice);
  g_autoptr(CpxDraft) one = cpx_unsaved_begin_new (unsaved, &cpx_allergy_kind, cpx_record_get_id (first));
  g_autoptr(CpxDraft) other = cpx_unsaved_begin_new (unsaved, &cpx_allergy_kind, cpx_record_get_id (second));

  cpx_draft_set_text (one, CPX_ALLERGY_SUBSTANCE, "Latex");
  cpx_draft_set_text (other, CPX_ALLERGY_SUBSTANCE, "Iode");
  ITERATE_UNTIL (count_stored (self->practice) == 2);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_cmpuint (cpx_unsaved_count (load (self->practice)), ==, 2);
}

/* The power failed between the patient that was added and the draft of it: it is not offered to be added again. */
static void
test_added (PracticeFixture *self,
            gconstpointer    data)
{
  g_autoptr(CpxRecord) typed = practice_fixture_make_patient ("Dupont", "Zoé", "F", "1980-02-29");
  g_autoptr(CpxRecord) added = NULL;
  g_autoptr(GPtrArray) stored = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (cpx_practice_save_draft (self->practice, NULL, typed, &error));
  added = practice_fixture_save (self, NULL, typed);
  g_assert_cmpstr (cpx_record_get_id (added), ==, cpx_record_get_id (typed));
  stored = list_stored (self->practice);
  g_assert_cmpuint (stored->len, ==, 1);
  g_assert_true (((CpxFormDraft *) stored->pdata[0])->added);
  g_assert_cmpuint (cpx_unsaved_count (load (self->practice)), ==, 0);
  ITERATE_UNTIL (count_stored (self->practice) == 0);
}

/* Refused */

static void
failed_cb (CpxUnsaved *unsaved,
           GError     *error,
           guint      *n_failures)
{
  g_assert_nonnull (error);
  ++*n_failures;
}

/* Told once, however long one goes on typing. */
static void
test_failure (PracticeFixture *self,
              gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxDraft) draft = NULL;
  guint n_failures = 0;

  practice_fixture_close (self);
  self->practice = cpx_practice_unlock_to_read (self->path, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, &error);
  g_assert_no_error (error);
  draft = cpx_unsaved_begin (cpx_unsaved_get (self->practice), patient);
  g_signal_connect (cpx_unsaved_get (self->practice), "keep-failed", G_CALLBACK (failed_cb), &n_failures);
  cpx_draft_set_text (draft, CPX_PATIENT_CITY, TYPED);
  ITERATE_UNTIL (n_failures > 0);
  cpx_draft_set_text (draft, CPX_PATIENT_CITY, "Nantes");
  for (gint64 end_us = g_get_monotonic_time () + 2 * CPX_DRAFT_KEEPER_WAIT_MS * G_TIME_SPAN_MILLISECOND;
       g_get_monotonic_time () < end_us;)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (n_failures, ==, 1);
  g_assert_cmpstr (cpx_draft_get_state (draft, CPX_PATIENT_CITY).text, ==, "Nantes");
}

int
main (int    argc,
      char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--type"))
    return type_for_ever (argv[2], argv[3]);

  practice_fixture_init (&argc, &argv);
  FIXTURE_TEST ("/unsaved/kill", test_kill);
  FIXTURE_TEST ("/unsaved/seldom", test_seldom);
  FIXTURE_TEST ("/unsaved/forgotten", test_forgotten);
  FIXTURE_TEST ("/unsaved/two-new", test_two_new);
  FIXTURE_TEST ("/unsaved/added", test_added);
  FIXTURE_TEST ("/unsaved/failure", test_failure);

  return g_test_run ();
}

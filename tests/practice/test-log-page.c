/* test-log-page.c: the audit log by filter, as people and exports read it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-as-it-was.h"
#include "cpx-journal.h"
#include "cpx-log-page.h"
#include "cpx-open-patient.h"
#include "cpx-remove-record.h"
#include "cpx-save-record.h"

#include <cpx-allergy.h>
#include <cpx-patient.h>
#include <cpx-user.h>
#include <string.h>

/* A practice with two patients: the first edited, with an allergy; the second only opened. */
typedef struct
{
  CpxRecord *first;
  CpxRecord *second;
  CpxRecord *allergy;
} Story;

static void
story_clear (Story *self)
{
  g_clear_object (&self->first);
  g_clear_object (&self->second);
  g_clear_object (&self->allergy);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Story, story_clear)

static void
tell (PracticeFixture *self,
      Story           *story)
{
  g_autoptr(CpxRecord) first = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  g_autoptr(CpxRecord) edited = cpx_record_with_text (first, CPX_PATIENT_CITY, "Besançon");
  g_autoptr(CpxRecord) allergy = practice_fixture_make_child (&cpx_allergy_kind, first, CPX_ALLERGY_SUBSTANCE, "Latex");
  g_autoptr(CpxPatientFile) file = NULL;

  story->first = practice_fixture_save (self, first, edited);
  story->allergy = practice_fixture_save (self, NULL, allergy);
  story->second = practice_fixture_add_patient (self, "Adam", "Luc", "1970-01-01");
  file = cpx_practice_open_patient (self->practice, cpx_record_get_id (story->second), NULL);
  g_assert_nonnull (file);
}

static gboolean
keep (CpxLogEntry  *entry,
      gpointer      user_data,
      GError      **error)
{
  g_ptr_array_add (user_data, g_object_ref (entry));

  return TRUE;
}

static GPtrArray *
walk (PracticeFixture    *self,
      const CpxLogFilter *filter)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;

  g_assert_true (cpx_practice_walk_log (self->practice, filter, keep, entries, NULL, &error));
  g_assert_no_error (error);

  return entries;
}

static const CpxLogFacts *
get (GPtrArray *entries,
     guint      i)
{
  g_assert_cmpuint (i, <, entries->len);

  return cpx_log_entry_get (g_ptr_array_index (entries, i));
}

static void
expect_actions (PracticeFixture    *self,
                const CpxLogFilter *filter,
                const char         *actions)
{
  g_autoptr(GPtrArray) entries = walk (self, filter);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", get (entries, i)->action);
  g_assert_cmpstr (text->str, ==, actions);
}

static void
test_newest_first (PracticeFixture *self,
                   gconstpointer    data)
{
  g_auto(CpxLogFilter) filter = { NULL };
  g_auto(Story) story = { NULL };
  g_autoptr(GPtrArray) entries = NULL;
  const CpxLogFacts *opened, *allergy;

  cpx_log_filter_init (&filter);
  tell (self, &story);
  entries = walk (self, &filter);
  g_assert_cmpint (entries->len, ==, practice_fixture_count_audit (self));
  opened = get (entries, 0);
  g_assert_cmpstr (opened->action, ==, "patient.opened");
  g_assert_cmpstr (opened->patient_name, ==, "ADAM Luc");
  g_assert_cmpstr (opened->user_id, ==, cpx_record_get_id (cpx_practice_get_user (self->practice)));
  g_assert_cmpint (opened->details_state, ==, CPX_LOG_DETAILS_NONE);
  g_assert_nonnull (opened->device_name);
  allergy = get (entries, 2);
  g_assert_cmpstr (allergy->action, ==, "allergy.created");
  g_assert_nonnull (strstr (allergy->sentence, "Latex"));
  g_assert_cmpint (allergy->details_state, ==, CPX_LOG_DETAILS_OPEN);
  g_assert_cmpint ((gint64) allergy->index, ==, (gint64) entries->len - 3);
}

static void
test_filters (PracticeFixture *self,
              gconstpointer    data)
{
  g_auto(CpxLogFilter) filter = { NULL };
  g_auto(Story) story = { NULL };
  const char *edits[] = { "patient.edited", NULL }, *of_patients[] = { "patient.", NULL };

  cpx_log_filter_init (&filter);
  tell (self, &story);
  filter.patient_id = g_strdup (cpx_record_get_id (story.first));
  expect_actions (self, &filter, "allergy.created patient.edited patient.created");
  filter.actions = g_strdupv ((char **) edits);
  expect_actions (self, &filter, "patient.edited");
  cpx_log_filter_clear (&filter);
  filter.actions = g_strdupv ((char **) of_patients);
  expect_actions (self, &filter, "patient.opened patient.created patient.edited patient.created");
  cpx_log_filter_clear (&filter);
  filter.record_id = g_strdup (cpx_record_get_id (story.allergy));
  expect_actions (self, &filter, "allergy.created");
  filter.user_id = g_strdup (CPX_LOG_NOBODY);
  expect_actions (self, &filter, "");
  cpx_log_filter_clear (&filter);
  filter.until_us = 0;
  expect_actions (self, &filter, "");
}

/* Words in values, names and sentences, whatever their case and accents; ids that are none find nothing. */
static void
test_text (PracticeFixture *self,
           gconstpointer    data)
{
  g_auto(CpxLogFilter) filter = { NULL };
  g_auto(Story) story = { NULL };

  cpx_log_filter_init (&filter);
  tell (self, &story);
  filter.text = g_strdup ("BESANCON eve");
  expect_actions (self, &filter, "patient.edited");
  g_free (filter.text);
  filter.text = g_strdup ("latex");
  expect_actions (self, &filter, "allergy.created");
  g_free (filter.text);
  filter.text = g_strdup ("nothing of the sort");
  expect_actions (self, &filter, "");
  cpx_log_filter_clear (&filter);
  filter.patient_id = g_strdup ("no id");
  expect_actions (self, &filter, "");
  cpx_log_filter_clear (&filter);
  filter.device_id = g_strdup ("no id");
  expect_actions (self, &filter, "");
}

/* Who may read the log but no files learns that something was done, by whom and when; not what. */
static void
test_withheld (PracticeFixture *self,
               gconstpointer    data)
{
  g_auto(CpxLogFilter) filter = { NULL };
  g_auto(Story) story = { NULL };
  g_autoptr(GPtrArray) entries = NULL;

  cpx_log_filter_init (&filter);
  tell (self, &story);
  practice_fixture_add_user (self, "manager", CPX_ROLE_ADMIN);
  practice_fixture_reopen (self, "manager", FIXTURE_PASSPHRASE);
  filter.record_id = g_strdup (cpx_record_get_id (story.allergy));
  entries = walk (self, &filter);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpint (get (entries, 0)->details_state, ==, CPX_LOG_DETAILS_WITHHELD);
  g_assert_null (get (entries, 0)->details);
  g_assert_null (get (entries, 0)->patient_name);
  g_assert_null (strstr (get (entries, 0)->sentence, "Latex"));
}

static void
test_refused (PracticeFixture *self,
              gconstpointer    data)
{
  g_auto(CpxLogFilter) filter = { NULL };
  g_autoptr(GError) error = NULL;

  cpx_log_filter_init (&filter);
  practice_fixture_add_user (self, "nurse", CPX_ROLE_NURSE);
  practice_fixture_reopen (self, "nurse", FIXTURE_PASSPHRASE);
  g_assert_null (cpx_practice_find_log (self->practice, &filter, NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
}

static gpointer
erase (CpxJournal  *journal,
       gpointer     patient,
       GError     **error)
{
  CpxActor actor = { cpx_journal_get_user_id (journal), cpx_journal_get_roles (journal) };

  return cpx_txn_erase (cpx_journal_get_txn (journal), &actor, cpx_record_get_id (patient), "RGPD, article 17", NULL,
                        error) ? patient : NULL;
}

/* Erased: the entries are there, with the day and the law; their contents are not. */
static void
test_erased (PracticeFixture *self,
             gconstpointer    data)
{
  g_auto(CpxLogFilter) filter = { NULL };
  g_auto(Story) story = { NULL };
  g_autoptr(GPtrArray) entries = NULL;
  const CpxLogFacts *edited;

  cpx_log_filter_init (&filter);
  tell (self, &story);
  g_assert_nonnull (cpx_practice_perform (self->practice, erase, story.first, NULL, NULL));
  filter.patient_id = g_strdup (cpx_record_get_id (story.first));
  entries = walk (self, &filter);
  g_assert_cmpuint (entries->len, ==, 4);
  edited = get (entries, 2);
  g_assert_cmpstr (edited->action, ==, "patient.edited");
  g_assert_cmpint (edited->details_state, ==, CPX_LOG_DETAILS_ERASED);
  g_assert_cmpint (edited->erased_us, >, 0);
  g_assert_cmpstr (edited->legal_basis, ==, "RGPD, article 17");
}

static CpxAsItWas *
load_after (PracticeFixture *self,
            CpxRecord       *patient,
            gint64           place)
{
  CpxAsItWasRequest request = { .patient_id = cpx_record_get_id (patient), .place = place };
  g_autoptr(GError) error = NULL;
  CpxAsItWas *was = cpx_practice_load_as_it_was (self->practice, &request, &error);

  g_assert_no_error (error);

  return was;
}

/* The file after each of its entries, and at the present; a child that was removed later is there meanwhile. */
static void
test_as_it_was (PracticeFixture *self,
                gconstpointer    data)
{
  g_auto(CpxLogFilter) filter = { NULL };
  g_auto(Story) story = { NULL };
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(CpxAsItWas) created = NULL, edited = NULL, with_allergy = NULL, now = NULL, before = NULL;
  CpxAsItWasRequest request;

  cpx_log_filter_init (&filter);
  tell (self, &story);
  filter.patient_id = g_strdup (cpx_record_get_id (story.first));
  entries = walk (self, &filter);
  created = load_after (self, story.first, get (entries, 2)->place);
  g_assert_cmpuint (created->records->len, ==, 1);
  g_assert_false (cpx_record_has (created->records->pdata[0], CPX_PATIENT_CITY));
  edited = load_after (self, story.first, get (entries, 1)->place);
  g_assert_cmpuint (edited->records->len, ==, 1);
  g_assert_cmpstr (cpx_record_get_text (edited->records->pdata[0], CPX_PATIENT_CITY), ==, "Besançon");
  with_allergy = load_after (self, story.first, get (entries, 0)->place);
  g_assert_cmpuint (with_allergy->records->len, ==, 2);
  g_assert_true (cpx_record_equal (with_allergy->records->pdata[0], story.first));
  g_assert_true (cpx_record_equal (with_allergy->records->pdata[1], story.allergy));

  request = (CpxAsItWasRequest) { .patient_id = cpx_record_get_id (story.first), .time_us = G_MAXINT64 / 4096 };
  now = cpx_practice_load_as_it_was (self->practice, &request, NULL);
  g_assert_cmpuint (now->records->len, ==, 2);
  g_assert_cmpint (now->after_us, ==, 0);
  request.time_us = now->first_us - 1000000;
  before = cpx_practice_load_as_it_was (self->practice, &request, NULL);
  g_assert_cmpuint (before->records->len, ==, 0);
  g_assert_cmpint (before->after_us, ==, now->first_us);
}

static gpointer
remove_allergy (CpxJournal  *journal,
                gpointer     allergy,
                GError     **error)
{
  return cpx_remove_record (journal, &cpx_allergy_kind, cpx_record_get_id (allergy), error);
}

static void
test_as_it_was_removed (PracticeFixture *self,
                        gconstpointer    data)
{
  g_auto(CpxLogFilter) filter = { NULL };
  g_auto(Story) story = { NULL };
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;
  g_autoptr(CpxAsItWas) after = NULL, before = NULL, erased = NULL;

  cpx_log_filter_init (&filter);
  tell (self, &story);
  receipt = cpx_practice_perform (self->practice, remove_allergy, story.allergy, g_object_unref, NULL);
  g_assert_nonnull (receipt);
  filter.patient_id = g_strdup (cpx_record_get_id (story.first));
  entries = walk (self, &filter);
  after = load_after (self, story.first, get (entries, 0)->place);
  before = load_after (self, story.first, get (entries, 1)->place);
  g_assert_cmpuint (after->records->len, ==, 1);
  g_assert_cmpuint (before->records->len, ==, 2);
  g_assert_nonnull (cpx_practice_perform (self->practice, erase, story.first, NULL, NULL));
  erased = load_after (self, story.first, get (entries, 1)->place);
  g_assert_cmpuint (erased->records->len, ==, 0);
  g_assert_cmpint (erased->first_us, ==, 0);
}

static gboolean
stop (CpxLogEntry  *entry,
      gpointer      user_data,
      GError      **error)
{
  g_cancellable_cancel (user_data);

  return !g_cancellable_set_error_if_cancelled (user_data, error);
}

static void
test_cancelled (PracticeFixture *self,
                gconstpointer    data)
{
  g_auto(CpxLogFilter) filter = { NULL };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  cpx_log_filter_init (&filter);
  g_assert_false (cpx_practice_walk_log (self->practice, &filter, stop, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_filter (void)
{
  g_auto(CpxLogFilter) filter = { NULL };
  const char *actions[] = { "coding.", NULL };

  cpx_log_filter_init (&filter);
  g_assert_true (cpx_log_filter_is_empty (&filter));
  filter.text = g_strdup ("");
  g_assert_true (cpx_log_filter_is_empty (&filter));
  filter.actions = g_strdupv ((char **) actions);
  filter.text = (g_free (filter.text), g_strdup ("Lyon"));
  {
    g_autoptr(CpxLogFilter) copy = cpx_log_filter_copy (&filter);

    g_assert_true (cpx_log_filter_equal (copy, &filter));
    copy->from_us++;
    g_assert_false (cpx_log_filter_equal (copy, &filter));
  }
  g_assert_false (cpx_log_filter_is_empty (&filter));
  cpx_log_filter_clear (&filter);
  g_assert_true (cpx_log_filter_is_empty (&filter));
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  g_test_add_func ("/log-page/filter", test_filter);
  FIXTURE_TEST ("/log-page/newest-first", test_newest_first);
  FIXTURE_TEST ("/log-page/filters", test_filters);
  FIXTURE_TEST ("/log-page/text", test_text);
  FIXTURE_TEST ("/log-page/withheld", test_withheld);
  FIXTURE_TEST ("/log-page/refused", test_refused);
  FIXTURE_TEST ("/log-page/erased", test_erased);
  FIXTURE_TEST ("/log-page/cancelled", test_cancelled);
  FIXTURE_TEST ("/log-page/as-it-was", test_as_it_was);
  FIXTURE_TEST ("/log-page/as-it-was-removed", test_as_it_was_removed);

  return g_test_run ();
}

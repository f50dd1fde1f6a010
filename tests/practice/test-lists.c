/* test-lists.c: lists on the main thread that keep up with what is written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-archive-patient.h"
#include "cpx-find-records.h"
#include "cpx-journal.h"
#include "cpx-open-patient.h"
#include "cpx-patient-list.h"
#include "cpx-record-list.h"
#include "cpx-remove-record.h"
#include "cpx-save-record.h"
#include "cpx-log-words.h"
#include "cpx-timeline-sentence.h"
#include "cpx-timeline.h"
#include "cpx-unlock.h"

#include <cpx-allergy.h>
#include <cpx-correspondent.h>
#include <cpx-patient.h>
#include <cpx-practitioner.h>
#include <glib/gstdio.h>
#include <string.h>

static guint
get_n (gpointer list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static char *
dup_name (CpxPatientList *list,
          guint           position)
{
  g_autoptr(CpxPatientRow) row = g_list_model_get_item (G_LIST_MODEL (list), position);
  char *name;

  ITERATE_UNTIL (cpx_patient_row_get_record (row) != NULL);
  g_object_get (row, "name", &name, NULL);

  return name;
}

static void
test_patients (PracticeFixture *self,
               gconstpointer    data)
{
  g_autoptr(CpxRecord) moreau = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  g_autoptr(CpxRecord) adam = practice_fixture_add_patient (self, "Adam", "Luc", "1970-01-01");
  g_autoptr(CpxPatientList) list = cpx_patient_list_new (self->practice);
  g_autoptr(CpxRecord) lemoine = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  ITERATE_UNTIL (!cpx_patient_list_get_loading (list));
  g_assert_null (cpx_patient_list_get_error (list));
  g_assert_cmpuint (get_n (list), ==, 2);
  first = dup_name (list, 0);
  g_assert_cmpstr (first, ==, "ADAM Luc");
  g_assert_cmpuint (cpx_patient_list_find (list, cpx_record_get_id (moreau)), ==, 1);
  g_assert_cmpuint (cpx_patient_list_find (list, "nobody"), ==, G_MAXUINT);

  lemoine = practice_fixture_add_patient (self, "Lemoine", "Léa", "1990-05-05");
  ITERATE_UNTIL (get_n (list) == 3);
  second = dup_name (list, 1);
  g_assert_cmpstr (second, ==, "LEMOINE Léa");
}

static void
test_same_row (PracticeFixture *self,
               gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  g_autoptr(CpxRecord) moved = cpx_record_with_text (patient, CPX_PATIENT_BIRTH_NAME, "Zola");
  g_autoptr(CpxPatientList) list = cpx_patient_list_new (self->practice);
  g_autoptr(CpxPatientRow) row = NULL;
  g_autoptr(CpxPatientRow) again = NULL;
  g_autoptr(CpxRecord) saved = NULL;

  ITERATE_UNTIL (!cpx_patient_list_get_loading (list));
  row = g_list_model_get_item (G_LIST_MODEL (list), 0);
  again = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (row == again);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 1));
  ITERATE_UNTIL (cpx_patient_row_get_record (row) != NULL);
  saved = practice_fixture_save (self, patient, moved);
  ITERATE_UNTIL (cpx_record_equal (cpx_patient_row_get_record (row), saved));
}

static void
test_query (PracticeFixture *self,
            gconstpointer    data)
{
  g_autoptr(CpxRecord) moreau = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  g_autoptr(CpxRecord) lefevre = practice_fixture_add_patient (self, "Lefèvre", "Chloé", "1970-01-01");
  g_autoptr(CpxPatientList) list = cpx_patient_list_new (self->practice);

  cpx_patient_list_set_query (list, "lefe");
  ITERATE_UNTIL (!cpx_patient_list_get_loading (list));
  g_assert_cmpuint (get_n (list), ==, 1);
  g_assert_cmpuint (cpx_patient_list_find (list, cpx_record_get_id (lefevre)), ==, 0);
  /* Typed quickly: only the last counts. */
  cpx_patient_list_set_query (list, "m");
  cpx_patient_list_set_query (list, "mo");
  cpx_patient_list_set_query (list, " mor ");
  g_assert_cmpstr (cpx_patient_list_get_query (list), ==, "mor");
  ITERATE_UNTIL (!cpx_patient_list_get_loading (list));
  g_assert_cmpuint (cpx_patient_list_find (list, cpx_record_get_id (moreau)), ==, 0);
  cpx_patient_list_set_query (list, NULL);
  ITERATE_UNTIL (!cpx_patient_list_get_loading (list));
  g_assert_cmpuint (get_n (list), ==, 2);
}

static void
archived_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_archive_patient_finish (CPX_PRACTICE (source), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (receipt);
}

static void
test_archived (PracticeFixture *self,
               gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  g_autoptr(CpxPatientList) list = cpx_patient_list_new (self->practice);
  g_autoptr(CpxPatientList) archive = cpx_patient_list_new (self->practice);

  cpx_patient_list_set_show_archived (archive, TRUE);
  ITERATE_UNTIL (!cpx_patient_list_get_loading (list) && !cpx_patient_list_get_loading (archive));
  g_assert_cmpuint (get_n (list), ==, 1);
  g_assert_cmpuint (get_n (archive), ==, 0);
  cpx_practice_archive_patient_async (self->practice, cpx_record_get_id (patient), TRUE, archived_cb, NULL);
  ITERATE_UNTIL (get_n (list) == 0 && get_n (archive) == 1);
  cpx_practice_archive_patient_async (self->practice, cpx_record_get_id (patient), FALSE, archived_cb, NULL);
  ITERATE_UNTIL (get_n (list) == 1 && get_n (archive) == 0);
}

static gboolean
is_settled (gpointer list)
{
  return !cpx_patient_list_get_loading (list);
}

/* Who is in the archive only is told, and so is who is only out of it; where there are hits nothing is counted. */
static void
test_elsewhere (PracticeFixture *self,
                gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  g_autoptr(CpxRecord) other = practice_fixture_add_patient (self, "Garnier", "Luc", "1971-05-04");
  g_autoptr(CpxPatientList) list = cpx_patient_list_new (self->practice);

  cpx_practice_archive_patient_async (self->practice, cpx_record_get_id (patient), TRUE, archived_cb, NULL);
  ITERATE_UNTIL (get_n (list) == 1 && is_settled (list));
  g_assert_cmpuint (cpx_patient_list_get_n_elsewhere (list), ==, 0);
  cpx_patient_list_set_query (list, "moreau");
  ITERATE_UNTIL (is_settled (list));
  g_assert_cmpuint (get_n (list), ==, 0);
  g_assert_cmpuint (cpx_patient_list_get_n_elsewhere (list), ==, 1);
  cpx_patient_list_set_show_archived (list, TRUE);
  ITERATE_UNTIL (is_settled (list));
  g_assert_cmpuint (get_n (list), ==, 1);
  g_assert_cmpuint (cpx_patient_list_get_n_elsewhere (list), ==, 0);
  cpx_patient_list_set_query (list, "garnier");
  ITERATE_UNTIL (is_settled (list));
  g_assert_cmpuint (cpx_patient_list_get_n_elsewhere (list), ==, 1);
  cpx_patient_list_set_query (list, "zzyx");
  ITERATE_UNTIL (is_settled (list));
  g_assert_cmpuint (get_n (list) + cpx_patient_list_get_n_elsewhere (list), ==, 0);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CpxReceipt) receipt = cpx_practice_remove_record_finish (CPX_PRACTICE (source), result, NULL);

  g_assert_nonnull (receipt);
}

static void
test_records (PracticeFixture *self,
              gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  g_autoptr(CpxRecord) other = practice_fixture_add_patient (self, "Adam", "Luc", "1970-01-01");
  g_autoptr(CpxRecord) made = practice_fixture_make_child (&cpx_allergy_kind, patient, CPX_ALLERGY_SUBSTANCE, "Latex");
  g_autoptr(CpxRecord) others = practice_fixture_make_child (&cpx_allergy_kind, other, CPX_ALLERGY_SUBSTANCE, "Iode");
  g_autoptr(CpxRecord) severe = cpx_record_with_text (made, CPX_ALLERGY_SEVERITY, "severe");
  g_autoptr(CpxRecordList) list = cpx_record_list_new (self->practice, &cpx_allergy_kind, cpx_record_get_id (patient));
  g_autoptr(CpxRecord) first = NULL;
  g_autoptr(CpxRecord) elsewhere = NULL;
  g_autoptr(CpxRecord) edited = NULL;
  g_autoptr(CpxRecord) item = NULL;

  ITERATE_UNTIL (cpx_record_list_get_loaded (list));
  g_assert_cmpuint (get_n (list), ==, 0);
  first = practice_fixture_save (self, NULL, made);
  elsewhere = practice_fixture_save (self, NULL, others);
  ITERATE_UNTIL (get_n (list) == 1);
  edited = practice_fixture_save (self, first, severe);
  ITERATE_UNTIL (cpx_record_equal (cpx_record_list_find (list, cpx_record_get_id (made)), edited));
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (cpx_record_equal (item, edited));
  cpx_practice_remove_record_async (self->practice, &cpx_allergy_kind, cpx_record_get_id (made), removed_cb, NULL);
  ITERATE_UNTIL (get_n (list) == 0);
  g_assert_null (cpx_record_list_find (list, cpx_record_get_id (made)));
  g_assert_null (cpx_record_list_find (list, cpx_record_get_id (others)));
}

static const char *
get_action (CpxTimeline *timeline,
            guint        position)
{
  g_autoptr(CpxTimelineEntry) entry = g_list_model_get_item (G_LIST_MODEL (timeline), position);

  return cpx_timeline_entry_get_action (entry);
}

static void
test_timeline (PracticeFixture *self,
               gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  const char *id = cpx_record_get_id (patient);
  g_autoptr(CpxPatientFile) file = cpx_practice_open_patient (self->practice, id, NULL);
  g_autoptr(CpxRecord) moved = cpx_record_with_text (patient, CPX_PATIENT_CITY, "Nantes");
  g_autoptr(CpxTimeline) timeline = cpx_timeline_new (self->practice, id);
  g_autoptr(CpxTimelineEntry) newest = NULL;
  g_autoptr(CpxRecord) saved = NULL;

  ITERATE_UNTIL (!cpx_timeline_get_loading (timeline));
  g_assert_null (cpx_timeline_get_error (timeline));
  g_assert_true (cpx_timeline_get_complete (timeline));
  g_assert_cmpuint (get_n (timeline), ==, 2);
  g_assert_cmpstr (get_action (timeline, 0), ==, "patient.opened");
  g_assert_cmpstr (get_action (timeline, 1), ==, "patient.created");

  saved = practice_fixture_save (self, patient, moved);
  ITERATE_UNTIL (get_n (timeline) == 3);
  newest = g_list_model_get_item (G_LIST_MODEL (timeline), 0);
  g_assert_cmpstr (cpx_timeline_entry_get_action (newest), ==, "patient.edited");
  g_assert_cmpstr (cpx_timeline_entry_get_user_name (newest), ==, "Dr Martin");
  g_assert_cmpstr (cpx_timeline_entry_get_record_id (newest), ==, id);
  g_assert_nonnull (strstr (cpx_timeline_entry_get_sentence (newest),
                            cpx_field_get_label (&cpx_patient_kind.fields[CPX_PATIENT_CITY])));
}

static CpxRecord *
add_doctor (PracticeFixture *self,
            CpxRecord       *patient)
{
  g_autoptr(CpxRecord) doctor =
    cpx_record_new_with_texts (&cpx_practitioner_kind, NULL, CPX_PRACTITIONER_CIVILITY, "dr",
                               CPX_PRACTITIONER_NAME, "Petit", CPX_PRACTITIONER_FIRST_NAME, "Anne", -1);
  g_autoptr(CpxRecord) kept = practice_fixture_save (self, NULL, doctor);
  g_autoptr(CpxRecord) line =
    cpx_record_new_with_texts (&cpx_correspondent_kind, NULL, CPX_CORRESPONDENT_PATIENT, cpx_record_get_id (patient),
                               CPX_CORRESPONDENT_ROLE, "treating",
                               CPX_CORRESPONDENT_PRACTITIONER, cpx_record_get_id (kept), -1);

  return practice_fixture_save (self, NULL, line);
}

static gpointer
remove_correspondent (CpxJournal  *journal,
                      gpointer     data,
                      GError     **error)
{
  return cpx_remove_record (journal, &cpx_correspondent_kind, data, error);
}

/* A correspondent is told by name, which the entry only points to; also once the line is gone. */
static void
test_timeline_names_correspondent (PracticeFixture *self,
                                   gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  g_autoptr(CpxRecord) line = add_doctor (self, patient);
  g_autoptr(CpxTimeline) timeline = cpx_timeline_new (self->practice, cpx_record_get_id (patient));
  g_autoptr(CpxReceipt) removed = NULL;
  g_autoptr(CpxTimelineEntry) added = NULL;
  g_autoptr(CpxTimelineEntry) gone = NULL;

  ITERATE_UNTIL (!cpx_timeline_get_loading (timeline));
  added = g_list_model_get_item (G_LIST_MODEL (timeline), 0);
  g_assert_nonnull (strstr (cpx_timeline_entry_get_sentence (added), "Anne PETIT · Attending physician"));
  removed = cpx_practice_perform (self->practice, remove_correspondent, (gpointer) cpx_record_get_id (line),
                                  g_object_unref, NULL);
  g_assert_nonnull (removed);
  ITERATE_UNTIL (get_n (timeline) == 3);
  gone = g_list_model_get_item (G_LIST_MODEL (timeline), 0);
  g_assert_nonnull (strstr (cpx_timeline_entry_get_sentence (gone), "Anne PETIT · Attending physician"));
}

static void
test_timeline_pages (PracticeFixture *self,
                     gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  g_autoptr(CpxTimeline) timeline = NULL;

  for (int i = 0; i < 69; i++)
    {
      g_autoptr(CpxPatientFile) file = cpx_practice_open_patient (self->practice, cpx_record_get_id (patient), NULL);

      g_assert_nonnull (file);
    }
  timeline = cpx_timeline_new (self->practice, cpx_record_get_id (patient));
  ITERATE_UNTIL (!cpx_timeline_get_loading (timeline));
  g_assert_cmpuint (get_n (timeline), ==, 50);
  g_assert_false (cpx_timeline_get_complete (timeline));
  cpx_timeline_load_more (timeline);
  cpx_timeline_load_more (timeline);
  ITERATE_UNTIL (!cpx_timeline_get_loading (timeline));
  g_assert_cmpuint (get_n (timeline), ==, 70);
  g_assert_true (cpx_timeline_get_complete (timeline));
  g_assert_cmpstr (get_action (timeline, 69), ==, "patient.created");
}

/* More than a page at once: the older entries follow, none is left out. */
static void
test_timeline_many_news (PracticeFixture *self,
                         gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  g_autoptr(CpxTimeline) timeline = cpx_timeline_new (self->practice, cpx_record_get_id (patient));
  CpxRecord *saved = g_object_ref (patient);

  ITERATE_UNTIL (!cpx_timeline_get_loading (timeline));
  g_assert_true (cpx_timeline_get_complete (timeline));
  for (int i = 0; i < 60; i++)
    {
      g_autoptr(CpxRecord) before = saved;
      g_autoptr(CpxRecord) moved = cpx_record_with_text (before, CPX_PATIENT_CITY, i % 2 == 0 ? "Nantes" : "Brest");

      saved = practice_fixture_save (self, before, moved);
    }
  ITERATE_UNTIL (get_n (timeline) == 50 && !cpx_timeline_get_loading (timeline));
  g_assert_false (cpx_timeline_get_complete (timeline));
  cpx_timeline_load_more (timeline);
  ITERATE_UNTIL (!cpx_timeline_get_loading (timeline));
  g_assert_cmpuint (get_n (timeline), ==, 61);
  g_assert_cmpstr (get_action (timeline, 60), ==, "patient.created");
  g_object_unref (saved);
}

static const struct
{
  const char *action;
  const char *kind;
  const char *details;
  const char *sentence;
} sentences[] = {
  { "patient.opened", "patient", NULL, "Ann consulted the file" },
  { "patient.edited", "patient", "{\"after\":{\"city\":\"B\"},\"before\":{\"city\":\"A\",\"phone\":\"1\"}}",
    "Ann changed: City, Phone" },
  { "allergy.created", "allergy", "{\"after\":{\"substance\":\"Latex\"}}", "Ann added an allergy: Latex" },
  { "allergy.removed", "allergy", "{\"after\":{},\"before\":{\"substance\":\"Latex\"}}",
    "Ann removed an allergy: Latex" },
  { "allergy.edited", "allergy", "{\"after\":{\"reaction\":\"x\"}}", "Ann changed an allergy: Reaction" },
  { "allergy.created", "allergy", NULL, "Ann added an allergy: …" },
  { "act.recorded", "act", "{\"after\":{\"code\":\"HHFA016\"}}", "Ann recorded an act: HHFA016" },
  { "act.taken-back", "act", "{\"after\":{},\"before\":{\"code\":\"HHFA016\"}}", "Ann took back an act: HHFA016" },
  { "coding.reopened", "coding", NULL, "Ann reopened the coding of an operation" },
  { "note.edited", "note", "{\"after\":{\"state\":\"signed\"},\"before\":{\"state\":\"draft\"}}",
    "Ann signed an operative report" },
  { "note.edited", "note", "{\"after\":{\"text\":\"y\"},\"before\":{\"text\":\"x\"}}",
    "Ann changed an operative report: Text" },
  { "intervention.edited", "intervention", "{\"after\":{\"state\":\"cancelled\"}}", "Ann cancelled an operation" },
  { "intervention.edited", "intervention", "{\"after\":{\"state\":\"cancelled\",\"side\":\"left\"}}",
    "Ann changed an operation: State, Side" },
  { "intervention.created", "intervention", "{\"after\":{\"state\":\"cancelled\",\"label\":\"Hip\"}}",
    "Ann added an operation: Hip" },
  { "unheard.of", NULL, NULL, "Ann: unheard.of" },
  { "nonsense", "nonsense", NULL, "Ann: nonsense" },
};

static void
test_sentences (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autoptr(json_t) details = sentences[i].details != NULL ? cpx_json_parse (sentences[i].details, -1, NULL) : NULL;
      g_autofree char *sentence = cpx_timeline_sentence_make ("Ann", sentences[i].action, sentences[i].kind, details);

      g_assert_cmpstr (sentence, ==, sentences[i].sentence);
    }
}

/* Each kind has its words within a sentence, with their article. */
static void
test_kinds_named (void)
{
  guint n_kinds;
  const CpxKind *const *kinds = cpx_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    g_assert_cmpstr (cpx_log_words_find_one (kinds[i]), !=, cpx_kind_get_label (kinds[i]));
}

/* Once locked, nothing of a patient is left on the screen. */
static void
test_locked (PracticeFixture *self,
             gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  g_autoptr(CpxPatientList) list = cpx_patient_list_new (self->practice);
  g_autoptr(CpxTimeline) timeline = cpx_timeline_new (self->practice, cpx_record_get_id (patient));
  g_autoptr(CpxRecordList) records = cpx_record_list_new (self->practice, &cpx_patient_kind, NULL);

  ITERATE_UNTIL (get_n (list) == 1 && get_n (timeline) == 1 && get_n (records) == 1);
  cpx_practice_close_async (self->practice, NULL, NULL);
  g_assert_cmpuint (get_n (list), ==, 0);
  g_assert_cmpuint (get_n (timeline), ==, 0);
  g_assert_cmpuint (get_n (records), ==, 0);
}

#define N_ALLERGIES 40
#define PAGE_BYTES  4096

static void
flip_page (const char *path,
           goffset     page)
{
  FILE *file = g_fopen (path, "r+b");
  int byte;

  g_assert_nonnull (file);
  fseek (file, (long) (65536 + page * PAGE_BYTES + 700), SEEK_SET);
  byte = fgetc (file);
  fseek (file, -1, SEEK_CUR);
  fputc (byte ^ 0x10, file);
  fclose (file);
}

/* How many of a patient's allergies are listed; -1 if the practice or the list cannot be read at all. */
static int
count_listed (PracticeFixture *self,
              const char      *patient_id,
              gboolean        *out_told)
{
  CpxRecordsWanted wanted = { .kind = &cpx_allergy_kind, .patient_id = patient_id };
  g_autoptr(CpxRecordList) list = NULL;
  g_autoptr(GPtrArray) records = NULL;
  guint n_unreadable;
  int n = -1;

  self->practice = cpx_practice_unlock (self->path, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, NULL);
  if (self->practice == NULL)
    return -1;
  list = cpx_record_list_new (self->practice, &cpx_allergy_kind, patient_id);
  ITERATE_UNTIL (cpx_record_list_get_loaded (list));
  n = (int) get_n (list);
  *out_told = cpx_record_list_get_error (list) != NULL;
  if (*out_told)
    g_test_message ("%d: %s", n, cpx_record_list_get_error (list)->message);
  records = cpx_practice_list_readable_records (self->practice, &wanted, &n_unreadable, NULL);
  if (records != NULL)
    g_assert_cmpint ((int) records->len, ==, n);
  g_assert_true (*out_told == (records == NULL || n_unreadable > 0));
  g_clear_object (&list);
  cpx_practice_close (self->practice, NULL);
  g_clear_object (&self->practice);

  return n;
}

/* A bad page takes what is on it: the rest is listed, and the gap is told. */
static void
test_bad_pages (PracticeFixture *self,
                gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  g_autofree char *filler = g_strnfill (700, 'x');
  GStatBuf status;
  gboolean is_told;
  guint n_partial = 0;

  for (int i = 0; i < N_ALLERGIES; i++)
    {
      g_autoptr(CpxRecord) plain = practice_fixture_make_child (&cpx_allergy_kind, patient, CPX_ALLERGY_SUBSTANCE,
                                                                     "Latex");
      g_autoptr(CpxRecord) long_one = cpx_record_with_text (plain, CPX_ALLERGY_NOTES, filler);

      g_object_unref (practice_fixture_save (self, NULL, long_one));
    }
  practice_fixture_close (self);
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  for (goffset page = 1; page < (status.st_size - 65536) / PAGE_BYTES; page++)
    {
      int n;

      flip_page (self->path, page);
      n = count_listed (self, cpx_record_get_id (patient), &is_told);
      flip_page (self->path, page);
      g_assert_true (n < 0 || n == N_ALLERGIES || is_told);
      n_partial += n > 0 && n < N_ALLERGIES;
    }
  g_assert_cmpuint (n_partial, >, 4);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  FIXTURE_TEST ("/lists/patients", test_patients);
  FIXTURE_TEST ("/lists/same-row", test_same_row);
  FIXTURE_TEST ("/lists/query", test_query);
  FIXTURE_TEST ("/lists/archived", test_archived);
  FIXTURE_TEST ("/lists/elsewhere", test_elsewhere);
  FIXTURE_TEST ("/lists/records", test_records);
  FIXTURE_TEST ("/lists/timeline", test_timeline);
  FIXTURE_TEST ("/lists/timeline-names-correspondent", test_timeline_names_correspondent);
  FIXTURE_TEST ("/lists/timeline-pages", test_timeline_pages);
  FIXTURE_TEST ("/lists/timeline-many-news", test_timeline_many_news);
  FIXTURE_TEST ("/lists/locked", test_locked);
  g_test_add_func ("/lists/sentences", test_sentences);
  g_test_add_func ("/lists/kinds-named", test_kinds_named);
  FIXTURE_TEST ("/lists/bad-pages", test_bad_pages);

  return g_test_run ();
}

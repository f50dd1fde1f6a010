/* test-bad-page.c: one page of the vault is bad, each in turn: all else is listed and leaves, and nothing is made up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-backup.h"
#include "cpx-export.h"
#include "cpx-find-records.h"
#include "cpx-import.h"
#include "cpx-open-patient.h"
#include "cpx-patient-list.h"
#include "cpx-practice-error.h"
#include "cpx-second-factor.h"
#include "cpx-unlock.h"
#include "cpx-zip.h"

#include <cpx-allergy.h>
#include <cpx-clock.h>
#include <cpx-json.h>
#include <cpx-patient.h>
#include <cpx-user.h>
#include <glib/gstdio.h>
#include <string.h>

#define N_PATIENTS   48
#define HEADER_BYTES 65536
#define PAGE_BYTES   4096

/* What was there before the page went bad. */
typedef struct
{
  PracticeFixture *fixture;
  char            *bytes;     /* (owned): the file */
  gsize            n_bytes;
  GHashTable      *truth;     /* (owned): id → line of an export: patients and allergies */
  char            *first_id;  /* (owned): a patient */
  goffset          page;      /* the bad one */

  char            *spoilt;    /* (owned): the file with it */

  guint            n_locked;  /* pages without which nobody comes in */
  guint            n_told;    /* pages read around while somebody came in */
  guint            n_only_read;
  guint            n_gaps;    /* pages that took patients with them */
  guint            n_exports_with_gaps;
} Ground;

static void
remember (Ground    *self,
          CpxRecord *record)
{
  g_hash_table_insert (self->truth, g_strdup (cpx_record_get_id (record)),
                       cpx_record_print_json (record, CPX_RECORD_WITH_ID));
}

static void
fill (Ground *self)
{
  g_autofree char *filler = g_strnfill (900, 'x');

  for (int i = 0; i < N_PATIENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Nom%03d", i * 31 % N_PATIENTS);
      g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self->fixture, name, "Ève", "1980-02-29");
      g_autoptr(CpxRecord) plain = practice_fixture_make_child (&cpx_allergy_kind, patient, CPX_ALLERGY_SUBSTANCE,
                                                                "Latex");
      g_autoptr(CpxRecord) allergy = cpx_record_with_text (plain, CPX_ALLERGY_NOTES, filler);
      g_autoptr(CpxRecord) saved = practice_fixture_save (self->fixture, NULL, allergy);

      remember (self, patient);
      remember (self, saved);
      if (i == 0)
        self->first_id = g_strdup (cpx_record_get_id (patient));
    }
}

static void
set_up (Ground          *self,
        PracticeFixture *fixture)
{
  *self = (Ground) { .fixture = fixture, .truth = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  fill (self);
  practice_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &self->bytes, &self->n_bytes, NULL));
}

static void
tear_down (Ground *self)
{
  g_hash_table_unref (self->truth);
  g_free (self->first_id);
  g_free (self->bytes);
  g_free (self->spoilt);
}

/* The file as it was, but for one byte of a page. */
static void
spoil (Ground  *self,
       goffset  page)
{
  g_free (self->spoilt);
  self->spoilt = g_memdup2 (self->bytes, self->n_bytes);
  self->page = page;
  self->spoilt[HEADER_BYTES + page * PAGE_BYTES + 700] ^= 0x10;
  g_assert_true (g_file_set_contents (self->fixture->path, self->spoilt, (gssize) self->n_bytes, NULL));
}

static void
close_practice (PracticeFixture *fixture)
{
  cpx_practice_close (fixture->practice, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->practice);
}

static void
check_records (Ground    *self,
               GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      CpxRecord *record = g_ptr_array_index (records, i);
      g_autofree char *line = cpx_record_print_json (record, CPX_RECORD_WITH_ID);

      g_assert_cmpstr (line, ==, g_hash_table_lookup (self->truth, cpx_record_get_id (record)));
    }
}

/* Everyone is either listed, as they were, or counted. */
static guint
check_list (Ground *self)
{
  g_autoptr(GError) error = NULL;
  guint n_unreadable = 0;
  g_autoptr(GArray) ids = cpx_practice_list_patient_ids (self->fixture->practice, FALSE, NULL, &error);
  g_autoptr(GPtrArray) records = NULL;

  g_assert_no_error (error);
  records = cpx_practice_load_patients (self->fixture->practice, &g_array_index (ids, CpxId, 0), ids->len,
                                        &n_unreadable, &error);
  g_assert_no_error (error);
  check_records (self, records);
  g_assert_cmpuint (records->len + n_unreadable, ==, N_PATIENTS);
  self->n_gaps += n_unreadable > 0;

  return n_unreadable;
}

static gboolean
has_name (CpxPatientRow *row)
{
  g_autofree char *name = NULL;

  g_object_get (row, "name", &name, NULL);

  return *name != '\0';
}

/* The same on the screen: rows that say so, and how many. */
static void
check_screen (Ground *self,
              guint   n_unreadable)
{
  g_autoptr(CpxPatientList) list = cpx_patient_list_new (self->fixture->practice);
  guint n_told = 0;

  ITERATE_UNTIL (!cpx_patient_list_get_loading (list));
  g_assert_null (cpx_patient_list_get_error (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_PATIENTS);
  for (guint i = 0; i < N_PATIENTS; i++)
    {
      g_autoptr(CpxPatientRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

      ITERATE_UNTIL (has_name (row));
      n_told += cpx_patient_row_get_record (row) == NULL;
    }
  g_assert_cmpuint (n_told, ==, n_unreadable);
  ITERATE_UNTIL (cpx_patient_list_get_n_unreadable (list) == n_unreadable);
}

static void
check_search (Ground *self,
              guint   n_unreadable)
{
  g_autoptr(GError) error = NULL;
  guint n_gap = 0;
  g_autoptr(GPtrArray) found = cpx_practice_search_patients (self->fixture->practice, "nom", FALSE, N_PATIENTS, &n_gap,
                                                             &error);

  g_assert_no_error (error);
  check_records (self, found);
  g_assert_cmpuint (found->len + n_gap, ==, N_PATIENTS);
  g_assert_cmpuint (n_gap, ==, n_unreadable);
}

static void
check_opening (Ground *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPatientFile) file = cpx_practice_open_patient (self->fixture->practice, self->first_id, &error);
  g_autofree char *line = NULL;

  if (file == NULL)
    {
      g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED);
      return;
    }
  line = cpx_record_print_json (file->patient, CPX_RECORD_WITH_ID);
  g_assert_cmpstr (line, ==, g_hash_table_lookup (self->truth, self->first_id));
  g_assert_true (file->noted || file->warning != NULL);
}

/* Takes from @left the ids of the lines, which must be what they were. */
static guint
take_lines (Ground     *self,
            const char *archive,
            const char *name,
            GHashTable *left)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  gboolean names_missing = g_str_equal (name, "missing.jsonl");
  guint n = 0;

  g_assert_true (cpx_zip_read (archive, name, &bytes, NULL));
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return 0;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; **line != '\0'; line++, n++)
    {
      g_autoptr(json_t) value = cpx_json_parse (*line, -1, NULL);
      const char *id = json_string_value (json_object_get (value, "id"));

      if (!names_missing)
        g_assert_cmpstr (*line, ==, g_hash_table_lookup (self->truth, id));
      if (id != NULL && g_hash_table_contains (self->truth, id))
        g_assert_true (g_hash_table_remove (left, id));
    }

  return n;
}

static GHashTable *
copy_ids (Ground *self)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->truth);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (ids, g_strdup (id));

  return ids;
}

static void
check_import (const char *archive)
{
  PracticeFixture other = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxImportSummary) summary = NULL;
  guint n_told = 0;

  practice_fixture_set_up (&other, NULL);
  summary = cpx_practice_import (other.practice, archive, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < summary->notices->len; i++)
    n_told += strstr (g_ptr_array_index (summary->notices, i), "missing.jsonl") != NULL;
  g_assert_cmpuint (n_told, ==, 1);
  practice_fixture_tear_down (&other, NULL);
}

/* Every record is in the archive as it was, or named in it. */
static void
check_export (Ground *self)
{
  g_autofree char *archive = g_build_filename (self->fixture->folder, "tout.zip", NULL);
  g_autoptr(CpxExportGaps) gaps = NULL;
  g_autoptr(GHashTable) left = copy_ids (self);
  g_autoptr(GError) error = NULL;
  guint n_missing;

  cpx_practice_export (self->fixture->practice, archive, TRUE, &gaps, NULL, &error);
  g_assert_no_error (error);
  take_lines (self, archive, "patient.jsonl", left);
  take_lines (self, archive, "allergy.jsonl", left);
  n_missing = take_lines (self, archive, "missing.jsonl", left);
  g_assert_cmpuint (g_hash_table_size (left), ==, 0);
  g_assert_cmpuint (n_missing, ==, gaps != NULL ? gaps->missing->len : 0);
  if (n_missing > 0 && self->n_exports_with_gaps++ % 8 == 0)
    check_import (archive);
  g_unlink (archive);
}

/* A copy with a bad page is none: nothing is made, and what was made before stays. */
static void
check_backup (Ground *self)
{
  g_autofree char *copy = g_build_filename (self->fixture->folder, "copie.cpx", NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *made = cpx_practice_backup (self->fixture->practice, copy, NULL, &error);

  g_assert_null (made);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "cpxctl export"));
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
}

/* One sentence: which file, what is hit, what to do. And the file is as it was. */
static void
check_refusal (Ground       *self,
               const GError *error)
{
  g_autofree char *bytes = NULL;
  gsize n_bytes;

  g_test_message ("page %d: %s", (int) self->page + 1, error->message);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, self->fixture->path));
  g_assert_nonnull (strstr (error->message, "the list of its tables"));
  g_assert_nonnull (strstr (error->message, "cpxctl --vault"));
  g_assert_true (g_file_get_contents (self->fixture->path, &bytes, &n_bytes, NULL));
  g_assert_cmpmem (bytes, n_bytes, self->spoilt, self->n_bytes);
}

/* Who comes in is who they are, with what they may do, and where a page was read around the screen says so. */
static void
check_entrance (Ground *self)
{
  CpxPractice *practice = self->fixture->practice;
  const char *notice = cpx_practice_get_notice (practice);

  g_assert_cmpstr (cpx_practice_get_name (practice), ==, "Cabinet d’essai");
  g_assert_cmpstr (cpx_record_get_text (cpx_practice_get_user (practice), CPX_USER_LOGIN), ==, FIXTURE_LOGIN);
  g_assert_cmpuint (cpx_practice_get_roles (practice), ==, CPX_ROLE_SURGEON | CPX_ROLE_ADMIN);
  self->n_told += notice != NULL && strstr (notice, "A page of the vault is damaged") != NULL;
  self->n_only_read += notice != NULL && strstr (notice, "what writing needs") != NULL;
}

static void
check_page (Ground  *self,
            goffset  page)
{
  g_autoptr(GError) error = NULL;
  guint n_unreadable;

  spoil (self, page);
  self->fixture->practice = cpx_practice_unlock (self->fixture->path, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, &error);
  if (self->fixture->practice == NULL)
    {
      check_refusal (self, error);
      self->n_locked++;
      return;
    }
  check_entrance (self);
  n_unreadable = check_list (self);
  check_screen (self, n_unreadable);
  check_search (self, n_unreadable);
  check_opening (self);
  check_export (self);
  check_backup (self);
  close_practice (self->fixture);
}

static void
test_each_page (PracticeFixture *fixture,
                gconstpointer    data)
{
  Ground self;
  goffset n_pages;

  set_up (&self, fixture);
  n_pages = ((goffset) self.n_bytes - HEADER_BYTES) / PAGE_BYTES;
  for (goffset page = 0; page < n_pages; page++)
    check_page (&self, page);
  g_test_message ("%d pages, %u without which nobody comes in, %u read around to come in, %u of them only to read, %u "
                  "with files", (int) n_pages, self.n_locked, self.n_told, self.n_only_read, self.n_gaps);
  /* SQLite reads its schema whole, or nothing: its pages are all that is left. */
  g_assert_cmpuint (self.n_locked, <=, 5);
  g_assert_cmpuint (self.n_told, >=, 10);
  g_assert_cmpuint (self.n_only_read, <=, 1);
  g_assert_cmpuint (self.n_gaps, >, 4);
  g_assert_cmpuint (self.n_exports_with_gaps, >, self.n_gaps);
  tear_down (&self);
}

static void
enrol (PracticeFixture *fixture)
{
  g_autofree char *secret = cpx_second_factor_new_secret ();
  g_autofree char *code = practice_fixture_make_code (secret, cpx_clock_now_us ());
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_enrol_code (fixture->practice, FIXTURE_LOGIN, secret, code, &error);

  g_assert_no_error (error);
  g_assert_nonnull (receipt);
}

/* Without the code nobody comes in whose telephone is asked for one, whichever page is bad. */
static void
check_locked (Ground  *self,
              goffset  page)
{
  g_autoptr(GError) error = NULL;

  spoil (self, page);
  g_assert_null (cpx_practice_unlock (self->fixture->path, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, &error));
  if (g_error_matches (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NEED_CODE))
    return;
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED);
  self->n_locked += strstr (error->message, "the second factor of this user") != NULL;
}

static void
test_second_factor (PracticeFixture *fixture,
                    gconstpointer    data)
{
  Ground self;
  goffset n_pages;

  enrol (fixture);
  set_up (&self, fixture);
  n_pages = ((goffset) self.n_bytes - HEADER_BYTES) / PAGE_BYTES;
  for (goffset page = 0; page < n_pages; page++)
    check_locked (&self, page);
  g_assert_cmpuint (self.n_locked, ==, 1);
  tear_down (&self);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  FIXTURE_TEST ("/bad-page/each", test_each_page);
  FIXTURE_TEST ("/bad-page/second-factor", test_second_factor);

  return g_test_run ();
}

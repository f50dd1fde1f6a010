/* test-break-glass.c: who may not open files opens one, for a reason, and everybody hears of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "audit-fixture.h"

#include "cpx-break-glass.h"
#include "cpx-export.h"
#include "cpx-find-records.h"
#include "cpx-note-versions.h"
#include "cpx-record-list.h"
#include "cpx-save-record.h"
#include "cpx-timeline.h"

#include <cpx-allergy.h>
#include <cpx-clock.h>
#include <cpx-intervention.h>
#include <cpx-operative-note.h>
#include <cpx-patient.h>

#define REASON "Appel du SAMU : allergies à donner en urgence."

typedef struct
{
  PracticeFixture  base;
  CpxRecord       *patient;  /* Ève Moreau, 12/03/1964 */
  CpxRecord       *other;
  CpxRecord       *allergy;
} GlassFixture;

static void
set_up (GlassFixture  *self,
        gconstpointer  data)
{
  g_autoptr(CpxRecord) allergy = NULL;

  practice_fixture_set_up (&self->base, data);
  self->patient = practice_fixture_add_patient (&self->base, "Moreau", "Ève", "1964-03-12");
  self->other = practice_fixture_add_patient (&self->base, "Petit", "Anne", "1964-03-12");
  allergy = practice_fixture_make_child (&cpx_allergy_kind, self->patient, CPX_ALLERGY_SUBSTANCE, "Latex");
  self->allergy = practice_fixture_save (&self->base, NULL, allergy);
  practice_fixture_add_user (&self->base, "gestion", CPX_ROLE_ADMIN);
  practice_fixture_reopen (&self->base, "gestion", FIXTURE_PASSPHRASE);
}

static void
tear_down (GlassFixture  *self,
           gconstpointer  data)
{
  cpx_clock_resume ();
  g_object_unref (self->patient);
  g_object_unref (self->other);
  g_object_unref (self->allergy);
  practice_fixture_tear_down (&self->base, data);
}

static CpxPatientFile *
break_glass (GlassFixture *self)
{
  CpxGlassTarget target = { .number = cpx_record_get_text (self->patient, CPX_PATIENT_FILE_NUMBER) };
  g_autoptr(GError) error = NULL;
  CpxPatientFile *file = cpx_practice_break_glass (self->base.practice, &target, REASON, &error);

  g_assert_no_error (error);
  g_assert_nonnull (file);

  return file;
}

static void
test_entry (GlassFixture  *self,
            gconstpointer  data)
{
  guint64 n = (guint64) practice_fixture_count_audit (&self->base);
  g_autoptr(CpxPatientFile) file = break_glass (self);
  g_autoptr(AuditedEntry) noted = audit_fixture_read (&self->base, n);
  g_autofree char *actions = audit_fixture_list_from (&self->base, n);

  g_assert_cmpstr (cpx_record_get_id (file->patient), ==, cpx_record_get_id (self->patient));
  g_assert_true (file->noted);
  g_assert_cmpint (file->glass_until_us, >, cpx_clock_now_us ());
  g_assert_cmpstr (actions, ==, "patient.glass-broken");
  g_assert_cmpstr (noted->entry->reason, ==, REASON);
  g_assert_cmpstr (noted->entry->patient_id, ==, cpx_record_get_id (self->patient));
  g_assert_cmpstr (noted->entry->user_id, ==, cpx_record_get_id (cpx_practice_get_user (self->base.practice)));
  g_assert_cmpuint (noted->entry->roles, ==, CPX_ROLE_ADMIN);
  g_assert_cmpstr (noted->entry->device_id, ==, cpx_practice_get_device_id (self->base.practice));
}

/* Everything that a file holds may be read, and nothing of any other. */
static gboolean
reads (GlassFixture *self,
       CpxRecord    *patient)
{
  g_autoptr(GError) error = NULL;
  CpxRecordsWanted wanted = { .kind = &cpx_allergy_kind, .patient_id = cpx_record_get_id (patient) };
  g_autoptr(GPtrArray) allergies = cpx_practice_list_records (self->base.practice, &wanted, &error);
  g_autoptr(CpxRecord) loaded = cpx_practice_load (self->base.practice, &cpx_patient_kind, cpx_record_get_id (patient),
                                                   NULL);
  g_autoptr(CpxRecordList) list = cpx_record_list_new (self->base.practice, &cpx_allergy_kind,
                                                       cpx_record_get_id (patient));
  g_autoptr(CpxTimeline) timeline = cpx_timeline_new (self->base.practice, cpx_record_get_id (patient));

  while (!cpx_record_list_get_loaded (list) || cpx_timeline_get_loading (timeline))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (loaded != NULL, ==, allergies != NULL);
  g_assert_cmpint (cpx_record_list_get_error (list) == NULL, ==, allergies != NULL);
  g_assert_cmpint (g_list_model_get_n_items (G_LIST_MODEL (timeline)) > 0, ==, allergies != NULL);
  g_assert_cmpint (cpx_practice_may_read_file (self->base.practice, cpx_record_get_id (patient)), ==,
                   allergies != NULL);
  if (allergies == NULL)
    g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);

  return allergies != NULL;
}

static void
test_reading (GlassFixture  *self,
              gconstpointer  data)
{
  g_autoptr(CpxPatientFile) file = NULL;

  g_assert_false (reads (self, self->patient));
  file = break_glass (self);
  g_assert_true (reads (self, self->patient));
  g_assert_false (reads (self, self->other));
}

static void
assert_refused (gboolean   done,
                GError   **error)
{
  g_assert_false (done);
  g_assert_error (*error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
  g_clear_error (error);
}

/* To read one file, and no more: lists, search, writes and exports are as refused as before. */
static void
test_nothing_else (GlassFixture  *self,
                   gconstpointer  data)
{
  g_autoptr(CpxPatientFile) file = break_glass (self);
  CpxPractice *practice = self->base.practice;
  g_autofree char *export_path = g_build_filename (self->base.folder, "tout.zip", NULL);
  g_autoptr(CpxRecord) changed =
    cpx_record_with_text (file->patient, CPX_PATIENT_PHONE, "01 02 03 04 05");
  CpxRecordsWanted all = { .kind = &cpx_patient_kind };
  guint n_unreadable;
  g_autoptr(GError) error = NULL;

  assert_refused (cpx_practice_save_record (practice, file->patient, changed, &error) != NULL, &error);
  assert_refused (cpx_practice_list_records (practice, &all, &error) != NULL, &error);
  assert_refused (cpx_practice_search_patients (practice, "moreau", TRUE, 5, &n_unreadable, &error) != NULL, &error);
  assert_refused (cpx_practice_export (practice, export_path, FALSE, NULL, NULL, &error) >= 0, &error);
  assert_refused (cpx_practice_open_patient (practice, cpx_record_get_id (file->patient), &error) != NULL, &error);
}

/* It closes by itself, and a clock that is set back gives no more time. */
static void
test_ends (GlassFixture  *self,
           gconstpointer  data)
{
  gint64 now_us = cpx_clock_now_us ();
  g_autoptr(CpxPatientFile) file = NULL;

  cpx_clock_stop (now_us);
  file = break_glass (self);
  cpx_clock_stop (now_us + (CPX_BROKEN_GLASS_MINUTES * 60 - 1) * G_USEC_PER_SEC);
  g_assert_true (reads (self, self->patient));
  cpx_clock_stop (now_us + CPX_BROKEN_GLASS_MINUTES * 60 * G_USEC_PER_SEC);
  g_assert_false (reads (self, self->patient));
}

static void
test_lock_ends (GlassFixture  *self,
                gconstpointer  data)
{
  g_autoptr(CpxPatientFile) file = break_glass (self);

  g_assert_nonnull (file);
  practice_fixture_reopen (&self->base, "gestion", FIXTURE_PASSPHRASE);
  g_assert_false (reads (self, self->patient));
}

static const struct
{
  const char       *name;
  CpxGlassTarget    target;
  const char       *reason;
  CpxPracticeError  code;
} refusals[] = {
  { "no reason", { .name = "Moreau", .birth_date = "12/03/1964" }, NULL, CPX_PRACTICE_ERROR_INVALID },
  { "short reason", { .name = "Moreau", .birth_date = "12/03/1964" }, "urgence", CPX_PRACTICE_ERROR_INVALID },
  { "a reason of spaces", { .name = "Moreau", .birth_date = "12/03/1964" }, "a                            b",
    CPX_PRACTICE_ERROR_INVALID },
  { "nobody", { NULL, NULL, NULL }, REASON, CPX_PRACTICE_ERROR_INVALID },
  { "spaces", { "  ", " ", "" }, REASON, CPX_PRACTICE_ERROR_INVALID },
  { "name alone", { .name = "Moreau" }, REASON, CPX_PRACTICE_ERROR_INVALID },
  { "date alone", { .birth_date = "12/03/1964" }, REASON, CPX_PRACTICE_ERROR_INVALID },
  { "half a date", { .name = "Moreau", .birth_date = "1964" }, REASON, CPX_PRACTICE_ERROR_INVALID },
  { "no date", { .name = "Moreau", .birth_date = "hier" }, REASON, CPX_PRACTICE_ERROR_INVALID },
  { "another date", { .name = "Moreau", .birth_date = "13/03/1964" }, REASON, CPX_PRACTICE_ERROR_NOT_FOUND },
  { "half a name", { .name = "Mor", .birth_date = "12/03/1964" }, REASON, CPX_PRACTICE_ERROR_NOT_FOUND },
  { "first name alone", { .name = "Ève", .birth_date = "12/03/1964" }, REASON, CPX_PRACTICE_ERROR_NOT_FOUND },
  { "two names", { .name = "Moreau Petit", .birth_date = "12/03/1964" }, REASON, CPX_PRACTICE_ERROR_NOT_FOUND },
  { "no such number", { .number = "999999" }, REASON, CPX_PRACTICE_ERROR_NOT_FOUND },
  { "no such id", { .number = "01890000-0000-7000-8000-00000000ffff" }, REASON, CPX_PRACTICE_ERROR_NOT_FOUND },
};

static void
test_refused (GlassFixture  *self,
              gconstpointer  data)
{
  gint64 n = practice_fixture_count_audit (&self->base);

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr(GError) error = NULL;
      CpxPatientFile *file = cpx_practice_break_glass (self->base.practice, &refusals[i].target, refusals[i].reason,
                                                       &error);

      g_test_message ("%s: %s", refusals[i].name, error != NULL ? error->message : "opened");
      g_assert_null (file);
      g_assert_error (error, CPX_PRACTICE_ERROR, (int) refusals[i].code);
    }
  g_assert_cmpint (practice_fixture_count_audit (&self->base), ==, n);
  g_assert_false (reads (self, self->patient));
}

static const CpxGlassTarget names[] = {
  { .name = "Moreau", .birth_date = "12/03/1964" },
  { .name = "MOREAU Eve", .birth_date = "12031964" },
  { .name = " ève  moreau ", .birth_date = "1964-03-12" },
};

static void
test_names (GlassFixture  *self,
            gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CpxPatientFile) file = cpx_practice_break_glass (self->base.practice, &names[i], REASON, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (cpx_record_get_id (file->patient), ==, cpx_record_get_id (self->patient));
    }
}

/* Who opens files as usual is sent there, and nothing cries wolf in the log. */
static void
test_roles (PracticeFixture *self,
            gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1964-03-12");
  CpxGlassTarget target = { .number = cpx_record_get_id (patient) };
  gint64 n = practice_fixture_count_audit (self);
  g_autoptr(GError) error = NULL;

  g_assert_false (cpx_practice_needs_glass (self->practice));
  g_assert_null (cpx_practice_break_glass (self->practice, &target, REASON, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED);
  g_assert_cmpint (practice_fixture_count_audit (self), ==, n);
  practice_fixture_add_user (self, "accueil", CPX_ROLE_SECRETARY | CPX_ROLE_CODER);
  practice_fixture_reopen (self, "accueil", FIXTURE_PASSPHRASE);
  g_assert_false (cpx_practice_needs_glass (self->practice));
}

/* The surgeon hears of it once, when they next unlock; who did it does not hear of it as news. */
static void
test_notice (GlassFixture  *self,
             gconstpointer  data)
{
  g_autoptr(CpxPatientFile) first = break_glass (self);
  g_autoptr(CpxPatientFile) second = break_glass (self);

  g_assert_true (first->noted && second->noted);
  practice_fixture_reopen (&self->base, "gestion", FIXTURE_PASSPHRASE);
  g_assert_null (cpx_practice_get_notice (self->base.practice));
  practice_fixture_reopen (&self->base, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_nonnull (cpx_practice_get_notice (self->base.practice));
  g_assert_nonnull (strstr (cpx_practice_get_notice (self->base.practice), "2 files"));
  practice_fixture_reopen (&self->base, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_null (cpx_practice_get_notice (self->base.practice));
}

/* Who may not read the log is not told either. */
static void
test_no_notice (GlassFixture  *self,
                gconstpointer  data)
{
  g_autoptr(CpxPatientFile) file = NULL;

  practice_fixture_add_user (&self->base, "accueil", CPX_ROLE_SECRETARY);
  file = break_glass (self);
  practice_fixture_reopen (&self->base, "accueil", FIXTURE_PASSPHRASE);
  g_assert_null (cpx_practice_get_notice (self->base.practice));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CpxPatientFile **file = user_data;
  g_autoptr(GError) error = NULL;

  *file = cpx_practice_break_glass_finish (CPX_PRACTICE (source), result, &error);
  g_assert_no_error (error);
}

static void
test_async (GlassFixture  *self,
            gconstpointer  data)
{
  CpxGlassTarget target = { .number = cpx_record_get_id (self->patient) };
  g_autoptr(CpxPatientFile) file = NULL;

  cpx_practice_break_glass_async (self->base.practice, &target, REASON, opened_cb, &file);
  while (file == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (reads (self, self->patient));
}

#define GLASS_TEST(path, func) g_test_add (path, GlassFixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  GLASS_TEST ("/break-glass/entry", test_entry);
  GLASS_TEST ("/break-glass/reading", test_reading);
  GLASS_TEST ("/break-glass/nothing-else", test_nothing_else);
  GLASS_TEST ("/break-glass/ends", test_ends);
  GLASS_TEST ("/break-glass/lock-ends", test_lock_ends);
  GLASS_TEST ("/break-glass/refused", test_refused);
  GLASS_TEST ("/break-glass/names", test_names);
  FIXTURE_TEST ("/break-glass/roles", test_roles);
  GLASS_TEST ("/break-glass/notice", test_notice);
  GLASS_TEST ("/break-glass/no-notice", test_no_notice);
  GLASS_TEST ("/break-glass/async", test_async);

  return g_test_run ();
}

/* test-async.c: one day of a screen: every call that the window makes, through the main loop.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-add-patient.h"
#include "cpx-add-user.h"
#include "cpx-archive-patient.h"
#include "cpx-backup.h"
#include "cpx-change-passphrase.h"
#include "cpx-check.h"
#include "cpx-disable-user.h"
#include "cpx-drafts.h"
#include "cpx-find-duplicates.h"
#include "cpx-merge-patients.h"
#include "cpx-open-patient.h"
#include "cpx-recovery.h"
#include "cpx-remove-record.h"
#include "cpx-restore.h"
#include "cpx-save-record.h"
#include "cpx-second-factor.h"
#include "cpx-set-roles.h"
#include "cpx-slots.h"
#include "cpx-unlock.h"

#include <cpx-allergy.h>
#include <cpx-patient.h>
#include <cpx-user.h>
#include <glib/gstdio.h>

#define OTHER_PASSPHRASE "une autre phrase"

static void
keep_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

/* Calls, waits, finishes: @finish speaks of `result` and `error`. */
#define AWAIT(start, finish) \
  G_STMT_START { \
    g_autoptr(GAsyncResult) result = NULL; \
    g_autoptr(GError) error = NULL; \
    start; \
    await (&result); \
    finish; \
    g_assert_no_error (error); \
  } G_STMT_END

#define AWAIT_RECEIPT(start, finish) \
  AWAIT (start, g_autoptr(CpxReceipt) receipt = finish; g_assert_nonnull (receipt))

static CpxRecord *
add_patient (CpxPractice *practice,
             const char  *name,
             const char  *first_name)
{
  g_autoptr(CpxRecord) patient = practice_fixture_make_patient (name, first_name, "F", "1980-03-14");
  CpxRecord *saved = NULL;

  AWAIT (cpx_practice_add_patient_async (practice, patient, NULL, keep_cb, &result),
         g_autoptr(CpxReceipt) receipt = cpx_practice_add_patient_finish (practice, result, &error);
         saved = g_object_ref (cpx_receipt_get_record (receipt)));

  return saved;
}

static void
test_file (PracticeFixture *self,
           gconstpointer    data)
{
  CpxPractice *practice = self->practice;
  g_autoptr(CpxRecord) patient = add_patient (practice, "Lefèvre", "Chloé");
  const char *id = cpx_record_get_id (patient);
  g_autoptr(CpxRecord) allergy = practice_fixture_make_child (&cpx_allergy_kind, patient, CPX_ALLERGY_SUBSTANCE,
                                                              "Iode");
  const char *allergy_id = cpx_record_get_id (allergy);

  AWAIT (cpx_practice_open_patient_async (practice, id, NULL, keep_cb, &result),
         g_autoptr(CpxPatientFile) file = cpx_practice_open_patient_finish (practice, result, &error);
         g_assert_true (file->noted));
  AWAIT_RECEIPT (cpx_practice_save_record_async (practice, NULL, allergy, NULL, keep_cb, &result),
                 cpx_practice_save_record_finish (practice, result, &error));
  AWAIT_RECEIPT (cpx_practice_remove_record_async (practice, &cpx_allergy_kind, allergy_id, keep_cb, &result),
                 cpx_practice_remove_record_finish (practice, result, &error));
  AWAIT_RECEIPT (cpx_practice_restore_record_async (practice, &cpx_allergy_kind, allergy_id, keep_cb, &result),
                 cpx_practice_restore_record_finish (practice, result, &error));
  AWAIT (cpx_practice_load_async (practice, &cpx_allergy_kind, allergy_id, NULL, keep_cb, &result),
         g_autoptr(CpxRecord) read = cpx_practice_load_finish (practice, result, &error);
         g_assert_true (cpx_record_equal (read, allergy)));
  AWAIT_RECEIPT (cpx_practice_archive_patient_async (practice, id, TRUE, keep_cb, &result),
                 cpx_practice_archive_patient_finish (practice, result, &error));
}

static void
test_duplicates (PracticeFixture *self,
                 gconstpointer    data)
{
  CpxPractice *practice = self->practice;
  g_autoptr(CpxRecord) kept = add_patient (practice, "Lefèvre", "Chloé");
  g_autoptr(CpxRecord) other = add_patient (practice, "LEFEVRE", "Chloe");
  const char *other_id = cpx_record_get_id (other);

  AWAIT (cpx_practice_find_duplicates_async (practice, kept, NULL, keep_cb, &result),
         g_autoptr(GPtrArray) found = cpx_practice_find_duplicates_finish (practice, result, &error);
         g_assert_cmpuint (found->len, ==, 1));
  AWAIT (cpx_practice_list_duplicate_pairs_async (practice, NULL, keep_cb, &result),
         g_autoptr(GPtrArray) pairs = cpx_practice_list_duplicate_pairs_finish (practice, result, &error);
         g_assert_cmpuint (pairs->len, ==, 1));
  AWAIT_RECEIPT (cpx_practice_merge_patients_async (practice, cpx_record_get_id (kept), other_id, 0, keep_cb, &result),
                 cpx_practice_merge_patients_finish (practice, result, &error));
  AWAIT_RECEIPT (cpx_practice_unmerge_patients_async (practice, other_id, keep_cb, &result),
                 cpx_practice_unmerge_patients_finish (practice, result, &error));
}

static void
test_users (PracticeFixture *self,
            gconstpointer    data)
{
  CpxPractice *practice = self->practice;
  g_autoptr(CpxRecord) plain = cpx_record_new_with_texts (&cpx_user_kind, "01890000-0000-7000-8000-000000000001",
                                                          CPX_USER_LOGIN, "sylvie", CPX_USER_NAME, "Sylvie", -1);
  g_autoptr(CpxRecord) user = cpx_user_with_roles (plain, CPX_ROLE_SECRETARY);
  g_autofree char *secret = cpx_second_factor_new_secret ();

  AWAIT_RECEIPT (cpx_practice_add_user_async (practice, user, FIXTURE_PASSPHRASE, keep_cb, &result),
                 cpx_practice_add_user_finish (practice, result, &error));
  AWAIT_RECEIPT (cpx_practice_set_roles_async (practice, "sylvie", CPX_ROLE_NURSE, keep_cb, &result),
                 cpx_practice_set_roles_finish (practice, result, &error));
  AWAIT_RECEIPT (cpx_practice_change_passphrase_async (practice, "sylvie", NULL, OTHER_PASSPHRASE, keep_cb, &result),
                 cpx_practice_change_passphrase_finish (practice, result, &error));
  AWAIT_RECEIPT (cpx_practice_disable_user_async (practice, "sylvie", keep_cb, &result),
                 cpx_practice_disable_user_finish (practice, result, &error));
  AWAIT (cpx_practice_enrol_code_async (practice, FIXTURE_LOGIN, secret, "not-it", keep_cb, &result),
         g_assert_null (cpx_practice_enrol_code_finish (practice, result, &error));
         g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_CODE);
         g_clear_error (&error));
}

static void
test_drafts (PracticeFixture *self,
             gconstpointer    data)
{
  CpxPractice *practice = self->practice;
  g_autoptr(CpxRecord) draft = practice_fixture_make_patient ("Inachevé", NULL, NULL, NULL);
  g_autofree char *id = NULL;

  AWAIT (cpx_practice_save_draft_async (practice, NULL, draft, keep_cb, &result),
         g_assert_true (cpx_practice_save_draft_finish (practice, result, &error)));
  AWAIT (cpx_practice_list_drafts_async (practice, NULL, keep_cb, &result),
         g_autoptr(GPtrArray) drafts = cpx_practice_list_drafts_finish (practice, result, &error);
         id = g_strdup (((CpxFormDraft *) drafts->pdata[0])->id));
  AWAIT (cpx_practice_discard_draft_async (practice, id, keep_cb, &result),
         g_assert_true (cpx_practice_discard_draft_finish (practice, result, &error)));
}

static void
test_vault (PracticeFixture *self,
            gconstpointer    data)
{
  CpxPractice *practice = self->practice;
  g_autofree char *copy = NULL;
  g_autofree char *code = NULL;

  AWAIT (cpx_practice_backup_async (practice, NULL, keep_cb, &result),
         copy = cpx_practice_backup_finish (practice, result, &error));
  AWAIT (cpx_practice_check_async (practice, keep_cb, &result),
         g_autoptr(CpxCheckReport) report = cpx_practice_check_finish (practice, result, &error);
         g_assert_true (report->sound));
  AWAIT (cpx_practice_renew_recovery_async (practice, keep_cb, &result),
         code = cpx_practice_renew_recovery_finish (practice, result, &error));
  practice_fixture_close (self);

  AWAIT (cpx_practice_restore_async (self->path, copy, FIXTURE_LOGIN, FIXTURE_PASSPHRASE,
                                     NULL, FALSE, keep_cb, &result),
         g_autoptr(CpxRestored) restored = cpx_practice_restore_finish (result, &error);
         g_assert_nonnull (restored));
  /* The backup is older than the new code. */
  AWAIT (cpx_practice_recover_async (self->path, code, NULL, OTHER_PASSPHRASE, NULL, keep_cb, &result),
         g_assert_false (cpx_practice_recover_finish (result, &error));
         g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_PASSPHRASE);
         g_clear_error (&error));
  AWAIT (cpx_practice_recover_async (self->path, self->recovery_code, NULL, OTHER_PASSPHRASE, NULL, keep_cb, &result),
         g_assert_true (cpx_practice_recover_finish (result, &error)));
  practice_fixture_reopen (self, FIXTURE_LOGIN, OTHER_PASSPHRASE);
}

static void
test_create (PracticeFixture *self,
             gconstpointer    data)
{
  CpxPracticeSetup setup = { .practice_name = "Second cabinet", .login = "anne", .user_name = "Anne",
                             .passphrase = FIXTURE_PASSPHRASE, .kdf_cost = CPX_KDF_COST_FOR_TESTS };

  practice_fixture_close (self);
  g_free (self->path);
  self->path = g_build_filename (self->folder, "second.cpx", NULL);
  AWAIT (cpx_practice_create_async (self->path, &setup, NULL, keep_cb, &result),
         g_autofree char *code = NULL;
         self->practice = cpx_practice_create_finish (result, &code, &error);
         g_assert_nonnull (code));
  g_assert_cmpstr (cpx_practice_get_name (self->practice), ==, "Second cabinet");
  g_assert_true (cpx_practice_may (self->practice, "user:write"));
}

/* What is asked of a locked practice is refused in its callback, not lost. */
static void
test_locked (PracticeFixture *self,
             gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_make_patient ("Lefèvre", "Chloé", "F", "1980-03-14");

  AWAIT (cpx_practice_close_async (self->practice, keep_cb, &result),
         g_assert_true (cpx_practice_close_finish (self->practice, result, &error)));
  AWAIT (cpx_practice_save_record_async (self->practice, NULL, patient, NULL, keep_cb, &result),
         g_assert_null (cpx_practice_save_record_finish (self->practice, result, &error));
         g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_LOCKED);
         g_clear_error (&error));
}

static void
count_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *copy = NULL;
  g_autoptr(CpxCheckReport) report = NULL;
  guint *n_answers = user_data;

  if (g_async_result_is_tagged (result, cpx_practice_backup_async))
    copy = cpx_practice_backup_finish (CPX_PRACTICE (source), result, &error);
  else
    report = cpx_practice_check_finish (CPX_PRACTICE (source), result, &error);
  if (copy == NULL && report == NULL)
    g_assert_true (g_error_matches (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_LOCKED) ||
                   g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  *n_answers += 1;
}

/* Locked at any moment of a backup, a check and a write: each is answered, and the file is whole and free again. */
static void
test_locked_meanwhile (PracticeFixture *self,
                       gconstpointer    data)
{
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *folder = g_strdup_printf ("%s/copies-%u", self->folder, i);
      guint n_answers = 0;

      g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
      cpx_practice_backup_async (self->practice, folder, count_cb, &n_answers);
      cpx_practice_check_async (self->practice, count_cb, &n_answers);
      g_usleep (i * i * 300);
      cpx_practice_close_async (self->practice, NULL, NULL);
      g_assert_true (cpx_practice_close (self->practice, NULL));   /* waits for the other one */
      g_assert_null (cpx_practice_list_slots (self->practice, NULL));
      while (n_answers < 2)
        g_main_context_iteration (NULL, TRUE);
      practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
    }
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  FIXTURE_TEST ("/async/file", test_file);
  FIXTURE_TEST ("/async/duplicates", test_duplicates);
  FIXTURE_TEST ("/async/users", test_users);
  FIXTURE_TEST ("/async/drafts", test_drafts);
  FIXTURE_TEST ("/async/vault", test_vault);
  FIXTURE_TEST ("/async/create", test_create);
  FIXTURE_TEST ("/async/locked", test_locked);
  FIXTURE_TEST ("/async/locked-meanwhile", test_locked_meanwhile);

  return g_test_run ();
}

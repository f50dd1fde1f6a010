/* test-users.c: who is added, disabled, given roles, passphrases and keys; and the printed code.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-add-user.h"
#include "cpx-change-passphrase.h"
#include "cpx-disable-user.h"
#include "cpx-practice-private.h"
#include "cpx-recovery.h"
#include "cpx-save-record.h"
#include "cpx-set-roles.h"
#include "cpx-slots.h"
#include "cpx-unlock.h"

#include <cpx-user.h>
#include <string.h>

#define OTHER_PASSPHRASE "une autre phrase"

static gboolean
can_unlock (PracticeFixture *self,
            const char      *login,
            const char      *passphrase)
{
  g_autoptr(CpxPractice) practice = NULL;

  practice_fixture_close (self);
  practice = cpx_practice_unlock (self->path, login, passphrase, NULL, NULL);
  if (practice != NULL)
    cpx_practice_close (practice, NULL);

  return practice != NULL;
}

static void
assert_refused (CpxReceipt       *receipt,
                GError          **error,
                CpxPracticeError  code)
{
  g_assert_null (receipt);
  g_assert_error (*error, CPX_PRACTICE_ERROR, (int) code);
  g_clear_error (error);
}

static void
test_add (PracticeFixture *self,
          gconstpointer    data)
{
  practice_fixture_add_user (self, "sylvie", CPX_ROLE_SECRETARY);
  practice_fixture_reopen (self, "sylvie", FIXTURE_PASSPHRASE);
  g_assert_cmpuint (cpx_practice_get_roles (self->practice), ==, CPX_ROLE_SECRETARY);
}

static void
test_add_refused (PracticeFixture *self,
                  gconstpointer    data)
{
  g_autoptr(CpxRecord) plain = cpx_record_new_with_texts (&cpx_user_kind, "01890000-0000-7000-8000-000000000001",
                                                          CPX_USER_LOGIN, "sylvie", CPX_USER_NAME, "Sylvie", -1);
  g_autoptr(CpxRecord) user = cpx_user_with_roles (plain, CPX_ROLE_SECRETARY);
  g_autoptr(CpxRecord) again = cpx_record_with_text (user, CPX_USER_LOGIN, FIXTURE_LOGIN);
  GError *error = NULL;

  assert_refused (cpx_practice_add_user (self->practice, user, "court", &error), &error, CPX_PRACTICE_ERROR_INVALID);
  assert_refused (cpx_practice_add_user (self->practice, user, "onze lettre", &error), &error,
                  CPX_PRACTICE_ERROR_INVALID);
  assert_refused (cpx_practice_add_user (self->practice, plain, OTHER_PASSPHRASE, &error),
                  &error, CPX_PRACTICE_ERROR_INVALID);
  assert_refused (cpx_practice_add_user (self->practice, again, OTHER_PASSPHRASE, &error),
                  &error, CPX_PRACTICE_ERROR_REFUSED);
  /* Without a passphrase there is no user. */
  assert_refused (cpx_practice_save_record (self->practice, NULL, user, &error), &error, CPX_PRACTICE_ERROR_REFUSED);
  g_assert_cmpint (practice_fixture_count (self, &cpx_user_kind), ==, 1);
  g_assert_true (can_unlock (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE));
  g_assert_false (can_unlock (self, "sylvie", OTHER_PASSPHRASE));
}

static void
test_not_admin (PracticeFixture *self,
                gconstpointer    data)
{
  GError *error = NULL;

  practice_fixture_add_user (self, "sylvie", CPX_ROLE_SECRETARY);
  practice_fixture_reopen (self, "sylvie", FIXTURE_PASSPHRASE);
  assert_refused (cpx_practice_disable_user (self->practice, FIXTURE_LOGIN, &error), &error,
                  CPX_PRACTICE_ERROR_NOT_ALLOWED);
  assert_refused (cpx_practice_set_roles (self->practice, "sylvie", CPX_ROLE_ADMIN, &error), &error,
                  CPX_PRACTICE_ERROR_NOT_ALLOWED);
  assert_refused (cpx_practice_change_passphrase (self->practice, FIXTURE_LOGIN, NULL, OTHER_PASSPHRASE, &error),
                  &error, CPX_PRACTICE_ERROR_NOT_ALLOWED);
  assert_refused (cpx_practice_revoke_slot (self->practice, FIXTURE_LOGIN, &error), &error,
                  CPX_PRACTICE_ERROR_NOT_ALLOWED);
  g_assert_null (cpx_practice_list_slots (self->practice, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  g_assert_null (cpx_practice_renew_recovery (self->practice, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
}

static void
test_own_passphrase (PracticeFixture *self,
                     gconstpointer    data)
{
  GError *error = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  assert_refused (cpx_practice_change_passphrase (self->practice, FIXTURE_LOGIN, "pas la bonne", OTHER_PASSPHRASE,
                                                  &error), &error, CPX_PRACTICE_ERROR_WRONG_PASSPHRASE);
  assert_refused (cpx_practice_change_passphrase (self->practice, FIXTURE_LOGIN, NULL, OTHER_PASSPHRASE, &error),
                  &error, CPX_PRACTICE_ERROR_WRONG_PASSPHRASE);
  assert_refused (cpx_practice_change_passphrase (self->practice, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, "court", &error),
                  &error, CPX_PRACTICE_ERROR_INVALID);
  receipt = cpx_practice_change_passphrase (self->practice, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, OTHER_PASSPHRASE,
                                            &error);
  g_assert_no_error (error);
  g_assert_false (can_unlock (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE));
  g_assert_true (can_unlock (self, FIXTURE_LOGIN, OTHER_PASSPHRASE));
}

static void
test_disable (PracticeFixture *self,
              gconstpointer    data)
{
  GError *error = NULL;
  g_autoptr(CpxReceipt) disabled = NULL;
  g_autoptr(CpxReceipt) enabled = NULL;

  practice_fixture_add_user (self, "sylvie", CPX_ROLE_SECRETARY);
  assert_refused (cpx_practice_disable_user (self->practice, FIXTURE_LOGIN, &error),
                  &error, CPX_PRACTICE_ERROR_REFUSED);
  assert_refused (cpx_practice_disable_user (self->practice, "personne", &error), &error, CPX_PRACTICE_ERROR_NOT_FOUND);
  disabled = cpx_practice_disable_user (self->practice, "sylvie", &error);
  g_assert_no_error (error);
  g_assert_true (cpx_record_get_boolean (cpx_receipt_get_record (disabled), CPX_USER_DISABLED));
  g_assert_false (can_unlock (self, "sylvie", FIXTURE_PASSPHRASE));

  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  enabled = cpx_practice_change_passphrase (self->practice, "sylvie", NULL, OTHER_PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_true (can_unlock (self, "sylvie", OTHER_PASSPHRASE));
}

static gboolean
tells_of_last_surgeon (CpxReceipt *receipt)
{
  GPtrArray *findings = cpx_receipt_get_findings (receipt);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      if (g_str_equal (((CpxFinding *) g_ptr_array_index (findings, i))->rule, "user.last-surgeon"))
        return TRUE;
    }

  return FALSE;
}

/* The last surgeon may go, and it is said; one of two goes without a word. */
static void
test_last_surgeon (PracticeFixture *self,
                   gconstpointer    data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) one = NULL;
  g_autoptr(CpxReceipt) other = NULL;
  g_autoptr(CpxReceipt) back = NULL;
  g_autoptr(CpxReceipt) disabled = NULL;

  practice_fixture_add_user (self, "yves", CPX_ROLE_SURGEON);
  one = cpx_practice_set_roles (self->practice, FIXTURE_LOGIN, CPX_ROLE_ADMIN, &error);
  g_assert_no_error (error);
  g_assert_false (tells_of_last_surgeon (one));
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  other = cpx_practice_set_roles (self->practice, "yves", CPX_ROLE_NURSE, &error);
  g_assert_no_error (error);
  g_assert_true (tells_of_last_surgeon (other));
  g_assert_nonnull (cpx_receipt_get_change_id (other));
  back = cpx_practice_set_roles (self->practice, "yves", CPX_ROLE_SURGEON, &error);
  g_assert_no_error (error);
  g_assert_false (tells_of_last_surgeon (back));
  disabled = cpx_practice_disable_user (self->practice, "yves", &error);
  g_assert_no_error (error);
  g_assert_true (tells_of_last_surgeon (disabled));
  g_assert_true (cpx_record_get_boolean (cpx_receipt_get_record (disabled), CPX_USER_DISABLED));
}

static void
test_last_admin (PracticeFixture *self,
                 gconstpointer    data)
{
  GError *error = NULL;
  g_autoptr(CpxReceipt) revoked = NULL;
  g_autoptr(CpxReceipt) given = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  assert_refused (cpx_practice_set_roles (self->practice, FIXTURE_LOGIN, CPX_ROLE_SURGEON, &error), &error,
                  CPX_PRACTICE_ERROR_REFUSED);
  practice_fixture_add_user (self, "sylvie", CPX_ROLE_SECRETARY | CPX_ROLE_ADMIN);
  /* One whose key was revoked could not unlock: she is none until she has a key again. */
  revoked = cpx_practice_revoke_slot (self->practice, "sylvie", &error);
  g_assert_no_error (error);
  assert_refused (cpx_practice_set_roles (self->practice, FIXTURE_LOGIN, CPX_ROLE_SURGEON, &error), &error,
                  CPX_PRACTICE_ERROR_REFUSED);
  given = cpx_practice_change_passphrase (self->practice, "sylvie", NULL, OTHER_PASSPHRASE, &error);
  g_assert_no_error (error);
  receipt = cpx_practice_set_roles (self->practice, FIXTURE_LOGIN, CPX_ROLE_SURGEON, &error);
  g_assert_no_error (error);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_cmpuint (cpx_practice_get_roles (self->practice), ==, CPX_ROLE_SURGEON);
}

static void
test_login_is_for_life (PracticeFixture *self,
                        gconstpointer    data)
{
  CpxRecord *user = cpx_practice_get_user (self->practice);
  g_autoptr(CpxRecord) renamed = cpx_record_with_text (user, CPX_USER_LOGIN, "autre");
  g_autoptr(CpxRecord) with_name = cpx_record_with_text (user, CPX_USER_NAME, "Pr Martin");
  g_autoptr(CpxRecord) saved = NULL;
  GError *error = NULL;

  assert_refused (cpx_practice_save_record (self->practice, user, renamed, &error), &error, CPX_PRACTICE_ERROR_INVALID);
  saved = practice_fixture_save (self, user, with_name);
  g_assert_cmpstr (cpx_record_get_text (saved, CPX_USER_NAME), ==, "Pr Martin");
}

static guint
count_slots (PracticeFixture *self,
             gboolean         recovery)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) slots = cpx_practice_list_slots (self->practice, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < slots->len; i++)
    n += (((CpxSlotInfo *) slots->pdata[i])->login == NULL) == recovery ? 1 : 0;

  return n;
}

static void
test_slots (PracticeFixture *self,
            gconstpointer    data)
{
  GError *error = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  practice_fixture_add_user (self, "sylvie", CPX_ROLE_SECRETARY);
  g_assert_cmpuint (count_slots (self, FALSE), ==, 2);
  g_assert_cmpuint (count_slots (self, TRUE), ==, 1);
  assert_refused (cpx_practice_revoke_slot (self->practice, FIXTURE_LOGIN, &error), &error, CPX_PRACTICE_ERROR_REFUSED);
  assert_refused (cpx_practice_revoke_slot (self->practice, "personne", &error), &error, CPX_PRACTICE_ERROR_NOT_FOUND);
  receipt = cpx_practice_revoke_slot (self->practice, "sylvie", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_slots (self, FALSE), ==, 1);
  g_assert_false (can_unlock (self, "sylvie", FIXTURE_PASSPHRASE));
}

static void
test_recover (PracticeFixture *self,
              gconstpointer    data)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) actions = NULL;

  practice_fixture_add_user (self, "sylvie", CPX_ROLE_SECRETARY);
  practice_fixture_close (self);
  g_assert_false (cpx_practice_recover (self->path, self->recovery_code, "sylvie", OTHER_PASSPHRASE, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (cpx_practice_recover (self->path, self->recovery_code, NULL, "court", &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (cpx_practice_recover (self->path, self->recovery_code, NULL, OTHER_PASSPHRASE, &error));
  g_assert_no_error (error);
  g_assert_false (can_unlock (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE));
  practice_fixture_reopen (self, FIXTURE_LOGIN, OTHER_PASSPHRASE);
  actions = practice_fixture_list_actions (self);
  g_assert_true (g_strv_contains ((const char * const *) actions, "practice.recovered"));
}

static void
test_recovery_code (PracticeFixture *self,
                    gconstpointer    data)
{
  g_autofree char *typo = g_strdup (self->recovery_code);
  g_autofree char *half = g_strndup (self->recovery_code, strlen (self->recovery_code) / 2);
  g_autofree char *loose = g_ascii_strdown (self->recovery_code, -1);
  g_autofree char *renewed = NULL;
  g_autoptr(GError) error = NULL;

  typo[0] = typo[0] == 'A' ? 'B' : 'A';
  g_strdelimit (loose, "-", ' ');
  g_assert_cmpint (cpx_recovery_check_code (self->recovery_code), ==, CPX_RECOVERY_CODE_OK);
  g_assert_cmpint (cpx_recovery_check_code (loose), ==, CPX_RECOVERY_CODE_OK);
  g_assert_cmpint (cpx_recovery_check_code (typo), ==, CPX_RECOVERY_CODE_TYPO);
  g_assert_cmpint (cpx_recovery_check_code (half), ==, CPX_RECOVERY_CODE_INCOMPLETE);
  g_assert_cmpint (cpx_recovery_check_code (""), ==, CPX_RECOVERY_CODE_INCOMPLETE);
  g_assert_cmpuint (cpx_recovery_count_missing (""), ==, 28);
  g_assert_cmpuint (cpx_recovery_count_missing (half), ==, 14);
  g_assert_cmpuint (cpx_recovery_count_missing (self->recovery_code), ==, 0);

  renewed = cpx_practice_renew_recovery (self->practice, &error);
  g_assert_no_error (error);
  practice_fixture_close (self);
  g_assert_false (cpx_practice_recover (self->path, self->recovery_code, NULL, OTHER_PASSPHRASE, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_PASSPHRASE);
  g_clear_error (&error);
  g_assert_true (cpx_practice_recover (self->path, renewed, FIXTURE_LOGIN, OTHER_PASSPHRASE, &error));
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  FIXTURE_TEST ("/users/add", test_add);
  FIXTURE_TEST ("/users/add-refused", test_add_refused);
  FIXTURE_TEST ("/users/not-admin", test_not_admin);
  FIXTURE_TEST ("/users/own-passphrase", test_own_passphrase);
  FIXTURE_TEST ("/users/disable", test_disable);
  FIXTURE_TEST ("/users/last-admin", test_last_admin);
  FIXTURE_TEST ("/users/last-surgeon", test_last_surgeon);
  FIXTURE_TEST ("/users/login-is-for-life", test_login_is_for_life);
  FIXTURE_TEST ("/users/slots", test_slots);
  FIXTURE_TEST ("/recovery/recover", test_recover);
  FIXTURE_TEST ("/recovery/code", test_recovery_code);

  return g_test_run ();
}

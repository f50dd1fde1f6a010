/* test-key-faults.c: the n-th write or sync fails while who may open the vault changes, for every n.
 *
 * Told that it failed: what opened the vault still does, and nothing else. Told that it is done: the new one opens it,
 * the old one no more. A dead process told nobody anything: one of the two, and the log knows of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-add-user.h"
#include "cpx-change-passphrase.h"
#include "cpx-disable-user.h"
#include "cpx-practice-private.h"
#include "cpx-recovery.h"
#include "cpx-slots.h"
#include "cpx-system-file.h"
#include "cpx-unlock.h"
#include "fault-vfs.h"
#include "vault-fixture.h"

#include <cpx-user.h>
#include <glib/gstdio.h>

#define OTHER_PASSPHRASE "une autre phrase"
#define MAX_FAULTS 400

typedef enum {
  DEED_CHANGE,
  DEED_RENEW,
  DEED_ADD,
  DEED_DISABLE,
  DEED_REVOKE,
  DEED_RECOVER,
} Deed;

typedef struct
{
  const char *name;
  Deed        deed;
  const char *action;   /* that the log says before it is done */
  const char *refusal;  /* and once it was not */
} DeedCase;

static const DeedCase deed_cases[] = {
  { "change", DEED_CHANGE, "user.passphrase-changed", "user.passphrase-not-changed" },
  { "renew", DEED_RENEW, "recovery.renewed", "recovery.not-renewed" },
  { "add", DEED_ADD, "user.created", "user.passphrase-not-changed" },
  { "disable", DEED_DISABLE, "user.disabled", "slot.not-revoked" },
  { "revoke", DEED_REVOKE, "slot.revoked", "slot.not-revoked" },
  { "recover", DEED_RECOVER, "practice.recovered", "user.passphrase-not-changed" },
};

typedef struct
{
  const char *name;
  FaultKind   kind;
  FaultClass  classes;
} FaultCase;

static const FaultCase fault_cases[] = {
  { "write-fails", FAULT_ERROR_ONCE, FAULT_ON_WRITE },
  { "sync-fails", FAULT_ERROR_ONCE, FAULT_ON_SYNC },
  { "disk-full", FAULT_FULL_FOREVER, FAULT_ON_WRITE },
  { "death", FAULT_DEATH, FAULT_ON_WRITE | FAULT_ON_SYNC },
};

typedef struct
{
  const DeedCase  *deed;
  const FaultCase *fault;
} TestCase;

static gboolean
opens (PracticeFixture *self,
       const char      *login,
       const char      *text)
{
  g_autoptr(CpxSecret) secret = cpx_secret_new_from_text (text);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxVault) vault = login != NULL
                                ? cpx_vault_unlock (self->path, login, secret, CPX_VAULT_OPEN_DEFAULT, &error)
                                : cpx_vault_unlock_recovery (self->path, secret, CPX_VAULT_OPEN_DEFAULT, &error);

  if (vault == NULL && !g_error_matches (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BAD_PASSPHRASE))
    g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BAD_RECOVERY_CODE);
  if (vault != NULL)
    g_assert_true (cpx_vault_close (vault, NULL));

  return vault != NULL;
}

static CpxReceipt *
add_somebody (CpxPractice  *practice,
              GError      **error)
{
  g_autoptr(CpxRecord) plain = cpx_record_new_with_texts (&cpx_user_kind, "01890000-0000-7000-8000-000000000002",
                                                          CPX_USER_LOGIN, "nadia", CPX_USER_NAME, "Nadia", -1);
  g_autoptr(CpxRecord) user = cpx_user_with_roles (plain, CPX_ROLE_NURSE);

  return cpx_practice_add_user (practice, user, OTHER_PASSPHRASE, error);
}

/* What was told: NULL, or something; and the new recovery code. */
static gboolean
do_deed (CpxPractice  *practice,
         Deed          deed,
         char        **out_code,
         GError      **error)
{
  g_autoptr(CpxReceipt) receipt = NULL;

  switch (deed)
    {
    case DEED_CHANGE:
      receipt = cpx_practice_change_passphrase (practice, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, OTHER_PASSPHRASE, error);
      break;
    case DEED_ADD:
      receipt = add_somebody (practice, error);
      break;
    case DEED_DISABLE:
      receipt = cpx_practice_disable_user (practice, "sylvie", error);
      break;
    case DEED_REVOKE:
      receipt = cpx_practice_revoke_slot (practice, "sylvie", error);
      break;
    case DEED_RENEW:
    case DEED_RECOVER:
    default:
      *out_code = cpx_practice_renew_recovery (practice, error);
      return *out_code != NULL;
    }

  return receipt != NULL;
}

static gboolean
was_struck (PracticeFixture  *self,
            const TestCase   *test,
            guint             n,
            char            **out_code,
            gboolean         *out_done,
            GError          **error)
{
  gboolean is_struck;

  if (test->deed->deed == DEED_RECOVER)
    {
      fault_vfs_arm (test->fault->kind, test->fault->classes, n, 1);
      *out_done = cpx_practice_recover (self->path, self->recovery_code, NULL, OTHER_PASSPHRASE, error);
    }
  else
    {
      self->practice = cpx_practice_unlock (self->path, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, error);
      g_assert_no_error (*error);
      fault_vfs_arm (test->fault->kind, test->fault->classes, n, 1);
      *out_done = do_deed (self->practice, test->deed->deed, out_code, error);
    }
  is_struck = fault_vfs_has_struck ();
  if (test->fault->kind != FAULT_DEATH)
    fault_vfs_disarm ();
  if (self->practice != NULL)
    cpx_practice_close (self->practice, NULL);
  g_clear_object (&self->practice);
  fault_vfs_disarm ();

  return is_struck;
}

/* Whether the vault opens as it did before, or as it was to after. */
static void
look_who_opens (PracticeFixture *self,
                Deed             deed,
                const char      *new_code,
                gboolean        *out_before,
                gboolean        *out_after)
{
  switch (deed)
    {
    case DEED_RENEW:
      *out_before = opens (self, NULL, self->recovery_code);
      *out_after = new_code != NULL ? opens (self, NULL, new_code) : !*out_before;
      break;
    case DEED_ADD:
      *out_after = opens (self, "nadia", OTHER_PASSPHRASE);
      *out_before = !*out_after;
      break;
    case DEED_DISABLE:
    case DEED_REVOKE:
      *out_before = opens (self, "sylvie", FIXTURE_PASSPHRASE);
      *out_after = !*out_before;
      break;
    case DEED_CHANGE:
    case DEED_RECOVER:
    default:
      *out_before = opens (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
      *out_after = opens (self, FIXTURE_LOGIN, OTHER_PASSPHRASE);
      break;
    }
}

static guint
count_action (char       **actions,
              const char  *action)
{
  guint n = 0;

  for (; *actions != NULL; actions++)
    n += g_str_equal (*actions, action) ? 1 : 0;

  return n;
}

/* What is done is in the log; what is in the log and could not be done is taken back there, unless the very commit was
 * of unknown outcome. How often it was taken back.
 */
static guint
assert_log (PracticeFixture *self,
            const TestCase  *test,
            gboolean         is_new,
            guint            n_before)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) actions = NULL;
  gboolean is_own = test->deed->deed == DEED_CHANGE || test->deed->deed == DEED_RECOVER;
  guint n_refusals;
  guint n;

  self->practice = cpx_practice_unlock (self->path, FIXTURE_LOGIN,
                                        is_new && is_own ? OTHER_PASSPHRASE : FIXTURE_PASSPHRASE, NULL, &error);
  g_assert_no_error (error);
  actions = practice_fixture_list_actions (self);
  n = count_action (actions, test->deed->action) - n_before;
  n_refusals = count_action (actions, test->deed->refusal);
  practice_fixture_close (self);
  if (is_new)
    g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (n_refusals, <=, is_new ? 0 : n);

  return n_refusals;
}

static guint
count_before (PracticeFixture *self,
              const char      *action)
{
  g_auto(GStrv) actions = practice_fixture_list_actions (self);

  return count_action (actions, action);
}

static void
test_deed (PracticeFixture *self,
           gconstpointer    data)
{
  const TestCase *test = data;
  g_autofree char *pristine = g_build_filename (self->folder, "pristine", NULL);
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  guint n_before;
  guint n_refusals = 0;
  guint n = 0;

  practice_fixture_add_user (self, "sylvie", CPX_ROLE_SECRETARY);
  n_before = count_before (self, test->deed->action);
  practice_fixture_close (self);
  vault_fixture_copy (self->path, pristine);
  for (gboolean is_struck = TRUE; is_struck;)
    {
      g_autofree char *new_code = NULL;
      g_autoptr(GError) error = NULL;
      gboolean done = FALSE;
      gboolean before;
      gboolean after;

      g_assert_cmpuint (++n, <, MAX_FAULTS);
      vault_fixture_copy (pristine, self->path);
      g_unlink (log);
      is_struck = was_struck (self, test, n, &new_code, &done, &error);
      g_assert_true (done == (error == NULL));
      look_who_opens (self, test->deed->deed, new_code, &before, &after);
      g_test_message ("%u: %s%s", n, done ? "done" : "failed: ", done ? "" : error->message);
      if (done || test->fault->kind != FAULT_DEATH)
        g_assert_cmpint (after, ==, done);
      g_assert_cmpint (before, !=, after);
      n_refusals += assert_log (self, test, after, n_before);
    }
  g_assert_cmpuint (n, >, 3);
  if (test->fault->kind == FAULT_ERROR_ONCE)
    g_assert_cmpuint (n_refusals, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  static TestCase tests[G_N_ELEMENTS (deed_cases) * G_N_ELEMENTS (fault_cases)];
  TestCase *test = tests;

  practice_fixture_init (&argc, &argv);
  cpx_system_file_set_vfs (fault_vfs_install ());
  for (gsize i = 0; i < G_N_ELEMENTS (deed_cases); i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (fault_cases); j++, test++)
        {
          g_autofree char *path = g_strdup_printf ("/key-faults/%s/%s", deed_cases[i].name, fault_cases[j].name);

          *test = (TestCase) { &deed_cases[i], &fault_cases[j] };
          g_test_add (path, PracticeFixture, test, practice_fixture_set_up, test_deed, practice_fixture_tear_down);
        }
    }

  return g_test_run ();
}

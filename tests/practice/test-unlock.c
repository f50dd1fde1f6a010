/* test-unlock.c: who comes in, how failures look alike, and what the log says of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-disable-user.h"
#include "cpx-second-factor.h"
#include "cpx-unlock-private.h"
#include "cpx-unlock.h"

#include <cpx-clock.h>
#include <cpx-user.h>
#include <string.h>

#define NOW_US (G_GINT64_CONSTANT (1900000000) * G_USEC_PER_SEC)

static void
assert_unlock_fails (PracticeFixture  *self,
                     const char       *login,
                     const char       *passphrase,
                     const char       *code,
                     CpxPracticeError  expected,
                     char            **out_message)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPractice) practice = cpx_practice_unlock (self->path, login, passphrase, code, &error);

  g_assert_null (practice);
  g_assert_error (error, CPX_PRACTICE_ERROR, (int) expected);
  if (out_message != NULL)
    *out_message = g_strdup (error->message);
}

static guint
count_action (PracticeFixture *self,
              const char      *action)
{
  g_auto(GStrv) actions = practice_fixture_list_actions (self);
  guint n = 0;

  for (char **one = actions; *one != NULL; one++)
    n += strcmp (*one, action) == 0 ? 1 : 0;

  return n;
}

static void
test_right (PracticeFixture *self,
            gconstpointer    data)
{
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);

  g_assert_cmpstr (cpx_practice_get_name (self->practice), ==, "Cabinet d’essai");
  g_assert_cmpstr (cpx_practice_get_path (self->practice), ==, self->path);
  g_assert_cmpuint (cpx_practice_get_roles (self->practice), ==, CPX_ROLE_SURGEON | CPX_ROLE_ADMIN);
  g_assert_cmpstr (cpx_record_get_text (cpx_practice_get_user (self->practice), CPX_USER_LOGIN), ==, FIXTURE_LOGIN);
  g_assert_false (cpx_practice_is_demonstration (self->practice));
  g_assert_null (cpx_practice_get_notice (self->practice));
  g_assert_true (cpx_practice_may (self->practice, "patient:read"));
  g_assert_cmpuint (count_action (self, "practice.unlocked"), ==, 1);
}

static void
test_logins (PracticeFixture *self,
             gconstpointer    data)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) logins = NULL;

  practice_fixture_add_user (self, "sylvie", CPX_ROLE_SECRETARY);
  logins = cpx_practice_list_logins (self->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (logins), ==, 2);
  g_assert_cmpstr (logins[0], ==, FIXTURE_LOGIN);
  g_assert_cmpstr (logins[1], ==, "sylvie");
}

/* Nobody learns whether a login exists, and the log learns all of it. */
static void
test_wrong (PracticeFixture *self,
            gconstpointer    data)
{
  g_autofree char *wrong_passphrase = NULL;
  g_autofree char *wrong_login = NULL;

  practice_fixture_close (self);
  assert_unlock_fails (self, FIXTURE_LOGIN, "autre chose", NULL, CPX_PRACTICE_ERROR_WRONG_PASSPHRASE,
                       &wrong_passphrase);
  assert_unlock_fails (self, "personne", FIXTURE_PASSPHRASE, NULL, CPX_PRACTICE_ERROR_WRONG_PASSPHRASE, &wrong_login);
  g_assert_cmpstr (wrong_passphrase, ==, wrong_login);

  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_cmpuint (count_action (self, "practice.unlock-failed"), ==, 2);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_cmpuint (count_action (self, "practice.unlock-failed"), ==, 2);
}

static void
test_delay (PracticeFixture *self,
            gconstpointer    data)
{
  practice_fixture_close (self);
  cpx_clock_stop (NOW_US);
  for (int i = 0; i < 3; i++)
    assert_unlock_fails (self, FIXTURE_LOGIN, "autre chose", NULL, CPX_PRACTICE_ERROR_WRONG_PASSPHRASE, NULL);
  g_assert_cmpint (cpx_practice_get_wait_us (self->path, FIXTURE_LOGIN), ==, G_USEC_PER_SEC);
  /* Even the right one waits, and waiting is no failure. */
  assert_unlock_fails (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, CPX_PRACTICE_ERROR_TOO_SOON, NULL);
  g_assert_cmpint (cpx_practice_get_wait_us (self->path, FIXTURE_LOGIN), ==, G_USEC_PER_SEC);
  g_assert_cmpint (cpx_practice_get_wait_us (self->path, "sylvie"), ==, 0);

  cpx_clock_stop (NOW_US + G_USEC_PER_SEC);
  assert_unlock_fails (self, FIXTURE_LOGIN, "autre chose", NULL, CPX_PRACTICE_ERROR_WRONG_PASSPHRASE, NULL);
  g_assert_cmpint (cpx_practice_get_wait_us (self->path, FIXTURE_LOGIN), ==, 2 * G_USEC_PER_SEC);
  cpx_clock_stop (NOW_US + 3 * G_USEC_PER_SEC);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_cmpint (cpx_practice_get_wait_us (self->path, FIXTURE_LOGIN), ==, 0);
  g_assert_cmpuint (count_action (self, "practice.unlock-failed"), ==, 4);
  practice_fixture_close (self);
  cpx_clock_resume ();
}

static void
enrol (PracticeFixture *self,
       const char      *secret)
{
  g_autofree char *code = practice_fixture_make_code (secret, NOW_US);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) refused = cpx_practice_enrol_code (self->practice, FIXTURE_LOGIN, secret, "000000", &error);
  g_autoptr(CpxReceipt) receipt = NULL;

  g_assert_null (refused);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_CODE);
  g_clear_error (&error);
  g_assert_false (cpx_practice_has_code (self->practice, FIXTURE_LOGIN));
  receipt = cpx_practice_enrol_code (self->practice, FIXTURE_LOGIN, secret, code, &error);
  g_assert_no_error (error);
  g_assert_true (cpx_practice_has_code (self->practice, FIXTURE_LOGIN));
}

/* Each code is good once: the one that enrolled, and the one that unlocked. */
static void
test_second_factor (PracticeFixture *self,
                    gconstpointer    data)
{
  g_autofree char *secret = cpx_second_factor_new_secret ();
  g_autofree char *first = practice_fixture_make_code (secret, NOW_US);
  g_autofree char *second = practice_fixture_make_code (secret, NOW_US + 60 * (gint64) G_USEC_PER_SEC);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  practice_fixture_close (self);
  cpx_clock_stop (NOW_US);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  enrol (self, secret);
  practice_fixture_close (self);

  assert_unlock_fails (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, CPX_PRACTICE_ERROR_NEED_CODE, NULL);
  assert_unlock_fails (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, first, CPX_PRACTICE_ERROR_WRONG_CODE, NULL);
  assert_unlock_fails (self, FIXTURE_LOGIN, "autre chose", first, CPX_PRACTICE_ERROR_WRONG_PASSPHRASE, NULL);

  cpx_clock_stop (NOW_US + 60 * (gint64) G_USEC_PER_SEC);
  self->practice = cpx_practice_unlock (self->path, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, second, &error);
  g_assert_no_error (error);
  practice_fixture_close (self);
  assert_unlock_fails (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, second, CPX_PRACTICE_ERROR_WRONG_CODE, NULL);

  cpx_clock_stop (NOW_US + 3600 * (gint64) G_USEC_PER_SEC);
  g_free (second);
  second = practice_fixture_make_code (secret, NOW_US + 3600 * (gint64) G_USEC_PER_SEC);
  self->practice = cpx_practice_unlock (self->path, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, second, &error);
  g_assert_no_error (error);
  receipt = cpx_practice_remove_code (self->practice, FIXTURE_LOGIN, &error);
  g_assert_no_error (error);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  practice_fixture_close (self);
  cpx_clock_resume ();
}

/* A restore asks for a code without being an unlock: that one is used up as well. */
static void
test_quiet_code (PracticeFixture *self,
                 gconstpointer    data)
{
  const gint64 later_us = NOW_US + 60 * (gint64) G_USEC_PER_SEC;
  g_autofree char *secret = cpx_second_factor_new_secret ();
  g_autofree char *code = practice_fixture_make_code (secret, later_us);
  g_autoptr(CpxPractice) quiet = NULL;
  g_autoptr(GError) error = NULL;

  practice_fixture_close (self);
  cpx_clock_stop (NOW_US);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  enrol (self, secret);
  practice_fixture_close (self);

  cpx_clock_stop (later_us);
  quiet = cpx_unlock_quietly (self->path, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, code, &error);
  g_assert_no_error (error);
  g_assert_true (cpx_practice_close (quiet, NULL));
  assert_unlock_fails (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, code, CPX_PRACTICE_ERROR_WRONG_CODE, NULL);
  cpx_clock_resume ();
}

static void
test_uri (void)
{
  g_autofree char *secret = cpx_second_factor_new_secret ();
  g_autofree char *uri = cpx_second_factor_make_uri (secret, "martin", "Cabinet");

  g_assert_true (g_str_has_prefix (uri, "otpauth://totp/"));
  g_assert_nonnull (strstr (uri, secret));
  g_assert_null (cpx_second_factor_make_uri ("not base 32!", "martin", "Cabinet"));
}

static void
test_held (PracticeFixture *self,
           gconstpointer    data)
{
  assert_unlock_fails (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, CPX_PRACTICE_ERROR_HELD, NULL);
}

static void
test_files (PracticeFixture *self,
            gconstpointer    data)
{
  g_autofree char *none = g_build_filename (self->folder, "none.cpx", NULL);
  g_autofree char *text = g_build_filename (self->folder, "text.cpx", NULL);
  g_autofree char *contents = g_strnfill (20000, 'x');
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (text, contents, -1, NULL));
  g_assert_null (cpx_practice_unlock (none, "a", "b", NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (cpx_practice_unlock (text, "a", "b", NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "text.cpx"));
  g_clear_error (&error);
  g_assert_null (cpx_practice_list_logins (self->folder, &error));
  g_assert_nonnull (error);
}

static void
unlocked_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  PracticeFixture *self = user_data;
  g_autoptr(GError) error = NULL;

  self->practice = cpx_practice_unlock_finish (result, &error);
  g_assert_no_error (error);
}

static void
locked_cb (CpxPractice *practice,
           gpointer     user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_assert_true (cpx_practice_close_finish (CPX_PRACTICE (source), result, NULL));
  *(gboolean *) user_data = TRUE;
}

static void
test_async (PracticeFixture *self,
            gconstpointer    data)
{
  gboolean locked = FALSE;
  gboolean closed = FALSE;

  practice_fixture_close (self);
  cpx_practice_unlock_async (self->path, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, NULL, unlocked_cb, self);
  while (self->practice == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_signal_connect (self->practice, "locked", G_CALLBACK (locked_cb), &locked);
  cpx_practice_close_async (self->practice, closed_cb, &closed);
  g_assert_true (locked);
  g_assert_true (cpx_practice_is_locked (self->practice));
  while (!closed)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_create_refused (PracticeFixture *self,
                     gconstpointer    data)
{
  static const struct
  {
    const char       *practice_name;
    const char       *login;
    const char       *passphrase;
    CpxPracticeError  code;
  } cases[] = {
    { "Cabinet", "martin", "court", CPX_PRACTICE_ERROR_INVALID },
    { "Cabinet", "martinmartin", "MartinMartin", CPX_PRACTICE_ERROR_INVALID },
    { "Cabinet", "martin", "\xff\xfe-not-text", CPX_PRACTICE_ERROR_INVALID },
    { "Cabinet", "Martin Dupont", "une phrase de passe", CPX_PRACTICE_ERROR_INVALID },
    { "", "martin", "une phrase de passe", CPX_PRACTICE_ERROR_INVALID },
  };
  g_autofree char *path = g_build_filename (self->folder, "new", "other.cpx", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CpxPracticeSetup setup = { .practice_name = cases[i].practice_name, .login = cases[i].login,
                                 .user_name = "Dr Martin", .passphrase = cases[i].passphrase,
                                 .kdf_cost = CPX_KDF_COST_FOR_TESTS };
      g_autofree char *code = NULL;
      g_autoptr(GError) error = NULL;

      g_assert_null (cpx_practice_create (path, &setup, &code, &error));
      g_assert_error (error, CPX_PRACTICE_ERROR, (int) cases[i].code);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

static void
test_create_over_existing (PracticeFixture *self,
                           gconstpointer    data)
{
  CpxPracticeSetup setup = { .practice_name = "Autre", .login = "autre", .user_name = "Autre",
                             .passphrase = "une phrase de passe", .kdf_cost = CPX_KDF_COST_FOR_TESTS };
  g_autofree char *code = NULL;
  g_autoptr(GError) error = NULL;

  practice_fixture_close (self);
  g_assert_null (cpx_practice_create (self->path, &setup, &code, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  FIXTURE_TEST ("/unlock/right", test_right);
  FIXTURE_TEST ("/unlock/logins", test_logins);
  FIXTURE_TEST ("/unlock/wrong", test_wrong);
  FIXTURE_TEST ("/unlock/delay", test_delay);
  FIXTURE_TEST ("/unlock/second-factor", test_second_factor);
  FIXTURE_TEST ("/unlock/quiet-code", test_quiet_code);
  FIXTURE_TEST ("/unlock/held", test_held);
  FIXTURE_TEST ("/unlock/files", test_files);
  FIXTURE_TEST ("/unlock/async", test_async);
  FIXTURE_TEST ("/create/refused", test_create_refused);
  FIXTURE_TEST ("/create/over-existing", test_create_over_existing);
  g_test_add_func ("/second-factor/uri", test_uri);

  return g_test_run ();
}

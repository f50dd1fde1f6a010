/* test-attempts.c: how long the next attempt waits, on a clock that stands still.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-attempts.h"

#include <cpx-clock.h>

#define START_US (G_GINT64_CONSTANT (1800000000) * G_USEC_PER_SEC)
#define VAULT_ID "00112233445566778899aabbccddeeff"

/* Seconds to wait after the n-th failure in a row. */
static const int waits_s[] = { 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900 };

static gint64
wait_s (CpxAttempts *attempts,
        const char  *login)
{
  return cpx_attempts_get_wait_us (attempts, login) / G_USEC_PER_SEC;
}

static void
test_growth (void)
{
  g_autoptr(CpxAttempts) attempts = cpx_attempts_load (VAULT_ID);
  g_autoptr(GError) error = NULL;

  cpx_clock_stop (START_US);
  g_assert_cmpint (wait_s (attempts, "alice"), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (waits_s); i++)
    {
      g_assert_true (cpx_attempts_add_failure (attempts, "alice", &error));
      g_assert_no_error (error);
      g_assert_cmpint (wait_s (attempts, "alice"), ==, waits_s[i]);
    }
  g_assert_cmpint (wait_s (attempts, "bob"), ==, 0);
}

static void
test_remembered (void)
{
  g_autoptr(CpxAttempts) attempts = cpx_attempts_load (VAULT_ID);

  cpx_clock_stop (START_US + 100 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpint (wait_s (attempts, "alice"), ==, 800);
  g_assert_cmpuint (cpx_attempts_get_unreported (attempts)->len, ==, G_N_ELEMENTS (waits_s));
}

static void
test_clock_set_back (void)
{
  g_autoptr(CpxAttempts) attempts = cpx_attempts_load (VAULT_ID);

  cpx_clock_stop (START_US - 3600 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpint (wait_s (attempts, "alice"), ==, 900);
}

static void
test_success (void)
{
  g_autoptr(CpxAttempts) attempts = cpx_attempts_load (VAULT_ID);
  g_autoptr(CpxAttempts) again = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (cpx_attempts_add_success (attempts, "alice", &error));
  g_assert_true (cpx_attempts_set_reported (attempts, &error));
  g_assert_no_error (error);
  again = cpx_attempts_load (VAULT_ID);
  g_assert_cmpint (wait_s (again, "alice"), ==, 0);
  g_assert_cmpuint (cpx_attempts_get_unreported (again)->len, ==, 0);
}

/* Somebody who types thousands of names does not fill the disk. */
static void
test_bounded (void)
{
  g_autoptr(CpxAttempts) attempts = cpx_attempts_load ("ffff");
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "chirurgieprox", "attempts-ffff.json", NULL);
  g_autofree char *text = NULL;
  gsize size;

  for (int i = 0; i < 120; i++)
    {
      g_autofree char *login = g_strdup_printf ("login-%d", i);

      g_assert_true (cpx_attempts_add_failure (attempts, login, NULL));
    }
  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  g_assert_cmpuint (size, <, 100000);
}

static void
test_broken_file (void)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "chirurgieprox", "attempts-eeee.json", NULL);
  g_autoptr(CpxAttempts) attempts = NULL;

  g_assert_true (g_file_set_contents (path, "{\"runs\": [1, 2], \"unreported\": {\"a\": 0}}", -1, NULL));
  attempts = cpx_attempts_load ("eeee");
  g_assert_cmpint (wait_s (attempts, "alice"), ==, 0);
  g_assert_true (cpx_attempts_add_failure (attempts, "alice", NULL));
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  g_test_add_func ("/attempts/growth", test_growth);
  g_test_add_func ("/attempts/remembered", test_remembered);
  g_test_add_func ("/attempts/clock-set-back", test_clock_set_back);
  g_test_add_func ("/attempts/success", test_success);
  g_test_add_func ("/attempts/bounded", test_bounded);
  g_test_add_func ("/attempts/broken-file", test_broken_file);

  return g_test_run ();
}

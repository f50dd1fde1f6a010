/* make-vault.c: make-vault FILE LOGIN: a new practice whose passphrase, read from standard input, is cheap to check.
 *
 * cpxctl offers no cheap derivation, on purpose; with it, a thousand openings would take ten minutes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <cpx-create-practice.h>

#include <stdio.h>
#include <string.h>

int
main (int    argc,
      char **argv)
{
  char passphrase[256] = "";
  g_autofree char *recovery_code = NULL;
  g_autoptr(CpxPractice) practice = NULL;
  g_autoptr(GError) error = NULL;
  CpxPracticeSetup setup = {
    .practice_name = "Cabinet des essais",
    .user_name = "Dr Claire Martin",
    .passphrase = passphrase,
    .kdf_cost = CPX_KDF_COST_FOR_TESTS,
  };

  if (argc != 3 || fgets (passphrase, sizeof passphrase, stdin) == NULL)
    {
      g_printerr ("usage: make-vault FILE LOGIN <PASSPHRASE-FILE\n");
      return 2;
    }
  passphrase[strcspn (passphrase, "\n")] = '\0';
  setup.login = argv[2];

  practice = cpx_practice_create (argv[1], &setup, &recovery_code, &error);
  if (practice == NULL || !cpx_practice_close (practice, &error))
    {
      g_printerr ("make-vault: %s\n", error->message);
      return 1;
    }

  return 0;
}

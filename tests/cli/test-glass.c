/* test-glass.c: a file opened by break-glass, and a file erased, from a terminal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli-fixture.h"

#define REASON "'Appel du SAMU, urgence vitale'"
#define BASIS "'Fin du delai de conservation de vingt ans'"

static const CliStep steps[] = {
  { "a file", "patient add file_number=P1 birth_name=LEFEVRE birth_first_names=Anne sex=F birth_date=1984-03-12", NULL,
    0, "Patient added", "." },
  { "who runs the practice", "user add gestion --roles admin --name Odile --new-passphrase-file @/pw", NULL, 0, ".",
    NULL },
  { "may not open it", "--user gestion patient show P1", NULL, 9, "^$", "." },
  { "the log says so", "audit log --action access.refused", NULL, 0, "Odile asked for what .*: patient show\t", NULL },
  { "without a reason", "--user gestion patient show P1 --break-glass ''", NULL, 1, "^$", "20 characters" },
  { "short reason", "--user gestion patient show P1 --break-glass urgence", NULL, 1, "^$", "20 characters" },
  { "no such file", "--user gestion patient show P2 --break-glass " REASON, NULL, 1, "^$", "No file" },
  { "opens it", "--user gestion patient show P1 --break-glass " REASON, NULL, 0, "LEFEVRE", "audit log" },
  { "the log says whose file", "audit log --action patient.glass-broken", NULL, 0, "\tLEFEVRE Anne\t", "break-glass" },
  { "that one time", "--user gestion patient show P1", NULL, 9, "^$", "." },
  { "who opens files needs no glass", "patient show P1 --break-glass " REASON, NULL, 1, "^$", "as usual" },
  { "erasing takes a surgeon", "--user gestion patient erase P1 --legal-basis " BASIS, NULL, 9, "^$", "." },
  { "and a basis", "patient erase P1", NULL, 2, "^$", "--legal-basis" },
  { "a whole one", "patient erase P1 --legal-basis RGPD", NULL, 1, "^$", "20 characters" },
  { "erased", "patient erase P1 --legal-basis " BASIS, NULL, 0, "erased for good(.|\\n)*30 more days", NULL },
  { "gone", "patient show P1", NULL, 1, "^$", "P1" },
  { "the log says that it is gone", "audit log --action patient.glass-broken", NULL, 0, "\terased file\t", NULL },
  { "the key to hand out", "audit key", NULL, 0, "\\+", NULL },
  { "the log says who took it", "audit log --action log.key-shown", NULL, 0, "had the key of the audit log shown",
    NULL },
  { "and the log holds", "audit verify", NULL, 0, ".", NULL },
};

static void
test_glass (void)
{
  g_auto(CliFixture) fixture = { NULL };

  cli_fixture_set_up (&fixture);
  cli_fixture_play (&fixture, steps, G_N_ELEMENTS (steps));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/glass/steps", test_glass);

  return g_test_run ();
}

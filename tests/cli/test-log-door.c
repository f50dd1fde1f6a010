/* test-log-door.c: what a terminal is told of a log that is not in order, and the seals that commands leave.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli-fixture.h"

#include <cpx-vault.h>

#define OF_PATIENT " WHERE CAST (leaf AS TEXT) LIKE '{\"action\":\"patient.created\"%'"

static const CliStep sound_steps[] = {
  { "never sealed", "audit verify", NULL, 0, "not been sealed yet", NULL },
  { "who reads sets no seal", "patient list", NULL, 0, NULL, NULL },
  { "still never sealed", "audit verify", NULL, 0, "not been sealed yet", NULL },
  { "who writes does", "patient add file_number=P1 birth_name=LEFEVRE birth_first_names=Anne sex=F "
    "birth_date=1984-03-12", NULL, 0, "Patient added", "." },
  { "sealed as it was closed", "audit verify", NULL, 0, "\\ALog intact: [0-9]+ entries verified, one seal", NULL },
  { "reading leaves it so", "patient list", NULL, 0, "LEFEVRE", NULL },
  { "one seal", "audit verify", NULL, 0, "one seal", NULL },
};

/* What is asked for is done, and the status says what was found. */
static const CliStep broken_steps[] = {
  { "read", "patient list", NULL, 4, "LEFEVRE", "\\A[^\n]*audit log is not in order\\. Break[^\n]*\n\\z" },
  { "read, JSON", "--json patient list", NULL, 4, "\"LEFEVRE\"", "not in order" },
  { "written", "patient edit P1 mobile=0612345678", NULL, 4, ".", "not in order" },
  { "another fault is told first", "patient show P9", NULL, 1, "^$", "P9" },
  { "not sealed again", "audit checkpoint", NULL, 4, "^$", "not what was sealed last" },
  { "exported as it is", "audit export --bundle @/all.zip", NULL, 4, "entries are in",
    "shows a log that is not in order" },
  { "exported, JSON", "--json audit export --csv @/all.csv", NULL, 4, "\"problem\":\"Break", "not in order" },
  { "verified", "audit verify", NULL, 4, "^$", "\\A[^\n]*Break[^\n]*\n\\z" },
};

/* An entry is altered, and not its hash: the end of the log says nothing, who seals reads it again. */
static const CliStep changed_steps[] = {
  { "read", "patient list", NULL, 0, "LEFEVRE", NULL },
  { "not sealed", "audit checkpoint", NULL, 4, "^$", "an entry was changed.*not sealed again" },
  { "exported as it is", "--json audit export --bundle @/all.zip", NULL, 4, "\"problem\":\"Break at entry",
    "an entry was changed" },
  { "the bundle shows it", "audit verify --bundle @/all.zip", NULL, 4, NULL, "Entry [0-9]+: not what was sealed" },
  { "told as one goes", "patient edit P1 mobile=0612345678", NULL, 4, ".", "an entry was changed" },
};

/* What somebody does who has the passphrase and knows SQL. */
static void
alter (CliFixture *fixture,
       const char *sql)
{
  g_autoptr(CpxSecret) passphrase = cpx_secret_new_from_text (CLI_PASSPHRASE);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxVault) vault = cpx_vault_unlock (fixture->vault, CLI_LOGIN, passphrase, CPX_VAULT_OPEN_DEFAULT, &error);
  CpxDb *db;

  g_assert_no_error (error);
  db = cpx_vault_open_writer (vault, 0, &error);
  g_assert_no_error (error);
  cpx_db_exec (db, sql, &error);
  g_assert_no_error (error);
  cpx_db_close (db, &error);
  cpx_vault_close (vault, &error);
  g_assert_no_error (error);
}

static void
test_hash (void)
{
  g_auto(CliFixture) fixture = { NULL };

  cli_fixture_set_up (&fixture);
  cli_fixture_play (&fixture, sound_steps, G_N_ELEMENTS (sound_steps));
  alter (&fixture, "UPDATE log SET hash = zeroblob (32)" OF_PATIENT);
  cli_fixture_play (&fixture, broken_steps, G_N_ELEMENTS (broken_steps));
}

static void
test_leaf (void)
{
  g_auto(CliFixture) fixture = { NULL };

  cli_fixture_set_up (&fixture);
  cli_fixture_play (&fixture, sound_steps, G_N_ELEMENTS (sound_steps));
  alter (&fixture, "UPDATE log SET leaf = CAST (leaf || ' ' AS BLOB)" OF_PATIENT);
  cli_fixture_play (&fixture, changed_steps, G_N_ELEMENTS (changed_steps));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log-door/hash", test_hash);
  g_test_add_func ("/log-door/leaf", test_leaf);

  return g_test_run ();
}

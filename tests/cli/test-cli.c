/* test-cli.c: every command at least once, as scripted days on one practice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli-fixture.h"

#include <cpx-crypto.h>
#include <cpx-json.h>
#include <cpx-totp.h>

#include <string.h>
#include <unistd.h>

#define ACK      "^ACK [0-9a-f]{8}-[0-9a-f-]{27} [0-9]+$"
#define ELODIE   "birth_name=LEFEVRE birth_first_names=Élodie sex=F birth_date=1984-03-12 birth_place_insee=35238 "
#define PIERRE   "birth_name=MARTIN birth_first_names=Pierre sex=M birth_date=1950-01-02 birth_place_insee=75056 "
#define NEW_PASS "une autre phrase de passe"

static const CliStep usage_steps[] = {
  { "nothing", "", NULL, 2, "^$", "cpxctl help" },
  { "unknown command", "dance", NULL, 2, "^$", "“dance”" },
  { "half a command", "patient", NULL, 2, "^$", "“patient”" },
  { "unknown sub-command", "patient dance", NULL, 2, "^$", "“patient dance”" },
  { "unknown option", "--dance patient list", NULL, 2, "^$", "--dance.*“cpxctl help”" },
  { "unknown option of a command", "patient list --dance", NULL, 2, "^$", "--dance" },
  { "option of a command before it", "--patients 3 demo", NULL, 2, "^$", "“--patients” .* “demo”: write it after" },
  { "option with its value before", "--limit=3 patient list", NULL, 2, "^$", "“--limit” .*: write it after" },
  { "option without value", "patient list --limit", NULL, 2, "^$", "--limit" },
  { "option with a bad value", "patient list --limit many", NULL, 2, "^$", "many" },
  { "too few arguments", "patient show", NULL, 2, "^$",
    "PATIENT is missing: type “cpxctl patient show PATIENT”, see “cpxctl help patient show”" },
  { "too few of two", "user roles inf", NULL, 2, "^$", "ROLES is missing: type “cpxctl user roles LOGIN ROLES”" },
  { "too few after three words", "user totp new", NULL, 2, "^$", "LOGIN is missing.*“cpxctl help user totp new”" },
  { "an option of another command", "user roles inf --roles admin", NULL, 2, "^$",
    "--roles: type “cpxctl user roles LOGIN ROLES”, see “cpxctl help user roles”" },
  { "too many arguments", "patient show a b", NULL, 2, "^$", "“b”" },
  { "no field", "patient add", NULL, 2, "^$", "missing" },
  { "no equals sign", "patient add Martin", NULL, 2, "^$", "“Martin”" },
  { "none at once", "patient add --batch - --per-commit 0", "", 2, "^$", "--per-commit" },
  { "less than none at once", "patient add --batch - --per-commit -1", "", 2, "^$", "--per-commit" },
  { "help", "help", NULL, 0, "patient duplicates", NULL },
  { "help option", "--help", NULL, 0, "patient duplicates", NULL },
  { "help of one", "help patient add", NULL, 0, "--per-commit", NULL },
  { "help of one by option", "patient add --help", NULL, 0, "--per-commit", NULL },
  { "help of none", "help dance", NULL, 2, "^$", "“dance”" },
  { "help of a group", "help patient", NULL, 0, "patient duplicates", NULL },
  { "help of a group by option", "patient --help", NULL, 0, "patient duplicates", NULL },
  { "help of a group by letter", "user -h", NULL, 0, "user passwd", NULL },
  { "help of a group, option first", "--help slot", NULL, 0, "slot revoke", NULL },
  { "help of a group, other options", "audit --vault @/none.cpx --help", NULL, 0, "audit verify", NULL },
  { "help of a group of two words", "user totp --help", NULL, 0, "user totp new", NULL },
  { "help of ccam", "ccam --help", NULL, 0, "ccam suggest", NULL },
  { "help of a command that begins others", "backup --help", NULL, 0, "backup list", NULL },
  { "help of act", "act --help", NULL, 0, "  act ", NULL },
  { "help of no group", "dance --help", NULL, 2, "^$", "no command “dance" },
  { "help of half a word", "pat --help", NULL, 2, "^$", "no command “pat" },
  { "help of what a group has not", "patient dance --help", NULL, 2, "^$", "no command “patient dance”" },
  { "a group alone", "patient", NULL, 2, "^$", "“patient” is the beginning of several.*cpxctl help patient" },
  { "version", "--version", NULL, 0, "^cpxctl [0-9.]+$", NULL },
  { "kinds", "record kinds", NULL, 0, "^allergy ", NULL },
  { "fields", "record fields patient", NULL, 0, "^  birth_name .*required$", NULL },
  { "a hint in parentheses", "record fields patient", NULL, 0,
    "^  birth_date +Date of birth \\(date, or year, or year and month\\) — required$", NULL },
  { "a unit", "record fields patient", NULL, 0, "^  weight_g +Weight \\(whole number, g\\)$", NULL },
  { "another unit", "record fields patient", NULL, 0, "^  height_cm +Height \\(whole number, cm\\)$", NULL },
  { "tokens", "record fields patient", NULL, 0, "^  sex +Sex \\(M, F, U\\) — required$", NULL },
  { "no hint", "record fields patient", NULL, 0, "^  used_name +Name in use$", NULL },
  { "fields of none", "record fields dance", NULL, 1, "^$", "“dance”" },
};

static const CliStep patient_steps[] = {
  { "add", "--ack patient add file_number=P1 " ELODIE "nir=284033523812340 mobile='06 12 34 56 78'", NULL, 0, ACK,
    NULL },
  { "add another", "--ack patient add file_number=P2 " PIERRE, NULL, 0, ACK, NULL },
  { "add the same again", "patient add file_number=P3 birth_name=LEFÈVRE birth_first_names=Elodie sex=F "
    "birth_date=1984-03-12 birth_place_insee=35238", NULL, 0, "Patient added", "same person: LEFEVRE Élodie" },
  { "add from JSON", "patient add --json-file - file_number=P4",
    "{\"birth_name\":\"DURAND\",\"birth_first_names\":\"Zoé\",\"sex\":\"F\",\"birth_date\":\"2001-05\","
    "\"birth_place_insee\":\"99999\"}", 0, "Patient added", "" },
  { "show by number", "patient show P1", NULL, 0, "^Birth name: LEFEVRE$", NULL },
  { "show nobody", "patient show P9", NULL, 1, "^$", "“P9”" },
  { "show an unknown identifier", "patient show 01a20186-03a2-7000-8347-55279e6da8f4", NULL, 1, "^$", "." },
  { "list", "patient list", NULL, 0, "DURAND(.|\n)*LEFEVRE(.|\n)*MARTIN", NULL },
  { "list few", "patient list --limit 1", NULL, 0, "^[^\n]*DURAND[^\n]*\n$", NULL },
  { "search by name", "patient search lefev elo", NULL, 0, "LEFEVRE Élodie", NULL },
  { "search by phone", "patient search 0612345678", NULL, 0, "LEFEVRE Élodie", NULL },
  { "search by NIR", "patient search 284033523812340", NULL, 0, "LEFEVRE Élodie", NULL },
  { "search by date", "patient search 02/01/1950", NULL, 0, "^[^\n]*MARTIN[^\n]*\n$", NULL },
  { "search nobody", "patient search zzzzzz", NULL, 0, "^$", NULL },
  { "edit", "--ack patient edit P2 used_name=DUPONT mobile=0700000000", NULL, 0, ACK, NULL },
  { "edit nothing", "--ack patient edit P2 used_name=DUPONT", NULL, 0, "Nothing to change", NULL },
  { "an odd number is told", "patient edit P2 phone=12", NULL, 0, "changed", "“Phone” does not look" },
  { "and not again", "patient edit P2 city=Nice", NULL, 0, "changed", NULL },
  { "nor as JSON", "--json patient edit P2 city=Brest", NULL, 0, "\"findings\":\\[\\]", NULL },
  { "no digit", "patient edit P2 mobile=abc", NULL, 0, "changed", "“Mobile” has no digit: type the number, and put" },
  { "the number again", "patient edit P2 mobile=0700000000", NULL, 0, "changed", NULL },
  { "a duplicate was told when it was made", "patient edit P3 city=Brest", NULL, 0, "changed", NULL },
  { "a nearer duplicate is told", "patient edit P3 nir=284033523812340", NULL, 0, "changed", "same person: LEFEVRE" },
  { "no nearer any more", "patient edit P3 nir=", NULL, 0, "changed", NULL },
  { "clear a field", "patient edit P2 used_name=", NULL, 0, "changed", NULL },
  { "archive", "--ack patient archive P2", NULL, 0, ACK, NULL },
  { "archived is not listed", "patient list", NULL, 0, "^((?!MARTIN).|\n)*$", NULL },
  { "archived is listed apart", "patient list --archived", NULL, 0, "MARTIN", NULL },
  { "unarchive", "--ack patient unarchive P2", NULL, 0, ACK, NULL },
  { "duplicates", "patient duplicates", NULL, 0, "LEFEVRE Élodie.*LEFÈVRE Elodie|LEFÈVRE Elodie.*LEFEVRE Élodie",
    NULL },
  { "duplicates of one", "patient duplicates P1", NULL, 0, "LEFÈVRE", NULL },
  { "merge with an unknown field", "patient merge P1 P3 --from-other dance", NULL, 1, "^$", "“dance”" },
  { "merge", "--ack patient merge P1 P3 --from-other birth_name", NULL, 0, ACK, NULL },
  { "merged leads to the kept one", "patient show P3", NULL, 0, "LEFÈVRE", "merged" },
  { "merged is not listed", "patient list", NULL, 0, "^((?!LEFEVRE).|\n)*$", NULL },
  { "editing a merged one says so", "patient edit P3 mobile=0611111111", NULL, 0, "changed",
    "merged into LEFÈVRE Élodie.*, file P1, " },
  { "unmerge", "--ack patient unmerge P3", NULL, 0, ACK, NULL },
  { "both are back", "patient search lefevre", NULL, 0, "^[^\n]*\n[^\n]*\n$", NULL },
  { "a number that another file bears", "patient edit P2 file_number=P1", NULL, 0, "changed",
    "Several patient files have the number “P1”" },
};

/* What turns a text is held to its field; a lone U+2069 would end that hold. --json gives the text as it is. */
static const CliStep direction_steps[] = {
  { "added", "record add room name='Bloc \u202e1'", NULL, 0, ".", NULL },
  { "held", "record list room", NULL, 0, "\t\u2068Bloc \u202e1\u2069", NULL },
  { "as it is", "--json record list room", NULL, 0, "\"Bloc \u202e1\"", NULL },
  { "of an escape", "patient show 'a\u2069\u202e'", NULL, 1, "^$", "\u2068.*a\ufffd\u202e.*\u2069\n$" },
};

static const CliStep user_steps[] = {
  { "list users", "user list", NULL, 0, "^claire\tDr Claire Martin\tsurgeon,admin$", NULL },
  { "add", "--ack user add anne --name 'Anne Petit' --roles secretary --new-passphrase-file @/new", NULL, 0, ACK,
    NULL },
  { "add the same login", "user add anne --new-passphrase-file @/new", NULL, 1, "^$",
    "^cpxctl: Login: “anne” is taken already \\(.+\\): choose another value$" },
  { "add with a short passphrase", "user add paul --new-passphrase-file @/short", NULL, 1, "^$", "characters" },
  { "add with an unknown role", "user add paul --roles king --new-passphrase-file @/new", NULL, 1, "^$", "king" },
  { "no login in capitals", "user add Paul --new-passphrase-file @/new", NULL, 1, "^$", "small letters" },
  { "capitals mean the same login", "--user ANNE --passphrase-file @/new patient list", NULL, 0, "^$", NULL },
  { "the new one unlocks", "--user anne --passphrase-file @/new patient list", NULL, 0, "^$", NULL },
  { "and may not manage", "--user anne --passphrase-file @/new user list", NULL, 0, NULL, NULL },
  { "nor disable", "--user anne --passphrase-file @/new user disable claire", NULL, 9, "^$", "." },
  { "nor revoke, her own neither", "--user anne --passphrase-file @/new slot revoke anne", NULL, 9, "^$", "." },
  { "nor export", "--user anne --passphrase-file @/new export @/no.zip", NULL, 9, "^$", "." },
  { "slots", "slot list", NULL, 0, "^anne\tEach guess costs .*iB of memory, [0-9]+ pass(es)? \\(Argon2id\\)$",
    NULL },
  { "the recovery code's", "slot list", NULL, 0,
    "^\\(recovery code\\)\tEach guess costs [1-9].* of memory, [0-9]+ pass(es)? \\(Argon2id\\)$", NULL },
  { "every role is named", "help user add", NULL, 0, "surgeon, locum, nurse, secretary, coder, admin", NULL },
  { "and those of the first user", "help init", NULL, 0, "secretary, coder", NULL },
  { "roles", "--ack user roles anne nurse,secretary", NULL, 0, "Roles", NULL },
  { "roles of nobody", "user roles nobody nurse", NULL, 1, "^$", "nobody" },
  { "the last administrator stays one", "user roles claire surgeon", NULL, 1, "^$", "administrator" },
  { "own passphrase", "--user anne --passphrase-file @/new user passwd --new-passphrase-file @/newer", NULL, 0, "set",
    NULL },
  { "the old one opens nothing", "--user anne --passphrase-file @/new patient list", NULL, 3, "^$",
    "Incorrect passphrase" },
  { "another's passphrase", "user passwd anne --new-passphrase-file @/new", NULL, 0, "set", NULL },
  { "revoke", "slot revoke anne", NULL, 0, "revoked", NULL },
  { "revoked opens nothing", "--user anne --passphrase-file @/new patient list", NULL, 3, "^$",
    "Incorrect passphrase" },
  { "never the only administrator's own", "slot revoke claire", NULL, 1, "^$",
    "make someone else administrator first" },
  { "disable", "user disable anne", NULL, 0, "disabled", NULL },
  { "disabled is shown", "user list", NULL, 0, "^anne.*disabled$", NULL },
  { "a passphrase lets in again", "user passwd anne --new-passphrase-file @/new", NULL, 0, "set", NULL },
  { "in again", "--user anne --passphrase-file @/new patient list", NULL, 0, "^$", NULL },
};

static const CliStep vault_steps[] = {
  { "add", "patient add file_number=P1 " ELODIE, NULL, 0, "added", NULL },
  { "info without a key", "info", NULL, 0, "^records ", NULL },
  { "check", "check", NULL, 0, "Nothing wrong", NULL },
  { "no backups yet", "backup list", NULL, 0, "^No backup in “.*backups”: “cpxctl backup” makes one", NULL },
  { "no backups yet, as data", "--json backup list", NULL, 0, "^$", NULL },
  { "backup", "backup", NULL, 0, "backups/", NULL },
  { "backups", "backup list", NULL, 0, "backups/", NULL },
  { "backup to a file", "backup @/copy.cpx", NULL, 0, "copy.cpx", NULL },
  { "backup onto a file", "backup @/copy.cpx", NULL, 1, "^$", "copy.cpx" },
  { "backup into no folder", "backup @/none/copy.cpx", NULL, 1, "^$", "copy.cpx" },
  { "change after it", "patient edit P1 birth_name=DUPONT", NULL, 0, "changed", NULL },
  { "rekey", "rekey", NULL, 0, "practice.cpx", NULL },
  { "unlock under the new keys", "patient show P1", NULL, 0, "DUPONT", NULL },
  { "restore", "restore @/copy.cpx", NULL, 0, "as it was on .*kept as", "If files were erased since this backup" },
  { "restore with another passphrase", "--passphrase-file @/other restore @/copy.cpx", NULL, 3, "^$",
    "Incorrect passphrase: .*“claire”.*copy.cpx.*backup" },
  { "restore onto itself", "restore @/practice.cpx", NULL, 1, "^$", "practice.cpx” is the practice's own file" },
  { "restore onto itself by another name", "restore @/same.cpx", NULL, 1, "^$", "own file" },
  { "as it was then", "patient show P1", NULL, 0, "LEFEVRE", NULL },
  { "reindex", "audit reindex", NULL, 0, "made anew.*filed wrongly: 0", NULL },
  { "reindexed, noted", "--json audit log --action log.reindexed", NULL, 0, "\"filed\":0", NULL },
  { "reindex what", "audit reindex tout", NULL, 2, "^$", "^cpxctl: " },
  { "check the restored one", "check", NULL, 0, "Nothing wrong", NULL },
  { "another practice", "--vault @/autre.cpx --user claire init --practice Autre --recovery-file @/autre-code", NULL, 0,
    NULL, NULL },
  { "its backup", "--vault @/autre.cpx backup @/autre-copie.cpx", NULL, 0, NULL, NULL },
  { "which does not take this one's place", "restore @/autre-copie.cpx", NULL, 6, "^$",
    "autre-copie.cpx.*Autre.*practice.cpx.*Nothing was replaced.*--other-practice" },
  { "and nothing was replaced", "check", NULL, 0, "Nothing wrong", NULL },
  { "restore nothing", "restore @/none.cpx", NULL, 1, "^$", "^cpxctl: There is no file “.*none.cpx”\n$" },
  { "restore nothing beneath a file", "restore @/pw/none.cpx", NULL, 1, "^$", "^cpxctl: There is no file “" },
  { "restore a folder", "restore @", NULL, 1, "^$", "is not a ChirurgieProX practice" },
  { "restore no vault", "restore @/pw", NULL, 1, "^$", "pw" },
  { "export", "export @/all.zip", NULL, 0, "all.zip", NULL },
  { "export onto a file", "export @/all.zip", NULL, 1, "^$", "all.zip" },
  { "export with changes", "export --with-changes @/changes.zip", NULL, 0, "changes.zip", NULL },
  { "import into itself", "import @/all.zip", NULL, 0, "^0 records", NULL },
  { "edit again", "patient edit P1 birth_name=DURAND", NULL, 0, "changed", NULL },
  { "import what differs", "import @/all.zip", NULL, 6, "^$", "all.zip, patient.jsonl, line 1" },
  { "the edit stays", "patient show P1", NULL, 0, "DURAND", NULL },
  { "import no archive", "import @/pw", NULL, 1, "^$", "pw" },
  { "import nothing", "import @/none.zip", NULL, 1, "^$", "none.zip" },
};

static void
test_usage (void)
{
  g_auto(CliFixture) fixture = { NULL };

  cli_fixture_set_up (&fixture);
  cli_fixture_play (&fixture, usage_steps, G_N_ELEMENTS (usage_steps));
}

static void
test_patients (void)
{
  g_auto(CliFixture) fixture = { NULL };

  cli_fixture_set_up (&fixture);
  cli_fixture_play (&fixture, patient_steps, G_N_ELEMENTS (patient_steps));
}

static void
test_directions (void)
{
  g_auto(CliFixture) fixture = { NULL };

  cli_fixture_set_up (&fixture);
  cli_fixture_play (&fixture, direction_steps, G_N_ELEMENTS (direction_steps));
}

static void
test_users (void)
{
  g_auto(CliFixture) fixture = { NULL };

  cli_fixture_set_up (&fixture);
  cli_fixture_write (&fixture, "new", NEW_PASS "\n");
  cli_fixture_write (&fixture, "newer", NEW_PASS " encore\n");
  cli_fixture_write (&fixture, "short", "court\n");
  cli_fixture_play (&fixture, user_steps, G_N_ELEMENTS (user_steps));
}

static void
test_vault (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *same = NULL;

  cli_fixture_set_up (&fixture);
  cli_fixture_write (&fixture, "other", NEW_PASS "\n");
  same = cli_fixture_path (&fixture, "same.cpx");
  g_assert_cmpint (symlink (fixture.vault, same), ==, 0);
  cli_fixture_play (&fixture, vault_steps, G_N_ELEMENTS (vault_steps));
}

static void
test_records (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *patient = NULL;
  g_autofree char *allergy = NULL;
  g_autofree char *place = NULL;
  g_autofree char *room = NULL;
  g_autofree char *add_room = NULL;

  cli_fixture_set_up (&fixture);
  patient = cli_fixture_read_id (&fixture, "patient add file_number=P1 " ELODIE);
  allergy = cli_fixture_read_id (&fixture, "record add allergy patient=P1 substance=Pénicilline");
  place = cli_fixture_read_id (&fixture, "record add establishment name='Clinique du Parc'");
  add_room = g_strdup_printf ("record add room name='Bloc 1' establishment=%s", place);
  room = cli_fixture_read_id (&fixture, add_room);
  g_assert_cmpstr (room, !=, place);
  cli_fixture_play_one (&fixture, g_strdup ("patient show P1"), 0, "Pénicilline", NULL);
  cli_fixture_play_one (&fixture, g_strdup ("record list allergy --patient P1"), 0, "Pénicilline", NULL);
  cli_fixture_play_one (&fixture, g_strdup ("record list allergy"), 2, "^$", "--patient");
  cli_fixture_play_one (&fixture, g_strdup ("record list room"), 0, "Bloc 1", NULL);
  cli_fixture_play_one (&fixture, g_strdup_printf ("--ack record edit allergy %s substance=Iode", allergy), 0, ACK,
                        NULL);
  cli_fixture_play_one (&fixture, g_strdup_printf ("record show allergy %s", allergy), 0, "Iode", NULL);
  cli_fixture_play_one (&fixture, g_strdup_printf ("--ack record remove allergy %s", allergy), 0, ACK, NULL);
  cli_fixture_play_one (&fixture, g_strdup ("record list allergy --patient P1"), 0, "^$", NULL);
  cli_fixture_play_one (&fixture, g_strdup_printf ("--ack record restore allergy %s", allergy), 0, ACK, NULL);
  cli_fixture_play_one (&fixture, g_strdup ("record list allergy --patient P1"), 0, "Iode", NULL);
  cli_fixture_play_one (&fixture, g_strdup_printf ("record add room name=A establishment=%s", patient), 1, "^$", ".");
  cli_fixture_play_one (&fixture, g_strdup ("record add dance name=A"), 1, "^$", "dance");
  cli_fixture_play_one (&fixture, g_strdup ("record add user login=a"), 1, "^$", "user");
}

static void
test_json (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autoptr(json_t) added = NULL;
  g_autoptr(json_t) shown = NULL;
  g_autoptr(json_t) users = NULL;
  g_autoptr(json_t) info = NULL;
  json_t *first;

  cli_fixture_set_up (&fixture);
  added = cli_fixture_read_json (&fixture, "patient add file_number=P1 " ELODIE);
  g_assert_cmpuint (json_array_size (added), ==, 1);
  first = json_array_get (added, 0);
  g_assert_cmpstr (json_string_value (json_object_get (first, "birth_name")), ==, "LEFEVRE");
  g_assert_cmpuint (strlen (json_string_value (json_object_get (first, "change_id"))), ==, 36);
  g_assert_true (json_is_integer (json_object_get (first, "audit_index")));
  shown = cli_fixture_read_json (&fixture, "patient show P1");
  g_assert_cmpstr (json_string_value (json_object_get (json_array_get (shown, 0), "birth_first_names")), ==, "Élodie");
  users = cli_fixture_read_json (&fixture, "user list");
  g_assert_true (json_is_true (json_object_get (json_array_get (users, 0), "role_admin")));
  info = cli_fixture_read_json (&fixture, "info");
  first = json_object_get (json_array_get (info, 0), "records");
  g_assert_cmpint (json_integer_value (json_object_get (first, "patient")), ==, 1);
}

static void
test_recovery (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *typo = NULL;

  cli_fixture_set_up (&fixture);
  cli_fixture_write (&fixture, "new", NEW_PASS "\n");
  cli_fixture_write (&fixture, "code", fixture.recovery_code);
  typo = g_strdup (fixture.recovery_code);
  typo[0] = typo[0] == 'A' ? 'B' : 'A';
  cli_fixture_write (&fixture, "typo", typo);
  cli_fixture_play_one (&fixture, g_strdup ("recovery use --recovery-file @/typo --new-passphrase-file @/new"), 1, "^$",
                        ".");
  cli_fixture_play_one (&fixture, g_strdup ("recovery use --recovery-file @/code --new-passphrase-file @/new"), 0,
                        "set", NULL);
  cli_fixture_play_one (&fixture, g_strdup ("--passphrase-file @/new patient list"), 0, "^$", NULL);
  cli_fixture_play_one (&fixture, g_strdup ("patient list"), 3, "^$", "Incorrect");
  cli_fixture_play_one (&fixture, g_strdup ("--passphrase-file @/new recovery renew --recovery-file @/code2"), 0,
                        "code2", NULL);
  cli_fixture_play_one (&fixture, g_strdup ("--passphrase-file @/new recovery renew --recovery-file @/code2"), 1, "^$",
                        "code2");
}

static void
write_code (CliFixture *fixture,
            const char *name,
            CpxSecret  *secret,
            int         steps_ahead)
{
  gint64 counter = g_get_real_time () / G_USEC_PER_SEC / CPX_TOTP_STEP_SECONDS + steps_ahead;
  g_autofree char *code = g_strdup_printf ("%06u\n", cpx_totp_code (secret, CPX_HMAC_SHA1, 6, (guint64) counter));

  cli_fixture_write (fixture, name, code);
}

static CpxSecret *
decode_base32 (const char *text)
{
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  guint bits = 0;
  guint held = 0;

  for (; *text != '\0' && *text != '='; text++)
    {
      const char *digit = strchr (digits, *text);

      g_assert_nonnull (digit);
      held = held << 5 | (guint) (digit - digits);
      bits += 5;
      if (bits >= 8)
        {
          guint8 byte = (guint8) (held >> (bits - 8));

          g_byte_array_append (bytes, &byte, 1);
          bits -= 8;
        }
    }

  return cpx_secret_new_from_bytes (bytes->data, bytes->len);
}

static void
test_second_factor (void)
{
  static const CliStep steps[] = {
    { "a wrong code enrols nothing", "user totp enrol claire --secret-file @/secret --code-file @/wrong", NULL, 3, "^$",
      "code" },
    { "so none is asked", "patient list", NULL, 0, "^$", NULL },
    { "enrol", "user totp enrol claire --secret-file @/secret --code-file @/code", NULL, 0, "one-time code", NULL },
    { "asked from now on", "patient list", NULL, 3, "^$", "one-time code" },
    { "good once", "--totp-file @/code patient list", NULL, 3, "^$", "one-time code" },
    { "the next one", "--totp-file @/next patient list", NULL, 0, "^$", NULL },
    { "good once too", "--totp-file @/next patient list", NULL, 3, "^$", "one-time code" },
    { "nobody's", "user totp new nobody", NULL, 3, "^$", "one-time code" },
  };
  g_auto(CliFixture) fixture = { NULL };
  g_autoptr(json_t) made = NULL;
  g_autoptr(CpxSecret) secret = NULL;
  const char *text;

  cpx_crypto_init ();
  cli_fixture_set_up (&fixture);
  made = cli_fixture_read_json (&fixture, "user totp new claire");
  text = json_string_value (json_object_get (json_array_get (made, 0), "secret"));
  g_assert_true (g_str_has_prefix (json_string_value (json_object_get (json_array_get (made, 0), "uri")),
                                   "otpauth://totp/"));
  secret = decode_base32 (text);
  cli_fixture_write (&fixture, "secret", text);
  cli_fixture_write (&fixture, "wrong", "000000\n");
  write_code (&fixture, "code", secret, 0);
  write_code (&fixture, "next", secret, 1);
  cli_fixture_play (&fixture, steps, G_N_ELEMENTS (steps));
}

static void
test_batch (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autoptr(CliRun) run = NULL;
  g_auto(GStrv) printed = NULL;

  cli_fixture_set_up (&fixture);
  for (guint i = 0; i < 25; i++)
    g_string_append_printf (lines,
                            "{\"birth_name\":\"NOM%c\",\"birth_first_names\":\"Ève\",\"sex\":\"F\","
                            "\"birth_date\":\"1970\","
                                   "\"birth_place_insee\":\"35238\"}\n%s", 'A' + i, i % 7 == 0 ? "\n" : "");
  run = cli_fixture_run (&fixture, "--ack patient add --batch - --per-commit 10", lines->str);
  g_assert_cmpint (run->status, ==, 0);
  printed = g_strsplit (run->output, "\n", -1);
  g_assert_cmpuint (g_strv_length (printed), ==, 25 + 1 + 1);
  for (guint i = 0; i < 25; i++)
    g_assert_true (g_regex_match_simple (ACK, printed[i], 0, 0));
  cli_fixture_play_one (&fixture, g_strdup ("patient search nomy eve"), 0, "NOMY Ève", NULL);
}

static void
write_many (CliFixture *fixture,
            const char *name,
            guint       n)
{
  g_autoptr(GString) table = g_string_new ("nom;prenom;sexe;ddn;code insee\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (table, "NOM%c%c%c%c;Jean;M;19%02u-%02u-%02u;35238\n", 'A' + i / 1000, 'A' + i / 100 % 10,
                            'A' + i / 10 % 10, 'A' + i % 10, 20 + i % 80, 1 + i % 12, 1 + i % 28);
  cli_fixture_write (fixture, name, table->str);
}

static void
test_table (void)
{
  static const CliStep steps[] = {
    { "dry run", "patient import @/good.csv --dry-run", NULL, 0,
      "^Line 2: would be created: LEFÈVRE Élodie, 12/03/1984\n"
      "Line 2: warning: The place of birth is missing.*\n"
      "(.|\n)*\nLine 4: warning: May be the same person as line 2 of this table: .*name.*\n"
      "3 lines read, 0 lines refused, 3 lines with warnings, 1 possible duplicate, 0 empty lines; nothing", NULL },
    { "nothing came of it", "patient list", NULL, 0, "^$", NULL },
    { "import", "--ack patient import @/good.csv", NULL, 0,
      ACK "\nLine 2: created: LEFÈVRE Élodie, 12/03/1984, file 17\n"
      "(.|\n)*3 lines read, 0 lines refused.*kept", NULL },
    { "again", "patient import @/good.csv --dry-run", NULL, 0,
      "Line 2: warning: May be the same person as LEFÈVRE Élodie, 12/03/1984 \\(file 1[79]\\): .*same name", NULL },
    { "it is there", "patient show 17", NULL, 0, "Lefèvre(.|\n)*Female(.|\n)*12/03/1984", NULL },
    { "a bad line keeps out all", "patient import @/bad.csv", NULL, 1,
      "^Line 2: would be created: BONNE Ligne, 1980\n(.|\n)*Line 3: refused: .*Sex.*\n(.|\n)*nothing",
      "bad.csv" },
    { "none of it is there", "patient search bonne", NULL, 0, "^$", NULL },
    { "a column said", "patient import @/odd.csv --map X1=birth_name --map X2=birth_first_names", NULL, 0,
      "1 line read", NULL },
    { "said twice", "patient import @/odd.csv --dry-run --map X1=birth_name --map X1=birth_name "
                    "--map X2=birth_first_names", NULL, 0, "^[0-9]+ lines? read", NULL },
    { "two columns for one field", "patient import @/odd.csv --map X1=birth_name --map X2=birth_name", NULL, 1, "^$",
      "Two columns would fill the field “birth_name”" },
    { "a column not there", "patient import @/odd.csv --map X9=birth_name", NULL, 1, "^$",
      "X9.*: X1, X2, Sexe, DDN, .*COLUMN=FIELD" },
    { "no such field", "patient import @/odd.csv --map X1=dance", NULL, 1, "^$", "dance" },
    { "several lines", "patient import @/lines.csv --dry-run", NULL, 1,
      "^Column “Chien” is not used.\n"
      "Line 2: would be created: BON Jean, 1980\nLine 2: warning: “Phone” does not look like.*\n"
      "Line 3: empty, passed over\nLine 4: refused: “Birth first name\\(s\\)” is missing\n"
      "Line 4: refused: “Sex” is missing\n"
      "Lines 5 to 7: empty, passed over\nLine 8: refused: The row has 8 values where the table has 7 columns.\n"
      "3 lines read, 2 lines refused, 1 line with warnings, 0 possible duplicates, 4 empty lines; nothing was written",
      "2 lines are refused, so none was kept" },
    { "as JSON", "--json patient import @/lines.csv", NULL, 1,
      "^\\{\"line\":2,\"state\":\"ok\",\"created\":false,\"name\":\"BON Jean, 1980\",\"findings\":\\[\\{"
      "\"field\":\"phone\",\"rule\":\"phone.form\",\"level\":\"to_know\".*\n"
      ".*\"line\":3,\"state\":\"empty\",\"created\":false,\"last_line\":3.*\n"
      ".*\"line\":4,\"state\":\"refused\".*\"refusal\":.*\"field\":\"sex\",\"rule\":\"required\","
      "\"level\":\"blocking\".*\n.*\"line\":5.*\"last_line\":7.*\n.*\"line\":8.*\n"
      ".*\"rows\":3,\"refused\":2,\"warned\":1,\"duplicates\":0,\"empty\":4,\"kept\":false", "none was kept" },
    { "none of those is there", "patient search bon", NULL, 0, "^$", NULL },
    { "only a header", "patient import @/header.csv", NULL, 0, "^0 lines read.*below its header", NULL },
    { "no text", "patient import @/bytes.csv", NULL, 1, "^$", "bytes.csv.*save it as CSV" },
    { "no column known", "patient import @/dogs.csv", NULL, 1, "^$", "dogs.csv" },
    { "an open quote further on", "patient import @/later.csv", NULL, 1, "^$", "later.csv.*line 3: .*never closed" },
    { "and its first line is not there", "patient search ouvert", NULL, 0, "^$", NULL },
    { "ten thousand", "patient import @/many.csv --dry-run", NULL, 0,
      "^10000 lines read, 0 lines refused, .*; nothing", NULL },
    { "an open quote", "patient import @/quote.csv", NULL, 1, "^$", "quote.csv" },
    { "an empty file", "patient import @/empty.csv", NULL, 1, "^$", "empty.csv" },
    { "nothing known", "patient import @/pw", NULL, 1, "^$", "pw" },
    { "no file", "patient import @/none.csv", NULL, 1, "^$", "none.csv" },
  };
  g_auto(CliFixture) fixture = { NULL };

  cli_fixture_set_up (&fixture);
  cli_fixture_write (&fixture, "good.csv",
                     "Nom;Pr\351nom;Date de naissance;Sexe;Lieu de naissance;N\260 dossier\r\n"
                     "Lef\350vre;\311lodie;12/03/1984;Femme;Rennes;17\r\n"
                     "\"Martin; dit \"\"Petit\"\"\";Jean;1950;1;Brest;18\r\n"
                     "LEFEVRE;Elodie;12/03/1984;F;Rennes;19\r\n");
  cli_fixture_write (&fixture, "bad.csv",
                     "nom,prenom,sexe,ddn,lieu de naissance\nBonne,Ligne,F,1980,Brest\nMauvaise,Ligne,Z,1980,Brest\n");
  cli_fixture_write (&fixture, "odd.csv", "X1\tX2\tSexe\tDDN\tVille de naissance\nOdile\tOdette\tF\t1980-01\tBrest\n");
  cli_fixture_write (&fixture, "quote.csv", "nom,prenom\n\"Martin,Jean\n");
  cli_fixture_write (&fixture, "empty.csv", "");
  cli_fixture_write (&fixture, "lines.csv",
                     "nom,prenom,sexe,ddn,code insee,tel,Chien\nBon,Jean,M,1980,35238,12,Rex\n\n"
                     "Seul,,,1980,35238,mari,\n,,,\n\n,\nTrop,De,F,1980,35238,,Rex,encore\n");
  cli_fixture_write (&fixture, "header.csv", "nom,prenom,sexe,ddn\n");
  cli_fixture_write (&fixture, "bytes.csv", "nom,prenom\n\201\215\217,\n");
  cli_fixture_write (&fixture, "dogs.csv", "chien,chat\nRex,Mina\n");
  cli_fixture_write (&fixture, "later.csv", "nom,prenom,sexe,ddn\nOuvert,Jean,M,1980\n\"Jamais,Jean,M,1980\n");
  write_many (&fixture, "many.csv", 10000);
  cli_fixture_play (&fixture, steps, G_N_ELEMENTS (steps));
}

/* These derive keys at their real cost: half a second each. */
static void
test_new_practices (void)
{
  static const CliStep steps[] = {
    { "init", "--vault @/a.cpx --user paul init --practice 'Cabinet Paul' --recovery-file @/code", NULL, 0,
      "@/code|code", NULL },
    { "init in no folder", "--vault @/no/such/x.cpx init", NULL, 1, "^$", "no/such” does not exist. Make it first" },
    { "init in no folder, again", "--vault @/no/x.cpx init", NULL, 1, "^$", "/no” does not exist" },
    { "init in the folder of the default", "--vault @/chirurgieprox/practice.cpx init --recovery-file @/code2", NULL, 0,
      "code2", NULL },
    { "init onto a file", "--vault @/a.cpx init", NULL, 1, "^$", "a.cpx" },
    { "init with a short passphrase", "--vault @/b.cpx --passphrase-file @/short init", NULL, 1, "^$", "characters" },
    { "demo", "--vault @/demo.cpx demo --patients 30 --seed 7", NULL, 0, "Recovery code", NULL },
    { "demo is marked", "--vault @/demo.cpx --json info", NULL, 0, "\"demonstration\":true", NULL },
    { "demo export", "--vault @/demo.cpx export @/demo.zip", NULL, 0, "demo.zip", NULL },
    { "import elsewhere", "--vault @/a.cpx import @/demo.zip", NULL, 0, "records came in, 0", NULL },
    { "a number here", "patient add file_number=P1 " ELODIE, NULL, 0, "added", NULL },
    { "the same there", "--vault @/a.cpx patient add file_number=P1 " PIERRE, NULL, 0, "added", NULL },
    { "export it", "export @/own.zip", NULL, 0, "own.zip", NULL },
    { "two files bear it", "--vault @/a.cpx import @/own.zip", NULL, 0, "^1 file number is now borne by two", NULL },
    { "demo too large", "--vault @/c.cpx demo --patients 2000000000", NULL, 2, "^$", "--patients" },
    { "bench search", "--vault @/demo.cpx bench search --count 20", NULL, 0, "^search as you type\t20\t[0-9]+\t[0-9]+$",
      NULL },
    { "bench commit", "--vault @/demo.cpx --json bench commit --count 5", NULL, 0, "\"p95_us\":[0-9]+", NULL },
    { "bench batch", "--vault @/demo.cpx bench batch --count 50", NULL, 0, "^batch of patients\t50\t", NULL },
    { "bench unlock", "--vault @/demo.cpx bench unlock", NULL, 0, "^first page of the list\t1\t", NULL },
    { "bench reads", "--vault @/demo.cpx bench reads --count 10", NULL, 0, "^record read\t10\t", NULL },
    { "bench never writes into a real one", "bench batch", NULL, 1, "^$", "practice.cpx" },
  };
  g_auto(CliFixture) fixture = { NULL };

  cli_fixture_set_up (&fixture);
  cli_fixture_write (&fixture, "short", "court\n");
  cli_fixture_play (&fixture, steps, G_N_ELEMENTS (steps));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/usage", test_usage);
  g_test_add_func ("/cli/patients", test_patients);
  g_test_add_func ("/cli/directions", test_directions);
  g_test_add_func ("/cli/users", test_users);
  g_test_add_func ("/cli/vault", test_vault);
  g_test_add_func ("/cli/records", test_records);
  g_test_add_func ("/cli/json", test_json);
  g_test_add_func ("/cli/recovery", test_recovery);
  g_test_add_func ("/cli/second-factor", test_second_factor);
  g_test_add_func ("/cli/batch", test_batch);
  g_test_add_func ("/cli/table", test_table);
  g_test_add_func ("/cli/new-practices", test_new_practices);

  return g_test_run ();
}

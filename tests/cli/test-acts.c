/* test-acts.c: acts from a terminal: recorded, refused, proved, carried by an export, whole after a crash.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli-fixture.h"

#include <cpx-json.h>

#include <string.h>

#define N_CRASHES 8

/* The same gesture, later. */
static char *
add_second_operation (CliFixture *fixture)
{
  g_autoptr(json_t) surgeons = cli_fixture_read_json (fixture, "record list practitioner");
  g_autofree char *arguments =
    g_strdup_printf ("intervention add P1 surgeon=%s label=Appendicectomie date=2026-03-10 state=done",
                     json_string_value (json_object_get (json_array_get (surgeons, 0), "id")));

  return cli_fixture_read_id (fixture, arguments);
}

static char *
record (CliFixture *fixture,
        const char *operation,
        const char *rest)
{
  g_autofree char *arguments = g_strdup_printf ("act record %s %s", operation, rest);

  return cli_fixture_read_id (fixture, arguments);
}

/* The id of the coding that an act belongs to. */
static char *
read_coding (CliFixture *fixture,
             const char *act)
{
  g_autofree char *arguments = g_strdup_printf ("act show %s", act);
  g_autoptr(json_t) objects = cli_fixture_read_json (fixture, arguments);

  return g_strdup (json_string_value (json_object_get (json_array_get (objects, 0), "coding")));
}

static gsize
count_acts (CliFixture *fixture,
            const char *operation)
{
  g_autofree char *arguments = g_strdup_printf ("act list %s", operation);
  g_autoptr(CliRun) run = NULL;
  g_autofree char *json = g_strdup_printf ("--json %s", arguments);
  g_auto(GStrv) lines = NULL;

  run = cli_fixture_run (fixture, json, NULL);
  g_assert_cmpint (run->status, ==, 0);
  lines = g_strsplit (g_strchomp (run->output), "\n", -1);

  return g_strv_length (lines);
}

/* What an act has from its operation, or from the program. */
static const char * const not_given[] = {
  "date=2026-01-01", "time=10:00", "practitioner=P1", "base_cents=100", "code=HMFC004", "position=1", "coding=X",
  "nomenclature=1", "recorded_by=X", "association_chosen=yes", "patient=P1", "intervention=X", "date=",
};

static void
test_acts (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *operation = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  cli_fixture_set_up (&fixture);
  operation = cli_fixture_add_operation (&fixture, "");
  first = record (&fixture, operation, "HHFA016 proposed_code=HHFA016 source=suggestion modifiers=J");
  cli_fixture_play_one (&fixture, g_strdup_printf ("--ack act record %s HHFA016", operation), 0, "^ACK ", NULL);
  g_assert_cmpuint (count_acts (&fixture, operation), ==, 2);

  cli_fixture_play_one (&fixture,
                        g_strdup_printf ("act record %s HMFC004 proposed_code=HHFA016 motive=other reason=court",
                                         operation),
                        1, "^$", "20");
  cli_fixture_play_one (&fixture, g_strdup_printf ("act record %s HMFC04", operation), 1, "^$", "HMFC04");
  for (gsize i = 0; i < G_N_ELEMENTS (not_given); i++)
    cli_fixture_play_one (&fixture, g_strdup_printf ("act record %s HHFA016 %s", operation, not_given[i]), 1, "^$",
                          "is not given with an act");
  cli_fixture_play_one (&fixture, g_strdup_printf ("act record %s HHFA016 quantity=2", operation), 1, "^$", "quantity");
  g_assert_cmpuint (count_acts (&fixture, operation), ==, 2);
  second = record (&fixture, operation, "HMFC004 proposed_code=HHFA016 motive=other "
                                        "'reason=Vésicule retirée au même temps opératoire'");

  cli_fixture_play_one (&fixture, g_strdup_printf ("act show %s", first), 0, "HHFA016", NULL);
  cli_fixture_play_one (&fixture, g_strdup ("act list --patient P1"), 0, "HMFC004", NULL);
  cli_fixture_play_one (&fixture, g_strdup_printf ("act take-back %s", first), 0, "", NULL);
  cli_fixture_play_one (&fixture, g_strdup_printf ("act show %s", first), 1, "^$", "deleted");
  g_assert_cmpuint (count_acts (&fixture, operation), ==, 2);
  cli_fixture_play_one (&fixture, g_strdup_printf ("record remove act %s", second), 1, "^$", "coding");
  cli_fixture_play_one (&fixture, g_strdup_printf ("record remove intervention %s", operation), 1, "^$", "kept");
  cli_fixture_play_one (&fixture, g_strdup ("ccam learn export"), 0, "{.*}", NULL);
  cli_fixture_play_one (&fixture, g_strdup ("ccam learn reset"), 0, "", NULL);
}

/* What no file tells is stated by name; what is not understood changes nothing. */
static void
test_circumstances (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *operation = NULL;
  g_autofree char *act = NULL;
  g_autofree char *coding = NULL;
  g_autofree char *proof = NULL;

  cli_fixture_set_up (&fixture);
  operation = cli_fixture_add_operation (&fixture, "");
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding circumstances %s", operation), 0, "emergency +- ", NULL);
  act = record (&fixture, operation, "HHFA016 source=typed");
  cli_fixture_play_one (&fixture,
                        g_strdup_printf ("--ack coding circumstances %s emergency=yes 'admission_time=14h30'",
                                         operation),
                        0, "(?s)ACK .*emergency +yes .*admission_time +14:30 ", NULL);
  cli_fixture_play_one (&fixture,
                        g_strdup_printf ("coding circumstances %s --act 1 body_part=left_leg trauma=oui", operation), 0,
                        "body_part +left_leg +HHFA016", NULL);
  cli_fixture_play_one (&fixture, g_strdup_printf ("--json coding circumstances %s", operation), 0,
                        "\"name\":\"emergency\",[^}]*\"value\":\"yes\"", NULL);
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding circumstances %s emergency=perhaps", operation), 1, "^$",
                        "perhaps");
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding circumstances %s ald=yes date=2026-01-01", operation), 1,
                        "^$", "date");
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding circumstances %s", operation), 0, "ald +- ", NULL);
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding circumstances %s emergency", operation), 2, "^$",
                        "NAME=VALUE");
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding circumstances %s --act 0 trauma=yes", operation), 2, "^$",
                        "from 1");
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding circumstances %s --act 2 trauma=yes", operation), 1, "^$",
                        "2");
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding circumstances %s --act x", operation), 2, "^$", "x");
  cli_fixture_play_one (&fixture, g_strdup ("coding circumstances nothing"), 1, "^$", "nothing");
  cli_fixture_play_one (&fixture, g_strdup ("coding circumstances"), 2, "^$", ".");
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding circumstances %s emergency=", operation), 0, "emergency +- ",
                        NULL);

  coding = read_coding (&fixture, act);
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding history %s", coding), 0, "coding.drafted  HHFA016", NULL);
  cli_fixture_play_one (&fixture, g_strdup_printf ("--json coding history %s", coding), 0,
                        "\"action\":\"coding.drafted\"", NULL);
  cli_fixture_play_one (&fixture, g_strdup ("coding history 01890000-0000-7000-8000-00000000ffff"), 1, "^$", "ffff");
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding proof %s", coding), 0, "^\\[.*HHFA016", NULL);
  proof = g_build_filename (fixture.folder, "proof.json", NULL);
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding proof %s --out %s", coding, proof), 0, "^$", NULL);
  g_assert_true (g_file_test (proof, G_FILE_TEST_IS_REGULAR));
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding proof %s --out /nowhere/proof.json", coding), 1, "^$",
                        "nowhere");
}

/* With the starter nomenclature, as on a fresh machine. */
static void
test_coding (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *operation = NULL;
  g_autofree char *act = NULL;
  g_autofree char *validate = NULL;
  g_autofree char *coding = NULL;
  g_autofree char *other = NULL;
  g_autoptr(json_t) rows = NULL;

  cli_fixture_set_up (&fixture);
  operation = cli_fixture_add_operation (&fixture, "");
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding validate %s", operation), 1, "^$", "coding.empty");
  act = record (&fixture, operation, "HHFA016 proposed_code=HHFA016 source=suggestion");
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding check %s", operation), 0, "findings", NULL);
  validate = g_strdup_printf ("coding validate %s", operation);
  coding = cli_fixture_read_id (&fixture, validate);
  rows = cli_fixture_read_json (&fixture, "record list intervention --patient P1");
  g_assert_cmpstr (json_string_value (json_object_get (json_array_get (rows, 0), "state")), ==, "coded");

  other = add_second_operation (&fixture);
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding duplicate %s %s", other, operation), 1, "^$", "no act");
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding duplicate %s %s", operation, other), 0, "", NULL);
  g_assert_cmpuint (count_acts (&fixture, other), ==, 1);
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding duplicate %s %s", operation, other), 1, "^$",
                        "acts already");
  cli_fixture_play_one (&fixture,
                        g_strdup_printf ("coding reopen %s --reason 'pas encore verrouillée du tout'", coding), 1, "^$",
                        "not locked");
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding lock %s", coding), 0, "", NULL);
  cli_fixture_play_one (&fixture, g_strdup_printf ("act take-back %s", act), 1, "^$", "locked");
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding reopen %s --reason court", coding), 1, "^$", "20");
  cli_fixture_play_one (&fixture, g_strdup_printf ("coding reopen %s --reason 'code repris après relecture'", coding),
                        0, "", NULL);
  cli_fixture_play_one (&fixture, g_strdup_printf ("act take-back %s", act), 0, "", NULL);
}

/* What was decided and where the audit log says so. */
static void
test_proof (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *operation = NULL;
  g_autofree char *act = NULL;
  g_autofree char *arguments = NULL;
  g_autoptr(json_t) proofs = NULL;
  json_t *proof;
  json_t *audit;

  cli_fixture_set_up (&fixture);
  operation = cli_fixture_add_operation (&fixture, "");
  act = record (&fixture, operation, "HMFC004 proposed_code=HHFA016 motive=other "
                                     "'reason=Vésicule retirée au même temps opératoire'");
  arguments = g_strdup_printf ("act proof %s", act);
  proofs = cli_fixture_read_json (&fixture, arguments);
  proof = json_array_get (proofs, 0);
  audit = json_object_get (proof, "audit");
  g_assert_cmpstr (json_string_value (json_object_get (json_object_get (proof, "act"), "proposed_code")), ==,
                   "HHFA016");
  g_assert_cmpstr (json_string_value (json_object_get (json_object_get (proof, "coding"), "state")), ==, "draft");
  g_assert_cmpstr (json_string_value (json_object_get (proof, "suggestions_shown")), ==, "nothing proposed");
  g_assert_cmpuint (json_array_size (audit), ==, 2);
  for (gsize i = 0; i < json_array_size (audit); i++)
    {
      json_t *entry = json_array_get (audit, i);

      g_assert_cmpuint (json_string_length (json_object_get (entry, "leaf_hash")), ==, 64);
      g_assert_true (json_is_integer (json_object_get (entry, "index")));
      g_assert_cmpstr (json_string_value (json_object_get (entry, "roles")), ==, "surgeon,admin");
    }
}

/* From a terminal nobody sees the list; the proof has it all the same, with the report it is from, and says so. */
static void
test_proof_of_terminal (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *operation = NULL;
  g_autofree char *note = NULL;
  g_autofree char *add = NULL;
  g_autofree char *act = NULL;
  g_autofree char *arguments = NULL;
  g_autoptr(json_t) proofs = NULL;
  json_t *proof;
  json_t *first;

  cli_fixture_set_up (&fixture);
  operation = cli_fixture_add_operation (&fixture, "");
  add = g_strdup_printf ("note add %s 'text=Appendicectomie par cœlioscopie.'", operation);
  note = cli_fixture_read_id (&fixture, add);
  act = record (&fixture, operation, "HHFA016");
  arguments = g_strdup_printf ("act proof %s", act);
  proofs = cli_fixture_read_json (&fixture, arguments);
  proof = json_array_get (proofs, 0);
  first = json_array_get (json_object_get (proof, "suggestions"), 0);
  g_assert_cmpstr (json_string_value (json_object_get (proof, "suggestions_shown")), ==, "not shown");
  g_assert_cmpstr (json_string_value (json_object_get (first, "code")), ==, "HHFA016");
  g_assert_true (json_is_false (json_object_get (first, "shown")));
  g_assert_cmpstr (json_string_value (json_object_get (json_object_get (proof, "note"), "id")), ==, note);
}

/* Titles as people type them; the last one tells no gesture. */
static const char * const typed_titles[] = {
  "06 1944 22 carpenteret danielo hernie inguinale",
  "LEFEVRE Zoé 12/03/1984 hernie inguinale",
  "Hernie inguinale Mme Lefèvre née le 12 mars 1984",
  "hernie inguinale 2 84 03 75 056 123 45",
  "hernie inguinale tel 06.12.34.56.78 zoe.lefevre(at)exemple.fr",
  "hernie inguinale, 12 rue du Petit Bassin 75012 Paris",
  "Carpenteret Danielo",
};

static void
code_titled (CliFixture *fixture,
             const char *surgeon,
             const char *title)
{
  g_autofree char *add = g_strdup_printf ("intervention add P1 surgeon=%s 'label=%s' date=2026-03-10 state=done",
                                          surgeon, title);
  g_autofree char *operation = cli_fixture_read_id (fixture, add);
  g_autofree char *act = record (fixture, operation, "HHFA016");
  g_autofree char *validate = g_strdup_printf ("coding validate %s", operation);
  g_autofree char *validated = cli_fixture_read_id (fixture, validate);

  g_assert_cmpstr (act, !=, validated);
}

static void
assert_key (json_t     *learnt,
            const char *key,
            gsize       n_titles)
{
  guint n_found = 0;
  gsize i;
  json_t *tally;

  json_array_foreach (json_object_get (learnt, "tallies"), i, tally)
    {
      const char *found = json_string_value (json_object_get (tally, "key"));

      if (g_str_equal (found, "HHFA016"))
        continue;
      g_assert_cmpstr (found, ==, key);
      g_assert_cmpint (json_integer_value (json_object_get (tally, "shown")), ==, (json_int_t) n_titles);
      n_found++;
    }
  g_assert_cmpuint (n_found, ==, 1);
}

/* However a name, a date or a number was typed into a title, it does not leave. */
static void
test_learning_titles (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *patient = NULL;
  g_autofree char *surgeon = NULL;
  g_autoptr(json_t) learnt = NULL;

  cli_fixture_set_up (&fixture);
  patient = cli_fixture_read_id (&fixture, "patient add file_number=P1 birth_name=LEFEVRE birth_first_names=Zoé sex=F "
                                           "birth_date=1984-03-12");
  surgeon = cli_fixture_read_id (&fixture, "record add practitioner name=Martin sector=1");
  for (gsize i = 0; i < G_N_ELEMENTS (typed_titles); i++)
    code_titled (&fixture, surgeon, typed_titles[i]);
  learnt = cli_fixture_read_json (&fixture, "ccam learn export");
  g_assert_cmpint (json_integer_value (json_object_get (json_array_get (learnt, 0), "cases")), ==,
                   (json_int_t) G_N_ELEMENTS (typed_titles));
  assert_key (json_array_get (learnt, 0), "hernie inguinale", G_N_ELEMENTS (typed_titles) - 1);
}

/* What a validated coding teaches leaves without the patient, and is forgotten when one says so; the act stays. */
static void
test_learning (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *operation = NULL;
  g_autofree char *act = NULL;
  g_autofree char *validate = NULL;
  g_autofree char *validated = NULL;
  g_autofree char *learnt = NULL;
  g_autofree char *path = NULL;

  cli_fixture_set_up (&fixture);
  operation = cli_fixture_add_operation (&fixture, "");
  act = record (&fixture, operation, "HHFA016 proposed_code=HHFA016 source=suggestion");
  validate = g_strdup_printf ("coding validate %s", operation);
  validated = cli_fixture_read_id (&fixture, validate);
  cli_fixture_play_one (&fixture, g_strdup ("ccam learn export --out @/learnt.json"), 0, "\\A\\z", NULL);
  path = cli_fixture_path (&fixture, "learnt.json");
  g_assert_true (g_file_get_contents (path, &learnt, NULL, NULL));
  g_assert_nonnull (strstr (learnt, "\"cases\":1"));
  g_assert_nonnull (strstr (learnt, "HHFA016"));
  g_assert_null (strstr (learnt, "LEFEVRE"));
  g_assert_null (strstr (learnt, "1984"));

  cli_fixture_play_one (&fixture, g_strdup ("ccam learn reset --reason 'nouvel associé'"), 0, "1 case was known",
                        NULL);
  cli_fixture_play_one (&fixture, g_strdup ("ccam learn export"), 0, "\"cases\":0,", NULL);
  cli_fixture_play_one (&fixture, g_strdup_printf ("act proof %s --out @/proof.json", act), 0, "\\A\\z", NULL);
  cli_fixture_play_one (&fixture, g_strdup_printf ("act proof %s --out @/none/proof.json", act), 1, "^$", "none");
  cli_fixture_play_one (&fixture, g_strdup_printf ("act show %s", act), 0, "HHFA016", NULL);
}

/* The new kinds leave with an export, and come back the same. */
static void
test_carried (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_auto(CliFixture) other = { NULL };
  g_autofree char *operation = NULL;
  g_autofree char *act = NULL;
  g_autofree char *note = NULL;
  g_autofree char *add = NULL;

  cli_fixture_set_up (&fixture);
  operation = cli_fixture_add_operation (&fixture, "");
  add = g_strdup_printf ("note add %s text=Appendicectomie", operation);
  note = cli_fixture_read_id (&fixture, add);
  act = record (&fixture, operation, "HHFA016");
  cli_fixture_play_one (&fixture, g_strdup ("export @/all.zip"), 0, "all.zip", NULL);
  cli_fixture_play_one (&fixture, g_strdup ("import @/all.zip"), 0, "^0 records", NULL);
  cli_fixture_set_up (&other);
  cli_fixture_play_one (&other, g_strdup_printf ("import %s/all.zip", fixture.folder), 0, "", NULL);
  cli_fixture_play_one (&other, g_strdup_printf ("act show %s", act), 0, "HHFA016", NULL);
  cli_fixture_play_one (&other, g_strdup_printf ("note show %s", note), 0, "Appendicectomie", NULL);
  g_assert_cmpuint (count_acts (&other, operation), ==, 1);
}

/* Killed at any moment, an act is there with its coding, or not at all. */
static void
test_crash (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *operation = NULL;
  gsize n_before = 0;

  cli_fixture_set_up (&fixture);
  operation = cli_fixture_add_operation (&fixture, "");
  for (int i = 0; i < N_CRASHES; i++)
    {
      g_autofree char *arguments = g_strdup_printf ("act record %s HHFA016", operation);
      g_autoptr(GSubprocess) process = cli_fixture_spawn (&fixture, arguments);
      gsize n_after;

      g_usleep ((gulong) (i * 40000));
      g_subprocess_force_exit (process);
      g_subprocess_wait (process, NULL, NULL);
      n_after = count_acts (&fixture, operation);
      g_assert_cmpuint (n_after, >=, n_before);
      g_assert_cmpuint (n_after, <=, n_before + 1);
      n_before = n_after;
    }
  cli_fixture_play_one (&fixture, g_strdup ("check"), 0, "Nothing wrong", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/acts/acts", test_acts);
  g_test_add_func ("/acts/circumstances", test_circumstances);
  g_test_add_func ("/acts/coding", test_coding);
  g_test_add_func ("/acts/proof", test_proof);
  g_test_add_func ("/acts/proof-of-terminal", test_proof_of_terminal);
  g_test_add_func ("/acts/learning", test_learning);
  g_test_add_func ("/acts/learning-titles", test_learning_titles);
  g_test_add_func ("/acts/carried", test_carried);
  g_test_add_func ("/acts/crash", test_crash);

  return g_test_run ();
}

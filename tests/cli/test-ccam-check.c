/* test-ccam-check.c: a draft in, findings and prices out; what is no draft, or names no act, is one sentence, status 1.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli-fixture.h"

#include <cpx-json.h>

#include <string.h>

#define DRAFT(acts) "{\"date\": \"2025-03-04\", \"patient\": {\"age_years\": 45, \"sex\": \"F\"}, " \
                    "\"practitioner\": {\"convention\": \"sector_1\"}, \"acts\": [" acts "]}"

static const CliStep steps[] = {
  { "text", "ccam check @/draft.json", NULL, 0, "(?s)^HHFA016-1-0.*Practitioner 0:.*to_know\tccam\\.7\\.version",
    NULL },
  { "json", "ccam check --json @/draft.json", NULL, 0, "\"tariff_cents\":19186", NULL },
  { "standard-input", "ccam check --json -", DRAFT ("{\"code\": \"HHFA016\"}"), 0, "\"HHFA016\".*\"nomenclature\"",
    NULL },
  { "two-acts-of-the-starter", "ccam check --json -", DRAFT ("{\"code\": \"HHFA016\"}, {\"code\": \"HMFC004\"}"), 0,
    "\"base_cents\":38987", NULL },
  { "no-acts", "ccam check --json -", DRAFT (""), 0, "\"acts\":\\[\\],\"totals\":\\[\\]", NULL },
  { "no-acts-as-text", "ccam check -", DRAFT (""), 0, "^This draft holds no act: there is nothing to check", NULL },
  { "blocked-is-an-answer", "ccam check --json -", DRAFT ("{\"code\": \"HHFA016\", \"association\": \"2\"}"), 0,
    "\"blocked\":true,.*ccam\\.3\\.code", NULL },
  { "unknown-act", "ccam check --json -", DRAFT ("{\"code\": \"HHFA016\"}, {\"code\": \"ZZZZ999\"}"), 1, "^$",
    "^cpxctl: Act 2: ZZZZ999 is not in the nomenclature" },
  { "two-accesses", "ccam check --json -", DRAFT ("{\"code\": \"HMFC004\"}, {\"code\": \"HMFA007\"}"), 0,
    "\"level\":\"to_justify\"[^}]*ccam\\.1\\.4|ccam\\.1\\.4[^}]*\"to_justify\"", NULL },
  { "one-side-and-both", "ccam check -", DRAFT ("{\"code\": \"LMMA012\"}, {\"code\": \"LMMA001\"}"), 0,
    "to_justify\tccam\\.1\\.4\tLMMA012 and LMMA001 are one gesture", NULL },
  { "a-variant", "ccam check -", DRAFT ("{\"code\": \"NEKA020\"}, {\"code\": \"NEKA012\"}"), 0,
    "to_justify\tccam\\.1\\.4\tNEKA020 and NEKA012 are two variants", NULL },
  { "a-variant-on-two-legs", "ccam check -",
    DRAFT ("{\"code\": \"NEKA020\", \"body_part\": \"left_leg\"}, "
           "{\"code\": \"NEKA012\", \"body_part\": \"right_leg\"}"),
    0, "^((?!1\\.4).|\n)*$", NULL },
  { "one-gesture-told", "ccam check -",
    DRAFT ("{\"code\": \"HHFA008\", \"gesture\": 1}, {\"code\": \"HHFA016\", \"gesture\": 1}"), 0,
    "to_justify\tccam\\.1\\.4\tHHFA008 and HHFA016 were proposed for one gesture", NULL },
  { "small-letters", "ccam check -", DRAFT ("{\"code\": \"hhfa016\", \"modifiers\": \"j\"}"), 0,
    "^HHFA016-1-0  J ", NULL },
  { "quantity", "ccam check --json -", DRAFT ("{\"code\": \"HHFA016\", \"quantity\": 3}"), 0,
    "\"blocked\":true.*\"base_cents\":19186.*ccam\\.1\\.2", NULL },
  { "other-sex", "ccam check --json -", DRAFT ("{\"code\": \"JGFE023\"}"), 0, "\"blocked\":true.*ccam\\.1\\.7", NULL },
  { "short-code", "ccam check --json -", DRAFT ("{\"code\": \"HHFA16\"}"), 1, "^$",
    "^cpxctl: Act 1: .code. must be 7 letters and digits" },
  { "no-json", "ccam check --json -", "{\"date\":", 1, "^$", "^cpxctl: .*not JSON" },
  { "nothing", "ccam check --json -", "", 1, "^$", "^cpxctl: .*not JSON" },
  { "doubled", "ccam check --json -", "{\"date\": 1, \"date\": 2}", 1, "^$", "^cpxctl: .*twice" },
  { "unknown-member", "ccam check --json -", "{\"amount\": 1}", 1, "^$",
    "^cpxctl: Draft: .amount. is no member of it" },
  { "bad-amount", "ccam check --json -", DRAFT ("{\"code\": \"HHFA016\", \"overcharge_cents\": -1}"), 1, "^$",
    "^cpxctl: Act 1: .overcharge_cents. must be" },
  { "no-file", "ccam check --json @/absent.json", NULL, 1, "^$", "^cpxctl: .*cannot be read" },
  { "no-argument", "ccam check", NULL, 2, "^$", "^cpxctl: " },
};

static void
test_steps (void)
{
  g_auto(CliFixture) fixture = { 0 };

  cli_fixture_set_up (&fixture);
  cli_fixture_write (&fixture, "draft.json", DRAFT ("{\"code\": \"HHFA016\"}"));
  cli_fixture_play (&fixture, steps, G_N_ELEMENTS (steps));
}

/* With --with-draft what comes out can go in again. */
static void
test_round_trip (void)
{
  g_auto(CliFixture) fixture = { 0 };
  g_autoptr(json_t) first = NULL;
  g_autoptr(json_t) second = NULL;
  g_autofree char *text = NULL;

  cli_fixture_set_up (&fixture);
  cli_fixture_write (&fixture, "draft.json", DRAFT ("{\"code\": \"HHFA016\"}, {\"code\": \"HMFC004\"}"));
  first = cli_fixture_read_json (&fixture, "ccam check --with-draft @/draft.json");
  text = cpx_json_print (json_object_get (json_array_get (first, 0), "draft"));
  g_assert_nonnull (strstr (text, "HMFC004"));
  cli_fixture_write (&fixture, "again.json", text);
  second = cli_fixture_read_json (&fixture, "ccam check --with-draft @/again.json");
  g_assert_true (json_equal (first, second));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ccam-check/steps", test_steps);
  g_test_add_func ("/ccam-check/round-trip", test_round_trip);

  return g_test_run ();
}

/* test-bad-input.c: what cannot be, what is malformed, what is missing: refused with the field or the line named, or
 * kept intact; and after all of it the practice is as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli-fixture.h"

#include <string.h>

#define REST   " birth_first_names=Y sex=F birth_date=1984-03-12 birth_place_insee=35238"
#define PERSON "\"birth_first_names\":\"Y\",\"sex\":\"F\",\"birth_date\":\"1984\",\"birth_place_insee\":\"35238\""

static const CliStep field_steps[] = {
  { "no such day", "patient add birth_name=X birth_date=1984-02-31", NULL, 1, "^$", "“Date of birth”" },
  { "no such month", "patient add birth_name=X birth_date=1984-13", NULL, 1, "^$", "“Date of birth”" },
  { "not born yet", "patient add birth_name=X birth_first_names=Y sex=F birth_place_insee=35238 birth_date=2999-01-01",
    NULL, 1,
    "^$", "date of birth" },
  { "wrong NIR key", "patient add birth_name=X nir=284033523812341" REST, NULL, 1, "^$", "“Social security number”" },
  { "a NIR with letters", "patient add birth_name=X nir=28403XX23812340" REST, NULL, 1, "^$",
    "“Social security number”" },
  { "unknown token", "patient add birth_name=X sex=Z", NULL, 1, "^$", "“Sex”" },
  { "unknown field", "patient add birth_name=X shoe_size=42", NULL, 1, "^$", "“shoe_size”" },
  { "a number that is none", "patient add birth_name=X height_cm=tall" REST, NULL, 1, "^$", "“Height”" },
  { "too tall", "patient add birth_name=X height_cm=999" REST, NULL, 1, "^$", "“Height”" },
  { "an answer that is none", "patient add birth_name=X confidential=perhaps" REST, NULL, 1, "^$", "confidential" },
  { "set by the program", "patient add birth_name=X merged_into=01a20186-03a2-7000-8347-55279e6da8f4" REST, NULL, 1,
    "^$", "." },
  { "a trait is missing", "patient add birth_name=X", NULL, 1, "^$", "." },
  { "two faults, one line", "patient add birth_name=X sex=Z birth_date=1984-02-31", NULL, 1, "^$",
    "“Sex”.*; .*“Date of birth”" },
  { "no UTF-8", "patient add birth_name=\xff", NULL, 1, "^$", "UTF-8" },
  { "nobody to edit", "patient edit nobody birth_name=X", NULL, 1, "^$", "“nobody”" },
  { "nobody to archive", "patient archive nobody", NULL, 1, "^$", "“nobody”" },
  { "not with oneself", "patient merge P1 P1", NULL, 1, "^$", "." },
  { "not merged", "patient unmerge P1", NULL, 1, "^$", "." },
  { "edit to nonsense", "patient edit P1 birth_date=1984-02-31", NULL, 1, "^$", "“Date of birth”" },
  { "edit the required away", "patient edit P1 birth_name=", NULL, 1, "^$", "“Birth name”" },
};

static const CliStep json_steps[] = {
  { "no JSON", "patient add --json-file -", "birth_name=X", 1, "^$", "JSON" },
  { "nothing", "patient add --json-file -", "", 1, "^$", "JSON" },
  { "a list", "patient add --json-file -", "[1]", 1, "^$", "object" },
  { "a key twice", "patient add --json-file -", "{\"sex\":\"F\",\"sex\":\"M\"}", 1, "^$", "sex" },
  { "NUL", "patient add --json-file -", "{\"birth_name\":\"A\\u0000B\"}", 1, "^$", "NUL" },
  { "no UTF-8", "patient add --json-file -", "{\"birth_name\":\"\xff\"}", 1, "^$",
    "column [0-9]+, field “birth_name”: this is no UTF-8 text" },
  { "a raw control character", "patient add --json-file -", "{\"sex\":\"F\",\"birth_name\":\"A\x01\"}", 1, "^$",
    "field “birth_name”: a text holds a control character" },
  { "half a surrogate", "patient add --json-file -", "{\"birth_name\":\"\\ud800\"}", 1, "^$", "JSON" },
  { "a number for a text", "patient add --json-file -", "{\"birth_name\":12}", 1, "^$", "“Birth name”" },
  { "a text for a number", "patient add --json-file -", "{\"birth_name\":\"X\",\"height_cm\":\"1\"," PERSON "}", 1,
    "^$", "“Height”" },
  { "a control character", "patient add --json-file -", "{\"birth_name\":\"A\\u0007B\"," PERSON "}", 1, "^$",
    "“Birth name”" },
  { "an escape", "patient add --json-file -", "{\"birth_name\":\"A\\u001b[31mB\"," PERSON "}", 1, "^$",
    "“Birth name”" },
  { "another kind", "patient add --json-file -", "{\"kind\":\"room\"}", 1, "^$", "room" },
  { "an identifier that is none", "patient add --json-file -", "{\"id\":\"7\"," PERSON "}", 1, "^$", "id" },
  { "no file", "patient add --json-file @/none", NULL, 1, "^$", "none" },
  { "a folder", "patient add --json-file @", NULL, 5, "^$", "." },
  { "batch: line 2 is no JSON", "patient add --batch -", "{\"birth_name\":\"X\"," PERSON "}\n{\n", 1, "^$",
    "^cpxctl: 0 patients were added before: Line 2, column 1: this is not JSON" },
  { "batch: line 2 holds NUL", "patient add --batch -", "\n{\"birth_name\":\"X\\u0000\"}\n", 1, "^$",
    "before: Line 2, column [0-9]+, field “birth_name”: .*NUL" },
  { "batch: line 3 is refused", "patient add --batch - --per-commit 1",
    "{\"birth_name\":\"Un\"," PERSON "}\n\n{\"birth_name\":\"Deux\",\"sex\":\"Z\"}\n", 1, "^$",
    "1 patient was.*Line 3.*“Sex”.*[^.]; resume at line 2$" },
  { "batch: refused in the second transaction", "patient add --batch - --per-commit 2",
    "{\"birth_name\":\"Cinq\"," PERSON "}\n\n{\"birth_name\":\"Six\"," PERSON "}\n"
    "{\"birth_name\":\"Sept\"," PERSON "}\n{\n", 1,
    "^$", "^cpxctl: 2 patients were added before: Line 5, .*; resume at line 4$" },
  { "what came before stays", "patient search un", NULL, 0, "UN Y", NULL },
  { "batch: unknown field", "patient add --batch -", "{\"birth_name\":\"X\",\"shoe_size\":42," PERSON "}", 1, "^$",
    "Line 1.*“shoe_size”" },
  { "batch: no file", "patient add --batch @/none", NULL, 1, "^$", "none" },
  { "batch: none a time", "patient add --batch - --per-commit -1", "", 2, "^$", "--per-commit" },
  { "batch: two of the same", "patient add --batch -",
    "{\"birth_name\":\"Trois\"," PERSON "}\n{\"birth_name\":\"Trois\"," PERSON "}\n", 0, "^2 patients added",
    "^cpxctl: 2 possible duplicates: see “cpxctl patient duplicates”" },
  { "batch: two of the same, as JSON", "--json patient add --batch -",
    "{\"birth_name\":\"Quatre\"," PERSON "}\n{\"birth_name\":\"Quatre\"," PERSON "}\n", 0,
    "\"possible_duplicates\":2", NULL },
  { "batch: nothing", "patient add --batch -", "", 0, "^0 patients", NULL },
};

/* Each is one field as it must come back. */
static const char * const intact_names[] = {
  "O’BRIEN-D’ARTAGNAN", "Ğüneş", "Nguyễn Thị", "محمد علي", "שרה", "田中", "Zoë", "é", "A\u200dB", "N'Guessan",
  "$(reboot)", "%s%n",
  "'; DROP TABLE patient;--", "<b>gras</b>",
};

static void
add_first (CliFixture *fixture)
{
  const CliStep step = { "first", "patient add file_number=P1 birth_name=PREMIER" REST, NULL, 0, "added", NULL };

  cli_fixture_play (fixture, &step, 1);
}

static void
test_fields (void)
{
  const CliStep after = { "nothing came of it", "patient list", NULL, 0, "^[^\n]*PREMIER[^\n]*\n$", NULL };
  g_auto(CliFixture) fixture = { NULL };

  cli_fixture_set_up (&fixture);
  add_first (&fixture);
  cli_fixture_play (&fixture, field_steps, G_N_ELEMENTS (field_steps));
  cli_fixture_play (&fixture, &after, 1);
}

static void
test_json (void)
{
  g_auto(CliFixture) fixture = { NULL };

  cli_fixture_set_up (&fixture);
  cli_fixture_play (&fixture, json_steps, G_N_ELEMENTS (json_steps));
}

static char *
make_patient (const char *name)
{
  json_t *patient = json_pack ("{s:s, s:s, s:s, s:s, s:s}", "birth_name", name, "birth_first_names", "Y", "sex", "F",
                               "birth_date", "1984", "birth_place_insee", "35238");
  char *text = json_dumps (patient, JSON_COMPACT);

  json_decref (patient);

  return text;
}

/* Kept as it was typed but for composition (NFC), or refused with the field named. */
static void
test_intact (void)
{
  g_auto(CliFixture) fixture = { NULL };

  cli_fixture_set_up (&fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (intact_names); i++)
    {
      char *line = make_patient (intact_names[i]);
      g_autoptr(CliRun) run = cli_fixture_run (&fixture, "--json patient add --json-file -", line);
      g_autofree char *composed = g_utf8_normalize (intact_names[i], -1, G_NORMALIZE_DEFAULT_COMPOSE);

      free (line);
      if (run->status == 1)
        {
          g_assert_nonnull (strstr (run->complaint, "“Birth name”"));
          continue;
        }
      g_assert_cmpint (run->status, ==, 0);
      {
        json_t *object = json_loads (run->output, 0, NULL);

        g_assert_cmpstr (json_string_value (json_object_get (object, "birth_name")), ==, composed);
        json_decref (object);
      }
    }
}

/* A megabyte where there is room for a hundred characters. */
static void
test_megabyte (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *name = g_strnfill (1024 * 1024, 'A');
  char *line = NULL;
  g_autoptr(CliRun) run = NULL;

  cli_fixture_set_up (&fixture);
  line = make_patient (name);
  run = cli_fixture_run (&fixture, "patient add --json-file -", line);
  free (line);
  g_assert_cmpint (run->status, ==, 1);
  g_assert_nonnull (strstr (run->complaint, "“Birth name”"));
  g_assert_cmpuint (strlen (run->complaint), <, 1000);
}

/* A refused line ends the batch and names itself: the rest follows in another one. */
static guint
keep_one_by_one (CliFixture *fixture,
                 const char *lines)
{
  guint n_kept = 0;

  while (*lines != '\0')
    {
      g_autoptr(CliRun) run = cli_fixture_run (fixture, "patient add --batch - --per-commit 1", lines);
      guint n_added = (guint) g_ascii_strtoull (run->status == 0 ? run->output : run->complaint + strlen ("cpxctl: "),
                                                NULL, 10);

      n_kept += n_added;
      if (run->status == 0)
        break;
      g_assert_cmpint (run->status, ==, 1);
      g_assert_nonnull (strstr (run->complaint, "“Remarks”"));
      for (guint i = 0; i <= n_added; i++)
        lines = strchr (lines, '\n') + 1;
    }

  return n_kept;
}

/* Texts that broke other programs, as a note: kept byte for byte but for composition, or refused by name. */
static void
test_naughty_strings (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GString) batch = g_string_new (NULL);
  guint n = 0;
  guint n_kept;

  path = g_build_filename (g_getenv ("CPX_SHARED") != NULL ? g_getenv ("CPX_SHARED") : "", "vectors", "naughty-strings",
                           "blns.txt", NULL);
  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("no naughty-strings below $CPX_SHARED/vectors");
      return;
    }
  cli_fixture_set_up (&fixture);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      json_t *patient = json_pack ("{s:s, s:s, s:s, s:s, s:s, s:s}", "birth_name", "NOM", "birth_first_names", "Y",
                                   "sex",
                                   "F", "birth_date", "1984", "birth_place_insee", "35238", "notes", lines[i]);
      char *line = patient != NULL ? json_dumps (patient, JSON_COMPACT) : NULL;

      json_decref (patient);
      if (line != NULL && *lines[i] != '\0')
        {
          g_string_append_printf (batch, "%s\n", line);
          n++;
        }
      free (line);
    }
  n_kept = keep_one_by_one (&fixture, batch->str);
  g_test_message ("%u strings, %u kept", n, n_kept);
  g_assert_cmpuint (n_kept, >, n / 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/bad-input/fields", test_fields);
  g_test_add_func ("/cli/bad-input/json", test_json);
  g_test_add_func ("/cli/bad-input/intact", test_intact);
  g_test_add_func ("/cli/bad-input/megabyte", test_megabyte);
  g_test_add_func ("/cli/bad-input/naughty-strings", test_naughty_strings);

  return g_test_run ();
}

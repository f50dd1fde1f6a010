/* test-operations.c: operations, their reports and the work list from a terminal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli-fixture.h"

#include <cpx-json.h>

static void
play (CliFixture *fixture,
      const char *arguments,
      const char *id,
      int         status,
      const char *output,
      const char *complaint)
{
  cli_fixture_play_one (fixture, g_strdup_printf ("%s %s", arguments, id), status, output, complaint);
}

static void
test_operations (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *operation = NULL;
  g_autoptr(json_t) rows = NULL;
  json_t *row;

  cli_fixture_set_up (&fixture);
  operation = cli_fixture_add_operation (&fixture, "planned_acts=hhfa016");
  rows = cli_fixture_read_json (&fixture, "intervention list --uncoded");
  g_assert_cmpuint (json_array_size (rows), ==, 1);
  row = json_array_get (rows, 0);
  g_assert_cmpstr (json_string_value (json_object_get (row, "id")), ==, operation);
  g_assert_cmpstr (json_string_value (json_object_get (row, "planned_acts")), ==, "HHFA016");
  g_assert_true (g_str_has_prefix (json_string_value (json_object_get (row, "patient_name")), "LEFEVRE"));
  g_assert_true (json_is_false (json_object_get (row, "has_draft")));

  play (&fixture, "intervention show", operation, 0, "Appendicectomie", NULL);
  play (&fixture, "intervention list --patient", "P1", 0, "Appendicectomie", NULL);
  play (&fixture, "intervention list", "", 2, "^$", "--patient");
  play (&fixture, "intervention add P2 label=x", "", 1, "^$", "P2");
}

static void
test_notes (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *operation = NULL;
  g_autofree char *add = NULL;
  g_autofree char *note = NULL;
  g_autofree char *edit = NULL;
  g_autofree char *sign = NULL;

  cli_fixture_set_up (&fixture);
  cli_fixture_write (&fixture, "note.txt", "Appendicectomie par cœlioscopie.\nPas de drain.\n");
  cli_fixture_write (&fixture, "latin1.txt", "c\xf4t\xe9");
  operation = cli_fixture_add_operation (&fixture, "planned_acts=hhfa016");
  add = g_strdup_printf ("note add %s --text-file %s/note.txt", operation, fixture.folder);
  note = cli_fixture_read_id (&fixture, add);
  edit = g_strdup_printf ("note edit %s text=Autre", note);
  sign = g_strdup_printf ("note edit %s --sign", note);

  play (&fixture, "note show", note, 0, "Pas de drain", NULL);
  play (&fixture, edit, "", 0, "changed", NULL);
  play (&fixture, "note show --version 1", note, 0, "Pas de drain", NULL);
  play (&fixture, "note show --version 3", note, 1, "^$", "version");
  play (&fixture, "note add --text-file @/latin1.txt", operation, 1, "^$", "UTF-8");
  play (&fixture, "note versions", note, 0, "1.*2", NULL);
  play (&fixture, sign, "", 0, "changed", NULL);
  play (&fixture, edit, "title=Autre", 1, "^$", "signed");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/operations/operations", test_operations);
  g_test_add_func ("/operations/notes", test_notes);

  return g_test_run ();
}

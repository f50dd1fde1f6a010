/* test-llm.c: cpxctl ccam llm: set, shown, previewed, tested, and what is refused how.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli-fixture.h"

static const CliStep steps[] = {
  { "off at first", "--json ccam llm show", NULL, 0,
    "\\A{\"on\":false,\"url\":null,\"model\":null,\"has_key\":false,\"counts\":{\"asked\":0,", NULL },
  { "nothing to test", "ccam llm test", NULL, 1, "^$", "^cpxctl: There is nothing to test yet" },
  { "http elsewhere", "ccam llm set --url http://modele.exemple/v1 --model m", NULL, 1, "^$", "Only an https address" },
  { "no address", "ccam llm set --url nulle-part --model m", NULL, 1, "^$", "This is no address" },
  { "on without a name", "ccam llm set --url https://modele.exemple/v1 --on", NULL, 1, "^$", "has a name" },
  { "set, not on", "ccam llm set --url http://127.0.0.1:9/v1 --model modele --key-file @/key", NULL, 0, "not asked",
    NULL },
  { "the key is not shown", "--json ccam llm show", NULL, 0,
    "\\A{\"on\":false,\"url\":\"http://127.0.0.1:9/v1\",\"model\":\"modele\",\"has_key\":true,(?!.*sk-secret)", NULL },
  { "unreachable", "ccam llm test", NULL, 8, "^$", "cannot be reached" },
  { "counted", "--json ccam llm show", NULL, 0, "\"asked\":1,.*\"unreachable\":1,", NULL },
  { "on", "ccam llm set --on", NULL, 0, "asked from now on", NULL },
  { "another address has no key", "ccam llm set --url https://modele.exemple/v1", NULL, 0, "asked", NULL },
  { "no key shown for it", "--json ccam llm show", NULL, 0, "\"on\":true,.*\"has_key\":false", NULL },
  { "off", "ccam llm off", NULL, 0, "not asked", NULL },
  { "off is off", "ccam llm show", NULL, 0, "\\ANo language model is asked\\.\nAddress: https://modele", NULL },
  { "a key of two lines takes the first", "ccam llm set --key-file @/note", NULL, 1, "^$", "no spaces" },
  { "an empty key", "ccam llm set --key-file @/empty", NULL, 1, "^$", "^cpxctl: " },
  { "no key file", "ccam llm set --key-file @/nowhere", NULL, 1, "^$", "^cpxctl: " },
  { "preview", "ccam llm preview @/note", NULL, 0,
    "\\AMme \\[NOM\\], née le \\[DATE\\]\nHernie inguinale droite, 12 cm\n",
    NULL },
  { "preview, JSON", "--json ccam llm preview @/note", NULL, 0, "\\A{\"text\":\"Mme \\[NOM\\], née", NULL },
  { "preview of bytes", "ccam llm preview @/bytes", NULL, 0, "", NULL },
  { "preview of nothing", "ccam llm preview @/empty", NULL, 0, "\\A\n\\z", NULL },
  { "preview without a file", "ccam llm preview", NULL, 2, "^$", "is missing" },
  { "preview of no file", "ccam llm preview @/nowhere", NULL, 1, "^$", "^cpxctl: " },
  { "preview for nobody", "ccam llm preview --patient 00000000-0000-7000-8000-000000000000 @/note", NULL, 1, "^$",
    "^cpxctl: " },
};

static void
test_steps (void)
{
  g_auto(CliFixture) fixture = { 0 };

  cli_fixture_set_up (&fixture);
  cli_fixture_write (&fixture, "key", "sk-secret-1\n");
  cli_fixture_write (&fixture, "note", "Mme Durand, née le 14/03/1958\nHernie inguinale droite, 12 cm\n");
  cli_fixture_write (&fixture, "bytes", "\xff\xfe\x01 14/03/1958");
  cli_fixture_write (&fixture, "empty", "");
  cli_fixture_play (&fixture, steps, G_N_ELEMENTS (steps));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/llm/steps", test_steps);

  return g_test_run ();
}

/* test-anchor.c: cpxctl audit second-place and audit anchor: chosen, run, listed, removed, and what is refused how.
 * What an authority answers is tested in tests/practice/test-anchors.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli-fixture.h"

#include <glib/gstdio.h>

static const CliStep steps[] = {
  { "no second place yet", "audit second-place", NULL, 0, "\\ANo second place was chosen", NULL },
  { "beside the vault", "audit second-place @", NULL, 1, "^$", "beside the database" },
  { "no such folder", "audit second-place /nowhere/at/all", NULL, 1, "^$", "no such folder" },
  { "both", "audit second-place --none /tmp", NULL, 2, "^$", "not both" },
  { "chosen", "audit second-place %", NULL, 0, "kept there too", "on the same disk" },
  { "sealed", "audit checkpoint", NULL, 0, "entries sealed, code [0-9A-F-]{19}\nThe last seal is kept in ", NULL },
  { "sealed, JSON", "--json audit checkpoint", NULL, 0, "\"second_place\":\"The last seal is kept in ", NULL },
  { "kept", "--json audit second-place", NULL, 0, "\"folder\":\".*\"state\":\"The last seal is kept", NULL },
  { "an anchor of no kind", "audit anchor add ethereum 0x00", NULL, 1, "^$", "no kind of anchor" },
  { "an authority without a certificate", "audit anchor add rfc3161 http://127.0.0.1:9/tsr", NULL, 1, "^$",
    "no certificate" },
  { "a certificate that is none", "audit anchor add rfc3161 http://127.0.0.1:9/tsr --certificate @/note", NULL, 1,
    "^$", "no certificate" },
  { "a certificate that is not there", "audit anchor add rfc3161 http://127.0.0.1:9/tsr --certificate @/nowhere", NULL,
    1, "^$", "^cpxctl: " },
  { "no address", "audit anchor add rfc3161 ici --certificate @/pem", NULL, 1, "^$", "no address" },
  { "a folder beside the vault", "audit anchor add folder @", NULL, 1, "^$", "beside the database" },
  { "an authority", "audit anchor add rfc3161 http://127.0.0.1:9/tsr --certificate @/pem", NULL, 0, "was added", NULL },
  { "a folder", "audit anchor add folder %", NULL, 0, "was added", "on the same disk" },
  { "nothing of it", "audit anchor add", NULL, 2, "^$", "^cpxctl: " },
  { "nobody listens", "audit anchor run", NULL, 8, "^$", "http://127.0.0.1:9/tsr: .*cannot be reached" },
  { "listed", "audit anchor list", NULL, 0,
    "1  Time-stamping authority  http://127.0.0.1:9/tsr\n   Tried on .*\n2  Folder  .*\n   Has the last seal.*\n"
    "   1 receipt, of the seal on [0-9]+ entries", NULL },
  { "listed, JSON", "--json audit anchor list", NULL, 0,
    "\"authority\":\"essai\",\"current\":false.*\"receipts\":\\[\\].*\n"
    ".*\"receipts\":\\[{\"entries\":[0-9]+,\"time_us\":", NULL },
  { "its delay is not over", "audit anchor run --due", NULL, 0, "0 anchors", NULL },
  { "no receipt of one that did not answer", "audit anchor receipt 1 --out @/recu", NULL, 1, "^$", "no seal yet" },
  { "no receipt without a file", "audit anchor receipt 2", NULL, 2, "^$", "--out" },
  { "the receipt of the folder", "audit anchor receipt 2 --out @/recu", NULL, 0, "recu\\.sceau", NULL },
  { "its receipts", "--json audit anchor receipts 2", NULL, 0, "\\A{\"anchor\":2,\"entries\":", NULL },
  { "no receipts", "audit anchor receipts 1", NULL, 0, "^$", "no receipt yet" },
  { "receipts of none", "audit anchor receipts 7", NULL, 1, "^$", "no anchor number 7" },
  { "a receipt that there is not", "audit anchor receipt 2 --entries 999 --out @/ancien", NULL, 1, "^$",
    "anchor receipts. lists" },
  { "a bad number of entries", "audit anchor receipt 2 --entries -1 --out @/ancien", NULL, 2, "^$", "from 1 on" },
  { "a number that is none", "audit anchor remove deux", NULL, 2, "^$", "no number" },
  { "none of that number", "audit anchor remove 7", NULL, 1, "^$", "no anchor number 7" },
  { "removed", "audit anchor remove 1", NULL, 0, "was removed", NULL },
  { "the receipts of one that was removed", "audit anchor receipts 1", NULL, 0, "^$", "no receipt yet" },
  { "no longer run, while the other has the seal of the removal", "audit anchor run", NULL, 0, "1 anchor was", NULL },
  { "verified against the copy", "audit verify --against @/recu.sceau", NULL, 0, "Log intact", NULL },
  { "dropped", "audit second-place --none", NULL, 0, "no second place any more", NULL },
};

static const CliStep before_steps[] = {
  { "chosen", "audit second-place %", NULL, 0, "kept there too", "on the same disk" },
  { "sealed", "audit checkpoint", NULL, 0, "The last seal is kept in ", NULL },
};

static const CliStep since_steps[] = {
  { "work", "audit second-place %", NULL, 0, "kept there too", "on the same disk" },
  { "sealed again", "audit checkpoint", NULL, 0, "The last seal is kept in ", NULL },
  { "intact", "audit verify", NULL, 0, "Log intact", NULL },
  { "noted", "--json audit log --action log.verified --limit 1", NULL, 0, "\"sound\":true", NULL },
  { "a proof", "audit prove --entry 2 --out @/preuve", NULL, 0, "^$", NULL },
  { "noted that it left", "--json audit log --action log.proved --limit 1", NULL, 0,
    "\"entry\":2,\"file\":true", NULL },
};

static const CliStep after_steps[] = {
  { "verified", "audit verify", NULL, 4, "^$", "second place.*old file was put back" },
  { "verified, JSON", "--json audit verify", NULL, 4, "\"sound\":false.*second place", "second place" },
  { "not sealed", "audit checkpoint --out @/sceau", NULL, 4, "^$", "second place" },
  { "said", "audit second-place", NULL, 4, "^$", "second place" },
  { "noted, with what was found", "--json audit log --action log.verified", NULL, 4,
    "old file was put back.*\"sound\":false", "not in order.*behind the seal in the second place" },
};

/* "%" is a folder outside that of the vault. */
static void
play (CliFixture    *fixture,
      const char    *outside,
      const CliStep *list,
      gsize          n_steps)
{
  for (gsize i = 0; i < n_steps; i++)
    {
      g_auto(GStrv) parts = g_strsplit (list[i].arguments, "%", -1);
      g_autofree char *arguments = g_strjoinv (outside, parts);
      CliStep step = list[i];

      step.arguments = arguments;
      cli_fixture_play (fixture, &step, 1);
    }
}

static void
test_steps (void)
{
  g_auto(CliFixture) fixture = { 0 };
  g_autofree char *outside = g_dir_make_tmp ("cpx-outside-XXXXXX", NULL);
  g_autofree char *pem = NULL, *command = NULL, *remove = g_strconcat ("rm -r ", outside, NULL);
  int status = -1;

  cli_fixture_set_up (&fixture);
  cli_fixture_write (&fixture, "note", "n’importe quoi");
  pem = g_build_filename (fixture.folder, "pem", NULL);
  command = g_strdup_printf ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout %s.key "
                             "-out %s -subj /CN=essai", pem, pem);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  play (&fixture, outside, steps, G_N_ELEMENTS (steps));
  g_assert_true (g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL));
}

static void
copy_file (const char *from,
           const char *to)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize) size, NULL));
}

/* An older copy of the vault file takes its place. */
static void
test_put_back (void)
{
  g_auto(CliFixture) fixture = { 0 };
  g_autofree char *outside = g_dir_make_tmp ("cpx-outside-XXXXXX", NULL);
  g_autofree char *old = NULL, *seal = NULL, *remove = g_strconcat ("rm -r ", outside, NULL);

  cli_fixture_set_up (&fixture);
  old = cli_fixture_path (&fixture, "old");
  seal = cli_fixture_path (&fixture, "sceau");
  play (&fixture, outside, before_steps, G_N_ELEMENTS (before_steps));
  copy_file (fixture.vault, old);
  play (&fixture, outside, since_steps, G_N_ELEMENTS (since_steps));
  copy_file (old, fixture.vault);
  play (&fixture, outside, after_steps, G_N_ELEMENTS (after_steps));
  g_assert_false (g_file_test (seal, G_FILE_TEST_EXISTS));
  g_assert_true (g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL));
}

static const CliStep anchored_steps[] = {
  { "a folder", "audit anchor add folder %", NULL, 0, "was added", "on the same disk" },
  { "sealed", "audit checkpoint", NULL, 0, "entries sealed", NULL },
  { "anchored", "audit anchor run", NULL, 0, "1 anchors?", NULL },
};

static const CliStep anchored_again_steps[] = {
  { "work", "audit log", NULL, 0, "", NULL },
  { "sealed", "audit checkpoint", NULL, 0, "entries sealed", NULL },
  { "anchored", "audit anchor run", NULL, 0, "1 anchors?", NULL },
  { "intact", "audit verify", NULL, 0, "\\ALog intact: [0-9]+ entries verified, [0-9]+ seals", NULL },
};

static const CliStep anchored_after_steps[] = {
  { "the folder knows better", "audit verify", NULL, 4, "^$", "a seal was set on more entries than there are" },
};

static const CliStep strange_steps[] = {
  { "said, and no fault", "audit verify", NULL, 0, "Log intact.*\nIn the folder of an anchor this file is no seal",
    NULL },
};

/* An old file is put back while the folder of an anchor has a later seal; a file there that is none is said. */
static void
test_anchored (void)
{
  g_auto(CliFixture) fixture = { 0 };
  g_autofree char *outside = g_dir_make_tmp ("cpx-outside-XXXXXX", NULL);
  g_autofree char *old = NULL, *later = NULL, *remove = g_strconcat ("rm -r ", outside, NULL);
  g_autofree char *spoil = g_strdup_printf ("sh -c 'for seal in %s/*.sceau; do echo abc >$seal; done'", outside);

  cli_fixture_set_up (&fixture);
  old = cli_fixture_path (&fixture, "old");
  later = cli_fixture_path (&fixture, "later");
  play (&fixture, outside, anchored_steps, G_N_ELEMENTS (anchored_steps));
  copy_file (fixture.vault, old);
  play (&fixture, outside, anchored_again_steps, G_N_ELEMENTS (anchored_again_steps));
  copy_file (fixture.vault, later);
  copy_file (old, fixture.vault);
  play (&fixture, outside, anchored_after_steps, G_N_ELEMENTS (anchored_after_steps));
  copy_file (later, fixture.vault);
  g_assert_true (g_spawn_command_line_sync (spoil, NULL, NULL, NULL, NULL));
  play (&fixture, outside, strange_steps, G_N_ELEMENTS (strange_steps));
  g_assert_true (g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL));
}

static const CliStep spoiled_steps[] = {
  { "verified", "audit verify", NULL, 4, "^$", "in the second place is spoiled.*choose the second place anew" },
  { "verified, JSON", "--json audit verify", NULL, 4, "\"sound\":false.*\"problem\":\".*is spoiled", "is spoiled" },
  { "said", "audit second-place", NULL, 4, "^$", "is spoiled" },
  { "chosen anew", "audit second-place %", NULL, 0, "kept there too", "on the same disk" },
  { "intact", "audit verify", NULL, 0, "\\ALog intact", NULL },
};

static const CliStep away_steps[] = {
  { "no fault", "audit verify", NULL, 0, "\\ALog intact", NULL },
  { "said", "audit second-place", NULL, 0, "The second place is not there", NULL },
};

/* A copy that was overwritten is a fault; a stick that is not plugged in is none. */
static void
test_spoiled (void)
{
  g_auto(CliFixture) fixture = { 0 };
  g_autofree char *outside = g_dir_make_tmp ("cpx-outside-XXXXXX", NULL);
  g_autofree char *remove = g_strconcat ("rm -r ", outside, NULL);
  g_autofree char *spoil = g_strdup_printf ("sh -c 'for seal in %s/*.sceau; do echo abc >$seal; done'", outside);

  cli_fixture_set_up (&fixture);
  play (&fixture, outside, before_steps, G_N_ELEMENTS (before_steps));
  g_assert_true (g_spawn_command_line_sync (spoil, NULL, NULL, NULL, NULL));
  play (&fixture, outside, spoiled_steps, G_N_ELEMENTS (spoiled_steps));
  g_assert_true (g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL));
  play (&fixture, outside, away_steps, G_N_ELEMENTS (away_steps));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/anchor/steps", test_steps);
  g_test_add_func ("/cli/anchor/put-back", test_put_back);
  g_test_add_func ("/cli/anchor/spoiled", test_spoiled);
  g_test_add_func ("/cli/anchor/anchored", test_anchored);

  return g_test_run ();
}

/* test-ccam.c: cpxctl ccam import, versions, diff, show: what is said, and with which status.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli-fixture.h"

static const CliStep starter_steps[] = {
  { "versions", "ccam versions", NULL, 0, "starter serves \\(273 everyday acts, version 78\\.10\\)", NULL },
  { "versions-json", "--json ccam versions", NULL, 0, "\"starter\":true", NULL },
  { "show", "ccam show hmfc004", NULL, 0, "grid 3: 293\\.94", NULL },
  { "show-json", "--json ccam show HMFC004 --date 2025-01-01", NULL, 0, "\"cents\":29394", NULL },
  { "show-too-early", "ccam show HMFC004 --date 2004-12-31", NULL, 1, "^$",
    "^cpxctl: No version found on the day wanted: the first one here is of 01/01/2025" },
  { "show-unknown", "ccam show ZZZZ999", NULL, 1, "^$", "^cpxctl: .*ZZZZ999" },
  { "show-bad-day", "ccam show HMFC004 --date 2025-13-01", NULL, 1, "^$", "^cpxctl: .*--date" },
  { "show-nothing", "ccam show", NULL, 2, "^$", "^cpxctl: " },
  { "no-favourite", "ccam favourite list", NULL, 0, "^No favourites yet", NULL },
  { "favourite", "ccam favourite add hmfc004", NULL, 0, "\tAmong your favourites now", NULL },
  { "favourite-twice", "ccam favourite add HMFC004", NULL, 1, "^$", "^cpxctl: HMFC004 is among your favourites" },
  { "favourite-unknown", "ccam favourite add ZZZZ999", NULL, 1, "^$", "^cpxctl: .*ZZZZ999" },
  { "favourite-nothing", "ccam favourite add", NULL, 2, "^$", "^cpxctl: CODE is missing" },
  { "favourites", "ccam favourite list", NULL, 0, "^HMFC004  Cholécystectomie", NULL },
  { "favourites-json", "--json ccam favourite list", NULL, 0, "^{\"code\":\"HMFC004\",\"label\":", NULL },
  { "favourite-dropped", "ccam favourite remove HMFC004", NULL, 0, "\tNo favourite of yours any more", NULL },
  { "favourite-not-there", "ccam favourite remove HMFC004", NULL, 1, "^$", "^cpxctl: HMFC004 is not among" },
  { "used-by-nobody", "ccam used", NULL, 0, "no volumes were imported", NULL },
  { "used-limit", "ccam used --limit 0", NULL, 2, "^$", "^cpxctl: .*1000" },
  { "import-nowhere", "ccam import @/none.zip", NULL, 1, "^$", "^cpxctl: .*none\\.zip" },
  { "import-no-zip", "ccam import @/pw", NULL, 1, "^$", "^cpxctl: .*pw.*zip" },
  { "import-empty-folder", "ccam import @", NULL, 1, "^$", "^cpxctl: There is no table" },
  { "diff-unknown", "ccam diff 1 2", NULL, 1, "^$", "^cpxctl: .*ccam versions" },
};

static void
test_starter (void)
{
  g_auto(CliFixture) fixture = { 0 };

  cli_fixture_set_up (&fixture);
  cli_fixture_play (&fixture, starter_steps, G_N_ELEMENTS (starter_steps));
}

static const CliStep import_steps[] = {
  { "import", "ccam import --version 78.10 --codes HHFA016 @/small.zip", NULL, 0,
    "^Version 78\\.10 imported: 59 acts, in force from 2025-02-01", NULL },
  { "again", "ccam import --version 78.10 @/small.zip", NULL, 0, "^Version 78\\.10 was imported already", NULL },
  { "json", "--json ccam import --version 79 @/small.zip", NULL, 0, "\"new\":true", NULL },
  { "versions", "ccam versions", NULL, 0, "^79\t2025-02-01.*\n78\\.10", NULL },
  { "volumes", "ccam volumes import @/volumes.tsv", NULL, 0, "", NULL },
  { "used", "ccam used", NULL, 0, "as the imported volumes count them:\n +500  HHFA016  ", NULL },
  { "used-json", "--json ccam used --limit 1", NULL, 0, "\"count\":500.*\"source\":\"volumes\"", NULL },
  { "diff", "ccam diff 78.10 79 --codes HHFA016", NULL, 0, "^Nothing", NULL },
  { "before", "ccam show HHFA016 --date 2024-12-31", NULL, 0, "activity 1, phase 0, grid 3: 187\\.89", NULL },
  { "after", "ccam show HHFA016 --date 2025-01-01", NULL, 0, "activity 1, phase 0, grid 3: 191\\.86", NULL },
};

static void
test_import (void)
{
  const char *shared = g_getenv ("CPX_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "ccam", "dbf", "small.zip", NULL);
  g_autofree char *copy = NULL;
  g_autoptr(GFile) from = g_file_new_for_path (path);
  g_autoptr(GFile) to = NULL;
  g_auto(CliFixture) fixture = { 0 };

  if (!g_file_query_exists (from, NULL))
    {
      g_test_skip ("the official distribution is not beside this repository");
      return;
    }
  cli_fixture_set_up (&fixture);
  copy = cli_fixture_path (&fixture, "small.zip");
  to = g_file_new_for_path (copy);
  g_assert_true (g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
  cli_fixture_write (&fixture, "volumes.tsv", "code\tnb_acts\nHHFA016\t500\n");
  cli_fixture_play (&fixture, import_steps, G_N_ELEMENTS (import_steps));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ccam/starter", test_starter);
  g_test_add_func ("/ccam/import", test_import);

  return g_test_run ();
}

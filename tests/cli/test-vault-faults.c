/* test-vault-faults.c: a file that is no vault, a newer one, a damaged one, one that cannot be written: each told from
 * the others and from a wrong passphrase, and the file byte for byte as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli-fixture.h"

#include <cpx-json.h>

#include <glib/gstdio.h>
#include <string.h>

#define HEADER_COPY_BYTES 16384  /* the header's two copies, then two commit marks, fill the first 64 KiB */
#define HEADER_BYTES      65536
#define VERSION_OFFSET    16
#define PAGE_BYTES        4096
#define N_PATIENTS        200

static void
read_vault (CliFixture *fixture,
            char      **out_bytes,
            gsize      *out_length)
{
  g_assert_true (g_file_get_contents (fixture->vault, out_bytes, out_length, NULL));
}

static void
write_vault (CliFixture *fixture,
             const char *bytes,
             gsize       length)
{
  g_assert_true (g_file_set_contents (fixture->vault, bytes, (gssize) length, NULL));
}

/* Plays one step on a changed vault, and checks that the step left it alone. */
static void
play_on (CliFixture    *fixture,
         const char    *bytes,
         gsize          length,
         const CliStep *step)
{
  g_autofree char *after = NULL;
  gsize after_length;

  write_vault (fixture, bytes, length);
  cli_fixture_play (fixture, step, 1);
  read_vault (fixture, &after, &after_length);
  g_assert_cmpmem (after, after_length, bytes, length);
}

static void
test_no_vault (void)
{
  static const CliStep steps[] = {
    { "no vault", "patient list", NULL, 1, "^$", "practice.cpx" },
    { "no vault: info", "info", NULL, 1, "^$", "practice.cpx" },
  };
  static const CliStep missing[] = {
    { "missing", "--vault @/none.cpx patient list", NULL, 1, "^$", "none.cpx" },
    { "a folder", "--vault @ patient list", NULL, 1, "^$", "." },
    { "missing: info", "--vault @/none.cpx info", NULL, 1, "^$", "none.cpx" },
    { "init in a folder that is a file", "--vault @/pw/a.cpx init", NULL, 5, "^$", "pw" },
  };
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *text = g_strnfill (100000, 'x');

  cli_fixture_set_up (&fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      play_on (&fixture, text, 100000, &steps[i]);
      play_on (&fixture, text, 10, &steps[i]);
      play_on (&fixture, "", 0, &steps[i]);
    }
  cli_fixture_play (&fixture, missing, G_N_ELEMENTS (missing));
}

/* A right passphrase and a wrong one meet the same sentence where the header is damaged: neither is blamed. */
static void
test_header (void)
{
  static const CliStep damaged = { "both copies damaged", "patient list", NULL, 4, "^$", "practice.cpx" };
  static const CliStep wrong = { "and a wrong passphrase", "--passphrase-file @/wrong patient list", NULL, 4, "^$",
                                 "practice.cpx" };
  static const CliStep one = { "one copy damaged", "--json info", NULL, 0, "\"header_damaged\":true",
                               "and is repaired" };
  static const CliStep check = { "check tells, and mends nothing", "check", NULL, 4, "copies of the header is damaged",
                                 "practice.cpx" };
  static const CliStep heals = { "it opens all the same", "patient list", NULL, 0, "^$",
                                 "^cpxctl: One of the two copies .* was damaged, and is repaired" };
  static const CliStep whole = { "as it was told", "--json info", NULL, 0, "\"header_damaged\":false", NULL };
  static const CliStep opens = { "it opens", "patient list", NULL, 0, "^$", NULL };
  static const CliStep newer = { "newer", "patient list", NULL, 1, "^$", "newer" };
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *sound = NULL;
  g_autofree char *changed = NULL;
  gsize length;

  cli_fixture_set_up (&fixture);
  cli_fixture_write (&fixture, "wrong", "pas la bonne phrase\n");
  read_vault (&fixture, &sound, &length);

  changed = g_memdup2 (sound, length);
  changed[200] ^= 1;
  changed[HEADER_COPY_BYTES + 200] ^= 1;
  play_on (&fixture, changed, length, &damaged);
  play_on (&fixture, changed, length, &wrong);

  memcpy (changed, sound, length);
  changed[200] ^= 1;
  play_on (&fixture, changed, length, &check);
  cli_fixture_play (&fixture, &one, 1);
  write_vault (&fixture, changed, length);
  cli_fixture_play (&fixture, &heals, 1);
  cli_fixture_play (&fixture, &whole, 1);
  cli_fixture_play (&fixture, &opens, 1);

  memcpy (changed, sound, length);
  changed[VERSION_OFFSET] ^= 8;
  changed[HEADER_COPY_BYTES + VERSION_OFFSET] ^= 8;
  play_on (&fixture, changed, length, &newer);

  write_vault (&fixture, sound, length);
  cli_fixture_play (&fixture, &opens, 1);
}

/* After a few failures the next attempt waits; the right one then opens, and the log tells of the others. */
static void
test_wrong_passphrase (void)
{
  static const CliStep steps[] = {
    { "wrong", "--passphrase-file @/wrong patient list", NULL, 3, "^$", "^cpxctl: Incorrect passphrase$" },
    { "nobody", "--user nobody patient list", NULL, 3, "^$", "^cpxctl: Incorrect passphrase$" },
    { "wrong again", "--passphrase-file @/wrong patient list", NULL, 3, "^$", "^cpxctl: Incorrect passphrase$" },
    { "wrong a third time", "--passphrase-file @/wrong patient list", NULL, 3, "^$", "^cpxctl: Incorrect passphrase$" },
    { "right", "patient list", NULL, 0, "^$", NULL },
  };
  g_auto(CliFixture) fixture = { NULL };

  cli_fixture_set_up (&fixture);
  cli_fixture_write (&fixture, "wrong", "pas la bonne phrase\n");
  cli_fixture_play (&fixture, steps, G_N_ELEMENTS (steps));
}

static void
add_patients (CliFixture *fixture)
{
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autoptr(CliRun) run = NULL;

  for (guint i = 0; i < N_PATIENTS; i++)
    g_string_append_printf (lines,
                            "{\"birth_name\":\"NOM\",\"birth_first_names\":\"Y\",\"sex\":\"F\",\"birth_date\":\"1984\","
                            "\"birth_place_insee\":\"35238\",\"file_number\":\"P%u\",\"notes\":\"%0*u\"}\n",
                            i, 500, i);
  run = cli_fixture_run (fixture, "patient add --batch -", lines->str);
  g_assert_cmpint (run->status, ==, 0);
}

/* Either the right answer or "damaged": never a signal, never wrong data. */
static guint
count_readable (CliFixture *fixture)
{
  guint n_readable = 0;

  for (guint i = 0; i < N_PATIENTS; i += 10)
    {
      g_autofree char *arguments = g_strdup_printf ("patient show P%u", i);
      g_autofree char *number = g_strdup_printf ("File number: P%u\n", i);
      g_autoptr(CliRun) run = cli_fixture_run (fixture, arguments, NULL);

      g_assert_true (run->status == 0 || run->status == 4);
      if (run->status == 0)
        g_assert_nonnull (strstr (run->output, number));
      n_readable += run->status == 0;
    }

  return n_readable;
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';

  return n;
}

/* The list goes on past the bad page, and says how many it could not show; so does the export, which is made. */
static guint
list_and_export (CliFixture *fixture)
{
  g_autoptr(CliRun) list = cli_fixture_run (fixture, "patient list", NULL);
  g_autoptr(CliRun) export = cli_fixture_run (fixture, "--json export @/tout.zip", NULL);
  g_autofree char *archive = cli_fixture_path (fixture, "tout.zip");
  guint n_listed = count_lines (list->output);
  g_autofree char *gap = g_strdup_printf ("cpxctl: %u ", N_PATIENTS - n_listed);

  g_assert_cmpint (list->status, ==, n_listed < N_PATIENTS ? 4 : 0);
  if (n_listed < N_PATIENTS)
    g_assert_true (g_str_has_prefix (list->complaint, gap));
  g_assert_cmpint (export->status, ==, n_listed < N_PATIENTS ? 4 : export->status);
  g_assert_nonnull (strstr (export->output, "\"missing\""));
  if (export->status != 0)
    g_assert_nonnull (strstr (export->complaint, "missing.jsonl"));
  g_assert_cmpuint (count_lines (list->complaint) + count_lines (export->complaint), <=, 2);
  g_assert_cmpint (g_unlink (archive), ==, 0);

  return n_listed;
}

/* One page after the other is spoilt; most of them leave most files readable, and check names each and writes none. */
static void
test_bad_page (void)
{
  static const CliStep check = { "check", "check", NULL, 4, "[Pp]age", "practice.cpx" };
  static const CliStep backup = { "backup", "backup @/copie.cpx", NULL, 4, "^$", "No backup was made.*cpxctl export" };
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *sound = NULL;
  guint n_best = 0;
  guint n_gaps = 0;
  gsize length;
  gsize n_pages;

  cli_fixture_set_up (&fixture);
  add_patients (&fixture);
  read_vault (&fixture, &sound, &length);
  n_pages = (length - HEADER_BYTES) / PAGE_BYTES;
  for (gsize i = 1; i <= 4; i++)
    {
      g_autofree char *changed = g_memdup2 (sound, length);
      gsize page = n_pages * i / 5;

      changed[HEADER_BYTES + page * PAGE_BYTES + 1234] ^= 4;
      play_on (&fixture, changed, length, &check);
      n_best = MAX (n_best, count_readable (&fixture));
      n_gaps += list_and_export (&fixture) < N_PATIENTS;
      cli_fixture_play (&fixture, &backup, 1);
    }
  g_assert_cmpuint (n_gaps, >, 0);
  g_assert_cmpuint (n_best, >=, N_PATIENTS / 10 - 4);
}

/* What cannot be written can still be read, and says so. */
static void
test_read_only (void)
{
  static const CliStep steps[] = {
    { "read", "patient list", NULL, 0, "NOM", "cannot be written" },
    { "write", "patient add birth_name=X birth_first_names=Y sex=F birth_date=1984 birth_place_insee=35238", NULL, 5,
      "^$", "." },
  };
  g_auto(CliFixture) fixture = { NULL };
  g_autofree char *probe = NULL;

  cli_fixture_set_up (&fixture);
  add_patients (&fixture);
  g_assert_cmpint (g_chmod (fixture.vault, 0400), ==, 0);
  g_assert_cmpint (g_chmod (fixture.folder, 0500), ==, 0);
  probe = cli_fixture_path (&fixture, "probe");
  if (g_file_set_contents (probe, "", 0, NULL))
    g_test_skip ("this user writes everywhere");
  else
    cli_fixture_play (&fixture, steps, G_N_ELEMENTS (steps));
  g_chmod (fixture.folder, 0700);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/vault-faults/no-vault", test_no_vault);
  g_test_add_func ("/cli/vault-faults/header", test_header);
  g_test_add_func ("/cli/vault-faults/wrong-passphrase", test_wrong_passphrase);
  g_test_add_func ("/cli/vault-faults/bad-page", test_bad_page);
  g_test_add_func ("/cli/vault-faults/read-only", test_read_only);

  return g_test_run ();
}

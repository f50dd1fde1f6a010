/* test-read-only.c: a vault, a folder or a whole disk that may not be written, as an ordinary user meets it: what can
 * be read is read, what cannot be kept is refused with its remedy, and every file stays byte for byte as it was.
 *
 * Permissions do not bind root: its tests run a copy of cpxctl as another user.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define PERSON  " birth_first_names=Y sex=F birth_date=1984 birth_place_insee=35238"
#define RO      "--vault @/ro/practice.cpx "
#define REFUSED "ro/practice.cpx” is open to be read only.* make the file and its folder writable"
#define LINE    "{\"birth_name\":\"%s\",\"birth_first_names\":\"Y\",\"sex\":\"F\",\"birth_date\":\"1984\"," \
                "\"birth_place_insee\":\"35238\",\"file_number\":\"P%u\"}\n"

static const CliStep steps[] = {
  { "list", RO "patient list", NULL, 0, "PREMIER", "^cpxctl: The disk is full or cannot be written" },
  { "show", RO "patient show P1", NULL, 0, "PREMIER", "cannot be written" },
  { "search", RO "patient search prem", NULL, 0, "PREMIER", "cannot be written" },
  { "info", RO "info", NULL, 0, ".", "cannot be written" },
  { "check", RO "check", NULL, 0, "Nothing wrong was found",
    "^cpxctl: The check is complete. Only its entry in the audit log could not be written: "
    ".*open to be read only.*\n$" },
  { "a backup elsewhere", RO "backup @/copy.cpx", NULL, 0, ".", "cannot be written" },
  { "add", RO "patient add birth_name=X" PERSON, NULL, 5, "^$", REFUSED },
  { "batch", RO "patient add --batch @/one", NULL, 5, "^$", REFUSED },
  { "edit", RO "patient edit P1 used_name=AUTRE", NULL, 5, "^$", REFUSED },
  { "archive", RO "patient archive P1", NULL, 5, "^$", REFUSED },
  { "an export, which the audit log cannot tell of", RO "export @/out.zip", NULL, 5, "^$", REFUSED },
  { "rekey", RO "rekey", NULL, 5, "^$", REFUSED },
  { "a new passphrase", RO "user passwd --new-passphrase-file @/new", NULL, 5, "^$", REFUSED },
  { "a wrong passphrase", "--passphrase-file @/new " RO "patient list", NULL, 3, "^$",
    "^cpxctl: Incorrect passphrase$" },
};

/* Only where the folder itself may not be written. */
static const CliStep folder_steps[] = {
  { "a backup beside it", RO "backup @/ro/copy.cpx", NULL, 5, "^$", "writ" },
  { "an export beside it", RO "export @/ro/out.zip", NULL, 5, "^$", "." },
  { "another vault", "--vault @/ro/other.cpx --user a --new-passphrase-file @/new init --name A", NULL, 5, "^$",
    "writ" },
  { "a restore", RO "restore @/backup.cpx", NULL, 5, "^$", "writ" },
};

static const CliStep hidden[] = {
  { "not to be read", RO "patient list", NULL, 5, "^$", "You may not read .*ro/practice.cpx”: ask its owner" },
  { "info", RO "info", NULL, 5, "^$", "You may not read .*ro/practice.cpx”: ask its owner" },
};

typedef struct
{
  CliFixture  cli;
  char       *folder;  /* (owned): where the vault is, and nothing else but what lies beside it */
} Place;

static void
place_clear (Place *self)
{
  if (self->folder != NULL)
    g_chmod (self->folder, 0700);
  g_clear_pointer (&self->folder, g_free);
  cli_fixture_tear_down (&self->cli);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static gboolean
place_set_up (Place *self)
{
  g_autofree char *vault = NULL;

  cli_fixture_set_up (&self->cli);
  self->folder = cli_fixture_path (&self->cli, "ro");
  vault = g_build_filename (self->folder, "practice.cpx", NULL);
  g_assert_cmpint (g_mkdir (self->folder, 0700), ==, 0);
  g_assert_cmpint (g_rename (self->cli.vault, vault), ==, 0);
  cli_fixture_write (&self->cli, "new", "une toute autre phrase de passe\n");
  cli_fixture_write (&self->cli, "one", "{\"birth_name\":\"X\",\"birth_first_names\":\"Y\",\"sex\":\"F\","
                                        "\"birth_date\":\"1984\",\"birth_place_insee\":\"35238\"}\n");
  if (cli_fixture_become_ordinary (&self->cli))
    return TRUE;
  g_test_skip ("this user is root and cannot become another one");

  return FALSE;
}

static void
add_first (Place *self)
{
  const CliStep made[] = {
    { "first", RO "patient add file_number=P1 birth_name=PREMIER" PERSON, NULL, 0, "added", NULL },
    { "a backup", RO "backup @/backup.cpx", NULL, 0, ".", NULL },
  };

  cli_fixture_play (&self->cli, made, G_N_ELEMENTS (made));
}

/* Name → bytes of every file of the folder, but for the lock, which is nobody's work. */
static GHashTable *
read_folder (Place *self)
{
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      char *bytes;
      gsize length;

      if (g_str_has_suffix (name, "-lock"))
        continue;
      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      g_hash_table_insert (files, g_strdup (name), g_bytes_new_take (bytes, length));
    }

  return files;
}

static void
check_same (Place      *self,
            const char *after,
            GHashTable *before)
{
  g_autoptr(GHashTable) now = read_folder (self);
  GHashTableIter iter;
  gpointer name;
  gpointer bytes;

  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      GBytes *old = g_hash_table_lookup (before, name);

      if (old == NULL || !g_bytes_equal (old, bytes))
        g_error ("%s: “%s” %s", after, (char *) name, old == NULL ? "was made" : "was changed");
    }
  g_assert_cmpuint (g_hash_table_size (now), ==, g_hash_table_size (before));
}

static void
play_untouched (Place         *self,
                const CliStep *played,
                gsize          n_played)
{
  g_autoptr(GHashTable) before = read_folder (self);

  for (gsize i = 0; i < n_played; i++)
    {
      cli_fixture_play (&self->cli, &played[i], 1);
      check_same (self, played[i].name, before);
    }
}

static void
set_modes (Place *self,
           int    file_mode,
           int    folder_mode)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_cmpint (g_chmod (path, file_mode), ==, 0);
    }
  g_assert_cmpint (g_chmod (self->folder, folder_mode), ==, 0);
}

static void
test_file (void)
{
  g_auto(Place) place = { { NULL } };

  if (!place_set_up (&place))
    return;
  add_first (&place);
  set_modes (&place, 0400, 0700);
  play_untouched (&place, steps, G_N_ELEMENTS (steps));
}

static void
test_folder (void)
{
  g_auto(Place) place = { { NULL } };

  if (!place_set_up (&place))
    return;
  add_first (&place);
  set_modes (&place, 0600, 0500);
  play_untouched (&place, steps, G_N_ELEMENTS (steps));
  play_untouched (&place, folder_steps, G_N_ELEMENTS (folder_steps));
}

static void
test_both (void)
{
  g_auto(Place) place = { { NULL } };

  if (!place_set_up (&place))
    return;
  add_first (&place);
  set_modes (&place, 0400, 0500);
  play_untouched (&place, steps, G_N_ELEMENTS (steps));
  play_untouched (&place, folder_steps, G_N_ELEMENTS (folder_steps));
}

static void
test_hidden (void)
{
  g_auto(Place) place = { { NULL } };

  if (!place_set_up (&place))
    return;
  add_first (&place);
  set_modes (&place, 0, 0700);
  cli_fixture_play (&place.cli, hidden, G_N_ELEMENTS (hidden));
}

/* Leaves the log of a process that was killed: what it acknowledged is in there only. */
static void
kill_after_ack (Place *self)
{
  g_autoptr(GSubprocess) process = cli_fixture_spawn (&self->cli, RO "--ack patient add --batch - --per-commit 1");
  g_autoptr(GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  GOutputStream *input = g_subprocess_get_stdin_pipe (process);

  for (guint i = 2; i < 6; i++)
    {
      g_autofree char *line = g_strdup_printf (LINE, "SUIVANT", i);
      g_autofree char *ack = NULL;

      g_assert_true (g_output_stream_write_all (input, line, strlen (line), NULL, NULL, NULL));
      g_assert_true (g_output_stream_flush (input, NULL, NULL));
      ack = g_data_input_stream_read_line (output, NULL, NULL, NULL);
      g_assert_true (ack != NULL && g_str_has_prefix (ack, "ACK "));
    }
  g_subprocess_force_exit (process);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
}

/* The log cannot be played into the vault, and still everything that was acknowledged is read. */
static void
test_log (void)
{
  static const CliStep acknowledged[] = {
    { "the last one", RO "patient show P5", NULL, 0, "SUIVANT", "cannot be written" },
    { "the first one", RO "patient list", NULL, 0, "PREMIER", "cannot be written" },
    { "check", RO "check", NULL, 0, ".", "audit log could not be written" },
    { "add", RO "patient add birth_name=X" PERSON, NULL, 5, "^$", REFUSED },
  };
  static const CliStep later[] = {
    { "writable but for the folder", RO "patient show P5", NULL, 0, "SUIVANT", NULL },
    { "add", RO "patient add file_number=P6 birth_name=X" PERSON, NULL, 0, "added", NULL },
    { "check", RO "check", NULL, 0, ".", NULL },
  };
  static const CliStep last = { "writable again", RO "patient show P6", NULL, 0, "X", NULL };
  g_auto(Place) place = { { NULL } };

  if (!place_set_up (&place))
    return;
  add_first (&place);
  kill_after_ack (&place);
  set_modes (&place, 0400, 0500);
  play_untouched (&place, acknowledged, G_N_ELEMENTS (acknowledged));
  set_modes (&place, 0600, 0500);   /* lock and log are there already: that is enough */
  cli_fixture_play (&place.cli, later, G_N_ELEMENTS (later));
  set_modes (&place, 0600, 0700);
  cli_fixture_play (&place.cli, &last, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/read-only/file", test_file);
  g_test_add_func ("/cli/read-only/folder", test_folder);
  g_test_add_func ("/cli/read-only/both", test_both);
  g_test_add_func ("/cli/read-only/hidden", test_hidden);
  g_test_add_func ("/cli/read-only/log", test_log);

  return g_test_run ();
}

/* cli-fixture.c: the practice is made through the library, whose key slots may be cheap: a run then takes
 * milliseconds, where one on a vault that cpxctl made derives a key for half a second.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli-fixture.h"

#include <cpx-create-practice.h>

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define NOBODY "65534"
#define PREFIX "--vault @/practice.cpx --passphrase-file @/pw "

static char *
expand (CliFixture *self,
        const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "@", -1);

  return g_strjoinv (self->folder, parts);
}

char *
cli_fixture_path (CliFixture *self,
                  const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

void
cli_fixture_write (CliFixture *self,
                   const char *name,
                   const char *text)
{
  g_autofree char *path = cli_fixture_path (self, name);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
make_practice (CliFixture *self)
{
  const CpxPracticeSetup setup = {
    .practice_name = "Cabinet d’essai",
    .login = CLI_LOGIN,
    .user_name = "Dr Claire Martin",
    .passphrase = CLI_PASSPHRASE,
    .kdf_cost = CPX_KDF_COST_FOR_TESTS,
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPractice) practice = cpx_practice_create (self->vault, &setup, &self->recovery_code, &error);

  g_assert_no_error (error);
  g_assert_true (cpx_practice_close (practice, &error));
  g_assert_no_error (error);
}

void
cli_fixture_set_up (CliFixture *self)
{
  self->folder = g_dir_make_tmp ("cpxctl-test-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->vault = cli_fixture_path (self, "practice.cpx");
  cli_fixture_write (self, "pw", CLI_PASSPHRASE "\n");
  make_practice (self);
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
cli_fixture_tear_down (CliFixture *self)
{
  if (self->folder != NULL)
    remove_tree (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->vault, g_free);
  g_clear_pointer (&self->recovery_code, g_free);
  g_clear_pointer (&self->program, g_free);
}

static gboolean
give_tree (const char *path,
           const char *owner)
{
  const char *argv[] = { "chown", "-R", owner, path, NULL };
  int status = -1;

  return g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL)
         && status == 0;
}

/* The build tree may lie where only root may look: the other user gets a copy of the program. */
static gboolean
copy_program (CliFixture *self)
{
  g_autofree char *copy = cli_fixture_path (self, "cpxctl");
  g_autoptr(GFile) from = g_file_new_for_path (g_getenv ("CPXCTL"));
  g_autoptr(GFile) to = g_file_new_for_path (copy);

  return g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL) && g_chmod (copy, 0755) == 0;
}

/* From now on cpxctl runs as a user whom permissions bind, and who owns the folder.  Returns: whether it can be so */
gboolean
cli_fixture_become_ordinary (CliFixture *self)
{
  g_autofree char *setpriv = g_find_program_in_path ("setpriv");

  if (geteuid () != 0)
    return TRUE;
  if (setpriv == NULL || !copy_program (self) || !give_tree (self->folder, NOBODY ":" NOBODY))
    return FALSE;
  self->program = g_strdup ("setpriv --reuid=" NOBODY " --regid=" NOBODY " --clear-groups @/cpxctl");

  return TRUE;
}

/* The words of a person who reads English; state and data stay in the folder. */
static GSubprocessLauncher *
make_launcher (CliFixture *self)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                                             G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                                             G_SUBPROCESS_FLAGS_STDERR_PIPE);

  if (self->program != NULL)   /* it may not write its counts elsewhere */
    g_subprocess_launcher_setenv (launcher, "GCOV_PREFIX", self->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_STATE_HOME", self->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", self->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  g_subprocess_launcher_setenv (launcher, "LANGUAGE", g_getenv ("CPXCTL_TEST_LANGUAGE") != NULL ? "fr" : "en", TRUE);

  return launcher;
}

GSubprocess *
cli_fixture_spawn (CliFixture *self,
                   const char *arguments)
{
  g_autoptr(GSubprocessLauncher) launcher = make_launcher (self);
  const char *program = self->program != NULL ? self->program : g_getenv ("CPXCTL");
  g_autofree char *line = g_strconcat (program, " " PREFIX, arguments, NULL);
  g_autofree char *expanded = expand (self, line);
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) argv = NULL;
  GSubprocess *process;

  g_assert_true (g_shell_parse_argv (expanded, NULL, &argv, &error));
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) argv, &error);
  g_assert_no_error (error);

  return process;
}

static char *
dup_text (GBytes *bytes)
{
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return g_strdup ("");

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

CliRun *
cli_fixture_run (CliFixture *self,
                 const char *arguments,
                 const char *input)
{
  g_autoptr(GSubprocess) process = cli_fixture_spawn (self, arguments);
  g_autoptr(GBytes) given = g_bytes_new (input != NULL ? input : "", input != NULL ? strlen (input) : 0);
  g_autoptr(GBytes) output = NULL;
  g_autoptr(GBytes) complaint = NULL;
  g_autoptr(GError) error = NULL;
  CliRun *run = g_new0 (CliRun, 1);

  g_subprocess_communicate (process, given, NULL, &output, &complaint, &error);
  g_clear_error (&error);   /* it may end before it read its input */
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));   /* never a signal */
  run->status = g_subprocess_get_exit_status (process);
  run->output = dup_text (output);
  run->complaint = dup_text (complaint);

  return run;
}

void
cli_run_free (CliRun *self)
{
  g_free (self->output);
  g_free (self->complaint);
  g_free (self);
}

static void
check_pattern (const CliStep *step,
               const char    *which,
               const char    *pattern,
               const char    *text)
{
  if (pattern == NULL)
    return;
  if (!g_regex_match_simple (pattern, text, G_REGEX_MULTILINE, 0))
    g_error ("%s: %s is “%s”, which does not match “%s”", step->name, which, text, pattern);
}

static void
check_complaint (const CliStep *step,
                 const char    *text)
{
  check_pattern (step, "standard error", step->complaint, text);
  if (step->complaint == NULL && *text != '\0')
    g_error ("%s: “%s” on standard error", step->name, text);
  if (step->status != 0 && (g_str_has_suffix (text, "\n") ? strchr (text, '\n') != text + strlen (text) - 1 : TRUE))
    g_error ("%s: not one line on standard error: “%s”", step->name, text);
}

void
cli_fixture_play (CliFixture    *self,
                  const CliStep *steps,
                  gsize          n_steps)
{
  for (gsize i = 0; i < n_steps; i++)
    {
      g_autoptr(CliRun) run = cli_fixture_run (self, steps[i].arguments, steps[i].input);

      g_test_message ("%s", steps[i].name);
      if (run->status != steps[i].status)
        g_error ("%s: status %d instead of %d, “%s”, “%s”", steps[i].name, run->status, steps[i].status, run->output,
                 run->complaint);
      check_pattern (&steps[i], "standard output", steps[i].output, run->output);
      check_complaint (&steps[i], run->complaint);
    }
}

/* Each line must be a JSON object whose names have no dash. */
static json_t *
read_line (const char *line)
{
  json_error_t fault;
  json_t *object = json_loads (line, JSON_REJECT_DUPLICATES, &fault);
  const char *name;
  json_t *value;

  if (object == NULL || !json_is_object (object))
    g_error ("“%s” is no JSON object: %s", line, fault.text);
  json_object_foreach (object, name, value)
    g_assert_null (strchr (name, '-'));

  return object;
}

/* Returns: the objects that a successful run with --json printed, in an array */
json_t *
cli_fixture_read_json (CliFixture *self,
                       const char *arguments)
{
  g_autofree char *with_json = g_strconcat ("--json ", arguments, NULL);
  g_autoptr(CliRun) run = cli_fixture_run (self, with_json, NULL);
  g_auto(GStrv) lines = g_strsplit (run->output, "\n", -1);
  json_t *objects = json_array ();

  if (run->status != 0)
    g_error ("%s: status %d, “%s”", arguments, run->status, run->complaint);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] != '\0')
        json_array_append_new (objects, read_line (lines[i]));
    }

  return objects;
}

/* One step without input, named by what is typed: @arguments (transfer full). */
void
cli_fixture_play_one (CliFixture *self,
                      char       *arguments,
                      int         status,
                      const char *output,
                      const char *complaint)
{
  g_autofree char *typed = arguments;
  const CliStep step = { typed, typed, NULL, status, output, complaint };

  cli_fixture_play (self, &step, 1);
}

/* Returns: the id of what a command with --json printed first */
char *
cli_fixture_read_id (CliFixture *self,
                     const char *arguments)
{
  g_autoptr(json_t) objects = cli_fixture_read_json (self, arguments);
  const char *id = json_string_value (json_object_get (json_array_get (objects, 0), "id"));

  g_assert_nonnull (id);

  return g_strdup (id);
}

/* A patient P1 and an operation that took place, with what @properties add. Returns: its id */
char *
cli_fixture_add_operation (CliFixture *self,
                           const char *properties)
{
  g_autofree char *patient = cli_fixture_read_id (self, "patient add file_number=P1 birth_name=LEFEVRE "
                                                        "birth_first_names=Zoé sex=F birth_date=1984-03-12");
  g_autofree char *surgeon = cli_fixture_read_id (self, "record add practitioner name=Martin sector=1");
  g_autofree char *arguments =
    g_strdup_printf ("intervention add P1 surgeon=%s label=Appendicectomie date=2026-03-09 state=done %s", surgeon,
                     properties);

  return cli_fixture_read_id (self, arguments);
}

/* test-streams.c: what is closed, full or interrupted outside: a status and a line, never a signal; what was
 * acknowledged is there afterwards.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli-fixture.h"

#include <cpx-json.h>

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define PERSON \
  "{\"birth_name\":\"NOM\",\"birth_first_names\":\"Y\",\"sex\":\"F\",\"birth_date\":\"1984\"," \
  "\"birth_place_insee\":\"35238\"}\n"

/* Runs cpxctl through a shell, which can do to its streams what a caller could. */
static CliRun *
run_in_shell (CliFixture *fixture,
              const char *format,
              const char *input)
{
  g_autofree char *program = g_strdup_printf ("%s --vault %s --passphrase-file %s/pw", g_getenv ("CPXCTL"),
                                              fixture->vault,
                                              fixture->folder);
  g_auto(GStrv) parts = g_strsplit (format, "CPXCTL", -1);
  g_autofree char *line = g_strjoinv (program, parts);
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                                                       G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                                                       G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr(GSubprocess) process = NULL;
  CliRun *run = g_new0 (CliRun, 1);

  g_subprocess_launcher_setenv (launcher, "XDG_STATE_HOME", fixture->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  g_subprocess_launcher_setenv (launcher, "LANGUAGE", "en", TRUE);
  process = g_subprocess_launcher_spawn (launcher, NULL, "bash", "-c", line, NULL);
  g_assert_nonnull (process);
  g_subprocess_communicate_utf8 (process, input, NULL, &run->output, &run->complaint, NULL);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  run->status = g_subprocess_get_exit_status (process);
  run->output = run->output != NULL ? run->output : g_strdup ("");
  run->complaint = run->complaint != NULL ? run->complaint : g_strdup ("");

  return run;
}

static guint64
count_patients (CliFixture *fixture)
{
  g_autoptr(json_t) info = cli_fixture_read_json (fixture, "info");
  json_t *records = json_object_get (json_array_get (info, 0), "records");

  return (guint64) json_integer_value (json_object_get (records, "patient"));
}

static void
add_some (CliFixture *fixture,
          guint       n)
{
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autoptr(CliRun) run = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append (lines, PERSON);
  run = cli_fixture_run (fixture, "patient add --batch -", lines->str);
  g_assert_cmpint (run->status, ==, 0);
}

/* 300 lines of a list and more do not fit into the buffer of standard output. */
static const CliStep outputs[] = {
  { "full device", "CPXCTL --json patient list >/dev/full", NULL, 5, NULL,
    "^cpxctl: The output cannot be written: No space left" },
  { "full device, one line", "CPXCTL user list >/dev/full", NULL, 5, NULL, "^cpxctl: The output cannot be written" },
  { "closed output", "CPXCTL --json patient list >&-", NULL, 5, NULL, "^cpxctl: The output cannot be written" },
  { "closed output, nothing to say", "CPXCTL patient search zzzz >&-", NULL, 0, NULL, "^$" },
  { "a reader that leaves", "CPXCTL --json patient list | true; exit ${PIPESTATUS[0]}", NULL, 5, NULL,
    "^cpxctl: The output" },
  { "closed errors", "CPXCTL patient show nobody 2>&-", NULL, 1, NULL, "^$" },
  { "everything closed", "CPXCTL --json patient list <&- >&- 2>&-", NULL, 5, NULL, "^$" },
  { "closed input", "CPXCTL patient add --batch - <&-", NULL, 0, NULL, "^$" },
  { "passphrase, then lines, from one input", "CPXCTL --passphrase-file - patient add --batch -",
    CLI_PASSPHRASE "\n" PERSON PERSON, 0, "^2 patients added", "2 possible duplicates" },
  { "passphrase without its end of line", "CPXCTL --passphrase-file - user list", CLI_PASSPHRASE, 0, "claire", "^$" },
  { "no passphrase", "CPXCTL --passphrase-file - user list", "", 1, "^$", "empty" },
  { "a passphrase of two megabytes", "head -c 2000000 /dev/zero | tr '\\0' a | CPXCTL --passphrase-file - user list",
    NULL, 5, "^$",
    "^cpxctl: The secret cannot be read" },
  { "a passphrase file that is not there", "CPXCTL --passphrase-file /none user list", NULL, 1, "^$", "/none" },
  { "a file size limit", "ulimit -f 20; CPXCTL backup copy.cpx", NULL, 5, NULL, "^cpxctl: " },
};

static void
test_outputs (void)
{
  g_auto(CliFixture) fixture = { NULL };

  cli_fixture_set_up (&fixture);
  add_some (&fixture, 300);
  for (gsize i = 0; i < G_N_ELEMENTS (outputs); i++)
    {
      g_autofree char *line = g_strconcat ("cd ", fixture.folder, "; ", outputs[i].arguments, NULL);
      g_autoptr(CliRun) run = run_in_shell (&fixture, line, outputs[i].input);

      g_test_message ("%s", outputs[i].name);
      if (run->status != outputs[i].status)
        g_error ("%s: status %d, “%s”, “%.200s”", outputs[i].name, run->status, run->complaint, run->output);
      if (!g_regex_match_simple (outputs[i].complaint, run->complaint, G_REGEX_MULTILINE, 0) ||
          (outputs[i].output != NULL && !g_regex_match_simple (outputs[i].output, run->output, G_REGEX_MULTILINE, 0)))
        g_error ("%s: “%s”, “%.200s”", outputs[i].name, run->complaint, run->output);
    }
  g_assert_cmpuint (count_patients (&fixture), ==, 302);
}

/* A batch that waits for its next line, two of which are on the disk. */
static GSubprocess *
start_batch (CliFixture *fixture)
{
  GSubprocess *process = cli_fixture_spawn (fixture, "--ack patient add --batch - --per-commit 1");
  g_autoptr(GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  g_data_input_stream_set_newline_type (output, G_DATA_STREAM_NEWLINE_TYPE_LF);
  g_assert_true (g_output_stream_write_all (g_subprocess_get_stdin_pipe (process), PERSON PERSON, 2 * strlen (PERSON),
                                            NULL,
                                            NULL, NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);

      g_assert_nonnull (line);
      g_assert_true (g_str_has_prefix (line, "ACK "));
    }

  return process;
}

static void
test_signals (void)
{
  static const int signals[] = { SIGTERM, SIGINT, SIGHUP };

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      g_auto(CliFixture) fixture = { NULL };
      g_autoptr(GSubprocess) process = NULL;
      g_autofree char *log = NULL;

      cli_fixture_set_up (&fixture);
      process = start_batch (&fixture);
      g_subprocess_send_signal (process, signals[i]);
      g_assert_true (g_subprocess_wait (process, NULL, NULL));
      g_assert_true (g_subprocess_get_if_exited (process));
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
      g_assert_cmpuint (count_patients (&fixture), ==, 2);
      log = g_strconcat (fixture.vault, "-wal", NULL);
      g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));   /* closed whole */
    }
}

/* Before main() has said what becomes of signals, they kill as they kill any program. */
static void
wait_until_it_listens (GSubprocess *process)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/status", g_subprocess_get_identifier (process));
  guint64 blocked = 0;

  while ((blocked & G_GUINT64_CONSTANT (1) << (SIGTERM - 1)) == 0)
    {
      g_autofree char *status = NULL;
      const char *line;

      g_usleep (1000);
      g_assert_true (g_file_get_contents (path, &status, NULL, NULL));
      line = strstr (status, "SigBlk:");
      g_assert_nonnull (line);
      blocked = g_ascii_strtoull (line + strlen ("SigBlk:"), NULL, 16);
    }
}

/* What asks to stop meets the work at any moment: it is whole, or nothing of it is there. */
static void
interrupt (CliFixture *fixture,
           const char *arguments,
           const char *made,
           gulong      after_us,
           guint      *inout_n_stopped)
{
  g_autoptr(GSubprocess) process = cli_fixture_spawn (fixture, arguments);
  g_autofree char *path = cli_fixture_path (fixture, made);
  g_autofree char *partial = g_strconcat (path, ".partial", NULL);
  g_autofree char *complaint = NULL;
  int status;

  wait_until_it_listens (process);
  g_usleep (after_us);
  g_subprocess_send_signal (process, SIGTERM);
  g_assert_true (g_subprocess_communicate_utf8 (process, "", NULL, NULL, &complaint, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  status = g_subprocess_get_exit_status (process);
  g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, status == 0);
  g_assert_false (g_file_test (partial, G_FILE_TEST_EXISTS));
  if (status == 0)
    {
      g_assert_cmpint (g_remove (path), ==, 0);
      return;
    }
  (*inout_n_stopped)++;
  g_assert_cmpint (status, ==, 1);
  g_assert_cmpstr (complaint, ==, "cpxctl: Interrupted: what was acknowledged is kept, the rest is undone.\n");
}

static void
test_interrupt (void)
{
  g_auto(CliFixture) fixture = { NULL };
  guint n_stopped = 0;

  cli_fixture_set_up (&fixture);
  add_some (&fixture, 3000);
  for (gulong after_us = 20000; after_us < 640000; after_us = after_us * 3 / 2)
    {
      interrupt (&fixture, "backup @/copy.cpx", "copy.cpx", after_us, &n_stopped);
      interrupt (&fixture, "export @/all.zip --with-changes", "all.zip", after_us, &n_stopped);
    }
  g_assert_cmpuint (n_stopped, >, 0);
}

static void
test_kill (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autoptr(GSubprocess) process = NULL;

  cli_fixture_set_up (&fixture);
  process = start_batch (&fixture);
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_cmpuint (count_patients (&fixture), ==, 2);
}

/* The one that comes second is told which process has it. */
static void
test_held (void)
{
  g_auto(CliFixture) fixture = { NULL };
  g_autoptr(GSubprocess) process = NULL;
  g_autofree char *identifier = NULL;
  g_autofree char *pattern = NULL;
  CliStep step = { "held", "patient list", NULL, 7, "^$", NULL };

  cli_fixture_set_up (&fixture);
  process = start_batch (&fixture);
  identifier = g_strdup (g_subprocess_get_identifier (process));
  pattern = g_strconcat ("practice.cpx.*", identifier, NULL);
  step.complaint = pattern;
  cli_fixture_play (&fixture, &step, 1);
  g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  g_assert_cmpuint (count_patients (&fixture), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/streams/outputs", test_outputs);
  g_test_add_func ("/cli/streams/signals", test_signals);
  g_test_add_func ("/cli/streams/interrupt", test_interrupt);
  g_test_add_func ("/cli/streams/kill", test_kill);
  g_test_add_func ("/cli/streams/held", test_held);

  return g_test_run ();
}

/* main.c: cpxctl, every job of a practice from a terminal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"

#include <cpx-crypto.h>
#include <cpx-note-deed.h>
#include <cpx-practice-error.h>

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

/* The language is French where the machine does not say which, as on the screen. */
static void
set_language (void)
{
  const char *folder = g_getenv ("CPX_LOCALEDIR");   /* the build tree, see ./dev */
  const char *spoken;

  if (setlocale (LC_ALL, "") == NULL)
    setlocale (LC_ALL, "C.UTF-8");
  spoken = setlocale (LC_MESSAGES, NULL);
  if (g_str_equal (spoken, "C") || g_str_equal (spoken, "POSIX") || g_str_equal (spoken, "C.UTF-8"))
    {
      setlocale (LC_ALL, "C.UTF-8");
      g_setenv ("LANGUAGE", "fr", FALSE);
    }
  setlocale (LC_NUMERIC, "C");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : CPX_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
}

/* An option of a command, written before it, is not unknown. */
static gboolean
refuse_option (const GError  *refusal,
               GError       **error)
{
  const char *dashes = strstr (refusal->message, "--");
  gboolean unknown = dashes != NULL && g_error_matches (refusal, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION);
  g_autofree char *option = unknown ? g_strndup (dashes, strcspn (dashes, "= ")) : NULL;
  const CpxCliCommand *command = unknown ? cpx_cli_commands_find_option (option + 2) : NULL;

  if (command != NULL)
    g_set_error (error, refusal->domain, refusal->code,
                 _("“%s” is an option of a command, such as “%s”: write it after the name of the command."), option,
                 command->name);
  else
    g_set_error (error, refusal->domain, refusal->code, _("%s: “cpxctl help” lists the options."), refusal->message);

  return FALSE;
}

static gboolean
parse_shared (CpxCli   *cli,
              char   ***arguments,
              GError  **error)
{
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) local_error = NULL;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_main_group (context, cpx_cli_new_options (cli));

  if (g_option_context_parse_strv (context, arguments, &local_error))
    return TRUE;

  return refuse_option (local_error, error);
}

/* What follows the first @n_words after the program's name, with that name before it. */
static char **
drop_words (char  **arguments,
            guint   n_words)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, arguments[0]);
  g_strv_builder_addv (builder, (const char **) arguments + 1 + n_words);

  return g_strv_builder_end (builder);
}

static gboolean
asks_help (char **arguments)
{
  return g_strv_contains ((const char * const *) arguments, "--help") ||
         g_strv_contains ((const char * const *) arguments, "-h");
}

/* “patient --help” is about all commands of patients; “patient” alone is half a command. */
static gboolean
answer_no_command (CpxCli  *cli,
                   char   **arguments,
                   GError **error)
{
  g_autofree char *group = cpx_cli_commands_describe_group (arguments + 1);

  if (group != NULL && (cli->help || asks_help (arguments)))
    return cpx_cli_output_text (error, "%s", group);
  if (arguments[1] == NULL)
    g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("No command was given: “cpxctl help” lists them."));
  else if (group != NULL)
    g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE,
                 _("“%s” is the beginning of several commands: “cpxctl help %s” lists them."),
                 arguments[1], arguments[1]);
  else
    g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE,
                 _("There is no command “%s%s%s”: “cpxctl help” lists them."),
                 arguments[1], arguments[2] != NULL ? " " : "", arguments[2] != NULL ? arguments[2] : "");

  return FALSE;
}

static gboolean
show_help (CpxCli               *cli,
           const CpxCliCommand  *command,
           GError              **error)
{
  g_autofree char *text = cpx_cli_commands_describe (command, cli);

  return cpx_cli_output_text (error, "%s", text);
}

static gboolean
run_command (CpxCli               *cli,
             const CpxCliCommand  *command,
             char               ***arguments,
             GError              **error)
{
  if (!cpx_cli_commands_parse (command, cli, arguments, error))
    return FALSE;
  if (cli->help)
    return show_help (cli, command, error);

  return command->run (cli, *arguments + 1, error);
}

static gboolean
run (CpxCli   *cli,
     char   ***arguments,
     GError  **error)
{
  const CpxCliCommand *command;
  g_auto(GStrv) rest = NULL;
  guint n_words = 0;
  GError *local_error = NULL;

  if (!parse_shared (cli, arguments, error))
    return FALSE;
  if (cli->version)
    return cpx_cli_output_text (error, "cpxctl %s", CPX_VERSION);
  if (cli->help && (*arguments)[1] == NULL)
    return cpx_cli_help_commands[0].run (cli, *arguments + 1, error);
  command = cpx_cli_commands_find (*arguments + 1, &n_words);
  if (command == NULL)
    return answer_no_command (cli, *arguments, error);
  cli->command = command->name;
  rest = drop_words (*arguments, n_words);
  if (run_command (cli, command, &rest, &local_error))
    return TRUE;
  if (local_error != NULL)
    {
      cpx_cli_commands_explain (command, g_strv_length (rest) - 1, &local_error);
      g_propagate_error (error, local_error);
    }

  return FALSE;
}

/* One entry a command is no flood. Where nothing can be written, or nobody is in, nothing is noted. */
static void
note_refusal (CpxCli       *cli,
              const GError *fault)
{
  g_autoptr(json_t) details = NULL;
  g_autoptr(CpxReceipt) noted = NULL;

  if (cli->practice == NULL || cli->command == NULL ||
      !g_error_matches (fault, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED))
    return;
  details = json_pack ("{s:s}", "command", cli->command);
  noted = cpx_practice_note_deed (cli->practice, CPX_DEED_ACCESS_REFUSED, NULL, details, NULL);
}

/* The first fault is the one to tell: closing often fails for the same reason as the write before it. What the practice
 * has to say, that it is open to be read only for instance, is told when nothing failed: a caller reads one line. That
 * the audit log was tampered with ends a command that was done like one that found damage. */
static CpxCliExit
finish (CpxCli   *cli,
        gboolean  done,
        GError   *error)
{
  g_autoptr(GError) fault = error;
  g_autofree char *notice = cli->practice != NULL ? g_strdup (cpx_practice_get_notice (cli->practice)) : NULL;

  cpx_cli_signals_explain (&fault);
  if (!done && fault == NULL)
    g_set_error (&fault, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                 _("The command failed and does not know why."));
  note_refusal (cli, fault);
  cpx_cli_close (cli, fault == NULL ? &fault : NULL);
  cpx_cli_output_flush (fault == NULL ? &fault : NULL);
  if (fault == NULL && notice != NULL && !cli->told)
    cpx_cli_output_complain ("%s", notice);
  if (fault == NULL && cli->log_fault != NULL)
    g_set_error_literal (&fault, CPX_CLI_ERROR, CPX_CLI_ERROR_DAMAGE, cli->log_fault);
  if (fault == NULL)
    return CPX_CLI_EXIT_DONE;
  cpx_cli_output_complain ("%s", fault->message);

  return cpx_cli_exit_from_error (fault);
}

int
main (int    argc,
      char **argv)
{
  CpxCli cli = { NULL };
  g_auto(GStrv) arguments = g_strdupv (argv);
  GError *error = NULL;
  CpxCliExit status;
  gboolean done;

  cpx_cli_output_open_streams ();
  set_language ();
  g_set_prgname ("cpxctl");
  cpx_cli_signals_start ();
  cpx_crypto_init ();
  cpx_crypto_forbid_dumps ();
  done = run (&cli, &arguments, &error);
  status = finish (&cli, done, error);
  cpx_cli_clear (&cli);

  return status;
}

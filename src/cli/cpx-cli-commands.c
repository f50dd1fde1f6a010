/* cpx-cli-commands.c: finds a command by the words of its name, reads its options, describes it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_WORDS 3

static const CpxCliCommand * const groups[] = {
  cpx_cli_init_commands,
  cpx_cli_user_commands,
  cpx_cli_recovery_commands,
  cpx_cli_patient_commands,
  cpx_cli_duplicates_commands,
  cpx_cli_erase_commands,
  cpx_cli_operation_commands,
  cpx_cli_act_commands,
  cpx_cli_coding_commands,
  cpx_cli_learn_commands,
  cpx_cli_import_commands,
  cpx_cli_ccam_commands,
  cpx_cli_suggest_commands,
  cpx_cli_favourite_commands,
  cpx_cli_lexicon_commands,
  cpx_cli_ccam_check_commands,
  cpx_cli_llm_commands,
  cpx_cli_record_commands,
  cpx_cli_export_commands,
  cpx_cli_vault_commands,
  cpx_cli_audit_log_commands,
  cpx_cli_audit_commands,
  cpx_cli_anchor_commands,
  cpx_cli_demo_commands,
  cpx_cli_bench_commands,
  cpx_cli_help_commands,
};

static const CpxCliCommand *
find_name (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      for (const CpxCliCommand *command = groups[i]; command->name != NULL; command++)
        {
          if (g_str_equal (command->name, name))
            return command;
        }
    }

  return NULL;
}

/**
 * cpx_cli_commands_find:
 * @words: what follows the options of the command line, ends with `NULL`
 * @out_n_words: (out): how many of them are the name
 *
 * Finds the command with the longest name that @words begin with.
 *
 * Returns: (nullable): the command
 */
const CpxCliCommand *
cpx_cli_commands_find (char  **words,
                       guint  *out_n_words)
{
  guint n = MIN (g_strv_length (words), MAX_WORDS);

  for (; n > 0; n--)
    {
      g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
      g_auto(GStrv) first = NULL;
      g_autofree char *name = NULL;
      const CpxCliCommand *command;

      for (guint i = 0; i < n; i++)
        g_strv_builder_add (builder, words[i]);
      first = g_strv_builder_end (builder);
      name = g_strjoinv (" ", first);
      command = find_name (name);
      *out_n_words = n;
      if (command != NULL)
        return command;
    }

  return NULL;
}

static gboolean
has_option (const CpxCliCommand *command,
            const char          *name)
{
  for (const GOptionEntry *option = command->options; option != NULL && option->long_name != NULL; option++)
    {
      if (g_str_equal (option->long_name, name))
        return TRUE;
    }

  return FALSE;
}

/**
 * cpx_cli_commands_find_option:
 * @name: the name of an option, without its dashes
 *
 * Returns: (nullable): the first command that has it
 */
const CpxCliCommand *
cpx_cli_commands_find_option (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      for (const CpxCliCommand *command = groups[i]; command->name != NULL; command++)
        {
          if (has_option (command, name))
            return command;
        }
    }

  return NULL;
}

/* The words of a line before its first option. */
static char *
join_words (char **words)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) plain = NULL;

  for (guint i = 0; words[i] != NULL && words[i][0] != '-'; i++)
    g_strv_builder_add (builder, words[i]);
  plain = g_strv_builder_end (builder);

  return g_strjoinv (" ", plain);
}

static void
append_commands (GString    *text,
                 const char *first_words)
{
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      for (const CpxCliCommand *command = groups[i]; command->name != NULL; command++)
        {
          const char *summary = g_dgettext (GETTEXT_PACKAGE, command->summary);

          if (g_str_has_prefix (command->name, first_words))
            g_string_append_printf (text, "  %-20s %s\n", command->name, summary);
        }
    }
}

/**
 * cpx_cli_commands_describe_group:
 * @words: what follows the options of the command line, ends with `NULL`
 *
 * Describes the commands whose names begin with @words, up to the first option: `patient` for `patient add` and others.
 *
 * Returns: (transfer full) (nullable): their list; `NULL` if there are none
 */
char *
cpx_cli_commands_describe_group (char **words)
{
  g_autofree char *name = join_words (words);
  g_autofree char *first_words = g_strconcat (name, " ", NULL);
  g_autoptr(GString) list = g_string_new (NULL);

  if (*name == '\0')
    return NULL;
  append_commands (list, first_words);
  if (list->len == 0)
    return NULL;

  return g_strdup_printf (_("Usage: cpxctl [OPTION…] %s COMMAND …\n\nCommands:\n%s\n“cpxctl help %s COMMAND” says more "
                            "of one."), name, list->str, name);
}

static GOptionContext *
make_context (const CpxCliCommand *command,
              CpxCli              *cli)
{
  const char *usage = command->usage != NULL ? g_dgettext (GETTEXT_PACKAGE, command->usage) : "";
  g_autofree char *parameters = g_strconcat (command->name, " ", usage, NULL);
  GOptionContext *context = g_option_context_new (parameters);
  GOptionGroup *own = g_option_group_new ("own", NULL, NULL, NULL, NULL);

  if (command->options != NULL)
    g_option_group_add_entries (own, command->options);
  g_option_group_set_translation_domain (own, GETTEXT_PACKAGE);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_main_group (context, own);
  g_option_context_add_group (context, cpx_cli_new_options (cli));
  g_option_context_set_summary (context, command->summary);
  g_option_context_set_description (context, command->details);

  return context;
}

static gboolean
check_utf8 (char   **arguments,
            GError **error)
{
  for (guint i = 0; arguments[i] != NULL; i++)
    {
      if (!g_utf8_validate (arguments[i], -1, NULL))
        {
          g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                       _("Argument %u after the command is no UTF-8 text: “%s”."), i, arguments[i]);
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * cpx_cli_commands_parse:
 * @command: a command
 * @cli: where the shared options go
 * @arguments: (inout): the program's name and what follows the command's; its options are taken out
 * @error: where the fault goes
 *
 * Returns: `TRUE` if all options are known, and what is left is text
 */
gboolean
cpx_cli_commands_parse (const CpxCliCommand   *command,
                        CpxCli                *cli,
                        char                ***arguments,
                        GError               **error)
{
  g_autoptr(GOptionContext) context = make_context (command, cli);

  return g_option_context_parse_strv (context, arguments, error) && check_utf8 (*arguments, error);
}

/* What stands at place @n of "LOGIN ROLES" or "PATIENT FIELD=VALUE…": the last goes on. */
static char *
name_argument (const char *usage,
               guint       n)
{
  g_auto(GStrv) words = g_strsplit (usage, strstr (usage, " | ") != NULL ? "\n" : " ", -1);
  guint n_words = g_strv_length (words);

  return g_strdup (words[MIN (n, n_words - 1)]);
}

/**
 * cpx_cli_commands_explain:
 * @command: a command that was called wrongly
 * @n_arguments: how many followed its name
 * @error: (inout): what was wrong
 *
 * Adds how the command is written to a fault of the command line; other errors say themselves what to do.
 */
void
cpx_cli_commands_explain (const CpxCliCommand  *command,
                          guint                 n_arguments,
                          GError              **error)
{
  const char *usage = command->usage != NULL ? g_dgettext (GETTEXT_PACKAGE, command->usage) : "";
  g_autoptr(GError) fault = NULL;
  g_autofree char *what = NULL;

  if (!g_error_matches (*error, CPX_CLI_ERROR, CPX_CLI_ERROR_TOO_FEW) &&
      !g_error_matches (*error, CPX_CLI_ERROR, CPX_CLI_ERROR_TOO_MANY) && (*error)->domain != G_OPTION_ERROR)
    return;
  fault = g_steal_pointer (error);
  if (g_error_matches (fault, CPX_CLI_ERROR, CPX_CLI_ERROR_TOO_FEW) && *usage != '\0')
    {
      g_autofree char *name = name_argument (usage, n_arguments);

      what = g_strdup_printf (_("%s is missing"), name);
    }
  g_set_error (error, fault->domain, fault->code, _("%s: type “cpxctl %s%s%s”, see “cpxctl help %s”."),
               what != NULL ? what : fault->message, command->name, *usage != '\0' ? " " : "", usage, command->name);
}

/**
 * cpx_cli_commands_list:
 *
 * Returns: (transfer full): every command with its summary, a line each
 */
char *
cpx_cli_commands_list (void)
{
  GString *text = g_string_new (NULL);

  append_commands (text, "");

  return g_string_free (text, FALSE);
}

/**
 * cpx_cli_commands_describe:
 * @command: a command
 * @cli: any
 *
 * Returns: (transfer full): its usage, what it does, its options
 */
char *
cpx_cli_commands_describe (const CpxCliCommand *command,
                           CpxCli              *cli)
{
  g_autoptr(GOptionContext) context = make_context (command, cli);
  g_autofree char *text = g_option_context_get_help (context, FALSE, NULL);
  g_autofree char *first_words = g_strconcat (command->name, " ", NULL);
  g_autoptr(GString) longer = g_string_new (NULL);

  g_strchomp (text);
  append_commands (longer, first_words);   /* “backup” is a command, and “backup list” another */

  return longer->len == 0
           ? g_steal_pointer (&text)
           : g_strdup_printf (_("%s\n\nCommands that begin likewise:\n%s"), text, g_strchomp (longer->str));
}

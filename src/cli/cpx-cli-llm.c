/* cpx-cli-llm.c: the optional language model: set, switched off, tested, and what it would see of a text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"

#include <cpx-language-model-settings.h>
#include <cpx-rerank-suggestions.h>

#include <glib/gi18n-lib.h>

static char *address;
static char *model;
static char *key_file;
static gboolean forgets_key;
static gboolean is_on;
static char *patient;

static const GOptionEntry set_options[] = {
  { "url", 0, 0, G_OPTION_ARG_FILENAME, &address, N_("Where it is: https://machine/v1, or http on this machine"),
    N_("ADDRESS") },
  { "model", 0, 0, G_OPTION_ARG_FILENAME, &model, N_("Its name there"), N_("NAME") },
  { "key-file", 0, 0, G_OPTION_ARG_FILENAME, &key_file,
    N_("Read its key from a file (-: standard input)"), N_("FILE") },
  { "forget-key", 0, 0, G_OPTION_ARG_NONE, &forgets_key, N_("Forget its key"), NULL },
  { "on", 0, 0, G_OPTION_ARG_NONE, &is_on, N_("Ask it from now on"), NULL },
  { NULL }
};

static const GOptionEntry preview_options[] = {
  { "patient", 0, 0, G_OPTION_ARG_FILENAME, &patient, N_("Whose report it is (id)"), "ID" },
  { NULL }
};

static json_t *
counts_to_json (const CpxRerankCounts *counts)
{
  json_t *object = json_pack ("{s:I}", "asked", (json_int_t) counts->n_asked);

  for (CpxRerankOutcome i = 0; i < CPX_N_RERANK_OUTCOMES; i++)
    json_object_set_new (object, cpx_rerank_outcome_get_token (i), json_integer ((json_int_t) counts->n_outcomes[i]));

  return object;
}

static gboolean
show_counts (const CpxRerankCounts  *counts,
             GError                **error)
{
  if (!cpx_cli_output_text (error, _("Asked from this post: %u"), (guint) counts->n_asked))
    return FALSE;
  for (CpxRerankOutcome i = 0; i < CPX_N_RERANK_OUTCOMES; i++)
    {
      if (counts->n_outcomes[i] > 0 && !cpx_cli_output_text (error, "  %s: %u", cpx_rerank_outcome_get_label (i),
                                                             (guint) counts->n_outcomes[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
show_settings (CpxCli                          *cli,
               const CpxLanguageModelSettings  *settings,
               GError                         **error)
{
  g_autoptr(json_t) object = NULL;

  if (!cli->json)
    return cpx_cli_output_text (error, "%s", settings->is_on ? _("The language model is asked.")
                                                             : _("No language model is asked.")) &&
           (settings->address == NULL || cpx_cli_output_text (error, _("Address: %s"), settings->address)) &&
           (settings->name == NULL || cpx_cli_output_text (error, _("Model: %s"), settings->name)) &&
           cpx_cli_output_text (error, "%s", settings->has_key ? _("A key is kept for it on this post.")
                                                               : _("No key is kept for it on this post.")) &&
           show_counts (&settings->counts, error);
  object = json_pack ("{s:b, s:s?, s:s?, s:b, s:o}", "on", settings->is_on, "url", settings->address, "model",
                      settings->name, "has_key", settings->has_key, "counts", counts_to_json (&settings->counts));

  return cpx_cli_output_json (object, error);
}

static gboolean
show (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  g_autoptr(CpxLanguageModelSettings) settings = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  settings = cpx_practice_load_language_model (cli->practice, error);

  return settings != NULL && show_settings (cli, settings, error);
}

static gboolean
save (CpxCli                        *cli,
      const CpxLanguageModelWanted  *wanted,
      GError                       **error)
{
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_language_model (cli->practice, wanted, error);

  return receipt != NULL &&
         cpx_cli_show_receipt (cli, receipt, wanted->is_on ? _("The language model is asked from now on.")
                                                           : _("The language model is set, and not asked."),
                               error);
}

/* What is not given stays; a key that an earlier address had does not go to another. */
static gboolean
set (CpxCli  *cli,
     char   **arguments,
     GError **error)
{
  g_autoptr(CpxLanguageModelSettings) now = NULL;
  g_autoptr(CpxSecret) key = NULL;
  CpxLanguageModelWanted wanted = { .forgets_key = forgets_key };

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || !cpx_cli_check_option (address, error) ||
      !cpx_cli_check_option (model, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  now = cpx_practice_load_language_model (cli->practice, error);
  key = now != NULL && key_file != NULL ? cpx_cli_secret_read (key_file, error) : NULL;
  if (now == NULL || (key_file != NULL && key == NULL))
    return FALSE;
  wanted.is_on = is_on || now->is_on;
  wanted.address = address != NULL ? address : now->address;
  wanted.name = model != NULL ? model : now->name;
  wanted.key = key != NULL ? cpx_secret_get_text (key) : NULL;

  return save (cli, &wanted, error);
}

static gboolean
switch_off (CpxCli  *cli,
            char   **arguments,
            GError **error)
{
  g_autoptr(CpxLanguageModelSettings) now = NULL;
  CpxLanguageModelWanted wanted = { .is_on = FALSE };

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  now = cpx_practice_load_language_model (cli->practice, error);
  if (now == NULL)
    return FALSE;
  wanted.address = now->address;
  wanted.name = now->name;

  return save (cli, &wanted, error);
}

static gboolean
preview (CpxCli  *cli,
         char   **arguments,
         GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *left = NULL;
  g_autoptr(json_t) object = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || !cpx_cli_check_option (patient, error) ||
      !g_file_get_contents (arguments[0], &text, NULL, error) || cpx_cli_unlock (cli, error) == NULL ||
      (patient != NULL && !cpx_cli_open_file (cli, patient, error)))
    return FALSE;
  left = cpx_practice_preview_deidentified (cli->practice, patient, text, error);
  if (left == NULL)
    return FALSE;
  if (!cli->json)
    return cpx_cli_output_text (error, "%s", left);
  object = json_pack ("{s:s}", "text", left);

  return cpx_cli_output_json (object, error);
}

static gboolean
test (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  g_autoptr(json_t) object = NULL;
  guint ms;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL ||
      !cpx_practice_test_language_model (cli->practice, &ms, error))
    return FALSE;
  if (!cli->json)
    return cpx_cli_output_text (error, _("The language model answers as it should, in %u ms."), ms);
  object = json_pack ("{s:b, s:i}", "answers", TRUE, "ms", (int) ms);

  return cpx_cli_output_json (object, error);
}

const CpxCliCommand cpx_cli_llm_commands[] = {
  { "ccam llm show", NULL, N_("Show which language model is asked, and what came of it"), NULL, NULL, show },
  { "ccam llm set", NULL, N_("Set the optional language model that re-ranks suggestions; --on asks it"),
    N_("What leaves is the report without names, dates, numbers and addresses, and the codes proposed here: see\n"
       "“cpxctl ccam llm preview”. The key stays in the vault of this post."), set_options, set },
  { "ccam llm off", NULL, N_("Ask no language model any more"), NULL, NULL, switch_off },
  { "ccam llm preview", N_("FILE"), N_("Show what would leave of a text; nothing does"), NULL, preview_options,
    preview },
  { "ccam llm test", NULL, N_("Ask the language model about a made report of nobody"), NULL, NULL, test },
  { NULL }
};

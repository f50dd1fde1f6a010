/* cpx-cli-favourite.c: the acts of the CCAM that a user wants at hand, and those used most.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"

#include <cpx-favourites.h>
#include <cpx-nomenclatures.h>
#include <cpx-used-acts.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define USUAL_LIMIT 30
#define MAX_LIMIT 1000

static int limit = USUAL_LIMIT;

static const GOptionEntry used_options[] = {
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("How many at most (30)"), "N" },
  { NULL }
};

static const char *const sources[] = { "nobody", "practice", "volumes", "own" };

static gboolean
set_favourite (CpxCli      *cli,
               char       **arguments,
               gboolean     wanted,
               const char  *sentence,
               GError     **error)
{
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  receipt = cpx_practice_set_favourite (cli->practice, arguments[0], wanted, error);

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, sentence, error);
}

static gboolean
add (CpxCli  *cli,
     char   **arguments,
     GError **error)
{
  return set_favourite (cli, arguments, TRUE, _("Among your favourites now."), error);
}

static gboolean
drop (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  return set_favourite (cli, arguments, FALSE, _("No favourite of yours any more."), error);
}

/* NULL for an act that the version in force does not have. */
static const char *
get_label (CpxNomenclature *nomenclature,
           const char      *code)
{
  guint act = cpx_nomenclature_find_act (nomenclature, code);

  return act != CPX_CCAM_NONE ? cpx_nomenclature_get_long_label (nomenclature, act) : NULL;
}

static gboolean
show_favourite (CpxCli           *cli,
                CpxNomenclature  *nomenclature,
                const char       *code,
                GError          **error)
{
  const char *label = get_label (nomenclature, code);
  g_autoptr(json_t) object = NULL;

  if (!cli->json)
    return cpx_cli_output_text (error, "%s  %s", code, label != NULL ? label : _("(not in this version)"));
  object = json_pack ("{s:s, s:s*}", "code", code, "label", label);

  return cpx_cli_output_json (object, error);
}

static gboolean
list (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  g_autoptr(CpxNomenclature) nomenclature = NULL;
  g_auto(GStrv) codes = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock_to_read (cli, error) == NULL)
    return FALSE;
  nomenclature = cpx_practice_open_nomenclature (cli->practice, cpx_day_today (), error);
  codes = nomenclature != NULL ? cpx_practice_list_favourites (cli->practice, error) : NULL;
  if (codes == NULL)
    return FALSE;
  for (guint i = 0; codes[i] != NULL; i++)
    {
      if (!show_favourite (cli, nomenclature, codes[i], error))
        return FALSE;
    }

  return codes[0] != NULL || cli->json ||
         cpx_cli_output_text (error, "%s", _("No favourites yet: “cpxctl ccam favourite add CODE”."));
}

static gboolean
show_used (CpxCli           *cli,
           CpxNomenclature  *nomenclature,
           const char       *source,
           const CpxUsedAct *used,
           GError          **error)
{
  const char *label = get_label (nomenclature, used->code);
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, used->n);
  g_autoptr(json_t) object = NULL;

  if (!cli->json)
    return cpx_cli_output_text (error, "%8s  %s  %s", count, used->code,
                                label != NULL ? label : _("(not in this version)"));
  object = json_pack ("{s:s, s:s*, s:I, s:s}", "code", used->code, "label", label, "count", (json_int_t) used->n,
                      "source", source);

  return cpx_cli_output_json (object, error);
}

static gboolean
tell_source (CpxUsedActsSource   source,
             GError            **error)
{
  switch (source)
    {
    case CPX_USED_ACTS_OWN:
      return cpx_cli_output_text (error, "%s", _("Counted from the acts that you recorded:"));
    case CPX_USED_ACTS_PRACTICE:
      return cpx_cli_output_text (error, "%s", _("Counted from the acts recorded in this practice:"));
    case CPX_USED_ACTS_VOLUMES:
      return cpx_cli_output_text (error, "%s", _("No act is recorded here yet; as the imported volumes count them:"));
    case CPX_USED_ACTS_NOBODY:
    default:
      return cpx_cli_output_text (error, "%s", _("No act is recorded here yet, and no volumes were imported (“cpxctl "
                                                 "ccam volumes import FILE”)."));
    }
}

static gboolean
show_all_used (CpxCli  *cli,
               char   **arguments,
               GError **error)
{
  g_autoptr(CpxNomenclature) nomenclature = NULL;
  g_autoptr(CpxUsedActs) used = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error))
    return FALSE;
  if (limit < 1 || limit > MAX_LIMIT)
    {
      g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("--limit takes a number from 1 to %d."), MAX_LIMIT);
      return FALSE;
    }
  if (cpx_cli_unlock_to_read (cli, error) == NULL)
    return FALSE;
  nomenclature = cpx_practice_open_nomenclature (cli->practice, cpx_day_today (), error);
  used = nomenclature != NULL ? cpx_practice_list_used_acts (cli->practice, (guint) limit, error) : NULL;
  if (used == NULL || (!cli->json && !tell_source (used->source, error)))
    return FALSE;
  for (guint i = 0; i < used->acts->len; i++)
    {
      if (!show_used (cli, nomenclature, sources[used->source], &g_array_index (used->acts, CpxUsedAct, i), error))
        return FALSE;
    }

  return TRUE;
}

const CpxCliCommand cpx_cli_favourite_commands[] = {
  { "ccam favourite add", N_("CODE"), N_("Put an act of the CCAM among your favourites"), NULL, NULL, add },
  { "ccam favourite remove", N_("CODE"), N_("Take an act from your favourites"), NULL, NULL, drop },
  { "ccam favourite list", NULL, N_("List your favourite acts"), NULL, NULL, list },
  { "ccam used", NULL, N_("List the acts used most"),
    N_("Your own; if you recorded none, those of this practice; as long as there is none, as the imported volumes "
       "count them."), used_options,
    show_all_used },
  { NULL }
};

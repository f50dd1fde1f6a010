/* cpx-cli-ccam-check.c: a draft of acts from a file, checked and priced by the nomenclature in force on its day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"
#include "cpx-cli-fields.h"

#include <cpx-coding-check.h>
#include <cpx-coding-draft-json.h>
#include <cpx-nomenclatures.h>

#include <glib/gi18n-lib.h>

static gboolean with_draft;

static const GOptionEntry options[] = {
  { "with-draft", 0, 0, G_OPTION_ARG_NONE, &with_draft,
    N_("Give the draft back too, in the order in which it is charged"),
    NULL },
  { NULL }
};

/* One value; more than the limit of a JSON text is refused by its reader. */
static json_t *
read_json (const char  *path,
           GError     **error)
{
  g_autoptr(GInputStream) stream = cpx_cli_fields_open (path, error);
  g_autoptr(GOutputStream) memory = NULL;
  g_autoptr(GBytes) bytes = NULL;
  gsize size;
  const char *text;

  if (stream == NULL)
    return NULL;
  memory = g_memory_output_stream_new_resizable ();
  if (g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, cpx_cli_signals_get_cancellable (),
                              error) < 0)
    return NULL;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  text = g_bytes_get_data (bytes, &size);

  return cpx_json_parse (text != NULL ? text : "", (gssize) size, error);
}

static CpxCodingDraft *
read_draft (const char  *path,
            GError     **error)
{
  g_autoptr(json_t) value = read_json (path, error);

  return value != NULL ? cpx_coding_draft_from_json (value, error) : NULL;
}

static gboolean
check_acts (CpxCodingDraft   *draft,
            CpxNomenclature  *nomenclature,
            GError          **error)
{
  for (guint i = 0; i < cpx_coding_draft_get_n_lines (draft); i++)
    {
      const char *code = cpx_coding_draft_get_line (draft, i)->code;

      if (cpx_nomenclature_find_act (nomenclature, code) != CPX_CCAM_NONE)
        continue;
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                   _("Act %u: %s is not in the nomenclature %s."), i + 1, code,
                   cpx_nomenclature_get_version (nomenclature));
      return FALSE;
    }

  return TRUE;
}

static json_t *
describe_nomenclature (CpxNomenclature *nomenclature)
{
  g_autofree char *effect = cpx_day_format_iso (cpx_nomenclature_get_effect (nomenclature));

  return json_pack ("{s:s, s:s?, s:s, s:b}", "version", cpx_nomenclature_get_version (nomenclature), "effect", effect,
                    "source", cpx_nomenclature_get_source (nomenclature), "starter",
                    cpx_nomenclature_is_starter (nomenclature));
}

static gboolean
show_json (CpxCodingResult  *result,
           CpxNomenclature  *nomenclature,
           GError          **error)
{
  g_autoptr(json_t) object = cpx_coding_result_to_json (result);

  json_object_set_new (object, "nomenclature", describe_nomenclature (nomenclature));
  if (with_draft)
    json_object_set_new (object, "draft", cpx_coding_draft_to_json (cpx_coding_result_get_draft (result)));

  return cpx_cli_output_json (object, error);
}

static gboolean
show_line (CpxCodingResult  *result,
           guint             i,
           GError          **error)
{
  const CpxPricedLine *price = cpx_coding_result_get_line (result, i);
  const CpxCodingLine *line = cpx_coding_draft_get_line (cpx_coding_result_get_draft (result), i);
  g_autofree char *amount = cpx_cents_dup_text (price->base_cents);
  g_autofree char *why = cpx_price_dup_gap (price);

  return cpx_cli_output_text (error, "%s-%d-%d  %-8s  %-9s  %s", line->code, line->activity, line->phase,
                              line->modifiers,
                              cpx_association_get_token (price->association), why != NULL ? why : amount);
}

static gboolean
show_total (const CpxInvoiceTotal  *total,
            GError                **error)
{
  g_autofree char *base = cpx_cents_dup_text (total->base_cents);
  g_autofree char *charged = cpx_cents_dup_text (total->charged_cents);
  g_autofree char *patient = cpx_cents_dup_text (total->patient_cents);

  if (!total->is_known)
    return cpx_cli_output_text (error, _("Practitioner %d: %s, and amounts that are unknown"), total->performer, base);
  if (total->share_kind == CPX_SHARE_UNKNOWN)
    return cpx_cli_output_text (error, _("Practitioner %d: base %s, charged %s, share of the patient unknown"),
                                total->performer, base, charged);

  return cpx_cli_output_text (error, _("Practitioner %d: base %s, charged %s, left to the patient %s"),
                              total->performer,
                              base, charged, patient);
}

static gboolean
show_text (CpxCodingResult  *result,
           GError          **error)
{
  GPtrArray *findings = cpx_coding_result_get_findings (result);

  if (cpx_coding_result_get_n_lines (result) == 0)
    return cpx_cli_output_text (error, _("This draft holds no act: there is nothing to check, nor to price."));
  for (guint i = 0; i < cpx_coding_result_get_n_lines (result); i++)
    {
      if (!show_line (result, i, error))
        return FALSE;
    }
  for (guint i = 0; i < cpx_coding_result_get_n_totals (result); i++)
    {
      if (!show_total (cpx_coding_result_get_total (result, i), error))
        return FALSE;
    }
  for (guint i = 0; i < findings->len; i++)
    {
      const CpxRuleFinding *finding = g_ptr_array_index (findings, i);

      if (!cpx_cli_output_text (error, "%s\t%s\t%s", cpx_finding_level_get_token (finding->level), finding->rule,
                                finding->sentence))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check (CpxCli  *cli,
       char   **arguments,
       GError **error)
{
  g_autoptr(CpxCodingDraft) draft = NULL;
  g_autoptr(CpxNomenclature) nomenclature = NULL;
  g_autoptr(CpxCodingResult) result = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error))
    return FALSE;
  draft = read_draft (arguments[0], error);
  if (draft == NULL || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  nomenclature = cpx_practice_open_nomenclature (cli->practice, cpx_coding_draft_get_context (draft)->day, error);
  if (nomenclature == NULL || !check_acts (draft, nomenclature, error))
    return FALSE;
  if (with_draft)
    {
      g_autoptr(CpxCodingDraft) arranged = cpx_coding_arrange (draft, nomenclature, NULL);

      g_set_object (&draft, arranged);
    }
  result = cpx_coding_check (draft, nomenclature);

  return cli->json ? show_json (result, nomenclature, error) : show_text (result, error);
}

const CpxCliCommand cpx_cli_ccam_check_commands[] = {
  { "ccam check", N_("FILE.json"), N_("Check and price a draft of acts; “-” reads standard input"),
    N_("The file holds one object: \"date\", \"time\", \"patient\" (\"birth_date\" or \"age_years\", \"sex\", "
       "\"c2s\"…), \"practitioner\" (\"specialty\", \"convention\": sector_1, sector_2, sector_2_optam, "
       "sector_2_optam_aco, none…) and \"acts\" (\"code\", \"activity\", \"modifiers\", \"association\", "
       "\"overcharge_cents\"…). Nothing is recorded."),
    options, check },
  { NULL }
};

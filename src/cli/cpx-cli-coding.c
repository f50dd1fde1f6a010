/* cpx-cli-coding.c: the circumstances of a coding, who decided what about it, the proof of its acts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"

#include <cpx-act-proof.h>
#include <cpx-circumstances.h>
#include <cpx-coding-history.h>
#include <cpx-coding-verdict.h>
#include <cpx-coding.h>
#include <cpx-save-coding.h>

#include <glib/gi18n-lib.h>
#include <string.h>

static int act = 1;
static char *out_path;

static const GOptionEntry circumstances_options[] = {
  { "act", 0, 0, G_OPTION_ARG_INT, &act, N_("Of which act what is said of one is, counted from 1 (1)"), N_("N") },
  { NULL }
};

static const GOptionEntry proof_options[] = {
  { "out", 0, 0, G_OPTION_ARG_FILENAME, &out_path, N_("Write the proof into a file"), N_("FILE") },
  { NULL }
};

/* Circumstances */

static gboolean
state_one (CpxCodingRequest  *request,
           const char        *argument,
           GError           **error)
{
  const char *equals = strchr (argument, '=');
  g_autofree char *name = equals != NULL ? g_strndup (argument, (gsize) (equals - argument)) : NULL;
  const CpxCircumstance *circumstance = name != NULL ? cpx_circumstance_find (name) : NULL;
  g_autofree char *shown = g_utf8_make_valid (argument, -1);

  if (equals == NULL)
    {
      g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("“%s” is no NAME=VALUE."), shown);
      return FALSE;
    }
  if (circumstance == NULL)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                   _("“%s” names no circumstance: “coding circumstances OPERATION” lists them."), shown);
      return FALSE;
    }

  return cpx_circumstance_set (circumstance, request, (guint) act - 1, equals + 1, error);
}

static gboolean
show_one (CpxCli                 *cli,
          const CpxCircumstance  *circumstance,
          CpxCodingRequest       *request,
          CpxCodingResult        *result,
          guint                   line,
          GError                **error)
{
  g_autofree char *value = cpx_circumstance_dup_value (circumstance, request, line);
  const char *code = circumstance->of_line ? cpx_coding_draft_get_line (request->draft, line)->code : NULL;
  gboolean wanted = cpx_circumstance_is_wanted (circumstance, request, result, line);
  g_autoptr(json_t) object = NULL;

  if (!cli->json)
    return cpx_cli_output_text (error, "%-18s %-10s %s%s%s%s", circumstance->name, *value != '\0' ? value : "-",
                                code != NULL ? code : "", code != NULL ? ": " : "",
                                cpx_circumstance_get_label (circumstance), wanted ? _(" (asked for)") : "");
  object = json_pack ("{s:s, s:s, s:s, s:b}", "name", circumstance->name, "label",
                      cpx_circumstance_get_label (circumstance), "value", value, "wanted", wanted);
  if (code != NULL)
    json_object_update_new (object, json_pack ("{s:i, s:s}", "act", (int) line + 1, "code", code));

  return cpx_cli_output_json (object, error);
}

static gboolean
show_circumstances (CpxCli            *cli,
                    CpxCodingRequest  *request,
                    GError           **error)
{
  g_autoptr(CpxCodingVerdict) verdict = cpx_coding_verdict_new (request);
  CpxCodingResult *result = cpx_coding_verdict_get_result (verdict);
  guint n;
  const CpxCircumstance *all = cpx_circumstances_list (&n);

  for (guint i = 0; i < n; i++)
    {
      guint n_places = all[i].of_line ? cpx_coding_draft_get_n_lines (request->draft) : 1;

      for (guint line = 0; line < n_places; line++)
        {
          if (!show_one (cli, &all[i], request, result, line, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
save (CpxCli            *cli,
      CpxCodingRequest  *request,
      GError           **error)
{
  g_autoptr(GPtrArray) receipts =
    cpx_practice_save_coding (cli->practice, request, CPX_CODING_STEP_DRAFT, error);

  for (guint i = 0; receipts != NULL && i < receipts->len; i++)
    {
      if (!cpx_cli_acknowledge (cli, g_ptr_array_index (receipts, i), error))
        return FALSE;
    }

  return receipts != NULL;
}

static gboolean
circumstances (CpxCli  *cli,
               char   **arguments,
               GError **error)
{
  g_autoptr(CpxCodingRequest) request = NULL;
  gboolean states = arguments[0] != NULL && arguments[1] != NULL;

  if (!cpx_cli_check_arguments (arguments, 1, G_MAXUINT, error))
    return FALSE;
  if (act < 1 || act > CPX_CODING_MAX_LINES)
    {
      g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("--act counts acts from 1."));
      return FALSE;
    }
  if (cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  request = cpx_practice_load_coding (cli->practice, arguments[0], NULL, error);
  if (request == NULL || !cpx_cli_open_file (cli, cpx_record_get_patient_id (request->intervention), error))
    return FALSE;
  for (char **at = arguments + 1; *at != NULL; at++)
    {
      if (!state_one (request, *at, error))
        return FALSE;
    }

  return (!states || save (cli, request, error)) && show_circumstances (cli, request, error);
}

/* History */

static json_t *
print_reasons (const CpxCodingEvent *event)
{
  json_t *reasons = json_array ();

  for (guint i = 0; i < event->reasons->len; i++)
    {
      const CpxCodingReason *reason = g_ptr_array_index (event->reasons, i);

      json_array_append_new (reasons, json_pack ("{s:s*, s:s, s:s*, s:s}", "rule", reason->rule, "about", reason->about,
                                                 "motive", reason->motive, "reason", reason->reason));
    }

  return reasons;
}

static gboolean
show_event (CpxCli                *cli,
            const CpxCodingEvent  *event,
            GError               **error)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (event->time_us / G_USEC_PER_SEC);
  g_autofree char *iso = g_date_time_format_iso8601 (time);
  g_autoptr(json_t) object = NULL;

  if (cli->json)
    {
      object = json_pack ("{s:s, s:s, s:s*, s:s*, s:s, s:o}", "time", iso, "action", event->action, "user_id",
                          event->user_id, "user", event->user_name, "codes", event->codes, "reasons",
                          print_reasons (event));
      return cpx_cli_output_json (object, error);
    }
  if (!cpx_cli_output_text (error, "%s  %s  %s  %s", iso, event->user_name != NULL ? event->user_name : "-",
                            event->action, event->codes))
    return FALSE;
  for (guint i = 0; i < event->reasons->len; i++)
    {
      const CpxCodingReason *reason = g_ptr_array_index (event->reasons, i);

      if (!cpx_cli_output_text (error, "  %s %s %s: %s", reason->rule != NULL ? reason->rule : "", reason->about,
                                reason->motive != NULL ? reason->motive : "", reason->reason))
        return FALSE;
    }

  return TRUE;
}

/* Looking at a coding is looking at the patient's file. */
static gboolean
open_file_of (CpxCli      *cli,
              const char  *coding_id,
              GError     **error)
{
  g_autoptr(CpxRecord) coding = cpx_practice_load (cli->practice, &cpx_coding_kind, coding_id, error);

  return coding != NULL && cpx_cli_open_file (cli, cpx_record_get_patient_id (coding), error);
}

static gboolean
history (CpxCli  *cli,
         char   **arguments,
         GError **error)
{
  g_autoptr(GPtrArray) events = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL ||
      !open_file_of (cli, arguments[0], error))
    return FALSE;
  events = cpx_practice_list_coding_history (cli->practice, arguments[0], error);
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      if (!show_event (cli, g_ptr_array_index (events, i), error))
        return FALSE;
    }

  return events != NULL;
}

static gboolean
prove (CpxCli  *cli,
       char   **arguments,
       GError **error)
{
  g_autoptr(json_t) proofs = NULL;
  g_autofree char *text = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL ||
      !open_file_of (cli, arguments[0], error))
    return FALSE;
  proofs = cpx_practice_prove_coding (cli->practice, arguments[0], error);
  if (proofs == NULL)
    return FALSE;
  if (out_path == NULL)
    return cpx_cli_output_json (proofs, error);
  text = json_dumps (proofs, JSON_INDENT (2));

  return g_file_set_contents_full (out_path, text, (gssize) strlen (text), G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

const CpxCliCommand cpx_cli_coding_commands[] = {
  { "coding circumstances", N_("OPERATION [NAME=VALUE…]"), N_("Show or state what no file tells of an operation"),
    N_("“NAME=” takes it back. A validated coding becomes a draft again.\n"
       "Example:\n  cpxctl coding circumstances ID emergency=yes admission_date=2026-03-09 admission_time=14:30\n"
       "  cpxctl coding circumstances ID --act 2 body_part=left_leg trauma=yes"),
    circumstances_options, circumstances },
  { "coding history", N_("CODING"), N_("Say who decided what about a coding, when and why"), NULL, NULL, history },
  { "coding proof", N_("CODING"), N_("Say all that the acts of a coding rest on, as JSON"), NULL, proof_options,
    prove },
  { NULL }
};

/* cpx-cli-act.c: acts one at a time, and the coding they belong to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"
#include "cpx-cli-fields.h"
#include "cpx-cli-secret.h"

#include <cpx-act-proof.h>
#include <cpx-act.h>
#include <cpx-ccam-code.h>
#include <cpx-act-line.h>
#include <cpx-coding-proposals.h>
#include <cpx-coding.h>
#include <cpx-coding-verdict.h>
#include <cpx-duplicate-coding.h>
#include <cpx-find-records.h>
#include <cpx-journal.h>
#include <cpx-lock-coding.h>
#include <cpx-record-act.h>
#include <cpx-save-coding.h>

#include <glib/gi18n-lib.h>
#include <string.h>

static char *patient;
static char *reason;
static char *signing_totp_file;
static char *out_path;
static char **overrides;

static const GOptionEntry record_options[] = {
  CPX_CLI_FIELDS_OPTION,
  { NULL }
};

static const GOptionEntry list_options[] = {
  { "patient", 0, 0, G_OPTION_ARG_FILENAME, &patient, N_("Those of this patient"), N_("PATIENT") },
  { NULL }
};

static const GOptionEntry proof_options[] = {
  { "out", 0, 0, G_OPTION_ARG_FILENAME, &out_path, N_("Write the proof into a file"), N_("FILE") },
  { NULL }
};

static const GOptionEntry validate_options[] = {
  { "override", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &overrides,
    N_("Why it stands in spite of a rule; may be given several times"), N_("RULE=REASON") },
  { NULL }
};

static const GOptionEntry reopen_options[] = {
  { "reason", 0, 0, G_OPTION_ARG_FILENAME, &reason, N_("Why, in 20 characters at least"), N_("TEXT") },
  { "signing-totp-file", 0, 0, G_OPTION_ARG_FILENAME, &signing_totp_file,
    N_("Where the code that signs is: each is good once, the one that unlocked is not"), N_("FILE") },
  { NULL }
};

/* One act on its way to the writer thread. */
typedef struct
{
  const char          *id;      /* of the operation */
  const CpxCodingLine *line;
  CpxActChoice        *choice;
  CpxCodingRequest    *asked;    /* what is proposed */
} Recording;

static gboolean
acknowledge (CpxCli     *cli,
             GPtrArray  *receipts,
             GError    **error)
{
  for (guint i = 0; i < receipts->len; i++)
    {
      if (!cpx_cli_acknowledge (cli, g_ptr_array_index (receipts, i), error))
        return FALSE;
    }

  return TRUE;
}

/* Every write is acknowledged; the records that are there afterwards are shown. */
static gboolean
show_receipts (CpxCli         *cli,
               GPtrArray      *receipts,
               const CpxKind  *kind,
               GError        **error)
{
  if (!acknowledge (cli, receipts, error))
    return FALSE;
  for (guint i = 0; i < receipts->len; i++)
    {
      CpxRecord *record = cpx_receipt_get_record (g_ptr_array_index (receipts, i));

      if (record != NULL && cpx_record_get_kind (record) == kind && !cpx_cli_show_record (cli, record, error))
        return FALSE;
    }

  return TRUE;
}

/* The act that was added is the last one; others may have changed with it. */
static gboolean
show_added (CpxCli     *cli,
            GPtrArray  *receipts,
            GError    **error)
{
  CpxRecord *added = NULL;

  for (guint i = 0; i < receipts->len; i++)
    {
      CpxRecord *record = cpx_receipt_get_record (g_ptr_array_index (receipts, i));

      if (record != NULL && cpx_record_get_kind (record) == &cpx_act_kind)
        added = record;
    }

  return acknowledge (cli, receipts, error) && cpx_cli_show_record (cli, added, error);
}

/* A CpxDeedFunc. */
static gpointer
record_act (CpxJournal  *journal,
            gpointer     data,
            GError     **error)
{
  Recording *recording = data;

  return cpx_record_act (journal, recording->id, recording->line, recording->choice, recording->asked, error);
}

/* The day, the practitioner and the report are those of the operation, the price is reckoned: a value that would not
 * count is refused, not dropped. */
static gboolean
check_fields (json_t  *fields,
              GError **error)
{
  static const int given[] = {
    CPX_ACT_ACTIVITY, CPX_ACT_PHASE, CPX_ACT_ASSOCIATION, CPX_ACT_MODIFIERS, CPX_ACT_OVERCHARGE_CENTS,
    CPX_ACT_OVERCHARGE_REASON, CPX_ACT_EXCEPTIONAL_REFUND, CPX_ACT_MOMENT, CPX_ACT_BODY_PART, CPX_ACT_TRAUMA,
    CPX_ACT_ENT_PART, CPX_ACT_SOURCE, CPX_ACT_PROPOSED_CODE, CPX_ACT_MOTIVE, CPX_ACT_REASON };
  const char *name;
  json_t *value;

  json_object_foreach (fields, name, value)
    {
      gboolean known = cpx_kind_find_field (&cpx_act_kind, name) < 0;   /* refused where it is read */

      for (gsize i = 0; i < G_N_ELEMENTS (given) && !known; i++)
        known = g_str_equal (cpx_act_kind.fields[given[i]].name, name);
      if (known)
        continue;
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                   _("“%s” is not given with an act: its code is the argument, the day and the practitioner are those "
                     "of the operation, and the program reckons the rest."), name);
      return FALSE;
    }

  return TRUE;
}

/* The fields of the record that a person may give; the others are computed. */
static gboolean
read_act (json_t         *fields,
          CpxCodingLine  *line,
          CpxActChoice  **out_choice,
          GError        **error)
{
  g_autoptr(CpxRecord) act = cpx_record_from_json (&cpx_act_kind, NULL, fields, CPX_RECORD_FROM_INPUT, error);

  if (act == NULL)
    return FALSE;
  if (!cpx_ccam_code_is_valid (cpx_record_get_text (act, CPX_ACT_CODE)))
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                   _("“%s” is no code of the CCAM: four letters and three digits."),
                   cpx_record_get_text (act, CPX_ACT_CODE));
      return FALSE;
    }
  if (!cpx_act_line_read (act, line, error))
    return FALSE;
  *out_choice = cpx_act_choice_new (cpx_record_get_text (act, CPX_ACT_SOURCE),
                                    cpx_record_get_text (act, CPX_ACT_PROPOSED_CODE),
                                    cpx_record_get_text (act, CPX_ACT_MOTIVE),
                                    cpx_record_get_text (act, CPX_ACT_REASON));

  return TRUE;
}

static gboolean
record (CpxCli  *cli,
        char   **arguments,
        GError **error)
{
  CpxCodingLine line;
  g_autoptr(CpxActChoice) choice = NULL;
  g_autoptr(json_t) fields = NULL;
  g_autoptr(CpxCodingRequest) request = NULL;
  g_autoptr(GPtrArray) receipts = NULL;
  Recording recording;

  if (!cpx_cli_check_arguments (arguments, 2, G_MAXUINT, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  fields = cpx_cli_fields_read (&cpx_act_kind, arguments + 2, error);
  if (fields == NULL || !check_fields (fields, error))
    return FALSE;
  json_object_set_new (fields, "code", json_string (arguments[1]));
  if (json_object_get (fields, "association") != NULL)
    json_object_set_new (fields, "association_chosen", json_true ());
  if (!read_act (fields, &line, &choice, error))
    return FALSE;
  request = cpx_practice_load_coding (cli->practice, arguments[0], NULL, error);
  if (request == NULL || !cpx_practice_propose (cli->practice, request, error))
    return FALSE;
  recording = (Recording) { arguments[0], &line, choice, request };
  receipts = cpx_practice_perform (cli->practice, record_act, &recording, (GDestroyNotify) g_ptr_array_unref, error);

  return receipts != NULL && show_added (cli, receipts, error);
}

/* A CpxDeedFunc. */
static gpointer
take_back (CpxJournal  *journal,
           gpointer     act_id,
           GError     **error)
{
  return cpx_take_back_act (journal, act_id, error);
}

static gboolean
take_back_act (CpxCli  *cli,
               char   **arguments,
               GError **error)
{
  g_autoptr(GPtrArray) receipts = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  receipts = cpx_practice_perform (cli->practice, take_back, arguments[0], (GDestroyNotify) g_ptr_array_unref, error);

  return receipts != NULL && show_receipts (cli, receipts, &cpx_act_kind, error);
}

static gboolean
show_acts (CpxCli     *cli,
           GPtrArray  *acts,
           GError    **error)
{
  for (guint i = 0; i < acts->len; i++)
    {
      if (!cpx_cli_show_record (cli, g_ptr_array_index (acts, i), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
list_of_operation (CpxCli      *cli,
                   const char  *id,
                   GError     **error)
{
  g_autoptr(CpxCodingRequest) request = cpx_practice_load_coding (cli->practice, id, NULL, error);

  return request != NULL && cpx_cli_open_file (cli, cpx_record_get_patient_id (request->intervention), error) &&
         show_acts (cli, request->acts, error);
}

static gboolean
list_of_patient (CpxCli  *cli,
                 GError **error)
{
  g_autofree char *id = cpx_practice_find_patient_id (cli->practice, patient, error);
  CpxRecordsWanted wanted = { .kind = &cpx_act_kind, .patient_id = id };
  g_autoptr(GPtrArray) acts = NULL;

  if (id == NULL || !cpx_cli_open_file (cli, id, error))
    return FALSE;
  acts = cpx_practice_list_records (cli->practice, &wanted, error);

  return acts != NULL && show_acts (cli, acts, error);
}

static gboolean
list (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  if (!cpx_cli_check_arguments (arguments, 0, 1, error))
    return FALSE;
  if ((arguments[0] != NULL) == (patient != NULL))
    {
      g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("Name an operation, or a patient with --patient."));
      return FALSE;
    }
  if (cpx_cli_unlock (cli, error) == NULL)
    return FALSE;

  return patient != NULL ? list_of_patient (cli, error) : list_of_operation (cli, arguments[0], error);
}

static gboolean
show (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  g_autoptr(CpxRecord) act = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  act = cpx_practice_load (cli->practice, &cpx_act_kind, arguments[0], error);

  return act != NULL && cpx_cli_open_file (cli, cpx_record_get_patient_id (act), error) &&
         cpx_cli_show_record (cli, act, error);
}

static gboolean
prove (CpxCli  *cli,
       char   **arguments,
       GError **error)
{
  g_autoptr(CpxRecord) act = NULL;
  g_autoptr(json_t) proof = NULL;
  g_autofree char *text = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  act = cpx_practice_load (cli->practice, &cpx_act_kind, arguments[0], error);
  if (act == NULL || !cpx_cli_open_file (cli, cpx_record_get_patient_id (act), error))
    return FALSE;
  proof = cpx_practice_prove_act (cli->practice, arguments[0], error);
  if (proof == NULL)
    return FALSE;
  if (out_path == NULL)
    return cpx_cli_output_json (proof, error);
  text = json_dumps (proof, JSON_INDENT (2));

  return g_file_set_contents_full (out_path, text, (gssize) strlen (text), G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
read_overrides (CpxCodingRequest  *request,
                GError           **error)
{
  for (char **at = overrides; at != NULL && *at != NULL; at++)
    {
      const char *equals = strchr (*at, '=');
      g_autofree char *rule = equals != NULL ? g_strndup (*at, (gsize) (equals - *at)) : NULL;

      if (rule == NULL || !g_utf8_validate (*at, -1, NULL))
        {
          g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("--override takes RULE=REASON."));
          return FALSE;
        }
      cpx_coding_request_set_override (request, rule, equals + 1);
    }

  return TRUE;
}

/* The sentence is that of the screen; a terminal also needs the rule that --override names. */
static void
name_rule (CpxCodingRequest  *request,
           GError           **error)
{
  g_autoptr(CpxCodingVerdict) verdict = cpx_coding_verdict_new (request);
  const char *rule = cpx_coding_verdict_find_unsettled (verdict);
  g_autofree char *sentence = NULL;

  if (rule == NULL || !g_error_matches (*error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED))
    return;
  sentence = g_strdup_printf (_("%s (--override %s=REASON)"), (*error)->message, rule);
  g_clear_error (error);
  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED, sentence);
}

static gboolean
validate (CpxCli  *cli,
          char   **arguments,
          GError **error)
{
  g_autoptr(CpxCodingRequest) request = NULL;
  g_autoptr(GPtrArray) receipts = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  request = cpx_practice_load_coding (cli->practice, arguments[0], NULL, error);
  if (request == NULL || !read_overrides (request, error) || !cpx_practice_propose (cli->practice, request, error))
    return FALSE;
  receipts = cpx_practice_save_coding (cli->practice, request, CPX_CODING_STEP_VALIDATE, error);
  if (receipts == NULL)
    name_rule (request, error);

  return receipts != NULL && show_receipts (cli, receipts, &cpx_coding_kind, error);
}

/* What the rules say of the coding as it stands. */
static gboolean
check (CpxCli  *cli,
       char   **arguments,
       GError **error)
{
  g_autoptr(CpxCodingRequest) request = NULL;
  g_autoptr(CpxCodingVerdict) verdict = NULL;
  g_autoptr(json_t) object = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  request = cpx_practice_load_coding (cli->practice, arguments[0], NULL, error);
  if (request == NULL || !cpx_cli_open_file (cli, cpx_record_get_patient_id (request->intervention), error))
    return FALSE;
  verdict = cpx_coding_verdict_new (request);
  object = cpx_coding_verdict_to_json (verdict);

  return cpx_cli_output_json (object, error);
}

static gboolean
lock (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  g_autoptr(GPtrArray) receipts = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  receipts = cpx_practice_lock_coding (cli->practice, arguments[0], error);

  return receipts != NULL && show_receipts (cli, receipts, &cpx_coding_kind, error);
}

static GPtrArray *
sign_and_reopen (CpxCli      *cli,
                 const char  *coding_id,
                 CpxSecret   *code,
                 GError     **error)
{
  return cpx_practice_reopen_coding (cli->practice, coding_id, reason, cpx_secret_get_text (cli->passphrase),
                                     code != NULL ? cpx_secret_get_text (code) : NULL, error);
}

/* A code is asked for only where it is needed. */
static GPtrArray *
reopen_with_code (CpxCli      *cli,
                  const char  *coding_id,
                  GError     **error)
{
  g_autoptr(CpxSecret) code = NULL;
  g_autoptr(GError) local_error = NULL;
  GPtrArray *receipts;

  if (signing_totp_file != NULL)
    {
      code = cpx_cli_secret_read (signing_totp_file, error);
      return code != NULL ? sign_and_reopen (cli, coding_id, code, error) : NULL;
    }
  receipts = sign_and_reopen (cli, coding_id, NULL, &local_error);
  if (receipts == NULL && cpx_cli_secret_can_ask () &&
      g_error_matches (local_error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NEED_CODE))
    {
      code = cpx_cli_secret_ask (_("Another one-time code, to sign"), error);
      return code != NULL ? sign_and_reopen (cli, coding_id, code, error) : NULL;
    }
  if (receipts == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return receipts;
}

static gboolean
reopen (CpxCli  *cli,
        char   **arguments,
        GError **error)
{
  g_autoptr(GPtrArray) receipts = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error))
    return FALSE;
  if (reason == NULL || !g_utf8_validate (reason, -1, NULL))
    {
      g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("Say why with --reason."));
      return FALSE;
    }
  if (cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  receipts = reopen_with_code (cli, arguments[0], error);

  return receipts != NULL && show_receipts (cli, receipts, &cpx_coding_kind, error);
}

static gboolean
duplicate (CpxCli  *cli,
           char   **arguments,
           GError **error)
{
  g_autoptr(GPtrArray) receipts = NULL;

  if (!cpx_cli_check_arguments (arguments, 2, 2, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  receipts = cpx_practice_duplicate_coding (cli->practice, arguments[0], arguments[1], error);

  return receipts != NULL && show_receipts (cli, receipts, &cpx_coding_kind, error);
}

const CpxCliCommand cpx_cli_act_commands[] = {
  { "act record", N_("OPERATION CODE [FIELD=VALUE…]"), N_("Record an act of an operation that took place"),
    N_("“cpxctl record fields act” lists the fields. Another code than the one proposed needs motive= and reason=.\n"
       "Example:\n  cpxctl act record ID HHFA016 modifiers=J proposed_code=HHFA016 source=suggestion"),
    record_options, record },
  { "act list", N_("[OPERATION]"), N_("List the acts of an operation or of a patient"), NULL, list_options, list },
  { "act show", N_("ACT"), N_("Show an act"), NULL, NULL, show },
  { "act take-back", N_("ACT"), N_("Take an act back, before its coding is locked"), NULL, NULL, take_back_act },
  { "act proof", N_("ACT"), N_("Say all that an act rests on, as JSON"), NULL, proof_options, prove },
  { "coding check", N_("OPERATION"), N_("Check and price the acts of an operation, as JSON"), NULL, NULL, check },
  { "coding duplicate", N_("FROM TO"), N_("Take the acts of an operation over for another one, as a draft"),
    N_("Code, activity, phase and part of the body go over; modifiers, association, overcharge and reasons do not."),
    NULL, duplicate },
  { "coding validate", N_("OPERATION"), N_("Check the acts of an operation and declare it coded"), NULL,
    validate_options, validate },
  { "coding lock", N_("CODING"), N_("Lock a validated coding"), NULL, NULL, lock },
  { "coding reopen", N_("CODING"), N_("Reopen a locked coding, with a reason"),
    N_("Who reopens signs for it: the passphrase that this command was given is their signature, and a\n"
       "one-time code that was not used, if they have a second factor."), reopen_options,
    reopen },
  { NULL }
};

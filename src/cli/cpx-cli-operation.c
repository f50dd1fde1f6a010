/* cpx-cli-operation.c: operations and their reports.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"
#include "cpx-cli-fields.h"

#include <cpx-find-records.h>
#include <cpx-intervention.h>
#include <cpx-note-versions.h>
#include <cpx-operative-note.h>
#include <cpx-patient.h>
#include <cpx-practitioner.h>
#include <cpx-save-record.h>
#include <cpx-uncoded-list.h>
#include <cpx-user.h>

#include <glib/gi18n-lib.h>
#include <string.h>

static char *patient;
static gboolean uncoded;
static char *text_file;
static int version;
static gboolean signs;

static const GOptionEntry add_options[] = {
  CPX_CLI_FIELDS_OPTION,
  { NULL }
};

static const GOptionEntry list_options[] = {
  { "patient", 0, 0, G_OPTION_ARG_FILENAME, &patient, N_("Those of this patient"), N_("PATIENT") },
  { "uncoded", 0, 0, G_OPTION_ARG_NONE, &uncoded, N_("Those that took place and are not coded yet"), NULL },
  { NULL }
};

static const GOptionEntry note_options[] = {
  { "text-file", 0, 0, G_OPTION_ARG_FILENAME, &text_file, N_("Read the text from a file (“-”: standard input)"),
    N_("FILE") },
  { "sign", 0, 0, G_OPTION_ARG_NONE, &signs, N_("Sign it: from then on it stands as it is"), NULL },
  CPX_CLI_FIELDS_OPTION,
  { NULL }
};

static const GOptionEntry show_note_options[] = {
  { "version", 0, 0, G_OPTION_ARG_INT, &version, N_("An earlier wording, counted from 1"), "N" },
  { NULL }
};

static gboolean
refuse (GError     **error,
        const char  *sentence)
{
  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED, sentence);

  return FALSE;
}

static void
set_default (json_t     *fields,
             const char *name,
             const char *value)
{
  if (value != NULL && json_object_get (fields, name) == NULL)
    json_object_set_new (fields, name, json_string (value));
}

/* Who operates is who types, if they are in the directory and nobody else is named. */
static gboolean
complete (CpxCli      *cli,
          const char  *patient_given,
          json_t      *fields,
          GError     **error)
{
  g_autofree char *patient_id = cpx_practice_find_patient_id (cli->practice, patient_given, error);

  if (patient_id == NULL)
    return FALSE;
  json_object_set_new (fields, "patient", json_string (patient_id));
  set_default (fields, "surgeon", cpx_record_get_text (cpx_practice_get_user (cli->practice), CPX_USER_PRACTITIONER));
  set_default (fields, "state", "decided");

  return TRUE;
}

static gboolean
save_new (CpxCli         *cli,
          const CpxKind  *kind,
          json_t         *fields,
          const char     *sentence,
          GError        **error)
{
  g_autoptr(CpxRecord) record = cpx_record_from_json (kind, NULL, fields, CPX_RECORD_FROM_INPUT, error);
  g_autoptr(CpxReceipt) receipt =
    record != NULL ? cpx_practice_save_record (cli->practice, NULL, record, error) : NULL;

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, sentence, error);
}

static gboolean
add (CpxCli  *cli,
     char   **arguments,
     GError **error)
{
  g_autoptr(json_t) fields = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, G_MAXUINT, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  fields = cpx_cli_fields_read (&cpx_intervention_kind, arguments + 1, error);

  return fields != NULL && complete (cli, arguments[0], fields, error) &&
         save_new (cli, &cpx_intervention_kind, fields, _("Operation added."), error);
}

static gboolean
show_uncoded (CpxCli         *cli,
              CpxUncodedRow  *row,
              GError        **error)
{
  CpxRecord *intervention = cpx_uncoded_row_get_intervention (row);
  CpxRecord *surgeon = cpx_uncoded_row_get_surgeon (row);
  g_autofree char *name = cpx_record_summarize (cpx_uncoded_row_get_patient (row));
  g_autofree char *surgeon_name = surgeon != NULL ? cpx_practitioner_dup_name (surgeon) : NULL;
  g_autofree char *summary = cpx_record_summarize (intervention);
  g_autoptr(json_t) object = NULL;

  if (!cli->json)
    return cpx_cli_output_text (error, "%s\t%s\t%s\t%s", cpx_record_get_id (intervention), name, summary,
                                surgeon_name != NULL ? surgeon_name : "");
  object = cpx_record_to_json (intervention, CPX_RECORD_WITH_ID);
  json_object_set_new (object, "patient_name", json_string (name));
  if (surgeon_name != NULL)
    json_object_set_new (object, "surgeon_name", json_string (surgeon_name));
  json_object_set_new (object, "has_draft", json_boolean (cpx_uncoded_row_has_draft (row)));
  json_object_set_new (object, "has_unrecorded_choices", json_boolean (cpx_uncoded_row_has_choices (row)));

  return cpx_cli_output_json (object, error);
}

static gboolean
list_uncoded (CpxCli  *cli,
              GError **error)
{
  g_autoptr(GPtrArray) rows = cpx_practice_list_uncoded (cli->practice, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      if (!show_uncoded (cli, g_ptr_array_index (rows, i), error))
        return FALSE;
    }

  return rows != NULL;
}

static gboolean
list_of_patient (CpxCli  *cli,
                 GError **error)
{
  g_autofree char *id = cpx_practice_find_patient_id (cli->practice, patient, error);
  CpxRecordsWanted wanted = { .kind = &cpx_intervention_kind, .patient_id = id };
  g_autoptr(GPtrArray) records = NULL;

  if (id == NULL || !cpx_cli_open_file (cli, id, error))
    return FALSE;
  records = cpx_practice_list_records (cli->practice, &wanted, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      if (!cpx_cli_show_record (cli, g_ptr_array_index (records, i), error))
        return FALSE;
    }

  return records != NULL;
}

static gboolean
list (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  if (!cpx_cli_check_arguments (arguments, 0, 0, error))
    return FALSE;
  if (uncoded == (patient != NULL))
    {
      g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE,
                   _("Say whose operations with --patient, or --uncoded for the work list."));
      return FALSE;
    }
  if (cpx_cli_unlock (cli, error) == NULL)
    return FALSE;

  return uncoded ? list_uncoded (cli, error) : list_of_patient (cli, error);
}

static CpxRecord *
load (CpxCli         *cli,
      const CpxKind  *kind,
      const char     *id,
      GError        **error)
{
  g_autoptr(CpxRecord) record = cpx_practice_load (cli->practice, kind, id, error);

  if (record == NULL || !cpx_cli_open_file (cli, cpx_record_get_patient_id (record), error))
    return NULL;

  return g_steal_pointer (&record);
}

static gboolean
show (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  g_autoptr(CpxRecord) record = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  record = load (cli, &cpx_intervention_kind, arguments[0], error);

  return record != NULL && cpx_cli_show_record (cli, record, error);
}

/* The text as it is: of one note, without the reading of fields between. */
static char *
read_text (GError **error)
{
  g_autoptr(GInputStream) stream = cpx_cli_fields_open (text_file, error);
  g_autoptr(GOutputStream) out = g_memory_output_stream_new_resizable ();
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (out);
  g_autofree char *text = NULL;

  if (stream == NULL || g_output_stream_splice (out, stream, G_OUTPUT_STREAM_SPLICE_NONE,
                                                cpx_cli_signals_get_cancellable (), error) < 0)
    return NULL;
  text = g_strndup (g_memory_output_stream_get_data (memory), g_memory_output_stream_get_data_size (memory));
  if (strlen (text) == g_memory_output_stream_get_data_size (memory) && g_utf8_validate (text, -1, NULL))
    return g_steal_pointer (&text);
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID, _("“%s” is no UTF-8 text."), text_file);

  return NULL;
}

static json_t *
read_note (char   **arguments,
           GError **error)
{
  g_autoptr(json_t) fields = cpx_cli_fields_read (&cpx_operative_note_kind, arguments, error);
  g_autofree char *text = NULL;

  if (fields == NULL)
    return NULL;
  if (text_file != NULL)
    {
      text = read_text (error);
      if (text == NULL)
        return NULL;
      json_object_set_new (fields, "text", json_string (text));
    }
  if (signs)
    json_object_set_new (fields, "state", json_string ("signed"));

  return g_steal_pointer (&fields);
}

static gboolean
add_note (CpxCli  *cli,
          char   **arguments,
          GError **error)
{
  g_autoptr(json_t) fields = NULL;
  g_autoptr(CpxRecord) intervention = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, G_MAXUINT, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  fields = read_note (arguments + 1, error);
  intervention = fields != NULL ? cpx_practice_load (cli->practice, &cpx_intervention_kind, arguments[0], error) : NULL;
  if (intervention == NULL)
    return FALSE;
  json_object_set_new (fields, "patient", json_string (cpx_record_get_patient_id (intervention)));
  json_object_set_new (fields, "intervention", json_string (arguments[0]));
  set_default (fields, "state", "draft");
  set_default (fields, "title", cpx_record_get_text (intervention, CPX_INTERVENTION_LABEL));
  set_default (fields, "author", cpx_record_get_text (intervention, CPX_INTERVENTION_SURGEON));

  return save_new (cli, &cpx_operative_note_kind, fields, _("Report added."), error);
}

static gboolean
edit_note (CpxCli  *cli,
           char   **arguments,
           GError **error)
{
  g_autoptr(json_t) fields = NULL;
  g_autoptr(CpxRecord) before = NULL;
  g_autoptr(CpxRecord) after = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, G_MAXUINT, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  fields = read_note (arguments + 1, error);
  before = fields != NULL ? cpx_practice_load (cli->practice, &cpx_operative_note_kind, arguments[0], error) : NULL;
  after = before != NULL ? cpx_record_merge_json (before, fields, CPX_RECORD_FROM_INPUT, error) : NULL;
  receipt = after != NULL ? cpx_practice_save_record (cli->practice, before, after, error) : NULL;

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, _("Report changed."), error);
}

/* As JSON the record, with the wording asked for in its place; else the wording alone. */
static gboolean
show_wording (CpxCli      *cli,
              CpxRecord   *note,
              const char  *text,
              GError     **error)
{
  g_autoptr(CpxRecord) shown = NULL;

  if (!cli->json)
    return cpx_cli_output_text (error, "%s", text != NULL ? text : "");
  shown = text != NULL ? cpx_record_with_text (note, CPX_OPERATIVE_NOTE_TEXT, text) : g_object_ref (note);

  return cpx_cli_show_record (cli, shown, error);
}

static gboolean
show_version (CpxCli     *cli,
              CpxRecord  *note,
              GError    **error)
{
  g_autoptr(GPtrArray) versions =
    cpx_practice_list_note_versions (cli->practice, cpx_record_get_id (note), error);

  if (versions == NULL)
    return FALSE;
  if (version < 1 || (guint) version > versions->len)
    return refuse (error, _("The report has no such version: “note versions” lists them."));

  return show_wording (cli, note, ((CpxNoteVersion *) versions->pdata[version - 1])->text, error);
}

static gboolean
show_note (CpxCli  *cli,
           char   **arguments,
           GError **error)
{
  g_autoptr(CpxRecord) note = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  note = load (cli, &cpx_operative_note_kind, arguments[0], error);
  if (note == NULL)
    return FALSE;
  if (version != 0)
    return show_version (cli, note, error);

  return show_wording (cli, note, cpx_record_get_text (note, CPX_OPERATIVE_NOTE_TEXT), error);
}

static gboolean
show_version_line (CpxCli                *cli,
                   const CpxNoteVersion  *one,
                   GError               **error)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (one->time_us / G_USEC_PER_SEC);
  g_autofree char *iso = g_date_time_format_iso8601 (time);
  g_autoptr(json_t) object = NULL;

  if (!cli->json)
    return cpx_cli_output_text (error, "%u\t%s\t%s", one->number, iso, one->hash);
  object = json_pack ("{s:i, s:s, s:s*, s:s}", "version", (int) one->number, "time", iso, "user", one->user_id,
                      "sha256", one->hash);

  return cpx_cli_output_json (object, error);
}

static gboolean
list_versions (CpxCli  *cli,
               char   **arguments,
               GError **error)
{
  g_autoptr(CpxRecord) note = NULL;
  g_autoptr(GPtrArray) versions = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  note = load (cli, &cpx_operative_note_kind, arguments[0], error);
  versions = note != NULL ? cpx_practice_list_note_versions (cli->practice, arguments[0], error) : NULL;
  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      if (!show_version_line (cli, g_ptr_array_index (versions, i), error))
        return FALSE;
    }

  return versions != NULL;
}

const CpxCliCommand cpx_cli_operation_commands[] = {
  { "intervention add", N_("PATIENT FIELD=VALUE…"), N_("Add an operation of a patient"),
    N_("“cpxctl record fields intervention” lists the fields. Without surgeon= it is yours. Example:\n"
       "  cpxctl intervention add 2026-00001 label=Appendicectomie date=2026-03-09 state=done planned_acts=HHFA016"),
    add_options, add },
  { "intervention list", NULL, N_("List operations of a patient, or those to be coded"), NULL, list_options, list },
  { "intervention show", N_("OPERATION"), N_("Show an operation"), NULL, NULL, show },
  { "note add", N_("OPERATION [FIELD=VALUE…]"), N_("Add the report of an operation"), NULL, note_options, add_note },
  { "note edit", N_("REPORT [FIELD=VALUE…]"), N_("Change a report that is not signed; earlier wordings are kept"), NULL,
    note_options, edit_note },
  { "note show", N_("REPORT"), N_("Show a report, or an earlier wording of it"), NULL, show_note_options, show_note },
  { "note versions", N_("REPORT"), N_("List the wordings a report had"), NULL, NULL, list_versions },
  { NULL }
};

/* cpx-cli-record.c: what hangs on a patient, rooms, establishments, practitioners, the practice's own record.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"
#include "cpx-cli-fields.h"

#include <cpx-device.h>
#include <cpx-find-records.h>
#include <cpx-journal.h>
#include <cpx-patient.h>
#include <cpx-practice-record.h>
#include <cpx-remove-record.h>
#include <cpx-save-record.h>
#include <cpx-user.h>

#include <glib/gi18n-lib.h>

/* One record that goes or comes back. */
typedef struct
{
  const CpxKind *kind;
  const char    *id;
} Act;

static char *patient;
static gboolean archived;

static const GOptionEntry write_options[] = {
  CPX_CLI_FIELDS_OPTION,
  { NULL }
};

static const GOptionEntry list_options[] = {
  { "patient", 0, 0, G_OPTION_ARG_FILENAME, &patient, N_("What hangs on this patient"), N_("PATIENT") },
  { "archived", 0, 0, G_OPTION_ARG_NONE, &archived, N_("The archived ones"), NULL },
  { NULL }
};

static const CpxKind *
find_kind (const char  *name,
           GError     **error)
{
  const CpxKind *kind = cpx_kinds_find (name);

  if (kind != NULL)
    return kind;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
               _("There is no kind of record “%s”: “cpxctl record kinds” lists them."), name);

  return NULL;
}

/* Users, posts and patients have commands of their own, which do more than keep a record. */
static const CpxKind *
find_plain_kind (const char  *name,
                 GError     **error)
{
  const CpxKind *kind = find_kind (name, error);

  if (kind != &cpx_user_kind && kind != &cpx_device_kind && kind != &cpx_patient_kind)
    return kind;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
               _("Records of kind “%s” have commands of their own: see “cpxctl help”."), name);

  return NULL;
}

/* A file number does for the patient's identifier. */
static gboolean
settle_patient (CpxCli         *cli,
                const CpxKind  *kind,
                json_t         *fields,
                GError        **error)
{
  const char *name = kind->patient_field >= 0 ? kind->fields[kind->patient_field].name : NULL;
  const char *given = name != NULL ? json_string_value (json_object_get (fields, name)) : NULL;
  g_autofree char *id = NULL;

  if (given == NULL)
    return TRUE;
  id = cpx_practice_find_patient_id (cli->practice, given, error);
  if (id != NULL)
    json_object_set_new (fields, name, json_string (id));

  return id != NULL;
}

static json_t *
read_fields (CpxCli         *cli,
             const CpxKind  *kind,
             char          **arguments,
             GError        **error)
{
  g_autoptr(json_t) fields = cpx_cli_fields_read (kind, arguments, error);

  if (fields == NULL || !settle_patient (cli, kind, fields, error))
    return NULL;

  return g_steal_pointer (&fields);
}

static gboolean
add (CpxCli  *cli,
     char   **arguments,
     GError **error)
{
  const CpxKind *kind;
  g_autoptr(json_t) fields = NULL;
  g_autoptr(CpxRecord) record = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, G_MAXUINT, error))
    return FALSE;
  kind = find_plain_kind (arguments[0], error);
  if (kind == NULL || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  fields = read_fields (cli, kind, arguments + 1, error);
  record = fields != NULL ? cpx_record_from_json (kind, NULL, fields, CPX_RECORD_FROM_INPUT, error) : NULL;
  receipt = record != NULL ? cpx_practice_save_record (cli->practice, NULL, record, error) : NULL;

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, _("Record added."), error);
}

static gboolean
edit (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  const CpxKind *kind;
  g_autoptr(json_t) fields = NULL;
  g_autoptr(CpxRecord) before = NULL;
  g_autoptr(CpxRecord) after = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_cli_check_arguments (arguments, 2, G_MAXUINT, error))
    return FALSE;
  kind = find_plain_kind (arguments[0], error);
  if (kind == NULL || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  fields = read_fields (cli, kind, arguments + 2, error);
  before = fields != NULL ? cpx_practice_load (cli->practice, kind, arguments[1], error) : NULL;
  after = before != NULL ? cpx_record_merge_json (before, fields, CPX_RECORD_FROM_INPUT, error) : NULL;
  receipt = after != NULL ? cpx_practice_save_record (cli->practice, before, after, error) : NULL;

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, _("Record changed."), error);
}

static gboolean
show (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  const CpxKind *kind;
  g_autoptr(CpxRecord) record = NULL;
  const char *patient_id;

  if (!cpx_cli_check_arguments (arguments, 2, 2, error))
    return FALSE;
  kind = find_kind (arguments[0], error);
  if (kind == NULL || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  record = cpx_practice_load (cli->practice, kind, arguments[1], error);
  if (record == NULL)
    return FALSE;
  patient_id = cpx_record_get_patient_id (record);

  return (patient_id == NULL || cpx_cli_open_file (cli, patient_id, error)) && cpx_cli_show_record (cli, record, error);
}

static gboolean
show_list (CpxCli                  *cli,
           const CpxRecordsWanted  *wanted,
           GError                 **error)
{
  guint n_unreadable = 0;
  g_autoptr(GPtrArray) records = cpx_practice_list_readable_records (cli->practice, wanted, &n_unreadable, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      if (!cpx_cli_show_record (cli, g_ptr_array_index (records, i), error))
        return FALSE;
    }

  return records != NULL && cpx_cli_check_gap (n_unreadable, error);
}

static gboolean
list_of_patient (CpxCli         *cli,
                 const CpxKind  *kind,
                 GError        **error)
{
  g_autofree char *id = cpx_practice_find_patient_id (cli->practice, patient, error);
  CpxRecordsWanted wanted = { .kind = kind, .patient_id = id, .archived = archived };

  return id != NULL && cpx_cli_open_file (cli, id, error) && show_list (cli, &wanted, error);
}

static gboolean
list (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  CpxRecordsWanted wanted = { .archived = archived };

  if (!cpx_cli_check_arguments (arguments, 1, 1, error))
    return FALSE;
  wanted.kind = find_kind (arguments[0], error);
  if (wanted.kind == NULL)
    return FALSE;
  if ((wanted.kind->patient_field >= 0) != (patient != NULL))
    {
      g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE,
                   patient != NULL ? _("Records of kind “%s” belong to no patient: leave --patient out.")
                                   : _("Records of kind “%s” belong to a patient: say which with --patient."),
                   arguments[0]);
      return FALSE;
    }
  if (cpx_cli_unlock (cli, error) == NULL)
    return FALSE;

  return patient != NULL ? list_of_patient (cli, wanted.kind, error) : show_list (cli, &wanted, error);
}

/* A CpxDeedFunc. */
static gpointer
remove_record (CpxJournal  *journal,
               gpointer     data,
               GError     **error)
{
  Act *act = data;

  return cpx_remove_record (journal, act->kind, act->id, error);
}

/* A CpxDeedFunc. */
static gpointer
restore_record (CpxJournal  *journal,
                gpointer     data,
                GError     **error)
{
  Act *act = data;

  return cpx_restore_record (journal, act->kind, act->id, error);
}

static gboolean
perform (CpxCli       *cli,
         char        **arguments,
         CpxDeedFunc   func,
         const char   *sentence,
         GError      **error)
{
  Act act = { NULL };
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_cli_check_arguments (arguments, 2, 2, error))
    return FALSE;
  act.kind = find_kind (arguments[0], error);
  act.id = arguments[1];
  if (act.kind == NULL || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  receipt = cpx_practice_perform (cli->practice, func, &act, g_object_unref, error);

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, sentence, error);
}

static gboolean
remove_one (CpxCli  *cli,
            char   **arguments,
            GError **error)
{
  return perform (cli, arguments, remove_record, _("Record removed; “record restore” puts it back."), error);
}

static gboolean
restore_one (CpxCli  *cli,
             char   **arguments,
             GError **error)
{
  return perform (cli, arguments, restore_record, _("Record put back."), error);
}

static gboolean
list_kinds (CpxCli  *cli,
            char   **arguments,
            GError **error)
{
  guint n_kinds;
  const CpxKind * const *kinds = cpx_kinds_list (&n_kinds);

  if (!cpx_cli_check_arguments (arguments, 0, 0, error))
    return FALSE;
  for (guint i = 0; i < n_kinds; i++)
    {
      if (!cpx_cli_output_text (error, "%-16s %s", kinds[i]->name, cpx_kind_get_label (kinds[i])))
        return FALSE;
    }

  return TRUE;
}

static gboolean
list_fields (CpxCli  *cli,
             char   **arguments,
             GError **error)
{
  const CpxKind *kind;
  g_autofree char *text = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error))
    return FALSE;
  kind = find_kind (arguments[0], error);
  if (kind == NULL)
    return FALSE;
  text = cpx_cli_fields_list (kind);

  return cpx_cli_output_text (error, "%s", g_strchomp (text));
}

const CpxCliCommand cpx_cli_record_commands[] = {
  { "record kinds", NULL, N_("List the kinds of records"), NULL, NULL, list_kinds },
  { "record fields", N_("KIND"), N_("List the fields of a kind"), NULL, NULL, list_fields },
  { "record add", N_("KIND FIELD=VALUE…"), N_("Add an allergy, a treatment, a room, a practitioner…"),
    N_("Example:\n  cpxctl record add allergy patient=2026-00001 substance=Pénicilline severity=severe"),
    write_options, add },
  { "record edit", N_("KIND ID FIELD=VALUE…"), N_("Change fields of a record; FIELD= clears one"), NULL, write_options,
    edit },
  { "record show", N_("KIND ID"), N_("Show a record"), NULL, NULL, show },
  { "record list", N_("KIND"), N_("List records of a kind"), NULL, list_options, list },
  { "record remove", N_("KIND ID"), N_("Take a record away"), NULL, NULL, remove_one },
  { "record restore", N_("KIND ID"), N_("Put a removed record back"), NULL, NULL, restore_one },
  { NULL }
};

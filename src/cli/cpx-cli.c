/* cpx-cli.c: what every command needs: the options they share, the unlocked practice, receipts shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli.h"

#include <cpx-clock.h>
#include <cpx-log-door.h>
#include <cpx-open-patient.h>
#include <cpx-rule-finding.h>
#include <cpx-unlock.h>

#include <glib/gi18n-lib.h>

/* A shorter delay after failed attempts is waited out; for a longer one the caller is told when to come back. */
#define LONGEST_WAIT_US (30 * G_USEC_PER_SEC)

/**
 * cpx_cli_new_options:
 * @self: where the values go
 *
 * Makes the options that every command takes, before or after its name.
 *
 * All are of type FILENAME, which takes the bytes as they are: STRING would refuse accents in the C locale.
 *
 * Returns: (transfer full): the options
 */
GOptionGroup *
cpx_cli_new_options (CpxCli *self)
{
  const GOptionEntry entries[] = {
    { "vault", 0, 0, G_OPTION_ARG_FILENAME, &self->vault, N_("The practice's file"), N_("FILE") },
    { "user", 0, 0, G_OPTION_ARG_FILENAME, &self->user, N_("Who unlocks it; its first user if not given"),
      N_("LOGIN") },
    { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &self->passphrase_file,
      N_("Where the passphrase is (first line; “-”: standard input)"), N_("FILE") },
    { "new-passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &self->new_passphrase_file,
      N_("Where the passphrase to be set is"), N_("FILE") },
    { "recovery-file", 0, 0, G_OPTION_ARG_FILENAME, &self->recovery_file,
      N_("Where the recovery code is, or is written when it is made"), N_("FILE") },
    { "totp-file", 0, 0, G_OPTION_ARG_FILENAME, &self->totp_file,
      N_("Where the one-time code of six digits is"), N_("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("One JSON object a line"), NULL },
    { "ack", 0, 0, G_OPTION_ARG_NONE, &self->ack,
      N_("Print “ACK change-id audit-index” once a write is on the disk"), NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &self->help, N_("Show this help"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, N_("Show the version"), NULL },
    { NULL }
  };
  GOptionGroup *group = g_option_group_new ("all", _("Options of every command:"), _("Options of every command"), NULL,
                                            NULL);

  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);

  return group;
}

/**
 * cpx_cli_clear:
 * @self: what a command worked with
 */
void
cpx_cli_clear (CpxCli *self)
{
  g_clear_object (&self->practice);
  g_clear_pointer (&self->passphrase, cpx_secret_unref);
  g_clear_pointer (&self->code, cpx_secret_unref);
  g_clear_pointer (&self->vault, g_free);
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->passphrase_file, g_free);
  g_clear_pointer (&self->new_passphrase_file, g_free);
  g_clear_pointer (&self->recovery_file, g_free);
  g_clear_pointer (&self->totp_file, g_free);
  g_clear_pointer (&self->log_fault, g_free);
}

/**
 * cpx_cli_get_vault:
 * @self: what the command line asked for
 *
 * Returns: (transfer none): the practice's file
 */
const char *
cpx_cli_get_vault (CpxCli *self)
{
  if (self->vault == NULL)
    self->vault = cpx_practice_dup_default_path ();

  return self->vault;
}

/**
 * cpx_cli_choose_user:
 * @self: what the command line asked for
 * @error: where the fault goes
 *
 * Makes sure that there is a login: the one given, else the vault's first.
 *
 * Returns: `TRUE` if there is one
 */
gboolean
cpx_cli_choose_user (CpxCli  *self,
                     GError **error)
{
  g_auto(GStrv) logins = NULL;

  if (self->user != NULL)
    {
      g_autofree char *typed = g_steal_pointer (&self->user);

      self->user = g_ascii_strdown (typed, -1);   /* as every login is */
      return TRUE;
    }
  logins = cpx_practice_list_logins (cpx_cli_get_vault (self), error);
  if (logins == NULL)
    return FALSE;
  if (logins[0] == NULL)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
                   _("“%s” has no user: only its recovery code opens it (cpxctl recovery)."), self->vault);
      return FALSE;
    }
  self->user = g_strdup (logins[0]);

  return TRUE;
}

/**
 * cpx_cli_read_passphrase:
 * @self: what the command line asked for
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the passphrase that unlocks, from its file or the keyboard
 */
CpxSecret *
cpx_cli_read_passphrase (CpxCli  *self,
                         GError **error)
{
  if (self->passphrase_file != NULL)
    return cpx_cli_secret_read (self->passphrase_file, error);

  return cpx_cli_secret_ask (_("Passphrase"), error);
}

/**
 * cpx_cli_read_new:
 * @self: what the command line asked for
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the passphrase to be set, from its file or the keyboard
 */
CpxSecret *
cpx_cli_read_new (CpxCli  *self,
                  GError **error)
{
  if (self->new_passphrase_file != NULL)
    return cpx_cli_secret_read (self->new_passphrase_file, error);

  return cpx_cli_secret_ask_new (error);
}

/**
 * cpx_cli_read_first:
 * @self: what the command line asked for
 * @error: where the fault goes
 *
 * Reads the passphrase of a vault that is about to be made, whichever file it stands in: there is nothing yet that the
 * other one could unlock.
 *
 * Returns: (transfer full) (nullable): the passphrase
 */
CpxSecret *
cpx_cli_read_first (CpxCli  *self,
                    GError **error)
{
  if (self->new_passphrase_file == NULL && self->passphrase_file != NULL)
    return cpx_cli_secret_read (self->passphrase_file, error);

  return cpx_cli_read_new (self, error);
}

/**
 * cpx_cli_read_code:
 * @self: what the command line asked for
 * @out_code: (out) (transfer full) (nullable): the one-time code, if a file of it was given
 * @error: where the fault goes
 *
 * Returns: `TRUE` if none was given or it could be read
 */
gboolean
cpx_cli_read_code (CpxCli     *self,
                   CpxSecret **out_code,
                   GError    **error)
{
  *out_code = NULL;
  if (self->totp_file != NULL)
    *out_code = cpx_cli_secret_read (self->totp_file, error);

  return self->totp_file == NULL || *out_code != NULL;
}

static gboolean
wait_for_turn (CpxCli  *self,
               GError **error)
{
  gint64 wait_us = cpx_practice_get_wait_us (self->vault, self->user);

  if (wait_us > LONGEST_WAIT_US)
    return TRUE;   /* unlocking refuses, and says how long */
  for (gint64 end_us = g_get_monotonic_time () + wait_us; g_get_monotonic_time () < end_us;)
    {
      if (!cpx_cli_signals_check (error))
        return FALSE;
      g_usleep (50 * 1000);
    }

  return TRUE;
}

/* cpx_practice_unlock(), or the one that writes nothing. */
typedef CpxPractice *(*UnlockFunc) (const char  *path,
                                    const char  *login,
                                    const char  *passphrase,
                                    const char  *one_time_code,
                                    GError     **error);

static CpxPractice *
try_unlock (CpxCli      *self,
            UnlockFunc   unlock,
            GError     **error)
{
  return unlock (self->vault, self->user, cpx_secret_get_text (self->passphrase),
                 self->code != NULL ? cpx_secret_get_text (self->code) : NULL, error);
}

static CpxPractice *
unlock_with_code (CpxCli      *self,
                  UnlockFunc   unlock,
                  GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  CpxPractice *practice;

  if (!cpx_cli_read_code (self, &self->code, error))
    return NULL;
  practice = try_unlock (self, unlock, &local_error);
  if (practice == NULL && self->code == NULL && cpx_cli_secret_can_ask () &&
      g_error_matches (local_error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NEED_CODE))
    {
      self->code = cpx_cli_secret_ask (_("One-time code"), error);
      return self->code != NULL ? try_unlock (self, unlock, error) : NULL;
    }
  if (practice == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return practice;
}

static CpxPractice *
unlock_once (CpxCli      *self,
             UnlockFunc   unlock,
             GError     **error)
{
  if (self->practice != NULL)
    return self->practice;
  cpx_cli_get_vault (self);
  if (!cpx_cli_choose_user (self, error))
    return NULL;
  self->passphrase = cpx_cli_read_passphrase (self, error);
  if (self->passphrase == NULL || !wait_for_turn (self, error))
    return NULL;
  self->practice = unlock_with_code (self, unlock, error);
  if (self->practice == NULL || !cpx_cli_signals_check (error))
    return NULL;

  return self->practice;
}

/**
 * cpx_cli_unlock:
 * @self: what the command line asked for
 * @error: where the fault goes
 *
 * Unlocks the practice, once, and has the end of its audit log verified. What it has to tell goes to standard error
 * when the command is done.
 *
 * Returns: (transfer none) (nullable): the practice
 */
CpxPractice *
cpx_cli_unlock (CpxCli  *self,
                GError **error)
{
  gboolean is_in = self->practice != NULL;
  CpxPractice *practice = unlock_once (self, cpx_practice_unlock, error);

  if (practice != NULL && !is_in)
    self->log_fault = cpx_log_door_enter (practice);

  return practice;
}

/**
 * cpx_cli_unlock_to_read:
 * @self: what the command line asked for
 * @error: where the fault goes
 *
 * Does cpx_cli_unlock() without writing anything to the vault.
 *
 * Returns: (transfer none) (nullable): the practice
 */
CpxPractice *
cpx_cli_unlock_to_read (CpxCli  *self,
                        GError **error)
{
  return unlock_once (self, cpx_practice_unlock_to_read, error);
}

/**
 * cpx_cli_unlock_again:
 * @self: what cpx_cli_unlock_to_read() was given
 * @error: where the fault goes
 *
 * Closes what was unlocked to read, and unlocks it to write, without asking for anything a second time.
 *
 * Returns: (transfer none) (nullable): the practice
 */
CpxPractice *
cpx_cli_unlock_again (CpxCli  *self,
                      GError **error)
{
  if (!cpx_cli_close (self, error))
    return NULL;
  g_clear_object (&self->practice);
  self->practice = try_unlock (self, cpx_practice_unlock, error);

  return self->practice;
}

/**
 * cpx_cli_close:
 * @self: what a command worked with
 * @error: where the fault goes
 *
 * Seals what the command wrote.
 *
 * Returns: `TRUE` if the vault was closed whole, or none was open
 */
gboolean
cpx_cli_close (CpxCli  *self,
               GError **error)
{
  if (self->practice != NULL && self->log_fault == NULL)
    self->log_fault = cpx_log_door_leave (self->practice);

  return self->practice == NULL || cpx_practice_close (self->practice, error);
}

/**
 * cpx_cli_check_gap:
 * @n_unreadable: how many records of a list lie on damaged pages
 * @error: where the fault goes
 *
 * Says what could not be read, once the rest is out.
 *
 * Returns: `TRUE` if there are none
 */
gboolean
cpx_cli_check_gap (guint    n_unreadable,
                   GError **error)
{
  if (n_unreadable > 0)
    g_propagate_error (error, cpx_practice_error_new_gap (n_unreadable));

  return n_unreadable == 0;
}

/**
 * cpx_cli_open_file:
 * @self: an unlocked practice
 * @patient_id: whose file
 * @error: where the refusal goes
 *
 * Opens the file of a patient, which the audit log notes: whoever looks at what hangs on a patient does. What could not
 * be noted is said on standard error.
 *
 * Returns: `TRUE` if it may be read
 */
gboolean
cpx_cli_open_file (CpxCli      *self,
                   const char  *patient_id,
                   GError     **error)
{
  g_autoptr(CpxPatientFile) file = cpx_practice_open_patient (self->practice, patient_id, error);

  if (file != NULL && file->warning != NULL)
    cpx_cli_output_complain ("%s", file->warning);

  return file != NULL;
}

/**
 * cpx_cli_acknowledge:
 * @self: what the command line asked for
 * @receipt: of a write that is on the disk
 * @error: where the fault goes: %CPX_CLI_ERROR_OUTPUT
 *
 * Prints the line of --ack and sends it on its way at once.
 *
 * Returns: `TRUE` if the caller could be told
 */
gboolean
cpx_cli_acknowledge (CpxCli      *self,
                     CpxReceipt  *receipt,
                     GError     **error)
{
  if (!self->ack || cpx_receipt_is_empty (receipt))
    return TRUE;

  return cpx_cli_output_text (error, "ACK %s %" G_GUINT64_FORMAT, cpx_receipt_get_change_id (receipt),
                              cpx_receipt_get_audit_index (receipt)) &&
         cpx_cli_output_flush (error);
}

/**
 * cpx_cli_show_record:
 * @self: what the command line asked for
 * @record: a record
 * @error: where the fault goes: %CPX_CLI_ERROR_OUTPUT
 *
 * Prints a record on one line: the whole of it as JSON, or its id and summary.
 *
 * Returns: `TRUE` if it could be printed
 */
gboolean
cpx_cli_show_record (CpxCli     *self,
                     CpxRecord  *record,
                     GError    **error)
{
  g_autoptr(json_t) object = NULL;
  g_autofree char *summary = NULL;

  if (self->json)
    {
      object = cpx_record_to_json (record, CPX_RECORD_WITH_ID);
      return cpx_cli_output_json (object, error);
    }
  summary = cpx_record_summarize (record);

  return cpx_cli_output_text (error, "%s\t%s", cpx_record_get_id (record), summary);
}

/**
 * cpx_cli_make_findings:
 * @findings: (nullable) (element-type CpxFinding): what validation says
 *
 * Returns: (transfer full): a list of objects, one a finding
 */
json_t *
cpx_cli_make_findings (GPtrArray *findings)
{
  json_t *list = json_array ();

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const CpxFinding *finding = g_ptr_array_index (findings, i);

      json_array_append_new (list, json_pack ("{s:s*, s:s, s:s, s:s}", "field", finding->field, "rule", finding->rule,
                                              "level", cpx_finding_level_get_token (finding->level),
                                              "sentence", finding->sentence));
    }

  return list;
}

/* A passphrase, a slot, a second factor change no record: the audit log alone tells. Its first entry is the vault's own
 * making, so that 0 is no place of anything done here. */
static gboolean
left_a_trace (CpxReceipt *receipt)
{
  return !cpx_receipt_is_empty (receipt) || cpx_receipt_get_audit_index (receipt) > 0;
}

static gboolean
show_receipt_json (CpxReceipt  *receipt,
                   GError     **error)
{
  CpxRecord *record = cpx_receipt_get_record (receipt);
  g_autoptr(json_t) object = record != NULL ? cpx_record_to_json (record, CPX_RECORD_WITH_ID) : json_object ();

  json_object_set_new (object, "changed", json_boolean (!cpx_receipt_is_empty (receipt)));
  if (!cpx_receipt_is_empty (receipt))
    json_object_set_new (object, "change_id", json_string (cpx_receipt_get_change_id (receipt)));
  if (left_a_trace (receipt))
    json_object_set_new (object, "audit_index", json_integer ((json_int_t) cpx_receipt_get_audit_index (receipt)));
  json_object_set_new (object, "findings", cpx_cli_make_findings (cpx_receipt_get_findings (receipt)));

  return cpx_cli_output_json (object, error);
}

/**
 * cpx_cli_show_receipt:
 * @self: what the command line asked for
 * @receipt: of a write that is on the disk
 * @sentence: what was done, for a person
 * @error: where the fault goes: %CPX_CLI_ERROR_OUTPUT
 *
 * Acknowledges a write and tells what became of the record; what there is to know about it goes to standard error.
 *
 * Returns: `TRUE` if the caller could be told
 */
gboolean
cpx_cli_show_receipt (CpxCli      *self,
                      CpxReceipt  *receipt,
                      const char  *sentence,
                      GError     **error)
{
  GPtrArray *findings = cpx_receipt_get_findings (receipt);
  CpxRecord *record = cpx_receipt_get_record (receipt);

  if (!cpx_cli_acknowledge (self, receipt, error))
    return FALSE;
  if (self->json)
    return show_receipt_json (receipt, error);
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    cpx_cli_output_complain ("%s", ((CpxFinding *) g_ptr_array_index (findings, i))->sentence);
  if (!left_a_trace (receipt))
    return cpx_cli_output_text (error, _("Nothing to change."));

  return cpx_cli_output_text (error, "%s\t%s", record != NULL ? cpx_record_get_id (record) : "-", sentence);
}

/**
 * cpx_cli_check_arguments:
 * @arguments: what follows the command's name
 * @minimum: how many it needs
 * @maximum: how many it takes
 * @error: where the fault goes: %CPX_CLI_ERROR_TOO_FEW or %CPX_CLI_ERROR_TOO_MANY
 *
 * Returns: `TRUE` if there are as many as it takes, all of them UTF-8
 */
gboolean
cpx_cli_check_arguments (char   **arguments,
                         guint    minimum,
                         guint    maximum,
                         GError **error)
{
  guint n = g_strv_length (arguments);

  if (n < minimum)
    g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_TOO_FEW, _("Something is missing"));
  else if (n > maximum)
    g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_TOO_MANY, _("“%s” is one argument too many"), arguments[maximum]);

  return n >= minimum && n <= maximum;
}

/**
 * cpx_cli_check_option:
 * @given: (nullable): what an option was given
 * @error: where the fault goes: %CPX_CLI_ERROR_USAGE
 *
 * Returns: `TRUE` if it was not given, or is UTF-8
 */
gboolean
cpx_cli_check_option (const char  *given,
                      GError     **error)
{
  if (given == NULL || g_utf8_validate (given, -1, NULL))
    return TRUE;
  g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("An option is no UTF-8 text."));

  return FALSE;
}

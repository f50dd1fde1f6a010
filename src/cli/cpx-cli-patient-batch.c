/* cpx-cli-patient-batch.c: many patients from JSON lines, acknowledged as each transaction reaches the disk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-patient-batch.h"

#include "cpx-cli-fields.h"

#include <cpx-batch.h>
#include <cpx-patient.h>

#include <glib/gi18n-lib.h>
#include <string.h>

/* A CpxBatchKeptFunc. */
static gboolean
acknowledge (CpxReceipt *receipt,
             gpointer    cli,
             GError    **error)
{
  return cpx_cli_acknowledge (cli, receipt, error);
}

/* A CpxJsonLineFunc. */
static gboolean
take_line (guint64    line,
           json_t    *value,
           gpointer   batch,
           GError   **error)
{
  g_autoptr(CpxRecord) patient = NULL;

  if (!cpx_cli_signals_check (error))
    return FALSE;
  patient = cpx_record_from_json (&cpx_patient_kind, NULL, value, CPX_RECORD_FROM_INPUT, error);
  if (patient == NULL)
    {
      g_prefix_error (error, _("Line %lu: "), (gulong) line);
      return FALSE;
    }

  return cpx_batch_add (batch, line, patient, error);
}

static gboolean
report (CpxCli    *self,
        CpxBatch  *batch,
        GError   **error)
{
  guint64 n_kept = cpx_batch_get_n_kept (batch);
  gint64 n_alike = cpx_batch_count_duplicates (batch, error);
  g_autoptr(json_t) object = NULL;

  if (n_alike < 0)
    return FALSE;
  object = json_pack ("{s:I, s:I}", "added", (json_int_t) n_kept, "possible_duplicates", (json_int_t) n_alike);
  if (self->json)
    return cpx_cli_output_json (object, error);
  if (n_alike > 0)
    cpx_cli_output_complain (g_dngettext (GETTEXT_PACKAGE, "%lu possible duplicate: see “cpxctl patient duplicates”.",
                                          "%lu possible duplicates: see “cpxctl patient duplicates”.",
                                          (gulong) n_alike), (gulong) n_alike);

  return cpx_cli_output_text (error, g_dngettext (GETTEXT_PACKAGE, "%lu patient added.", "%lu patients added.",
                                                  (gulong) n_kept), (gulong) n_kept);
}

/* What was added before stays, so that the file is not to be given again from its beginning. */
static void
explain (CpxBatch  *batch,
         GError    *failure,
         GError   **error)
{
  guint64 n_kept = cpx_batch_get_n_kept (batch);
  g_autofree char *sentence = g_strdup (failure->message);
  gsize length = strlen (sentence);

  if (g_str_has_suffix (sentence, "."))
    sentence[length - 1] = '\0';
  g_free (failure->message);
  failure->message = g_strdup_printf (_("%s; resume at line %lu"), sentence,
                                      (gulong) cpx_batch_get_resume_line (batch));
  g_propagate_prefixed_error (error, failure,
                              g_dngettext (GETTEXT_PACKAGE, "%lu patient was added before: ",
                                           "%lu patients were added before: ", (gulong) n_kept),
                              (gulong) n_kept);
}

/**
 * cpx_cli_patient_add_batch:
 * @self: what the command line asked for
 * @path: JSON lines, or `-` for standard input
 * @per_commit: how many are written at once
 * @error: where the refusal goes; it names the line
 *
 * Adds a patient a line. At the first line that is refused it stops; the transactions before it stay.
 *
 * Returns: `TRUE` if all were added
 */
gboolean
cpx_cli_patient_add_batch (CpxCli      *self,
                           const char  *path,
                           int          per_commit,
                           GError     **error)
{
  g_autoptr(CpxBatch) batch = NULL;
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) local_error = NULL;

  if (per_commit < 1 || per_commit > CPX_BATCH_MAX_PER_COMMIT)
    {
      g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("--per-commit takes a number from 1 to %d."),
                   CPX_BATCH_MAX_PER_COMMIT);
      return FALSE;
    }
  if (cpx_cli_unlock (self, error) == NULL)
    return FALSE;
  stream = cpx_cli_fields_open (path, error);
  if (stream == NULL)
    return FALSE;
  batch = cpx_batch_new (self->practice, (guint) per_commit, acknowledge, self);
  if (cpx_json_read_lines (stream, take_line, batch, cpx_cli_signals_get_cancellable (), &local_error) &&
      cpx_batch_commit (batch, &local_error))
    return report (self, batch, error);

  cpx_cli_signals_explain (&local_error);
  explain (batch, g_steal_pointer (&local_error), error);

  return FALSE;
}

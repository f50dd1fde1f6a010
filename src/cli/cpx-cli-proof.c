/* cpx-cli-proof.c: verifies the proof of an entry, or of the growth of a log. Nobody unlocks anything for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-bundle.h"

#include <cpx-audit-action.h>
#include <cpx-audit-leaf.h>
#include <cpx-legal-basis.h>
#include <cpx-practice-error.h>
#include <cpx-proof-verifier.h>
#include <cpx-tlog-proof.h>

#include <glib/gi18n-lib.h>

/* What is larger is no proof. */
static GBytes *
read_file (const char  *path,
           GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GInputStream) stream = G_INPUT_STREAM (g_file_read (file, NULL, error));
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  guint8 piece[16384];
  gssize n_read = 0;

  while (stream != NULL && (n_read = g_input_stream_read (stream, piece, sizeof piece, NULL, error)) > 0)
    {
      g_byte_array_append (bytes, piece, (guint) n_read);
      if (bytes->len <= CPX_TLOG_PROOF_MAX_SIZE_BYTES)
        continue;
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED, _("“%s” is larger than a proof can be."),
                   path);
      return NULL;
    }

  return stream != NULL && n_read == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

static CpxAuditLeaf *
parse_leaf (const CpxProofReport *report)
{
  return report->leaf != NULL ? cpx_audit_leaf_parse (report->leaf, NULL) : NULL;
}

static void
add_entry (json_t               *object,
           const CpxProofReport *report)
{
  g_autoptr(CpxAuditLeaf) leaf = parse_leaf (report);
  const CpxAuditEntry *entry = leaf != NULL ? cpx_audit_leaf_get_entry (leaf) : NULL;

  json_object_set_new (object, "entry", json_integer ((json_int_t) report->index + 1));
  json_object_set_new (object, "index", json_integer ((json_int_t) report->index));
  if (entry == NULL)
    return;
  json_object_set_new (object, "time_us", json_integer ((json_int_t) entry->time_us));
  json_object_set_new (object, "action", json_string (entry->action));
  json_object_set_new (object, "device", json_string (entry->device_id));
  if (entry->user_id != NULL)
    json_object_set_new (object, "user", json_string (entry->user_id));
  if (entry->reason != NULL)
    json_object_set_new (object, "reason", json_string (entry->reason));
}

static void
add_growth (json_t               *object,
            const CpxProofReport *report)
{
  json_object_set_new (object, "old_entries", json_integer ((json_int_t) report->old_size));
  json_object_set_new (object, "entries", json_integer ((json_int_t) report->size));
}

static gboolean
show_json (const CpxProofReport  *report,
           GError               **error)
{
  g_autofree char *fingerprint = report->key != NULL ? cpx_note_key_dup_fingerprint (report->key) : NULL;
  g_autoptr(json_t) object = json_pack ("{s:s, s:b, s:b, s:I, s:i, s:s*, s:s*, s:s*}",
                                        "proof", report->is_growth ? "growth" : "entry", "sound", report->sound,
                                        "trusted", report->trusted, "sealed_entries", (json_int_t) report->sealed_size,
                                        "outside_seals", (int) report->n_outside, "code", report->code,
                                        "fingerprint", fingerprint, "problem", report->sentence);

  if (report->is_growth)
    add_growth (object, report);
  else
    add_entry (object, report);

  return cpx_cli_output_json (object, error);
}

/* When, who and what, as the leaf says it in clear. */
static gboolean
show_leaf (const CpxProofReport  *report,
           GError               **error)
{
  g_autoptr(CpxAuditLeaf) leaf = parse_leaf (report);
  const CpxAuditEntry *entry = leaf != NULL ? cpx_audit_leaf_get_entry (leaf) : NULL;
  g_autoptr(GDateTime) time = entry != NULL ? g_date_time_new_from_unix_local (entry->time_us / G_USEC_PER_SEC) : NULL;
  g_autofree char *when = time != NULL ? g_date_time_format (time, "%F %T %z") : NULL;
  g_autofree char *what = entry != NULL ? cpx_audit_action_dup_label (entry->action) : NULL;

  g_autofree char *reason = entry != NULL && entry->reason != NULL ? cpx_legal_basis_dup_display (entry->reason) : NULL;

  return entry == NULL || cpx_cli_output_text (error, "%s\t%s (%s)\t%s%s%s", when != NULL ? when : "-", what,
                                               entry->action, entry->user_id != NULL ? entry->user_id : "-",
                                               reason != NULL ? "\t" : "", reason != NULL ? reason : "");
}

static gboolean
show_entry (const CpxProofReport  *report,
            GError               **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, report->index + 1);
  g_autofree char *sealed = g_strdup_printf ("%" G_GUINT64_FORMAT, report->sealed_size);

  return cpx_cli_output_text (error, _("Entry %s proved: it is in the log sealed on %s entries (code %s), as it stands "
                                       "here:"), number, sealed, report->code) &&
         show_leaf (report, error);
}

static gboolean
show_growth (const CpxProofReport  *report,
             GError               **error)
{
  g_autofree char *from = g_strdup_printf ("%" G_GUINT64_FORMAT, report->old_size);
  g_autofree char *to = g_strdup_printf ("%" G_GUINT64_FORMAT, report->size);
  g_autofree char *sealed = g_strdup_printf ("%" G_GUINT64_FORMAT, report->sealed_size);

  gulong n = (gulong) MIN (report->old_size, G_MAXINT32);
  g_autofree char *text =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                  "Growth proved: the first %s entry is unchanged in the log of %s entries.",
                                  "Growth proved: the first %s entries are unchanged in the log of %s entries.", n),
                     from, to);

  if (!cpx_cli_output_text (error, "%s", text))
    return FALSE;
  if (report->sealed_size > 0 &&
      !cpx_cli_output_text (error, _("That log is the one sealed on %s entries (code %s)."), sealed, report->code))
    return FALSE;

  return report->n_outside > 0 ||
         cpx_cli_output_text (error, _("No seal kept outside was compared with it: give the one of %s entries with "
                                       "--against."), from);
}

static gboolean
show_trust (const CpxProofReport  *report,
            GError               **error)
{
  if (report->trusted)
    return TRUE;
  if (report->key == NULL)
    return cpx_cli_output_text (error, _("No key was given: nobody’s signature was checked, this says only that the "
                                         "file agrees with itself. Give the key of the practice (cpxctl audit key) "
                                         "with --key."));

  return cpx_cli_output_text (error, _("Nothing in this proof is signed: this says only that the file agrees with "
                                       "itself. Give the seals that it is between with --against."));
}

static gboolean
show (CpxCli                *cli,
      const CpxProofReport  *report,
      GError               **error)
{
  if (cli->json && !show_json (report, error))
    return FALSE;
  if (!report->sound)
    {
      g_set_error_literal (error, CPX_CLI_ERROR, CPX_CLI_ERROR_DAMAGE, report->sentence);
      return FALSE;
    }
  if (cli->json)
    return TRUE;

  return (report->is_growth ? show_growth (report, error) : show_entry (report, error)) && show_trust (report, error);
}

/**
 * cpx_cli_verify_proof:
 * @cli: what the command line asked for
 * @path: what `audit prove` wrote, or a proof out of a bundle
 * @leaf_path: (nullable): the leaf of an entry whose proof does not hold it
 * @key: (nullable): the key that is trusted; without one that of the vault, if `--vault` names one
 * @outside: (element-type CpxSignedNote): seals that were kept outside
 * @error: where the fault goes; a proof that does not hold is %CPX_CLI_ERROR_DAMAGE
 *
 * Verifies a proof and tells what it proves.
 *
 * Returns: `TRUE` if it holds
 */
gboolean
cpx_cli_verify_proof (CpxCli      *cli,
                      const char  *path,
                      const char  *leaf_path,
                      CpxNoteKey  *key,
                      GPtrArray   *outside,
                      GError     **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(GBytes) bytes = read_file (path, error), leaf = NULL;
  g_autoptr(CpxNoteKey) trusted = NULL;
  g_autoptr(CpxProofReport) report = NULL;
  gsize size;
  const char *text;

  if (bytes == NULL || (leaf_path != NULL && (leaf = read_file (leaf_path, error)) == NULL))
    return FALSE;
  trusted = cpx_cli_choose_key (cli, key, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  text = g_bytes_get_data (bytes, &size);
  report = cpx_proof_verify (text != NULL ? text : "", size, leaf, trusted, outside, error);
  if (report == NULL)
    cpx_practice_error_translate (error);

  return report != NULL && show (cli, report, error);
}

/* cpx-cli-bundle.c: verifies a bundle of an audit log. Nobody unlocks anything for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-bundle.h"

#include <cpx-audit-seal.h>
#include <cpx-verify-bundle.h>

#include <glib/gi18n-lib.h>

static const char *const fault_tokens[] = {
  [CPX_LOG_FAULT_CHANGED] = "changed",
  [CPX_LOG_FAULT_REMOVED] = "removed",
  [CPX_LOG_FAULT_INSERTED] = "inserted",
  [CPX_LOG_FAULT_REORDERED] = "reordered",
  [CPX_LOG_FAULT_TRUNCATED] = "truncated",
  [CPX_LOG_FAULT_ALTERED] = "altered",
  [CPX_LOG_FAULT_HASHES] = "hashes",
  [CPX_LOG_FAULT_UNREADABLE] = "unreadable",
  [CPX_LOG_FAULT_MISFILED] = "misfiled",
  [CPX_LOG_FAULT_MISTIMED] = "mistimed",
  [CPX_LOG_FAULT_UNINDEXED] = "unindexed",
  [CPX_LOG_FAULT_FOREIGN] = "foreign",
  [CPX_LOG_FAULT_UNPROVED] = "unproved",
  [CPX_LOG_FAULT_MISSING] = "missing",
};

static void
add_key (json_t     *object,
         CpxNoteKey *key)
{
  g_autofree char *text = cpx_note_key_print (key);
  g_autofree char *fingerprint = cpx_note_key_dup_fingerprint (key);

  json_object_set_new (object, "key", json_string (text));
  json_object_set_new (object, "fingerprint", json_string (fingerprint));
}

static void
add_fault (json_t              *object,
           const CpxLogVerdict *verdict)
{
  json_object_set_new (object, "fault", json_string (fault_tokens[verdict->fault]));
  json_object_set_new (object, "first_entry", json_integer ((json_int_t) verdict->first + 1));
  json_object_set_new (object, "last_entry", json_integer ((json_int_t) verdict->last + 1));
}

/* Entries in which nothing was sealed. */
static guint64
count_bare (const CpxBundleReport *report)
{
  guint64 n_others = report->n_opened + report->n_sealed + report->n_erased + report->n_said_erased;

  return report->n_entries - MIN (report->n_entries, n_others);
}

static gboolean
show_json (const CpxBundleReport  *report,
           GError                **error)
{
  g_autoptr(json_t) object = json_pack ("{s:b, s:b, s:b, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:i, s:s*, s:s*,"
                                        " s:s*}",
                                        "sound", report->sound, "trusted", report->trusted, "whole", report->whole,
                                        "entries", (json_int_t) report->n_entries,
                                        "sealed_entries", (json_int_t) report->size,
                                        "proofs", (json_int_t) report->n_proofs,
                                        "opened", (json_int_t) report->n_opened,
                                        "sealed", (json_int_t) report->n_sealed,
                                        "erased", (json_int_t) report->n_erased,
                                        "said_erased", (json_int_t) report->n_said_erased,
                                        "without_details", (json_int_t) count_bare (report),
                                        "outside_seals", (int) report->n_outside, "code", report->code,
                                        "problem", report->sentence, "remark", report->remark);

  if (report->key != NULL)
    add_key (object, report->key);
  if (report->verdict.fault != CPX_LOG_FAULT_NONE)
    add_fault (object, &report->verdict);

  return cpx_cli_output_json (object, error);
}

static gboolean
show_key (CpxNoteKey  *key,
          GError     **error)
{
  g_autofree char *fingerprint = cpx_note_key_dup_fingerprint (key);

  return cpx_cli_output_text (error, _("Signed by: %s\nFingerprint of the key: %s"), cpx_note_key_get_name (key),
                              fingerprint);
}

static gboolean
show_count (const char  *sentence,
            guint64      n_entries,
            GError     **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, n_entries);

  return n_entries == 0 || cpx_cli_output_text (error, "  %s%s", sentence, number);
}

/* What became of the details of each entry; an erasure that nothing proves is said plainly. */
static gboolean
show_details (const CpxBundleReport  *report,
              GError                **error)
{
  return show_count (_("Details opened, and those that were sealed: "), report->n_opened, error) &&
         show_count (_("Details sealed: "), report->n_sealed, error) &&
         show_count (_("Details erased, by an entry of this bundle: "), report->n_erased, error) &&
         show_count (_("Details said erased, without the entry that erased them (nothing here proves it): "),
                     report->n_said_erased, error) &&
         show_count (_("Without details: "), count_bare (report), error);
}

static gboolean
show_limit (const CpxBundleReport  *report,
            GError                **error)
{
  return report->whole || cpx_cli_output_text (error, _("A selection says nothing of the entries that are not in it: "
                                                        "for those, ask for a bundle of the whole log."));
}

/* Of the seals given with --against: had one not agreed, there would be a fault. */
static gboolean
show_outside (const CpxBundleReport  *report,
              GError                **error)
{
  return report->n_outside == 0 ||
         cpx_cli_output_text (error, g_dngettext (GETTEXT_PACKAGE, "The seal kept outside agrees with it.",
                                                  "The %u seals kept outside agree with it.", report->n_outside),
                              report->n_outside);
}

static gboolean
show_sound (const CpxBundleReport  *report,
            GError                **error)
{
  g_autofree char *n_entries = g_strdup_printf ("%" G_GUINT64_FORMAT, report->n_entries);
  g_autofree char *size = g_strdup_printf ("%" G_GUINT64_FORMAT, report->size);
  gulong n = (gulong) MIN (report->n_entries, G_MAXINT32);
  g_autofree char *text = NULL;

  if (report->whole)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "Bundle intact: %s entry, the whole log up to its seal on %s (code %s)",
                                         "Bundle intact: %s entries, the whole log up to its seal on %s (code %s)", n),
                            n_entries, size, report->code);
  else
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "Bundle intact: %s entry, proved to be in the log sealed on %s (code %s)",
                                         "Bundle intact: %s entries, each proved to be in the log sealed on %s (code "
                                         "%s)", n), n_entries, size, report->code);
  if (!cpx_cli_output_text (error, "%s", text) || !show_details (report, error) || !show_limit (report, error) ||
      !show_outside (report, error) ||
      (report->remark != NULL && !cpx_cli_output_text (error, "%s", report->remark)))
    return FALSE;

  return report->trusted ||
         cpx_cli_output_text (error, _("No key was given: this says only that the bundle agrees with itself. Compare "
                                       "the fingerprint with the one that the practice tells you (cpxctl audit key), "
                                       "and give the key with --key."));
}

static gboolean
show (CpxCli           *cli,
      CpxBundleReport  *report,
      GError          **error)
{
  if (cli->json && !show_json (report, error))
    return FALSE;
  if (!cli->json && report->key != NULL && !show_key (report->key, error))
    return FALSE;
  if (!report->sound)
    {
      g_set_error_literal (error, CPX_CLI_ERROR, CPX_CLI_ERROR_DAMAGE, report->sentence);
      return FALSE;
    }

  return cli->json || show_sound (report, error);
}

/**
 * cpx_cli_choose_key:
 * @cli: what the command line asked for
 * @given: (nullable): the key that was given
 * @error: where the refusal goes
 *
 * Chooses the key to trust: the given one, else that of the vault, if `--vault` names one.
 *
 * Returns: (transfer full) (nullable): `NULL` without an error if there is none
 */
CpxNoteKey *
cpx_cli_choose_key (CpxCli      *cli,
                    CpxNoteKey  *given,
                    GError     **error)
{
  if (given != NULL)
    return cpx_note_key_ref (given);
  if (cli->vault == NULL || cpx_cli_unlock_to_read (cli, error) == NULL)
    return NULL;

  return cpx_practice_load_log_key (cli->practice, error);
}

/**
 * cpx_cli_verify_bundle:
 * @cli: what the command line asked for
 * @path: a bundle
 * @key: (nullable): the key that is trusted; without one that of the vault, if `--vault` names one
 * @outside: (element-type CpxSignedNote): seals that were kept outside
 * @error: where the fault goes; tampering is %CPX_CLI_ERROR_DAMAGE
 *
 * Verifies a bundle and tells whose it is.
 *
 * Returns: `TRUE` if it is what was sealed
 */
gboolean
cpx_cli_verify_bundle (CpxCli      *cli,
                       const char  *path,
                       CpxNoteKey  *key,
                       GPtrArray   *outside,
                       GError     **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(CpxNoteKey) trusted = cpx_cli_choose_key (cli, key, &fault);
  g_autoptr(CpxBundleReport) report = NULL;

  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  report = cpx_verify_bundle (path, trusted, outside, NULL, NULL, cpx_cli_signals_get_cancellable (), error);

  return report != NULL && show (cli, report, error);
}

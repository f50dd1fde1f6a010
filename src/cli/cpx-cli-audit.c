/* cpx-cli-audit.c: the audit log: its key, its seals, its proofs, and whether it is what it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-bundle.h"
#include "cpx-cli-commands.h"
#include "cpx-cli-log-filter.h"

#include <cpx-audit-seal.h>
#include <cpx-json.h>
#include <cpx-note-deed.h>
#include <cpx-note-verified.h>
#include <cpx-outside-folder.h>
#include <cpx-prove-log.h>
#include <cpx-second-place.h>
#include <cpx-verify-index.h>

#include <glib/gi18n-lib.h>
#include <string.h>

static char *key_text;
static char **against;
static char *out_path;
static gboolean forgets;
static char *bundle_path;
static char *proof_path;
static char *leaf_path;
static char *device;
static gint64 entry = -1;
static gint64 from = -1;
static gint64 to = -1;

static const GOptionEntry verify_options[] = {
  { "key", 0, 0, G_OPTION_ARG_FILENAME, &key_text, N_("Trust this key, as `audit key` gave it, not the vault’s"),
    N_("KEY") },
  { "against", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &against, N_("Also compare with a seal kept outside (repeatable)"),
    N_("FILE") },
  { "bundle", 0, 0, G_OPTION_ARG_FILENAME, &bundle_path,
    N_("Verify what “audit export” wrote, without a vault and without a passphrase"), N_("FILE") },
  { "proof", 0, 0, G_OPTION_ARG_FILENAME, &proof_path,
    N_("Verify what “audit prove” wrote, without a vault and without a passphrase"), N_("FILE") },
  { "leaf", 0, 0, G_OPTION_ARG_FILENAME, &leaf_path,
    N_("Of a proof of a bundle, which does not hold its entry: the bytes of the leaf"), N_("FILE") },
  { NULL }
};

static const GOptionEntry key_options[] = {
  { "device", 0, 0, G_OPTION_ARG_FILENAME, &device,
    N_("Of this post (name, or id where several have one name), not of the one where you are"), N_("POST") },
  { NULL }
};

static const GOptionEntry out_options[] = {
  { "out", 0, 0, G_OPTION_ARG_FILENAME, &out_path, N_("Write it into a file"), N_("FILE") },
  { NULL }
};

static const GOptionEntry place_options[] = {
  { "none", 0, 0, G_OPTION_ARG_NONE, &forgets, N_("Keep them in no second place any more"), NULL },
  { NULL }
};

static const GOptionEntry prove_options[] = {
  { "entry", 0, 0, G_OPTION_ARG_INT64, &entry, N_("Prove that this entry is in the log; the first is 1"), N_("N") },
  { "from", 0, 0, G_OPTION_ARG_INT64, &from, N_("Prove that the log only grew from so many entries on"), N_("A") },
  { "to", 0, 0, G_OPTION_ARG_INT64, &to, N_("to so many"), N_("B") },
  { "device", 0, 0, G_OPTION_ARG_FILENAME, &device,
    N_("In the log of this post, up to its last seal (name, or id where several have one name)"), N_("POST") },
  { "out", 0, 0, G_OPTION_ARG_FILENAME, &out_path, N_("Write it into a file"), N_("FILE") },
  { NULL }
};

/* Into the file, or on the terminal, whose lines bring their own end. */
static gboolean
write_out (const char  *text,
           GError     **error)
{
  gsize length = strlen (text);

  if (out_path == NULL)
    return cpx_cli_output_text (error, "%.*s", (int) (length - (g_str_has_suffix (text, "\n") ? 1 : 0)), text);

  return g_file_set_contents_full (out_path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
show_key (CpxCli  *cli,
          char   **arguments,
          GError **error)
{
  g_autoptr(CpxNoteKey) key = NULL;
  g_autoptr(CpxReceipt) noted = NULL;
  g_autofree char *text = NULL, *fingerprint = NULL, *device_id = NULL;
  g_autoptr(json_t) object = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || !cpx_cli_check_option (device, error) ||
      cpx_cli_unlock (cli, error) == NULL || !cpx_cli_find_post (cli, device, &device_id, error))
    return FALSE;
  key = cpx_practice_load_post_key (cli->practice, device_id, error);
  if (key == NULL)
    return FALSE;
  /* A full disk keeps no key hidden. */
  noted = cpx_practice_note_deed (cli->practice, CPX_DEED_LOG_KEY_SHOWN, NULL, NULL, NULL);
  text = cpx_note_key_print (key);
  fingerprint = cpx_note_key_dup_fingerprint (key);
  object = json_pack ("{s:s, s:s}", "key", text, "fingerprint", fingerprint);

  return cli->json ? cpx_cli_output_json (object, error) : cpx_cli_output_text (error, "%s\n%s", text, fingerprint);
}

/* That a stick is not plugged in is said, and no fault; that it contradicts the log is one. */
static gboolean
check_place (const CpxSecondPlaceReport  *place,
             GError                     **error)
{
  if (place->state != CPX_SECOND_PLACE_AHEAD && place->state != CPX_SECOND_PLACE_UNREADABLE)
    return TRUE;
  g_set_error_literal (error, CPX_CLI_ERROR, CPX_CLI_ERROR_DAMAGE, place->sentence);

  return FALSE;
}

static gboolean
show_place (CpxCli                      *cli,
            const CpxSecondPlaceReport  *place,
            GError                     **error)
{
  g_autoptr(json_t) object = json_pack ("{s:s?, s:s}", "folder", place->folder, "state", place->sentence);

  if (!check_place (place, error))
    return FALSE;

  return cli->json ? cpx_cli_output_json (object, error) : cpx_cli_output_text (error, "%s", place->sentence);
}

static gboolean
set_place (CpxCli      *cli,
           const char  *folder,
           GError     **error)
{
  g_autofree char *path = folder != NULL ? g_canonicalize_filename (folder, NULL) : NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_set_second_place (cli->practice, path, error);
  g_autofree char *warning = receipt != NULL && path != NULL ? cpx_outside_folder_dup_warning (cli->practice, path)
                                                             : NULL;

  if (warning != NULL)
    cpx_cli_output_complain ("%s", warning);

  return receipt != NULL &&
         cpx_cli_show_receipt (cli, receipt, folder != NULL ? _("The seals are kept there too from now on.")
                                                            : _("The seals are kept in no second place any more."),
                               error);
}

static gboolean
second_place (CpxCli  *cli,
              char   **arguments,
              GError **error)
{
  g_autoptr(CpxSecondPlaceReport) place = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 1, error))
    return FALSE;
  if (forgets && arguments[0] != NULL)
    {
      g_set_error_literal (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("Give a folder or --none, not both."));
      return FALSE;
    }
  if (cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  if (forgets || arguments[0] != NULL)
    return set_place (cli, arguments[0], error);
  place = cpx_practice_keep_second_place (cli->practice, error);

  return place != NULL && show_place (cli, place, error);
}

static gboolean
reindex (CpxCli  *cli,
         char   **arguments,
         GError **error)
{
  g_autoptr(CpxReceipt) receipt = NULL;
  g_autofree char *n_filed_text = NULL, *said = NULL;
  guint64 n_filed = 0;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  receipt = cpx_practice_remake_log_index (cli->practice, &n_filed, error);
  if (receipt == NULL)
    return FALSE;
  n_filed_text = g_strdup_printf ("%" G_GUINT64_FORMAT, n_filed);
  said = g_strdup_printf (_("The index of the log was made anew. Entries that were filed wrongly: %s."), n_filed_text);

  return cpx_cli_show_receipt (cli, receipt, said, error);
}

static gboolean
checkpoint (CpxCli  *cli,
            char   **arguments,
            GError **error)
{
  g_autoptr(CpxAuditSeal) seal = NULL;
  g_autoptr(CpxSecondPlaceReport) place = NULL;
  g_autoptr(json_t) object = NULL;
  g_autofree char *size = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || !cpx_cli_check_option (out_path, error) ||
      cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  seal = cpx_practice_seal_log (cli->practice, CPX_SEAL_ASKED, error);
  if (seal == NULL || (out_path != NULL && !write_out (seal->note, error)))
    return FALSE;
  place = cpx_practice_keep_second_place (cli->practice, error);
  if (place == NULL || !check_place (place, error))
    return FALSE;
  object = json_pack ("{s:I, s:s, s:s, s:s*}", "entries", (json_int_t) seal->size, "code", seal->code, "note",
                      seal->note, "second_place", place->folder != NULL ? place->sentence : NULL);
  if (cli->json)
    return cpx_cli_output_json (object, error);

  size = g_strdup_printf ("%" G_GUINT64_FORMAT, seal->size);

  return cpx_cli_output_text (error, g_dngettext (GETTEXT_PACKAGE, "%s entry sealed, code %s",
                                                  "%s entries sealed, code %s",
                                                  (gulong) MIN (seal->size, G_MAXINT32)), size, seal->code) &&
         (place->folder == NULL || cpx_cli_output_text (error, "%s", place->sentence));
}

static CpxSignedNote *
read_note (const char  *path,
           GError     **error)
{
  g_autofree char *bytes = NULL;
  CpxSignedNote *note;
  gsize size;

  if (!g_file_get_contents (path, &bytes, &size, error))
    return NULL;
  note = cpx_signed_note_parse (bytes, size, error);
  g_prefix_error (error, "“%s”: ", path);

  return note;
}

static GPtrArray *
read_notes (GError **error)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_signed_note_unref);

  for (guint i = 0; against != NULL && against[i] != NULL; i++)
    {
      CpxSignedNote *note = read_note (against[i], error);

      if (note == NULL)
        return NULL;
      g_ptr_array_add (notes, note);
    }

  return g_steal_pointer (&notes);
}

/* "0 seals, the last one on 0" is nothing that anybody would say. */
static char *
dup_intact (const CpxLogReport *report)
{
  g_autofree char *n_entries = g_strdup_printf ("%" G_GUINT64_FORMAT, report->n_entries);
  g_autofree char *sealed = g_strdup_printf ("%" G_GUINT64_FORMAT, report->sealed_size);

  if (report->n_seals == 0)
    return g_strdup_printf (_("Log intact: %s entries verified. It has not been sealed yet: “cpxctl audit checkpoint” "
                              "seals it."), n_entries);
  if (report->sealed_size == 0 && report->n_seals == 1)
    return g_strdup_printf (_("Log intact: %s entries verified, one seal of the posts before. The log of this post has "
                              "not been sealed yet: “cpxctl audit checkpoint” seals it."), n_entries);
  if (report->sealed_size == 0)
    return g_strdup_printf (_("Log intact: %s entries verified, %u seals of the posts before. The log of this post has "
                              "not been sealed yet: “cpxctl audit checkpoint” seals it."), n_entries, report->n_seals);
  if (report->n_seals == 1)
    return g_strdup_printf (_("Log intact: %s entries verified, one seal, of the first %s entries"), n_entries, sealed);

  return g_strdup_printf (_("Log intact: %s entries verified, %u seals, the last one of the first %s entries"),
                          n_entries, report->n_seals, sealed);
}

/* Of the seals given with --against: had one not agreed, the log would not be intact. */
static gboolean
show_outside (guint    n_outside,
              GError **error)
{
  return n_outside == 0 ||
         cpx_cli_output_text (error, g_dngettext (GETTEXT_PACKAGE, "The seal kept outside agrees with it.",
                                                  "The %u seals kept outside agree with it.", n_outside), n_outside);
}

static gboolean
show_report (CpxCli        *cli,
             CpxLogReport  *report,
             guint          n_outside,
             GError       **error)
{
  g_autoptr(json_t) object = json_pack ("{s:b, s:I, s:i, s:I, s:s*, s:s*}", "sound", report->sound,
                                        "entries", (json_int_t) report->n_entries, "seals", (int) report->n_seals,
                                        "sealed_entries", (json_int_t) report->sealed_size,
                                        "problem", report->sentence, "remark", report->remark);
  g_autofree char *intact = dup_intact (report);

  if (cli->json && !cpx_cli_output_json (object, error))
    return FALSE;
  if (!report->sound)
    {
      g_set_error_literal (error, CPX_CLI_ERROR, CPX_CLI_ERROR_DAMAGE, report->sentence);
      return FALSE;
    }

  return cli->json || (cpx_cli_output_text (error, "%s", intact) && show_outside (n_outside, error) &&
                       (report->remark == NULL || cpx_cli_output_text (error, "%s", report->remark)));
}

/* Only now is the vault opened to be written. Where it cannot be, what was found stands, and says so. */
static void
note_verified (CpxCli              *cli,
               const CpxLogReport  *report)
{
  g_autoptr(GError) fault = NULL;

  if (report->verdict.fault == CPX_LOG_FAULT_UNREADABLE)   /* a damaged file is spared, as by `vault check` */
    return;
  if (cpx_cli_unlock_again (cli, &fault) == NULL || !cpx_practice_note_verified (cli->practice, report, &fault))
    cpx_cli_output_complain (_("That the log was verified is not noted in it (%s)."), fault->message);
}

static gboolean
check_verify_options (GError **error)
{
  if (bundle_path != NULL && proof_path != NULL)
    g_set_error_literal (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE,
                         _("Say what to verify: --bundle FILE or --proof FILE, not both."));
  else if (leaf_path != NULL && proof_path == NULL)
    g_set_error_literal (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("--leaf goes with --proof."));
  else
    return TRUE;

  return FALSE;
}

static gboolean
verify (CpxCli  *cli,
        char   **arguments,
        GError **error)
{
  g_autoptr(GPtrArray) notes = NULL;
  g_autoptr(CpxNoteKey) key = NULL;
  g_autoptr(CpxLogReport) report = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || !cpx_cli_check_option (key_text, error) ||
      !check_verify_options (error))
    return FALSE;
  if (key_text != NULL)
    {
      key = cpx_note_key_parse (key_text, error);
      if (key == NULL)
        return FALSE;
    }
  notes = read_notes (error);
  if (notes == NULL)
    return FALSE;
  if (bundle_path != NULL)
    return cpx_cli_verify_bundle (cli, bundle_path, key, notes, error);
  if (proof_path != NULL)
    return cpx_cli_verify_proof (cli, proof_path, leaf_path, key, notes, error);
  if (cpx_cli_unlock_to_read (cli, error) == NULL)
    return FALSE;
  report = cpx_practice_verify_log (cli->practice, key, notes, NULL, NULL, cpx_cli_signals_get_cancellable (), error);
  if (report == NULL ||
      !cpx_practice_verify_log_index (cli->practice, report, cpx_cli_signals_get_cancellable (), error))
    return FALSE;
  note_verified (cli, report);

  return show_report (cli, report, notes->len, error);
}

/* Noted before it leaves, to a file or on the terminal; not the name of the file, which may be a patient's. */
static gboolean
note_proof (CpxCli      *cli,
            const char  *device_id,
            GError     **error)
{
  gboolean to_file = out_path != NULL;
  g_autoptr(json_t) details = entry > 0 ? json_pack ("{s:I, s:b, s:s*}", "entry", (json_int_t) entry, "file", to_file,
                                                     "device", device_id)
                                        : json_pack ("{s:I, s:I, s:b, s:s*}", "from", (json_int_t) from,
                                                     "to", (json_int_t) to, "file", to_file, "device", device_id);
  g_autoptr(CpxReceipt) noted = cpx_practice_note_deed (cli->practice, CPX_DEED_LOG_PROVED, NULL, details, error);

  return noted != NULL;
}

static gboolean
prove_entry (CpxCli      *cli,
             const char  *device_id,
             GError     **error)
{
  g_autoptr(CpxTlogProof) proof = cpx_practice_prove_entry (cli->practice, device_id, (guint64) entry - 1, error);
  g_autofree char *text = proof != NULL ? cpx_tlog_proof_print (proof) : NULL;

  return text != NULL && note_proof (cli, device_id, error) && write_out (text, error);
}

static gboolean
prove_growth (CpxCli      *cli,
              const char  *device_id,
              GError     **error)
{
  g_autoptr(json_t) object = cpx_practice_prove_growth (cli->practice, device_id, (guint64) from, (guint64) to,
                                                        error);
  g_autofree char *text = object != NULL ? cpx_json_print (object) : NULL;

  return text != NULL && note_proof (cli, device_id, error) && write_out (text, error);
}

static gboolean
prove (CpxCli  *cli,
       char   **arguments,
       GError **error)
{
  gboolean of_entry = entry > 0 && from < 0 && to < 0;
  g_autofree char *device_id = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || !cpx_cli_check_option (out_path, error) ||
      !cpx_cli_check_option (device, error))
    return FALSE;
  if (!of_entry && (entry >= 0 || from < 1 || to < 1))
    {
      g_set_error_literal (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE,
                           _("Say what to prove: --entry N, or --from A --to B, from 1."));
      return FALSE;
    }
  if (cpx_cli_unlock (cli, error) == NULL || !cpx_cli_find_post (cli, device, &device_id, error))
    return FALSE;

  return of_entry ? prove_entry (cli, device_id, error) : prove_growth (cli, device_id, error);
}

const CpxCliCommand cpx_cli_audit_commands[] = {
  { "audit key", NULL, N_("Show the key that this post’s log is verified with, to be handed out"), NULL, key_options,
    show_key },
  { "audit checkpoint", NULL, N_("Seal the log: sign what it is now"), NULL, out_options, checkpoint },
  { "audit second-place", N_("[FOLDER]"),
    N_("Keep each seal a second time where the vault is not, or see whether it is"),
    N_("The last seal of this post and the book of the codes of its seals are written into the folder, whole or not at "
       "all. A folder that is not there, a USB stick say, is written once it is back. What is found there is compared "
       "with the log: that is how a log cut short or an old file put back shows."), place_options, second_place },
  { "audit verify", NULL, N_("Verify the whole log of this post, a bundle of one, or a proof"),
    N_("Every entry is read and compared with the seals: what was changed, removed, inserted or moved is found and "
       "named. So is an entry that is filed under another patient or record than it says, or that the index hides from "
       "searches. One case is not found by reading the log alone: an old vault file put back whole, or the end of the "
       "log cut off, with the seals of it, by somebody who can open the vault. Such a log is in order, only shorter. A "
       "seal kept outside shows it: in the second place, by an anchor, or in any file given with --against. Entries "
       "are counted from 1 (“entry” in JSON); “index” counts from 0, as bundles and proofs do (RFC 9162)."),
    verify_options, verify },
  { "audit reindex", NULL, N_("Make anew what entries of the log are found by"),
    N_("For when “audit verify” says that an entry is filed under another patient or record than it says, or that the "
       "index hides one. Every entry is filed as it says, none is changed; that it was done is one more."), NULL,
    reindex },
  { "audit prove", NULL, N_("Prove that an entry is in the log, or that the log only grew"),
    N_("Writes a file that anyone checks without the vault: `audit verify --proof FILE --key KEY`. Of an entry it "
       "holds the entry itself, what was written in files sealed in it (c2sp.org/tlog-proof@v1). Of growth it goes "
       "from A entries, as many as a seal kept outside says, to B, and on to a seal: `--against` compares with those "
       "kept. Entries are counted from 1; the “index” in the file counts from 0 (RFC 9162). With --device it is of "
       "the log of another post that is in this database, the one before a restore say, and goes as far as its last "
       "seal; such a proof is checked with the key of that post (`audit key --device`)."), prove_options,
    prove },
  { NULL }
};

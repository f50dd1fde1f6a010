/* cpx-cli-anchor.c: where the seals of the log are anchored outside.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"

#include <cpx-anchor-receipt.h>
#include <cpx-anchor-run.h>
#include <cpx-anchors.h>
#include <cpx-outside-folder.h>

#include <glib/gi18n-lib.h>

static char *certificate_path;
static char *out_path;
static gboolean only_due;
static gint64 n_entries;

static const GOptionEntry add_options[] = {
  { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &certificate_path,
    N_("The certificate of the authority, or of who vouches for it (PEM)"), N_("FILE") },
  { NULL }
};

static const GOptionEntry run_options[] = {
  { "due", 0, 0, G_OPTION_ARG_NONE, &only_due, N_("Leave those that failed lately to their delay"), NULL },
  { NULL }
};

static const GOptionEntry receipt_options[] = {
  { "out", 0, 0, G_OPTION_ARG_FILENAME, &out_path, N_("The files to write, without what their names end with"),
    N_("FILE") },
  { "entries", 0, 0, G_OPTION_ARG_INT64, &n_entries,
    N_("The one of the seal of so many entries, as `audit anchor receipts` lists them; the last if not given"),
    N_("N") },
  { NULL }
};

/* A folder on the vault's own disk is taken, and said to be one. */
static void
warn (CpxCli     *cli,
      const char *folder)
{
  g_autofree char *warning = cpx_outside_folder_dup_warning (cli->practice, folder);

  if (warning != NULL)
    cpx_cli_output_complain ("%s", warning);
}

static gboolean
add (CpxCli  *cli,
     char   **arguments,
     GError **error)
{
  g_autofree char *certificates = NULL;
  g_autofree char *path = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;
  const char *target;

  if (!cpx_cli_check_arguments (arguments, 2, 2, error))
    return FALSE;
  if (certificate_path != NULL)
    {
      certificates = cpx_anchor_read_certificates (certificate_path, error);
      if (certificates == NULL)
        return FALSE;
    }
  path = g_str_equal (arguments[0], "folder") ? g_canonicalize_filename (arguments[1], NULL) : NULL;
  target = path != NULL ? path : arguments[1];
  if (!cpx_cli_check_option (target, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  receipt = cpx_practice_add_anchor (cli->practice, arguments[0], target, certificates, error);
  if (receipt != NULL && path != NULL)
    warn (cli, path);

  return receipt != NULL &&
         cpx_cli_show_receipt (cli, receipt, _("The anchor was added: `audit anchor run` tries it."), error);
}

static json_t *
receipts_to_json (const CpxAnchor *anchor)
{
  json_t *list = json_array ();

  for (guint i = 0; i < anchor->receipts->len; i++)
    {
      const CpxAnchorReceiptLine *line = &g_array_index (anchor->receipts, CpxAnchorReceiptLine, i);

      json_array_append_new (list, json_pack ("{s:I, s:I}", "entries", (json_int_t) line->size, "time_us",
                                              (json_int_t) line->time_us));
    }

  return list;
}

static json_t *
to_json (const CpxAnchor *anchor)
{
  return json_pack ("{s:I, s:s, s:s, s:s*, s:b, s:I, s:I, s:I, s:s*, s:o}", "number", (json_int_t) anchor->number,
                    "kind", anchor->kind, "target", anchor->target, "authority", anchor->authority, "current",
                    anchor->is_current, "anchored_entries", (json_int_t) anchor->anchored_size, "anchored_us",
                    (json_int_t) anchor->anchored_us, "tried_us", (json_int_t) anchor->tried_us, "problem",
                    anchor->problem, "receipts", receipts_to_json (anchor));
}

/* Each is listed by `audit anchor receipts`. */
static gboolean
show_count (const CpxAnchor  *anchor,
            GError          **error)
{
  const CpxAnchorReceiptLine *last = (const CpxAnchorReceiptLine *) anchor->receipts->data;
  g_autofree char *size = NULL;

  if (anchor->receipts->len == 0)
    return TRUE;
  size = g_strdup_printf ("%" G_GUINT64_FORMAT, last->size);

  return cpx_cli_output_text (error, g_dngettext (GETTEXT_PACKAGE, "   %u receipt, of the seal on %s entries",
                                                  "   %u receipts, the last of the seal on %s entries",
                                                  anchor->receipts->len), anchor->receipts->len, size);
}

static gboolean
show (CpxCli           *cli,
      const CpxAnchor  *anchor,
      GError          **error)
{
  g_autoptr(json_t) object = to_json (anchor);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, anchor->number);
  g_autofree char *state = cpx_anchor_dup_state (anchor);

  if (cli->json)
    return cpx_cli_output_json (object, error);

  return cpx_cli_output_text (error, "%s  %s  %s\n   %s", number, anchor->kind_label, anchor->target, state) &&
         show_count (anchor, error);
}

static gboolean
list (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  g_autoptr(GPtrArray) anchors = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  anchors = cpx_practice_list_anchors (cli->practice, error);
  for (guint i = 0; anchors != NULL && i < anchors->len; i++)
    if (!show (cli, g_ptr_array_index (anchors, i), error))
      return FALSE;

  return anchors != NULL;
}

static gboolean
run (CpxCli  *cli,
     char   **arguments,
     GError **error)
{
  g_autoptr(CpxAnchorRun) done = NULL;
  g_autoptr(json_t) object = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  done = cpx_practice_run_anchors (cli->practice, !only_due, cpx_cli_signals_get_cancellable (), error);
  if (done == NULL)
    return FALSE;
  object = json_pack ("{s:i, s:i, s:s*}", "anchored", (int) done->n_anchored, "failed", (int) done->n_failed,
                      "problem", done->problem);
  if (cli->json && !cpx_cli_output_json (object, error))
    return FALSE;
  if (done->problem != NULL)
    {
      g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NETWORK, done->problem);
      return FALSE;
    }

  return cli->json ||
         cpx_cli_output_text (error, g_dngettext (GETTEXT_PACKAGE, "%u anchor was given the last seal.",
                                                  "%u anchors were given the last seal.", done->n_anchored),
                              done->n_anchored);
}

static gboolean
parse_number (const char  *text,
              gint64      *out_number,
              GError     **error)
{
  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT32, out_number, NULL))
    return TRUE;
  g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("“%s” is no number of an anchor."), text);

  return FALSE;
}

static gboolean
remove_anchor (CpxCli  *cli,
               char   **arguments,
               GError **error)
{
  g_autoptr(CpxReceipt) receipt = NULL;
  gint64 number;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || !parse_number (arguments[0], &number, error) ||
      cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  receipt = cpx_practice_remove_anchor (cli->practice, number, error);

  return receipt != NULL &&
         cpx_cli_show_receipt (cli, receipt, _("The anchor was removed; its receipts are kept."), error);
}

static gboolean
show_files (CpxAnchorReceipt  *receipt,
            GError           **error)
{
  if (receipt->certificates == NULL)
    return cpx_cli_output_text (error, "%s%s", out_path, cpx_anchor_receipt_get_suffix (receipt));

  return cpx_cli_output_text (error, "openssl ts -verify -data %s.sceau -in %s%s -CAfile %s.pem -partial_chain",
                              out_path, out_path, cpx_anchor_receipt_get_suffix (receipt), out_path);
}

static gboolean
save_receipt (CpxCli  *cli,
              char   **arguments,
              GError **error)
{
  g_autoptr(CpxAnchorReceipt) receipt = NULL;
  g_autoptr(json_t) object = NULL;
  gint64 number;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || !parse_number (arguments[0], &number, error))
    return FALSE;
  if (n_entries < 0)
    {
      g_set_error_literal (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("--entries takes a number from 1 on."));
      return FALSE;
    }
  if (out_path == NULL)
    {
      g_set_error_literal (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("Say where to write it: --out FILE."));
      return FALSE;
    }
  if (cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  receipt = cpx_practice_load_older_receipt (cli->practice, number, (guint64) n_entries, error);
  if (receipt == NULL || !cpx_anchor_receipt_save (receipt, out_path, error))
    return FALSE;
  object = json_pack ("{s:I, s:I}", "entries", (json_int_t) receipt->size, "time_us", (json_int_t) receipt->time_us);

  return cli->json ? cpx_cli_output_json (object, error) : show_files (receipt, error);
}

static gboolean
show_line (CpxCli                      *cli,
           gint64                       number,
           const CpxAnchorReceiptLine  *line,
           GError                     **error)
{
  g_autoptr(json_t) object = json_pack ("{s:I, s:I, s:I}", "anchor", (json_int_t) number, "entries",
                                        (json_int_t) line->size, "time_us", (json_int_t) line->time_us);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (line->time_us / G_USEC_PER_SEC);
  g_autofree char *moment = time != NULL ? g_date_time_format (time, "%F %T") : g_strdup ("-");
  g_autofree char *size = g_strdup_printf ("%" G_GUINT64_FORMAT, line->size);

  return cli->json ? cpx_cli_output_json (object, error) : cpx_cli_output_text (error, "%s\t%s", size, moment);
}

static gboolean
list_receipts (CpxCli  *cli,
               char   **arguments,
               GError **error)
{
  g_autoptr(GArray) lines = NULL;
  gint64 number;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || !parse_number (arguments[0], &number, error) ||
      cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  lines = cpx_practice_list_anchor_receipts (cli->practice, number, error);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      if (!show_line (cli, number, &g_array_index (lines, CpxAnchorReceiptLine, i), error))
        return FALSE;
    }
  if (lines != NULL && lines->len == 0 && !cli->json)
    cpx_cli_output_complain ("%s", _("This anchor has no receipt yet: `cpxctl audit anchor run` tries it."));

  return lines != NULL;
}

const CpxCliCommand cpx_cli_anchor_commands[] = {
  { "audit anchor add", N_("rfc3161 ADDRESS | folder FOLDER"), N_("Have the seals of the log anchored outside"),
    N_("An authority states in writing that a seal existed at a time: give its address and, with --certificate, the "
       "certificate that its answers are checked with. A folder gets each seal as a file of its own; that of the "
       "database is refused, for it is lost with it. Only a hash leaves, never an entry."), add_options, add },
  { "audit anchor list", NULL, N_("List the anchors, what became of the last try and how many receipts they gave"),
    NULL, NULL, list },
  { "audit anchor run", NULL, N_("Bring the last seal to the anchors that do not have it"), NULL, run_options, run },
  { "audit anchor remove", N_("NUMBER"), N_("Anchor there no more"), NULL, NULL, remove_anchor },
  { "audit anchor receipts", N_("NUMBER"), N_("List the receipts of an anchor, the newest first"),
    N_("How many entries the seal is of, and the time that the receipt states. Those of an anchor that was removed are "
       "kept: its number stays its own."), NULL, list_receipts },
  { "audit anchor receipt", N_("NUMBER"), N_("Check a receipt of an anchor and write it into files"), NULL,
    receipt_options, save_receipt },
  { NULL }
};

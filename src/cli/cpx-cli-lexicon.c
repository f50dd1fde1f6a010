/* cpx-cli-lexicon.c: the words that a practice adds to the lexicon: listed, added, removed, checked, in and out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"

#include <cpx-find-records.h>
#include <cpx-lexicon-record.h>
#include <cpx-own-lexicon.h>
#include <cpx-record-builder.h>
#include <cpx-remove-record.h>
#include <cpx-save-record.h>

#include <glib/gi18n-lib.h>

static char *acts;
static char *words;
static char *specialty;
static char *remark;
static char *out_path;
static gboolean nothing;

static const GOptionEntry add_options[] = {
  { "acts", 0, 0, G_OPTION_ARG_FILENAME, &acts, N_("They mean these acts, the most usual first"), N_("CODE,CODE…") },
  { "words", 0, 0, G_OPTION_ARG_FILENAME, &words, N_("They mean these words of the CCAM"), N_("WORDS") },
  { "nothing", 0, 0, G_OPTION_ARG_NONE, &nothing, N_("They say nothing about the act"), NULL },
  { "specialty", 0, 0, G_OPTION_ARG_FILENAME, &specialty, N_("For this specialty only"), N_("SPECIALTY") },
  { "remark", 0, 0, G_OPTION_ARG_FILENAME, &remark, N_("Why"), N_("TEXT") },
  { NULL }
};

static const GOptionEntry export_options[] = {
  { "out", 0, 0, G_OPTION_ARG_FILENAME, &out_path, N_("Write it into a file"), N_("FILE") },
  { NULL }
};

static const char *
get_text (CpxRecord *record,
          int        field)
{
  const char *text = cpx_record_get_text (record, field);

  return text != NULL ? text : "";
}

static gboolean
show_entry (CpxCli     *cli,
            CpxRecord  *record,
            GError    **error)
{
  if (cli->json)
    return cpx_cli_show_record (cli, record, error);

  return cpx_cli_output_text (error, "%s\t%s\t%s\t%s\t%s", cpx_record_get_id (record),
                              get_text (record, CPX_LEXICON_RECORD_PHRASES),
                              get_text (record, CPX_LEXICON_RECORD_SENSE),
                              get_text (record, CPX_LEXICON_RECORD_TARGET),
                              get_text (record, CPX_LEXICON_RECORD_SPECIALTY));
}

static gboolean
list (CpxCli  *cli,
      char   **arguments,
      GError **error)
{
  const CpxRecordsWanted wanted = { .kind = &cpx_lexicon_record_kind };
  g_autoptr(GPtrArray) records = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  records = cpx_practice_list_records (cli->practice, &wanted, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      if (!show_entry (cli, g_ptr_array_index (records, i), error))
        return FALSE;
    }

  return records != NULL &&
         (records->len > 0 || cli->json || cpx_cli_output_text (error, "%s", _("This practice added no word yet.")));
}

static gboolean
check_sense (GError **error)
{
  if ((acts != NULL) + (words != NULL) + (nothing != FALSE) == 1)
    return cpx_cli_check_option (acts, error) && cpx_cli_check_option (words, error) &&
           cpx_cli_check_option (specialty, error) && cpx_cli_check_option (remark, error);
  g_set_error_literal (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE,
                       _("What do they mean? Give one of --acts, --words and --nothing."));

  return FALSE;
}

static gboolean
parse (CpxRecordBuilder  *builder,
       int                field,
       const char        *typed,
       GError           **error)
{
  return typed == NULL || cpx_record_builder_parse (builder, field, typed, error);
}

static CpxRecord *
make_entry (const char  *phrases,
            GError     **error)
{
  g_autoptr(CpxRecordBuilder) builder = cpx_record_builder_new (&cpx_lexicon_record_kind, NULL);
  const char *sense = acts != NULL ? "act" : words != NULL ? "word" : "quiet";

  cpx_record_builder_set_text (builder, CPX_LEXICON_RECORD_SENSE, sense);
  if (!parse (builder, CPX_LEXICON_RECORD_PHRASES, phrases, error) ||
      !parse (builder, CPX_LEXICON_RECORD_TARGET, acts != NULL ? acts : words, error) ||
      !parse (builder, CPX_LEXICON_RECORD_SPECIALTY, specialty, error) ||
      !parse (builder, CPX_LEXICON_RECORD_NOTES, remark, error))
    return NULL;

  return cpx_record_builder_end (g_steal_pointer (&builder));
}

static gboolean
add (CpxCli  *cli,
     char   **arguments,
     GError **error)
{
  g_autoptr(CpxRecord) entry = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || !check_sense (error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  entry = make_entry (arguments[0], error);
  receipt = entry != NULL ? cpx_practice_save_record (cli->practice, NULL, entry, error) : NULL;

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, _("Entry added to the lexicon."), error);
}

/* A CpxDeedFunc. */
static gpointer
remove_entry (CpxJournal  *journal,
              gpointer     data,
              GError     **error)
{
  return cpx_remove_record (journal, &cpx_lexicon_record_kind, data, error);
}

static gboolean
remove_one (CpxCli  *cli,
            char   **arguments,
            GError **error)
{
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  receipt = cpx_practice_perform (cli->practice, remove_entry, arguments[0], g_object_unref, error);

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, _("Entry removed from the lexicon."), error);
}

static gboolean
show_fault (CpxCli                 *cli,
            const CpxLexiconFault  *fault,
            GError                **error)
{
  g_autoptr(json_t) object = NULL;

  if (!cli->json)
    return cpx_cli_output_text (error, "%s\t%s\t%s", cpx_record_get_id (fault->record),
                                get_text (fault->record, CPX_LEXICON_RECORD_PHRASES), fault->sentence);
  object = json_pack ("{s:s, s:s, s:s}", "id", cpx_record_get_id (fault->record), "phrases",
                      get_text (fault->record, CPX_LEXICON_RECORD_PHRASES), "fault", fault->sentence);

  return cpx_cli_output_json (object, error);
}

static gboolean
check (CpxCli  *cli,
       char   **arguments,
       GError **error)
{
  g_autoptr(GPtrArray) faults = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  faults = cpx_practice_check_lexicon (cli->practice, error);
  for (guint i = 0; faults != NULL && i < faults->len; i++)
    {
      if (!show_fault (cli, g_ptr_array_index (faults, i), error))
        return FALSE;
    }
  if (faults == NULL || faults->len == 0)
    return faults != NULL && (cli->json || cpx_cli_output_text (error, "%s", _("Every entry points to something.")));
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
               g_dngettext (GETTEXT_PACKAGE, "%u entry of the lexicon points to nothing: correct or remove it.",
                            "%u entries of the lexicon point to nothing: correct or remove them.", faults->len),
               faults->len);

  return FALSE;
}

static gboolean
show_imported (CpxCli     *cli,
               GPtrArray  *receipts,
               GError    **error)
{
  for (guint i = 0; i < receipts->len; i++)
    {
      CpxReceipt *receipt = g_ptr_array_index (receipts, i);

      if (!cpx_cli_acknowledge (cli, receipt, error) ||
          (cli->json && !cpx_cli_show_record (cli, cpx_receipt_get_record (receipt), error)))
        return FALSE;
    }

  return cli->json ||
         cpx_cli_output_text (error,
                              g_dngettext (GETTEXT_PACKAGE, "%u entry added; those already there stay as they are.",
                                           "%u entries added; those already there stay as they are.", receipts->len),
                              receipts->len);
}

static gboolean
import (CpxCli  *cli,
        char   **arguments,
        GError **error)
{
  g_autofree char *content = NULL;
  g_autoptr(GBytes) text = NULL;
  g_autoptr(GPtrArray) receipts = NULL;
  gsize size;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) ||
      !g_file_get_contents (arguments[0], &content, &size, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  text = g_bytes_new_take (g_steal_pointer (&content), size);
  receipts = cpx_practice_import_lexicon (cli->practice, text, error);

  return receipts != NULL && show_imported (cli, receipts, error);
}

static gboolean
export (CpxCli  *cli,
        char   **arguments,
        GError **error)
{
  g_autoptr(GBytes) text = NULL;
  const char *bytes;
  gsize size;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  text = cpx_practice_export_lexicon (cli->practice, error);
  if (text == NULL)
    return FALSE;
  bytes = g_bytes_get_data (text, &size);
  if (out_path != NULL)
    return g_file_set_contents_full (out_path, bytes, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);

  return cpx_cli_output_text (error, "%.*s", (int) size - 1, bytes);
}

const CpxCliCommand cpx_cli_lexicon_commands[] = {
  { "ccam lexicon list", NULL, N_("List the words that this practice added to the lexicon"), NULL, NULL, list },
  { "ccam lexicon add", N_("PHRASES"), N_("Add words to the lexicon, which the suggestions read at once"),
    N_("PHRASES: what is written; several are parted by |. What they point to must exist in the CCAM in force today."),
    add_options, add },
  { "ccam lexicon remove", N_("ID"), N_("Remove an entry from the lexicon; “record restore” puts it back"), NULL, NULL,
    remove_one },
  { "ccam lexicon check", NULL, N_("Tell which entries point to what the CCAM does not have"), NULL, NULL, check },
  { "ccam lexicon import", N_("FILE"), N_("Add the entries of a file: all of them, or the line that is wrong"),
    N_("A line: phrase | phrase, kind (act, word or quiet), target, remark and specialty, parted by tabs."), NULL,
    import },
  { "ccam lexicon export", NULL, N_("Write the entries as “ccam lexicon import” reads them"), NULL, export_options,
    export },
  { NULL }
};

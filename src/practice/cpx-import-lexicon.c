/* cpx-import-lexicon.c: the entries of a file, all or none, and the entries of this practice as such a file.
 *
 * An entry that is there word for word is not added twice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-own-lexicon-private.h"

#include "cpx-journal.h"
#include "cpx-practice-private.h"

#include <cpx-lexicon-record.h>
#include <cpx-record-builder.h>
#include <glib/gi18n-lib.h>

#define MAX_IMPORTED 5000  /* the program's own lexicon has some 2,000 entries */

/* An import under way. */
typedef struct
{
  CpxJournal      *journal;
  CpxLexiconCheck *check;
  GHashTable      *known;     /* lines of the entries that are there */
  GPtrArray       *receipts;
} Import;

static gboolean
refuse_line (guint         line,
             const char   *fault,
             GError      **error)
{
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID, _("Line %u of the lexicon: %s"), line, fault);

  return FALSE;
}

/* What the record's own rules dislike is a fault of the line; anything else (a full disk) is not. */
static gboolean
refuse_entry (const CpxLexiconEntry  *entry,
              const GError           *refusal,
              GError                **error)
{
  if (refusal->domain == CPX_RECORD_ERROR ||
      g_error_matches (refusal, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID))
    return refuse_line (entry->line, refusal->message, error);
  g_propagate_error (error, g_error_copy (refusal));

  return FALSE;
}

static void
set_joined (CpxRecordBuilder *builder,
            int               field,
            char            **parts,
            const char       *separator)
{
  g_autofree char *text = g_strjoinv (separator, parts);

  if (*text != '\0')
    cpx_record_builder_set_text (builder, field, text);
}

static CpxRecord *
make_record (const CpxLexiconEntry *entry)
{
  CpxRecordBuilder *builder = cpx_record_builder_new (&cpx_lexicon_record_kind, NULL);

  set_joined (builder, CPX_LEXICON_RECORD_PHRASES, entry->phrases, " | ");
  cpx_record_builder_set_text (builder, CPX_LEXICON_RECORD_SENSE, cpx_lexicon_get_kind (entry));
  set_joined (builder, CPX_LEXICON_RECORD_TARGET, entry->targets, " ");
  if (entry->remark != NULL)
    cpx_record_builder_set_text (builder, CPX_LEXICON_RECORD_NOTES, entry->remark);
  if (entry->specialty != NULL)
    cpx_record_builder_set_text (builder, CPX_LEXICON_RECORD_SPECIALTY, entry->specialty);

  return cpx_record_builder_end (builder);
}

static gboolean
may_own (const CpxLexiconEntry *entry)
{
  return entry->kind == CPX_LEXICON_ACT || entry->kind == CPX_LEXICON_WORD || entry->kind == CPX_LEXICON_QUIET;
}

static gboolean
take_entry (Import                 *import,
            const CpxLexiconEntry  *entry,
            GError                **error)
{
  g_autoptr(CpxRecord) record = NULL;
  g_autofree char *fault = NULL;
  g_autofree char *line = NULL;
  g_autoptr(GError) refusal = NULL;
  CpxReceipt *receipt;

  if (!may_own (entry))
    return refuse_line (entry->line, _("only the kinds “act”, “word” and “quiet” can be added by a practice."), error);
  record = make_record (entry);
  line = cpx_own_lexicon_make_line (record);
  if (g_hash_table_contains (import->known, line))
    return TRUE;
  fault = cpx_lexicon_check_dup_fault (import->check, entry, cpx_day_today ());
  if (fault != NULL)
    return refuse_line (entry->line, fault, error);
  receipt = cpx_journal_save (import->journal, NULL, record, NULL, "lexicon_entry.created", NULL, &refusal);
  if (receipt == NULL)
    return refuse_entry (entry, refusal, error);
  g_hash_table_add (import->known, g_steal_pointer (&line));
  g_ptr_array_add (import->receipts, receipt);

  return TRUE;
}

static gboolean
take_entries (Import            *import,
              const CpxLexicon  *lexicon,
              GError           **error)
{
  g_autoptr(GPtrArray) present = cpx_own_lexicon_list (cpx_journal_get_txn (import->journal), error);

  for (guint i = 0; present != NULL && i < present->len; i++)
    g_hash_table_add (import->known, cpx_own_lexicon_make_line (g_ptr_array_index (present, i)));
  for (guint i = 0; present != NULL && i < cpx_lexicon_n_entries (lexicon); i++)
    {
      if (!take_entry (import, cpx_lexicon_get_entry (lexicon, i), error))
        return FALSE;
    }

  return present != NULL;
}

/* A CpxDeedFunc. */
static gpointer
import_entries (CpxJournal  *journal,
                gpointer     data,
                GError     **error)
{
  const CpxLexicon *lexicon = data;
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) receipts = g_ptr_array_new_with_free_func (g_object_unref);
  Import import = { .journal = journal, .known = known, .receipts = receipts };
  gboolean done;

  if (!cpx_journal_check (journal, "lexicon:write", error))
    return NULL;
  import.check = cpx_own_lexicon_take_check (cpx_journal_get_txn (journal), error);
  if (import.check == NULL)
    return NULL;
  done = take_entries (&import, lexicon, error);
  cpx_own_lexicon_keep_check (import.check);

  return done ? g_steal_pointer (&receipts) : NULL;
}

static CpxLexicon *
read_file (GBytes  *text,
           GError **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(CpxLexicon) lexicon = NULL;

  if (!g_utf8_validate (g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text), NULL))
    g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                         _("This file is no UTF-8 text: save it as text, with the columns parted by tabs."));
  else if ((lexicon = cpx_lexicon_new (text, &fault)) == NULL)
    g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID, fault->message);
  else if (cpx_lexicon_n_entries (lexicon) == 0)
    g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                         _("This file holds no entry of a lexicon: nothing changed."));
  else if (cpx_lexicon_n_entries (lexicon) > MAX_IMPORTED)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                 _("This file holds more than %u entries: it is no lexicon of a practice."), MAX_IMPORTED);
  else
    return g_steal_pointer (&lexicon);

  return NULL;
}

/**
 * cpx_practice_import_lexicon:
 * @practice: a practice
 * @text: lines in the format of data/coding/lexicon.tsv; of its kinds "act", "word" and "quiet"
 * @error: where the refusal goes; the line is named
 *
 * Adds the entries of a file, all or none; those that are there already are passed over. Waits.
 *
 * Returns: (transfer full) (element-type CpxReceipt) (nullable): what each new entry left behind
 */
GPtrArray *
cpx_practice_import_lexicon (CpxPractice  *practice,
                             GBytes       *text,
                             GError      **error)
{
  g_autoptr(CpxLexicon) lexicon = NULL;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  lexicon = read_file (text, error);

  return lexicon != NULL ? cpx_practice_perform (practice, import_entries, lexicon,
                                                 (GDestroyNotify) g_ptr_array_unref, error) : NULL;
}

/* A CpxDeedFunc. */
static gpointer
import_bytes (CpxJournal  *journal,
              gpointer     data,
              GError     **error)
{
  g_autoptr(CpxLexicon) lexicon = read_file (data, error);

  return lexicon != NULL ? import_entries (journal, lexicon, error) : NULL;
}

/**
 * cpx_practice_import_lexicon_async:
 * @practice: a practice
 * @text: as for cpx_practice_import_lexicon()
 * @callback: called when it is durable, or refused
 * @user_data: for @callback
 *
 * Does cpx_practice_import_lexicon().
 */
void
cpx_practice_import_lexicon_async (CpxPractice         *practice,
                                   GBytes              *text,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_perform_async (practice, import_bytes, g_bytes_ref (text), (GDestroyNotify) g_bytes_unref,
                              (GDestroyNotify) g_ptr_array_unref, NULL, callback, user_data);
}

/**
 * cpx_practice_import_lexicon_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (element-type CpxReceipt) (nullable): what each new entry left behind
 */
GPtrArray *
cpx_practice_import_lexicon_finish (CpxPractice   *practice,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/* Export */

/* A CpxTxnFunc. */
static gpointer
export_entries (CpxTxn    *txn,
                gpointer   unused,
                GError   **error)
{
  g_autoptr(GPtrArray) records = cpx_own_lexicon_list (txn, error);
  GString *text;

  if (records == NULL)
    return NULL;
  text = g_string_new ("# phrase | phrase\tkind (act, word, quiet)\ttarget\tremark\tspecialty\n");
  for (guint i = 0; i < records->len; i++)
    cpx_own_lexicon_add_line (text, g_ptr_array_index (records, i));

  return g_string_free_to_bytes (text);
}

/**
 * cpx_practice_export_lexicon:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Writes the entries of this practice as cpx_practice_import_lexicon() reads them; those set aside are left out.
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *
cpx_practice_export_lexicon (CpxPractice  *practice,
                             GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, NULL, export_entries, NULL, (GDestroyNotify) g_bytes_unref, error);
}

/**
 * cpx_practice_export_lexicon_async:
 * @practice: a practice
 * @cancellable: (nullable): the page's
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Does cpx_practice_export_lexicon().
 */
void
cpx_practice_export_lexicon_async (CpxPractice         *practice,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_look_async (practice, NULL, export_entries, NULL, NULL, (GDestroyNotify) g_bytes_unref, cancellable,
                           callback, user_data);
}

/**
 * cpx_practice_export_lexicon_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *
cpx_practice_export_lexicon_finish (CpxPractice   *practice,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

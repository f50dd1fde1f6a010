/* cpx-own-lexicon.c: records become lines of the lexicon's format, so that one reader understands both.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-own-lexicon-private.h"

#include "cpx-journal.h"
#include "cpx-nomenclatures-private.h"
#include "cpx-practice-private.h"

#include <cpx-lexicon-check.h>
#include <cpx-lexicon-record.h>

/* What reads the nomenclature asked last: public knowledge, which may outlive a lock. */
static GMutex lock;
static CpxLexiconCheck *kept_check;

/* Lines */

/* A value of one line, without what the format parts values by. */
static char *
dup_value (CpxRecord *record,
           int        field)
{
  const char *text = cpx_record_get_text (record, field);

  return g_strstrip (g_strdelimit (g_strdup (text != NULL ? text : ""), "\t\r\n", ' '));
}

/**
 * cpx_own_lexicon_make_line:
 * @record: an entry
 *
 * Returns: (transfer full): it as a line of the lexicon's format
 */
char *
cpx_own_lexicon_make_line (CpxRecord *record)
{
  g_autofree char *phrases = dup_value (record, CPX_LEXICON_RECORD_PHRASES);
  g_autofree char *sense = dup_value (record, CPX_LEXICON_RECORD_SENSE);
  g_autofree char *target = dup_value (record, CPX_LEXICON_RECORD_TARGET);
  g_autofree char *remark = dup_value (record, CPX_LEXICON_RECORD_NOTES);
  g_autofree char *specialty = dup_value (record, CPX_LEXICON_RECORD_SPECIALTY);
  g_autofree char *line = g_strjoin ("\t", phrases, sense, target, remark, specialty, NULL);

  return g_strdup (g_strchomp (line));
}

/**
 * cpx_own_lexicon_add_line:
 * @text: a lexicon being written
 * @record: an entry
 *
 * Writes a line; a phrase that begins with a hash is kept from being read as a comment.
 */
void
cpx_own_lexicon_add_line (GString   *text,
                          CpxRecord *record)
{
  g_autofree char *line = cpx_own_lexicon_make_line (record);

  g_string_append_printf (text, "%s%s\n", *line == '#' ? " " : "", line);
}

/**
 * cpx_own_lexicon_list:
 * @txn: a transaction
 * @error: where the fault goes
 *
 * Returns: (transfer full) (element-type CpxRecord) (nullable): the entries of this practice, without those set aside
 */
GPtrArray *
cpx_own_lexicon_list (CpxTxn  *txn,
                      GError **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_lexicon_record_kind);

  return cpx_txn_list (txn, query, error);
}

static GBytes *
write_lines (GPtrArray  *records,
             const char *specialty)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    {
      if (cpx_lexicon_record_concerns (g_ptr_array_index (records, i), specialty))
        cpx_own_lexicon_add_line (text, g_ptr_array_index (records, i));
    }

  return g_string_free_to_bytes (text);
}

static CpxLexicon *
read_record (CpxRecord  *record,
             GError    **error)
{
  GString *text = g_string_new (NULL);
  g_autoptr(GBytes) bytes = NULL;

  cpx_own_lexicon_add_line (text, record);
  bytes = g_string_free_to_bytes (text);

  return cpx_lexicon_new (bytes, error);
}

/**
 * cpx_own_lexicon_read:
 * @txn: a transaction
 * @specialty: (nullable): of who will use it, as it is written; `NULL`: everything
 * @out_lexicon: (out) (transfer full) (nullable): the entries; `NULL` if there are none
 * @out_hash: (out) (transfer full): tells one set of entries from another
 * @error: where the fault goes
 *
 * Reads the entries of this practice that serve @specialty; those set aside are left out.
 *
 * Returns: `FALSE` if they could not be read
 */
gboolean
cpx_own_lexicon_read (CpxTxn      *txn,
                      const char  *specialty,
                      CpxLexicon **out_lexicon,
                      char       **out_hash,
                      GError     **error)
{
  g_autoptr(GPtrArray) records = cpx_own_lexicon_list (txn, error);
  g_autoptr(GBytes) text = records != NULL ? write_lines (records, specialty) : NULL;

  *out_lexicon = NULL;
  *out_hash = NULL;
  if (text == NULL)
    return FALSE;
  if (g_bytes_get_size (text) > 0)
    {
      *out_lexicon = cpx_lexicon_new (text, error);
      if (*out_lexicon == NULL)
        return FALSE;
    }
  *out_hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, text);

  return TRUE;
}

/* Whether what is pointed to exists */

/**
 * cpx_own_lexicon_take_check:
 * @txn: a transaction
 * @error: where the fault goes
 *
 * Takes what reads the nomenclature in force today; it is made once, and given back by cpx_own_lexicon_keep_check().
 *
 * Returns: (transfer full) (nullable): the check
 */
CpxLexiconCheck *
cpx_own_lexicon_take_check (CpxTxn  *txn,
                            GError **error)
{
  g_autoptr(CpxNomenclature) nomenclature = cpx_nomenclatures_find (txn, cpx_day_today (), error);
  CpxLexiconCheck *check;

  if (nomenclature == NULL)
    return NULL;
  g_mutex_lock (&lock);
  check = g_steal_pointer (&kept_check);
  g_mutex_unlock (&lock);
  if (check != NULL && cpx_lexicon_check_get_nomenclature (check) != nomenclature)
    g_clear_pointer (&check, cpx_lexicon_check_free);

  return check != NULL ? check : cpx_lexicon_check_new (nomenclature);
}

/**
 * cpx_own_lexicon_keep_check:
 * @check: (transfer full): what was taken
 *
 * Keeps it for who asks next.
 */
void
cpx_own_lexicon_keep_check (CpxLexiconCheck *check)
{
  g_mutex_lock (&lock);
  g_clear_pointer (&kept_check, cpx_lexicon_check_free);
  kept_check = check;
  g_mutex_unlock (&lock);
}

static char *
dup_fault (CpxLexiconCheck *check,
           CpxRecord       *record)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxLexicon) lexicon = read_record (record, &error);

  if (lexicon == NULL)
    return g_strdup (error->message);

  return cpx_lexicon_n_entries (lexicon) > 0
         ? cpx_lexicon_check_dup_fault (check, cpx_lexicon_get_entry (lexicon, 0), cpx_day_today ()) : NULL;
}

/**
 * cpx_own_lexicon_check:
 * @journal: the journal of a transaction
 * @record: an entry as its author wants it
 * @error: where the refusal goes: the sentence names the code or the word that does not exist
 *
 * Asks the nomenclature in force today. An entry that is set aside may point to nothing.
 *
 * Returns: `TRUE` if it may be saved
 */
gboolean
cpx_own_lexicon_check (CpxJournal  *journal,
                       CpxRecord   *record,
                       GError     **error)
{
  CpxLexiconCheck *check;
  g_autofree char *fault = NULL;

  if (cpx_record_get_boolean (record, CPX_LEXICON_RECORD_ARCHIVED) ||
      cpx_record_get_text (record, CPX_LEXICON_RECORD_TARGET) == NULL)
    return TRUE;
  check = cpx_own_lexicon_take_check (cpx_journal_get_txn (journal), error);
  if (check == NULL)
    return FALSE;
  fault = dup_fault (check, record);
  cpx_own_lexicon_keep_check (check);
  if (fault == NULL)
    return TRUE;
  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID, fault);

  return FALSE;
}

void
cpx_lexicon_fault_free (CpxLexiconFault *self)
{
  g_clear_object (&self->record);
  g_free (self->sentence);
  g_free (self);
}

static void
add_fault (GPtrArray       *faults,
           CpxLexiconCheck *check,
           CpxRecord       *record)
{
  CpxLexiconFault *fault;
  char *sentence = dup_fault (check, record);

  if (sentence == NULL)
    return;
  fault = g_new0 (CpxLexiconFault, 1);
  fault->record = g_object_ref (record);
  fault->sentence = sentence;
  g_ptr_array_add (faults, fault);
}

/* A CpxTxnFunc. */
static gpointer
find_faults (CpxTxn    *txn,
             gpointer   unused,
             GError   **error)
{
  g_autoptr(GPtrArray) records = cpx_own_lexicon_list (txn, error);
  CpxLexiconCheck *check = records != NULL ? cpx_own_lexicon_take_check (txn, error) : NULL;
  GPtrArray *faults;

  if (check == NULL)
    return NULL;
  faults = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_lexicon_fault_free);
  for (guint i = 0; i < records->len; i++)
    add_fault (faults, check, g_ptr_array_index (records, i));
  cpx_own_lexicon_keep_check (check);

  return faults;
}

/**
 * cpx_practice_check_lexicon:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Looks for entries that the nomenclature in force today makes void: each was sound when it was saved, and a later
 * version may close an act or change a label. Waits.
 *
 * Returns: (transfer full) (element-type CpxLexiconFault) (nullable): them, none if all is well
 */
GPtrArray *
cpx_practice_check_lexicon (CpxPractice  *practice,
                            GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, NULL, find_faults, NULL, (GDestroyNotify) g_ptr_array_unref, error);
}

/**
 * cpx_practice_check_lexicon_async:
 * @practice: a practice
 * @cancellable: (nullable): the page's
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Does cpx_practice_check_lexicon().
 */
void
cpx_practice_check_lexicon_async (CpxPractice         *practice,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_look_async (practice, NULL, find_faults, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, cancellable,
                           callback, user_data);
}

/**
 * cpx_practice_check_lexicon_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (element-type CpxLexiconFault) (nullable): the void entries
 */
GPtrArray *
cpx_practice_check_lexicon_finish (CpxPractice   *practice,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

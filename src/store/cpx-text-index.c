/* cpx-text-index.c: the words of long texts.
 *
 * The index is contentless: it holds words and rows, the texts are in the records. To take a text out it must be told
 * which text it was. Records without long texts, which are most, do not enter it and cost nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-text-index.h"

#include "cpx-record-table-private.h"
#include "cpx-txn-private.h"

#include <cpx-fold.h>
#include <cpx-patient.h>

#include <string.h>

#define ROW_BITS 40

/* A patient's searchable fields are found as one types (cpx-search.h); here only what is told at length. */
static gboolean
is_indexed (const CpxKind  *kind,
            const CpxField *field)
{
  return field->type == CPX_FIELD_LONG_TEXT ||
         (kind != &cpx_patient_kind && field->type == CPX_FIELD_TEXT && (field->flags & CPX_FIELD_SEARCHABLE) != 0);
}

/* Folded, since the index's own folding and ours would differ on ligatures; empty if there is nothing to index. */
static char *
make_text (CpxRecord *record)
{
  const CpxKind *kind = record != NULL ? cpx_record_get_kind (record) : NULL;
  GString *out = g_string_new (NULL);

  for (guint i = 0; kind != NULL && i < kind->n_fields; i++)
    {
      g_autofree char *folded = NULL;

      if (!is_indexed (kind, &kind->fields[i]) || !cpx_record_has (record, (int) i))
        continue;
      folded = cpx_fold (cpx_record_get_text (record, (int) i));
      if (out->len > 0)
        g_string_append_c (out, ' ');
      g_string_append (out, folded);
    }

  return g_string_free (out, FALSE);
}

/* Most edits are of other fields. */
static gboolean
may_differ (CpxRecord *before,
            CpxRecord *after)
{
  const CpxKind *kind;
  CpxFieldSet changed;

  if (before == NULL || after == NULL)
    return TRUE;

  kind = cpx_record_get_kind (after);
  changed = cpx_record_diff (before, after);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      if ((changed & CPX_FIELD_BIT (i)) != 0 && is_indexed (kind, &kind->fields[i]))
        return TRUE;
    }

  return FALSE;
}

static gboolean
change (CpxTxn      *txn,
        const char  *sql,
        gint64       rowid,
        const char  *text,
        GError     **error)
{
  g_autoptr(CpxStatement) statement = NULL;

  if (*text == '\0')
    return TRUE;
  statement = cpx_txn_prepare_write (txn, sql, error);
  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, rowid);
  cpx_statement_bind_static_text (statement, 2, text);

  return cpx_statement_run (statement, error);
}

/**
 * cpx_text_index_update:
 * @txn: a transaction that writes
 * @table: the table of the record
 * @row: its row there
 * @before: (nullable): what the record was; NULL: not there, or deleted
 * @after: (nullable): what it is; NULL: deleted
 * @error: where to put what is wrong
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_text_index_update (CpxTxn                *txn,
                       const CpxRecordTable  *table,
                       gint64                 row,
                       CpxRecord             *before,
                       CpxRecord             *after,
                       GError               **error)
{
  g_autofree char *old_text = NULL;
  g_autofree char *new_text = NULL;
  gint64 rowid = cpx_record_table_get_number (table) << ROW_BITS | row;

  if (!may_differ (before, after))
    return TRUE;
  old_text = make_text (before);
  new_text = make_text (after);
  if (strcmp (old_text, new_text) == 0)
    return TRUE;

  return change (txn, "INSERT INTO text_index (text_index, rowid, words) VALUES ('delete', ?1, ?2)", rowid, old_text,
                 error) &&
         change (txn, "INSERT INTO text_index (rowid, words) VALUES (?1, ?2)", rowid, new_text, error);
}

/**
 * cpx_text_index_purge:
 * @txn: a transaction that writes
 * @table: a table of what hangs on patients
 * @patient_id: who is erased
 * @error: where to put what is wrong
 *
 * Takes the texts of a patient out, while the records are still there.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_text_index_purge (CpxTxn                *txn,
                      const CpxRecordTable  *table,
                      const char            *patient_id,
                      GError               **error)
{
  const CpxKind *kind = cpx_record_table_get_kind (table);
  g_autoptr(CpxQuery) query = cpx_query_new (kind);
  g_autoptr(GPtrArray) patients = g_ptr_array_new ();
  g_autoptr(GPtrArray) records = NULL;

  if (kind == &cpx_patient_kind)
    {
      records = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (records, cpx_record_new (kind, patient_id));
    }
  else
    {
      g_ptr_array_add (patients, (char *) patient_id);
      cpx_query_set_scope (query, CPX_QUERY_ALL);
      cpx_query_where (query, kind->patient_field, patient_id);
      records = cpx_record_table_list (table, txn->db, query, patients, error);
    }

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      g_autoptr(CpxRow) row = cpx_record_table_find (table, txn->db,
                                                     cpx_record_get_id (g_ptr_array_index (records, i)), NULL,
                                                     error);

      if (row == NULL || (row->state != CPX_ROW_DELETED &&
                          !cpx_text_index_update (txn, table, row->row, row->record, NULL, error)))
        return FALSE;
    }

  return records != NULL;
}

/**
 * cpx_text_index_settle:
 * @txn: a transaction that writes
 * @error: where to put what is wrong
 *
 * Merges what the index has put aside: words that were taken out are only marked until then.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_text_index_settle (CpxTxn  *txn,
                       GError **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "INSERT INTO text_index (text_index) VALUES ('optimize')", error);

  return statement != NULL && cpx_statement_run (statement, error);
}

/* Every word typed, the last as a beginning. */
static char *
write_match (const char *text)
{
  g_auto(GStrv) words = cpx_fold_tokens (text);
  GString *out = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    g_string_append_printf (out, "%s\"%s\"%s", i > 0 ? " " : "", words[i], words[i + 1] == NULL ? " *" : "");

  return g_string_free (out, FALSE);
}

void
cpx_text_hit_free (CpxTextHit *self)
{
  g_free (self->id);
  g_free (self->patient_id);
  g_free (self);
}

static gboolean
add_hit (CpxTxn      *txn,
         gint64       rowid,
         const char  *patient_id,
         GPtrArray   *hits,
         GError     **error)
{
  const CpxRecordTable *table = cpx_txn_nth_table (txn, rowid >> ROW_BITS);
  g_autofree char *sql = NULL;
  g_autoptr(CpxStatement) statement = NULL;
  g_autoptr(CpxRecord) record = NULL;
  CpxTextHit *hit;
  CpxStep step;

  if (table == NULL)
    return TRUE;
  sql = g_strdup_printf ("SELECT id, json FROM %s WHERE row = ?1 AND state < 3", cpx_record_table_get_name (table));
  statement = cpx_db_prepare (txn->db, sql, error);
  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, rowid & ((G_GINT64_CONSTANT (1) << ROW_BITS) - 1));
  step = cpx_statement_step (statement, error);
  if (step != CPX_STEP_ROW)
    return step == CPX_STEP_DONE;
  record = cpx_record_table_read (table, statement, 0, 1, error);
  if (record == NULL)
    return FALSE;
  if (patient_id != NULL && g_strcmp0 (cpx_record_get_patient_id (record), patient_id) != 0)
    return TRUE;

  hit = g_new0 (CpxTextHit, 1);
  hit->kind = cpx_record_get_kind (record);
  hit->id = g_strdup (cpx_record_get_id (record));
  hit->patient_id = g_strdup (cpx_record_get_patient_id (record));
  g_ptr_array_add (hits, hit);

  return TRUE;
}

/**
 * cpx_text_index_search:
 * @txn: a transaction
 * @text: words; the last may be the beginning of one
 * @patient_id: (nullable): whose records alone
 * @limit: how many at most
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable) (element-type CpxTextHit): the records that have all these words, the newest of a
 *   kind first
 */
GPtrArray *
cpx_text_index_search (CpxTxn      *txn,
                       const char  *text,
                       const char  *patient_id,
                       guint        limit,
                       GError     **error)
{
  g_autofree char *match = write_match (text);
  g_autoptr(GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_text_hit_free);
  g_autoptr(CpxStatement) statement = NULL;
  CpxStep step = CPX_STEP_DONE;

  if (*match == '\0')
    return g_steal_pointer (&hits);
  statement = cpx_db_prepare (txn->db, "SELECT rowid FROM text_index WHERE text_index MATCH ?1 ORDER BY rowid DESC",
                              error);
  if (statement == NULL)
    return NULL;
  cpx_statement_bind_text (statement, 1, match);
  while (hits->len < limit && (step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      if (!add_hit (txn, cpx_statement_get_int64 (statement, 0), patient_id, hits, error))
        return NULL;
    }

  return step != CPX_STEP_ERROR ? g_steal_pointer (&hits) : NULL;
}

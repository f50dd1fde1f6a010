/* cpx-draft-table.c: text not saved yet.
 *
 * Drafts are not records: no change, no audit entry, no sync. Only their author is ever given them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-draft-table.h"

#include "cpx-txn-private.h"

#include <cpx-clock.h>

void
cpx_draft_free (CpxDraft *self)
{
  g_free (self->place);
  g_free (self->text);
  g_free (self);
}

/**
 * cpx_draft_table_save:
 * @txn: a transaction that writes
 * @author_id: whose it is
 * @place: what was being edited
 * @text: what there is of it
 * @error: where to put what is wrong
 *
 * Keeps a draft in place of the one the author had at that place.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_draft_table_save (CpxTxn      *txn,
                      const char  *author_id,
                      const char  *place,
                      const char  *text,
                      GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "INSERT OR REPLACE INTO draft (author, place, saved_us, text)"
                                " VALUES (?1, ?2, ?3, ?4)", error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_text (statement, 1, author_id);
  cpx_statement_bind_text (statement, 2, place);
  cpx_statement_bind_int64 (statement, 3, cpx_clock_now_us ());
  cpx_statement_bind_text (statement, 4, text);

  return cpx_statement_run (statement, error);
}

static CpxDraft *
read_draft (CpxStatement *statement)
{
  CpxDraft *draft = g_new0 (CpxDraft, 1);

  draft->place = cpx_statement_dup_text (statement, 0);
  draft->saved_us = cpx_statement_get_int64 (statement, 1);
  draft->text = cpx_statement_dup_text (statement, 2);

  return draft;
}

/**
 * cpx_draft_table_load:
 * @txn: a transaction
 * @author_id: whose it is
 * @place: what was being edited
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable): the draft; NULL without an error if there is none
 */
CpxDraft *
cpx_draft_table_load (CpxTxn      *txn,
                      const char  *author_id,
                      const char  *place,
                      GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT place, saved_us, text FROM draft WHERE author = ?1 AND place = ?2", error);

  if (statement == NULL)
    return NULL;
  cpx_statement_bind_text (statement, 1, author_id);
  cpx_statement_bind_text (statement, 2, place);

  return cpx_statement_step (statement, error) == CPX_STEP_ROW ? read_draft (statement) : NULL;
}

/**
 * cpx_draft_table_list:
 * @txn: a transaction
 * @author_id: whose they are
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable) (element-type CpxDraft): the author's drafts, the last saved first
 */
GPtrArray *
cpx_draft_table_list (CpxTxn      *txn,
                      const char  *author_id,
                      GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT place, saved_us, text FROM draft WHERE author = ?1 ORDER BY saved_us DESC",
                    error);
  g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_draft_free);
  CpxStep step;

  if (statement == NULL)
    return NULL;
  cpx_statement_bind_text (statement, 1, author_id);
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    g_ptr_array_add (drafts, read_draft (statement));

  return step == CPX_STEP_DONE ? g_steal_pointer (&drafts) : NULL;
}

/**
 * cpx_draft_table_remove:
 * @txn: a transaction that writes
 * @author_id: whose it is
 * @place: what was being edited
 * @error: where to put what is wrong
 *
 * Forgets a draft, if there is one.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_draft_table_remove (CpxTxn      *txn,
                        const char  *author_id,
                        const char  *place,
                        GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "DELETE FROM draft WHERE author = ?1 AND place = ?2", error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_text (statement, 1, author_id);
  cpx_statement_bind_text (statement, 2, place);

  return cpx_statement_run (statement, error);
}

/**
 * cpx_draft_table_remove_about:
 * @txn: a transaction that writes
 * @id: a record that is erased
 * @error: where to put what is wrong
 *
 * Forgets every draft, whoever wrote it, in which @id is named.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_draft_table_remove_about (CpxTxn      *txn,
                              const char  *id,
                              GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "DELETE FROM draft WHERE instr (place || text, ?1) > 0", error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_text (statement, 1, id);

  return cpx_statement_run (statement, error);
}

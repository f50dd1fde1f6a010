/* cpx-record-rescue.c: the records that can still be read where a page is damaged.
 *
 * A list is one SELECT, and a bad page ends it. But a table and its indexes have pages of their own, and each of these
 * trees can be gone through from both ends: what one page hides the others tell.
 *
 *   index of ids    ──▶ ─ ─ ✗ ─ ─ ◀──   rows and ids
 *   index of names  ──▶ ─ ─ ✗ ─ ─ ◀──   rows, ids, states, names       ⟹  traces, one a record
 *   the table       ──▶ ─ ─ ✗ ─ ─ ◀──   rows, ids, states; between the two, one row at a time
 *
 *  1. A trace is no record: each is then read by its row, and one that lies on a bad page is counted, never guessed.
 *  2. Once one of the trees was read whole, what is not in it is not there.
 *  3. SQLite ends the transaction of a statement that met a bad page: what follows sees what is committed meanwhile.
 *     So nothing is rescued in a transaction that writes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-record-rescue.h"

#include "cpx-record-table-private.h"
#include "cpx-store.h"
#include "cpx-txn-private.h"

#include <string.h>

struct _CpxRescue
{
  const CpxRecordTable *table;
  GHashTable           *traces;    /* (owned): row → CpxTrace */
  GHashTable           *by_id;     /* (owned): CpxId → CpxTrace, not owned */
  gint64                last_row;  /* the greatest that is known */
  gboolean              is_whole;  /* 2 */
};

static void
trace_free (gpointer data)
{
  CpxTrace *trace = data;

  g_free (trace->name);
  g_free (trace);
}

static guint
hash_id (gconstpointer id)
{
  guint32 tail;

  memcpy (&tail, ((const CpxId *) id)->bytes + sizeof (CpxId) - sizeof tail, sizeof tail);   /* its random end */

  return tail;
}

static gboolean
equal_ids (gconstpointer a,
           gconstpointer b)
{
  return cpx_id_equal (a, b);
}

static CpxTrace *
take_row (CpxRescue *self,
          gint64     row)
{
  CpxTrace *trace = g_hash_table_lookup (self->traces, &row);

  if (trace != NULL)
    return trace;
  trace = g_new0 (CpxTrace, 1);
  trace->row = row;
  g_hash_table_insert (self->traces, &trace->row, trace);
  self->last_row = MAX (self->last_row, row);

  return trace;
}

/* A row of one of the statements below: row, id, state, name; NULL for what that tree does not hold. */
static void
take (CpxRescue    *self,
      CpxStatement *statement)
{
  CpxTrace *trace = take_row (self, cpx_statement_get_int64 (statement, 0));
  gsize size;
  const CpxId *id = cpx_statement_get_blob (statement, 1, &size);

  if (!trace->has_id && id != NULL && size == sizeof *id)
    {
      trace->id = *id;
      trace->has_id = TRUE;
      g_hash_table_insert (self->by_id, &trace->id, trace);
    }
  if (!cpx_statement_is_null (statement, 2))
    {
      trace->state = (int) cpx_statement_get_int64 (statement, 2);
      trace->has_state = TRUE;
    }
  if (trace->name == NULL && !cpx_statement_is_null (statement, 3))
    trace->name = cpx_statement_dup_text (statement, 3);
}

typedef enum { RUN_WHOLE, RUN_BROKEN, RUN_FAILED } RunEnd;

static RunEnd
end_run (GError  *failure,
         GError **error)
{
  if (failure == NULL)
    return RUN_WHOLE;
  if (cpx_store_error_spares_others (failure))
    {
      g_error_free (failure);
      return RUN_BROKEN;
    }
  g_propagate_error (error, failure);

  return RUN_FAILED;
}

/* @row, if not -1, is the parameter; @last is the row that came last. */
static RunEnd
run (CpxRescue   *self,
     CpxDb       *db,
     const char  *sql,
     gint64       row,
     gint64      *last,
     GError     **error)
{
  GError *failure = NULL;
  g_autoptr(CpxStatement) statement = cpx_db_prepare (db, sql, &failure);

  if (statement != NULL && row >= 0)
    cpx_statement_bind_int64 (statement, 1, row);
  while (statement != NULL && cpx_statement_step (statement, &failure) == CPX_STEP_ROW)
    {
      take (self, statement);
      *last = cpx_statement_get_int64 (statement, 0);
    }

  return end_run (failure, error);
}

/* @format has one %s, for the direction. */
static gboolean
run_both_ways (CpxRescue   *self,
               CpxDb       *db,
               const char  *format,
               GError     **error)
{
  g_auto(GStrv) parts = g_strsplit (format, "%s", -1);
  g_autofree char *forward = g_strjoinv ("", parts);
  g_autofree char *backward = g_strjoinv (" DESC", parts);
  gint64 last;
  RunEnd end = run (self, db, forward, -1, &last, error);

  if (end == RUN_WHOLE)
    self->is_whole = TRUE;
  if (end == RUN_BROKEN)
    end = run (self, db, backward, -1, &last, error);

  return end != RUN_FAILED;
}

static gboolean
run_indexes (CpxRescue  *self,
             CpxDb      *db,
             GError    **error)
{
  const char *name = self->table->name;
  g_autofree char *ids = g_strdup_printf ("SELECT row, id, NULL, NULL FROM %s ORDER BY id%%s", name);
  g_autofree char *names = g_strdup_printf ("SELECT row, id, state, name FROM %1$s INDEXED BY %1$s_name"
                                            " ORDER BY state%%s, name%%s, id%%s", name);

  return run_both_ways (self, db, ids, error) && (!self->table->has_name || run_both_ways (self, db, names, error));
}

/* Nobody knows whether there is a record in it, unless a tree was read whole (2). */
static void
take_hidden (CpxRescue *self,
             gint64     row)
{
  if (!self->is_whole)
    take_row (self, row);
}

/* From each end up to the bad page; between the two every row is asked for, since there may be good pages there. */
static gboolean
run_table (CpxRescue  *self,
           CpxDb      *db,
           GError    **error)
{
  const char *name = self->table->name;
  g_autofree char *forward = g_strdup_printf ("SELECT row, id, state, NULL FROM %s NOT INDEXED ORDER BY row", name);
  g_autofree char *backward = g_strconcat (forward, " DESC", NULL);
  g_autofree char *one = g_strdup_printf ("SELECT row, id, state, NULL FROM %s NOT INDEXED WHERE row = ?1", name);
  gint64 from = 0, until, ignored;
  RunEnd end = run (self, db, forward, -1, &from, error);

  if (end != RUN_BROKEN)
    {
      self->is_whole |= end == RUN_WHOLE;
      return end == RUN_WHOLE;
    }
  until = self->last_row + 1;
  end = run (self, db, backward, -1, &until, error);
  for (gint64 row = from + 1; end != RUN_FAILED && row < until; row++)
    {
      end = run (self, db, one, row, &ignored, error);
      if (end == RUN_BROKEN)
        take_hidden (self, row);
    }

  return end != RUN_FAILED;
}

/* Of the rows that the index of names did not tell. */
static gboolean
read_names (CpxRescue  *self,
            CpxDb      *db,
            GError    **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT row, id, state, name FROM %s NOT INDEXED WHERE row = ?1",
                                          self->table->name);
  GHashTableIter iter;
  gpointer value;
  gint64 ignored;

  if (!self->table->has_name)
    return TRUE;
  g_hash_table_iter_init (&iter, self->traces);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      CpxTrace *trace = value;

      if (trace->name == NULL && run (self, db, sql, trace->row, &ignored, error) == RUN_FAILED)
        return FALSE;
    }

  return TRUE;
}

static CpxRescue *
rescue_new_empty (const CpxRecordTable *table)
{
  CpxRescue *self = g_new0 (CpxRescue, 1);

  self->table = table;
  self->traces = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, trace_free);
  self->by_id = g_hash_table_new (hash_id, equal_ids);

  return self;
}

/**
 * cpx_rescue_may:
 * @txn: a transaction
 * @error: (nullable): what it met
 *
 * Returns: `TRUE` if that was a bad page, and others may well be read in this transaction
 */
gboolean
cpx_rescue_may (CpxTxn       *txn,
                const GError *error)
{
  return !txn->is_writable && cpx_store_error_spares_others (error);
}

/**
 * cpx_rescue_new:
 * @txn: a transaction that reads
 * @kind: a kind
 * @error: where to put what is wrong; bad pages are no error
 *
 * Goes through what is left of a table and of its indexes: some 0.3 s for 100,000 records.
 *
 * Returns: (transfer full) (nullable): which records there are
 */
CpxRescue *
cpx_rescue_new (CpxTxn         *txn,
                const CpxKind  *kind,
                GError        **error)
{
  g_autoptr(CpxRescue) self = rescue_new_empty (cpx_txn_get_table (txn, kind));

  if (!run_indexes (self, txn->db, error) || !run_table (self, txn->db, error) || !read_names (self, txn->db, error))
    return NULL;

  return g_steal_pointer (&self);
}

static gboolean
take_rows_of (CpxRescue   *self,
              CpxDb       *db,
              const char  *patient_id,
              GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT row FROM %1$s INDEXED BY %1$s_patient WHERE patient = ?1",
                                          self->table->name);
  g_autoptr(CpxStatement) statement = cpx_db_prepare (db, sql, error);
  CpxStep step;
  CpxId id;

  if (statement == NULL || !cpx_id_parse (patient_id, &id))
    return FALSE;
  cpx_statement_bind_blob (statement, 1, id.bytes, sizeof id.bytes);
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    take_row (self, cpx_statement_get_int64 (statement, 0));

  return step == CPX_STEP_DONE;
}

/**
 * cpx_rescue_new_of:
 * @txn: a transaction that reads
 * @kind: a kind that hangs on patients
 * @patients: (element-type utf8): patients
 *
 * Asks the index of patients alone which rows are theirs, without going through the table.
 *
 * Returns: (transfer full) (nullable): their records; `NULL` if that index has a bad page too
 */
CpxRescue *
cpx_rescue_new_of (CpxTxn         *txn,
                   const CpxKind  *kind,
                   GPtrArray      *patients)
{
  g_autoptr(CpxRescue) self = rescue_new_empty (cpx_txn_get_table (txn, kind));

  for (guint i = 0; i < patients->len; i++)
    {
      if (!take_rows_of (self, txn->db, g_ptr_array_index (patients, i), NULL))
        return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * cpx_rescue_free:
 * @self: (transfer full): what was found
 */
void
cpx_rescue_free (CpxRescue *self)
{
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->traces);
  g_free (self);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const CpxTrace *trace_a = *(const CpxTrace * const *) a;
  const CpxTrace *trace_b = *(const CpxTrace * const *) b;

  return trace_a->row < trace_b->row ? -1 : trace_a->row > trace_b->row ? 1 : 0;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  const CpxTrace *trace_a = *(const CpxTrace * const *) a;
  const CpxTrace *trace_b = *(const CpxTrace * const *) b;
  int order = g_strcmp0 (trace_a->name, trace_b->name);

  return order != 0 ? order : memcmp (&trace_a->id, &trace_b->id, sizeof trace_a->id);
}

static gboolean
is_in_scope (const CpxTrace *trace,
             CpxQueryScope   scope)
{
  return !trace->has_state || cpx_row_state_is_in_scope ((CpxRowState) trace->state, scope);
}

/**
 * cpx_rescue_list:
 * @self: what was found
 * @scope: among which; a record of which that is not known is in all
 * @by_name: `TRUE` for the order of their names, else that of their making
 *
 * Lists the traces of records.
 *
 * Returns: (transfer container) (element-type CpxTrace): the traces, which are @self's
 */
GPtrArray *
cpx_rescue_list (CpxRescue     *self,
                 CpxQueryScope  scope,
                 gboolean       by_name)
{
  GPtrArray *traces = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer trace;

  g_hash_table_iter_init (&iter, self->traces);
  while (g_hash_table_iter_next (&iter, NULL, &trace))
    {
      if (is_in_scope (trace, scope))
        g_ptr_array_add (traces, trace);
    }
  g_ptr_array_sort (traces, by_name ? compare_names : compare_rows);

  return traces;
}

/**
 * cpx_rescue_read:
 * @self: what was found
 * @txn: a transaction
 * @trace: one of @self's
 * @error: where to put what is wrong: it may be about this record alone
 *
 * Reads one record by its row.
 *
 * Returns: (transfer full) (nullable): the record; NULL with CPX_STORE_ERROR_NOT_FOUND if it was deleted
 */
CpxRecord *
cpx_rescue_read (CpxRescue       *self,
                 CpxTxn          *txn,
                 const CpxTrace  *trace,
                 GError         **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id, json, state FROM %s NOT INDEXED WHERE row = ?1",
                                          self->table->name);
  g_autoptr(CpxStatement) statement = cpx_db_prepare (txn->db, sql, error);
  CpxStep step;

  if (statement == NULL)
    return NULL;
  cpx_statement_bind_int64 (statement, 1, trace->row);
  step = cpx_statement_step (statement, error);
  if (step == CPX_STEP_ROW && cpx_statement_get_int64 (statement, 2) != CPX_ROW_DELETED)
    return cpx_record_table_read (self->table, statement, 0, 1, error);
  if (step != CPX_STEP_ERROR)
    g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND, "%s", cpx_kind_get_label (self->table->kind));

  return NULL;
}

static CpxRecord *
read_by_id (CpxRescue   *self,
            CpxTxn      *txn,
            const char  *id_text,
            GError     **error)
{
  CpxId id;
  const CpxTrace *trace = cpx_id_parse (id_text, &id) ? g_hash_table_lookup (self->by_id, &id) : NULL;

  return trace != NULL ? cpx_rescue_read (self, txn, trace, error) : NULL;
}

/**
 * cpx_rescue_get:
 * @self: (inout): what was found, or `NULL` until it is needed
 * @txn: a transaction
 * @kind: a kind
 * @id: an id
 * @error: where to put what is wrong
 *
 * Does cpx_txn_get(); where the index of ids has a bad page the record is found without it.
 *
 * Returns: (transfer full) (nullable): the record
 */
CpxRecord *
cpx_rescue_get (CpxRescue      **self,
                CpxTxn          *txn,
                const CpxKind   *kind,
                const char      *id,
                GError         **error)
{
  g_autoptr(GError) failure = NULL;
  CpxRecord *record = cpx_txn_get (txn, kind, id, &failure);

  if (record == NULL && cpx_rescue_may (txn, failure))
    {
      if (*self == NULL)
        *self = cpx_rescue_new (txn, kind, NULL);
      record = *self != NULL ? read_by_id (*self, txn, id, NULL) : NULL;
    }
  if (record == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return record;
}

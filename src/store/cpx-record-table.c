/* cpx-record-table.c: the records of one kind in SQL.
 *
 * A row holds the record as JSON; every other column is derived from it and from the kind's declaration.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-record-name.h"
#include "cpx-record-table-private.h"
#include "cpx-store.h"

#include <cpx-crypto.h>
#include <cpx-patient.h>

#include <glib/gi18n-lib.h>
#include <string.h>

CpxRow *
cpx_row_new (CpxRecord *record)
{
  CpxRow *self = g_new0 (CpxRow, 1);

  self->record = record != NULL ? g_object_ref (record) : NULL;
  self->versions = cpx_versions_new ();

  return self;
}

void
cpx_row_free (CpxRow *self)
{
  g_clear_object (&self->record);
  g_clear_pointer (&self->versions, cpx_versions_free);
  g_free (self->name);
  cpx_crypto_wipe (self->key, sizeof self->key);
  g_free (self);
}

static gboolean
has_flag (CpxRecord  *record,
          const char *name)
{
  int field = cpx_kind_find_field (cpx_record_get_kind (record), name);

  return field >= 0 && cpx_record_has (record, field);
}

/**
 * cpx_row_compute_state:
 * @record: a record
 * @deleted: whether there is a tombstone on it
 *
 * Returns: in which lists it is seen
 */
CpxRowState
cpx_row_compute_state (CpxRecord *record,
                       gboolean   deleted)
{
  if (deleted)
    return CPX_ROW_DELETED;
  if (has_flag (record, "merged_into"))
    return CPX_ROW_MERGED;

  return has_flag (record, "archived") ? CPX_ROW_ARCHIVED : CPX_ROW_LIVE;
}

static gboolean
wants_column (const CpxKind *kind,
              guint          index)
{
  const CpxField *field = &kind->fields[index];

  if (kind->patient_field == (int) index || field->type == CPX_FIELD_BOOLEAN)
    return FALSE;
  if ((field->flags & CPX_FIELD_UNIQUE) != 0)
    return TRUE;
  if ((field->flags & CPX_FIELD_INDEXED) == 0)
    return FALSE;

  /* A patient's are in memory for search: each index would cost every new patient a page. */
  return kind != &cpx_patient_kind || field->type == CPX_FIELD_REFERENCE;
}

static void
clear_column (gpointer data)
{
  g_free (((CpxColumn *) data)->name);
}

static void
add_columns (CpxRecordTable *self)
{
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const CpxField *field = &self->kind->fields[i];
      CpxColumn *column;

      if (!wants_column (self->kind, i))
        continue;
      g_array_set_size (self->columns, self->columns->len + 1);
      column = &g_array_index (self->columns, CpxColumn, self->columns->len - 1);
      column->field = (int) i;
      column->name = g_strconcat ("f_", field->name, NULL);
      column->is_integer = field->type == CPX_FIELD_INTEGER;
      column->is_unique = (field->flags & CPX_FIELD_UNIQUE) != 0;
      column->is_sparse = column->is_unique || field->type == CPX_FIELD_REFERENCE;
    }
}

/* The names of the derived columns in their order, each with what stands for it in some statement. */
static GPtrArray *
list_derived (const CpxRecordTable *self)
{
  GPtrArray *names = g_ptr_array_new ();

  g_ptr_array_add (names, (char *) "state");
  if (self->has_patient)
    g_ptr_array_add (names, (char *) "patient");
  if (self->has_name)
    g_ptr_array_add (names, (char *) "name");
  for (guint i = 0; i < self->columns->len; i++)
    g_ptr_array_add (names, g_array_index (self->columns, CpxColumn, i).name);

  return names;
}

/* Parameters: 1 row, 2 id, 3 last_change, 4 versions, 5 json, then the derived columns. */
static void
write_statements (CpxRecordTable *self)
{
  g_autoptr(GPtrArray) derived = list_derived (self);
  g_autoptr(GString) insert = g_string_new (NULL);
  g_autoptr(GString) values = g_string_new (NULL);
  g_autoptr(GString) update = g_string_new (NULL);

  for (guint i = 0; i < derived->len; i++)
    {
      const char *name = g_ptr_array_index (derived, i);

      g_string_append_printf (insert, ", %s", name);
      g_string_append_printf (values, ", ?%u", i + 6);
      g_string_append_printf (update, ", %s = ?%u", name, i + 6);
    }
  if (self->has_key)
    {
      g_string_append (insert, ", key");
      g_string_append_printf (values, ", ?%u", derived->len + 6);
    }
  self->row_columns = g_strconcat (CPX_ROW_COLUMNS, self->has_name ? ", name" : "", self->has_key ? ", key" : "",
                                   NULL);
  self->insert_sql = g_strdup_printf ("INSERT INTO %s (row, id, last_change, versions, json%s)"
                                      " VALUES (?1, ?2, ?3, ?4, ?5%s)",
                                      self->name, insert->str, values->str);
  self->update_sql = g_strdup_printf ("UPDATE %s SET last_change = ?3, versions = ?4, json = ?5%s WHERE row = ?1",
                                      self->name, update->str);
  self->touch_sql = g_strdup_printf ("UPDATE %s SET last_change = ?3, versions = ?4, json = ?5 WHERE row = ?1",
                                     self->name);
  self->find_sql = g_strdup_printf ("SELECT %s FROM %s WHERE id = ?1", self->row_columns, self->name);
}

CpxRecordTable *
cpx_record_table_new (const CpxKind *kind)
{
  CpxRecordTable *self = g_new0 (CpxRecordTable, 1);

  self->kind = kind;
  self->name = g_strconcat ("r_", kind->name, NULL);
  self->has_patient = kind->patient_field >= 0;
  self->has_name = cpx_record_name_is_kept (kind);
  self->has_key = kind == &cpx_patient_kind;
  self->columns = g_array_new (FALSE, TRUE, sizeof (CpxColumn));
  g_array_set_clear_func (self->columns, clear_column);
  add_columns (self);
  write_statements (self);

  return self;
}

void
cpx_record_table_free (CpxRecordTable *self)
{
  g_free (self->name);
  g_free (self->row_columns);
  g_free (self->find_sql);
  g_free (self->insert_sql);
  g_free (self->update_sql);
  g_free (self->touch_sql);
  g_array_unref (self->columns);
  g_free (self);
}

/**
 * cpx_record_table_get_kind:
 * @self: a table
 *
 * Returns: (transfer none): the kind of its records
 */
const CpxKind *
cpx_record_table_get_kind (const CpxRecordTable *self)
{
  return self->kind;
}

/**
 * cpx_record_table_get_number:
 * @self: a table
 *
 * Returns: its number in the tables that hold rows of all kinds
 */
gint64
cpx_record_table_get_number (const CpxRecordTable *self)
{
  return self->number;
}

/**
 * cpx_record_table_get_name:
 * @self: a table
 *
 * Returns: (transfer none): its name in SQL
 */
const char *
cpx_record_table_get_name (const CpxRecordTable *self)
{
  return self->name;
}

const CpxColumn *
cpx_record_table_find_column (const CpxRecordTable *self,
                              int                   field)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      if (g_array_index (self->columns, CpxColumn, i).field == field)
        return &g_array_index (self->columns, CpxColumn, i);
    }

  return NULL;
}

/* What the column holds for a record; NULL only in sparse columns. Integers are for comparing, and bound apart. */
char *
cpx_column_dup_value (const CpxColumn *self,
                      CpxRecord       *record)
{
  const char *text;

  if (self->is_integer)
    return g_strdup_printf ("%" G_GINT64_FORMAT, cpx_record_get_integer (record, self->field));

  text = cpx_record_get_text (record, self->field);

  return text != NULL || self->is_sparse ? g_strdup (text) : g_strdup ("");
}

static gboolean
is_same_text (const CpxColumn *column,
              CpxRecord       *a,
              CpxRecord       *b)
{
  g_autofree char *value_a = cpx_column_dup_value (column, a);
  g_autofree char *value_b = cpx_column_dup_value (column, b);

  return g_strcmp0 (value_a, value_b) == 0;
}

static void
bind_patient (CpxStatement *statement,
              int           parameter,
              CpxRecord    *record)
{
  const char *patient = cpx_record_get_patient_id (record);
  CpxId id;

  if (patient != NULL && cpx_id_parse (patient, &id))
    cpx_statement_bind_blob (statement, parameter, id.bytes, sizeof id.bytes);
  else
    cpx_statement_bind_null (statement, parameter);
}

/* Gives the parameter that follows. */
static int
bind_derived (const CpxRecordTable *self,
              CpxStatement         *statement,
              CpxRow               *row)
{
  int parameter = 6;

  cpx_statement_bind_int64 (statement, parameter++, row->state);
  if (self->has_patient)
    bind_patient (statement, parameter++, row->record);
  if (self->has_name)
    cpx_statement_bind_static_text (statement, parameter++, row->name);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const CpxColumn *column = &g_array_index (self->columns, CpxColumn, i);
      g_autofree char *value = NULL;

      if (column->is_integer)
        {
          cpx_statement_bind_int64 (statement, parameter++, cpx_record_get_integer (row->record, column->field));
          continue;
        }
      value = cpx_column_dup_value (column, row->record);
      if (value != NULL)
        cpx_statement_bind_text (statement, parameter++, value);
      else
        cpx_statement_bind_null (statement, parameter++);
    }

  return parameter;
}

static void
take_name (const CpxRecordTable *self,
           CpxRow               *row,
           char                 *name)
{
  g_free (row->name);
  row->name = name;
}

static gboolean
run (const CpxRecordTable  *self,
     CpxDb                 *db,
     CpxRow                *row,
     CpxStatement          *statement,
     GError               **error)
{
  g_autoptr(GBytes) versions = cpx_versions_to_bytes (row->versions);
  g_autofree char *json = cpx_record_print_json (row->record, CPX_RECORD_FIELDS_ONLY);

  cpx_statement_bind_int64 (statement, 3, row->last_change);
  cpx_statement_bind_static_blob (statement, 4, g_bytes_get_data (versions, NULL), g_bytes_get_size (versions));
  cpx_statement_bind_static_text (statement, 5, json);
  if (!cpx_statement_run (statement, error))
    {
      if (g_error_matches (*error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_CONSTRAINT))
        {
          g_clear_error (error);
          cpx_record_table_set_taken (self, db, row->record, error);
        }
      return FALSE;
    }

  return TRUE;
}

/**
 * cpx_record_table_insert:
 * @self: a table
 * @db: the writing connection
 * @row: a new row; on success it knows its place and its name
 * @error: where to put what is wrong
 *
 * Returns: `FALSE` on error, among them CPX_STORE_ERROR_TAKEN
 */
gboolean
cpx_record_table_insert (const CpxRecordTable  *self,
                         CpxDb                 *db,
                         CpxRow                *row,
                         GError               **error)
{
  g_autoptr(CpxStatement) statement = NULL;
  GError *failure = NULL;
  int parameter;
  CpxId id;

  if (!cpx_id_parse (cpx_record_get_id (row->record), &id))
    {
      g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_DAMAGED, _("“%s” is not the identifier of a record"),
                   cpx_record_get_id (row->record));
      return FALSE;
    }

  statement = cpx_db_prepare (db, self->insert_sql, error);
  if (statement == NULL)
    return FALSE;
  if (self->has_name)
    take_name (self, row, cpx_record_name_make (row->record));
  cpx_statement_bind_null (statement, 1);
  cpx_statement_bind_blob (statement, 2, id.bytes, sizeof id.bytes);
  parameter = bind_derived (self, statement, row);
  if (self->has_key)
    cpx_statement_bind_static_blob (statement, parameter, row->key, sizeof row->key);
  if (!run (self, db, row, statement, &failure))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  row->row = cpx_db_get_last_rowid (db);

  return TRUE;
}

static gboolean
is_derived_changed (const CpxRecordTable *self,
                    CpxRow               *row,
                    CpxRecord            *after,
                    CpxRowState           state,
                    const char           *name)
{
  if (row->state != state || g_strcmp0 (row->name, name) != 0)
    return TRUE;
  if (self->has_patient &&
      g_strcmp0 (cpx_record_get_patient_id (row->record), cpx_record_get_patient_id (after)) != 0)
    return TRUE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      if (!is_same_text (&g_array_index (self->columns, CpxColumn, i), row->record, after))
        return TRUE;
    }

  return FALSE;
}

static char *
make_name (const CpxRecordTable *self,
           const CpxRow         *row,
           CpxRecord            *after)
{
  if (!self->has_name)
    return NULL;

  return row->name != NULL ? cpx_record_name_remake (row->name, row->record, after) : cpx_record_name_make (after);
}

/**
 * cpx_record_table_update:
 * @self: a table
 * @db: the writing connection
 * @row: a row that was found; becomes what is stored
 * @after: its record from now on
 * @state: its state from now on
 * @error: where to put what is wrong
 *
 * Writes a row, and its indexes only where they differ: SQLite would write each page of an index it is told to set.
 *
 * Returns: `FALSE` on error, among them CPX_STORE_ERROR_TAKEN
 */
gboolean
cpx_record_table_update (const CpxRecordTable  *self,
                         CpxDb                 *db,
                         CpxRow                *row,
                         CpxRecord             *after,
                         CpxRowState            state,
                         GError               **error)
{
  g_autofree char *name = make_name (self, row, after);
  gboolean everything = is_derived_changed (self, row, after, state, name);
  g_autoptr(CpxStatement) statement = cpx_db_prepare (db, everything ? self->update_sql : self->touch_sql, error);
  GError *failure = NULL;

  if (statement == NULL)
    return FALSE;

  g_set_object (&row->record, after);
  row->state = state;
  take_name (self, row, g_steal_pointer (&name));
  cpx_statement_bind_int64 (statement, 1, row->row);
  if (everything)
    bind_derived (self, statement, row);
  if (!run (self, db, row, statement, &failure))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  return TRUE;
}

/* The record in a row of some SELECT. */
CpxRecord *
cpx_record_table_read (const CpxRecordTable  *self,
                       CpxStatement          *statement,
                       int                    id_column,
                       int                    json_column,
                       GError               **error)
{
  gsize size;
  const CpxId *id = cpx_statement_get_blob (statement, id_column, &size);
  const char *json = cpx_statement_get_text (statement, json_column);
  char text[CPX_ID_TEXT_LENGTH + 1] = "";
  CpxRecord *record = NULL;

  if (id != NULL && size == sizeof *id)
    {
      cpx_id_format (id, text);
      if (json != NULL)
        record = cpx_record_parse_json (self->kind, text, json, -1, CPX_RECORD_FROM_STORE, NULL);
    }
  if (record == NULL)
    g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_DAMAGED, _("The record %s (%s) cannot be read"), text,
                 self->kind->name);

  return record;
}

/* The record in the row; @known, if the row says just what it would: comparing costs a fifth of reading. */
static CpxRecord *
read_or_known (const CpxRecordTable  *self,
               CpxStatement          *statement,
               CpxRecord             *known,
               GError               **error)
{
  g_autofree char *json = known != NULL ? cpx_record_print_json (known, CPX_RECORD_FIELDS_ONLY) : NULL;

  if (json != NULL && g_strcmp0 (json, cpx_statement_get_text (statement, CPX_ROW_AT_JSON)) == 0)
    return g_object_ref (known);

  return cpx_record_table_read (self, statement, CPX_ROW_AT_ID, CPX_ROW_AT_JSON, error);
}

static gboolean
read_key (const CpxRecordTable *self,
          CpxStatement         *statement,
          CpxRow               *row)
{
  gsize size;
  const void *key = cpx_statement_get_blob (statement, CPX_ROW_AT_JSON + 1 + (self->has_name ? 1 : 0), &size);

  if (key == NULL || size != sizeof row->key)
    return FALSE;
  memcpy (row->key, key, size);

  return TRUE;
}

/* The row in a SELECT of its columns. */
CpxRow *
cpx_record_table_read_row (const CpxRecordTable  *self,
                           CpxStatement          *statement,
                           CpxRecord             *known,
                           GError               **error)
{
  g_autoptr(CpxRecord) record = read_or_known (self, statement, known, error);
  gsize size;
  const void *versions = cpx_statement_get_blob (statement, CPX_ROW_AT_VERSIONS, &size);
  CpxRow *row;

  if (record == NULL)
    return NULL;

  row = cpx_row_new (record);
  row->row = cpx_statement_get_int64 (statement, CPX_ROW_AT_ROW);
  row->state = (CpxRowState) cpx_statement_get_int64 (statement, CPX_ROW_AT_STATE);
  row->last_change = cpx_statement_get_int64 (statement, CPX_ROW_AT_LAST_CHANGE);
  row->name = self->has_name ? cpx_statement_dup_text (statement, CPX_ROW_AT_JSON + 1) : NULL;
  cpx_versions_free (row->versions);
  row->versions = versions != NULL ? cpx_versions_from_data (versions, size) : NULL;
  if (row->versions == NULL || (self->has_key && !read_key (self, statement, row)))
    {
      g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_DAMAGED, _("The record %s (%s) cannot be read"),
                   cpx_record_get_id (record), self->kind->name);
      cpx_row_free (row);
      return NULL;
    }

  return row;
}

/**
 * cpx_record_table_find:
 * @self: a table
 * @db: a connection
 * @id: the id of a record
 * @known: (nullable): what the caller believes the record to be; given back as it is if that is right
 * @error: where to put what is wrong
 *
 * Finds a row, deleted or not.
 *
 * Returns: (transfer full) (nullable): NULL with CPX_STORE_ERROR_NOT_FOUND, or another error
 */
CpxRow *
cpx_record_table_find (const CpxRecordTable  *self,
                       CpxDb                 *db,
                       const char            *id,
                       CpxRecord             *known,
                       GError               **error)
{
  g_autoptr(CpxStatement) statement = NULL;
  CpxStep step = CPX_STEP_DONE;
  CpxId wanted;

  if (cpx_id_parse (id, &wanted))
    {
      statement = cpx_db_prepare (db, self->find_sql, error);
      if (statement == NULL)
        return NULL;
      cpx_statement_bind_blob (statement, 1, wanted.bytes, sizeof wanted.bytes);
      step = cpx_statement_step (statement, error);
    }
  if (step == CPX_STEP_ROW)
    return cpx_record_table_read_row (self, statement, known, error);
  if (step == CPX_STEP_DONE)
    g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND, _("There is no %s with the identifier %s"),
                 cpx_kind_get_label (self->kind), id);

  return NULL;
}

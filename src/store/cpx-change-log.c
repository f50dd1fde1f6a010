/* cpx-change-log.c: every change ever made, in order of arrival.
 *
 * The fields of a change about a patient are sealed under a key derived from the patient's with the change's id;
 * erasing the patient leaves the change without them. A record knows its last change, a change the one before it:
 * the history of a record needs no index.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-change-log-private.h"
#include "cpx-patient-keys-private.h"
#include "cpx-store.h"
#include "cpx-txn-private.h"

#include <cpx-crypto.h>
#include <cpx-hash.h>
#include <cpx-seal.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define KEY_PURPOSE "change 1"
#define COLUMNS     "seq, id, device, hlc, kind, record, patient, user, action, previous, fields"

enum { SEQ, ID, DEVICE, HLC, KIND, RECORD, PATIENT, USER, ACTION, PREVIOUS, FIELDS };

static GBytes *
seal_fields (const char   *fields,
             gsize         size,
             const CpxId  *change,
             const guint8 *owner_key)
{
  guint8 key[CPX_SEAL_KEY_SIZE];
  GBytes *sealed;

  cpx_kdf_derive_bytes (owner_key, CPX_PATIENT_KEY_SIZE, KEY_PURPOSE, NULL, change->bytes, sizeof change->bytes, key,
                        sizeof key);
  sealed = cpx_seal_deterministic (key, change->bytes, sizeof change->bytes, fields, size);
  cpx_crypto_wipe (key, sizeof key);

  return sealed;
}

static GBytes *
open_fields (const void   *sealed,
             gsize         size,
             const CpxId  *change,
             const guint8 *owner_key)
{
  guint8 key[CPX_SEAL_KEY_SIZE];
  GBytes *fields;

  cpx_kdf_derive_bytes (owner_key, CPX_PATIENT_KEY_SIZE, KEY_PURPOSE, NULL, change->bytes, sizeof change->bytes, key,
                        sizeof key);
  fields = cpx_seal_open_deterministic (key, change->bytes, sizeof change->bytes, sealed, size);
  cpx_crypto_wipe (key, sizeof key);

  return fields;
}

static void
bind_id (CpxStatement *statement,
         int           parameter,
         const char   *text)
{
  CpxId id;

  if (text != NULL && cpx_id_parse (text, &id))
    cpx_statement_bind_blob (statement, parameter, id.bytes, sizeof id.bytes);
  else
    cpx_statement_bind_null (statement, parameter);
}

/**
 * cpx_change_log_append:
 * @txn: a transaction that writes
 * @change: a change of this device
 * @previous: the place of the record's change before this one, or 0
 * @owner_key: (nullable): the patient's key; NULL leaves the fields as they are
 * @error: where to put what is wrong
 *
 * Adds a change.
 *
 * Returns: its place, or 0
 */
gint64
cpx_change_log_append (CpxTxn        *txn,
                       CpxChange     *change,
                       gint64         previous,
                       const guint8  *owner_key,
                       GError       **error)
{
  const CpxChangeHead *head = cpx_change_get_head (change);
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "INSERT INTO change_log (" COLUMNS ")"
                                " VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", error);
  g_autoptr(GBytes) fields = NULL;
  GString *text;

  if (statement == NULL)
    return 0;

  text = g_string_sized_new (1024);
  cpx_change_print_fields (change, text);
  if (owner_key != NULL)
    fields = seal_fields (text->str, text->len, &head->id, owner_key);
  else
    fields = g_bytes_new (text->str, text->len);
  g_string_free (text, TRUE);

  cpx_statement_bind_static_blob (statement, 1, head->id.bytes, sizeof head->id.bytes);
  cpx_statement_bind_int64 (statement, 2, txn->shape->device_number);
  cpx_statement_bind_int64 (statement, 3, (gint64) head->hlc);
  cpx_statement_bind_int64 (statement, 4, cpx_record_table_get_number (cpx_txn_find_table (txn, head->kind)));
  bind_id (statement, 5, head->record_id);
  bind_id (statement, 6, head->patient_id);
  bind_id (statement, 7, head->user_id);
  cpx_statement_bind_static_text (statement, 8, head->action);
  if (previous > 0)
    cpx_statement_bind_int64 (statement, 9, previous);
  else
    cpx_statement_bind_null (statement, 9);
  cpx_statement_bind_static_blob (statement, 10, g_bytes_get_data (fields, NULL), g_bytes_get_size (fields));

  return cpx_statement_run (statement, error) ? cpx_db_get_last_rowid (txn->db) : 0;
}

static gboolean
fail_damaged (gint64   seq,
              GError **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, seq);

  g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_DAMAGED, _("Change number %s cannot be read"), number);
  return FALSE;
}

static gboolean
damaged (CpxStatement  *statement,
         GError       **error)
{
  return fail_damaged (cpx_statement_get_int64 (statement, SEQ), error);
}

static char *
dup_id (CpxStatement *statement,
        int           column)
{
  gsize size;
  const CpxId *id = cpx_statement_get_blob (statement, column, &size);

  return id != NULL && size == sizeof *id ? cpx_id_dup_text (id) : NULL;
}

/* An erased patient's change keeps its head and has no fields. */
static gboolean
read_fields (CpxTxn        *txn,
             CpxStatement  *statement,
             CpxChange     *change,
             GError       **error)
{
  const CpxChangeHead *head = cpx_change_get_head (change);
  g_autoptr(GBytes) fields = NULL;
  g_autoptr(GError) failure = NULL;
  guint8 key[CPX_PATIENT_KEY_SIZE];
  gsize size;
  const void *bytes = cpx_statement_get_blob (statement, FIELDS, &size);

  if (head->patient_id == NULL)
    return cpx_change_parse_fields (change, bytes, (gssize) size, NULL) || damaged (statement, error);

  if (!cpx_patient_keys_get (txn, head->patient_id, key, &failure))
    {
      if (g_error_matches (failure, CPX_STORE_ERROR, CPX_STORE_ERROR_ERASED))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  fields = open_fields (bytes, size, &head->id, key);
  cpx_crypto_wipe (key, sizeof key);

  return (fields != NULL && cpx_change_parse_fields (change, g_bytes_get_data (fields, NULL),
                                                     (gssize) g_bytes_get_size (fields), NULL)) ||
         damaged (statement, error);
}

static gboolean
read_device (CpxTxn        *txn,
             gint64         number,
             CpxId         *out_device,
             GError       **error)
{
  g_autoptr(CpxStatement) statement = NULL;
  const void *id;
  gsize size;

  if (number == txn->shape->device_number)
    {
      *out_device = txn->shape->device;
      return TRUE;
    }
  statement = cpx_db_prepare (txn->db, "SELECT id FROM device WHERE number = ?1", error);
  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, number);
  if (cpx_statement_step (statement, error) != CPX_STEP_ROW)
    return FALSE;
  id = cpx_statement_get_blob (statement, 0, &size);
  memcpy (out_device, id, MIN (size, sizeof *out_device));

  return TRUE;
}

static CpxChange *
read_change (CpxTxn        *txn,
             CpxStatement  *statement,
             GError       **error)
{
  const CpxRecordTable *table = cpx_txn_nth_table (txn, cpx_statement_get_int64 (statement, KIND));
  g_autofree char *record_id = dup_id (statement, RECORD);
  g_autofree char *patient_id = dup_id (statement, PATIENT);
  g_autofree char *user_id = dup_id (statement, USER);
  g_autoptr(CpxChange) change = NULL;
  CpxChangeHead head = { .hlc = (guint64) cpx_statement_get_int64 (statement, HLC), .user_id = user_id,
                         .record_id = record_id, .patient_id = patient_id,
                         .action = cpx_statement_get_text (statement, ACTION) };
  gsize size;
  const void *id = cpx_statement_get_blob (statement, ID, &size);

  if (table == NULL || record_id == NULL || head.action == NULL || size != sizeof head.id)
    {
      damaged (statement, error);
      return NULL;
    }
  memcpy (&head.id, id, sizeof head.id);
  head.kind = cpx_record_table_get_kind (table)->name;
  if (!read_device (txn, cpx_statement_get_int64 (statement, DEVICE), &head.device, error))
    return NULL;

  change = cpx_change_new (&head);
  if (!read_fields (txn, statement, change, error))
    return NULL;

  return g_steal_pointer (&change);
}

/**
 * cpx_change_log_count:
 * @txn: a transaction
 * @error: where to put what is wrong
 *
 * Returns: how many changes there are, or -1
 */
gint64
cpx_change_log_count (CpxTxn  *txn,
                      GError **error)
{
  gint64 count;

  return cpx_db_query_int64 (txn->db, "SELECT count (*) FROM change_log", 0, &count, error) ? count : -1;
}

/**
 * cpx_change_log_list:
 * @txn: a transaction
 * @after: the place of the last one known, 0 to begin
 * @limit: how many at most
 * @error: where to put what is wrong
 *
 * Lists changes in order of arrival. The place of the n-th listed is read with cpx_change_log_count() in mind: places
 * count from 1 without gaps, since nothing is ever removed.
 *
 * Returns: (transfer full) (nullable) (element-type CpxChange): the changes
 */
GPtrArray *
cpx_change_log_list (CpxTxn  *txn,
                     gint64   after,
                     guint    limit,
                     GError **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT " COLUMNS " FROM change_log WHERE seq > ?1 ORDER BY seq LIMIT ?2", error);
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_change_unref);
  CpxStep step;

  if (statement == NULL)
    return NULL;
  cpx_statement_bind_int64 (statement, 1, after);
  cpx_statement_bind_int64 (statement, 2, limit);
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      CpxChange *change = read_change (txn, statement, error);

      if (change == NULL)
        return NULL;
      g_ptr_array_add (changes, change);
    }

  return step == CPX_STEP_DONE ? g_steal_pointer (&changes) : NULL;
}

static CpxChange *
get_change (CpxTxn  *txn,
            gint64   seq,
            gint64  *out_previous,
            GError **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT " COLUMNS " FROM change_log WHERE seq = ?1", error);
  CpxStep step;

  if (statement == NULL)
    return NULL;
  cpx_statement_bind_int64 (statement, 1, seq);
  step = cpx_statement_step (statement, error);
  if (step == CPX_STEP_DONE)
    fail_damaged (seq, error);
  if (step != CPX_STEP_ROW)
    return NULL;
  *out_previous = cpx_statement_get_int64 (statement, PREVIOUS);

  return read_change (txn, statement, error);
}

/**
 * cpx_change_log_list_about:
 * @txn: a transaction
 * @kind: a kind
 * @record_id: the id of a record, deleted or not
 * @error: where to put what is wrong
 *
 * Lists the changes of one record, the newest first.
 *
 * Returns: (transfer full) (nullable) (element-type CpxChange): the changes
 */
GPtrArray *
cpx_change_log_list_about (CpxTxn         *txn,
                           const CpxKind  *kind,
                           const char     *record_id,
                           GError        **error)
{
  g_autoptr(CpxRow) row = cpx_record_table_find (cpx_txn_get_table (txn, kind), txn->db, record_id, error);
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_change_unref);
  gint64 seq;

  if (row == NULL)
    return NULL;

  for (seq = row->last_change; seq > 0;)
    {
      gint64 previous = 0;
      CpxChange *change = get_change (txn, seq, &previous, error);

      if (change == NULL)
        return NULL;
      g_ptr_array_add (changes, change);
      seq = previous < seq ? previous : 0;
    }

  return g_steal_pointer (&changes);
}

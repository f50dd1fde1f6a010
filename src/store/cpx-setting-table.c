/* cpx-setting-table.c: small values of this device about this practice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-setting-table.h"

#include "cpx-txn-private.h"

#include <string.h>

/**
 * cpx_setting_table_get:
 * @txn: a transaction
 * @key: which setting
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable): its value; NULL without an error if it was never set
 */
GBytes *
cpx_setting_table_get (CpxTxn      *txn,
                       const char  *key,
                       GError     **error)
{
  g_autoptr(CpxStatement) statement = cpx_db_prepare (txn->db, "SELECT value FROM setting WHERE key = ?1", error);

  if (statement == NULL)
    return NULL;
  cpx_statement_bind_text (statement, 1, key);

  return cpx_statement_step (statement, error) == CPX_STEP_ROW ? cpx_statement_dup_bytes (statement, 0) : NULL;
}

/**
 * cpx_setting_table_set:
 * @txn: a transaction that writes
 * @key: which setting
 * @value: (nullable): its value; NULL removes it
 * @error: where to put what is wrong
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_setting_table_set (CpxTxn      *txn,
                       const char  *key,
                       GBytes      *value,
                       GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, value != NULL ? "INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)"
                                              : "DELETE FROM setting WHERE key = ?1", error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_text (statement, 1, key);
  if (value != NULL)
    cpx_statement_bind_blob (statement, 2, g_bytes_get_data (value, NULL), g_bytes_get_size (value));

  return cpx_statement_run (statement, error);
}

/**
 * cpx_setting_table_get_text:
 * @txn: a transaction
 * @key: which setting
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable): its value; NULL without an error if it was never set
 */
char *
cpx_setting_table_get_text (CpxTxn      *txn,
                            const char  *key,
                            GError     **error)
{
  g_autoptr(GBytes) value = cpx_setting_table_get (txn, key, error);
  const char *data;
  gsize size;

  if (value == NULL)
    return NULL;
  data = g_bytes_get_data (value, &size);

  return size > 0 ? g_strndup (data, size) : g_strdup ("");
}

/**
 * cpx_setting_table_set_text:
 * @txn: a transaction that writes
 * @key: which setting
 * @value: (nullable): its value; NULL removes it
 * @error: where to put what is wrong
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_setting_table_set_text (CpxTxn      *txn,
                            const char  *key,
                            const char  *value,
                            GError     **error)
{
  g_autoptr(GBytes) bytes = value != NULL ? g_bytes_new (value, strlen (value)) : NULL;

  return cpx_setting_table_set (txn, key, bytes, error);
}

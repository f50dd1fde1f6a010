/* cpx-user-secret-table.c: a user's second factor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-user-secret-table.h"

#include "cpx-store.h"
#include "cpx-txn-private.h"

#include <glib/gi18n-lib.h>

/**
 * cpx_user_secret_table_set:
 * @txn: a transaction that writes
 * @user_id: a user
 * @totp_secret: (nullable): the new secret; NULL: no second factor any more
 * @error: where to put what is wrong
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_user_secret_table_set (CpxTxn      *txn,
                           const char  *user_id,
                           GBytes      *totp_secret,
                           GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, totp_secret != NULL
                                  ? "INSERT OR REPLACE INTO user_secret (user, totp_secret) VALUES (?1, ?2)"
                                  : "DELETE FROM user_secret WHERE user = ?1", error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_text (statement, 1, user_id);
  if (totp_secret != NULL)
    cpx_statement_bind_blob (statement, 2, g_bytes_get_data (totp_secret, NULL), g_bytes_get_size (totp_secret));

  return cpx_statement_run (statement, error);
}

/**
 * cpx_user_secret_table_get:
 * @txn: a transaction
 * @user_id: a user
 * @out_last_counter: (out) (optional): the counter of the last code that was good; -1: none yet
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable): the secret; NULL without an error if the user has no second factor
 */
GBytes *
cpx_user_secret_table_get (CpxTxn      *txn,
                           const char  *user_id,
                           gint64      *out_last_counter,
                           GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT totp_secret, last_counter FROM user_secret WHERE user = ?1", error);

  if (statement == NULL)
    return NULL;
  cpx_statement_bind_text (statement, 1, user_id);
  if (cpx_statement_step (statement, error) != CPX_STEP_ROW)
    return NULL;
  if (out_last_counter != NULL)
    *out_last_counter = cpx_statement_get_int64 (statement, 1);

  return cpx_statement_dup_bytes (statement, 0);
}

/**
 * cpx_user_secret_table_use:
 * @txn: a transaction that writes
 * @user_id: a user
 * @counter: the counter of a code that was found good
 * @error: where to put what is wrong
 *
 * Uses a code up: it and those before are good no more.
 *
 * Returns: `FALSE` with CPX_STORE_ERROR_STALE if this code, or a later one, was used already
 */
gboolean
cpx_user_secret_table_use (CpxTxn      *txn,
                           const char  *user_id,
                           gint64       counter,
                           GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "UPDATE user_secret SET last_counter = ?2 WHERE user = ?1 AND last_counter < ?2",
                           error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_text (statement, 1, user_id);
  cpx_statement_bind_int64 (statement, 2, counter);
  if (!cpx_statement_run (statement, error))
    return FALSE;
  if (cpx_db_get_changes (txn->db) > 0)
    return TRUE;

  g_set_error_literal (error, CPX_STORE_ERROR, CPX_STORE_ERROR_STALE, _("This code was used already"));
  return FALSE;
}

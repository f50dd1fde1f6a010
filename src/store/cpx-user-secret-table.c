/* cpx-user-secret-table.c: a user's second factor.
 *
 * Who has one is said a second time, in a setting: where the page of this table is bad, those who have none are let in
 * all the same. Those who have one are not, since nobody could tell a good code, nor use it up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-user-secret-table.h"

#include "cpx-setting-table.h"
#include "cpx-store.h"
#include "cpx-txn-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WHO_SETTING "second-factors"   /* the users' ids, a space after each; not there in older vaults */

static char *
list_who (CpxTxn  *txn,
          GError **error)
{
  g_autoptr(CpxStatement) statement = cpx_db_prepare (txn->db, "SELECT user FROM user_secret ORDER BY user", error);
  g_autoptr(GString) who = g_string_new (NULL);
  CpxStep step = CPX_STEP_ERROR;

  while (statement != NULL && (step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    g_string_append_printf (who, "%s ", cpx_statement_get_text (statement, 0));

  return step == CPX_STEP_DONE ? g_string_free (g_steal_pointer (&who), FALSE) : NULL;
}

/**
 * cpx_user_secret_table_say_who:
 * @txn: a transaction that writes
 * @error: where to put what is wrong
 *
 * Says a second time who has a second factor, if that is not said yet or not true any more.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_user_secret_table_say_who (CpxTxn  *txn,
                               GError **error)
{
  g_autofree char *who = list_who (txn, error);
  g_autoptr(GError) failure = NULL;
  g_autofree char *said = who != NULL ? cpx_setting_table_get_text (txn, WHO_SETTING, &failure) : NULL;

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (who != NULL)
    return g_strcmp0 (who, said) == 0 || cpx_setting_table_set_text (txn, WHO_SETTING, who, error);

  return FALSE;
}

/* Only where it is said of everyone else, and not of this user. */
static gboolean
is_said_to_have_none (CpxTxn     *txn,
                      const char *user_id)
{
  g_autofree char *who = cpx_setting_table_get_text (txn, WHO_SETTING, NULL);
  g_auto(GStrv) ids = who != NULL ? g_strsplit (who, " ", -1) : NULL;

  return ids != NULL && !g_strv_contains ((const char *const *) ids, user_id);
}

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

  return cpx_statement_run (statement, error) && cpx_user_secret_table_say_who (txn, error);
}

/**
 * cpx_user_secret_table_get:
 * @txn: a transaction
 * @user_id: a user
 * @out_last_counter: (out) (optional): the counter of the last code that was good; -1: none yet
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable): the secret; NULL without an error if the user has no second factor, also where
 *   the page is bad and only that is known
 */
GBytes *
cpx_user_secret_table_get (CpxTxn      *txn,
                           const char  *user_id,
                           gint64      *out_last_counter,
                           GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT totp_secret, last_counter FROM user_secret WHERE user = ?1", error);
  g_autoptr(GError) failure = NULL;
  CpxStep step;

  if (statement == NULL)
    return NULL;
  cpx_statement_bind_text (statement, 1, user_id);
  step = cpx_statement_step (statement, &failure);
  /* A bad page ends a transaction that writes. */
  if (step == CPX_STEP_ERROR && (txn->is_writable || !cpx_store_error_spares_others (failure) ||
                                 !is_said_to_have_none (txn, user_id)))
    g_propagate_error (error, g_steal_pointer (&failure));
  if (step != CPX_STEP_ROW)
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

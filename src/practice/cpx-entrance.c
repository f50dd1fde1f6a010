/* cpx-entrance.c: the practice's record and the user's, whichever page is bad.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-entrance.h"

#include "cpx-record-from-log.h"

#include <cpx-practice-record.h>
#include <cpx-record-rescue.h>
#include <cpx-user.h>
#include <glib/gi18n-lib.h>

/* Its page is bad, and what the log says of it too: it goes by the name of its file. */
static CpxRecord *
make_nameless (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  CpxId id = cpx_id_new ();
  g_autofree char *text = cpx_id_dup_text (&id);

  return cpx_record_new_with_texts (&cpx_practice_record_kind, text, CPX_PRACTICE_RECORD_NAME, name, -1);
}

/**
 * cpx_entrance_read_practice:
 * @txn: a transaction that reads
 * @data: a #CpxEntrance
 * @error: where the fault goes
 *
 * A CpxTxnFunc: reads the practice's own record; where its page is bad, the log says what it is, or else it goes by the
 * name of its file.
 *
 * Returns: (transfer full) (nullable): the record
 */
gpointer
cpx_entrance_read_practice (CpxTxn    *txn,
                            gpointer   data,
                            GError   **error)
{
  CpxEntrance *entrance = data;
  g_autoptr(GPtrArray) records = cpx_record_from_log_list (txn, &cpx_practice_record_kind, &entrance->damaged, error);

  if (records == NULL)
    return NULL;
  if (records->len > 0)
    return g_object_ref (g_ptr_array_index (records, 0));
  if (entrance->damaged)
    return make_nameless (entrance->path);
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED,
               _("The vault holds no practice: its making was interrupted. Restore a backup or make it anew."));

  return NULL;
}

static CpxRecord *
find_login (GPtrArray  *users,
            const char *login)
{
  for (guint i = 0; i < users->len; i++)
    {
      if (g_strcmp0 (cpx_record_get_text (g_ptr_array_index (users, i), CPX_USER_LOGIN), login) == 0)
        return g_object_ref (g_ptr_array_index (users, i));
    }

  return NULL;
}

/**
 * cpx_entrance_find_user:
 * @txn: a transaction that reads
 * @data: a #CpxEntrance
 * @error: where the fault goes
 *
 * A CpxTxnFunc: finds who has that login; where the page of users or of logins is bad, the log says who it is.
 *
 * Returns: (transfer full) (nullable): the user
 */
gpointer
cpx_entrance_find_user (CpxTxn    *txn,
                        gpointer   data,
                        GError   **error)
{
  CpxEntrance *entrance = data;
  g_autoptr(GError) failure = NULL;
  CpxRecord *user = cpx_txn_find_user (txn, entrance->login, &failure);
  g_autoptr(GPtrArray) users = NULL;

  if (user == NULL && cpx_rescue_may (txn, failure))
    {
      entrance->damaged = TRUE;
      users = cpx_record_from_log_list (txn, &cpx_user_kind, &entrance->damaged, NULL);
      user = users != NULL ? find_login (users, entrance->login) : NULL;
    }
  if (user == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return user;
}

/**
 * cpx_txn_find_user:
 * @txn: a transaction
 * @login: how they call themselves
 * @error: where the fault goes: %CPX_PRACTICE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the user
 */
CpxRecord *
cpx_txn_find_user (CpxTxn      *txn,
                   const char  *login,
                   GError     **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_user_kind);
  g_autoptr(GPtrArray) users = NULL;
  CpxRecord *user;

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  cpx_query_where (query, CPX_USER_LOGIN, login);
  users = cpx_txn_list (txn, query, error);
  if (users == NULL)
    return NULL;
  user = find_login (users, login);
  if (user == NULL)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
                 _("There is no user “%s”: the list of users shows who there is."), login);

  return user;
}


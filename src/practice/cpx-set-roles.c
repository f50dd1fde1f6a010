/* cpx-set-roles.c: one or more roles for a user; there is always an administrator.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-set-roles.h"

#include "cpx-journal.h"
#include "cpx-practice-private.h"
#include "cpx-user-rules.h"

#include <cpx-user.h>

/* Who, and what they are to be. */
typedef struct
{
  char     *login;
  CpxRoles  roles;
} Request;

static void
request_free (Request *self)
{
  g_free (self->login);
  g_free (self);
}

/* A CpxDeedFunc. */
static gpointer
set_roles (CpxJournal  *journal,
           gpointer     data,
           GError     **error)
{
  Request *request = data;
  g_autoptr(CpxRecord) before = NULL;
  g_autoptr(CpxRecord) after = NULL;

  if (!cpx_journal_check (journal, "user:write", error))
    return NULL;
  before = cpx_txn_find_user (cpx_journal_get_txn (journal), request->login, error);
  if (before == NULL)
    return NULL;
  after = cpx_user_with_roles (before, request->roles);

  return cpx_user_rules_save (journal, before, after, "user.roles-changed", error);
}

/**
 * cpx_practice_set_roles:
 * @practice: a practice
 * @login: who
 * @roles: all the roles they have from now on
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_set_roles (CpxPractice  *practice,
                        const char   *login,
                        CpxRoles      roles,
                        GError      **error)
{
  Request request = { (char *) login, roles };

  return cpx_practice_perform (practice, set_roles, &request, g_object_unref, error);
}

/**
 * cpx_practice_set_roles_async:
 * @practice: a practice
 * @login: who
 * @roles: all the roles they have from now on
 * @callback: called when done
 * @user_data: for @callback
 *
 * Does cpx_practice_set_roles().
 */
void
cpx_practice_set_roles_async (CpxPractice         *practice,
                              const char          *login,
                              CpxRoles             roles,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Request *request = g_new0 (Request, 1);

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  request->login = g_strdup (login);
  request->roles = roles;
  cpx_practice_perform_async (practice, set_roles, request, (GDestroyNotify) request_free, g_object_unref, NULL,
                              callback, user_data);
}

/**
 * cpx_practice_set_roles_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_set_roles_finish (CpxPractice   *practice,
                               GAsyncResult  *result,
                               GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

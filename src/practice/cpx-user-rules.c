/* cpx-user-rules.c: what may become of a user.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-user-rules.h"

#include "cpx-practice-private.h"

#include <cpx-user.h>
#include <glib/gi18n-lib.h>

static gboolean
is_active_admin (CpxRecord *user)
{
  return !cpx_record_get_boolean (user, CPX_USER_DISABLED) && (cpx_user_get_roles (user) & CPX_ROLE_ADMIN) != 0;
}

/* An administrator whose key was revoked, or who came with an import, is one on paper only. */
static gboolean
has_key (CpxJournal *journal,
         CpxRecord  *user)
{
  g_autoptr(CpxVaultInfo) info = cpx_vault_dup_info (cpx_practice_get_vault (cpx_journal_get_practice (journal)));
  const char *login = cpx_record_get_text (user, CPX_USER_LOGIN);

  for (guint i = 0; i < info->n_slots; i++)
    {
      if (info->slots[i].kind == CPX_VAULT_SLOT_USER && g_strcmp0 (info->slots[i].login, login) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_other_admin (CpxJournal  *journal,
                 CpxRecord   *user,
                 GError     **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_user_kind);
  g_autoptr(GPtrArray) users = NULL;

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  users = cpx_txn_list (cpx_journal_get_txn (journal), query, error);
  if (users == NULL)
    return FALSE;
  for (guint i = 0; i < users->len; i++)
    {
      CpxRecord *other = g_ptr_array_index (users, i);

      if (!g_str_equal (cpx_record_get_id (other), cpx_record_get_id (user)) && is_active_admin (other) &&
          has_key (journal, other))
        return TRUE;
    }
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
               _("This is the last administrator of the practice: make someone else administrator first."));

  return FALSE;
}

/**
 * cpx_user_rules_check:
 * @journal: the journal of a transaction
 * @before: the user as they are
 * @after: the user as they are to be
 * @error: where the refusal goes
 *
 * Refuses another login, and a practice without an administrator who can unlock it.
 *
 * Returns: `TRUE` if @before may become @after
 */
gboolean
cpx_user_rules_check (CpxJournal  *journal,
                      CpxRecord   *before,
                      CpxRecord   *after,
                      GError     **error)
{
  if (g_strcmp0 (cpx_record_get_text (before, CPX_USER_LOGIN), cpx_record_get_text (after, CPX_USER_LOGIN)) != 0)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                   _("A login is for life: add another user and disable this one."));
      return FALSE;
    }
  return !is_active_admin (before) || is_active_admin (after) || has_other_admin (journal, after, error);
}

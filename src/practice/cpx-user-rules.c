/* cpx-user-rules.c: what may become of a user.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-user-rules.h"

#include "cpx-practice-private.h"

#include <cpx-user.h>
#include <glib/gi18n-lib.h>

static gboolean
is_active (CpxRecord *user,
           CpxRole    role)
{
  return !cpx_record_get_boolean (user, CPX_USER_DISABLED) && (cpx_user_get_roles (user) & role) != 0;
}

/* A user whose key was revoked, or who came with an import, is one on paper only. */
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
find_other (CpxJournal  *journal,
            CpxRecord   *user,
            CpxRole      role,
            gboolean    *out_found,
            GError     **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_user_kind);
  g_autoptr(GPtrArray) users = NULL;

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  users = cpx_txn_list (cpx_journal_get_txn (journal), query, error);
  if (users == NULL)
    return FALSE;
  *out_found = FALSE;
  for (guint i = 0; i < users->len && !*out_found; i++)
    {
      CpxRecord *other = g_ptr_array_index (users, i);

      *out_found = !g_str_equal (cpx_record_get_id (other), cpx_record_get_id (user)) && is_active (other, role) &&
                   has_key (journal, other);
    }

  return TRUE;
}

/* Whether the practice loses its last @role with this change. */
static gboolean
is_last (CpxJournal  *journal,
         CpxRecord   *before,
         CpxRecord   *after,
         CpxRole      role,
         gboolean    *out_is_last,
         GError     **error)
{
  gboolean found = TRUE;

  if (is_active (before, role) && !is_active (after, role) && !find_other (journal, after, role, &found, error))
    return FALSE;
  *out_is_last = !found;

  return TRUE;
}

static gboolean
check_admin (CpxJournal  *journal,
             CpxRecord   *before,
             CpxRecord   *after,
             GError     **error)
{
  gboolean last;

  if (!is_last (journal, before, after, CPX_ROLE_ADMIN, &last, error))
    return FALSE;
  if (!last)
    return TRUE;
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

  return check_admin (journal, before, after, error);
}

/**
 * cpx_user_rules_save:
 * @journal: the journal of a transaction
 * @before: the user as they are
 * @after: the user as they are to be
 * @action: what the audit log calls it
 * @error: where the refusal goes
 *
 * Writes what cpx_user_rules_check() lets pass. A practice may lose its last surgeon, who leaves or is replaced
 * later: it is a finding of the receipt, for who did not mean to.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_user_rules_save (CpxJournal  *journal,
                     CpxRecord   *before,
                     CpxRecord   *after,
                     const char  *action,
                     GError     **error)
{
  g_autoptr(CpxReceipt) receipt = NULL;
  g_autoptr(GPtrArray) findings = cpx_findings_new ();
  gboolean last;

  if (!cpx_user_rules_check (journal, before, after, error) ||
      !is_last (journal, before, after, CPX_ROLE_SURGEON, &last, error))
    return NULL;
  receipt = cpx_journal_save (journal, before, after, NULL, action, NULL, error);
  if (receipt == NULL || !last)
    return g_steal_pointer (&receipt);

  g_ptr_array_add (findings,
                   cpx_finding_new (CPX_FINDING_TO_KNOW, NULL, "user.last-surgeon",
                                    _("The practice has no surgeon left: give someone that role, or nobody removes "
                                      "a file or reopens a coding.")));

  return cpx_receipt_new (cpx_receipt_get_record (receipt), cpx_receipt_get_change_id (receipt),
                          cpx_receipt_get_audit_index (receipt), findings);
}

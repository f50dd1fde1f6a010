/* cpx-vault-summary.c: the header's clear part, and counts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-vault-summary.h"

#include "cpx-practice-private.h"

#include <cpx-audit-log.h>
#include <cpx-change-log.h>

static char *
format_id (const guint8 *id)
{
  GString *hex = g_string_new (NULL);

  for (gsize i = 0; i < CPX_VAULT_ID_SIZE; i++)
    g_string_append_printf (hex, "%02x", id[i]);

  return g_string_free (hex, FALSE);
}

static void
take_slots (CpxVaultSummary    *self,
            const CpxVaultInfo *info)
{
  g_autoptr(GStrvBuilder) logins = g_strv_builder_new ();

  for (guint i = 0; i < info->n_slots; i++)
    {
      if (info->slots[i].kind == CPX_VAULT_SLOT_RECOVERY)
        self->has_recovery = TRUE;
      else
        g_strv_builder_add (logins, info->slots[i].login);
    }
  self->logins = g_strv_builder_end (logins);
}

/**
 * cpx_vault_summary_new:
 * @path: a vault
 * @error: where the fault goes: no such file, no vault, a newer format, a damaged header
 *
 * Reads, without any key, what a vault says of itself.
 *
 * Returns: (transfer full) (nullable): the summary
 */
CpxVaultSummary *
cpx_vault_summary_new (const char  *path,
                       GError     **error)
{
  g_autoptr(CpxVaultInfo) info = cpx_vault_probe (path, error);
  CpxVaultSummary *self;

  if (info == NULL)
    {
      cpx_practice_error_translate (error);
      return NULL;
    }
  self = g_new0 (CpxVaultSummary, 1);
  self->id = format_id (info->id);
  self->format_version = info->format_version;
  self->cipher = cpx_cipher_suite_get_name (info->cipher);
  self->page_size = info->page_size;
  self->n_pages = info->n_pages;
  self->header_damaged = info->header_damaged;
  take_slots (self, info);

  return self;
}

/**
 * cpx_vault_summary_free:
 * @self: a summary
 */
void
cpx_vault_summary_free (CpxVaultSummary *self)
{
  g_free (self->id);
  g_strfreev (self->logins);
  g_free (self);
}

static gboolean
count_kind (CpxTxn            *txn,
            const CpxKind     *kind,
            CpxContentSummary *summary,
            GError           **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (kind);
  CpxKindCount count = { .kind = kind };
  gint64 n;

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  n = cpx_txn_count (txn, query, error);
  count.n_records = n > 0 ? (guint64) n : 0;
  g_array_append_val (summary->kinds, count);

  return n >= 0;
}

/* A CpxTxnFunc. */
static gpointer
count_contents (CpxTxn    *txn,
                gpointer   data,
                GError   **error)
{
  g_autoptr(CpxContentSummary) summary = g_new0 (CpxContentSummary, 1);
  guint n_kinds;
  const CpxKind * const *kinds = cpx_kinds_list (&n_kinds);
  gint64 n_changes;
  gint64 n_entries;

  summary->kinds = g_array_new (FALSE, FALSE, sizeof (CpxKindCount));
  for (guint i = 0; i < n_kinds; i++)
    {
      if (!count_kind (txn, kinds[i], summary, error))
        return NULL;
    }
  n_changes = cpx_change_log_count (txn, error);
  n_entries = n_changes >= 0 ? cpx_audit_log_count (txn, NULL, error) : -1;
  if (n_entries < 0)
    return NULL;
  summary->n_changes = (guint64) n_changes;
  summary->n_audit_entries = (guint64) n_entries;

  return g_steal_pointer (&summary);
}

/**
 * cpx_practice_count_contents:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): how much of everything it holds
 */
CpxContentSummary *
cpx_practice_count_contents (CpxPractice  *practice,
                             GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, NULL, count_contents, NULL, (GDestroyNotify) cpx_content_summary_free, error);
}

/**
 * cpx_content_summary_free:
 * @self: a summary
 */
void
cpx_content_summary_free (CpxContentSummary *self)
{
  g_array_unref (self->kinds);
  g_free (self);
}

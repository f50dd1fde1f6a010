/* audit-fixture.c: entries of the audit log, opened, for tests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "audit-fixture.h"

#include "cpx-practice-private.h"

#include <cpx-audit-log.h>

/* Which entries. */
typedef struct
{
  guint64 from;
  guint   limit;
} Wanted;

static AuditedEntry *
open_entry (CpxTxn                 *txn,
            const CpxAuditLogEntry *stored)
{
  g_autoptr(GError) error = NULL;
  AuditedEntry *entry = g_new0 (AuditedEntry, 1);
  g_autofree char *details = NULL;

  entry->leaf = cpx_audit_leaf_parse (stored->leaf, &error);
  g_assert_no_error (error);
  entry->entry = cpx_audit_leaf_get_entry (entry->leaf);
  details = cpx_audit_log_open_details (txn, entry->leaf, NULL);
  entry->details = details != NULL ? cpx_json_parse (details, -1, NULL) : NULL;

  return entry;
}

/* A CpxTxnFunc. */
static gpointer
read_entries (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  Wanted *wanted = data;
  g_autoptr(GPtrArray) stored = cpx_audit_log_list (txn, NULL, wanted->from, wanted->limit, error);
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) audit_fixture_free);

  g_assert_nonnull (stored);
  for (guint i = 0; i < stored->len; i++)
    g_ptr_array_add (entries, open_entry (txn, g_ptr_array_index (stored, i)));

  return entries;
}

static GPtrArray *
list (PracticeFixture *self,
      guint64          from,
      guint            limit)
{
  g_autoptr(GError) error = NULL;
  Wanted wanted = { from, limit };
  GPtrArray *entries = cpx_practice_look (self->practice, NULL, read_entries, &wanted,
                                          (GDestroyNotify) g_ptr_array_unref, &error);

  g_assert_no_error (error);

  return entries;
}

AuditedEntry *
audit_fixture_read (PracticeFixture *self,
                    guint64          index)
{
  g_autoptr(GPtrArray) entries = list (self, index, 1);

  g_assert_cmpuint (entries->len, ==, 1);

  return g_ptr_array_steal_index (entries, 0);
}

void
audit_fixture_free (AuditedEntry *self)
{
  cpx_audit_leaf_unref (self->leaf);
  json_decref (self->details);
  g_free (self);
}

/* The actions, parted by spaces. */
char *
audit_fixture_list_from (PracticeFixture *self,
                         guint64          from)
{
  g_autoptr(GPtrArray) entries = list (self, from, G_MAXINT);
  GString *actions = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      if (i > 0)
        g_string_append_c (actions, ' ');
      g_string_append (actions, ((AuditedEntry *) g_ptr_array_index (entries, i))->entry->action);
    }

  return g_string_free (actions, FALSE);
}

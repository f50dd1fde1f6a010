/* cpx-audit-memory.c: filters, for as long as the program runs: by practice and user.
 *
 * The page goes with the lock; this stays outside. So only identifiers, actions and days are kept: typed words may be a
 * patient's name, and are forgotten.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-memory.h"

static GHashTable *kept;   /* (owned): main thread only */

static char *
dup_key (CpxPractice *practice)
{
  const char *user_id = cpx_record_get_id (cpx_practice_get_user (practice));

  return g_strconcat (user_id, " ", cpx_practice_get_path (practice), NULL);
}

/**
 * cpx_audit_memory_keep:
 * @practice: an unlocked practice
 * @filter: what its user asks for now
 */
void
cpx_audit_memory_keep (CpxPractice        *practice,
                       const CpxLogFilter *filter)
{
  CpxLogFilter *copy = cpx_log_filter_copy (filter);

  if (kept == NULL)
    kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cpx_log_filter_free);
  g_clear_pointer (&copy->text, g_free);
  g_hash_table_replace (kept, dup_key (practice), copy);
}

/**
 * cpx_audit_memory_find:
 * @practice: an unlocked practice
 *
 * Returns: (transfer none) (nullable): what its user asked for last
 */
const CpxLogFilter *
cpx_audit_memory_find (CpxPractice *practice)
{
  g_autofree char *key = dup_key (practice);

  return kept != NULL ? g_hash_table_lookup (kept, key) : NULL;
}

/* cpx-coding-held.c: the operations on which something is chosen and not yet kept, held by their practice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-held.h"

static GHashTable *
get_held (CpxPractice *practice)
{
  GHashTable *held = g_object_get_data (G_OBJECT (practice), "cpx-coding-desks");

  if (held == NULL)
    {
      held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      g_object_set_data_full (G_OBJECT (practice), "cpx-coding-desks", held, (GDestroyNotify) g_hash_table_unref);
    }

  return held;
}

/**
 * cpx_coding_held_find:
 * @practice: a practice
 * @intervention_id: an operation
 *
 * Returns: (nullable): its desk, if it is held; lent
 */
GObject *
cpx_coding_held_find (CpxPractice *practice,
                      const char  *intervention_id)
{
  return g_hash_table_lookup (get_held (practice), intervention_id);
}

/**
 * cpx_coding_held_set:
 * @practice: a practice
 * @intervention_id: an operation
 * @desk: (nullable): its desk, held from now on; `NULL` lets it go
 */
void
cpx_coding_held_set (CpxPractice *practice,
                     const char  *intervention_id,
                     GObject     *desk)
{
  if (desk != NULL)
    g_hash_table_replace (get_held (practice), g_strdup (intervention_id), g_object_ref (desk));
  else
    g_hash_table_remove (get_held (practice), intervention_id);
}

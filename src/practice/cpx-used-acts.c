/* cpx-used-acts.c: codes are counted, nothing of whom the acts were done to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-used-acts-private.h"

#include "cpx-nomenclatures-private.h"
#include "cpx-practice-private.h"
#include "cpx-suggesters-private.h"

#include <cpx-act.h>
#include <string.h>

static CpxUsedActs *
used_acts_new (void)
{
  CpxUsedActs *self = g_new0 (CpxUsedActs, 1);

  self->acts = g_array_new (FALSE, TRUE, sizeof (CpxUsedAct));

  return self;
}

/**
 * cpx_used_acts_free:
 * @self: (transfer full): what was counted
 */
void
cpx_used_acts_free (CpxUsedActs *self)
{
  g_array_unref (self->acts);
  g_free (self);
}

static int
compare_used (gconstpointer a,
              gconstpointer b)
{
  const CpxUsedAct *left = a;
  const CpxUsedAct *right = b;

  if (left->n != right->n)
    return left->n > right->n ? -1 : 1;

  return strcmp (left->code, right->code);
}

static void
add (CpxUsedActs *self,
     const char  *code,
     guint64      n)
{
  CpxUsedAct used = { .n = n };

  g_strlcpy (used.code, code, sizeof used.code);
  g_array_append_val (self->acts, used);
}

/* Those used most, if any. */
static void
end (CpxUsedActs       *self,
     CpxUsedActsSource  source,
     guint              limit)
{
  self->source = self->acts->len > 0 ? source : CPX_USED_ACTS_NOBODY;
  g_array_sort (self->acts, compare_used);
  if (self->acts->len > limit)
    g_array_set_size (self->acts, limit);
}

/* By code, how many acts; the codes belong to @acts. */
static GHashTable *
count_codes (GPtrArray *acts)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < acts->len; i++)
    {
      const char *code = cpx_record_get_text (g_ptr_array_index (acts, i), CPX_ACT_CODE);
      guint n = code != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (counts, code)) : 0;

      if (code != NULL)
        g_hash_table_insert (counts, (gpointer) code, GUINT_TO_POINTER (n + 1));
    }

  return counts;
}

/**
 * cpx_used_acts_count_here:
 * @txn: a transaction
 * @limit: how many at most
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the acts recorded most in this practice
 */
CpxUsedActs *
cpx_used_acts_count_here (CpxTxn  *txn,
                          guint    limit,
                          GError **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_act_kind);
  g_autoptr(GPtrArray) acts = cpx_txn_list (txn, query, error);
  g_autoptr(GHashTable) counts = acts != NULL ? count_codes (acts) : NULL;
  CpxUsedActs *self;
  GHashTableIter iter;
  gpointer code, n;

  if (acts == NULL)
    return NULL;
  self = used_acts_new ();
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &code, &n))
    add (self, code, GPOINTER_TO_UINT (n));
  end (self, CPX_USED_ACTS_PRACTICE, limit);

  return self;
}

static CpxUsedActs *
read_volumes (CpxNomenclature *nomenclature,
              CpxActVolumes   *volumes,
              guint            limit)
{
  CpxUsedActs *self = used_acts_new ();

  for (guint i = 0; volumes != NULL && i < cpx_nomenclature_get_n_acts (nomenclature); i++)
    {
      const char *code = cpx_nomenclature_get_code (nomenclature, i);
      guint64 n = cpx_act_volumes_get (volumes, code);

      if (n > 0)
        add (self, code, n);
    }
  end (self, CPX_USED_ACTS_VOLUMES, limit);

  return self;
}

/**
 * cpx_used_acts_find:
 * @txn: a transaction
 * @nomenclature: the version that says which acts there are, if the volumes have to answer
 * @limit: how many at most
 * @error: where the fault goes
 *
 * Counts the acts recorded here; as long as there is none, asks the volumes that were imported.
 *
 * Returns: (transfer full) (nullable): the acts used most, and who counted
 */
CpxUsedActs *
cpx_used_acts_find (CpxTxn           *txn,
                    CpxNomenclature  *nomenclature,
                    guint             limit,
                    GError          **error)
{
  g_autoptr(CpxUsedActs) here = cpx_used_acts_count_here (txn, limit, error);
  g_autoptr(CpxActVolumes) volumes = NULL;

  if (here == NULL || here->source == CPX_USED_ACTS_PRACTICE)
    return g_steal_pointer (&here);

  return cpx_suggesters_load_volumes (txn, &volumes, error) ? read_volumes (nomenclature, volumes, limit) : NULL;
}

/* A CpxTxnFunc. */
static gpointer
list (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  g_autoptr(CpxNomenclature) nomenclature = cpx_nomenclatures_find (txn, cpx_day_today (), error);

  return nomenclature != NULL ? cpx_used_acts_find (txn, nomenclature, *(const guint *) data, error) : NULL;
}

/**
 * cpx_practice_list_used_acts:
 * @practice: a practice
 * @limit: how many at most
 * @error: where the fault goes
 *
 * Does cpx_used_acts_find() with the version in force today, and waits.
 *
 * Returns: (transfer full) (nullable): the acts used most, and who counted
 */
CpxUsedActs *
cpx_practice_list_used_acts (CpxPractice  *practice,
                             guint         limit,
                             GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, NULL, list, &limit, (GDestroyNotify) cpx_used_acts_free, error);
}

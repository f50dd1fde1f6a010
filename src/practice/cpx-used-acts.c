/* cpx-used-acts.c: codes are counted, nothing of whom the acts were done to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-used-acts-private.h"

#include "cpx-nomenclatures-private.h"
#include "cpx-practice-private.h"
#include "cpx-suggesters-private.h"

#include <cpx-act.h>
#include <cpx-user.h>
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

/* By code, how many acts, of @practitioner_id alone if it is given; the codes belong to @acts. */
static GHashTable *
count_codes (GPtrArray  *acts,
             const char *practitioner_id)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < acts->len; i++)
    {
      CpxRecord *act = g_ptr_array_index (acts, i);
      gboolean counted = practitioner_id == NULL
                         || g_strcmp0 (cpx_record_get_text (act, CPX_ACT_PRACTITIONER), practitioner_id) == 0;
      const char *code = counted ? cpx_record_get_text (act, CPX_ACT_CODE) : NULL;
      guint n = code != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (counts, code)) : 0;

      if (code != NULL)
        g_hash_table_insert (counts, (gpointer) code, GUINT_TO_POINTER (n + 1));
    }

  return counts;
}

static CpxUsedActs *
count (GPtrArray         *acts,
       const char        *practitioner_id,
       CpxUsedActsSource  source,
       guint              limit)
{
  g_autoptr(GHashTable) counts = count_codes (acts, practitioner_id);
  CpxUsedActs *self = used_acts_new ();
  GHashTableIter iter;
  gpointer code, n;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &code, &n))
    add (self, code, GPOINTER_TO_UINT (n));
  end (self, source, limit);

  return self;
}

/**
 * cpx_used_acts_count_here:
 * @txn: a transaction
 * @practitioner_id: (nullable): whose acts count before those of everybody
 * @limit: how many at most
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the acts recorded most by @practitioner_id; if there is none, in this practice
 */
CpxUsedActs *
cpx_used_acts_count_here (CpxTxn      *txn,
                          const char  *practitioner_id,
                          guint        limit,
                          GError     **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_act_kind);
  g_autoptr(GPtrArray) acts = cpx_txn_list (txn, query, error);
  g_autoptr(CpxUsedActs) own = NULL;

  if (acts == NULL)
    return NULL;
  if (practitioner_id != NULL)
    own = count (acts, practitioner_id, CPX_USED_ACTS_OWN, limit);
  if (own != NULL && own->source == CPX_USED_ACTS_OWN)
    return g_steal_pointer (&own);

  return count (acts, NULL, CPX_USED_ACTS_PRACTICE, limit);
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
 * @practitioner_id: (nullable): whose acts count before those of everybody
 * @limit: how many at most
 * @error: where the fault goes
 *
 * Counts the acts recorded here, those of @practitioner_id if they recorded any; as long as there is none, asks the
 * volumes that were imported.
 *
 * Returns: (transfer full) (nullable): the acts used most, and who counted
 */
CpxUsedActs *
cpx_used_acts_find (CpxTxn           *txn,
                    CpxNomenclature  *nomenclature,
                    const char       *practitioner_id,
                    guint             limit,
                    GError          **error)
{
  g_autoptr(CpxUsedActs) here = cpx_used_acts_count_here (txn, practitioner_id, limit, error);
  g_autoptr(CpxActVolumes) volumes = NULL;

  if (here == NULL || here->source != CPX_USED_ACTS_NOBODY)
    return g_steal_pointer (&here);

  return cpx_suggesters_load_volumes (txn, &volumes, error) ? read_volumes (nomenclature, volumes, limit) : NULL;
}

/* Whose, and how many at most. */
typedef struct
{
  const char *practitioner_id;
  guint       limit;
} Request;

/* A CpxTxnFunc. */
static gpointer
list (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  const Request *request = data;
  g_autoptr(CpxNomenclature) nomenclature = cpx_nomenclatures_find (txn, cpx_day_today (), error);

  return nomenclature != NULL
         ? cpx_used_acts_find (txn, nomenclature, request->practitioner_id, request->limit, error)
         : NULL;
}

/**
 * cpx_practice_list_used_acts:
 * @practice: a practice
 * @limit: how many at most
 * @error: where the fault goes
 *
 * Does cpx_used_acts_find() for the practitioner who unlocked it, with the version in force today, and waits.
 *
 * Returns: (transfer full) (nullable): the acts used most, and who counted
 */
CpxUsedActs *
cpx_practice_list_used_acts (CpxPractice  *practice,
                             guint         limit,
                             GError      **error)
{
  Request request = { .limit = limit };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  request.practitioner_id = cpx_record_get_text (cpx_practice_get_user (practice), CPX_USER_PRACTITIONER);

  return cpx_practice_look (practice, NULL, list, &request, (GDestroyNotify) cpx_used_acts_free, error);
}

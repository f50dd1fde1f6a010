/* cpx-nomenclature-changes.c: the version before is the one that a version takes over from, whatever came in first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-nomenclature-changes.h"

#include "cpx-nomenclatures-private.h"
#include "cpx-practice-private.h"
#include "cpx-used-acts-private.h"

#include <cpx-starter.h>

void
cpx_nomenclature_changes_free (CpxNomenclatureChanges *self)
{
  g_clear_pointer (&self->before, cpx_nomenclature_unref);
  g_clear_pointer (&self->after, cpx_nomenclature_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_free (self);
}

/* Versions come the newest first: the next one whose content is here. */
static CpxNomenclature *
load_before (CpxTxn     *txn,
             CpxRecord  *version,
             GError    **error)
{
  g_autoptr(GPtrArray) versions = cpx_nomenclatures_list (txn, error);
  gboolean passed = FALSE;

  if (versions == NULL)
    return NULL;
  for (guint i = 0; i < versions->len; i++)
    {
      CpxRecord *other = g_ptr_array_index (versions, i);

      if (passed && cpx_nomenclatures_has_content (txn, other))
        return cpx_nomenclatures_load (txn, other, error);
      passed = passed || g_str_equal (cpx_record_get_id (other), cpx_record_get_id (version));
    }

  return cpx_starter_load (error);
}

static char **
list_codes (CpxUsedActs *used)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < used->acts->len; i++)
    g_strv_builder_add (builder, g_array_index (used->acts, CpxUsedAct, i).code);

  return g_strv_builder_end (builder);
}

/* The newer one is asked on the day it takes effect, if that is still to come. */
static GPtrArray *
compare (CpxNomenclatureChanges *self,
         CpxUsedActs            *used)
{
  g_auto(GStrv) codes = list_codes (used);
  CpxDay today = cpx_day_today ();
  CpxDay day = MAX (today, cpx_nomenclature_get_effect (self->after));

  return cpx_nomenclature_diff (self->before, today, self->after, day, (const char * const *) codes);
}

/* A CpxTxnFunc. */
static gpointer
find (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  g_autoptr(CpxNomenclatureChanges) self = g_new0 (CpxNomenclatureChanges, 1);
  g_autoptr(CpxUsedActs) used = NULL;

  self->after = cpx_nomenclatures_load (txn, data, error);
  self->before = self->after != NULL ? load_before (txn, data, error) : NULL;
  used = self->before != NULL
         ? cpx_used_acts_find (txn, self->after, NULL, CPX_NOMENCLATURE_CHANGES_N_ACTS, error)
         : NULL;
  if (used == NULL)
    return NULL;
  self->source = used->source;
  self->n_acts = used->acts->len;
  self->changes = compare (self, used);

  return g_steal_pointer (&self);
}

/**
 * cpx_practice_find_changes:
 * @practice: a practice
 * @version: a version of the CCAM that it keeps
 * @error: where the fault goes
 *
 * Compares @version with the one before it, for the acts that this practice records most, or else for the most usual of
 * the volumes that were imported. Waits.
 *
 * Returns: (transfer full) (nullable): what changes
 */
CpxNomenclatureChanges *
cpx_practice_find_changes (CpxPractice  *practice,
                           CpxRecord    *version,
                           GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, NULL, find, version, (GDestroyNotify) cpx_nomenclature_changes_free, error);
}

/**
 * cpx_practice_find_changes_async:
 * @practice: a practice
 * @version: a version of the CCAM that it keeps
 * @cancellable: (nullable): the page's
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Does cpx_practice_find_changes() on the reader thread.
 */
void
cpx_practice_find_changes_async (CpxPractice         *practice,
                                 CpxRecord           *version,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_look_async (practice, NULL, find, g_object_ref (version), g_object_unref,
                           (GDestroyNotify) cpx_nomenclature_changes_free, cancellable, callback, user_data);
}

/**
 * cpx_practice_find_changes_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): what changes
 */
CpxNomenclatureChanges *
cpx_practice_find_changes_finish (CpxPractice   *practice,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

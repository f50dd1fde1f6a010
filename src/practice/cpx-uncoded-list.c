/* cpx-uncoded-list.c: the work list is short, so that it is read anew when an operation, its coding or its report
 * changes; only what differs is announced.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-uncoded-list.h"

#include "cpx-coding-begun-private.h"
#include "cpx-coding-records.h"
#include "cpx-live-list-private.h"
#include "cpx-practice-private.h"

#include <cpx-coding.h>
#include <cpx-intervention.h>
#include <cpx-operative-note.h>
#include <cpx-patient.h>
#include <cpx-practitioner.h>

struct _CpxUncodedList
{
  CpxLiveList parent_instance;
};

G_DEFINE_FINAL_TYPE (CpxUncodedList, cpx_uncoded_list, CPX_TYPE_LIVE_LIST)

static CpxUncodedRow *
read_row (CpxTxn      *txn,
          CpxRecord   *intervention,
          GHashTable  *begun,
          GError     **error)
{
  g_autoptr(CpxRecord) patient =
    cpx_txn_get_final (txn, &cpx_patient_kind, cpx_record_get_patient_id (intervention), error);
  g_autoptr(CpxRecord) surgeon = NULL;
  g_autoptr(CpxRecord) coding = NULL;
  g_autoptr(GPtrArray) notes = NULL;

  if (patient == NULL ||
      !cpx_coding_records_find_coding (txn, cpx_record_get_id (intervention), NULL, &coding, error))
    return NULL;
  notes = cpx_coding_records_list (txn, &cpx_operative_note_kind, CPX_OPERATIVE_NOTE_INTERVENTION,
                                   cpx_record_get_id (intervention), error);
  if (notes == NULL)
    return NULL;
  surgeon = cpx_txn_get (txn, &cpx_practitioner_kind, cpx_record_get_text (intervention, CPX_INTERVENTION_SURGEON),
                         NULL);

  return cpx_uncoded_row_new (intervention, patient, surgeon, coding != NULL, notes->len > 0,
                              g_hash_table_contains (begun, cpx_record_get_id (intervention)));
}

/* What was begun is a mark beside a row: a damaged page of it does not take the rest of the list away. */
static GHashTable *
list_begun (CpxTxn      *txn,
            const char  *user_id,
            GError     **error)
{
  GError *fault = NULL;
  GHashTable *begun = cpx_coding_begun_list (txn, user_id, &fault);

  if (begun != NULL)
    return begun;
  if (cpx_store_error_is_damage (fault))
    {
      g_error_free (fault);
      return g_hash_table_new (g_str_hash, g_str_equal);
    }
  g_propagate_error (error, fault);

  return NULL;
}

/* A CpxTxnFunc. */
static gpointer
read_rows (CpxTxn    *txn,
           gpointer   user_id,
           GError   **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_intervention_kind);
  g_autoptr(GHashTable) begun = list_begun (txn, user_id, error);
  g_autoptr(GPtrArray) interventions = NULL;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  cpx_query_where (query, CPX_INTERVENTION_STATE, "done");
  cpx_query_set_order (query, CPX_INTERVENTION_DATE, FALSE);
  interventions = begun != NULL ? cpx_txn_list (txn, query, error) : NULL;
  if (interventions == NULL)
    return NULL;
  for (guint i = 0; i < interventions->len; i++)
    {
      CpxUncodedRow *row = read_row (txn, g_ptr_array_index (interventions, i), begun, error);

      if (row == NULL)
        return NULL;
      g_ptr_array_add (rows, row);
    }

  return g_steal_pointer (&rows);
}

/* Whose choices are told: the user's own. */
static char *
dup_user_id (CpxPractice *practice)
{
  CpxRecord *user = cpx_practice_get_user (practice);

  return g_strdup (user != NULL ? cpx_record_get_id (user) : "");
}

/* A CpxSameEntry. */
static gboolean
same_row (gpointer before,
          guint    i,
          gpointer now,
          guint    j)
{
  return cpx_uncoded_row_equal (g_ptr_array_index ((GPtrArray *) before, i), g_ptr_array_index ((GPtrArray *) now, j));
}

static void
cpx_uncoded_list_ask (CpxLiveList         *list,
                      GCancellable        *until,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  CpxPractice *practice = cpx_live_list_get_practice (list);

  cpx_practice_look_async (practice, "patient:read", read_rows, dup_user_id (practice), g_free,
                           (GDestroyNotify) g_ptr_array_unref, until, callback, user_data);
}

static void
cpx_uncoded_list_take (CpxLiveList *list,
                       gpointer     content)
{
  cpx_live_list_take_items (list, content, same_row);
}

/* What a row is made of: the operation, its coding, its reports; and, once there are rows, the names in them. */
static CpxLiveEffect
cpx_uncoded_list_apply (CpxLiveList      *list,
                        const CpxChanged *changed)
{
  const CpxKind *kind = changed->kind;
  gboolean has_rows = g_list_model_get_n_items (G_LIST_MODEL (list)) > 0;

  if (kind == &cpx_intervention_kind || kind == &cpx_coding_kind || kind == &cpx_operative_note_kind ||
      (has_rows && (kind == &cpx_patient_kind || kind == &cpx_practitioner_kind)))
    return CPX_LIVE_STALE;

  return CPX_LIVE_UNTOUCHED;
}

static void
cpx_uncoded_list_class_init (CpxUncodedListClass *klass)
{
  CpxLiveListClass *list_class = CPX_LIVE_LIST_CLASS (klass);

  list_class->item_type = CPX_TYPE_UNCODED_ROW;
  list_class->ask = cpx_uncoded_list_ask;
  list_class->take = cpx_uncoded_list_take;
  list_class->apply = cpx_uncoded_list_apply;
}

static void
cpx_uncoded_list_init (CpxUncodedList *self)
{
}

/**
 * cpx_uncoded_list_new:
 * @practice: an unlocked practice
 *
 * Begins to read.
 *
 * Returns: (transfer full): the work list, empty until the reader answers
 */
CpxUncodedList *
cpx_uncoded_list_new (CpxPractice *practice)
{
  CpxUncodedList *self = g_object_new (CPX_TYPE_UNCODED_LIST, "practice", practice, NULL);

  g_signal_connect_object (practice, "choices-kept", G_CALLBACK (cpx_live_list_refresh), self, G_CONNECT_SWAPPED);
  cpx_live_list_refresh (CPX_LIVE_LIST (self));

  return self;
}

/**
 * cpx_uncoded_list_get_loaded:
 * @self: a list
 *
 * Returns: `TRUE` once the reader has answered, so that an empty list means that all is coded
 */
gboolean
cpx_uncoded_list_get_loaded (CpxUncodedList *self)
{
  return cpx_live_list_get_loaded (CPX_LIVE_LIST (self));
}

/**
 * cpx_uncoded_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why it could not be read
 */
const GError *
cpx_uncoded_list_get_error (CpxUncodedList *self)
{
  return cpx_live_list_get_error (CPX_LIVE_LIST (self));
}

/**
 * cpx_practice_list_uncoded:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Reads the work list and waits, for programs without a screen.
 *
 * Returns: (transfer full) (element-type CpxUncodedRow) (nullable): the rows, the oldest operation first
 */
GPtrArray *
cpx_practice_list_uncoded (CpxPractice  *practice,
                           GError      **error)
{
  g_autofree char *user_id = NULL;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  user_id = dup_user_id (practice);

  return cpx_practice_look (practice, "patient:read", read_rows, user_id, (GDestroyNotify) g_ptr_array_unref, error);
}

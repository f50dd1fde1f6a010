/* cpx-record-list.c: read once, then kept true change by change.
 *
 * The children of files that were merged into the patient's are in the list too. So a merge, or its undo, reads the
 * list anew; every other change replaces, adds or removes one item.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-record-list.h"

#include "cpx-live-list-private.h"
#include "cpx-practice-private.h"

#include <cpx-patient.h>
#include <cpx-record-rescue.h>

struct _CpxRecordList
{
  CpxLiveList    parent_instance;

  const CpxKind *kind;
  char          *patient_id;  /* (owned) (nullable): NULL for a kind of the practice, or with about_field */
  int            about_field; /* the reference that leads to about_id; -1: none is asked */
  char          *about_id;    /* (owned) (nullable) */
};

/* What is to be read. */
typedef struct
{
  const CpxKind *kind;
  char          *patient_id;
  int            about_field;
  char          *about_id;
} Wanted;

G_DEFINE_FINAL_TYPE (CpxRecordList, cpx_record_list, CPX_TYPE_LIVE_LIST)

static void
wanted_free (Wanted *self)
{
  g_free (self->patient_id);
  g_free (self->about_id);
  g_free (self);
}

/* What was read. */
typedef struct
{
  GPtrArray *records;       /* (owned) (nullable) once taken */
  guint      n_unreadable;  /* on damaged pages */
} Found;

static void
found_free (Found *self)
{
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)

/* A CpxTxnFunc. */
static gpointer
read_records (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  Wanted *wanted = data;
  g_autoptr(CpxQuery) query = cpx_query_new (wanted->kind);
  g_autoptr(Found) found = g_new0 (Found, 1);

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  if (wanted->patient_id != NULL)
    cpx_query_where (query, wanted->kind->patient_field, wanted->patient_id);
  if (wanted->about_id != NULL)
    cpx_query_where (query, wanted->about_field, wanted->about_id);

  found->records = cpx_txn_list_readable (txn, query, &found->n_unreadable, error);

  return found->records != NULL ? g_steal_pointer (&found) : NULL;
}

static const char *
get_permission (CpxRecordList *self)
{
  return self->kind->patient_field >= 0
           ? cpx_practice_get_file_permission (cpx_live_list_get_practice (CPX_LIVE_LIST (self)), self->patient_id)
           : NULL;
}

static void
cpx_record_list_ask (CpxLiveList         *list,
                     GCancellable        *until,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  CpxRecordList *self = CPX_RECORD_LIST (list);
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->kind = self->kind;
  wanted->patient_id = g_strdup (self->patient_id);
  wanted->about_field = self->about_field;
  wanted->about_id = g_strdup (self->about_id);
  cpx_practice_look_async (cpx_live_list_get_practice (list), get_permission (self), read_records, wanted,
                           (GDestroyNotify) wanted_free, (GDestroyNotify) found_free, until, callback, user_data);
}

static void
cpx_record_list_take (CpxLiveList *list,
                      gpointer     content)
{
  g_autoptr(Found) found = content;
  g_autoptr(GError) gap = found->n_unreadable > 0 ? cpx_practice_error_new_gap (found->n_unreadable) : NULL;

  if (gap != NULL)
    cpx_live_list_set_error (list, gap);
  cpx_live_list_take_items (list, g_steal_pointer (&found->records), NULL);
}

static gboolean
find_position (CpxRecordList *self,
               const char    *id,
               guint         *out_position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self));

  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (cpx_record_get_id (cpx_live_list_peek (CPX_LIVE_LIST (self), i)), id))
        {
          *out_position = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* Whether a record that was not in the list is now of it. */
static gboolean
belongs (CpxRecordList    *self,
         const CpxChanged *changed)
{
  if (self->about_id != NULL)
    return g_strcmp0 (self->about_id, cpx_record_get_text (changed->record, self->about_field)) == 0;

  return g_strcmp0 (self->patient_id, changed->patient_id) == 0;
}

static CpxLiveEffect
apply_to_records (CpxRecordList    *self,
                  const CpxChanged *changed)
{
  CpxLiveList *list = CPX_LIVE_LIST (self);
  gpointer record = changed->record;
  guint position;

  if (find_position (self, changed->id, &position))
    cpx_live_list_splice (list, position, 1, &record, record != NULL ? 1 : 0);
  else if (record != NULL && belongs (self, changed))
    cpx_live_list_splice (list, g_list_model_get_n_items (G_LIST_MODEL (self)), 0, &record, 1);

  return CPX_LIVE_APPLIED;
}

/* A patient's change may be a merge, which brings or takes away whole lists. */
static gboolean
may_be_merge (CpxRecordList    *self,
              const CpxChanged *changed)
{
  return self->patient_id != NULL && changed->kind == &cpx_patient_kind &&
         !g_str_equal (changed->id, self->patient_id);
}

static CpxLiveEffect
cpx_record_list_apply (CpxLiveList      *list,
                       const CpxChanged *changed)
{
  CpxRecordList *self = CPX_RECORD_LIST (list);

  if (changed->kind == self->kind)
    return apply_to_records (self, changed);

  return may_be_merge (self, changed) ? CPX_LIVE_STALE : CPX_LIVE_UNTOUCHED;
}

static void
cpx_record_list_finalize (GObject *object)
{
  CpxRecordList *self = CPX_RECORD_LIST (object);

  g_clear_pointer (&self->patient_id, g_free);
  g_clear_pointer (&self->about_id, g_free);

  G_OBJECT_CLASS (cpx_record_list_parent_class)->finalize (object);
}

static void
cpx_record_list_class_init (CpxRecordListClass *klass)
{
  CpxLiveListClass *list_class = CPX_LIVE_LIST_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cpx_record_list_finalize;
  list_class->item_type = CPX_TYPE_RECORD;
  list_class->ask = cpx_record_list_ask;
  list_class->take = cpx_record_list_take;
  list_class->apply = cpx_record_list_apply;
}

static void
cpx_record_list_init (CpxRecordList *self)
{
  self->about_field = -1;
}

/**
 * cpx_record_list_new:
 * @practice: an unlocked practice
 * @kind: a kind of record
 * @patient_id: (nullable): whose; `NULL` for a kind of the practice
 *
 * Begins to read.
 *
 * Returns: (transfer full): a list, empty until the reader answers
 */
CpxRecordList *
cpx_record_list_new (CpxPractice   *practice,
                     const CpxKind *kind,
                     const char    *patient_id)
{
  CpxRecordList *self = g_object_new (CPX_TYPE_RECORD_LIST, "practice", practice, NULL);

  self->kind = kind;
  self->patient_id = g_strdup (patient_id);
  cpx_live_list_refresh (CPX_LIVE_LIST (self));

  return self;
}

/**
 * cpx_record_list_new_about:
 * @practice: an unlocked practice
 * @kind: a kind of record
 * @field: a reference of @kind that is INDEXED and does not change
 * @id: what it names, for example an operation
 *
 * Begins to read what hangs on another record than a patient.
 *
 * Returns: (transfer full): a list, empty until the reader answers
 */
CpxRecordList *
cpx_record_list_new_about (CpxPractice   *practice,
                           const CpxKind *kind,
                           int            field,
                           const char    *id)
{
  CpxRecordList *self = g_object_new (CPX_TYPE_RECORD_LIST, "practice", practice, NULL);

  self->kind = kind;
  self->about_field = field;
  self->about_id = g_strdup (id);
  cpx_live_list_refresh (CPX_LIVE_LIST (self));

  return self;
}

/**
 * cpx_record_list_get_kind:
 * @self: a list
 *
 * Returns: (transfer none): the kind of its records
 */
const CpxKind *
cpx_record_list_get_kind (CpxRecordList *self)
{
  g_return_val_if_fail (CPX_IS_RECORD_LIST (self), NULL);

  return self->kind;
}

/**
 * cpx_record_list_get_loaded:
 * @self: a list
 *
 * Returns: `TRUE` once the reader has answered, so that an empty list means that there is nothing
 */
gboolean
cpx_record_list_get_loaded (CpxRecordList *self)
{
  return cpx_live_list_get_loaded (CPX_LIVE_LIST (self));
}

/**
 * cpx_record_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why it could not be read, or how much of it could not
 */
const GError *
cpx_record_list_get_error (CpxRecordList *self)
{
  return cpx_live_list_get_error (CPX_LIVE_LIST (self));
}

/**
 * cpx_record_list_find:
 * @self: a list
 * @id: a record
 *
 * Returns: (transfer none) (nullable): the record, if it is in the list
 */
CpxRecord *
cpx_record_list_find (CpxRecordList *self,
                      const char    *id)
{
  guint position;

  g_return_val_if_fail (CPX_IS_RECORD_LIST (self), NULL);

  return find_position (self, id, &position) ? cpx_live_list_peek (CPX_LIVE_LIST (self), position) : NULL;
}
